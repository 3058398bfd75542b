"""Wires that are led through dots: where their dots lie, and the curves from dot to dot.

Most wires have no dots, and are rows of arrays; those few that have are kept here by slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.canvas import curves
from app.canvas.curves import Floats, Indices

Point = tuple[float, float]

RADIUS = 5.0
"""Of a dot, in canvas units."""


class Dot(NamedTuple):
    """A dot of a wire, by its place from the wire's source on."""

    wire: str
    place: int


class Legs(NamedTuple):
    """Curves from dot to dot: the slots of their wires, ascending, their ends, and the first row
    of each wire."""

    owners: Indices
    rows: Floats
    starts: dict[int, int]


class Dots:
    """The dots of all wires, by slot."""

    def __init__(self) -> None:
        self._points: dict[int, Floats] = {}
        self._legs: dict[int, Floats] = {}
        self._all: Legs | None = None

    def put(self, slot: int, points: Sequence[Point]) -> None:
        """Takes over the dots of a wire."""
        if points:
            self._points[slot] = np.array(points, float)
        elif slot in self._points:
            del self._points[slot]
            self._legs.pop(slot, None)
            self._all = None

    def renumber(self, wires: Indices) -> None:
        """The wires of these slots have the slots 0, 1, … from now on; there are no others."""
        if self._points:
            new = {old: slot for slot, old in enumerate(wires.tolist())}
            self._points = {new[old]: points for old, points in self._points.items()}
            self._legs = {new[old]: legs for old, legs in self._legs.items()}
            self._all = None

    def place(self, wires: Indices, ends: Floats, boxes: Floats) -> None:
        """Draws the legs of those of the wires that have dots anew, and sets their boxes."""
        for slot in self.among(wires):
            corners = np.vstack([ends[slot, :2], self._points[slot], ends[slot, 2:]])
            legs = np.hstack([corners[:-1], corners[1:]])
            self._put_legs(slot, legs)
            around = curves.boxes(legs)
            low, high = around[:, :2].min(axis=0) - RADIUS, around[:, 2:].max(axis=0) + RADIUS
            boxes[slot] = *low, *high

    def _put_legs(self, slot: int, legs: Floats) -> None:
        before = self._legs.get(slot)
        self._legs[slot] = legs
        if self._all is not None and before is not None and len(before) == len(legs):
            start = self._all.starts[slot]
            self._all.rows[start : start + len(legs)] = legs
        else:
            self._all = None

    def _together(self) -> Legs:
        """The legs of all wires that have dots."""
        if self._all is None:
            slots = sorted(self._legs)
            counts = [len(self._legs[slot]) for slot in slots]
            starts = np.cumsum([0, *counts]).tolist()
            self._all = Legs(
                np.repeat(np.array(slots, np.intp), counts),
                np.vstack([self._legs[slot] for slot in slots]),
                dict(zip(slots, starts, strict=False)),
            )
        return self._all

    def among(self, wires: Indices) -> list[int]:
        """Those of the wires that have dots."""
        if not self._points:
            return []
        if len(self._points) < len(wires):
            return list(np.intersect1d(wires, np.fromiter(self._points, np.intp)).tolist())
        return [slot for slot in wires.tolist() if slot in self._points]

    def points(self, slot: int) -> list[Point]:
        """The dots of a wire."""
        found = self._points.get(slot)
        return [] if found is None else [(x, y) for x, y in found.tolist()]

    def legs(self, slot: int, ends: Floats) -> Floats:
        """The curves that a wire is made of, from its source on: rows of ends."""
        found = self._legs.get(slot)
        return ends[slot][None] if found is None else found

    def rows(self, wires: Indices, ends: Floats) -> tuple[Floats, Indices]:
        """The curves of these wires, and for each the place of its wire among them."""
        own = np.arange(len(wires))
        if not self._legs or not len(wires):
            return ends[wires], own
        legs = self._together()
        places = np.full(max(int(wires.max()), int(legs.owners[-1])) + 1, -1, np.intp)
        places[wires] = own
        owners = places[legs.owners]
        hit = owners >= 0
        places[legs.owners] = -1
        plain = places[wires] >= 0
        rows = np.concatenate([ends[wires[plain]], legs.rows[hit]])
        return rows, np.concatenate([own[plain], owners[hit]])

    def nearest(self, wires: Indices, x: float, y: float, radius: float) -> tuple[int, int] | None:
        """The nearest dot within a radius of a point: its wire's slot, and its place."""
        found: tuple[int, int] | None = None
        for slot in self.among(wires):
            gaps = np.hypot(*(self._points[slot] - (x, y)).T)
            if gaps.min() <= radius:
                found, radius = (slot, int(gaps.argmin())), float(gaps.min())
        return found
