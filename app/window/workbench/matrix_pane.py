"""One matrix of derivatives: as colours or as a table, with a legend, and to be copied."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.canvas.colours import Array
from app.widgets.fields import wrapped
from app.widgets.look import fixed_font
from app.widgets.mnemonics import keep_marked
from app.window.image_view import ColourBar
from app.window.workbench.heat import Heat
from app.window.workbench.table import MOST_COLUMNS, MatrixModel, table_view
from autograd_core.graph.derivatives import Block
from autograd_core.graph.matrix_text import as_csv, as_latex, as_text, element_name
from autograd_core.printing import format_number

MOST_COPIED = 250_000
"""Elements: more take the window too long."""

Axis = tuple[str, tuple[int, ...], int]
"""What the elements along a side belong to: a tensor's name, its shape, and the first element."""


class MatrixPane(QWidget):
    """Shows a matrix, with a line of facts about it.

    Signals:
        told(text): a short message about what was done.
    """

    told = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._template = ""
        self._matrix: Array = np.zeros((0, 0))
        self._rows: Axis = ("", (), 0)
        self._columns: Axis = ("", (), 0)
        self.heat = Heat(self.tr("Matrix as colours"))
        self.heat.pointed.connect(self._point)
        self.model = MatrixModel()
        self.table = table_view(self.model, self.tr("Matrix as a table"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.heat)
        self.stack.addWidget(self.table)
        self.nothing = wrapped(muted=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.nothing)
        self.bar = ColourBar()
        self.pointed = QLabel()
        self.pointed.setObjectName(f"{name}Pointed")
        self.pointed.setFont(fixed_font())
        self.facts = wrapped()
        self.facts.setObjectName(f"{name}Facts")
        self.views = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(self._make_bar())
        column.addWidget(self.stack, 1)
        column.addWidget(self.bar)
        column.addWidget(self.pointed)
        self.clear()

    def _make_bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for place, text in enumerate((self.tr("Colours"), self.tr("Table"))):
            button = QToolButton()
            button.setText(text)
            button.setCheckable(True)
            button.setObjectName(("matrixColours", "matrixTable")[place])
            self.views.addButton(button, place)
            row.addWidget(button)
        self.views.button(0).setChecked(True)
        self.views.idClicked.connect(self._choose_view)
        row.addWidget(self.facts, 1)
        self.copy = QToolButton()
        self.copy.setText(self.tr("Copy"))
        self.copy.setObjectName("matrixCopy")
        self.copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.copy)
        for name, text in (
            ("text", self.tr("As text, with tabs")),
            ("csv", self.tr("As CSV, with names")),
            ("latex", self.tr("As LaTeX")),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _=False, kind=name: self.copy_as(kind))
        keep_marked(menu)
        self.copy.setMenu(menu)
        row.addWidget(self.copy)
        return row

    def _choose_view(self, place: int) -> None:
        if not self._matrix.size:
            place = 2
        self.stack.setCurrentIndex(place)
        self.bar.setVisible(place == 0)
        self.pointed.setVisible(place == 0)

    # What is shown

    def show_matrix(
        self, matrix: Array, rows: Axis, columns: Axis, template: str, facts: str
    ) -> None:
        """Shows the matrix; `template` is what an element is called: `∂{row}/∂{column}`."""
        self._matrix, self._rows, self._columns = matrix, rows, columns
        self._template = template
        most = self.heat.show_matrix(matrix, self.row_name, self.column_name)
        self.bar.show_scale("gradient", -most, most)
        self.model.show_matrix(matrix, self.row_name, self.column_name)
        if matrix.shape[1] > MOST_COLUMNS:
            facts += "; " + self.tr("the table has the first {count} columns").format(
                count=MOST_COLUMNS
            )
        self.facts.setText(facts if matrix.size else "")
        self.nothing.setText(facts)
        self._choose_view(self.views.checkedId())
        self.copy.setEnabled(bool(matrix.size))
        self._point(self.heat.raster.row, self.heat.raster.column)

    def clear(self, why: str = "") -> None:
        """Shows no matrix, and says why."""
        self.show_matrix(np.zeros((0, 0), np.float32), ("", (), 0), ("", (), 0), "", why)

    def dress(self) -> None:
        """In the colours of the theme."""
        self.heat.dress()

    def row_name(self, row: int) -> str:
        name, shape, first = self._rows
        return element_name(name, first + row, shape)

    def column_name(self, column: int) -> str:
        name, shape, first = self._columns
        return element_name(name, first + column, shape)

    def _point(self, row: int, column: int) -> None:
        rows, columns = self._matrix.shape
        if not (0 <= row < rows and 0 <= column < columns):
            self.pointed.setText(self._counts())
            return
        name = self._template.format(row=self.row_name(row), column=self.column_name(column))
        self.pointed.setText(f"{name} = {format_number(float(self._matrix[row, column]))}")

    def _counts(self) -> str:
        """How many elements are zero, NaN or infinite."""
        matrix = self._matrix
        if not matrix.size:
            return ""
        zeros = matrix.size - np.count_nonzero(matrix)
        infinite = nans = 0
        if not np.isfinite(matrix.sum()):  # then it is worth looking for them
            nans = int(np.isnan(matrix).sum())
            infinite = int(np.isinf(matrix).sum())
        texts = [self.tr("{count} of {all} are zero").format(count=zeros, all=matrix.size)]
        texts += [f"{count} {name}" for count, name in ((nans, "nan"), (infinite, "inf")) if count]
        return ", ".join(texts)

    # Copying

    def copy_as(self, kind: str) -> None:
        """Puts the matrix on the clipboard, as `text`, `csv` or `latex`."""
        matrix = self._matrix
        if matrix.size > MOST_COPIED:
            text = self.tr("{count} numbers are too many to be copied.")
            self.told.emit(text.format(count=matrix.size))
            return
        if kind == "csv":
            rows, columns = matrix.shape
            text = as_csv(
                matrix,
                [self.row_name(row) for row in range(rows)],
                [self.column_name(column) for column in range(columns)],
            )
        else:
            text = as_latex(matrix) if kind == "latex" else as_text(matrix)
        QGuiApplication.clipboard().setText(text)
        self.told.emit(self.tr("Copied: {what}").format(what=" × ".join(map(str, matrix.shape))))


