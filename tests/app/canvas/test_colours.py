"""Numbers as colours, and the sample that a card shows of a large tensor."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app import theme
from app.canvas import colours
from app.playback.face import tile_of
from app.playback.sample import SIDE
from autograd_core.graph.steps import Value
from autograd_core.storage import Memory


def value(array: np.ndarray) -> Value:
    array = np.asarray(array, np.float32)
    return Value(Memory(array).freeze(array), "torch.float32")


def test_zero_is_grey_in_the_middle_and_nan_has_a_colour_of_its_own() -> None:
    low, high = colours.span("value", -1.0, 4.0)
    assert (low, high) == (-4.0, 4.0)
    numbers = np.array([[-4.0, 0.0, 4.0, np.nan, np.inf]])
    image = colours.picture(numbers, "value", low, high, theme.LIGHT)
    below, zero, above, nan, infinite = (image.pixelColor(i, 0) for i in range(5))
    assert zero.saturation() < 20
    assert below.red() > 2 * below.blue()
    assert above.blue() > 2 * above.red()
    assert nan == QColor(colours.NAN["light"])
    assert infinite == above


def test_one_number_everywhere_has_a_colour_too() -> None:
    image = colours.picture(np.full((2, 2), 3.0), "grey", 3.0, 3.0, theme.DARK)
    assert image.pixelColor(1, 1).saturation() == 0


@pytest.mark.parametrize("shape", [(200,), (7, 3), (2, 3, 100, 5)])
def test_a_large_tensor_has_a_sample(shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    sample = tile_of(value(array)).sample
    assert sample is not None
    page = np.atleast_2d(array[(0,) * max(0, array.ndim - 2)])
    numbers = sample.numbers()
    assert numbers.shape == tuple(min(SIDE, size) for size in page.shape)
    assert (numbers[0, 0], numbers[-1, -1]) == (page[0, 0], page[-1, -1])
    assert (sample.low, sample.high) == (0.0, array.size - 1)


def test_cards_look_different_when_numbers_only_change_places() -> None:
    array = np.arange(64, dtype=np.float32).reshape(8, 8)
    assert tile_of(value(array)) != tile_of(value(array.T.copy()))
    assert tile_of(value(array)) == tile_of(value(array.copy()))
    assert tile_of(value(np.full((8, 8), np.nan))).sample is None
