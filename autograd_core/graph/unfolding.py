"""Unfolding: what is in an instance of a subgraph takes the place of its card.

What is in one that is bypassed or muted goes on sleeping: muted, but for the nodes that hand on
what the instance handed on, if there are such.
"""

from __future__ import annotations

from msgspec.structs import replace

from autograd_core.graph.document import (
    IN,
    OUT,
    SEPARATOR,
    Definition,
    Document,
    FrameData,
    GroupData,
    OpData,
    PortData,
    WireData,
)
from autograd_core.graph.edits import Edit
from autograd_core.graph.flattening import Scope, origin, running_order
from autograd_core.graph.folding import Way, middle, no_turns
from autograd_core.graph.ports import (
    State,
    definition_of,
    first_port,
    has_state,
    input_ports,
    passed_on,
    takes_number,
)
from autograd_core.graph.settling import Site


def unfold(document: Document, node: str) -> tuple[list[str], list[Edit]]:
    """Puts what is in an instance in its place; the ids of the nodes, and the edits."""
    place = Site(document)
    graph = place.graph
    group = graph.nodes[node.removeprefix(place.prefix)]
    inside = definition_of(graph, group)
    if not isinstance(group, GroupData) or inside is None:
        return [], []
    names = _names(graph, inside)
    order, index = running_order(graph), graph.order.index(group.id)
    edits: list[Edit] = [place.put(group, None, index)]
    rooms = _own_rooms(graph, inside, group)
    edits += [place.put(None, frame) for frame in rooms.values() if frame.id not in graph.frames]
    x, y = middle(inside)
    numbers, states = _numbers(graph, inside, group), _states(graph, inside, group)
    for each in map(inside.nodes.__getitem__, inside.order):
        typed = numbers.get(each.id)
        if typed and isinstance(each, OpData | GroupData):
            each = replace(each, params={**each.params, **typed})
        if isinstance(each, OpData | GroupData) and each.id in states:
            each = replace(each, state=states[each.id])
        if not isinstance(each, PortData):
            frame = group.frame if each.frame is None else rooms[each.frame].id
            edits.append(place.put(None, replace(
                each, id=names[each.id], x=each.x + group.x - x, y=each.y + group.y - y,
                frame=frame, **no_turns(each),
            )))  # fmt: skip
    cut_off = group.state == "bypass" and "bypass" not in states.values()
    past = passed_on(graph, group.id) if cut_off else None
    edits = [*_rejoined(place, inside, group, names, past), *edits]

    def moved(path: str) -> str:
        if path == group.id:
            within = Scope(graph).inside(group)  # also where the instance is not run
            end = None if within is None else origin(within, first_port(graph, path), OUT)
            return path if end is None else moved(end[0])
        head, _, rest = path.partition(SEPARATOR)
        if head != group.id or not rest:
            return path
        own, found, deeper = rest.partition(SEPARATOR)
        return rest if own not in names else names[own] + found + deeper

    edits = place.settled(edits, [moved(path) for path in order])
    ids = [place.prefix + new for new in names.values()]
    return ids, [*edits, *place.following(moved)]


def _names(graph: Document, inside: Definition) -> dict[str, str]:
    """Ids in the graph for the nodes of a definition: their own where they are free."""
    names: dict[str, str] = {}
    taken = set(graph.nodes)
    number = len(taken)
    for node in inside.order:
        if isinstance(inside.nodes[node], PortData):
            continue
        new = node
        while new in taken:
            number += 1
            new = f"n{number}"
        taken.add(new)
        names[node] = new
    return names


def _numbers(
    graph: Document, inside: Definition, group: GroupData
) -> dict[str, dict[str, str]]:
    """The numbers that are typed at the instance, by what its ports are wired to and its ports."""
    found: dict[str, dict[str, str]] = {}
    for port, text in group.params.items():
        if port in graph.inputs(group.id):
            continue
        for wire in inside.outputs(port).values():
            if takes_number(inside, wire.target, wire.target_port):
                found.setdefault(wire.target, {})[wire.target_port] = text
    return found


