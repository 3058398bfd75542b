"""Normalisation by mean and variance: of batches, layers and groups; kernels with their Nodes.

PyTorch's kernels save the mean and the inverse deviation; here the rules compute them again from
the input, so that they can be differentiated once more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import uint8
from .functional import ordered
from .operands import no_kernel
from .spec import Meta, OpSpec, Param, Port, register

__all__ = ["EPS", "check_layer", "check_sizes"]

Params = Mapping[str, Any]
Axes = tuple[int, ...]

EPS = Param("eps", "float", 1e-5, help="added to the variance")
INPUTS = (Port("a"), Port("weight", optional=True), Port("bias", optional=True))


def _wide(a: Any) -> Any:
    """float16 is computed in float32."""
    return a.astype(np.float32) if a.dtype.itemsize == 2 else a


def _moments(a: Any, axes: Axes) -> tuple[Any, Any]:
    """Mean and variance of arrays, in double precision inside as PyTorch accumulates."""
    mean = a.mean(axis=axes, keepdims=True, dtype=np.float64)
    centred = a - mean
    return mean, np.square(centred).mean(axis=axes, keepdims=True)


def _standard(xp: Any, a: Any, axes: Axes, eps: float) -> tuple[Any, Any]:
    """The normalised values and the inverse deviation, over ``xp``."""
    count = math.prod([a.shape[axis] for axis in axes])
    centred = a - xp.sum(a, axes, keepdims=True) / count
    variance = xp.sum(centred * centred, axes, keepdims=True) / count
    inverse = 1 / xp.sqrt(variance + eps)
    return centred * inverse, inverse


def _through(xp: Any, g: Any, normal: Any, inverse: Any, axes: Axes) -> Any:
    """The gradient of the input, from that of the normalised values."""
    count = math.prod([normal.shape[axis] for axis in axes])
    level = xp.sum(g, axes, keepdims=True) / count
    along = xp.sum(g * normal, axes, keepdims=True) / count
    return inverse * (g - level - normal * along)


# ---- batches ---------------------------------------------------------------------------------


def _other_axes(a: Any) -> Axes:
    return (0, *range(2, a.ndim))


def _channels(xp: Any, values: Any, a: Any) -> Any:
    """One value for each channel, shaped to broadcast against the input."""
    return xp.reshape(values, (1, -1, *[1] * (a.ndim - 2)))


def _batch(
    xp: Any,
    a: Any,
    weight: Any,
    bias: Any,
    running_mean: Any,
    running_var: Any,
    training: bool,
    momentum: float,
    eps: float,
) -> Any:
    """Normalises, and in training moves the running statistics in place, unseen by autograd."""
    wide = _wide(a)
    if training:
        mean, variance = _moments(wide, _other_axes(a))
        count = a.size // a.shape[1]
        _move(running_mean, mean, momentum)
        _move(running_var, variance * (count / (count - 1) if count > 1 else math.nan), momentum)
    else:
        mean, variance = (_channels(xp, one, a) for one in (running_mean, running_var))
    inverse = 1 / np.sqrt(variance + eps)
    factor = inverse if weight is None else inverse * _channels(xp, weight, a)
    shift = -mean * factor if bias is None else _channels(xp, bias, a) - mean * factor
    out = (wide * factor + shift).astype(a.dtype)
    if not training:
        return out, np.empty(0, wide.dtype), np.empty(0, wide.dtype)
    return out, mean.astype(wide.dtype).ravel(), inverse.astype(wide.dtype).ravel()


def _move(running: Any, value: Any, momentum: float) -> None:
    if running is not None:
        running[...] = (1 - momentum) * running + momentum * value.ravel()


def _batch_normal(
    xp: Any, a: Any, running_mean: Any, running_var: Any, training: bool, eps: float
) -> tuple[Any, Any]:
    if training:
        return _standard(xp, a, _other_axes(a), eps)
    inverse = _channels(xp, 1 / xp.sqrt(running_var + eps), a)
    return (a - _channels(xp, running_mean, a)) * inverse, inverse


def _batch_input(
    xp: Any,
    g: Any,
    a: Any,
    weight: Any,
    running_mean: Any,
    running_var: Any,
    training: bool,
    eps: float,
) -> Any:
    g = g if weight is None else g * _channels(xp, weight, a)
    normal, inverse = _batch_normal(xp, a, running_mean, running_var, training, eps)
    return _through(xp, g, normal, inverse, _other_axes(a)) if training else g * inverse


def _batch_weight(
    xp: Any, g: Any, a: Any, running_mean: Any, running_var: Any, training: bool, eps: float
) -> Any:
    normal, _ = _batch_normal(xp, a, running_mean, running_var, training, eps)
    return xp.sum(g * normal, _other_axes(a))


def _batch_bias(xp: Any, g: Any) -> Any:
    return xp.sum(g, (0, *range(2, g.ndim)))


def check_sizes(operands: Sequence[Any], training: bool) -> None:
    """What PyTorch asks of the inputs of batch normalisation."""
    a, weight, bias, running_mean, running_var = operands
    channels = a.shape[1]
    named = {
        "running_mean": running_mean,
        "running_var": running_var,
        "weight": weight,
        "bias": bias,
    }
    for name, meta in named.items():
        if meta is None:
            if name.startswith("running") and not training:
                raise RuntimeError(f"{name} must be defined in evaluation mode")
        elif math.prod(meta.shape) != channels:
            raise RuntimeError(
                f"{name} should contain {channels} elements not {math.prod(meta.shape)}"
            )


def _infer_batch(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a = operands[0]
    training = params.get("training", True)
    check_sizes((*operands, None, None)[:5], training)
    if not a.dtype.is_floating_point:
        raise no_kernel("batch_norm", a.dtype)
    kept = Meta((a.shape[1],) if training else (0,), a.dtype)
    return a, kept, kept


MOMENTUM = Param("momentum", "float", 0.1, help="how far running statistics move")
RUNNING = (Port("running_mean", optional=True), Port("running_var", optional=True))
SAVED = ("out", "save_mean", "save_invstd")


def _batch_kernel(name: str, node_name: str) -> OpSpec:
    return OpSpec(
        name=name,
        category="internal",
        ports=(*INPUTS, *RUNNING),
        params=(Param("training", "bool"), MOMENTUM, EPS),
        outputs=SAVED,
        infer=_infer_batch,
        forward=_batch,
        checked=True,
        gradients=(
            _batch_input,
            _batch_weight,
            _batch_bias,
            None,
            None,
        ),
        node_name=node_name,
        functions=(name,),
    )


register(
    _batch_kernel("native_batch_norm", "NativeBatchNormBackward0"),
    _batch_kernel("_native_batch_norm_legit", "NativeBatchNormLegitBackward0"),
    OpSpec(
        name="_native_batch_norm_legit_no_stats",
        category="internal",
        ports=INPUTS,
        params=(Param("training", "bool"), MOMENTUM, EPS),
        outputs=SAVED,
        infer=lambda operands, params: _infer_batch(operands, {"training": True}),
        forward=lambda xp, a, weight, bias, training, momentum, eps: _batch(
            xp, a, weight, bias, None, None, True, momentum, eps
        ),
        checked=True,
        gradients=(
            lambda xp, g, a, weight, eps: _batch_input(xp, g, a, weight, None, None, True, eps),
            lambda xp, g, a, eps: _batch_weight(xp, g, a, None, None, True, eps),
            _batch_bias,
        ),
        node_name="NativeBatchNormLegitBackward1",
        functions=("_native_batch_norm_legit",),
    ),
    OpSpec(
        name="_batch_norm_with_update",
        category="internal",
        ports=(*INPUTS, *RUNNING),
        params=(MOMENTUM, EPS),
        outputs=(*SAVED, "reserve"),
        infer=lambda operands, params: (
            *_infer_batch(operands, {"training": True}),
            Meta((0,), uint8),
        ),
        forward=lambda xp, a, weight, bias, mean, var, momentum, eps: (
            *_batch(xp, a, weight, bias, mean, var, True, momentum, eps),
            np.empty(0, np.uint8),
        ),
        checked=True,
        gradients=(
            lambda xp, g, a, weight, eps: _batch_input(xp, g, a, weight, None, None, True, eps),
            lambda xp, g, a, eps: _batch_weight(xp, g, a, None, None, True, eps),
            _batch_bias,
            None,
            None,
        ),
        node_name="BatchNormWithUpdateBackward0",
        functions=("_batch_norm_with_update",),
    ),
)


# ---- layers ----------------------------------------------------------------------------------


def check_layer(a: Meta, shape: Any, weight: Meta | None, bias: Meta | None, rms: bool) -> None:
    """What PyTorch asks of the inputs of layer and rms normalisation."""
    shape = tuple(shape)
    if not shape:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
            "element, but got normalized_shape = []"
        )
    for name, meta in (("weight", weight), ("bias", bias)):
        if meta is not None and meta.shape != shape:
            raise RuntimeError(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape "
                f"{list(meta.shape)} and normalized_shape = {list(shape)}"
            )
    if a.shape[-len(shape) :] != shape:
        sizes = ", ".join(map(str, shape))
        raise RuntimeError(
            f"Given normalized_shape=[{sizes}], expected input with shape [*{'' if rms else ', '}"
            f"{sizes}], but got input of size{list(a.shape)}"
        )


def _last_axes(a: Any, shape: Any) -> Axes:
    return tuple(range(a.ndim - len(shape), a.ndim))


def _layer(xp: Any, a: Any, weight: Any, bias: Any, normalized_shape: Any, eps: float) -> Any:
    wide = _wide(a)
    mean, variance = _moments(wide, _last_axes(a, normalized_shape))
    inverse = 1 / np.sqrt(variance + eps)
    out = (wide - mean) * inverse
    if weight is not None:
        out = out * weight
    if bias is not None:
        out = out + bias
    return out.astype(a.dtype), mean.astype(wide.dtype), inverse.astype(wide.dtype)


def _layer_input(xp: Any, g: Any, a: Any, weight: Any, normalized_shape: Any, eps: float) -> Any:
    axes = _last_axes(a, normalized_shape)
    normal, inverse = _standard(xp, a, axes, eps)
    return _through(xp, g if weight is None else g * weight, normal, inverse, axes)


def _layer_weight(xp: Any, g: Any, a: Any, normalized_shape: Any, eps: float) -> Any:
    axes = _last_axes(a, normalized_shape)
    normal, _ = _standard(xp, a, axes, eps)
    return xp.sum(g * normal, tuple(range(axes[0]))) if axes[0] else g * normal


def _layer_bias(xp: Any, g: Any, normalized_shape: Any) -> Any:
    first = g.ndim - len(normalized_shape)
    return xp.sum(g, tuple(range(first))) if first else g


def _infer_layer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, weight, bias = operands
    shape = tuple(params["normalized_shape"])
    check_layer(a, shape, weight, bias, rms=False)
    if not a.dtype.is_floating_point:
        raise no_kernel("LayerNormKernelImpl", a.dtype)
    kept = Meta((*a.shape[: len(a.shape) - len(shape)], *[1] * len(shape)), a.dtype)
    return a, kept, kept


register(
    OpSpec(
        name="native_layer_norm",
        category="internal",
        ports=INPUTS,
        params=(Param("normalized_shape", "shape"), EPS),
        outputs=("out", "mean", "rstd"),
        infer=_infer_layer,
        forward=_layer,
        checked=True,
        gradients=(_layer_input, _layer_weight, _layer_bias),
        node_name="NativeLayerNormBackward0",
        arguments=ordered("input normalized_shape weight bias eps"),
        functions=("native_layer_norm",),
    )
)


# ---- groups ----------------------------------------------------------------------------------


_LOWER = {"N": "n", "C": "c", "HxW": "hxw"}
"""PyTorch's names of the sizes, and ours."""


