"""Panning by dragging the canvas: middle button, or Space with the left."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from app.canvas.tools.tool import Host, Tool


class PanTool(Tool):
    """The canvas follows the pointer."""

    follows_edge = False
    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._last = QPointF()
        self._moved = QPointF()

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._last = at

    def move(self, at: QPointF) -> None:
        by = self._last - at
        self._last = at
        self._moved += by
        self.host.scroll_by(by.x(), by.y())

    def finish(self, at: QPointF) -> None:
        self.move(at)

    def cancel(self) -> None:
        self.host.scroll_by(-self._moved.x(), -self._moved.y())
