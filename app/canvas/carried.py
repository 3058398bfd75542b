"""The gradients that each wire has carried since the last forward, by slot of the geometry."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.canvas.curves import Indices
from app.canvas.magnitude import levels_of
from autograd_core.graph.steps import FEW, Value, look_through

UNKNOWN = -1

Levels = np.ndarray[Any, np.dtype[np.int32]]


class Carried:
    """Notes them as the cursor moves. How large the last ones are is looked up at once for all that
    somebody asks for."""

    def __init__(self) -> None:
        self._levels: Levels = np.zeros(0, np.int32)
        self._last: dict[int, Value] = {}
        self._before: dict[int, list[Value]] = {}
        self.shallow = False
        """Whether it has the last gradients only, so that none can be taken back."""

    def clear(self, wires: int) -> None:
        """Starts with so many wires, of which none has carried anything."""
        if len(self._levels) < wires:
            self._levels = np.zeros(wires + wires // 2, np.int32)  # some are added, one by one
        else:
            self._levels[:] = 0
        self._last, self._before, self.shallow = {}, {}, False

    def fill(self, wires: int, last: dict[int, Value]) -> None:
        """Starts with so many wires, of which these have carried these gradients last."""
        self.clear(wires)
        self._levels[np.fromiter(last, np.intp, len(last))] = UNKNOWN
        self._last, self.shallow = last, True

    def grow(self, wires: int) -> None:
        """Makes room for so many wires."""
        more = wires - len(self._levels)
        if more > 0:
            zeros = np.zeros(max(more, len(self._levels) // 2), np.int32)
            self._levels = np.concatenate([self._levels, zeros])

    def add(self, slot: int, gradient: Value) -> None:
        """A gradient has travelled along a wire."""
        if not self.shallow:
            self._before.setdefault(slot, []).append(gradient)
        self._last[slot] = gradient
        self._levels[slot] = UNKNOWN

    def take(self, slot: int) -> None:
        """The last gradient of a wire has not travelled yet."""
        values = self._before.get(slot)
        if values:
            values.pop()
            self._levels[slot] = UNKNOWN
            if values:
                self._last[slot] = values[-1]
            else:
                del self._last[slot]

    def levels(self, wires: Indices) -> Levels:
        """The last gradients' places on the scale of `magnitude`; NONE where there is none."""
        found: Levels = self._levels[wires]
        unknown = wires[found == UNKNOWN]
        if len(unknown):
            last = self._last
            values = [last.get(slot) for slot in unknown.tolist()]
            if len(values) > FEW:
                look_through(value for value in values if value is not None)
            sizes = [-1.0 if value is None else value.largest for value in values]
            self._levels[unknown] = levels_of(np.array(sizes))
            found = self._levels[wires]
        return found

    def last(self, slot: int) -> Value | None:
        """The last gradient that a wire has carried."""
        return self._last.get(slot)
