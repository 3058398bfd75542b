"""Painting frames under the cards: regions in which code runs otherwise, and comments."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPixmap,
)

from app.canvas import titles
from app.canvas.box import Box
from app.canvas.card import mixed
from app.canvas.curves import Floats
from app.canvas.frames import PAD, ROUND, TITLE, frame_title
from app.canvas.hues import hue
from app.canvas.lines import draw_lines
from app.canvas.scene import Scene
from app.canvas.view import View
from autograd_core.graph.document import FrameData

MANY = 60
"""Visible frames beyond which only their outlines are drawn."""
DASH, GAP = 5, 3
"""Pixels of the dashes round a region, and between them."""
STRIP = 256 * (DASH + GAP)
"""Pixels of a picture of dashes."""
LEAST_TITLE = 5.0
"""Pixels of a title's font below which it is left out."""
BEYOND = 8
"""Pixels around a frame within which its line and its title are."""
FAR_TITLE = 11.0
"""Pixels that a title has from afar, where there is room."""


class Look(NamedTuple):
    """How a frame is drawn: its line and its ground, as numbers."""

    edge: int
    ground: int
    thick: int
    dashed: bool


class Title(NamedTuple):
    """A title as far as it fits, where it stands, and what it may paint on."""

    said: str
    font: QFont
    colour: QColor
    line: QRectF
    covers: QRect


class Panel(NamedTuple):
    """A frame on the screen."""

    where: QRectF
    outer: QRect
    look: Look
    title: Title | None


class Panels:
    """The frames in some rectangles of a viewport, ready to be painted in one after another.

    `sight` holds the rectangles, `area` is the viewport: how many frames there are in it says how
    they are drawn, else a part would not look as the rest does. `among`: only these frames.
    """

    def __init__(
        self, sight: QRect, area: QRect, scene: Scene, among: frozenset[str] | None = None
    ) -> None:
        self._scene = scene
        names, sides = _frames_in(sight, scene)
        if among is not None:
            sides = sides[[name in among for name in names]]
            names = [name for name in names if name in among]
        many = not scene.vector and len(_frames_in(area, scene)[0]) > MANY
        self._lines = _outlines(sides, scene.view) if many else np.empty((0, 4))
        self._names: list[str] = [] if many else names
        self._sides: Floats = sides[:0] if many else sides
        self._made: dict[int, Panel] = {}

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paints what of them lies in a rectangle."""
        scene = self._scene
        if len(self._lines):
            draw_lines(painter, QPen(scene.theme.unreached, 0), self._lines)
        for panel in self._panels_in(rect):
            if scene.vector:
                _paint_curves(painter, panel, ROUND * scene.view.zoom)
            elif panel.outer.intersects(rect):
                _paint_pieces(painter, rect, panel, ROUND * scene.view.zoom, scene.ratio)
            title = panel.title
            if title is not None and (scene.vector or title.covers.intersects(rect)):
                painter.setFont(title.font)
                painter.setPen(title.colour)
                painter.drawText(title.line, Qt.AlignmentFlag.AlignVCenter, title.said)


    def _panels_in(self, rect: QRect) -> Iterator[Panel]:
        """The frames that may have a part in a rectangle, outer ones first."""
        around = rect.adjusted(-BEYOND, -BEYOND, BEYOND, BEYOND)
        box = self._scene.view.box(around)
        for place in np.flatnonzero(_touching(self._sides, box)).tolist():
            panel = self._made.get(place)
            if panel is None:
                where = Box(*self._sides[place].tolist())
                panel = self._made[place] = _panel(self._names[place], where, self._scene)
            yield panel


def _frames_in(rect: QRect, scene: Scene) -> tuple[list[str], Floats]:
    """The frames that touch a rectangle of the viewport, outer ones first, and their sides."""
    geometry, box = scene.geometry, scene.view.box(rect)
    names, sides = geometry.frames.sides(geometry.pos, geometry.size)
    places = np.flatnonzero(_touching(sides, box))
    return [names[place] for place in places.tolist()], sides[places]


def _touching(sides: Floats, box: Box) -> np.ndarray[Any, np.dtype[np.bool_]]:
    found: np.ndarray[Any, np.dtype[np.bool_]] = (
        (sides[:, 0] < box.right) & (sides[:, 2] > box.left)
        & (sides[:, 1] < box.bottom) & (sides[:, 3] > box.top)
    )  # fmt: skip
    return found


def _panel(name: str, box: Box, scene: Scene) -> Panel:
    theme, where = scene.theme, scene.view.rect(box)
    data = scene.geometry.frames.data[name]
    chosen = name in scene.shown.selected_frames
    # A comment changes nothing in what runs, so it must not look like a region that does.
    comment = data.kind == "comment"
    own = hue(data.color, theme)
    edge = own or (mixed(theme.muted, theme.background, 0.5) if comment else theme.muted)
    ground = QColor(edge)
    ground.setAlpha(26 if own is not None or not comment else 0)
    colour, thick = (theme.selection, 2) if chosen else (edge, 1)
    look = Look(colour.rgba(), ground.rgba(), thick, not comment)
    return Panel(where, where.toAlignedRect(), look, _title(data, where, own, scene))


def _title(data: FrameData, where: QRectF, own: QColor | None, scene: Scene) -> Title | None:
    """The title at the top, as far as it fits; None where it could not be read."""
    zoom, theme = scene.view.zoom, scene.theme
    said = frame_title(data)
    # from afar as large as there is room for above the cards, so that it can still be read
    room = (TITLE + PAD) * zoom
    size = (15 if data.kind == "comment" else 13) * zoom
    if zoom >= titles.FROM:
        size = max(size, min(FAR_TITLE, 0.8 * room))
    if not said or size < LEAST_TITLE:
        return None
    line = where.adjusted(12 * zoom, 0, -12 * zoom, 0)
    line.setHeight(max((TITLE + PAD / 2) * zoom, min(room, size * 1.3)))
    family, bold = QGuiApplication.font().family(), data.kind == "comment"
    font, fitting, wide = _fitted(said, family, max(1, round(size)), bold, round(line.width()))
    covers = QRectF(line.left() - 4, line.top() - 4, wide + 8, line.height() + 8)
    colour = theme.muted if own is None else mixed(own, theme.text, 0.35)
    return Title(fitting, font, colour, line, covers.toAlignedRect())


@lru_cache(maxsize=1024)
def _fitted(said: str, family: str, size: int, bold: bool, room: int) -> tuple[QFont, str, float]:
    """A font, what fits of a text in it, and how wide that is."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(size)
    font.setBold(bold)
    found = QFontMetricsF(font)
    fitting = found.elidedText(said, Qt.TextElideMode.ElideRight, room)
    return font, fitting, found.horizontalAdvance(fitting)


