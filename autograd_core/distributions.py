"""Further distributions over PyTorch's stream: what ``Tensor.exponential_`` and others draw.

The numbers are PyTorch's, made from float64 uniform ones one for each element, in the order of
memory. One exception: on Intel processors PyTorch draws ``exponential_`` (hence ``multinomial``
without replacement) and ``bernoulli_`` with a number from the vendor's library, whose stream is
another; here they are what PyTorch gives on all other processors.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .box_muller import Array
from .random import SCALAR_NAMES, Generator, missing_kernel

__all__ = [
    "cauchy",
    "exponential",
    "geometric",
    "in_memory_order",
    "log_normal",
    "multinomial",
    "normal",
    "random",
]

Kind = np.dtype[Any]
Shape = tuple[int, ...]


def in_memory_order(like: Array, draw: Callable[[Shape], Array]) -> Array:
    """Numbers in the shape of ``like``, drawn in the order in which its elements lie in memory."""
    if like.flags.c_contiguous:
        return draw(like.shape)
    order = sorted(range(like.ndim), key=lambda axis: -like.strides[axis])
    drawn = draw(tuple([like.shape[axis] for axis in order]))
    return drawn.transpose(np.argsort(order))


def normal(generator: Generator, like: Array, mean: float, std: float) -> Array:
    """What ``normal_`` writes: blocks of 16 where the elements lie in row-major order."""
    if like.flags.c_contiguous or like.size < 16:
        return in_memory_order(like, lambda shape: generator.normal(mean, std, shape, like.dtype))
    generator.normal(mean, std, 0, like.dtype)  # checks the arguments
    return in_memory_order(
        like, lambda shape: mean + std * generator.serial_normal(like.size).reshape(shape)
    ).astype(like.dtype)


def _check_floating(name: str, kind: Kind, word: str) -> None:
    if kind.kind != "f":
        raise RuntimeError(
            f"{name} distribution is a continuous probability distribution. dtype must be a "
            f"floating point but you specified {word}"
        )


def exponential(generator: Generator, shape: Shape, kind: Kind, lambd: float) -> Array:
    """Waiting times of rate ``lambd``: -log(1 - u) / lambd. RuntimeError unless it is positive."""
    _check_floating("Exponential", kind, SCALAR_NAMES[kind.name][0])
    if not lambd > 0:
        raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={lambd:g}")
    unit = generator.rand(shape, np.float64)
    return np.asarray(-1.0 / lambd * np.log1p(-unit)).astype(kind)


def cauchy(generator: Generator, shape: Shape, kind: Kind, median: float, sigma: float) -> Array:
    """median + sigma · tan(π(u - ½)). RuntimeError unless ``sigma`` is positive."""
    word = SCALAR_NAMES[kind.name][1]
    _check_floating("Cauchy", kind, "long int" if word == "long" else word)
    if not sigma > 0:
        raise RuntimeError(f"cauchy_ expects sigma > 0.0, but found sigma={sigma:g}")
    unit = generator.rand(shape, np.float64)
    return np.asarray(median + sigma * np.tan(math.pi * (unit - 0.5))).astype(kind)


def geometric(generator: Generator, shape: Shape, kind: Kind, p: float) -> Array:
    """Trials up to the first success: log(u) / log(1 - p), rounded up; p strictly in (0, 1)."""
    if not 0 < p < 1:
        raise RuntimeError(f"geometric_ expects p to be in (0, 1), but got p={p:g}")
    if kind.kind == "b":
        raise missing_kernel("geometric_cpu", "Bool")
    unit = generator.rand(shape, np.float64)
    return np.asarray(np.ceil(np.log(unit) / np.log1p(-p))).astype(kind)


def log_normal(generator: Generator, shape: Shape, kind: Kind, mean: float, std: float) -> Array:
    """exp of normal numbers with ``mean`` and ``std``. RuntimeError unless ``std`` is positive."""
    if not std > 0:
        raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
    if kind.kind != "f":
        raise missing_kernel("log_normal_cpu", SCALAR_NAMES[kind.name][0])
    drawn = mean + std * generator.serial_normal(math.prod(shape))
    return np.exp(drawn).astype(kind).reshape(shape)


def random(
    generator: Generator, shape: Shape, kind: Kind, low: int | None, high: int | None
) -> Array:
    """Integers in [low, high), as ``random_``; up to the largest of the type without ``high``."""
    if high is None:
        drawn = generator.full_range(shape, kind)
        return drawn if not low else np.maximum(drawn, kind.type(low))
    return generator.randint(0 if low is None else low, high, shape, kind)


# ---- choices ---------------------------------------------------------------------------------


def check_multinomial(p: Array, count: int, replacement: bool) -> None:
    """Raise RuntimeError for what ``multinomial`` refuses by shape and type."""
    if not 0 < p.ndim <= 2:
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if p.dtype.kind != "f":
        raise RuntimeError(
            "multinomial only supports floating-point dtypes for input, got: "
            f"{SCALAR_NAMES[p.dtype.name][0]}"
        )
    if count <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and count > p.shape[-1]:
        raise RuntimeError(
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
        )
    if p.shape[-1] > 2**24:
        raise RuntimeError("number of categories cannot exceed 2^24")


def multinomial(generator: Generator, p: Array, count: int, replacement: bool) -> Array:
    """Indices drawn with the weights ``p``, for each row.

    Without replacement, and for one sample, those with the largest weight / exponential number
    (Efraimidis and Spirakis 2006); with it, by the cumulated weights.
    """
    check_multinomial(p, count, replacement)
    if replacement and count > 1:
        rows = [_with_replacement(generator, row, count) for row in p.reshape(-1, p.shape[-1])]
        return np.array(rows, np.int64).reshape(*p.shape[:-1], count)
    if p.size and not (p.max() < math.inf and p.min() >= 0):
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if p.size and (p.sum(axis=-1) == 0).any():
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    race = p / exponential(generator, p.shape, p.dtype, 1.0)
    return np.argsort(-race, axis=-1, kind="stable")[..., :count].astype(np.int64)


def _with_replacement(generator: Generator, weights: Array, count: int) -> Array:
    invalid = "invalid multinomial distribution"
    for weight in weights.tolist():
        if not weight >= 0:  # nan as well
            raise RuntimeError(f"{invalid} (encountering probability entry < 0)")
        if not math.isfinite(weight):
            raise RuntimeError(f"{invalid} (encountering probability entry = infinity or NaN)")
    total = np.cumsum(weights, dtype=weights.dtype)
    if not total[-1] > 0:
        raise RuntimeError(f"{invalid} (sum of probabilities <= 0)")
    bounds = total / total[-1]
    bounds[-1] = 1
    return np.searchsorted(bounds.astype(np.float64), generator.rand(count, np.float64))
