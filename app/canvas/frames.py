"""Frames on the canvas: the regions that are drawn round the cards in them.

A frame has no place of its own: it holds its cards and the frames that lie in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from app.canvas.box import Box
from app.canvas.curves import Floats, Indices
from autograd_core.graph.document import Document, FrameData

PAD = 22.0
TITLE = 26.0
"""Room above the cards for the frame's title."""
ROUND = 10.0
"""The radius of the corners."""
STRIP = TITLE + 8.0
"""How far down from its top a frame can be taken hold of."""


class Sides(NamedTuple):
    """Sides of a frame: -1 for the left one, 1 for the right or the lower one, 0 for none."""

    x: int
    y: int


def frame_title(frame: FrameData) -> str:
    """What is written at the top of a frame: its title and, if it does something, its kind."""
    kind = "" if frame.kind == "comment" else frame.kind
    return " · ".join(part for part in (frame.title, kind) if part)


class Frames:
    """Which card lies in which frame, and the rectangles that follow from it."""

    def __init__(self, document: Document) -> None:
        self.data: dict[str, FrameData] = {}
        self._inner_first: list[str] = []
        self._frame_of: dict[int, str] = {}
        self._members: dict[str, set[int]] = {}
        self._changed: set[str] = set()
        """Frames whose rectangle is another than `_boxes` has."""
        self._boxes: dict[str, Box] | None = None
        self._sides: tuple[dict[str, Box], list[str], Floats] | None = None
        self.reread(document)

    def reread(self, document: Document) -> None:
        """Reads the frames themselves anew; there are few."""
        self.data = dict(document.frames)
        self._sort()

    def _sort(self) -> None:
        self._inner_first = sorted(self.data, key=self._depth, reverse=True)
        self._nested = any(frame.frame in self.data for frame in self.data.values())
        self._boxes = None

    def nest(self, name: str, outer: str | None) -> None:
        """Notes the frame that a frame lies in."""
        if self.data[name].frame != outer:
            self.data[name] = replace(self.data[name], frame=outer)
            self._sort()

    def widen(self, name: str, margins: tuple[float, float, float, float]) -> None:
        """Notes by how much a frame is larger than what is in it asks for."""
        self.data[name] = replace(self.data[name], margins=margins)
        self._boxes = None

    def put(self, slot: int, frame: str | None) -> None:
        """Notes the frame that a card lies in."""
        old = self._frame_of.get(slot)
        if old == frame:
            return
        if old is not None:
            self._members[old].discard(slot)
            self._changed.add(old)
        if frame is None:
            del self._frame_of[slot]
        else:
            self._frame_of[slot] = frame
            self._members.setdefault(frame, set()).add(slot)
            self._changed.add(frame)

    def part(self, slots: Indices) -> Frames:
        """The same with these cards alone."""
        found = copy(self)
        kept = set(slots.tolist())
        found._frame_of = {slot: name for slot, name in self._frame_of.items() if slot in kept}
        found._boxes = None
        return found

    def renumber(self, slots: Indices) -> None:
        """The cards of these slots have the slots 0, 1, … from now on; there are no others."""
        if self._frame_of:
            new = {old: slot for slot, old in enumerate(slots.tolist())}
            self._frame_of = {new[old]: frame for old, frame in self._frame_of.items()}
            self._members = {}
            for slot, frame in self._frame_of.items():
                self._members.setdefault(frame, set()).add(slot)

    def moved(self, slots: Indices | None = None) -> None:
        """Says that cards (else any of them) have moved, so that the rectangles are others."""
        if slots is None:
            self._boxes = None
        else:
            own = (self._frame_of.get(slot) for slot in slots.tolist())
            self._changed.update(frame for frame in own if frame is not None)

    def title_at(self, x: float, y: float, pos: Floats, size: Floats) -> str | None:
        """The innermost frame whose title is at a point."""
        for name, box in reversed(self.boxes(pos, size).items()):
            if box.left <= x <= box.right and box.top <= y <= box.top + STRIP:
                return name
        return None

    def sides_at(
        self, x: float, y: float, reach: float, pos: Floats, size: Floats
    ) -> tuple[str, Sides] | None:
        """The sides of the innermost frame that are within reach of a point; its upper side is for
        its title."""
        for name, box in reversed(self.boxes(pos, size).items()):
            if not box.grown(reach).holds(Box(x, y, x, y)):
                continue
            across = (abs(x - box.right) <= reach) - (abs(x - box.left) <= reach)
            down = int(abs(y - box.bottom) <= reach)
            if (across or down) and y > box.top + STRIP:
                return name, Sides(across, down)
        return None

    def innermost(self, points: Floats, boxes: Mapping[str, Box]) -> list[str | None]:
        """The innermost of these frames (outer ones first) round each of the points."""
        names, sides = list(boxes), np.array(list(boxes.values()), float).reshape(-1, 4)
        found: list[str | None] = []
        for x, y in points.tolist():
            inside = (sides[:, 0] <= x) & (x <= sides[:, 2])
            inside &= (sides[:, 1] <= y) & (y <= sides[:, 3])
            places = np.flatnonzero(inside)
            found.append(names[places[-1]] if len(places) else None)
        return found

    def frame_of(self, slot: int) -> str | None:
        """The frame that a card lies in."""
        return self._frame_of.get(slot)

    def holds(self, slots: Indices) -> bool:
        """Whether one of the cards lies in a frame."""
        return bool(self._frame_of) and any(slot in self._frame_of for slot in slots.tolist())

    def round(self, slots: Indices) -> set[str]:
        """The frames round these cards, those round frames included."""
        found: set[str] = set()
        for slot in slots.tolist() if self._frame_of else ():
            name = self._frame_of.get(slot)
            while name is not None and name in self.data and name not in found:
                found.add(name)
                name = self.data[name].frame
        return found

    def boxes(self, pos: Floats, size: Floats) -> dict[str, Box]:
        """The rectangle of each frame that holds something, outer frames first."""
        if self._boxes is not None and self._changed:
            self._boxes = self._with_changed(self._boxes, pos, size)
        if self._boxes is None:
            self._boxes = self._bound(pos, size) if self.data else {}
        self._changed.clear()
        return self._boxes

    def sides(self, pos: Floats, size: Floats) -> tuple[list[str], Floats]:
        """The same as names, and as rows of left, top, right, bottom."""
        boxes = self.boxes(pos, size)
        if self._sides is None or self._sides[0] is not boxes:
            rows = np.array(list(boxes.values()), float).reshape(-1, 4)
            self._sides = boxes, list(boxes), rows
        return self._sides[1], self._sides[2]

    def _with_changed(
        self, boxes: dict[str, Box], pos: Floats, size: Floats
    ) -> dict[str, Box] | None:
        """The rectangles with the changed ones anew; None where others would follow from them."""
        found: dict[str, Box] = {}
        for name in self._changed & self.data.keys():
            members = np.fromiter(self._members.get(name, ()), np.intp)
            if name not in boxes or not len(members) or self._nested:
                return None
            low, high = pos[members].min(axis=0), (pos[members] + size[members]).max(axis=0)
            left, top, right, bottom = self.data[name].margins
            low -= (PAD + left, PAD + TITLE + top)
            high += (PAD + right, PAD + bottom)
            box = Box(*low.tolist(), *high.tolist())
            if box != boxes[name]:
                found[name] = box
        if not found:
            return boxes  # so that everybody sees that they are the same
        all_boxes = boxes | found
        if self._sides is not None and self._sides[0] is boxes:
            _, names, rows = self._sides
            places = [names.index(name) for name in found]
            rows[places] = [*found.values()]
            self._sides = all_boxes, names, rows
        return all_boxes

    def _bound(self, pos: Floats, size: Floats) -> dict[str, Box]:
        names = list(self.data)
        place = {name: i for i, name in enumerate(names)}
        members = [(slot, place[f]) for slot, f in self._frame_of.items() if f in place]
        if not members:
            return {}
        slots, frames = np.array(members, np.intp).T
        low, high = np.full((len(names), 2), np.inf), np.full((len(names), 2), -np.inf)
        np.minimum.at(low, frames, pos[slots])
        np.maximum.at(high, frames, pos[slots] + size[slots])
        found: dict[str, Box] = {}
        for name in self._inner_first:
            i = place[name]
            if low[i, 0] == np.inf:
                continue
            left, top, right, bottom = self.data[name].margins
            low[i] -= (PAD + left, PAD + TITLE + top)
            high[i] += (PAD + right, PAD + bottom)
            outer = place.get(self.data[name].frame or "")
            if outer is not None:
                low[outer] = np.minimum(low[outer], low[i])
                high[outer] = np.maximum(high[outer], high[i])
            found[name] = Box(*low[i].tolist(), *high[i].tolist())
        return dict(reversed(found.items()))

    def _depth(self, name: str) -> int:
        depth, seen = 0, {name}
        outer = self.data[name].frame
        while outer is not None and outer in self.data and outer not in seen:
            seen.add(outer)
            depth += 1
            outer = self.data[outer].frame
        return depth


def rims(before: Mapping[str, Box], after: Mapping[str, Box], names: Iterable[str]) -> list[Box]:
    """What looks different of these frames: their sides and titles from where they were to where
    they are, and no more of what lies within."""
    found = []
    for name in names:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if old is None or new is None:
            found += [box for box in (old, new) if box is not None]
            continue
        whole = old.united(new)
        low, high = Box(*map(min, old, new)), Box(*map(max, old, new))
        found += [
            Box(whole.left, whole.top, whole.right, high.top + STRIP),
            Box(whole.left, low.bottom, whole.right, whole.bottom),
            Box(whole.left, whole.top, high.left, whole.bottom),
            Box(low.right, whole.top, whole.right, whole.bottom),
        ]
    return [box.grown(ROUND) for box in found]
