"""The namespace ``xp`` of forward functions, and of gradient rules when gradients are arrays.

NumPy's functions under NumPy's names, and below them a few of our own for what NumPy lacks or what
would need item assignment. ``ops/recording.py`` offers the same names, with the same signatures, on
Tensors: a rule written over ``xp`` can be differentiated again. Rules use operators and these
functions, and never array methods, item assignment or NumPy scalars.
"""

from __future__ import annotations

import builtins
from operator import add as add_number
from operator import mul as mul_number
from operator import sub as number_sub
from operator import sub as sub_number
from operator import truediv as div_number
from operator import truediv as number_div
from typing import Any

import numpy as np
from numpy import (
    abs,
    cos,
    equal,
    exp,
    expand_dims,
    greater,
    greater_equal,
    isnan,
    log,
    logical_and,
    logical_not,
    logical_or,
    matmul,
    maximum,
    ones_like,
    power,
    reshape,
    sin,
    sqrt,
    subtract,
    sum,
    tanh,
    transpose,
    zeros_like,
)

from .storage import Array

__all__ = [
    "abs",
    "add_number",
    "added_at",
    "astype",
    "bmm",
    "broadcast_to",
    "cleared",
    "constant",
    "contiguous",
    "cos",
    "count_true",
    "div_number",
    "equal",
    "exp",
    "expand_dims",
    "filled_at",
    "greater",
    "greater_equal",
    "halved_diagonal",
    "indexed",
    "isnan",
    "joined",
    "log",
    "logical_and",
    "logical_not",
    "logical_or",
    "masked_fill",
    "matmul",
    "maximum",
    "mean",
    "mean_backward",
    "mm",
    "mul_number",
    "mv",
    "number_div",
    "number_sub",
    "numpy_index",
    "ones_like",
    "part",
    "placed",
    "places",
    "pow_number",
    "power",
    "put_along",
    "reshape",
    "sign",
    "sin",
    "sqrt",
    "squeeze",
    "strided",
    "strided_part",
    "sub_number",
    "subtract",
    "sum",
    "swapaxes",
    "t",
    "take_along",
    "tanh",
    "transpose",
    "unbroadcast",
    "unsqueeze_",
    "unsqueeze_to",
    "weighed",
    "where",
    "window",
    "window_added",
    "window_replaced",
    "with_diagonal",
    "zeros_like",
    "zeros_shaped",
]

Ints = tuple[int, ...]
Indices = tuple[Array | None, ...]

# Recorded, these products and the functions with a number have Nodes of their own: in PyTorch's
# formulas a number is a Scalar (``MulBackward1``), while ``*`` is for tensors (``MulBackward0``).
mm = bmm = mv = matmul


def numpy_index(indices: Indices) -> tuple[Any, ...]:
    """Index arrays by dimension in NumPy's form."""
    return tuple([slice(None) if item is None else item for item in indices])


#: Integers as wide as the numbers of a type, and from how many elements on masking by bits pays.
_BITS = {np.dtype(np.float32): np.int32, np.dtype(np.float64): np.int64}
_MANY = 512


def where(condition: Any, a: Any, b: Any) -> Array:
    """Elements of ``a`` where ``condition``, else of ``b``.

    NumPy branches at every element, which processors cannot foresee in the gradient of a ReLU.
    Where ``b`` is 0, the bits of ``a`` are cleared instead; infinities and signs stay right.
    """
    if (
        b.__class__ is float
        and b == 0
        and a.__class__ is np.ndarray
        and a.size > _MANY
        and a.dtype in _BITS
        and a.flags.c_contiguous
        and condition.__class__ is np.ndarray
        and condition.shape == a.shape
        and condition.dtype.kind == "b"
    ):
        kind = _BITS[a.dtype]
        mask = condition.astype(kind, order="C")
        np.negative(mask, out=mask)
        result: Array = np.empty(a.shape, a.dtype)
        np.bitwise_and(mask, a.view(kind), out=result.view(kind))
        return result
    chosen: Array = np.where(condition, a, b)
    return chosen


def masked_fill(a: Array, mask: Array, value: float) -> Array:
    """``a`` with a number where the mask is true."""
    if a.size > _MANY:
        return where(np.logical_not(mask), a, float(value))
    filled: Array = np.where(mask, value, a)
    return filled


def filled_at(mask: Array, value: Array) -> Array:
    """Zeros, and one value where the mask is true."""
    return np.where(mask, value, 0.0)


