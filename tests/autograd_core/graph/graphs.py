"""Small documents that several tests use."""

from __future__ import annotations

from autograd_core.graph.actions import Action, Backward, Forward
from autograd_core.graph.document import Document, FrameData, LeafData, OpData, WireData
from autograd_core.graph.run import Run

FORWARD = Forward("a1")
BACKWARD = Backward("a2", root="s")


def sum_of_squares(*actions: Action, value: str = "ones(2)") -> Document:
    """x, y = x * x, s = y.sum()."""
    return Document(
        [
            LeafData("x", label="x", value=value, requires_grad=True),
            OpData("y", op="mul", label="y"),
            OpData("s", op="sum", label="s"),
        ],
        [
            WireData("w1", "x", "y", "a"),
            WireData("w2", "x", "y", "b"),
            WireData("w3", "y", "s", "a"),
        ],
        actions=actions or (FORWARD, BACKWARD),
    )


def no_grad_branch() -> Document:
    """a = x * x inside a no_grad region, b = x * x outside."""
    return Document(
        [
            LeafData("x", label="x", requires_grad=True),
            OpData("a", op="mul", label="a", frame="f1"),
            OpData("b", op="mul", label="b"),
        ],
        [
            WireData("w1", "x", "a", "a"),
            WireData("w2", "x", "a", "b"),
            WireData("w3", "x", "b", "a"),
            WireData("w4", "x", "b", "b"),
        ],
        [FrameData("f1", kind="no_grad")],
    )


def run(document: Document, previous: Run | None = None) -> Run:
    """The document's run, executed to its end."""
    done = Run(document.snapshot(), previous=previous)
    for _ in done.execute():
        pass
    return done
