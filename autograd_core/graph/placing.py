"""Places for new cards among others that stay where they are: beside what they are wired to, and
over none of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from autograd_core.graph.document import Document, NoteData
from autograd_core.graph.layout import COLUMN, ROW

WIDE, HIGH = 225.0, 145.0
"""Room of a card whose size is not known, in canvas units."""
GAP = ROW - HIGH
MOST_BESIDE = 600
"""New cards up to which each is put beside its neighbours; more of them come in columns below."""


class _Area(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: _Area) -> bool:
        return (
            self.x < other.x + other.width + GAP
            and other.x < self.x + self.width + GAP
            and self.y < other.y + other.height + GAP
            and other.y < self.y + self.height + GAP
        )


def places_for(
    document: Document,
    new: Collection[str],
    sizes: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """A place for each of the new nodes.

    Args:
        sizes: width and height of the cards that are there, as far as they are known.
    """
    placing = _Placing(document, new, sizes or {})
    if len(placing.waiting) > MOST_BESIDE or not placing.corners:
        placing.in_columns()
    while placing.waiting:
        placing.one()
    return {node: placing.corners[node] for node in document.order if node in new}


class _Placing:
    def __init__(
        self, document: Document, new: Collection[str], sizes: Mapping[str, tuple[float, float]]
    ) -> None:
        self.document = document
        self.waiting = dict.fromkeys(node for node in document.order if node in new)
        self.corners: dict[str, tuple[float, float]] = {}
        self._areas: dict[int, list[_Area]] = {}
        for node in document.order:
            data = document.nodes[node]
            if node not in self.waiting:
                size = (data.width, data.height) if isinstance(data, NoteData) else (WIDE, HIGH)
                self._put(node, _Area(data.x, data.y, *sizes.get(node, size)))

    def _put(self, node: str, area: _Area) -> None:
        self.waiting.pop(node, None)
        if not isinstance(self.document.nodes[node], NoteData):
            self.corners[node] = (area.x, area.y)
        for column in self._columns(area):
            self._areas.setdefault(column, []).append(area)

    def _columns(self, area: _Area) -> Iterator[int]:
        first, last = area.x - GAP, area.x + area.width + GAP
        return iter(range(int(first // COLUMN), int(last // COLUMN) + 1))

    def _settle(self, node: str, x: float, y: float) -> None:
        """Puts a card at the nearest free place above or below."""
        found = min(self._free(x, y, 1), self._free(x, y, -1), key=lambda each: abs(each - y))
        self._put(node, _Area(round(x), round(found), WIDE, HIGH))

    def _free(self, x: float, y: float, way: int) -> float:
        while True:
            area = _Area(x, y, WIDE, HIGH)
            near = (each for column in self._columns(area) for each in self._areas.get(column, ()))
            met = [each for each in near if each.meets(area)]
            if not met:
                return y
            if way > 0:
                y = max(each.y + each.height for each in met) + GAP
            else:
                y = min(each.y for each in met) - GAP - HIGH

    def one(self) -> None:
        """Puts the card that knows best where it belongs."""
        ready = (node for node in self.waiting if self._is_ready(node))
        node = next(ready, None)
        if node is not None:
            self._behind(node)
            return
        wanted = (n for n in reversed(self.waiting) if self._placed(self.document.targets(n)))
        node = next(wanted, None)
        if node is not None:
            targets = self._placed(self.document.targets(node))
            x, y = min(targets)
            self._settle(node, x - COLUMN, y)
            return
        self._settle(next(iter(self.waiting)), *self._corner())

    def _placed(self, nodes: Iterator[str]) -> list[tuple[float, float]]:
        return [self.corners[node] for node in nodes if node in self.corners]

    def _is_ready(self, node: str) -> bool:
        """Whether it reads something placed, and nothing that waits for a place of its own."""
        sources = list(self.document.sources(node))
        waiting = [each for each in sources if each in self.waiting]
        placed = any(each in self.corners for each in sources)
        return placed and not any(self.document.inputs(each) for each in waiting)

    def _behind(self, node: str) -> None:
        """Puts a card right of what it reads, before what reads it if there is room."""
        sources = self._placed(self.document.sources(node))
        targets = self._placed(self.document.targets(node))
        left = max(x for x, _ in sources)
        x = left + COLUMN
        y = max(sources)[1]
        right = min((x for x, _ in targets), default=None)
        if right is not None and left < right < x + COLUMN:
            x = (left + right) / 2
        self._settle(node, x, y)

    def _corner(self) -> tuple[float, float]:
        """Below all that is there, at its left."""
        areas = [area for column in self._areas.values() for area in column]
        if not areas:
            return 0.0, 0.0
        return min(a.x for a in areas), max(a.y + a.height for a in areas) + GAP

    def in_columns(self) -> None:
        """Puts all cards that wait into columns, below what is there."""
        left, top = self._corner()
        columns: dict[str, int] = {}
        filled: dict[int, int] = {}
        for node in list(self.waiting):
            sources = self.document.sources(node)
            column = 1 + max((columns.get(source, -1) for source in sources), default=-1)
            row = filled.get(column, 0)
            columns[node], filled[column] = column, row + 1
            self._put(node, _Area(left + column * COLUMN, top + row * ROW, WIDE, HIGH))
