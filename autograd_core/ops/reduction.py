"""Reductions: many elements to one, over all dimensions or some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from .families import A, DIM_OR_ALL, KEEPDIM
from .shapes import reduced_shape
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
DTYPE = Param("dtype", "dtype", None, optional=True, keyword_only=True, help="type of the result")
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
TWICE = "dim 0 appears multiple times in the list of dims"


def _axis(dim: Any) -> Any:
    """``dim`` for NumPy, to which an empty tuple means no dimensions and not all."""
    if dim is None or dim.__class__ is int:
        return dim
    return tuple(dim) or None


def _infer_sum(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    shape = reduced_shape(operands[0].shape, params["dim"], params["keepdim"])
    dtype = params["dtype"] or operands[0].dtype
    if params["dtype"] is None and not dtype.is_floating_point:
        dtype = int64
    return (Meta(shape, dtype),)


def _sum(xp: Any, a: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    if dtype is not None:
        kind = dtype.numpy
    else:
        kind = None if a.dtype.kind == "f" else np.int64
    if a.ndim == 0:
        dim = None
    return a.sum(axis=_axis(dim), dtype=kind, keepdims=keepdim)


def _spread(xp: Any, g: Any, shape: tuple[int, ...], dim: Any, keepdim: bool) -> Any:
    """A reduced gradient repeated over the dimensions that were reduced."""
    axis = _axis(dim)
    if axis is not None and not keepdim and shape:
        g = xp.expand_dims(g, _positive(axis, len(shape)))
    return xp.broadcast_to(g, shape)


def _positive(axis: Any, ndim: int) -> Any:
    return axis % ndim if isinstance(axis, int) else tuple(sorted(one % ndim for one in axis))


register(
    OpSpec(
        name="sum",
        category="reduction",
        ports=A,
        params=(DIM_OR_ALL, KEEPDIM, DTYPE),
        infer=_infer_sum,
        forward=_sum,
        gradients=(
            lambda xp, g, a_shape, dim, keepdim: _spread(xp, g, a_shape, dim, keepdim),
        ),
        node_name=lambda params: "SumBackward0" if params["dim"] is None else "SumBackward1",
        spelling="{a}.sum({params})",
        methods=("sum",),
        functions=("sum",),
        formula=r"\sum_i a_i",
        gradient_formulas=(r"1",),
        gradient_texts=("∂out/∂aᵢ = 1",),
        title="Sum",
        help="The sum of the elements, of all or over some dimensions.",
        keywords=("total", "add", "reduce", "Σ"),
        samples=(
            Sample((X,)),
            Sample((X,), {"dim": 0}),
            Sample((X,), {"dim": (0, -1), "keepdim": True}),
            Sample((X,), {"dim": -1}),
            Sample((2.0,)),
            Sample(([1, 2],)),
            Sample(([True, False],)),
        ),
        bad=(
            BadSample((X,), {"dim": 2}, RANGE, IndexError),
            BadSample((X,), {"dim": (0, 0)}, TWICE),
        ),
    ),
)
