"""What lies under the cards while some are dragged: a picture of all that stays where it is, over
which the wires in the hand are drawn.

A repaint asks little more of it than a copy of its pixels, so that one large rectangle can be
painted instead of many small ones along each wire. The wires in the hand lie over all others
meanwhile. Where frames grow and shrink round the cards, the wires have a picture of their own:
these frames are painted between the two.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from app.canvas.curves import Floats, Indices
from app.canvas.framing import Panels
from app.canvas.grid import grid_lines
from app.canvas.ground import Same
from app.canvas.lines import draw_lines
from app.canvas.scene import Scene
from app.canvas.wires import Wires


class Still:
    """The picture of a whole viewport without its cards and without the wires in the hand."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._pictures: list[QPixmap] = []
        self._sides: tuple[list[str], Floats] | None = None
        self._moving: frozenset[str] = frozenset()
        """The frames that have changed since this was begun, and those in them."""
        self._panels: Panels | None = None

    def forget(self) -> None:
        """Drops it."""
        self._key, self._pictures, self._panels = (), [], None
        self._sides, self._moving = None, frozenset()

    def prepare(self, area: QRect, scene: Scene, segments: int) -> bool:
        """Brings the picture of a viewport up to date; False where there is none, as nothing is
        dragged, or something else than that changes."""
        if scene.geometry.lifted is None or scene.coarse or math.isinf(scene.budget):
            self.forget()
            return False
        self._watch_frames(scene)
        key = (*_key_of(area, scene, segments), self._moving)
        if key != self._key:
            self._key, self._pictures = key, []
            return False
        if not self._pictures:
            self._pictures = self._drawn(area, scene, segments)
        self._panels = Panels(area, area, scene, self._moving) if self._moving else None
        return True

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paints a rectangle of the viewport, which the painter is clipped to."""
        for place, picture in enumerate(self._pictures):
            if place and self._panels is not None:
                self._panels.paint(painter, rect)
            painter.drawPixmap(QPoint(0, 0), picture)

    def _watch_frames(self, scene: Scene) -> None:
        """Notes which frames change."""
        geometry = scene.geometry
        names, sides = geometry.frames.sides(geometry.pos, geometry.size)
        was, self._sides = self._sides, (names, sides)
        if was is None or was[1] is sides or was[0] != names:
            return
        changed = {names[place] for place in np.flatnonzero((was[1] != sides).any(axis=1)).tolist()}
        if not changed <= self._moving:
            moving = self._moving | changed
            for name in names:  # outer ones first
                if geometry.frames.data[name].frame in moving:
                    moving |= {name}
            self._moving = moving

    def _drawn(self, area: QRect, scene: Scene, segments: int) -> list[QPixmap]:
        """The ground and what lies upon it, in one picture or in two."""
        ground = QPixmap(area.size() * scene.ratio)
        ground.setDevicePixelRatio(scene.ratio)
        pictures = [ground]
        painter = QPainter(ground)
        painter.fillRect(area, scene.theme.background)
        draw_lines(painter, QPen(scene.theme.grid, 0), grid_lines(area, scene.view))
        names = frozenset(scene.geometry.frames.data) - self._moving
        Panels(area, area, scene, names).paint(painter, area)
        if self._moving:
            painter.end()
            upper = QPixmap(ground.size())
            upper.setDevicePixelRatio(scene.ratio)
            upper.fill(Qt.GlobalColor.transparent)
            pictures.append(upper)
            painter = QPainter(upper)
        Wires([scene.view.box(area)], scene, segments, _others(scene)).paint(painter, area, True)
        painter.end()
        return pictures


def _others(scene: Scene) -> Indices:
    """The wires that are not in the hand."""
    geometry = scene.geometry
    others = np.ones(len(geometry.wire_ids), bool)
    others[geometry.lifted] = False
    return np.flatnonzero(others)


def _key_of(area: QRect, scene: Scene, segments: int) -> tuple[object, ...]:
    """What the picture depends on."""
    geometry, shown, view = scene.geometry, scene.shown, scene.view
    frames = tuple(map(id, geometry.frames.data.values()))
    return (
        area.width(), area.height(), scene.ratio, view.zoom, view.left, view.top, scene.theme,
        segments, geometry.changes, shown.changes, scene.hidden_wires, Same(geometry.lifted),
        frames,
    )  # fmt: skip
