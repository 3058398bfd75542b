"""The view on its way to another place: so that one sees where it went, and over at once.

Zooming glides about the point that the pointer is on, and a notch of the wheel that comes while
it does goes on from where the last one would have ended. Whoever wants less motion gets none.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRect, QVariantAnimation

from app.canvas.view import LEAST_ZOOM, MOST_ZOOM, View
from app.playback.player import Player

ZOOM_MILLISECONDS, JUMP_MILLISECONDS = 110, 220


class Look(NamedTuple):
    """A view: its zoom, and what of the canvas is in the middle."""

    zoom: float
    x: float
    y: float

    def view(self, width: float, height: float) -> View:
        """The same as a view of a viewport of this size."""
        return View(self.zoom, self.x * self.zoom - width / 2, self.y * self.zoom - height / 2)


class Gliding(Protocol):
    """What of the canvas glides."""

    view: View
    player: Player
    keep_fitted: bool

    def area(self) -> QRect: ...
    def isVisible(self) -> bool: ...
    def look_at(self, zoom: float, left: float, top: float) -> None: ...


class Glide(QObject):
    """Moves the view of one canvas."""

    def __init__(self, canvas: Gliding, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._start = self._goal = Look(1.0, 0.0, 0.0)
        self._pin: tuple[QPointF, tuple[float, float]] | None = None
        """A point of the viewport, and the point of the canvas that stays there."""
        self._keep_fitted = False
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._go)

    @property
    def running(self) -> bool:
        return self._animation.state() == QVariantAnimation.State.Running

    @property
    def goal(self) -> Look:
        """Where the view is, or where it will be."""
        return self._goal if self.running else self.now()

    def now(self) -> Look:
        """The view as it is."""
        view, area = self._canvas.view, self._canvas.area()
        return Look(view.zoom, *view.to_canvas(area.width() / 2, area.height() / 2))

    # Starting and ending

    def zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zooms so that what is at a point of the viewport (else its middle) stays there."""
        area = self._canvas.area()
        point = QPointF(area.width() / 2, area.height() / 2) if at is None else at
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        if self._pin is None or not self.running or self._pin[0] != point:
            # the same point goes on with the same pin, or roundings would add up
            self._pin = point, self._canvas.view.to_canvas(point.x(), point.y())
        middle = area.width() / 2 - point.x(), area.height() / 2 - point.y()
        x, y = self._pin[1]
        self._run(Look(zoom, x + middle[0] / zoom, y + middle[1] / zoom), ZOOM_MILLISECONDS)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zooms by a factor, from where the zoom under way will end."""
        self.zoom(self.goal.zoom * factor, at)

    def jump(self, goal: Look, keep_fitted: bool = False) -> None:
        """Goes to another view, and keeps all in sight there if asked for."""
        self._pin = None
        self._run(goal, JUMP_MILLISECONDS, keep_fitted)

    def _run(self, goal: Look, milliseconds: int, keep_fitted: bool = False) -> None:
        canvas = self._canvas
        self._animation.stop()
        self._start, self._goal, self._keep_fitted = self.now(), goal, keep_fitted
        canvas.keep_fitted = False
        if canvas.isVisible() and not canvas.player.reduced_motion and self._start != goal:
            self._animation.setDuration(milliseconds)
            self._animation.start()
        else:
            self._go(1.0)

    def stop(self) -> None:
        """Stays where it is: somebody has taken the view into the hand."""
        self._animation.stop()

    def finish(self) -> None:
        """Goes there at once."""
        if self.running:
            self._animation.stop()
            self._go(1.0)

    # On the way

    def _go(self, share: float) -> None:
        start, goal, canvas = self._start, self._goal, self._canvas
        zoom = start.zoom * (goal.zoom / start.zoom) ** share if share < 1 else goal.zoom
        # Zooming by equal factors, the middle moves as 1 / zoom does: so one point stays in place.
        whole = 1 / goal.zoom - 1 / start.zoom
        way = share if abs(whole) < 1e-6 else (1 / zoom - 1 / start.zoom) / whole
        x, y = start.x + (goal.x - start.x) * way, start.y + (goal.y - start.y) * way
        area = canvas.area()
        left, top = x * zoom - area.width() / 2, y * zoom - area.height() / 2
        if self._pin is not None:
            point, (x, y) = self._pin
            left, top = x * zoom - point.x(), y * zoom - point.y()
        canvas.look_at(zoom, left, top)
        if share == 1:
            canvas.keep_fitted = self._keep_fitted
