"""``torch.masked``: reductions and normalizations of the elements that a mask lets through.

Each puts what the operation ignores (0 for a sum, -inf for a maximum) in the place of what is
masked out, and calls the operation itself; so the Nodes are PyTorch's. A mask is true where an
element counts; it broadcasts to the shape of the input.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .dtypes import DType, float32, int64
from .offers import missing as _missing
from .ops.dispatch import call
from .ops.spec import REGISTRY
from .tensor import Tensor

__all__ = [
    "amax",
    "amin",
    "argmax",
    "argmin",
    "cumprod",
    "cumsum",
    "log_softmax",
    "logaddexp",
    "logsumexp",
    "mean",
    "median",
    "norm",
    "normalize",
    "prod",
    "softmax",
    "softmin",
    "std",
    "sum",
    "var",
]

Mask = Tensor | None


def _do(name: str, *inputs: Any, **params: Any) -> Any:
    return call(REGISTRY[name], inputs, params)


def _dims(dim: Any, ndim: int) -> tuple[int, ...]:
    """Dimensions as a sorted tuple; None and the empty tuple mean all.

    Raises IndexError out of range, RuntimeError for one named twice, as PyTorch does.
    """
    if dim is None or dim == ():
        return tuple(range(ndim))
    size = max(ndim, 1)
    dims: list[int] = []
    for one in (dim,) if isinstance(dim, int) else dim:
        if one in dims:
            raise RuntimeError(f"dim={one} appears multiple times in the list of dims")
        if not -size <= one < size:
            raise IndexError(
                f"Dimension out of range (expected to be in range of [{-size}, {size - 1}], but "
                f"got {one})"
            )
        dims.append(one % size)
    return tuple(sorted(dims))


def _whole_mask(input: Any, mask: Tensor) -> Any:
    """The mask in the shape of the input. Raises IndexError if it has more dimensions."""
    if mask.ndim > input.ndim:
        raise IndexError(
            "_input_mask expected broadcastable mask (got mask dimensionality higher than of the "
            "input)"
        )
    return Tensor(np.broadcast_to(mask._array.astype(bool), input._array.shape).copy())


def _kept(input: Any, mask: Mask, ignored: float) -> Any:
    """The input with ``ignored`` (or the extreme of an integer type) where it is masked out."""
    if mask is None:
        return input
    kind = input._array.dtype
    if kind.kind in "iu" and math.isinf(ignored):
        limits = np.iinfo(kind)
        ignored = limits.max if ignored > 0 else limits.min
    return _do("where", _whole_mask(input, mask), input, Tensor(np.asarray(ignored, kind)))


def _total_dtype(input: Any, dtype: DType | None) -> DType:
    if dtype is not None:
        return dtype
    kept: DType = input.dtype
    return kept if kept.is_floating_point else int64


def sum(
    input: Any, dim: Any = None, *, keepdim: bool = False, dtype: Any = None, mask: Mask = None
) -> Any:
    """The sum of the elements that count, over dimensions; 0 where none does."""
    dims = _dims(dim, input.ndim)
    kept = _kept(input, mask, 0)
    return kept.sum(dims, bool(keepdim), dtype=_total_dtype(input, dtype))


def prod(
    input: Any, dim: Any = None, *, keepdim: bool = False, dtype: Any = None, mask: Mask = None
) -> Any:
    """The product of the elements that count, over dimensions; 1 where none does."""
    result = _kept(input, mask, 1).to(dtype=_total_dtype(input, dtype))
    for dim_ in reversed(_dims(dim, input.ndim)):
        result = result.prod(dim=dim_, keepdim=bool(keepdim))
    return result


def _scan(name: str, ignored: float) -> Any:
    def scan(input: Any, dim: int, *, dtype: Any = None, mask: Mask = None) -> Any:
        dtype = input.dtype if dtype is None else dtype
        (dim_,) = _dims(dim, input.ndim) or (0,)
        kept = _kept(input, mask, ignored)
        return _do(name, kept, dim=dim_, dtype=dtype).to(dtype=dtype)

    return _named(scan, name, f"``{name}`` in which what is masked out counts as {ignored}.")


def _extremum(name: str, ignored: float) -> Any:
    def extremum(
        input: Any, dim: Any = None, *, keepdim: bool = False, dtype: Any = None, mask: Mask = None
    ) -> Any:
        dims: Any = dim if name.startswith("arg") else _dims(dim, input.ndim)
        kept = _kept(input, mask, ignored)
        result = _do(name, kept, dim=dims, keepdim=bool(keepdim))
        return result.to(dtype=input.dtype if dtype is None else dtype)

    return _named(extremum, name, f"``{name}`` of the elements that count.")


def _normalization(name: str, ignored: float) -> Any:
    def normalization(input: Any, dim: int, *, dtype: Any = None, mask: Mask = None) -> Any:
        dtype = input.dtype if dtype is None else dtype
        (dim_,) = _dims(dim, input.ndim) or (0,)
        return _do(name, _kept(input, mask, ignored), dim=dim_, dtype=dtype)

    return _named(normalization, name, f"``{name}`` of the elements that count.")


def _named(function: Any, name: str, said: str) -> Any:
    function.__name__ = function.__qualname__ = name
    function.__doc__ = said
    return function


cumsum = _scan("cumsum", 0)
cumprod = _scan("cumprod", 1)
amax = _extremum("amax", -math.inf)
amin = _extremum("amin", math.inf)
argmax = _extremum("argmax", -math.inf)
argmin = _extremum("argmin", math.inf)
logsumexp = _extremum("logsumexp", -math.inf)
softmax = _normalization("softmax", -math.inf)
log_softmax = _normalization("log_softmax", -math.inf)
softmin = _normalization("softmin", math.inf)


def _count(input: Any, dim: Any, keepdim: bool, mask: Mask) -> Any:
    counted = Tensor(np.ones(input._array.shape, np.int64))
    whole = counted if mask is None else _whole_mask(input, mask)
    return whole.sum(dim, bool(keepdim))


def mean(
    input: Any, dim: Any = None, *, keepdim: bool = False, dtype: Any = None, mask: Mask = None
) -> Any:
    """The mean of the elements that count; NaN where none does.

    Raises ValueError for integers unless a floating-point ``dtype`` is given.
    """
    wanted: DType = input.dtype if dtype is None else dtype
    if not wanted.is_floating_point:
        raise ValueError(
            f"mean(): Could not infer output dtype. {'Input' if dtype is None else 'Optional'} "
            f"dtype must be either a floating point or complex dtype. Got: {wanted}"
        )
    count = _count(input, dim, keepdim, mask)
    return sum(input, dim, keepdim=keepdim, dtype=wanted, mask=mask) / count


def median(
    input: Any, dim: int = -1, *, keepdim: bool = False, dtype: Any = None, mask: Mask = None
) -> Any:
    """The median of the elements that count, along a dimension; NaN where none does.

    Raises ValueError for integers where none counts.
    """
    (dim_,) = _dims(dim, input.ndim) or (0,)
    floating = input.dtype.is_floating_point
    values = input if floating else input.to(dtype=float32)
    result = _kept(values, mask, math.nan).nanmedian(dim_, keepdim).values
    if floating:
        return result
    if np.isnan(result._array).any():
        raise ValueError(
            "masked median expects no fully masked out rows if dtype is not floating point"
        )
    return result.to(dtype=input.dtype if dtype is None else dtype)


def logaddexp(
    input: Any,
    other: Any,
    *,
    dtype: Any = None,
    input_mask: Mask = None,
    other_mask: Mask = None,
) -> Any:
    """``logaddexp`` in which what is masked out counts as the logarithm of 0."""
    both = _do(
        "logaddexp", _kept(input, input_mask, -math.inf), _kept(other, other_mask, -math.inf)
    )
    return both.to(dtype=input.dtype if dtype is None else dtype)


def norm(
    input: Any,
    ord: Any = 2.0,
    dim: Any = None,
    *,
    keepdim: bool = False,
    dtype: Any = None,
    mask: Mask = None,
) -> Any:
    """The norm of the vectors of the elements that count."""
    from . import linalg

    kept = _kept(input, mask, math.inf if ord == -math.inf else 0)
    wanted = input.dtype if dtype is None else dtype
    return linalg.vector_norm(kept, ord, _dims(dim, input.ndim), bool(keepdim), dtype=wanted)


def normalize(
    input: Any, ord: float, dim: int, *, eps: float = 1e-12, dtype: Any = None, mask: Mask = None
) -> Any:
    """The elements that count, divided by their norm (at least ``eps``) along a dimension."""
    kept = _kept(input, mask, 0)
    norms = norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask)
    return kept / _do("maximum", norms, Tensor(np.asarray(eps, norms._array.dtype)))


def _variance(
    input: Any, dim: Any, unbiased: Any, correction: Any, keepdim: Any, dtype: Any, mask: Mask
) -> Any:
    less = float((1 if unbiased in (None, True) else 0) if correction is None else correction)
    wanted = dtype or (input.dtype if input.dtype.is_floating_point else float32)
    inner = wanted if wanted.is_floating_point else float32
    count = _count(input, dim, True, mask)
    apart = input - sum(input, dim, keepdim=True, dtype=wanted, mask=mask) / count
    total = sum(apart * apart, dim, keepdim=keepdim, dtype=inner, mask=mask)
    degrees = count._array.reshape(total._array.shape)
    if less:
        degrees = np.maximum(degrees.astype(inner.numpy) - inner.numpy.type(less), 0)
    return (total / Tensor(np.asarray(degrees))).to(dtype=wanted)


def var(
    input: Any,
    dim: Any = None,
    unbiased: bool | None = None,
    *,
    correction: Any = None,
    keepdim: bool = False,
    dtype: Any = None,
    mask: Mask = None,
) -> Any:
    """The variance of the elements that count."""
    return _variance(input, dim, unbiased, correction, keepdim, dtype, mask)


def std(
    input: Any,
    dim: Any = None,
    unbiased: bool | None = None,
    *,
    correction: Any = None,
    keepdim: bool = False,
    dtype: Any = None,
    mask: Mask = None,
) -> Any:
    """The standard deviation of the elements that count."""
    return _do("sqrt", _variance(input, dim, unbiased, correction, keepdim, dtype, mask))


if not TYPE_CHECKING:
    __getattr__ = _missing("torch.masked", globals())
