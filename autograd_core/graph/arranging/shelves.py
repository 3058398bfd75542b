"""Putting drawings that do not hang together beside and below each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograd_core.graph.arranging.diagram import Spacing

_SHAPE = 1.6
"""Width to height of the whole, about that of a window."""


def shelved(sizes: Sequence[tuple[float, float]], spacing: Spacing) -> list[tuple[float, float]]:
    """A corner for each rectangle: on shelves from the left, in the order in which they came."""
    area = sum((w + spacing.column) * (h + spacing.row) for w, h in sizes)
    room = max(max((w for w, _ in sizes), default=0.0), math.sqrt(area * _SHAPE))
    corners = [(0.0, 0.0)] * len(sizes)
    x = y = deepest = 0.0
    for i, (wide, high) in enumerate(sizes):
        if x and x + wide > room:
            x, y, deepest = 0.0, y + deepest + 2 * spacing.row, 0.0
        corners[i] = (x, y)
        x += wide + spacing.column
        deepest = max(deepest, high)
    return corners
