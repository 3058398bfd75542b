"""Counting crossings, and the orders with few of them."""

from __future__ import annotations

from itertools import combinations, permutations, product

import numpy as np
import pytest

from autograd_core.graph.arranging.crossings import Links, inversions
from autograd_core.graph.arranging.diagram import Diagram, Ints, Wire
from autograd_core.graph.arranging.ordering import Ordering
from autograd_core.graph.arranging.proper import Proper, make_proper
from autograd_core.graph.arranging.ranks import ranks

from .diagrams import random_wires


def proper_of(count: int, seed: int) -> Proper:
    wires = [Wire(u, v, 0, i % 2) for i, (u, v) in enumerate(random_wires(count, seed))]
    diagram = Diagram([1.0] * count, [1.0] * count, wires)
    return make_proper(diagram, ranks(diagram, lambda: None))


def pairs_that_cross(proper: Proper, place: Ints) -> int:
    """By looking at every pair of links."""
    rows = [
        (proper.columns[left], (place[left], out), (place[right], into))
        for left, right, out, into in proper.links.tolist()
    ]
    return sum(
        a[0] == b[0] and (a[1] < b[1]) != (a[2] < b[2]) and a[1] != b[1] and a[2] != b[2]
        for a, b in combinations(rows, 2)
    )


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 64, 100])
def test_inversions(size: int) -> None:
    keys = np.random.default_rng(size).integers(0, max(size // 2, 1), size)
    assert inversions(keys) == sum(a > b for a, b in combinations(keys.tolist(), 2))


@pytest.mark.parametrize("seed", range(6))
def test_crossings_are_those_of_all_pairs(seed: int) -> None:
    proper = proper_of(40, seed)
    ordering = Ordering(proper, [0.0] * 40, lambda: None)
    assert ordering.crossings == pairs_that_cross(proper, ordering.best)
    assert Links(proper).crossings(ordering.best) == ordering.crossings


def test_a_small_order_is_the_best_there_is() -> None:
    # three above three, each linked to two of the others, the ends at odd places
    wires = [Wire(0, 3), Wire(0, 5), Wire(1, 4), Wire(1, 5), Wire(2, 3), Wire(2, 4)]
    diagram = Diagram([1.0] * 6, [1.0] * 6, wires)
    proper = make_proper(diagram, ranks(diagram, lambda: None))
    least = min(
        pairs_that_cross(proper, np.array([*left, *right]))
        for left, right in product(permutations(range(3)), repeat=2)
    )
    assert Ordering(proper, [0.0] * 6, lambda: None).crossings == least
