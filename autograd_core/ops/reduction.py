"""Reductions: many elements to one, over all dimensions or some."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from .families import DIM_OR_ALL, KEEPDIM, A
from .shapes import normal_dim, reduced_shape
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
DTYPE = Param("dtype", "dtype", None, optional=True, keyword_only=True, help="type of the result")
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
TWICE = "dim 0 appears multiple times in the list of dims"


_add_reduce: Any = np.add.reduce  # ``ndarray.sum`` without its detour through Python


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
    kind = None if dtype is None else dtype.numpy
    if kind is None and a.dtype.kind != "f":
        kind = np.int64
    return _add_reduce(a, axis=_axis(dim) if a.ndim else None, dtype=kind, keepdims=keepdim)


def _spread(xp: Any, g: Any, shape: tuple[int, ...], dim: Any, keepdim: bool) -> Any:
    """A reduced gradient repeated over the dimensions that were reduced."""
    axis = _axis(dim)
    if axis is not None and not keepdim and shape:
        g = xp.expand_dims(g, _positive(axis, len(shape)))
    return xp.broadcast_to(g, shape)


def _positive(axis: Any, ndim: int) -> Any:
    return axis % ndim if isinstance(axis, int) else tuple(sorted(one % ndim for one in axis))


def _infer_mean(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    dtype = params["dtype"] or operands[0].dtype
    if not dtype.is_floating_point:
        kind = "Input" if params["dtype"] is None else "Optional"
        raise RuntimeError(
            f"mean(): could not infer output dtype. {kind} dtype must be either a floating point "
            f"or complex dtype. Got: {dtype.scalar_name}"
        )
    return (Meta(reduced_shape(operands[0].shape, params["dim"], params["keepdim"]), dtype),)


def _mean(xp: Any, a: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    if a.dtype.kind != "f" and dtype is None:
        raise TypeError("mean of integers")
    if a.dtype.kind != "f" or a.dtype.itemsize == 2:
        kind = a.dtype if dtype is None else dtype.numpy
        return a.mean(axis=_axis(dim) if a.ndim else None, dtype=kind, keepdims=keepdim)
    kind = None if dtype is None else dtype.numpy
    total = _add_reduce(a, axis=_axis(dim) if a.ndim else None, dtype=kind, keepdims=keepdim)
    return total / _count(a.shape, dim)


def _count(shape: tuple[int, ...], dim: Any) -> int:
    """How many elements go into each result."""
    axis = _axis(dim)
    if axis is None or not shape:
        return math.prod(shape)
    return math.prod([shape[one] for one in ((axis,) if isinstance(axis, int) else axis)])


def _has_dims(params: Mapping[str, Any]) -> bool:
    """Which of PyTorch's two functions this is: `keepdim` is a parameter of the one with `dim`."""
    return params["dim"] is not None or bool(params["keepdim"])


def _sum_gradient(
    xp: Any,
    g: Any,
    a_shape: tuple[int, ...],
    a_dtype: Any,
    dim: Any,
    keepdim: bool,
    dtype: Any,
) -> Any:
    g = g if dtype is None else xp.astype(g, a_dtype)
    return _spread(xp, g, a_shape, dim, keepdim)


def _mean_gradient(
    xp: Any,
    g: Any,
    a_shape: tuple[int, ...],
    a_dtype: Any,
    dim: Any,
    keepdim: bool,
    dtype: Any,
) -> Any:
    g = g if dtype is None else xp.astype(g, a_dtype)
    return _spread(xp, g / _count(a_shape, dim), a_shape, dim, keepdim)


def _infer_extremum(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
        if 0 in operands[0].shape:
            raise RuntimeError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                "Specify the reduction dim with the 'dim' argument."
            )
        return (Meta((), operands[0].dtype),)

    return infer


