"""Making a frame larger, or smaller again, by dragging one of its sides or lower corners.

A frame is as large as what is in it asks for, and has margins on top of that.
"""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPointF, Qt

from app.canvas.frames import Sides
from app.canvas.tools.tool import Host, Tool, canvas_point
from autograd_core.graph.edits import Put


class FrameSizeTool(Tool):
    """The sides that were taken hold of follow the pointer."""

    def __init__(self, host: Host, frame: str, sides: Sides) -> None:
        super().__init__(host)
        self._frame = frame
        self._sides = sides
        self._from = (0.0, 0.0)
        self._before = host.places.frames.data[frame].margins
        self.cursor = cursor_of(sides)

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = canvas_point(self.host, at)
        self.host.session.select({self._frame})

    def move(self, at: QPointF) -> None:
        x, y = canvas_point(self.host, at)
        dx, dy = x - self._from[0], y - self._from[1]
        left, top, right, bottom = self._before
        if self._sides.x < 0:
            left = max(0.0, left - dx)
        elif self._sides.x > 0:
            right = max(0.0, right + dx)
        if self._sides.y > 0:
            bottom = max(0.0, bottom + dy)
        self._show((left, top, right, bottom))

    def _show(self, margins: tuple[float, float, float, float]) -> None:
        host, places = self.host, self.host.places
        before = places.frames.boxes(places.pos, places.size)
        places.frames.widen(self._frame, margins)
        after = places.frames.boxes(places.pos, places.size)
        host.update_boxes([box for name, box in after.items() if before.get(name) != box])
        host.update_boxes([box for name, box in before.items() if after.get(name) != box])

    def finish(self, at: QPointF) -> None:
        self.move(at)
        session = self.host.session
        left, top, right, bottom = self.host.places.frames.data[self._frame].margins
        margins = (round(left), round(top), round(right), round(bottom))
        data = session.document.frames[self._frame]
        if margins != data.margins:
            said = QCoreApplication.translate("Canvas", "Resize the frame")
            session.do([Put(data, replace(data, margins=margins))], said)

    def cancel(self) -> None:
        self._show(self._before)


def cursor_of(sides: Sides) -> Qt.CursorShape:
    """The pointer's look over these sides."""
    if sides.x and sides.y:
        slanted = Qt.CursorShape.SizeBDiagCursor, Qt.CursorShape.SizeFDiagCursor
        return slanted[sides.x > 0]
    return Qt.CursorShape.SizeHorCursor if sides.x else Qt.CursorShape.SizeVerCursor