def _group(
    xp: Any, a: Any, weight: Any, bias: Any, n: int, c: int, hxw: int, group: int, eps: float
) -> Any:
    wide = _wide(a).reshape(n, group, -1) if a.size else _wide(a).reshape(n, group, 0)
    mean, variance = _moments(wide, (2,))
    inverse = 1 / np.sqrt(variance + eps)
    out = ((wide - mean) * inverse).reshape(n, c, hxw)
    if weight is not None:
        out = out * weight.reshape(1, c, 1)
    if bias is not None:
        out = out + bias.reshape(1, c, 1)
    kept = [one.reshape(n, group).astype(wide.dtype) for one in (mean, inverse)]
    return out.reshape(a.shape).astype(a.dtype), *kept


def _group_input(
    xp: Any, g: Any, a: Any, weight: Any, n: int, c: int, hxw: int, group: int, eps: float
) -> Any:
    size = c // group * hxw
    normal, inverse = _standard(xp, xp.reshape(a, (n, group, size)), (2,), eps)
    total = None
    if g[0] is not None:
        scaled = xp.reshape(g[0], (n, c, hxw))
        if weight is not None:
            scaled = scaled * xp.reshape(weight, (1, c, 1))
        scaled = xp.reshape(scaled, (n, group, size))
        total = _through(xp, scaled, normal, inverse, (2,))
    if g[1] is not None:
        part = xp.broadcast_to(xp.reshape(g[1], (n, group, 1)) / size, (n, group, size))
        total = part if total is None else total + part
    if g[2] is not None:
        part = xp.reshape(g[2], (n, group, 1)) * -(inverse * inverse) * normal / size
        total = part if total is None else total + part
    return xp.reshape(total, a.shape)


