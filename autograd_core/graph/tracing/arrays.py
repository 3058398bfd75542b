"""A little of NumPy: arrays of numbers, as snippets bring them to tensors and back."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core.graph.tracing.values import Refused, Val

MOST = 100_000
"""Elements of an array."""
Array = np.ndarray[Any, np.dtype[Any]]
_FUNCTIONS = frozenset(
    "array asarray zeros ones full eye arange linspace sin cos tan exp log sqrt abs tanh maximum "
    "minimum mean sum dot allclose matmul clip max min argmax argmin std var cumsum concatenate "
    "vstack hstack stack transpose where sign square power expand_dims squeeze outer array_equal "
    "round floor ceil prod log2 log10 zeros_like ones_like isnan any all sort argsort unique "
    "ravel".split()
)
NAMES = frozenset({*_FUNCTIONS, "float32", "float64", "int64", "int32"})
METHODS = frozenset(
    "sum mean max min tolist reshape copy item std var flatten transpose dot argmax argmin astype "
    "squeeze ravel cumsum clip round any all prod".split()
)
ATTRIBUTES = frozenset("shape ndim size T dtype".split())
_TYPES = {"float32": np.float32, "float64": np.float64, "int64": np.int64, "int32": np.int32}
OPERATORS: tuple[Callable[[Any, Any], Any], ...] = (
    operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.matmul,
    operator.floordiv, operator.mod,
)  # fmt: skip


def kind(name: str) -> type | None:
    """The type of elements that a name of NumPy means."""
    return _TYPES.get(name)


def called(name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Any:
    """`np.name(*args, **kwargs)`.

    Raises:
        Refused: it would be too large, or is not of numbers.
    """
    values = [_plain(arg.value) for arg in args]
    named = {key: _plain(val.value) for key, val in kwargs.items()}
    if name in ("zeros", "ones", "full", "eye"):
        shape = values[0] if isinstance(values[0], tuple | list) else (values[0],)
        _check(math.prod(shape) if name != "eye" else math.prod(shape) ** 2)
    elif name in ("arange", "linspace"):
        numbers = [*values, *named.values()]
        _check(max((abs(n) for n in numbers if isinstance(n, int | float)), default=0))
        if name == "arange" and len(values) > 2:
            _check(abs((values[1] - values[0]) / values[2]))
    else:
        _check_operands(name, values)
    return checked(getattr(np, name)(*values, **named))


def _check_operands(name: str, values: Sequence[Any]) -> None:
    """Refuses what would make a large array of small ones."""
    if name in ("matmul", "dot") and len(values) == 2:
        shapes = [np.shape(each) for each in values]
        _check(math.prod(shapes[0]) * max((shapes[1] or (1,))[-1], 1) // 16)
    elif name == "outer":
        _check(math.prod(np.size(each) for each in values))
    elif name in ("concatenate", "vstack", "hstack", "stack"):
        _check(sum(np.size(each) for each in values[0]))
    else:
        arrays = [each.shape for each in values if isinstance(each, np.ndarray)]
        try:
            _check(math.prod(np.broadcast_shapes(*arrays)))
        except ValueError:
            return  # NumPy says it


def computed(function: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    """An operator on arrays."""
    shapes = [np.shape(_plain(each)) for each in (a, b)]
    if function is operator.matmul:
        _check(math.prod(shapes[0]) * max((shapes[1] or (1,))[-1], 1) // 16)
    else:
        _check(math.prod(np.broadcast_shapes(*shapes)))
    return checked(function(a, b))


def method(
    array: Array | np.generic, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
) -> Any:
    """A method of an array."""
    values = [_plain(arg.value) for arg in args]
    return checked(
        getattr(array, name)(*values, **{k: _plain(v.value) for k, v in kwargs.items()})
    )


def put(array: Array, index: Any, new: Any) -> Array:
    """`array[index] = new`.

    Raises:
        Refused: a tensor shares its memory, which would have to see it.
    """
    if not array.flags.writeable:
        raise Refused("'array' cannot be assigned to")
    array[_place(index)] = _plain(new)
    return array


def _place(index: Any) -> Any:
    if isinstance(index, slice):
        return slice(*(_plain(each) for each in (index.start, index.stop, index.step)))
    if isinstance(index, tuple):
        return tuple(map(_place, index))
    return index if index is ... else _plain(index)


def shared(array: Array) -> Array:
    """An array whose memory PyTorch would give to a tensor as well: it cannot be written to."""
    array.flags.writeable = False
    return array


def checked(value: Any) -> Any:
    """The result, if it is one of numbers.

    Raises:
        Refused: it is something else, or too large.
    """
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "fiub":
            raise Refused("an array holds numbers here")
        _check(value.size)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(map(_plain, value)) if type(value) in (list, tuple) else tuple(value)
    if value is None or isinstance(value, bool | int | float | np.ndarray | np.generic):
        return value
    if isinstance(value, type) and issubclass(value, np.generic):
        return value
    raise Refused("NumPy takes numbers and arrays here")


def _check(size: float) -> None:
    if size > MOST:
        raise Refused(f"an array has more than {MOST} elements")
