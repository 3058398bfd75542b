"""The arithmetic under `autograd_core.random`, rounded as PyTorch's compiled code rounds it.

Fused multiply-adds in NumPy, and the Box-Muller transform (Box and Muller 1958) that makes normal
numbers from uniform ones, 16 at a time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

__all__ = ["Array", "Float32", "Float64", "box_muller", "fma32", "fma64"]

Array = np.ndarray[Any, np.dtype[Any]]
Float32 = np.ndarray[Any, np.dtype[np.float32]]
Float64 = np.ndarray[Any, np.dtype[np.float64]]


def fma32(a: Array, b: Array | np.float32, c: Array | np.float32) -> Float32:
    """``a * b + c`` of float32 numbers, rounded once (to the 2**-29 chance of a double rounding).

    The product of two float32 is exact in float64.
    """
    exact = np.multiply(a, b, dtype=np.float64)
    exact += c
    return exact.astype(np.float32)


def fma64(a: Array, b: float, c: float) -> Float64:
    """``a * b + c`` in float64 as a fused multiply-add rounds it.

    Product and sum with their rounding errors after Dekker (1971) and Knuth (TAOCP 2, 4.2.2).
    """
    product = a * b
    if not max(abs(b), abs(c)) < 2.0**900:
        return np.asarray(product + c)
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(np.float64(b))
    lost = a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low)
    total = product + c
    part = total - product
    lost += (product - (total - part)) + (c - part)
    return np.asarray(total + lost)


def _halves(x: Any) -> tuple[Any, Any]:
    """Veltkamp's split of float64 numbers into two parts of at most 26 bits."""
    big = x * 134217729.0
    high = big - (big - x)
    return high, x - high


def box_muller(unit: Array, mean: float, std: float) -> Array:
    """Normal numbers from uniform ones in [0, 1), in rows of 16: eight radii, eight angles."""
    if unit.dtype == np.float64:
        return _box_muller64(unit, mean, std)
    values = np.empty(unit.shape, dtype=np.float32)
    rows = 1024  # so that the intermediate arrays stay in the processor's cache
    with np.errstate(over="ignore"):
        centre, scale = np.float32(mean), np.float32(std)
    for at in range(0, len(unit), rows):
        part = unit[at : at + rows]
        radius = np.sqrt(np.float32(-2) * _log(np.float32(1) - part[:, :8]))
        sine, cosine = _sincos(np.float32(2 * math.pi) * part[:, 8:])
        values[at : at + rows, :8] = fma32(radius * cosine, scale, centre)
        values[at : at + rows, 8:] = fma32(radius * sine, scale, centre)
    return values.reshape(-1)


def _box_muller64(unit: Array, mean: float, std: float) -> Array:
    # math's functions are the C library's; NumPy's own vectorised ones may differ in the last bit.
    logs = map(math.log, (1.0 - unit[:, :8]).ravel().tolist())
    thetas = (2.0 * math.pi * unit[:, 8:]).ravel().tolist()
    radius = np.sqrt(-2.0 * np.fromiter(logs, np.float64, len(thetas))).reshape(-1, 8)
    cosine = np.fromiter(map(math.cos, thetas), np.float64, len(thetas)).reshape(-1, 8)
    sine = np.fromiter(map(math.sin, thetas), np.float64, len(thetas)).reshape(-1, 8)
    pairs = np.concatenate([radius * cosine, radius * sine], axis=1)
    return fma64(pairs.reshape(-1), std, mean)


# Coefficients of logf, sinf and cosf in Moshier's Cephes library, in the order and with the fused
# multiply-adds of the AVX2 versions (Pommier, Garberoglio) that PyTorch uses.
_LOG = (
    np.float32(7.0376836292e-2),
    np.float32(-1.1514610310e-1),
    np.float32(1.1676998740e-1),
    np.float32(-1.2420140846e-1),
    np.float32(1.4249322787e-1),
    np.float32(-1.6668057665e-1),
    np.float32(2.0000714765e-1),
    np.float32(-2.4999993993e-1),
    np.float32(3.3333331174e-1),
)
_LN2 = (np.float32(-2.12194440e-4), np.float32(0.693359375))
_COS = (
    np.float32(2.443315711809948e-5),
    np.float32(-1.388731625493765e-3),
    np.float32(4.166664568298827e-2),
)
_SIN = (
    np.float32(-1.9515295891e-4),
    np.float32(8.3321608736e-3),
    np.float32(-1.6666654611e-1),
)
_QUARTER_PI = (
    np.float32(-0.78515625),
    np.float32(-2.4187564849853515625e-4),
    np.float32(-3.77489497744594108e-8),
)


def _polynomial(x: Float32, coefficients: Sequence[np.float32]) -> Float32:
    value: Float32 = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        value = fma32(value, x, coefficient)
    return value


def _log(x: Float32) -> Float32:
    """Natural logarithm of positive normal float32 numbers."""
    fraction, exponent = np.frexp(x)
    small = fraction < np.float32(math.sqrt(0.5))
    power = (exponent - small).astype(np.float32)
    x = (fraction - np.float32(1)) + np.where(small, fraction, np.float32(0))
    square = x * x
    y = _polynomial(x, _LOG) * x
    y = fma32(y, square, power * _LN2[0])
    y = fma32(square, np.float32(-0.5), y)
    return fma32(power, _LN2[1], x + y)


def _sincos(x: Float32) -> tuple[Float32, Float32]:
    """Sine and cosine of float32 angles in [0, 8192)."""
    octant = (x * np.float32(4 / math.pi)).astype(np.int32)
    octant = (octant + 1) & ~1
    turns = octant.astype(np.float32)
    for part in _QUARTER_PI:
        x = fma32(turns, part, x)
    square = x * x
    cosine = fma32(_polynomial(square, _COS) * square, square, square * np.float32(-0.5))
    cosine = cosine + np.float32(1)
    sine = fma32(_polynomial(square, _SIN) * square, x, x)
    swapped = (octant & 2) != 0
    first = np.where(swapped, cosine, sine)
    second = np.where(swapped, sine, cosine)
    first = np.where((octant & 4) != 0, -first, first)
    second = np.where(((octant + 2) & 4) != 0, -second, second)
    return first, second
