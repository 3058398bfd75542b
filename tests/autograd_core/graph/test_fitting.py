"""Doubts about a wire before it is drawn, in the words of the run."""

from __future__ import annotations

import pytest

from autograd_core import dtypes
from autograd_core.graph import fitting
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.run import Run
from autograd_core.ops.spec import REGISTRY, Meta


def ran(
    *nodes: LeafData | OpData, wires: tuple[WireData, ...] = ()
) -> tuple[Document, fitting.Metas]:
    document = Document(nodes, wires)
    run = Run(document)
    list(run.execute())
    return document, fitting.metas_in(run.log)


X, W = LeafData("x", value="ones(2)"), LeafData("w", value="ones(3)")
LONG = LeafData("i", value="[1, 2]", dtype=None)


def test_shapes_that_cannot_broadcast_are_doubted_in_the_words_of_the_run() -> None:
    document, metas = ran(X, W, OpData("y", "mul"), wires=(WireData("w1", "x", "y", "a"),))
    said = fitting.doubt(document, metas, "w", "y", "b")
    assert said.startswith("The size of tensor a (2) must match the size of tensor b (3)")
    assert not fitting.doubt(document, metas, "x", "y", "b")
    assert not fitting.doubt(document, metas, "w", "y", "a")  # it would take the place of x


def test_dtypes_that_are_refused_are_doubted() -> None:
    document, metas = ran(X, LONG, OpData("y", "mean"))
    assert "dtype" in fitting.doubt(document, metas, "i", "y", "a")
    assert not fitting.doubt(document, metas, "x", "y", "a")


def test_a_list_of_tensors_is_looked_at_whole() -> None:
    wires = (WireData("w1", "x", "c", "tensors.0"),)
    document, metas = ran(X, W, OpData("c", "stack"), wires=wires)
    assert fitting.doubt(document, metas, "w", "c", "tensors.1")
    assert not fitting.doubt(document, metas, "x", "c", "tensors.1")


def test_where_too_little_is_known_nothing_is_said() -> None:
    document, metas = ran(X, OpData("y", "matmul"), OpData("z", "transpose"))
    assert not fitting.doubt(document, metas, "x", "y", "a")
    assert not fitting.doubt(document, metas, "x", "z", "a")
    document, metas = ran(X, OpData("y", "where"))
    assert "boolean" in fitting.doubt(document, metas, "x", "y", "condition")
    assert not fitting.doubt(document, metas, "x", "y", "a")


@pytest.mark.parametrize(
    ("name", "shape", "fits"),
    [("exp", (2,), True), ("det", (2,), False), ("det", (2, 2), True), ("ones", (2,), False),
     ("matmul", (2,), True), ("cat", (2,), True)],
)  # fmt: skip
def test_operations_that_refuse_a_shape_by_itself_do_not_take_it(
    name: str, shape: tuple[int, ...], fits: bool
) -> None:
    assert fitting.takes(REGISTRY[name], Meta(shape, dtypes.float32)) is fits
    assert fitting.takes(REGISTRY["det"], None)


def test_every_operation_answers() -> None:
    meta = Meta((2, 3), dtypes.float32)
    assert sum(fitting.takes(spec, meta) for spec in REGISTRY.values()) > 100
