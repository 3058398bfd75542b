"""Long wires by the thousand, drawn as plain lines: a picture of those that nothing happens to,
and over it those that are dragged.

A line across the screen takes microseconds, and each small rectangle that is repainted is crossed
by hundreds of them. What is kept follows the view when it is panned, and wires that change their
colour are drawn again where they are: for as long as things move they may lie over others that they
should lie under. `waits` says so, and `renew` puts it right.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPen, QPixmap, QRegion

from app.canvas.box import Box
from app.canvas.curves import Bools, Floats
from app.canvas.framing import Panels
from app.canvas.grid import grid_lines
from app.canvas.ground import Same
from app.canvas.lines import draw_lines
from app.canvas.scene import Scene
from app.canvas.wires import PLAIN, Strand, Wires, clipped, visible

LONG = 1_500_000
"""Pixels of all wires in sight from which on it pays."""
MANY = 500
"""Wires of another colour beyond which all is drawn anew."""
_NONE = -1

Hues = np.ndarray[Any, np.dtype[np.int64]]


class Tangle:
    """The picture, and what is drawn over it."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Drops all."""
        self._key: tuple[object, ...] = ()
        self._worth: bool | None = None
        self.renew()

    def renew(self) -> None:
        """Draws all anew the next time."""
        self._picture: QPixmap | None = None
        self._at = 0, 0
        self._hues: Hues = np.empty(0, np.int64)
        self._ends: Floats = np.empty((0, 4))
        self._loose: Bools = np.empty(0, bool)
        self._over: list[tuple[QPen, Floats]] = []
        self.waits = False
        """Whether some wires lie over others that they should lie under."""

    def prepare(self, area: QRect, scene: Scene) -> bool:
        """Brings the picture of a viewport up to date; False where there is none, as it would not
        pay, or did not hold the next time."""
        if scene.coarse or scene.vector or math.isinf(scene.budget):
            self.forget()
            return False
        key = _key_of(area, scene)
        if key != self._key:
            self.forget()
            self._key = key
            return False
        if self._worth is False:
            return False
        wires = Wires([scene.view.box(area)], scene, PLAIN)
        if self._worth is None:
            self._worth = _length(wires, scene) >= LONG
        if self._worth:
            self._follow(wires, area, scene)
        return self._worth

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paints a rectangle of the viewport."""
        picture = self._picture
        if picture is None:
            return
        ratio = picture.devicePixelRatio()
        source = QRect(rect.topLeft() * ratio, rect.size() * ratio)
        painter.drawPixmap(rect, picture, source)
        box = Box(rect.left(), rect.top(), rect.right() + 1.0, rect.bottom() + 1.0)
        for pen, rows in self._over:
            draw_lines(painter, pen, visible(rows, [box], 2.0))

    def _follow(self, wires: Wires, area: QRect, scene: Scene) -> None:
        ends = scene.geometry.ends
        self._grow(len(ends))
        strands = [strand for strand in wires.strands if not strand.chosen]
        now: Hues = np.full(len(ends), _NONE)
        for strand in strands:
            now[strand.wires] = strand.pen.color().rgba()
        at = round(scene.view.left), round(scene.view.top)
        by = QPoint(self._at[0] - at[0], self._at[1] - at[1])
        drawn, there = self._hues != _NONE, now != _NONE
        moved = drawn & (ends != self._ends).any(axis=1)
        if by.isNull():  # else they have come into sight, or gone out of it
            moved |= drawn != there
        moved &= ~self._loose
        if self._picture is not None:
            self._loose |= moved
        whole = QRegion(area)
        recoloured = there & drawn & ~self._loose & (self._hues != now)
        uneven = not by.isNull() and not scene.ratio.is_integer()
        if self._picture is None or moved.any() or recoloured.sum() > MANY or uneven:
            size = area.size() * scene.ratio
            if self._picture is None or self._picture.size() != size:
                self._picture = QPixmap(size)
                self._picture.setDevicePixelRatio(scene.ratio)
            self._draw(whole, strands, area, scene)
        elif not by.isNull():
            self._scroll(by)
            self._draw(whole.subtracted(whole.translated(by)), strands, area, scene)
            self._redraw(recoloured, strands, scene)
        else:
            self._redraw(recoloured, strands, scene)
        self._at = at
        self._hues = np.where(self._loose, _NONE, now)
        self._ends = ends.copy()
        self._over = [(s.pen, _on_screen(s, self._loose[s.wires], scene)) for s in strands]
        self._over += [(s.pen, _on_screen(s, None, scene)) for s in wires.strands if s.chosen]
        self.waits = self.waits or bool(self._loose.any())

    def _grow(self, count: int) -> None:
        more = count - len(self._hues)
        if more > 0:
            self._hues = np.concatenate([self._hues, np.full(more, _NONE)])
            self._ends = np.concatenate([self._ends, np.full((more, 4), np.nan)])
            self._loose = np.concatenate([self._loose, np.zeros(more, bool)])

    def _scroll(self, by: QPoint) -> None:
        """Moves what is in the picture."""
        if self._picture is not None:
            by = by * self._picture.devicePixelRatio()
            self._picture.scroll(by.x(), by.y(), self._picture.rect())

    def _draw(
        self, region: QRegion, strands: list[Strand], area: QRect, scene: Scene
    ) -> None:
        """Draws a part of the picture anew, without the wires that are dragged."""
        if self._picture is None:
            return
        painter = QPainter(self._picture)
        lines = [(s.pen, _on_screen(s, ~self._loose[s.wires], scene)) for s in strands]
        for rect in (QRect(each) for each in region):  # type: ignore[attr-defined]
            painter.setClipRect(rect)
            painter.fillRect(rect, scene.theme.background)
            draw_lines(painter, QPen(scene.theme.grid, 0), grid_lines(rect, scene.view))
            Panels(rect, area, scene).paint(painter, rect)
            box = Box(rect.left(), rect.top(), rect.right() + 1.0, rect.bottom() + 1.0)
            for pen, rows in lines:
                some = visible(rows, [box], 2.0)
                draw_lines(painter, pen, some if rect == area else clipped(some, box))
        painter.end()

    def _redraw(self, changed: Bools, strands: list[Strand], scene: Scene) -> None:
        """Draws wires that have another colour where they are."""
        if self._picture is None or not changed.any():
            return
        painter = QPainter(self._picture)
        for strand in strands:
            draw_lines(painter, strand.pen, _on_screen(strand, changed[strand.wires], scene))
        painter.end()
        self.waits = True


def _key_of(area: QRect, scene: Scene) -> tuple[object, ...]:
    """What the picture depends on, apart from the wires, and from where the view is."""
    geometry = scene.geometry
    frames = geometry.frames.boxes(geometry.pos, geometry.size)
    return (
        area.width(), area.height(), scene.ratio, scene.view.zoom, scene.theme, geometry.builds,
        scene.hidden_wires, scene.shown.selected_frames, Same(frames),
    )  # fmt: skip


def _length(wires: Wires, scene: Scene) -> float:
    """The pixels of all these wires; none where one is led through dots, which is not followed."""
    slots = [strand.wires for strand in wires.strands]
    if not slots or scene.geometry.dots.among(np.concatenate(slots)):
        return 0.0
    ends = scene.geometry.ends[np.concatenate(slots)] * scene.view.zoom
    return float(np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]).sum())


def _on_screen(strand: Strand, some: Bools | None, scene: Scene) -> Floats:
    """The lines of some of a strand's wires on the screen."""
    view, rows = scene.view, strand.curves if some is None else strand.curves[some]
    return rows * view.zoom - (view.left, view.top, view.left, view.top)
