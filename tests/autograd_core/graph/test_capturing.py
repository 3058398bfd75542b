"""A live graph of PyTorch, or of this engine, becomes a document that gives the same gradients."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograd_core
from autograd_core.graph import capture, files
from autograd_core.graph.actions import Backward
from autograd_core.graph.document import LeafData, OpData
from autograd_core.graph.placeholders import DATA, UNREADABLE
from autograd_core.graph.steps import port_ref

from .graphs import run

LIBRARIES = ["autograd_core", "torch"]


def library(name: str) -> Any:
    return autograd_core if name == "autograd_core" else pytest.importorskip(name)


def tensors(torch: Any) -> dict[str, Any]:
    torch.manual_seed(0)
    return {
        "x": torch.randn(2, 3, requires_grad=True),
        "w": torch.randn(4, 3, requires_grad=True),
        "b": torch.randn(4, requires_grad=True),
    }


PROGRAMS: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "squares": lambda torch, t: (t["x"] * t["x"]).sum(),
    "layer": lambda torch, t: torch.nn.functional.linear(t["x"], t["w"], t["b"]).relu().sum(),
    "entropy": lambda torch, t: torch.nn.functional.cross_entropy(
        t["x"] @ t["w"].t() + t["b"], torch.tensor([1, 2])
    ),
    "means": lambda torch, t: (t["x"].mean(dim=-1, keepdim=True) ** 2 * 3.0).exp().sum(),
    "pieces": lambda torch, t: torch.cat([t["x"][:, 1:], t["x"][:, :2]], dim=0)[1].tanh().sum(),
    "shapes": lambda torch, t: (t["x"].view(3, 2).t().reshape(-1) * 2).log_softmax(0)[0],
    "constant": lambda torch, t: (t["w"] * torch.ones(4, 3).cumsum(0)).sigmoid().norm(),
}


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_what_was_captured_gives_the_same_gradients(name: str, program: str) -> None:
    torch = library(name)
    named = tensors(torch)
    loss = PROGRAMS[program](torch, named)
    document = capture(loss, names=named)
    loss.backward()
    done = run(files.decode(files.encode(document)))
    assert not done.problems(), [problem.message for problem in done.problems()]
    labels = {d.label: n for n, d in document.nodes.items() if isinstance(d, LeafData)}
    for label, tensor in named.items():
        if tensor.grad is None:
            assert label not in labels
            continue
        grad = done.log.at(len(done.log), port_ref(labels[label]), "grad")
        np.testing.assert_allclose(grad.array, tensor.grad.numpy(), rtol=1e-4, atol=1e-6)


def test_what_is_not_known_is_kept(tmp_path: Path) -> None:
    class Odd(autograd_core.autograd.Function):
        @staticmethod
        def forward(ctx: Any, a: Any) -> Any:
            ctx.save_for_backward(a)
            return a * 2

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            return g * 2

    x = autograd_core.ones(2, requires_grad=True)
    path = tmp_path / "odd.gradcanvas"
    capture(Odd.apply(x).sum(), path)
    document = files.load(path)
    (odd,) = (d for d in document.nodes.values() if isinstance(d, OpData) and d.op == UNREADABLE)
    assert json.loads(odd.params[DATA])["grad_fn"] == "OddBackward"
    assert len(document.wires) == 2


def test_a_tensor_without_a_graph_is_refused() -> None:
    with pytest.raises(ValueError, match="no grad_fn"):
        capture(autograd_core.ones(2, requires_grad=True))


def models(torch: Any) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Losses with their parameters, of Nodes whose names are those of no operation."""
    nn, functional = torch.nn, torch.nn.functional
    torch.manual_seed(0)
    picture, target = torch.randn(2, 1, 8, 8), torch.rand(4, 3)
    network = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(36, 3),
    )  # fmt: skip
    table, x = nn.Embedding(6, 3), torch.randn(4, 3, requires_grad=True)
    names = ("mse_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy_with_logits")
    losses = torch.stack([getattr(functional, name)(x, target) for name in names]).sum()
    parts = x.split(2)[0] * x.sort(dim=0).values[:2] + x[torch.tensor([1, 1])].double().float()
    return {
        "network": (
            functional.cross_entropy(network(picture), torch.tensor([0, 2])),
            dict(network.named_parameters()),
        ),
        "embedding": (table(torch.tensor([1, 4])).prod(), dict(table.named_parameters())),
        "losses": (losses + functional.layer_norm(x, [3]).exp().sum(), {"x": x}),
        "parts": (parts.sum(), {"x": x}),
    }


@pytest.mark.parametrize("name", ["network", "embedding", "losses", "parts"])
def test_models_of_pytorch_give_the_same_gradients(name: str) -> None:
    torch = pytest.importorskip("torch")
    loss, named = models(torch)[name]
    document = capture(loss, names=named)
    loss.backward()
    done = run(files.decode(files.encode(document)))
    assert not done.problems(), [problem.message for problem in done.problems()]
    labels = {d.label: n for n, d in document.nodes.items() if isinstance(d, LeafData)}
    for label, leaf in named.items():
        found = done.log.at(len(done.log), port_ref(labels[label]), "grad").array
        np.testing.assert_allclose(found, leaf.grad.numpy(), rtol=1e-4, atol=1e-5)


def test_several_roots_get_a_backward_each() -> None:
    x = autograd_core.ones(2, requires_grad=True)
    y = x * x
    document = capture([y.sum(), y.exp().sum()], names={"x": x})
    backwards = [each for each in document.actions if isinstance(each, Backward)]
    assert [each.retain_graph for each in backwards] == [True, False]
    assert not run(document).problems()


def test_what_was_written_over_or_has_no_numbers_here_is_left_out() -> None:
    torch = pytest.importorskip("torch")
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    z = y * y.detach()
    y.add_(1)  # over what the product has saved
    assert len(capture((z + x.bfloat16().float()).sum()).nodes) == 7
    sparse = torch.sparse.mm(torch.eye(3).to_sparse(), x.view(3, 1)).sum()
    assert any(getattr(node, "op", "") == UNREADABLE for node in capture(sparse).nodes.values())
