"""Where everything lies: cards and wires as NumPy arrays, kept in step with the document.

A card has a *slot*, a row in the arrays, and so has a wire. Slots are given out in the order of
creation and never change hands. What is gone stays as a row of NaN, which no comparison finds,
until there is so much of it that all is built anew.
Nothing here knows Qt or the screen: coordinates are canvas units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache

import numpy as np

from app.canvas import metrics
from app.canvas.box import Box
from app.canvas.curves import Floats, Indices, boxes
from app.canvas.dots import Dots
from app.canvas.frames import Frames
from app.canvas.metrics import NOTHING, Content
from app.canvas.places import Places, united
from app.canvas.ports import input_height, output_height
from app.canvas.rows import SPARE, doubled, kept
from app.canvas.stacking import Stacking
from autograd_core.graph.document import (
    OUT,
    Document,
    FrameData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    WireData,
)
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.ports import input_ports, output_ports
from autograd_core.graph.states import is_folded
from autograd_core.ops.spec import REGISTRY

MANY_GONE = 1024
"""Rows of things that are gone, from which on it is thought of doing without them."""


OutputsOf = Callable[[Document, str], tuple[str, ...]]


class Geometry(Places):
    """The places of one document's things. `outputs_of` says which outputs a node has where
    somebody knows better than the document."""

    def __init__(self, document: Document, outputs_of: OutputsOf = output_ports) -> None:
        self._outputs_of = outputs_of
        self.builds = 0
        """How often all slots were given out; those of an earlier time mean nothing."""
        self.changes = 0
        """Goes up whenever a wire that is not lifted may have changed."""
        self.rebuild(document)

    # Building

    def rebuild(self, document: Document) -> None:
        """Builds everything from the document."""
        self.builds += 1
        self.changes += 1
        self.lifted: Indices | None = None
        cards, wires = len(document.nodes) + SPARE, len(document.wires) + SPARE
        self.ids: list[str] = []
        self.slots: dict[str, int] = {}
        self.stacking = Stacking()
        self.inputs: list[tuple[str, ...]] = []
        self.outputs: list[tuple[str, ...]] = []
        # By columns where each is compared alone: that is four times as fast.
        self._pos: Floats = np.full((cards, 2), np.nan, order="F")
        self._size: Floats = np.zeros((cards, 2), order="F")
        self._shape = np.zeros((cards, 5), np.int32)  # inputs, outputs, lines of a Content
        self._folded = np.zeros(cards, bool)
        self._own: Floats = np.full((cards, 2), np.nan)  # sizes of notes, which say their own
        self.wire_ids: list[str] = []
        self.wire_slots: dict[str, int] = {}
        self._ends: Floats = np.full((wires, 4), np.nan)
        self._boxes: Floats = np.full((wires, 4), np.nan, order="F")
        self._joins = np.zeros((wires, 4), np.intp)  # source slot, port, target slot, port
        self._there = np.zeros(wires, bool)  # wires that are not gone
        self._gone = 0
        self.dots = Dots()
        self._varying: set[str] = set()  # nodes whose outputs depend on the run
        self.frames = Frames(document)
        every = self._put_cards(document.nodes.values())
        for slot in range(len(every)):
            self._set_ports(document, slot)
        self._resize(every)
        self._place_wires(self._put_wires(document.wires.values()))

    def _put_cards(self, nodes: Iterable[NodeData]) -> Indices:
        """Enters cards or their new positions; their slots. Ports and sizes are to be set
        afterwards."""
        slots: list[int] = []
        places: list[tuple[float, float]] = []
        folded: list[bool] = []
        notes: dict[int, tuple[float, float]] = {}
        first = len(self.ids)
        for node in nodes:
            slot = self.slots.get(node.id)
            if slot is None:
                slot = self.slots[node.id] = len(self.ids)
                self.ids.append(node.id)
            if slot < first or node.frame is not None:
                self.frames.put(slot, node.frame)
            if isinstance(node, NoteData):
                notes[slot] = node.width, node.height
            slots.append(slot)
            places.append((node.x, node.y))
            folded.append(is_folded(node))
        found, new = np.array(slots, np.intp), len(self.ids) - first
        self.inputs += [()] * new
        self.outputs += [()] * new
        self._make_room(len(self.ids))
        self._shape[first : len(self.ids), 2:] = NOTHING
        self._pos[found] = np.array(places).reshape(-1, 2)
        self._folded[found] = folded
        self._own[found] = np.nan
        for slot, size in notes.items():
            self._own[slot] = size
        return found

    def _make_room(self, cards: int) -> None:
        while cards > len(self._pos):
            self._pos, self._size = doubled(self._pos, np.nan), doubled(self._size, 0)
            self._shape = doubled(self._shape, 0)
            self._folded = doubled(self._folded, False)
            self._own = doubled(self._own, np.nan)

    def _set_ports(self, document: Document, slot: int) -> bool:
        """Reads the ports of a card; whether they are others than before."""
        node = self.ids[slot]
        ports = fixed_ports(document.nodes[node])
        if ports is None:
            ports = input_ports(document, node), self._outputs_of(document, node)
            if ports[1] and "." in ports[1][0]:
                self._varying.add(node)
        if ports == (self.inputs[slot], self.outputs[slot]):
            return False
        self.inputs[slot], self.outputs[slot] = ports
        self._shape[slot, :2] = len(ports[0]), len(ports[1])
        return True

    def _resize(self, slots: Indices) -> None:
        """Sets the sizes that follow from ports and content, in one pass."""
        n_in, n_out, value, grad, error = self._shape[slots].T
        rows = np.maximum(n_in, np.where(n_out > 1, n_out, 0))
        own = self._own[slots]
        has_own = ~np.isnan(own[:, 0])
        self._size[slots, 0] = np.where(has_own, own[:, 0], metrics.WIDTH)
        whole = (
            metrics.HEADER
            + metrics.ABOVE_PORTS
            + metrics.PORT_ROW * rows
            + metrics.LINE * (value + grad + error)
            + 4 * metrics.CELL_PAD
            + metrics.GAP
            + metrics.FACTS
            + metrics.BOTTOM
        )
        height = np.where(self._folded[slots], metrics.FOLDED, whole)
        self._size[slots, 1] = np.where(has_own, own[:, 1], height)

    def _put_wires(self, wires: Iterable[WireData]) -> Indices:
        """Enters wires or what they join now; their slots. Their ends are to be set afterwards."""
        slots: list[int] = []
        joins: list[tuple[int, int, int, int]] = []
        first = len(self.wire_ids)
        cards, inputs, outputs = self.slots, self.inputs, self.outputs
        for wire in wires:
            slot = self.wire_slots.get(wire.id)
            if slot is None:
                slot = self.wire_slots[wire.id] = len(self.wire_ids)
                self.wire_ids.append(wire.id)
            if slot < first or wire.points:
                self.dots.put(slot, wire.points)
            source, target = cards[wire.source], cards[wire.target]
            out = _place(outputs[source], wire.source_port)
            joins.append((source, out, target, _place(inputs[target], wire.target_port)))
            slots.append(slot)
        while len(self.wire_ids) > len(self._ends):
            self._ends, self._boxes = doubled(self._ends, np.nan), doubled(self._boxes, np.nan)
            self._joins, self._there = doubled(self._joins, 0), doubled(self._there, False)
        found = np.array(slots, np.intp)
        self._there[first : len(self.wire_ids)] = True
        self._joins[found] = np.array(joins, np.intp).reshape(-1, 4)
        return found

    def _place_wires(self, wires: Indices) -> None:
        """Sets the ends and boxes of these wires from their cards, in one pass."""
        if wires is not self.lifted:
            self.changes += 1
        source, out, target, into = self._joins[wires].T
        ends = np.empty((len(wires), 4))
        ends[:, 0] = self._pos[source, 0] + self._size[source, 0]
        shape, folded = self._shape, self._folded
        ends[:, 1] = self._pos[source, 1] + output_height(shape[source, 1], out, folded[source])
        ends[:, 2] = self._pos[target, 0]
        ends[:, 3] = self._pos[target, 1] + input_height(shape[target, 0], into, folded[target])
        self._ends[wires] = ends
        self._boxes[wires] = boxes(ends)
        self.dots.place(wires, self._ends, self._boxes)

    # Following the document

    def apply(self, document: Document, edits: Sequence[Edit]) -> Box | None:
        """Takes over edits that the document has undergone.

        Returns what holds everything that looks different now, before and after; None for nothing.
        """
        self.changes += 1
        nodes: dict[str, None] = {}
        wires: dict[str, WireData] = {}
        frames: set[str] = set()
        for edit in edits:
            if isinstance(edit, Put):
                item = edit.item
                if isinstance(item, WireData):
                    wires[item.id] = item
                elif isinstance(item, FrameData):
                    frames.add(item.id)
                else:
                    nodes[item.id] = None
        before = self._around(nodes, wires, frames)
        if frames:
            self.frames.reread(document)
        grown = self._sync(document, nodes, wires)
        after = self._around(nodes | dict.fromkeys(grown), wires, frames)
        if self._gone > MANY_GONE and self._gone > len(self.slots):
            self._move_up()
        if before is None or after is None:
            return before or after
        return before.united(after).grown(metrics.PORT_ROW)

    def _sync(
        self, document: Document, nodes: Iterable[str], wires: Mapping[str, WireData]
    ) -> list[str]:
        """Brings these nodes and wires to what the document says; the nodes whose ports are
        others now."""
        for wire in wires:
            if wire not in document.wires and wire in self.wire_slots:
                slot = self.wire_slots.pop(wire)
                self._ends[slot] = self._boxes[slot] = np.nan
                self._there[slot] = False
                self.dots.put(slot, ())
                self._gone += 1
        touched = self._put_cards(document.nodes[n] for n in nodes if n in document.nodes)
        for node in nodes:
            if node not in document.nodes and node in self.slots:
                slot = self.slots.pop(node)
                self._pos[slot] = np.nan
                self.frames.put(slot, None)
                self._gone += 1
        # The ports of some operations grow with the wires at them.
        ends = {end for wire in wires.values() for end in (wire.source, wire.target)}
        ends.update(nodes)
        grown = [n for n in ends if n in self.slots and self._set_ports(document, self.slots[n])]
        drawn = self._put_wires(document.wires[w] for w in wires if w in document.wires)
        others = self.wires_at(self.slots_of(grown)).tolist()
        self._put_wires(document.wires[self.wire_ids[slot]] for slot in others)
        cards = np.concatenate([touched, self.slots_of(grown)])
        self._resize(cards)
        moved = np.zeros(len(self.wire_ids), bool)
        moved[self.wires_at(cards)] = moved[drawn] = True
        self._place_wires(np.flatnonzero(moved))
        self.frames.moved()
        return grown

    def _move_up(self) -> None:
        """Gives the rows of what is gone to what follows; all else stays as it is."""
        self.builds += 1
        self.lifted = None
        self._gone = 0
        ids, cards = self.ids, np.array([*self.slots.values()], np.intp)
        wires = np.array([*self.wire_slots.values()], np.intp)
        self.ids, self.wire_ids = [*self.slots], [*self.wire_slots]
        self.slots = {node: slot for slot, node in enumerate(self.ids)}
        self.wire_slots = {wire: slot for slot, wire in enumerate(self.wire_ids)}
        self.inputs = [self.inputs[slot] for slot in cards.tolist()]
        self.outputs = [self.outputs[slot] for slot in cards.tolist()]
        self._pos, self._size = kept(self._pos, cards, np.nan), kept(self._size, cards, 0)
        self._shape, self._own = kept(self._shape, cards, 0), kept(self._own, cards, np.nan)
        self._folded = kept(self._folded, cards, False)
        self._ends, self._boxes = kept(self._ends, wires, np.nan), kept(self._boxes, wires, np.nan)
        self._there = kept(self._there, wires, False)
        places = np.zeros(len(ids), np.intp)
        places[cards] = np.arange(len(cards))
        self._joins = kept(self._joins, wires, 0)
        self._joins[:, ::2] = places[self._joins[:, ::2]]
        self.stacking = self.stacking.carried(ids, self.slots)
        self.dots.renumber(wires)
        self.frames.renumber(cards)

    def reread(self, document: Document) -> None:
        """Looks again which outputs there are, after a run."""
        nodes = [node for node in sorted(self._varying) if node in self.slots]
        if any(self._outputs_of(document, n) != self.outputs[self.slots[n]] for n in nodes):
            self._sync(document, nodes, {})

    def _around(
        self, nodes: Iterable[str], wires: Iterable[str], frames: set[str]
    ) -> Box | None:
        cards = self.slots_of(nodes)
        drawn = [self.wire_slots[wire] for wire in wires if wire in self.wire_slots]
        lines = np.concatenate([self.wires_at(cards), np.array(drawn, np.intp)])
        return united(self.box_of(cards, lines), self.framed(cards, frames))

    def set_contents(self, contents: dict[int, Content]) -> tuple[Indices, Indices]:
        """Gives cards, by slot, the room that their tensors take; the cards whose size is
        another now, and their wires."""
        slots = np.fromiter(contents, np.intp, len(contents))
        wanted = np.array(list(contents.values()), np.int32).reshape(-1, 3)
        changed = slots[(self._shape[slots, 2:] != wanted).any(axis=1)]
        if len(changed):
            self._shape[slots, 2:] = wanted
            self._resize(changed)
            self.frames.moved()
        wires = self.wires_at(changed)
        self._place_wires(wires)
        return changed, wires

    def move(self, slots: Indices, positions: Floats, wires: Indices | None = None) -> None:
        """Puts cards elsewhere (a drag; the document learns of it at its end). `wires` are those
        at the cards, where the caller knows them."""
        self._pos[slots] = positions
        self._place_wires(self.wires_at(slots) if wires is None else wires)
        self.frames.moved(slots)

    def set_own_size(self, node: str, width: float, height: float) -> None:
        """Gives a note another size (a drag; the document learns of it at its end)."""
        slots = self.slots_of([node])
        self._own[slots] = width, height
        self._resize(slots)
        if self.frames.holds(slots):
            self.frames.moved()

    def part(self, nodes: Iterable[str]) -> Geometry:
        """The same for these cards alone, with the wires between them; only to be looked at."""
        found = copy(self)
        kept = self.slots_of(nodes)
        found.slots = {self.ids[slot]: slot for slot in kept.tolist()}
        there = np.zeros(len(self._pos), bool)
        there[kept] = True
        found._pos = np.where(there[:, None], self._pos, np.nan)
        found._there = self._there & there[self._joins[:, 0]] & there[self._joins[:, 2]]
        found.wire_slots = {i: slot for i, slot in self.wire_slots.items() if found._there[slot]}
        found._ends = np.where(found._there[:, None], self._ends, np.nan)
        found._boxes = np.where(found._there[:, None], self._boxes, np.nan)
        found.frames = self.frames.part(kept)
        return found

    def lead(self, wire: int, points: Sequence[tuple[float, float]]) -> None:
        """Leads a wire through other dots (a drag; the document learns of it at its end)."""
        self.dots.put(wire, points)
        self._place_wires(np.array([wire], np.intp))


def _place(ports: tuple[str, ...], name: str) -> int:
    return ports.index(name) if len(ports) > 1 and name in ports else 0


def fixed_ports(node: NodeData) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The input and output ports of a node where they follow from what it is alone."""
    if isinstance(node, OpData):
        return None if node.function else _ports_of(node.op)
    return ((), (OUT,)) if isinstance(node, LeafData) else None


@lru_cache(maxsize=4096)
def _ports_of(op: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    spec = REGISTRY.get(op)
    if spec is None or spec.outputs[0].startswith("*"):
        return None
    if any(port.variadic for port in spec.ports):
        return None
    return tuple(port.name for port in spec.ports), tuple(spec.outputs)
