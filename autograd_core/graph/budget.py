"""The budget of one Expression: how much it may compute before it is refused.

Texts come from files that strangers wrote, so work is counted before it is done: elements of
lists and texts, each time that they are met, and bytes that tensor operations read and write.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Sequence
from typing import Any

from autograd_core.graph.limits import Limits, TooLarge, refuse_large
from autograd_core.ops.spec import Meta
from autograd_core.tensor import Tensor

MAX_WORK = 1_000_000
MAX_INTEGER_BITS = 4096
MAX_DIGITS = 1000
MAX_REPEAT = 100_000
TRAFFIC = 4
"""The tensors that one expression reads and makes may together have this many times the bytes
that one tensor may have."""
SIZED = (str, list, tuple)


class Excessive(Exception):
    """An expression that asks for too much."""


class Budget:
    """What one evaluation may still spend.

    Raises:
        Excessive: by every method, when that is too much.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._work = 0
        self._bytes = 0

    def spend(self, work: int) -> None:
        self._work += work
        if self._work > MAX_WORK:
            raise Excessive("too much work for one expression")

    def spend_elements(self, value: Any) -> None:
        """Counts all that a list or text holds, however often it holds the same thing."""
        if isinstance(value, SIZED):
            self.spend(_weight(value, MAX_WORK))

    def spend_tensors(
        self, operands: Iterable[Any], metas: Sequence[Meta], factor: int = 1
    ) -> None:
        """Counts what an operation reads and makes; `factor` is its work for each result's byte.

        Raises:
            TooLarge: one tensor, or all together, would be.
        """
        for meta in metas:
            refuse_large(meta.shape, meta.dtype.itemsize, self.limits)
            self._bytes += math.prod(meta.shape) * meta.dtype.itemsize * factor
        for operand in operands:
            if isinstance(operand, Tensor):
                self._bytes += operand.nbytes
        if self._bytes > TRAFFIC * self.limits.tensor_bytes:
            raise TooLarge(
                f"the expression would compute more than "
                f"{TRAFFIC * self.limits.tensor_bytes / 2**30:.1f} GB"
            )

    def check_operator(self, op: ast.operator, left: Any, right: Any) -> None:
        """Numbers and texts that would grow beyond reason."""
        if isinstance(op, ast.Pow) and isinstance(left, int) and isinstance(right, int):
            if left.bit_length() * abs(right) > MAX_INTEGER_BITS:
                raise Excessive("that integer is too large")
        elif isinstance(op, ast.Mult):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, str | list | tuple) and isinstance(other, int):
                    if len(one) * other > MAX_REPEAT:
                        raise Excessive("that repetition is too long")
                elif isinstance(one, int) and one.bit_length() > MAX_INTEGER_BITS:
                    raise Excessive("that integer is too large")
        elif isinstance(op, ast.Mod) and isinstance(left, str):
            if "*" in left:
                raise Excessive("'*' cannot be used in this format")
            check_format(left)

    def check_builtin(self, name: str, args: Sequence[Any]) -> None:
        """A call of a Python function whose cost depends on what its arguments hold."""
        if name == "round" and len(args) > 1 and isinstance(args[1], int):
            if abs(args[1]) > MAX_DIGITS:
                raise Excessive(f"more than {MAX_DIGITS} digits")
        elif name in ("list", "tuple", "sum", "min", "max"):
            for arg in args:
                self._spend_items(name, arg)

    def _spend_items(self, name: str, items: Any) -> None:
        if isinstance(items, Tensor):
            self.spend(math.prod(items.shape))
        elif isinstance(items, range):
            self.spend(len(items))
        elif isinstance(items, list | tuple):
            tensors = [item for item in items if isinstance(item, Tensor)]
            self.spend_tensors(tensors, ())
            if name == "sum" and any(isinstance(item, SIZED) for item in items):
                raise Excessive("sum adds numbers and tensors")


def check_format(spec: str) -> None:
    """Widths and precisions of a format.

    Raises:
        Excessive: one has more than three digits.
    """
    digits = "".join(c if c.isdigit() else " " for c in spec).split()
    if any(len(run) > 3 for run in digits):
        raise Excessive("that format is too wide")


def _weight(value: Any, most: int) -> int:
    """How many elements there are in nested lists; once beyond `most`, any number above it."""
    total = len(value)
    if isinstance(value, str) or not any(issubclass(kind, SIZED) for kind in set(map(type, value))):
        return total
    for item in value:
        if isinstance(item, SIZED):
            total += _weight(item, most - total)
        if total > most:
            break
    return total
