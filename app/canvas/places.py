"""Where things lie, and the questions about it: which are in a rectangle, what is at a point.

Nothing here knows the document or changes anything; `geometry.py` fills the arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import reduce
from typing import Any

import numpy as np

from app.canvas.box import Box
from app.canvas.curves import Bools, Floats, Indices, distances
from app.canvas.dots import Dot, Dots
from app.canvas.frames import Frames
from app.canvas.metrics import Content
from app.canvas.ports import NEW, Port, input_height, output_height, port_height
from app.canvas.stacking import Stacking


class Places:
    """Positions, sizes, ports and wire ends, by slot."""

    ids: list[str]
    slots: dict[str, int]
    inputs: list[tuple[str, ...]]
    outputs: list[tuple[str, ...]]
    wire_ids: list[str]
    wire_slots: dict[str, int]
    dots: Dots
    frames: Frames
    stacking: Stacking
    _pos: Floats
    _size: Floats
    _shape: np.ndarray[Any, np.dtype[np.int32]]
    """Numbers of inputs and outputs, and the lines of a Content."""
    _folded: Bools
    _own: Floats
    """Sizes of notes, which say their own."""
    _ends: Floats
    _boxes: Floats
    _joins: Indices
    """Source slot, port, target slot, port."""
    _there: Bools
    """Wires that are not gone."""
    lifted: Indices | None
    """The wires at cards that are dragged, None while nothing is."""

    @property
    def pos(self) -> Floats:
        """x and y of each card's top left corner; NaN for a card that is gone."""
        return self._pos[: len(self.ids)]

    @property
    def size(self) -> Floats:
        """Width and height of each card."""
        return self._size[: len(self.ids)]

    @property
    def ends(self) -> Floats:
        """x0, y0, x1, y1 of each wire; NaN for a wire that is gone."""
        return self._ends[: len(self.wire_ids)]

    @property
    def wire_boxes(self) -> Floats:
        """What holds each wire's curve: left, top, right, bottom."""
        return self._boxes[: len(self.wire_ids)]

    @property
    def joins(self) -> Indices:
        """Source slot, source port's place, target slot, target port's place of each wire."""
        return self._joins[: len(self.wire_ids)]

    # Cards and wires

    def notes_among(self, cards: Indices) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which of the cards are notes."""
        found: np.ndarray[Any, np.dtype[np.bool_]] = ~np.isnan(self._own[cards, 0])
        return found

    def wires_at(self, cards: Indices) -> Indices:
        """The slots of the wires that start or end at one of the cards."""
        if not len(cards) or not self.wire_ids:
            return np.empty(0, np.intp)
        joins = self.joins
        if len(cards) == 1:
            found = (joins[:, 0] == cards[0]) | (joins[:, 2] == cards[0])
        else:
            marked = np.zeros(len(self.ids), bool)
            marked[cards] = True
            found = marked[joins[:, 0]] | marked[joins[:, 2]]
        return np.flatnonzero(found & self._there[: len(found)])

    def cards_in(self, *boxes: Box) -> Indices:
        """The slots of the cards that touch one of the boxes, the topmost last."""
        return self.stacking.sorted(_in_any(self.touching, len(self.ids), boxes))

    def those_in(self, cards: Indices, box: Box) -> Indices:
        """Those of the cards that touch the box."""
        kept: Indices = cards[self.touching(cards, box)]
        return kept

    def touching(self, cards: Indices | slice, box: Box) -> Bools:
        """Which of the cards touch the box."""
        return _touching(self._pos[cards], self._size[cards], box)

    def cards_within(self, box: Box) -> Indices:
        """The slots of the cards that lie wholly in the box."""
        x, y = self.pos[:, 0], self.pos[:, 1]
        w, h = self.size[:, 0], self.size[:, 1]
        hit = (x >= box.left) & (x + w <= box.right) & (y >= box.top) & (y + h <= box.bottom)
        return np.flatnonzero(hit)

    def wires_in(self, *boxes: Box, among: Indices | None = None) -> Indices:
        """The slots of the wires (of those `among`, ascending) whose curve's box touches one of
        the boxes."""
        if among is not None:
            return among[np.logical_or.reduce([self._crossing(among, box) for box in boxes])]
        return _in_any(self._crossing, len(self.wire_ids), boxes)

    def _crossing(self, wires: Indices | slice, box: Box) -> Bools:
        b = self._boxes[wires]
        hit = (b[:, 0] < box.right) & (b[:, 2] > box.left)
        return hit & (b[:, 1] <= box.bottom) & (b[:, 3] >= box.top)

    def card_at(self, x: float, y: float) -> str | None:
        """The topmost card under a point."""
        hits = self.cards_in(Box(x, y, x, y))
        return self.ids[hits[-1]] if len(hits) else None

    def port_at(self, x: float, y: float, radius: float) -> Port | None:
        """The nearest port within a radius of a point that no card lies over; of two as near, the
        topmost card's."""
        best: Port | None = None
        nearest = radius * radius
        above: list[Box] = []
        for slot in self.cards_in(Box(x, y, x, y).grown(radius)).tolist()[::-1]:
            for port, px, py in self.ports_of(slot):
                gap = (px - x) ** 2 + (py - y) ** 2
                closer = gap < nearest or (best is None and gap == nearest)
                if closer and not any(box.covers(px, py) for box in above):
                    best, nearest = port, gap
            above.append(self.card_box(self.ids[slot]))
        return best

    def wire_at(self, x: float, y: float, radius: float) -> str | None:
        """The nearest wire within a radius of a point."""
        near = self.wires_in(Box(x, y, x, y).grown(radius))
        rows, owners = self.curves(near)
        gaps = distances(rows, x, y)
        if not len(gaps) or gaps.min() > radius:
            return None
        return self.wire_ids[int(near[owners[gaps.argmin()]])]

    def curves(self, wires: Indices) -> tuple[Floats, Indices]:
        """The curves that these wires are drawn with (one with dots has several), as rows of ends,
        and for each the place of its wire among them."""
        return self.dots.rows(wires, self._ends)

    def legs(self, wire: int) -> Floats:
        """The curves of one wire, from its source on."""
        return self.dots.legs(wire, self._ends)

    def dot_at(self, x: float, y: float, radius: float) -> Dot | None:
        """The nearest dot of a wire within a radius of a point."""
        found = self.dots.nearest(self.wires_in(Box(x, y, x, y).grown(radius)), x, y, radius)
        return None if found is None else Dot(self.wire_ids[found[0]], found[1])

    def ports_of(self, slot: int) -> list[tuple[Port, float, float]]:
        """The ports of a card with their places, inputs first."""
        node = self.ids[slot]
        x, y = self._pos[slot].tolist()
        right = x + float(self._size[slot, 0])
        outputs, folded = self.outputs[slot], bool(self._folded[slot])
        count = len(self.inputs[slot])
        found = [
            (Port(node, name, True), x, y + float(input_height(count, i, folded)))
            for i, name in enumerate(self.inputs[slot])
        ]
        for i, name in enumerate(outputs):
            height = float(output_height(len(outputs), i, folded))
            found.append((Port(node, name, False), right, y + height))
        return found

    def port_place(self, port: Port) -> tuple[float, float] | None:
        """Where a port lies; None if it is not there."""
        slot = self.slots.get(port.node)
        if slot is None:
            return None
        if port.name == NEW:
            return self._new_port_place(slot, port.is_input)
        return next(((x, y) for found, x, y in self.ports_of(slot) if found == port), None)

    def _new_port_place(self, slot: int, is_input: bool) -> tuple[float, float] | None:
        """Where a port that is to come would lie: below the others on its side."""
        if self._folded[slot]:
            return None
        x, y = self._pos[slot].tolist()
        count = len(self.inputs[slot] if is_input else self.outputs[slot])
        left = x if is_input else x + float(self._size[slot, 0])
        return left, y + float(port_height(count))

    def box_of(self, cards: Indices, wires: Indices | None = None) -> Box | None:
        """What holds these cards and wires; None if there are none."""
        pos, size = self._pos[cards], self._size[cards]
        rows = [np.concatenate([pos, pos + size], axis=1)]
        if wires is not None:
            rows.append(self._boxes[wires])
        all_rows = np.concatenate(rows)
        all_rows = all_rows[~np.isnan(all_rows[:, 0])]
        if not len(all_rows):
            return None
        low, high = all_rows[:, :2].min(axis=0), all_rows[:, 2:].max(axis=0)
        return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    def content(self, slot: int) -> Content:
        """The lines that a card keeps."""
        return Content(*self._shape[slot, 2:].tolist())

    def card_box(self, node: str) -> Box:
        """The rectangle of a card. Raises KeyError if there is no such card."""
        slot = self.slots[node]
        (x, y), (w, h) = self._pos[slot].tolist(), self._size[slot].tolist()
        return Box(x, y, x + w, y + h)

    def bounds(self) -> Box | None:
        """What holds all cards and frames; None where there are none."""
        boxes = self.frames.boxes(self.pos, self.size)
        return united(self.box_of(np.arange(len(self.ids))), boxes.values())

    def in_use(self, slots: Iterable[int]) -> Indices:
        """Those of the slots that hold a card."""
        ids, known = self.ids, self.slots
        used = [s for s in slots if s < len(ids) and known.get(ids[s]) == s]
        return np.array(used, np.intp)

    def slots_of(self, nodes: Iterable[str]) -> Indices:
        """The slots of those of the nodes that are there."""
        return np.array([self.slots[n] for n in nodes if n in self.slots], np.intp)

    # Frames

    def framed(self, cards: Indices, frames: Collection[str] = ()) -> list[Box]:
        """The rectangles of the frames round the cards, and of these frames."""
        names = self.frames.round(cards).union(frames)
        boxes = self.frames.boxes(self.pos, self.size) if names else {}
        return [boxes[name] for name in names & boxes.keys()]

    def frame_at(self, x: float, y: float) -> str | None:
        """The innermost frame round a point."""
        boxes = self.frames.boxes(self.pos, self.size)
        return self.frames.innermost(np.array([[x, y]]), boxes)[0] if boxes else None

    def title_at(self, x: float, y: float) -> str | None:
        """The frame whose title is at a point."""
        return self.frames.title_at(x, y, self.pos, self.size)


def _touching(pos: Floats, size: Floats, box: Box) -> Bools:
    x, y, w, h = pos[:, 0], pos[:, 1], size[:, 0], size[:, 1]
    return (x < box.right) & (x + w > box.left) & (y < box.bottom) & (y + h > box.top)


def _in_any(
    touches: Callable[[Indices | slice, Box], Bools], count: int, boxes: Sequence[Box]
) -> Indices:
    """Those of the first `count` things that touch one of the boxes, ascending."""
    every = slice(0, count)
    if len(boxes) == 1:
        return np.flatnonzero(touches(every, boxes[0]))
    # First round all boxes: that leaves so few mostly that looking again costs nothing.
    around = np.flatnonzero(touches(every, reduce(Box.united, boxes)))
    if len(around) > count / 4:
        return np.flatnonzero(np.logical_or.reduce([touches(every, box) for box in boxes]))
    found: Indices = around[np.logical_or.reduce([touches(around, box) for box in boxes])]
    return found


def united(box: Box | None, others: Iterable[Box]) -> Box | None:
    """What holds all the boxes; None where there are none."""
    for other in others:
        box = other if box is None else box.united(other)
    return box
