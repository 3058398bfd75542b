"""Optimizers that divide by the size gradients had: Adagrad, RMSprop, Adadelta."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..storage import Array
from ..tensor import Tensor
from .adam import lerped
from .optimizer import ArrayOptimizer, counter, opened, stretches

__all__ = ["Adadelta", "Adagrad", "RMSprop"]


def _check(**options: Any) -> None:
    """Raise ValueError for a negative option; names with spaces are written with underscores."""
    for name, value in options.items():
        if not value >= 0.0:
            said = {"lr": "learning rate", "eps": "epsilon value"}.get(name, f"{name} value")
            raise ValueError(f"Invalid {said}: {value}")


def _kept(param: Tensor, value: float = 0.0) -> Tensor:
    """State of the shape of a parameter."""
    return Tensor(np.full_like(param._array, value, order="C"))


def _counted(state: dict[str, Any]) -> float:
    """Count a step; its number."""
    count = opened(state["step"])
    count += 1
    return float(count)


def _decayed(grad: Array, value: Array, group: dict[str, Any]) -> Any:
    if group["maximize"]:
        grad = -grad
    decay = group["weight_decay"]
    return grad + decay * value if decay else grad


class Adagrad(ArrayOptimizer):
    """θ ← θ − lr · g / (√Σg² + eps) (Duchi, Hazan and Singer 2011)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        _check(lr=lr, lr_decay=lr_decay, weight_decay=weight_decay)
        _check(initial_accumulator_value=initial_accumulator_value, eps=eps)
        defaults = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)
        for group in self.param_groups:
            for param in group["params"]:
                self.state[param] = {
                    "step": counter(),
                    "sum": _kept(param, initial_accumulator_value),
                }

    def _update(self, param: Tensor, grad: Array, group: dict[str, Any], lr: float) -> None:
        state = self.state[param]
        rate = lr / (1 + (_counted(state) - 1) * group["lr_decay"])
        for value, g, total in stretches(opened(param), grad, opened(state["sum"])):
            g = _decayed(g, value, group)
            total += g * g
            value += -rate * g / (np.sqrt(total) + group["eps"])


class RMSprop(ArrayOptimizer):
    """θ ← θ − lr · g / (√mean of g² + eps), with momentum; Hinton's.

    ``centered`` divides by the deviation instead.
    """

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check(lr=lr, eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "capturable": capturable,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _update(self, param: Tensor, grad: Array, group: dict[str, Any], lr: float) -> None:
        state = self.state[param]
        momentum, centered = group["momentum"] > 0, group["centered"]
        if not state:
            state["step"] = counter()
            state["square_avg"] = _kept(param)
            if momentum:
                state["momentum_buffer"] = _kept(param)
            if centered:
                state["grad_avg"] = _kept(param)
        _counted(state)
        names = [name for name in ("momentum_buffer", "grad_avg") if name in state]
        arrays = [opened(param), grad, opened(state["square_avg"], 2)]
        arrays += [opened(state[name]) for name in names]
        alpha = group["alpha"]
        for value, g, square, *more in stretches(*arrays):
            kept = dict(zip(names, more, strict=True))
            g = _decayed(g, value, group)
            square *= alpha
            square += (1 - alpha) * g * g
            spread: Any = square
            if centered:
                mean = kept["grad_avg"]
                lerped(mean, g, 1 - alpha)
                spread = square - mean * mean
            scale = np.sqrt(spread) + group["eps"]
            if momentum:
                buffer = kept["momentum_buffer"]
                buffer *= group["momentum"]
                buffer += g / scale
                value += -lr * buffer
            else:
                value += -lr * g / scale


class Adadelta(ArrayOptimizer):
    """Steps as large as the running mean of earlier ones says (Zeiler 2012)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1.0,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        capturable: bool = False,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check(lr=lr)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        _check(eps=eps, weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "rho": rho,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "capturable": capturable,
            "foreach": foreach,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _update(self, param: Tensor, grad: Array, group: dict[str, Any], lr: float) -> None:
        state = self.state[param]
        if not state:
            state["step"] = counter()
            state["square_avg"] = _kept(param)
            state["acc_delta"] = _kept(param)
        _counted(state)
        rho, eps = group["rho"], group["eps"]
        arrays = (
            opened(param),
            grad,
            opened(state["square_avg"], 2),
            opened(state["acc_delta"], 2),
        )
        for value, g, square, steps in stretches(*arrays):
            g = _decayed(g, value, group)
            square *= rho
            square += (1 - rho) * g * g
            delta = np.sqrt(steps + eps) / np.sqrt(square + eps) * g
            steps *= rho
            steps += (1 - rho) * delta * delta
            value += -lr * delta
