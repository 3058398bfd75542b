"""How far down each box is, with wires as straight as they can be: Brandes and Köpf, "Fast and
simple horizontal coordinate assignment" (2001), for boxes of any height and ports at any height.

Boxes, points of wires and borders of frames are joined into *blocks* that lie on one line each,
port to port: every one with the middle one of those that it is linked to in the column before.
Blocks are then pushed together as far as the order within the columns lets them. Done from both
sides and in both directions that gives four drawings, and the mean of the middle two is taken.

Wires and frames come first: what crosses the points of a long wire, or the border of a frame, is
never on a line with the other side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

BOX, POINT, TOP, BOTTOM = 0, 1, 2, 3
"""Kinds of members: a box, a point of a wire, the upper and the lower border of a frame."""
_STRENGTH = (0, 1, 2, 2)


class End(NamedTuple):
    """A link as one of its ends sees it: the other end, and how far below the tops it is there
    and here."""

    other: int
    there: float
    here: float


@dataclass
class Stacks:
    """Columns of members, from the top, each with kind and height, links and distances.

    gap(a, b) is the least distance from the bottom of a to the top of b, which is next below it.
    """

    columns: list[list[int]]
    kinds: list[int]
    heights: list[float]
    leftward: list[list[End]]
    rightward: list[list[End]]
    gap: Callable[[int, int], float]
    check: Callable[[], None]

    def tops(self) -> list[float]:
        """The top of each member."""
        drawn = [
            self._drawn(mirrored, turned) for mirrored in (False, True) for turned in (False, True)
        ]
        bottoms = [
            max((top + high for top, high in zip(tops, self.heights, strict=True)), default=0.0)
            for _, tops in drawn
        ]
        sizes = [
            bottom - min(tops, default=0.0)
            for bottom, (_, tops) in zip(bottoms, drawn, strict=True)
        ]
        least = sizes.index(min(sizes))
        top, bottom = min(drawn[least][1], default=0.0), bottoms[least]
        moved = []
        for (turned, tops), low in zip(drawn, bottoms, strict=True):
            by = bottom - low if turned else top - min(tops, default=0.0)
            moved.append([each + by for each in tops])
        found = []
        for four in zip(*moved, strict=True):
            _, second, third, _ = sorted(four)
            found.append((second + third) / 2)
        return found

    def _drawn(self, mirrored: bool, turned: bool) -> tuple[bool, list[float]]:
        """One of the four drawings: seen from the right (`mirrored`), from below (`turned`)."""
        self.check()
        columns = self.columns[::-1] if mirrored else self.columns
        if turned:
            columns = [column[::-1] for column in columns]
        blocks = _Blocks(self, columns, self.rightward if mirrored else self.leftward, turned)
        tops = blocks.pushed(turned)
        if turned:
            tops = [-(top + high) for top, high in zip(tops, self.heights, strict=True)]
        return turned, tops


class _Blocks:
    """Members joined into blocks: the first of each block, and how far below its top each is."""

    def __init__(
        self, stacks: Stacks, columns: list[list[int]], links: list[list[End]], turned: bool
    ) -> None:
        self.stacks = stacks
        self.columns = columns
        count = len(stacks.heights)
        self.root = list(range(count))
        self.below = [0.0] * count
        place = [0] * count
        for column in columns:
            for i, member in enumerate(column):
                place[member] = i
        for before, column in pairwise(columns):
            self._join(column, len(before), links, place, turned)

    def _join(
        self, column: list[int], size: int, links: list[list[End]], place: list[int], turned: bool
    ) -> None:
        """Joins members of a column to those of the one before it."""
        heights, kinds = self.stacks.heights, self.stacks.kinds
        barred = _barred(column, size, links, place, kinds)
        reached = -1
        for i, member in enumerate(column):
            ends = sorted((place[e.other], e) for e in links[member] if (e.other, i) not in barred)
            if not ends:
                continue
            for middle in sorted({(len(ends) - 1) // 2, len(ends) // 2}):
                at, (other, there, here) = ends[middle]
                if at <= reached:
                    continue
                if turned:
                    there, here = heights[other] - there, heights[member] - here
                self.root[member] = self.root[other]
                self.below[member] = self.below[other] + there - here
                reached = at
                break

    def pushed(self, turned: bool) -> list[float]:
        """The tops with all blocks as far up as they can be, then as near as they can be to what
        is below them."""
        root, below, heights = self.root, self.below, self.stacks.heights
        apart: dict[tuple[int, int], float] = {}
        for column in self.columns:
            for a, b in pairwise(column):
                gap = self.stacks.gap(b, a) if turned else self.stacks.gap(a, b)
                wanted = below[a] + heights[a] + gap - below[b]
                pair = root[a], root[b]
                if apart.get(pair, wanted - 1) < wanted:
                    apart[pair] = wanted
        after: dict[int, list[tuple[int, float]]] = {}
        waiting: dict[int, int] = {}
        for (a, b), wanted in apart.items():
            after.setdefault(a, []).append((b, wanted))
            waiting[b] = waiting.get(b, 0) + 1
        # A block's first member is not always its highest one.
        top: dict[int, float] = {}
        for member, first in enumerate(root):
            top[first] = max(top.get(first, 0.0), -below[member])
        order = [first for first in top if not waiting.get(first)]
        for first in order:
            for other, wanted in after.get(first, ()):
                top[other] = max(top[other], top[first] + wanted)
                waiting[other] -= 1
                if not waiting[other]:
                    order.append(other)
        for first in reversed(order):
            if first in after:
                top[first] = max(
                    top[first], min(top[other] - wanted for other, wanted in after[first])
                )
        return [top[first] + by for first, by in zip(root, below, strict=True)]


def _barred(
    column: list[int], size: int, links: list[list[End]], place: list[int], kinds: list[int]
) -> set[tuple[int, int]]:
    """The links (the member before, the place in this column) that cross a stronger one: between
    two points of a wire, or between two borders of a frame."""
    rows = [
        (place[end.other], i, min(_STRENGTH[kinds[end.other]], _STRENGTH[kinds[member]]), end.other)
        for i, member in enumerate(column)
        for end in links[member]
    ]
    found: set[tuple[int, int]] = set()
    for strength in (1, 2):
        strong = [(start, end) for start, end, least, _ in rows if least >= strength]
        if not strong:
            continue
        # the lowest end of those that start above, and the highest of those that start below
        lowest, highest = [-1] * (size + 1), [len(column)] * (size + 1)
        for start, end in strong:
            lowest[start + 1] = max(lowest[start + 1], end)
            highest[start] = min(highest[start], end)
        for i in range(size):
            lowest[i + 1] = max(lowest[i + 1], lowest[i])
            highest[size - 1 - i] = min(highest[size - 1 - i], highest[size - i])
        found |= {
            (other, end)
            for start, end, least, other in rows
            if least < strength and (lowest[start] > end or highest[start + 1] < end)
        }
    return found
