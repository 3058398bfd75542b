"""What turns one document into another, and back."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from autograd_core.graph import edits
from autograd_core.graph.building import change
from autograd_core.graph.document import LeafData
from autograd_core.graph.files import encode
from autograd_core.graph.folding import closed, fold
from autograd_core.graph.replacing import Change, changes, replacement
from tests.autograd_core.graph import programs
from tests.autograd_core.graph.graphs import no_grad_branch, sum_of_squares


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("seed", range(30))
def test_any_document_becomes_any_other_and_comes_back(seed: int) -> None:
    rng = random.Random(seed)
    old, new = (programs.document(rng, rng.randint(1, 6)) for _ in range(2))
    if seed % 2:  # a later state of the same, rather than another one
        new = old.snapshot()
        for _ in range(8):
            edits.apply(new, programs.edits(rng, new))
    for each in (old, new):
        if each.order and rng.random() < 0.5:
            edits.apply(each, fold(each, closed(each, each.order[-1:]))[1])
    before = encode(old)
    made = replacement(old, new)
    edits.apply(old, made)
    assert old == new
    assert encode(old) == encode(new)
    assert not replacement(old, new)
    assert not changes(old, new)
    edits.apply(old, edits.inverse(made))
    assert encode(old) == before


def test_what_differs_is_said_by_name() -> None:
    old, new = sum_of_squares(), sum_of_squares()
    edits.apply(new, change(new, "x", value="ones(3)"))
    edits.apply(new, [edits.Put(None, LeafData("z", "z")), edits.SetSeed(0, 3)])
    wire = new.wires["w3"]
    edits.apply(new, [edits.Put(wire, replace(wire, source="x"))])
    assert changes(old, new) == [
        Change("changed", "node", "x"),
        Change("changed", "wires", "s"),
        Change("added", "node", "z"),
        Change("changed", "seed", ""),
    ]
    found = changes(no_grad_branch(), sum_of_squares())
    assert Change("removed", "frame", "f1") in found
    assert Change("removed", "node", "a") in found
