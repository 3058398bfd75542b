"""Operations that only gradients of gradients need: the recording namespace calls them.

All are linear, so their own rules are each other, or those of operations for users.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .families import A
from .spec import Meta, OpSpec, Param, Port, register

Params = Mapping[str, Any]


def _params(*names: str) -> tuple[Param, ...]:
    return tuple([Param(name, "shape") for name in names])


def _shaped(name: str) -> Any:
    """The result has the shape that a parameter names."""

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        return (Meta(tuple(params[name]), operands[0].dtype),)

    return infer


def _like_first(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (operands[0],)


def _along(dim: int, item: Any) -> tuple[Any, ...]:
    """An index that takes ``item`` of one dimension and all of those before."""
    return (*(slice(None),) * dim, item)


WINDOW = ("shape", "strides", "size", "stride", "offset")

register(
    OpSpec(
        name="window",
        category="internal",
        ports=A,
        params=_params(*WINDOW),
        infer=_shaped("size"),
        forward=lambda xp, a, **p: xp.window(a, *p.values()),
        gradients=(
            lambda xp, g, shape, strides, size, stride, offset: xp.window_added(
                g, shape, strides, size, stride, offset
            ),
        ),
        node_name="WindowBackward0",
    ),
    OpSpec(
        name="window_added",
        category="internal",
        ports=A,
        params=_params(*WINDOW),
        infer=_shaped("shape"),
        forward=lambda xp, a, **p: xp.window_added(a, *p.values()),
        gradients=(
            lambda xp, g, shape, strides, size, stride, offset: xp.window(
                g, shape, strides, size, stride, offset
            ),
        ),
        node_name="WindowAddedBackward0",
    ),
    OpSpec(
        name="window_replaced",
        category="internal",
        ports=(Port("a"), Port("b")),
        params=_params(*WINDOW),
        infer=_shaped("shape"),
        forward=lambda xp, a, b, **p: xp.window_replaced(a, b, *p.values()),
        gradients=(
            lambda xp, g, b_shape, shape, strides, size, stride, offset: xp.window_replaced(
                g, xp.zeros_shaped(g, b_shape), shape, strides, size, stride, offset
            ),
            lambda xp, g, shape, strides, size, stride, offset: xp.window(
                g, shape, strides, size, stride, offset
            ),
        ),
        node_name="torch::autograd::CopySlices",
    ),
    OpSpec(
        name="slice_backward",
        category="internal",
        ports=A,
        params=_params("shape", "dim", "start", "end", "step"),
        infer=_shaped("shape"),
        forward=lambda xp, a, shape, dim, start, end, step: xp.placed(
            a, shape, _along(dim, slice(start, end, step))
        ),
        gradients=(
            lambda xp, g, dim, start, end, step: xp.part(g, _along(dim, slice(start, end, step))),
        ),
        node_name="SliceBackwardBackward0",
    ),
    OpSpec(
        name="select_backward",
        category="internal",
        ports=A,
        params=_params("shape", "dim", "index"),
        infer=_shaped("shape"),
        forward=lambda xp, a, shape, dim, index: xp.placed(a, shape, _along(dim, index)),
        gradients=(lambda xp, g, dim, index: xp.part(g, _along(dim, index)),),
        node_name="SelectBackwardBackward0",
    ),
    OpSpec(
        name="index_put_impl",
        category="internal",
        ports=(Port("a"), Port("b")),
        params=_params("indices"),
        infer=_like_first,
        forward=lambda xp, a, b, indices: a + xp.added_at(b, a.shape, indices),
        gradients=(lambda xp, g: g, lambda xp, g, indices: xp.indexed(g, indices)),
        node_name="IndexPutImplBackward0",
    ),
)
