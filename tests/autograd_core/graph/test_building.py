"""Building: edits that do what was asked, and refusals that say why."""

from __future__ import annotations

import pytest

from autograd_core.graph import building
from autograd_core.graph.actions import Expression, Print
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import SetActions, apply, inverse, merged

from .graphs import sum_of_squares


def test_a_cycle_is_refused_with_its_path() -> None:
    with pytest.raises(building.Refused, match="This would make a cycle: s → y → s"):
        building.connect(sum_of_squares(), "s", "y", "a")


def test_a_node_cannot_feed_itself() -> None:
    with pytest.raises(building.Refused, match="y cannot feed itself"):
        building.connect(sum_of_squares(), "y", "y", "a")


def test_a_leaf_takes_no_wire() -> None:
    document = sum_of_squares()
    leaf, edits = building.add_leaf(document, "1.", label="z")
    apply(document, edits)
    with pytest.raises(building.Refused, match="z is a leaf"):
        building.connect(document, "s", leaf, "a")


def test_a_wire_replaces_the_one_that_is_in_the_port() -> None:
    document = sum_of_squares()
    node, edits = building.add_leaf(document, "[3., 4.]")
    apply(document, edits)
    apply(document, building.connect(document, node, "y", "b"))
    assert document.inputs("y")["b"].source == node
    assert sum(wire.target == "y" for wire in document.wires.values()) == 2


def test_a_wire_against_the_order_moves_its_target_and_what_follows_in_one_edit() -> None:
    document = Document(
        [OpData("t", op="exp"), OpData("u", op="exp"), LeafData("x")],
        [WireData("w1", "t", "u", "a")],
    )
    edits = building.connect(document, "x", "t", "a")
    apply(document, edits)
    assert document.order == ["x", "t", "u"]
    apply(document, inverse(edits))
    assert document.order == ["t", "u", "x"]


def test_removing_nodes_takes_their_wires_and_undo_puts_all_back_in_place() -> None:
    document, before = sum_of_squares(), sum_of_squares()
    edits = building.remove(document, ["x", "s"])
    apply(document, edits)
    assert (document.order, document.wires) == (["y"], {})
    apply(document, inverse(edits))
    assert document == before


def test_renaming_carries_the_name_into_expressions() -> None:
    document = sum_of_squares()
    document.actions = (Print("p", Expression("(x * 2, x.grad, xx)", {"x": "x"})),)
    apply(document, building.rename(document, "x", "weight"))
    (action,) = document.actions
    assert isinstance(action, Print)
    assert action.expression == Expression("(weight * 2, weight.grad, xx)", {"weight": "x"})


def test_drags_merge_into_one_edit() -> None:
    document = sum_of_squares()
    first = building.move(document, {"x": (1.0, 1.0)})
    apply(document, first)
    second = building.move(document, {"x": (5.0, 2.0)})
    both = merged(first, second)
    assert both is not None
    assert len(both) == 1
    assert not both[0].replays
    assert merged(first, [SetActions((), ())]) is None


def test_creations_are_placed_as_leaves_that_can_be_evaluated() -> None:
    from autograd_core.graph.expression import evaluate
    from autograd_core.ops.spec import REGISTRY

    for name, spec in REGISTRY.items():
        document = Document()
        node, edits = building.place(document, name, 1.0, 2.0)
        apply(document, edits)
        data = document.nodes[node]
        assert isinstance(data, OpData) == bool(spec.ports)
        if isinstance(data, LeafData):
            evaluate(data.value)


def test_free_labels_never_repeat() -> None:
    document = Document()
    for _ in range(30):
        apply(document, building.add_leaf(document, "1.")[1])
    labels = [node.label for node in document.nodes.values()]
    assert len(set(labels)) == 30
    assert labels[0] == "x"
