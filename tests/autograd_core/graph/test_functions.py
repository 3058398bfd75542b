"""What a run tells of the autograd graph, against PyTorch's own `next_functions` and `_saved_…`."""

from __future__ import annotations

import re
import warnings
from random import Random
from typing import Any

import pytest

from autograd_core.graph.actions import Action, Backward, Forward
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.functions import Edge, Function, function_ref
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import node_ref, port_ref

from . import programs
from .graphs import sum_of_squares

TELLING = Limits(functions=True)


def told(document: Document, previous: Run | None = None) -> Run:
    made = Run(document.snapshot(), previous=previous, limits=TELLING)
    for _ in made.execute():
        pass
    return made


def functions(made: Run, node: str) -> tuple[Function, ...]:
    return made.log.at(len(made.log), node_ref(node), "functions") or ()


def layered(op: str, **params: str) -> Document:
    """s = op(x, w, …).sum() of a linear layer, or of a loss by class."""
    nodes: list[NodeData] = [
        LeafData("x", label="x", value="randn(3, 4)", requires_grad=True),
        LeafData("w", label="w", value="randn(2, 4)", requires_grad=True),
        LeafData("t", label="t", value="[1, 0, 3]", dtype="int64"),
        OpData("y", op, params=params),
    ]
    second = "w" if op == "linear" else "t"
    port = "weight" if op == "linear" else "target"
    wires = [WireData("w1", "x", "y", "a"), WireData("w2", second, "y", port)]
    return Document(nodes, wires, actions=(Forward("f"), Backward("b", "y")))


def test_both_edges_of_a_square_lead_to_the_leaf() -> None:
    made = told(sum_of_squares(Forward("a1")))
    (mul,), (total,), (leaf,) = (functions(made, node) for node in "ysx")
    end = ("x", "out")
    assert mul.edges == (Edge(end, "AccumulateGrad", "x", 0),) * 2
    assert total.edges == (Edge(mul.key, "MulBackward0", "y", 0),)
    assert (leaf.key, leaf.name, leaf.edges) == (end, "AccumulateGrad", ())
    assert [(each.name, each.end, each.version) for each in mul.saved] == [
        ("other", end, 0),
        ("self", end, 0),
    ]


def test_nothing_is_told_unless_asked_for() -> None:
    quiet = Run(sum_of_squares())
    for _ in quiet.execute():
        pass
    assert not functions(quiet, "y")
    assert [s.kind for s in quiet.log.steps] == [s.kind for s in told(sum_of_squares()).log.steps]


def test_a_backward_frees_unless_it_keeps() -> None:
    for keeps in (False, True):
        made = told(sum_of_squares(Forward("a1"), Backward("a2", "s", retain_graph=keeps)))
        number = functions(made, "y")[0].key
        assert isinstance(number, int)
        freed = made.log.track(function_ref("y", number), "freed").steps
        step = next(i for i, s in enumerate(made.log.steps) if s.function == "MulBackward0"
                    and s.kind == "backward")  # fmt: skip
        assert freed == ([] if keeps else [step])
        assert made.log.steps[step].number == number


def test_composites_have_their_inner_nodes_in_the_order_of_the_pass() -> None:
    made = told(layered("cross_entropy"))
    names = [function.name for function in functions(made, "y")]
    assert names == ["NllLossBackward0", "LogSoftmaxBackward0"]
    steps = [s for s in made.log.steps if s.kind == "backward"]
    assert [(s.number, s.function) for s in steps] == [
        (function.key, function.name) for function in functions(made, "y")
    ]
    assert [f.number for f in steps[0].flows] == [steps[1].number]
    assert [f.number for f in steps[1].flows] == [None]


def test_the_graph_of_a_gradient_belongs_to_the_call_that_made_it() -> None:
    document = Document(
        [
            LeafData("x", label="x", value="3.", requires_grad=True),
            OpData("y", "pow", params={"exponent": "3"}),
        ],
        [WireData("w1", "x", "y", "a")],
        actions=(Forward("f"), Backward("b", "y", create_graph=True)),
    )
    made = told(document)
    own = [f for f in functions(made, "y") if not f.call]
    second = [f for f in functions(made, "y") if f.call]
    assert [f.name for f in own] == ["PowBackward0"]
    assert {(f.call, f.made_by) for f in second} == {(1, "PowBackward0")}
    assert [f.name for f in functions(made, "x")] == ["AccumulateGrad", "CopyBackwards"]
    (copied,) = [e for e in functions(made, "x")[1].edges if e is not None]
    assert copied.target == second[0].key


