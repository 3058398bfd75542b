"""The taps of ``grid_sample``: which elements of a picture a place between them is made of.

A place (x, y) in [-1, 1]² reads taps around it: result = Σ_k w_k(x, y) a[index_k]. The weights are
products of one for each axis, so all derivatives are sums over the same taps with derivatives of
some of these factors. That gives all of them from three: gathering taps, scattering
to them, and the sum over channels of what is gathered times a gradient.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

__all__ = ["BICUBIC", "MODES", "PADDINGS", "Taps", "taps_of"]

BILINEAR, NEAREST, BICUBIC = range(3)
ZEROS, BORDER, REFLECTION = range(3)
MODES = {"bilinear": BILINEAR, "nearest": NEAREST, "bicubic": BICUBIC}
PADDINGS = {"zeros": ZEROS, "border": BORDER, "reflection": REFLECTION}
CUBIC = -0.75
"""The slope at a distance of one of the cubic convolution, as in PyTorch."""


class _Tap(NamedTuple):
    """One tap along an axis for every place: where, and the weight with two derivatives."""

    index: Any
    weights: tuple[Any, Any, Any]


class _How(NamedTuple):
    """The parameters of a call."""

    mode: int
    padding: int
    align: bool
    dims: int


# ---- one axis --------------------------------------------------------------------------------


def _reflected(x: Any, low: float, high: float) -> tuple[Any, Any]:
    """Coordinates reflected until they are between ``low`` and ``high``, with their slope."""
    if low == high:
        return np.zeros_like(x), np.zeros_like(x)
    span = high - low
    beyond = x - low
    slope = np.where(beyond < 0, -1, 1).astype(x.dtype)
    beyond = np.abs(beyond)
    extra = np.fmod(beyond, span)
    even = np.floor(beyond / span) % 2 == 0
    there = np.where(even, extra + low, span - extra + low).astype(x.dtype)
    return there, np.where(even, slope, -slope)


def _bounded(x: Any, size: int, how: _How) -> tuple[Any, Any]:
    """Coordinates inside the picture, by its border or by reflection, with their slope."""
    slope = np.ones_like(x)
    if how.padding == REFLECTION:
        low, high = (0.0, size - 1.0) if how.align else (-0.5, size - 0.5)
        x, slope = _reflected(x, low, high)
    if how.padding != ZEROS:
        slope = np.where((x > 0) & (x < size - 1), slope, 0).astype(x.dtype)
        x = np.clip(x, 0, size - 1).astype(x.dtype)
    return x, slope


def _axis(grid: Any, size: int, how: _How) -> list[_Tap]:
    """The taps along one axis for places in [-1, 1]."""
    kind = grid.dtype.type
    if how.align:
        x, slope = (grid + 1) * kind((size - 1) / 2), kind((size - 1) / 2)
    else:
        x, slope = (grid + 1) * kind(size / 2) - kind(0.5), kind(size / 2)
    with np.errstate(all="ignore"):
        if how.mode == BICUBIC:
            return _cubic(x, slope, size, how)
        x, inside = _bounded(x, size, how)
        # As PyTorch, which sends what is not finite far away.
        x = np.where(np.isfinite(x) & (np.abs(x) < 1 << 30), x, -100).astype(x.dtype)
    slope = slope * inside
    none = np.zeros_like(x)
    if how.mode == NEAREST:
        return [_within(np.rint(x), (np.ones_like(x), none, none), size)]
    first = np.floor(x)
    part = x - first
    return [
        _within(first, (1 - part, -slope, none), size),
        _within(first + 1, (part, slope, none), size),
    ]


def _within(index: Any, weights: tuple[Any, Any, Any], size: int) -> _Tap:
    """A tap that weighs nothing outside the picture."""
    there = (index >= 0) & (index < size)
    index = np.where(there, index, 0).astype(np.int64)
    return _Tap(index, tuple([np.where(there, weight, 0) for weight in weights]))  # type: ignore[arg-type]


def _cubic(x: Any, slope: Any, size: int, how: _How) -> list[_Tap]:
    first = np.floor(x)
    part = x - first
    taps = []
    for place in range(-1, 3):
        index, _ = _bounded(first + place, size, how)
        index = np.where(np.isfinite(index) & (np.abs(index) < 1 << 30), index, -100)
        away = np.abs(part - place)
        sign = np.where(part - place < 0, -1, 1).astype(x.dtype)
        value, first_derivative, second = _cubic_weight(away, place in (0, 1))
        weights = (value, first_derivative * sign * slope, second * slope * slope)
        taps.append(_within(np.rint(index), weights, size))
    return taps


def _cubic_weight(d: Any, near: bool) -> tuple[Any, Any, Any]:
    """Keys' cubic convolution and its derivatives at the distance ``d``."""
    a = CUBIC
    if near:
        value = ((a + 2) * d - (a + 3)) * d * d + 1
        return value, (3 * (a + 2) * d - 2 * (a + 3)) * d, 6 * (a + 2) * d - 2 * (a + 3)
    value = ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
    return value, (3 * a * d - 10 * a) * d + 8 * a, 6 * a * d - 10 * a


