"""Losses of predictions and targets, element by element, and how they are reduced.

A loss that PyTorch computes in one piece has a kernel here (category ``internal``) with its Node;
the functions of ``nn.functional`` check, broadcast and call it as PyTorch's do.
"""

from __future__ import annotations

import math
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
    spread,
)
from .operands import no_kernel, refused
from .shapes import elementwise
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Rule = Callable[..., Any]

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[0.5, -1.0, 1.5], [0.25, 0.75, -2.0]]
P = [[0.5, 0.25, 0.75], [0.125, 0.875, 0.375]]
T = [[1.0, 0.0, 0.5], [0.0, 1.0, 0.25]]
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


def _mse_rule(xp: Any, g: Any, a: Any, target: Any, reduction: str) -> Any:
    return spread(g, reduction, a.shape) * (a - target) * 2


def _smooth(a: Any, target: Any, beta: float) -> Any:
    if beta < 0:
        refused()
    away = np.abs(a - target)
    if beta == 0:
        return away
    return np.where(away < beta, 0.5 * away * away / beta, away - 0.5 * beta)


def _smooth_rule(xp: Any, g: Any, a: Any, target: Any, reduction: str, beta: float) -> Any:
    away = a - target
    g = spread(g, reduction, a.shape)
    steep = xp.where(xp.greater(away, 0), g, -g)
    return xp.where(xp.greater(beta, xp.abs(away)), g * away / beta, steep)


def _huber(a: Any, target: Any, delta: float) -> Any:
    away = np.abs(a - target)
    return np.where(away <= delta, 0.5 * away * away, delta * (away - 0.5 * delta))


def _huber_rule(xp: Any, g: Any, a: Any, target: Any, reduction: str, delta: float) -> Any:
    away = a - target
    g = spread(g, reduction, a.shape)
    steep = xp.where(xp.greater(away, 0), g * delta, g * -delta)
    return xp.where(xp.greater(delta, xp.abs(away)), g * away, steep)


def _soft_margin_rule(xp: Any, g: Any, a: Any, target: Any, reduction: str) -> Any:
    return spread(g, reduction, a.shape) * -target * xp.apply("sigmoid", -target * a)


def _opposite(rule: Rule, name: str = "") -> Rule:
    """The rule of the target, which is that of the prediction with the other sign."""
    if name == "beta":
        return lambda xp, g, a, target, reduction, beta: -rule(xp, g, a, target, reduction, beta)
    if name == "delta":
        return lambda xp, g, a, target, reduction, delta: -rule(xp, g, a, target, reduction, delta)
    return lambda xp, g, a, target, reduction: -rule(xp, g, a, target, reduction)


