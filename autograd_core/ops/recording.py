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
from .recorded_views import strided_part as strided_part
from .recorded_views import window as window
from .recorded_views import window_added as window_added
from .recorded_views import window_replaced as window_replaced
from .spec import INTERNAL, REGISTRY

Ints = tuple[int, ...]
Indices = tuple[Array | None, ...]


def _values(a: Any) -> Any:
    return a._array if isinstance(a, Tensor) else a


def apply(name: str, *inputs: Any, **params: Any) -> Any:
    """The operation with this name, recorded; see ``plain.apply``."""
    return call(REGISTRY.get(name) or INTERNAL[name], inputs, params)


def __getattr__(name: str) -> Any:
    """An internal operation by its name, with its parameters in their order."""
    spec = INTERNAL.get(name)
    if spec is None:
        raise AttributeError(f"no function {name}")
    count, names = len(spec.ports), [param.name for param in spec.params]

    def recorded(*values: Any) -> Any:
        return call(spec, values[:count], dict(zip(names, values[count:], strict=True)))

    globals()[name] = recorded
    return recorded


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


def masked_fill(a: Any, mask: Any, value: float) -> Any:
    return _do("masked_fill", a, _mask(_values(mask)), value=value)


def filled_at(mask: Any, value: Any) -> Any:
    zeros = Tensor(np.zeros(mask.shape, value._array.dtype))
    return _do("masked_fill_tensor", zeros, _mask(_values(mask)), value)


# ---- with a number, which in PyTorch's formulas is a Scalar -----------------------------------


def add_number(a: Any, number: float) -> Any:
    return _internal("add_number", a, other=number)


def sub_number(a: Any, number: float) -> Any:
    return _internal("sub_number", a, other=number)


def mul_number(a: Any, number: float) -> Any:
    return _internal("mul_number", a, other=number)


def div_number(a: Any, number: float) -> Any:
    return _internal("div_number", a, other=number)


def number_sub(number: float, a: Any) -> Any:
    return _do("sub", constant(a, number), a)


def number_div(number: float, a: Any) -> Any:
    return _do("div", constant(a, number), a)


def pow_number(a: Any, exponent: float) -> Any:
    return _do("pow", a, exponent=exponent)


def with_diagonal(a: Any, value: Any) -> Any:
    view = _do("diagonal", a, offset=0, dim1=-2, dim2=-1)
    if isinstance(value, Tensor):
        _do("copy_", view, value)
    else:
        _do("fill_", view, value=value)
    return a


def halved_diagonal(a: Any) -> Any:
    _internal("mul_number_", _do("diagonal", a, offset=0, dim1=-2, dim2=-1), other=0.5)
    return a


def constant(like: Any, values: Any) -> Tensor:
    return Tensor(np.asarray(values, _values(like).dtype))


# ---- gradients of activations ----------------------------------------------------------------


def weighed(slopes: Any, g: Any, weight: Any, reduction: str) -> Any:
    losses = slopes * g if weight is None else slopes * g * weight
    return div_number(losses, slopes._array.size) if reduction == "mean" else losses


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


def logical_not(a: Any) -> Tensor:
    return _mask(arrays.logical_not(_values(a)))


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


def mean(a: Any, axis: Any = None) -> Any:
    return _do("mean", a, dim=axis, keepdim=axis is not None)


def mean_backward(g: Any, shape: Ints, count: int) -> Any:
    return div_number(broadcast_to(g, shape), count)


def unbroadcast(a: Any, shape: Ints) -> Any:
    if not shape:
        return sum(a)
    lead = a.ndim - len(shape)
    axes = [lead + k for k, extent in enumerate(shape) if extent == 1 != a.shape[lead + k]]
    if lead or axes:
        a = sum(a, (*range(lead), *axes), keepdims=True)
    return _do("view", a, size=shape) if lead else a


def matmul(a: Any, b: Any) -> Any:
    return _do("matmul", a, b)


def mm(a: Any, b: Any) -> Any:
    return _do("mm", a, b)


def bmm(a: Any, b: Any) -> Any:
    return _do("bmm", a, b)


def mv(a: Any, b: Any) -> Any:
    return _do("mv", a, b)


def t(a: Any) -> Any:
    return _do("t", a)


def squeeze(a: Any, dim: int) -> Any:
    return _do("squeeze", a, dim=dim)


def unsqueeze_(a: Any, dim: int) -> Any:
    return _do("unsqueeze_", a, dim=dim)


def places(indices: Any) -> Tensor:
    return Tensor(np.asarray(indices))


def contiguous(a: Any) -> Any:
    return _do("contiguous", a)


def unsqueeze_to(a: Any, shape: Ints, dims: Ints) -> Any:
    for dim in dims:
        a = _do("unsqueeze", a, dim=dim)
    return a


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


def _cuts(shape: Ints, index: tuple[Any, ...]) -> list[tuple[int, Any, Ints]]:
    """The dimensions that an index cuts, where to cut them, and the shapes before."""
    found: list[tuple[int, Any, Ints]] = []
    dim = 0
    for item in index:
        if item == slice(None):
            dim += 1
            continue
        found.append((dim, item, shape))
        if isinstance(item, slice):
            shape = (*shape[:dim], len(range(shape[dim])[item]), *shape[dim + 1 :])
            dim += 1
        else:
            shape = shape[:dim] + shape[dim + 1 :]
    return found


def part(a: Any, index: tuple[Any, ...]) -> Any:
    for dim, item, _ in _cuts(tuple(a.shape), index):
        if not isinstance(item, slice):
            a = _do("select", a, dim=dim, index=item)
        elif item.step == -1:
            a = _do("flip", a, dims=(dim,))
        else:
            bounds = {"start": item.start, "end": item.stop, "step": item.step or 1}
            a = _internal("slice", a, dim=dim, **bounds)
    return a


def placed(part: Any, shape: Ints, index: tuple[Any, ...]) -> Any:
    for dim, item, before in reversed(_cuts(shape, index)):
        if isinstance(item, slice):
            place = {"dim": dim, "start": item.start, "end": item.stop, "step": item.step or 1}
            part = _internal("slice_backward", part, shape=before, **place)
        else:
            part = _internal("select_backward", part, shape=before, dim=dim, index=item)
    return part


def indexed(a: Any, indices: Indices) -> Any:
    return _internal("index", a, indices=indices)


def added_at(part: Any, shape: Ints, indices: Indices) -> Any:
    return _internal("index_put_impl", zeros_shaped(part, shape), part, indices=indices)


def cleared(a: Any, indices: Indices) -> Any:
    zeros = np.zeros_like(arrays.indexed(_values(a), indices))
    return _internal("put_at", a, Tensor(zeros), indices=indices)


def take_along(a: Any, places: Any, dim: int) -> Any:
    return _do("gather", a, _mask(_values(places)), dim=dim)


def put_along(part: Any, places: Any, dim: int, shape: Ints) -> Any:
    return _do("scatter", zeros_shaped(part, shape), _mask(_values(places)), part, dim=dim)


def joined(parts: tuple[Any, ...], shape: Ints, dim: int) -> Any:
    known = next(one for one in parts if one is not None)
    filled = [zeros_like(known) if one is None else one for one in parts]
    return _do("stack", filled, dim=dim)


def strided(flat: Any, size: Ints, stride: Ints, offset: int) -> Any:
    return _internal("strided", flat, size=size, stride=stride, offset=offset)
