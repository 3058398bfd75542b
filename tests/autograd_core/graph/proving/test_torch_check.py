"""A run against PyTorch itself."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

import resources
from autograd_core.graph.files import decode
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.proving.torch_check import compare, is_installed
from autograd_core.graph.recorder import value_of_array
from autograd_core.graph.steps import Value, port_ref
from tests.autograd_core.graph.graphs import run, sum_of_squares


def test_an_example_agrees_with_pytorch() -> None:
    assert is_installed()
    (item,) = (each for each in resources.examples() if each.name.startswith("07"))
    *_, found = compare(run(decode(item.read_bytes())))
    assert found is not None
    assert found.agrees
    assert found.version.startswith("2.")
    assert [twin.grad for twin in found.twins] == [None, None, 0.0, None]


def test_a_wrong_gradient_and_another_output_are_found() -> None:
    done = run(sum_of_squares())
    value = done.log.at(len(done.log), port_ref("x"), "grad")
    assert isinstance(value, Value)
    value.frozen = value_of_array(np.full(2, 7, np.float32), value.dtype).frozen
    done.machine.output.append("something")
    *_, found = compare(done)
    assert found is not None
    assert not found.agrees
    assert not found.same_output
    assert {twin.node: twin.apart for twin in found.twins}["x"] == 2


def test_it_can_be_cancelled() -> None:
    done = run(sum_of_squares())
    gate = Gate()
    steps = compare(done, gate)
    assert next(steps) is None
    gate.cancel()
    with pytest.raises(Cancelled):
        next(steps)
