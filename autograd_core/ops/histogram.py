"""Counting into bins."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType, float32, float64, int64
from ..tensor import Tensor
from .dispatch import result_class
from .families import A
from .operands import no_kernel
from .spec import INTERNAL, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
EDGES = [-2.0, 0.0, 1.0, 3.0]
DENSITY = Param("density", "bool", False, keyword_only=True, help="so that the integral is 1")
RANGE = Param("range", "data", None, optional=True, keyword_only=True, help="lowest and highest")
C_NAMES = {"float32": "float", "float64": "double", "int64": "long int", "int32": "int"}

Params = Mapping[str, Any]
Shape = tuple[int, ...]


# ---- bins ------------------------------------------------------------------------------------


def _linspace(low: Any, high: Any, count: int, kind: Any) -> Any:
    """PyTorch's ``linspace``, which counts from both ends."""
    low, high = kind.type(low), kind.type(high)
    step = (high - low) / kind.type(max(count - 1, 1))
    places = np.arange(count, dtype=kind)
    far = places[::-1]
    return np.where(np.arange(count) < count // 2, low + step * places, high - step * far)


def _limits(values: Any, given: Any, said: str) -> tuple[Any, Any]:
    """The outer edges: as given, else those of the values, which must be finite and apart."""
    if given is not None:
        low, high = given
    elif values.size:
        low, high = values.min(), values.max()
    else:
        low, high = 0.0, 1.0
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"{said} range [{low:g}, {high:g}] is not finite")
    if low > high:
        raise RuntimeError(
            f"torch.histogramdd: min should not exceed max, but got min {low:g} max {high:g} for "
            "dimension 0"
        )
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _located(values: Any, edges: Any) -> tuple[Any, Any]:
    """The bin of each value, and whether it is in any; the last bin has its right edge."""
    inside = (values >= edges[0]) & (values <= edges[-1])
    places = np.searchsorted(edges, values, side="right") - 1
    return np.clip(places, 0, max(edges.size - 2, 0)), inside


def _counted(places: Sequence[Any], inside: Any, weight: Any, shape: Shape, kind: Any) -> Any:
    """How many values, or how much weight, there is in each bin."""
    if 0 in shape:
        return np.zeros(shape, kind)
    flat = np.ravel_multi_index([place[inside] for place in places], shape)
    weights = None if weight is None else weight.reshape(-1)[inside].astype(np.float64)
    counts = np.bincount(flat, weights, minlength=math.prod(shape))
    return counts.reshape(shape).astype(kind)


def _density(hist: Any, edges: Sequence[Any]) -> Any:
    for axis, one in enumerate(edges):
        widths = np.diff(one).reshape([-1 if place == axis else 1 for place in range(hist.ndim)])
        hist = hist / widths
    return hist


# ---- histograms ------------------------------------------------------------------------------


def _check_count(bins: int, dim: int = 0) -> None:
    if bins <= 0:
        raise RuntimeError(
            f"torch.histogram(): bins must be > 0, but got {bins} for dimension {dim}"
        )


def _check_edges(shape: Shape, dtype: DType, edges: Any, dim: int = 0) -> None:
    if edges.dtype is not dtype:
        names = [C_NAMES.get(one.name, one.name) for one in (dtype, edges.dtype)]
        raise RuntimeError(
            "torch.histogramdd: input tensor and bins tensors should have the same dtype, but got "
            f"input with dtype {names[0]} and bins for dimension {dim} with dtype {names[1]}"
        )
    if len(edges.shape) != 1:
        raise RuntimeError(
            "torch.histogramdd: bins tensor should have one dimension, but got "
            f"{len(edges.shape)} dimensions in the bins tensor for dimension {dim}"
        )
    if not edges.shape[0]:
        raise RuntimeError(
            "torch.histogramdd: bins tensor should have at least 1 element, but got 0 elements in "
            f"the bins tensor for dimension {dim}"
        )


def _check_weight(shape: Shape, dtype: DType, weight: Any) -> None:
    if weight is None:
        return
    if weight.dtype is not dtype:
        names = [C_NAMES.get(one.name, one.name) for one in (dtype, weight.dtype)]
        raise RuntimeError(
            "torch.histogramdd: if weight tensor is provided, input tensor and weight tensor "
            f"should have the same dtype, but got input({names[0]}), and weight({names[1]})"
        )
    if tuple(weight.shape) != shape[:-1]:
        raise RuntimeError(
            "torch.histogramdd: if weight tensor is provided it should have the same shape as the "
            f"input tensor excluding its innermost dimension, but got input with shape "
            f"{list(shape)} and weight with shape {list(weight.shape)}"
        )


def _check_range(given: Any, dims: int) -> None:
    if given is not None and len(given) != 2 * dims:
        raise RuntimeError(
            f"torch.histogramdd: for a {dims}-dimensional histogram range should have {2 * dims} "
            f"elements, but got {len(given)}"
        )