class BlockChooser(QWidget):
    """Which part of a matrix is computed that is too large to be computed whole.

    Signals:
        chosen(block): another part is wanted.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.said = QLabel()
        self.spins: list[QSpinBox] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said)
        names = (self.tr("First row"), self.tr("Last row"), self.tr("First column"),
                 self.tr("Last column"))  # fmt: skip
        for place, name in enumerate(names):
            spin = QSpinBox()
            spin.setObjectName(f"block{place}")
            spin.setAccessibleName(name)
            spin.setToolTip(name)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(lambda _: self._choose())
            self.spins.append(spin)
            row.addWidget(spin)
            row.addWidget(QLabel("–" if place % 2 == 0 else "" if place == 3 else ","))
        row.addStretch()

    def show_block(self, block: Block, rows: int, columns: int) -> None:
        """Shows which part it is."""
        text = self.tr("Too large to be computed whole ({size}). Rows and columns:")
        self.said.setText(text.format(size=f"{rows} × {columns}"))
        ends = (block.first_row, block.stop_row - 1, block.first_column, block.stop_column - 1)
        for place, (spin, end) in enumerate(zip(self.spins, ends, strict=True)):
            spin.blockSignals(True)
            spin.setRange(0, max(0, (rows if place < 2 else columns) - 1))
            spin.setValue(max(0, end))
            spin.blockSignals(False)

    def _choose(self) -> None:
        first, last, left, right = (spin.value() for spin in self.spins)
        self.chosen.emit(Block(first, max(first, last) + 1, left, max(left, right) + 1))
