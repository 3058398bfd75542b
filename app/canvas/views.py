"""Going about the canvas: fitting, and back and forward through the views before jumps.

What is remembered is the view that one leaves by a jump, not every notch of the wheel: so going
back returns to what one was looking at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QRectF

from app.canvas.box import Box
from app.canvas.geometry import Geometry
from app.canvas.glide import Glide, Gliding, Look
from app.session import Session

MOST = 64
READABLE = 0.6
"""The zoom up to which a jump to a card comes closer, if it must."""
AROUND = 24.0


class Viewed(Gliding, Protocol):
    """What of the canvas is needed to go about it."""

    session: Session
    places: Geometry
    glide: Glide

    def area(self) -> QRect: ...
    def covered(self) -> list[QRectF]: ...
    def fit_all(self) -> None: ...
    def fit_selection(self) -> None: ...
    def look_at(self, zoom: float, left: float, top: float) -> None: ...
    def say(self, words: str) -> None: ...


class Views(QObject):
    """The jumps of one canvas; its commands call these."""

    def __init__(self, canvas: Viewed, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._past: list[Look] = []
        self._future: list[Look] = []
        canvas.session.replaced.connect(self.forget)
        canvas.session.level_changed.connect(self.forget)

    def forget(self) -> None:
        """Another document is open, or another level of it shown."""
        self._past.clear()
        self._future.clear()

    # Jumps

    def fit_all(self) -> None:
        """Shows the whole document."""
        self._jump_as(self._canvas.fit_all)

    def fit_selection(self) -> None:
        """Shows the selected cards."""
        self._jump_as(self._canvas.fit_selection)

    def actual_size(self) -> None:
        """Shows cards at their size, the middle staying where it is."""
        self.leave()
        self._canvas.glide.zoom(1.0)

    def go_to(self, x: float, y: float, glide: bool = True) -> None:
        """Brings a point of the canvas to the middle."""
        self.leave()
        self.centre(x, y, glide)

    def centre(self, x: float, y: float, glide: bool = False) -> None:
        """The same, without remembering where one was: within a drag."""
        goal = Look(self._canvas.glide.goal.zoom, x, y)
        self._canvas.glide.jump(goal)
        if not glide:
            self._canvas.glide.finish()

    def show(self, box: Box) -> None:
        """Brings something into sight, large enough to be read; stays where it is if it is so."""
        glide, area = self._canvas.glide, QRectF(self._canvas.area())
        goal = glide.goal  # where a jump under way will end, not where it is
        zoom, where = goal.zoom, goal.view(area.width(), area.height()).rect(box, AROUND)
        clear = not any(each.intersects(where) for each in self._canvas.covered())
        if zoom >= READABLE and area.contains(where) and clear:
            return
        self.leave()
        room = min(
            (area.width() - 2 * AROUND) / max(1.0, box.right - box.left),
            (area.height() - 2 * AROUND) / max(1.0, box.bottom - box.top),
        )
        glide.jump(Look(max(zoom, min(1.0, room)) if zoom < READABLE else zoom, *box.middle()))

    def _jump_as(self, act: Callable[[], None]) -> None:
        """Glides to where an act that jumps at once would be."""
        canvas = self._canvas
        canvas.glide.finish()
        self.leave()
        view, start = canvas.view, (canvas.view.zoom, canvas.view.left, canvas.view.top)
        act()
        goal, fitted = canvas.glide.now(), canvas.keep_fitted
        if start != (view.zoom, view.left, view.top):
            canvas.look_at(*start)
            canvas.glide.jump(goal, fitted)

    # Back and forward

    def leave(self) -> None:
        """Remembers the view as it is: one is about to jump."""
        now = self._canvas.glide.goal
        if not self._past or not _alike(self._past[-1], now):
            self._past.append(now)
            del self._past[:-MOST]
        self._future.clear()

    def back(self) -> None:
        """Returns to the view before the last jump."""
        if not self._move(self._past, self._future):
            self._canvas.say(self.tr("There is no view to go back to."))

    def forward(self) -> None:
        """Goes again where one has come back from."""
        if not self._move(self._future, self._past):
            self._canvas.say(self.tr("There is no view to go forward to."))

    def _move(self, source: list[Look], target: list[Look]) -> bool:
        now = self._canvas.glide.goal
        while source and _alike(source[-1], now):
            source.pop()
        if not source:
            return False
        target.append(now)
        self._canvas.glide.jump(source.pop())
        return True


def _alike(one: Look, other: Look) -> bool:
    """Whether two views show the same, up to a pixel or two."""
    off = max(abs(one.x - other.x), abs(one.y - other.y)) * other.zoom
    return off < 3 and abs(one.zoom / other.zoom - 1) < 0.01