def _paint_curves(painter: QPainter, panel: Panel, radius: float) -> None:
    """Paints a frame as the curve that it is: for files that keep curves."""
    look = panel.look
    style = Qt.PenStyle.DashLine if look.dashed else Qt.PenStyle.SolidLine
    thick = look.thick if look.dashed else 1.1 * look.thick
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(look.edge), thick, style))
    painter.setBrush(QColor.fromRgba(look.ground))
    painter.drawRoundedRect(panel.where, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_pieces(
    painter: QPainter, rect: QRect, panel: Panel, radius: float, ratio: float
) -> None:
    """What of a frame lies in a rectangle, in pieces: a ground with straight sides, and corners
    from a picture. As one path it would take its time for all of it, however little is to be
    painted, and Qt's own dashes take a millisecond for a long frame."""
    outer, look = panel.outer, panel.look
    turn = min(round(radius), outer.width() // 2, outer.height() // 2)
    thick, ground = look.thick, QColor.fromRgba(look.ground)
    rect = rect.adjusted(-2, -2, 2, 2)  # the clip is exact, also between pixels of the screen
    left, top, wide, high = outer.left(), outer.top(), outer.width(), outer.height()
    across, down = wide - 2 * turn, high - 2 * turn
    if ground.alpha():
        middle = QRect(left + turn, top, across, high)
        for part in (middle, QRect(left, top + turn, turn, down),
                     QRect(left + wide - turn, top + turn, turn, down)):  # fmt: skip
            if part.intersects(rect):
                painter.fillRect(part & rect, ground)
    for side, along in (
        (QRect(left + turn, top, across, thick), True),
        (QRect(left + turn, top + high - thick, across, thick), True),
        (QRect(left, top + turn, thick, down), False),
        (QRect(left + wide - thick, top + turn, thick, down), False),
    ):
        if not side.intersects(rect):
            continue
        if look.dashed:
            strip = _dashes(look.edge, along, thick, ratio)
            _paint_dashes(painter, side, side & rect, along, strip)
        else:
            painter.fillRect(side & rect, QColor.fromRgba(look.edge))
    for x in (0, 1) if turn else ():
        for y in (0, 1):
            corner = QRect(left + x * (wide - turn), top + y * (high - turn), turn, turn)
            if corner.intersects(rect):
                source = QRectF(x * turn * ratio, y * turn * ratio, turn * ratio, turn * ratio)
                painter.drawPixmap(QRectF(corner), _corners(look, turn, ratio), source)


@lru_cache(maxsize=64)
def _corners(look: Look, turn: int, ratio: float) -> QPixmap:
    """A frame that is nothing but its four corners."""
    size = 2 * turn
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(look.ground))
    painter.drawEllipse(QRectF(0, 0, size, size))
    painter.setPen(QPen(QColor.fromRgba(look.edge), look.thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = look.thick / 2
    painter.drawEllipse(QRectF(half, half, size - look.thick, size - look.thick))
    painter.end()
    return picture


def _paint_dashes(
    painter: QPainter, side: QRect, part: QRect, across: bool, strip: QPixmap
) -> None:
    """A part of a dashed side, piece by piece as long as the picture of dashes, which begin where
    the side does. Qt takes ten times as long for a brush of dashes."""
    begin, end = (part.left(), part.right() + 1) if across else (part.top(), part.bottom() + 1)
    first = side.left() if across else side.top()
    ratio = strip.devicePixelRatio()
    at = begin
    while at < end:
        skip = (at - first) % (DASH + GAP)
        long = min(end - at, STRIP - skip)
        target = QRectF(at, part.top(), long, part.height())
        source = QRectF(skip * ratio, 0, long * ratio, part.height() * ratio)
        if not across:
            target = QRectF(part.left(), at, part.width(), long)
            source = QRectF(0, skip * ratio, part.width() * ratio, long * ratio)
        painter.drawPixmap(target, strip, source)
        at += long


@lru_cache(maxsize=64)
def _dashes(rgba: int, across: bool, thick: int, ratio: float) -> QPixmap:
    """Five pixels of a colour and three of nothing, again and again along one axis."""
    long, wide = math.ceil(STRIP * ratio), math.ceil(thick * ratio)
    strip = QPixmap(long, wide) if across else QPixmap(wide, long)
    strip.setDevicePixelRatio(ratio)
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    colour = QColor.fromRgba(rgba)
    for at in range(0, STRIP, DASH + GAP):
        dash = QRectF(at, 0, DASH, thick) if across else QRectF(0, at, thick, DASH)
        painter.fillRect(dash, colour)
    painter.end()
    return strip


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
