"""Folding: a selection becomes one card, an instance of a new definition, and back.

The edits are those of the whole document, whichever level they are made for. What runs stays what
it was: wires keep their ids as far as can be, nodes their order (by `turns`, where the inside and
the outside of an instance run in turns), and what actions name is named by its new path.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from msgspec.structs import replace

from autograd_core.graph.building import Refused
from autograd_core.graph.document import (
    IN,
    OUT,
    SEPARATOR,
    Definition,
    Document,
    GroupData,
    LeafData,
    NodeData,
    PortData,
    TapData,
    WireData,
)
from autograd_core.graph.edits import Edit, PutDefinition
from autograd_core.graph.flattening import running_order
from autograd_core.graph.ordering import turns_for
from autograd_core.graph.ports import first_port, output_ports, port_name
from autograd_core.graph.regions import around, contents
from autograd_core.graph.settling import Site, order_for
from autograd_core.graph.steps import Message
from autograd_core.graph.subgraphs import free, fresh_label, fresh_title
from autograd_core.graph.words import QT_TRANSLATE_NOOP

COLUMN, ROW = 300.0, 200.0
"""Canvas units from the cards of a definition to those of its ports, and between these."""

Way = tuple[str, str]
"""A node of the graph that is folded, and one of its output ports."""


def why_not(document: Document, ids: Collection[str]) -> Message | None:
    """Why a selection cannot become one card, or None if it can."""
    place = Site(document)
    graph, chosen = place.graph, _chosen(place, ids)
    if not chosen:
        return Message(QT_TRANSLATE_NOOP("Steps", "Select the cards that are to become one."))
    inside = set(chosen)
    behind, before = graph.downstream(inside) - inside, graph.upstream(inside) - inside
    between = next((node for node in graph.order if node in behind and node in before), None)
    if between is not None:
        start = next(n for n in chosen if between in graph.downstream([n]))
        end = next(n for n in reversed(chosen) if n in graph.downstream([between]))
        path = " → ".join(graph.name(node) for node in (start, between, end))
        text = QT_TRANSLATE_NOOP(
            "Steps", "As one card they would make a cycle through what is outside: {path}."
        )
        return Message(text, {"path": path})
    return None


def closed(document: Document, ids: Collection[str]) -> set[str]:
    """The selection, with the nodes outside of it that lie on ways from it and back to it: as one
    card they make no cycle."""
    place = Site(document)
    graph, inside = place.graph, set(_chosen(place, ids))
    between = graph.downstream(inside) & graph.upstream(inside) - inside
    ports = {node for node in between if isinstance(graph.nodes[node], PortData)}
    return {*ids, *(place.prefix + node for node in between - ports)}


def _chosen(place: Site, ids: Collection[str]) -> list[str]:
    """The nodes that are folded, in order: ports of a definition stay."""
    graph, asked = place.graph, place.local(ids)
    asked |= contents(graph, graph.frames.keys() & asked)
    return [n for n in graph.order if n in asked and not isinstance(graph.nodes[n], PortData)]


def fold(document: Document, ids: Collection[str], title: str = "") -> tuple[str, list[Edit]]:
    """The id of the card that the selection becomes, and the edits.

    Raises:
        Refused: the selection cannot become one card.
    """
    reason = why_not(document, ids)
    if reason is not None:
        raise Refused(reason)
    place = Site(document)
    graph, chosen = place.graph, _chosen(place, ids)
    inside = set(chosen)
    name = title or fresh_title(place.whole)
    rooms, common = _rooms(graph, chosen)
    definition = Definition(
        place.whole.fresh_id("d"),
        name,
        [replace(n, frame=n.frame if n.frame in rooms else None, **no_turns(n))
         for n in map(graph.nodes.__getitem__, chosen)],
        frames=[replace(f, frame=f.frame if f.frame in rooms else None)
                for f in map(graph.frames.__getitem__, rooms)],
    )  # fmt: skip
    x, y = middle(definition)
    group = GroupData(
        graph.fresh_id("n"), definition.id, fresh_label(graph, name), x=x, y=y, frame=common
    )
    edits = _redrawn(place, inside, definition, group)
    places = {node: at for at, node in enumerate(graph.order)}
    edits += [place.put(graph.nodes[n], None, places[n]) for n in reversed(chosen)]
    gone = inside | set(rooms)
    edits += [place.put(graph.frames[f], None) for f in rooms if not _is_held(graph, f, gone)]

    def moved(path: str) -> str:
        own = path if path in graph.nodes else path.partition(SEPARATOR)[0]
        return f"{group.id}{SEPARATOR}{path}" if own in inside else path

    order = running_order(graph)
    within = [path for path in order if moved(path) != path]
    edits = [PutDefinition(None, _settled(place.whole, definition, within)), *edits]
    edits = place.settled(edits, [moved(path) for path in order])
    return place.prefix + group.id, [*edits, *place.following(moved)]


def no_turns(node: NodeData) -> dict[str, dict[str, str]]:
    return {"turns": {}} if isinstance(node, GroupData) else {}


def _settled(whole: Document, definition: Definition, order: Sequence[str]) -> Definition:
    """The definition, with its nodes running in this order."""
    definition.definitions = {**whole.definitions, definition.id: definition}
    definition.order = order_for(definition, order)
    turns = turns_for(running_order(definition), order)
    groups = [n for n in map(definition.nodes.get, definition.order) if isinstance(n, GroupData)]
    if turns and groups:
        definition.nodes[groups[-1].id] = replace(groups[-1], turns=turns)
    return definition


def _rooms(graph: Document, chosen: Sequence[str]) -> tuple[list[str], str | None]:
    """The frames that come along, those that lie round some of the nodes and not round all, and
    the innermost frame round all."""
    chains = [around(graph, graph.nodes[node].frame) for node in chosen]
    shared = set(chains[0]).intersection(*chains[1:])
    common = next((frame for frame in chains[0] if frame in shared), None)
    rooms = {frame for chain in chains for frame in chain} - shared
    return [frame for frame in graph.frames if frame in rooms], common


def _is_held(graph: Document, frame: str, gone: Collection[str]) -> bool:
    """Whether something stays in the frame."""
    items = (*graph.nodes.values(), *graph.frames.values())
    return any(each.id not in gone and frame in around(graph, each.frame) for each in items)


def middle(graph: Document) -> tuple[float, float]:
    """The middle of the places of a graph's nodes, its ports apart."""
    spots = [(n.x, n.y) for n in graph.nodes.values() if not isinstance(n, PortData)]
    if not spots:
        return 0.0, 0.0
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _redrawn(
    place: Site, inside: Collection[str], definition: Definition, group: GroupData
) -> list[Edit]:
    """Gives the definition its ports and wires, and joins the card to what is outside."""
    graph = place.graph
    places = {node: at for at, node in enumerate(graph.order)}
    inner: dict[str, WireData] = {}
    into: dict[Way, list[WireData]] = {}
    out: dict[Way, list[WireData]] = {}
    for wire in sorted(graph.wires.values(), key=lambda wire: places[wire.target]):
        way = (wire.source, wire.source_port)
        if wire.target in inside:
            if wire.source not in inside:
                into.setdefault(way, []).append(wire)
        elif wire.source in inside:
            out.setdefault(way, []).append(wire)
    for node in graph.order:
        if node in inside and not graph.outputs(node) and _is_result(graph, node, inside):
            out.setdefault((node, first_port(graph, node)), [])
    ports = _Ports(graph, definition)
    edits: list[Edit] = []
    taken: set[str] = set()
    joined: list[Edit] = []
    for way, wires in into.items():
        port = ports.add("input", way, [graph.nodes[wire.target].y for wire in wires])
        number = len(graph.wires) + len(joined) + 1
        while f"w{number}" in graph.wires or f"w{number}" in taken:
            number += 1
        taken.add(f"w{number}")
        joined.append(place.put(None, WireData(f"w{number}", way[0], group.id, port, way[1])))
        for wire in wires:
            inner[wire.id] = replace(wire, source=port, source_port=OUT)
    for way in sorted(out, key=lambda way: places[way[0]]):
        port = ports.add("output", way, [graph.nodes[way[0]].y])
        name = f"o{port}"
        while name in graph.wires:
            name += "_"
        definition.put_wire(name, WireData(name, way[0], port, IN, way[1]))
        for wire in out[way]:
            edits.append(place.put(wire, replace(wire, source=group.id, source_port=port)))
    for wire in graph.wires.values():
        if wire.target in inside:
            definition.put_wire(wire.id, inner.get(wire.id, wire))
            edits.append(place.put(wire, None))
    ports.spread()
    return [place.put(None, group), *edits, *joined]


