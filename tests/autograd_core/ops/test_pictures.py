"""Convolution, pooling and interpolation where samples do not reach: infinities, NaN, memory."""

from __future__ import annotations

import numpy as np
import pytest

import autograd_core as torch
from autograd_core.ops import im2col
from autograd_core.ops.taps import window_taps

F = torch.nn.functional


def test_an_infinity_stays_in_its_windows() -> None:
    x = torch.tensor([[[float("inf"), 1.0, 2.0, 3.0]]])
    assert F.avg_pool1d(x, 2).tolist() == [[[float("inf"), 2.5]]]
    assert F.interpolate(x, size=2).tolist() == [[[float("inf"), 2.0]]]


def test_a_nan_is_larger_than_all_else() -> None:
    x = torch.tensor([[[1.0, float("nan"), 5.0, 0.0]]])
    out, places = F.max_pool1d(x, 2, return_indices=True)
    assert str(out.tolist()) == "[[[nan, 5.0]]]"
    assert places.tolist() == [[[1, 2]]]


def test_padding_is_never_the_place_of_a_maximum() -> None:
    x = torch.full((1, 1, 3), -float("inf"))
    places = F.max_pool1d(x, 3, stride=1, padding=1, return_indices=True)[1]
    assert places.tolist() == [[[0, 0, 1]]]


def test_the_input_of_a_pool_must_not_change_before_backward() -> None:
    x = torch.ones(1, 1, 4, 4, requires_grad=True) * 1.0
    y = F.avg_pool2d(x, 2)
    x.add_(1.0)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_products_for_large_weights_are_summed_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    g, x = rng.standard_normal((3, 4, 5, 5)), rng.standard_normal((3, 2, 6, 6))
    geometry = ((1, 1), (0, 0), (1, 1), 1)
    held = im2col.correlate_weight(g, x, (2, 2), *geometry)
    monkeypatch.setattr(im2col, "_MOST_HELD", 0)
    np.testing.assert_allclose(im2col.correlate_weight(g, x, (2, 2), *geometry), held)


def test_the_adjoint_of_windows_is_the_transpose() -> None:
    taps = window_taps(5, 3, 3, 2, -1, 1)
    matrix = taps.along(np.eye(5), -1)
    np.testing.assert_array_equal(taps.adjoint().along(np.eye(3), -1), matrix.T)
