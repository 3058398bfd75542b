"""Sums, means and maxima of bags of rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .embedding import (
    INDICES,
    PADDING,
    SHARED,
    TABLE,
    check_indices,
    check_range,
    padding_row,
    renorm,
)
from .functional import do, ordered
from .operands import undifferentiated
from .spec import Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]


def _bags(indices: Any, offsets: Any, include_last_offset: bool) -> tuple[Any, int]:
    """The bag of each index, and how many bags there are."""
    starts = offsets[:-1] if include_last_offset else offsets
    places = np.arange(len(indices))
    return np.searchsorted(starts, places, side="right") - 1, len(starts)


def _kept(indices: Any, bags: Any, padding_idx: int) -> Any:
    return (indices != padding_idx) & (bags >= 0)


def _bag(
    xp: Any,
    weight: Any,
    indices: Any,
    offsets: Any,
    factors: Any,
    mode: str,
    include_last_offset: bool,
    padding_idx: int,
    scale_grad_by_freq: bool,
) -> Any:
    bags, count = _bags(indices, offsets, include_last_offset)
    kept = _kept(indices, bags, padding_idx)
    parts = weight[indices][kept]
    if mode == "max":
        result = np.full((count, weight.shape[1]), -np.inf, weight.dtype)
        np.maximum.at(result, bags[kept], parts)
        empty = np.bincount(bags[kept], minlength=count) == 0
        result[empty] = 0
        return result
    result = np.zeros((count, weight.shape[1]), weight.dtype)
    np.add.at(result, bags[kept], parts if factors is None else parts * factors[kept][:, None])
    if mode == "mean":
        sizes = np.bincount(bags[kept], minlength=count)
        result /= np.maximum(sizes, 1).astype(weight.dtype)[:, None]
    return result


def _bag_backward(
    xp: Any,
    g: Any,
    weight: Any,
    indices: Any,
    offsets: Any,
    factors: Any,
    mode: str,
    include_last_offset: bool,
    padding_idx: int,
    scale_grad_by_freq: bool,
) -> Any:
    """The gradient of the table."""
    bags, count = _bags(indices, offsets, include_last_offset)
    kept = _kept(indices, bags, padding_idx)
    taken, homes = indices[kept], bags[kept]
    result = np.zeros(weight.shape, weight.dtype)
    if mode == "max":
        # The first of the largest gets it all.
        parts = weight[taken]
        best = np.full((count, weight.shape[1]), -1)
        extreme = np.full((count, weight.shape[1]), -np.inf, weight.dtype)
        for row, bag, values in zip(taken, homes, parts, strict=True):
            larger = (values > extreme[bag]) | (best[bag] < 0)
            best[bag][larger] = row
            extreme[bag][larger] = values[larger]
        bag_at, column_at = np.nonzero(best >= 0)
        np.add.at(result, (best[bag_at, column_at], column_at), g[bag_at, column_at])
        return result
    parts = g[homes]
    if mode == "mean":
        parts = parts / np.bincount(homes, minlength=count)[homes].astype(g.dtype)[:, None]
    elif factors is not None:
        parts = parts * factors[kept][:, None]
    if scale_grad_by_freq:
        counts = np.bincount(indices, minlength=len(weight))
        parts = parts / counts[taken].astype(g.dtype)[:, None]
    np.add.at(result, taken, parts)
    return result


def _factors_backward(
    xp: Any,
    g: Any,
    weight: Any,
    indices: Any,
    offsets: Any,
    include_last_offset: bool,
    padding_idx: int,
) -> Any:
    """The gradient of the factors: how much each row is along the gradient of its bag."""
    bags, _ = _bags(indices, offsets, include_last_offset)
    kept = _kept(indices, bags, padding_idx)
    products = (weight[indices] * g[np.maximum(bags, 0)]).sum(axis=1)
    return np.where(kept, products, np.zeros((), g.dtype))


def _infer_bag(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    weight, indices, offsets = operands[:3]
    check_indices(indices, "embedding_bag")
    count = offsets.shape[0] - bool(params["include_last_offset"])
    return (Meta((count, weight.shape[1]), weight.dtype),)


_ONCE = undifferentiated("the derivative for '_embedding_bag_backward' is not implemented.")
_ONCE_FACTORS = undifferentiated(
    "the derivative for '_embedding_bag_per_sample_weights_backward' is not implemented."
)
BAG_PORTS = (Port("weight"), Port("indices"), Port("offsets"), Port("factors", optional=True))
BAG_PARAMS = (
    Param("mode", "str", "mean"),
    Param("include_last_offset", "bool", False),
    Param("padding_idx", "int", -1),
    Param("scale_grad_by_freq", "bool", False),
)


def _bag_rule(
    xp: Any,
    g: Any,
    weight: Any,
    indices: Any,
    offsets: Any,
    factors: Any,
    mode: str,
    include_last_offset: bool,
    padding_idx: int,
    scale_grad_by_freq: bool,
) -> Any:
    return xp.apply(
        "embedding_bag_dense_backward",
        g,
        weight,
        indices,
        offsets,
        factors,
        mode=mode,
        include_last_offset=include_last_offset,
        padding_idx=padding_idx,
        scale_grad_by_freq=scale_grad_by_freq,
    )


def _factors_rule(
    xp: Any,
    g: Any,
    weight: Any,
    indices: Any,
    offsets: Any,
    include_last_offset: bool,
    padding_idx: int,
) -> Any:
    return xp.apply(
        "embedding_bag_factors_backward",
        g,
        weight,
        indices,
        offsets,
        include_last_offset=include_last_offset,
        padding_idx=padding_idx,
    )


register(
    OpSpec(
        name="embedding_bag_kernel",
        category="internal",
        ports=BAG_PORTS,
        params=BAG_PARAMS,
        infer=_infer_bag,
        forward=_bag,
        checked=True,
        gradients=(_bag_rule, None, None, _factors_rule),
        node_name="EmbeddingBagBackward0",
    ),
    OpSpec(
        name="embedding_bag_dense_backward",
        category="internal",
        ports=(Port("grad"), *BAG_PORTS),
        params=BAG_PARAMS,
        infer=lambda operands, params: (operands[1],),
        forward=_bag_backward,
        gradients=(_ONCE, None, None, None, _ONCE),
        node_name="EmbeddingBagBackwardBackward0",
    ),
    OpSpec(
        name="embedding_bag_factors_backward",
        category="internal",
        ports=(Port("grad"), *BAG_PORTS[:3]),
        params=BAG_PARAMS[1:3],
        infer=lambda operands, params: (Meta(operands[2].shape, operands[0].dtype),),
        forward=_factors_backward,
        gradients=(_ONCE_FACTORS, _ONCE_FACTORS, None, None),
        node_name="torch::autograd::NotImplemented",
    ),
)


def _check_bag(
    indices: Tensor, weight: Tensor, offsets: Tensor | None, factors: Tensor | None
) -> None:
    if factors is not None and indices.shape != factors.shape:
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({factors.size()}) is not None, then it must "
            f"have the same shape as the input ({indices.size()})"
        )
    if weight.ndim != 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.ndim}")
    if indices.ndim == 1:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        if offsets.ndim != 1:
            raise ValueError("offsets has to be a 1D Tensor")
    elif indices.ndim != 2:
        raise ValueError(
            f"input has to be 1D or 2D Tensor, but got Tensor of dimension {indices.ndim}"
        )
    elif offsets is not None:
        raise ValueError(
            "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of "
            f"fixed length sequences. However, found offsets of type {type(offsets)}"
        )


def _embedding_bag(
    indices: Tensor,
    weight: Tensor,
    offsets: Tensor | None,
    per_sample_weights: Any,
    max_norm: float | None,
    norm_type: float,
    scale_grad_by_freq: bool,
    mode: str,
    include_last_offset: bool,
    padding_idx: int | None,
) -> Any:
    _check_bag(indices, weight, offsets, per_sample_weights)
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    if mode == "max" and scale_grad_by_freq:
        raise ValueError("max mode does not support scaling the gradient by the frequency")
    if indices.ndim == 2:
        rows, length = indices._array.shape
        offsets = Tensor(np.arange(rows, dtype=indices._array.dtype) * length)
        include_last_offset = False
        indices = do("reshape", indices, shape=(rows * length,))
        if per_sample_weights is not None:
            per_sample_weights = do("reshape", per_sample_weights, shape=(rows * length,))
    check_range(weight, indices)
    if max_norm is not None:
        renorm(weight, indices, max_norm, norm_type)
    if per_sample_weights is not None and mode != "sum":
        refusal = NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported "
            f"for mode='sum' (got mode='{mode}'). Please open a feature request on GitHub."
        )
        raise refusal
    return do(
        "embedding_bag_kernel",
        weight,
        indices,
        offsets,
        per_sample_weights,
        mode=mode,
        include_last_offset=include_last_offset,
        padding_idx=padding_row(padding_idx, weight.shape[0]),
        scale_grad_by_freq=scale_grad_by_freq,
    )


def _infer_public_bag(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    indices, weight, offsets = operands[:3]
    ends = indices if len(indices.shape) == 2 else offsets
    if len(weight.shape) != 2 or ends is None or not ends.shape:
        return (Meta((0, 0), weight.dtype),)  # `_check_bag` says what is wrong
    rows = ends.shape[0]
    rows -= len(indices.shape) == 1 and bool(params["include_last_offset"])
    return (Meta((rows, weight.shape[1]), weight.dtype),)


register(
    OpSpec(
        name="embedding_bag",
        category="layer",
        ports=(
            INDICES,
            Port("weight", help="the table, one row for each number"),
            Port("offsets", optional=True, help="where each bag starts"),
            Port("per_sample_weights", optional=True, help="a factor for each number"),
        ),
        params=(
            *SHARED,
            Param("mode", "str", "mean", help="sum, mean or max"),
            Param("include_last_offset", "bool", False, help="the last offset ends the last bag"),
            PADDING,
        ),
        infer=_infer_public_bag,
        compose=_embedding_bag,
        arguments=ordered(
            "input weight offsets max_norm norm_type scale_grad_by_freq mode sparse "
            "per_sample_weights include_last_offset padding_idx"
        ),
        spelling="torch.nn.functional.embedding_bag({indices}, {weight}, {offsets}, "
        "per_sample_weights={per_sample_weights}, {params})",
        functions=("nn.functional.embedding_bag",),
        formula=r"\sum_{j} W_{i_j}",
        gradient_formulas=(None, r"\sum_{j : i_j = k} g", None, r"W_{i} \cdot g"),
        gradient_texts=(None, "each row gets the gradients of its bags", None, "row · g"),
        title="Bag of embeddings",
        help="Sums, means or maxima of rows of a table, taken by number.",
        keywords=("lookup", "table", "layer", "sum"),
        samples=(
            Sample(([0, 2, 2, 1], TABLE, [0, 3], None)),
            Sample(([[0, 3], [1, 0]], TABLE, None, None), {"mode": "max"}),
            Sample(([0, 3, 1], TABLE, [0, 2], [0.5, 2.0, 1.0]), {"mode": "sum"}),
        ),
    ),
)
