"""The sheet that a picture is on: a part of the canvas, and below it what is said of the step.

It is measured in units: a canvas unit at zoom 1, else a pixel of the window. `ratio` is how many
pixels there are for one in a picture of pixels.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas.box import Box
from app.canvas.painter import FAR, ScenePainter
from app.canvas.scene import Scene
from app.canvas.view import View
from app.canvas.whole import LONGEST_SIDE, MOST_PIXELS
from app.export.footer import Caption, Footer, caption_of
from app.export.stage import Stage
from app.theme import LIGHT, Theme

Part: TypeAlias = Literal["view", "all", "selection"]
Background: TypeAlias = Literal["theme", "white", "transparent"]
LEAST_WIDTH = 460.0
"""Units: a caption has room for some words even where there is but one card."""
TILE = 1024
"""Pixels painted in one go, each way."""
MANY = 1000
"""Cards of which the state is found in one go."""
SLICE_SECONDS = 0.02
TRIES = 6
MOST_BELOW = 0.6
"""Of the height of the canvas, for what stands below a picture that is made smaller."""
DOTS_PER_METER = 96 / 0.0254


class Nothing(Exception):
    """There is nothing to make a picture of."""


@dataclass(frozen=True)
class Wanted:
    """What somebody wants a picture to have. A `scale` of 2 has two pixels for each unit."""

    part: Part = "all"
    scale: float = 2.0
    background: Background = "theme"
    caption: bool = True
    legend: bool = False
    width: int = 0
    """Pixels that it may be wide at most; 0 for as many as there can be."""
    height: int = 0
    most: int = MOST_PIXELS
    """Pixels that there may be; 0 for a drawing, which has none."""


def colours_on(background: Background, colours: Theme) -> Theme:
    """The colours of a picture. On white they are those of the light theme; where nothing is
    painted below, background and grid cannot be seen, but can still be mixed with."""
    if background == "theme":
        return colours
    if background == "white":
        white = QColor("white")
        return replace(LIGHT, background=white, grid=white, panel=white)
    ground, grid, panel = map(QColor, (colours.background, colours.grid, colours.panel))
    for each in (ground, grid, panel):
        each.setAlpha(0)
    return replace(colours, background=ground, grid=grid, panel=panel)


class Sheet:
    """A picture ready to be painted, at whatever moment its stage is.

    `box` is what of the canvas is on it; `seen`, if given, the view and the size of the window,
    which is then on it instead.
    """

    def __init__(
        self,
        stage: Stage,
        wanted: Wanted,
        box: Box | None,
        seen: tuple[View, QSize] | None = None,
        captions: list[Caption] | None = None,
    ) -> None:
        self.stage = stage
        self._wanted = wanted
        self._captions = captions
        self.is_cut = seen is not None
        """Whether there may be more than is on it."""
        self.reduced = False
        """Whether there are fewer pixels for a unit than was wanted."""
        if seen is not None:
            view, size = seen
            self.view, self.canvas = View(view.zoom, view.left, view.top), QSizeF(size)
        else:
            if box is None:
                raise Nothing
            self.view = View(1.0, math.floor(box.left), math.floor(box.top))
            wide, high = box.right - self.view.left, box.bottom - self.view.top
            self.canvas = QSizeF(math.ceil(wide), math.ceil(high))
        self.ratio = wanted.scale
        self._fit(is_whole=not self.is_cut)

    def _fit(self, is_whole: bool) -> None:
        """Finds how many pixels there are for a unit, and how high the strip below is."""
        wanted, full = self._wanted, QSizeF(self.canvas)
        if not wanted.most:
            self.ratio = 1.0
        self._lay_out()
        if not wanted.most:
            return
        for _ in range(TRIES):  # what stands below gets no smaller than it can be read
            room = self._room()
            if room == 1.0:
                return
            self.ratio *= room
            if is_whole and self.ratio < FAR:  # cards are blocks with names, as in the window
                zoom, view = self.ratio * self.view.zoom, self.view
                self.view = View(zoom, round(view.left * zoom), round(view.top * zoom))
                self.canvas, self.ratio, is_whole = full * zoom, 1.0, False
            self._lay_out()
        self.ratio *= self._room()  # but then there is nowhere to go

    def _room(self) -> float:
        """By what it has to be made smaller."""
        wanted = self._wanted
        wide, high = self.width * self.ratio, self.height * self.ratio
        asked = min((wanted.width or wide) / wide, (wanted.height or high) / high, 1.0)
        possible = min(LONGEST_SIDE / max(wide, high), math.sqrt(wanted.most / (wide * high)))
        self.reduced = self.reduced or possible < asked
        room = min(asked, possible)
        return room if room < 1.0 - 1e-9 else 1.0

    def _lay_out(self) -> None:
        """Puts the strip below: with letters that can be read, but no higher than the canvas."""
        captions: list[Caption | None] = [*(self._captions or ())] or [self._caption()]
        self.width = max(LEAST_WIDTH, self.canvas.width())
        self._grown = max(1.0, 1.0 / self.ratio)
        while True:
            self._footer = Footer(
                self.width / self._grown,
                self.stage.colours,
                self._wanted.legend,
                self.stage.layer.on,
            )
            self._strip = max(self._footer.height(each) for each in captions)
            high = self._strip * self._grown
            if self._grown == 1.0 or high <= MOST_BELOW * self.canvas.height():
                break
            self._grown = max(1.0, 0.8 * self._grown)
        self.height = self.canvas.height() + high

    def _caption(self) -> Caption | None:
        return caption_of(self.stage) if self._wanted.caption else None

    @property
    def pixels(self) -> QSize:
        """The size of a picture of pixels."""
        wide, high = self.width * self.ratio, self.height * self.ratio
        return QSize(math.ceil(wide - 1e-6), math.ceil(high - 1e-6))

    @property
    def corner(self) -> QPointF:
        """Where the canvas starts: in the middle of what is wider."""
        return QPointF((self.width - self.canvas.width()) / 2, 0)

    @property
    def box(self) -> Box:
        """What of the canvas is on it."""
        return self.view.box(QRectF(QPointF(0, 0), self.canvas))

    # Pixels

    def painted(self, pictures: ScenePainter) -> Generator[None, None, QImage]:
        """The picture of this moment; a breath is taken wherever it yields."""
        image = QImage(self.pixels, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self.ratio)
        dots = round(DOTS_PER_METER * max(self.ratio, 1.0))
        image.setDotsPerMeterX(dots)
        image.setDotsPerMeterY(dots)
        image.fill(self.stage.colours.background)
        yield from self._ready(pictures)
        wide, high, step = self._tiles()
        for top in range(0, high, step):
            for left in range(0, wide, step):
                self._tile(image, pictures, QRect(left, top, min(step, wide - left), step))
                yield
        painter = QPainter(image)
        self.paint_footer(painter)
        painter.end()
        return image

    def _tiles(self) -> tuple[int, int, int]:
        """Width and height of the canvas, and how many units are painted in one go, each way."""
        step = max(64, math.floor(TILE / self.ratio))
        return math.ceil(self.canvas.width()), math.ceil(self.canvas.height()), step

    @property
    def parts(self) -> int:
        """In how many parts `painted` paints, about."""
        wide, high, step = self._tiles()
        return math.ceil(wide / step) * math.ceil(high / step)

    def _ready(self, pictures: ScenePainter) -> Generator[None, None, None]:
        """Looks at the cards that are in sight, and paints them where they can be kept."""
        scene = self._scene()
        cards = scene.geometry.cards_in(self.box)
        if scene.view.zoom < FAR:
            for start in range(0, len(cards), MANY):
                scene.shown.states(cards[start : start + MANY])
                yield
            return
        slots = set(cards.tolist())
        if len(slots) > MANY // 4:
            return
        while slots:
            missing = {slot for slot in slots if pictures.pictures.get(slot) is None}
            if not missing:
                return
            slots -= pictures.refresh(missing, scene, SLICE_SECONDS) | (slots - missing)
            yield

    def _tile(self, image: QImage, pictures: ScenePainter, tile: QRect) -> None:
        area = QRectF(QPointF(0, 0), self.canvas).toAlignedRect()
        painter = QPainter(image)
        painter.translate(self.corner)
        painter.setClipRect(tile.intersected(area))
        scene = self._scene()
        tile = tile if tile.size() != area.size() else area
        pictures.frame([tile], area, scene).paint(painter, tile)
        self.stage.overlay.paint(painter, tile, scene, self.stage.still.phase)
        painter.end()

    def _scene(self) -> Scene:
        scene = self.stage.scene
        scene.view, scene.ratio = self.view, self.ratio
        return scene

    def paint_footer(self, painter: QPainter) -> None:
        """Paints what stands below, in units."""
        if not self._strip:
            return
        painter.save()
        painter.translate(0, self.canvas.height())
        painter.scale(self._grown, self._grown)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._footer.paint(painter, 0.0, self._strip, self._caption())
        painter.restore()
