"""A few of the numbers of a large tensor, for the thumbnail on its card."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from autograd_core.graph.steps import Value

SIDE = 46
"""Rows and columns of a sample at most; a smaller matrix is there as a whole."""


class Sample(NamedTuple):
    """Numbers of the last two dimensions, at the first place of all others; a vector is a row.

    `data` is float32, so that two samples are equal when they look alike. `low` and `high` are the
    least and the greatest finite number of the whole tensor.
    """

    rows: int
    columns: int
    data: bytes
    low: float
    high: float

    def numbers(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.frombuffer(self.data, np.float32).reshape(self.rows, self.columns)


def sample_of(value: Value) -> Sample | None:
    """The sample of a tensor whose summary is statistics; None where there is nothing to see."""
    array, found = value.array, value.summary
    if array is None or found.minimum is None or found.maximum is None:
        return None
    page = array[(0,) * (array.ndim - 2)] if array.ndim > 2 else np.atleast_2d(array)
    rows, columns = (_places(size) for size in page.shape)
    with np.errstate(over="ignore"):
        some = page[np.ix_(rows, columns)].astype(np.float32)
    height, width = some.shape
    return Sample(height, width, some.tobytes(), found.minimum, found.maximum)


def _places(size: int) -> np.ndarray[Any, np.dtype[np.intp]]:
    if size <= SIDE:
        return np.arange(size)
    return np.round(np.linspace(0, size - 1, SIDE)).astype(np.intp)
