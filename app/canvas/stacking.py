"""Which of the cards that overlap lies on top: the one that was selected last, else the later one.

It belongs to the view and not to the document: a file opens with its cards in their order.
"""

from __future__ import annotations

import numpy as np

from app.canvas.curves import Indices


class Stacking:
    """How high cards lie, by slot; most were never selected, and lie as they were made."""

    def __init__(self) -> None:
        self._heights = np.zeros(0, np.int64)
        self._highest = 0

    def lift(self, slots: Indices) -> None:
        """Puts cards on top of all others; among each other they lie as they did."""
        if not len(slots):
            return
        self._reach(int(slots.max()) + 1)
        self._highest += len(slots)
        order = self.sorted(slots)
        self._heights[order] = self._highest + 1 - np.arange(len(slots), 0, -1)

    def sorted(self, slots: Indices) -> Indices:
        """The cards (their slots ascending), the topmost last."""
        if not self._highest or not len(slots):
            return slots
        self._reach(int(slots[-1]) + 1)
        heights = self._heights[slots]
        return slots[np.argsort(heights, kind="stable")] if heights.any() else slots

    def _reach(self, count: int) -> None:
        if count > len(self._heights):
            more = max(count - len(self._heights), len(self._heights))
            self._heights = np.concatenate([self._heights, np.zeros(more, np.int64)])

    def _lifted(self) -> Indices:
        """The cards that were ever lifted, the topmost last."""
        slots = np.flatnonzero(self._heights)
        return slots[np.argsort(self._heights[slots])]

    def carried(self, ids: list[str], slots: dict[str, int]) -> Stacking:
        """The same for cards with other slots; `ids` are those of the slots until now."""
        new = Stacking()
        there = [slots[ids[slot]] for slot in self._lifted().tolist() if ids[slot] in slots]
        if there:
            new._reach(max(there) + 1)
            new._highest = len(there)
            new._heights[there] = np.arange(1, len(there) + 1)
        return new
