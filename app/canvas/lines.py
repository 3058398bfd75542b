"""Many straight lines in one call, straight from the memory of a NumPy array."""

from __future__ import annotations

from typing import cast

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPen

from app.canvas.curves import Floats


def draw_lines(painter: QPainter, pen: QPen, rows: Floats) -> None:
    """Draws rows x0, y0, x1, y1 with a pen.

    A QLineF is four doubles, so that the array is what Qt calls an array of QLineF: no object is
    made for a line, and none is copied.
    """
    if not len(rows):
        return
    rows = np.ascontiguousarray(rows, np.float64)
    painter.setPen(pen)
    first = cast(QLineF, shiboken6.wrapInstance(rows.ctypes.data, QLineF))
    painter.drawLines(first, len(rows))
