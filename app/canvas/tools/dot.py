"""Dots of wires: dragging one leads its wire elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.box import Box
from app.canvas.curves import distances
from app.canvas.dots import Dot
from app.canvas.tools.tool import Host, Tool, canvas_point
from autograd_core.graph import rewiring


class DotTool(Tool):
    """The dot follows the pointer; a press without a drag selects its wire."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, host: Host, dot: Dot) -> None:
        super().__init__(host)
        self._dot = dot
        self._from = QPointF()
        self._slot = host.places.wire_slots[dot.wire]
        self._before = host.places.dots.points(self._slot)
        self._moved = False

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = at
        self.host.session.select({self._dot.wire})

    def move(self, at: QPointF) -> None:
        if not self._moved and _small(at - self._from):
            return
        self._moved = True
        points = list(self._before)
        points[self._dot.place] = canvas_point(self.host, at)
        self._lead(points)

    def _lead(self, points: list[tuple[float, float]]) -> None:
        places = self.host.places
        before = Box(*places.wire_boxes[self._slot].tolist())
        places.lead(self._slot, points)
        self.host.update_boxes([before, Box(*places.wire_boxes[self._slot].tolist())])

    def finish(self, at: QPointF) -> None:
        if not self._moved:
            return
        self.move(at)
        session = self.host.session
        points = [(round(x, 2), round(y, 2)) for x, y in self.host.places.dots.points(self._slot)]
        edits = rewiring.bent(session.document, self._dot.wire, points)
        session.do(edits, QCoreApplication.translate("Canvas", "Move a dot"))

    def cancel(self) -> None:
        if self._moved:
            self._lead(self._before)


def _small(by: QPointF) -> bool:
    return by.manhattanLength() < QApplication.startDragDistance()


def bend_at(host: Host, wire: str, x: float, y: float) -> int:
    """How many of a wire's dots lie before the place of it that is nearest to a point."""
    legs = host.places.legs(host.places.wire_slots[wire])
    return int(distances(legs, x, y).argmin())


def add_dot(host: Host, wire: str, x: float, y: float) -> Dot:
    """Leads a wire through a new dot at a point."""
    document = host.session.document
    place = bend_at(host, wire, x, y)
    points = list(document.wires[wire].points)
    points.insert(place, (round(x, 2), round(y, 2)))
    edits = rewiring.bent(document, wire, points)
    host.session.do(edits, QCoreApplication.translate("Canvas", "Add a dot"))
    return Dot(wire, place)


def remove_dot(host: Host, dot: Dot) -> None:
    """Takes a dot out of its wire."""
    document = host.session.document
    points = [p for place, p in enumerate(document.wires[dot.wire].points) if place != dot.place]
    edits = rewiring.bent(document, dot.wire, points)
    host.session.do(edits, QCoreApplication.translate("Canvas", "Remove a dot"))
