"""Orders of execution: along the wires, and as nodes of several subgraphs take turns."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from autograd_core.graph.document import Document


def topological(document: Document) -> list[str] | None:
    """The order of the nodes, changed no more than the wires ask for; None if there is a cycle."""
    places = {node: place for place, node in enumerate(document.order)}
    waiting = {node: len(document.inputs(node)) for node in document.order}
    ready = [place for node, place in places.items() if not waiting[node]]
    heapq.heapify(ready)
    found: list[str] = []
    while ready:
        node = document.order[heapq.heappop(ready)]
        found.append(node)
        for target in document.targets(node):
            waiting[target] -= 1
            if not waiting[target]:
                heapq.heappush(ready, places[target])
    return found if len(found) == len(places) else None


def is_topological(document: Document) -> bool:
    """Whether every node stands behind what it reads."""
    places = {node: place for place, node in enumerate(document.order)}
    return all(places[wire.source] < places[wire.target] for wire in document.wires.values())


def with_turns(order: Sequence[str], turns: Mapping[str, str]) -> list[str]:
    """The order where each node that `turns` names comes right before the one that it gives
    (`""`: last of all); what is not there any more says nothing."""
    known = set(order)
    before: dict[str, list[str]] = {}
    for node, following in turns.items():
        if node in known and node != following and (not following or following in known):
            before.setdefault(following, []).append(node)
    if not before:
        return list(order)
    moved = {node for nodes in before.values() for node in nodes}
    found: dict[str, None] = {}
    for node in [node for node in order if node not in moved]:
        _emit(node, before, found)
    for node in before.get("", ()):
        _emit(node, before, found)
    return list(found | dict.fromkeys(order))  # nodes that wait for each other come last


def _emit(node: str, before: Mapping[str, Collection[str]], found: dict[str, None]) -> None:
    """Adds the node behind those that come before it."""
    stack = [(node, iter(before.get(node, ())))]
    under_way = {node}
    while stack:
        node, waiting = stack[-1]
        following = next((n for n in waiting if n not in found and n not in under_way), None)
        if following is None:
            found[node] = None
            stack.pop()
        else:
            under_way.add(following)
            stack.append((following, iter(before.get(following, ()))))


def turns_for(order: Sequence[str], wanted: Sequence[str]) -> dict[str, str]:
    """The fewest turns with which `order`, which has the same nodes, becomes `wanted`."""
    if list(order) == list(wanted):
        return {}
    places = {node: place for place, node in enumerate(order)}
    staying = _longest_rising([places[node] for node in wanted])
    following = [*wanted[1:], ""]
    return {
        node: after
        for at, (node, after) in enumerate(zip(wanted, following, strict=True))
        if at not in staying
    }


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising sequence among different numbers."""
    tails: list[int] = []  # the least number that ends a rising sequence of each length
    ends: list[int] = []
    previous: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        previous.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(number)
            ends.append(at)
        else:
            tails[length], ends[length] = number, at
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = previous[at]
    return found
