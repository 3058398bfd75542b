"""A run: values, gradients and steps as PyTorch has them, and runs that take over from others."""

from __future__ import annotations

import numpy as np
import pytest

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Print,
    Repeat,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import node_ref, port_ref
from autograd_core.graph.words import code_of, english

from .graphs import BACKWARD, FORWARD, no_grad_branch, run, sum_of_squares


def shown(done: Run, node: str, field: str, port: str = "out") -> object:
    value = done.log.at(len(done.log), port_ref(node, port), field)
    array = getattr(value, "array", None)
    return value if array is None else array.tolist()


def captions(done: Run) -> list[str]:
    return [english(step.message, done.document) for step in done.log.steps]


def test_sum_of_squares_step_by_step() -> None:
    done = run(sum_of_squares())
    assert [(step.kind, step.node, step.function) for step in done.log.steps] == [
        ("forward", "x", None),
        ("forward", "y", "MulBackward0"),
        ("forward", "s", "SumBackward0"),
        ("backward", "s", "SumBackward0"),
        ("backward", "y", "MulBackward0"),
        ("accumulate", "x", "AccumulateGrad"),
    ]
    assert shown(done, "s", "value") == 2.0
    assert shown(done, "x", "grad") == [2.0, 2.0]
    assert captions(done) == [
        "x = [1, 1]",
        "y = x * x = [1, 1]",
        "s = y.sum() = 2",
        "SumBackward0 of s: gradient 1 comes in, [1, 1] → y",
        "MulBackward0 of y: gradient [1, 1] comes in, [1, 1] → x, [1, 1] → x",
        "x.grad: None → [2, 2]",
    ]


def test_the_two_flows_of_a_square_run_along_their_own_wires() -> None:
    step = run(sum_of_squares()).log.steps[4]
    assert [(flow.source, flow.target, flow.wire) for flow in step.flows] == [
        ("y", "x", "w1"),
        ("y", "x", "w2"),
    ]


def test_gradients_accumulate_over_two_forwards_and_zero_grad_empties_them() -> None:
    done = run(
        sum_of_squares(FORWARD, BACKWARD, Forward("a3"), Backward("a4", root="s"), ZeroGrad("a5"))
    )
    grads = [v.array.tolist() if v else None for v in done.log.track(port_ref("x"), "grad").values]
    assert grads == [[2.0, 2.0], [4.0, 4.0], None]
    assert done.problems() == []


def test_steps_are_frozen_when_the_gradient_is_added_to_in_place() -> None:
    done = run(sum_of_squares(FORWARD, BACKWARD, Forward("a3"), Backward("a4", root="s")))
    first = next(step for step in done.log.steps if step.kind == "accumulate")
    assert [c.after.array.tolist() for c in first.changes if c.field == "grad"] == [[2.0, 2.0]]


def test_backward_twice_over_one_forward_fails_at_the_node_that_was_freed() -> None:
    done = run(sum_of_squares(FORWARD, BACKWARD, Backward("a3", root="s")))
    (problem,) = done.problems()
    assert problem.message.startswith("Trying to backward through the graph a second time")
    assert (problem.node, problem.action) == ("y", ("a3",))
    assert problem.fixes == ("forward_again", "retain_graph")
    assert shown(done, "x", "grad") == [2.0, 2.0]


def test_retain_graph_allows_a_second_backward() -> None:
    first = Backward("a2", root="s", retain_graph=True)
    done = run(sum_of_squares(FORWARD, first, Backward("a3", root="s")))
    assert done.problems() == []
    assert shown(done, "x", "grad") == [4.0, 4.0]


def test_saved_tensors_are_shown_as_held_and_then_freed() -> None:
    done = run(sum_of_squares())
    assert done.log.at(3, node_ref("y"), "saved") == "held"
    assert done.log.at(6, node_ref("y"), "saved") == "freed"
    assert done.log.at(6, node_ref("s"), "saved") is None


