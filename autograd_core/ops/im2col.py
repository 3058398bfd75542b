"""Convolution of arrays by matrix products over windows, for any number of spatial dimensions.

Arrays are (batch, channels, *space). A *correlation* takes x and a weight (out, in / groups,
*kernel) to (batch, out, *space); it is linear in both, and the three functions below are it and its
two adjoints. Each is a product of matrices with *columns*: the windows of x laid out as (batch,
groups, in / groups * kernel elements, output places), which are copied from a strided view.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from ..storage import Array

__all__ = [
    "columns",
    "correlate",
    "correlate_input",
    "correlate_weight",
    "from_columns",
    "output_size",
    "padded",
]

Ints = tuple[int, ...]

#: Up to so many elements, products for all of a batch are held at once before they are summed.
_MOST_HELD = 1 << 22


def output_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    """How many windows fit."""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def padded(x: Array, padding: Ints, value: Any = 0) -> Array:
    """``x`` with ``padding`` elements of ``value`` on both sides of each spatial dimension."""
    if not any(padding):
        return x
    lead = x.ndim - len(padding)
    sizes = zip(x.shape[lead:], padding, strict=True)
    result = np.full((*x.shape[:lead], *[n + 2 * p for n, p in sizes]), value, x.dtype)
    inner: Any = (..., *[slice(p, p + n) for n, p in zip(x.shape[lead:], padding, strict=True)])
    result[inner] = x
    return result


def columns(x: Array, kernel: Ints, stride: Ints, padding: Ints, dilation: Ints) -> Array:
    """The windows of ``x``, (batch, channels, *kernel, *output), contiguous."""
    sizes = zip(x.shape[2:], kernel, stride, padding, dilation, strict=True)
    out = tuple([output_size(*each) for each in sizes])
    x = padded(x, padding)
    if 0 in out or not x.size:
        return np.zeros((*x.shape[:2], *kernel, *out), x.dtype)
    steps = x.strides[2:]
    view = np.lib.stride_tricks.as_strided(
        x,
        (*x.shape[:2], *kernel, *out),
        (
            *x.strides[:2],
            *[step * d for step, d in zip(steps, dilation, strict=True)],
            *[step * s for step, s in zip(steps, stride, strict=True)],
        ),
        writeable=False,
    )
    return np.ascontiguousarray(view)


def from_columns(cols: Array, size: Ints, stride: Ints, padding: Ints, dilation: Ints) -> Array:
    """The adjoint of :func:`columns`: what is in several windows is added up; ``size`` is space."""
    space = len(size)
    kernel, out = cols.shape[2 : 2 + space], cols.shape[2 + space :]
    if math.prod(kernel) == 1 and out == size and not any(padding):
        return cols.reshape(*cols.shape[:2], *size)
    wide = [n + 2 * p for n, p in zip(size, padding, strict=True)]
    result = np.zeros((*cols.shape[:2], *wide), cols.dtype)
    for offset in itertools.product(*map(range, kernel)):
        each = zip(offset, dilation, out, stride, strict=True)
        place: Any = (..., *[slice(i * d, i * d + (o - 1) * s + 1, s) for i, d, o, s in each])
        tap: Any = (slice(None), slice(None), *offset)
        if 0 not in out:
            result[place] += cols[tap]
    if not any(padding):
        return result
    inner = [slice(p, p + n) for n, p in zip(size, padding, strict=True)]
    return np.ascontiguousarray(result[(slice(None), slice(None), *inner)])


def _computed(a: Array) -> Array:
    # Half floats have no fast product, and their sums would lose digits.
    return a.astype(np.float32) if a.dtype.char == "e" else a


def _grouped(a: Array, groups: int, rows: int) -> Array:
    return a.reshape(a.shape[0], groups, rows, math.prod(a.shape[2:]))


def correlate(
    x: Array, weight: Array, stride: Ints, padding: Ints, dilation: Ints, groups: int
) -> Array:
    """(batch, in, *space) and (out, in / groups, *kernel) to (batch, out, *space)."""
    count, inner = weight.shape[:2]
    kernel = weight.shape[2:]
    cols = columns(_computed(x), kernel, stride, padding, dilation)
    out = cols.shape[2 + len(kernel) :]
    taps = inner * math.prod(kernel)
    flat = cols.reshape(x.shape[0], groups, taps, math.prod(out))
    result = _computed(weight).reshape(groups, count // groups, taps) @ flat
    return result.reshape(x.shape[0], count, *out).astype(x.dtype, copy=False)


def correlate_input(
    g: Array, weight: Array, size: Ints, stride: Ints, padding: Ints, dilation: Ints, groups: int
) -> Array:
    """The adjoint in ``x``, which had space ``size``: (batch, out, *) to (batch, in, *size)."""
    count, inner = weight.shape[:2]
    kernel = weight.shape[2:]
    flat = _grouped(_computed(g), groups, count // groups)
    taps = inner * math.prod(kernel)
    rows = _computed(weight).reshape(groups, count // groups, taps)
    cols = np.swapaxes(rows, 1, 2) @ flat
    cols = cols.reshape(g.shape[0], groups * inner, *kernel, *g.shape[2:])
    return from_columns(cols, size, stride, padding, dilation).astype(g.dtype, copy=False)


def correlate_weight(
    g: Array, x: Array, kernel: Ints, stride: Ints, padding: Ints, dilation: Ints, groups: int
) -> Array:
    """The adjoint in the weight: (batch, out, *) and x to (out, in / groups, *kernel)."""
    count, inner = g.shape[1], x.shape[1] // groups
    cols = columns(_computed(x), kernel, stride, padding, dilation)
    # More windows than g has places fit where a size was not a multiple of the stride.
    space = tuple([slice(0, n) for n in g.shape[2:]])
    cols = cols[(slice(None),) * (2 + len(kernel)) + space]
    taps = inner * math.prod(kernel)
    flat = cols.reshape(x.shape[0], groups, taps, math.prod(g.shape[2:]))
    left = _grouped(_computed(g), groups, count // groups)
    right = np.swapaxes(flat, 2, 3)
    if x.shape[0] * count * taps <= _MOST_HELD:
        result: Any = (left @ right).sum(axis=0)
    else:
        result = left[0] @ right[0]
        for one, other in zip(left[1:], right[1:], strict=True):
            result += one @ other
    weight: Array = result.reshape(count, inner, *kernel)
    return weight.astype(g.dtype, copy=False)
