"""The table editor: a tensor as cells, pages and files; one undoable edit at OK."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSpinBox,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.portions import meanwhile
from app.widgets.fields import set_flag, wrapped
from app.widgets.icons import icon
from app.widgets.look import fixed_font
from app.widgets.mnemonics import keep_marked, mark_dialog
from app.window import array_files
from app.window.sheet import Array, Block, Sheet
from app.window.sheet_model import SheetModel
from app.window.unfit import Unfit

DTYPES = (
    "float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool",
)  # fmt: skip
LINE_MARGINS = 30
DIGITS = 13
"""Characters of a column: a float32 in full."""
ROW = 25
LARGEST_FIRST = (840, 620)


class CellView(QTableView):
    """Cells; Enter goes down, as in a spreadsheet, also from a cell that is typed into."""

    def blocks(self) -> list[Block]:
        """What is selected."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(i) for i in range(selection.count())]
        return [(r.top(), r.left(), r.bottom() + 1, r.right() + 1) for r in ranges]

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # a cell that is typed into passes it on, and takes its text over a moment later
            if self.state() != QTableView.State.EditingState:
                self._go_down()
            event.accept()
            return
        super().keyPressEvent(event)

    def _go_down(self) -> None:
        at = self.currentIndex()
        below = at.siblingAtRow(at.row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)


