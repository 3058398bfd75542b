"""Making a note larger or smaller by its lower right corner."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPointF, Qt

from app.canvas import notes
from app.canvas.tools.tool import Host, Tool, canvas_point
from autograd_core.graph.document import NoteData
from autograd_core.graph.edits import Put


class NoteSizeTool(Tool):
    """The corner follows the pointer."""

    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, host: Host, note: NoteData) -> None:
        super().__init__(host)
        self._note = note
        self._grip = (0.0, 0.0)
        self._size = (note.width, note.height)

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        x, y = canvas_point(self.host, at)
        note = self._note
        self._grip = (note.x + note.width - x, note.y + note.height - y)
        self.host.session.select({note.id})

    def move(self, at: QPointF) -> None:
        x, y = canvas_point(self.host, at)
        note, (right, down) = self._note, self._grip
        width = max(notes.LEAST_WIDTH, x + right - note.x)
        height = max(notes.LEAST_HEIGHT, y + down - note.y)
        self._show(float(round(width)), float(round(height)))

    def _show(self, width: float, height: float) -> None:
        host, places = self.host, self.host.places
        self._size = (width, height)
        before = places.card_box(self._note.id)
        places.set_own_size(self._note.id, width, height)
        after = places.card_box(self._note.id)
        host.update_boxes([before, after, *places.framed(places.slots_of([self._note.id]))])

    def finish(self, at: QPointF) -> None:
        width, height = self._size
        after = replace(self._note, width=width, height=height)
        if after != self._note:
            said = QCoreApplication.translate("Canvas", "Resize the note")
            self.host.session.do([Put(self._note, after)], said)

    def cancel(self) -> None:
        self._show(self._note.width, self._note.height)
