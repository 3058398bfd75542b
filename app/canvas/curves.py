"""The curve of a wire, for many wires at once: control points, boxes, segments, distances.

A wire from (x0, y0) to (x1, y1) is the cubic Bézier curve with control points (x0 + d, y0) and
(x1 - d, y1): it leaves to the right and arrives from the left. Ends are rows x0, y0, x1, y1.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

import numpy as np

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
Bools: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Indices: TypeAlias = np.ndarray[Any, np.dtype[np.intp]]

SEGMENTS = 24
MOST_REACH, LEAST_REACH = 240.0, 36.0


def reach(ends: Floats) -> Floats:
    """How far the control points lie from the ends, for each wire."""
    return np.clip(np.abs(ends[..., 2] - ends[..., 0]) * 0.5, LEAST_REACH, MOST_REACH)


def boxes(ends: Floats) -> Floats:
    """Rows left, top, right, bottom that hold each whole curve."""
    d = reach(ends)
    x0, y0, x1, y1 = (ends[:, i] for i in range(4))
    return np.stack(
        [
            np.minimum(x0, x1 - d),
            np.minimum(y0, y1),
            np.maximum(x0 + d, x1),
            np.maximum(y0, y1),
        ],
        axis=1,
    )


@cache
def _weights(segments: int) -> tuple[Floats, ...]:
    """The four Bernstein polynomials at segments + 1 places, denser where the curve bends."""
    t = (1 - np.cos(np.pi * np.linspace(0, 1, segments + 1))) / 2
    u = 1 - t
    return u**3, 3 * u * u * t, 3 * u * t * t, t**3


def points(ends: Floats, segments: int = SEGMENTS) -> tuple[Floats, Floats]:
    """x and y of segments + 1 points along each curve, one row for each wire."""
    w0, w1, w2, w3 = _weights(segments)
    d = reach(ends)[:, None]
    x0, y0, x1, y1 = (ends[:, i : i + 1] for i in range(4))
    return w0 * x0 + w1 * (x0 + d) + w2 * (x1 - d) + w3 * x1, (w0 + w1) * y0 + (w2 + w3) * y1


def flatten(ends: Floats, segments: int = SEGMENTS) -> Floats:
    """The straight segments of all curves, rows x0, y0, x1, y1."""
    x, y = points(ends, segments)
    return np.stack([x[:, :-1], y[:, :-1], x[:, 1:], y[:, 1:]], axis=-1).reshape(-1, 4)


def point_at(ends: Floats, share: float) -> tuple[float, float]:
    """The point of one curve (a row of ends) where `share` of its parameter has passed."""
    u, t = 1 - share, share
    d = float(reach(ends))
    x0, y0, x1, y1 = ends.tolist()
    x = u**3 * x0 + 3 * u * u * t * (x0 + d) + 3 * u * t * t * (x1 - d) + t**3 * x1
    y = (u**3 + 3 * u * u * t) * y0 + (3 * u * t * t + t**3) * y1
    return x, y


def along(legs: Floats, share: float) -> tuple[float, float]:
    """The point of a wire, made of curves (rows of ends), where `share` of its way has passed."""
    if len(legs) == 1:
        return point_at(legs[0], share)
    lengths = np.hypot(legs[:, 2] - legs[:, 0], legs[:, 3] - legs[:, 1]) + 1e-9
    passed = np.concatenate([[0.0], np.cumsum(lengths)]) / lengths.sum()
    leg = min(int(np.searchsorted(passed, share, "right")) - 1, len(legs) - 1)
    return point_at(legs[leg], (share - passed[leg]) / (passed[leg + 1] - passed[leg]))


def distances(ends: Floats, x: float, y: float) -> Floats:
    """The distance of a point from each curve."""
    if not len(ends):
        return np.empty(0)
    px, py = points(ends)
    ax, ay = px[:, :-1], py[:, :-1]
    bx, by = px[:, 1:] - ax, py[:, 1:] - ay
    length = np.maximum(bx * bx + by * by, 1e-12)
    t = np.clip(((x - ax) * bx + (y - ay) * by) / length, 0, 1)
    gaps = np.hypot(ax + t * bx - x, ay + t * by - y)
    nearest: Floats = gaps.min(axis=1)
    return nearest
