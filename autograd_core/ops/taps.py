"""Linear maps along the spatial dimensions, as lists of *taps*: what each result is the sum of.

Averages over windows, padding by reflection and interpolation all work along one dimension after
the other, and there each result is a weighted sum of a few elements. :class:`Taps` says which. Its
adjoint, for gradients, is again of this kind. Elements without weight are never touched, so that
infinities and NaNs stay where they belong.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..storage import Array

__all__ = ["Taps", "applied", "from_index", "window_taps"]


class Taps:
    """Results along one dimension as sums of ``weight[r, t] * x[index[r, t]]`` where ``valid``.

    Args:
        index: places in the input, (results, taps), integers; anything where not valid.
        size: the extent of the input.
        weight: factors, (results, taps), or None for 1.
        valid: which taps count, (results, taps), or None for all.
    """

    def __init__(
        self, index: Array, size: int, weight: Array | None = None, valid: Array | None = None
    ) -> None:
        if valid is not None and valid.all():
            valid = None
        self.index = index
        self.size = size
        self.weight = weight
        self.valid = valid
        self._adjoint: Taps | None = None
        self.parts = [self._part(tap) for tap in range(index.shape[1])]

    def _part(self, tap: int) -> tuple[Any, Array | None, Array | None]:
        """Place (a slice where the index is even), weight and mask of one tap."""
        place: Any = self.index[:, tap]
        mask = None if self.valid is None else self.valid[:, tap]
        if mask is not None:
            place = np.where(mask, place, 0)
            mask = None if mask.all() else mask
        steps = np.diff(place)
        if place.size and (not steps.size or (steps[0] > 0 and (steps == steps[0]).all())):
            step = int(steps[0]) if steps.size else 1
            place = slice(int(place[0]), int(place[-1]) + 1, step)
        return place, None if self.weight is None else self.weight[:, tap], mask

    def adjoint(self) -> Taps:
        """The map of gradients: from the results back to the input."""
        if self._adjoint is None:
            results, taps = self.index.shape
            rows = np.repeat(np.arange(results), taps)
            chosen = np.ones(rows.shape, bool) if self.valid is None else self.valid.ravel()
            rows, places = rows[chosen], self.index.ravel()[chosen]
            order = np.argsort(places, kind="stable")
            rows, places = rows[order], places[order]
            counts = np.bincount(places, minlength=self.size)
            nth = np.arange(places.size) - (np.cumsum(counts) - counts)[places]
            shape = (self.size, int(counts.max(initial=0)))
            index, valid = np.zeros(shape, np.int64), np.zeros(shape, bool)
            index[places, nth] = rows
            valid[places, nth] = True
            weight = None
            if self.weight is not None:
                weight = np.zeros(shape, self.weight.dtype)
                weight[places, nth] = self.weight.ravel()[chosen][order]
            self._adjoint = Taps(index, results, weight, valid)
            self._adjoint._adjoint = self
        return self._adjoint

    def along(self, x: Array, axis: int) -> Array:
        """The map applied along a dimension counted from the end: -1 is the last."""
        tail = (1,) * (-1 - axis)
        shape = [*x.shape]
        shape[axis] = self.index.shape[0]
        result: Array | None = None
        for place, weight, mask in self.parts:
            piece = x[(..., place, *[slice(None)] * len(tail))]
            if weight is not None:
                piece = piece * weight.astype(x.dtype).reshape(-1, *tail)
            if mask is not None:
                piece = np.where(mask.reshape(-1, *tail), piece, x.dtype.type(0))
            if result is None:
                # Views must not be added to.
                result = np.array(piece, order="C") if weight is None and mask is None else piece
            else:
                result += piece
        return np.zeros(shape, x.dtype) if result is None else result


def applied(x: Array, maps: Sequence[Taps]) -> Array:
    """Maps along the last dimensions, one for each; half floats are summed in float32."""
    dtype = x.dtype
    result = x.astype(np.float32) if dtype.char == "e" else x
    for place, taps in enumerate(maps):
        result = taps.along(result, place - len(maps))
    return np.ascontiguousarray(result).astype(dtype, copy=False)


def from_index(index: Array, size: int) -> Taps:
    """Each result is one element, or 0 where the index is negative."""
    column = np.asarray(index, np.int64)[:, None]
    return Taps(column, size, valid=column >= 0)


@lru_cache(256)
def window_taps(size: int, out: int, kernel: int, stride: int, start: int, dilation: int) -> Taps:
    """Windows of ``kernel`` elements, the first at ``start``; what is outside does not count."""
    index = start + stride * np.arange(out)[:, None] + dilation * np.arange(kernel, dtype=np.int64)
    return Taps(index, size, valid=(index >= 0) & (index < size))
