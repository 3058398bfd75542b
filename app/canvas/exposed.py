"""What has to be painted, in as few rectangles as there can be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import TypeAlias, cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

Sides: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom."""
BEGINNING = 0.0003
"""Seconds that painting a rectangle takes however small it is: culling, and setting up."""
MANY = 48
"""Rectangles beyond which neighbours are put together unasked."""
LEAST = 1e-12
"""Seconds that a pixel takes at least."""
TELLING = 20_000
"""Pixels from which on the time of painting tells how full the canvas is."""


class Economy:
    """Chooses what to paint: the rectangles of a region, or one round several of them, whichever
    is sooner done. How long pixels take is learned, as it depends on what is in sight."""

    def __init__(self) -> None:
        self._pixel = 5e-9

    def rectangles(self, region: QRegion) -> list[QRect]:
        """The rectangles to paint for a region; they hold it, and may overlap."""
        found = in_columns(cast(Iterable[QRect], region))
        rows = [(r.left(), r.top(), r.right() + 1, r.bottom() + 1) for r in found]
        while len(rows) > MANY:
            rows = [reduce(_around, rows[i : i + 2]) for i in range(0, len(rows), 2)]
        both = self._together(rows), self._together(sorted(rows))
        best = min(both, key=lambda each: BEGINNING * len(each) + self._pixel * _pixels(each))
        return [QRect(x, y, right - x, bottom - y) for x, y, right, bottom in best]

    def _together(self, sides: list[Sides]) -> list[Sides]:
        """The rectangles, with those put together that gain by it."""
        count = 0
        while count != len(sides):
            count, sides = len(sides), self._one_by_one(sides)
        return sides

    def _one_by_one(self, sides: Iterable[Sides]) -> list[Sides]:
        """Each rectangle put together with the one before it that gains most by that, if any."""
        found: list[Sides] = []
        most = round(BEGINNING / self._pixel)
        for each in sides:
            costs = [_more(other, each) for other in found]
            least = min(costs, default=most)
            if least < most:
                place = costs.index(least)
                found[place] = _around(found[place], each)
            else:
                found.append(each)
        return found

    def learn(self, painted: Iterable[QRect], seconds: float) -> None:
        """Notes how long these rectangles took."""
        areas = [_area(rect) for rect in painted]
        if sum(areas) >= TELLING:
            found = max(seconds - BEGINNING * len(areas), 0.0) / sum(areas)
            self._pixel += (max(found, LEAST) - self._pixel) / 4


def _around(a: Sides, b: Sides) -> Sides:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _more(a: Sides, b: Sides) -> int:
    """How many pixels more there are in what holds both."""
    left, top, right, bottom = _around(a, b)
    apart = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return (right - left) * (bottom - top) - apart


def _pixels(sides: Iterable[Sides]) -> int:
    return sum((right - left) * (bottom - top) for left, top, right, bottom in sides)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()


def in_columns(rects: Iterable[QRect]) -> list[QRect]:
    """The rectangles of a region, with those that stand on each other put together.

    Qt cuts a region into bands: the strip that scrolling exposes comes in as many pieces as there
    are other things to paint beside it, and each rectangle takes its time to begin.
    """
    columns: dict[tuple[int, int], QRect] = {}
    found: list[QRect] = []
    for rect in rects:  # from top to bottom
        place = rect.left(), rect.width()
        above = columns.get(place)
        if above is not None and above.bottom() + 1 == rect.top():
            above.setBottom(rect.bottom())
        else:
            columns[place] = QRect(rect)
            found.append(columns[place])
    return found
