"""What printing does not show of optimizers: how they write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograd_core
from autograd_core.optim.optimizer import STRETCH

MAKERS: dict[str, Callable[[Any, Any], Any]] = {
    "SGD": lambda optim, p: optim.SGD(p, lr=0.1),
    "momentum": lambda optim, p: optim.SGD(p, 0.1, 0.9, 0.3, 0.1, maximize=True),
    "nesterov": lambda optim, p: optim.SGD(p, 0.1, 0.9, nesterov=True, weight_decay=0.1),
    "Adam": lambda optim, p: optim.Adam(p, 0.05, (0.3, 0.8), 1e-3, 0.1, True),
    "AdamW": lambda optim, p: optim.AdamW(p, 0.05, maximize=True),
    "Adagrad": lambda optim, p: optim.Adagrad(p, 0.1, 0.2, 0.3, 0.4),
    "RMSprop": lambda optim, p: optim.RMSprop(p, 0.02, 0.6, 1e-4, 0.1, 0.5, True),
    "Adadelta": lambda optim, p: optim.Adadelta(p, 0.3, 0.4, 1e-3, 0.1),
}


def trained(torch: Any, make: Callable[[Any, Any], Any]) -> tuple[list[Any], list[int]]:
    """Parameters of one element, of several stretches, and transposed; and their versions."""
    torch.manual_seed(1)
    several = (STRETCH // 100 + 7, 250)
    long, short, turned = torch.randn(*several), torch.randn(()), torch.randn(150, 200)
    parameters = [long.double(), short.double(), turned.double().t()]
    for parameter in parameters:
        parameter.requires_grad_()
    optimizer = make(torch.optim, parameters)
    for _ in range(5):
        optimizer.zero_grad()
        sum(((p - 1) ** 2).sum() for p in parameters).backward()
        optimizer.step()
    return [p.detach().numpy() for p in parameters], [p._version for p in parameters]


@pytest.mark.parametrize("name", MAKERS)
def test_large_and_strided_parameters_get_pytorchs_numbers(name: str) -> None:
    torch = pytest.importorskip("torch")
    ours, our_versions = trained(autograd_core, MAKERS[name])
    theirs, versions = trained(torch, MAKERS[name])
    for our, their in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(our, their, rtol=1e-12, atol=1e-14)
    assert our_versions == versions


@pytest.mark.parametrize("name", MAKERS)
def test_a_step_writes_the_parameters_own_bytes(name: str) -> None:
    parameter = autograd_core.ones(3, requires_grad=True)
    array, before = parameter._array, parameter.freeze()
    optimizer = MAKERS[name](autograd_core.optim, [parameter])
    parameter.grad = autograd_core.ones(3)
    gradient = parameter.grad._array.copy()

    optimizer.step()

    assert parameter._array is array
    assert not np.array_equal(array, np.ones(3))
    assert before.read().tolist() == [1, 1, 1]  # a picture of the value before outlives the write
    assert np.array_equal(parameter.grad._array, gradient)
    assert parameter.is_leaf


def test_the_closure_records_and_step_does_not() -> None:
    parameter = autograd_core.ones(1, requires_grad=True)
    optimizer = autograd_core.optim.SGD([parameter], lr=0.5)
    modes = []

    def closure() -> Any:
        modes.append(autograd_core.is_grad_enabled())
        optimizer.zero_grad()
        loss = (parameter * parameter).sum()
        loss.backward()
        return loss

    with autograd_core.no_grad():
        loss = optimizer.step(closure)

    assert modes == [True]
    assert loss.item() == 1
    assert parameter.item() == 0
    assert autograd_core.is_grad_enabled()


def test_recorded_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="differentiable=True is not offered here"):
        autograd_core.optim.SGD([autograd_core.ones(1, requires_grad=True)], differentiable=True)


def test_duplicate_parameters_warn() -> None:
    parameter = autograd_core.ones(1, requires_grad=True)
    with pytest.warns(UserWarning, match="parameter group with duplicate parameters"):
        autograd_core.optim.SGD([parameter, parameter], lr=0.1)
