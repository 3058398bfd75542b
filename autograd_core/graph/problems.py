"""From an error that was raised to a Problem: whose it is, in PyTorch's words, and what to do."""

from __future__ import annotations

from autograd_core.errors import (
    FreedBuffersError,
    LeafInPlaceError,
    NoGradError,
    SavedTensorModifiedError,
    ScalarOnlyError,
    ShapeMismatchError,
)
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.limits import TooLarge
from autograd_core.graph.steps import Message
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP

EXPECTED = (
    RuntimeError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    MemoryError,
    ExpressionError,
)
"""What an operation or an Expression may raise over what a document says; anything else is a
fault of the program."""


class Unfinished(RuntimeError):
    """A node that cannot run yet: something that it needs is not there."""


class Unwired(Unfinished):
    """A port that needs a wire has none."""


class UnwiredNumber(Unfinished):
    """A port that needs a wire or a number has neither."""


class Unwritten(Unfinished):
    """A parameter that has no default has no value."""


_ADVICE: tuple[tuple[type[Exception], str, tuple[str, ...]], ...] = (
    (
        ScalarOnlyError,
        QT_TRANSLATE_NOOP(
            "Steps",
            "Only a scalar has an obvious starting gradient, 1. For any other tensor say which "
            "combination of its elements to differentiate: a gradient of the same shape.",
        ),
        ("gradient_ones",),
    ),
    (
        FreedBuffersError,
        QT_TRANSLATE_NOOP(
            "Steps",
            "Backward frees what forward saved. Run forward again before this backward, or let "
            "the earlier backward keep it (retain_graph).",
        ),
        ("forward_again", "retain_graph"),
    ),
    (
        LeafInPlaceError,
        QT_TRANSLATE_NOOP(
            "Steps",
            "A leaf that requires grad is where gradients end up; written in place it would no "
            "longer be a leaf. Write under no_grad, or to its .data.",
        ),
        ("write_in_no_grad",),
    ),
    (
        NoGradError,
        QT_TRANSLATE_NOOP(
            "Steps",
            "Nothing above this tensor requires grad, or it was detached or made under no_grad: "
            "there is no graph to go back through.",
        ),
        (),
    ),
    (
        SavedTensorModifiedError,
        QT_TRANSLATE_NOOP(
            "Steps",
            "Backward needs the value that was saved in forward, but it was written to since. "
            "Write before it is used, or write to a copy.",
        ),
        (),
    ),
    (
        ShapeMismatchError,
        QT_TRANSLATE_NOOP("Steps", "The gradient must have the shape of the tensor."),
        ("gradient_ones",),
    ),
    (
        TooLarge,
        QT_TRANSLATE_NOOP("Steps", "Nothing was computed. Make the shape smaller."),
        (),
    ),
    (Unwired, QT_TRANSLATE_NOOP("Steps", "Draw a wire to it."), ()),
    (
        UnwiredNumber,
        QT_TRANSLATE_NOOP("Steps", "Draw a wire to it, or type a number in the inspector."),
        (),
    ),
    (Unwritten, QT_TRANSLATE_NOOP("Steps", "Type it in the inspector."), ()),
)


def advice(error: Exception) -> tuple[Message | None, tuple[str, ...]]:
    """What to do about the error, and the ids of the remedies that fit."""
    for kind, template, fixes in _ADVICE:
        if isinstance(error, kind):
            return Message(template), fixes
    return None, ()


def wording(error: Exception) -> str:
    """The error's own text on as many lines as it has (a `Told` if it is ours); its class where it
    has none."""
    first = error.args[0] if error.args else None
    if isinstance(first, Told):
        return first
    text = str(first) if isinstance(error, KeyError) and error.args else str(error)
    return text or type(error).__name__
