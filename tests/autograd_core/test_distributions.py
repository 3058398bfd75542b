"""The distributions draw PyTorch's numbers, in memory order, and refuse what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograd_core as core

FILLS: list[tuple[str, Callable[[Any], Any]]] = [
    ("uniform", lambda x: x.uniform_(-2, 3)),
    ("normal", lambda x: x.normal_(1, 2)),
    ("exponential", lambda x: x.exponential_(0.5)),
    ("cauchy", lambda x: x.cauchy_(1, 2)),
    ("geometric", lambda x: x.geometric_(0.3)),
    ("log normal", lambda x: x.log_normal_(0.5, 0.25)),
    ("bernoulli", lambda x: x.bernoulli_(0.3)),
    ("random", lambda x: x.random_()),
    ("random to", lambda x: x.random_(7)),
    ("random from to", lambda x: x.random_(-3, 7)),
]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", [5, 40])
@pytest.mark.parametrize("fill", [fill for _, fill in FILLS], ids=[name for name, _ in FILLS])
def test_fills_are_pytorchs(fill: Callable[[Any], Any], size: int, dtype: str) -> None:
    torch = pytest.importorskip("torch")
    found = []
    for module in (core, torch):
        module.manual_seed(3)
        found.append(fill(module.zeros(size, dtype=getattr(module, dtype))).numpy())
    np.testing.assert_allclose(found[0], found[1], rtol=1e-6 if dtype == "float32" else 1e-14)


@pytest.mark.parametrize("fill", [fill for _, fill in FILLS], ids=[name for name, _ in FILLS])
def test_numbers_are_drawn_in_the_order_of_memory(fill: Callable[[Any], Any]) -> None:
    torch = pytest.importorskip("torch")
    found = []
    for module in (core, torch):
        module.manual_seed(3)
        found.append(fill(module.zeros(5, 4).t()).numpy())
    np.testing.assert_allclose(found[0], found[1], rtol=1e-6)


CREATIONS: list[Callable[[Any], Any]] = [
    lambda t: t.rand_like(t.ones(3, 4).t()),
    lambda t: t.randn_like(t.ones(5, 4).t()),
    lambda t: t.randint_like(t.ones(3), 2, 9),
    lambda t: t.randint(5, (4,)),
    lambda t: t.randint(-5, 5, (4,), dtype=t.int8),
    lambda t: t.randperm(9),
    lambda t: t.normal(1.0, 2.0, (3,)),
    lambda t: t.normal(t.ones(3), 2.0),
    lambda t: t.normal(0.0, t.ones(3)),
    lambda t: t.normal(t.ones(3), t.ones(2, 1)),
    lambda t: t.bernoulli(t.full((5,), 0.5)),
    lambda t: t.bernoulli(t.ones(5), 0.5),
    lambda t: t.multinomial(t.tensor([0.1, 0.2, 0.3]), 2),
    lambda t: t.multinomial(t.tensor([[0.1, 0.2, 0.3]]), 9, replacement=True),
]


@pytest.mark.parametrize("place", range(len(CREATIONS)))
def test_draws_are_pytorchs(place: int) -> None:
    torch = pytest.importorskip("torch")
    found = []
    for module in (core, torch):
        module.manual_seed(5)
        found.append(CREATIONS[place](module))
    assert tuple(found[0].stride()) == tuple(found[1].stride())
    assert str(found[0].dtype) == str(found[1].dtype)
    np.testing.assert_allclose(found[0].numpy(), found[1].numpy(), rtol=1e-6)


REFUSED: list[Callable[[Any], Any]] = [
    lambda t: t.ones(2).exponential_(0),
    lambda t: t.ones(2, dtype=t.int64).exponential_(),
    lambda t: t.ones(2, dtype=t.int64).cauchy_(),
    lambda t: t.ones(2).cauchy_(0, 0),
    lambda t: t.ones(2).geometric_(1),
    lambda t: t.ones(2).log_normal_(0, 0),
    lambda t: t.ones(2, dtype=t.int64).log_normal_(),
    lambda t: t.ones(2).uniform_(5, 1),
    lambda t: t.ones(2).normal_(0, -1),
    lambda t: t.ones(3).bernoulli_(t.ones(2)),
    lambda t: t.ones(2, dtype=t.uint8).random_(300),
    lambda t: t.multinomial(t.ones(1, 2, 3), 2),
    lambda t: t.multinomial(t.tensor([-1.0, 2.0]), 1),
    lambda t: t.multinomial(t.tensor([0.0, 0.0]), 3, replacement=True),
    lambda t: t.randperm(300, dtype=t.uint8),
    lambda t: t.rand(2, dtype=t.int64),
]


@pytest.mark.parametrize("place", range(len(REFUSED)))
def test_refusals_are_pytorchs(place: int) -> None:
    errors = []
    for module in (core, pytest.importorskip("torch")):
        with pytest.raises(RuntimeError) as caught:
            REFUSED[place](module)
        errors.append((type(caught.value), str(caught.value)))
    assert errors[0] == errors[1]
