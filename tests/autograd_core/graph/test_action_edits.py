"""Edits of the list of actions, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from autograd_core.graph import action_edits, building
from autograd_core.graph import edits as editing
from autograd_core.graph.actions import (
    Action,
    Expression,
    Forward,
    Repeat,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.edits import Edit

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


def test_names_in_an_expression_are_bound_to_nodes() -> None:
    made = document()
    assert action_edits.expression(made, "x * 2") == Expression("x * 2", {"x": "x"})
