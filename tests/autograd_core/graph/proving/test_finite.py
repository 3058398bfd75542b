"""Gradients against finite differences: agreement, and what a difference comes from."""

from __future__ import annotations

import warnings
from random import Random
from typing import Any

import pytest

import resources
from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Repeat
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.files import decode
from autograd_core.graph.gate import Cancelled
from autograd_core.graph.proving.finite import Check, Prover, claims, subjects_of
from autograd_core.graph.recorder import value_of_array
from autograd_core.graph.run import Run
from tests.autograd_core.graph import programs
from tests.autograd_core.graph.graphs import run


def checks(done: Run) -> dict[str, Check]:
    """The last check of each tensor that has a gradient, by name."""
    log, prover = done.log, Prover(done)
    found = {}
    for claim in claims(log, len(log), subjects_of(done.document, log, len(log))):
        *_, check = prover.check(claim)
        assert check is not None
        found[done.document.name(claim.node)] = check
    return found


def opened(item: Any) -> Run:
    return run(decode(item.read_bytes()))


def unary(op: str, value: str, *actions: object, params: dict[str, str] | None = None) -> Document:
    """y = op(x), its sum differentiated."""
    return Document(
        [
            LeafData("x", "x", value, requires_grad=True),
            OpData("y", op, "y", params or {}),
            OpData("s", "sum", "s"),
        ],
        [WireData("w1", "x", "y", "a"), WireData("w2", "y", "s", "a")],
        actions=actions or (Forward("a1"), Backward("a2", root="s")),  # type: ignore[arg-type]
    )


def test_the_examples_agree_but_where_they_show_a_trap() -> None:
    found = {
        item.name[:2]: {each.differences for each in checks(opened(item)).values()}
        for item in resources.examples()
    }
    assert found["01"] == found["03"] == found["11"] == {(None, None)}
    assert found["04"] == {("cut", "cut")}  # detach and no_grad, which differences go through
    assert found["06"] == {("written",)}  # x.data was written after x · x had saved x


@pytest.mark.parametrize(
    ("op", "value", "said"),
    [
        ("relu", "[-1., 0., 2.]", (None, "kink", None)),
        ("sigmoid", "[-1., 0., 2.]", (None, None, None)),
        ("abs", "[0.]", (None,)),
        ("sqrt", "[4., nan]", ("nan", None)),
    ],
)
def test_a_difference_says_what_it_comes_from(
    op: str, value: str, said: tuple[str | None, ...]
) -> None:
    assert checks(run(unary(op, value)))["x"].differences == said


def test_rounding_is_told_from_a_fault() -> None:
    # the derivative of (x + 10⁴) − 10⁴ is 1; that of its square is 2x, which float32 has lost
    document = Document(
        [
            LeafData("x", "x", "[0.3]", requires_grad=True),
            OpData("y", "add", params={"b": "1e4"}),
            OpData("z", "sub", params={"b": "1e4"}),
            OpData("q", "square"),
        ],
        [
            WireData("w1", "x", "y", "a"),
            WireData("w2", "y", "z", "a"),
            WireData("w3", "z", "q", "a"),
        ],
        actions=(Forward("a1"), Backward("a2", root="q")),
    )
    check = checks(run(document))["x"]
    assert check.differences == ("float32",)
    assert check.autograd.tolist() != [0.6]


def test_in_a_loop_each_turn_is_checked_at_its_own_values() -> None:
    rate = Expression("0.1 * x.grad", {"x": "x"})
    step = Assign("a5", "x", rate, "value", "-=", True)
    body = (Forward("a3"), Backward("a4", root="s"), step)
    loop = Repeat("a2", values=Expression("5"), body=body)
    check = checks(run(unary("square", "[3., -2.]", Forward("a1"), loop)))["x"]
    assert check.agrees
    assert check.claim.entry.call == 5


def test_a_wrong_gradient_is_found() -> None:
    done = run(unary("sin", "linspace(0, 1, 4)"))
    log = done.log
    (claim,) = claims(log, len(log), [("x", "out")])
    amount = claim.entry.amount
    assert amount is not None
    assert amount.array is not None
    wrong = amount.array.copy()
    wrong[2] *= 1.01
    planted = claim.entry._replace(amount=value_of_array(wrong, amount.dtype))
    planted_claim = claim._replace(entry=planted)
    *_, check = Prover(done).check(planted_claim)
    # what the engine does in float64 is right, so this says that the float32 number is not
    assert check is not None
    assert check.differences == (None, None, "float32", None)
    prover = Prover(done)
    prover._base = None
    *_, check = prover.check(planted_claim)
    assert check is not None
    assert check.differences == (None, None, "unknown", None)


def test_of_a_large_tensor_some_elements_are_checked_and_it_can_be_cancelled() -> None:
    done = run(unary("sin", "linspace(0, 1, 10000)"))
    log, prover = done.log, Prover(done)
    (claim,) = claims(log, len(log), [("x", "out")])
    steps = prover.check(claim)
    assert next(steps) is None
    prover.gate.cancel()
    with pytest.raises(Cancelled):
        next(steps)
    prover.gate.cancelled = False
    *_, check = prover.check(claim)
    assert check is not None
    assert check.agrees
    assert (len(check.places), check.size) == (64, 10000)
    assert {0, 9999} <= set(check.places.tolist())


def test_random_programs_agree_or_it_is_known_why() -> None:
    known = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in range(40):
            for name, check in checks(run(programs.document(Random(seed), 6))).items():
                assert "unknown" not in check.differences, (seed, name)
                known += len(check.differences)
    assert known > 100
