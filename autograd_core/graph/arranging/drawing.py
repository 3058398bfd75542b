"""A drawing of a diagram: where the upper left corner of each box is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograd_core.graph.arranging.diagram import NO_FRAME, Diagram, Spacing, Wire
from autograd_core.graph.arranging.heights import BOTTOM, BOX, POINT, TOP, End, Stacks
from autograd_core.graph.arranging.ordering import Ordering
from autograd_core.graph.arranging.proper import Proper, make_proper
from autograd_core.graph.arranging.ranks import components, outermost, ranks
from autograd_core.graph.arranging.shelves import shelved

Corners = list[tuple[float, float]]


def drawn(
    diagram: Diagram, spacing: Spacing | None = None, check: Callable[[], None] = lambda: None
) -> Corners:
    """The upper left corner of each box; the drawing's own is at 0, 0.

    Parts that do not hang together are drawn by themselves and put beside and below each other.
    `check` is called again and again, and may raise to stop.
    """
    spacing = spacing or Spacing()
    found: Corners = [(0.0, 0.0)] * len(diagram)
    parts: list[list[int]] = _parts(diagram)
    corners = [_part_drawn(diagram, part, spacing, check) for part in parts]
    sizes = [_size(diagram, part, at, spacing) for part, at in zip(parts, corners, strict=True)]
    for part, own, (x, y) in zip(parts, corners, shelved(sizes, spacing), strict=True):
        for box, (left, top) in zip(part, own, strict=True):
            found[box] = (x + left, y + top)
    return found


def _parts(diagram: Diagram) -> list[list[int]]:
    """The boxes that hang together by wires and by frames; those that are alone come last."""
    pairs = [(wire.source, wire.target) for wire in diagram.wires]
    first: dict[int, int] = {}
    for box in range(len(diagram)):
        frame = outermost(diagram, box)
        if frame != NO_FRAME:
            pairs.append((first.setdefault(frame, box), box))
    return sorted(components(len(diagram), pairs), key=lambda part: len(part) == 1)


def _size(
    diagram: Diagram, part: list[int], corners: Corners, spacing: Spacing
) -> tuple[float, float]:
    right = max(x + diagram.widths[box] for box, (x, _) in zip(part, corners, strict=True))
    bottom = max(y + diagram.heights[box] for box, (_, y) in zip(part, corners, strict=True))
    framed = any(diagram.frame_of[box] != NO_FRAME for box in part)
    return (right + spacing.pad, bottom + spacing.pad) if framed else (right, bottom)


def _part_drawn(
    whole: Diagram, part: list[int], spacing: Spacing, check: Callable[[], None]
) -> Corners:
    """One part by itself, with its frames at 0, 0 or right of and below it."""
    if len(part) == 1 and whole.frame_of[part[0]] == NO_FRAME:
        return [(0.0, 0.0)]
    diagram = whole if len(part) == len(whole) else _only(whole, part)
    columns = ranks(diagram, check)
    proper = make_proper(diagram, columns)
    ordering = Ordering(proper, diagram.start, check)
    tops = _tops(diagram, proper, ordering, spacing, check)
    lefts = _lefts(diagram, proper, spacing)
    return [(lefts[column], top) for column, top in zip(columns, tops, strict=True)]


def _only(whole: Diagram, part: list[int]) -> Diagram:
    """The diagram of some boxes; their wires all lie among them. Frames keep their numbers."""
    place = {box: i for i, box in enumerate(part)}
    return Diagram(
        [whole.widths[box] for box in part],
        [whole.heights[box] for box in part],
        [
            wire._replace(source=place[wire.source], target=place[wire.target])
            for wire in whole.wires
            if wire.source in place
        ],
        [whole.frame_of[box] for box in part],
        list(whole.outer),
        [whole.start[box] for box in part],
    )


def _lefts(diagram: Diagram, proper: Proper, spacing: Spacing) -> list[float]:
    """The left edge of each column: frames that end or begin between two need room."""
    count = int(proper.columns.max()) + 1
    widths = [0.0] * count
    for box, column in enumerate(proper.columns[: proper.boxes].tolist()):
        widths[column] = max(widths[column], diagram.widths[box])
    begin, end = [0] * (count + 1), [0] * (count + 1)
    for frame in set(diagram.frame_of) - {NO_FRAME}:
        nested = list(diagram.frames_round(frame))
        for depth, each in enumerate(nested, start=1):
            first, last = proper.spans[each]
            begin[first] = max(begin[first], _depth(nested[:depth], proper.spans, 0))
            end[last] = max(end[last], _depth(nested[:depth], proper.spans, 1))
    lefts = [begin[0] * spacing.pad]
    for column in range(1, count):
        pads = (end[column - 1] + begin[column]) * spacing.pad
        between = max(spacing.column, pads + spacing.column / 2)
        lefts.append(lefts[-1] + widths[column - 1] + between)
    return lefts


def _depth(nested: list[int], spans: list[tuple[int, int]], side: int) -> int:
    """How many of the frames, from the inside, share that side of the outermost."""
    return sum(spans[frame][side] == spans[nested[-1]][side] for frame in nested)


def _tops(
    diagram: Diagram,
    proper: Proper,
    ordering: Ordering,
    spacing: Spacing,
    check: Callable[[], None],
) -> list[float]:
    """The top of each box."""
    borders = _Borders(diagram, proper, ordering)
    count = len(borders.kinds)
    leftward: list[list[End]] = [[] for _ in range(count)]
    rightward: list[list[End]] = [[] for _ in range(count)]
    passing = [spacing.wire if kind == POINT else 0.0 for kind in borders.kinds[len(diagram) :]]
    heights = [*diagram.heights, *passing]

    def link(left: int, right: int, there: float, here: float) -> None:
        leftward[right].append(End(left, there, here))
        rightward[left].append(End(right, here, there))

    wires = diagram.wires
    for (left, right, _, _), number in zip(
        proper.links.tolist(), proper.wires.tolist(), strict=True
    ):
        wire = wires[number] if number >= 0 else Wire(0, 0)
        out = wire.out_height if left < proper.boxes else 0.0
        into = wire.in_height if right < proper.boxes else 0.0
        if number >= 0:
            link(left, right, out, into)
    for left, right in borders.links:
        link(left, right, 0.0, 0.0)
    gap = _gaps(borders.kinds, spacing)
    stacks = Stacks(borders.columns, borders.kinds, heights, leftward, rightward, gap, check)
    tops = stacks.tops()
    highest = min(tops, default=0.0)
    return [top - highest for top in tops[: len(diagram)]]


class _Borders:
    """The columns from the top, with the borders of frames round what is in them."""

    def __init__(self, diagram: Diagram, proper: Proper, ordering: Ordering) -> None:
        self.kinds = [BOX] * proper.boxes + [POINT] * (len(proper) - proper.boxes)
        self.links: list[tuple[int, int]] = []
        self.columns: list[list[int]] = [[] for _ in range(int(proper.columns.max()) + 1)]
        self._last: dict[tuple[int, int], int] = {}
        framed = any(frame != NO_FRAME for frame in proper.frame_of)
        inside: list[int] = []
        at = 0
        for member in np.lexsort((ordering.best, proper.columns)).tolist():
            column = int(proper.columns[member])
            if framed:
                path = [*diagram.frames_round(proper.frame_of[member])][::-1]
                if column != at:
                    self._leave(self.columns[at], inside, 0)
                same = 0
                while same < min(len(path), len(inside)) and path[same] == inside[same]:
                    same += 1
                self._leave(self.columns[column], inside, same)
                for frame in path[same:]:
                    self._border(self.columns[column], frame, TOP)
                    inside.append(frame)
            at = column
            self.columns[column].append(member)
        self._leave(self.columns[at], inside, 0)

    def _leave(self, column: list[int], inside: list[int], depth: int) -> None:
        while len(inside) > depth:
            self._border(column, inside.pop(), BOTTOM)

    def _border(self, column: list[int], frame: int, kind: int) -> None:
        border = len(self.kinds)
        self.kinds.append(kind)
        column.append(border)
        before = self._last.get((frame, kind))
        if before is not None:
            self.links.append((before, border))
        self._last[frame, kind] = border


def _gaps(kinds: list[int], spacing: Spacing) -> Callable[[int, int], float]:
    """The distance from one member to the next below it."""
    table = {
        (BOX, BOX): spacing.row,
        (BOX, POINT): spacing.lane,
        (POINT, BOX): spacing.lane,
        (POINT, POINT): spacing.lane,
        (TOP, BOX): spacing.pad + spacing.title,
        (TOP, TOP): spacing.pad + spacing.title,
        (TOP, POINT): spacing.lane,
        (BOX, BOTTOM): spacing.pad,
        (BOTTOM, BOTTOM): spacing.pad,
        (POINT, BOTTOM): spacing.lane,
        (BOX, TOP): spacing.frame,
        (POINT, TOP): spacing.lane,
        (BOTTOM, TOP): spacing.frame,
        (BOTTOM, BOX): spacing.frame,
        (BOTTOM, POINT): spacing.lane,
    }
    return lambda above, below: table.get((kinds[above], kinds[below]), 0.0)
