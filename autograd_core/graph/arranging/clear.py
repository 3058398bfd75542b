"""Moving rectangles up or down until they lie clear of others."""

from __future__ import annotations

import numpy as np

from autograd_core.graph.arranging.diagram import Floats

_MOST_PAIRS = 4_000_000


def nearest_clear(own: Floats, others: Floats, gap: float) -> float:
    """By how much `own` (rows of left, top, right, bottom) have to move, down or up, to be at
    least `gap` away from `others`; the least way."""
    if not len(own) or not len(others):
        return 0.0
    if len(own) * len(others) > _MOST_PAIRS:
        own = np.concatenate([own[:, :2].min(axis=0), own[:, 2:].max(axis=0)])[None]
    beside = (own[:, None, 0] < others[None, :, 2] + gap) & (
        own[:, None, 2] > others[None, :, 0] - gap
    )
    mine, theirs = np.nonzero(beside)
    low = others[theirs, 1] - gap - own[mine, 3]
    high = others[theirs, 3] + gap - own[mine, 1]
    return _free(low, high)


def _free(low: Floats, high: Floats) -> float:
    """The number nearest to 0 that lies in none of the open intervals from low to high."""
    order = np.argsort(low)
    reached = -np.inf
    best = np.inf
    for start, end in zip(low[order].tolist(), high[order].tolist(), strict=True):
        if start >= reached:
            # from `reached` to `start` is free
            near = min(max(0.0, reached), start)
            best = min((best, near), key=abs)
        reached = max(reached, end)
    return float(min((best, max(0.0, reached)), key=abs))
