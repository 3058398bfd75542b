"""Operators with a tensor on the right, as PyTorch writes them in Python: ``2 % x``, ``2 ** x``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .ops.binding import choose
from .ops.checking import is_number
from .ops.dispatch import call
from .ops.spec import REGISTRY, OpSpec
from .tensor import Tensor

__all__ = ["attach"]


def _of(name: str) -> Callable[[Any, Any], Any]:
    """The function of two operands with this name, of whichever definition fits."""

    def function(left: Any, right: Any) -> Any:
        specs = _groups.get(name)
        if specs is None:
            specs = [spec for spec in REGISTRY.values() if name in spec.functions]
            _groups[name] = specs
        spec = choose(specs, (left, right), {})
        if spec.arguments is not None:
            left, right = right, left
        if len(spec.ports) == 2:
            return call(spec, (left, right))
        return call(spec, (left,), {spec.params[0].name: right})

    return function


_groups: dict[str, list[OpSpec]] = {}


def _reversed(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def operator(self: Any, other: Any) -> Any:
        if not isinstance(self, Tensor) or not (isinstance(other, Tensor) or is_number(other)):
            return NotImplemented
        return function(other, self)

    return operator


def _over(self: Any, other: Any) -> Any:
    if not isinstance(other, Tensor) and not is_number(other):
        return NotImplemented
    return self.reciprocal() * other


def _subtracted(self: Any, other: Any) -> Any:
    if isinstance(other, Tensor):
        return call(REGISTRY["rsub_tensor"], (self, other))
    if not isinstance(self, Tensor) or not is_number(other):
        return NotImplemented
    return call(REGISTRY["rsub"], (self,), {"other": other})


def _power(self: Any, base: Any) -> Any:
    if isinstance(base, Tensor):
        return call(REGISTRY["pow_tensor"], (base, self))
    if not isinstance(self, Tensor) or not is_number(base):
        return NotImplemented
    return call(REGISTRY["rpow"], (self,), {"base": base})


def _product(left: Any, right: Any) -> Any:
    if is_number(left):
        return NotImplemented
    return call(REGISTRY["matmul"], (left, right))


_OPERATORS: dict[str, Callable[..., Any]] = {
    "__rdiv__": _over,
    "__rtruediv__": _over,
    "__rfloordiv__": _reversed(_of("floor_divide")),
    "__rmod__": _reversed(_of("remainder")),
    "__rpow__": _power,
    "__rsub__": _subtracted,
    "__rlshift__": _reversed(_of("bitwise_left_shift")),
    "__rrshift__": _reversed(_of("bitwise_right_shift")),
    "__rmatmul__": _reversed(_product),
}


def attach() -> None:
    """Give Tensor these operators."""
    for name, operator in _OPERATORS.items():
        operator.__name__ = name
        setattr(Tensor, name, operator)
