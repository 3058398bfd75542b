"""Parameters are taken by operations as Tensors are, and are given back by none."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import autograd_core as torch
from autograd_core.ops import dispatch
from autograd_core.ops.spec import REGISTRY
from autograd_core.parameter import Parameter
from autograd_core.tensor import Tensor


@pytest.fixture
def slow_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of operations that were left to the slow way while the test ran."""
    seen: list[str] = []
    execute = dispatch.execute

    def noted(spec: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(spec.name)
        return execute(spec, *args, **kwargs)

    monkeypatch.setattr(dispatch, "execute", noted)
    monkeypatch.setattr(dispatch, "_fast_calls", {})
    return seen


@pytest.mark.parametrize("name", ["mul", "exp", "matmul", "sum"])
def test_fast_calls_take_a_parameter(name: str, slow_calls: list[str]) -> None:
    spec = REGISTRY[name]
    inputs = [Parameter(torch.ones(2, 2)) for _ in spec.ports]
    slow_calls.clear()

    result = dispatch.call(spec, inputs)

    assert slow_calls == []
    assert type(result) is Tensor
    assert result.requires_grad
    result.sum().backward()
    assert all(parameter.grad is not None for parameter in inputs)


def test_other_subclasses_take_the_slow_way(slow_calls: list[str]) -> None:
    class Mine(Tensor):
        pass

    inputs = [Mine(torch.ones(2)._array), torch.ones(2)]
    slow_calls.clear()
    dispatch.call(REGISTRY["mul"], inputs)

    assert slow_calls == ["mul"]


def test_a_parameter_shares_bytes_and_version_with_its_data() -> None:
    data = torch.zeros(2)
    parameter = Parameter(data)
    with torch.no_grad():
        parameter.add_(1)
    assert data.tolist() == [1, 1]
    assert data._version == parameter._version == 1


def test_pickle_and_deepcopy_keep_the_class_and_requires_grad() -> None:
    for parameter in (Parameter(torch.ones(2)), Parameter(torch.ones(1), requires_grad=False)):
        for twin in (copy.deepcopy(parameter), pickle.loads(pickle.dumps(parameter))):
            assert type(twin) is Parameter
            assert repr(twin) == repr(parameter)
            with torch.no_grad():
                twin.zero_()
        assert parameter.sum().item() > 0
