"""Placing a card that is dragged from the palette, with its ghost under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt

from app.canvas import metrics
from app.canvas.box import Box
from app.canvas.overlay import Ghost
from app.canvas.placing import height_of, operation
from app.canvas.room import nudged
from app.canvas.tools.insert import Gap, gap_under, show_gap
from app.canvas.tools.tool import Host, Tool, canvas_point
from app.playback.face import face_of
from autograd_core.graph import building
from autograd_core.graph.customs import editing
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.edits import apply
from autograd_core.graph.ports import spec_of
from autograd_core.graph.steps import StepLog
from autograd_core.ops.spec import REGISTRY, OpSpec

MIME = "application/x-gradcanvas-op"
"""The type of what the palette drags; the payload is a name in the registry."""


def dragged_operation(mime: QMimeData) -> str | None:
    """The operation that is being dragged, if it is one that is known."""
    if not mime.hasFormat(MIME):
        return None
    name = bytes(mime.data(MIME).data()).decode("utf-8", "replace")
    return name if name in REGISTRY or editing.is_row(name) else None


def ghost_height(spec: OpSpec) -> float:
    """The height of a new card of this operation."""
    rows = max(len(spec.ports), len(spec.outputs) if len(spec.outputs) > 1 else 0)
    return height_of(rows)


class DropTool(Tool):
    """Shows where the card would be, and the wire it would be put into; the canvas places it."""

    def __init__(self, host: Host, name: str) -> None:
        super().__init__(host)
        self.name = name
        self.gap: Gap | None = None
        alone = Document()
        document = host.session.document if editing.is_row(name) else alone
        node, edits = operation(name)(document, 0, 0)
        apply(alone, edits)
        self.spec = spec_of(alone.nodes[node]) or REGISTRY[name]
        if isinstance(alone.nodes[node], LeafData):  # called as it will be
            label = building.fresh_label(host.session.document)
            apply(alone, building.change(alone, node, label=label))
        self._face = face_of(StepLog(), 0, alone, node)

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at)

    def corner(self, at: QPointF) -> tuple[float, float]:
        """Where the card's corner goes if the pointer holds the middle of its header: on no other
        card, unless it is put into a wire."""
        x, y = canvas_point(self.host, at)
        x, y = round(x - metrics.WIDTH / 2), round(y - metrics.HEADER / 2)
        height = ghost_height(self.spec)
        box = Box(x, y, x + metrics.WIDTH, y + height)
        self.gap = gap_under(self.host, box, at) if self.spec.ports else None
        if self.gap is None:
            x, y = nudged(self.host.places, x, y, height)
        return round(x), round(y)

    def move(self, at: QPointF) -> None:
        host = self.host
        self._erase()
        x, y = self.corner(at)
        spec = self.spec
        category = spec.category if spec.ports else "leaf"
        height = ghost_height(spec)
        host.overlay.ghost = Ghost(spec.name, category, x, y, height, self._face)
        self._erase()
        show_gap(host, self.gap)

    def cancel(self) -> None:
        self._erase()
        show_gap(self.host, None)
        self.host.overlay.ghost = None

    def _erase(self) -> None:
        ghost = self.host.overlay.ghost
        if ghost is not None:
            box = Box(ghost.x, ghost.y, ghost.x + metrics.WIDTH, ghost.y + ghost.height)
            self.host.update_box(box)
