"""The view of the list of actions: its keys, and dragging with a line where they would land.

Between two rows lie several places when a block ends there; how far right the pointer is chooses
among them, as in an outline.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app import theme
from app.panels.timeline.action_model import DEPTH_ROLE, ActionModel, Index, dragged_actions
from autograd_core.graph.action_blocks import Place, body_of, place_of

INDENT = 18
"""Pixels for each block that an action is in."""
LINE_WIDTH = 2.0
MARGIN = 14
PICTURE = 20


class IndentDelegate(QStyledItemDelegate):
    """Draws the actions of a block further right, and their row marked over its whole width."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        depth = index.data(DEPTH_ROLE) or 0
        if depth:
            marked = QStyleOptionViewItem(option)
            self.initStyleOption(marked, index)
            marked.text = ""
            marked.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
            view = option.widget
            view.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_PanelItemViewItem, marked, painter, view
            )
            option.rect = option.rect.adjusted(depth * INDENT, 0, 0, 0)
        super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return hint.grownBy(QMargins((index.data(DEPTH_ROLE) or 0) * INDENT, 0, 0, 0))


class ActionView(QListView):
    """Delete removes, Alt+Up and Alt+Down move, Enter edits, Space plays and Ctrl+D does again;
    rows are dragged to another place.

    Signals:
        remove_requested
        move_requested(by)
        edit_requested(row)
        dropped(ids, place): actions were dragged to a place.
        play_requested: the steps of the marked one are to be played.
        again_requested: the selected ones are to be done again.
    """

    play_requested = Signal()
    again_requested = Signal()

    remove_requested = Signal()
    move_requested = Signal(int)
    edit_requested = Signal(int)
    dropped = Signal(object, object)

    def __init__(self, model: ActionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.actions_model = model
        self.hint: Callable[[], str] = str
        """What stands in the place of the rows where there are none."""
        self._line: QRect | None = None
        self._place: Place | None = None
        self.setModel(model)
        self.setItemDelegate(IndentDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.edit_requested.emit(index.row()))

    def selected_rows(self) -> list[int]:
        """The rows that are selected, from the first."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    # Keys

    def _wanted(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return alt
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return True
        if event.key() == Qt.Key.Key_D:
            return event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space:
            return not event.modifiers()
        return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers()

    def event(self, event: QEvent) -> bool:
        # Here Delete means the action, not the nodes that are selected on the canvas.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._wanted(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._wanted(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Up:
            self.move_requested.emit(-1)
        elif event.key() == Qt.Key.Key_Down:
            self.move_requested.emit(1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_requested.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space:
            self.play_requested.emit()
        elif event.key() == Qt.Key.Key_D:
            self.again_requested.emit()
        else:
            self.remove_requested.emit()

    # Dragging

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drags with a small picture, so that the line is seen where they would land."""
        indexes = self.selectionModel().selectedRows()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.actions_model.mimeData(indexes))
        picture = indexes[0].data(Qt.ItemDataRole.DecorationRole)
        drag.setPixmap(picture.pixmap(QSize(PICTURE, PICTURE), self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-PICTURE // 2, -PICTURE // 2))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._follow_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._scroll_at_edge(event.position().toPoint())
        self._follow_drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_line(None)

    def dropEvent(self, event: QDropEvent) -> None:
        ids = dragged_actions(event.mimeData()) if event.source() in (self, None) else frozenset()
        place = self._place
        self._show_line(None)
        if ids and place is not None:
            # Copy, so that the view does not take rows away itself: the document does.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(ids, place)
        else:
            event.ignore()

    def _follow_drag(self, event: QDragMoveEvent) -> None:
        if not dragged_actions(event.mimeData()) or event.source() not in (self, None):
            event.ignore()
            return
        place, line = self._place_at(event.position().toPoint())
        self._place = place
        self._show_line(line)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def _scroll_at_edge(self, point: QPoint) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if point.y() < MARGIN or point.y() > height - MARGIN:
            by = bar.singleStep()
            bar.setValue(bar.value() + (by if point.y() > MARGIN else -by))

    def _place_at(self, point: QPoint) -> tuple[Place, QRect]:
        """The place in the list that the pointer means, and the line that shows it."""
        model = self.actions_model
        index = self.indexAt(point)
        row = index.row() if index.isValid() else len(model.rows)
        if index.isValid() and point.y() > self.visualRect(index).center().y():
            row += 1  # before this row
        above, below = model.row_at(row - 1), model.row_at(row)
        deepest = above.depth + bool(above.opens) if above is not None else 0
        least = below.depth + bool(below.part) if below is not None else 0
        depth = max(least, min(round((point.x() - MARGIN) / INDENT), deepest))
        y = self.visualRect(model.index(row - 1)).bottom() + 1 if row else 1
        left = depth * INDENT + 4
        return self._place_before(row, depth), QRect(left, y, self.viewport().width() - left - 4, 0)

    def _place_before(self, row: int, depth: int) -> Place:
        """The place at this depth just before a row."""
        model, actions = self.actions_model, self.actions_model.session.document.actions
        above = model.row_at(row - 1)
        if above is None:
            return Place(None, actions[0].id if actions else None)
        if depth > above.depth:
            inner = body_of(actions, above.action.id, above.opens)
            return Place(above.action.id, inner[0].id if inner else None, above.opens)
        at = row - 1
        while model.depth_at(at) > depth:
            at -= 1
        earlier = model.action_at(at)
        assert earlier is not None
        return place_of(actions, earlier.id)

    def _show_line(self, line: QRect | None) -> None:
        if line != self._line:
            self._line = line
            self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._line is None and self.actions_model.rows:
            return
        painter = QPainter(self.viewport())
        if self._line is not None:
            painter.setPen(QPen(theme.current().selection, LINE_WIDTH))
            painter.drawLine(self._line.topLeft(), self._line.topRight())
        if not self.actions_model.rows:
            painter.setPen(theme.current().muted)
            room = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.hint())
        painter.end()
