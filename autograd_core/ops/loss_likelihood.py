"""Losses that are likelihoods of targets, or distances of distributions."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import REDUCTION, check_reduction, do, reduced
from .loss import BAD_WORD, PORTS, STANDARD, X, Y, infer_loss, loss
from .spec import BadSample, Meta, Param, Port, Sample, register

Params = Mapping[str, Any]

P = [[0.5, 0.25, 0.75], [0.125, 0.875, 0.375]]
T = [[1.0, 0.0, 0.5], [0.0, 1.0, 0.25]]


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
    # PyTorch's C++ computes the right operand first, and so the order of the Nodes is its own.
    if log_target:
        gap = y - x
        losses = y.exp() * gap
    else:
        product = y * x
        losses = y.xlogy(y) - product
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
    if log_input:
        product = y * x
        losses = x.exp() - product
    else:
        losses = x - y * do("add_number", x, other=eps).log()
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
            Sample((X, [[0.75, 2.0, 3.0], [0.5, 4.0, 2.0]]), {"full": True}),
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
