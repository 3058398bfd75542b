"""The diagram as columns whose links lead from each to the next: long wires get a point in every
column that they pass, frames one in every column that they span."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from autograd_core.graph.arranging.diagram import NO_FRAME, Diagram, Ints, Wire

_MOST_POINTS = 60_000
"""Points of wires in all; the longest wires have none where there would be more."""


@dataclass
class Proper:
    """Boxes (the first numbers) and points, with links between neighbouring columns.

    columns: of each box and point. links: rows of left end, right end, place of the port at the
    left, and at the right. wires: the wire of each link, -1 for the spine of a frame. frame_of:
    the frame that each lies in. spans: the first and the last column of each frame.
    """

    boxes: int
    columns: Ints
    links: Ints
    wires: Ints
    frame_of: list[int]
    outer: list[int]
    spans: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.columns)


def make_proper(diagram: Diagram, ranks: list[int]) -> Proper:
    """The proper diagram."""
    spans = _spans(diagram, ranks)
    columns, frame_of = list(ranks), list(diagram.frame_of)
    links: list[tuple[int, int, int, int]] = []
    wires: list[int] = []
    longest = _longest(diagram, ranks)
    for number, wire in enumerate(diagram.wires):
        first, last = ranks[wire.source], ranks[wire.target]
        if last - first > longest:
            continue
        end, place = wire.source, wire.out_place
        for column in range(first + 1, last):
            point = len(columns)
            columns.append(column)
            frame_of.append(_frame_at(diagram, spans, wire, column))
            links.append((end, point, place, 0))
            wires.append(number)
            end, place = point, 0
        links.append((end, wire.target, place, wire.in_place))
        wires.append(number)
    for frame, (first, last) in enumerate(spans):
        if first < last:
            points = range(len(columns), len(columns) + last - first + 1)
            columns += range(first, last + 1)
            frame_of += [frame] * len(points)
            links += [(a, b, 0, 0) for a, b in pairwise(points)]
            wires += [-1] * (last - first)
    return Proper(
        len(diagram),
        np.array(columns, np.intp),
        np.array(links, np.intp).reshape(-1, 4),
        np.array(wires, np.intp),
        frame_of,
        list(diagram.outer),
        spans,
    )


def _longest(diagram: Diagram, ranks: list[int]) -> int:
    """The columns up to which a wire may reach and have points."""
    lengths = sorted(ranks[wire.target] - ranks[wire.source] for wire in diagram.wires)
    total = 0
    for length in lengths:
        total += length - 1
        if total > _MOST_POINTS:
            return max(length - 1, 1)
    return max(lengths, default=1)


def _spans(diagram: Diagram, ranks: list[int]) -> list[tuple[int, int]]:
    """The first and the last column of each frame; an empty one spans none."""
    found = [(1, 0)] * len(diagram.outer)
    for box, frame in enumerate(diagram.frame_of):
        rank = ranks[box]
        for each in diagram.frames_round(frame):
            first, last = found[each]
            found[each] = (rank, rank) if first > last else (min(first, rank), max(last, rank))
    return found


def _frame_at(
    diagram: Diagram, spans: list[tuple[int, int]], wire: Wire, column: int
) -> int:
    """The frame in which a wire passes a column: it stays in its source's frames for as long as
    they reach, and is in its target's as soon as they begin."""
    behind = list(diagram.frames_round(diagram.frame_of[wire.source]))
    ahead = list(diagram.frames_round(diagram.frame_of[wire.target]))
    common = next((frame for frame in behind if frame in ahead), NO_FRAME)
    for frame in behind:
        if frame == common:
            break
        if spans[frame][1] >= column:
            return frame
    for frame in ahead:
        if frame == common:
            break
        if spans[frame][0] <= column:
            return frame
    return common