def test_forward_again_makes_other_nodes() -> None:
    once = functions(told(sum_of_squares(Forward("a1"))), "y")
    twice = functions(told(sum_of_squares(Forward("a1"), Forward("a2"))), "y")
    assert len(once) == len(twice) == 1
    assert once[0].key != twice[0].key


@pytest.mark.parametrize("seed", range(12))
def test_random_programs_against_pytorch(seed: int) -> None:
    """Every grad_fn and all above it: names, edges, and what was saved at which version."""
    pytest.importorskip("torch")
    from .oracle import Oracle

    with warnings.catch_warnings():  # of expressions that are deprecated
        warnings.simplefilter("ignore")
        document = programs.document(Random(seed), size=12)
    document.actions = (Forward("a1"),)
    made, oracle = told(document), Oracle(document)
    known = {
        function.key: function for node in document.order for function in functions(made, node)
    }
    for (node, port), tensor in oracle.tensors.items():
        name = made.log.at(len(made.log), port_ref(node, port), "grad_fn")
        if name is None or tensor.grad_fn is None or tensor.grad_fn.name() != name:
            continue
        mine = [f for f in functions(made, node) if f.name == name]
        assert any(agrees(f, tensor.grad_fn, known) for f in mine) or not mine, (node, name)


def agrees(mine: Function, theirs: Any, known: dict[Any, Function], depth: int = 40) -> bool:
    edges = [(None if e is None else e.name, 0 if e is None else e.input_nr) for e in mine.edges]
    others = [(None if f is None else type(f).__name__, n) for f, n in theirs.next_functions]
    if mine.name != type(theirs).__name__ or edges != others:
        return False
    for each in mine.saved:
        if saved_version(theirs, each.name) != each.version:
            return False
    return depth == 0 or all(
        agrees(known[e.target], f, known, depth - 1)
        for e, (f, _) in zip(mine.edges, theirs.next_functions, strict=True)
        if e is not None and e.target in known
    )


def saved_version(function: Any, name: str) -> int:
    """At which version PyTorch has saved a tensor."""
    try:
        version: int = getattr(function, f"_saved_{name}")._version
    except RuntimeError as error:  # it was written since
        found = re.search(r"expected version (\d+) instead", str(error))
        return -1 if found is None else int(found[1])
    return version


@pytest.mark.parametrize("actions", [(Forward("f"), Backward("b", "y")), (Forward("f"),)])
def test_an_incremental_run_tells_the_same(actions: tuple[Action, ...]) -> None:
    document = layered("cross_entropy")
    base = told(document)
    document.nodes["x"] = LeafData("x", label="x", value="ones(3, 4)", requires_grad=True)
    document.actions = actions
    assert told(document, base).log.steps == told(document).log.steps


@pytest.mark.parametrize(
    ("op", "params"),
    [
        ("pow", {"exponent": "3"}),
        ("exp", {}),
        ("sigmoid", {}),
        ("tanh", {}),
        ("sin", {}),
        ("sqrt", {}),
        ("reciprocal", {}),
        ("log", {}),
    ],
)
def test_the_graph_of_a_gradient_is_pytorchs(op: str, params: dict[str, str]) -> None:
    torch = pytest.importorskip("torch")
    document = Document(
        [
            LeafData("x", label="x", value="[1.5, 2.]", requires_grad=True),
            OpData("y", op, params=params),
            OpData("s", "sum"),
        ],
        [WireData("w1", "x", "y", "a"), WireData("w2", "y", "s", "a")],
        actions=(Forward("f"), Backward("b", "s", create_graph=True)),
    )
    made = told(document)
    known = {f.key: f for node in document.order for f in functions(made, node)}
    (copied,) = [f for f in functions(made, "x") if f.name == "CopyBackwards"]
    x = torch.tensor([1.5, 2.0], requires_grad=True)
    y = getattr(torch, op)(x, *[float(text) for text in params.values()])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of cycles of references
        y.sum().backward(create_graph=True)
    assert agrees(copied, x.grad.grad_fn, known)
    x.grad = None  # which ends the cycle
