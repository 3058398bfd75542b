"""What was found, marked on the canvas: a ring round each card and frame."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.box import Box
from app.canvas.curves import Indices
from app.canvas.lines import draw_lines
from app.canvas.scene import Scene

RINGS = 300
"""Visible cards up to which each gets a round ring; of more, plain lines are drawn."""
FAR = 0.2
_OFF, _WIDTH = 5.0, 3.6
GLOW = QColor("#f6c64b")
"""As a marker pen on any ground; a thin line beside it has the contrast that a mark needs."""
_VEIL = QColor(246, 198, 75, 110)


@dataclass
class Marks:
    """Slots of cards, and boxes of frames, that were found in the geometry's build `build`."""

    cards: Indices = field(default_factory=lambda: np.empty(0, np.intp))
    frames: list[Box] = field(default_factory=list)
    build: int = -1

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Paints what lies in the rectangle."""
        view, places = scene.view, scene.geometry
        if self.build != places.builds:
            return
        exposed = view.box(rect).grown((_OFF + _WIDTH) / view.zoom)
        cards = places.those_in(self.cards, exposed)
        painter.setPen(QPen(GLOW, _WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self.frames:
            _ring(painter, view.rect(box, _OFF), 12 * view.zoom, scene)
        if not len(cards):
            return
        corners = places.pos[cards] * view.zoom - (view.left, view.top)
        sizes = places.size[cards] * view.zoom
        if len(cards) <= RINGS:
            for (x, y), (w, h) in zip(corners.tolist(), sizes.tolist(), strict=True):
                ring = QRectF(x - _OFF, y - _OFF, w + 2 * _OFF, h + 2 * _OFF)
                _ring(painter, ring, 7 * view.zoom + _OFF, scene)
                if view.zoom < FAR:
                    painter.fillRect(ring, _VEIL)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            low, high = corners - 1, corners + sizes + 1
            left, top, right, bottom = low[:, 0], low[:, 1], high[:, 0], high[:, 1]
            sides = [
                (left, top, right, top), (right, top, right, bottom),
                (right, bottom, left, bottom), (left, bottom, left, top),
            ]  # fmt: skip
            rows = np.concatenate([np.stack(side, axis=1) for side in sides])
            draw_lines(painter, QPen(scene.theme.warning, 0), rows)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _ring(painter: QPainter, where: QRectF, radius: float, scene: Scene) -> None:
    painter.setPen(QPen(GLOW, _WIDTH))
    painter.drawRoundedRect(where, radius, radius)
    painter.setPen(QPen(scene.theme.warning, 1))
    around = _WIDTH / 2
    edge = where.adjusted(-around, -around, around, around)
    painter.drawRoundedRect(edge, radius + around, radius + around)
