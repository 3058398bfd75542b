"""What samples cannot say of nn.functional: in-place variants, draws, running statistics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograd_core as core
from tests.autograd_core.differential import graph_of

VALUES = [[1.0, -2.0, 0.5, -0.25], [7.0, -4.0, 0.25, 3.0]]
IN_PLACE = "relu relu6 leaky_relu elu selu celu silu mish hardtanh hardsigmoid hardswish rrelu"
DROPOUTS = "dropout dropout1d alpha_dropout feature_alpha_dropout"


def both(function: Callable[[Any], Any]) -> list[Any]:
    """The same in our engine and in PyTorch."""
    return [function(torch) for torch in (core, pytest.importorskip("torch"))]


@pytest.mark.parametrize("name", IN_PLACE.split())
def test_activations_in_place_record_what_pytorch_records(name: str) -> None:
    def run(torch: Any) -> Any:
        x = torch.tensor(VALUES, dtype=torch.float64, requires_grad=True)
        product = x * 1
        out = getattr(torch.nn.functional, name)(product, inplace=True)
        assert out is product
        (grad,) = torch.autograd.grad(out.sum(), x)
        return graph_of(out.grad_fn), out.tolist(), grad.tolist()

    ours, theirs = both(run)
    assert ours[0] == theirs[0]
    np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-12)
    np.testing.assert_allclose(ours[2], theirs[2], rtol=1e-12)


@pytest.mark.parametrize("inplace", [False, True])
@pytest.mark.parametrize("name", DROPOUTS.split())
def test_dropout_draws_what_pytorch_draws(name: str, inplace: bool) -> None:
    def run(torch: Any) -> Any:
        torch.manual_seed(3)
        x = torch.tensor(VALUES * 3) * 1
        kept = getattr(torch.nn.functional, name)(x, 0.4, True, inplace)
        return kept.tolist(), x.tolist()

    ours, theirs = both(run)
    np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-6)
    np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-6)
    assert (ours[0] == ours[1]) == inplace


def test_batches_move_running_statistics_and_evaluation_does_not() -> None:
    def run(torch: Any) -> Any:
        x = torch.tensor(VALUES)
        mean, var = torch.zeros(4), torch.ones(4)
        seen = []
        for training in (True, False):
            out = torch.nn.functional.batch_norm(x, mean, var, training=training, momentum=0.25)
            seen += [out.tolist(), mean.tolist(), var.tolist()]
        return seen

    ours, theirs = both(run)
    for found, expected in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert ours[1] == ours[4] != [0.0] * 4


def test_old_names_of_reductions_warn_and_work() -> None:
    x = core.tensor([1.0, 3.0])
    with pytest.warns(UserWarning, match="please use reduction='sum' instead"):
        loss = core.nn.functional.mse_loss(x, x + 1, size_average=False)
    assert loss.item() == 2.0


def test_ignored_classes_get_no_gradient_and_no_sign() -> None:
    x = core.tensor([[1.0, 2.0], [3.0, 1.0]], requires_grad=True)
    core.nn.functional.cross_entropy(x, core.tensor([1, -100])).backward()
    assert x.grad is not None
    assert str(x.grad[1]) == "tensor([0., 0.])"


def test_a_class_that_there_is_not_is_an_index_error() -> None:
    scores = core.tensor([[1.0, 2.0]])
    with pytest.raises(IndexError, match=r"Target 2 is out of bounds\."):
        core.nn.functional.cross_entropy(scores, core.tensor([2]))
    with pytest.raises(IndexError, match="index out of range in self"):
        core.nn.functional.embedding(core.tensor([-1]), scores)


def test_long_rows_of_a_table_are_shortened_in_place() -> None:
    table = core.tensor([[3.0, 4.0], [0.5, 0.0], [6.0, 8.0]])
    core.nn.functional.embedding(core.tensor([0, 1]), table, max_norm=1.0)
    np.testing.assert_allclose(table.numpy(), [[0.6, 0.8], [0.5, 0.0], [6.0, 8.0]], rtol=1e-6)
    assert table._version == 1
