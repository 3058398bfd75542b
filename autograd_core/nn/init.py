"""``torch.nn.init``: filling weights, with PyTorch's random stream.

Every function writes its tensor in place, unrecorded, and returns it. ``generator`` is the global
one unless given.
"""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np

from ..random import Generator, default_generator
from ..storage import Array
from ..tensor import Tensor
from ..views import write

__all__ = [
    "calculate_gain",
    "constant_",
    "dirac_",
    "eye_",
    "kaiming_normal_",
    "kaiming_uniform_",
    "normal_",
    "ones_",
    "orthogonal_",
    "sparse_",
    "trunc_normal_",
    "uniform_",
    "xavier_normal_",
    "xavier_uniform_",
    "zeros_",
]

_GAINS = {
    **dict.fromkeys(("linear", "conv1d", "conv2d", "conv3d"), 1),
    **dict.fromkeys(("conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid"), 1),
    "tanh": 5.0 / 3,
    "relu": math.sqrt(2.0),
    "selu": 3.0 / 4,
}


def calculate_gain(nonlinearity: str, param: float | None = None) -> float:
    """The factor by which weights before a nonlinearity should be larger than in a linear net."""
    if nonlinearity in _GAINS:
        return _GAINS[nonlinearity]
    if nonlinearity == "leaky_relu":
        if param is None:
            param = 0.01
        elif isinstance(param, bool) or not isinstance(param, int | float):
            raise ValueError(f"negative_slope {param} not a valid number")
        return math.sqrt(2.0 / (1 + param**2))
    raise ValueError(f"Unsupported nonlinearity {nonlinearity}")


def _filled(tensor: Tensor, values: Any) -> Tensor:
    write(tensor, values)
    return tensor


def _uniform(tensor: Tensor, a: float, b: float, generator: Generator | None) -> Array:
    source = default_generator if generator is None else generator
    return source.uniform(a, b, tensor._array.shape, tensor._array.dtype)


def _normal(tensor: Tensor, mean: float, std: float, generator: Generator | None) -> Array:
    source = default_generator if generator is None else generator
    return source.normal(mean, std, tensor._array.shape, tensor._array.dtype)


