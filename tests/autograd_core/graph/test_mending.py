"""Remedies of operations that fail: whatever is offered works, and undo brings the failure back."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from autograd_core.graph import edits as editing
from autograd_core.graph import remedies
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.steps import Problem
from autograd_core.ops.spec import REGISTRY, BadSample, OpSpec
from tests.autograd_core import differential as diff

from .graphs import FORWARD, run

MENDED = 300
"""Bad inputs of the registry for which something is offered, at the least."""


def text(value: Any) -> str:
    return repr(value.tolist() if isinstance(value, np.ndarray) else value)


def as_document(spec: OpSpec, bad: BadSample) -> Document:
    """Leaves and one operation."""
    nodes: list[NodeData] = []
    wires: list[WireData] = []
    params = {
        name: repr(value) if isinstance(value, str) else diff.render(value)
        for name, value in bad.params.items()
    }

    def feed(value: Any, port: str) -> None:
        name = f"x{len(nodes)}"
        nodes.append(LeafData(name, name, text(value), dtype=None))
        wires.append(WireData(f"w{name}", name, "op", port))

    for port, value in zip(spec.ports, bad.inputs, strict=True):
        if port.variadic:
            for at, each in enumerate(value):
                feed(each, f"{port.name}.{at}")
        elif port.number and isinstance(value, int | float) and not isinstance(value, bool):
            params[port.name] = text(value)
        elif value is not None:
            feed(value, port.name)
    return Document([*nodes, OpData("op", spec.name, params=params)], wires, actions=(FORWARD,))


def problem_of(document: Document) -> Problem:
    (problem,) = (each for each in run(document).problems() if each.node == "op")
    return problem


def test_what_is_offered_for_bad_inputs_mends_them() -> None:
    mended, wrong = 0, []
    for spec in REGISTRY.values():
        for bad in spec.bad if spec.ports else ():
            document = as_document(spec, bad)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of operations that warn, as PyTorch's do
                done = run(document)
                (problem,) = (each for each in done.problems() if each.node == "op")
                assert problem.hint is not None
                offered = remedies.offered(document, done.log, problem)
                mended += bool(offered)
                for each in offered:
                    after = document.snapshot()
                    editing.apply(after, each.edits)
                    if run(after).problems():
                        wrong.append((spec.name, each.fix))
                    editing.apply(after, editing.inverse(each.edits))
                    assert after == document, (spec.name, each.fix)
    assert wrong == []
    assert mended >= MENDED


def binary(op: str, a: str, b: str, **more: Any) -> Document:
    leaves = [LeafData("p", "p", a, dtype=None), LeafData("q", "q", b, dtype=None, y=200)]
    wires = [WireData("w1", "p", "o", "a"), WireData("w2", "q", "o", "b")]
    return Document([*leaves, OpData("o", op, x=260, **more)], wires, actions=(FORWARD,))


def titles(document: Document) -> list[str]:
    done = run(document)
    offered = remedies.offered(document, done.log, done.problems()[0])
    return [each.title.template.format(**each.title.args) for each in offered]


@pytest.mark.parametrize(
    ("op", "a", "b", "first"),
    [
        ("matmul", "ones(2, 3)", "ones(2, 3)", "Transpose b (.t())"),
        ("add", "ones(2, 3)", "ones(3, 2)", "Transpose b (.t())"),
        ("add", "ones(2, 3)", "ones(2)", "Give b the shape [2, 1]"),
        ("dot", "ones(3)", "ones(1, 3)", "Give b the shape [3]"),
        ("matmul", "ones(2, 2)", "ones(2, 2, dtype=int64)", "Make q float32"),
    ],
)
def test_the_likeliest_comes_first(op: str, a: str, b: str, first: str) -> None:
    assert titles(binary(op, a, b))[0] == first


def test_an_operation_is_put_into_the_wire_where_it_disturbs_nothing() -> None:
    document = binary("matmul", "ones(2, 3)", "ones(2, 3)", frame=None)
    done = run(document)
    fix = remedies.offered(document, done.log, done.problems()[0])[0]
    editing.apply(document, fix.edits)
    (new,) = (node for node in document.order if node not in ("p", "q", "o"))
    assert document.order == ["p", "q", new, "o"]
    others = [document.nodes[node] for node in ("p", "q", "o")]
    placed = document.nodes[new]
    assert document.nodes["q"].x < placed.x < document.nodes["o"].x  # which has made way
    assert all(abs(placed.x - n.x) >= 200 or abs(placed.y - n.y) >= 140 for n in others)
    assert remedies.offered(document, done.log, problem_like(done.problems()[0])) == []


def problem_like(problem: Problem) -> Problem:
    """The same failure in a document where its node is gone."""
    return Problem(problem.message, node="gone", fixes=problem.fixes)
