"""Where breakpoints stop, on a real run."""

from __future__ import annotations

from functools import lru_cache

import pytest

from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Repeat, ZeroGrad
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import apply
from autograd_core.graph.flattening import flattened
from autograd_core.graph.folding import fold
from autograd_core.graph.probes import Breakpoint, Stops, is_loud
from autograd_core.graph.readings import Reading
from autograd_core.graph.run import Run
from autograd_core.graph.steps import StepLog

W = {"w": "w"}


def descent(rate: str = "0.1", turns: str = "6") -> Document:
    """w → w·w → sum, and six steps downhill."""
    body = (
        Forward("a1"),
        Backward("a2", "s"),
        Assign("a3", "w", Expression(f"{rate} * w.grad", W), "value", "-=", no_grad=True),
        ZeroGrad("a4"),
    )
    return Document(
        [
            LeafData("w", label="w", value="[1.0, -2.0]", requires_grad=True),
            OpData("y", op="mul", label="y"),
            OpData("s", op="sum", label="s"),
        ],
        [
            WireData("w1", "w", "y", "a"),
            WireData("w2", "w", "y", "b"),
            WireData("w3", "y", "s", "a"),
        ],
        actions=(Repeat("r", name="epoch", values=Expression(turns), body=body),),
    )


@lru_cache
def run(rate: str = "0.1", turns: str = "6") -> tuple[Document, StepLog]:
    document = descent(rate, turns)
    made = Run(document)
    for _ in made.execute():
        pass
    return document, made.log


def stops(*items: Breakpoint, rate: str = "0.1") -> Stops:
    document, log = run(rate)
    return Stops(log, document, flattened(document), items)


def all_of(found: Stops) -> list[int]:
    _, log = run()
    return [step for step in range(len(log)) if found.at(step) is not None]


def nearest(found: Stops, cursor: int, direction: int) -> int | None:
    last = [each for each in found.search(cursor, direction) if each is not None]
    return last[0][0] if last else None


def test_a_node_stops_forwards_and_backwards_at_each_of_its_steps() -> None:
    _, log = run()
    steps = all_of(stops(Breakpoint("node", "y")))
    assert [log.steps[i].kind for i in steps[:2]] == ["forward", "backward"]
    assert len(steps) == 12


def test_a_wire_stops_where_a_value_or_a_gradient_passes() -> None:
    _, log = run()
    steps = all_of(stops(Breakpoint("wire", "w3")))
    assert [(log.steps[i].kind, log.steps[i].node) for i in steps[:2]] == [
        ("forward", "s"),
        ("backward", "s"),
    ]


def test_a_gradient_stops_at_deposits_and_where_it_is_emptied() -> None:
    _, log = run()
    steps = all_of(stops(Breakpoint("grad", "w")))
    assert [log.steps[i].kind for i in steps[:3]] == ["accumulate", "zero_grad", "accumulate"]


def test_the_first_infinity_stops_once() -> None:
    document, log = run("1e30", "6")
    found = Stops(log, document, flattened(document), [Breakpoint("nonfinite")])
    (step,) = [i for i in range(len(log)) if found.at(i) is not None]
    assert nearest(found, 0, 1) == step
    assert nearest(found, len(log), -1) == step
    assert nearest(found, step + 1, 1) is None
    assert not is_loud(log.steps[step - 1])
    assert is_loud(log.steps[step])


def test_a_condition_alone_stops_where_it_comes_to_hold() -> None:
    _, log = run()
    small = Breakpoint("condition", condition=Expression("w.abs().max() < 1", W))
    (step,) = all_of(stops(small))
    assert log.steps[step].kind == "assign"
    assert nearest(stops(small), len(log), -1) == step


def test_a_condition_keeps_a_node_from_stopping() -> None:
    _, log = run()
    third = Breakpoint("node", "y", Expression("epoch == 2", {}))
    steps = all_of(stops(third))
    assert {log.steps[i].action[:2] for i in steps} == {("r", "2")}
    assert all_of(stops(Breakpoint("node", "y", enabled=False))) == []


def test_the_nearest_of_several_is_found_either_way() -> None:
    found = stops(Breakpoint("grad", "w"), Breakpoint("node", "s"))
    steps = all_of(found)
    for at, cursor in enumerate(steps[1:-1], start=1):
        assert nearest(found, cursor + 1, 1) == steps[at + 1]
        assert nearest(found, cursor + 1, -1) == steps[at - 1]


def test_a_condition_that_cannot_be_said_does_not_hold() -> None:
    wrong = Breakpoint("condition", condition=Expression("w.grad.max() > q", W))
    assert all_of(stops(wrong)) == []


def test_an_instance_of_a_subgraph_stops_for_what_is_in_it() -> None:
    document = descent(turns="2")
    group, edits = fold(document, ["y", "s"], "layer")
    apply(document, edits)
    flat = flattened(document)
    made = Run(flat)
    for _ in made.execute():
        pass
    found = Stops(made.log, document, flat, [Breakpoint("node", group)])
    inside = {made.log.steps[i].node for i in range(len(made.log)) if found.at(i) is not None}
    assert len(inside) == 2
    (wire,) = [w.id for w in document.wires.values() if w.target == group][:1]
    along = Stops(made.log, document, flat, [Breakpoint("wire", wire)])
    kinds = [made.log.steps[i].kind for i in range(len(made.log)) if along.at(i) is not None]
    assert kinds[:2] == ["forward", "backward"]
    loss = Reading(Expression("out * 2", {"out": group}), made.log, document)
    assert loss.number(len(made.log)) == pytest.approx(6.4)
