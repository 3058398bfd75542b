"""Wiring by dragging, from either end; grabbing a wire's end re-routes it, with Ctrl held it draws
another wire from the same output, through the same dots up to there. Where several wires lie on
each other, all of them are grabbed. Let go over nothing, a new wire asks what to add there.
"""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.curves import distances
from app.canvas.dots import Dot
from app.canvas.new_ports import edge_target
from app.canvas.overlay import Loose
from app.canvas.ports import NEW, Port
from app.canvas.tools.select import ADDING
from app.canvas.tools.tool import GRAB, WIRE_GRAB, Host, Tool, canvas_point
from app.canvas.tools.wiring import Wiring
from autograd_core.graph import dots


class WireTool(Tool):
    """A wire hangs from a port and follows the pointer."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: Host, wiring: Wiring) -> None:
        super().__init__(host)
        self._wiring = wiring
        self._goal: Port | Dot | None = None
        self._from = QPointF()

    @classmethod
    def at_port(cls, host: Host, port: Port, copy: bool = False) -> WireTool:
        """Takes hold of the wire that ends at an input, or of a copy of it, else draws a new one
        from the port."""
        old = host.session.document.inputs(port.node).get(port.name) if port.is_input else None
        if old is None:
            return cls(host, Wiring(host, port))
        start = Port(old.source, old.source_port, False)
        if copy:
            return cls(host, Wiring(host, start, lead=old.points))
        return cls(host, Wiring(host, start, old))

    @classmethod
    def at_dot(cls, host: Host, dot: Dot) -> WireTool:
        """Draws another wire out of a dot."""
        wire = host.session.document.wires[dot.wire]
        start = Port(wire.source, wire.source_port, False)
        return cls(host, Wiring(host, start, lead=wire.points[: dot.place + 1]))

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        wiring = self._wiring
        place = self.host.places.port_place(wiring.start)
        if place is None:
            return
        self._from = at
        end = canvas_point(self.host, at)
        self.host.overlay.loose = Loose(
            place, end, not wiring.start.is_input, way=wiring.lead, others=wiring.tails()
        )
        self.host.dim(wiring.dimmed())
        self.host.hide_wires(wiring.grabbed())
        if wiring.has_edge:
            is_output = not wiring.start.is_input
            self.host.overlay.edge = edge_target(self.host.area(), is_output, self._is_free)
        self._light_up()
        self.move(at)

    def _light_up(self) -> None:
        """Shows the ports in sight that fit."""
        host = self.host
        dimmed = self._wiring.dimmed()
        size = host.area()
        slots = host.places.cards_in(host.view.box(size)).tolist()
        found: list[Port] = []
        for node in (host.places.ids[slot] for slot in slots[:LIGHTED]):
            if node not in dimmed and node != self._wiring.start.node:
                found += self._wiring.fitting(node)
                new = self._wiring.new_port(node)
                found += [] if new is None else [new]
        host.overlay.ports = found
        some = found[:DOUBTED]
        host.overlay.doubtful = {port for port in some if self._wiring.doubt(port)}

    def move(self, at: QPointF) -> None:
        host = self.host
        loose = host.overlay.loose
        if loose is None:
            return
        x, y = canvas_point(host, at)
        edge = host.overlay.edge
        if edge is not None:
            edge.lit = edge.rect.contains(at)
        self._goal, said = (None, "") if self._at_edge else self._find(x, y)
        end, doubted = (x, y), ""
        if isinstance(self._goal, Dot):
            slot = host.places.wire_slots[self._goal.wire]
            end = host.places.dots.points(slot)[self._goal.place]
        elif self._goal is not None:
            end = host.places.port_place(self._goal) or end
            doubted = self._wiring.doubt(self._goal)
            said = "\n".join(each for each in (self._wiring.replaced(self._goal), doubted) if each)
        fits = True if self._goal is not None or self._at_edge else False if said else None
        host.overlay.loose = replace(
            loose, end=end, fits=fits, said=said, doubtful=bool(doubted)
        )
        host.update_all()

    def _is_free(self, rect: QRectF) -> bool:
        """Whether no card is seen there."""
        box = self.host.view.box(rect.toAlignedRect())
        return not len(self.host.places.cards_in(box))

    @property
    def _at_edge(self) -> bool:
        edge = self.host.overlay.edge
        return edge is not None and edge.lit

    def _new_at(self, x: float, y: float) -> Port | None:
        """The port that is to come at a point."""
        reach, places = GRAB / self.host.view.zoom, self.host.places
        for port in self.host.overlay.ports:
            place = places.port_place(port) if port.name == NEW else None
            if place is not None and hypot(place[0] - x, place[1] - y) <= reach:
                return port
        return None

    def _find(self, x: float, y: float) -> tuple[Port | Dot | None, str]:
        """The port or dot that the wire would take here, and words if it may not."""
        geometry, wiring, zoom = self.host.places, self._wiring, self.host.view.zoom
        port = geometry.port_at(x, y, GRAB / zoom)
        if port is not None and port != wiring.start:
            said = wiring.why_not(port)
            return (None, said) if said else (port, "")
        new = self._new_at(x, y)
        if new is not None:
            return new, ""
        node = geometry.card_at(x, y)
        if node is None:
            dot = geometry.dot_at(x, y, WIRE_GRAB / zoom + 2)
            if dot is None or wiring.knows(dot):
                return None, ""
            said = wiring.why_not_onto(dot)
            return (None, said) if said else (dot, "")
        return (None, "") if node == wiring.start.node else wiring.goal(node)

    def finish(self, at: QPointF) -> None:
        self.move(at)
        host, wiring = self.host, self._wiring
        loose, goal, at_edge = host.overlay.loose, self._goal, self._at_edge
        self._take_down()
        if at_edge:
            wiring.connect_to_edge()
        elif isinstance(goal, Dot):
            wiring.connect_onto(goal)
        elif goal is not None:
            wiring.connect(goal)
        elif loose is None or loose.fits is not None:
            return
        elif wiring.old is not None or wiring.fed is not None:
            wiring.remove_old()
        elif (at - self._from).manhattanLength() >= QApplication.startDragDistance():
            x, y = canvas_point(host, at)
            if host.places.card_at(x, y) is None:
                host.ask_add(x, y, wiring.start, wiring.lead)

    def cancel(self) -> None:
        self._take_down()

    def _take_down(self) -> None:
        host = self.host
        host.overlay.loose = None
        host.overlay.ports = []
        host.overlay.edge = None
        host.overlay.doubtful = set()
        host.hide_wires(())
        host.dim(frozenset())
        host.update_all()


class GripTool(Tool):
    """A press on a wire selects it, with those that lie on it there; a drag takes hold of its
    nearer end."""

    def __init__(self, host: Host, wire: str) -> None:
        super().__init__(host)
        self._wire = wire
        self._from = QPointF()
        self._leg = 0
        self._shared = {wire}
        self._held: WireTool | None = None
        self._keys = Qt.KeyboardModifier.NoModifier

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from, self._keys = at, modifiers
        session = self.host.session
        self._leg = bend_at(self.host, self._wire, *canvas_point(self.host, at))
        self._shared = {*dots.sharing(session.document, self._wire, self._leg)}
        wanted = self._shared
        session.select(session.selection ^ wanted if modifiers & ADDING else wanted)

    def move(self, at: QPointF) -> None:
        if self._held is None:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._held = WireTool(self.host, self._taken())
            self._held.start(at, self._keys)
        self._held.move(at)

    def _taken(self) -> Wiring:
        host = self.host
        wire = host.session.document.wires[self._wire]
        start = Port(wire.source, wire.source_port, False)
        end = Port(wire.target, wire.target_port, True)
        if self._keys & Qt.KeyboardModifier.ControlModifier:
            return Wiring(host, start, lead=wire.points[: self._leg])
        if len(self._shared) > 1:
            return Wiring(host, end, fed=Dot(self._wire, self._leg))
        x, y = canvas_point(host, self._from)
        x0, y0, x1, y1 = host.places.ends[host.places.wire_slots[self._wire]].tolist()
        near_start = (x - x0) ** 2 + (y - y0) ** 2 < (x - x1) ** 2 + (y - y1) ** 2
        return Wiring(host, end if near_start else start, wire)

    def finish(self, at: QPointF) -> None:
        if self._held is not None:
            self._held.finish(at)

    def cancel(self) -> None:
        if self._held is not None:
            self._held.cancel()


def bend_at(host: Host, wire: str, x: float, y: float) -> int:
    """How many of a wire's dots lie before the place of it that is nearest to a point."""
    legs = host.places.legs(host.places.wire_slots[wire])
    return int(distances(legs, x, y).argmin())


LIGHTED = 400
"""Cards in sight whose ports are looked at; with more of them nobody sees ports."""
DOUBTED = 200
"""Ports of them that are asked whether PyTorch would take the wire."""
