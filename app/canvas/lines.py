"""Many straight lines in one call: QLineF objects that live in the memory of a NumPy array."""

from __future__ import annotations

from typing import cast

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPen

from app.canvas.curves import Floats

CAPACITY = 16384


class LinePool:
    """Draws rows x0, y0, x1, y1 without making an object for each."""

    def __init__(self) -> None:
        self._rows: Floats = np.zeros((CAPACITY, 4))
        base, step = self._rows.ctypes.data, self._rows.strides[0]
        # Each wrapper points at one row; writing the array moves the line.
        self._lines: list[QLineF] = [
            cast(QLineF, shiboken6.wrapInstance(base + i * step, QLineF)) for i in range(CAPACITY)
        ]

    def draw(self, painter: QPainter, pen: QPen, rows: Floats) -> None:
        """Draws the lines with a pen."""
        if not len(rows):
            return
        painter.setPen(pen)
        for start in range(0, len(rows), CAPACITY):
            part = rows[start : start + CAPACITY]
            self._rows[: len(part)] = part
            painter.drawLines(self._lines[: len(part)])
