"""Order statistics: the element of a given rank, the most frequent one, quantiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType
from ..tensor import Tensor
from .families import KEEPDIM, A
from .functional import do
from .operands import no_kernel, refused
from .reducing import check_not_empty, infer_selection, put_back, share
from .selecting import selected
from .shapes import normal_dim, reduced_shape
from .sort import order_of
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
DIM = Param("dim", "dim", help="the dimension to reduce")
LAST = Param("dim", "dim", -1, help="the dimension to reduce")

Params = Mapping[str, Any]
Shape = tuple[int, ...]


def _at(a: Any, places: Any, dim: int, keepdim: bool) -> tuple[Any, Any]:
    """The elements at one index along a dimension for each slice."""
    if not a.ndim:
        return a.copy(), np.zeros((), np.int64)
    values = np.take_along_axis(a, places, dim)
    if not keepdim:
        values, places = values.squeeze(dim), places.squeeze(dim)
    return values, places


# ---- medians ---------------------------------------------------------------------------------


def _infer_median(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if operands[0].dtype.name == "bool":
        raise no_kernel("median_cpu", operands[0].dtype)
    return (Meta((), operands[0].dtype),)


def _median(skip: bool) -> Any:
    def forward(xp: Any, a: Any) -> Any:
        if a.dtype.kind == "b":
            refused()
        ordered = np.sort(a, axis=None)
        if not ordered.size:
            lowest = np.nan if a.dtype.kind == "f" else np.iinfo(a.dtype).min
            return np.asarray(lowest, a.dtype)
        known = ordered.size - int(np.isnan(ordered).sum()) if a.dtype.kind == "f" else a.size
        if known < ordered.size and not (skip and known):
            return ordered[-1]
        return ordered[(known - 1) // 2]

    return forward


def _infer_median_dim(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        check_not_empty("median()", shape, normal_dim(params["dim"], len(shape)))
        if dtype.name == "bool":
            raise no_kernel("median_out", dtype)
        return infer_selection(operands, params)

    return infer


def _median_dim(skip: bool) -> Any:
    def forward(xp: Any, a: Any, dim: int, keepdim: bool) -> Any:
        if a.dtype.kind == "b":
            refused()
        normal_dim(dim, a.ndim)
        if not a.ndim:
            return _at(a, None, dim, keepdim)
        unknown = np.isnan(a) if a.dtype.kind == "f" else np.zeros(a.shape, bool)
        known = a.shape[dim] - unknown.sum(axis=dim, keepdims=True)
        ranks = np.maximum(known - 1, 0) // 2
        places = np.take_along_axis(order_of(a, dim), ranks, dim)
        if not skip:
            first = np.expand_dims(unknown.argmax(axis=dim), dim)
            places = np.where(unknown.any(axis=dim, keepdims=True), first, places)
        return _at(a, places, dim, keepdim)

    return forward


# ---- rank and frequency ----------------------------------------------------------------------


def _infer_kthvalue(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    dim = normal_dim(params["dim"], len(shape))
    if shape and shape[dim] == 0:
        check_not_empty("kthvalue()", shape, dim)
    if not 0 < params["k"] <= (shape[dim] if shape else 1):
        raise RuntimeError(f"kthvalue(): selected number k out of range for dimension {dim}")
    if dtype.name == "bool":
        raise no_kernel("kthvalue_cpu", dtype)
    return infer_selection(operands, params)


def _kthvalue(xp: Any, a: Any, k: int, dim: int, keepdim: bool) -> Any:
    if not a.ndim:
        return _at(a, None, dim, keepdim)
    rows = np.moveaxis(a, dim, -1)
    places = selected(rows, order_of(rows, -1), k - 1)
    return _at(a, np.moveaxis(places, -1, dim), dim, keepdim)


def _infer_mode(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape = operands[0].shape
    check_not_empty("mode()", shape, normal_dim(params["dim"], len(shape)))
    return infer_selection(operands, params)


def _mode(xp: Any, a: Any, dim: int, keepdim: bool) -> Any:
    normal_dim(dim, a.ndim)
    if not a.ndim:
        return _at(a, None, dim, keepdim)
    order = order_of(a, dim)
    ordered = np.moveaxis(np.take_along_axis(a, order, dim), dim, -1)
    steps = np.arange(ordered.shape[-1])
    changes = np.ones(ordered.shape, bool)
    changes[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    # How far each element is into its run of equals: the first to come farthest is the mode.
    run = steps - np.maximum.accumulate(np.where(changes, steps, 0), axis=-1)
    best = np.expand_dims(run.argmax(axis=-1), dim)
    return _at(a, np.take_along_axis(order, best, dim), dim, keepdim)


def _selection(name: str, **fields: Any) -> OpSpec:
    """An operation that selects one element of each slice along a dimension."""
    defaults: dict[str, Any] = {
        "category": "sort",
        "ports": A,
        "outputs": ("values", "indices"),
        "differentiable": ("values",),
        "gradients": (put_back,),
        "node_name": f"{name.capitalize()}Backward0",
        "spelling": f"{{a}}.{name}({{params}})",
        "methods": (name,),
        "functions": (name,),
        "gradient_formulas": (r"[i = \mathrm{index}]",),
        "gradient_texts": ("∂values/∂aᵢ = 1 at the index, else 0",),
    }
    return OpSpec(name=fields.pop("key", name), **(defaults | fields))


def _medians(name: str, skip: bool, title: str, said: str) -> None:
    node = name.capitalize()
    register(
        OpSpec(
            name=name,
            category="sort",
            ports=A,
            overloads=True,
            infer=_infer_median,
            forward=_median(skip),
            gradients=(share,),
            node_name=f"{node}Backward0",
            spelling=f"{{a}}.{name}()",
            methods=(name,),
            functions=(name,),
            formula=r"\mathrm{median}_i\, a_i",
            gradient_formulas=(r"[a_i = \mathrm{median}]",),
            gradient_texts=("∂out/∂aᵢ = 1 where aᵢ is the median, shared by equals",),
            title=title,
            help=f"The middle of all elements{said}; the lower of two.",
            keywords=("statistics", "middle", "average"),
            samples=(Sample((X,)), Sample(([3, 1, 2],)), Sample((2.0,))),
            bad=(
                BadSample(
                    ([True],), {}, "\"median_cpu\" not implemented for 'Bool'", NotImplementedError
                ),
            ),
        ),
        _selection(
            name,
            key=f"{name}_dim",
            params=(DIM, KEEPDIM),
            infer=_infer_median_dim(name),
            forward=_median_dim(skip),
            node_name=f"{node}Backward1",
            formula=r"\mathrm{median}_{i \in \mathrm{dim}}\, a_i",
            title=f"{title} along dimension",
            help=f"The middle elements along a dimension{said}, and where they are.",
            keywords=("statistics", "middle", "average"),
            samples=(
                Sample((X,), {"dim": 0}),
                Sample((X,), {"dim": -1, "keepdim": True}),
                Sample((2.0,), {"dim": 0}),
            ),
            bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
        ),
    )


_medians("median", False, "Median", "")
_medians("nanmedian", True, "Median without NaN", " that are not NaN")

register(
    _selection(
        "kthvalue",
        params=(Param("k", "int", help="the rank, from 1"), LAST, KEEPDIM),
        infer=_infer_kthvalue,
        checked=True,
        forward=_kthvalue,
        formula=r"a_{\pi(k)}",
        title="k-th smallest",
        help="The k-th smallest elements along a dimension, and where they are.",
        keywords=("rank", "order statistic"),
        samples=(
            Sample((X,), {"k": 2}),
            Sample((X,), {"k": 1, "dim": 0, "keepdim": True}),
            Sample((2.0,), {"k": 1}),
        ),
        bad=(
            BadSample((X,), {"k": 4}, "kthvalue(): selected number k out of range for dimension 1"),
        ),
    ),
    _selection(
        "mode",
        params=(LAST, KEEPDIM),
        infer=_infer_mode,
        forward=_mode,
        formula=r"\arg\max_v \sum_i [a_i = v]",
        title="Mode",
        help="The most frequent elements along a dimension, and where they are last.",
        keywords=("statistics", "frequent", "common"),
        samples=(
            Sample(([[1.0, 2.0, 2.0], [3.0, 0.0, 3.0]],)),
            Sample((X,), {"dim": 0, "keepdim": True}),
            Sample((2.0,)),
        ),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
)


# ---- quantiles -------------------------------------------------------------------------------


MODES = ("linear", "lower", "higher", "midpoint", "nearest")


def _check_quantile(shape: Shape, dtype: DType, q: Any, interpolation: str) -> None:
    if isinstance(q, int | float) and not 0 <= q <= 1:
        raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {q:g}")
    if interpolation not in MODES:
        raise RuntimeError(
            "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, "
            f"but got {interpolation}"
        )
    if 0 in shape:
        raise RuntimeError("quantile() input tensor must be non-empty")
    if not isinstance(q, int | float) and len(q.shape) > 1:
        raise RuntimeError("quantile() q must be a scalar or 1D tensor")
    if dtype.name not in ("float32", "float64"):
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    if not isinstance(q, int | float) and q.dtype is not dtype:
        raise RuntimeError("quantile() q tensor must be same dtype as the input tensor")


def _infer_quantile(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (shape, dtype), q = operands
    _check_quantile(shape, dtype, q, params["interpolation"])
    kept = reduced_shape(shape, params["dim"], params["keepdim"])
    return (Meta(((*q.shape, *kept) if isinstance(q, Meta) else kept), dtype),)


def _sorted(a: Tensor, dim: int | None) -> Any:
    """The elements in order along the last dimension, which the reduced one has become."""
    rows: Any = a
    if dim is None:
        rows = rows.flatten()
    elif dim != a.ndim - 1:
        rows = rows.unsqueeze(-1).transpose(dim, -1)
    return rows.sort().values


def _ranks(q: Any, ordered: Any, skip: bool, interpolation: str) -> Any:
    """The rank of each quantile in each slice, a fraction; NaN is at the end."""
    unknown = np.isnan(ordered._array)
    last = ordered._array.shape[-1] - 1
    if skip:
        known = Tensor(np.asarray((~unknown).sum(-1, keepdims=True) - 1))
        ranks = q * known
        mask, value = ranks._array < 0, 0
    else:
        ranks = do("mul_number", q, other=last)
        shape = np.broadcast_shapes(ranks._array.shape, (*unknown.shape[:-1], 1))
        ranks = ranks.expand(shape)
        mask, value = np.broadcast_to(unknown.any(-1, keepdims=True), shape), last
    ranks = ranks.masked_fill(Tensor(np.array(mask)), value)
    rounding = {"lower": "floor", "higher": "ceil", "nearest": "round"}.get(interpolation)
    return ranks if rounding is None else do(rounding, ranks)


def _quantile(skip: bool) -> Any:
    def compose(a: Tensor, q: Any, dim: Any, keepdim: bool, interpolation: str) -> Any:
        _check_quantile(a._array.shape, a.dtype, q, interpolation)
        place = None if dim is None else normal_dim(dim, a.ndim)
        if not isinstance(q, Tensor):
            q = Tensor(np.asarray(q, a._array.dtype))
        if not bool(((q._array >= 0) & (q._array <= 1)).all()):
            raise RuntimeError("quantile() q values must be in the range [0, 1]")
        ordered = _sorted(a, place)
        kept = reduced_shape(a._array.shape, dim, keepdim)
        ordered = ordered.view((*kept, ordered._array.shape[-1]))
        ranks = _ranks(q, ordered, skip, interpolation)
        below = Tensor(ranks._array.astype(np.int64))
        below = below.expand((*kept, below._array.shape[-1] if below.ndim else 1))
        values = ordered.gather(-1, below)
        if interpolation in ("linear", "midpoint"):
            above = Tensor(np.ceil(ranks._array).astype(np.int64)).expand(below._array.shape)
            weights = ranks - below
            if interpolation == "midpoint":
                weights = Tensor(np.full(weights._array.shape, 0.5, a._array.dtype))
            values = values.lerp(ordered.gather(-1, above), weights)
        if q.ndim == 0:
            return values.squeeze_(-1)
        return values.unsqueeze_(0).transpose_(0, -1).squeeze_(-1)

    return compose


def _quantiles(name: str, skip: bool, title: str, said: str) -> OpSpec:
    return OpSpec(
        name=name,
        category="sort",
        ports=(*A, Port("q", number=True, help="between 0 and 1")),
        params=(
            Param("dim", "dim", None, optional=True, help="dimension to reduce; all if empty"),
            KEEPDIM,
            Param(
                "interpolation",
                "str",
                "linear",
                keyword_only=True,
                help="linear, lower, higher, midpoint or nearest",
            ),
        ),
        overloads=True,
        infer=_infer_quantile,
        compose=_quantile(skip),
        spelling=f"torch.{name}({{a}}, {{q}}, {{params}})",
        methods=(name,),
        functions=(name,),
        formula=r"(1 - t)\, a_{\pi(k)} + t\, a_{\pi(k + 1)}",
        gradient_formulas=(r"1 - t,\ t", r"(n - 1)\,(a_{\pi(k + 1)} - a_{\pi(k)})"),
        gradient_texts=(
            "∂out/∂aᵢ = 1 - t and t at the neighbours, else 0",
            "∂out/∂q = the step between the neighbours, for each rank",
        ),
        title=title,
        help=f"The values below which fractions q of the elements lie{said}.",
        keywords=("statistics", "percentile", "median", "rank"),
        samples=(
            Sample((X, 0.3)),
            Sample((X, [0.2, 0.6]), {"dim": 1, "keepdim": True}),
            Sample((X, 0.3), {"dim": 0, "interpolation": "lower"}),
        ),
        bad=(
            BadSample((X, 2.0), {}, "quantile() q must be in the range [0, 1] but got 2"),
            BadSample(
                ([1, 2], 0.5), {}, "quantile() input tensor must be either float or double dtype"
            ),
        ),
    )


register(
    _quantiles("quantile", False, "Quantile", ""),
    _quantiles("nanquantile", True, "Quantile without NaN", ", NaN left out"),
)
