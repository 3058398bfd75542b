"""Arguments that say where numbers come from and how a result lies in memory."""

from __future__ import annotations

import pytest

import autograd_core as core
from autograd_core.random import current_generator, default_generator, drawing_from


def test_a_generator_is_drawn_from_and_the_default_left_alone() -> None:
    core.manual_seed(0)
    before = core.get_rng_state().tolist()
    first = core.randn(3, generator=core.Generator().manual_seed(7)).tolist()
    assert core.get_rng_state().tolist() == before
    assert core.manual_seed(7) is default_generator
    assert core.randn(3).tolist() == first


def test_drawing_ends_with_the_call_even_if_it_fails() -> None:
    generator = core.Generator()
    with pytest.raises(RuntimeError, match="normal expects std"):
        core.normal(0.0, -1.0, (2,), generator=generator)
    assert current_generator() is default_generator
    with drawing_from(generator), drawing_from(None):
        assert current_generator() is generator


def test_a_generator_must_be_one() -> None:
    with pytest.raises(TypeError, match=r"'generator' must be torch\.Generator, not int$"):
        core.rand(2, generator=3)


def test_like_keeps_the_order_of_dimensions_unless_told() -> None:
    x = core.ones(2, 3).t()
    assert core.zeros_like(x).stride() == (1, 3)
    assert core.zeros_like(x, memory_format=core.preserve_format).stride() == (1, 3)
    assert core.zeros_like(x, memory_format=core.contiguous_format).stride() == (2, 1)
    with pytest.raises(RuntimeError, match=r"^unsupported memory format Preserve$"):
        core.empty(2, memory_format=core.preserve_format)
