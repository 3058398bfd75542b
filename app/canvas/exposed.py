"""What has to be painted, in as few rectangles as there can be."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect


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