class TableEditor(QDialog):
    """Shows an array; where it may be edited, `sheet.array` is what OK takes over.

    Signals:
        taken(array): OK was pressed and something was changed.
    """

    taken = Signal(object)

    def __init__(
        self, title: str, array: Array, editable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tableEditor")
        self.setWindowTitle(title)
        self.editable = editable
        self.sheet = Sheet(array)
        self.model = SheetModel(self.sheet, editable)
        self.generator = np.random.default_rng()
        self.view = self._make_view()
        self.shape_line = QLineEdit()
        self.shape_line.setObjectName("tableShape")
        self.shape_line.setFont(fixed_font())
        self.shape_line.setAccessibleName(self.tr("Shape"))
        self.shape_line.setToolTip(
            self.tr("As many numbers as before stay in order; else the corner stays.")
        )
        self.shape_line.setReadOnly(not editable)
        self.shape_line.returnPressed.connect(self._reshape)
        self.dtype = QComboBox()
        self.dtype.setObjectName("tableDtype")
        self.dtype.setAccessibleName(self.tr("dtype"))
        self.dtype.addItems(DTYPES)
        self.dtype.setEnabled(editable)
        self.dtype.textActivated.connect(lambda name: self._try(lambda: self._cast(name)))
        self.fill_line = QLineEdit()
        self.fill_line.setObjectName("tableFill")
        self.fill_line.setFont(fixed_font())
        self.fill_line.setPlaceholderText(self.tr("0, 1/3, randn(2, 3)"))
        self.fill_line.setAccessibleName(self.tr("Fill"))
        example = self.fill_line.placeholderText()
        room = self.fill_line.fontMetrics().horizontalAdvance(example)
        self.fill_line.setMinimumWidth(room + LINE_MARGINS)
        self.fill_line.returnPressed.connect(self._fill)
        self.pages = QHBoxLayout()
        self.leads: list[QSpinBox] = []
        self.said = wrapped()
        self.said.setObjectName("tableSaid")
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing() + 2)
        self._lay_out()
        self._make_actions()
        self.model.refused.connect(self._refuse)
        self.model.renewed.connect(self._show_facts)
        self._make_pages()
        self._show_facts()
        mark_dialog(self)
        self._resize()

    # Making

    def _make_view(self) -> CellView:
        view = CellView()
        view.setObjectName("tableCells")
        view.setModel(self.model)
        view.setAlternatingRowColors(False)
        view.setFont(fixed_font())
        self._column = view.fontMetrics().horizontalAdvance("0") * DIGITS + 14
        view.horizontalHeader().setDefaultSectionSize(self._column)
        view.verticalHeader().setDefaultSectionSize(ROW)
        view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        return view

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for name, widget in ((self.tr("Shape"), self.shape_line), ("dtype", self.dtype)):
            label = QLabel(name)
            label.setProperty("muted", True)
            label.setBuddy(widget)
            top.addWidget(label)
            top.addWidget(widget)
        top.addLayout(self.pages)
        top.addStretch()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        buttons = QDialogButtonBox.StandardButton
        wanted = buttons.Ok | buttons.Cancel if self.editable else buttons.Close
        self.buttons = QDialogButtonBox(wanted)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(self.tools)
        column.addWidget(self.view, 1)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.view.setFocus()

    def _make_actions(self) -> None:
        """What can be done; everything has a key or a button, and is in the menu."""
        self.actions_: dict[str, QAction] = {}
        keys = QKeySequence.StandardKey
        add = self._add_action
        add("copy", self.tr("Copy"), self._copy, keys.Copy)
        if not self.editable:
            self.tools.addStretch()
            return
        add("paste", self.tr("Paste"), self._paste, keys.Paste)
        add("undo", self.tr("Undo"), self._undo, keys.Undo)
        add("redo", self.tr("Redo"), self._redo, keys.Redo)
        add("clear", self.tr("Set to zero"), lambda: self._fill_with("0"), QKeySequence("Del"))
        add("row", self.tr("Insert row above"), lambda: self._insert(0))
        add("column", self.tr("Insert column before"), lambda: self._insert(1))
        add("no_row", self.tr("Delete rows"), lambda: self._delete(0))
        add("no_column", self.tr("Delete columns"), lambda: self._delete(1))
        add("transpose", self.tr("Transpose"), lambda: self._do(self.sheet.transpose))
        add("load", self.tr("Load a file…"), self._load, QKeySequence("Ctrl+O"))
        for kind, title in (
            ("uniform", self.tr("Uniform, 0 to 1")),
            ("normal", self.tr("Normal")),
            ("integers", self.tr("Integers, 0 to 9")),
        ):
            add(kind, title, partial(self._randomize, kind))
        label = QLabel(self.tr("Fill with"))
        label.setProperty("muted", True)
        label.setBuddy(self.fill_line)
        self.tools.addWidget(label)
        self.tools.addWidget(self.fill_line, 1)
        self._add_button(self.tr("Random"), ("uniform", "normal", "integers"))
        self._add_button(
            self.tr("Rows and columns"), ("row", "column", "no_row", "no_column", "transpose")
        )
        self._add_button(self.actions_["load"].text(), (), self.actions_["load"])

    def _add_action(
        self,
        name: str,
        title: str,
        act: Callable[[], Any],
        key: QKeySequence | QKeySequence.StandardKey | None = None,
    ) -> None:
        action = QAction(title, self)
        action.setObjectName(f"table_{name}")
        action.triggered.connect(lambda checked=False: act())
        if key is not None:
            action.setShortcut(key)
        # of the cells, so that lines keep their own copy, paste and undo
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view.addAction(action)
        self.actions_[name] = action

    def _add_button(
        self, title: str, names: tuple[str, ...], action: QAction | None = None
    ) -> None:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setText(title)
        if action is not None:
            button.clicked.connect(action.trigger)
            button.setIcon(icon("open"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            menu = QMenu(button)
            menu.addActions([self.actions_[name] for name in names])
            keep_marked(menu)
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tools.addWidget(button)

    def _resize(self) -> None:
        width = self._column * (min(self.sheet.columns, 8)) + 130
        height = ROW * (min(self.sheet.rows, 14) + 2) + 190
        least = self.sizeHint().width()
        self.resize(max(least, min(width, LARGEST_FIRST[0])), min(height, LARGEST_FIRST[1]))

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.actions_.values()))
        keep_marked(menu)
        menu.popup(self.view.viewport().mapToGlobal(at))

    # Pages

    def _make_pages(self) -> None:
        """A number for each dimension before the last two."""
        sizes = self.sheet.array.shape[:-2]
        while self.pages.count():
            item = self.pages.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.leads = []
        if sizes:
            label = QLabel(self.tr("Page"))
            label.setProperty("muted", True)
            self.pages.addWidget(label)
        for dim, size in enumerate(sizes):
            box = QSpinBox()
            box.setObjectName(f"tablePage{dim}")
            box.setAccessibleName(self.tr("Index in dimension {dim}").format(dim=dim))
            box.setRange(0, max(0, size - 1))
            box.setValue(self.sheet.lead[dim])
            box.setSuffix(f" / {size}")
            box.valueChanged.connect(lambda _: self._turn())
            self.pages.addWidget(box)
            self.leads.append(box)

    def _turn(self) -> None:
        self.sheet.lead = tuple(box.value() for box in self.leads)
        self.model.renew()

    # Showing

    def _show_facts(self) -> None:
        shape = self.sheet.array.shape
        if not self.shape_line.hasFocus() or not self.shape_line.isModified():
            self.shape_line.setText(f"[{', '.join(map(str, shape))}]")
        self.dtype.setCurrentText(self.sheet.array.dtype.name)
        if len(self.leads) != max(0, len(shape) - 2) or any(
            box.maximum() != size - 1 for box, size in zip(self.leads, shape, strict=False)
        ):
            self._make_pages()
        if "undo" in self.actions_:
            self.actions_["undo"].setEnabled(self.sheet.changed)
            self.actions_["redo"].setEnabled(self.sheet.can_redo)
        self._say("")

    def _say(self, words: str, wrong: bool = False) -> None:
        set_flag(self.said, "wrong", wrong)
        set_flag(self.said, "muted", not wrong)
        self.said.setText(words)

    def _refuse(self, words: str) -> None:
        self._say(words, wrong=True)

    # Doing

    def _try(self, act: Callable[[], Any]) -> bool:
        """Does something that may not be possible, and says why it is not."""
        try:
            act()
        except Unfit as unfit:
            self._show_facts()
            self._refuse(unfit.said())
            return False
        return True

    def _do(self, act: Callable[[], Any]) -> bool:
        """The same for a change; the selection stays where it is."""
        at = self.view.currentIndex()
        if not self._try(act):
            return False
        self.model.renew()
        if at.isValid() and self.sheet.rows and self.sheet.columns:
            row = min(at.row(), self.sheet.rows - 1)
            column = min(at.column(), self.sheet.columns - 1)
            self.view.setCurrentIndex(self.model.index(row, column))
        return True

    def blocks(self) -> list[Block]:
        """What is selected: all of the page where nothing is."""
        return self.view.blocks() or [(0, 0, self.sheet.rows, self.sheet.columns)]

    def _select(self, block: Block) -> None:
        top, left, bottom, right = block
        selection = QItemSelection(
            self.model.index(top, left), self.model.index(bottom - 1, right - 1)
        )
        model = self.view.selectionModel()
        model.setCurrentIndex(self.model.index(top, left), model.SelectionFlag.NoUpdate)
        model.select(selection, model.SelectionFlag.ClearAndSelect)

    def _fill(self) -> None:
        self._fill_with(self.fill_line.text())

    def _fill_with(self, text: str) -> None:
        blocks = self.blocks()
        if self._do(lambda: self.sheet.fill(blocks, text)) and len(blocks) == 1:
            self._select(blocks[0])

    def _randomize(self, kind: str) -> None:
        blocks = self.blocks()
        self._do(lambda: self.sheet.randomize(blocks, kind, self.generator))

    def _copy(self) -> None:
        found = self.view.blocks()
        if not found:
            return
        first = found[0]
        whole = (
            min(b[0] for b in found), min(b[1] for b in found),
            max(b[2] for b in found), max(b[3] for b in found),
        )  # fmt: skip
        block = whole if _count([whole]) == _count(found) else first
        self._try(
            lambda: QGuiApplication.clipboard().setText(
                meanwhile(lambda: self.sheet.copied(block))
            )
        )

    def _paste(self) -> None:
        at = self.view.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, 0)
        text = QGuiApplication.clipboard().text()
        placed: list[Block] = []
        paste = partial(self.sheet.paste, row, column, text)
        if self._do(lambda: placed.append(meanwhile(paste))):
            self._select(placed[0])

    def _undo(self) -> None:
        self._do(self.sheet.undo)

    def _redo(self) -> None:
        self._do(self.sheet.redo)

    def _insert(self, axis: int) -> None:
        at = self.view.currentIndex()
        first = (at.row(), at.column())[axis] if at.isValid() else 0
        self._do(lambda: self.sheet.insert(axis, first))

    def _delete(self, axis: int) -> None:
        found = self.view.blocks()
        if found:
            first, stop = found[0][axis], found[0][axis + 2]
            self._do(lambda: self.sheet.delete(axis, first, stop))

    def _reshape(self) -> None:
        text = self.shape_line.text().strip().strip("()[]")
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) < 10 for part in parts):
            self._refuse(self.tr("A shape is needed here, such as [2, 3]."))
            return
        self.shape_line.setModified(False)
        self._do(lambda: self.sheet.reshape([int(part) for part in parts]))

    def _cast(self, name: str) -> None:
        self.sheet.cast(np.dtype(name))
        self.model.renew()

    def _load(self) -> None:
        filters = self.tr("Arrays (*.npy *.csv *.tsv *.txt)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Load numbers"), "", filters)
        if path:
            self.load(Path(path))

    def load(self, path: Path) -> None:
        """Puts the numbers of a file in place of all."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._do(lambda: self.sheet.replace(meanwhile(lambda: array_files.load(path))))
        finally:
            QGuiApplication.restoreOverrideCursor()

    # The end

    def _take(self) -> None:
        self.view.setCurrentIndex(self.view.currentIndex())  # ends the typing in a cell
        if self.sheet.changed:
            self.taken.emit(self.sheet.array)
        else:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._take()
            return  # Enter belongs to cells and lines
        super().keyPressEvent(event)

    def refuse(self, words: str) -> None:
        """Says why what was taken cannot be written down; the table stays open."""
        self._refuse(words)


def _count(blocks: list[Block]) -> int:
    return sum((b - t) * (r - left) for t, left, b, r in blocks)
