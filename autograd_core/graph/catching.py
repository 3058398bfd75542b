"""Errors in a run: which a Try takes, and what its handler knows of one."""

from __future__ import annotations

import builtins
from collections.abc import Iterable

from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.limits import TooLarge
from autograd_core.graph.problems import NotRun, Unfinished, wording
from autograd_core.graph.told import Told

ERRORS: dict[str, type[Exception]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, Warning)
}
"""The errors that a Try can name."""


class Caught:
    """An error in the hands of a handler: it can be printed, and made a text."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __str__(self) -> str:
        return said(self.error)

    def __repr__(self) -> str:
        return f"{kind_of(self.error).__name__}({str(self)!r})"


def said(error: BaseException) -> str:
    """What `str` says of an error in PyTorch."""
    if isinstance(error, KeyError) and error.args:
        return repr(error.args[0])
    return str(error)


def kind_of(error: BaseException) -> type[BaseException]:
    """The class that the error has in PyTorch: the engine's own are RuntimeErrors there."""
    kinds = type(error).__mro__
    return next((kind for kind in kinds if kind.__module__ == "builtins"), Exception)


def as_raised(error: Exception) -> Exception | None:
    """The error that Python code would have raised; None where a run alone knows such a failure: a
    tensor that is not there, a text that cannot be read, what is too large."""
    if isinstance(error, ExpressionError):
        return error.raised
    if isinstance(error, NotRun | Unfinished | TooLarge) or isinstance(wording(error), Told):
        return None
    return error


def takes(names: Iterable[str], error: Exception) -> bool:
    """Whether a Try that names these errors takes this one."""
    return any(isinstance(error, ERRORS[name]) for name in names if name in ERRORS)
