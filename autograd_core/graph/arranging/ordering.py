"""The order within the columns, with few crossings.

Sweeps to and fro sort each column by the mean or the median of what its boxes are linked to in the
column before; after each sweep neighbours change places for as long as that helps (Gansner et al.
1993, section 3). Of all orders met with, from several first guesses, the best is kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

import numpy as np

from autograd_core.graph.arranging.crossings import PORTS, Links, Sides
from autograd_core.graph.arranging.diagram import Floats, Ints
from autograd_core.graph.arranging.framed import Framed
from autograd_core.graph.arranging.proper import Proper

_ROUNDS = 32
_PATIENCE = 6
"""Sweeps without a better order after which a guess is given up."""
_EXCHANGES = 24
"""Passes of exchanging neighbours after a sweep."""
_SMALL = 3_000
"""Boxes and points up to which all first guesses are tried; beyond four times as many, one is."""
_MOST_PAIRS = 1 << 22
"""Pairs of links looked at in one exchange; with more, neighbours stay."""


class Ordering:
    """Looks for a good order; `best` is the place of each box and point in its column."""

    def __init__(self, proper: Proper, start: list[float], check: Callable[[], None]) -> None:
        self._proper = proper
        self._columns = proper.columns
        self._check = check
        self._links = Links(proper)
        self._framed = Framed(proper) if proper.outer else None
        count = int(proper.columns.max()) + 1
        sizes = np.bincount(proper.columns, minlength=count)
        self._first: Ints = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        self._by_column: Ints = np.argsort(proper.columns, kind="stable")
        self._parities = self._make_parities()
        self.best: Ints = np.zeros(len(proper), np.intp)
        self.crossings = -1
        for guess in self._guesses(start):
            self._improve(guess)
            if self.crossings == 0:
                break

    # First guesses

    def _guesses(self, start: list[float]) -> Iterator[Ints]:
        size = len(self._proper)
        yield self._as_it_was(start)
        if size > 4 * _SMALL:
            return
        yield self._walked(self._links.leftward, self._links.rightward, leap=True)
        if size > _SMALL:
            return
        yield self._walked(self._links.rightward, self._links.leftward, leap=True)
        yield self._walked(self._links.leftward, self._links.rightward, leap=False)
        yield self._walked(self._links.rightward, self._links.leftward, leap=False)

    def _as_it_was(self, start: list[float]) -> Ints:
        """As things are drawn now; the points of wires are on straight lines, and then where they
        cross least: what costs no crossings as it is stays so. Only the order counts, not how far
        apart things are, so that a drawing is not drawn a little otherwise each time."""
        links, boxes = self._links, self._proper.boxes
        height: Floats = np.zeros(len(self._proper))
        height[:boxes] = _ranked(np.array(start), self._columns[:boxes])
        ahead = {int(a): int(b) for a, b in zip(links.left, links.right, strict=True) if a >= boxes}
        for left, point in zip(links.left.tolist(), links.right.tolist(), strict=True):
            if left < boxes <= point:
                way = [point]
                while way[-1] in ahead and ahead[way[-1]] >= boxes:
                    way.append(ahead[way[-1]])
                end = ahead.get(way[-1], left)
                height[way] = np.linspace(height[left], height[end], len(way) + 2)[1:-1]
        place = self._placed(np.lexsort((height, self._columns)))
        if self._framed is not None:
            self._framed.gather(place)
        self._exchange(place, even=False, points_only=True)
        return place

    def _walked(self, first: Sides, then: Sides, leap: bool) -> Ints:
        """In the order in which a walk along the links meets them: deep ones first (`leap`), or
        the near ones first, along `first` only."""
        sides = (first, then) if leap else (first,)
        starts = self._by_column if first is self._links.rightward else self._by_column[::-1]
        seen = np.zeros(len(self._proper), bool).tolist()
        met: list[int] = []
        for start in starts.tolist():
            todo = deque([] if seen[start] else [start])
            while todo:
                v = todo.pop() if leap else todo.popleft()
                if seen[v]:
                    continue
                seen[v] = True
                met.append(v)
                for side in reversed(sides):
                    ends = side.ends[side.first[v] : side.first[v + 1]].tolist()
                    todo += ends[::-1] if leap else ends
        order: Ints = np.array(met, np.intp)
        return self._placed(order[np.argsort(self._columns[order], kind="stable")])

    def _placed(self, order: Ints) -> Ints:
        """The place of each where `order` lists them by column."""
        place = np.empty(len(order), np.intp)
        place[order] = np.arange(len(order)) - self._first[self._columns[order]]
        return place

    # Improving

    def _improve(self, place: Ints) -> None:
        if self._framed is not None:
            self._framed.gather(place)
        own = self._keep(place)
        waited, patience = 0, _PATIENCE if len(place) <= 4 * _SMALL else 3
        for turn in range(_ROUNDS):
            if waited > patience or self.crossings == 0:
                return
            self._sweep(place, rightward=turn % 2 == 0, median=turn % 4 >= 2)
            if self._framed is not None:
                self._framed.gather(place)
            self._exchange(place, even=turn % 4 >= 2)
            found = self._keep(place)
            waited = 0 if found < own else waited + 1
            own = min(own, found)

    def _keep(self, place: Ints) -> int:
        """Counts, and keeps the order if it is the best so far."""
        found = self._links.crossings(place)
        if self.crossings < 0 or found < self.crossings:
            self.crossings, self.best = found, place.copy()
        return found

    def _sweep(self, place: Ints, rightward: bool, median: bool) -> None:
        """Sorts one column after the other by what it is linked to in the last one."""
        links, first = self._links, self._first
        count = len(first) - 1
        order = np.empty(len(place), np.intp)
        order[first[self._columns] + place] = np.arange(len(place))
        side = links.leftward if rightward else links.rightward
        for column in range(1, count) if rightward else range(count - 2, -1, -1):
            if column % 64 == 0:
                self._check()
            members = order[first[column] : first[column + 1]]
            gap = column - 1 if rightward else column
            part = slice(links.first[gap], links.first[gap + 1])
            ends, own = (links.left, links.right) if rightward else (links.right, links.left)
            ports = links.left_port if rightward else links.right_port
            if len(members) < 2:
                continue
            values = place[ends[part]] + ports[part] / PORTS
            degree = side.degree[members]
            wanted = _middles(values, place[own[part]], degree, median)
            linked = np.flatnonzero(degree)
            if self._framed is not None:
                sorted_ = self._framed.sort(members, wanted, degree)
            else:
                # What is linked to nothing there keeps its place.
                sorted_ = members.copy()
                sorted_[linked] = members[linked[np.argsort(wanted[linked], kind="stable")]]
            order[first[column] : first[column + 1]] = sorted_
            place[sorted_] = np.arange(len(sorted_))

    def _make_parities(self) -> list[Ints]:
        """The upper slots of neighbours that may change places at the same time: those of every
        second pair in every second column have no links with each other."""
        by_column = self._by_column
        columns = self._columns[by_column]
        slots = np.arange(len(columns) - 1)
        nth = slots - self._first[columns[:-1]]
        same = columns[:-1] == columns[1:]
        return [
            slots[same & (columns[:-1] % 2 == odd) & (nth % 2 == second)]
            for odd in (0, 1)
            for second in (0, 1)
        ]

    def _exchange(self, place: Ints, even: bool, points_only: bool = False) -> None:
        """Neighbours change places where there are fewer crossings then; at first also where
        there are as many (`even`), which may let others follow. With `points_only` boxes keep
        their order."""
        order = np.empty(len(place), np.intp)
        order[self._first[self._columns] + place] = np.arange(len(place))
        for turn in range(_EXCHANGES):
            self._check()
            changed = 0
            for slots in self._parities:
                if points_only:
                    boxes = self._proper.boxes
                    slots = slots[(order[slots] >= boxes) | (order[slots + 1] >= boxes)]
                changed += self._exchange_at(slots, order, place, even and turn == 0)
            if not changed and not (even and turn == 0):
                return

    def _exchange_at(self, slots: Ints, order: Ints, place: Ints, even: bool) -> int:
        left, right = self._links.leftward, self._links.rightward
        upper, lower = order[slots], order[slots + 1]
        if self._framed is not None:
            home = self._framed.home
            same = home[upper] == home[lower]
            slots, upper, lower = slots[same], upper[same], lower[same]
        pairs = left.degree[upper] * left.degree[lower] + right.degree[upper] * right.degree[lower]
        if int(pairs.sum()) > _MOST_PAIRS:
            few = pairs < 1024
            slots, upper, lower = slots[few], upper[few], lower[few]
        gain = left.gain(upper, lower, place) + right.gain(upper, lower, place)
        better = gain >= 0 if even else gain > 0
        up, down, at = lower[better], upper[better], slots[better]
        order[at], order[at + 1] = up, down
        place[up] -= 1
        place[down] += 1
        return int((gain > 0).sum())


def _ranked(start: Floats, columns: Ints) -> Floats:
    """The place of each in its column, from the middle."""
    counts = np.bincount(columns)
    order = np.lexsort((start, columns))
    found = np.empty(len(start))
    found[order] = np.arange(len(start)) - (np.cumsum(counts) - counts)[columns[order]]
    middles: Floats = found - (counts[columns] - 1) / 2
    return middles


def _middles(values: Floats, own: Ints, degree: Ints, median: bool) -> Floats:
    """The mean or the median of the values of each place; 0 where there are none."""
    if not median:
        sums = np.bincount(own, weights=values, minlength=len(degree))
        return sums / np.maximum(degree, 1)
    sorted_ = values[np.lexsort((values, own))]
    first = np.cumsum(degree) - degree
    found = np.zeros(len(degree))
    some = degree > 0
    low = first[some] + (degree[some] - 1) // 2
    high = first[some] + degree[some] // 2
    found[some] = (sorted_[low] + sorted_[high]) / 2
    return found
