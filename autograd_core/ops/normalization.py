"""Normalisation by mean and variance: of batches, layers and groups; kernels with their Nodes.

As PyTorch's, the kernels save the mean and the inverse deviation for the gradients.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import uint8
from .backward_normalization import channels, last_axes, other_axes
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


# ---- batches ---------------------------------------------------------------------------------


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
        mean, variance = _moments(wide, other_axes(a))
        count = a.size // a.shape[1]
        _move(running_mean, mean, momentum)
        _move(running_var, variance * (count / (count - 1) if count > 1 else math.nan), momentum)
    else:
        mean, variance = (channels(xp, one, a) for one in (running_mean, running_var))
    inverse = 1 / np.sqrt(variance + eps)
    factor = inverse if weight is None else inverse * channels(xp, weight, a)
    shift = -mean * factor if bias is None else channels(xp, bias, a) - mean * factor
    out = (wide * factor + shift).astype(a.dtype)
    if not training:
        return out, np.empty(0, wide.dtype), np.empty(0, wide.dtype)
    return out, mean.astype(wide.dtype).ravel(), inverse.astype(wide.dtype).ravel()


def _move(running: Any, value: Any, momentum: float) -> None:
    if running is not None:
        running[...] = (1 - momentum) * running + momentum * value.ravel()


def _batch_rule(at: int) -> Any:
    """The gradient of the input (0), the weight (1) or the bias (2)."""

    def rule(
        xp: Any, g: Any, a: Any, weight: Any, running_mean: Any, running_var: Any,
        save_mean: Any, save_invstd: Any, training: bool, eps: float,
    ) -> Any:  # fmt: skip
        saved = (save_mean, save_invstd, running_mean, running_var)
        return xp.native_batch_norm_backward(g, a, weight, *saved, training, eps, at)[at]

    return rule


def _unkept_rule(at: int) -> Any:
    """The same without running statistics."""

    def rule(
        xp: Any, g: Any, a: Any, weight: Any, save_mean: Any, save_invstd: Any, eps: float
    ) -> Any:
        saved = (save_mean, save_invstd, None, None)
        return xp.native_batch_norm_backward(g, a, weight, *saved, True, eps, at)[at]

    return rule


def _updating_rule(at: int) -> Any:
    """The same for the kernel that says that it updates them."""

    def rule(
        xp: Any, g: Any, a: Any, weight: Any, running_mean: Any, running_var: Any,
        save_mean: Any, save_invstd: Any, reserve: Any, eps: float,
    ) -> Any:  # fmt: skip
        saved = (save_mean, save_invstd, running_mean, running_var, reserve)
        params = {"training": True, "eps": eps, "wanted": at}
        return xp.apply("batch_norm_backward", g, a, weight, *saved, **params)[at]

    return rule


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


NORMAL_RULES = (
    "the gradient times weight / std, less its mean and its part along the normalized input",
    "the gradient times the normalized input, summed",
    "the gradient, summed",
)


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
        gradients=(*map(_batch_rule, range(3)), None, None),
        gradient_texts=(*NORMAL_RULES, None, None),
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
        gradients=tuple(map(_unkept_rule, range(3))),
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
        gradients=(*map(_updating_rule, range(3)), None, None),
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


def _layer(xp: Any, a: Any, weight: Any, bias: Any, normalized_shape: Any, eps: float) -> Any:
    wide = _wide(a)
    mean, variance = _moments(wide, last_axes(a, normalized_shape))
    inverse = 1 / np.sqrt(variance + eps)
    out = (wide - mean) * inverse
    if weight is not None:
        out = out * weight
    if bias is not None:
        out = out + bias
    return out.astype(a.dtype), mean.astype(wide.dtype), inverse.astype(wide.dtype)


def _layer_rule(at: int) -> Any:
    """The gradient of the input (0), the weight (1) or the bias (2)."""

    def rule(
        xp: Any, g: Any, a: Any, weight: Any, bias: Any, mean: Any, rstd: Any,
        normalized_shape: Any, eps: float,
    ) -> Any:  # fmt: skip
        inputs = (a, mean, rstd, weight, bias)
        return xp.native_layer_norm_backward(g, *inputs, normalized_shape, eps, at)[at]

    return rule


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
        gradients=tuple(map(_layer_rule, range(3))),
        gradient_texts=NORMAL_RULES,
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


def _group_sums(xp: Any, g: Any, a: Any, n: int, c: int, hxw: int, group: int) -> tuple[Any, Any]:
    """For each channel of each sample the sums of g a and of g."""
    shape = (n, group, c // group, hxw)
    g = xp.reshape(g, shape)
    sums = xp.sum(g * xp.reshape(a, shape), 3), xp.sum(g, 3)
    return xp.unsqueeze_(sums[0], 3), xp.unsqueeze_(sums[1], 3)


def _group_input(
    xp: Any, g: Any, a: Any, weight: Any, mean: Any, rstd: Any,
    n: int, c: int, hxw: int, group: int, eps: float,
) -> Any:  # fmt: skip
    """As PyTorch's formula for gradients of gradients; ``g`` is that of out, mean and rstd."""
    shape = (n, group, c // group, hxw)
    x = xp.reshape(a, shape)
    level, inverse = (xp.reshape(one, (n, group, 1, 1)) for one in (mean, rstd))
    total = None
    if g[0] is not None:
        cube = inverse * inverse * inverse
        share = 1.0 / (c // group * hxw) if hxw else math.inf
        along, plain = _group_sums(xp, g[0], a, n, c, hxw, group)
        factor = xp.broadcast_to(inverse, (*shape[:3], 1))
        if weight is not None:
            scale = xp.reshape(weight, (1, group, c // group, 1))
            factor, along, plain = inverse * scale, along * scale, plain * scale
        along, plain = (xp.unsqueeze_(xp.sum(one, 2), 2) for one in (along, plain))
        slope = xp.mul_number((plain * level - along) * cube, share)
        shift = -slope * level - xp.mul_number(plain * inverse, share)
        total = factor * xp.reshape(g[0], shape) + slope * x + shift
    if g[1] is not None or g[2] is not None:
        moved = _group_moments(xp, g, x, level, inverse, c // group * hxw)
        total = moved if total is None else total + moved
    return xp.reshape(total, a.shape)


def _group_moments(xp: Any, g: Any, x: Any, level: Any, inverse: Any, count: int) -> Any:
    """The gradient that comes by the mean and the inverse deviation."""
    total = None
    if g[1] is not None:
        total = xp.div_number(xp.reshape(g[1], level.shape), count) + xp.zeros_like(x)
    if g[2] is not None:
        cube = xp.mul_number(inverse * inverse * inverse, -1.0 / count)
        part = xp.reshape(g[2], level.shape) * cube * (x - level)
        total = part if total is None else total + part
    return total


def _group_weight(
    xp: Any, g: Any, a: Any, weight_shape: Any, mean: Any, rstd: Any,
    n: int, c: int, hxw: int, group: int,
) -> Any:  # fmt: skip
    if g[0] is None:
        return None
    along, plain = _group_sums(xp, g[0], a, n, c, hxw, group)
    level, inverse = (xp.reshape(one, (n, group, 1, 1)) for one in (mean, rstd))
    return xp.reshape(xp.sum((along - plain * level) * inverse, 0), weight_shape)


def _group_bias(
    xp: Any, g: Any, a: Any, bias_shape: Any, n: int, c: int, hxw: int, group: int
) -> Any:
    if g[0] is None:
        return None
    return xp.reshape(xp.sum(_group_sums(xp, g[0], a, n, c, hxw, group)[1], 0), bias_shape)


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
        gradient_texts=NORMAL_RULES,
        node_name="NativeGroupNormBackward0",
        arguments=lambda args, named: (args, {_LOWER.get(k, k): v for k, v in named.items()}),
        functions=("native_group_norm",),
    )
)
