"""What lies under the cards while some are dragged: a picture of all that stays where it is, over
which the wires in the hand are drawn.

A frame asks little more of it than a copy of its pixels, so that one large rectangle can be painted
instead of many small ones along each wire. The wires in the hand lie over all others meanwhile.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPen, QPixmap

from app.canvas.curves import Indices
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
        self._picture: QPixmap | None = None

    def forget(self) -> None:
        """Drops it."""
        self._key, self._picture = (), None

    def prepare(self, area: QRect, scene: Scene, segments: int) -> bool:
        """Brings the picture of a viewport up to date; False where there is none, as nothing is
        dragged, or something else than that changes."""
        if scene.geometry.lifted is None or scene.coarse or math.isinf(scene.budget):
            self.forget()
            return False
        key = _key_of(area, scene, segments)
        if key != self._key:
            self._key, self._picture = key, None
            return False
        if self._picture is None:
            self._draw(area, scene, segments)
        return True

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paints a rectangle of the viewport, which the painter is clipped to."""
        if self._picture is not None:
            painter.drawPixmap(QPoint(0, 0), self._picture)

    def _draw(self, area: QRect, scene: Scene, segments: int) -> None:
        self._picture = QPixmap(area.size() * scene.ratio)
        self._picture.setDevicePixelRatio(scene.ratio)
        painter = QPainter(self._picture)
        painter.fillRect(area, scene.theme.background)
        draw_lines(painter, QPen(scene.theme.grid, 0), grid_lines(area, scene.view))
        Panels(area, area, scene).paint(painter, area)
        Wires([scene.view.box(area)], scene, segments, _others(scene)).paint(painter, area, True)
        painter.end()


def _others(scene: Scene) -> Indices:
    """The wires that are not in the hand."""
    geometry = scene.geometry
    others = np.ones(len(geometry.wire_ids), bool)
    others[geometry.lifted] = False
    return np.flatnonzero(others)


def _key_of(area: QRect, scene: Scene, segments: int) -> tuple[object, ...]:
    """What the picture depends on."""
    geometry, shown, view = scene.geometry, scene.shown, scene.view
    frames = geometry.frames.boxes(geometry.pos, geometry.size)
    return (
        area.width(), area.height(), scene.ratio, view.zoom, view.left, view.top, scene.theme,
        segments, geometry.changes, shown.changes, scene.hidden_wires, Same(geometry.lifted),
        Same(frames),
    )  # fmt: skip
