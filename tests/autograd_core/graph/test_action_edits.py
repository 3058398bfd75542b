"""Edits of the list of actions, and the remedies of failures, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from autograd_core.graph import action_edits, building
from autograd_core.graph import edits as editing
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Repeat,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.edits import Edit
from autograd_core.graph.steps import Problem, StepLog

NODES: list[NodeData] = [LeafData("x", label="x"), OpData("s", op="sum"), OpData("t", op="exp")]
WIRES = [WireData("w1", "x", "s", "a"), WireData("w2", "x", "t", "a")]


def document(*actions: Action) -> Document:
    return Document(NODES, WIRES, actions=actions)


def after(made: Document, edits: Sequence[Edit]) -> tuple[Action, ...]:
    """The actions after the edits; undoing gives back what was there."""
    before = made.actions
    editing.apply(made, edits)
    result = made.actions
    editing.apply(made, editing.inverse(list(edits)))
    assert made.actions == before
    return result


def test_an_action_inside_a_block_is_removed() -> None:
    made = document(Repeat("a1", body=(Forward("b1"), ZeroGrad("b2"))))
    (left,) = after(made, action_edits.remove_action(made, "b1"))
    assert isinstance(left, Repeat)
    assert left.body == (ZeroGrad("b2"),)


def test_the_root_is_the_selected_node_or_the_only_sink() -> None:
    made = document()
    assert action_edits.root_of(made, frozenset({"s"})) == "s"
    assert action_edits.root_of(made, frozenset({"w1"})) is None  # two sinks
    assert action_edits.root_of(made, frozenset({"s", "t"})) is None
    made.put_wire("w3", WireData("w3", "s", "t", "b"))
    assert action_edits.root_of(made, frozenset()) == "t"


def test_backward_is_not_meant_to_start_from_data_that_is_selected() -> None:
    made = document()
    data = next(n for n, each in made.nodes.items() if isinstance(each, LeafData))
    assert action_edits.root_of(made, frozenset({data})) == data  # two sinks: it says why not
    made.put_wire("w3", WireData("w3", "s", "t", "b"))
    assert action_edits.root_of(made, frozenset({data})) == "t"
    editing.apply(made, building.change(made, data, requires_grad=True))
    assert action_edits.root_of(made, frozenset({data})) == data


def failing(action: str) -> Problem:
    return Problem("…", node="s", action=(action,))


def test_forward_again_goes_before_the_failed_backward() -> None:
    made = document(Forward("a1"), Backward("a2", "s"), Backward("a3", "s"))
    fixed = after(made, action_edits.remedy(made, StepLog(), failing("a3"), "forward_again"))
    assert [type(a) for a in fixed] == [Forward, Backward, Forward, Backward]
    assert fixed[3].id == "a3"


def test_retain_graph_is_set_where_the_graph_was_freed() -> None:
    made = document(Backward("a1", "s"), Backward("a2", "t"), Backward("a3", "s"))
    fixed = after(made, action_edits.remedy(made, StepLog(), failing("a3"), "retain_graph"))
    # t shares x with s, and is the last that ran before it
    assert [getattr(a, "retain_graph", None) for a in fixed] == [False, True, False]


def test_in_a_repeat_the_earlier_backward_is_the_same_one() -> None:
    made = document(Forward("a1"), Repeat("a2", body=(Backward("b1", "s"),)))
    problem = Problem("…", node="s", action=("a2", "1", "b1"))
    (_, repeat) = after(made, action_edits.remedy(made, StepLog(), problem, "retain_graph"))
    assert isinstance(repeat, Repeat)
    assert repeat.body == (Backward("b1", "s", retain_graph=True),)


def test_ones_take_the_shape_of_the_root() -> None:
    made = document(Backward("a1", "t"))
    (fixed,) = after(made, action_edits.remedy(made, StepLog(), failing("a1"), "gradient_ones"))
    assert isinstance(fixed, Backward)
    assert fixed.gradient == Expression("ones_like(out)", {"out": "t"})


def test_a_write_into_a_leaf_goes_under_no_grad() -> None:
    made = document(Assign("a1", "x", Expression("100"), "value", "*="))
    problem = Problem("…", node="x", action=("a1",))
    (fixed,) = after(made, action_edits.remedy(made, StepLog(), problem, "write_in_no_grad"))
    assert fixed == Assign("a1", "x", Expression("100"), "value", "*=", no_grad=True)
    made = document(Forward("a1"))
    editing.apply(made, action_edits.remedy(made, StepLog(), failing("a1"), "write_in_no_grad"))
    assert made.in_no_grad("s")
    assert not made.in_no_grad("t")


def test_a_remedy_for_an_action_that_is_gone_does_nothing() -> None:
    made = document(Forward("a1"))
    assert action_edits.remedy(made, StepLog(), failing("a9"), "retain_graph") == []


def test_names_in_an_expression_are_bound_to_nodes() -> None:
    made = document()
    assert action_edits.expression(made, "x * 2") == Expression("x * 2", {"x": "x"})
