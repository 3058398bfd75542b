from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograd_core as torch
from autograd_core.storage import Memory


def test_a_frozen_value_outlives_writes() -> None:
    x = torch.tensor([1.0, 2.0])
    before = x.freeze()
    x.mul_(10)
    after = x.freeze()
    x.data[0] = 7.0
    x.detach().add_(1)
    assert before.read().tolist() == [1.0, 2.0]
    assert after.read().tolist() == [10.0, 20.0]
    assert x.freeze().read().tolist() == [8.0, 21.0]


def test_frozen_views_see_what_they_showed() -> None:
    x = torch.arange(6.0).view(2, 3)
    column, transposed = x[:, 1].freeze(), x.t().freeze()
    x.zero_()
    assert column.read().tolist() == [1.0, 4.0]
    assert transposed.read().tolist() == [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]


def test_one_copy_serves_all_handles_of_a_moment() -> None:
    x = torch.zeros(1000)
    handles = [x.freeze(), x[10:20].freeze(), x.view(10, 100).freeze()]
    assert len({id(handle.contents) for handle in handles}) == 1
    x.add_(1)
    assert handles[0].contents.copy is not None
    assert x.freeze().contents is not handles[0].contents
    assert handles[1].nbytes == 40
    assert handles[0].contents.nbytes == 4000


def test_nothing_is_copied_when_no_handle_is_left() -> None:
    x = torch.zeros(3)
    handle = x.freeze()
    del handle
    memory = x.storage().memory
    memory.before_write()
    assert memory._contents is None


def test_reading_costs_no_copy_until_something_is_written() -> None:
    x = torch.zeros(3)
    array = x.freeze().read()
    assert np.may_share_memory(array, x._array)
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_accumulation_into_grad_keeps_frozen_gradients() -> None:
    x = torch.ones(2, requires_grad=True)
    (x * 2).sum().backward()
    assert x.grad is not None
    first = x.grad.freeze()
    (x * 2).sum().backward()
    assert (first.read().tolist(), x.grad.tolist()) == ([2.0, 2.0], [4.0, 4.0])


def test_every_kind_of_write_keeps_frozen_values() -> None:
    def assign(x: torch.Tensor) -> None:
        x[0] = 5.0

    writes: list[Callable[[Any], Any]] = [
        lambda x: x.add_(1),
        lambda x: x.copy_(torch.ones(3)),
        lambda x: x.zero_(),
        lambda x: x.fill_(3),
        lambda x: x.view(3, 1).mul_(2),
        lambda x: x.exp_(),
        assign,
        lambda x: x.__setitem__(torch.tensor([True, False, True]), 9.0),
    ]
    for write in writes:
        x = torch.tensor([1.0, 2.0, 3.0])
        frozen = x.freeze()
        write(x)
        assert frozen.read().tolist() == [1.0, 2.0, 3.0]
        assert x._version == 1


def test_data_has_its_own_version_and_the_same_bytes() -> None:
    x = torch.ones(2)
    alias = x.data
    alias.add_(1)
    assert (x.tolist(), x._version, alias._version) == ([2.0, 2.0], 0, 1)
    assert x.detach().storage() is x.storage()
    assert alias.storage() is not x.storage()
    assert alias.storage().memory is x.storage().memory


def test_setting_data_keeps_the_version() -> None:
    x = torch.ones(2)
    x.add_(1)
    other = torch.zeros(3)
    x.data = other
    other.add_(4)
    assert (x.tolist(), x._version) == ([4.0, 4.0, 4.0], 1)


def test_memory_of_a_transposed_array_keeps_its_layout() -> None:
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    memory = Memory(array)
    handle = memory.freeze(array[1])
    memory.before_write()
    array[...] = 0
    assert handle.read().tolist() == [3.0, 4.0, 5.0]
