"""Every operation that has samples, explained: what stands on the last line is what flowed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np
import pytest

from autograd_core.graph import applied
from autograd_core.graph.actions import Backward, Expression, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.explaining import as_latex, as_text, explain
from autograd_core.graph.explaining.backward import BackwardStory
from autograd_core.graph.explaining.edges import EdgeStory
from autograd_core.graph.explaining.pieces import Formula, Piece, Said, Shown
from autograd_core.graph.literals import literal_text
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Value
from autograd_core.ops.spec import REGISTRY, OpSpec, Sample

from . import programs
from .graphs import run

SAMPLED = [name for name, spec in REGISTRY.items() if spec.samples and spec.ports]
TEXTS = (bool, int, float, str, type(None), tuple, list)


def document_of(spec: OpSpec, sample: Sample) -> Document | None:
    """The operation with a leaf for each tensor of the sample; None where it cannot be written."""
    nodes: list[Any] = []
    wires: list[WireData] = []
    params = {name: repr(value) for name, value in sample.params.items()}
    if not all(type(value) in TEXTS for value in sample.params.values()):
        return None
    inputs = list(zip(spec.ports, sample.inputs, strict=False))
    for port, given in inputs:
        several = given if port.variadic else [given]
        for place, one in enumerate(several):
            name = f"{port.name}.{place}" if port.variadic else port.name
            if one is None or (port.number and isinstance(one, int | float)):
                params[name] = repr(one)
                continue
            array = np.asarray(one)
            if array.dtype == np.float64:
                array = array.astype(np.float32)
            tracked = array.dtype.kind == "f"
            leaf = f"l{len(nodes)}"
            nodes.append(LeafData(leaf, value=literal_text(array), requires_grad=tracked))
            wires.append(WireData(f"w{len(nodes)}", leaf, "op", name))
    nodes.append(OpData("op", op=spec.name, params=params))
    return Document(nodes, wires, actions=(Forward("a1"),))


def passes(spec: OpSpec) -> Iterator[Run]:
    """The samples, each with a backward from its first output that can have one."""
    for sample in spec.samples:
        document = document_of(spec, sample)
        if document is None:
            continue
        done = run(document)
        if any(step.kind == "error" for step in done.log.steps):
            continue
        step = done.log.steps[-1]
        outputs = [
            (change.subject.path[1], change.after)
            for change in step.changes
            if change.field == "value" and change.subject.path[0] == "op"
        ]
        tracked = {c.subject.path[1] for c in step.changes
                   if c.field == "requires_grad" and c.after}  # fmt: skip
        found = [(port, value) for port, value in outputs if port in tracked]
        if not found:
            continue
        port, value = found[0]
        v = np.linspace(0.5, 2.0, math.prod(value.shape), dtype=np.float32).reshape(value.shape)
        nodes = [*document.nodes.values(), LeafData("v", value=literal_text(v))]
        backward = Backward("a2", root="op", port=port, gradient=Expression("v", {"v": "v"}))
        whole = Document(
            nodes, list(document.wires.values()), actions=(Forward("a1"), backward)
        )
        yield run(whole)


def stories(done: Run) -> Iterator[EdgeStory]:
    for at, step in enumerate(done.log.steps):
        if step.kind == "backward":
            story = BackwardStory(done.log, at, done.document, None)
            if story.record.kind is not None:
                for flow in step.flows:
                    yield story._story(flow)


def last_value(pieces: tuple[Piece, ...]) -> Value:
    """What stands last on the line, which is what flows on."""
    piece = pieces[-1]
    while isinstance(piece, Said):
        piece = list(piece.args.values())[-1]
    if isinstance(piece, Formula):
        return piece.operands[-1]
    assert isinstance(piece, Shown)
    return piece.value


@pytest.mark.parametrize("name", SAMPLED)
def test_what_is_written_is_what_flowed(name: str) -> None:
    for done in passes(REGISTRY[name]):
        for cursor in range(len(done.log) + 1):
            explanation = explain(done.log, cursor, done.document)
            text = as_text(explanation, done.document)
            assert not re.search(r"\\|\{[a-z]|[\ua000-\ua0ff]", text), text
            latex = as_latex(explanation, done.document)
            assert latex.count("{") - latex.count(r"\{") == latex.count("}") - latex.count(r"\}")
        for edge in stories(done):
            check(edge)


def check(edge: EdgeStory) -> None:
    """The last line's value is the flow; upstream times local is it as well."""
    story, flowed = edge.story, edge.flow.gradient.array
    assert flowed is not None
    shown = last_value(story.product).array
    assert shown is not None
    np.testing.assert_array_equal(shown, flowed)
    if edge.spec.local is not None and story.how != "factor":
        assert not np.isfinite(flowed).all() or edge.record.several, story
    if story.how != "factor":
        return
    first = story.product[0]
    assert isinstance(first, Formula | Said)
    values = (
        first.operands if isinstance(first, Formula)
        else [p.value for p in first.args.values() if isinstance(p, Shown)]
    )  # fmt: skip
    g, local, product = (value.array for value in values[:3])
    assert g is not None
    assert local is not None
    assert product is not None
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(g * local, product, rtol=1e-4, atol=1e-6)


@pytest.mark.filterwarnings("ignore:.*deprecated:UserWarning")  # the programs know no better
@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_random_programs_are_explained(seed: int) -> None:
    done = run(programs.document(Random(seed), taps=True))
    for cursor in range(1, len(done.log) + 1):
        assert as_text(explain(done.log, cursor, done.document), done.document)
    for edge in stories(done):
        shown, flowed = last_value(edge.story.product).array, edge.flow.gradient.array
        assert shown is not None
        assert flowed is not None
        np.testing.assert_array_equal(shown, flowed)


def test_a_wrong_derivative_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that gives something else than what flowed must not be shown as its factor."""
    done, *_ = passes(REGISTRY["mul"])
    assert all(edge.story.how == "factor" for edge in stories(done))
    right = applied.by_rule

    def wrong(*args: Any, **kwargs: Any) -> Any:
        found = right(*args, **kwargs)
        return None if found is None else found * 1.01

    monkeypatch.setattr("autograd_core.graph.explaining.edges.by_rule", wrong)
    assert not any(edge.story.how == "factor" for edge in stories(done))
