"""Painting frames under the cards: regions in which code runs otherwise, and comments."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from app.canvas import titles
from app.canvas.box import Box
from app.canvas.card import mixed
from app.canvas.curves import Floats
from app.canvas.frames import PAD, TITLE, frame_title
from app.canvas.hues import hue
from app.canvas.lines import draw_lines
from app.canvas.scene import Scene
from app.canvas.view import View
from autograd_core.graph.document import FrameData

MANY = 60
"""Visible frames beyond which only their outlines are drawn."""
DASH, GAP = 5, 3
"""Pixels of the dashes round a region, and between them."""
LEAST_TITLE = 5.0
"""Pixels of a title's font below which it is left out."""
FAR_TITLE = 11.0
"""Pixels that a title has from afar, where there is room."""


def frames_in(rect: QRect, scene: Scene) -> list[str]:
    """The frames that touch a rectangle of the viewport, outer ones first."""
    geometry, box = scene.geometry, scene.view.box(rect)
    names, sides = geometry.frames.sides(geometry.pos, geometry.size)
    hit = (sides[:, 0] < box.right) & (sides[:, 2] > box.left)
    hit &= (sides[:, 1] < box.bottom) & (sides[:, 3] > box.top)
    return [names[place] for place in np.flatnonzero(hit).tolist()]


def paint_frames(painter: QPainter, rect: QRect, scene: Scene, crowd: int) -> None:
    """Paints the frames that touch a rectangle of the viewport, in which so many are in sight."""
    geometry, view = scene.geometry, scene.view
    seen = frames_in(rect, scene)
    if not seen:
        return
    boxes = geometry.frames.boxes(geometry.pos, geometry.size)
    if crowd > MANY:
        corners = np.array([boxes[name] for name in seen])
        draw_lines(painter, QPen(scene.theme.unreached, 0), _outlines(corners, view))
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name in seen:
        _paint_frame(painter, name, boxes[name], scene)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_frame(painter: QPainter, name: str, box: Box, scene: Scene) -> None:
    theme, view = scene.theme, scene.view
    data = scene.geometry.frames.data[name]
    chosen = name in scene.shown.selected_frames
    where = view.rect(box)
    # A comment changes nothing in what runs, so it must not look like a region that does.
    comment = data.kind == "comment"
    own = hue(data.color, theme)
    edge = own or (mixed(theme.muted, theme.background, 0.5) if comment else theme.muted)
    ground = QColor(edge)
    ground.setAlpha(26 if own is not None or not comment else 0)
    colour, thick, radius = theme.selection if chosen else edge, 2 if chosen else 1, 10 * view.zoom
    painter.setPen(QPen(colour, 1.1 * thick) if comment else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(where, radius, radius)
    if not comment and scene.vector:
        painter.setPen(QPen(colour, thick, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(where, radius, radius)
    elif not comment:
        _dash(painter, where, radius, colour, thick)
    _paint_title(painter, data, where, own, scene)


def _dash(painter: QPainter, where: QRectF, radius: float, colour: QColor, thick: int) -> None:
    """A dashed outline with plain corners. Qt's own dashes take a millisecond for a long frame:
    these are strips of a pattern that lies still on the frame."""
    outer = where.toAlignedRect()
    turn = min(round(radius), outer.width() // 2, outer.height() // 2)
    left, top = outer.left(), outer.top()
    right, bottom = outer.right() + 1 - thick, outer.bottom() + 1 - thick
    across, down = outer.width() - 2 * turn, outer.height() - 2 * turn
    painter.setBrushOrigin(left + turn, top + turn)
    for x, y, width, height, pattern in (
        (left + turn, top, across, thick, _pattern(colour.rgba(), True)),
        (left + turn, bottom, across, thick, _pattern(colour.rgba(), True)),
        (left, top + turn, thick, down, _pattern(colour.rgba(), False)),
        (right, top + turn, thick, down, _pattern(colour.rgba(), False)),
    ):
        painter.fillRect(x, y, width, height, pattern)
    painter.setBrushOrigin(0, 0)
    painter.setPen(QPen(colour, thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QRectF(outer).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    size = 2 * turn
    for corner, angle in (
        (line.topLeft(), 90),
        (line.topRight() - QPointF(size, 0), 0),
        (line.bottomLeft() - QPointF(0, size), 180),
        (line.bottomRight() - QPointF(size, size), 270),
    ):
        painter.drawArc(QRectF(corner, QSizeF(size, size)), 16 * angle, 16 * 90)


@lru_cache(maxsize=64)
def _pattern(rgba: int, across: bool) -> QBrush:
    """Five pixels of a colour and three of nothing, along one axis."""
    strip = QPixmap(DASH + GAP, 1) if across else QPixmap(1, DASH + GAP)
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    colour = QColor.fromRgba(rgba)
    painter.fillRect(0, 0, DASH if across else 1, 1 if across else DASH, colour)
    painter.end()
    return QBrush(strip)


def _paint_title(
    painter: QPainter, data: FrameData, where: QRectF, own: QColor | None, scene: Scene
) -> None:
    """The title at the top, as far as it fits."""
    zoom, theme = scene.view.zoom, scene.theme
    said = frame_title(data)
    # from afar as large as there is room for above the cards, so that it can still be read
    room = (TITLE + PAD) * zoom
    size = (15 if data.kind == "comment" else 13) * zoom
    if zoom >= titles.FROM:
        size = max(size, min(FAR_TITLE, 0.8 * room))
    if not said or size < LEAST_TITLE:
        return
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(size)))
    font.setBold(data.kind == "comment")
    line = where.adjusted(12 * zoom, 0, -12 * zoom, 0)
    line.setHeight(max((TITLE + PAD / 2) * zoom, min(room, size * 1.3)))
    fitting = QFontMetricsF(font).elidedText(said, Qt.TextElideMode.ElideRight, line.width())
    painter.setFont(font)
    painter.setPen(theme.muted if own is None else mixed(own, theme.text, 0.35))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, fitting)


def _outlines(boxes: Floats, view: View) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The four sides of each box on the screen, as lines."""
    offsets = np.array([view.left, view.top, view.left, view.top])
    left, top, right, bottom = (boxes * view.zoom - offsets).round().T
    sides = [
        [left, top, right, top],
        [right, top, right, bottom],
        [right, bottom, left, bottom],
        [left, bottom, left, top],
    ]
    return np.concatenate([np.stack(side, axis=1) for side in sides])

