"""Where on the canvas there is room for what is added."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from app.canvas.box import Box
from app.canvas.geometry import Geometry
from app.canvas.metrics import LINE, WIDTH

GAP = 24.0
"""Canvas units left free between cards."""
STEP, RINGS = 32.0, 16
APART = 12.0
"""Canvas units between a card that is nudged aside and the one that it would have lain on."""
AROUND = 640.0
"""How far a card is nudged aside at most."""
GROWTH = 2 * LINE
"""Room for a value and a gradient of one line more each than a new card has."""
MANY = 80
"""Cards round about beyond which steps are tried instead of every gap between them."""


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


def nudged(places: Geometry, x: float, y: float, height: float) -> tuple[float, float]:
    """The top left corner nearest to a point at which a new card of this height lies on no other,
    also when it has grown a little with its value: the point itself where it is so there."""
    box = Box(x, y, x + WIDTH, y + height + GROWTH)
    near = places.cards_in(box.grown(AROUND))
    left, top = places.pos[near].T
    right, bottom = (places.pos[near] + places.size[near]).T
    on = (left < box.right) & (right > box.left) & (top < box.bottom) & (bottom > box.top)
    if not on.any():
        return box.left, box.top
    width, height = box.right - box.left, box.bottom - box.top
    if len(near) > MANY:
        return free_corner(places, box.left, box.top, width, height)
    # the nearest free place touches something: beside a card, or above or below one
    across = np.concatenate([[box.left], left - width - APART, right + APART])
    down = np.concatenate([[box.top], top - height - APART, bottom + APART])
    xs, ys = (each.ravel() for each in np.meshgrid(across, down))
    far = (xs - box.left) ** 2 + (ys - box.top) ** 2
    for at in np.argsort(far, kind="stable"):
        if far[at] > AROUND**2:
            break
        hit = (left < xs[at] + width + APART) & (right > xs[at] - APART)
        hit &= (top < ys[at] + height + APART) & (bottom > ys[at] - APART)
        if not hit.any():
            return float(xs[at]), float(ys[at])
    return box.left, box.top


@lru_cache(maxsize=1)
def _offsets() -> tuple[tuple[float, float], ...]:
    """Steps to the sides, the shortest first; down before up, and right before left."""
    reach = range(-RINGS, RINGS + 1)
    steps = sorted(
        ((i, j) for i in reach for j in reach),
        key=lambda step: (step[0] ** 2 + step[1] ** 2, -step[1], -step[0]),
    )
    return tuple((STEP * i, STEP * j) for i, j in steps)
