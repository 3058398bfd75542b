"""Wiring by dragging, from either end; grabbing a wire's end re-routes it, with Ctrl held it draws
another wire from the same output. Let go over nothing, a new wire asks what to add there.
"""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.overlay import Loose
from app.canvas.ports import Port
from app.canvas.tools.select import ADDING
from app.canvas.tools.tool import GRAB, Host, Tool, canvas_point
from app.playback.words import said as words_of
from app.playback.words import text_of
from autograd_core.graph import building
from autograd_core.graph.document import WireData
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.fitting import doubt, metas_in
from autograd_core.graph.ports import gives_wires, takes_wires

translate = QCoreApplication.translate


class Wiring:
    """Which ports fit the one that a wire starts from, and the edits that join them."""

    def __init__(self, host: Host, start: Port, old: WireData | None = None) -> None:
        self.host = host
        self.start = start
        self.old = old
        document = host.session.document
        self._metas = metas_in(host.session.seen)
        near = [start.node]
        self._upstream = set() if start.is_input else document.upstream(near)
        self._downstream = document.downstream(near) if start.is_input else set()

    def dimmed(self) -> frozenset[str]:
        """The cards that cannot take part: a wire to them would close a cycle, or they are
        leaves."""
        document = self.host.session.document
        if self.start.is_input:
            ends = {n.id for n in document.nodes.values() if not gives_wires(n)}
            return frozenset((self._downstream | ends) - {self.start.node})
        leaves = {n.id for n in document.nodes.values() if not takes_wires(n)}
        return frozenset((self._upstream | leaves) - {self.start.node})

    def why_not(self, port: Port) -> str:
        """Why the wire cannot end at a port, in words; empty if it can."""
        if port.is_input == self.start.is_input:
            if port.is_input:
                return translate(
                    "Canvas", "Both are inputs: a wire goes from an output to an input."
                )
            return translate("Canvas", "Both are outputs: a wire goes from an output to an input.")
        source, target = (port, self.start) if self.start.is_input else (self.start, port)
        message = building.why_not(
            self.host.session.document,
            source.node,
            target.node,
            target.name,
            source.name,
            upstream=None if self.start.is_input else self._upstream,
        )
        return "" if message is None else text_of(message, self.host.session.document)

    def doubt(self, port: Port) -> str:
        """What PyTorch will say of a wire that may be drawn to a port, in words; empty if it will
        run, as far as that is known."""
        source, target = (port, self.start) if self.start.is_input else (self.start, port)
        document = self.host.session.document
        said = doubt(document, self._metas, source.node, target.node, target.name, source.name)
        if not said:
            return ""
        return translate("Canvas", "PyTorch will say: {error}").format(error=words_of(said))

    def replaced(self, port: Port) -> str:
        """Which wire goes if this one is drawn to a port, in words; empty if none does."""
        document = self.host.session.document
        target = self.start if self.start.is_input else port
        wire = document.inputs(target.node).get(target.name)
        if wire is None or wire == self.old:
            return ""
        said = translate("Canvas", "Takes the place of the wire from {node}.")
        return said.format(node=document.name(wire.source))

    def fitting(self, node: str) -> list[Port]:
        """The ports of a card that the wire can end at, the free ones first."""
        geometry = self.host.places
        slot = geometry.slots[node]
        wired = self.host.session.document.inputs(node)
        ports = [
            port
            for port, _, _ in geometry.ports_of(slot)
            if port.is_input != self.start.is_input and not self.why_not(port)
        ]
        return sorted(ports, key=lambda port: port.is_input and port.name in wired)

    def goal(self, node: str) -> tuple[Port | None, str]:
        """The port that a wire let go over a card takes, or why there is none."""
        fitting = self.fitting(node)
        wired = self.host.session.document.inputs(node)
        free = [p for p in fitting if not p.is_input or p.name not in wired]
        if free:
            return min(free, key=lambda port: bool(self.doubt(port))), ""
        if fitting:
            said = translate("Canvas", "Every input is taken: drop on a port to replace its wire.")
            return None, said
        ports = [p for p, _, _ in self.host.places.ports_of(self.host.places.slots[node])]
        others = [p for p in ports if p.is_input != self.start.is_input]
        if others:
            return None, self.why_not(others[0])
        if self.start.is_input:
            return None, ""
        # A leaf has no port to ask about, but there is a reason.
        return None, self.why_not(Port(node, "", True))

    def connect(self, port: Port) -> None:
        """Joins the wire to a port, in place of the wire that was grabbed."""
        session = self.host.session
        source, target = (port, self.start) if self.start.is_input else (self.start, port)
        document = session.document
        edits: list[Edit] = building.connect(
            document, source.node, target.node, target.name, source.name
        )
        if not edits:
            return  # it is there already
        old = self.old
        if old is not None:
            # a wire that is led elsewhere keeps its dots
            new = edits[-1]
            if old.points and isinstance(new, Put) and isinstance(new.after, WireData):
                edits[-1] = Put(None, replace(new.after, points=old.points))
            if not any(isinstance(e, Put) and e.before == old for e in edits):
                edits = [Put(old, None), *edits]
        session.do(edits, translate("Canvas", "Connect"))

    def remove_old(self) -> None:
        """Takes away the wire that was grabbed, if there was one."""
        if self.old is not None:
            edits = building.remove(self.host.session.document, [self.old.id])
            self.host.session.do(edits, translate("Canvas", "Remove a wire"))


