"""The quick add: a search field at the pointer that places what it finds, or a leaf with the value
that is typed."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from app import theme
from app.canvas import placing
from app.canvas.canvas import Canvas
from app.canvas.overlay import Loose
from app.canvas.placing import Spot
from app.widgets import custom_rows
from app.widgets.fields import wrapped
from app.widgets.leaf_text import LeafText, leaf_of
from app.widgets.look import fixed_font, mixed
from app.widgets.operation_list import NAME_ROLE, OperationModel, OperationView
from app.widgets.shelf import Shelf
from app.window import subgraph_rows
from autograd_core.graph.fitting import metas_in, takes
from autograd_core.ops.spec import REGISTRY, OpSpec

WIDTH, LIST_HEIGHT = 380, 300
MARGIN, SPACING = 8, 6
OFFSET = QPoint(30, 22)
"""From the popup's corner to the pointer, which is then on the search field."""
_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_PAGE = 8
_PAGES = {Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}


class LeafRow(QWidget):
    """The row of a leaf with the value that was typed.

    Signals:
        clicked
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaf: LeafText | None = None
        self.is_marked = False
        self.setObjectName("quickLeaf")

    def show_leaf(self, leaf: LeafText | None) -> None:
        self.leaf = leaf
        name = QCoreApplication.translate("Canvas", "Leaf")
        self.setAccessibleName("" if leaf is None else f"{name} {leaf.shown or leaf.value}")
        self.setVisible(leaf is not None)
        self.update()

    def mark(self, on: bool) -> None:
        self.is_marked = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 12)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.leaf is None:
            return
        colours, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QRectF(self.rect()).adjusted(4, 1, -4, -1)
        if self.is_marked:
            painter.setBrush(mixed(colours.selection, colours.field, 0.22))
            painter.drawRoundedRect(ground, 5, 5)
        painter.setBrush(colours.category("leaf"))
        painter.setPen(QPen(mixed(colours.text, colours.field, 0.35), 1.0))
        painter.drawRoundedRect(QRectF(10, (self.height() - 9) / 2, 9, 9), 2.5, 2.5)
        inner = self.rect().adjusted(28, 0, -12, 0)
        painter.setPen(colours.text)
        title = QCoreApplication.translate("Canvas", "Leaf")
        title = title if self.leaf.label is None else f"{title} {self.leaf.label}"
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, title)
        inner.adjust(painter.fontMetrics().horizontalAdvance(title) + 14, 0, 0, 0)
        painter.setFont(fixed_font(self.font().pointSizeF() * 0.9))
        painter.setPen(colours.muted)
        said = self.leaf.shown if self.leaf.is_plain else self.leaf.value
        said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, inner.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, flags, said)
        painter.end()


class QuickAdd(QFrame):
    """Opened by the canvas's `add_requested`. It lies within the window, so that input methods
    work in it, and goes when the keys go elsewhere."""

    def __init__(self, canvas: Canvas, shelf: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("quickAdd")
        self.setAccessibleName(self.tr("Add"))
        self._canvas = canvas
        self._window = parent
        self._spot = Spot()
        self.caption = QLabel()
        self.caption.setProperty("muted", True)
        self.field = QLineEdit()
        self.field.setObjectName("quickField")
        self.field.setAccessibleName(self.tr("What to add"))
        self.leaf = LeafRow()
        self.model = OperationModel(list(REGISTRY.values()), shelf, self)
        self.view = OperationView(self.model)
        self.view.setObjectName("quickList")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setDragEnabled(False)
        self.view.setAccessibleName(self.tr("Operations"))
        self.help = wrapped(muted=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACING)
        self.view.setMinimumHeight(80)
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        for each in (self.caption, self.field, self.leaf, self.view, self.help):
            layout.addWidget(each)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._accept)
        self.leaf.clicked.connect(self._add_leaf)
        self.view.clicked.connect(lambda index: self._place(index.data(NAME_ROLE)))
        self.view.selectionModel().currentChanged.connect(lambda now, last: self._show_mark())
        canvas.session.replaced.connect(self.dismiss)
        canvas.session.edited.connect(lambda edits: self.dismiss())
        theme.switch().changed.connect(self._dress)
        self._dress()
        self.hide()

    def _dress(self) -> None:
        colours = theme.current()
        self.setStyleSheet(
            f"QFrame#quickAdd {{ background: {colours.panel.name()};"
            f" border: 1px solid {colours.muted.name()}; border-radius: 9px; }}"
        )

    # Opening and closing

    def ask(self, spot: Spot) -> None:
        """Opens at a spot of the canvas, for what fits the spot's port."""
        canvas = self._canvas
        self._spot = spot
        feeding = spot.port is not None and spot.port.is_input
        document = canvas.session.document
        rows = [*subgraph_rows.rows(document, feeding), *custom_rows.rows(document)]
        self.model.offer(self._fitting(), rows)
        self.caption.setText(self._asked())
        self.caption.setVisible(spot.port is not None)
        takes_values = spot.port is None or spot.port.is_input
        self.field.setPlaceholderText(
            self.tr("Operation, number, list or expression")
            if takes_values
            else self.tr("Search operations")
        )
        self.field.clear()
        self._search("")
        x, y = spot.x, spot.y
        if x is None or y is None:
            x, y = placing.free_spot(canvas, spot.port)
        point = canvas.view.to_screen(x, y).toPoint()
        area = canvas.area()
        point.setX(min(max(point.x(), 0), area.width()))
        point.setY(min(max(point.y(), 0), area.height()))
        self._move_to(self._window.mapFromGlobal(canvas.viewport().mapToGlobal(point)))
        self._hang(x, y)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _move_to(self, point: QPoint) -> None:
        window = self._window
        self._fit()
        corner = point - OFFSET
        corner.setX(min(max(corner.x(), 8), window.width() - self.width() - 8))
        corner.setY(min(max(corner.y(), 8), window.height() - self.height() - 8))
        self.move(corner)

    def _fit(self) -> None:
        """As high as what is in it, with two lines of help; its upper edge stays where it is."""
        shown = [each for each in (self.caption, self.field, self.leaf) if not each.isHidden()]
        heights = [each.sizeHint().height() for each in shown]
        heights += [LIST_HEIGHT] if not self.view.isHidden() else []
        heights.append(2 * self.fontMetrics().lineSpacing())
        height = sum(heights) + SPACING * (len(heights) - 1) + 2 * MARGIN
        window = self._window
        self.resize(min(WIDTH, window.width() - 16), min(height, window.height() - 16))

    def _hang(self, x: float, y: float) -> None:
        """Shows the wire that the new card will be at."""
        canvas, port = self._canvas, self._spot.port
        place = None if port is None else canvas.places.port_place(port)
        if port is not None and place is not None:
            canvas.overlay.loose = Loose(place, (x, y), not port.is_input, way=self._spot.lead)
            canvas.update_all()

    def dismiss(self) -> None:
        """Closes it; nothing is added."""
        if not self.isVisible() or not shiboken6.isValid(self._canvas):
            return
        had_keys = self.field.hasFocus()
        self.hide()
        self._canvas.overlay.loose = None
        self._canvas.update_all()
        if had_keys:
            self._canvas.setFocus(Qt.FocusReason.PopupFocusReason)

    # What is offered

    def _fitting(self) -> Callable[[OpSpec], bool] | None:
        port = self._spot.port
        if port is None or port.is_input:
            return None
        given = metas_in(self._canvas.session.seen)(port.node, port.name)

        def fits(spec: OpSpec) -> bool:
            return takes(spec, given)

        return fits

    def _asked(self) -> str:
        port = self._spot.port
        if port is None:
            return ""
        name = self._canvas.session.document.name(port.node)
        if port.is_input:
            return self.tr("What feeds {port} of {node}").format(port=port.name, node=name)
        meta = metas_in(self._canvas.session.seen)(port.node, port.name)
        shape = "" if meta is None else f" {list(meta.shape)}"
        return self.tr("What takes {node}").format(node=name + shape)

    def _search(self, text: str) -> None:
        port = self._spot.port
        leaf = leaf_of(text) if port is None or port.is_input else None
        self.model.search(text)
        self.leaf.show_leaf(leaf)
        first = self.model.first_operation()
        if self.view.isHidden() == (first.isValid() or leaf is None):
            self.view.setVisible(self.view.isHidden())
            self._fit()
        exact = first.isValid() and text.strip() == first.data(NAME_ROLE)
        if leaf is not None and (leaf.is_plain or not first.isValid()) and not exact:
            self.view.setCurrentIndex(self.model.index(-1))
            self.leaf.mark(True)
        else:
            self.view.setCurrentIndex(first)
        self.view.scrollToTop()
        self._show_mark()

    def _show_mark(self) -> None:
        index = self.view.currentIndex()
        self.leaf.mark(self.leaf.leaf is not None and not index.isValid())
        said = index.data(Qt.ItemDataRole.StatusTipRole) if index.isValid() else ""
        if self.leaf.is_marked:
            said = self.tr("A new leaf with this value")
        self.help.setText(said or "")

    def _go(self, by: int) -> None:
        """Marks another row, past headings; above the first operation is the leaf."""
        rows = [
            row for row in range(self.model.rowCount()) if self.model.index(row).data(NAME_ROLE)
        ]
        current = self.view.currentIndex().row() if self.view.currentIndex().isValid() else -1
        at = rows.index(current) if current in rows else -1
        least = -1 if self.leaf.leaf is not None else 0
        at = max(least, min(at + by, len(rows) - 1))
        index = self.model.index(rows[at]) if at >= 0 and rows else self.model.index(-1)
        self.view.setCurrentIndex(index)
        self._show_mark()

    # Adding

    def _accept(self) -> None:
        index = self.view.currentIndex()
        if self.leaf.is_marked:
            self._add_leaf()
        elif index.isValid():
            self._place(index.data(NAME_ROLE))

    def _add_leaf(self) -> None:
        leaf, spot = self.leaf.leaf, self._spot
        if leaf is None:
            return
        make = placing.leaf(leaf.value, leaf.label, leaf.dtype, leaf.requires_grad)
        self.dismiss()
        self._canvas.add(make, leaf.label or leaf.value, spot)

    def _place(self, name: str | None) -> None:
        if not name:
            return
        spot = self._spot
        self.dismiss()
        subgraph = subgraph_rows.maker(name)
        if subgraph is not None:
            self._canvas.add(subgraph, self._title(name), spot)
            return
        self._canvas.add(placing.operation(name), name, spot)
        self.model.shelf.remember(name)

    def _title(self, name: str) -> str:
        """What a subgraph's row is called."""
        rows = subgraph_rows.rows(self._canvas.session.document)
        return next((row.title for row in rows if row.name == name), name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self.dismiss()
            elif key in _DOWN or key in _PAGES:
                self._go(_DOWN.get(key) or _PAGES[key])
            else:
                return super().eventFilter(watched, event)
            return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            kept = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in kept:
                self.dismiss()
        return super().eventFilter(watched, event)
