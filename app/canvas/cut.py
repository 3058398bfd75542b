"""Where a gradient stops: the scissors of `detach`, and the cut in a wire."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.canvas.curves import Floats, points
from app.canvas.view import View

BEFORE_PORT = 17.0
"""How far before the port a wire is cut, in canvas units."""
_GAP, _SLASH, _LEAN = 3.2, 6.5, 2.6


def paint_scissors(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A pair of scissors that opens to the left, as wide as the box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(box.width() / 20, box.width() / 20)
    painter.setPen(
        QPen(colour, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for side in (-1, 1):
        blades = QPainterPath(QPointF(-9, -5 * side))
        blades.lineTo(3.6, 2.6 * side)
        painter.drawPath(blades)
        painter.drawEllipse(QPointF(6.2, 4.4 * side), 3.0, 3.0)
    painter.restore()


def paint_cut(painter: QPainter, ends: Floats, view: View, hue: QColor, ground: QColor) -> None:
    """Two strokes across a wire just before it arrives, and between them nothing."""
    x, y = points(ends[None])
    gaps = np.hypot(x[0] - ends[2], y[0] - ends[3])
    at = int(np.abs(gaps - BEFORE_PORT).argmin())
    at = min(max(at, 1), x.shape[1] - 2)
    dx, dy = float(x[0, at + 1] - x[0, at - 1]), float(y[0, at + 1] - y[0, at - 1])
    place = view.to_screen(float(x[0, at]), float(y[0, at]))
    paint_strokes(painter, place, view.zoom, hue, ground, math.degrees(math.atan2(dy, dx)))


def paint_strokes(
    painter: QPainter,
    at: QPointF,
    scale: float,
    hue: QColor,
    ground: QColor,
    angle: float = 0.0,
) -> None:
    """The two strokes across a line of a direction, in degrees, and between them nothing."""
    painter.save()
    painter.translate(at)
    painter.rotate(angle)
    painter.scale(scale, scale)
    painter.fillRect(QRectF(-_GAP, -2.5, 2 * _GAP, 5), ground)
    painter.setPen(QPen(hue, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for side in (-_GAP, _GAP):
        painter.drawLine(QPointF(side - _LEAN, _SLASH), QPointF(side + _LEAN, -_SLASH))
    painter.restore()
