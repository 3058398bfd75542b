"""The largest absolute value of a tensor, which outlives its array."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from autograd_core.graph.steps import FEW, Value
from autograd_core.storage import Memory

MANY = FEW + 1


def value(array: np.ndarray[Any, Any]) -> Value:
    return Value(Memory(array).freeze(array), "torch.float32")


@pytest.mark.parametrize("count", [1, 3, MANY])
@pytest.mark.parametrize("last", [-7.0, 7.0, np.inf, -np.inf, np.nan])
def test_signs_do_not_count_and_nan_wins(count: int, last: float) -> None:
    array = np.full(count, -2.0, np.float32)
    array[-1] = last
    found = value(array).largest
    assert math.isnan(found) if math.isnan(last) else found == abs(last)


@pytest.mark.parametrize("count", [2, MANY])
def test_complex_numbers_count_by_their_absolute_value(count: int) -> None:
    assert value(np.full(count, 3 - 4j, np.complex64)).largest == 5


def test_of_nothing_it_is_zero() -> None:
    assert value(np.empty((0, 3), np.float32)).largest == 0


def test_it_outlives_the_array() -> None:
    found = value(np.array([1.0, -3.0], np.float32))
    found.drop()
    assert found.array is None
    assert found.largest == 3
