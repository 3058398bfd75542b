"""What is drawn: boxes of given sizes, wires between heights at their sides, and frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import numpy as np

Ints: TypeAlias = np.ndarray[Any, np.dtype[np.intp]]
Bools: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

NO_FRAME = -1


class Wire(NamedTuple):
    """A wire from the right side of a box to the left side of another.

    `out_place` and `in_place` are the places of the ports among those of the box, from the top;
    `out_height` and `in_height` are on one level where the wire is best drawn, as distances from
    the boxes' tops.
    """

    source: int
    target: int
    out_place: int = 0
    in_place: int = 0
    out_height: float = 0.0
    in_height: float = 0.0


@dataclass
class Diagram:
    """Boxes by number. Wires must make no cycle.

    widths, heights: of the boxes, in canvas units.
    frame_of: the frame that each box lies in, or `NO_FRAME`.
    outer: the frame that each frame lies in, or `NO_FRAME`.
    start: where each box is drawn now, from the top (a first guess at the order).
    """

    widths: list[float]
    heights: list[float]
    wires: list[Wire]
    frame_of: list[int] = field(default_factory=list)
    outer: list[int] = field(default_factory=list)
    start: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.frame_of = self.frame_of or [NO_FRAME] * len(self.heights)
        self.start = self.start or [0.0] * len(self.heights)

    def __len__(self) -> int:
        return len(self.heights)

    def frames_round(self, frame: int) -> Iterator[int]:
        """The frame and those round it, from the inside."""
        while frame != NO_FRAME:
            yield frame
            frame = self.outer[frame]


@dataclass(frozen=True)
class Spacing:
    """Distances in canvas units.

    column: between the boxes of two columns. row: between boxes above each other. lane: between a
    box and a wire that passes it. wire: the height that a passing wire takes. frame: between a
    frame and what is outside. pad: inside a frame round its boxes. title: above them besides.
    """

    column: float = 92.0
    row: float = 36.0
    lane: float = 14.0
    wire: float = 28.0
    frame: float = 26.0
    pad: float = 22.0
    title: float = 26.0
