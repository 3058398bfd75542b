"""Which part of the steps the line shows, and where each is: all of them, or some larger."""

from __future__ import annotations

MARGIN = 12
MOST_PIXELS = 60.0
"""How wide a step can get."""
IN_SIGHT = 24.0
"""Pixels that a cursor is kept away from the edges."""


class Span:
    """Maps cursors to pixels."""

    def __init__(self) -> None:
        self.count = 0
        self.room = 0.0
        """Pixels between the margins."""
        self.zoom = 1.0
        self.first = 0.0
        """The cursor at the left margin."""

    @property
    def step_width(self) -> float:
        return self.room * self.zoom / self.count if self.count else 0.0

    @property
    def last(self) -> float:
        """The cursor at the right margin."""
        return self.first + (self.room / self.step_width if self.step_width else 0.0)

    def x_at(self, cursor: float) -> float:
        """Where a cursor stands, in pixels."""
        return MARGIN + (cursor - self.first) * self.step_width

    def cursor_at(self, x: float) -> int:
        """The cursor nearest to a pixel."""
        width = self.step_width
        cursor = round(self.first + (x - MARGIN) / width) if width else 0
        return max(0, min(cursor, self.count))

    def resize(self, count: int, room: float) -> None:
        """There are so many steps, and pixels for them."""
        self.count, self.room = count, max(0.0, room)
        self._settle()

    def zoom_by(self, factor: float, x: float) -> None:
        """Shows the steps larger or smaller; the one at a pixel stays there."""
        if not self.step_width:
            return
        at = self.first + (x - MARGIN) / self.step_width
        self.zoom *= factor
        self._settle()
        self.first = at - (x - MARGIN) / self.step_width
        self._settle()

    def pan(self, share: float) -> None:
        """Moves on by a share of what is seen, or back."""
        self.first += share * self.count / self.zoom
        self._settle()

    def show(self, cursor: float) -> None:
        """Brings a cursor into sight."""
        if self.zoom <= 1.0 or not self.step_width:
            return
        edge = min(IN_SIGHT, self.room / 4) / self.step_width
        if cursor < self.first + edge:
            self.first = cursor - edge
        elif cursor > self.last - edge:
            self.first = cursor + edge - self.room / self.step_width
        self._settle()

    def _settle(self) -> None:
        most = max(1.0, MOST_PIXELS * self.count / self.room) if self.room and self.count else 1.0
        self.zoom = max(1.0, min(self.zoom, most))
        seen = self.count / self.zoom
        self.first = max(0.0, min(self.first, self.count - seen))
