"""Whole slices along a dimension, named by a vector of indices: ``index_select``, ``index_add``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..errors import OutOfBoundsError
from .families import ALPHA, multiplied
from .overflow import stored
from .reducing import raw
from .scatter import check_bounds, in_order, variant, whole
from .scatter_rules import Reducing, reduce_into
from .shapes import Shape, normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
ROW = [[9.0, 8.0, 7.0]]
COLUMNS = [[9.0, 8.0], [7.0, 6.0]]
Params = Mapping[str, Any]
Operands = Sequence[Any]


# ---- computing -------------------------------------------------------------------------------


def _slices(a: Any, index: Any, dim: int) -> tuple[Any, ...]:
    return (*(slice(None),) * (dim % a.ndim), index.reshape(-1))


def _fitted(source: Any, target: Any) -> Any:
    """A source in the rank of what it goes to."""
    return source if source.ndim == target.ndim else source.reshape((1,) * target.ndim)


def _check_selected(index: Any, extent: int) -> None:
    if index.size and (index.min() < 0 or index.max() >= extent):
        raise OutOfBoundsError("index out of range in self")


def _select(xp: Any, a: Any, index: Any, dim: int) -> Any:
    source = whole(a)
    _check_selected(index, source.shape[dim])
    result = source.take(index.reshape(-1), axis=dim)
    return result if a.ndim else result.reshape(())


def _add(xp: Any, a: Any, index: Any, b: Any, dim: int, alpha: Any) -> Any:
    result = a.copy()
    target = whole(result)
    check_bounds(index, target.shape[dim], normal_dim(dim, target.ndim))
    added = b if alpha == 1 else b * np.asarray(alpha).astype(a.dtype)
    np.add.at(target, _slices(target, index, dim), _fitted(added, target))
    return result


def _copy(xp: Any, a: Any, index: Any, b: Any, dim: int) -> Any:
    result = a.copy()
    target = whole(result)
    try:
        check_bounds(index, target.shape[dim], normal_dim(dim, target.ndim))
    except RuntimeError as error:
        raise OutOfBoundsError(f"index_copy_(): {error}") from None
    if index.size:
        target[_slices(target, index, dim)] = _fitted(b, target)
    return result


def _fill(xp: Any, a: Any, index: Any, dim: int, value: Any) -> Any:
    result = a.copy(order="K")
    target = whole(result)
    extent = target.shape[dim]
    outside = index[(index < -extent) | (index >= extent)] if index.size else index
    if outside.size:
        raise OutOfBoundsError(
            f"index {outside.flat[0]} is out of bounds for dimension "
            f"{normal_dim(dim, target.ndim)} with size {extent}"
        )
    target[_slices(target, index, dim)] = stored(value, a.dtype)
    return result


def _reduce(xp: Any, a: Any, index: Any, b: Any, dim: int, reduce: str, include_self: bool) -> Any:
    result = a.copy()
    target = whole(result)
    _check_selected(index, target.shape[dim])
    places = _slices(target, index, dim)
    reduce_into(target, places, _fitted(b, target), reduce, include_self)
    return result


# ---- checks ----------------------------------------------------------------------------------


def _infer_select(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index = operands
    dim = normal_dim(params["dim"], len(a.shape))
    if len(index.shape) > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if index.dtype.name not in ("int32", "int64"):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    count = index.shape[0] if index.shape else 1
    if not a.shape:
        if count != 1:
            raise RuntimeError(
                f"index_select(): Index to scalar can have only 1 value, got {count} value(s)"
            )
        return (a,)
    return (Meta((*a.shape[:dim], count, *a.shape[dim + 1 :]), a.dtype),)


def _check_vector(method: str, a: Meta, index: Meta, source: Meta) -> None:
    if len(index.shape) > 1:
        raise IndexError(
            f"{method}(): Index is supposed to be a vector, but got dim: {len(index.shape)} with "
            f"type: {index.dtype.scalar_name} and size: {list(index.shape)}"
        )
    if index.dtype.name not in ("int32", "int64"):
        raise RuntimeError(
            f"{method}(): Expected dtype int32/int64 for index but got: {index.dtype.scalar_name}"
        )
    if a.dtype is not source.dtype:
        raise RuntimeError(
            f"{method}(): self ({a.dtype.scalar_name}) and source ({source.dtype.scalar_name}) "
            "must have the same scalar type"
        )


def _infer_added(method: str) -> Any:
    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        a, index, source = operands
        if "reduce" in params and params["reduce"] not in ("prod", "mean", "amax", "amin"):
            raise RuntimeError(
                "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got "
                f"{params['reduce']}."
            )
        dim = normal_dim(params["dim"], len(a.shape))
        _check_vector(method, a, index, source)
        count = index.shape[0] if index.shape else 1
        theirs = _extent(source.shape, dim, count > 1)
        if count != theirs:
            raise RuntimeError(
                f"{method}(): Number of indices ({count}) should be equal to source.size(dim): "
                f"({theirs}), for dim: {dim}"
            )
        _check_slices(a.shape, source.shape, dim)
        return (a,)

    return infer


def _extent(shape: Shape, dim: int, several: bool) -> int:
    if not shape and dim == 0 and several:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    if dim >= max(len(shape), 1):
        raise IndexError(
            f"Dimension out of range (expected to be in range of [-{len(shape)}, "
            f"{len(shape) - 1}], but got {dim})"
        )
    return shape[dim] if shape else 1


def _check_slices(a: Shape, source: Shape, dim: int) -> None:
    if not a and len(source) <= 1:
        return
    mine = [*a[:dim], *a[dim + 1 :]]
    theirs = [*source[:dim], *source[dim + 1 :]]
    if mine != theirs or len(a) != len(source):
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified dimension. "
            f"Got self.shape = {list(a)} source.shape = {list(source)}"
        )


def _infer_copied(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index, source = operands
    dim = normal_dim(params["dim"], len(a.shape))
    if len(index.shape) > 1:
        raise IndexError(
            f"index_copy_(): Index should have dimension 1 or 0 (got {len(index.shape)})"
        )
    count = index.shape[0] if index.shape else 1
    if not source.shape and count != 1:
        raise IndexError(
            f"index_copy_(): When source is scalar, index should have one element (got {count})"
        )
    if source.shape and a.shape and len(source.shape) != len(a.shape):
        raise IndexError(
            "index_copy_(): When source and destination are not scalars, their dimensionality "
            f"must match. Source dimensionality ({len(source.shape)}), destination dimensionality "
            f"({len(a.shape)})"
        )
    if index.dtype.name != "int64":
        raise RuntimeError(
            f"index_copy_(): Expected a long tensor for index, but got {index.dtype.scalar_name}"
        )
    if a.dtype is not source.dtype:
        raise RuntimeError(
            "index_copy_(): self and source expected to have the same dtype, but got (self) "
            f"{a.dtype.scalar_name} and (source) {source.dtype.scalar_name}"
        )
    mine = [*a.shape[:dim], *a.shape[dim + 1 :]]
    theirs = [*source.shape[:dim], *source.shape[dim + 1 :]]
    if a.shape and source.shape and mine != theirs:
        raise RuntimeError(
            "index_copy_(): Source/destination tensor must have same slice shapes. Destination "
            f"slice shape: {' '.join(map(str, mine))} at dimension {dim} and source slice shape: "
            f"{' '.join(map(str, theirs))} at dimension 0."
        )
    if source.shape and count != source.shape[dim]:
        raise IndexError(
            f"index_copy_(): Number of indices ({count}) should be equal to source.size(dim) "
            f"({source.shape[dim]})"
        )
    return (a,)


def _infer_filled(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index, *value = operands
    if value and value[0].shape:
        raise RuntimeError(
            "index_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{len(value[0].shape)} dimension(s)."
        )
    if index.dtype.name != "int64":
        raise IndexError("index_fill_(): Expected dtype int64 for index.")
    normal_dim(params["dim"], len(a.shape))
    if len(index.shape) > 1:
        raise RuntimeError("Index has to be a vector/scalar")
    return (a,)


# ---- gradients -------------------------------------------------------------------------------


def _selected(xp: Any, g: Any, index: Any, b_shape: Shape, dim: int) -> Any:
    """The slices of the gradient that a source went to, in the shape of the source."""
    chosen = xp.apply("index_select", g, index, dim=dim)
    if b_shape:
        return xp.broadcast_to(chosen, b_shape)
    return xp.reshape(chosen, b_shape) if chosen.ndim else chosen


def _added_source(
    xp: Any, g: Any, index: Any, b_shape: Shape, dim: int, alpha: Any
) -> Any:
    return multiplied(xp, _selected(xp, g, index, b_shape, dim), alpha)


def _cleared(xp: Any, g: Any, index: Any, dim: int) -> Any:
    return xp.apply("index_fill", g, index, dim=dim, value=0)


def _filled_value(xp: Any, g: Any, index: Any, b_dtype: Any, dim: int) -> Any:
    """The sum of the gradient over what was filled, each place once."""
    once = xp.constant(index, np.unique(raw(index)))
    return xp.astype(xp.sum(xp.apply("index_select", g, once, dim=dim)), b_dtype)


BY_SLICES = Reducing("index_reduce", "index_select", "index_add", "index_fill")

DIM = Param("dim", "dim", help="the dimension that is indexed")
INDEX_PORT = Port("index", fixed=True)
SOURCE = (Port("a"), INDEX_PORT, Port("b", argument="source"))


def _indexing(name: str, node_name: str, **fields: Any) -> OpSpec:
    """An operation on the slices that a vector of indices names."""
    defaults: dict[str, Any] = {
        "category": "index",
        "ports": SOURCE,
        "params": (DIM,),
        "checked": True,
        "inplace": True,
        "node_name": node_name,
        "arguments": in_order("input", "dim", "index", "source"),
        "spelling": f"{{a}}.{name}({{dim}}, {{index}}, {{b}})",
        "methods": (name,),
        "functions": (name,),
        "keywords": ("rows", "columns", "index"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


WRITTEN: dict[str, Any] = {
    "formula": r"a_{i} := b",
    "gradient_formulas": (r"0", None, r"1"),
    "gradient_texts": (
        "the gradient, 0 where b was written",
        None,
        "the gradient where b was written",
    ),
}
FILL = _indexing(
    "index_fill_tensor",
    "IndexFillBackward1",
    inplace=False,
    ports=(*SOURCE[:2], Port("b", argument="value")),
    infer=_infer_filled,
    forward=lambda xp, a, index, b, dim: _fill(xp, a, index, dim, b),
    gradients=(_cleared, None, _filled_value),
    arguments=in_order("input", "dim", "index", "value"),
    spelling="{a}.index_fill({dim}, {index}, {b})",
    methods=("index_fill",),
    functions=("index_fill",),
    **WRITTEN,
    title="Fill slices from tensor",
    help="A copy with the value of a zero-dimensional tensor in the indexed slices.",
    samples=(Sample((X, [0, 0], 5.0), {"dim": 0}), Sample((X, [0, 2], 5.0), {"dim": 1})),
)

register(
    _indexing(
        "index_select",
        "IndexSelectBackward0",
        inplace=False,
        ports=SOURCE[:2],
        infer=_infer_select,
        forward=_select,
        gradients=(
            lambda xp, g, index, a_shape, dim: xp.apply(
                "index_add", xp.zeros_shaped(g, a_shape), index, g, dim=dim
            ),
            None,
        ),
        arguments=in_order("input", "dim", "index"),
        spelling="{a}.index_select({dim}, {index})",
        formula=r"a_{i}",
        gradient_formulas=(r"1", None),
        gradient_texts=("the gradient added to the slices that were taken", None),
        title="Select slices",
        help="Slices along a dimension, in the order that an index gives.",
        samples=(Sample((X, [1, 0, 1]), {"dim": 0}), Sample((X, [2]), {"dim": -1})),
        bad=(
            BadSample((X, [2]), {"dim": 0}, "index out of range in self", IndexError),
            BadSample(
                (X, [[0]]),
                {"dim": 0},
                "index_select(): Index is supposed to be a vector",
                IndexError,
            ),
        ),
    ),
    _indexing(
        "index_add",
        "IndexAddBackward0",
        params=(DIM, ALPHA),
        infer=_infer_added("index_add_"),
        forward=_add,
        gradients=(
            lambda xp, g: g,
            None,
            _added_source,
        ),
        formula=r"a_{i} + \sum b",
        gradient_formulas=(r"1", None, r"1"),
        gradient_texts=("∂out/∂a = 1", None, "the gradient of the slices b was added to"),
        title="Add to slices",
        help="A copy to which slices of another tensor are added where an index says.",
        samples=(
            Sample((X, [0, 0], X), {"dim": 0}),
            Sample((X, [2, 0], COLUMNS), {"dim": 1}),
        ),
        bad=(
            BadSample(
                (X, [0], X),
                {"dim": 0},
                "index_add_(): Number of indices (1) should be equal to source.size(dim): (2), "
                "for dim: 0",
            ),
        ),
    ),
    _indexing(
        "index_copy",
        "IndexCopyBackward0",
        infer=_infer_copied,
        forward=_copy,
        gradients=(_cleared, None, _selected),
        **WRITTEN,
        title="Write slices",
        help="A copy with slices of another tensor written where an index says.",
        samples=(
            Sample((X, [1], ROW), {"dim": 0}),
            Sample((X, [2, 0], COLUMNS), {"dim": -1}),
        ),
        bad=(
            BadSample(
                (X, [2], ROW),
                {"dim": 0},
                "index_copy_(): index 2 is out of bounds for dimension 0 with size 2",
                IndexError,
            ),
        ),
    ),
    _indexing(
        "index_fill",
        "IndexFillBackward0",
        ports=SOURCE[:2],
        params=(DIM, Param("value", "number", help="the number to write")),
        infer=_infer_filled,
        forward=_fill,
        gradients=(_cleared, None),
        arguments=in_order("input", "dim", "index", "value"),
        spelling="{a}.index_fill({dim}, {index}, {value})",
        formula=r"a_{i} := c",
        gradient_formulas=(r"0", None),
        gradient_texts=("the gradient, 0 in the filled slices", None),
        title="Fill slices",
        help="A copy with a number in the indexed slices.",
        samples=(Sample((X, [0]), {"dim": 0, "value": 5.0}),),
    ),
    FILL,
    variant(FILL, "index_fill"),
    _indexing(
        "index_reduce",
        "IndexReduceBackward0",
        params=(
            DIM,
            Param("reduce", "str", help="prod, mean, amax or amin"),
            Param(
                "include_self", "bool", True, keyword_only=True, help="count what is there already"
            ),
        ),
        infer=_infer_added("index_reduce_"),
        forward=_reduce,
        gradients=(BY_SLICES.target, None, BY_SLICES.source),
        arguments=in_order("input", "dim", "index", "source", "reduce"),
        spelling="{a}.index_reduce({dim}, {index}, {b}, {reduce})",
        formula=r"\mathrm{reduce}(a_{i}, b)",
        gradient_formulas=(r"\partial a", None, r"\partial b"),
        gradient_texts=("that of the reduction", None, "that of the reduction"),
        title="Reduce into slices",
        help="Slices of another tensor are reduced into a copy where an index says.",
        samples=tuple(
            [Sample((X, [0, 0], X), {"dim": 0, "reduce": how}) for how in ("prod", "mean")]
        ),
    ),
)
