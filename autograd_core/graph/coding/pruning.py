"""What of a flat document a script says: the rest must not change how that is said."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from autograd_core.graph.actions import (
    Action,
    Block,
    Forward,
    Repeat,
    changed,
    inside,
    targets,
    walk,
)
from autograd_core.graph.document import Document, WireData
from autograd_core.graph.ports import passed_on, spec_of, state_of


def pruned(document: Document, nodes: Collection[str], actions: Collection[str]) -> Document:
    """The document with these nodes and actions alone; wires lead past what is bypassed."""
    nodes = {*nodes, *_passing(document, actions)}

    def kept(action: Action) -> Action | None:
        if isinstance(action, Forward):
            if action.nodes is None:
                return action
            return replace(action, nodes=tuple(n for n in action.nodes if n in nodes))
        return action if action.id in actions or isinstance(action, Block) else None

    order = [node for node in document.order if node in nodes]
    wires = (wire for node in order for wire in _wires(document, node, nodes))
    every = (document.nodes[node] for node in order)
    return Document(
        (replace(data, label=document.name(data.id)) if data.label else data for data in every),
        wires,
        document.frames.values(),
        changed(document.actions, kept),
        document.seed,
    )


def _passing(document: Document, actions: Collection[str]) -> Iterator[str]:
    """The bypassed nodes that the actions name: they stand for what they pass on."""
    for action in walk(document.actions):
        if action.id in actions and not isinstance(action, Forward | Block):
            for node in targets(action):
                if node in document.nodes and state_of(document.nodes[node]) == "bypass":
                    yield node


def _wires(document: Document, node: str, nodes: Collection[str]) -> Iterator[WireData]:
    for wire in document.inputs(node).values():
        end: WireData | None = wire
        while end is not None and state_of(document.nodes[end.source]) == "bypass":
            end = passed_on(document, end.source)
        if end is not None and end.source in nodes:
            yield replace(wire, source=end.source, source_port=end.source_port)


def read_when_stale(document: Document) -> frozenset[str]:
    """The writes in place of a flat document whose result is read, by a node or an action, after
    the variable that they wrote was given another tensor."""
    return _Freshness(document).found()


class _Freshness:
    """Goes through the actions, the body of a Repeat twice."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stale: set[str] = set()
        self.read: set[str] = set()
        self.made: set[str] = set()
        self.writes: dict[str, list[str]] = {}
        """The writes in place to what a node made."""
        homes: dict[str, str] = {}
        for node in document.order:
            spec = spec_of(document.nodes[node])
            wire = document.inputs(node).get(spec.ports[0].name) if spec and spec.mutates else None
            if wire is not None:
                homes[node] = home = homes.get(wire.source, wire.source)
                self.writes.setdefault(home, []).append(node)

    def found(self) -> frozenset[str]:
        if self.writes:
            self._block(self.document.actions)
        return frozenset(self.read)

    def _block(self, actions: Collection[Action]) -> None:
        for action in actions:
            if isinstance(action, Block):
                begin = getattr(action, "values", getattr(action, "test", None))
                self.read |= self.stale & set(begin.names.values() if begin else ())
                for _ in range(1 + isinstance(action, Repeat)):
                    self._block(inside(action))
            elif isinstance(action, Forward):
                listed = self.document.order if action.nodes is None else action.nodes
                self._forward(set(listed), action.nodes is not None)
            else:
                self.read |= self.stale & set(targets(action))

    def _forward(self, listed: set[str], again: bool) -> None:
        for node in self.document.order:
            leaf = not self.document.inputs(node)
            if node not in listed or (leaf and not again and node in self.made):
                continue
            self.made.add(node)
            self.read |= self.stale & set(self.document.sources(node))
            self.stale.discard(node)
            self.stale |= set(self.writes.get(node, ()))