register(
    _kernel(
        "mse_loss",
        "MseLossBackward0",
        "mse_cpu",
        lambda a, target: np.square(a - target),
        (_mse_rule, _opposite(_mse_rule)),
    ),
    _kernel(
        "smooth_l1_loss",
        "SmoothL1LossBackward0",
        "smooth_l1_cpu",
        _smooth,
        (_smooth_rule, _opposite(_smooth_rule, "beta")),
        Param("beta", "float", 1.0),
    ),
    _kernel(
        "huber_loss",
        "HuberLossBackward0",
        "huber_cpu",
        _huber,
        (_huber_rule, _opposite(_huber_rule, "delta")),
        Param("delta", "float", 1.0),
    ),
    _kernel(
        "soft_margin_loss",
        "SoftMarginLossBackward0",
        "soft_margin",
        lambda a, target: np.log1p(np.exp(-target * a)),
        (_soft_margin_rule, None),
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


# ---- probabilities ---------------------------------------------------------------------------


def _kl_div(a: Tensor, target: Tensor, reduction: str, log_target: bool) -> Any:
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math "
            "definition.'mean' will be changed to behave the same as 'batchmean' in the next "
            "major release.",
            UserWarning,
            stacklevel=2,
        )
    word = "sum" if reduction == "batchmean" else reduction
    check_reduction(word)
    x: Any = a
    y: Any = target
    if not (a.dtype.is_floating_point and target.dtype.is_floating_point):
        raise RuntimeError("kl_div: Integral inputs not supported.")
    losses = y.exp() * (y - x) if log_target else y.xlogy(y) - y * x
    result = reduced(losses, word)
    return result / a.shape[0] if reduction == "batchmean" and a.ndim else result


def _infer_kl(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    word = "sum" if params["reduction"] == "batchmean" else params["reduction"]
    return infer_loss(operands, {"reduction": word})


def _poisson(
    a: Tensor, target: Tensor, log_input: bool, full: bool, eps: float, reduction: str
) -> Any:
    check_reduction(reduction)
    x: Any = a
    y: Any = target
    losses = x.exp() - y * x if log_input else x - y * do("add_number", x, other=eps).log()
    if full:
        log = do("mul_number", y, other=2 * math.pi).log()
        stirling = y * y.log() - y + do("mul_number", log, other=0.5)
        losses = losses + stirling.masked_fill(y <= 1, 0)
    return reduced(losses, reduction)


def _gaussian(a: Tensor, target: Tensor, var: Any, full: bool, eps: float, reduction: str) -> Any:
    if isinstance(var, Tensor):
        if (var._array < 0).any():
            raise ValueError("var has negative entry/entries")
    else:
        if var < 0:
            raise ValueError("var has negative entry/entries")
        var = var * do("ones_like", a)
    if var.shape != a.shape:
        different = [y for x, y in zip(a.shape, var.shape, strict=False) if x != y]
        if a.shape[:-1] == var.shape:
            var = var.unsqueeze(-1)
        elif a.ndim != var.ndim or sum(different) != 1:
            raise ValueError("var is of incorrect size")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not valid")
    # Held above eps without the gradient's knowing.
    var = var.clone()
    np.maximum(var._array, eps, out=var._array)
    var.storage().version += 1
    x: Any = a
    losses = 0.5 * (var.log() + (x - target) ** 2 / var)
    if full:
        losses = losses + 0.5 * math.log(2 * math.pi)
    return reduced(losses, reduction)


FULL = Param("full", "bool", False, help="add the terms that do not depend on the prediction")

register(
    loss(
        "kl_div",
        f"{STANDARD} log_target",
        _kl_div,
        infer=_infer_kl,
        params=(
            Param("reduction", "str", "mean", help="none, batchmean, mean or sum"),
            Param("log_target", "bool", False, help="whether targets are logarithms"),
        ),
        formula=r"\frac{1}{n} \sum_i t_i (\ln t_i - a_i)",
        gradient_formulas=(r"-\frac{t}{n}", r"\frac{1}{n}(\ln t + 1 - a)"),
        gradient_texts=("∂out/∂a = -target / n", "∂out/∂target = (ln target + 1 - a) / n"),
        title="Kullback-Leibler divergence",
        help="How far target probabilities are from predictions, which are log-probabilities.",
        keywords=("KL", "relative entropy", "criterion"),
        samples=(
            Sample((X, P), {"reduction": "sum"}),
            Sample((X, P), {"reduction": "batchmean", "log_target": True}),
        ),
        bad=(BAD_WORD,),
    ),
    loss(
        "poisson_nll_loss",
        "input target log_input full size_average eps reduce reduction",
        _poisson,
        params=(
            Param("log_input", "bool", True, help="whether predictions are logarithms"),
            FULL,
            Param("eps", "float", 1e-8, help="added before the logarithm"),
            REDUCTION,
        ),
        formula=r"\frac{1}{n} \sum_i (e^{a_i} - t_i a_i)",
        gradient_formulas=(r"\frac{1}{n}(e^{a} - t)", r"-\frac{a}{n}"),
        gradient_texts=("∂out/∂a = (exp(a) - target) / n", "∂out/∂target = -a / n"),
        title="Poisson loss",
        help="The negative log-likelihood of counts under a Poisson distribution.",
        keywords=("NLL", "count", "criterion"),
        samples=(
            Sample((X, [[1.0, 2.0, 3.0], [0.5, 4.0, 2.0]]), {"full": True}),
            Sample((P, T), {"log_input": False, "reduction": "none"}),
        ),
        bad=(BAD_WORD,),
    ),
    loss(
        "gaussian_nll_loss",
        "input target var full eps reduction",
        _gaussian,
        (*PORTS, Port("var", number=True, help="the variance of each prediction")),
        params=(FULL, Param("eps", "float", 1e-6, help="the least variance"), REDUCTION),
        formula=r"\frac{1}{2n} \sum_i \left( \ln v_i + \frac{(a_i - t_i)^2}{v_i} \right)",
        gradient_formulas=(
            r"\frac{a - t}{n v}",
            r"\frac{t - a}{n v}",
            r"\frac{1}{2n} \left( \frac{1}{v} - \frac{(a - t)^2}{v^2} \right)",
        ),
        gradient_texts=(
            "∂out/∂a = (a - target) / var / n",
            "∂out/∂target = (target - a) / var / n",
            "∂out/∂var = (1 / var - (a - target)² / var²) / 2n",
        ),
        title="Gaussian loss",
        help="The negative log-likelihood of targets under a normal distribution.",
        keywords=("NLL", "normal", "variance", "criterion"),
        samples=(
            Sample((X, Y, P)),
            Sample((X, Y, [[0.5], [2.0]]), {"full": True, "reduction": "none"}),
        ),
        bad=(
            BadSample((X, Y, [[-1.0], [1.0]]), {}, "var has negative entry/entries", ValueError),
            BadSample((X, Y, [1.0]), {}, "var is of incorrect size", ValueError),
        ),
    ),
)
