"""The namespace ``xp`` of gradient rules when gradients are plain arrays.

NumPy's functions under NumPy's names, and a few of our own that NumPy lacks or that would need item
assignment. ``recording.py`` offers the same names, with the same signatures, on Tensors: a rule
written over ``xp`` can be differentiated again. Rules use operators and these functions, and never
array methods, item assignment or NumPy scalars.
"""

from __future__ import annotations

from builtins import sum as sum_of
from typing import Any

import numpy as np
from numpy import (
    abs,
    broadcast_to,
    cos,
    equal,
    exp,
    expand_dims,
    greater,
    less,
    log,
    logical_and,
    matmul,
    maximum,
    moveaxis,
    multiply,
    ones_like,
    reshape,
    sign,
    sin,
    sqrt,
    squeeze,
    sum,
    swapaxes,
    tanh,
    transpose,
    where,
    zeros_like,
)

from ..storage import Array

__all__ = [
    "abs",
    "broadcast_to",
    "cos",
    "equal",
    "exp",
    "expand_dims",
    "greater",
    "less",
    "log",
    "logical_and",
    "matmul",
    "maximum",
    "moveaxis",
    "multiply",
    "ones_like",
    "reshape",
    "sign",
    "sin",
    "sqrt",
    "squeeze",
    "sum",
    "swapaxes",
    "tanh",
    "transpose",
    "unbroadcast",
    "where",
    "zeros_like",
]


def unbroadcast(a: Array, shape: tuple[int, ...]) -> Array:
    """Sum ``a`` over the dimensions that broadcasting ``shape`` to its shape repeated."""
    extra = a.ndim - len(shape)
    if extra:
        a = np.asarray(a.sum(axis=tuple(range(extra))))
    axes = tuple(
        [axis for axis, extent in enumerate(shape) if extent == 1 and a.shape[axis] != 1]
    )
    return a.sum(axis=axes, keepdims=True) if axes else a


Ints = tuple[int, ...]


def _laid_out(shape: Ints, strides: Ints, dtype: np.dtype[Any]) -> tuple[Array, Array]:
    """A buffer of zeros, and an array of this shape and these strides (in elements) over it."""
    extent = 1 + sum_of((n - 1) * step for n, step in zip(shape, strides, strict=True))
    flat = np.zeros(0 if 0 in shape else extent, dtype)
    return flat, strided(flat, shape, strides, 0)


def strided(flat: Array, size: Ints, stride: Ints, offset: int) -> Array:
    """The elements of a one-dimensional buffer seen with strides and an offset, in elements."""
    if 0 in size:
        return np.empty(size, flat.dtype)
    width = flat.itemsize
    return np.ndarray(size, flat.dtype, flat, offset * width, tuple([s * width for s in stride]))


def window(a: Array, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int) -> Array:
    """What a view (size, stride, offset) of an array (shape, strides) with values ``a`` shows."""
    flat, array = _laid_out(shape, strides, a.dtype)
    array[...] = a
    return strided(flat, size, stride, offset).copy()


def window_replaced(
    a: Array, part: Array, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Array:
    """``a`` after ``part`` was written through the view; the view must not overlap itself."""
    flat, array = _laid_out(shape, strides, a.dtype)
    array[...] = a
    strided(flat, size, stride, offset)[...] = part
    return np.ascontiguousarray(array)


def window_added(
    part: Array, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Array:
    """The gradient of :func:`window`: ``part`` added at its places to zeros of ``shape``."""
    flat, array = _laid_out(shape, strides, part.dtype)
    places = strided(np.arange(flat.size), size, stride, offset)
    np.add.at(flat, places, part)
    return np.ascontiguousarray(array)


def astype(a: Array, dtype: Any) -> Array:
    """``a`` with another element type."""
    return a.astype(dtype, copy=False)
