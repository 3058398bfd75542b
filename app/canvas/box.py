"""Rectangles in canvas units."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in canvas units."""

    left: float
    top: float
    right: float
    bottom: float

    def united(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, x: float, y: float) -> Box:
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def holds(self, other: Box) -> bool:
        """Whether the other rectangle lies wholly in this one."""
        return self.united(other) == self

    def touches(self, other: Box) -> bool:
        """Whether the two have some area in common."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies in it, and not on its edge."""
        return self.left < x < self.right and self.top < y < self.bottom

    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2
