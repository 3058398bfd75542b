"""The namespace ``xp`` of gradient rules when gradients are Tensors: see ``arrays.py``.

Each function records what it does, by the operations that users call or by internal ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import arrays
from ..storage import Array
from ..tensor import Tensor
from .dispatch import call
from .spec import INTERNAL, REGISTRY

Ints = tuple[int, ...]
Indices = tuple[Array | None, ...]


def _values(a: Any) -> Any:
    return a._array if isinstance(a, Tensor) else a


def apply(name: str, *inputs: Any, **params: Any) -> Any:
    """The operation with this name, recorded; see ``plain.apply``."""
    return call(REGISTRY.get(name) or INTERNAL[name], inputs, params)


def _do(name: str, *inputs: Any, **params: Any) -> Any:
    return call(REGISTRY[name], inputs, params)


def _internal(name: str, *inputs: Any, **params: Any) -> Any:
    return call(INTERNAL[name], inputs, params)


def _mask(values: Any) -> Tensor:
    return Tensor(np.asarray(values))


# ---- elementwise -----------------------------------------------------------------------------


def abs(a: Any) -> Any:
    return _do("abs", a)


def cos(a: Any) -> Any:
    return _do("cos", a)


def exp(a: Any) -> Any:
    return _do("exp", a)


def log(a: Any) -> Any:
    return _do("log", a)


def sin(a: Any) -> Any:
    return _do("sin", a)


def sqrt(a: Any) -> Any:
    return _do("sqrt", a)


def tanh(a: Any) -> Any:
    return _do("tanh", a)


def sign(a: Any) -> Any:
    return _do("sgn", a)


def power(a: Any, b: Any) -> Any:
    return _do("pow_tensor", a, b)


def subtract(a: Any, b: Any) -> Any:
    return a - b


def maximum(a: Any, b: Any) -> Any:
    return where(greater(a, b), a, b)


def where(condition: Any, a: Any, b: Any) -> Any:
    return _do("where", condition, a, b)


# ---- questions, through which no gradient flows ----------------------------------------------


def equal(a: Any, b: Any) -> Tensor:
    return _mask(arrays.equal(_values(a), _values(b)))


def greater(a: Any, b: Any) -> Tensor:
    return _mask(arrays.greater(_values(a), _values(b)))


def greater_equal(a: Any, b: Any) -> Tensor:
    return _mask(arrays.greater_equal(_values(a), _values(b)))


def isnan(a: Any) -> Tensor:
    return _mask(arrays.isnan(_values(a)))


def logical_and(a: Any, b: Any) -> Tensor:
    return _mask(arrays.logical_and(_values(a), _values(b)))


def logical_or(a: Any, b: Any) -> Tensor:
    return _mask(arrays.logical_or(_values(a), _values(b)))


def count_true(mask: Any, dtype: Any) -> Tensor:
    return Tensor(arrays.count_true(_values(mask), _numpy_dtype(dtype)))


def zeros_like(a: Any) -> Tensor:
    return Tensor(arrays.zeros_like(_values(a)))


def ones_like(a: Any) -> Tensor:
    return Tensor(arrays.ones_like(_values(a)))


def zeros_shaped(like: Any, shape: Ints) -> Tensor:
    return Tensor(arrays.zeros_shaped(_values(like), shape))


# ---- reductions, products, shapes ------------------------------------------------------------


def sum(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    return _do("sum", a, dim=axis, keepdim=keepdims)


def unbroadcast(a: Any, shape: Ints) -> Any:
    extra = a.ndim - len(shape)
    if extra:
        a = sum(a, tuple(range(extra)))
    axes = tuple([axis for axis, extent in enumerate(shape) if extent == 1 and a.shape[axis] != 1])
    return sum(a, axes, keepdims=True) if axes else a


def matmul(a: Any, b: Any) -> Any:
    return _do("matmul", a, b)


def broadcast_to(a: Any, shape: Ints) -> Any:
    return _do("expand", a, size=shape)


def expand_dims(a: Any, axis: Any) -> Any:
    for one in (axis,) if isinstance(axis, int) else sorted(axis):
        a = _do("unsqueeze", a, dim=one)
    return a


def reshape(a: Any, shape: Ints) -> Any:
    return _do("reshape", a, shape=shape)


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    return _do("transpose", a, dim0=axis1, dim1=axis2)


def transpose(a: Any, axes: Any = None) -> Any:
    return _do("permute", a, dims=tuple(range(a.ndim))[::-1] if axes is None else axes)


def astype(a: Any, dtype: Any) -> Any:
    numpy_dtype = _numpy_dtype(dtype)
    return a if a._array.dtype == numpy_dtype else _do("to", a, dtype=_dtype_of(numpy_dtype))


def _numpy_dtype(dtype: Any) -> Any:
    return getattr(dtype, "numpy", dtype)


def _dtype_of(dtype: Any) -> Any:
    return Tensor(np.empty(0, dtype)).dtype


# ---- parts and windows -----------------------------------------------------------------------


def part(a: Any, index: tuple[Any, ...]) -> Any:
    return _internal("part", a, index=index)


def placed(part: Any, shape: Ints, index: tuple[Any, ...]) -> Any:
    return _internal("placed", part, shape=shape, index=index)


def indexed(a: Any, indices: Indices) -> Any:
    return _internal("index", a, indices=indices)


def added_at(part: Any, shape: Ints, indices: Indices) -> Any:
    return _internal("added_at", part, shape=shape, indices=indices)


def cleared(a: Any, indices: Indices) -> Any:
    return _internal("cleared", a, indices=indices)


def take_along(a: Any, places: Any, dim: int) -> Any:
    return _internal("take_along", a, _mask(_values(places)), dim=dim)


def put_along(part: Any, places: Any, dim: int, shape: Ints) -> Any:
    return _internal("put_along", part, _mask(_values(places)), dim=dim, shape=shape)


def joined(parts: tuple[Any, ...], shape: Ints, dim: int) -> Any:
    known = next(one for one in parts if one is not None)
    filled = [zeros_like(known) if one is None else one for one in parts]
    return _do("stack", filled, dim=dim)


def strided(flat: Any, size: Ints, stride: Ints, offset: int) -> Any:
    return _internal("strided", flat, size=size, stride=stride, offset=offset)


def window(a: Any, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int) -> Any:
    place = _place(shape, strides, size, stride, offset)
    return _internal("window", a, **place)


def window_replaced(
    a: Any, part: Any, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Any:
    place = _place(shape, strides, size, stride, offset)
    return _internal("window_replaced", a, part, **place)


def window_added(
    part: Any, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Any:
    place = _place(shape, strides, size, stride, offset)
    return _internal("window_added", part, **place)


def _place(shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int) -> dict[str, Any]:
    return {"shape": shape, "strides": strides, "size": size, "stride": stride, "offset": offset}
