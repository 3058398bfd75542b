"""The ways of gradients: curves, as rows x0, y0, x1, y1, or straight lines through points x, y.

Each starts at the producer, where the gradient arrives.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainterPath

from app.canvas import curves
from app.canvas.box import Box
from app.canvas.curves import Floats
from app.canvas.view import View


def is_straight(way: Floats) -> bool:
    """Whether the way is made of straight lines."""
    return len(way[0]) == 2


def along(way: Floats, share: float) -> tuple[float, float]:
    """The point where `share` of the way has passed."""
    if not is_straight(way):
        return curves.along(way, share)
    lengths = np.hypot(*np.diff(way, axis=0).T)
    passed = np.concatenate([[0.0], np.cumsum(lengths)]) / max(float(lengths.sum()), 1e-9)
    return float(np.interp(share, passed, way[:, 0])), float(np.interp(share, passed, way[:, 1]))


def boxes(way: Floats) -> list[Box]:
    """What holds the parts of the way."""
    if not is_straight(way):
        x, y = curves.points(way)
        sides = np.stack([x.min(1), y.min(1), x.max(1), y.max(1)], axis=1)
        return [Box(*row) for row in sides.tolist()]
    (left, top), (right, bottom) = way.min(axis=0).tolist(), way.max(axis=0).tolist()
    return [Box(left, top, right, bottom)]


def curve(row: Floats, view: View) -> QPainterPath:
    """One curve (a row of ends) on the screen."""
    x0, y0, x1, y1 = row.tolist()
    reach = float(curves.reach(row))
    found = QPainterPath(view.to_screen(x0, y0))
    found.cubicTo(
        view.to_screen(x0 + reach, y0), view.to_screen(x1 - reach, y1), view.to_screen(x1, y1)
    )
    return found


def path(way: Floats, view: View) -> QPainterPath:
    """The way on the screen."""
    x, y = way.T if is_straight(way) else curves.points(way)
    spots = [
        view.to_screen(a, b) for a, b in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)
    ]
    found = QPainterPath(spots[0])
    for spot in spots[1:]:
        found.lineTo(spot)
    return found
