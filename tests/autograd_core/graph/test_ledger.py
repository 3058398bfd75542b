"""The ledger: what a `.grad` is made of."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

import resources
from autograd_core.graph.actions import Backward, Forward, ZeroGrad
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.files import decode
from autograd_core.graph.ledger import (
    EMPTYING,
    calls_in,
    edges_to,
    journey,
    last_flow,
    latest,
    ledger,
    standing,
)
from autograd_core.graph.steps import port_ref

from . import programs
from .graphs import run, sum_of_squares

TWICE = (Forward("a1"), Backward("a2", root="s"), Forward("a3"), Backward("a4", root="s"))


def test_it_says_why_a_gradient_is_four_and_not_two() -> None:
    log = run(sum_of_squares(*TWICE)).log
    first, second = ledger(log, len(log), "x")
    assert [each.kind for each in (first, second)] == ["deposit", "deposit"]
    assert (first.call, second.call) == (1, 2)
    assert [part.flow.wire for part in second.parts] == ["w1", "w2"]
    assert [log.steps[part.step].function for part in second.parts] == ["MulBackward0"] * 2
    shown = [value.array for value in (second.before, second.amount, second.after) if value]
    assert [array.tolist() for array in shown if array is not None] == [[2, 2], [2, 2], [4, 4]]
    assert ledger(log, second.step, "x") == [first]


@pytest.mark.parametrize(("to_none", "kind"), [(True, "to_none"), (False, "to_zeros")])
def test_zero_grad_empties_it_in_either_way(to_none: bool, kind: str) -> None:
    zero = ZeroGrad("a5", set_to_none=to_none)
    done = run(sum_of_squares(*TWICE, zero, Forward("a6"), Backward("a7", root="s")))
    entries = ledger(done.log, len(done.log), "x")
    assert [each.kind for each in entries] == ["deposit", "deposit", kind, "deposit"]
    assert [each.kind for each in standing(entries)] == [kind, "deposit"]
    assert calls_in(standing(entries)) == [3]


@pytest.mark.filterwarnings("ignore:.*is deprecated")
def test_the_entries_since_the_last_emptying_add_up() -> None:
    added = 0
    for seed in range(120):
        done = run(programs.document(Random(seed), 6))
        log = done.log
        for node in done.document.nodes:
            entries = standing(ledger(log, len(log), node))
            if not entries or any(each.kind == "written" for each in entries):
                continue
            now = log.at(len(log), port_ref(node), "grad")
            total: Any = 0 if entries[0].kind in EMPTYING else None
            for each in entries:
                if each.amount is not None and each.amount.array is not None:
                    total = each.amount.array if total is None else total + each.amount.array
            if now is not None and total is not None:
                np.testing.assert_allclose(now.array, np.broadcast_to(total, now.shape), 1e-4)
                added += 1
    assert added > 40


def test_every_example_has_books_that_add_up() -> None:
    for item in resources.examples():
        done = run(decode(item.read_bytes()))
        for node in done.document.nodes:
            for each in ledger(done.log, len(done.log), node):
                if each.kind == "deposit" and each.parts:
                    assert each.amount is not None
                    total = sum(part.flow.gradient.array for part in each.parts)  # type: ignore
                    np.testing.assert_array_equal(each.amount.array, total)


@pytest.mark.filterwarnings("ignore:.*is deprecated")
def test_the_latest_are_the_standing_ones_at_every_cursor() -> None:
    for seed in range(12):
        done = run(programs.document(Random(seed), 6))
        log = done.log
        for node in done.document.nodes:
            for cursor in range(len(log) + 1):
                every = ledger(log, cursor, node)
                found = latest(log, cursor, node)
                assert found.entries == standing(every)
                assert found.before == len(every) - len(found.entries)
                short = latest(log, cursor, node, most=1)
                assert short.entries == every[-1:]


def test_it_says_which_leaf_a_gradient_goes_to_and_by_which_edges() -> None:
    log = run(sum_of_squares(*TWICE)).log
    part = last_flow(log, len(log), {"w3"})
    assert part is not None
    assert log.steps[part.step].call == 2
    found = journey(log, part)
    (arrival,) = found.arrivals
    assert arrival == ("x", len(log) - 1)
    assert [flow.wire for flow in edges_to(log, found, arrival)] == ["w3", "w1", "w2"]
    one = last_flow(log, len(log), {"w2"})
    assert one is not None
    found = journey(log, one)
    assert [flow.wire for flow in edges_to(log, found, arrival)] == ["w2"]
    earlier = last_flow(log, part.step, {"w3"})
    assert earlier is not None
    assert log.steps[earlier.step].call == 1
    assert last_flow(log, 2, {"w3"}) is None


def test_what_meets_again_and_again_takes_no_longer_than_there_are_edges() -> None:
    nodes: list[LeafData | OpData] = [LeafData("x", requires_grad=True)]
    wires = []
    for at in range(60):  # 2^60 ways
        nodes.append(OpData(f"y{at}", "add"))
        above = f"y{at - 1}" if at else "x"
        wires += [WireData(f"{port}{at}", above, f"y{at}", port) for port in "ab"]
    nodes.append(OpData("s", "sum"))
    wires.append(WireData("w", "y59", "s", "a"))
    log = run(Document(nodes, wires, actions=(Forward("f"), Backward("b", root="s")))).log
    part = last_flow(log, len(log), {"w"})
    assert part is not None
    found = journey(log, part)
    assert len(found.flows) == len(wires)
    assert len(edges_to(log, found, found.arrivals[0])) == len(wires)
