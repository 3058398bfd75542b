"""Notes seen from afar: as near, but with what they begin with in the size of cards' names."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.canvas import metrics, texts, titles
from app.canvas.box import Box
from app.canvas.curves import Indices
from app.canvas.hues import hue
from app.canvas.notes import BAR, TINT
from app.canvas.scene import Scene

MOST = 200
"""Notes in sight of which what is written can be told."""


def paint_far_notes(painter: QPainter, rect: QRect, notes: Indices, scene: Scene) -> None:
    """Paints the notes of these slots that touch a rectangle of the viewport."""
    told = scene.view.zoom >= titles.FROM and len(notes) <= MOST
    font = QFont(texts.font(texts.TITLE))
    font.setPixelSize(max(8, round(27 * scene.view.zoom)))
    for slot in notes.tolist():
        x, y = scene.geometry.pos[slot].tolist()
        width, height = scene.geometry.size[slot].tolist()
        where = scene.view.rect(Box(x, y, x + width, y + height))
        if where.adjusted(-2, -2, 2, 2).intersects(QRectF(rect)):
            _paint(painter, slot, where, scene, font if told else None)


def _paint(
    painter: QPainter, slot: int, where: QRectF, scene: Scene, font: QFont | None
) -> None:
    note, theme, zoom = scene.shown.face(slot).note, scene.theme, scene.view.zoom
    own = (hue(note.color, theme) if note is not None else None) or theme.muted
    chosen = bool(scene.shown.selected[slot])
    tint = QColor(own)
    tint.setAlpha(TINT)
    painter.fillRect(where, theme.card)
    painter.fillRect(where, tint)
    painter.setPen(QPen(theme.selection if chosen else own, 2 if chosen else 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where)
    bar = max(2.0, BAR * zoom)
    painter.fillRect(QRectF(where.left(), where.top(), where.width(), bar), own)
    if font is None or note is None:
        return
    found, side = QFontMetricsF(font), metrics.SIDE * zoom
    if where.height() < bar + found.height():
        return
    first = next((line for line in note.text.splitlines() if line.strip()), "")
    room = where.width() - 2 * side
    said = found.elidedText(first.strip(" #*_>-"), Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(theme.text)
    base = where.top() + bar + found.ascent() + 1
    painter.drawText(QPointF(where.left() + side, base), said)
