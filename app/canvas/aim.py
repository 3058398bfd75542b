"""What of a card the pointer is aimed at: it is framed, and the pointer says what a press does."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from app.canvas.board import Board
from app.canvas.numbers import number_of
from app.canvas.parts import Part, PartKind, is_edited, is_near, part_at

REACH = 3.0
"""Pixels round a part that are painted with it."""


class Aim:
    """Holds the part under the pointer."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.part: Part | None = None

    def at(self, point: QPointF) -> Part | None:
        """The part at a point of the viewport; None where nothing of a card can be edited."""
        board = self._board
        if not is_near(board.view.zoom):
            return None
        x, y = board.view.to_canvas(point.x(), point.y())
        return part_at(board.places, board.shown, board.session.document, x, y)

    def move(self, point: QPointF) -> None:
        """The pointer has moved, with no button held."""
        self._show(self.at(point))

    def leave(self) -> None:
        """Something else begins."""
        self._show(None)

    def _show(self, part: Part | None) -> None:
        if part == self.part:
            return
        for each in (self.part, part):
            if each is not None:
                self._board.update_box(each.box, REACH)
        self.part = part
        self._board.overlay.aimed = part.box if part is not None and is_edited(part) else None

    @property
    def hint(self) -> str:
        """What can be done with the part, as rich text."""
        part, translate = self.part, QCoreApplication.translate
        if part is None:
            return ""
        if part.kind is PartKind.TITLE:
            said = translate("Canvas", "Double-click: rename")
        elif part.kind is PartKind.PICTURE:
            said = translate("Canvas", "Double-click: picture")
        elif part.kind is PartKind.BLOCKED:
            said = translate("Canvas", "Click: go to what it waits for")
        elif part.kind is PartKind.CULPRIT:
            said = translate("Canvas", "Click: go to who has brought it about")
        elif part.kind is PartKind.FLAG:
            said = translate("Canvas", "Click: requires_grad on or off")
        elif self.cursor == Qt.CursorShape.SizeHorCursor:
            said = translate(
                "Canvas", "Click: type. Drag sideways: change it; Shift finer, Ctrl coarser"
            )
        elif part.kind is PartKind.PARAM:
            said = translate("Canvas", "Click: change")
        else:
            said = translate("Canvas", "Click: type. Double-click: table")
        return f"<i>{escape(said)}</i>"

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """The pointer's look over the part."""
        part, session = self.part, self._board.session
        if part is None or not is_edited(part):
            return None
        if part.kind in (PartKind.FLAG, PartKind.BLOCKED, PartKind.CULPRIT):
            return Qt.CursorShape.PointingHandCursor
        if number_of(part, session.document, session.seen) is not None:
            return Qt.CursorShape.SizeHorCursor
        return Qt.CursorShape.IBeamCursor
