"""The namespace ``xp`` of gradient rules when many gradients go back at once.

A :class:`Batched` is a stack of arrays that looks, to a rule, like one of them: its ``shape``
leaves the first dimension out. So one pass with the rows of a unit matrix as gradients gives a
whole Jacobian. What a rule asks for that has no form for stacks is done for one after the other.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from ..node import Node
from ..storage import Array
from . import plain
from .opnode import OpNode
from .spec import INTERNAL, REGISTRY

__all__ = ["Batched", "apply_node"]

Ints = tuple[int, ...]


class Batched:
    """A stack of arrays of one shape; ``array`` has one dimension more, the first."""

    __slots__ = ("array",)
    __array_ufunc__ = None  # arrays leave operators to us

    def __init__(self, array: Array) -> None:
        self.array = array

    @property
    def shape(self) -> Ints:
        """The shape of each."""
        shape: Ints = self.array.shape[1:]
        return shape

    @property
    def ndim(self) -> int:
        """The number of dimensions of each."""
        return self.array.ndim - 1

    @property
    def dtype(self) -> np.dtype[Any]:
        """The element type."""
        return self.array.dtype

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        raise TypeError("a stack of gradients is no array")

    def __neg__(self) -> Batched:
        return Batched(-self.array)


def _binary(function: Callable[[Any, Any], Any]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    return (
        lambda self, other: _together(function, self, other),
        lambda self, other: _together(function, other, self),
    )


for _name in ("add", "sub", "mul", "truediv", "pow", "gt", "ge", "lt", "le", "eq", "ne", "and",
              "or", "mod", "floordiv"):  # fmt: skip
    _function = getattr(operator, f"{_name}_" if _name in ("and", "or") else _name)
    _left, _right = _binary(_function)
    setattr(Batched, f"__{_name}__", _left)
    if _name not in ("gt", "ge", "lt", "le", "eq", "ne"):
        setattr(Batched, f"__r{_name}__", _right)


# ---- one after the other ---------------------------------------------------------------------


def _is_batched(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return any(_is_batched(item) for item in value)
    return isinstance(value, Batched)


def _size(value: Any) -> int:
    if isinstance(value, Batched):
        return len(value.array)
    return max((_size(item) for item in value), default=0) if isinstance(value, tuple | list) else 0


def _at(value: Any, place: int) -> Any:
    if isinstance(value, Batched):
        return value.array[place]
    if isinstance(value, tuple | list):
        return type(value)([_at(item, place) for item in value])
    return value


def _stacked(results: list[Any]) -> Any:
    first = results[0]
    if isinstance(first, tuple):
        return tuple([_stacked(list(column)) for column in zip(*results, strict=True)])
    return None if first is None else Batched(np.stack([np.asarray(one) for one in results]))


def each(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """``function`` for each of the stacks' members, and what it gives stacked again."""
    count = _size((*args, *kwargs.values()))
    return _stacked(
        [
            function(
                *[_at(arg, place) for arg in args],
                **{name: _at(arg, place) for name, arg in kwargs.items()},
            )
            for place in range(count)
        ]
    )


# ---- all at once -----------------------------------------------------------------------------


def _aligned(values: tuple[Any, ...]) -> list[Any]:
    """The members' dimensions at the end, those of the stack at the front."""
    most = max([value.ndim for value in values if isinstance(value, Batched | np.ndarray)])
    found = []
    for value in values:
        if isinstance(value, Batched):
            array = value.array
            missing = most - value.ndim
            value = array.reshape(len(array), *(1,) * missing, *array.shape[1:])
        found.append(value)
    return found


def _together(function: Callable[..., Any], *values: Any, **kwargs: Any) -> Any:
    """An elementwise function of stacks, arrays and numbers."""
    return Batched(np.asarray(function(*_aligned(values), **kwargs)))


def _elementwise(function: Callable[..., Any]) -> Callable[..., Any]:
    def stacked(*values: Any, **kwargs: Any) -> Any:
        if not _is_batched(values):
            return function(*values, **kwargs)
        return _together(function, *values, **kwargs)

    return stacked


_ELEMENTWISE = (
    "abs add_number cos div_number equal exp greater greater_equal isnan log logical_and "
    "logical_not logical_or masked_fill maximum mul_number number_div number_sub ones_like "
    "pow_number power sigmoid_backward sign sin sqrt sub_number subtract tanh tanh_backward "
    "threshold_backward where zeros_like"
).split()


def _shifted(axis: Any, ndim: int) -> Ints:
    axes = range(ndim) if axis is None else (axis,) if isinstance(axis, int) else axis
    return tuple([k + 1 if k >= 0 else k for k in axes])