def _infer_histogram(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (shape, dtype), bins, weight = operands
    if isinstance(bins, Meta):
        _check_edges(shape, dtype, bins)
        count = bins.shape[0] - 1
    else:
        _check_count(bins)
        count = bins
    if weight is not None:
        _check_weight((math.prod(shape), 1), dtype, Meta((math.prod(weight.shape),), weight.dtype))
    _check_range(params["range"], 1)
    if dtype.numpy.kind != "f":
        raise no_kernel("histogramdd", dtype)
    return (Meta((count,), dtype), Meta((count + 1,), dtype))


def _histogram(xp: Any, a: Any, bins: Any, weight: Any, range: Any, density: bool) -> Any:
    values = a.reshape(-1)
    if isinstance(bins, np.ndarray):
        edges = bins
    else:
        low, high = _limits(values, range, "torch.histogramdd: dimension 0's")
        edges = _linspace(low, high, bins + 1, a.dtype)
    places, inside = _located(values, edges)
    hist = _counted([places], inside, weight, (edges.size - 1,), a.dtype)
    if density:
        hist = _density(hist / hist.sum(), [edges])
    return hist.astype(a.dtype), edges.copy()


def _bins_of(values: Any, bins: Any, given: Any, dtype: DType) -> list[Any]:
    """The edges of the bins in each dimension of the points."""
    dims = values.shape[-1]
    counts = (bins,) * dims if isinstance(bins, int) else tuple(bins)
    if len(counts) != dims:
        if counts and isinstance(counts[0], Tensor):
            raise RuntimeError(
                f"torch.histogramdd: expected {dims} sequences of bin edges for a "
                f"{dims}-dimensional histogram but got {len(counts)}"
            )
        raise RuntimeError(
            "histogramdd: The size of bins must be equal to the innermost dimension of the input."
        )
    edges = []
    for dim, one in enumerate(counts):
        if isinstance(one, Tensor):
            _check_edges(values.shape, dtype, one, dim)
            edges.append(one._array.copy())
            continue
        _check_count(one, dim)
        _check_range(given, dims)
        limits = None if given is None else given[2 * dim : 2 * dim + 2]
        low, high = _limits(values[:, dim], limits, f"torch.histogramdd: dimension {dim}'s")
        edges.append(_linspace(low, high, one + 1, values.dtype))
    return edges


def _histogramdd(a: Tensor, weight: Any, bins: Any, range: Any, density: bool) -> Any:
    if a.ndim < 2:
        raise RuntimeError("torch.histogramdd: input tensor should have at least 2 dimensions")
    _check_weight(a._array.shape, a.dtype, weight)
    values = a._array.reshape(-1, a._array.shape[-1])
    edges = _bins_of(values, bins, range, a.dtype)
    if values.dtype.kind != "f":
        raise no_kernel("histogramdd", a.dtype)
    found = [_located(values[:, dim], one) for dim, one in enumerate(edges)]
    inside = np.logical_and.reduce([inner for _, inner in found])
    shape = tuple([one.size - 1 for one in edges])
    raw = None if weight is None else weight._array
    hist = _counted([place for place, _ in found], inside, raw, shape, values.dtype)
    if density:
        hist = _density(hist / hist.sum(), edges).astype(values.dtype)
    made = result_class(INTERNAL["histogramdd"])
    return made(Tensor(hist), tuple([Tensor(one) for one in edges]))


def _infer_histc(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    dtype = operands[0].dtype
    _check_count(params["bins"])
    if dtype.numpy.kind != "f":
        raise no_kernel("linspace_cpu" if dtype.name == "bool" else "histogram_cpu", dtype)
    low, high = params["min"], params["max"]
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"torch.histc: range of [{low:g}, {high:g}] is not finite")
    if low > high:
        raise RuntimeError("torch.histc: max must be larger than min")
    return (Meta((params["bins"],), dtype),)


def _histc(xp: Any, a: Any, bins: int, min: Any, max: Any) -> Any:
    kind = np.dtype(np.float32) if a.dtype.itemsize == 2 else a.dtype
    values = a.reshape(-1).astype(kind, copy=False)
    low, high = kind.type(min), kind.type(max)
    if low == high and values.size:
        low, high = values.min(), values.max()
    if not (np.isfinite(low) and np.isfinite(high)):
        said = ["-nan" if np.isnan(one) else f"{one:g}" for one in (low, high)]
        raise RuntimeError(f"torch.histc: range of [{said[0]}, {said[1]}] is not finite")
    if low == high:
        low, high = low - kind.type(1), high + kind.type(1)
    inside = (values >= low) & (values <= high)
    places = ((values[inside] - low) * kind.type(bins) / (high - low)).astype(np.int64)
    counts = np.bincount(np.minimum(places, bins - 1), minlength=bins)
    return counts.astype(a.dtype)


def _check_bincount(a: Any, weights: Any, minlength: int) -> None:
    if minlength < 0:
        raise RuntimeError("minlength should be >= 0")
    if len(a.shape) != 1:
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is not None and tuple(weights.shape) != tuple(a.shape):
        raise RuntimeError("weights should be 1-d and have the same length as input")


def _infer_bincount(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """As if the values counted up from 0: how many bins there are, only the values tell."""
    a, weights = operands
    countable = a.dtype.numpy.kind in "iu"
    if not countable and len(a.shape) == 1 and a.shape[0]:
        raise no_kernel("bincount_cpu", a.dtype)
    _check_bincount(a, weights, params["minlength"])
    dtype = int64
    if weights is not None and a.shape[0]:
        dtype = float32 if weights.dtype is float32 else float64
    return (Meta((max(a.shape[0], params["minlength"]),), dtype),)


def _bincount(xp: Any, a: Any, weights: Any, minlength: int) -> Any:
    if not a.size:
        return np.zeros(minlength, np.int64)
    if int(a.min()) < 0:
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    values = a.astype(np.int64, copy=False)
    if weights is None:
        return np.bincount(values, minlength=minlength).astype(np.int64)
    kind = np.float32 if weights.dtype == np.float32 else np.float64
    return np.bincount(values, weights.astype(np.float64), minlength).astype(kind)


register(
    OpSpec(
        name="histc",
        category="reduction",
        ports=A,
        params=(
            Param("bins", "int", 100, help="how many bins"),
            Param("min", "number", 0, help="the lowest edge; of the data if both are equal"),
            Param("max", "number", 0, help="the highest edge"),
        ),
        infer=_infer_histc,
        checked=True,
        forward=_histc,
        spelling="torch.histc({a}, {params})",
        methods=("histc",),
        functions=("histc",),
        formula=r"\sum_i [a_i \in \mathrm{bin}_k]",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Histogram counts",
        help="How many elements fall into each of some equal bins.",
        keywords=("distribution", "frequency", "bins"),
        samples=(
            Sample((X,), {"bins": 4}),
            Sample((X,), {"bins": 3, "min": -1, "max": 2}),
        ),
        bad=(
            BadSample((X,), {"min": 3, "max": 1}, "torch.histc: max must be larger than min"),
            BadSample(
                ([1, 2],),
                {},
                "\"histogram_cpu\" not implemented for 'Long'",
                NotImplementedError,
            ),
        ),
    ),
    OpSpec(
        name="histogram",
        category="reduction",
        ports=(
            *A,
            Port("bins", number=True, argument="bins", help="how many, or their edges"),
            Port("weight", optional=True, help="what each element counts"),
        ),
        params=(RANGE, DENSITY),
        outputs=("hist", "bin_edges"),
        differentiable=(),
        infer=_infer_histogram,
        checked=True,
        forward=_histogram,
        spelling="torch.histogram({a}, {bins}, weight={weight}, {params})",
        methods=("histogram",),
        functions=("histogram",),
        formula=r"\sum_i w_i\,[a_i \in \mathrm{bin}_k]",
        gradient_formulas=(None, None, None),
        gradient_texts=(None, None, None),
        title="Histogram",
        help="How many elements fall into each bin, and the edges of the bins.",
        keywords=("distribution", "frequency", "bins", "density"),
        samples=(
            Sample((X, 3, None)),
            Sample((X, EDGES, None), {"density": True}),
        ),
        bad=(
            BadSample(
                (X, 0, None),
                {},
                "torch.histogram(): bins must be > 0, but got 0 for dimension 0",
            ),
        ),
    ),
    OpSpec(
        # Its edges are a tuple within the result, which no card can show: a function only.
        name="histogramdd",
        category="internal",
        ports=(*A, Port("weight", optional=True)),
        params=(Param("bins", "data"), RANGE, DENSITY),
        outputs=("hist", "bin_edges"),
        infer=lambda operands, params: (operands[0],),
        compose=_histogramdd,
        arguments=lambda args, kwargs: (
            args[:1],
            {**dict(zip(("bins", "range", "weight"), args[1:], strict=False)), **kwargs},
        ),
        functions=("histogramdd",),
    ),
    OpSpec(
        name="bincount",
        category="reduction",
        ports=(*A, Port("weights", optional=True, help="what each element counts")),
        params=(Param("minlength", "int", 0, help="the least number of bins"),),
        infer=_infer_bincount,
        checked=True,
        forward=_bincount,
        spelling="torch.bincount({a}, weights={weights}, {params})",
        methods=("bincount",),
        functions=("bincount",),
        formula=r"\sum_i w_i\,[a_i = k]",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Count of each number",
        help="How often each number from 0 occurs in a vector.",
        keywords=("frequency", "classes", "histogram"),
        samples=(Sample(([0, 2, 2], None)), Sample(([0, 1, 1], None), {"minlength": 4})),
        bad=(
            BadSample(
                ([[1]], None), {}, "bincount only supports 1-d non-negative integral inputs."
            ),
            BadSample(([1], None), {"minlength": -1}, "minlength should be >= 0"),
        ),
    ),
)
