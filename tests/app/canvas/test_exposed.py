from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

from app.canvas.exposed import in_columns


def test_a_strip_stays_one_beside_something_else() -> None:
    strip, legend = QRect(1584, 0, 16, 1000), QRect(8, 700, 170, 90)
    region = QRegion(strip) + QRegion(legend)
    assert region.rectCount() == 4
    found = in_columns(cast(Iterable[QRect], region))
    assert sorted(found, key=QRect.left) == [legend, strip]


def test_what_is_apart_stays_apart() -> None:
    rects = [QRect(0, 0, 10, 10), QRect(0, 20, 10, 10), QRect(0, 30, 12, 10)]
    assert in_columns(rects) == rects
