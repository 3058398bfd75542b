"""What has to be painted, in as few rectangles as there can be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

BEGINNING = 0.0005
"""Seconds that painting a rectangle takes however small it is: culling, and setting up."""
MOST = 12
"""Rectangles beyond which neighbours are put together unasked."""
TELLING = 100_000
"""Pixels from which on the time of painting tells how full the canvas is."""


class Economy:
    """Chooses what to paint: the rectangles of a region, or one round several of them, whichever
    is sooner done. How long pixels take is learned, as it depends on what is in sight."""

    def __init__(self) -> None:
        self._pixel = 5e-9

    def rectangles(self, region: QRegion) -> list[QRect]:
        """The rectangles to paint for a region; they hold it, and may overlap."""
        found = in_columns(cast(Iterable[QRect], region))
        while len(found) > MOST:
            found = [reduce(QRect.united, found[i : i + 2]) for i in range(0, len(found), 2)]
        while len(found) > 1:
            gain, first, second = max(
                (self._gain(a, b), i, j)
                for j, b in enumerate(found)
                for i, a in enumerate(found[:j])
            )
            if gain <= 0:
                break
            found[first] = found[first].united(found[second])
            del found[second]
        return found

    def _gain(self, first: QRect, second: QRect) -> float:
        """The seconds saved by painting two rectangles as one."""
        more = _area(first.united(second)) - _area(first) - _area(second)
        return BEGINNING - self._pixel * more

    def learn(self, painted: Iterable[QRect], seconds: float) -> None:
        """Notes how long these rectangles took."""
        areas = [_area(rect) for rect in painted]
        if sum(areas) >= TELLING:
            found = max(seconds - BEGINNING * len(areas), 0.0) / sum(areas)
            self._pixel += (found - self._pixel) / 4


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()


def in_columns(rects: Iterable[QRect]) -> list[QRect]:
    """The rectangles of a region, with those that stand on each other put together.

    Qt cuts a region into bands: the strip that scrolling exposes comes in as many pieces as there
    are other things to paint beside it, and each rectangle costs half a millisecond to begin.
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
