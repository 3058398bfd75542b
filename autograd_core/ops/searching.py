"""Finding where values belong in sorted sequences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int32, int64
from .operands import no_kernel
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
EDGES = [-2.0, 0.0, 1.0, 3.0]
OUT_INT32 = Param("out_int32", "bool", False, keyword_only=True, help="int32 instead of int64")
RIGHT = Param("right", "bool", False, keyword_only=True, help="after equals, not before")

Params = Mapping[str, Any]
Shape = tuple[int, ...]


# ---- searching -------------------------------------------------------------------------------


def _search(sequence: Any, values: Any, right: bool) -> Any:
    """Where to insert values, row by row; comparisons with NaN are false, as in PyTorch."""
    size = sequence.shape[-1]
    low = np.zeros(values.shape, np.int64)
    high = np.full(values.shape, size, np.int64)
    for _ in range(size.bit_length()):
        middle = (low + high) // 2
        found = np.take_along_axis(sequence, np.minimum(middle, size - 1), -1)
        beyond = ~(found > values if right else found >= values)
        active = low < high
        low = np.where(active & beyond, middle + 1, low)
        high = np.where(active & ~beyond, middle, high)
    return low


def _bounds(sequence: Any, values: Any, right: bool, out_int32: bool) -> Any:
    values = np.asarray(values)
    shape = values.shape
    if sequence.ndim == 1:
        sequence, values = sequence.reshape(1, -1), values.reshape(1, -1)
    rows = sequence.reshape(-1, sequence.shape[-1]) if sequence.size else sequence.reshape(1, -1)
    if not sequence.size or not values.size:
        return np.zeros(shape, np.int32 if out_int32 else np.int64)
    places = _search(rows, values.reshape(rows.shape[0], -1), right)
    return places.reshape(shape).astype(np.int32 if out_int32 else np.int64)


def _shape_of(operand: Any) -> Shape:
    return tuple(operand.shape) if isinstance(operand, Meta) else ()


def _infer_bucketize(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    values, boundaries = operands
    if len(boundaries.shape) != 1:
        raise RuntimeError(
            f"boundaries tensor must be 1 dimension, but got dim({len(boundaries.shape)})"
        )
    if boundaries.dtype.name == "bool":
        raise no_kernel("searchsorted_out_cpu", boundaries.dtype)
    return (Meta(_shape_of(values), int32 if params["out_int32"] else int64),)


def _check_side(side: str | None, right: bool) -> None:
    if side is not None and side not in ("left", "right"):
        raise RuntimeError(
            f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}"
        )
    if side == "left" and right:
        raise RuntimeError(
            "torch.searchsorted(): side and right can't be set to opposites, got side of left "
            "while right was True"
        )


def _infer_searchsorted(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (shape, dtype), values, sorter = operands
    _check_side(params["side"], params["right"])
    wanted = _shape_of(values)
    start = "torch.searchsorted():"
    if sorter is not None and sorter.shape != shape:
        raise RuntimeError(
            f"{start} boundary and sorter must have the same size, but got boundary tensor "
            f"{list(shape)}and got sorter tensor {list(sorter.shape)}"
        )
    if sorter is not None and sorter.dtype is not int64:
        raise RuntimeError(
            f"{start} sorter must be a tensor of long dtype but got dtype "
            f"{sorter.dtype.scalar_name}"
        )
    if not wanted and len(shape) > 1:
        raise RuntimeError(
            f"{start} input value can be a scalar only when boundaries tensor dimension is 1, but "
            f"we got boundaries tensor dim({len(shape)}) and input value's dim(0) numel(1)"
        )
    if not shape:
        raise RuntimeError(
            f"{start} boundaries tensor should have positive dimension, but got 0 dimension"
        )
    if len(shape) > 1 and (len(wanted) != len(shape) or wanted[:-1] != shape[:-1]):
        raise RuntimeError(
            f"{start} boundaries tensor should be 1 dimension or the first N-1 dimensions of "
            "boundaries tensor and input value tensor must match, but we got boundaries tensor "
            f"{list(shape)} and input value tensor {list(wanted)}"
        )
    if dtype.name == "bool":
        raise no_kernel("searchsorted_out_cpu", dtype)
    return (Meta(wanted, int32 if params["out_int32"] else int64),)


def _searchsorted(
    xp: Any, sequence: Any, values: Any, sorter: Any, out_int32: bool, right: bool, side: Any
) -> Any:
    if sorter is not None and sorter.size:
        if sorter.min() < 0 or sorter.max() >= sequence.shape[-1]:
            raise RuntimeError("torch.searchsorted(): sorter index out of range")
        sequence = np.take_along_axis(sequence, sorter, -1)
    return _bounds(sequence, values, right or side == "right", out_int32)


register(
    OpSpec(
        name="bucketize",
        category="sort",
        ports=(Port("a", number=True), Port("boundaries", help="sorted")),
        params=(OUT_INT32, RIGHT),
        infer=_infer_bucketize,
        checked=True,
        forward=lambda xp, a, boundaries, out_int32, right: _bounds(
            boundaries, a, right, out_int32
        ),
        spelling="torch.bucketize({a}, {boundaries}, {params})",
        functions=("bucketize",),
        formula=r"k:\ b_{k-1} < a_i \leq b_k",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Bucket",
        help="The number of the bucket between boundaries that each element falls into.",
        keywords=("bins", "search", "digitize", "quantize"),
        samples=(Sample((X, EDGES)), Sample((X, EDGES), {"right": True, "out_int32": True})),
        bad=(
            BadSample(
                ([1.0], [EDGES]), {}, "boundaries tensor must be 1 dimension, but got dim(2)"
            ),
        ),
    ),
    OpSpec(
        name="searchsorted",
        category="sort",
        ports=(
            Port("sorted_sequence", help="sorted along the last dimension"),
            Port("a", number=True),
            Port("sorter", optional=True, help="the order that sorts the sequence"),
        ),
        params=(
            OUT_INT32,
            RIGHT,
            Param("side", "str", None, optional=True, keyword_only=True, help="left or right"),
        ),
        infer=_infer_searchsorted,
        checked=True,
        forward=_searchsorted,
        spelling="torch.searchsorted({sorted_sequence}, {a}, sorter={sorter}, {params})",
        functions=("searchsorted",),
        formula=r"k:\ s_{k-1} < a_i \leq s_k",
        gradient_formulas=(None, None, None),
        gradient_texts=(None, None, None),
        title="Search sorted",
        help="Where elements would be inserted to keep a sequence in order.",
        keywords=("binary search", "insert", "bisect"),
        samples=(
            Sample((EDGES, X, None)),
            Sample((EDGES, X, None), {"side": "right"}),
            Sample(([3.0, -2.0, 0.0], X, [1, 2, 0])),
            Sample(([[1.0, 2.0], [3.0, 4.0]], [[1.5], [4.0]], None), {"right": True}),
        ),
        bad=(
            BadSample(
                (EDGES, X, None),
                {"side": "a"},
                "torch.searchsorted(): side can only be 'left' or 'right' but got a",
            ),
        ),
    ),
)
