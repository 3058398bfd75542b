"""Wires as they are painted: the curves of all wires cut into short segments that one antialiased
call draws, or plain straight lines where there are many, or they are far away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas import magnitude
from app.canvas.box import Box
from app.canvas.curves import Floats, Indices, flatten
from app.canvas.cut import BEFORE_PORT, paint_cut
from app.canvas.dots import RADIUS
from app.canvas.lines import draw_lines
from app.canvas.scene import Scene
from app.canvas.view import View
from app.canvas.ways import curve
from app.theme import Theme

PLAIN, ROUGH, FINE = 0, 10, 24
"""Segments of a curve, by how many wires are in sight."""
OVERLAP = 0.6
"""Pixels."""
DASH = 8.0
"""How long a piece of a dashed curve is, about as on the screen."""
_FEW_WIRES, _MANY_WIRES = 400, 700
"""Wires in sight up to which curves are drawn finely, and beyond which as plain lines."""
SMALL = 200_000
"""Pixels of a rectangle up to which most of a long line lies beyond it."""
_MOST_WHILE_ZOOMING = 20_000
"""Wires drawn while the zoom is changing; of more, every second, third … is drawn."""


def detail(wires: int) -> int:
    """The segments of each curve where so many wires are in sight from near."""
    return FINE if wires <= _FEW_WIRES else ROUGH if wires <= _MANY_WIRES else PLAIN


@dataclass
class Strand:
    """Wires that look the same: their curves, and the lines that make them up on the screen.
    `dashes`: how many of how many of these are painted, all if it is None."""

    pen: QPen
    curves: Floats
    wires: Indices
    dashes: tuple[int, int] | None = None
    rows: Floats | None = None
    chosen: bool = False
    """Whether it lies over other strands, with wires that are selected."""


class Wires:
    """The wires (all, or some `among` them) in some rectangles of the canvas, ready to be painted
    in one after another."""

    def __init__(
        self,
        rects: Sequence[Box],
        scene: Scene,
        segments: int,
        among: Indices | None = None,
    ) -> None:
        self._scene = scene
        self._sights = list(rects)
        self._segments = segments
        near = segments != PLAIN
        around = 4.0 + 4.0 / scene.view.zoom if near else 1.0 / scene.view.zoom
        wires = scene.geometry.wires_in(*(rect.grown(around) for rect in rects), among=among)
        if scene.hidden_wires:
            slots = scene.geometry.wire_slots
            hidden = [slots[wire] for wire in scene.hidden_wires if wire in slots]
            wires = wires[~np.isin(wires, hidden)]
        if scene.coarse:
            wires = wires[:: 1 + len(wires) // _MOST_WHILE_ZOOMING]
        self.count = len(wires)
        self.strands = self._spun(wires) if len(wires) else []
        self._cuts = self._cut(wires) if near and len(wires) else []

    def _spun(self, wires: Indices) -> list[Strand]:
        scene, curved = self._scene, self._segments != PLAIN
        theme, zoom = scene.theme, scene.view.zoom
        shades = scene.shown.shades(wires)
        # Width 0 is one pixel at any zoom, and by far the fastest line that there is.
        width = max(1.4, 2.2 * zoom) if curved else 0
        found = []
        for shade, hue in enumerate((theme.unreached, theme.forward, theme.gradient)):
            some = wires[shades == shade]
            if len(some) and shade == 2 and curved:
                found += self._by_magnitude(some)
            elif len(some):
                found.append(self._strand(QPen(hue, width), some))
        chosen = scene.shown.selected_wires
        chosen = chosen[np.isin(chosen, wires)] if len(chosen) else chosen
        if len(chosen):
            thick = max(2.0, 3.4 * zoom if curved else 2.0)
            found.append(self._strand(QPen(theme.selection, thick), chosen))
            found[-1].chosen = True
        return found

    def _by_magnitude(self, wires: Indices) -> list[Strand]:
        """Wires that have carried gradients, as wide as these are large."""
        levels = self._scene.shown.magnitudes(wires)
        found = []
        for level in np.flatnonzero(np.bincount(levels)).tolist():
            pen = pen_for(level, self._scene.theme, self._scene.view.zoom)
            found.append(self._strand(pen, wires[levels == level], magnitude.dashes(level)))
        return found

    def _strand(
        self, pen: QPen, wires: Indices, dashes: tuple[int, int] | None = None
    ) -> Strand:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        rows, _ = self._scene.geometry.curves(wires)
        return Strand(pen, rows, wires, dashes)

    def _flat(self, strand: Strand) -> Floats:
        """The lines that curves are drawn with, on the screen."""
        view, rows = self._scene.view, strand.curves
        if self._segments != PLAIN:
            rows = flatten(rows, self._segments)
            if strand.dashes is not None:
                on, of = strand.dashes
                rows = rows[np.arange(len(rows)) % self._segments % of < on]
            rows = visible(rows, self._sights, 3 / view.zoom + 3)
        elif len(rows) >= 64:
            rows = visible(rows, self._sights, 1 / view.zoom)
        rows = rows * view.zoom - _offsets(view)
        return overlapping(rows) if self._segments != PLAIN else rows

    @property
    def key(self) -> tuple[tuple[object, ...], list[Floats]]:
        """What the picture of these wires depends on."""
        strands = self.strands
        hues = [(s.pen.color().rgba(), s.pen.widthF(), s.dashes) for s in strands]
        marks = [hue.rgba() for _, hue in self._cuts]
        rows = [strand.curves for strand in strands] + [ends for ends, _ in self._cuts]
        return (self._segments, *hues, *marks), rows

    def paint(self, painter: QPainter, rect: QRect, only: bool) -> None:
        """Paints what lies in a rectangle of the viewport; `only` if it is all that there is."""
        scene, curved = self._scene, self._segments != PLAIN
        box = Box(rect.left(), rect.top(), rect.right() + 1.0, rect.bottom() + 1.0)
        margin = 3 + 4 * scene.view.zoom if curved else 1.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, curved)
        for strand in self.strands:
            if strand.rows is None:
                strand.rows = self._flat(strand)
            rows = strand.rows
            if not only and len(rows) >= 24:
                rows = visible(rows, [box], margin)
            if not curved and len(rows) >= 200 and rect.width() * rect.height() <= SMALL:
                rows = clipped(rows, box)
            draw_lines(painter, strand.pen, rows)
            if curved:
                _paint_dots(painter, strand, scene, rect)
        for ends, hue in self._cuts:
            paint_cut(painter, ends, scene.view, hue, scene.theme.background)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_curves(self, painter: QPainter) -> Iterator[None]:
        """Paints all as the curves that they are, for files that keep curves, one by one."""
        scene = self._scene
        for strand in self.strands:
            for row in strand.curves:
                painter.strokePath(curve(row, scene.view), _dashed(strand))
                yield
            _paint_dots(painter, strand, scene)
        for ends, hue in self._cuts:
            paint_cut(painter, ends, scene.view, hue, scene.theme.background)

    def _cut(self, wires: Indices) -> list[tuple[Floats, QColor]]:
        """Where wires bring what requires grad to a card that lets no gradient back, and the
        colour of the mark there."""
        scene = self._scene
        geometry, shown, theme = scene.geometry, scene.shown, scene.theme
        around = reduce(Box.united, self._sights).grown(BEFORE_PORT + 12)
        ends = geometry.ends[wires]
        near = (ends[:, 2] > around.left) & (ends[:, 2] < around.right)
        near &= (ends[:, 3] > around.top) & (ends[:, 3] < around.bottom)
        found = []
        for wire in wires[near].tolist():
            source, _, target, _ = geometry.joins[wire].tolist()
            if shown.stops(target) and shown.requires_grad(source):
                hue = theme.muted if shown.shades(np.array([wire]))[0] == 0 else theme.forward
                found.append((geometry.legs(wire)[-1], hue))
        return found


def pen_for(level: int, theme: Theme, zoom: float) -> QPen:
    """The pen for a wire whose gradient has this place on the scale."""
    wide = magnitude.width(level)
    return QPen(magnitude.hue(level, theme), max(0.9 + 0.25 * wide, wide * zoom))


def _dashed(strand: Strand) -> QPen:
    """The pen for a whole curve, where no pieces of it are left out."""
    pen = QPen(strand.pen)
    if strand.dashes is not None:
        on, of = strand.dashes
        unit = DASH / pen.widthF()
        pen.setDashPattern([on * unit, (of - on) * unit])
    return pen


def _paint_dots(
    painter: QPainter, strand: Strand, scene: Scene, rect: QRect | None = None
) -> None:
    """The dots that wires are led through, those in a rectangle if it is given."""
    view, dots = scene.view, scene.geometry.dots
    among = dots.among(strand.wires)
    if not among:
        return
    radius = max(2.0, RADIUS * view.zoom)
    painter.setPen(QPen(strand.pen.color(), max(1.2, 1.6 * view.zoom)))
    painter.setBrush(scene.theme.background)
    room = None if rect is None else view.box(rect).grown((radius + 2) / view.zoom)
    for wire in among:
        for x, y in dots.points(wire):
            if room is None or room.covers(x, y):
                painter.drawEllipse(view.to_screen(x, y), radius, radius)


def visible(rows: Floats, boxes: Sequence[Box], margin: float) -> Floats:
    """Those of the lines x0, y0, x1, y1 that may touch one of the boxes."""
    x0, y0, x1, y1 = rows.T
    left, right = np.minimum(x0, x1), np.maximum(x0, x1)
    top, bottom = np.minimum(y0, y1), np.maximum(y0, y1)
    hits = []
    for box in boxes:
        hit = left < box.right + margin
        hit &= right > box.left - margin
        hit &= top < box.bottom + margin
        hit &= bottom > box.top - margin
        hits.append(hit)
    found: Floats = rows[hits[0] if len(hits) == 1 else np.logical_or.reduce(hits)]
    return found


def overlapping(rows: Floats) -> Floats:
    """The lines, each a little longer at both ends: the smooth ends of two that only meet would
    leave a seam between them."""
    way = rows[:, 2:] - rows[:, :2]
    way *= OVERLAP / np.maximum(np.hypot(way[:, :1], way[:, 1:]), 1e-9)
    return np.concatenate([rows[:, :2] - way, rows[:, 2:] + way], axis=1)


def clipped(rows: Floats, box: Box) -> Floats:
    """What of the lines x0, y0, x1, y1 lies in the box. Qt leaves out what lies beyond as well,
    but takes half a microsecond for it."""
    start, way = rows[:, :2].T, (rows[:, 2:] - rows[:, :2]).T
    low, high = np.array([box[0:2]]).T - 2.0, np.array([box[2:4]]).T + 2.0
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - start) / way, (high - start) / way
    enter = np.fmax.reduce(np.fmin(first, second), axis=0)
    leave = np.fmin.reduce(np.fmax(first, second), axis=0)
    enter, leave = np.fmax(enter, 0.0), np.fmin(leave, 1.0)
    hit = enter <= leave
    start, way, enter, leave = start[:, hit], way[:, hit], enter[hit], leave[hit]
    return np.concatenate([start + way * enter, start + way * leave]).T


def _offsets(view: View) -> Floats:
    return np.array([view.left, view.top, view.left, view.top])
