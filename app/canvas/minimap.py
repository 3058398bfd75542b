"""The whole document small in a corner, with what of it is in sight.

The picture is made in idle moments and never while something moves: what then changes is one
rectangle over it. Cards are written into the picture's memory, ten thousand in a few milliseconds.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    SignalInstance,
)
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas import metrics
from app.canvas.box import Box
from app.canvas.card import mixed
from app.canvas.glide import Glide
from app.canvas.legend import legend_in
from app.canvas.motion import Motion
from app.canvas.scene import Scene
from app.canvas.view import View
from app.canvas.views import Views
from app.session import Session

SIZE = QSize(208, 138)
EDGE, PAD = 10, 7
ENOUGH = 0.6
"""The share of the document that is in sight where no map is needed."""
STALE_MILLISECONDS = 200
"""Rest after a change, before the picture is made anew."""
SINGLE = 600
"""Cards up to which each is drawn with its own size."""
FRAMES_AT_MOST = 200
ZOOM_PER_UNIT = 1.0015

Pixels = np.ndarray[Any, np.dtype[np.uint32]]


class Mapped(Protocol):
    """What of the canvas is shown small."""

    session: Session
    scene: Scene
    view: View
    views: Views
    glide: Glide
    motion: Motion

    @property
    def view_changed(self) -> SignalInstance: ...
    def viewport(self) -> QWidget: ...
    def area(self) -> QRect: ...
    def isVisible(self) -> bool: ...


class Minimap(QWidget):
    """At the bottom right of a canvas, which is its parent. A click jumps, a drag goes along.

    It is seen while it is `on`, much is out of sight, and there is room for it beside the legend.
    """

    def __init__(self, canvas: Mapped, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("minimap")
        self.setAccessibleName(self.tr("Minimap"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(SIZE)
        self.on = True
        self._canvas = canvas
        self._picture = QImage()
        self._bounds: Box | None = None
        self._grip: QPointF | None = None
        """Where in the rectangle it is held, from its middle, in canvas units."""
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(STALE_MILLISECONDS)
        self._stale.timeout.connect(self.renew)
        session = canvas.session
        for signal in (session.edited, session.selected, session.ran):
            signal.connect(self._changed)
        session.replaced.connect(self.renew)
        session.level_changed.connect(self.renew)
        theme.switch().changed.connect(self._changed)
        canvas.motion.settled.connect(self._changed)
        canvas.view_changed.connect(self._moved)
        canvas.viewport().installEventFilter(self)
        self.hide()

    def set_on(self, on: bool) -> None:
        """Lets it be seen where there is a reason, or not at all."""
        self.on = on
        self.renew()

    # What is seen

    def _changed(self) -> None:
        if self.on and self._canvas.isVisible():
            self._stale.start()

    def renew(self) -> None:
        """Makes the picture anew."""
        self._stale.stop()
        if self.on:
            self._bounds = self._canvas.scene.geometry.bounds()
            self._picture = self._made() if self._bounds is not None else QImage()
        self._moved()

    def _moved(self) -> None:
        """The view has moved: shows where it is now."""
        wanted = self.on and self._has_room() and not self._most_in_sight()
        if wanted == self.isHidden():
            self.setVisible(wanted)
            if wanted:
                self.raise_()
        if wanted:
            self.update()

    def _most_in_sight(self) -> bool:
        """Whether so much is in sight that a map would hide more than it shows."""
        if self._bounds is None:
            return True
        seen, whole = self._canvas.view.box(self._canvas.area()), self._bounds
        across = min(seen.right, whole.right) - max(seen.left, whole.left)
        down = min(seen.bottom, whole.bottom) - max(seen.top, whole.top)
        if across <= 0 or down <= 0:
            return False
        wide, high = max(whole.right - whole.left, 1.0), max(whole.bottom - whole.top, 1.0)
        return across / wide * down / high >= ENOUGH

    def _has_room(self) -> bool:
        area = self._canvas.area()
        legend = legend_in(self._canvas.scene, area.height())
        self.move(area.width() - SIZE.width() - EDGE, area.height() - SIZE.height() - EDGE)
        return self.x() > legend.right() + EDGE and self.y() > SIZE.height()

    # The picture

    def _scale(self) -> tuple[float, float, float]:
        """Pixels for a canvas unit, and where the canvas's origin is in the picture."""
        box = self._bounds
        assert box is not None
        wide, high = max(box.right - box.left, 1.0), max(box.bottom - box.top, 1.0)
        scale = min((SIZE.width() - 2 * PAD) / wide, (SIZE.height() - 2 * PAD) / high)
        x, y = box.middle()
        return scale, SIZE.width() / 2 - x * scale, SIZE.height() / 2 - y * scale

    def _made(self) -> QImage:
        ratio = self.devicePixelRatioF()
        wide, high = round(SIZE.width() * ratio), round(SIZE.height() * ratio)
        pixels: Pixels = np.zeros((high, wide), np.uint32)
        self._write_cards(pixels, ratio)
        image = QImage(
            pixels.data, wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied
        ).copy()
        image.setDevicePixelRatio(ratio)
        self._draw_frames(image)
        return image

    def _write_cards(self, pixels: Pixels, ratio: float) -> None:
        scene = self._canvas.scene
        places, shown = scene.geometry, scene.shown
        cards = np.flatnonzero(~np.isnan(places.pos[:, 0]))
        if not len(cards):
            return
        hues = self._hues(shown.categories(cards))
        hues[shown.selected[cards]] = scene.theme.selection.rgba()
        scale, left, top = (each * ratio for each in self._scale())
        low = np.floor(places.pos[cards] * scale + (left, top)).astype(np.intp)
        size = np.maximum(np.round(places.size[cards] * scale), 1).astype(np.intp)
        if len(cards) <= SINGLE:
            for (x, y), (w, h), hue in zip(low.tolist(), size.tolist(), hues, strict=True):
                pixels[y : y + h, x : x + w] = hue
            return
        high, wide = pixels.shape
        w, h = max(1, round(metrics.WIDTH * scale)), int(np.median(size[:, 1]))
        for dx in range(w):
            x = np.minimum(low[:, 0] + dx, wide - 1)
            for dy in range(h):
                pixels[np.minimum(low[:, 1] + dy, high - 1), x] = hues

    def _hues(self, categories: np.ndarray[Any, Any]) -> Pixels:
        """The colour of each card: that of its header, clearer against the ground."""
        scene = self._canvas.scene
        found = [
            mixed(scene.theme.category(name), scene.theme.text, 0.3).rgba()
            for name in scene.shown.category_names
        ]
        table: Pixels = np.array(found, np.uint32)
        hues: Pixels = table[categories]
        return hues

    def _draw_frames(self, image: QImage) -> None:
        places, scene = self._canvas.scene.geometry, self._canvas.scene
        boxes = list(places.frames.boxes(places.pos, places.size).values())[:FRAMES_AT_MOST]
        if not boxes:
            return
        scale, left, top = self._scale()
        painter = QPainter(image)
        painter.setPen(QPen(scene.theme.muted, 0))
        for box in boxes:
            painter.drawRect(
                QRectF(
                    left + box.left * scale, top + box.top * scale,
                    (box.right - box.left) * scale, (box.bottom - box.top) * scale,
                )
            )  # fmt: skip
        painter.end()

    def sight(self) -> QRectF:
        """What is in sight, in pixels of the map, cut off at its edge."""
        scale, left, top = self._scale()
        box = self._canvas.view.box(self._canvas.area())
        where = QRectF(
            left + box.left * scale, top + box.top * scale,
            (box.right - box.left) * scale, (box.bottom - box.top) * scale,
        )  # fmt: skip
        inside = where.intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        if inside.isValid():
            return inside
        x = min(max(where.center().x(), 4.0), SIZE.width() - 4.0)
        y = min(max(where.center().y(), 4.0), SIZE.height() - 4.0)
        return QRectF(x - 2, y - 2, 4, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bounds is None:
            return
        colours = self._canvas.scene.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colours.panel)
        ground.setAlpha(235)
        painter.setPen(QPen(colours.panel_border, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.drawImage(0, 0, self._picture)
        veil = QColor(colours.forward)
        veil.setAlpha(38)
        painter.setPen(QPen(colours.forward, 1.4))
        painter.setBrush(veil)
        painter.drawRoundedRect(self.sight(), 2, 2)
        painter.end()

    # The mouse

    def _point(self, at: QPointF) -> QPointF:
        scale, left, top = self._scale()
        return QPointF((at.x() - left) / scale, (at.y() - top) / scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or self._bounds is None:
            return
        at, views = self._point(event.position()), self._canvas.views
        now = self._canvas.glide.goal
        if self.sight().adjusted(-2, -2, 2, 2).contains(event.position()):
            views.leave()
            self._grip = QPointF(now.x, now.y) - at
        else:
            self._grip = QPointF()
            views.go_to(at.x(), at.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and self._bounds is not None:
            goal = self._point(event.position()) + self._grip
            self._canvas.views.centre(goal.x(), goal.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._canvas.glide.zoom_by(ZOOM_PER_UNIT ** event.angleDelta().y())
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._moved()
        elif event.type() == QEvent.Type.Show:
            self.renew()
        elif event.type() == QEvent.Type.Hide:
            self._stale.stop()
        return False