# ---- all taps --------------------------------------------------------------------------------


class Taps:
    """The taps of a call: places as (batch, places), the picture as (batch, channels, elements)."""

    def __init__(self, grid: Any, size: tuple[int, ...], how: _How) -> None:
        self.size = size
        self.places = tuple(grid.shape[1:-1])
        batch, dims = grid.shape[0], grid.shape[-1]
        flat = grid.reshape(batch, -1, dims)
        # The last coordinate of a place is along the first dimension of a picture.
        self.axes = [_axis(flat[..., dims - 1 - k], size[k], how) for k in range(dims)]

    def combined(self, orders: Sequence[int]) -> Iterator[tuple[Any, Any]]:
        """For each tap its element and its weight, differentiated ``orders`` times by axis."""
        for taps in itertools.product(*self.axes):
            index: Any = 0
            weight: Any = 1
            for tap, extent, order in zip(taps, self.size, orders, strict=True):
                index = index * extent + tap.index
                weight = weight * tap.weights[order]
            yield index, weight

    def once(self, *axes: int) -> tuple[int, ...]:
        """The orders of a derivative by the coordinates of these axes."""
        return tuple([axes.count(k) for k in range(len(self.size))])

    def gathered(self, a: Any, terms: Sequence[tuple[Any, tuple[int, ...]]]) -> Any:
        """Σ over terms and taps of factor · weight · element, by channel and place."""
        flat = a.reshape(*a.shape[:2], -1)
        out = np.zeros((*a.shape[:2], math.prod(self.places)), a.dtype)
        for factor, orders in terms:
            for index, weight in self.combined(orders):
                share = (weight if factor is None else factor * weight)[:, None, :]
                out += np.take_along_axis(flat, index[:, None, :], 2) * share
        return out.reshape(*a.shape[:2], *self.places)

    def scattered(self, g: Any, terms: Sequence[tuple[Any, tuple[int, ...]]]) -> Any:
        """The transpose of :meth:`gathered`."""
        batch, channels = g.shape[:2]
        flat = g.reshape(batch, channels, -1)
        extent = math.prod(self.size)
        starts = (np.arange(batch * channels) * extent).reshape(batch, channels, 1)
        out = np.zeros(batch * channels * extent)
        for factor, orders in terms:
            for index, weight in self.combined(orders):
                share = (weight if factor is None else factor * weight)[:, None, :]
                there, found = (starts + index[:, None, :]).ravel(), (flat * share).ravel()
                out += np.bincount(there, found, out.size)
        out = out.astype(g.dtype)
        return out.reshape(batch, channels, *self.size)

    def summed(self, g: Any, a: Any, orders: Sequence[int]) -> Any:
        """Σ over channels of a gradient times what is gathered, by place."""
        found = self.gathered(a, [(None, tuple(orders))])
        return (g * found).sum(1).reshape(g.shape[0], -1)


def taps_of(grid: Any, a_shape: tuple[int, ...], how: tuple[int, int, bool, int]) -> Taps:
    """The taps of a call; ``how`` is mode, padding, whether corners are aligned, dimensions."""
    return Taps(grid, tuple(a_shape[2:]), _How(*how))
