"""Rows of a table by number: embeddings, and sums, means and maxima of bags of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import do, ordered
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

TABLE = [[1.0, -2.0], [0.5, 4.0], [-1.5, 0.25], [2.0, 3.0]]


def check_indices(indices: Meta, name: str) -> None:
    if indices.dtype.name not in ("int64", "int32"):
        kind = indices.dtype.tensor_type
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
            f"Long, Int; but got {kind} instead (while checking arguments for {name})"
        )


def check_range(weight: Tensor, indices: Tensor) -> None:
    """Raise IndexError for the number of a row that there is not."""
    numbers = indices._array
    if weight.ndim != 2 or not numbers.size or numbers.dtype.kind != "i":
        return
    if numbers.min() < 0 or numbers.max() >= weight.shape[0]:
        raise IndexError("index out of range in self")


def _infer_embedding(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    weight, indices = operands
    if len(weight.shape) != 2:
        raise RuntimeError("'weight' must be 2-D")
    check_indices(indices, "embedding")
    return (Meta((*indices.shape, weight.shape[1]), weight.dtype),)


def _scattered(
    xp: Any, g: Any, indices: Any, rows: int, padding_idx: int, scale_grad_by_freq: bool
) -> Any:
    """The gradient of a table: each row gets what was taken from it, the padding row nothing."""
    flat = indices.ravel()
    parts = g.reshape(flat.size, -1) if flat.size else np.zeros((0, g.shape[-1]), g.dtype)
    kept = flat != padding_idx
    if scale_grad_by_freq:
        counts = np.bincount(flat, minlength=rows)
        parts = parts / counts[flat].astype(g.dtype)[:, None]
    result = np.zeros((rows, g.shape[-1]), g.dtype)
    np.add.at(result, flat[kept], parts[kept])
    return result


def _taken(xp: Any, g: Any, indices: Any, padding_idx: int) -> Any:
    """The gradient of a gradient: its rows again, with zeros for the padding row."""
    rows = xp.apply("embedding_rows", g, indices, padding_idx=-1, scale_grad_by_freq=False)
    kept = _values(indices) != padding_idx
    return rows * _like(rows, kept[..., None])


def _values(a: Any) -> Any:
    return a._array if isinstance(a, Tensor) else a


def _like(a: Any, mask: Any) -> Any:
    """A mask as a factor for ``a``, an array or a Tensor."""
    if isinstance(a, Tensor):
        return Tensor(np.asarray(mask, a._array.dtype))
    return mask.astype(a.dtype)


EMBEDDING_PARAMS = (
    Param("padding_idx", "int", -1),
    Param("scale_grad_by_freq", "bool", False),
)

register(
    OpSpec(
        name="embedding_rows",
        category="internal",
        ports=(Port("weight"), Port("indices")),
        params=EMBEDDING_PARAMS,
        infer=_infer_embedding,
        forward=lambda xp, weight, indices, **_: weight[indices],
        checked=True,
        gradients=(
            lambda xp, g, indices, weight_shape, padding_idx, scale_grad_by_freq: xp.apply(
                "embedding_dense_backward",
                g,
                indices,
                rows=weight_shape[0],
                padding_idx=padding_idx,
                scale_grad_by_freq=scale_grad_by_freq,
            ),
            None,
        ),
        gradient_texts=("each gradient, added to the row that it was looked up in", None),
        node_name="EmbeddingBackward0",
    ),
    OpSpec(
        name="embedding_dense_backward",
        category="internal",
        ports=(Port("grad"), Port("indices")),
        params=(Param("rows", "int"), *EMBEDDING_PARAMS),
        infer=lambda operands, params: (
            Meta((params["rows"], operands[0].shape[-1]), operands[0].dtype),
        ),
        forward=_scattered,
        gradients=(_taken, None),
        node_name="EmbeddingDenseBackwardBackward0",
    ),
)


def renorm(weight: Tensor, indices: Tensor, max_norm: float, norm_type: float) -> None:
    """Shortens the rows in use to ``max_norm``, in place and without recording it."""
    table = weight._array
    rows = np.unique(indices._array)
    parts = table[rows]
    lengths = (np.abs(parts) ** norm_type).sum(axis=1) ** (1.0 / norm_type)
    long = lengths > max_norm
    scale = max_norm / (lengths[long] + 1e-7)
    table[rows[long]] = parts[long] * scale[:, None].astype(table.dtype)
    weight.storage().version += 1


def padding_row(padding_idx: int | None, rows: int) -> int:
    if padding_idx is None:
        return -1
    if not -rows <= padding_idx < rows:
        raise AssertionError("Padding_idx must be within num_embeddings")
    return padding_idx % rows


def _embedding(
    indices: Tensor,
    weight: Tensor,
    padding_idx: int | None,
    max_norm: float | None,
    norm_type: float,
    scale_grad_by_freq: bool,
) -> Any:
    padding = padding_row(padding_idx, weight.shape[0]) if weight.ndim else -1
    check_range(weight, indices)
    if max_norm is not None:
        renorm(weight, indices, max_norm, norm_type)
    return do(
        "embedding_rows",
        weight,
        indices,
        padding_idx=padding,
        scale_grad_by_freq=scale_grad_by_freq,
    )


INDICES = Port("indices", argument="input", help="the numbers of the rows")
SHARED = (
    Param("max_norm", "float", None, optional=True, help="shorten longer rows to this length"),
    Param("norm_type", "float", 2.0, help="the exponent of that length"),
    Param("scale_grad_by_freq", "bool", False, help="divide gradients by how often a row is used"),
)
PADDING = Param("padding_idx", "int", None, optional=True, help="a row that is not trained")

register(
    OpSpec(
        name="embedding",
        category="layer",
        ports=(INDICES, Port("weight", help="the table, one row for each number")),
        params=(PADDING, *SHARED),
        infer=lambda operands, params: _infer_embedding(operands[::-1], params),
        compose=_embedding,
        arguments=ordered("input weight padding_idx max_norm norm_type scale_grad_by_freq sparse"),
        spelling="torch.nn.functional.embedding({indices}, {weight}, {params})",
        functions=("nn.functional.embedding",),
        formula=r"W_{i}",
        gradient_formulas=(None, r"\sum_{j : i_j = k} g_j"),
        gradient_texts=(None, "each row gets the gradients of its uses"),
        title="Embedding",
        help="Rows of a table, taken by number.",
        keywords=("lookup", "table", "layer", "word"),
        samples=(
            Sample(([0, 2, 2], TABLE)),
            Sample(([[0, 3], [1, 0]], TABLE), {"padding_idx": 0}),
            Sample(([2, 2, 1], TABLE), {"scale_grad_by_freq": True}),
        ),
        bad=(
            BadSample(([9], TABLE), {}, "index out of range in self", IndexError),
            BadSample(([0], [1.0]), {}, "'weight' must be 2-D"),
        ),
    ),
)
