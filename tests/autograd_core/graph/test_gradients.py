"""Gradients as tensors of their own: into taps, `.grad` under a name, second order."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from autograd_core.graph import action_edits, building, edits, files
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    ReadGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData, TapData, WireData
from autograd_core.graph.ports import first_port
from autograd_core.graph.run import Run
from autograd_core.graph.steps import node_ref, port_ref
from autograd_core.graph.words import english

from . import programs
from .graphs import run

GRAD = Backward("b", "y", inputs=("x",), into=("g",), create_graph=True)


def cube(*actions: Action, value: str = "3.") -> Document:
    """y = x³ with a tap g, and h = 2 g."""
    return Document(
        [
            LeafData("x", label="x", value=value, requires_grad=True),
            OpData("y", "pow", label="y", params={"exponent": "3"}),
            TapData("g", label="g"),
            OpData("h", "mul", label="h", params={"b": "2"}),
        ],
        [WireData("w1", "x", "y", "a"), WireData("w2", "g", "h", "a")],
        actions=(Forward("f"), *actions),
    )


def value(made: Run, node: str, field: str = "value", at: int | None = None) -> Any:
    found = made.log.at(len(made.log) if at is None else at, port_ref(node), field)
    return None if found is None else found.array.tolist()


def test_grad_of_the_gradient_apart_is_27_and_18() -> None:
    made = run(cube(GRAD, Backward("b2", "g", inputs=("x",), into=("g",))))
    assert not made.problems()
    fills = [s for s in made.log.steps if s.node == "g" and s.kind == "backward"]
    assert [english(s.message, made.document) for s in fills] == [
        "g = grad(y, x) = 27",
        "g = grad(g, x) = 18",
    ]
    assert value(made, "g") == 18
    assert value(made, "x", "grad") is None


def test_the_gradient_says_what_it_is() -> None:
    made = run(cube(GRAD))
    fields = made.log.fields(len(made.log), port_ref("g"))
    assert (fields["grad_fn"], fields["is_leaf"]) == ("MulBackward0", False)
    assert made.log.at(len(made.log), node_ref("x"), "reached") == 1


def test_accumulated_in_one_grad_they_come_to_45_and_it_is_said_why() -> None:
    first = Backward("b", "y", create_graph=True)
    made = run(cube(first, ReadGrad("r", "x", into=("g",)), Backward("b2", "g")))
    assert not made.problems()
    assert value(made, "x", "grad") == 45
    assert value(made, "g") == 45, "g is x.grad itself, which was added to"
    said = english(made.log.steps[-1].message, made.document)
    assert said.startswith("x.grad: 27 + 18 → 45, as both accumulate in the same .grad")
    before = [i for i, s in enumerate(made.log.steps) if s.node == "g"][-1]
    assert value(made, "g", at=before + 1) == 27


def test_with_create_graph_again_the_name_keeps_the_old_tensor() -> None:
    first = Backward("b", "y", create_graph=True)
    again = Backward("b2", "g", create_graph=True)
    made = run(cube(first, ReadGrad("r", "x", into=("g",)), again))
    assert (value(made, "g"), value(made, "x", "grad")) == (27, 45)


def test_operations_go_on_from_a_gradient_and_back_through_it() -> None:
    made = run(cube(GRAD, Forward("f2", ("h",)), Backward("b2", "h")))
    assert not made.problems()
    assert (value(made, "h"), value(made, "x", "grad")) == (54, 36)


def test_writes_show_at_both_who_share_the_gradient() -> None:
    empty = ZeroGrad("z", set_to_none=False)
    made = run(cube(Backward("b", "y"), ReadGrad("r", "x", into=("g",)), empty))
    assert (value(made, "g"), value(made, "x", "grad")) == (0, 0)
    write = Assign("a", "g", Expression("5"), "data", "+=")
    made = run(cube(Backward("b", "y"), ReadGrad("r", "x", into=("g",)), write))
    assert (value(made, "g"), value(made, "x", "grad")) == (32, 32)


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (ReadGrad("r", "x", into=("g",)), "x.grad is None: there is nothing to read"),
        (
            Backward("b", "y", inputs=("u",), into=("g",)),
            "The differentiated Tensor at index 0 appears to not have been used in the graph. Set "
            "allow_unused=True if this is the desired behavior.",
        ),
        (
            Backward("b", "y", inputs=("c",), into=("g",)),
            "One of the differentiated Tensors does not require grad",
        ),
    ],
)
def test_what_cannot_be_had_fails_at_the_action(action: Action, message: str) -> None:
    document = cube(action)
    for leaf in (LeafData("u", value="1.", requires_grad=True), LeafData("c", value="1.")):
        edits.apply(document, [edits.Put(None, leaf)])
    made = run(document)
    assert [problem.message for problem in made.problems()] == [message]
    assert value(made, "g") is None


def test_files_keep_both_and_taps_go_with_their_actions() -> None:
    document = cube(GRAD, ReadGrad("r", "x", into=("h2",)))
    edits.apply(document, [edits.Put(None, TapData("h2"))])
    again = files.decode(files.encode(document), "x")
    assert again.actions == document.actions
    gone = action_edits.remove_action(document, "b")
    edits.apply(document, gone)
    assert "g" not in document.nodes
    assert "h2" in document.nodes
    edits.apply(document, building.remove(document, ["h2"]))
    assert document.actions == (Forward("f"),)


@pytest.mark.parametrize("value_", ["3.", "[1., -2.]"])
def test_an_incremental_run_gives_the_steps_of_a_full_one(value_: str) -> None:
    ones = Expression("ones(2)") if "[" in value_ else None
    first = Backward("b", "y", gradient=ones, create_graph=True)
    read = ReadGrad("r", "x", into=("g",))
    again = Backward("b2", "g", gradient=ones)
    base = run(cube(first, read, value=value_))
    more = cube(first, read, Forward("f2", ("h",)), again, value=value_)
    assert run(more, base).log.steps == run(more).log.steps
    other = cube(first, read, Forward("f2", ("h",)), again, ZeroGrad("z"), value=value_)
    assert run(other, run(more)).log.steps == run(other).log.steps


@pytest.mark.filterwarnings("ignore:.*is deprecated", "ignore:Using backward")
@pytest.mark.parametrize("seed", range(40))
def test_random_programs_with_gradients_in_taps_against_pytorch(seed: int) -> None:
    pytest.importorskip("torch")
    from .test_against_pytorch import agree

    rng = Random(seed)
    document = programs.document(rng, rng.randint(2, 9))
    leaves = [node for node, data in document.nodes.items() if isinstance(data, LeafData)]
    leaf, root = rng.choice(leaves), rng.choice(document.order)
    for tap in ("t1", "t2"):
        edits.apply(document, [edits.Put(None, TapData(tap))])
    for node, tap in (("u1", "t1"), ("u2", "t2")):
        edits.apply(document, [edits.Put(None, OpData(node, "mul", params={"b": "2"}))])
        edits.apply(document, [edits.Put(None, WireData(f"w{node}", tap, node, "a"))])

    def ones(node: str) -> Expression:
        return Expression("torch.ones_like(r)", {"r": node})

    more: list[Action] = [
        Backward("z1", root, first_port(document, root), ones(root), create_graph=True),
        ReadGrad("z2", leaf, into=("t1",)),
        Backward(
            "z3",
            root,
            first_port(document, root),
            ones(root),
            inputs=(leaf,),
            into=("t2",),
            create_graph=rng.random() < 0.7,
            retain_graph=rng.random() < 0.5,
        ),
        Forward("z4"),
        Backward("z5", rng.choice(["t1", "u1"]), gradient=ones("t1"), retain_graph=True),
        Backward("z6", rng.choice(["t2", "u2"]), gradient=ones("t2"), create_graph=True),
        ZeroGrad("z7", (leaf,), set_to_none=False),
        Backward("z8", "u1", gradient=ones("u1"), inputs=(leaf,), into=("t1",)),
    ]
    chosen = [action for action in more if rng.random() < 0.85]
    agree_on(document, (*document.actions, *chosen), agree)


def agree_on(
    document: Document, actions: tuple[Action, ...], agree: Callable[[Document], None]
) -> None:
    document.actions = actions
    agree(document)


def test_against_pytorch() -> None:
    torch = pytest.importorskip("torch")
    x = torch.tensor([1.5, -2.0], requires_grad=True)
    (g,) = torch.autograd.grad(x**3, x, torch.ones(2), create_graph=True)
    (2 * g).backward(torch.ones(2))
    ones = Expression("ones(2)")
    grad = Backward(
        "b", "y", gradient=ones, inputs=("x",), into=("g",), create_graph=True
    )
    made = run(
        cube(grad, Forward("f2", ("h",)), Backward("b2", "h", gradient=ones), value="[1.5, -2.]")
    )
    assert value(made, "g") == g.tolist()
    assert value(made, "x", "grad") == x.grad.tolist()
    assert made.log.at(len(made.log), port_ref("g"), "grad_fn") == g.grad_fn.name()