def _states(graph: Document, inside: Definition, group: GroupData) -> dict[str, State]:
    """The states of what is in an instance that is bypassed or muted."""
    if group.state == "on":
        return {}
    found: dict[str, State] = dict.fromkeys(inside.nodes, "mute")
    if group.state == "bypass":
        found |= dict.fromkeys(_handing_on(graph, inside, group), "bypass")
    return found


def _handing_on(graph: Document, inside: Definition, group: GroupData) -> list[str]:
    """The nodes that bypassed hand on what the bypassed instance hands on, and to its first output
    alone; none where that cannot be."""
    outer, first = graph.inputs(group.id), first_port(graph, group.id)
    goal, nodes = passed_on(graph, group.id), list[str]()
    wire = inside.inputs(first).get(IN)
    while wire is not None and not _is_port(inside, wire):
        node = wire.source
        if not has_state(inside.nodes[node]) or wire.source_port != first_port(inside, node):
            return []
        nodes.append(node)
        wires = inside.inputs(node)
        there = (wires[port] for port in input_ports(inside, node) if port in wires)
        wire = next((w for w in there if w.source in outer or not _is_port(inside, w)), None)
    if wire is None or goal is None or wire.source != goal.target_port:
        return []
    others = {wire.source_port for wire in graph.outputs(group.id).values()} - {first}
    ends = (inside.inputs(port).get(IN) for port in others)
    return [] if any(end is not None and end.source in nodes for end in ends) else nodes


def _is_port(inside: Definition, wire: WireData) -> bool:
    """Whether a wire comes from an input of the subgraph."""
    return isinstance(inside.nodes[wire.source], PortData)


def _own_rooms(graph: Document, inside: Definition, group: GroupData) -> dict[str, FrameData]:
    """The frames for what is in a definition: those that it was taken out of where they are still
    there, else new ones."""
    ids: dict[str, str] = {}
    number = len(graph.frames)
    for frame in inside.frames.values():
        name = frame.id
        room = group.frame if frame.frame is None else ids.get(frame.frame, frame.frame)
        while name in graph.frames and graph.frames[name] != replace(frame, id=name, frame=room):
            number += 1
            name = f"f{number}"
        ids[frame.id] = name
    return {
        name: replace(
            frame,
            id=ids[name],
            frame=group.frame if frame.frame is None else ids[frame.frame],
        )
        for name, frame in inside.frames.items()
    }


def _rejoined(
    place: Site,
    inside: Definition,
    group: GroupData,
    names: dict[str, str],
    past: WireData | None,
) -> list[Edit]:
    """The wires of what is in an instance, joined to what its ports are wired to; what its first
    output fed is fed by `past`, if that is given, and not by what is in it."""
    graph = place.graph
    outer = graph.inputs(group.id)
    edits: list[Edit] = [place.put(wire, None) for wire in outer.values()]
    taken = set(graph.wires)
    number = len(taken)

    def end(source: str, port: str) -> Way | None:
        if source in names:
            return names[source], port
        wire = outer.get(source)  # what is wired to an input goes straight to an output
        return None if wire is None else (wire.source, wire.source_port)

    for wire in inside.wires.values():
        way = end(wire.source, wire.source_port)
        if way is None or wire.target not in names:
            continue
        name = wire.id
        while name in taken:
            number += 1
            name = f"w{number}"
        taken.add(name)
        new = replace(
            wire, id=name, source=way[0], source_port=way[1], target=names[wire.target]
        )
        edits.append(place.put(None, new))
    for wire in graph.outputs(group.id).values():
        inner = inside.inputs(wire.source_port).get(IN)
        way = None if inner is None else end(inner.source, inner.source_port)
        if past is not None and wire.source_port == first_port(graph, group.id):
            way = past.source, past.source_port
        after = None if way is None else replace(wire, source=way[0], source_port=way[1])
        edits.append(place.put(wire, after))
    return edits
