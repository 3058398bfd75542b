"""Drawings: nothing lies over anything else, and wires go to the right."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import pytest

from autograd_core.graph.arranging.diagram import NO_FRAME, Diagram, Spacing, Wire
from autograd_core.graph.arranging.drawing import Corners, drawn
from autograd_core.graph.gate import Cancelled, Gate

from .diagrams import random_diagram


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Area) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def areas_of(diagram: Diagram, corners: Corners) -> tuple[list[Area], dict[int, Area]]:
    """The rectangles of boxes, and of frames as the canvas draws them."""
    boxes = [
        Area(x, y, x + wide, y + high)
        for (x, y), wide, high in zip(corners, diagram.widths, diagram.heights, strict=True)
    ]
    spacing, frames = Spacing(), dict[int, Area]()
    inner_first = sorted(
        range(len(diagram.outer)), key=lambda frame: -len([*diagram.frames_round(frame)])
    )
    for frame in inner_first:
        inside = [box for box, home in zip(boxes, diagram.frame_of, strict=True) if home == frame]
        inside += [frames[f] for f in frames if diagram.outer[f] == frame]
        if inside:
            frames[frame] = Area(
                min(each.left for each in inside) - spacing.pad,
                min(each.top for each in inside) - spacing.pad - spacing.title,
                max(each.right for each in inside) + spacing.pad,
                max(each.bottom for each in inside) + spacing.pad,
            )
    return boxes, frames


@pytest.mark.parametrize("seed", range(40))
def test_nothing_lies_over_anything_else(seed: int) -> None:
    diagram = random_diagram(seed)
    corners = drawn(diagram)
    boxes, frames = areas_of(diagram, corners)
    assert not any(a.touches(b) for a, b in combinations(boxes, 2))
    for wire in diagram.wires:
        assert boxes[wire.source].right < boxes[wire.target].left
    for frame, area in frames.items():
        for box, home in zip(boxes, diagram.frame_of, strict=True):
            assert area.touches(box) == (frame in diagram.frames_round(home))
        for other, area_of_other in frames.items():
            nested = frame in diagram.frames_round(other) or other in diagram.frames_round(frame)
            assert nested or not area.touches(area_of_other)


def test_a_chain_is_level_and_wires_into_ports_do_not_cross() -> None:
    # b is read by the upper port, a by the lower one
    a, b, joined, end = range(4)
    wires = [Wire(a, joined, 0, 1, 0.0, 18.0), Wire(b, joined), Wire(joined, end)]
    corners = drawn(Diagram([200.0] * 4, [100.0] * 4, wires))
    assert corners[b][1] < corners[a][1]
    assert corners[joined][1] == corners[end][1]
    assert corners[a][0] == corners[b][0] < corners[joined][0] < corners[end][0]


def test_parts_that_do_not_hang_together_lie_apart_in_their_order() -> None:
    diagram = Diagram([200.0] * 6, [100.0] * 6, [Wire(0, 1), Wire(2, 3)], [NO_FRAME] * 6)
    corners = drawn(diagram)
    boxes, _ = areas_of(diagram, corners)
    assert not any(a.touches(b) for a, b in combinations(boxes, 2))
    assert corners[0] == (0.0, 0.0)
    assert (corners[0][1], corners[0][0]) < (corners[2][1], corners[2][0])


def test_it_can_be_stopped() -> None:
    gate = Gate()
    gate.cancel()
    with pytest.raises(Cancelled):
        drawn(Diagram([1.0] * 3, [1.0] * 3, [Wire(0, 1), Wire(1, 2)]), check=gate.pass_through)
