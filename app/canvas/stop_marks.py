"""Breakpoints on the canvas: a stop sign at the corner of a card, or on a wire. One that is off is
an outline only, and one with a condition has a question mark instead of the pause sign."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.canvas import curves, texts
from app.canvas.scene import Scene
from app.theme import Theme
from autograd_core.graph.probes import Breakpoint

RADIUS = 8.5
_LEAST = 4.0
_SIGNED = 6.0
"""The radius from which on there is room for a sign inside."""


class Sign(NamedTuple):
    """How a breakpoint is drawn."""

    on: bool
    conditional: bool


class StopMarks:
    """The signs of cards and wires, by their ids."""

    def __init__(self) -> None:
        self.cards: dict[str, Sign] = {}
        self.wires: dict[str, Sign] = {}

    def show(self, items: Iterable[Breakpoint]) -> None:
        """Reads the breakpoints. Where several are on one card, one that is on is shown."""
        self.cards, self.wires = {}, {}
        for item in items:
            if item.kind in ("node", "grad", "wire"):
                signs = self.wires if item.kind == "wire" else self.cards
                sign = Sign(item.enabled, item.condition is not None)
                known = signs.get(item.target)
                if known is None or (sign.on and not known.on):
                    signs[item.target] = sign

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Paints the signs in the rectangle."""
        if not self.cards and not self.wires:
            return
        radius = max(_LEAST, RADIUS * min(1.0, scene.view.zoom * 1.2))
        room = QRectF(rect).adjusted(-radius - 2, -radius - 2, radius + 2, radius + 2)
        places = scene.geometry
        for card, sign in self.cards.items():
            if card in places.slots:
                box = places.card_box(card)
                spot = scene.view.to_screen(box.left, box.top)
                if room.contains(spot):
                    _paint(painter, spot, radius, sign, scene.theme)
        for wire, sign in self.wires.items():
            slot = places.wire_slots.get(wire)
            if slot is not None:
                legs = places.legs(slot)
                if np.isfinite(legs).all():
                    spot = scene.view.to_screen(*curves.along(legs, 0.5))
                    if room.contains(spot):
                        _paint(painter, spot, radius, sign, scene.theme)


def _paint(painter: QPainter, spot: QPointF, radius: float, sign: Sign, theme: Theme) -> None:
    corners = [
        QPointF(spot.x() + radius * math.cos(a), spot.y() + radius * math.sin(a))
        for a in (math.pi / 8 + i * math.pi / 4 for i in range(8))
    ]
    painter.setPen(QPen(theme.error if not sign.on else theme.card, 1.6))
    painter.setBrush(theme.error if sign.on else theme.card)
    painter.drawPolygon(QPolygonF(corners))
    ink = theme.card if sign.on else theme.error
    if radius < _SIGNED:
        return
    if sign.conditional:
        painter.setPen(ink)
        painter.setFont(texts.font(texts.SMALL))
        box = QRectF(spot.x() - radius, spot.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
        return
    painter.setPen(QPen(ink, 2.0))
    high = radius * 0.42
    painter.drawLines(
        [QLineF(spot.x() + x, spot.y() - high, spot.x() + x, spot.y() + high) for x in (-2.2, 2.2)]
    )