def sum(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    if not isinstance(a, Batched):
        return plain.sum(a, axis, keepdims=keepdims)
    return Batched(a.array.sum(axis=_shifted(axis, a.ndim), keepdims=keepdims))


def unbroadcast(a: Any, shape: Ints) -> Any:
    if not isinstance(a, Batched):
        return plain.unbroadcast(a, shape)
    extra = a.ndim - len(shape)
    if extra:
        a = sum(a, tuple(range(extra)))
    axes = tuple([k for k, extent in enumerate(shape) if extent == 1 and a.shape[k] != 1])
    return sum(a, axes, keepdims=True) if axes else a


def matmul(a: Any, b: Any) -> Any:
    if not _is_batched((a, b)):
        return plain.matmul(a, b)
    vectors = (a.ndim == 1, b.ndim == 1)
    left = expand_dims(a, 0) if vectors[0] else a
    right = expand_dims(b, -1) if vectors[1] else b
    result = np.matmul(*_aligned((left, right)))
    if vectors[1]:
        result = result[..., 0]
    if vectors[0]:
        result = result[..., 0] if vectors[1] else result[..., 0, :]
    return Batched(result)


def expand_dims(a: Any, axis: Any) -> Any:
    if not isinstance(a, Batched):
        return plain.expand_dims(a, axis)
    return Batched(np.expand_dims(a.array, _shifted(axis, a.ndim)))


def reshape(a: Any, shape: Any) -> Any:
    if not isinstance(a, Batched):
        return plain.reshape(a, shape)
    shape = (shape,) if isinstance(shape, int) else shape
    return Batched(a.array.reshape(len(a.array), *shape))


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    if not isinstance(a, Batched):
        return plain.swapaxes(a, axis1, axis2)
    return Batched(np.swapaxes(a.array, *_shifted((axis1, axis2), a.ndim)))


def transpose(a: Any, axes: Any = None) -> Any:
    if not isinstance(a, Batched):
        return plain.transpose(a, axes)
    axes = tuple(range(a.ndim))[::-1] if axes is None else axes
    return Batched(np.transpose(a.array, (0, *[k % a.ndim + 1 for k in axes])))


def t(a: Any) -> Any:
    return transpose(a)


mm = bmm = mv = matmul


def squeeze(a: Any, dim: int) -> Any:
    if not isinstance(a, Batched):
        return plain.squeeze(a, dim)
    return Batched(a.array.squeeze(_shifted(dim, a.ndim)))


def contiguous(a: Any) -> Any:
    return a


def unsqueeze_to(a: Any, shape: Ints, dims: Ints) -> Any:
    return reshape(a, shape)


def broadcast_to(a: Any, shape: Ints) -> Any:
    if not isinstance(a, Batched):
        return plain.broadcast_to(a, shape)
    count, missing = len(a.array), len(shape) - a.ndim
    array = a.array.reshape(count, *(1,) * missing, *a.shape)
    return Batched(np.broadcast_to(array, (count, *shape)))


def astype(a: Any, dtype: Any) -> Any:
    if not isinstance(a, Batched):
        return plain.astype(a, dtype)
    return Batched(a.array.astype(dtype, copy=False))


def zeros_shaped(like: Any, shape: Ints) -> Any:
    if not isinstance(like, Batched):
        return plain.zeros_shaped(like, shape)
    return Batched(np.zeros((len(like.array), *shape), like.dtype))


def part(a: Any, index: tuple[Any, ...]) -> Any:
    if not isinstance(a, Batched):
        return plain.part(a, index)
    return Batched(a.array[(slice(None), *index, Ellipsis)])


def placed(part: Any, shape: Ints, index: tuple[Any, ...]) -> Any:
    if not isinstance(part, Batched):
        return plain.placed(part, shape, index)
    result = np.zeros((len(part.array), *shape), part.dtype)
    result[(slice(None), *index)] = part.array
    return Batched(result)


def apply(name: str, *inputs: Any, **params: Any) -> Any:
    """The operation with this name; at once where it is elementwise."""
    if not _is_batched((*inputs, *params.values())):
        return plain.apply(name, *inputs, **params)
    spec = REGISTRY.get(name) or INTERNAL[name]
    if spec.local is not None and spec.forward is not None and not _is_batched([*params.values()]):
        return _together(lambda *values: plain.apply(name, *values, **params), *inputs)
    return each(lambda *values, **named: plain.apply(name, *values, **named), *inputs, **params)


def _one_by_one(function: Callable[..., Any]) -> Callable[..., Any]:
    def stacked(*args: Any, **kwargs: Any) -> Any:
        if not _is_batched((*args, *kwargs.values())):
            return function(*args, **kwargs)
        return each(function, *args, **kwargs)

    return stacked


for _name in _ELEMENTWISE:
    globals()[_name] = _elementwise(getattr(plain, _name))


def __getattr__(name: str) -> Any:
    """What has no form for stacks of its own: one after the other."""
    spec = INTERNAL.get(name)
    elementwise = spec is not None and spec.broadcasts and len(spec.outputs) == 1
    make = _elementwise if elementwise else _one_by_one
    found = globals()[name] = make(getattr(plain, name))
    return found


# ---- Nodes -----------------------------------------------------------------------------------

_REFUSALS = (TypeError, ValueError, IndexError, AttributeError)


def apply_node(node: Node, gradient: Any) -> Any:
    """What ``node.apply`` gives, for stacks of gradients."""
    if isinstance(node, OpNode):
        values = node.unpack()
        try:
            results = node.apply_batched(_NAMESPACE, gradient, values)
        except _REFUSALS:
            results = None  # a rule that does something else with its gradient than rules may
        if results is not None and _fits(node, results):
            return results
    return each(node.apply, gradient)


def _fits(node: Node, results: Any) -> bool:
    results = results if isinstance(results, tuple) else (results,)
    numbers = node.target_nrs or (0,) * len(node.targets)
    return all(
        result is None
        or (
            isinstance(result, Batched)
            and (target is None or result.shape == target.output_shape(number))
        )
        for target, number, result in zip(node.targets, numbers, results, strict=True)
    )


class _Namespace:
    """This module as rules see it."""

    def __getattr__(self, name: str) -> Any:
        found = globals().get(name)
        return __getattr__(name) if found is None else found


_NAMESPACE = _Namespace()
