"""Remedies: what is offered, and that it mends what failed; undoing brings the failure back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from msgspec.structs import replace

from autograd_core.graph import edits as editing
from autograd_core.graph import remedies
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Hook,
    Optimizer,
    Print,
    Repeat,
    RetainGrad,
    SetRequiresGrad,
)
from autograd_core.graph.document import (
    Document,
    FrameData,
    LeafData,
    NodeData,
    OpData,
    TapData,
    WireData,
)
from autograd_core.graph.edits import Edit
from autograd_core.graph.steps import Problem, StepLog

from .graphs import BACKWARD, FORWARD, run

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


def failing(*action: str, node: str = "s") -> Problem:
    fixes = ("forward_again", "retain_graph", "gradient_ones", "write_in_no_grad")
    return Problem("…", node=node, action=action, fixes=fixes)


def test_forward_again_goes_before_the_failed_backward() -> None:
    made = document(Forward("a1"), Backward("a2", "s"), Backward("a3", "s"))
    fixed = after(made, remedies.remedy(made, StepLog(), failing("a3"), "forward_again"))
    assert [type(a) for a in fixed] == [Forward, Backward, Forward, Backward]
    assert fixed[3].id == "a3"


def test_retain_graph_is_set_where_the_graph_was_freed() -> None:
    made = document(Backward("a1", "s"), Backward("a2", "t"), Backward("a3", "s"))
    fixed = after(made, remedies.remedy(made, StepLog(), failing("a3"), "retain_graph"))
    # t shares x with s, and is the last that ran before it
    assert [getattr(a, "retain_graph", None) for a in fixed] == [False, True, False]


def test_in_a_repeat_the_earlier_backward_is_the_same_one() -> None:
    made = document(Forward("a1"), Repeat("a2", body=(Backward("b1", "s"),)))
    problem = failing("a2", "1", "b1")
    (_, repeat) = after(made, remedies.remedy(made, StepLog(), problem, "retain_graph"))
    assert isinstance(repeat, Repeat)
    assert repeat.body == (Backward("b1", "s", retain_graph=True),)


def test_ones_take_the_shape_of_the_root() -> None:
    made = document(Backward("a1", "t"))
    (fixed,) = after(made, remedies.remedy(made, StepLog(), failing("a1"), "gradient_ones"))
    assert isinstance(fixed, Backward)
    assert fixed.gradient == Expression("ones_like(out)", {"out": "t"})


def test_a_write_into_a_leaf_goes_under_no_grad() -> None:
    made = document(Assign("a1", "x", Expression("100"), "value", "*="))
    problem = failing("a1", node="x")
    (fixed,) = after(made, remedies.remedy(made, StepLog(), problem, "write_in_no_grad"))
    assert fixed == Assign("a1", "x", Expression("100"), "value", "*=", no_grad=True)
    made = document(Forward("a1"))
    editing.apply(made, remedies.remedy(made, StepLog(), failing("a1"), "write_in_no_grad"))
    assert made.in_no_grad("s")
    assert not made.in_no_grad("t")


def test_a_remedy_for_an_action_that_is_gone_does_nothing() -> None:
    made = document(Forward("a1"))
    assert remedies.remedy(made, StepLog(), failing("a9"), "retain_graph") == []



# Whole stories: the failure, every remedy that is offered, and back again


def chain(*ops: OpData, actions: tuple[Action, ...], **leaf: object) -> Document:
    """x and operations one after another, each reading the one before."""
    x = LeafData("x", "x", **{"value": "[1., 2.]", "requires_grad": True, **leaf})  # type: ignore[arg-type]
    names = ["x", *(op.id for op in ops)]
    wires = [WireData(f"w{b}", a, b, "a") for a, b in pairwise(names)]
    return Document([x, *ops], wires, actions=actions)


EXP, SUM = OpData("e", "exp", "e"), OpData("s", "sum", "s")
ADD_ = OpData("i", "add_", "i", params={"b": "1"})


def in_region() -> Document:
    made = chain(EXP, replace(SUM, frame="f"), actions=(FORWARD, BACKWARD))
    made.frames["f"] = FrameData("f", "no_grad")
    return made


STORIES = {
    "backward from a vector": (
        chain(EXP, actions=(FORWARD, Backward("a2", "e"))),
        {"gradient_ones", "sum_first", "mean_first"},
    ),
    "twice": (
        chain(EXP, SUM, actions=(FORWARD, BACKWARD, Backward("a3", "s"))),
        {"forward_again", "retain_graph"},
    ),
    "an operation writes the leaf": (
        chain(ADD_, actions=(FORWARD,)),
        {"write_in_no_grad", "clone_first", "out_of_place"},
    ),
    "an action writes the leaf": (
        chain(EXP, actions=(FORWARD, Assign("a2", "x", Expression("2"), "value", "*="))),
        {"write_in_no_grad", "write_data"},
    ),
    "a view of the leaf": (
        chain(OpData("v", "t", "v"), ADD_, actions=(FORWARD,), value="ones(2, 2)"),
        {"write_in_no_grad", "clone_first", "out_of_place"},
    ),
    "an expanded view": (
        chain(EXP, OpData("v", "expand", params={"size": "[3, 2]"}), ADD_, actions=(FORWARD,)),
        {"clone_first", "out_of_place"},
    ),
    "detached": (
        chain(EXP, OpData("d", "detach"), SUM, actions=(FORWARD, BACKWARD)),
        {"remove_detach"},
    ),
    "in no_grad": (in_region(), {"leave_no_grad"}),
    "nothing tracked": (
        chain(EXP, SUM, actions=(FORWARD, BACKWARD), requires_grad=False),
        {"require_grad"},
    ),
    "saved, then written": (
        chain(EXP, ADD_, SUM, actions=(FORWARD, BACKWARD)),
        {"out_of_place", "write_copy"},
    ),
    "saved, then assigned": (
        chain(
            EXP,
            SUM,
            actions=(
                FORWARD,
                Assign("a3", "e", Expression("2"), "value", "*=", no_grad=True),
                BACKWARD,
            ),
        ),
        {"write_after", "forward_again"},
    ),
    "an integer leaf": (
        chain(EXP, actions=(FORWARD,), dtype="int64"),
        {"leaf_float", "do_not_track"},
    ),
    "integers only": (
        chain(SUM, actions=(FORWARD, BACKWARD), dtype="int64", requires_grad=False),
        {"require_grad"},
    ),
    "a leaf of a negative size": (
        chain(EXP, actions=(FORWARD,), value="ones(-2)"),
        {"leaf_text"},
    ),
    "a leaf on another device": (
        chain(EXP, actions=(FORWARD,), value="ones(2, device='cuda')"),
        {"leaf_text"},
    ),
    "a leaf of no dtype": (chain(EXP, actions=(FORWARD,), dtype="float99"), {"leaf_text"}),
    "an action that nothing mends": (
        chain(EXP, actions=(FORWARD, Print("a2", Expression("x[5]", {"x": "x"})))),
        {"remove_action"},
    ),
    "an integer made to track": (
        chain(
            EXP,
            actions=(FORWARD, SetRequiresGrad("a2", "x")),
            dtype="int64",
            requires_grad=False,
        ),
        {"leaf_float", "remove_action"},
    ),
    "retain_grad of what is not tracked": (
        chain(EXP, actions=(FORWARD, RetainGrad("a2", "e")), requires_grad=False),
        {"require_grad", "remove_action"},
    ),
    "a hook of another shape": (
        chain(EXP, SUM, actions=(FORWARD, Hook("a3", "e", Expression("g.sum()")), BACKWARD)),
        {"hook_looks", "remove_action"},
    ),
    "a hook that raises": (
        chain(EXP, SUM, actions=(FORWARD, Hook("a3", "e", Expression("g @ g @ g")), BACKWARD)),
        {"hook_looks"},
    ),
    "a hook that names nothing": (
        chain(EXP, SUM, actions=(FORWARD, Hook("a3", "e", Expression("g * nothing")), BACKWARD)),
        {"hook_looks", "remove_action"},
    ),
    "an optimizer of a result": (
        chain(EXP, actions=(FORWARD, Optimizer("a2", leaves=("x", "e")))),
        {"optimize_leaves", "remove_action"},
    ),
    "an optimizer of nothing": (
        chain(EXP, actions=(FORWARD, Optimizer("a2"))),
        {"optimize_leaves", "remove_action"},
    ),
    "an optimizer with an option that is wrong": (
        chain(EXP, actions=(FORWARD, Optimizer("a2", leaves=("x",), options={"lr": "-1"}))),
        {"default_options", "remove_action"},
    ),
    "a gradient of another shape": (
        chain(EXP, SUM, actions=(FORWARD, Backward("a2", "s", gradient=Expression("ones(3)")))),
        {"gradient_ones", "gradient_none"},
    ),
    "no path to the input": (
        Document(
            [
                LeafData("x", "x", requires_grad=True),
                LeafData("z", "z", requires_grad=True),
                OpData("s", "sum"),
                TapData("t1"),
                TapData("t2"),
            ],
            [WireData("w", "x", "s", "a")],
            actions=(FORWARD, Backward("a2", "s", inputs=("x", "z"), into=("t1", "t2"))),
        ),
        {"used_inputs", "remove_action"},
    ),
    "before anything has run": (
        chain(EXP, SUM, actions=(BACKWARD,)),
        {"forward_again", "remove_action"},
    ),
    "an expression that cannot be": (
        chain(EXP, actions=(FORWARD, Print("a2", Expression("nothing + 1")))),
        {"remove_action"},
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_each_remedy_mends_it_and_undo_brings_it_back(story: str) -> None:
    made, expected = STORIES[story]
    done = run(made)
    problem = done.problems()[-1]
    assert problem.hint is not None
    offered = remedies.offered(made, done.log, problem)
    assert {each.fix for each in offered} == expected
    for each in offered:
        mended = made.snapshot()
        editing.apply(mended, each.edits)
        assert run(mended).problems() == [], each.fix
        editing.apply(mended, editing.inverse(each.edits))
        assert mended == made


def test_the_only_leaf_of_a_backward_is_not_to_be_untracked() -> None:
    made = chain(EXP, SUM, actions=(FORWARD, BACKWARD), dtype="int64")
    done = run(made)
    (fix,) = remedies.offered(made, done.log, done.problems()[0])
    assert fix.fix == "leaf_float"
    editing.apply(made, fix.edits)
    assert run(made).problems() == []


def test_an_operand_without_a_derivative_is_detached() -> None:
    leaves = [
        LeafData("p", "p", "[0.2, 0.7]"),
        LeafData("q", "q", "[0., 1.]"),
        LeafData("w", "w", "[1., 2.]", requires_grad=True),
    ]
    op = OpData("l", "binary_cross_entropy")
    ports = zip("pqw", ("a", "target", "weight"), strict=True)
    wires = [WireData(f"w{source}", source, "l", port) for source, port in ports]
    made = Document([*leaves, op], wires, actions=(FORWARD,))
    done = run(made)
    (fix,) = remedies.offered(made, done.log, done.problems()[0])
    assert fix.fix == "detach_inputs"
    editing.apply(made, fix.edits)
    assert run(made).problems() == []
