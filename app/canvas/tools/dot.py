"""Dots of wires: dragging one leads its wires elsewhere, onto another dot of wires from the same
output makes one of the two."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.box import Box
from app.canvas.dots import Dot
from app.canvas.tools.select import ADDING
from app.canvas.tools.tool import WIRE_GRAB, Host, Tool, canvas_point
from app.canvas.tools.wire import bend_at
from autograd_core.graph import dots

Points = list[tuple[float, float]]


class DotTool(Tool):
    """The dot follows the pointer; a press without a drag selects its wires."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, host: Host, dot: Dot) -> None:
        super().__init__(host)
        self._dot = dot
        self._from = QPointF()
        slots, led = host.places.wire_slots, host.places.dots
        self._wires = dots.through(host.session.document, *dot)
        self._before: dict[int, Points] = {slots[w]: led.points(slots[w]) for w in self._wires}
        self._moved = False

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = at
        session, wanted = self.host.session, {*self._wires}
        session.select(session.selection ^ wanted if modifiers & ADDING else wanted)

    def move(self, at: QPointF) -> None:
        if not self._moved and _small(at - self._from):
            return
        self._moved = True
        point = canvas_point(self.host, at)
        onto = self._onto(point)
        if onto is not None:
            point = self.host.session.document.wires[onto.wire].points[onto.place]
        led = {slot: list(points) for slot, points in self._before.items()}
        for wire, place in self._wires.items():
            led[self.host.places.wire_slots[wire]][place] = point
        self._lead(led)

    def _onto(self, point: tuple[float, float]) -> Dot | None:
        """The dot of another wire from the same output that this one is held over."""
        document, reach = self.host.session.document, WIRE_GRAB / self.host.view.zoom
        own = document.wires[self._dot.wire]
        for wire in document.outputs(own.source).values():
            if wire.source_port != own.source_port or wire.id in self._wires:
                continue
            for place, (x, y) in enumerate(wire.points):
                if (x - point[0]) ** 2 + (y - point[1]) ** 2 <= reach**2:
                    return Dot(wire.id, place)
        return None

    def _lead(self, led: dict[int, Points]) -> None:
        places = self.host.places
        before = [Box(*places.wire_boxes[slot].tolist()) for slot in led]
        for slot, points in led.items():
            places.lead(slot, points)
        self.host.update_boxes([*before, *(Box(*places.wire_boxes[s].tolist()) for s in led)])

    def finish(self, at: QPointF) -> None:
        if not self._moved:
            return
        self.move(at)
        session = self.host.session
        x, y = canvas_point(self.host, at)
        onto = self._onto((x, y))
        if onto is not None:
            edits = dots.merged(session.document, *self._dot, *onto)
            session.do(edits, QCoreApplication.translate("Canvas", "Join dots"))
        else:
            edits = dots.moved(session.document, *self._dot, (round(x, 2), round(y, 2)))
            session.do(edits, QCoreApplication.translate("Canvas", "Move a dot"))

    def cancel(self) -> None:
        if self._moved:
            self._lead(self._before)


def _small(by: QPointF) -> bool:
    return by.manhattanLength() < QApplication.startDragDistance()


def add_dot(host: Host, wire: str, x: float, y: float) -> Dot:
    """Leads a wire, and those that lie on it there, through a new dot at a point."""
    place = bend_at(host, wire, x, y)
    edits = dots.added(host.session.document, wire, place, (round(x, 2), round(y, 2)))
    host.session.do(edits, QCoreApplication.translate("Canvas", "Add a dot"))
    return Dot(wire, place)


def remove_dot(host: Host, dot: Dot) -> None:
    """Takes a dot out of its wires."""
    edits = dots.removed(host.session.document, *dot)
    host.session.do(edits, QCoreApplication.translate("Canvas", "Remove a dot"))