def _infer_extremum_dim(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        dim = normal_dim(params["dim"], len(shape))
        if shape and shape[dim] == 0:
            raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")
        result = reduced_shape(shape, dim, params["keepdim"])
        return (Meta(result, dtype), Meta(result, int64))

    return infer


def _share(xp: Any, g: Any, a: Any, out: Any) -> Any:
    """Elements that equal the extremum share its gradient; where it is NaN, the NaNs do."""
    mask = xp.logical_or(xp.equal(a, out), xp.logical_and(xp.isnan(a), xp.isnan(out)))
    return xp.where(mask, g / xp.count_true(mask, g.dtype), 0.0)


def _extremum_dim(choose: Any) -> Any:
    def forward(xp: Any, a: Any, dim: int, keepdim: bool) -> Any:
        if a.ndim == 0:
            return a.copy(), np.zeros((), np.int64)
        places = np.expand_dims(choose(a, axis=dim), dim)
        values = np.take_along_axis(a, places, dim)
        if not keepdim:
            values, places = values.squeeze(dim), places.squeeze(dim)
        return values, places

    return forward


def _scatter(
    xp: Any, g: Any, indices: Any, a_shape: tuple[int, ...], dim: int, keepdim: bool
) -> Any:
    """The gradient of the values, put back to where they came from."""
    if not a_shape:
        return g
    if not keepdim:
        g, indices = (
            xp.expand_dims(g, dim % len(a_shape)),
            xp.expand_dims(indices, dim % len(a_shape)),
        )
    return xp.put_along(g, indices, dim % len(a_shape), a_shape)


def _extremum(name: str, title: str, reduce: Any, choose: Any, relation: str) -> None:
    """The largest or smallest element: of all, and over a dimension with its index."""
    node = name.capitalize()
    register(
        OpSpec(
            name=name,
            category="reduction",
            ports=A,
            infer=_infer_extremum(name),
            forward=lambda xp, a: reduce(a),
            gradients=(_share,),
            node_name=f"{node}Backward1",
            spelling=f"{{a}}.{name}()",
            methods=(name,),
            functions=(name,),
            formula=rf"\{name}_i a_i",
            gradient_formulas=(rf"[a_i = \{name} a]",),
            gradient_texts=(f"∂out/∂aᵢ = 1 where aᵢ is the {relation}, shared by equals",),
            title=title,
            help=f"The {relation} of all elements.",
            keywords=(relation, "extremum", "reduce"),
            samples=(Sample((X,)), Sample(([1.0, 3.0, 3.0],)), Sample((2.0,)), Sample(([1, 2],))),
            bad=(
                BadSample(
                    ([],),
                    {},
                    f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                    "Specify the reduction dim with the 'dim' argument.",
                ),
            ),
        ),
        OpSpec(
            name=f"{name}_dim",
            category="reduction",
            ports=A,
            params=(Param("dim", "dim", help="the dimension to reduce"), KEEPDIM),
            outputs=("values", "indices"),
            differentiable=("values",),
            infer=_infer_extremum_dim(name),
            forward=_extremum_dim(choose),
            gradients=(_scatter,),
            node_name=f"{node}Backward0",
            spelling=f"{{a}}.{name}({{params}})",
            methods=(name,),
            functions=(name,),
            formula=rf"\{name}_{{i \in \mathrm{{dim}}}} a_i",
            gradient_formulas=(rf"[i = \arg\{name} a]",),
            gradient_texts=(f"∂values/∂aᵢ = 1 at the index of the {relation}, else 0",),
            title=f"{title} along dimension",
            help=f"The {relation} elements along a dimension, and where they are.",
            keywords=(relation, f"arg{name}", "indices", "reduce"),
            samples=(
                Sample((X,), {"dim": 0}),
                Sample((X,), {"dim": -1, "keepdim": True}),
                Sample((2.0,), {"dim": 0}),
                Sample(([[1, 2], [3, 0]],), {"dim": 1}),
            ),
            bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
        ),
    )


register(
    OpSpec(
        name="sum",
        category="reduction",
        ports=A,
        params=(DIM_OR_ALL, KEEPDIM, DTYPE),
        infer=_infer_sum,
        forward=_sum,
        gradients=(_sum_gradient,),
        node_name=lambda params: f"SumBackward{int(_has_dims(params))}",
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
    OpSpec(
        name="mean",
        category="reduction",
        ports=A,
        params=(DIM_OR_ALL, KEEPDIM, DTYPE),
        infer=_infer_mean,
        forward=_mean,
        gradients=(_mean_gradient,),
        node_name=lambda params: f"MeanBackward{int(_has_dims(params))}",
        spelling="{a}.mean({params})",
        methods=("mean",),
        functions=("mean",),
        formula=r"\frac{1}{n}\sum_i a_i",
        gradient_formulas=(r"\frac{1}{n}",),
        gradient_texts=("∂out/∂aᵢ = 1 / n",),
        title="Mean",
        help="The average of the elements, of all or over some dimensions.",
        keywords=("average", "reduce"),
        samples=(
            Sample((X,)),
            Sample((X,), {"dim": 1}),
            Sample((X,), {"dim": (0, 1), "keepdim": True}),
            Sample((2.0,)),
        ),
        bad=(
            BadSample(
                ([1, 2],),
                {},
                "mean(): could not infer output dtype. Input dtype must be either a floating "
                "point or complex dtype. Got: Long",
            ),
            BadSample((X,), {"dim": 2}, RANGE, IndexError),
        ),
    ),
)

_extremum("max", "Maximum", np.max, np.argmax, "largest")
_extremum("min", "Minimum", np.min, np.argmin, "smallest")
