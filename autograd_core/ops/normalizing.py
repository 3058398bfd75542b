"""The normalisations of ``nn.functional``, made from their kernels exactly as in PyTorch."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .families import A, infer_same
from .functional import do, ordered
from .normalization import EPS, MOMENTUM, check_layer, check_sizes
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
X3 = [X, [[0.25, 1.0, 2.0], [-1.0, 0.5, 1.5]]]
V2 = [0.5, 2.0]
V3 = [0.5, 2.0, -1.0]


def _meta(tensor: Tensor | None) -> Meta | None:
    return None if tensor is None else Meta(tensor._array.shape, tensor.dtype)


# ---- batches and instances -------------------------------------------------------------------


def _check_several(shape: Sequence[int]) -> None:
    if math.prod([shape[0], *shape[2:]]) == 1:
        raise ValueError(
            "Expected more than 1 value per channel when training, got input size "
            f"torch.Size({list(shape)})"
        )


def _batch_norm(
    a: Any,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Any,
    bias: Any,
    training: bool,
    momentum: float,
    eps: float,
) -> Any:
    shape = a._array.shape
    if training and shape:
        _check_several(shape)
    if not a._array.size:
        out = a.clone()
        out = out if weight is None else out * weight[0]
        return out if bias is None else out + bias[0]
    if len(shape) < 2:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-len(shape)}, "
            f"{len(shape) - 1}], but got 1)"
        )
    check_sizes([_meta(one) for one in (a, weight, bias, running_mean, running_var)], training)
    return do(
        "native_batch_norm",
        a,
        weight,
        bias,
        running_mean,
        running_var,
        training=training,
        momentum=momentum,
        eps=eps,
    )[0]


def _instance_norm(
    a: Any,
    running_mean: Any,
    running_var: Any,
    weight: Any,
    bias: Any,
    use_input_stats: bool,
    momentum: float,
    eps: float,
) -> Any:
    shape = a._array.shape
    if use_input_stats and math.prod(shape[2:]) == 1:
        raise ValueError(
            "Expected more than 1 spatial element when training, got input size "
            f"torch.Size({list(shape)})"
        )
    if not use_input_stats and (running_mean is None or running_var is None):
        raise RuntimeError(
            "Expected running_mean and running_var to be defined when use_input_stats is false"
        )
    batch, channels = shape[:2]
    running = [_tiled(one, batch) for one in (running_mean, running_var)]
    factors, shifts = (None if one is None else one.repeat(batch) for one in (weight, bias))
    flat = do("contiguous", a).view((1, batch * channels, *shape[2:]))
    mean, variance = running
    out = _batch_norm(flat, mean, variance, factors, shifts, use_input_stats, momentum, eps)
    for target, moved in zip((running_mean, running_var), running, strict=True):
        if target is not None and moved is not None:
            target._array[...] = moved._array.reshape(batch, channels).mean(axis=0)
            target.storage().version += 1
    return out.view(shape)


def _tiled(running: Tensor | None, batch: int) -> Tensor | None:
    return None if running is None else Tensor(np.tile(running._array, batch))


# ---- layers and groups -----------------------------------------------------------------------


def _layer_norm(
    a: Tensor, weight: Tensor | None, bias: Tensor | None, normalized_shape: Any, eps: float
) -> Any:
    _check_is_shape("layer_norm", normalized_shape)
    return do("native_layer_norm", a, weight, bias, normalized_shape=normalized_shape, eps=eps)[0]


def _check_is_shape(name: str, normalized_shape: Any) -> None:
    if isinstance(normalized_shape, int):
        raise TypeError(
            f"{name}(): argument 'normalized_shape' (position 2) must be tuple of ints, not int"
        )


def _rms_norm(a: Any, weight: Any, normalized_shape: Any, eps: float | None) -> Any:
    _check_is_shape("rms_norm", normalized_shape)
    meta = Meta(a._array.shape, a.dtype)
    check_layer(meta, normalized_shape, _meta(weight), None, rms=True)
    dims = tuple(range(a.ndim - len(normalized_shape), a.ndim))
    single = a.dtype.name == "float16"
    wide = a.float() if single else a
    least = float(np.finfo(wide._array.dtype).eps) if eps is None else eps
    square = do("add_number", (wide**2).mean(dims, keepdim=True), other=least)
    out = wide * square.rsqrt()
    out = out if weight is None else out * weight
    return out.half() if single else out


def _group_norm(
    a: Tensor, weight: Tensor | None, bias: Tensor | None, num_groups: int, eps: float
) -> Any:
    shape = a._array.shape
    if len(shape) < 2:
        raise RuntimeError(
            f"Expected at least 2 dimensions for input tensor but received {len(shape)}"
        )
    if num_groups > 0:
        _check_several((shape[0] * shape[1] // num_groups, num_groups, *shape[2:]))
    return do(
        "native_group_norm",
        a,
        weight,
        bias,
        n=shape[0],
        c=shape[1],
        hxw=math.prod(shape[2:]),
        group=num_groups,
        eps=eps,
    )[0]


# ---- neighbouring channels -------------------------------------------------------------------


def _local_response_norm(a: Any, size: int, alpha: float, beta: float, k: float) -> Any:
    shape = a._array.shape
    if len(shape) < 3:
        raise ValueError(
            "Expected 3D or higher dimensionality                          input (got "
            f"{len(shape)} dimensions)"
        )
    if not a._array.size:
        return a
    around = (size // 2, (size - 1) // 2)
    squares = a * a
    if len(shape) == 3:
        squares = do("constant_pad_nd", squares.unsqueeze(1), pad=(0, 0, *around), value=0)
        squares = do("avg_pool2d", squares, kernel_size=(size, 1), stride=(1, 1)).squeeze(1)
    else:
        squares = squares.view((shape[0], 1, *shape[1:3], -1))
        squares = do("constant_pad_nd", squares, pad=(0, 0, 0, 0, *around), value=0)
        squares = do("avg_pool3d", squares, kernel_size=(size, 1, 1), stride=(1, 1, 1))
        squares = squares.squeeze(1).view(shape)
    return a / (squares * alpha + k) ** beta


AFFINE = (
    Port("weight", optional=True, help="what the normalised values are multiplied by"),
    Port("bias", optional=True, help="what is added to them"),
)
STATISTICS = (
    Port("running_mean", optional=True, help="means so far, moved in training"),
    Port("running_var", optional=True, help="variances so far, moved in training"),
)
FORMULA = r"\frac{a - \mu}{\sqrt{\sigma^2 + \epsilon}}\,w + b"
INPUT_FORMULA = r"\frac{w}{\sigma}(g - \bar{g} - \hat{a}\,\overline{g \hat{a}})"
INPUT_TEXT = "weight / σ · (g - mean(g) - â · mean(g · â))"
AFFINE_FORMULAS = (r"\sum g \hat{a}", r"\sum g")
AFFINE_TEXTS = ("sum of g · normalised a", "sum of g")


def _spelling(name: str, ports: str) -> str:
    """The PyTorch code, with the optional inputs by name."""
    named = "".join(f", {port}={{{port}}}" for port in ports.split())
    return f"torch.nn.functional.{name}({{a}}{named}, {{params}})"


register(
    OpSpec(
        name="batch_norm",
        category="normalization",
        ports=(Port("a"), *STATISTICS, *AFFINE),
        params=(
            Param("training", "bool", False, help="use the statistics of this batch"),
            MOMENTUM,
            EPS,
        ),
        infer=infer_same,
        compose=_batch_norm,
        arguments=ordered("input running_mean running_var weight bias training momentum eps"),
        spelling="torch.nn.functional.batch_norm({a}, {running_mean}, {running_var}, "
        "weight={weight}, bias={bias}, {params})",
        functions=("nn.functional.batch_norm",),
        formula=FORMULA,
        gradient_formulas=(INPUT_FORMULA, None, None, *AFFINE_FORMULAS),
        gradient_texts=(INPUT_TEXT, None, None, *AFFINE_TEXTS),
        title="Batch normalization",
        help="Each channel with mean 0 and variance 1 over the batch, then scaled and shifted.",
        keywords=("batchnorm", "layer", "standardize"),
        samples=(
            Sample((X, None, None, V3, V3), {"training": True}),
            Sample((X3, [0.5, 1.0], [1.0, 2.0], V2, V2)),
            Sample((X3, None, None, None, None), {"training": True}),
        ),
        bad=(
            BadSample(
                (X, None, None, None, None), {}, "running_mean must be defined in evaluation mode"
            ),
            BadSample((X, V2, V2, None, None), {}, "running_mean should contain 3 elements not 2"),
        ),
    ),
    OpSpec(
        name="instance_norm",
        category="normalization",
        ports=(Port("a"), *STATISTICS, *AFFINE),
        params=(
            Param("use_input_stats", "bool", True, help="use the statistics of this input"),
            MOMENTUM,
            EPS,
        ),
        infer=infer_same,
        compose=_instance_norm,
        arguments=ordered(
            "input running_mean running_var weight bias use_input_stats momentum eps"
        ),
        spelling=_spelling("instance_norm", "running_mean running_var weight bias"),
        functions=("nn.functional.instance_norm",),
        formula=FORMULA,
        gradient_formulas=(INPUT_FORMULA, None, None, *AFFINE_FORMULAS),
        gradient_texts=(INPUT_TEXT, None, None, *AFFINE_TEXTS),
        title="Instance normalization",
        help="Each channel of each sample with mean 0 and variance 1, then scaled and shifted.",
        keywords=("instancenorm", "layer", "standardize"),
        samples=(
            Sample((X3, None, None, V2, V2)),
            Sample((X3, None, None, None, None)),
        ),
        bad=(
            BadSample(
                (X, None, None, None, None),
                {},
                "Expected more than 1 spatial element when training, got input size "
                "torch.Size([2, 3])",
                ValueError,
            ),
        ),
    ),
    OpSpec(
        name="layer_norm",
        category="normalization",
        ports=(Port("a"), *AFFINE),
        params=(
            Param("normalized_shape", "shape", help="the last dimensions, as their sizes"),
            EPS,
        ),
        infer=infer_same,
        compose=_layer_norm,
        arguments=ordered("input normalized_shape weight bias eps"),
        spelling=_spelling("layer_norm", "weight bias"),
        functions=("nn.functional.layer_norm", "layer_norm"),
        formula=FORMULA,
        gradient_formulas=(INPUT_FORMULA, *AFFINE_FORMULAS),
        gradient_texts=(INPUT_TEXT, *AFFINE_TEXTS),
        title="Layer normalization",
        help="The last dimensions with mean 0 and variance 1, then scaled and shifted.",
        keywords=("layernorm", "layer", "standardize", "transformer"),
        samples=(
            Sample((X, V3, V3), {"normalized_shape": (3,)}),
            Sample((X, None, None), {"normalized_shape": (2, 3)}),
        ),
        bad=(
            BadSample(
                (X, None, None),
                {"normalized_shape": (2,)},
                "Given normalized_shape=[2], expected input with shape [*, 2], but got input of "
                "size[2, 3]",
            ),
        ),
    ),
    OpSpec(
        name="group_norm",
        category="normalization",
        ports=(Port("a"), *AFFINE),
        params=(Param("num_groups", "int", help="how many groups the channels form"), EPS),
        infer=infer_same,
        compose=_group_norm,
        arguments=ordered("input num_groups weight bias eps"),
        spelling=_spelling("group_norm", "weight bias"),
        functions=("nn.functional.group_norm", "group_norm"),
        formula=FORMULA,
        gradient_formulas=(INPUT_FORMULA, *AFFINE_FORMULAS),
        gradient_texts=(INPUT_TEXT, *AFFINE_TEXTS),
        title="Group normalization",
        help="Each group of channels with mean 0 and variance 1, then scaled and shifted.",
        keywords=("groupnorm", "layer", "standardize"),
        samples=(
            Sample(([[[1.0, -2.0, 4.0], [0.5, 4.0, -1.5]]], V2, V2), {"num_groups": 2}),
            Sample((X3, None, None), {"num_groups": 1}),
        ),
        bad=(
            BadSample(
                (X, None, None),
                {"num_groups": 2},
                "Expected number of channels in input to be divisible by num_groups, but got "
                "input of shape [2, 3] and num_groups=2",
            ),
        ),
    ),
    OpSpec(
        name="rms_norm",
        category="normalization",
        ports=(Port("a"), AFFINE[0]),
        params=(
            Param("normalized_shape", "shape", help="the last dimensions, as their sizes"),
            Param("eps", "float", None, optional=True, help="added to the mean square"),
        ),
        infer=infer_same,
        compose=_rms_norm,
        arguments=ordered("input normalized_shape weight eps"),
        spelling=_spelling("rms_norm", "weight"),
        functions=("nn.functional.rms_norm", "rms_norm"),
        formula=r"\frac{a}{\sqrt{\overline{a^2} + \epsilon}}\,w",
        gradient_formulas=(r"\frac{w}{r}(g - \hat{a}\,\overline{g \hat{a}})", r"\sum g \hat{a}"),
        gradient_texts=("weight / rms · (g - â · mean(g · â))", "sum of g · normalised a"),
        title="RMS normalization",
        help="The last dimensions divided by the root of their mean square, then scaled.",
        keywords=("rmsnorm", "layer", "root mean square", "transformer"),
        samples=(
            Sample((X, V3), {"normalized_shape": (3,), "eps": 1e-5}),
            Sample((X, None), {"normalized_shape": (2, 3)}),
        ),
        bad=(
            BadSample(
                (X, None),
                {"normalized_shape": ()},
                "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least "
                "one element, but got normalized_shape = []",
            ),
        ),
    ),
    OpSpec(
        name="local_response_norm",
        category="normalization",
        ports=A,
        params=(
            Param("size", "int", help="how many neighbouring channels count"),
            Param("alpha", "float", 1e-4, help="factor of their mean square"),
            Param("beta", "float", 0.75, help="the exponent"),
            Param("k", "float", 1.0, help="added before the power is taken"),
        ),
        infer=infer_same,
        compose=_local_response_norm,
        spelling=_spelling("local_response_norm", ""),
        functions=("nn.functional.local_response_norm",),
        formula=r"\frac{a}{(k + \alpha\,\overline{a^2})^{\beta}}",
        gradient_formulas=(r"g\,d^{-\beta} - \ldots",),
        gradient_texts=("g / out's divisor, less what it does to the neighbours' divisors",),
        title="Local response normalization",
        help="Each value divided by a power of the mean square of neighbouring channels.",
        keywords=("LRN", "layer"),
        samples=(Sample((X3,), {"size": 2, "alpha": 0.5}),),
        bad=(
            BadSample(
                (X,),
                {"size": 2},
                "Expected 3D or higher dimensionality                          input (got 2 "
                "dimensions)",
                ValueError,
            ),
        ),
    ),
)


# ---- the same under torch, with their arguments in another order -----------------------------


def _without_cudnn(named: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in named.items() if name != "cudnn_enabled"}


def _of_torch(name: str, compose: Any) -> OpSpec:
    """``torch.batch_norm`` and the like: weights first, and no defaults."""
    words = ("training", "bool"), ("momentum", "float"), ("eps", "float"), ("cudnn_enabled", "bool")
    first = "use_input_stats" if name == "instance_norm" else "training"
    return OpSpec(
        name=f"torch_{name}",
        category="internal",
        ports=(Port("a"), *AFFINE, *STATISTICS),
        params=tuple([Param(first if n == "training" else n, kind) for n, kind in words]),
        infer=infer_same,
        compose=lambda a, weight, bias, mean, var, *words, **named: compose(
            a, mean, var, weight, bias, *words[:3], **_without_cudnn(named)
        ),
        functions=(name,),
    )


register(_of_torch("batch_norm", _batch_norm), _of_torch("instance_norm", _instance_norm))
