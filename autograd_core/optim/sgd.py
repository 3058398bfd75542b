"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..storage import Array
from ..tensor import Tensor
from .optimizer import ArrayOptimizer, number, opened, stretches

__all__ = ["SGD"]


class SGD(ArrayOptimizer):
    """θ ← θ − lr · g, with momentum (also Nesterov's), dampening and weight decay.

    Raises ValueError for negative options, and for Nesterov's momentum without momentum or with
    dampening.
    """

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: Any = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        if momentum < 0.0:
            raise ValueError(f"Invalid momentum value: {momentum}")
        if weight_decay < 0.0:
            raise ValueError(f"Invalid weight_decay value: {weight_decay}")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)

    def _update(self, param: Tensor, grad: Array, group: dict[str, Any], lr: float) -> None:
        momentum = group["momentum"]
        values = opened(param)
        if not momentum:
            for value, g in stretches(values, grad):
                value -= lr * _decayed(g, value, group)
            return
        state = self.state[param]
        buffer = state.get("momentum_buffer")
        first = buffer is None
        if buffer is None:
            kept = np.empty_like(grad, order="C")
            state["momentum_buffer"] = Tensor(kept)
        else:
            kept = opened(buffer, 2)
        share = 1 - group["dampening"]
        for value, g, b in stretches(values, grad, kept):
            g = _decayed(g, value, group)
            if first:
                b[...] = g
            else:
                b *= momentum
                b += g if share == 1 else share * g
            value -= lr * (g + momentum * b if group["nesterov"] else b)


def _decayed(grad: Array, value: Array, group: dict[str, Any]) -> Any:
    """The gradient to go down, weight decay added."""
    if group["maximize"]:
        grad = -grad
    decay = number(group["weight_decay"])
    return grad + decay * value if decay else grad
