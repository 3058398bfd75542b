"""Flattening: the graph that a run executes, with every instance of a subgraph replaced by what is
in it.

A node inside an instance has a path for its id, `n7/n3`. A wire of the flat graph is named by the
wire that ends at its target; the others that it runs along, through ports, are its `parts`.

An instance that is bypassed or muted stays one node, `n7`, an operation in that state; a number
that is typed at an input of an instance stands at what the input is wired to inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from autograd_core.graph.actions import Action, Backward, Forward, Jacobian, ZeroGrad, retargeted
from autograd_core.graph.document import (
    IN,
    OUT,
    SEPARATOR,
    Definition,
    Document,
    FrameData,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    WireData,
)
from autograd_core.graph.ordering import is_topological, topological, with_turns
from autograd_core.graph.ports import (
    definition_of,
    first_port,
    output_ports,
    passed_on,
    takes_number,
)

MOST_NODES = 200_000
"""Nodes of the flat graph beyond which subgraphs in subgraphs are refused."""
DEEPEST = 100
"""How deep instances may lie in one another."""

ASLEEP = "subgraph"
"""What a bypassed or muted instance has for an operation."""

End = tuple[str, str]
"""A node and one of its output ports."""


class Scope(NamedTuple):
    """A graph in its place: the document's own, or what is in an instance of the one round it."""

    graph: Document
    prefix: str = ""
    outer: Scope | None = None
    group: GroupData | None = None

    def inside(self, group: GroupData) -> Scope | None:
        """What is in an instance; None where its definition is not there."""
        found = definition_of(self.graph, group)
        if found is None:
            return None
        return Scope(found, f"{self.prefix}{group.id}{SEPARATOR}", self, group)


def scope_of(document: Document, path: str) -> tuple[Scope, str] | None:
    """The graph that the node with this path is in, and its id there; None if it is not there."""
    scope, rest = Scope(document), path
    while rest not in scope.graph.nodes:
        head, _, rest = rest.partition(SEPARATOR)
        group = scope.graph.nodes.get(head)
        inner = scope.inside(group) if isinstance(group, GroupData) else None
        if inner is None or not rest:
            return None
        scope = inner
    return scope, rest


def scope_at(document: Document, prefix: str) -> Scope | None:
    """The graph whose nodes' paths begin with the prefix (`""`, `"n7/"`)."""
    if not prefix:
        return Scope(document)
    found = scope_of(document, prefix.removesuffix(SEPARATOR))
    group = found and found[0].graph.nodes[found[1]]
    return found[0].inside(group) if found and isinstance(group, GroupData) else None


def origin(scope: Scope, node: str, port: str, trail: list[str] | None = None) -> End | None:
    """Where the tensor at an output of a graph comes from: the path of the node that makes it, and
    that node's port; None where nothing is wired to a port on the way.

    An output of a definition stands for what is wired into it. The paths of the wires on the way
    are added to `trail`.
    """
    found = _source(scope, node, port, trail)
    return found if isinstance(found, tuple) else None


def number_at(scope: Scope, port: str) -> str:
    """The number that is typed, somewhere outside, for an input of a definition; empty for none."""
    found = _source(scope, port, OUT)
    return found if isinstance(found, str) else ""


def _source(scope: Scope, node: str, port: str, trail: list[str] | None = None) -> End | str | None:
    """Where a tensor comes from, or the number that stands for it."""
    while True:
        data = scope.graph.nodes.get(node)
        if isinstance(data, GroupData) and data.state != "on":
            is_first = port == first_port(scope.graph, node)
            return scope.prefix + node, OUT if is_first else SEPARATOR + port
        if isinstance(data, GroupData):
            inner = scope.inside(data)
            if inner is None:
                return None
            scope, wire = inner, inner.graph.inputs(port).get(IN)
        elif isinstance(data, PortData) and data.side == "output":
            wire = scope.graph.inputs(node).get(IN)
        elif isinstance(data, PortData):
            if scope.outer is None or scope.group is None:
                return None
            group, scope = scope.group, scope.outer
            wire = scope.graph.inputs(group.id).get(node)
            if wire is None:
                return group.params.get(node)
        else:
            return None if data is None else (scope.prefix + node, port)
        if wire is None:
            return None
        if trail is not None:
            trail.append(scope.prefix + wire.id)
        node, port = wire.source, wire.source_port


def end_of(document: Document, path: str, port: str | None = None) -> End | None:
    """Where the tensor at a card, anywhere in the document, comes from; `port` None means its
    first output."""
    found = scope_of(document, path)
    if found is None:
        return None
    scope, node = found
    return origin(scope, node, first_port(scope.graph, node) if port is None else port)


