"""From an error that was raised to a Problem: whose it is, in PyTorch's words, and what to do."""

from __future__ import annotations

from autograd_core.graph.explained import explained
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
    AssertionError,
    ExpressionError,
)
"""What an operation or an Expression may raise over what a document says (a few of PyTorch's
functions assert); anything else is a fault of the program."""


class Unfinished(RuntimeError):
    """A node that cannot run yet: something that it needs is not there."""


class Unwired(Unfinished):
    """A port that needs a wire has none."""


class UnwiredNumber(Unfinished):
    """A port that needs a wire or a number has neither."""


class Unwritten(Unfinished):
    """A parameter that has no default has no value."""


class NotRun(RuntimeError):
    """An action needs a tensor that is not there."""


class Unmet(AssertionError):
    """A Check that does not hold."""


OTHER_WAY = "your code would go another way: trace it again"
"""What an exported script says where a test that was decided comes out otherwise."""


class OtherWay(Exception):
    """A test comes out otherwise than when code was traced: the run ends there."""


_ADVICE: tuple[tuple[type[Exception], str, tuple[str, ...]], ...] = (
    (
        TooLarge,
        QT_TRANSLATE_NOOP("Steps", "Nothing was computed. Make the shape smaller."),
        ("param",),
    ),
    (Unwired, QT_TRANSLATE_NOOP("Steps", "Draw a wire to it."), ()),
    (
        UnwiredNumber,
        QT_TRANSLATE_NOOP("Steps", "Draw a wire to it, or type a number in the inspector."),
        (),
    ),
    (Unwritten, QT_TRANSLATE_NOOP("Steps", "Type it in the inspector."), ()),
    (
        NotRun,
        QT_TRANSLATE_NOOP("Steps", "The action needs something that is not there at this point."),
        ("forward_again", "remove_action"),
    ),
    (
        Unmet,
        QT_TRANSLATE_NOOP(
            "Steps", "The program says that this has to hold here. Look at the values above."
        ),
        ("remove_action",),
    ),
    (
        OtherWay,
        QT_TRANSLATE_NOOP(
            "Steps",
            "What the code does then has not been traced, so the run ends here. Paste the code "
            "again with the new values, or remove this check.",
        ),
        ("remove_action",),
    ),
)


def advice(error: Exception) -> tuple[Message | None, tuple[str, ...]]:
    """The error in plain words, and the ids of the remedies that may apply."""
    for kind, template, fixes in _ADVICE:
        if isinstance(error, kind):
            return Message(template), fixes
    if isinstance(wording(error), Told) and not isinstance(error, ExpressionError):
        return None, ()  # it is in plain words already
    return explained(error)


def wording(error: Exception) -> str:
    """The error's own text on as many lines as it has (a `Told` if it is ours); its class where it
    has none."""
    first = error.args[0] if error.args else None
    if isinstance(first, Told):
        return first
    text = str(first) if isinstance(error, KeyError) and error.args else str(error)
    if isinstance(error, Unmet):
        return f"AssertionError: {text}" if text else "AssertionError"
    return text or type(error).__name__
