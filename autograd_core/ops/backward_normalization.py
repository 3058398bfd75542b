"""Gradients of batch and layer normalisation, which PyTorch has as operations of their own.

With P(v) = r (v - mean v - x mean(v x)), where x are the normalised values and r is the inverse
deviation, the gradient of the input is P(g w), that of the weight the sum of g x, and that of the
bias the sum of g. P is symmetric, so the gradients of these are made of P as well; the rules
compute x and r from the input again, so that they can be differentiated further.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from .spec import Meta, OpSpec, Param, Port, register

__all__ = ["channels", "last_axes", "other_axes", "standard"]

Params = Mapping[str, Any]
Axes = tuple[int, ...]
EPS = Param("eps", "float")
WANTED = Param("wanted", "int")
OUTPUTS = ("of_a", "of_weight", "of_bias")


def _mean(xp: Any, a: Any, axes: Axes) -> Any:
    count = math.prod([a.shape[axis] for axis in axes])
    return xp.div_number(xp.sum(a, axes, keepdims=True), count)


def standard(xp: Any, a: Any, axes: Axes, eps: float) -> tuple[Any, Any]:
    """The normalised values and the inverse deviation, over ``xp``."""
    centred = a - _mean(xp, a, axes)
    inverse = xp.number_div(1, xp.sqrt(xp.add_number(_mean(xp, centred * centred, axes), eps)))
    return centred * inverse, inverse


def other_axes(a: Any) -> Axes:
    """All dimensions but that of the channels."""
    return (0, *range(2, a.ndim))


def last_axes(a: Any, shape: Any) -> Axes:
    """The dimensions that layer normalisation goes over."""
    return tuple(range(a.ndim - len(shape), a.ndim))


def channels(xp: Any, values: Any, a: Any) -> Any:
    """One value for each channel, shaped to broadcast against the input."""
    return xp.reshape(values, (1, -1, *[1] * (a.ndim - 2)))


class _Normal(NamedTuple):
    """Normalised values, and how gradients go through them."""

    values: Any
    inverse: Any
    axes: Axes
    fixed: bool  # mean and deviation are given, and do not depend on the input

    def project(self, xp: Any, v: Any) -> Any:
        """P(v)."""
        if self.fixed:
            return v * self.inverse
        along = _mean(xp, v * self.values, self.axes)
        return self.inverse * (v - _mean(xp, v, self.axes) - self.values * along)

    def bend(self, xp: Any, v: Any, u: Any) -> Any:
        """The gradient of the input of the sum of v P(u)."""
        if self.fixed:
            return None
        a, b = (_mean(xp, one * self.values, self.axes) for one in (u, v))
        level = _mean(xp, v * u, self.axes) - a * b
        level = level - _mean(xp, v, self.axes) * _mean(xp, u, self.axes)
        turned = a * self.project(xp, v) + b * self.project(xp, u)
        return -(self.inverse * (self.inverse * self.values * level + turned))


def _total(parts: Sequence[Any]) -> Any:
    known = [part for part in parts if part is not None]
    result = known[0] if known else None
    for part in known[1:]:
        result = result + part
    return result


# ---- gradients of the gradients, for both ----------------------------------------------------


class _Kind(NamedTuple):
    """What batches and layers differ in: the values again, factors in shape, sums over factors."""

    normal: Callable[..., _Normal]
    shaped: Callable[..., Any]
    summed: Callable[..., Any]


def _first(kind: _Kind, xp: Any, grad: Any, a: Any, weight: Any, normal: _Normal, at: int) -> Any:
    """The gradients themselves: one of the three, the others left out."""
    results = [np.zeros((), a.dtype)] * 3
    if at == 0:
        scaled = grad if weight is None else grad * kind.shaped(xp, weight, a)
        found = normal.project(xp, scaled)
    else:
        found = kind.summed(xp, grad * normal.values if at == 1 else grad, a)
    results[at] = np.asarray(found).astype(a.dtype, copy=False)
    return tuple(results)


def _of_grad(kind: _Kind, xp: Any, g: Any, a: Any, weight: Any, normal: _Normal) -> Any:
    parts: list[Any] = []
    if g[0] is not None:
        back = normal.project(xp, g[0])
        parts.append(back if weight is None else back * kind.shaped(xp, weight, a))
    if g[1] is not None:
        parts.append(normal.values * kind.shaped(xp, g[1], a))
    if g[2] is not None:
        parts.append(xp.broadcast_to(kind.shaped(xp, g[2], a), tuple(a.shape)))
    return _total(parts)


def _of_a(kind: _Kind, xp: Any, g: Any, grad: Any, a: Any, weight: Any, normal: _Normal) -> Any:
    parts: list[Any] = []
    if g[0] is not None:
        scaled = grad if weight is None else grad * kind.shaped(xp, weight, a)
        parts.append(normal.bend(xp, g[0], scaled))
    if g[1] is not None:
        parts.append(normal.project(xp, grad * kind.shaped(xp, g[1], a)))
    return _total(parts)


def _of_weight(kind: _Kind, xp: Any, g: Any, grad: Any, a: Any, normal: _Normal) -> Any:
    return None if g[0] is None else kind.summed(xp, grad * normal.project(xp, g[0]), a)


def _constant(xp: Any, g: Any) -> Any:
    """PyTorch has no derivative by the saved statistics, and asks for none."""
    raise RuntimeError("saved statistics do not require grad")


# ---- batches ---------------------------------------------------------------------------------


def _batch_normal(
    xp: Any, a: Any, running_mean: Any, running_var: Any, training: bool, eps: float
) -> _Normal:
    axes = other_axes(a)
    if training:
        return _Normal(*standard(xp, a, axes, eps), axes, False)
    root = xp.sqrt(xp.add_number(channels(xp, running_var, a), eps))
    inverse = xp.number_div(1, root)
    return _Normal((a - channels(xp, running_mean, a)) * inverse, inverse, axes, True)


BATCH = _Kind(_batch_normal, channels, lambda xp, values, a: xp.sum(values, other_axes(a)))


def _batch(
    xp: Any, grad: Any, a: Any, weight: Any, mean: Any, invstd: Any, running_mean: Any,
    running_var: Any, training: bool, eps: float, wanted: int,
) -> Any:  # fmt: skip
    if training:
        level, inverse = (channels(xp, one, a) for one in (mean, invstd))
        normal = _Normal((a - level) * inverse, inverse, other_axes(a), False)
    else:
        normal = _batch_normal(xp, a, running_mean, running_var, False, eps)
    return _first(BATCH, xp, grad, a, weight, normal, wanted)


def _batch_rules() -> tuple[Any, ...]:
    def of_grad(
        xp: Any, g: Any, a: Any, weight: Any, running_mean: Any, running_var: Any,
        training: bool, eps: float,
    ) -> Any:  # fmt: skip
        normal = _batch_normal(xp, a, running_mean, running_var, training, eps)
        return _of_grad(BATCH, xp, g, a, weight, normal)

    def of_a(
        xp: Any, g: Any, grad: Any, a: Any, weight: Any, running_mean: Any, running_var: Any,
        training: bool, eps: float,
    ) -> Any:  # fmt: skip
        normal = _batch_normal(xp, a, running_mean, running_var, training, eps)
        return _of_a(BATCH, xp, g, grad, a, weight, normal)

    def of_weight(
        xp: Any, g: Any, grad: Any, a: Any, running_mean: Any, running_var: Any,
        training: bool, eps: float,
    ) -> Any:  # fmt: skip
        normal = _batch_normal(xp, a, running_mean, running_var, training, eps)
        return _of_weight(BATCH, xp, g, grad, a, normal)

    return of_grad, of_a, of_weight


STATISTICS = (Port("running_mean", optional=True), Port("running_var", optional=True))


def _batch_kernel(name: str, node_name: str, forward: Any, *more: Port) -> OpSpec:
    return OpSpec(
        name=name,
        category="internal",
        ports=(
            *(Port("grad"), Port("a"), Port("weight", optional=True)),
            *(Port("mean"), Port("invstd"), *STATISTICS, *more),
        ),
        params=(Param("training", "bool"), EPS, WANTED),
        outputs=OUTPUTS,
        differentiable=OUTPUTS,
        unnamed=True,
        infer=lambda operands, params: (operands[1],) * 3,
        forward=forward,
        gradients=(*_batch_rules(), _constant, _constant, None, None, *[_constant for _ in more]),
        node_name=node_name,
    )


# ---- layers ----------------------------------------------------------------------------------


def _layer_normal(xp: Any, a: Any, normalized_shape: Any, eps: float) -> _Normal:
    axes = last_axes(a, normalized_shape)
    return _Normal(*standard(xp, a, axes, eps), axes, False)


def _layer_kind(normalized_shape: Any) -> _Kind:
    def summed(xp: Any, values: Any, a: Any) -> Any:
        first = a.ndim - len(normalized_shape)
        return xp.sum(values, tuple(range(first))) if first else values

    return _Kind(_layer_normal, lambda xp, factor, a: factor, summed)


def _layer(
    xp: Any, grad: Any, a: Any, mean: Any, rstd: Any, weight: Any, bias: Any,
    normalized_shape: Any, eps: float, wanted: int,
) -> Any:  # fmt: skip
    normal = _Normal((a - mean) * rstd, rstd, last_axes(a, normalized_shape), False)
    return _first(_layer_kind(normalized_shape), xp, grad, a, weight, normal, wanted)


def _layer_of_grad(xp: Any, g: Any, a: Any, weight: Any, normalized_shape: Any, eps: float) -> Any:
    normal = _layer_normal(xp, a, normalized_shape, eps)
    return _of_grad(_layer_kind(normalized_shape), xp, g, a, weight, normal)


def _layer_of_a(
    xp: Any, g: Any, grad: Any, a: Any, weight: Any, normalized_shape: Any, eps: float
) -> Any:
    normal = _layer_normal(xp, a, normalized_shape, eps)
    return _of_a(_layer_kind(normalized_shape), xp, g, grad, a, weight, normal)


def _layer_of_weight(xp: Any, g: Any, grad: Any, a: Any, normalized_shape: Any, eps: float) -> Any:
    normal = _layer_normal(xp, a, normalized_shape, eps)
    return _of_weight(_layer_kind(normalized_shape), xp, g, grad, a, normal)


def _infer_layer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (operands[1],) * 3


register(
    _batch_kernel("native_batch_norm_backward", "NativeBatchNormBackwardBackward0", _batch),
    _batch_kernel(
        "batch_norm_backward",
        "BatchNormBackwardBackward0",
        lambda xp, grad, a, weight, mean, invstd, running_mean, running_var, reserve, **params: (
            _batch(xp, grad, a, weight, mean, invstd, running_mean, running_var, **params)
        ),
        Port("reserve"),
    ),
    OpSpec(
        name="native_layer_norm_backward",
        category="internal",
        ports=(
            *(Port("grad"), Port("a"), Port("mean"), Port("rstd")),
            *(Port("weight", optional=True), Port("bias", optional=True)),
        ),
        params=(Param("normalized_shape", "shape"), EPS, WANTED),
        outputs=OUTPUTS,
        differentiable=OUTPUTS,
        unnamed=True,
        infer=_infer_layer,
        forward=_layer,
        gradients=(
            *(_layer_of_grad, _layer_of_a, _constant, _constant, _layer_of_weight),
            lambda xp, g: None,
        ),
        node_name="NativeLayerNormBackwardBackward0",
    ),
)
