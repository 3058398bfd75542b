"""Arrays that have a row for each slot, and some to spare."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.canvas.curves import Indices

SPARE = 64


def doubled(array: np.ndarray[Any, Any], fill: float) -> np.ndarray[Any, Any]:
    """A copy with twice the rows, the new ones filled."""
    rest = np.full(array.shape, fill, array.dtype)
    return _as(array, np.concatenate([array, rest]))


def kept(array: np.ndarray[Any, Any], slots: Indices, fill: float) -> np.ndarray[Any, Any]:
    """The rows of these slots, and filled ones to spare."""
    rest = np.full((SPARE, *array.shape[1:]), fill, array.dtype)
    return _as(array, np.concatenate([array[slots], rest]))


def _as(array: np.ndarray[Any, Any], found: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """What was found, by columns if the array is."""
    return np.asfortranarray(found) if array.flags.f_contiguous else found