def weighed(slopes: Array, g: Array, weight: Array | None, reduction: str) -> Array:
    """The gradients of losses with these slopes, which were weighed and perhaps averaged."""
    if reduction == "mean":
        g = g / slopes.size if slopes.size else g * np.nan
    product: Array = g * slopes if weight is None else g * weight * slopes
    return product


def mean(a: Array, axis: Any = None) -> Array:
    """The mean over axes, which are kept; over all, as a 0-d array."""
    total: Array = a.sum(axis=axis, keepdims=axis is not None)
    total = total / a.dtype.type(a.size // max(total.size, 1))
    return total


def mean_backward(g: Array, shape: Ints, count: int) -> Array:
    """The gradient of a mean of ``count`` elements, repeated over them."""
    return broadcast_to(g / count, shape)


def with_diagonal(a: Array, value: Any) -> Array:
    """Matrices with a number or values on the diagonal, recorded as written in place."""
    result = a.copy()
    places = np.arange(min(a.shape[-2:]))
    result[..., places, places] = value
    return result


def halved_diagonal(a: Array) -> Array:
    """Matrices with half their diagonals, which is recorded as done in place."""
    return with_diagonal(a, np.diagonal(a, 0, -2, -1) * 0.5)


def constant(like: Array, values: Any) -> Array:
    """Numbers that do not depend on anything, in the type of ``like``."""
    return np.asarray(values, like.dtype)


def pow_number(a: Array, exponent: float) -> Array:
    """A power, quickly where it is a small one."""
    return a * a * a if exponent == 3 else a**exponent


def sign(a: Array) -> Array:
    """-1, 0 or 1 in the type of ``a``; 0 for nan, as PyTorch has it."""
    return np.subtract(np.greater(a, 0), np.less(a, 0), dtype=a.dtype)


def broadcast_to(a: Array, shape: Ints) -> Array:
    """``a`` repeated to ``shape``, as a view of it that must not be written to."""
    a = np.asarray(a)
    if a.size == 1 and a.ndim <= len(shape):
        # The gradient of a sum or mean; NumPy's own function takes ten times as long.
        return np.ndarray(shape, a.dtype, a, 0, (0,) * len(shape))
    repeated: Array = np.broadcast_to(a, shape)
    return repeated


def unbroadcast(a: Array, shape: Ints) -> Array:
    """Sum ``a`` over the dimensions that broadcasting ``shape`` to its shape repeated."""
    extra = a.ndim - len(shape)
    if extra:
        a = np.asarray(a.sum(axis=tuple(range(extra))))
    axes = tuple([axis for axis, extent in enumerate(shape) if extent == 1 and a.shape[axis] != 1])
    return a.sum(axis=axes, keepdims=True) if axes else a


def t(a: Array) -> Array:
    """A matrix transposed, and a vector as it is."""
    return a.T


def squeeze(a: Array, dim: int) -> Array:
    """``a`` without a dimension, whose extent is 1."""
    return a.squeeze(dim)


def unsqueeze_(a: Array, dim: int) -> Array:
    """``a`` with one dimension more, which is recorded as done in place."""
    return np.expand_dims(a, dim)


def places(indices: Array) -> Array:
    """Integers that say where elements go."""
    return indices


def swapaxes(a: Array, axis1: int, axis2: int) -> Array:
    """Two dimensions exchanged."""
    return a.swapaxes(axis1, axis2) if a.ndim else a


def contiguous(a: Array) -> Array:
    """``a``, which is recorded as copied if it is not contiguous."""
    return a


def unsqueeze_to(a: Array, shape: Ints, dims: Ints) -> Array:
    """``a`` in the shape that it had before these dimensions of extent 1 were taken out."""
    return a.reshape(shape)


def astype(a: Array, dtype: np.dtype[Any]) -> Array:
    """``a`` with another element type."""
    return np.asarray(a).astype(dtype, copy=False)


def count_true(mask: Array, dtype: np.dtype[Any]) -> Array:
    """How many elements are true, as a 0-d array of ``dtype``."""
    return np.asarray(np.count_nonzero(mask), dtype)


def zeros_shaped(like: Array, shape: Ints) -> Array:
    """Zeros of the type of ``like`` and another shape."""
    return np.zeros(shape, like.dtype)


# ---- parts and their gradients ---------------------------------------------------------------


def part(a: Array, index: tuple[Any, ...]) -> Array:
    """``a[index]`` for integers and slices."""
    return a[(*index, Ellipsis)]


def placed(part: Array, shape: Ints, index: tuple[Any, ...]) -> Array:
    """The gradient of :func:`part`: ``part`` at its place in zeros of ``shape``."""
    result = np.zeros(shape, part.dtype)
    result[index] = part
    return result


def indexed(a: Array, indices: Indices) -> Array:
    """``a[indices]`` for index arrays by dimension, None where all is taken."""
    result: Array = a[numpy_index(indices)]
    return result if result.flags.c_contiguous else result.copy()


def added_at(part: Array, shape: Ints, indices: Indices) -> Array:
    """The gradient of :func:`indexed`; places that were taken twice get both gradients."""
    result = np.zeros(shape, part.dtype)
    np.add.at(result, numpy_index(indices), part)
    return result


def cleared(a: Array, indices: Indices) -> Array:
    """``a`` with zeros at the indexed places."""
    result = a.copy()
    result[numpy_index(indices)] = 0
    return result


def take_along(a: Array, places: Array, dim: int) -> Array:
    """The elements at ``places`` along a dimension."""
    return np.take_along_axis(a, places, dim)


def put_along(part: Array, places: Array, dim: int, shape: Ints) -> Array:
    """The gradient of :func:`take_along`, whose places are different from each other."""
    if not shape:
        return part.reshape(())
    result = np.zeros(shape, part.dtype)
    np.put_along_axis(result, places, part, dim)
    return result


def joined(parts: tuple[Array | None, ...], shape: Ints, dim: int) -> Array:
    """Slices along ``dim`` put together; None stands for zeros."""
    dtype = next(one.dtype for one in parts if one is not None)
    result = np.zeros(shape, dtype)
    for place, one in enumerate(parts):
        if one is not None:
            result[(slice(None),) * dim + (place,)] = one
    return result


# ---- views of memory and their gradients -----------------------------------------------------


def strided(flat: Array, size: Ints, stride: Ints, offset: int) -> Array:
    """The elements of a one-dimensional buffer seen with strides and an offset, in elements."""
    if 0 in size:
        return np.empty(size, flat.dtype)
    width = flat.itemsize
    return np.ndarray(size, flat.dtype, flat, offset * width, tuple([s * width for s in stride]))


def _extent(shape: Ints, strides: Ints) -> int:
    """How many elements of a buffer an array with this geometry reaches over."""
    steps = zip(shape, strides, strict=True)
    return 0 if 0 in shape else 1 + builtins.sum((n - 1) * step for n, step in steps)


def _laid_out(
    shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int, dtype: np.dtype[Any]
) -> tuple[Array, Array, int]:
    """A buffer of zeros that holds both an array (shape, strides, in elements) and a view of it.

    Returns the buffer, the array in it, and where the view starts: it may reach out of the array.
    """
    before = max(0, -offset)
    reach = max(_extent(shape, strides), _extent(size, stride) + offset)
    flat = np.zeros(before + reach, dtype)
    return flat, strided(flat, shape, strides, before), before + offset


def _repeats(shape: Ints, strides: Ints) -> bool:
    """Whether several elements of an array with this geometry may be one in memory."""
    reach = 0
    for step, size in sorted(zip(strides, shape, strict=True)):
        if size > 1:
            if step <= reach:
                return True
            reach += (size - 1) * step
    return False


def window(a: Array, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int) -> Array:
    """What a view (size, stride, offset) of an array (shape, strides) with values ``a`` shows."""
    flat, array, start = _laid_out(shape, strides, size, stride, offset, a.dtype)
    array[...] = a
    return strided(flat, size, stride, start).copy()


strided_part = window


def window_replaced(
    a: Array, part: Array, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Array:
    """``a`` after ``part`` was written through the view; the view must not overlap itself."""
    flat, array, start = _laid_out(shape, strides, size, stride, offset, a.dtype)
    array[...] = a
    strided(flat, size, stride, start)[...] = part
    return np.array(array, order="C")


def window_added(
    part: Array, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Array:
    """The gradient of :func:`window`: ``part`` added at its places to zeros of ``shape``.

    Elements of the array that are one in memory share what arrives there, as in PyTorch.
    """
    flat, array, start = _laid_out(shape, strides, size, stride, offset, part.dtype)
    places = np.arange(flat.size)
    np.add.at(flat, strided(places, size, stride, start), part)
    if _repeats(shape, strides):
        seen = strided(places, shape, strides, max(0, -offset))
        flat /= np.maximum(np.bincount(seen.ravel(), minlength=flat.size), 1).astype(flat.dtype)
    return np.array(array, order="C")
