"""Network simplex for columns: Gansner, Koutsofios, North, Vo, "A technique for drawing directed
graphs" (1993), section 2.

A spanning tree of wires that are one column long fixes all columns. Without one of its wires it
falls into two parts, and its *cut value* says by how much the sum of lengths falls when the part
at the wire's end moves right by one. While one is negative, that wire is exchanged for the
shortest one that leads back.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograd_core.graph.arranging.diagram import Bools, Ints

Edge = tuple[int, int, int]


def shorten(
    n: int, edges: list[Edge], ranks: list[int], most: int, check: Callable[[], None]
) -> list[int]:
    """Columns with the least sum of lengths, from others that are allowed.

    `edges` are (source, target, weight) and connect all boxes; after `most` exchanges what is
    reached then is taken.
    """
    tree = _Tree(n, edges, ranks)
    for turn in range(most):
        if turn % 64 == 0:
            check()
        if not tree.exchange():
            break
    found = tree.rank - tree.rank.min()
    return [int(rank) for rank in found]


class _Tree:
    """The spanning tree, its numbering and its cut values."""

    def __init__(self, n: int, edges: list[Edge], ranks: list[int]) -> None:
        self.n = n
        self.rank: Ints = np.array(ranks, np.intp)
        self.tails = [edge[0] for edge in edges]
        self.heads = [edge[1] for edge in edges]
        self.tail: Ints = np.array(self.tails, np.intp)
        self.head: Ints = np.array(self.heads, np.intp)
        self.near: list[list[tuple[int, int]]] = [[] for _ in range(n)]
        self.wires: list[list[tuple[int, int]]] = [[] for _ in range(n)]
        """Those at each box: in the graph and in the tree, as (edge, box at its other end)."""
        for i, (u, v, _) in enumerate(edges):
            self.near[u].append((i, v))
            self.near[v].append((i, u))
        self.edges = self._tight()
        self.low, self.number = [0] * n, [0] * n
        self.parent, self.up = [-1] * n, [-1] * n
        self._count(0, 1)
        self.numbers: Ints = np.array(self.number, np.intp)
        self.cut = self._cuts(edges)
        self._next = 0

    def _tight(self) -> list[int]:
        """Grows the tree along wires one column long, moving what is grown where it ends."""
        inside: Bools = np.zeros(self.n, bool)
        inside[0] = True
        todo, found, ranks = [0], [], self.rank.tolist()
        while True:
            while todo:
                v = todo.pop()
                for i, w in self.near[v]:
                    if not inside[w] and abs(ranks[w] - ranks[v]) == 1:
                        inside[w] = True
                        found.append(i)
                        self.wires[v].append((i, w))
                        self.wires[w].append((i, v))
                        todo.append(w)
            if len(found) == self.n - 1:
                return found
            leaving = np.flatnonzero(inside[self.tail] != inside[self.head])
            lengths = self.rank[self.head[leaving]] - self.rank[self.tail[leaving]] - 1
            nearest = int(lengths.argmin())
            u, v = self.tails[leaving[nearest]], self.heads[leaving[nearest]]
            self.rank[inside] += lengths[nearest] if inside[u] else -lengths[nearest]
            ranks = self.rank.tolist()
            todo = [u if inside[u] else v]

    def _count(self, root: int, first: int) -> None:
        """Numbers the boxes under a root from the bottom, so that those under each box have the
        numbers from its `low` to its own."""
        wires, low, number, up, parent = self.wires, self.low, self.number, self.up, self.parent
        low[root], at = first, first
        stack = [(root, iter(wires[root]))]
        while stack:
            v, rest = stack[-1]
            for i, w in rest:
                if i != up[v]:
                    parent[w], up[w], low[w] = v, i, at
                    stack.append((w, iter(wires[w])))
                    break
            else:
                number[v] = at
                at += 1
                stack.pop()

    def _cuts(self, edges: list[Edge]) -> list[int]:
        """All cut values: what leaves each part less what enters it."""
        net, cut = [0] * self.n, [0] * len(edges)
        for u, v, weight in edges:
            net[u] += weight
            net[v] -= weight
        for v in sorted(range(self.n), key=self.number.__getitem__):
            if self.parent[v] >= 0:
                cut[self.up[v]] = net[v] if self.tails[self.up[v]] == v else -net[v]
                net[self.parent[v]] += net[v]
        return cut

    def _under(self, v: int, w: int) -> bool:
        """Whether w is v or below it."""
        return self.low[v] <= self.number[w] <= self.number[v]

    def exchange(self) -> bool:
        """Exchanges one wire of the tree; False where none has a negative cut value."""
        count = len(self.edges)
        for k in range(count):
            place = (self._next + k) % count
            if self.cut[self.edges[place]] < 0:
                self._next = place + 1
                self._replace(place)
                return True
        return False

    def _replace(self, place: int) -> None:
        leaving = self.edges[place]
        tail, head = self.tails[leaving], self.heads[leaving]
        below = tail if self.number[tail] < self.number[head] else head
        part = (self.numbers >= self.low[below]) & (self.numbers <= self.number[below])
        into, out_of = (self.head, self.tail) if below == tail else (self.tail, self.head)
        back = np.flatnonzero(part[into] & ~part[out_of])
        lengths = self.rank[self.head[back]] - self.rank[self.tail[back]] - 1
        nearest = int(lengths.argmin())
        entering, by = int(back[nearest]), int(lengths[nearest])
        if by:
            self.rank[part] += -by if below == tail else by
        top = self._move_cuts(leaving, entering)
        self.edges[place] = entering
        self.wires[tail].remove((leaving, head))
        self.wires[head].remove((leaving, tail))
        source, target = self.tails[entering], self.heads[entering]
        self.wires[source].append((entering, target))
        self.wires[target].append((entering, source))
        self._count(top, self.low[top])
        self.numbers = np.array(self.number, np.intp)

    def _move_cuts(self, leaving: int, entering: int) -> int:
        """Corrects the cut values along the path that the entering wire closes; the top of it."""
        by = self.cut[leaving]
        source, target = self.tails[entering], self.heads[entering]
        top = source
        for end, sign in ((source, by), (target, -by)):
            top = end
            while not (self._under(top, source) and self._under(top, target)):
                edge = self.up[top]
                self.cut[edge] += sign if self.tails[edge] == top else -sign
                top = self.parent[top]
        self.cut[entering], self.cut[leaving] = -by, 0
        return top
