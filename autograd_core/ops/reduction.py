"""Reductions: many elements to one, over all dimensions or some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, default_dtype, float64, int64, uint8
from ..tensor import Tensor
from .dispatch import call
from .families import DIM_OR_ALL, KEEPDIM, A
from .operands import refused
from .reducing import DTYPE, axes_of, count, narrowed, restored, reversed_along, spread, wide
from .shapes import reduced_shape
from .spec import REGISTRY, BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
FLAGS = [[True, False], [True, True]]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
TWICE = "dim 0 appears multiple times in the list of dims"
DIM_OR_NONE = Param("dim", "dim", None, optional=True, help="dimension to reduce; all if empty")
DIMS = Param("dim", "dims", help="dimensions to reduce")

Params = Mapping[str, Any]
Shape = tuple[int, ...]

_add_reduce: Any = np.add.reduce  # ``ndarray.sum`` without its detour through Python
_multiply_reduce: Any = np.multiply.reduce

#: NumPy adds pairwise along the last dimension only; sums this long along others need care.
LONG = 1 << 13


# ---- sums and means --------------------------------------------------------------------------


def _summed_dtype(meta: Meta, dtype: Any) -> Any:
    if dtype is not None:
        return dtype
    return meta.dtype if meta.dtype.is_floating_point else int64


def _infer_sum(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape = reduced_shape(operands[0].shape, params["dim"], params["keepdim"])
    return (Meta(shape, _summed_dtype(operands[0], params["dtype"])),)


def _total(a: Any, axis: Any, kind: Any, keepdim: bool) -> Any:
    """The sum in type ``kind``, accumulated in a wider one where NumPy alone would lose digits."""
    if kind.itemsize == 2 and kind.kind == "f":
        return _add_reduce(a, axis=axis, dtype=np.float32, keepdims=keepdim).astype(kind)
    if axis.__class__ is int and kind.char == "f" and a.shape[axis] > LONG and axis < a.ndim - 1:
        return _add_reduce(a, axis=axis, dtype=np.float64, keepdims=keepdim).astype(kind)
    return _add_reduce(a, axis=axis, dtype=kind, keepdims=keepdim)


def _sum(xp: Any, a: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    kind: Any = a.dtype if dtype is None else dtype.numpy
    if dtype is None and kind.kind != "f":
        kind = np.dtype(np.int64)
    if dim is None and kind.itemsize != 2:
        return _add_reduce(a, axis=None, dtype=kind, keepdims=keepdim)
    return _total(a, axes_of(dim, a.ndim), kind, keepdim)


def _infer_mean(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    dtype = params["dtype"] or operands[0].dtype
    if not dtype.is_floating_point:
        kind = "Input" if params["dtype"] is None else "Optional"
        raise RuntimeError(
            f"mean(): could not infer output dtype. {kind} dtype must be either a floating point "
            f"or complex dtype. Got: {dtype.scalar_name}"
        )
    return (Meta(reduced_shape(operands[0].shape, params["dim"], params["keepdim"]), dtype),)


def _mean(xp: Any, a: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    kind: Any = a.dtype if dtype is None else dtype.numpy
    if kind.kind != "f":
        refused()
    if kind.itemsize == 2:
        total = _add_reduce(a, axis=axes_of(dim, a.ndim), dtype=np.float32, keepdims=keepdim)
        return (total / count(a.shape, dim)).astype(kind)
    return _total(a, axes_of(dim, a.ndim), kind, keepdim) / count(a.shape, dim)


def _has_dims(params: Params) -> bool:
    """Which of PyTorch's two functions this is: ``keepdim`` is a parameter of the one with dim."""
    return params["dim"] is not None or bool(params["keepdim"])


def _sum_gradient(
    xp: Any, g: Any, a_shape: Shape, a_dtype: Any, dim: Any, keepdim: bool, dtype: Any
) -> Any:
    g = g if dtype is None else xp.astype(g, a_dtype)
    return spread(xp, g, a_shape, dim, keepdim)