class Flat(Document):
    """The flat graph of the document `whole`. `parts` has, for each wire that runs through ports,
    the paths of the wires that it runs along, from its source on."""

    __slots__ = ("_numbers", "parts", "whole")

    def __init__(self, whole: Document) -> None:
        nodes: list[NodeData] = []
        wires: list[WireData] = []
        frames: list[FrameData] = []
        self.parts: dict[str, tuple[str, ...]] = {}
        self._numbers: dict[str, dict[str, str]] = {}
        order = self._expand(Scope(whole), None, nodes, wires, frames)
        super().__init__(nodes, wires, frames, tuple(_flat(whole, whole.actions)), whole.seed)
        self.whole = whole
        self.order = order
        for node, numbers in self._numbers.items():
            data = self.nodes[node]
            assert isinstance(data, OpData)
            self.nodes[node] = replace(data, params={**data.params, **numbers})
        if not is_topological(self):
            self.order = topological(self) or order
        self.inputs("")  # another thread may read it: no index is to be made then

    def _expand(
        self,
        scope: Scope,
        room: str | None,
        nodes: list[NodeData],
        wires: list[WireData],
        frames: list[FrameData],
    ) -> list[str]:
        """Adds what is in a graph, which lies in the frame `room`; the paths of its nodes in the
        order in which they run."""
        graph, prefix = scope.graph, scope.prefix

        def home(frame: str | None) -> str | None:
            return room if frame is None else prefix + frame

        for frame in graph.frames.values():
            if prefix:
                frame = replace(frame, id=prefix + frame.id, frame=home(frame.frame))
            frames.append(frame)
        order: list[str] = []
        turns: dict[str, str] = {}
        real: set[str] = set()
        for node in graph.order:
            data = graph.nodes[node]
            if isinstance(data, GroupData):
                for name, after in data.turns.items():
                    turns[prefix + name] = prefix + after if after else ""
                inner = scope.inside(data)
                if data.state != "on":
                    order.append(prefix + node)
                    nodes.append(_asleep(data, prefix, home(data.frame)))
                    first = passed_on(graph, node) if data.state == "bypass" else None
                    if first is not None:
                        self._join(scope, first, wires)
                elif inner is not None:
                    order += self._expand(inner, home(data.frame), nodes, wires, frames)
            elif not isinstance(data, PortData):
                real.add(node)
                order.append(prefix + node)
                if prefix:
                    data = replace(data, id=prefix + node, frame=home(data.frame))
                nodes.append(data)
        for wire in graph.wires.values():
            if wire.target in real:
                self._join(scope, wire, wires)
        return with_turns(order, turns)

    def _join(self, scope: Scope, wire: WireData, wires: list[WireData]) -> None:
        """Adds the wire from where what it brings comes from."""
        name = scope.prefix + wire.id
        trail: list[str] = []
        end = _source(scope, wire.source, wire.source_port, trail)
        if isinstance(end, str) and takes_number(scope.graph, wire.target, wire.target_port):
            target = scope.prefix + wire.target
            self._numbers.setdefault(target, {})[wire.target_port] = end
        if not isinstance(end, tuple):
            return
        if trail:
            self.parts[name] = (*reversed(trail), name)
        if scope.prefix or end != (wire.source, wire.source_port):
            target = scope.prefix + wire.target
            wire = WireData(name, end[0], target, wire.target_port, end[1], wire.points)
        wires.append(wire)

    def _copy_into(self, copy: Document) -> None:
        super()._copy_into(copy)
        assert isinstance(copy, Flat)
        copy.parts, copy.whole, copy._numbers = self.parts, self.whole, self._numbers

    def name(self, node: str) -> str:
        return self.whole.name(node)

    def find(self, node: str) -> NodeData | None:
        return self.whole.find(node)


def _asleep(group: GroupData, prefix: str, frame: str | None) -> OpData:
    """What stands for a bypassed or muted instance."""
    return OpData(prefix + group.id, ASLEEP, group.label, state=group.state, frame=frame)


def running_order(graph: Document) -> list[str]:
    """The paths, from this graph on, of all nodes in it and in its instances, as they run."""
    order: list[str] = []
    turns: dict[str, str] = {}
    for node in graph.order:
        data = graph.nodes[node]
        inside = definition_of(graph, data)
        if isinstance(data, GroupData):
            turns.update(data.turns)
            inner = () if inside is None else running_order(inside)
            order += [f"{node}{SEPARATOR}{path}" for path in inner]
        elif not isinstance(data, PortData):
            order.append(node)
    return with_turns(order, turns)