def test_a_non_scalar_needs_a_gradient() -> None:
    document = sum_of_squares(FORWARD, Backward("a2", root="y"))
    (problem,) = run(document).problems()
    assert problem.message == "grad can be implicitly created only for scalar outputs"
    weighted = Backward("a2", root="y", gradient=Expression("[1., 10.]"))
    done = run(sum_of_squares(FORWARD, weighted))
    assert shown(done, "x", "grad") == [2.0, 20.0]


def test_no_grad_region_records_nothing() -> None:
    done = run(no_grad_branch())
    assert shown(done, "a", "grad_fn") is None
    assert shown(done, "a", "requires_grad") is False
    assert shown(done, "b", "grad_fn") == "MulBackward0"


def test_a_failing_operation_blocks_only_what_needs_it() -> None:
    document = Document(
        [
            LeafData("p", label="p", value="ones(2)", requires_grad=True),
            LeafData("q", label="q", value="ones(3)"),
            OpData("bad", op="mul"),
            OpData("after", op="sum"),
            OpData("good", op="sum"),
        ],
        [
            WireData("w1", "p", "bad", "a"),
            WireData("w2", "q", "bad", "b"),
            WireData("w3", "bad", "after", "a"),
            WireData("w4", "p", "good", "a"),
        ],
        actions=(FORWARD, Backward("a2", root="after"), Backward("a3", root="good")),
    )
    done = run(document)
    first, second = done.problems()
    assert first.message == (
        "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0"
    )
    assert (first.node, first.op, first.shapes) == ("bad", "mul", ((2,), (3,)))
    assert (second.action, second.node) == (("a2",), "after")
    end = len(done.log)
    statuses = {n: done.log.at(end, node_ref(n), "status") for n in document.order}
    assert statuses == {
        "p": "done",
        "q": "done",
        "bad": "failed",
        "after": "blocked",
        "good": "done",
    }
    assert shown(done, "p", "grad") == [1.0, 1.0]


def test_data_is_written_behind_autograds_back() -> None:
    """The tutorial's x.data *= 100: the value of x changes, its version and gradient do not."""
    times = Assign("a2", node="x", field="data", operator="*=", expression=Expression("100"))
    document = Document(
        [
            LeafData("x", label="x", value="ones(1)", requires_grad=True),
            OpData("y", op="mul", label="y", params={"b": "2"}),
        ],
        [WireData("w1", "x", "y", "a")],
        actions=(FORWARD, times, Backward("a3", root="y")),
    )
    done = run(document)
    assert done.problems() == []
    assert shown(done, "x", "value") == [100.0]
    assert shown(done, "x", "version") == 0
    assert shown(done, "x", "grad") == [2.0]


def test_in_place_on_a_leaf_is_refused_and_changes_nothing() -> None:
    times = Assign("a2", node="x", field="value", operator="*=", expression=Expression("100"))
    done = run(sum_of_squares(FORWARD, times))
    (problem,) = done.problems()
    assert problem.message == (
        "a leaf Variable that requires grad is being used in an in-place operation."
    )
    assert problem.node == "x"
    assert shown(done, "x", "value") == [1.0, 1.0]


def test_a_write_is_shown_on_every_card_that_shares_the_bytes() -> None:
    document = Document(
        [LeafData("x", label="x", value="ones(2)"), OpData("d", op="detach", label="d")],
        [WireData("w1", "x", "d", "a")],
        actions=(
            FORWARD,
            Assign("a2", node="x", field="value", operator="*=", expression=Expression("3")),
        ),
    )
    done = run(document)
    step = done.log.steps[-1]
    changed = {(c.subject, c.field) for c in step.changes}
    assert {(port_ref("x"), "value"), (port_ref("d"), "value")} <= changed
    assert shown(done, "d", "value") == [3.0, 3.0]
    assert shown(done, "d", "version") == 1


