"""Diagrams for tests."""

from __future__ import annotations

import random

from autograd_core.graph.arranging.diagram import NO_FRAME, Diagram, Wire


def random_wires(count: int, seed: int) -> list[tuple[int, int]]:
    """Up to two wires into each box from others before it."""
    pick = random.Random(seed)
    return [
        (pick.randrange(max(0, box - 12), box), box)
        for box in range(1, count)
        for _ in range(pick.choice((0, 1, 2, 2)))
    ]


def random_diagram(seed: int) -> Diagram:
    """Boxes of many sizes, some of them in frames within frames."""
    pick = random.Random(seed)
    count, frames = pick.randint(1, 30), pick.randint(0, 5)
    outer = [pick.choice((NO_FRAME, *range(frame))) for frame in range(frames)]
    homes = [pick.choice((NO_FRAME, NO_FRAME, *range(frames))) for _ in range(count)]
    return Diagram(
        [pick.choice((208.0, 300.0)) for _ in range(count)],
        [pick.uniform(28.0, 300.0) for _ in range(count)],
        [
            Wire(source, target, 0, i % 3, 0.0, 18.0 * (i % 3))
            for i, (source, target) in enumerate(random_wires(count, seed))
        ],
        homes,
        outer,
    )
