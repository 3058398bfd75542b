"""The grid under everything."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRect

from app.canvas.curves import Floats
from app.canvas.view import View

STEP = 40.0
FROM = 0.4
"""The zoom from which on it is drawn."""


def grid_lines(sight: QRect, view: View) -> Floats:
    """The lines of the grid in a rectangle of the viewport, on the screen; none from afar."""
    if view.zoom < FROM:
        return np.empty((0, 4))
    box = view.box(sight)
    x = np.arange(math.floor(box.left / STEP), math.ceil(box.right / STEP) + 1) * STEP
    y = np.arange(math.floor(box.top / STEP), math.ceil(box.bottom / STEP) + 1) * STEP
    x, y = np.round(x * view.zoom - view.left), np.round(y * view.zoom - view.top)
    rows = np.zeros((len(x) + len(y), 4))
    rows[: len(x), 0] = rows[: len(x), 2] = x
    rows[: len(x), 1], rows[: len(x), 3] = sight.top(), sight.bottom() + 1
    rows[len(x) :, 1] = rows[len(x) :, 3] = y
    rows[len(x) :, 0], rows[len(x) :, 2] = sight.left(), sight.right() + 1
    return rows