def test_training_with_repeat_prints_what_pytorch_prints() -> None:
    body: tuple[Action, ...] = (
        Forward("b1"),
        Backward("b2", root="s"),
        Assign(
            "b3",
            node="x",
            field="value",
            operator="-=",
            expression=Expression("0.25 * x.grad", {"x": "x"}),
            no_grad=True,
        ),
        ZeroGrad("b4"),
        Print("b5", Expression("i, x", {"x": "x"})),
    )
    done = run(sum_of_squares(Repeat("a1", Expression("3"), "i", body)))
    assert done.problems() == []
    assert done.output == (
        "0 tensor([0.5000, 0.5000], requires_grad=True)\n"
        "1 tensor([0.2500, 0.2500], requires_grad=True)\n"
        "2 tensor([0.1250, 0.1250], requires_grad=True)\n"
    )
    assert done.log.sections[0].action == ("a1", "0", "b1")


def test_requires_grad_is_an_action() -> None:
    document = sum_of_squares(
        SetRequiresGrad("a0", node="x", value=True), FORWARD, BACKWARD, value="ones(2)"
    )
    problems = run(document).problems()
    assert [problem.message for problem in problems] == ["x has not been run"]
    document.actions = (FORWARD, SetRequiresGrad("a2", node="x", value=False), Forward("a3"))
    assert shown(run(document), "y", "requires_grad") is False


def test_random_leaves_are_part_of_the_document() -> None:
    document = Document(
        [LeafData("r", value="randn(3)"), LeafData("own", value="rand(2)", seed=7)], seed=3
    )
    first, again = run(document), run(document)
    assert shown(first, "r", "value") == shown(again, "r", "value")
    document.seed = 4
    other = run(document)
    assert shown(first, "r", "value") != shown(other, "r", "value")
    assert shown(first, "own", "value") == shown(other, "own", "value")


def test_too_large_is_refused_before_anything_is_computed() -> None:
    document = Document([LeafData("big", value="ones(1000000, 1000000)")])
    (problem,) = run(document).problems()
    assert "would take 3725.3 GB" in problem.message


def test_cancel_stops_between_operations() -> None:
    gate = Gate()
    stopped = Run(sum_of_squares(), gate=gate)
    steps = stopped.execute()
    next(steps)
    gate.cancel()
    with pytest.raises(Cancelled):
        next(steps)
    assert len(stopped.log) == 1
    assert not stopped.complete


@pytest.mark.parametrize(
    ("op", "ports", "params", "message"),
    [
        ("repeat_interleave", {"a": "ones(2)"}, {"repeats": "0.5"},
         "repeat_interleave() received an invalid combination of arguments - got (float)"),
        ("embedding_bag", {"indices": "[0, 1]", "weight": "ones(2, 2)"}, {},
         "offsets has to be a 1D Tensor but got None"),
        ("embedding_bag", {"indices": "[0, 1]", "weight": "ones(2)"}, {},
         "weight has to be a 2D Tensor, but got Tensor of dimension 1"),
    ],
)  # fmt: skip
def test_what_an_operation_does_not_take_is_a_problem_at_its_card(
    op: str, ports: dict[str, str], params: dict[str, str], message: str
) -> None:
    leaves = [
        LeafData(port, value=text, dtype="int64" if port == "indices" else "float32")
        for port, text in ports.items()
    ]
    wires = [WireData(f"w_{port}", port, "y", port) for port in ports]
    done = run(Document([*leaves, OpData("y", op=op, params=params)], wires, (), (Forward("a"),)))
    (problem,) = done.problems()
    assert str(problem.message).startswith(message)


def test_an_unfinished_graph_says_what_is_missing() -> None:
    document = Document([OpData("m", op="mul", label="m")])
    done = run(document)
    assert done.log.at(1, node_ref("m"), "status") == "incomplete"
    assert done.problems()[0].message == "nothing is wired to a"


# Taking over