def flattened(document: Document) -> Document:
    """The graph that a run executes: the document itself where it has no subgraphs."""
    return Flat(document) if document.definitions else document


# Actions


def _flat(whole: Document, actions: tuple[Action, ...]) -> Iterator[Action]:
    """The actions, where what is said of an instance is said of what is in it: a Forward and a
    ZeroGrad of all its nodes, anything else of the node behind its first output."""

    def target(node: str) -> str:
        if not isinstance(whole.find(node), GroupData | PortData):
            return node
        end = end_of(whole, node)
        data = None if end is None else scope_of(whole, end[0])
        if end is None or data is None:
            return node
        return end[0] if end[1] in (OUT, first_port(data[0].graph, data[1])) else node

    def change(action: Action) -> Action:
        if isinstance(action, Forward):
            return replace(action, nodes=_all_inside(whole, action.nodes))
        if isinstance(action, ZeroGrad):
            return replace(action, leaves=_all_inside(whole, action.leaves, leaves=True))
        if isinstance(action, Backward | Jacobian):
            root = action.root if isinstance(action, Backward) else action.output
            if isinstance(card := whole.find(root), GroupData | PortData):
                inside = definition_of(whole, card)
                known = inside is not None and action.port in inside.ports("output")
                end = end_of(whole, root, action.port if known else None)
                if end is not None and isinstance(action, Backward):
                    action = replace(action, root=end[0], port=end[1])
                elif end is not None:
                    action = replace(action, output=end[0], port=end[1])
        return action

    return (retargeted(change(action), target, change) for action in actions)


def _all_inside(
    whole: Document, nodes: tuple[str, ...] | None, leaves: bool = False
) -> tuple[str, ...] | None:
    """The nodes, with all nodes in an instance in its place."""
    if nodes is None:
        return None
    return tuple(inner for node in nodes for inner in inside_of(whole, node, leaves))


def inside_of(whole: Document, node: str, leaves: bool = False) -> Iterator[str]:
    """The paths of the nodes, or the leaves only, in an instance and in those inside it, as far as
    they are run; the node itself where it is no instance, or one that is bypassed or muted."""
    found = scope_of(whole, node)
    data = None if found is None else found[0].graph.nodes[found[1]]
    inner = found[0].inside(data) if found and isinstance(data, GroupData) else None
    if inner is None or (isinstance(data, GroupData) and data.state != "on"):
        if inner is None or not leaves:
            yield node
        return
    stack = [inner]
    while stack:
        scope = stack.pop()
        for name in scope.graph.order:
            data = scope.graph.nodes[name]
            if isinstance(data, GroupData) and data.state == "on":
                deeper = scope.inside(data)
                stack += [] if deeper is None else [deeper]
            elif not isinstance(data, PortData) and (not leaves or isinstance(data, LeafData)):
                yield scope.prefix + name


def held_by(document: Document, definition: Definition) -> set[str]:
    """The ids of the definitions of which there are instances in one, or in those inside it."""
    found: set[str] = set()
    stack: list[Document] = [definition]
    while stack:
        for node in stack.pop().nodes.values():
            if isinstance(node, GroupData) and node.definition not in found:
                found.add(node.definition)
                deeper = document.definitions.get(node.definition)
                stack += [] if deeper is None else [deeper]
    return found


def sizes(document: Document, notes: bool = True) -> dict[str, int]:
    """How many flat nodes each definition holds, and the document (`""`), with or without notes.

    Raises:
        RecursionError: instances lie in one another too deeply.
    """
    left_out = PortData if notes else PortData | NoteData
    known: dict[str, int] = {}
    depths: dict[str, int] = {}

    def size(graph: Document, name: str, outer: int) -> None:
        if outer > DEEPEST:
            raise RecursionError
        count = depth = 0
        for node in graph.nodes.values():
            inside = definition_of(graph, node)
            if inside is None:
                count += not isinstance(node, left_out)
                continue
            if inside.id not in known:
                size(inside, inside.id, outer + 1)
            count += known[inside.id]
            depth = max(depth, 1 + depths[inside.id])
        if depth > DEEPEST:
            raise RecursionError
        known[name], depths[name] = count, depth

    for each in document.definitions.values():
        if each.id not in known:
            size(each, each.id, 0)
    size(document, "", 0)
    return known


def outputs_of(document: Document, group: str) -> dict[str, End | None]:
    """Where what is at each output of an instance comes from."""
    found = scope_of(document, group)
    if found is None:
        return {}
    scope, node = found
    return {port: origin(scope, node, port) for port in output_ports(scope.graph, node)}

