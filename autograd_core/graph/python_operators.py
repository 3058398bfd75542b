"""Python's operators, by the names that they have in syntax trees."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any


def is_in(item: Any, items: Any) -> bool:
    """`item in items`, for what takes no longer than it is written."""
    if not isinstance(items, str | list | tuple | range):
        raise TypeError(f"argument of type '{type(items).__name__}' is not iterable")
    if isinstance(items, range) and not isinstance(item, int):
        return False  # Python would go through all of it
    return item in items


BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: is_in,
    ast.NotIn: lambda a, b: not is_in(a, b),
}
