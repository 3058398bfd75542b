"""What reductions, scans and sorts have in common: axes for NumPy, accumulation, gradients.

Gradient rules here follow PyTorch's FunctionsManual.cpp; shapes are those of the operand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from .operands import no_kernel
from .shapes import normal_dim, normal_dims, reduced_shape
from .spec import Meta, Param

__all__ = [
    "DTYPE",
    "axes_of",
    "check_kind",
    "check_not_empty",
    "count",
    "index_grid",
    "infer_selection",
    "narrowed",
    "norm_rule",
    "put_back",
    "raw",
    "reduced",
    "restored",
    "reversed_along",
    "share",
    "share_along",
    "spread",
    "wide",
]

Params = Mapping[str, Any]
Shape = tuple[int, ...]

DTYPE = Param("dtype", "dtype", None, optional=True, keyword_only=True, help="type of the result")

_WIDE = {"e": np.float32, "f": np.float64}


def axes_of(dim: Any, ndim: int) -> Any:
    """``dim`` for NumPy, to which an empty tuple means no dimensions and not all.

    Raises IndexError out of range, RuntimeError for a dimension named twice.
    """
    if dim is None:
        return None
    if dim.__class__ is int:
        if 0 <= dim < ndim:
            return dim
        place = normal_dim(dim, ndim)
        return place if ndim else None
    dims = normal_dims(dim, ndim)
    return dims if dim and ndim else None


def wide(a: Any) -> Any:
    """The type to accumulate in: float32 for float16, float64 for float32, else that of ``a``."""
    return _WIDE.get(a.dtype.char, a.dtype)


def count(shape: Shape, dim: Any) -> int:
    """How many elements go into each result."""
    axes = axes_of(dim, len(shape))
    if axes is None:
        return math.prod(shape)
    return math.prod([shape[one] for one in ((axes,) if isinstance(axes, int) else axes)])


def raw(value: Any) -> Any:
    """The array of what a rule was given, in either world."""
    return getattr(value, "_array", value)


# ---- infer -----------------------------------------------------------------------------------


def check_kind(meta: Meta, kernel: str, kinds: str = "f") -> None:
    """Raise ``no_kernel`` unless the type is of these kinds, in NumPy's letters."""
    if meta.dtype.numpy.kind not in kinds:
        raise no_kernel(kernel, meta.dtype)


def check_not_empty(name: str, shape: Shape, dim: Any) -> None:
    """Raise PyTorch's error if an extremum of no elements is asked for: ``name`` as in ``max()``.

    RuntimeError without dimensions, IndexError for a dimension of no extent.
    """
    if 0 not in shape:
        return
    if dim is None or dim == () or dim == []:
        raise RuntimeError(
            f"{name}: Expected reduction dim to be specified for input.numel() == 0. "
            "Specify the reduction dim with the 'dim' argument."
        )
    given = [dim] if isinstance(dim, int) else dim
    for said, one in zip(given, normal_dims(dim, len(shape)), strict=True):
        if shape[one] == 0:
            number = said if name in ("amax()", "amin()") else one
            raise IndexError(f"{name}: Expected reduction dim {number} to have non-zero size.")


