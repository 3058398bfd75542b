"""Function beyond the programs that are compared with PyTorch: what only our callers see."""

from __future__ import annotations

from typing import Any

import pytest

import autograd_core as torch
from autograd_core.autograd.function import Function


class Identity(Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor) -> Any:
        return x

    @staticmethod
    def backward(ctx: Any, g: torch.Tensor) -> Any:
        return g, g


def test_an_input_that_is_handed_on_unrecorded_is_detached() -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        y = Identity.apply(x)
    assert not y.requires_grad
    assert y is not x
    assert y.data_ptr() == x.data_ptr()


def test_what_backward_does_wrong_is_its_nodes() -> None:
    x = torch.ones(2, requires_grad=True)
    y = Identity.apply(x)
    with pytest.raises(RuntimeError, match=r"\(expected 1, got 2\)") as error:
        y.sum().backward()
    assert error.value.node is y.grad_fn  # type: ignore[attr-defined]


def test_a_class_that_is_called_takes_any_arguments_and_warns() -> None:
    with pytest.warns(DeprecationWarning, match="should not be instantiated"):
        Identity(torch.ones(1))


def test_save_for_forward_takes_tensors_only() -> None:
    class Kept(Identity):
        @staticmethod
        def forward(ctx: Any, x: torch.Tensor) -> Any:
            ctx.save_for_forward(x, 3)
            return x

    with pytest.raises(AssertionError, match="save_for_forward expects all arguments"):
        Kept.apply(torch.ones(1))
