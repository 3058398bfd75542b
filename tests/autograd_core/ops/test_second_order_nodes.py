"""The Nodes that gradients of gradients are made of, compared with PyTorch's."""

from __future__ import annotations

import pytest

import autograd_core as core

from .second_order import CASES, golden, graph

GOLDEN = golden()


@pytest.mark.parametrize("case", CASES)
def test_a_gradient_records_the_nodes_that_pytorch_records(case: str) -> None:
    assert graph(core, case) == GOLDEN[case]


def test_the_recorded_nodes_are_those_of_pytorch() -> None:
    torch = pytest.importorskip("torch")
    found = {case: graph(torch, case) for case in CASES}
    assert found == GOLDEN


def test_a_printed_gradient_names_its_operation() -> None:
    x = core.tensor([0.5, -1.0], requires_grad=True)
    (gradient,) = core.autograd.grad(core.nn.functional.elu(x).sum(), x, create_graph=True)
    assert repr(gradient) == "tensor([1.0000, 0.3679], grad_fn=<EluBackwardBackward0>)"


def test_numbers_are_scalars_in_rules_and_tensors_in_programs() -> None:
    x = core.tensor([0.5, 2.0], requires_grad=True)
    (gradient,) = core.autograd.grad(x.exp2().sum(), x, create_graph=True)
    in_rule, in_program = gradient.grad_fn, (x * 2).grad_fn
    assert in_rule is not None
    assert in_program is not None
    assert (in_rule.name(), len(in_rule.next_functions)) == ("MulBackward1", 1)
    assert (in_program.name(), len(in_program.next_functions)) == ("MulBackward0", 2)
