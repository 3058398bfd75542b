"""Numbers written in a leaf's text: where each stands, how to put another in its place, and how
to write a whole array down.

A text is *literal* where its elements can be pointed at: a number, or nested lists of scalar
expressions, perhaps within `tensor(...)`. A recipe (`randn(2, 3)`) is not.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.graph.expression import (
    ExpressionError,
    as_tensor,
    evaluate,
    listed_numbers,
    parse,
)
from autograd_core.graph.packed import LARGEST, PACKED_FROM, is_packed, pack
from autograd_core.tensor import Tensor

Array = np.ndarray[Any, np.dtype[Any]]

SPAN_TEXT = 4000
"""Characters beyond which elements are not looked for: a card shows at most sixteen."""
LONG_TEXT = 10_000
"""Characters from which on the tensor of a list is kept for the next run."""
BLOCK = 1 << 13
"""Elements written down at a time: NumPy lets no other thread go on in the midst of it."""


class TooLong(ValueError):
    """An array has more numbers than a leaf's text can hold."""


@dataclass(frozen=True, slots=True)
class Literal:
    """The shape that a text writes down, and the place of each element in it, in row-major
    order."""

    shape: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def literal(text: str) -> Literal | None:
    """Where the elements of a literal text stand; None for a recipe, or what cannot be read."""
    if len(text) > SPAN_TEXT or not text.isascii():
        return None
    try:
        tree = parse(text)
    except ExpressionError:
        return None
    if isinstance(tree, ast.Call) and _is_tensor(tree.func) and tree.args:
        tree = tree.args[0]
    elif not isinstance(tree, ast.List | ast.Tuple) and not _is_number(tree):
        return None
    shape = _shape(tree)
    if shape is None:
        return None
    starts = _line_starts(text)
    return Literal(shape, tuple(_span(node, starts) for node in _elements(tree)))


def element(text: str, index: int) -> str | None:
    """The text of one element, by its place in row-major order; None where there is none."""
    found = literal(text)
    if found is None or index >= len(found.spans):
        return None
    start, end = found.spans[index]
    return text[start:end]


def with_element(text: str, index: int, new: str) -> str:
    """The text with another element. Raises IndexError or ValueError where there is none."""
    found = literal(text)
    if found is None:
        raise ValueError("not a literal")
    start, end = found.spans[index]
    return text[:start] + new + text[end:]


def _is_tensor(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "tensor"
    return isinstance(function, ast.Name) and function.id == "tensor"


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        node = node.operand
    if isinstance(node, ast.Name):
        return node.id in ("nan", "inf")
    return isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float)


def _shape(node: ast.expr) -> tuple[int, ...] | None:
    """The shape of nested lists, None where they are ragged or hold something else."""
    if not isinstance(node, ast.List | ast.Tuple):
        return None if isinstance(node, ast.Starred) else ()
    inner = {_shape(item) for item in node.elts}
    if len(inner) > 1 or None in inner:
        return None
    return (len(node.elts), *(inner.pop() or () if inner else ()))


def _elements(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.List | ast.Tuple):
        for item in node.elts:
            yield from _elements(item)
    else:
        yield node


def _line_starts(text: str) -> list[int]:
    at = len(text) - len(text.lstrip())
    starts = [at]
    for line in text.strip().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _span(node: ast.expr, starts: list[int]) -> tuple[int, int]:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (
        starts[node.lineno - 1] + node.col_offset,
        starts[node.end_lineno - 1] + node.end_col_offset,
    )


# Writing arrays down


def number_text(value: float, like: np.dtype[Any] | None = None) -> str:
    """A number as it is typed: the shortest text that reads back to the same number of dtype
    `like` (None: of Python); nan, inf, True."""
    if like is not None and like.kind == "b":
        return str(bool(value))
    if like is not None and like.kind in "iu":
        return str(int(value))
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if like is None or like == np.float64:
        return repr(float(value))
    return str(like.type(value))


def literal_text(array: Array) -> str:
    """The array as nested lists, a large one packed, which `expression.evaluate` reads back.

    Raises:
        TooLong: the text would be longer than can be read.
    """
    if array.nbytes > LARGEST:
        raise TooLong(f"{array.size} numbers are too many to be written down")
    if array.size >= PACKED_FROM:
        return pack(array)
    if array.size == 0:
        # lists cannot say how long the other dimensions are
        return "[]" if array.ndim == 1 else f"zeros({', '.join(map(str, array.shape))})"
    words: Any = _words(array.reshape(-1))
    for size in reversed(array.shape):
        words = [f"[{', '.join(words[at : at + size])}]" for at in range(0, len(words), size)]
    return str(words[0])


def _words(flat: Array) -> list[str]:
    """The text of each element."""
    if flat.dtype.kind == "b":
        return ["True" if item else "False" for item in flat.tolist()]
    if flat.dtype.kind in "iu" or flat.dtype == np.float64:
        return list(map(repr, flat.tolist()))
    words: list[str] = []
    for at in range(0, len(flat), BLOCK):
        # the shortest text that reads back to the same number of this dtype
        words += flat[at : at + BLOCK].astype(str).tolist()
    return words


# Reading long ones once


def written_out(text: str, dtype: dtypes.DType | None) -> Tensor | None:
    """The tensor of a long text that is nothing but lists of numbers, as `as_tensor(evaluate(text),
    dtype)` makes it, but read once for many runs; None for any other text.

    Raises:
        ValueError: ragged lists, in PyTorch's words.
    """
    if len(text) < LONG_TEXT:
        return None
    if is_packed(text):
        return as_tensor(evaluate(text), dtype)
    made = _written_once(text, dtype)
    return None if made is None else Tensor(made.copy())


@lru_cache(maxsize=8)
def _written_once(text: str, dtype: dtypes.DType | None) -> Any:
    numbers = listed_numbers(text, plain=False)
    return None if numbers is None else as_tensor(numbers, dtype)._array
