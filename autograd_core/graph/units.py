"""What a run consists of: units, which are kept from run to run, and turns of loops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.steps import ActionPath
from autograd_core.graph.told import Told

MAX_ITERATIONS = 1_000_000


class Unit(NamedTuple):
    """A piece of the program that was executed: the chain up to and with it, and its steps."""

    chain: bytes
    start: int
    stop: int
    failed: bool


class TooManySteps(RuntimeError):
    """The program makes more steps than the limit; the action at `path` was to make the next."""

    def __init__(self, limit: int, path: ActionPath) -> None:
        super().__init__(Told("more than {count} steps", count=limit))
        self.path = path


def iterations(values: object) -> Sequence[object]:
    """What a Repeat goes over.

    Raises:
        ExpressionError: it is neither a number nor a list, or too long.
    """
    if isinstance(values, int) and not isinstance(values, bool):
        values = range(values)
    if isinstance(values, range) and len(values) > MAX_ITERATIONS:
        raise ExpressionError(Told("more than {count} iterations", count=MAX_ITERATIONS))
    if isinstance(values, list | tuple | range):
        return values
    raise ExpressionError(
        Told("a number or a list is needed here, not {kind}", kind=type(values).__name__)
    )
