"""Where on the canvas there is room for what is added."""

from __future__ import annotations

from functools import lru_cache

from app.canvas.box import Box
from app.canvas.geometry import Geometry

GAP = 24.0
"""Canvas units left free between cards."""
STEP, RINGS = 32.0, 16


def free_corner(
    places: Geometry, x: float, y: float, width: float, height: float
) -> tuple[float, float]:
    """The top left corner nearest to `x, y` from which so much room is free; that point itself
    where there is none near."""
    for dx, dy in _offsets():
        left, top = x + dx, y + dy
        box = Box(left, top, left + width, top + height).grown(GAP / 2)
        if not len(places.cards_in(box)):
            return left, top
    return x, y


@lru_cache(maxsize=1)
def _offsets() -> tuple[tuple[float, float], ...]:
    """Steps to the sides, the shortest first; down before up, and right before left."""
    reach = range(-RINGS, RINGS + 1)
    steps = sorted(
        ((i, j) for i in reach for j in reach),
        key=lambda step: (step[0] ** 2 + step[1] ** 2, -step[1], -step[0]),
    )
    return tuple((STEP * i, STEP * j) for i, j in steps)
