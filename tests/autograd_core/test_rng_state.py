"""The state of a generator as bytes: PyTorch's format, and where it continues."""

from __future__ import annotations

import numpy as np
import pytest

import autograd_core as core


@pytest.mark.parametrize("drawn", [0, 3, 624, 700])
def test_the_bytes_are_pytorchs(drawn: int) -> None:
    torch = pytest.importorskip("torch")
    for module in (core, torch):
        module.manual_seed(11)
        module.rand(drawn)
        module.randn(3)  # leaves the second number of a pair
    np.testing.assert_array_equal(core.get_rng_state().numpy(), torch.get_rng_state().numpy())


def test_a_state_of_pytorch_continues_here() -> None:
    torch = pytest.importorskip("torch")
    torch.manual_seed(11)
    torch.randn(3)
    core.set_rng_state(core.from_numpy(torch.get_rng_state().numpy().copy()))
    np.testing.assert_array_equal(core.randn(5).numpy(), torch.randn(5).numpy())


def test_going_back_repeats_the_numbers() -> None:
    core.manual_seed(4)
    state = core.get_rng_state()
    first = core.randn(20).tolist()
    core.set_rng_state(state)
    assert core.randn(20).tolist() == first


def test_other_things_are_refused() -> None:
    with pytest.raises(TypeError, match=r"^expected a torch\.ByteTensor, but got int$"):
        core.set_rng_state(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^RNG state must be a torch\.ByteTensor$"):
        core.set_rng_state(core.zeros(5056))
    with pytest.raises(RuntimeError, match=r"of size 5056 but found .* to be 3$"):
        core.set_rng_state(core.zeros(3, dtype=core.uint8))
