"""The Jacobian action and its taps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograd_core.graph import action_edits, building, edits, files
from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Jacobian
from autograd_core.graph.document import (
    Document,
    LeafData,
    NodeData,
    OpData,
    TapData,
    WireData,
)
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Matrix, node_ref, port_ref
from autograd_core.graph.taps import filling
from autograd_core.graph.words import english

from .graphs import run

J = Jacobian("j", "y", inputs=("x",), into=("J",))


def graph(*actions: Any, x: str = "[2., 3.]", op: str = "mul") -> Document:
    """y = op(x), or op(x, x), with a tap for J, and v @ J."""
    nodes: list[NodeData] = [
        LeafData("x", label="x", value=x, requires_grad=True),
        OpData("y", op, label="y"),
        TapData("J", label="J"),
        LeafData("v", label="v", value="[1., 10.]"),
        OpData("vJ", "matmul", label="vJ"),
    ]
    wires = [
        WireData("w1", "x", "y", "a"),
        WireData("w2", "v", "vJ", "a"),
        WireData("w3", "J", "vJ", "b"),
    ]
    if op in ("mul", "matmul"):
        wires.append(WireData("w4", "x", "y", "b"))
    return Document(nodes, wires, actions=(Forward("f"), *actions))


def value(made: Run, node: str, field: str = "value") -> list[Any]:
    array = made.log.at(len(made.log), port_ref(node), field).array
    return array.tolist()  # type: ignore[no-any-return]


def test_v_times_the_jacobian_is_what_backward_brings() -> None:
    backward = Backward("b", "y", gradient=Expression("[1., 10.]"))
    made = run(graph(J, Forward("g", ("vJ",)), backward))
    assert not made.problems()
    assert value(made, "J") == [[4, 0], [0, 6]]
    assert value(made, "vJ") == value(made, "x", "grad") == [4, 60]
    rows = [step for step in made.log.steps if step.kind == "jacobian"]
    said = [english(step.message, made.document) for step in rows]
    assert said[0] == "∂y₁: a backward with v = [1, 0] gives [4, 0] → x"
    assert said[-1] == "J = ∂y/∂x = [[4, 0], [0, 6]], its determinant is 24"
    assert [len(step.flows) for step in rows] == [2, 2, 0]
    matrix = made.log.at(len(made.log), node_ref("J"), "matrix")
    assert matrix._replace(determinant=None) == Matrix("y", "x", 2, 2)
    assert matrix.determinant == pytest.approx(24)


@pytest.mark.parametrize(
    ("x", "op"),
    [
        ("[[1., 2.], [3., 4.]]", "exp"),
        ("[[1., 2., 3.]]", "sum"),
        ("3.", "sin"),
        ("rand(5, 8)", "tanh"),  # more rows than are shown one by one
        ("[2., 3.]", "matmul"),
    ],
)
def test_it_is_pytorchs(x: str, op: str) -> None:
    torch = pytest.importorskip("torch")
    made = run(graph(J, x=x, op=op))
    at = torch.tensor(made.log.at(1, port_ref("x"), "value").array.copy())
    function = (lambda t: t @ t) if op == "matmul" else getattr(torch, op)
    wanted = torch.autograd.functional.jacobian(function, at)
    found = made.log.at(len(made.log), port_ref("J"), "value")
    assert found.shape == tuple(wanted.shape)
    np.testing.assert_allclose(found.array, wanted.numpy(), rtol=1e-5)
    assert made.log.at(len(made.log), port_ref("x"), "grad") is None
    assert all(english(step.message, made.document) for step in made.log.steps)


def test_the_rows_count_among_what_steps_hold() -> None:
    made = run(graph(J, x="rand(30)", op="exp"))
    step = next(step for step in made.log.steps if step.kind == "jacobian")
    rows = [value for _, value in step.message.values()]
    assert len(rows) == 2
    held = made.machine.recorder.holdings
    assert held.total >= 30 * 2 * 30 * 4
    held.limit = 0
    made.machine.recorder.shed()
    assert [value.array for value in rows] == [None, None]
    made.recall(made.log.steps.index(step), made.log.steps.index(step) + 1)
    assert rows[0].array is not None
    assert rows[0].array[:2].tolist() == [1.0, 0.0]


def test_of_nothing_it_is_nothing() -> None:
    made = run(graph(J, x="zeros(0)"))
    assert made.log.at(len(made.log), port_ref("J"), "value").shape == (0, 0)
    assert made.log.at(len(made.log), node_ref("J"), "matrix").determinant is None


def test_an_input_that_is_not_reached_has_zeros_and_others_share_the_passes() -> None:
    document = graph(Jacobian("j", "y", inputs=("x", "v"), into=("J", "K")))
    edits.apply(document, [edits.Put(None, TapData("K", label="K"))])
    edits.apply(document, building.change(document, "v", requires_grad=True))
    made = run(document)
    assert value(made, "K") == [[0, 0], [0, 0]]
    assert value(made, "J") == [[4, 0], [0, 6]]
    assert [step.kind for step in made.log.steps].count("jacobian") == 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"requires_grad": False}, "One of the differentiated Tensors does not require grad"),
        ({"value": "[1., "}, "y has not been run"),
    ],
)
def test_a_failure_is_the_actions_and_leaves_the_tap_empty(
    change: dict[str, Any], message: str
) -> None:
    document = graph(J)
    edits.apply(document, building.change(document, "x", **change))
    made = run(document)
    assert made.problems()[-1].message == message
    assert made.problems()[-1].action == ("j",)
    assert made.log.at(len(made.log), port_ref("J"), "value") is None
    assert made.log.at(len(made.log), port_ref("vJ"), "value") is None


def test_freed_buffers_are_named_at_the_card_that_lacks_them() -> None:
    made = run(graph(Backward("b", "y", gradient=Expression("[1., 1.]")), J))
    (problem,) = made.problems()
    assert problem.node == "y"
    assert "Trying to backward through the graph a second time" in problem.message


def test_a_tap_that_is_written_has_another_determinant() -> None:
    made = run(graph(J, Assign("a", "J", Expression("2."), "data", "*=")))
    assert value(made, "J") == [[8, 0], [0, 12]]
    assert made.log.at(len(made.log), node_ref("J"), "matrix").determinant == pytest.approx(96)


def test_a_large_jacobian_is_refused_before_anything_is_computed() -> None:
    made = Run(graph(J, x="ones(300)"), limits=Limits(tensor_bytes=300_000))
    for _ in made.execute():
        pass
    assert made.problems()[-1].message.startswith("a tensor of shape [300, 300] would take")


def test_taps_and_their_action_go_together_and_come_back() -> None:
    document = graph(J, Forward("g", ("vJ",)))
    start = files.encode(document)
    for removal in (
        building.remove(document, ["J"]),
        action_edits.remove_action(document, "j"),
    ):
        edits.apply(document, removal)
        assert "J" not in document.nodes
        assert "w3" not in document.wires
        assert filling(document.actions, "J") is None
        assert [action.id for action in document.actions] == ["f", "g"]
        edits.apply(document, edits.inverse(removal))
        assert files.encode(document) == start
    assert filling(document.actions, "J") == (J, "x")


def test_a_file_keeps_them_and_no_wire_ends_at_a_tap() -> None:
    document = graph(J)
    assert files.decode(files.encode(document)) == document
    with pytest.raises(building.Refused, match="it takes no input"):
        building.connect(document, "x", "J", "a")
    broken = files.encode(document).replace(b'"target": "y"', b'"target": "J"')
    with pytest.raises(files.FileProblem, match="'J' is a tap and takes no wire"):
        files.decode(broken)


def test_steps_are_kept_where_the_program_is_the_same_and_recalled_where_dropped() -> None:
    document = graph(J, Forward("g"))
    first = run(document)
    edits.apply(document, building.change(document, "v", value="[3., 4.]"))
    again = Run(document, previous=first)
    for _ in again.execute():
        pass
    assert again.log.steps == run(document).log.steps
    small = Run(document, limits=Limits(held_bytes=50))
    for _ in small.execute():
        pass
    small.recall(0, len(small.log))
    for step, whole in zip(small.log.steps, again.log.steps, strict=True):
        for here, there in zip(step.values(), whole.values(), strict=True):
            assert here.array is not None
            assert there.array is not None
            assert here.array.tobytes() == there.array.tobytes()


def test_an_output_whose_elements_lie_in_another_order_has_all_its_rows() -> None:
    made = run(graph(J, x="[[1., 2.], [3., 4.]]", op="t"))
    expected = np.zeros((2, 2, 2, 2))
    for i in range(2):
        for j in range(2):
            expected[i, j, j, i] = 1
    assert value(made, "J") == expected.tolist()
