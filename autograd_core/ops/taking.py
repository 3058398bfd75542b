"""Elements by their place in the flattened tensor, and writes by index arrays."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..arrays import numpy_index
from ..errors import OutOfBoundsError
from ..tensor import Tensor
from .dispatch import call
from .index import fits, other_type
from .indexing import check_range, indexed_shape, put_indices
from .scatter import in_order, variant
from .shapes import broadcast, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Params = Mapping[str, Any]
Operands = Sequence[Any]


# ---- the flattened tensor --------------------------------------------------------------------


def _check_long(method: str, index: Meta) -> None:
    if index.dtype.name != "int64":
        raise RuntimeError(
            f"{method}(): Expected a long tensor for index, but got {index.dtype.scalar_name}"
        )


def _infer_take(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index = operands
    _check_long("take", index)
    if not math.prod(a.shape) and math.prod(index.shape):
        raise IndexError("take(): tried to take from an empty tensor")
    return (Meta(index.shape, a.dtype),)


def _check_flat(index: Any, size: int) -> None:
    outside = index[(index < -size) | (index >= size)] if index.size else index
    if outside.size:
        raise OutOfBoundsError(
            f"out of range: tried to access index {outside.flat[0]} on a tensor of {size} elements."
        )


def _take(xp: Any, a: Any, index: Any) -> Any:
    _check_flat(index, a.size)
    return a.reshape(-1)[index]


def _infer_put(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index, source = operands
    _check_long("put_", index)
    if a.dtype is not source.dtype:
        raise RuntimeError(
            "put_(): self and source expected to have the same dtype, but got self.dtype = "
            f"{a.dtype.scalar_name} and source.dtype = {source.dtype.scalar_name}"
        )
    given, wanted = math.prod(source.shape), math.prod(index.shape)
    if given != wanted:
        raise IndexError(
            "put_(): Expected source and index to have the same number of elements, but got "
            f"source.numel() = {given}, index.numel() = {wanted}"
        )
    if not math.prod(a.shape) and wanted:
        raise IndexError("put_(): Tried to put elements into an empty tensor")
    return (a,)


def _put(xp: Any, a: Any, index: Any, b: Any, accumulate: bool) -> Any:
    _check_flat(index, a.size)
    result = a.copy()
    flat, places = result.reshape(-1), index.reshape(-1)
    if accumulate:
        np.add.at(flat, places, b.reshape(-1))
    else:
        flat[places] = b.reshape(-1)
    return result


def _unput(xp: Any, g: Any, index: Any, b_shape: Any, accumulate: bool) -> Any:
    if accumulate:
        return g
    return xp.apply("put", g, index, xp.zeros_shaped(g, b_shape), accumulate=False)


# ---- along a dimension -----------------------------------------------------------------------


def _along(a: Meta, index: Meta, dim: int | None) -> tuple[Any, Any]:
    """The shapes that the tensor and the indices are expanded to. Raises RuntimeError."""
    if index.dtype.name != "int64":
        raise RuntimeError(
            "torch.take_along_dim(): dtype of indices should be Long but got "
            f"{index.dtype.scalar_name}"
        )
    if dim is None:
        return (-1,), (-1,)
    if len(a.shape) != len(index.shape):
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, "
            f"but got {len(a.shape)} dimensions for input, and {len(index.shape)} dimensions for "
            "indices"
        )
    dim = normal_dim(dim, len(a.shape))
    both = [
        broadcast(
            tuple([index.shape[k] if k == dim else n for k, n in enumerate(a.shape)]), index.shape
        ),
        broadcast(
            a.shape, tuple([a.shape[k] if k == dim else n for k, n in enumerate(index.shape)])
        ),
    ]
    return both[1], both[0]


def _infer_take_along(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index = operands
    if params["dim"] is None:
        _along(a, index, None)
        return (Meta((math.prod(index.shape),), a.dtype),)
    return (Meta(_along(a, index, params["dim"])[1], a.dtype),)


def _take_along(a: Tensor, indices: Tensor, dim: int | None) -> Any:
    metas = [Meta(tensor._array.shape, tensor.dtype) for tensor in (a, indices)]
    mine, theirs = _along(metas[0], metas[1], dim)
    spec = REGISTRY["view" if dim is None else "expand"]
    source = call(spec, (a,), {"size": mine})
    index = call(spec, (indices,), {"size": theirs})
    if index._array.size and int(index._array.min()) < 0:  # PyTorch counts those from the end
        dim_size = source._array.shape[dim or 0]
        index = Tensor(np.where(index._array < 0, index._array + dim_size, index._array))
    return call(REGISTRY["gather"], (source, index), {"dim": dim or 0})


# ---- index arrays ----------------------------------------------------------------------------


def _infer_put_at(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, b = operands
    shape = indexed_shape(a.shape, params["indices"])
    if not fits(b.shape, shape):
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(b.shape)} cannot be broadcast to "
            f"indexing result of shape {list(shape)}"
        )
    check_range(a.shape, params["indices"])
    if a.dtype is not b.dtype and not (params["indices"].masked and math.prod(b.shape) == 1):
        raise other_type(a, b)
    return (a,)


def _put_at(xp: Any, a: Any, b: Any, indices: Any, accumulate: bool) -> Any:
    result = a.copy(order="K")
    if accumulate:
        np.add.at(result, numpy_index(indices), b)
    else:
        result[numpy_index(indices)] = b
    return result


def _infer_index_put(operands: Operands, params: Params) -> tuple[Meta, ...]:
    places = put_indices(operands[0].shape, params["indices"])
    return _infer_put_at(operands, {"indices": places})


def _index_putter(name: str) -> Any:
    """``x.index_put(indices, values)``: the indices become arrays by dimension."""

    def compose(a: Tensor, b: Tensor, indices: Any, accumulate: bool) -> Any:
        if not isinstance(accumulate, bool):
            raise TypeError(
                f"{name}(): argument 'accumulate' must be bool, not {type(accumulate).__name__}"
            )
        places = put_indices(a._array.shape, indices, name)
        spec = INTERNAL[name.replace("index_put", "put_at")]
        return call(spec, (a, b), {"indices": places, "accumulate": accumulate})

    return compose


INDEX = Port("index", fixed=True)
PUT: dict[str, Any] = {
    "category": "index",
    "formula": r"a_{i} := b",
    "keywords": ("write", "index", "assign"),
}
INDEX_PUT = OpSpec(
    name="index_put",
    **PUT,
    ports=(Port("a"), Port("b", argument="values")),
    params=(
        Param("indices", "index", help="a tensor of indices, or a mask, for each dimension"),
        Param("accumulate", "bool", False, help="add to what is there"),
    ),
    infer=_infer_index_put,
    compose=_index_putter("index_put"),
    arguments=in_order("input", "indices", "values", "accumulate"),
    spelling="{a}.index_put({indices}, {b})",
    methods=("index_put",),
    functions=("index_put",),
    gradient_formulas=(r"0", r"1"),
    gradient_texts=("0 at the places that were written", "the gradient at those places"),
    title="Write at index tensors",
    help="A copy with values written where tensors of indices say.",
)

register(
    OpSpec(
        name="take",
        category="index",
        ports=(Port("a"), INDEX),
        infer=_infer_take,
        checked=True,
        forward=_take,
        gradients=(
            lambda xp, g, index, a_shape: xp.apply(
                "put", xp.zeros_shaped(g, a_shape), index, g, accumulate=True
            ),
            None,
        ),
        node_name="TakeBackward0",
        spelling="{a}.take({index})",
        methods=("take",),
        functions=("take",),
        formula=r"a_{i}",
        gradient_formulas=(r"1", None),
        gradient_texts=("the gradient added at the places that were taken", None),
        title="Take",
        help="Elements by their place in the flattened tensor.",
        keywords=("index", "flat", "pick"),
        samples=(Sample((X, [0, 5, 0])), Sample((X, -1)), Sample((X, [[1], [2]]))),
        bad=(
            BadSample(
                (X, [6]),
                {},
                "out of range: tried to access index 6 on a tensor of 6 elements.",
                IndexError,
            ),
        ),
    ),
    OpSpec(
        name="put",
        **PUT,
        checked=True,
        inplace=True,
        ports=(Port("a"), INDEX, Port("b", argument="source")),
        params=(Param("accumulate", "bool", False, help="add to what is there"),),
        infer=_infer_put,
        forward=_put,
        gradients=(
            _unput,
            None,
            lambda xp, g, index, b_shape: xp.reshape(xp.apply("take", g, index), b_shape),
        ),
        node_name="PutBackward0",
        spelling="{a}.put({index}, {b}, {params})",
        methods=("put",),
        functions=("put",),
        gradient_formulas=(r"0", None, r"1"),
        gradient_texts=("0 at the places that were written", None, "the gradient at those places"),
        title="Put",
        help="A copy with elements written by their place in the flattened tensor.",
        samples=(
            Sample((X, [0, 5], [9.0, 8.0])),
            Sample((X, [[1], [-2]], [9.0, 8.0]), {"accumulate": True}),
        ),
    ),
    OpSpec(
        name="take_along_dim",
        category="index",
        ports=(Port("a"), Port("indices", fixed=True)),
        params=(Param("dim", "dim", None, optional=True, help="the dimension; all if empty"),),
        infer=_infer_take_along,
        compose=_take_along,
        spelling="{a}.take_along_dim({indices}, {params})",
        methods=("take_along_dim",),
        functions=("take_along_dim",),
        formula=r"a_{i}",
        gradient_formulas=(r"1", None),
        gradient_texts=("the gradient added at the places that were taken", None),
        title="Take along dimension",
        help="Elements from where indices along a dimension say, such as argsort gives.",
        keywords=("gather", "index", "sort"),
        samples=(
            Sample((X, [[1], [0]]), {"dim": 1}),
            Sample((X, [[0, 1, 0]]), {"dim": 0}),
            Sample((X, [0, 5])),
        ),
    ),
    INDEX_PUT,
    dataclasses.replace(variant(INDEX_PUT), compose=_index_putter("index_put_")),
    OpSpec(
        name="put_at",
        category="internal",
        ports=(Port("a"), Port("b")),
        params=(Param("indices", "index"), Param("accumulate", "bool", False)),
        infer=_infer_put_at,
        checked=True,
        inplace=True,
        forward=_put_at,
        gradients=(
            lambda xp, g, indices, accumulate: g if accumulate else xp.cleared(g, indices),
            lambda xp, g, indices, b_shape: xp.unbroadcast(xp.indexed(g, indices), b_shape),
        ),
        node_name="IndexPutBackward0",
        spelling="{a}.put_at({indices}, {b})",
    ),
)
