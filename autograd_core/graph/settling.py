"""Edits of one graph among those of a document, its own or a definition's: what runs in which
order, and what names its nodes from elsewhere, are brought in line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from autograd_core.graph.actions import retargeted
from autograd_core.graph.document import (
    SEPARATOR,
    Definition,
    Document,
    GroupData,
    Item,
    PortData,
)
from autograd_core.graph.edits import Edit, Inside, Put, Reorder, SetActions, apply
from autograd_core.graph.flattening import running_order
from autograd_core.graph.levels import graph_of, whole_of
from autograd_core.graph.ordering import topological, turns_for
from autograd_core.graph.ports import definition_of


class Site:
    """The graph that a document shows, within its whole document, and its edits."""

    def __init__(self, document: Document) -> None:
        self.whole = whole_of(document)
        self.name = graph_of(document)
        self.prefix = document.prefix

    @property
    def graph(self) -> Document:
        """The graph itself, without the paths that a level has."""
        return self.whole.definitions[self.name] if self.name else self.whole

    def put(self, before: Item | None, after: Item | None, index: int | None = None) -> Edit:
        """Adds, removes or changes one part of the graph."""
        return Inside(self.name, Put(before, after, index))

    def local(self, ids: Iterable[str]) -> set[str]:
        """The ids that the graph has for those of a level."""
        return {each.removeprefix(self.prefix) for each in ids}

    def settled(self, edits: list[Edit], wanted: Sequence[str]) -> list[Edit]:
        """The edits, and those that make what is in the graph then run in the order `wanted`."""
        scratch = self.whole.snapshot()
        apply(scratch, edits)
        graph = scratch.definitions[self.name] if self.name else scratch
        found = list(edits)
        order = order_for(graph, wanted)
        if order != graph.order:
            found.append(Inside(self.name, Reorder(0, tuple(graph.order), tuple(order))))
            graph.order = order
        groups = [n for n in map(graph.nodes.get, order) if isinstance(n, GroupData)]
        for group in groups:
            graph.nodes[group.id] = replace(group, turns={})
        turns = turns_for(running_order(graph), wanted)
        for group in groups:
            now = replace(group, turns=turns if group is groups[-1] else {})
            if now != group:
                found.append(self.put(group, now))
        return found

    def following(self, change: Callable[[str], str]) -> Iterator[Edit]:
        """Edits by which what names nodes in the graph by paths follows; `change` gives a path
        from the graph on its new form."""
        whole = self.whole

        def path_from(start: Document, path: str) -> str:
            return self._changed(start, path, change)

        actions = tuple(retargeted(a, lambda n: path_from(whole, n)) for a in whole.actions)
        if actions != whole.actions:
            yield SetActions(whole.actions, actions)
        for graph in (whole, *whole.definitions.values()):
            name = graph.id if isinstance(graph, Definition) else ""
            for node in graph.nodes.values() if name != self.name else ():
                if isinstance(node, GroupData) and node.turns:
                    turns = {
                        path_from(graph, each): path_from(graph, after) if after else ""
                        for each, after in node.turns.items()
                    }
                    if turns != node.turns:
                        yield Inside(name, Put(node, replace(node, turns=turns)))

    def _changed(self, start: Document, path: str, change: Callable[[str], str]) -> str:
        graph, rest, done = start, path, ""
        while True:
            if graph is self.graph:
                return done + change(rest)
            head, _, inner = rest.partition(SEPARATOR)
            group = None if rest in graph.nodes else graph.nodes.get(head)
            inside = None if group is None else definition_of(graph, group)
            if inside is None:
                return path
            graph, rest, done = inside, inner, done + head + SEPARATOR


def order_for(graph: Document, wanted: Sequence[str]) -> list[str]:
    """The order of a graph's own nodes that is nearest to the order in which all is to run."""
    last: dict[str, float] = {}
    for place, path in enumerate(wanted):
        own = path if path in graph.nodes else path.partition(SEPARATOR)[0]
        last[own] = place
    for node, data in graph.nodes.items():
        if isinstance(data, PortData):
            last[node] = -1 if data.side == "input" else len(wanted)
    old = list(graph.order)
    order = sorted(old, key=lambda node: last.get(node, len(wanted)))
    graph.order = order
    found = topological(graph) or old
    graph.order = old
    return found
