"""Mouse, wheel and drops on the canvas, turned into tools: which gesture starts where."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip

from app.canvas import grips
from app.canvas.aim import Aim
from app.canvas.board import Board
from app.canvas.box import Box
from app.canvas.grips import PORTS_FROM
from app.canvas.parts import PartKind, is_edited
from app.canvas.tags import tag_at, tag_tip
from app.canvas.tips import tip_at
from app.canvas.tools.drop import DropTool, dragged_operation
from app.canvas.tools.frame_size import cursor_of
from app.canvas.tools.knife import KnifeTool
from app.canvas.tools.move import MoveTool
from app.canvas.tools.pan import PanTool
from app.canvas.tools.scrub import PartTool
from app.canvas.tools.select import SelectTool
from app.canvas.tools.tag import TagTool
from app.canvas.tools.tool import GRAB, WIRE_GRAB, Tool
from app.canvas.touch import Touch

EDGE, EDGE_SPEED, EDGE_MILLISECONDS = 22.0, 24.0, 25
"""Pixels from an edge within which dragging scrolls, the most it scrolls by, and how often."""
TAP_SECONDS = 0.4
"""How long Space is held at most where it was only tapped."""
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
RIGHT = Qt.MouseButton.RightButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Hands:
    """Holds the gesture under way, if any."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.tool: Tool | None = None
        self._button = Qt.MouseButton.NoButton
        self.space = False
        self._tapped_at = 0.0
        self.pointer: QPointF | None = None
        """Where the mouse is over the canvas, if it was what was used last."""
        self._drop: DropTool | None = None
        self._hovered = ""
        self._aim = Aim(board)
        self._at = QPointF()
        self.touch = Touch(board, self)
        self._edge = QTimer()
        self._edge.setInterval(EDGE_MILLISECONDS)
        self._edge.timeout.connect(self._scroll_at_edge)
        board.view_changed.connect(self._view_changed)

    # The gesture under way

    def begin(self, tool: Tool, at: QPointF, modifiers: Qt.KeyboardModifier = _NO_KEYS) -> None:
        """Starts a gesture."""
        self.cancel()
        self._aim.leave()
        self.tool = tool
        tool.start(at, modifiers)
        self._show_cursor(at)

    def cancel(self) -> bool:
        """Takes the gesture back; whether there was one."""
        tool, self.tool = self.tool, None
        self._edge.stop()
        if tool is None:
            return False
        tool.cancel()
        self._button = Qt.MouseButton.NoButton
        self.board.viewport().unsetCursor()
        return True

    def document_edited(self) -> None:
        """The document has changed: unless by the gesture, what that shows may be wrong."""
        self._aim.leave()
        if self.tool is None or not self.tool.edits_live:
            self.cancel()

    def focus_lost(self) -> None:
        self.space = False
        self.cancel()

    # Mouse

    def press(self, event: QMouseEvent) -> None:
        at, button = event.position(), event.button()
        self._tapped_at = 0.0
        self.pointer = at
        self.board.motion.finish()
        if self.tool is not None:
            if self.tool.waits and button == LEFT:
                self._button = button
                self.tool.press(at)
            return
        cuts = button == RIGHT and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if cuts or button == MIDDLE or (button == LEFT and self.space):
            self._button = button
            self.begin(KnifeTool(self.board) if cuts else PanTool(self.board), at)
        elif button == LEFT:
            self._button = button
            self._press_left(at, event.modifiers())

    def _press_left(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        board = self.board
        x, y = board.view.to_canvas(at.x(), at.y())
        button = self._button
        port = grips.port_at(board, x, y)
        node = board.places.card_at(x, y)
        tool: Tool
        if port is not None:
            tool = grips.on_port(board, port, modifiers)
        elif (tag := tag_at(board.scene, at)) is not None:
            tool = TagTool(board, tag)
        elif node is not None:
            board.set_focused(node, show=False)  # what is aimed at must not slip away
            part = self._aim.at(at)
            if part is None or not is_edited(part):
                tool = grips.on_note(board, x, y) or MoveTool(board, node)
            else:
                tool = PartTool(board, part)
        elif (frame := self._frame_at(x, y)) is not None:
            board.set_focused(None)
            tool = MoveTool(board, frame)
        else:
            tool = self._on_ground(x, y, modifiers)
        self.begin(tool, at, modifiers)
        self._button = button

    def _on_ground(self, x: float, y: float, modifiers: Qt.KeyboardModifier) -> Tool:
        """What a press begins where there is no card."""
        board = self.board
        on_wire = grips.on_wire(board, x, y, modifiers)
        return on_wire or grips.on_side(board, x, y) or SelectTool(board)

    def move(self, event: QMouseEvent) -> None:
        at = self.pointer = event.position()
        if self.tool is not None:
            held = self._button != Qt.MouseButton.NoButton
            if held and not event.buttons() & self._button:
                self.cancel()  # it was let go where nobody told us
            elif held:
                self.tool.held = event.modifiers()
                self.tool.move(at)
                self._watch_edge(at)
            return
        x, y = self.board.view.to_canvas(at.x(), at.y())
        self._hover(self.board.places.card_at(x, y) or "")
        self._aim.move(at)
        self._show_cursor(at)

    def _view_changed(self) -> None:
        """Another thing is under a pointer that lies still."""
        if self.tool is None and self.pointer is not None and self._aim.part is not None:
            self._aim.move(self.pointer)
            self._show_cursor(self.pointer)

    def release(self, event: QMouseEvent) -> None:
        if self.tool is None or event.button() != self._button:
            return
        tool, self.tool = self.tool, None
        self._edge.stop()
        self._button = Qt.MouseButton.NoButton
        tool.finish(event.position())
        self._show_cursor(event.position())

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() != LEFT:
            return
        at = event.position()
        x, y = self.board.view.to_canvas(at.x(), at.y())
        node = self.board.places.card_at(x, y)
        part = self._aim.at(at)
        if part is not None and part.kind is PartKind.TITLE:
            self.board.inline_requested.emit(part)
        elif node is not None and self.board.open(node):
            return
        elif part is not None and part.kind in (PartKind.VALUE, PartKind.ELEMENT):
            self.board.table_requested.emit(part.node)
        elif part is not None and part.kind is PartKind.PICTURE:
            self.board.picture_requested.emit(part.node, part.name)
        elif node is not None:
            self.board.edit_requested.emit(node)
        elif (frame := self._frame_at(x, y)) is not None:
            self.board.rename_frame(frame)
        elif (tool := grips.double_clicked(self.board, x, y)) is not None:
            self.begin(tool, at)
            self._button = LEFT

    def _frame_at(self, x: float, y: float) -> str | None:
        """The frame whose title is at a point of the canvas, where it is large enough to mean."""
        return self.board.places.title_at(x, y) if self.board.view.zoom >= PORTS_FROM else None

    def _watch_edge(self, at: QPointF) -> None:
        """Near an edge the view follows what is dragged."""
        self._at = at
        if self.tool is None or not self.tool.follows_edge or self._beyond_edge() == (0.0, 0.0):
            self._edge.stop()
        elif not self._edge.isActive():
            self._edge.start()

    def _beyond_edge(self) -> tuple[float, float]:
        """How far the pointer is within an edge's reach or beyond it, in pixels."""
        area, x, y = self.board.area(), self._at.x(), self._at.y()
        return (
            min(0.0, x - EDGE) + max(0.0, x - (area.width() - EDGE)),
            min(0.0, y - EDGE) + max(0.0, y - (area.height() - EDGE)),
        )

    def _scroll_at_edge(self) -> None:
        dx, dy = self._beyond_edge()
        if self.tool is None or (dx, dy) == (0.0, 0.0):
            self._edge.stop()
            return
        self.board.scroll_by(_limited(dx), _limited(dy))
        self.tool.move(self._at)

    def _hover(self, node: str) -> None:
        if node != self._hovered:
            self._hovered = node
            self.board.hovered.emit(node)

    def _show_cursor(self, at: QPointF) -> None:
        viewport, view = self.board.viewport(), self.board.view
        if self.tool is not None:
            if self.tool.cursor is not None:
                viewport.setCursor(self.tool.cursor)
            return
        if self.space:
            viewport.setCursor(Qt.CursorShape.OpenHandCursor)
            return
        x, y = view.to_canvas(at.x(), at.y())
        if view.zoom >= PORTS_FROM and self.board.places.port_at(x, y, GRAB / view.zoom):
            viewport.setCursor(Qt.CursorShape.CrossCursor)
        elif tag_at(self.board.scene, at) is not None:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self.board.places.card_at(x, y) is None and self._frame_at(x, y) is not None:
            viewport.setCursor(Qt.CursorShape.SizeAllCursor)
        elif self._aim.cursor is not None:
            viewport.setCursor(self._aim.cursor)
        elif grips.dot_at(self.board, x, y) is not None:
            viewport.setCursor(Qt.CursorShape.SizeAllCursor)
        elif grips.note_corner(self.board, x, y) is not None:
            viewport.setCursor(Qt.CursorShape.SizeFDiagCursor)
        elif (sides := grips.sides_at(self.board, x, y)) is not None:
            viewport.setCursor(cursor_of(sides[1]))
        else:
            viewport.unsetCursor()

    def hold_space(self, held: bool) -> None:
        """Space is held, or no longer: the left button pans. A tap asks what to add."""
        self.space = held
        tapped, self._tapped_at = self._tapped_at, time.monotonic() if held else 0.0
        if held and self.tool is None:
            self.board.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self.tool is None:
            self.board.viewport().unsetCursor()
            if time.monotonic() - tapped < TAP_SECONDS:
                self.ask_here()

    def ask_here(self) -> None:
        """Asks what to add: at the pointer, or beside what is selected if keys are in use."""
        if self.pointer is None:
            self.board.ask_add()
        else:
            self.board.ask_add(*self.board.view.to_canvas(self.pointer.x(), self.pointer.y()))

    @property
    def over_nothing(self) -> bool:
        """Whether the mouse was used last and is where there is no card."""
        if self.pointer is None or self.tool is not None:
            return False
        x, y = self.board.view.to_canvas(self.pointer.x(), self.pointer.y())
        return self.board.places.card_at(x, y) is None

    def start_knife(self) -> None:
        """The next drag cuts the wires that it crosses."""
        self.begin(KnifeTool(self.board, waits=True), QPointF())

    # What the viewport is told

    def viewport_event(self, event: QEvent) -> bool:
        """Tool tips, fingers and the pointer's leaving."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._tip(event)
        if event.type() == QEvent.Type.Leave:
            self._hover("")
            here = self.board.viewport().mapFromGlobal(QCursor.pos())
            if not self.board.area().contains(here):  # and does not lie over it what we asked for
                self.pointer = None
            self._aim.leave()
        return self.touch.event(event)

    def _tip(self, event: QHelpEvent) -> bool:
        board = self.board
        x, y = board.view.to_canvas(event.pos().x(), event.pos().y())
        reach = GRAB / board.view.zoom if board.view.zoom >= PORTS_FROM else 0.0
        tip = board.autograd.tip_at(x, y)
        tip = tip or tip_at(board.places, board.shown, board.session.document, x, y, reach)
        differs = board.overlay.compared.tip_at(board.places, x, y)
        tip = "<br>".join(filter(None, (tip, differs))).replace("</pre><br>", "</pre>")
        tag = tag_at(board.scene, QPointF(event.pos()))
        if tag is not None:
            tip = tag_tip(tag.tag)
        elif tip and self._aim.part is not None:
            tip = f"{tip}<br>{self._aim.hint}".replace("</pre><br>", "</pre>")
        if self.tool is not None or not tip:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), tip, board.viewport())
        return True

    # The context menu

    def context_menu(self, event: QContextMenuEvent) -> None:
        """By mouse at the pointer; by key at what is meant."""
        board = self.board
        if isinstance(self.tool, KnifeTool) and not self.tool.waits:
            event.accept()  # the right button cuts
            return
        self.cancel()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            point = board.viewport().mapFromGlobal(event.globalPos())
            self._ask_menu(self._item_at(*board.view.to_canvas(point.x(), point.y())), point)
        else:
            self.menu_by_key()
        event.accept()

    def menu_by_key(self) -> None:
        """Opens the menu of what is selected, else of the card that has the focus."""
        chosen = self.board.session.selection
        item = next(iter(chosen)) if len(chosen) == 1 else self.board.scene.focused or ""
        self._ask_menu(item, self._corner_of(item))

    def _ask_menu(self, item: str, point: QPoint) -> None:
        board = self.board
        if item and item not in board.session.selection:
            board.session.select({item})
        board.context_requested.emit(item, board.viewport().mapToGlobal(point))

    def _item_at(self, x: float, y: float) -> str:
        """The card, the region (by its title) or the wire at a point of the canvas."""
        places = self.board.places
        wire = WIRE_GRAB / self.board.view.zoom
        return places.card_at(x, y) or self._frame_at(x, y) or places.wire_at(x, y, wire) or ""

    def _corner_of(self, item: str) -> QPoint:
        """Where the menu of an item opens: near the corner of a card or region, on a wire."""
        board, inset = self.board, 20.0
        places, area = board.places, board.area()
        box: Box | None = None
        if item in places.slots:
            box = places.card_box(item)
        elif item in places.wire_slots:
            middle = Box(*places.wire_boxes[places.wire_slots[item]].tolist()).middle()
            box, inset = Box(*middle, *middle), 0.0
        else:
            box = places.frames.boxes(places.pos, places.size).get(item)
        if box is None:
            return QPoint(20, 20)
        point = board.view.to_screen(box.left + inset, box.top + inset).toPoint()
        return QPoint(
            max(0, min(point.x(), area.width() - 1)), max(0, min(point.y(), area.height() - 1))
        )

    # Drops from the palette

    def drag_enter(self, event: QDragEnterEvent) -> None:
        name = dragged_operation(event.mimeData())
        if name is None:
            event.ignore()
            return
        self.cancel()
        self._drop = DropTool(self.board, name)
        self._drop.start(event.position(), event.modifiers())
        event.acceptProposedAction()

    def drag_move(self, event: QDragMoveEvent) -> None:
        if self._drop is None:
            event.ignore()
            return
        self._drop.move(event.position())
        event.acceptProposedAction()

    def drag_leave(self) -> None:
        drop, self._drop = self._drop, None
        if drop is not None:
            drop.cancel()

    def drop(self, event: QDropEvent) -> None:
        drop = self._drop
        if drop is None:
            event.ignore()
            return
        x, y = drop.corner(event.position())
        self.drag_leave()
        self.board.place(drop.name, x, y, drop.gap)
        event.acceptProposedAction()


def _limited(speed: float) -> float:
    return max(-EDGE_SPEED, min(speed, EDGE_SPEED))
