"""What differs from another run, marked on the canvas: a dashed frame round each card with a sign
at its corner, and below the card, where there is room, what was before and what is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas import texts
from app.canvas.box import Box
from app.canvas.curves import Indices
from app.canvas.hues import hue
from app.canvas.lines import draw_lines
from app.canvas.places import Places
from app.canvas.scene import Scene

Sign: TypeAlias = Literal["≠", "+", "≈"]
"""Another; in this run only; other by rounding alone."""
HUE = "green"
SIGNED = 300
"""Cards in sight up to which each has its sign and its numbers."""
FROM = 0.45
"""The zoom from which on numbers can be read."""
LARGE = 0.8
_WIDEST, _LEAST = 340.0, 120.0
_OFF, _RADIUS, _LINE, _PAD, _GAP = 7.0, 9.0, 16.0, 6.0, 9.0


class Mark(NamedTuple):
    """What is said of a card: `lines` on the canvas, `tip` when the pointer is on it."""

    sign: Sign
    lines: tuple[str, ...]
    tip: str


@dataclass
class Compared:
    """The marks, by card."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    _slots: Indices = field(default_factory=lambda: np.empty(0, np.intp))
    _build: int = -1

    def show(self, marks: Mapping[str, Mark]) -> None:
        """Shows other marks."""
        self.marks = marks
        self._build = -1

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Paints what lies in the rectangle."""
        if not self.marks:
            return
        view, places = scene.view, scene.geometry
        if self._build != places.builds or len(self._slots) != len(self.marks):
            self._slots, self._build = places.slots_of(self.marks), places.builds
        around = max(_WIDEST, 4 * _LINE + _GAP) + _RADIUS + _OFF  # as far as numbers may reach
        cards = places.those_in(self._slots, view.box(rect).grown(around / view.zoom + _OFF))
        if not len(cards):
            return
        colour = hue(HUE, scene.theme) or scene.theme.text
        low = places.pos[cards] * view.zoom - (view.left, view.top) - _OFF
        high = low + places.size[cards] * view.zoom + 2 * _OFF
        left, top, right, bottom = low[:, 0], low[:, 1], high[:, 0], high[:, 1]
        sides = [
            (left, top, right, top), (right, top, right, bottom),
            (right, bottom, left, bottom), (left, bottom, left, top),
        ]  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        rows = np.concatenate([np.stack(side, axis=1) for side in sides])
        pen = QPen(colour, 0 if len(cards) > SIGNED else 2)
        if len(cards) <= SIGNED:
            pen.setDashPattern([4, 3])
        draw_lines(painter, pen, rows)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(cards) <= SIGNED:
            for slot, (x, y) in zip(cards.tolist(), low.tolist(), strict=True):
                self._paint_card(painter, places.ids[slot], QPointF(x, y), colour, scene)

    def _paint_card(
        self, painter: QPainter, node: str, corner: QPointF, colour: QColor, scene: Scene
    ) -> None:
        mark = self.marks[node]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(corner, _RADIUS, _RADIUS)
        painter.setPen(scene.theme.card)
        painter.setFont(texts.font(texts.TITLE))
        room = QRectF(corner.x() - _RADIUS, corner.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, mark.sign)
        place = self.plate(node, scene)
        if place is None:
            return
        ground = QColor(scene.theme.card)
        ground.setAlpha(240)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 5, 5)
        role = _role(scene.view.zoom)
        painter.setFont(texts.font(role))
        painter.setPen(scene.theme.text)
        top = place.top() + _PAD / 2
        for line in mark.lines:
            said = texts.elided(role, line, round(place.width()) - 2 * _PAD)
            at = top + texts.baseline(role, _LINE)
            painter.drawText(QPointF(place.left() + _PAD, at), said)
            top += _LINE

    def tip_at(self, places: Places, x: float, y: float) -> str:
        """What differs of the card at a point, as rich text; empty where nothing does."""
        card = places.card_at(x, y) if self.marks else None
        if card is None or card not in self.marks:
            return ""
        title = QCoreApplication.translate("Compare", "Before → after")
        return f"<b>{escape(title)}</b><br>{self.marks[card].tip}"

    def plate(self, node: str, scene: Scene) -> QRectF | None:
        """Where the numbers of a card stand on the screen; None where there is no room."""
        lines, view, places = self.marks[node].lines, scene.view, scene.geometry
        if view.zoom < FROM or not lines or node not in places.slots:
            return None
        box = places.card_box(node)
        card = view.rect(box)
        high = len(lines) * _LINE + _PAD
        role = _role(view.zoom)
        wide = max(texts.width(role, line) for line in lines) + 2 * _PAD + 1
        tagged = bool(scene.shown.traps.tags().get(node))  # these stand below
        left = card.left() + (2 * _RADIUS if tagged else 0)
        top = card.top() - _GAP - high if tagged else card.bottom() + _GAP
        for most in (_WIDEST, max(card.width(), _LEAST)):
            place = QRectF(left, top, min(wide, most), high)
            around = view.box(place.toAlignedRect())
            free = Box(max(around.left, box.left), around.top, around.right, around.bottom)
            if not len(places.cards_in(free)):
                return place
        return None


def _role(zoom: float) -> str:
    """The font of numbers, smaller where cards are small."""
    return texts.NUMBER if zoom >= LARGE else texts.TINY_NUMBER
