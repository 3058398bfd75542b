"""A journey: the same small networks, trained in both engines from the same seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import autograd_core


def losses(torch: Any, make: Callable[[Any, Any], Any], dtype: str) -> list[float]:
    """The losses of 20 steps of an MLP on random data."""
    nn = torch.nn
    torch.manual_seed(11)
    net = nn.Sequential(
        nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 16), nn.Tanh(), nn.Linear(16, 4)
    ).to(getattr(torch, dtype))
    inputs = torch.randn(64, 8, dtype=getattr(torch, dtype))
    targets = torch.randint(0, 4, (64,))
    criterion = nn.CrossEntropyLoss()
    optimizer = make(torch.optim, net.parameters())
    found = []
    for _ in range(20):
        optimizer.zero_grad()
        loss = criterion(net(inputs), targets)
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    return found


MAKERS: dict[str, Callable[[Any, Any], Any]] = {
    "SGD": lambda optim, p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=1e-3),
    "Adam": lambda optim, p: optim.Adam(p, lr=0.01, amsgrad=True),
    "AdamW": lambda optim, p: optim.AdamW(p, lr=0.01),
    "RMSprop": lambda optim, p: optim.RMSprop(p, lr=0.001, centered=True, momentum=0.5),
}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 1e-5), ("float64", 1e-12)])
def test_losses_go_down_as_in_pytorch(name: str, dtype: str, tolerance: float) -> None:
    torch = pytest.importorskip("torch")

    ours = losses(autograd_core, MAKERS[name], dtype)

    assert ours[-1] < ours[0] - 0.05
    assert ours == pytest.approx(losses(torch, MAKERS[name], dtype), abs=tolerance, rel=tolerance)
