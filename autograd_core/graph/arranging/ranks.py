"""Columns: each box right of all that it reads, with wires as short as they can be in sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from autograd_core.graph.arranging.diagram import NO_FRAME, Diagram
from autograd_core.graph.arranging.simplex import shorten

_PIVOTS = 1_000_000
"""Exchanges allowed, times the number of boxes: about a second at most."""


def ranks(diagram: Diagram, check: Callable[[], None]) -> list[int]:
    """The column of each box, from 0."""
    pairs = Counter((wire.source, wire.target) for wire in diagram.wires)
    found = [0] * len(diagram)
    loose: list[int] = []
    parts = components(len(diagram), list(pairs))
    part_of = {box: i for i, part in enumerate(parts) for box in part}
    place = {box: i for part in parts for i, box in enumerate(part)}
    edges: list[list[tuple[int, int, int]]] = [[] for _ in parts]
    for (u, v), count in pairs.items():
        edges[part_of[u]].append((place[u], place[v], count))
    for part, inside in zip(parts, edges, strict=True):
        if len(part) == 1:
            loose += part
            continue
        for box, rank in zip(part, _ranks(len(part), inside, check), strict=True):
            found[box] = rank
    _beside(diagram, loose, found)
    return found


def _ranks(n: int, edges: list[tuple[int, int, int]], check: Callable[[], None]) -> list[int]:
    """The columns of boxes that all hang together."""
    sources: list[list[int]] = [[] for _ in range(n)]
    targets: list[list[int]] = [[] for _ in range(n)]
    for u, v, _ in edges:
        targets[u].append(v)
        sources[v].append(u)
    order = topological(sources, targets)
    early = [0] * n
    for v in order:
        early[v] = max((early[u] + 1 for u in sources[v]), default=0)
    late = [max(early)] * n
    for v in reversed(order):
        late[v] = min((late[w] - 1 for w in targets[v]), default=late[v])
    guesses = [_pulled(order, sources, targets, guess) for guess in (late, early)]
    best = min(guesses, key=lambda rank: sum(c * (rank[v] - rank[u]) for u, v, c in edges))
    return shorten(n, edges, best, _PIVOTS // n, check)


def topological(sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]) -> list[int]:
    """The boxes, each behind all that it reads."""
    waiting = [len(each) for each in sources]
    order = [v for v, count in enumerate(waiting) if not count]
    for v in order:
        for w in targets[v]:
            waiting[w] -= 1
            if not waiting[w]:
                order.append(w)
    return order


def _pulled(
    order: list[int], sources: list[list[int]], targets: list[list[int]], rank: list[int]
) -> list[int]:
    """Moves single boxes to where more of their wires get shorter than longer."""
    for _ in range(30):
        changed = False
        for v in reversed(order):
            if targets[v] and len(targets[v]) >= len(sources[v]):
                goal = min(rank[w] for w in targets[v]) - 1
                changed |= goal != rank[v]
                rank[v] = goal
        for v in order:
            if sources[v] and len(sources[v]) > len(targets[v]):
                goal = max(rank[u] for u in sources[v]) + 1
                changed |= goal != rank[v]
                rank[v] = goal
        if not changed:
            break
    return rank


def _beside(diagram: Diagram, loose: list[int], found: list[int]) -> None:
    """Puts boxes without wires into the first column of their frame."""
    alone = set(loose)
    first: dict[int, int] = {}
    for box, frame in enumerate(diagram.frame_of):
        if box not in alone:
            for each in diagram.frames_round(frame):
                first[each] = min(first.get(each, found[box]), found[box])
    for box in loose:
        frames = diagram.frames_round(diagram.frame_of[box])
        found[box] = next((first[each] for each in frames if each in first), 0)


def components(n: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The boxes that hang together, each group in ascending order, by its first box."""
    root = list(range(n))

    def top(v: int) -> int:
        while root[v] != v:
            root[v] = root[root[v]]
            v = root[v]
        return v

    for u, v in pairs:
        a, b = top(u), top(v)
        root[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = {}
    for v in range(n):
        groups.setdefault(top(v), []).append(v)
    return list(groups.values())


def outermost(diagram: Diagram, box: int) -> int:
    """The outermost frame round a box, or `NO_FRAME`."""
    return ([NO_FRAME, *diagram.frames_round(diagram.frame_of[box])])[-1]
