"""Sorting: elements in order, the largest few, and those that are different."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, int64
from ..tensor import Tensor
from .dispatch import call
from .families import A
from .reducing import put_back
from .shapes import normal_dim
from .spec import INTERNAL, BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
DIM = Param("dim", "dim", -1, help="the dimension to sort along")
DESCENDING = Param("descending", "bool", False, help="the largest first")
STABLE = Param(
    "stable", "bool", None, optional=True, keyword_only=True, help="equals stay in order, always"
)
K = "selected index k out of range"

Params = Mapping[str, Any]
Shape = tuple[int, ...]


# ---- order -----------------------------------------------------------------------------------


def order_of(a: Any, dim: int, descending: bool = False) -> Any:
    """The stable order along a dimension, as indices; NaN counts as the largest."""
    if not a.ndim:
        return np.zeros((), np.int64)
    if not descending:
        return np.argsort(a, axis=dim, kind="stable")
    back = np.flip(a, dim)
    return a.shape[dim] - 1 - np.flip(np.argsort(back, axis=dim, kind="stable"), dim)


def taken(a: Any, order: Any, dim: int) -> tuple[Any, Any]:
    """The elements at these indices along a dimension, and the indices."""
    return (np.take_along_axis(a, order, dim) if a.ndim else a.copy()), order


def _infer_sort(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    normal_dim(params["dim"], len(shape))
    return (Meta(shape, dtype), Meta(shape, int64))


def _sort(xp: Any, a: Any, dim: int, descending: bool, stable: bool | None) -> Any:
    normal_dim(dim, a.ndim)
    return taken(a, order_of(a, dim, descending), dim)


def back_to_places(xp: Any, g: Any, indices: Any, a_shape: Shape, dim: int) -> Any:
    """The gradient of values that were taken along a dimension."""
    return put_back(xp, g, indices, a_shape, dim, True)


def _argsort(xp: Any, a: Any, dim: int, descending: bool, stable: bool | None) -> Any:
    normal_dim(dim, a.ndim)
    return order_of(a, dim, descending)


def _infer_topk(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    dim = normal_dim(params["dim"], len(shape))
    k = params["k"]
    if not 0 <= k <= (shape[dim] if shape else 1):
        raise RuntimeError(K)
    if dtype is bool_:
        raise RuntimeError("topk does not support bool dtypes on CPU")
    result = (*shape[:dim], k, *shape[dim + 1 :]) if shape else ()
    return (Meta(result, dtype), Meta(result, int64))


def _topk(xp: Any, a: Any, k: int, dim: int, largest: bool, sorted: bool) -> Any:
    order = order_of(a, dim, largest)
    if a.ndim:
        order = order[(slice(None),) * (dim % a.ndim) + (slice(k),)]
    return taken(a, order.copy(), dim)


# ---- different elements ----------------------------------------------------------------------


def _underivable(name: str) -> Any:
    def rule(xp: Any, g: Any) -> Any:
        error = NotImplementedError(f"the derivative for '{name}' is not implemented.")
        raise error

    return rule


def _infer_distinct(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """The most there can be: how many are different, only the values tell."""
    shape, dtype = operands[0]
    dim = params["dim"]
    if dim is None:
        count = math.prod(shape)
        return (Meta((count,), dtype), Meta(shape, int64), Meta((count,), int64))
    if not shape:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    extent = shape[normal_dim(dim, len(shape))]
    if 0 in shape and (extent or shape.count(0) > 1):
        raise RuntimeError(
            "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied"
        )
    return (Meta(shape, dtype), Meta((extent,), int64), Meta((extent,), int64))


def _rows(a: Any, dim: int) -> Any:
    """The slices along a dimension, flattened to the rows of a matrix."""
    return np.moveaxis(a, dim, 0).reshape(a.shape[dim], -1)


def _grouped(changes: Any) -> tuple[Any, Any, Any]:
    """Where runs start, the run of each element, and their lengths, from where values change."""
    size = changes.size + 1
    starts = np.concatenate([[0], np.flatnonzero(changes) + 1])
    lengths = np.diff(np.append(starts, size))
    return starts, np.repeat(np.arange(starts.size), lengths), lengths


def _runs(a: Any, dim: int | None) -> tuple[Any, Any, Any]:
    if not a.size:
        empty = np.zeros(0, np.int64)
        shape = a.shape if dim is None else a.shape[dim]
        return a.reshape(-1) if dim is None else a, np.zeros(shape, np.int64), empty
    if dim is None:
        flat = a.reshape(-1)
        starts, inverse, lengths = _grouped(flat[1:] != flat[:-1])
        return flat[starts], inverse.reshape(a.shape), lengths
    rows = _rows(a, dim)
    starts, inverse, lengths = _grouped((rows[1:] != rows[:-1]).any(axis=1))
    return np.take(a, starts, axis=dim), inverse, lengths


def _sorted_runs(a: Any, dim: int | None) -> tuple[Any, Any, Any]:
    if not a.size:
        return _runs(a, dim)
    if dim is None:
        flat = a.reshape(-1)
        order = np.argsort(flat, kind="stable")
        values, inverse, lengths = _runs(flat[order], None)
    else:
        order = np.lexsort(_rows(a, dim).T[::-1])
        values, inverse, lengths = _runs(np.take(a, order, axis=dim), dim)
    places = np.empty_like(inverse)
    places[order] = inverse
    return values, places.reshape(a.shape) if dim is None else places, lengths


def _distinct(name: str, find: Any, node: str) -> OpSpec:
    def forward(xp: Any, a: Any, dim: int | None) -> Any:
        return find(a, dim)

    return OpSpec(
        name=name,
        category="internal",
        ports=A,
        params=(Param("dim", "dim", None, optional=True),),
        outputs=("output", "inverse_indices", "counts"),
        unnamed=True,
        differentiable=("output",),
        infer=_infer_distinct,
        checked=True,
        forward=forward,
        gradients=(_underivable(name),),
        node_name=node,
    )


register(
    _distinct("_unique2", _sorted_runs, "Unique2Backward0"),
    _distinct("unique_dim", _sorted_runs, "UniqueDimBackward0"),
    _distinct("_unique_consecutive", _runs, "UniqueConsecutiveBackward0"),
)


def _chosen(outputs: Any, inverse: bool, counts: bool) -> tuple[Any, ...]:
    values, places, lengths = outputs
    return (values, *([places] if inverse else []), *([lengths] if counts else []))


def _infer_chosen(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    metas = _infer_distinct(operands, params)
    return _chosen(metas, params["return_inverse"], params["return_counts"])


def _unique(
    a: Tensor, sorted: bool, return_inverse: bool, return_counts: bool, dim: int | None
) -> Any:
    kernel = INTERNAL["_unique2" if dim is None else "unique_dim"]
    wanted = _chosen(call(kernel, (a,), {"dim": dim}), return_inverse, return_counts)
    return wanted if len(wanted) > 1 else wanted[0]


def _unique_consecutive(
    a: Tensor, return_inverse: bool, return_counts: bool, dim: int | None
) -> Any:
    outputs = call(INTERNAL["_unique_consecutive"], (a,), {"dim": dim})
    wanted = _chosen(outputs, return_inverse, return_counts)
    return wanted if len(wanted) > 1 else wanted[0]


INVERSE = Param("return_inverse", "bool", False, help="also where each element went")
COUNTS = Param("return_counts", "bool", False, help="also how often each occurs")
OVER = Param("dim", "dim", None, optional=True, help="compare slices along it; else all elements")

register(
    OpSpec(
        name="sort",
        category="sort",
        ports=A,
        params=(DIM, DESCENDING, STABLE),
        outputs=("values", "indices"),
        differentiable=("values",),
        overloads=True,
        infer=_infer_sort,
        forward=_sort,
        gradients=(back_to_places,),
        node_name=lambda params: f"SortBackward{int(params['stable'] is not None)}",
        spelling="{a}.sort({params})",
        methods=("sort",),
        functions=("sort",),
        formula=r"a_{\pi(1)} \leq a_{\pi(2)} \leq \dots",
        gradient_formulas=(r"[j = \pi(i)]",),
        gradient_texts=("∂valuesᵢ/∂aⱼ = 1 where j = indicesᵢ, else 0",),
        title="Sort",
        help="The elements in order along a dimension, and where they were.",
        keywords=("order", "rank", "ascending", "descending"),
        samples=(
            Sample((X,)),
            Sample((X,), {"dim": 0, "descending": True}),
            Sample((2.0,)),
            Sample(([2, 1, 2],), {"stable": True, "dim": 0, "descending": True}),
        ),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    OpSpec(
        name="msort",
        category="sort",
        ports=A,
        infer=lambda operands, params: (operands[0],),
        compose=lambda a: a.sort(dim=0).values,
        spelling="{a}.msort()",
        methods=("msort",),
        functions=("msort",),
        formula=r"a_{\pi(1)} \leq a_{\pi(2)} \leq \dots",
        gradient_formulas=(r"[j = \pi(i)]",),
        gradient_texts=("∂outᵢ/∂aⱼ = 1 where aⱼ went to i, else 0",),
        title="Sort along first dimension",
        help="The elements in order along the first dimension.",
        keywords=("order",),
        samples=(Sample((X,)), Sample((2.0,))),
    ),
    OpSpec(
        name="argsort",
        category="sort",
        ports=A,
        params=(DIM, DESCENDING, STABLE),
        overloads=True,
        infer=lambda operands, params: _infer_sort(operands, params)[1:],
        forward=_argsort,
        spelling="{a}.argsort({params})",
        methods=("argsort",),
        functions=("argsort",),
        formula=r"\pi:\ a_{\pi(1)} \leq a_{\pi(2)} \leq \dots",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Sorting indices",
        help="The indices that sort the elements along a dimension.",
        keywords=("order", "rank", "permutation"),
        samples=(Sample((X,)), Sample((X,), {"dim": 0, "descending": True}), Sample((2.0,))),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    OpSpec(
        name="topk",
        category="sort",
        ports=A,
        params=(
            Param("k", "int", help="how many"),
            Param("dim", "dim", -1, help="the dimension to search along"),
            Param("largest", "bool", True, help="the largest, else the smallest"),
            Param("sorted", "bool", True, help="in order"),
        ),
        outputs=("values", "indices"),
        differentiable=("values",),
        infer=_infer_topk,
        checked=True,
        forward=_topk,
        gradients=(back_to_places,),
        node_name="TopkBackward0",
        spelling="{a}.topk({params})",
        methods=("topk",),
        functions=("topk",),
        formula=r"a_{\pi(1)} \geq \dots \geq a_{\pi(k)}",
        gradient_formulas=(r"[j = \pi(i)]",),
        gradient_texts=("∂valuesᵢ/∂aⱼ = 1 where j = indicesᵢ, else 0",),
        title="Largest k",
        help="The k largest (or smallest) elements along a dimension, and where they are.",
        keywords=("top", "best", "beam", "maximum"),
        samples=(
            Sample((X,), {"k": 2}),
            Sample((X,), {"k": 1, "dim": 0, "largest": False}),
            Sample((2.0,), {"k": 1}),
        ),
        bad=(
            BadSample((X,), {"k": 4}, K),
            BadSample((X,), {"k": 1, "dim": 2}, RANGE, IndexError),
        ),
    ),
    OpSpec(
        name="unique",
        category="sort",
        ports=A,
        params=(
            Param("sorted", "bool", True, help="in order; the engine always sorts"),
            INVERSE,
            COUNTS,
            OVER,
        ),
        outputs=("*unique",),
        infer=_infer_chosen,
        compose=_unique,
        spelling="torch.unique({a}, {params})",
        methods=("unique",),
        functions=("unique",),
        formula=r"\{a_i\}",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Unique",
        help="The different elements, in order.",
        keywords=("distinct", "set", "duplicates", "counts"),
        samples=(Sample(([[3, 1], [2, 5]],)), Sample(([[3, 1], [2, 5]],), {"dim": 0})),
    ),
    OpSpec(
        name="unique_consecutive",
        category="sort",
        ports=A,
        params=(INVERSE, COUNTS, OVER),
        outputs=("*unique",),
        infer=_infer_chosen,
        compose=_unique_consecutive,
        spelling="torch.unique_consecutive({a}, {params})",
        methods=("unique_consecutive",),
        functions=("unique_consecutive",),
        formula=r"\{a_i : a_i \neq a_{i-1}\}",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Unique neighbours",
        help="The elements without repetitions of the one before.",
        keywords=("distinct", "run length", "duplicates", "counts"),
        samples=(Sample(([[3, 1], [2, 5]],)),),
    ),
)
