"""Notes seen from afar: as near, but with what they begin with in the size of cards' names."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.canvas import metrics, texts, titles
from app.canvas.curves import Floats, Indices
from app.canvas.hues import hue
from app.canvas.lines import draw_rects
from app.canvas.notes import BAR, TINT
from app.canvas.scene import Scene

MOST = 200
"""Notes in sight of which what is written can be told."""


def paint_far_notes(painter: QPainter, rect: QRect, notes: Indices, scene: Scene) -> None:
    """Paints the notes of these slots that touch a rectangle of the viewport."""
    view, geometry = scene.view, scene.geometry
    corners = geometry.pos[notes] * view.zoom - (view.left, view.top)
    rows = np.concatenate([corners, geometry.size[notes] * view.zoom], axis=1)
    hit = (rows[:, 0] - 2 < rect.right() + 1) & (rows[:, 0] + rows[:, 2] + 2 > rect.left())
    hit &= (rows[:, 1] - 2 < rect.bottom() + 1) & (rows[:, 1] + rows[:, 3] + 2 > rect.top())
    if len(notes) > MOST:
        _paint_many(painter, notes[hit], rows[hit], scene)
        return
    font = QFont(texts.font(texts.TITLE))
    font.setPixelSize(max(8, round(27 * view.zoom)))
    told = font if view.zoom >= titles.FROM else None
    for slot, row in zip(notes[hit].tolist(), rows[hit].tolist(), strict=True):
        _paint(painter, slot, QRectF(*row), scene, told)


def _paint_many(painter: QPainter, notes: Indices, rows: Floats, scene: Scene) -> None:
    """Paints notes without what is written: those of one colour in one go."""
    theme, nodes, ids = scene.theme, scene.shown.document.nodes, scene.geometry.ids
    looks: dict[tuple[str, bool], list[int]] = {}
    chosen = scene.shown.selected[notes].tolist()
    for place, slot in enumerate(notes.tolist()):
        name = getattr(nodes.get(ids[slot]), "color", "")
        looks.setdefault((name, chosen[place]), []).append(place)
    for (name, is_chosen), places in looks.items():
        own = hue(name, theme) or theme.muted
        tint = QColor(own)
        tint.setAlpha(TINT)
        some = rows[places]
        bars = some.copy()
        bars[:, 3] = max(2.0, BAR * scene.view.zoom)
        painter.setPen(Qt.PenStyle.NoPen)
        for ground, each in ((theme.card, some), (tint, some), (own, bars)):
            painter.setBrush(ground)
            draw_rects(painter, each)
        painter.setPen(QPen(theme.selection if is_chosen else own, 2 if is_chosen else 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_rects(painter, some)


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
