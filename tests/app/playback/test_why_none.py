"""Why a tensor has no `.grad`, in one sentence."""

from __future__ import annotations

import pytest

import resources
from app.playback.why_none import why_none
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.files import decode
from autograd_core.graph.run import Run


def told(document: Document, node: str, cursor: int | None = None) -> str:
    run = Run(document)
    list(run.execute())
    log = run.log
    return why_none(log, len(log) if cursor is None else cursor, run.document, node, "out")


def graph(*actions: Forward | Backward) -> Document:
    return Document(
        [LeafData("x", requires_grad=True), LeafData("w"), LeafData("u", requires_grad=True),
         OpData("y", "mul"), OpData("s", "sum")],
        [WireData("w1", "x", "y", "a"), WireData("w2", "w", "y", "b"),
         WireData("w3", "y", "s", "a")],
        actions=actions or (Forward("a1"), Backward("a2", "s")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ("x", ""),
        ("w", "requires_grad is False: no gradient is computed for it."),
        ("y", "It is no leaf: gradients pass through it and are not kept. retain_grad() keeps"),
        ("u", "No backward has brought it a gradient: not on a path to the root"),
    ],
)
def test_each_reason_has_its_words(node: str, words: str) -> None:
    found = told(graph(), node)
    assert found.startswith(words)
    assert bool(found) == bool(words)


def test_before_a_backward_there_is_none_yet() -> None:
    assert told(graph(), "x", 5) == "No backward has run since the last forward at this step."
    assert told(graph(), "x", 0) == ""  # there is no tensor either


def test_detach_and_no_grad_are_named() -> None:
    path = next(path for path in resources.examples() if path.name.startswith("04_"))
    document = decode(path.read_bytes())
    found = {document.name(node): told(document, node) for node in document.order}
    assert found["d"] == "requires_grad is False: detached here"
    assert found["z"] == "requires_grad is False: built under no_grad"