def _is_result(graph: Document, node: str, inside: Collection[str]) -> bool:
    """Whether a node that nothing reads is worth an output: not a leaf or a tap among others."""
    alone = len(inside) == 1
    data = graph.nodes[node]
    return bool(output_ports(graph, node)) and (
        alone or not isinstance(data, LeafData | TapData)
    )


class _Ports:
    """Makes the ports of a definition."""

    def __init__(self, graph: Document, definition: Definition) -> None:
        self._graph = graph
        self._definition = definition
        xs = [node.x for node in definition.nodes.values()]
        self._x = {"input": min(xs) - COLUMN, "output": max(xs) + COLUMN}
        self._heights: dict[str, float] = {}

    def add(self, side: Literal["input", "output"], way: Way, heights: Sequence[float]) -> str:
        """Adds a port named after the node that the tensor comes from; its id."""
        definition = self._definition
        name = port_name(self._graph, *way)
        if not isinstance(self._graph.nodes[way[0]], GroupData):
            name = self._graph.name(way[0])
            if len(output_ports(self._graph, way[0])) > 1:
                name = f"{name}_{way[1]}"
        name = re.sub(r"\W+", "_", name).strip("_") or side
        labels = {
            each.label
            for each in definition.nodes.values()
            if isinstance(each, PortData) and each.side == side
        }
        port, label = free(name, definition.nodes), free(name, labels)
        new = PortData(port, side, label, self._x[side], 0.0)
        definition.nodes[port] = new
        definition.order.append(port)
        self._heights[port] = min(heights)
        return port

    def spread(self) -> None:
        """Puts the ports beside what they are wired to, below one another."""
        nodes = self._definition.nodes
        free = {side: float("-inf") for side in self._x}
        for port in sorted(self._heights, key=lambda port: self._heights[port]):
            data = nodes[port]
            assert isinstance(data, PortData)
            y = max(self._heights[port], free[data.side])
            free[data.side] = y + ROW
            nodes[port] = replace(data, y=y)


