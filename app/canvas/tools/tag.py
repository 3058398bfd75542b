"""Pressing on a tag: a click goes to the step and the card that it is about, a drag moves the card
that it stands at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.board import Board
from app.canvas.tags import Placed
from app.canvas.tools.move import MoveTool
from app.canvas.tools.tool import Tool


class TagTool(Tool):
    def __init__(self, board: Board, placed: Placed) -> None:
        super().__init__(board)
        self._board = board
        self._placed = placed
        self._instead: MoveTool | None = None
        self._from = QPointF()
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self.follows_edge = False

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from, self._modifiers = at, modifiers

    def move(self, at: QPointF) -> None:
        if self._instead is None:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._instead = MoveTool(self.host, self._placed.card)
            self._instead.start(self._from, self._modifiers)
            self.follows_edge = True
        self._instead.move(at)

    def finish(self, at: QPointF) -> None:
        if self._instead is not None:
            self._instead.finish(at)
            return
        tag, session = self._placed.tag, self.host.session
        if tag.step is not None:
            self._board.player.seek(tag.step + 1)
        node = tag.node or self._placed.card
        if session.reveal(node):
            session.select({node})
            self._board.set_focused(node)

    def cancel(self) -> None:
        if self._instead is not None:
            self._instead.cancel()
