"""The gradients that each wire has carried since the last forward, by slot of the geometry."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.canvas.curves import Indices
from app.canvas.magnitude import levels_of
from autograd_core.graph.steps import Value

Levels = np.ndarray[Any, np.dtype[np.int32]]


class Carried:
    """Notes them as the cursor moves. How large the last ones are is looked up at once for all that
    have changed, when somebody asks."""

    def __init__(self) -> None:
        self._levels: Levels = np.zeros(0, np.int32)
        self._values: dict[int, list[Value]] = {}
        self._changed: set[int] = set()

    def clear(self, wires: int) -> None:
        """Starts with so many wires, of which none has carried anything."""
        if len(self._levels) < wires:
            self._levels = np.zeros(wires + wires // 2, np.int32)  # some are added, one by one
        else:
            self._levels[:] = 0
        self._values.clear()
        self._changed.clear()

    def grow(self, wires: int) -> None:
        """Makes room for so many wires."""
        more = wires - len(self._levels)
        if more > 0:
            zeros = np.zeros(max(more, len(self._levels) // 2), np.int32)
            self._levels = np.concatenate([self._levels, zeros])

    def add(self, slot: int, gradient: Value) -> None:
        """A gradient has travelled along a wire."""
        values = self._values.get(slot)
        if values is None:
            self._values[slot] = [gradient]
        else:
            values.append(gradient)
        self._changed.add(slot)

    def take(self, slot: int) -> None:
        """The last gradient of a wire has not travelled yet."""
        values = self._values.get(slot)
        if values:
            values.pop()
            self._changed.add(slot)

    def levels(self, wires: Indices) -> Levels:
        """The last gradients' places on the scale of `magnitude`; NONE where there is none."""
        if self._changed:
            slots = list(self._changed)
            self._changed.clear()
            values = self._values
            sizes = [values[slot][-1].largest if values[slot] else -1.0 for slot in slots]
            self._levels[slots] = levels_of(np.array(sizes))
        found: Levels = self._levels[wires]
        return found

    def last(self, slot: int) -> Value | None:
        """The last gradient that a wire has carried."""
        values = self._values.get(slot)
        return values[-1] if values else None
