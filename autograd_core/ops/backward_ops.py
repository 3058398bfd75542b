"""Gradients of activations that PyTorch has as operations of their own.

Rules call them through ``xp``, on arrays as the functions here; recorded they are the internal
operations below, whose own rules are those of PyTorch's ``derivatives.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..storage import Array
from .spec import Meta, OpSpec, Port, register

__all__ = ["sigmoid_backward", "tanh_backward", "threshold_backward"]

#: NumPy takes half as long for ``one - array`` with an array of its type as for ``1 - array``.
_ONES = {kind: np.ones((), kind) for kind in map(np.dtype, ("float16", "float32", "float64"))}


def tanh_backward(g: Array, out: Array) -> Array:
    """``g (1 - out²)``, the gradient of ``out = tanh a``."""
    result: Array = g * (_ONES[out.dtype] - out * out)
    return result


def sigmoid_backward(g: Array, out: Array) -> Array:
    """``g (1 - out) out``, the gradient of ``out = sigmoid a``."""
    result: Array = g * (_ONES[out.dtype] - out) * out
    return result


#: From how many elements on it is quicker to mask bits than to choose elements one by one.
_MANY = 512
_BITS = {np.dtype("float32"): np.ones((), "int32"), np.dtype("float64"): np.ones((), "int64")}


def threshold_backward(g: Array, out: Array) -> Array:
    """0 where ``out <= 0``, else ``g``: the gradient of ``out = relu a``."""
    none = np.less_equal(out, 0)
    one = _BITS.get(g.dtype)
    if one is None or g.size < _MANY or not g.flags.c_contiguous or none.shape != g.shape:
        return np.where(none, 0, g)
    mask = none.astype(one.dtype)
    mask -= one
    result: Array = np.bitwise_and(mask, g.view(one.dtype), out=mask).view(g.dtype)
    return result


def _like_first(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    return (operands[0],)


def _kernel(name: str, node_name: str, *rules: Any) -> OpSpec:
    return OpSpec(
        name=name,
        category="internal",
        ports=(Port("grad"), Port("output")),
        infer=_like_first,
        forward=lambda xp, grad, output: globals()[name](grad, output),
        gradients=rules,
        node_name=node_name,
        broadcasts=True,
    )


register(
    _kernel(
        "tanh_backward",
        "TanhBackwardBackward0",
        lambda xp, g, output: xp.tanh_backward(g, output),
        lambda xp, g, grad, output: g * grad * -2.0 * output,
    ),
    _kernel(
        "sigmoid_backward",
        "SigmoidBackwardBackward0",
        lambda xp, g, output: xp.sigmoid_backward(g, output),
        lambda xp, g, grad, output: g * grad * (1.0 - 2.0 * output),
    ),
    _kernel(
        "threshold_backward",
        "ThresholdBackwardBackward0",
        lambda xp, g, output: xp.threshold_backward(g, output),
        lambda xp, g: xp.zeros_like(g),
    ),
)
