"""Functions of the array namespace that take other ways than NumPy's."""

from __future__ import annotations

import numpy as np
import pytest

from autograd_core.arrays import where


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "int64"])
def test_where_else_zero_keeps_every_bit(dtype: str) -> None:
    source = np.random.default_rng(0)
    values = (100 * source.standard_normal((40, 50))).astype(dtype)
    if dtype.startswith("float"):
        values[0, :5] = [np.inf, -np.inf, np.nan, -0.0, 0.0]
    mask = source.random((40, 50)) > 0.5
    mask[0, :5] = [True, False, False, True, False]

    for picked in (slice(None), slice(None, None, 2), slice(0, 0), slice(0, 1)):
        for a, keep in ((values[picked], mask[picked]), (values[picked].T, mask[picked].T)):
            result, expected = where(keep, a, 0.0), np.where(keep, a, 0.0)
            assert result.dtype == expected.dtype
            assert result.tobytes() == expected.tobytes()
            assert not np.shares_memory(result, a)