def infer_selection(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """Values and indices of a reduction that selects an element along ``dim``."""
    shape = reduced_shape(operands[0].shape, params["dim"], params["keepdim"])
    return (Meta(shape, operands[0].dtype), Meta(shape, int64))


# ---- shapes of gradients ---------------------------------------------------------------------


def restored(xp: Any, g: Any, shape: Shape, dim: Any, keepdim: bool) -> Any:
    """A reduced tensor with extent 1 in the dimensions that were reduced."""
    axes = axes_of(dim, len(shape))
    if keepdim or not shape:
        return g
    return xp.expand_dims(g, tuple(range(len(shape))) if axes is None else axes)


def spread(xp: Any, g: Any, shape: Shape, dim: Any, keepdim: bool) -> Any:
    """A reduced gradient repeated over the dimensions that were reduced."""
    if axes_of(dim, len(shape)) is not None:
        g = restored(xp, g, shape, dim, keepdim)
    return xp.broadcast_to(g, shape)


def reduced(xp: Any, a: Any, dim: Any) -> Any:
    """The sum over ``dim``, which is kept with extent 1."""
    return xp.sum(a, axes_of(dim, a.ndim), keepdims=True) if a.ndim else a


def narrowed(xp: Any, a: Any, dim: int, start: int | None, stop: int | None) -> Any:
    """``a[start:stop]`` along a dimension."""
    return xp.part(a, (slice(None),) * (dim % a.ndim) + (slice(start, stop),))


def reversed_along(xp: Any, a: Any, dim: int) -> Any:
    """``a`` in the opposite order along a dimension."""
    if not a.ndim:
        return a
    return xp.part(a, (slice(None),) * (dim % a.ndim) + (slice(None, None, -1),))


# ---- gradients of selections -----------------------------------------------------------------


def share(xp: Any, g: Any, a: Any, out: Any) -> Any:
    """Elements that equal the result share its gradient; where it is NaN, the NaNs do."""
    mask = xp.logical_or(xp.equal(a, out), xp.logical_and(xp.isnan(a), xp.isnan(out)))
    return xp.filled_at(mask, g / xp.count_true(mask, g.dtype))


def share_along(xp: Any, g: Any, a: Any, out: Any, dim: Any, keepdim: bool) -> Any:
    """The same along dimensions: elements that equal their result share its gradient."""
    shape = tuple(a.shape)
    if not keepdim:
        axes = normal_dims(dim, len(shape)) if dim is not None and dim != () else range(len(shape))
        kept = tuple([1 if axis in axes else n for axis, n in enumerate(shape)])
        if dim is None or dim == ():
            kept = ()
        elif not shape:
            kept = (1,)
        g, out = xp.reshape(g, kept), xp.reshape(out, kept)
    weights = xp.astype(xp.equal(a, out), g.dtype)
    result = g / reduced(xp, weights, dim) * weights
    return result if tuple(result.shape) == shape else xp.unbroadcast(result, shape)


def put_back(xp: Any, g: Any, indices: Any, a_shape: Shape, dim: int, keepdim: bool) -> Any:
    """The gradient of selected values, put to where they came from."""
    axis = dim % len(a_shape) if a_shape else 0
    if not keepdim and a_shape:
        g, indices = xp.expand_dims(g, axis), xp.expand_dims(indices, axis)
    return xp.put_along(g, indices, axis, a_shape)


def norm_rule(xp: Any, g: Any, a: Any, norm: Any, order: float) -> Any:
    """The gradient of a norm; ``g`` and ``norm`` broadcast with ``a``.

    Where the norm is 0 the gradient is 0, and that of the gradient nan, as in PyTorch.
    """
    if order == 0:
        return xp.zeros_like(a)
    if order == 1:
        return xp.apply("sgn", a) * g
    size = xp.abs(a)
    if math.isinf(order):
        mask = xp.logical_or(xp.equal(size, norm), xp.logical_and(xp.isnan(size), xp.isnan(norm)))
        weights = xp.astype(mask, g.dtype)
        axes = tuple([axis for axis in range(a.ndim) if not norm.ndim or norm.shape[axis] == 1])
        counts = xp.sum(weights, axes, keepdims=True) if axes else weights
        return xp.apply("sgn", a) * (g / counts * weights)
    still = xp.equal(norm, 0)
    if order == 2:
        return g * xp.masked_fill(a / norm, still, 0)
    if order < 1:
        steep = xp.masked_fill(size ** (order - 1), xp.equal(a, 0), 0)
        scaled = xp.apply("sgn", a) * steep
        return scaled * g * norm ** (1 - order)
    scaled = xp.apply("sgn", a) * size ** (order - 1) if order < 2 else a * size ** (order - 2)
    return scaled * xp.masked_fill(g / norm ** (order - 1), still, 0)


def index_grid(indices: Any, dim: int) -> tuple[Any, ...]:
    """Index arrays for all dimensions that select ``indices`` along one of them."""
    places = raw(indices)
    grid = list(np.ogrid[tuple(slice(extent) for extent in places.shape)])
    grid[dim % places.ndim] = places
    return tuple(np.broadcast_arrays(*grid))
