"""Operations that only gradients of gradients need: those of ``arrays.py`` that PyTorch has not.

All are linear, so their own rules are each other. The recording namespace calls them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

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


def _infer_part(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    return (Meta(np.broadcast_to(np.int8(0), shape)[params["index"]].shape, dtype),)


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
        node_name="WindowReplacedBackward0",
    ),
    OpSpec(
        name="placed",
        category="internal",
        ports=A,
        params=_params("shape", "index"),
        infer=_shaped("shape"),
        forward=lambda xp, a, shape, index: xp.placed(a, shape, index),
        gradients=(lambda xp, g, index: xp.part(g, index),),
        node_name="PlacedBackward0",
    ),
    OpSpec(
        name="part",
        category="internal",
        ports=A,
        params=_params("index"),
        infer=_infer_part,
        forward=lambda xp, a, index: xp.part(a, index),
        gradients=(lambda xp, g, a_shape, index: xp.placed(g, a_shape, index),),
        node_name="PartBackward0",
    ),
    OpSpec(
        name="added_at",
        category="internal",
        ports=A,
        params=_params("shape", "indices"),
        infer=_shaped("shape"),
        forward=lambda xp, a, shape, indices: xp.added_at(a, shape, indices),
        gradients=(lambda xp, g, indices: xp.indexed(g, indices),),
        node_name="AddedAtBackward0",
    ),
    OpSpec(
        name="cleared",
        category="internal",
        ports=A,
        params=_params("indices"),
        infer=_like_first,
        forward=lambda xp, a, indices: xp.cleared(a, indices),
        gradients=(lambda xp, g, indices: xp.cleared(g, indices),),
        node_name="ClearedBackward0",
    ),
    OpSpec(
        name="put_along",
        category="internal",
        ports=(Port("a"), Port("places")),
        params=_params("dim", "shape"),
        infer=_shaped("shape"),
        forward=lambda xp, a, places, dim, shape: xp.put_along(a, places, dim, shape),
        gradients=(lambda xp, g, places, dim: xp.take_along(g, places, dim), None),
        node_name="PutAlongBackward0",
    ),
    OpSpec(
        name="take_along",
        category="internal",
        ports=(Port("a"), Port("places")),
        params=_params("dim"),
        infer=lambda operands, params: (Meta(operands[1].shape, operands[0].dtype),),
        forward=lambda xp, a, places, dim: xp.take_along(a, places, dim),
        gradients=(
            lambda xp, g, a_shape, places, dim: xp.put_along(g, places, dim, a_shape),
            None,
        ),
        node_name="TakeAlongBackward0",
    ),
)
