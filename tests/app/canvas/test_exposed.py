from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

from app.canvas.exposed import Economy, in_columns


def test_a_strip_stays_one_beside_something_else() -> None:
    strip, legend = QRect(1584, 0, 16, 1000), QRect(8, 700, 170, 90)
    region = QRegion(strip) + QRegion(legend)
    assert region.rectCount() == 4
    found = in_columns(cast(Iterable[QRect], region))
    assert sorted(found, key=QRect.left) == [legend, strip]


def test_what_is_apart_stays_apart() -> None:
    rects = [QRect(0, 0, 10, 10), QRect(0, 20, 10, 10), QRect(0, 30, 12, 10)]
    assert in_columns(rects) == rects


def test_one_rectangle_or_many_whichever_is_sooner_done() -> None:
    region = QRegion()
    corners = [QRect(x, y, 20, 20) for x in (0, 1000) for y in (0, 300, 600)]
    for corner in corners:
        region += QRegion(corner)
    economy = Economy()
    for _ in range(20):
        economy.learn([QRect(0, 0, 1600, 1000)] * 20, 20 * 0.001)  # little in sight
    assert economy.rectangles(region) == [QRect(0, 0, 1020, 620)]
    economy._pixel = 5e-9  # those above each other together, and not what is between the two
    assert economy.rectangles(region) == [QRect(0, 0, 20, 620), QRect(1000, 0, 20, 620)]
    for _ in range(20):
        economy.learn([QRect(0, 0, 1600, 1000)], 0.5)  # a full canvas
    assert sorted(economy.rectangles(region), key=QRect.left)[0] in corners
    assert len(economy.rectangles(region)) == len(corners)
    economy.learn([QRect(0, 0, 10, 10)], 1.0)  # tells nothing
    assert len(economy.rectangles(region)) == len(corners)
