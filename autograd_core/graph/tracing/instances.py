"""Instances of the snippet's classes where Python calls a special method of theirs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from autograd_core import printing
from autograd_core.graph.tracing.things import Instance
from autograd_core.graph.tracing.values import Val
from autograd_core.graph.vocabulary import text_of
from autograd_core.tensor import Tensor

if TYPE_CHECKING:
    from autograd_core.graph.tracing.core import Core

_OPERATORS: dict[type[ast.operator], tuple[str, str, str]] = {
    ast.Add: ("+", "__add__", "__radd__"),
    ast.Sub: ("-", "__sub__", "__rsub__"),
    ast.Mult: ("*", "__mul__", "__rmul__"),
    ast.Div: ("/", "__truediv__", "__rtruediv__"),
    ast.Pow: ("**", "__pow__", "__rpow__"),
    ast.MatMult: ("@", "__matmul__", ""),
}
_COMPARE: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("__eq__", "__eq__"),
    ast.NotEq: ("__ne__", "__ne__"),
    ast.Lt: ("__lt__", "__gt__"),
    ast.LtE: ("__le__", "__ge__"),
    ast.Gt: ("__gt__", "__lt__"),
    ast.GtE: ("__ge__", "__le__"),
}


def has(value: object, name: str) -> bool:
    """Whether the class of an instance has such a method."""
    return isinstance(value, Instance) and value.kind.find(name) is not None


def of_instances(core: Core, op: ast.operator, left: Val, right: Val) -> Val:
    """An operator of which one side is an instance.

    Raises:
        TypeError: its class does not know it.
    """
    sign, name, reflected = _OPERATORS.get(type(op), (type(op).__name__, "", ""))
    if name and has(left.value, name):
        return core.call_method(left, name, [right], {})
    if reflected and has(right.value, reflected) and not isinstance(left.value, Tensor):
        return core.call_method(right, reflected, [left], {})
    kinds = [_name(val.value) for val in (left, right)]
    raise TypeError(f"unsupported operand type(s) for {sign}: '{kinds[0]}' and '{kinds[1]}'")


def compared(core: Core, op: ast.cmpop, left: Val, right: Val) -> Val | None:
    """A comparison of which one side is an instance; None if its class does not know it."""
    name, mirrored = _COMPARE.get(type(op), ("", ""))
    if name and has(left.value, name):
        return core.call_method(left, name, [right], {})
    if mirrored and has(right.value, mirrored):
        return core.call_method(right, mirrored, [left], {})
    return None


def _name(value: object) -> str:
    return value.kind.name if isinstance(value, Instance) else type(value).__name__


@contextmanager
def _printing(options: list[dict[str, Any]]) -> Iterator[None]:
    """Tensors are printed as the snippet wants them."""
    before = printing.get_printoptions()
    try:
        for given in options:
            printing.set_printoptions(**given)
        yield
    finally:
        printing.set_printoptions(**before)


def text(core: Core, value: object, inner: bool = False) -> str:
    """`str(value)`, or `repr`, as the snippet prints it."""
    if not core.print_options:
        return shown(core, value, inner)
    with _printing(core.print_options):
        return shown(core, value, inner)


def shown(core: Core, value: object, inner: bool = False) -> str:
    """`str(value)`, or `repr` within a container, with what instances say of themselves."""
    if isinstance(value, Instance):
        for name in ("__repr__",) if inner else ("__str__", "__repr__"):
            if has(value, name):
                return str(core.call_method(Val(value), name, [], {}).value)
    if isinstance(value, list | tuple) and any(_holds(item) for item in value):
        parts = [shown(core, item, inner=True) for item in value]
        if isinstance(value, list):
            return f"[{', '.join(parts)}]"
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    if isinstance(value, dict) and any(_holds(item) for item in value.values()):
        pairs = [f"{key!r}: {shown(core, item, inner=True)}" for key, item in value.items()]
        return f"{{{', '.join(pairs)}}}"
    return repr(value) if inner else text_of(value)


def _holds(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_holds, value))
    return isinstance(value, Instance)