def test_appended_actions_go_on_with_the_live_tensors() -> None:
    document = sum_of_squares()
    first = run(document)
    document.actions = (*document.actions, Forward("a3"), Backward("a4", root="s"))
    second = run(document, previous=first)
    assert second.log.steps == run(document).log.steps
    assert all(a is b for a, b in zip(first.log.steps, second.log.steps, strict=False))
    assert len(first.log) == 6, "the earlier log is as it was"


def test_steps_before_the_edit_are_kept_and_values_are_reused() -> None:
    document = Document(
        [
            LeafData("p", value="ones(2)"),
            LeafData("q", value="ones(2)"),
            OpData("e", op="exp"),
            OpData("m", op="mul"),
        ],
        [
            WireData("w1", "p", "e", "a"),
            WireData("w2", "e", "m", "a"),
            WireData("w3", "q", "m", "b"),
        ],
    )
    first = run(document)
    document.nodes["q"] = LeafData("q", value="zeros(2)")
    second = run(document, previous=first)
    assert second.log.steps[0] is first.log.steps[0]
    assert second.log.steps == run(document).log.steps


def test_arrays_that_were_let_go_come_back_from_a_keyframe() -> None:
    body: tuple[Action, ...] = (
        Forward("b1"),
        Backward("b2", root="s"),
        Assign(
            "b3",
            node="x",
            field="value",
            operator="-=",
            expression=Expression("0.01 * x.grad", {"x": "x"}),
            no_grad=True,
        ),
        ZeroGrad("b4"),
    )
    document = sum_of_squares(
        Repeat("a1", Expression("40"), "i", body), value="linspace(0, 1, 1000)"
    )
    whole = run(document)
    small = Run(document, limits=Limits(held_bytes=200_000))
    for _ in small.execute():
        pass
    dropped = [
        place
        for place, step in enumerate(small.log.steps)
        if any(value.array is None for value in step.values())
    ]
    assert len(dropped) > 50
    assert small.machine.recorder.holdings.total <= 200_000
    place = dropped[len(dropped) // 2]
    small.recall(place, place + 3)
    for mine, full in zip(
        small.log.steps[place : place + 3], whole.log.steps[place : place + 3], strict=True
    ):
        for value, expected in zip(mine.values(), full.values(), strict=True):
            assert value.array is not None
            assert expected.array is not None
            np.testing.assert_array_equal(value.array, expected.array)


def test_a_backward_from_a_failed_node_does_not_hide_why_it_failed() -> None:
    document = sum_of_squares(FORWARD, Backward("a2", root="s"), value="ones(2")
    done = run(document)
    first, second = done.problems()
    assert done.log.at(len(done.log), node_ref("x"), "error") == first
    assert done.log.at(len(done.log), node_ref("s"), "error") is None
    assert second.message == "s has not been run"


def test_an_expression_says_which_of_its_names_is_gone() -> None:
    lost = Print("a2", Expression("x, w.grad", {"x": "x", "w": "n8"}))
    (problem,) = run(sum_of_squares(FORWARD, lost)).problems()
    assert problem.message == "w is not in the graph"


def test_a_leaf_of_integers_cannot_require_grad_and_says_so_as_the_constructor_does() -> None:
    leaf = LeafData("x", label="x", value="[4, 5]", dtype="int64", requires_grad=True)
    (problem,) = run(Document([leaf], actions=(FORWARD,))).problems()
    assert problem.message == (
        "Only Tensors of floating point and complex dtype can require gradients"
    )


def test_what_is_not_written_yet_is_left_open_in_the_code() -> None:
    document = Document([LeafData("x", label="x"), OpData("i", op="getitem")])
    assert code_of(document, "i") == "…[…]"


@pytest.mark.parametrize("name", ["bool", "torch.bool", "int64", "float16"])
def test_a_leaf_has_the_dtype_that_is_chosen(name: str) -> None:
    run = Run(Document([LeafData("x", value="[1, 0]", dtype=name)]))
    list(run.execute())
    value = run.log.track(port_ref("x"), "value").values[-1]
    assert value.dtype == f"torch.{name.removeprefix('torch.')}"
