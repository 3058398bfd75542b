"""Tests for ``torch.masked``: against PyTorch where it is installed, and by hand."""

from __future__ import annotations

from typing import Any

import pytest

import autograd_core as core

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
MASK = [[True, False, True], [False, False, False]]
CALLS: dict[str, dict[str, Any]] = {
    "sum": {"dim": 1},
    "prod": {"dim": (0, 1), "keepdim": True},
    "cumsum": {"dim": 1},
    "cumprod": {"dim": 0},
    "amax": {},
    "amin": {"dim": 0},
    "argmax": {"dim": 1},
    "argmin": {},
    "mean": {"dim": 1},
    "median": {"dim": 1},
    "logsumexp": {"dim": (0, 1)},
    "norm": {"dim": 0},
    "normalize": {"ord": 2.0, "dim": 1},
    "var": {"unbiased": False},
    "std": {"correction": 0},
    "softmax": {"dim": 1},
    "log_softmax": {"dim": 0},
    "softmin": {"dim": 1},
}


def outcome(torch: Any, name: str, **params: Any) -> tuple[Any, Any]:
    x = torch.tensor(X, requires_grad=True)
    result = getattr(torch.masked, name)(x, mask=torch.tensor(MASK), **params)
    if not result.requires_grad:
        return result, None
    result.sum().backward()
    return result.detach(), x.grad


@pytest.mark.parametrize("name", CALLS)
def test_agrees_with_pytorch(name: str) -> None:
    torch = pytest.importorskip("torch")
    named = CALLS[name]
    for found, expected in zip(
        outcome(core, name, **named), outcome(torch, name, **named), strict=True
    ):
        if expected is None:
            assert found is None
        else:
            assert str(found.dtype) == str(expected.dtype)
            torch.testing.assert_close(
                torch.from_numpy(found.numpy()), expected, equal_nan=True, atol=1e-6, rtol=1e-6
            )


def test_mask_broadcasts_and_what_it_hides_gets_no_gradient() -> None:
    x = core.tensor(X, requires_grad=True)
    total = core.masked.sum(x, mask=core.tensor([True, False, True]))
    assert total.item() == 3.0
    total.backward()
    assert x.grad is not None
    assert x.grad.tolist() == [[1.0, 0.0, 1.0], [1.0, 0.0, 1.0]]


def test_mask_of_more_dimensions_is_refused() -> None:
    with pytest.raises(IndexError, match="got mask dimensionality higher than of the input"):
        core.masked.sum(core.tensor([1.0]), mask=core.tensor([[True]]))
