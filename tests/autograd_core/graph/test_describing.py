"""What changed between two graphs, in words."""

from __future__ import annotations

from random import Random

import pytest

from autograd_core.graph import building, edits, folding
from autograd_core.graph.actions import Backward, Expression, Forward, Print
from autograd_core.graph.describing import changes
from autograd_core.graph.document import Document
from tests.autograd_core.graph import programs

from .graphs import sum_of_squares


def after(document: Document, made: list[edits.Edit]) -> Document:
    copy = document.snapshot()
    edits.apply(copy, made)
    return copy


def test_each_small_edit_is_one_line() -> None:
    old = sum_of_squares()
    says = {
        "x.value: ones(2) → [1., 3.]": building.change(old, "x", value="[1., 3.]"),
        "y.b: nothing → 2": building.set_param(old, "y", "b", "2"),
        "unwired x → y.b": building.remove(old, ["w2"]),
        "moved 1 thing": building.move(old, {"s": (7.0, 7.0)}),
        "added leaf w = 3": building.add_leaf(old, "3", label="w", x=0.0, y=0.0)[1],
    }
    for line, made in says.items():
        assert changes(old, after(old, made)) == [line]


def test_actions_and_subgraphs_are_told_too() -> None:
    old = sum_of_squares()
    new = old.snapshot()
    new.actions = (
        Forward("a1"),
        Backward("a2", root="s", retain_graph=True),
        Print("a3", Expression("x.grad", {"x": "x"})),
    )
    assert changes(old, new) == [
        "changed action backward root=s → backward root=s retain_graph=True",
        "added action print expression=x.grad",
    ]
    folded = after(old, folding.fold(old, ["y", "s"])[1])
    lines = changes(old, folded)
    assert any(line.startswith("added subgraph") for line in lines)
    assert any(line.startswith("removed op y") for line in lines)


@pytest.mark.filterwarnings("ignore:.*is deprecated")
def test_documents_are_the_same_where_nothing_is_said_and_only_there() -> None:
    for seed in range(40):
        rng = Random(seed)
        old = programs.document(rng, 5)
        assert not changes(old, old.snapshot())
        made = programs.edits(rng, old)
        new = after(old, made)
        if new != old:
            assert changes(old, new), made