class WireTool(Tool):
    """A wire hangs from a port and follows the pointer."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: Host, port: Port, old: WireData | None = None) -> None:
        """From a port, or with the far end `old` of a wire in the hand."""
        super().__init__(host)
        self._wiring = Wiring(host, port, old)
        self._goal: Port | None = None
        self._from = QPointF()

    @classmethod
    def at_port(cls, host: Host, port: Port, copy: bool = False) -> WireTool:
        """Takes hold of the wire that ends at an input, or of a copy of it, else draws a new one
        from the port."""
        old = host.session.document.inputs(port.node).get(port.name) if port.is_input else None
        if old is None:
            return cls(host, port)
        return cls(host, Port(old.source, old.source_port, False), None if copy else old)

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        wiring = self._wiring
        place = self.host.places.port_place(wiring.start)
        if place is None:
            return
        self._from = at
        end = canvas_point(self.host, at)
        self.host.overlay.loose = Loose(place, end, not wiring.start.is_input)
        self.host.dim(wiring.dimmed())
        if wiring.old is not None:
            self.host.hide_wire(wiring.old.id)
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
        host.overlay.ports = found
        some = found[:DOUBTED]
        host.overlay.doubtful = {port for port in some if self._wiring.doubt(port)}

    def move(self, at: QPointF) -> None:
        host = self.host
        loose = host.overlay.loose
        if loose is None:
            return
        x, y = canvas_point(host, at)
        self._goal, said = self._find(x, y)
        end, doubted = (x, y), ""
        if self._goal is not None:
            end = host.places.port_place(self._goal) or end
            doubted = self._wiring.doubt(self._goal)
            said = "\n".join(each for each in (self._wiring.replaced(self._goal), doubted) if each)
        fits = True if self._goal is not None else False if said else None
        host.overlay.loose = Loose(loose.start, end, loose.from_output, fits, said, bool(doubted))
        host.update_all()

    def _find(self, x: float, y: float) -> tuple[Port | None, str]:
        """The port that the wire would take here, and words if it may not."""
        geometry, wiring = self.host.places, self._wiring
        port = geometry.port_at(x, y, GRAB / self.host.view.zoom)
        if port is not None and port != wiring.start:
            said = wiring.why_not(port)
            return (None, said) if said else (port, "")
        node = geometry.card_at(x, y)
        if node is None or node == wiring.start.node:
            return None, ""
        return wiring.goal(node)

    def finish(self, at: QPointF) -> None:
        self.move(at)
        host, wiring = self.host, self._wiring
        loose, goal = host.overlay.loose, self._goal
        self._take_down()
        if goal is not None:
            wiring.connect(goal)
        elif loose is None or loose.fits is not None:
            return
        elif wiring.old is not None:
            wiring.remove_old()
        elif (at - self._from).manhattanLength() >= QApplication.startDragDistance():
            x, y = canvas_point(host, at)
            if host.places.card_at(x, y) is None:
                host.ask_add(x, y, wiring.start)

    def cancel(self) -> None:
        self._take_down()

    def _take_down(self) -> None:
        host = self.host
        host.overlay.loose = None
        host.overlay.ports = []
        host.overlay.doubtful = set()
        host.hide_wire(None)
        host.dim(frozenset())
        host.update_all()


class GripTool(Tool):
    """A press on a wire selects it; a drag takes hold of its nearer end."""

    def __init__(self, host: Host, wire: str) -> None:
        super().__init__(host)
        self._wire = wire
        self._from = QPointF()
        self._held: WireTool | None = None
        self._keys = Qt.KeyboardModifier.NoModifier

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from, self._keys = at, modifiers
        session = self.host.session
        wanted = {self._wire}
        session.select(session.selection ^ wanted if modifiers & ADDING else wanted)

    def move(self, at: QPointF) -> None:
        if self._held is None:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._held = self._take()
            self._held.start(at, self._keys)
        self._held.move(at)

    def _take(self) -> WireTool:
        host = self.host
        wire = host.session.document.wires[self._wire]
        x, y = canvas_point(host, self._from)
        x0, y0, x1, y1 = host.places.ends[host.places.wire_slots[self._wire]].tolist()
        copy = bool(self._keys & Qt.KeyboardModifier.ControlModifier)
        if (x - x0) ** 2 + (y - y0) ** 2 < (x - x1) ** 2 + (y - y1) ** 2 and not copy:
            return WireTool(host, Port(wire.target, wire.target_port, True), wire)
        start = Port(wire.source, wire.source_port, False)
        return WireTool(host, start, None if copy else wire)

    def finish(self, at: QPointF) -> None:
        if self._held is not None:
            self._held.finish(at)

    def cancel(self) -> None:
        if self._held is not None:
            self._held.cancel()


LIGHTED = 400
"""Cards in sight whose ports are looked at; with more of them nobody sees ports."""
DOUBTED = 200
"""Ports of them that are asked whether PyTorch would take the wire."""
