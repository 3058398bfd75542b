"""The largest absolute value of a tensor, which outlives its array."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from autograd_core.graph.steps import FEW, Value, look_through
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


def test_of_many_at_once_it_is_the_same() -> None:
    pick = np.random.default_rng(0)
    special = np.array([np.nan, np.inf, -np.inf, 0.0, -9.0])
    arrays: list[np.ndarray[Any, Any]] = [np.empty((0, 3)), np.array([True]), np.array([-5, 4])]
    for dtype in (np.float16, np.float32, np.float64, np.complex64):
        for count in (1, 2, FEW, MANY):
            array = pick.normal(size=count).astype(dtype)
            arrays += [array, np.concatenate([array[1:], pick.choice(special, 1)]).astype(dtype)]
    written = np.array([1.0, 2.0])
    memory = Memory(written)
    kept = Value(memory.freeze(written), "torch.float64")
    memory.before_write()
    written[:] = 7.0
    some = [*map(value, arrays), kept]
    look_through(some)
    np.testing.assert_array_equal(
        [each.largest for each in some], [*(value(each).largest for each in arrays), 2.0]
    )
