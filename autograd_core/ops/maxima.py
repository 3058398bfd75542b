"""The largest element of each window, and where it is: the arrays behind max pooling.

Places are indices into the flattened spatial dimensions of the input, as PyTorch's. A NaN counts as
larger than all else, and the last one wins; of equal elements the first wins.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..storage import Array
from .taps import Taps

__all__ = ["Windows", "drawn_maxima", "gathered", "maxima", "scattered", "window_maxima"]

Ints = tuple[int, ...]


class Windows(NamedTuple):
    """Evenly spaced windows: how many there are, their extents, and how they are placed."""

    out: Ints
    kernel: Ints
    stride: Ints
    padding: Ints
    dilation: Ints

    def apart(self) -> bool:
        """Whether no element is in two windows."""
        each = zip(self.kernel, self.stride, self.dilation, strict=True)
        return all(s >= d * (k - 1) + 1 for k, s, d in each)


def _lowest(dtype: np.dtype[Any]) -> Any:
    return -np.inf if dtype.kind == "f" else np.iinfo(dtype).min


def _has_nan(x: Array) -> bool:
    return x.dtype.kind == "f" and x.size > 0 and bool(np.isnan(x.min()))


def _enlarged(x: Array, windows: Windows) -> Array:
    """``x`` with the lowest value around it, as far as the windows reach."""
    space = len(windows.out)
    size = x.shape[-space:]
    each = zip(windows.out, windows.kernel, windows.stride, windows.dilation, strict=True)
    reach = [(o - 1) * s + (k - 1) * d + 1 for o, k, s, d in each]
    padding = windows.padding
    wide = tuple([max(r, n + p) for r, n, p in zip(reach, size, padding, strict=True)])
    if wide == size:
        return x
    result = np.full((*x.shape[:-space], *wide), _lowest(x.dtype), x.dtype)
    inner: Any = (..., *[slice(p, p + n) for n, p in zip(size, padding, strict=True)])
    result[inner] = x
    return result


def _outer(columns: Sequence[Array]) -> Any:
    """The sum of one array for each dimension, spread over all of them."""
    space = len(columns)
    shaped = [
        column.reshape((1,) * axis + (-1,) + (1,) * (space - 1 - axis))
        for axis, column in enumerate(columns)
    ]
    return sum(shaped[1:], shaped[0])


def _steps(size: Ints) -> list[int]:
    """How far apart neighbours along each dimension are in the flattened space."""
    return [math.prod(size[axis + 1 :]) for axis in range(len(size))]


def _starts(windows: Windows) -> list[Array]:
    each = zip(windows.out, windows.stride, windows.padding, strict=True)
    return [s * np.arange(o) - p for o, s, p in each]


def window_maxima(x: Array, windows: Windows) -> tuple[Array, Array]:
    """The maxima of windows over the last dimensions, and their places (int64)."""
    out, kernel, stride, _, dilation = windows
    space = len(out)
    offsets = list(itertools.product(*map(range, kernel)))
    starts = _starts(windows)
    # Each window begins with its first element that is not padding, whatever comes after.
    begin = zip(starts, dilation, _steps(kernel), strict=True)
    first = _outer([np.where(start < 0, -(start // d), 0) * step for start, d, step in begin])
    which = np.empty((*x.shape[:-space], *out), np.uint8 if len(offsets) <= 256 else np.int32)
    which[...] = first
    nan = _has_nan(x)
    wide = _enlarged(x, windows)
    best: Any = None
    for number, offset in enumerate(offsets):
        each = zip(offset, out, stride, dilation, strict=True)
        place: Any = (..., *[slice(k * d, k * d + (o - 1) * s + 1, s) for k, o, s, d in each])
        piece = wide[place]
        if best is None:
            best = np.array(piece, order="C")
            continue
        better = piece > best
        if nan:
            better |= np.isnan(piece)
            np.copyto(best, piece, where=better)
        else:
            np.maximum(best, piece, out=best)
        np.copyto(which, number, where=better)
    steps = _steps(x.shape[-space:])
    shifts = [
        sum(k * d * step for k, d, step in zip(offset, dilation, steps, strict=True))
        for offset in offsets
    ]
    places = np.array(shifts, np.int64)[which]
    places += _outer([start * step for start, step in zip(starts, steps, strict=True)])
    return best, places


def maxima(x: Array, maps: Sequence[Taps]) -> tuple[Array, Array]:
    """The maxima of windows that differ in extent and distance, and their places (int64)."""
    space = len(maps)
    steps = _steps(x.shape[-space:])
    out = tuple([taps.index.shape[0] for taps in maps])
    best = np.full((*x.shape[:-space], *out), _lowest(x.dtype), x.dtype)
    places = np.empty(best.shape, np.int64)
    begin = [taps.index[:, 0] * step for taps, step in zip(maps, steps, strict=True)]
    places[...] = _outer(begin) if 0 not in out else 0
    nan = _has_nan(x)
    for numbers in itertools.product(*[range(len(taps.parts)) for taps in maps]):
        piece: Any = x
        valid: Any = True
        for axis, (taps, number) in enumerate(zip(maps, numbers, strict=True)):
            place, _, mask = taps.parts[number]
            behind = space - 1 - axis
            piece = piece[(..., place, *[slice(None)] * behind)]
            if mask is not None:
                valid = valid & mask.reshape((-1,) + (1,) * behind)
        better = piece > best
        if nan:
            better |= np.isnan(piece)
        better &= valid
        each = zip(maps, numbers, steps, strict=True)
        np.copyto(best, piece, where=better)
        flat = _outer([taps.index[:, number] * step for taps, number, step in each])
        np.copyto(places, flat, where=better)
    return best, places


def drawn_maxima(x: Array, starts: Sequence[Array], kernel: Ints) -> tuple[Array, Array]:
    """The maxima of windows that begin elsewhere in each plane: ``starts`` are (..., windows)."""
    space = len(kernel)
    steps = _steps(x.shape[-space:])
    begin: Any = 0
    for axis, (start, step) in enumerate(zip(starts, steps, strict=True)):
        before, behind = (1,) * axis, (1,) * (space - 1 - axis)
        count = start.shape[-1]
        begin = begin + start.reshape(*start.shape[:-1], *before, count, *behind) * step
    best = gathered(x, begin, space)
    places = begin
    for offset in itertools.product(*map(range, kernel)):
        here = begin + sum(k * step for k, step in zip(offset, steps, strict=True))
        piece = gathered(x, here, space)
        better = (piece > best) | (piece != piece)
        best, places = np.where(better, piece, best), np.where(better, here, places)
    return best, places


# ---- there and back --------------------------------------------------------------------------


def _flat_places(places: Array, space: int, size: int) -> Array:
    """Places as indices into the whole flattened array."""
    planes = math.prod(places.shape[:-space])
    begin = np.arange(planes, dtype=np.int64)[:, None] * size
    result: Array = (places.reshape(planes, math.prod(places.shape[-space:])) + begin).ravel()
    return result


def scattered(g: Array, places: Array, shape: Ints, space: int, *, apart: bool = False) -> Array:
    """``g`` at ``places`` in zeros of ``shape``; several at one place are added up.

    With ``apart`` no place is known to come twice, or the last is to win.
    """
    size = math.prod(shape[-space:])
    flat = _flat_places(places, space, size)
    if not apart:
        total = np.bincount(flat, g.ravel(), math.prod(shape))
        return total.astype(g.dtype).reshape(shape)
    result = np.zeros(math.prod(shape), g.dtype)
    result[flat] = g.ravel()
    return result.reshape(shape)


def gathered(a: Array, places: Array, space: int) -> Array:
    """The elements of ``a`` at ``places``: the adjoint of :func:`scattered`."""
    flat = _flat_places(places, space, math.prod(a.shape[-space:]))
    result: Array = a.ravel()[flat]
    return result.reshape(places.shape)
