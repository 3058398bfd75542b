"""Gradients of losses that PyTorch has as operations of their own, as ``mse_loss_backward``.

Both namespaces offer each by its name; its own rules are those of PyTorch's ``derivatives.yaml``
and ``FunctionsManual.cpp``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .functional import spread
from .spec import Meta, OpSpec, Param, Port, register

Params = Mapping[str, Any]


def _like_second(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (operands[1],)


def _averaged(xp: Any, losses: Any, a: Any, reduction: str) -> Any:
    return xp.div_number(losses, math.prod(a.shape)) if reduction == "mean" else losses


def _kernel(name: str, forward: Any, *rules: Any, params: str = "reduction") -> OpSpec:
    title = "".join(part.capitalize() for part in name.split("_"))
    return OpSpec(
        name=name,
        category="internal",
        ports=(Port("grad"), Port("a"), Port("target")),
        params=tuple([Param(param, "number") for param in params.split()]),
        infer=_like_second,
        forward=forward,
        gradients=rules,
        node_name=f"{title}Backward0",
        broadcasts=True,
    )


# ---- squares ---------------------------------------------------------------------------------


def _mse(xp: Any, grad: Any, a: Any, target: Any, reduction: str) -> Any:
    return spread(grad, reduction, a.shape) * (a - target) * 2


def _mse_second(xp: Any, g: Any, grad: Any, a: Any, reduction: str) -> Any:
    return _averaged(xp, xp.mul_number(g * grad, 2), a, reduction)


# ---- squares near 0, straight lines elsewhere ------------------------------------------------


def _smooth(xp: Any, grad: Any, a: Any, target: Any, reduction: str, beta: float) -> Any:
    away = a - target
    grad = spread(grad, reduction, a.shape)
    steep = np.where(away > 0, grad, -grad)
    return np.where(np.abs(away) < beta, grad * away / beta, steep)


def _smooth_second(
    xp: Any, g: Any, grad: Any, a: Any, target: Any, reduction: str, beta: float
) -> Any:
    if beta == 0:
        return xp.zeros_like(g * grad)
    near = xp.astype(xp.greater(beta, xp.abs(a - target)), g.dtype)
    return _averaged(xp, xp.div_number(g * grad * near, beta), a, reduction)


def _huber(xp: Any, grad: Any, a: Any, target: Any, reduction: str, delta: float) -> Any:
    away = a - target
    grad = spread(grad, reduction, a.shape)
    steep = np.where(away > 0, grad * delta, grad * -delta)
    return np.where(np.abs(away) < delta, grad * away, steep)


def _huber_second(
    xp: Any, g: Any, grad: Any, a: Any, target: Any, reduction: str, delta: float
) -> Any:
    near = xp.astype(xp.greater(delta, xp.abs(a - target)), g.dtype)
    return _averaged(xp, g * grad * near, a, reduction)


# ---- margins ---------------------------------------------------------------------------------


def _soft_margin(xp: Any, grad: Any, a: Any, target: Any, reduction: str) -> Any:
    return spread(grad, reduction, a.shape) * -target / (1 + np.exp(target * a))


def _soft_margin_second(xp: Any, g: Any, grad: Any, a: Any, target: Any, reduction: str) -> Any:
    z = xp.exp(a * -target)
    above = xp.add_number(z, 1)
    return _averaged(xp, g * grad * (target * target) * z / (above * above), a, reduction)


def _of_gradient(name: str) -> tuple[Any, Any]:
    """The rule of ``grad``, without and with a parameter, where PyTorch sums it itself."""

    def rule(xp: Any, g: Any, grad: Any, a: Any, target: Any, reduction: str, *more: Any) -> Any:
        function = getattr(xp, name)
        if reduction == "none":
            return function(g, a, target, reduction, *more)
        return xp.sum(function(xp.ones_like(grad), a, target, reduction, *more) * g)

    return (
        lambda xp, g, grad, a, target, reduction: rule(xp, g, grad, a, target, reduction),
        lambda xp, g, grad, a, target, reduction, delta: rule(
            xp, g, grad, a, target, reduction, delta
        ),
    )


register(
    _kernel(
        "mse_loss_backward",
        _mse,
        lambda xp, g, a, target, reduction: xp.mse_loss_backward(g, a, target, reduction),
        _mse_second,
        lambda xp, g, grad, a, reduction: -_mse_second(xp, g, grad, a, reduction),
    ),
    _kernel(
        "smooth_l1_loss_backward",
        _smooth,
        lambda xp, g, a, target, reduction, beta: xp.smooth_l1_loss_backward(
            g, a, target, reduction, beta
        ),
        _smooth_second,
        lambda xp, g, grad, a, target, reduction, beta: (
            -_smooth_second(xp, g, grad, a, target, reduction, beta)
        ),
        params="reduction beta",
    ),
    _kernel(
        "huber_loss_backward",
        _huber,
        _of_gradient("huber_loss_backward")[1],
        _huber_second,
        lambda xp, g, grad, a, target, reduction, delta: (
            -_huber_second(xp, g, grad, a, target, reduction, delta)
        ),
        params="reduction delta",
    ),
    _kernel(
        "soft_margin_loss_backward",
        _soft_margin,
        _of_gradient("soft_margin_loss_backward")[0],
        _soft_margin_second,
        None,
    ),
)
