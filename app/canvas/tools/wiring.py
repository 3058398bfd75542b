"""What fits a wire in the hand, and the edits that join it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.canvas.dots import Dot
from app.canvas.ports import NEW, Port
from app.canvas.tools.tool import Host
from app.playback.words import said as words_of
from app.playback.words import text_of
from autograd_core.graph import building, dots, growing, rewiring
from autograd_core.graph.document import PortData, WireData
from autograd_core.graph.dots import Point
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.fitting import doubt, metas_in
from autograd_core.graph.ports import definition_of, gives_wires, takes_wires

translate = QCoreApplication.translate


class Wiring:
    """Which ports fit the one that a wire starts from, and the edits that join them."""

    def __init__(
        self,
        host: Host,
        start: Port,
        old: WireData | None = None,
        lead: tuple[Point, ...] = (),
        fed: Dot | None = None,
    ) -> None:
        """`lead` are the dots that the wire is led through from its start on; of a wire that is
        grabbed, its own. `fed` is the dot whose wires are taken hold of all together, by the end
        that they come from; `start` is then where one of them ends."""
        self.host = host
        self.start = start
        self.old = old
        self.fed = fed
        self.lead = lead
        document = host.session.document
        if old is not None:
            self.lead = old.points if not start.is_input else old.points[::-1]
        elif fed is not None:
            self.lead = document.wires[fed.wire].points[fed.place :][::-1]
        self._metas = metas_in(host.session.seen)
        near = [start.node]
        if fed is not None:
            near = [document.wires[w].target for w in dots.through(document, *fed)]
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
        if self.fed is not None:
            return self._why_not_fed(self.fed, port)
        if port.name == NEW and not self._would_close(port.node):
            return ""
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

    def _would_close(self, node: str) -> bool:
        """Whether a wire to a card would close a cycle."""
        return node in (self._downstream if self.start.is_input else self._upstream)

    def new_port(self, node: str) -> Port | None:
        """The port that a card does not have and would get for the wire: another one of an
        instance, or beside a taken output of the subgraph that is open."""
        document = self.host.session.document
        data, is_input = document.nodes[node], not self.start.is_input
        known = definition_of(document, data) is not None
        taken = isinstance(data, PortData) and data.side == "output" and document.inputs(node)
        if self.fed is not None or self._would_close(node) or not (known or (taken and is_input)):
            return None
        return Port(node, NEW, is_input)

    def _why_not_fed(self, dot: Dot, port: Port) -> str:
        document = self.host.session.document
        message = rewiring.why_not_fed(document, *dot, port.node, port.name)
        return "" if message is None else text_of(message, document)

    def why_not_onto(self, dot: Dot) -> str:
        """Why the wire cannot end at a dot, in words; empty if it can."""
        wire = self.host.session.document.wires[dot.wire]
        if self.start.is_input:  # it comes from where the dot's wires come from
            return self.why_not(Port(wire.source, wire.source_port, False))
        return self._why_not_fed(dot, self.start)

    def knows(self, dot: Dot) -> bool:
        """Whether a dot is on the wire's own way, or on that of wires from the same output: then
        it is no goal."""
        document = self.host.session.document
        data = document.wires[dot.wire]
        own = self.old is not None and self.old.id in dots.through(document, *dot)
        held = self.fed is not None and data.points[dot.place] in self.lead
        same = (data.source, data.source_port, False) == self.start
        return own or held or same

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
        if port.name == NEW:
            return self._told_of_new(port)
        target = self.start if self.start.is_input else port
        wire = document.inputs(target.node).get(target.name)
        if wire is None or wire == self.old:
            return ""
        said = translate("Canvas", "Takes the place of the wire from {node}.")
        return said.format(node=document.name(wire.source))

    def _told_of_new(self, port: Port) -> str:
        document = self.host.session.document
        inside = definition_of(document, document.nodes[port.node])
        if inside is None:
            return translate("Canvas", "Makes another output of the subgraph.")
        said = (
            translate("Canvas", "Gives {title} another input, in all its instances.")
            if port.is_input
            else translate("Canvas", "Gives {title} another output, in all its instances.")
        )
        return said.format(title=inside.title)

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
        new = self.new_port(node)
        if new is not None:
            return new, ""
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
        if port.name == NEW:
            self._connect_new(port)
        elif self.fed is not None:
            self._feed(self.fed, port, ())
        elif self.start.is_input:
            self._join(port, self.start, self.lead[::-1])
        else:
            self._join(self.start, port, self.lead)

    def _connect_new(self, port: Port) -> None:
        document, start = self.host.session.document, self.start
        if isinstance(document.nodes[port.node], PortData):
            self._do(growing.out_of_level(document, start.node, start.name, port.node)[1])
        elif port.is_input:
            self._do(growing.into_new(document, start.node, start.name, port.node, self.lead))
        else:
            way = self.lead[::-1]
            self._do(growing.out_of_new(document, port.node, start.node, start.name, way))

    @property
    def has_edge(self) -> bool:
        """Whether the wire can be led out of the level that is open, by a new port of it."""
        document = self.host.session.document
        data = document.nodes.get(self.start.node)
        return bool(document.prefix) and self.fed is None and not isinstance(data, PortData)

    def connect_to_edge(self) -> None:
        """Makes a new port of the subgraph that is open, and joins the wire to it."""
        session, start = self.host.session, self.start
        make = growing.into_level if start.is_input else growing.out_of_level
        port, edits = make(session.document, start.node, start.name)
        self._do(edits)
        session.select([port])

    def connect_onto(self, dot: Dot) -> None:
        """Joins the wire to a dot: from an input it takes the way of the wires that come to the
        dot; from an output it feeds what they feed."""
        document = self.host.session.document
        wire = document.wires[dot.wire]
        way = wire.points[: dot.place + 1]
        source = Port(wire.source, wire.source_port, False)
        if not self.start.is_input:
            self._feed(dot, self.start, self.lead)
        elif self.fed is not None:
            self._feed(self.fed, source, way)
        else:
            self._join(source, self.start, way)

    def _join(self, source: Port, target: Port, way: tuple[Point, ...]) -> None:
        document = self.host.session.document
        self._do(
            rewiring.joined(document, source.node, target.node, target.name, source.name, way)
        )

    def _feed(self, dot: Dot, source: Port, way: tuple[Point, ...]) -> None:
        document = self.host.session.document
        self._do(rewiring.fed(document, *dot, source.node, source.name, way))

    def _do(self, edits: list[Edit]) -> None:
        if not edits:
            return  # it is there already
        session, old = self.host.session, self.old
        if old is not None:
            # a wire that stays, only led otherwise, is not to go
            stays = any(isinstance(e, Put) and e.item.id == old.id for e in edits)
            edits = edits if stays else [Put(old, None), *edits]
        session.do(edits, translate("Canvas", "Connect"))

    def grabbed(self) -> list[str]:
        """The wires that are in the hand."""
        if self.fed is not None:
            return [*dots.through(self.host.session.document, *self.fed)]
        return [] if self.old is None else [self.old.id]

    def tails(self) -> tuple[tuple[Point, ...], ...]:
        """The ways on which the other wires that are grabbed go on from their common dot, each
        from the port where it ends."""
        if self.fed is None:
            return ()
        document, places = self.host.session.document, self.host.places
        found = []
        for each, at in dots.through(document, *self.fed).items():
            wire = document.wires[each]
            end = Port(wire.target, wire.target_port, True)
            place = places.port_place(end)
            if place is not None and end != self.start:
                found.append((place, *wire.points[at:][::-1]))
        return tuple(found)

    def remove_old(self) -> None:
        """Takes away the wires that were grabbed, if there were any."""
        gone = self.grabbed()
        if gone:
            edits = building.remove(self.host.session.document, gone)
            self.host.session.do(edits, translate("Canvas", "Remove a wire"))
