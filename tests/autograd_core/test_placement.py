"""Devices, layouts and memory formats."""

from __future__ import annotations

import numpy as np
import pytest

import autograd_core as core
from autograd_core.placement import laid_out, lies_in


def test_a_device_prints_and_compares_as_pytorchs() -> None:
    assert repr(core.device("cpu", 0)) == "device(type='cpu', index=0)"
    assert str(core.device("cpu:0")) == "cpu:0"
    assert core.ones(2).device == core.device("cpu") == "cpu"
    with pytest.raises(RuntimeError, match=r"^Expected one of cpu, cuda, .* string: foo$"):
        core.device("foo")


def test_only_the_cpu_and_strided_tensors_are_there() -> None:
    assert core.zeros(2, device="cpu", layout=core.strided, pin_memory=False).tolist() == [0, 0]
    with pytest.raises(RuntimeError, match="cpu only, not on 'cuda'"):
        core.zeros(2, device="cuda")
    with pytest.raises(RuntimeError, match=r"^pin_memory=True requires"):
        core.zeros(2, pin_memory=True)


@pytest.mark.parametrize(
    ("name", "shape"), [("channels_last", (2, 3, 4, 5)), ("channels_last_3d", (2, 3, 4, 5, 6))]
)
def test_strides_of_memory_formats(name: str, shape: tuple[int, ...]) -> None:
    torch = pytest.importorskip("torch")
    array = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    ours = core.from_numpy(array).clone(memory_format=getattr(core, name))
    theirs = torch.from_numpy(array).clone(memory_format=getattr(torch, name))
    assert ours.stride() == tuple(theirs.stride())
    assert ours.is_contiguous(memory_format=getattr(core, name))
    assert not ours.is_contiguous()
    np.testing.assert_array_equal(ours.numpy(), array)


def test_a_memory_format_needs_its_rank() -> None:
    with pytest.raises(RuntimeError, match=r"^required rank 4 tensor to use channels_last format$"):
        laid_out(np.ones((2, 3)), core.channels_last)
    assert lies_in(np.ones((2, 3)), core.contiguous_format)
    assert not lies_in(np.ones((2, 3)).T, core.contiguous_format)