def _mean_gradient(
    xp: Any, g: Any, a_shape: Shape, a_dtype: Any, dim: Any, keepdim: bool, dtype: Any
) -> Any:
    g = g if dtype is None else xp.astype(g, a_dtype)
    if axes_of(dim, len(a_shape)) is not None:
        g = restored(xp, g, a_shape, dim, keepdim)
    return xp.mean_backward(g, a_shape, count(a_shape, dim))


def _nansum(xp: Any, a: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    known = np.where(np.isnan(a), 0, a).astype(a.dtype) if a.dtype.kind == "f" else a
    return _sum(xp, known, dim, keepdim, dtype)


def _nansum_gradient(
    xp: Any, g: Any, a: Any, a_shape: Shape, a_dtype: Any, dim: Any, keepdim: bool
) -> Any:
    g = spread(xp, xp.astype(g, a_dtype), a_shape, dim, keepdim)
    return g * xp.logical_not(xp.isnan(a))


def _infer_nanmean(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = operands
    if not meta.dtype.is_floating_point:
        raise RuntimeError(
            "nanmean(): expected input to have floating point or complex dtype but got "
            f"{meta.dtype.scalar_name}"
        )
    return _infer_sum(operands, params)


def _nanmean(a: Tensor, dim: Any, keepdim: bool, dtype: Any) -> Any:
    params = {"dim": dim, "keepdim": keepdim}
    _infer_nanmean((Meta(a._array.shape, a.dtype),), {**params, "dtype": dtype})
    known = Tensor(np.asarray(~np.isnan(a._array)))
    total = call(REGISTRY["nansum"], (a,), {**params, "dtype": dtype})
    return total / call(REGISTRY["sum"], (known,), params)


# ---- log of sums of exponentials -------------------------------------------------------------


def _infer_logsumexp(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    result = reduced_shape(shape, params["dim"], params["keepdim"])
    return (Meta(result, dtype if dtype.is_floating_point else default_dtype()),)


def _logsumexp(xp: Any, a: Any, dim: Any, keepdim: bool) -> Any:
    axis = axes_of(dim, a.ndim)
    values = a.astype(np.float32) if a.dtype.itemsize == 2 else a
    if a.size:
        top = values.max(axis=axis, keepdims=True)
        top = np.where(np.isfinite(top), top, 0)
    else:
        top = np.zeros((), values.dtype)
    total = np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top
    if not keepdim:
        total = total.squeeze(tuple(range(a.ndim)) if axis is None else axis)
    return total.astype(a.dtype, copy=False)


def _logsumexp_gradient(
    xp: Any, g: Any, a: Any, out: Any, a_shape: Shape, dim: Any, keepdim: bool
) -> Any:
    g, out = (restored(xp, one, a_shape, dim, keepdim) for one in (g, out))
    return g * xp.exp(a - out)


# ---- products --------------------------------------------------------------------------------


def _prod(xp: Any, a: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    if dim is not None and dim.__class__ is not int:
        refused()
    kind: Any = a.dtype if dtype is None else dtype.numpy
    if dtype is None and kind.kind != "f":
        kind = np.dtype(np.int64)
    inner = wide(np.empty(0, kind)) if kind.itemsize == 2 else kind
    result = _multiply_reduce(a, axis=axes_of(dim, a.ndim), dtype=inner, keepdims=keepdim)
    return result.astype(kind)


def _prod_gradient(
    xp: Any, g: Any, a: Any, out: Any, a_shape: Shape, dim: Any, keepdim: bool, dtype: Any
) -> Any:
    if dtype is None:
        return _prod_back(xp, g, a, out, a_shape, dim, keepdim)
    wide_a = xp.astype(a, g.dtype)
    return xp.astype(_prod_back(xp, g, wide_a, out, a_shape, dim, keepdim), a.dtype)


def _prod_back(xp: Any, g: Any, a: Any, out: Any, a_shape: Shape, dim: Any, keepdim: bool) -> Any:
    if not a_shape:
        return g
    zeros = xp.equal(a, 0.0)
    axes = axes_of(dim, len(a_shape))
    if axes is not None:
        g, out = (restored(xp, one, a_shape, dim, keepdim) for one in (g, out))
    if not zeros.any():
        return g * (out / a)
    if axes is not None:
        return _with_zeros(xp, g, a, axes)
    return xp.reshape(_with_zeros(xp, g, xp.reshape(a, (-1,)), 0), a_shape)


def _with_zeros(xp: Any, g: Any, a: Any, dim: int) -> Any:
    """Times the product of all other elements along a dimension, without dividing by each."""
    if a.shape[dim] == 1:
        return g
    one = xp.ones_like(narrowed(xp, a, dim, 0, 1))
    before = xp.apply("cat", [one, narrowed(xp, a, dim, 0, -1)], dim=dim)
    after = reversed_along(xp, narrowed(xp, a, dim, 1, None), dim)
    below = xp.apply("cumprod", before, dim=dim)
    above = xp.apply("cumprod", xp.apply("cat", [one, after], dim=dim), dim=dim)
    return g * (below * reversed_along(xp, above, dim))


# ---- truth -----------------------------------------------------------------------------------


def _infer_truth(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if params["dim"] is not None and not isinstance(params["dim"], int) and not params["dim"]:
        result = shape
    else:
        result = reduced_shape(shape, params["dim"], params["keepdim"])
    return (Meta(result, uint8 if dtype is uint8 else bool_),)


def _truth(reduce: Any) -> Any:
    def forward(xp: Any, a: Any, dim: Any, keepdim: bool) -> Any:
        kind = np.uint8 if a.dtype == np.uint8 else np.bool_
        if dim is not None and dim.__class__ is not int and not dim:
            return a.astype(np.bool_).astype(kind)  # no dimension is reduced here
        axis = axes_of(dim, a.ndim)
        return np.asarray(reduce(a, axis=axis, keepdims=keepdim)).astype(kind)

    return forward


def _infer_count(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (Meta(reduced_shape(operands[0].shape, params["dim"], False), int64),)


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
    OpSpec(
        name="nansum",
        category="reduction",
        ports=A,
        params=(DIM_OR_ALL, KEEPDIM, DTYPE),
        infer=_infer_sum,
        forward=_nansum,
        gradients=(_nansum_gradient,),
        node_name="NansumBackward0",
        spelling="{a}.nansum({params})",
        methods=("nansum",),
        functions=("nansum",),
        formula=r"\sum_{a_i \text{ known}} a_i",
        gradient_formulas=(r"[a_i \text{ known}]",),
        gradient_texts=("∂out/∂aᵢ = 1 where aᵢ is a number, else 0",),
        title="Sum without NaN",
        help="The sum of the elements that are not NaN.",
        keywords=("total", "missing", "reduce"),
        samples=(Sample((X,)), Sample((X,), {"dim": 0}), Sample(([1, 2],))),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    OpSpec(
        name="nanmean",
        category="reduction",
        ports=A,
        params=(DIM_OR_ALL, KEEPDIM, DTYPE),
        infer=_infer_nanmean,
        compose=_nanmean,
        spelling="{a}.nanmean({params})",
        methods=("nanmean",),
        functions=("nanmean",),
        formula=r"\frac{1}{n}\sum_{a_i \text{ known}} a_i",
        gradient_formulas=(r"\frac{1}{n}\,[a_i \text{ known}]",),
        gradient_texts=("∂out/∂aᵢ = 1 / n where aᵢ is a number, else 0",),
        title="Mean without NaN",
        help="The average of the elements that are not NaN.",
        keywords=("average", "missing", "reduce"),
        samples=(Sample((X,)), Sample((X,), {"dim": 1, "keepdim": True})),
        bad=(
            BadSample(
                ([1, 2],),
                {},
                "nanmean(): expected input to have floating point or complex dtype but got Long",
            ),
        ),
    ),
    OpSpec(
        name="prod",
        category="reduction",
        ports=A,
        params=(DIM_OR_NONE, KEEPDIM, DTYPE),
        overloads=True,
        infer=_infer_sum,
        forward=_prod,
        gradients=(_prod_gradient,),
        node_name=lambda params: f"ProdBackward{int(_has_dims(params))}",
        spelling="{a}.prod({params})",
        methods=("prod",),
        functions=("prod",),
        formula=r"\prod_i a_i",
        gradient_formulas=(r"\prod_{j \neq i} a_j",),
        gradient_texts=("∂out/∂aᵢ = the product of the others",),
        title="Product",
        help="The product of the elements, of all or along a dimension.",
        keywords=("multiply", "reduce", "Π"),
        samples=(
            Sample((X,)),
            Sample((X,), {"dim": 0}),
            Sample((X,), {"dim": 1, "dtype": float64}),
            Sample(([[1.0, 0.0, 3.0], [2.0, 4.0, 5.0]],), {"dim": 1, "keepdim": True}),
            Sample(([1, 2],)),
            Sample((2.0,)),
        ),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    OpSpec(
        name="logsumexp",
        category="reduction",
        ports=A,
        params=(DIMS, KEEPDIM),
        promote="float",
        infer=_infer_logsumexp,
        forward=_logsumexp,
        gradients=(_logsumexp_gradient,),
        node_name="LogsumexpBackward0",
        spelling="{a}.logsumexp({params})",
        methods=("logsumexp",),
        functions=("logsumexp", "special.logsumexp"),
        formula=r"\log \sum_i e^{a_i}",
        gradient_formulas=(r"\frac{e^{a_i}}{\sum_j e^{a_j}}",),
        gradient_texts=("∂out/∂aᵢ = exp(aᵢ - out)",),
        title="Log-sum-exp",
        help="The logarithm of the sum of exponentials, computed without overflow.",
        keywords=("softmax", "smooth maximum", "reduce"),
        samples=(
            Sample((X,), {"dim": 0}),
            Sample((X,), {"dim": (0, 1), "keepdim": True}),
            Sample((2.0,), {"dim": 0}),
        ),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    *[
        OpSpec(
            name=name,
            category="reduction",
            ports=A,
            params=(DIM_OR_ALL, KEEPDIM),
            infer=_infer_truth,
            forward=_truth(reduce),
            spelling=f"{{a}}.{name}({{params}})",
            methods=(name,),
            functions=(name,),
            formula=formula,
            gradient_formulas=(None,),
            gradient_texts=(None,),
            title=title,
            help=f"Whether {name} elements are true, of all or along some dimensions.",
            keywords=("true", "logic", "bool", "reduce"),
            samples=(
                Sample((FLAGS,)),
                Sample((X,), {"dim": 0}),
                Sample((X,), {"dim": (0, 1), "keepdim": True}),
            ),
            bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
        )
        for name, reduce, title, formula in (
            ("all", np.all, "All", r"\bigwedge_i a_i"),
            ("any", np.any, "Any", r"\bigvee_i a_i"),
        )
    ],
    OpSpec(
        name="count_nonzero",
        category="reduction",
        ports=A,
        params=(DIM_OR_ALL,),
        infer=_infer_count,
        forward=lambda xp, a, dim: np.count_nonzero(a, axis=axes_of(dim, a.ndim)),
        spelling="{a}.count_nonzero({params})",
        methods=("count_nonzero",),
        functions=("count_nonzero",),
        formula=r"\sum_i [a_i \neq 0]",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Count nonzero",
        help="How many elements are not zero, of all or along some dimensions.",
        keywords=("number", "reduce"),
        samples=(Sample((X,)), Sample((FLAGS,), {"dim": 0})),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
)
