"""Lining cards up."""

from __future__ import annotations

from autograd_core.graph.aligning import Area, Side, aligned, distributed

AREAS = {
    "a": Area(0.0, 0.0, 100.0, 50.0),
    "b": Area(150.0, 300.0, 200.0, 70.0),
    "c": Area(400.0, 90.0, 100.0, 50.0),
}


def test_each_side_and_the_middles() -> None:
    def along(side: Side, axis: int) -> list[float]:
        return [corner[axis] for corner in aligned(AREAS, side).values()]

    assert along("left", 0) == [0.0, 0.0, 0.0]
    assert along("right", 0) == [400.0, 300.0, 400.0]
    assert along("across", 0) == [200.0, 150.0, 200.0]
    assert along("top", 1) == [0.0, 0.0, 0.0]
    assert along("bottom", 1) == [320.0, 300.0, 320.0]
    assert along("down", 1) == [160.0, 150.0, 160.0]
    assert along("left", 1) == [0.0, 300.0, 90.0]


def test_gaps_become_equal_and_the_outermost_stay() -> None:
    found = distributed(AREAS, "x")
    assert found == {"a": (0.0, 0.0), "b": (150.0, 300.0), "c": (400.0, 90.0)}
    found = distributed(AREAS, "y")
    assert found["a"] == (0.0, 0.0)
    assert found["b"] == (150.0, 300.0)
    assert found["c"] == (400.0, 150.0)  # 100 above it and 100 below


def test_without_room_nothing_lies_over_another() -> None:
    pile = {name: Area(0.0, 10.0 * i, 100.0, 50.0) for i, name in enumerate("abc")}
    assert [y for _, y in distributed(pile, "y").values()] == [0.0, 50.0, 100.0]