def uniform_(
    tensor: Tensor, a: float = 0.0, b: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Uniform numbers in [a, b)."""
    return _filled(tensor, _uniform(tensor, a, b, generator))


def normal_(
    tensor: Tensor, mean: float = 0.0, std: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Normal numbers."""
    return _filled(tensor, _normal(tensor, mean, std, generator))


def constant_(tensor: Tensor, val: float) -> Tensor:
    """One value."""
    return _filled(tensor, val)


def ones_(tensor: Tensor) -> Tensor:
    """Ones."""
    return _filled(tensor, 1)


def zeros_(tensor: Tensor) -> Tensor:
    """Zeros."""
    return _filled(tensor, 0)


def eye_(tensor: Tensor) -> Tensor:
    """Ones on the diagonal of a matrix, else zeros."""
    if tensor.ndim != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    return _filled(tensor, np.eye(*tensor._array.shape))


def dirac_(tensor: Tensor, groups: int = 1) -> Tensor:
    """A convolution's weight that passes on its input: one 1 for each channel."""
    if tensor.ndim not in (3, 4, 5):
        raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
    shape = tensor._array.shape
    if shape[0] % groups:
        raise ValueError("dim 0 must be divisible by groups")
    values = np.zeros(shape)
    centre = tuple([extent // 2 for extent in shape[2:]])
    each = shape[0] // groups
    for group in range(groups):
        for channel in range(min(each, shape[1])):
            values[(group * each + channel, channel, *centre)] = 1
    return _filled(tensor, values)


def fans(tensor: Tensor) -> tuple[int, int]:
    """How many inputs and outputs each output and input of a weight is connected to.

    Raises ValueError for a weight of fewer than 2 dimensions.
    """
    shape = tensor._array.shape
    if len(shape) < 2:
        raise ValueError(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        )
    field = math.prod(shape[2:])
    return shape[1] * field, shape[0] * field


def xavier_uniform_(
    tensor: Tensor, gain: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Uniform, of variance 2 gain² / (fan_in + fan_out) (Glorot and Bengio 2010)."""
    std = gain * math.sqrt(2.0 / float(sum(fans(tensor))))
    bound = math.sqrt(3.0) * std
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Tensor, gain: float = 1.0, generator: Generator | None = None) -> Tensor:
    """Normal, of variance 2 gain² / (fan_in + fan_out) (Glorot and Bengio 2010)."""
    std = gain * math.sqrt(2.0 / float(sum(fans(tensor))))
    return normal_(tensor, 0.0, std, generator)


def _kaiming_std(tensor: Tensor, a: float, mode: str, nonlinearity: str) -> float | None:
    """The deviation, or None, with a warning, for a tensor without elements."""
    if 0 in tensor._array.shape:
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=3)
        return None
    modes = ["fan_in", "fan_out"]
    if mode.lower() not in modes:
        raise ValueError(f"Mode {mode.lower()} not supported, please use one of {modes}")
    fan = fans(tensor)[modes.index(mode.lower())]
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def kaiming_uniform_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Tensor:
    """Uniform, of variance gain² / fan (He et al. 2015)."""
    std = _kaiming_std(tensor, a, mode, nonlinearity)
    if std is None:
        return tensor
    bound = math.sqrt(3.0) * std
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Tensor:
    """Normal, of variance gain² / fan (He et al. 2015)."""
    std = _kaiming_std(tensor, a, mode, nonlinearity)
    return tensor if std is None else normal_(tensor, 0, std, generator)


def trunc_normal_(
    tensor: Tensor,
    mean: float = 0.0,
    std: float = 1.0,
    a: float = -2.0,
    b: float = 2.0,
    generator: Generator | None = None,
) -> Tensor:
    """Normal numbers, drawn again until they lie within [a, b]."""
    if mean < a - 2 * std or mean > b + 2 * std:
        warnings.warn(
            "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of "
            "values may be incorrect.",
            stacklevel=2,
        )
    if _below((b - mean) / std) - _below((a - mean) / std) > 0.3:
        low, high = np.array([a, b], tensor._array.dtype)
        values = _normal(tensor, mean, std, generator)
        while (outside := (values < low) | (values > high)).any():
            values = np.where(outside, _normal(tensor, mean, std, generator), values)
        return _filled(tensor, values)
    # In the tails few numbers would do: uniform ones, kept with the probability of the normal.
    peak = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2
    values = _uniform(tensor, a, b, generator)
    candidates = values
    pending = np.ones(values.shape, bool)
    while True:
        density = np.square((candidates - mean) / std) * -0.5 - peak
        pending &= np.log(_uniform(tensor, 0.0, 1.0, generator)) > density
        if not pending.any():
            return _filled(tensor, values)
        candidates = _uniform(tensor, a, b, generator)
        values = np.where(pending, candidates, values)


def _below(x: float) -> float:
    """The probability that a standard normal number is below ``x``."""
    return (1.0 + math.erf(x / math.sqrt(2.0))) / 2.0


def orthogonal_(tensor: Tensor, gain: float = 1, generator: Generator | None = None) -> Tensor:
    """Orthogonal rows or columns, from the QR decomposition of normal numbers (Saxe et al. 2013).

    A tensor of more dimensions counts as a matrix of its first dimension by the rest.
    """
    shape = tensor._array.shape
    if len(shape) < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    if not tensor._array.size:
        return tensor
    flat = _normal(tensor, 0, 1, generator).reshape(shape[0], -1)
    wide = flat.shape[0] < flat.shape[1]
    q, r = np.linalg.qr(flat.T if wide else flat)
    q = q * np.sign(np.diagonal(r))
    return _filled(tensor, (q.T if wide else q).reshape(shape) * gain)


def sparse_(
    tensor: Tensor, sparsity: float, std: float = 0.01, generator: Generator | None = None
) -> Tensor:
    """Normal numbers, in each column of which the fraction ``sparsity`` is set to 0."""
    if tensor.ndim != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    rows, columns = tensor._array.shape
    zeros = math.ceil(sparsity * rows)
    values = _normal(tensor, 0, std, generator)
    for column in range(columns):
        values[default_generator.randperm(rows)[:zeros], column] = 0
    return _filled(tensor, values)
