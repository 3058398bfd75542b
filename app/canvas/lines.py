"""Many straight lines, rectangles, or pieces of a pixmap, in one call, straight from the memory of
a NumPy array."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QRect, QRectF
from PySide6.QtGui import QPainter, QPen, QPixmap

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


def draw_rects(painter: QPainter, rows: Floats) -> None:
    """Draws rows left, top, width, height with the painter's pen and brush, in the same way."""
    if len(rows):
        rows = np.ascontiguousarray(rows, np.float64)
        first = cast(QRectF, shiboken6.wrapInstance(rows.ctypes.data, QRectF))
        painter.drawRects(first, len(rows))


class Pieces(NamedTuple):
    """Pieces of a pixmap, in device pixels, and where they are painted.

    A row is what Qt calls a PixmapFragment: x and y of the middle, in logical pixels; left, top,
    width and height of the source; scales to the sides, rotation, opacity.
    """

    rows: Floats
    pixmap: QPixmap

    @classmethod
    def of(cls, corners: Floats, sources: Floats, ratio: float, pixmap: QPixmap) -> Pieces:
        """Pieces with their corners at device pixels; sources are left, top, width, height."""
        rows = np.zeros((len(corners), 10))
        rows[:, 0:2] = (corners + sources[:, 2:] / 2) / ratio
        rows[:, 2:6] = sources
        rows[:, 6:8] = 1 / ratio
        rows[:, 9] = 1
        return cls(rows, pixmap)

    def paint(self, painter: QPainter, rect: QRect | None = None) -> None:
        """Draws them all, or those that touch a rectangle."""
        rows = self.rows
        if rect is not None:
            x, y = rows[:, 0], rows[:, 1]
            wide, high = rows[:, 4] * rows[:, 6] / 2, rows[:, 5] * rows[:, 7] / 2
            hit = (x + wide > rect.left()) & (x - wide < rect.right() + 1)
            rows = rows[hit & (y + high > rect.top()) & (y - high < rect.bottom() + 1)]
        if len(rows):
            first = shiboken6.wrapInstance(rows.ctypes.data, QPainter.PixmapFragment)
            fragment = cast(QPainter.PixmapFragment, first)
            painter.drawPixmapFragments(fragment, len(rows), self.pixmap)
