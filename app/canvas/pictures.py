"""Pictures of cards, kept for as long as they are right and room lasts.

A picture is made for a zoom. While zooming, the old one serves, scaled; the card is painted anew
afterwards. Frames of cards (all but the numbers) are kept apart, as many cards and steps share
them.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from app.canvas.card import MARGIN, Look, frame_key, paint_frame, paint_values
from app.playback.face import Face

CARD_BYTES = 72 << 20
FRAME_BYTES = 32 << 20
BYTES_PER_PIXEL = 4


@dataclass(slots=True)
class Picture:
    """A painted card: what it shows, for which zoom and screen."""

    face: Face
    look: Look
    zoom: float
    ratio: float
    pixmap: QPixmap

    def holds(self, face: Face, look: Look) -> bool:
        """Whether it shows the right thing, at whatever zoom."""
        return (self.face is face or self.face == face) and self.look == look

    @property
    def cost(self) -> int:
        return self.pixmap.width() * self.pixmap.height() * BYTES_PER_PIXEL


class Pictures:
    """The last painted pictures, by slot."""

    def __init__(self) -> None:
        self._cards: OrderedDict[int, Picture] = OrderedDict()
        self._frames: OrderedDict[object, QPixmap] = OrderedDict()
        self._card_bytes = 0
        self._frame_bytes = 0
        self.painted = 0
        """Cards painted since the start, for tests and benchmarks."""

    def clear(self) -> None:
        self._cards.clear()
        self._frames.clear()
        self._card_bytes = self._frame_bytes = 0

    def get(self, slot: int) -> Picture | None:
        """The picture last painted for a slot."""
        found = self._cards.get(slot)
        if found is not None:
            self._cards.move_to_end(slot)
        return found

    def paint(self, slot: int, face: Face, look: Look, zoom: float, ratio: float) -> Picture:
        """Paints and keeps the picture of a card."""
        pixmap = QPixmap(self._frame(face, look, zoom, ratio))
        painter = _painter(pixmap, zoom)
        paint_values(painter, face, look)
        painter.end()
        picture = Picture(face, look, zoom, ratio, pixmap)
        old = self._cards.pop(slot, None)
        if old is not None:
            self._card_bytes -= old.cost
        self._cards[slot] = picture
        self._card_bytes += picture.cost
        while self._card_bytes > CARD_BYTES and len(self._cards) > 1:
            self._card_bytes -= self._cards.popitem(last=False)[1].cost
        self.painted += 1
        return picture

    def _frame(self, face: Face, look: Look, zoom: float, ratio: float) -> QPixmap:
        key = (frame_key(face), look, zoom, ratio)
        found = self._frames.get(key)
        if found is not None:
            self._frames.move_to_end(key)
            return found
        width = math.ceil((look.width + 2 * MARGIN) * zoom * ratio)
        height = math.ceil((look.height + 2 * MARGIN) * zoom * ratio)
        pixmap = QPixmap(width, height)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = _painter(pixmap, zoom)
        paint_frame(painter, face, look)
        painter.end()
        self._frames[key] = pixmap
        self._frame_bytes += width * height * BYTES_PER_PIXEL
        while self._frame_bytes > FRAME_BYTES and len(self._frames) > 1:
            gone = self._frames.popitem(last=False)[1]
            self._frame_bytes -= gone.width() * gone.height() * BYTES_PER_PIXEL
        return pixmap


def _painter(pixmap: QPixmap, zoom: float) -> QPainter:
    """A painter in canvas units, the origin at the card's corner."""
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
    )
    painter.scale(zoom, zoom)
    painter.translate(MARGIN, MARGIN)
    return painter
