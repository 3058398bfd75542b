"""Adam and AdamW."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..storage import Array
from ..tensor import Tensor
from .optimizer import ArrayOptimizer, counter, number, opened, stretches

__all__ = ["Adam", "AdamW", "lerped"]


def lerped(array: Array, towards: Any, weight: float) -> None:
    """Move an array towards another, from the nearer end, as ``lerp_`` does."""
    if weight < 0.5:
        array += weight * (towards - array)
    else:
        array[...] = towards - (towards - array) * (1 - weight)


class Adam(ArrayOptimizer):
    """θ ← θ − lr · m̂ / (√v̂ + eps), of running means of g and g² (Kingma and Ba 2014).

    ``amsgrad`` takes the largest v̂ so far; ``decoupled_weight_decay`` makes it AdamW. Raises
    ValueError for options out of range.
    """

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-3,
        betas: tuple[Any, Any] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        if not lr >= 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        if not eps >= 0.0:
            raise ValueError(f"Invalid epsilon value: {eps}")
        for place, beta in enumerate(betas):
            if not 0.0 <= beta < 1.0:
                raise ValueError(f"Invalid beta parameter at index {place}: {beta}")
        if not weight_decay >= 0.0:
            raise ValueError(f"Invalid weight_decay value: {weight_decay}")
        kinds = [isinstance(beta, kind) for beta in betas for kind in (float, Tensor)]
        if kinds not in ([True, False] * 2, [False, True] * 2):
            raise ValueError("betas must be either both floats or both Tensors")
        defaults = {
            "lr": lr,
            "betas": tuple(betas),
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, defaults)

    def _update(self, param: Tensor, grad: Array, group: dict[str, Any], lr: float) -> None:
        state = self.state[param]
        if not state:
            state["step"] = counter()
            state["exp_avg"] = Tensor(np.zeros_like(param._array, order="C"))
            state["exp_avg_sq"] = Tensor(np.zeros_like(param._array, order="C"))
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = Tensor(np.zeros_like(param._array, order="C"))
        count = opened(state["step"])
        count += 1
        step = float(count)
        beta1, beta2 = number(group["betas"][0]), number(group["betas"][1])
        step_size = lr / (1 - beta1**step)
        correction = (1 - beta2**step) ** 0.5
        decay, decoupled = group["weight_decay"], group["decoupled_weight_decay"]
        arrays = [
            opened(param, 2 if decay and decoupled else 1),
            grad,
            opened(state["exp_avg"]),
            opened(state["exp_avg_sq"], 2),
        ]
        if group["amsgrad"]:
            arrays.append(opened(state["max_exp_avg_sq"]))
        for value, g, mean, square, *largest in stretches(*arrays):
            if group["maximize"]:
                g = -g
            if decay and decoupled:
                value *= 1 - lr * decay
            elif decay:
                g = g + decay * value
            lerped(mean, g, 1 - beta1)
            square *= beta2
            square += (1 - beta2) * g * g
            for most in largest:
                np.maximum(most, square, out=most)
                square = most
            scale = np.sqrt(square)
            scale /= correction
            scale += group["eps"]
            value += -step_size * mean / scale


class AdamW(Adam):
    """Adam with weight decay that is no part of the gradient (Loshchilov and Hutter 2017)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-3,
        betas: tuple[Any, Any] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )
