"""A picture of the whole document as the canvas shows it, without a canvas on a screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPainter

from app.canvas.box import Box
from app.canvas.geometry import Geometry
from app.canvas.overlay import Overlay, flow_boxes
from app.canvas.painter import ScenePainter
from app.canvas.scene import Scene
from app.canvas.shown import Shown
from app.canvas.tags import placed
from app.canvas.view import View
from app.theme import Theme

AROUND = 24.0
"""Canvas units left free round the document."""
MOST_PIXELS, LONGEST_SIDE = 40_000_000, 16_000
"""Beyond these a picture is made smaller: 160 MB, and what image formats and viewers can take."""


def whole(
    places: Geometry, shown: Shown, colours: Theme, scale: float = 1.0, phase: float = 1.0
) -> QImage:
    """The document with its lit Node and the gradients that travel, `phase` (0 … 1) along.

    There are `scale` pixels for each canvas unit, fewer where the picture would be too large. Up
    to 1 that is a zoom; beyond, the picture is that of a finer screen.
    """
    scene, box = _bounded(places, shown, colours)
    wide, high = box.right - box.left, box.bottom - box.top
    scale = min(
        scale, math.sqrt(MOST_PIXELS / (wide * high)), LONGEST_SIDE / max(wide, high)
    )
    zoom = min(scale, 1.0)
    scene.ratio = max(scale, 1.0)
    scene.view = View(zoom, round(box.left * zoom), round(box.top * zoom))
    pixels = QSizeF(wide, high) * zoom * scene.ratio
    return _painted(scene, QSize(math.ceil(pixels.width()), math.ceil(pixels.height())), phase)


def within(
    places: Geometry, shown: Shown, colours: Theme, room: QSize, most: float = 1.0
) -> QImage:
    """The document in the middle of a picture of `room` pixels, as large as it can be, but with
    no more than `most` pixels for each canvas unit.

    However small it gets, it is no zoom: cards say what they say at zoom 1, on a coarser screen.
    """
    scene, box = _bounded(places, shown, colours)
    wide, high = box.right - box.left, box.bottom - box.top
    scene.ratio = min(most, room.width() / wide, room.height() / high)
    seen = QSizeF(room) / scene.ratio
    left, top = box.left - (seen.width() - wide) / 2, box.top - (seen.height() - high) / 2
    scene.view = View(1.0, round(left), round(top))
    return _painted(scene, room, 1.0)


def _bounded(places: Geometry, shown: Shown, colours: Theme) -> tuple[Scene, Box]:
    """The scene at zoom 1, and what holds all that there is to see in it."""
    scene = Scene(places, shown, colours, View(), budget=math.inf)
    box = places.bounds() or Box(0, 0, 1, 1)
    for along in flow_boxes(scene):
        box = box.united(along)
    for each in placed(scene):  # on a screen at zoom 1 from the origin on: canvas units
        where = each.place
        box = box.united(Box(where.left(), where.top(), where.right(), where.bottom()))
    return scene, box.grown(AROUND)


def _painted(scene: Scene, pixels: QSize, phase: float) -> QImage:
    """What the scene's view shows of it, on so many pixels of the scene's screen."""
    image = QImage(pixels.expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scene.ratio)
    image.fill(scene.theme.background)  # also where a pixel is but half within the area
    area = QRectF(0, 0, pixels.width() / scene.ratio, pixels.height() / scene.ratio)
    painter = QPainter(image)
    ScenePainter().paint(painter, area.toAlignedRect(), scene)
    Overlay().paint(painter, area.toAlignedRect(), scene, phase)
    painter.end()
    return image