def _group_weight(xp: Any, g: Any, a: Any, n: int, c: int, hxw: int, group: int, eps: float) -> Any:
    if g[0] is None:
        return None
    normal, _ = _standard(xp, xp.reshape(a, (n, group, c // group * hxw)), (2,), eps)
    return xp.sum(xp.reshape(g[0], (n, c, hxw)) * xp.reshape(normal, (n, c, hxw)), (0, 2))


def _group_bias(xp: Any, g: Any, n: int, c: int, hxw: int) -> Any:
    return None if g[0] is None else xp.sum(xp.reshape(g[0], (n, c, hxw)), (0, 2))


def _infer_group(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, weight, bias = operands
    channels, groups = params["c"], params["group"]
    if groups <= 0 or channels % groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {list(a.shape)} and num_groups={groups}"
        )
    for name, meta in (("weight", weight), ("bias", bias)):
        if meta is not None and meta.shape != (channels,):
            raise RuntimeError(
                f"Expected {name} to be a vector of size equal to the number of channels in input, "
                f"but got {name} of shape {list(meta.shape)} and input of shape {list(a.shape)}"
            )
    if not a.dtype.is_floating_point:
        raise no_kernel("GroupNormKernelImpl", a.dtype)
    kept = Meta((params["n"], groups), a.dtype)
    return a, kept, kept


register(
    OpSpec(
        name="native_group_norm",
        category="internal",
        ports=INPUTS,
        params=(*[Param(name, "int") for name in ("n", "c", "hxw", "group")], EPS),
        outputs=("out", "mean", "rstd"),
        differentiable=("out", "mean", "rstd"),
        infer=_infer_group,
        forward=_group,
        checked=True,
        gradients=(_group_input, _group_weight, _group_bias),
        node_name="NativeGroupNormBackward0",
        arguments=lambda args, named: (args, {_LOWER.get(k, k): v for k, v in named.items()}),
        functions=("native_group_norm",),
    )
)
