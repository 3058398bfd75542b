"""Losses of predictions and targets, element by element, and how they are reduced.

A loss that PyTorch computes in one piece has a kernel here (category ``internal``) with its Node;
the functions of ``nn.functional`` check, broadcast and call it as PyTorch's do.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import (
    REDUCTION,
    broadcast_both,
    check_reduction,
    do,
    ordered,
    reduced,
    reduced_array,
)
from .operands import no_kernel, refused
from .shapes import elementwise
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Rule = Callable[..., Any]

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[0.5, -1.0, 1.5], [0.25, 0.75, -2.0]]
P = [[0.5, 0.25, 0.75], [0.125, 0.875, 0.375]]
PORTS = (Port("a"), Port("target"))
WEIGHTED = (*PORTS, Port("weight", optional=True, help="a factor for each loss"))
BAD_WORD = BadSample(
    (X, Y), {"reduction": "all"}, "all is not a valid value for reduction", ValueError
)
WORD = Param("reduction", "str", "mean")


def infer_loss(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """The shape of the losses, or 0-d if they are reduced."""
    meta = elementwise([one for one in operands[:2] if one is not None])
    check_reduction(params["reduction"])
    return (Meta(meta.shape if params["reduction"] == "none" else (), meta.dtype),)


def loss(
    name: str, order: str, compose: Callable[..., Any], ports: Sequence[Port] = PORTS, **fields: Any
) -> OpSpec:
    """A loss of ``nn.functional``; ``order`` is that of its arguments in calls."""
    named = ", ".join(f"{{{port.name}}}" for port in ports if not port.optional)
    extra = "".join(f", {p.name}={{{p.name}}}" for p in ports if p.optional)
    return OpSpec(
        name=name,
        category="loss",
        ports=tuple(ports),
        params=fields.pop("params", (REDUCTION,)),
        infer=fields.pop("infer", infer_loss),
        compose=compose,
        arguments=ordered(order),
        spelling=f"torch.nn.functional.{name}({named}{extra}, {{params}})",
        functions=(f"nn.functional.{name}",),
        **fields,
    )


def warn_of_sizes(a: Tensor, target: Tensor) -> None:
    """Warns, as PyTorch does, where broadcasting is likely to be a mistake."""
    if a.shape != target.shape:
        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size "
            f"({a.size()}). This will likely lead to incorrect results due to broadcasting. "
            "Please ensure they have the same size.",
            UserWarning,
            stacklevel=3,
        )


# ---- kernels ---------------------------------------------------------------------------------


def _kernel(
    name: str, node_name: str, kernel: str, function: Rule, rules: tuple[Any, Any], *more: Param
) -> OpSpec:
    """A loss of two tensors with a Node of its own; the rules get the spread gradient.

    ``function(a, target, ...)`` gives the losses of arrays.
    """

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        (meta,) = infer_loss(operands, params)
        if not meta.dtype.is_floating_point:
            raise no_kernel(kernel, meta.dtype)
        return (meta,)

    def forward(xp: Any, a: Any, target: Any, reduction: str, **params: Any) -> Any:
        if a.dtype.kind != "f":
            refused()
        return reduced_array(function(a, target, **params), reduction)

    return OpSpec(
        name=f"{name}_kernel",
        category="internal",
        ports=PORTS,
        params=(WORD, *more),
        infer=infer,
        promote="operands",
        forward=forward,
        gradients=rules,
        node_name=node_name,
    )


def _smooth(a: Any, target: Any, beta: float) -> Any:
    if beta < 0:
        refused()
    away = np.abs(a - target)
    if beta == 0:
        return away
    return np.where(away < beta, 0.5 * away * away / beta, away - 0.5 * beta)


def _huber(a: Any, target: Any, delta: float) -> Any:
    away = np.abs(a - target)
    return np.where(away <= delta, 0.5 * away * away, delta * (away - 0.5 * delta))


register(
    _kernel(
        "mse_loss",
        "MseLossBackward0",
        "mse_cpu",
        lambda a, target: np.square(a - target),
        (
            lambda xp, g, a, target, reduction: xp.mse_loss_backward(g, a, target, reduction),
            lambda xp, g, a, target, reduction: xp.mse_loss_backward(g, target, a, reduction),
        ),
    ),
    _kernel(
        "smooth_l1_loss",
        "SmoothL1LossBackward0",
        "smooth_l1_cpu",
        _smooth,
        (
            lambda xp, g, a, target, reduction, beta: xp.smooth_l1_loss_backward(
                g, a, target, reduction, beta
            ),
            lambda xp, g, a, target, reduction, beta: xp.smooth_l1_loss_backward(
                g, target, a, reduction, beta
            ),
        ),
        Param("beta", "float", 1.0),
    ),
    _kernel(
        "huber_loss",
        "HuberLossBackward0",
        "huber_cpu",
        _huber,
        (
            lambda xp, g, a, target, reduction, delta: xp.huber_loss_backward(
                g, a, target, reduction, delta
            ),
            lambda xp, g, a, target, reduction, delta: xp.huber_loss_backward(
                g, target, a, reduction, delta
            ),
        ),
        Param("delta", "float", 1.0),
    ),
    _kernel(
        "soft_margin_loss",
        "SoftMarginLossBackward0",
        "soft_margin",
        lambda a, target: np.log1p(np.exp(-target * a)),
        (
            lambda xp, g, a, target, reduction: xp.soft_margin_loss_backward(
                g, a, target, reduction
            ),
            None,
        ),
    ),
)


# ---- differences -----------------------------------------------------------------------------


def _weighted(losses: Any, a: Tensor, weight: Tensor, reduction: str, by_weight: bool) -> Any:
    """Losses times weights; their mean is taken over the weights, or plainly."""
    losses = losses * weight
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    if reduction != "mean":
        raise ValueError(
            f"Invalid reduction mode: {reduction}. Expected one of 'none', 'mean', 'sum'."
        )
    return losses.sum() / weight.sum() if by_weight else losses.mean()


def _check_weight(a: Tensor, weight: Tensor) -> None:
    if weight.shape != a.shape:
        raise ValueError("Weights and input must have the same size.")


def _mse_loss(a: Tensor, target: Tensor, weight: Tensor | None, reduction: str) -> Any:
    warn_of_sizes(a, target)
    x, y = broadcast_both(a, target)
    if weight is None:
        check_reduction(reduction)
        return do("mse_loss_kernel", x, y, reduction=reduction)
    _check_weight(a, weight)
    return _weighted((x - y) ** 2, a, weight, reduction, by_weight=True)


def _l1_loss(a: Tensor, target: Tensor, weight: Tensor | None, reduction: str) -> Any:
    warn_of_sizes(a, target)
    x, y = broadcast_both(a, target)
    if weight is None:
        check_reduction(reduction)
        return reduced((x - y).abs(), reduction)
    _check_weight(a, weight)
    return _weighted((x - y).abs(), a, weight, reduction, by_weight=True)


def _smooth_l1_loss(a: Tensor, target: Tensor, reduction: str, beta: float) -> Any:
    warn_of_sizes(a, target)
    x, y = broadcast_both(a, target)
    check_reduction(reduction)
    if beta == 0.0:
        return reduced((x - y).abs(), reduction)
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    return do("smooth_l1_loss_kernel", x, y, reduction=reduction, beta=beta)


def _huber_loss(
    a: Tensor, target: Tensor, weight: Tensor | None, reduction: str, delta: float
) -> Any:
    warn_of_sizes(a, target)
    x, y = broadcast_both(a, target)
    if weight is None:
        check_reduction(reduction)
    if not delta > 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    if weight is None:
        return do("huber_loss_kernel", x, y, reduction=reduction, delta=delta)
    _check_weight(a, weight)
    losses = do("huber_loss_kernel", x, y, reduction="none", delta=delta)
    return _weighted(losses, a, weight, reduction, by_weight=False)


def _soft_margin_loss(a: Tensor, target: Tensor, reduction: str) -> Any:
    check_reduction(reduction)
    x, y = broadcast_both(a, target)
    return do("soft_margin_loss_kernel", x, y, reduction=reduction)


STANDARD = "input target size_average reduce reduction"

register(
    loss(
        "mse_loss",
        f"{STANDARD} weight",
        _mse_loss,
        WEIGHTED,
        formula=r"\frac{1}{n} \sum_i (a_i - t_i)^2",
        gradient_formulas=(r"\frac{2}{n}(a - t)", r"\frac{2}{n}(t - a)", None),
        gradient_texts=(
            "∂out/∂a = 2 · (a - target) / n",
            "∂out/∂target = 2 · (target - a) / n",
            None,
        ),
        title="Mean squared error",
        help="The squares of the differences between prediction and target, averaged.",
        keywords=("MSE", "regression", "criterion"),
        samples=(
            Sample((X, Y, None)),
            Sample((X, Y, None), {"reduction": "none"}),
            Sample((X, Y, None), {"reduction": "sum"}),
            Sample((X, Y, P)),
            Sample((2.0, 0.5, None)),
        ),
        bad=(BadSample((X, Y, None), BAD_WORD.params, BAD_WORD.message, ValueError),),
    ),
    loss(
        "l1_loss",
        f"{STANDARD} weight",
        _l1_loss,
        WEIGHTED,
        formula=r"\frac{1}{n} \sum_i |a_i - t_i|",
        gradient_formulas=(
            r"\frac{1}{n}\,\mathrm{sign}(a - t)",
            r"\frac{1}{n}\,\mathrm{sign}(t - a)",
            None,
        ),
        gradient_texts=(
            "∂out/∂a = sign(a - target) / n",
            "∂out/∂target = sign(target - a) / n",
            None,
        ),
        title="Mean absolute error",
        help="The absolute differences between prediction and target, averaged.",
        keywords=("MAE", "L1", "regression", "criterion"),
        samples=(Sample((X, Y, None)), Sample((X, Y, P), {"reduction": "none"})),
        bad=(BadSample((X, Y, None), BAD_WORD.params, BAD_WORD.message, ValueError),),
    ),
    loss(
        "smooth_l1_loss",
        f"{STANDARD} beta",
        _smooth_l1_loss,
        params=(REDUCTION, Param("beta", "float", 1.0, help="up to where the loss is a square")),
        formula=r"\frac{1}{n} \sum_i \mathrm{smooth}(a_i - t_i)",
        gradient_formulas=(
            r"\frac{1}{n} \min(\max(\frac{a - t}{\beta}, -1), 1)",
            r"\frac{1}{n} \min(\max(\frac{t - a}{\beta}, -1), 1)",
        ),
        gradient_texts=("(a - target) / β, at most 1, / n", "(target - a) / β, at most 1, / n"),
        title="Smooth L1 loss",
        help="The absolute differences, made a square where they are smaller than beta.",
        keywords=("regression", "criterion", "huber"),
        samples=(Sample((X, Y)), Sample((X, Y), {"reduction": "sum", "beta": 2.25})),
        bad=(
            BAD_WORD,
            BadSample(
                (X, Y),
                {"beta": -1.0},
                "smooth_l1_loss does not support negative values for beta.",
            ),
        ),
    ),
    loss(
        "huber_loss",
        "input target reduction delta weight",
        _huber_loss,
        WEIGHTED,
        params=(REDUCTION, Param("delta", "float", 1.0, help="up to where the loss is a square")),
        formula=r"\frac{1}{n} \sum_i \mathrm{huber}(a_i - t_i)",
        gradient_formulas=(
            r"\frac{1}{n} \min(\max(a - t, -\delta), \delta)",
            r"\frac{1}{n} \min(\max(t - a, -\delta), \delta)",
            None,
        ),
        gradient_texts=("a - target within ±δ, / n", "target - a within ±δ, / n", None),
        title="Huber loss",
        help="Half the square of the differences, and straight lines where they exceed delta.",
        keywords=("regression", "criterion", "robust"),
        samples=(
            Sample((X, Y, None)),
            Sample((X, Y, P), {"delta": 2.25, "reduction": "none"}),
        ),
        bad=(
            BadSample(
                (X, Y, None),
                {"delta": 0.0},
                "huber_loss does not support non-positive values for delta.",
            ),
        ),
    ),
    loss(
        "soft_margin_loss",
        STANDARD,
        _soft_margin_loss,
        formula=r"\frac{1}{n} \sum_i \ln(1 + e^{-t_i a_i})",
        gradient_formulas=(r"-\frac{t}{n}\,\sigma(-t a)", None),
        gradient_texts=("∂out/∂a = -target · σ(-target · a) / n", None),
        title="Soft margin loss",
        help="The logistic loss of predictions and targets of 1 and -1.",
        keywords=("classification", "criterion", "logistic"),
        samples=(
            Sample((X, [[1.0, -1.0, -1.0], [1.0, -1.0, 1.0]])),
            Sample((X, Y), {"reduction": "none"}),
        ),
        bad=(BAD_WORD,),
    ),
)
