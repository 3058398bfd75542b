"""Scans: each result is a reduction of the elements up to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from .families import A
from .operands import refused
from .reducing import (
    DTYPE,
    check_kind,
    narrowed,
    raw,
    reversed_along,
    wide,
)
from .shapes import normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
ZEROS = [[1.0, 0.0, 3.0], [2.0, 4.0, 0.0]]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
DIM = Param("dim", "dim", help="the dimension to go along")

Params = Mapping[str, Any]
Shape = tuple[int, ...]


# ---- sums and products -----------------------------------------------------------------------


def _infer_scan(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    normal_dim(params["dim"], len(shape))
    if params["dtype"] is not None:
        return (Meta(shape, params["dtype"]),)
    return (Meta(shape, dtype if dtype.is_floating_point else int64),)


def _scan(accumulate: Any) -> Any:
    def forward(xp: Any, a: Any, dim: int, dtype: Any = None) -> Any:
        kind: Any = a.dtype if dtype is None else dtype.numpy
        if dtype is None and kind.kind != "f":
            kind = np.dtype(np.int64)
        if not a.ndim:
            normal_dim(dim, 0)
            return a.astype(kind)
        inner = wide(np.empty(0, kind))
        return accumulate(a, axis=dim, dtype=inner).astype(kind, copy=False)

    return forward


def _cumsum_gradient(xp: Any, g: Any, a_dtype: Any, dim: int) -> Any:
    return _summed_from_end(xp, xp.astype(g, a_dtype), dim)


def _summed_from_end(xp: Any, g: Any, dim: int) -> Any:
    if not g.ndim or g.shape[dim] <= 1:
        return g
    return reversed_along(xp, xp.apply("cumsum", reversed_along(xp, g, dim), dim=dim), dim)


def _cumprod_gradient(xp: Any, g: Any, a: Any, out: Any, a_dtype: Any, dim: int) -> Any:
    g = xp.astype(g, a_dtype)
    if not a.ndim or raw(a).size <= 1 or a.shape[dim] == 1:
        return g
    out = xp.astype(out, a_dtype)
    if bool((raw(a) != 0).all()):
        return _summed_from_end(xp, out * g, dim) / a
    # d out_i / d a_k is the product of all up to i without a_k: that before times that after.
    extent = a.shape[dim]
    parts = []
    for k in range(extent):
        before = xp.ones_like(narrowed(xp, a, dim, 0, 1))
        if k:
            before = narrowed(xp, out, dim, k - 1, k)
        omitted = before
        if k + 1 < extent:
            after = xp.apply("cumprod", narrowed(xp, a, dim, k + 1, None), dim=dim)
            omitted = xp.apply("cat", [before, before * after], dim=dim)
        parts.append(xp.sum(narrowed(xp, g, dim, k, None) * omitted, dim))
    return xp.joined(tuple(parts), a.shape, dim % a.ndim)


# ---- extrema ---------------------------------------------------------------------------------


def _infer_cumulative(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        dim = params["dim"]
        if not shape and dim not in (0, -1):
            raise IndexError(f"{name}(): Expected reduction dim -1 or 0 for scalar but got {dim}")
        normal_dim(dim, len(shape))
        return (Meta(shape, dtype), Meta(shape, int64))

    return infer


def _cumulative(accumulate: Any) -> Any:
    def forward(xp: Any, a: Any, dim: int) -> Any:
        if not a.ndim:
            normal_dim(dim, 0)
            return a.copy(), np.zeros((), np.int64)
        values = accumulate(a, axis=dim)
        taken = a == values
        if a.dtype.kind == "f":
            taken |= np.isnan(a)  # NaN outweighs all, and the last one counts, as among equals
        steps = [1] * a.ndim
        steps[dim] = -1
        places = np.where(taken, np.arange(a.shape[dim]).reshape(steps), 0)
        return values, np.maximum.accumulate(places, axis=dim)

    return forward


def _cumulative_gradient(xp: Any, g: Any, indices: Any, a_shape: Shape, dim: int) -> Any:
    return xp.apply("scatter_add", xp.zeros_shaped(g, a_shape), indices, g, dim=dim)


# ---- log of sums of exponentials -------------------------------------------------------------


def _infer_logcumsumexp(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    normal_dim(params["dim"], len(operands[0].shape))
    check_kind(operands[0], "logcumsumexp_out_cpu")
    return (operands[0],)


def _logcumsumexp(xp: Any, a: Any, dim: int) -> Any:
    if a.dtype.kind != "f":
        refused()
    if not a.ndim:
        normal_dim(dim, 0)
        return a.copy()
    values = a.astype(wide(a), copy=False)
    return np.logaddexp.accumulate(values, axis=dim).astype(a.dtype, copy=False)


def _logcumsumexp_gradient(xp: Any, g: Any, a: Any, out: Any, dim: int) -> Any:
    if not a.ndim or not raw(a).size:
        return g
    lowest = float(np.finfo(raw(a).dtype).min)
    size = xp.log(xp.abs(g))

    def side(chosen: Any) -> Any:
        shifted = reversed_along(xp, xp.where(chosen, size, lowest) - out, dim)
        total = reversed_along(xp, xp.apply("logcumsumexp", shifted, dim=dim), dim)
        return xp.exp(total + a)

    return side(xp.greater(g, 0)) - side(xp.greater(0, g))


register(
    OpSpec(
        name="cumsum",
        category="reduction",
        ports=A,
        params=(DIM, DTYPE),
        infer=_infer_scan,
        forward=_scan(np.add.accumulate),
        gradients=(_cumsum_gradient,),
        node_name="CumsumBackward0",
        inplace=True,
        spelling="{a}.cumsum({params})",
        methods=("cumsum",),
        functions=("cumsum",),
        formula=r"\sum_{j \leq i} a_j",
        gradient_formulas=(r"[j \leq i]",),
        gradient_texts=("∂outᵢ/∂aⱼ = 1 where j ≤ i, else 0",),
        title="Cumulative sum",
        help="The sums of the elements up to each one along a dimension.",
        keywords=("running", "prefix", "scan", "total"),
        samples=(
            Sample((X,), {"dim": 0}),
            Sample((X,), {"dim": -1}),
            Sample((2.0,), {"dim": 0}),
            Sample(([True, True],), {"dim": 0}),
        ),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    OpSpec(
        name="cumprod",
        category="reduction",
        ports=A,
        params=(DIM, DTYPE),
        infer=_infer_scan,
        forward=_scan(np.multiply.accumulate),
        gradients=(_cumprod_gradient,),
        node_name="CumprodBackward0",
        inplace=True,
        spelling="{a}.cumprod({params})",
        methods=("cumprod",),
        functions=("cumprod",),
        formula=r"\prod_{j \leq i} a_j",
        gradient_formulas=(r"[j \leq i] \prod_{k \leq i,\, k \neq j} a_k",),
        gradient_texts=("∂outᵢ/∂aⱼ = outᵢ / aⱼ where j ≤ i, else 0",),
        title="Cumulative product",
        help="The products of the elements up to each one along a dimension.",
        keywords=("running", "prefix", "scan"),
        samples=(
            Sample((X,), {"dim": 0}),
            Sample((ZEROS,), {"dim": 1}),
            Sample((2.0,), {"dim": 0}),
            Sample(([2, 3],), {"dim": 0}),
        ),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    OpSpec(
        name="logcumsumexp",
        category="reduction",
        ports=A,
        params=(DIM,),
        infer=_infer_logcumsumexp,
        forward=_logcumsumexp,
        gradients=(_logcumsumexp_gradient,),
        node_name="LogcumsumexpBackward0",
        spelling="{a}.logcumsumexp({params})",
        methods=("logcumsumexp",),
        functions=("logcumsumexp",),
        formula=r"\log \sum_{j \leq i} e^{a_j}",
        gradient_formulas=(r"[j \leq i]\, e^{a_j - o_i}",),
        gradient_texts=("∂outᵢ/∂aⱼ = exp(aⱼ - outᵢ) where j ≤ i, else 0",),
        title="Cumulative log-sum-exp",
        help="The logarithms of the sums of exponentials up to each element.",
        keywords=("running", "prefix", "scan"),
        samples=(Sample((X,), {"dim": 0}), Sample((X,), {"dim": 1}), Sample((2.0,), {"dim": 0})),
        bad=(
            BadSample((X,), {"dim": 2}, RANGE, IndexError),
            BadSample(
                ([1, 2],),
                {"dim": 0},
                "\"logcumsumexp_out_cpu\" not implemented for 'Long'",
                NotImplementedError,
            ),
        ),
    ),
    *[
        OpSpec(
            name=f"cum{name}",
            category="reduction",
            ports=A,
            params=(DIM,),
            outputs=("values", "indices"),
            differentiable=("values",),
            infer=_infer_cumulative(f"cum{name}"),
            forward=_cumulative(accumulate),
            gradients=(_cumulative_gradient,),
            node_name=f"Cum{name}Backward0",
            spelling=f"{{a}}.cum{name}({{params}})",
            methods=(f"cum{name}",),
            functions=(f"cum{name}",),
            formula=rf"\{name}_{{j \leq i}} a_j",
            gradient_formulas=(rf"[j = \arg\{name}_{{k \leq i}} a_k]",),
            gradient_texts=(f"∂valuesᵢ/∂aⱼ = 1 where aⱼ is the {relation} up to i, else 0",),
            title=title,
            help=f"The {relation} element up to each one along a dimension, and where it is.",
            keywords=("running", "prefix", "scan", relation),
            samples=(
                Sample((X,), {"dim": 0}),
                Sample((X,), {"dim": 1}),
                Sample((2.0,), {"dim": 0}),
                Sample(([2, 1, 2],), {"dim": 0}),
            ),
            bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
        )
        for name, accumulate, title, relation in (
            ("max", np.maximum.accumulate, "Cumulative maximum", "largest"),
            ("min", np.minimum.accumulate, "Cumulative minimum", "smallest"),
        )
    ],
)
