"""Operations on several tensors: concatenation, stacking, choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_
from .shapes import broadcast, elementwise, elementwise_dtype, normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[2.0, 1.0, -1.0]]
MASK = [[True, False, True], [False, True, False]]
TENSORS = (Port("tensors", variadic=True),)
DIM = Param("dim", "dim", 0, help="the dimension to join along")

Params = Mapping[str, Any]
Shapes = tuple[tuple[int, ...], ...]


def _is_legacy_empty(shape: tuple[int, ...]) -> bool:
    return shape == (0,)  # PyTorch lets an empty vector join anything


def _infer_cat(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (metas,) = operands
    if not metas:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    for place, meta in enumerate(metas):
        if not meta.shape:
            raise RuntimeError(
                f"zero-dimensional tensor (at position {place}) cannot be concatenated"
            )
    counted = [(i, meta.shape) for i, meta in enumerate(metas) if not _is_legacy_empty(meta.shape)]
    dtype = elementwise_dtype(metas)
    if not counted:
        return (Meta((0,), dtype),)
    first = counted[0][1]
    dim = normal_dim(params["dim"], len(first))
    total = 0
    for place, shape in counted:
        if len(shape) != len(first):
            raise RuntimeError(
                f"Tensors must have same number of dimensions: got {len(first)} and {len(shape)}"
            )
        for axis, (expected, found) in enumerate(zip(first, shape, strict=True)):
            if axis != dim and expected != found:
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {dim}. Expected size "
                    f"{expected} but got size {found} for tensor number {place} in the list."
                )
        total += shape[dim]
    return (Meta((*first[:dim], total, *first[dim + 1 :]), dtype),)


def _cat(xp: Any, tensors: Any, dim: int) -> Any:
    kept = [array for array in tensors if not _is_legacy_empty(array.shape)]
    if not kept:
        dim = 0
    return np.ascontiguousarray(np.concatenate(kept or tensors, axis=dim))


def _uncat(xp: Any, g: Any, place: int, tensors_shape: Shapes, dim: int) -> Any:
    shape = tensors_shape[place]
    if _is_legacy_empty(shape):
        return xp.zeros_shaped(g, shape)
    axis = dim % len(shape)
    start = sum(s[axis] for s in tensors_shape[:place] if not _is_legacy_empty(s))
    return xp.part(g, (slice(None),) * axis + (slice(start, start + shape[axis]),))


def _infer_stack(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (metas,) = operands
    if not metas:
        raise RuntimeError("stack expects a non-empty TensorList")
    first = metas[0].shape
    for place, meta in enumerate(metas):
        if meta.shape != first:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(first)} at entry 0 "
                f"and {list(meta.shape)} at entry {place}"
            )
    dim = normal_dim(params["dim"], len(first) + 1)
    return (Meta((*first[:dim], len(metas), *first[dim:]), elementwise_dtype(metas)),)


def _unstack(xp: Any, g: Any, place: int, tensors_shape: Shapes, dim: int) -> Any:
    axis = dim % (len(tensors_shape[0]) + 1)
    return xp.part(g, (slice(None),) * axis + (place,))


def _infer_where(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    condition, a, b = operands
    if condition.dtype is not bool_ and condition.dtype.name != "uint8":
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{condition.dtype.scalar_name}"
        )
    values = elementwise((a, b))
    return (Meta(broadcast(condition.shape, values.shape), values.dtype),)


register(
    OpSpec(
        name="cat",
        category="join",
        ports=TENSORS,
        params=(DIM,),
        infer=_infer_cat,
        checked=True,
        promote="operands",
        forward=_cat,
        gradients=(_uncat,),
        node_name="CatBackward0",
        spelling="torch.cat([{tensors}], {params})",
        functions=("cat", "concat", "concatenate"),
        formula=r"[a_1, a_2, \ldots]",
        gradient_formulas=(r"1",),
        gradient_texts=("the part of the gradient that belongs to the input",),
        title="Concatenate",
        help="Tensors joined along an existing dimension.",
        keywords=("join", "append"),
        samples=(
            Sample(([X, Y],)),
            Sample(([X, X],), {"dim": -1}),
            Sample(([[1.0], [2.0, 3.0], [4.0]],)),
        ),
        bad=(
            BadSample(
                ([X, [[1.0, 2.0]]],),
                {},
                "Sizes of tensors must match except in dimension 0. Expected size 3 but got size "
                "2 for tensor number 1 in the list.",
            ),
            BadSample(
                ([X, [1.0, 2.0]],), {}, "Tensors must have same number of dimensions: got 2 and 1"
            ),
            BadSample(([],), {}, "torch.cat(): expected a non-empty list of Tensors", ValueError),
        ),
    ),
    OpSpec(
        name="stack",
        category="join",
        ports=TENSORS,
        params=(DIM,),
        infer=_infer_stack,
        checked=True,
        promote="operands",
        forward=lambda xp, tensors, dim: np.ascontiguousarray(np.stack(tensors, axis=dim)),
        gradients=(_unstack,),
        node_name="StackBackward0",
        spelling="torch.stack([{tensors}], {params})",
        functions=("stack",),
        formula=r"[a_1, a_2, \ldots]",
        gradient_formulas=(r"1",),
        gradient_texts=("the part of the gradient that belongs to the input",),
        title="Stack",
        help="Tensors of one shape joined along a new dimension.",
        keywords=("join", "new dimension"),
        samples=(Sample(([X, X],)), Sample(([X, X, X],), {"dim": -1}), Sample(([1.0, 2.0],))),
        bad=(
            BadSample(
                ([X, [1.0, 2.0]],),
                {},
                "stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [2] at "
                "entry 1",
            ),
        ),
    ),
    OpSpec(
        name="where",
        overloads=True,
        category="join",
        ports=(
            Port("condition", fixed=True),
            Port("a", number=True),
            Port("b", number=True),
        ),
        infer=_infer_where,
        checked=True,
        promote="operands",
        broadcasts=True,
        forward=lambda xp, condition, a, b: xp.where(condition, a, b),
        gradients=(
            None,
            lambda xp, g, condition: xp.where(condition, g, 0.0),
            lambda xp, g, condition: xp.where(condition, 0.0, g),
        ),
        node_name="WhereBackward0",
        spelling="torch.where({condition}, {a}, {b})",
        functions=("where",),
        formula=r"c\;?\;a : b",
        gradient_formulas=(None, r"[c]", r"[\lnot c]"),
        gradient_texts=(None, "∂out/∂a = 1 where condition", "∂out/∂b = 1 where not condition"),
        local=lambda inputs, out, params: (
            None,
            inputs[0].astype(float),
            1 - inputs[0].astype(float),
        ),
        title="Where",
        help="Elements of the second input where the first is true, else of the third.",
        keywords=("choose", "select", "if", "mask"),
        samples=(Sample((MASK, X, Y)), Sample((MASK, X, 0.0)), Sample((MASK, 1.0, X))),
        bad=(
            BadSample(
                (X, X, X),
                {},
                "where expected condition to be a boolean tensor, but got a tensor with dtype "
                "Float",
            ),
        ),
    ),
)
