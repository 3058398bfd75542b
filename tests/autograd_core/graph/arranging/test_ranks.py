"""Columns: the sum of the wires' lengths is the least that there is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from autograd_core.graph.arranging.diagram import NO_FRAME, Diagram, Wire
from autograd_core.graph.arranging.ranks import components, ranks

from .diagrams import random_wires


@pytest.mark.parametrize("seed", range(6))
def test_wires_are_as_short_as_they_can_be(seed: int) -> None:
    count = 60
    wires = random_wires(count, seed)
    diagram = Diagram([1.0] * count, [1.0] * count, [Wire(*ends) for ends in wires])
    found = ranks(diagram, lambda: None)
    lengths = [found[v] - found[u] for u, v in wires]
    assert min(lengths) >= 1
    rows = np.zeros((len(wires), count))
    for i, (u, v) in enumerate(wires):
        rows[i, u], rows[i, v] = 1, -1
    least = linprog(-rows.sum(axis=0), A_ub=rows, b_ub=-np.ones(len(wires)), bounds=[(0, count)])
    assert sum(lengths) == round(least.fun)


def test_a_leaf_stands_beside_what_reads_it() -> None:
    wires = [Wire(0, 1), Wire(1, 2), Wire(2, 3), Wire(4, 3)]
    found = ranks(Diagram([1.0] * 5, [1.0] * 5, wires), lambda: None)
    assert found == [0, 1, 2, 3, 2]


def test_a_box_without_wires_stands_in_the_first_column_of_its_frame() -> None:
    wires = [Wire(0, 1), Wire(1, 2)]
    diagram = Diagram([1.0] * 4, [1.0] * 4, wires, [NO_FRAME, 0, 0, 0], [NO_FRAME])
    assert ranks(diagram, lambda: None) == [0, 1, 2, 1]


def test_components_come_by_their_first_box() -> None:
    assert components(5, [(3, 1), (4, 0)]) == [[0, 4], [1, 3], [2]]
