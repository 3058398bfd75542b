"""Losses of yes and no: binary cross entropies of probabilities and of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import check_reduction, do, reduced_array, spread
from .loss import WORD, X, infer_loss, loss
from .operands import no_kernel, refused
from .spec import BadSample, Meta, OpSpec, Port, Sample, register

Params = Mapping[str, Any]

P = [[0.5, 0.25, 0.75], [0.125, 0.875, 0.375]]
T = [[1.0, 0.0, 0.5], [0.0, 1.0, 0.25]]

TINY = 1e-12
"""PyTorch's least divisor."""


def _bce(xp: Any, a: Any, target: Any, weight: Any, reduction: str) -> Any:
    if ((a < 0) | (a > 1)).any():
        raise ValueError("infer says what is wrong")
    logs = np.maximum(np.log1p(-a), -100), np.maximum(np.log(a), -100)
    losses = (target - 1) * logs[0] - target * logs[1]
    return reduced_array(losses if weight is None else losses * weight, reduction)


def _bce_slope(xp: Any, g: Any, a: Any, target: Any, weight: Any, reduction: str) -> Any:
    slope = spread(g, reduction, a.shape) * (a - target) / np.maximum((1 - a) * a, TINY)
    return slope if weight is None else slope * weight


def _bce_rule(xp: Any, g: Any, a: Any, target: Any, weight: Any, reduction: str) -> Any:
    return xp.binary_cross_entropy_backward(g, a, target, weight, reduction)


def _held(xp: Any, a: Any) -> Any:
    """What PyTorch divides by in gradients of the gradient."""
    return xp.add_number(a, TINY) * xp.add_number(xp.number_sub(1, a), TINY)


def _shared(g: Any, weight: Any, reduction: str, shape: Any) -> Any:
    g = g if weight is None else g * weight
    return spread(g, reduction, shape)


def _slope_grad(
    xp: Any, g: Any, a: Any, target: Any, weight: Any, reduction: str, grad_shape: Any
) -> Any:
    away = _shared(g, weight, reduction, a.shape) * (a - target) / _held(xp, a)
    return away if reduction == "none" else xp.reshape(xp.sum(away), grad_shape)


def _slope_a(xp: Any, g: Any, grad: Any, a: Any, target: Any, weight: Any, reduction: str) -> Any:
    held = _held(xp, a)
    bend = (a * a - xp.mul_number(a, 2) * target + target) / (held * held)
    return _shared(g, weight, reduction, a.shape) * grad * bend


def _slope_target(xp: Any, g: Any, grad: Any, a: Any, weight: Any, reduction: str) -> Any:
    return -(_shared(g, weight, reduction, a.shape) * grad) / (xp.number_sub(1, a) * a)


def _bce_target_rule(xp: Any, g: Any, a: Any, weight: Any, reduction: str) -> Any:
    return xp.weighed(-xp.apply("logit", a), g, weight, reduction)


def _infer_bce(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a = operands[0]
    if not a.dtype.is_floating_point:
        raise no_kernel("binary_cross_entropy", a.dtype)
    for other in operands[1:]:
        if other is not None and other.dtype is not a.dtype:
            raise RuntimeError(
                f"Found dtype {other.dtype.scalar_name} but expected {a.dtype.scalar_name}"
            )
    return infer_loss(operands, params)


def _logits(xp: Any, a: Any, target: Any, weight: Any, pos_weight: Any, reduction: str) -> Any:
    if a.dtype.kind != "f":
        refused()
    log = np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))
    factor = 1 if pos_weight is None else 1 + (pos_weight - 1) * target
    losses = (1 - target) * a - factor * log
    return reduced_array(losses if weight is None else losses * weight, reduction)


def _logits_rule(
    xp: Any, g: Any, a: Any, target: Any, weight: Any, pos_weight: Any, reduction: str
) -> Any:
    gate = xp.apply("sigmoid", a)
    if pos_weight is None:
        slopes = gate - target
    else:
        hits = pos_weight * target
        slopes = (xp.add_number(hits, 1) - target) * gate - hits
    return xp.weighed(slopes, g, weight, reduction)


def _logits_target_rule(
    xp: Any, g: Any, a: Any, weight: Any, pos_weight: Any, reduction: str
) -> Any:
    slopes = -a
    if pos_weight is not None:
        slopes = xp.apply("logsigmoid", slopes) - xp.apply("logsigmoid", a) * pos_weight
    return xp.weighed(slopes, g, weight, reduction)


register(
    OpSpec(
        name="binary_cross_entropy_kernel",
        category="internal",
        ports=(Port("a"), Port("target"), Port("weight", optional=True)),
        params=(WORD,),
        infer=_infer_bce,
        forward=_bce,
        checked=True,
        gradients=(_bce_rule, _bce_target_rule, None),
        node_name="BinaryCrossEntropyBackward0",
    ),
    OpSpec(
        name="binary_cross_entropy_backward",
        category="internal",
        ports=(Port("grad"), Port("a"), Port("target"), Port("weight", optional=True)),
        params=(WORD,),
        infer=lambda operands, params: (operands[1],),
        forward=_bce_slope,
        gradients=(_slope_grad, _slope_a, _slope_target, None),
        node_name="BinaryCrossEntropyBackwardBackward0",
    ),
    OpSpec(
        name="binary_cross_entropy_with_logits_kernel",
        category="internal",
        ports=(
            Port("a"),
            Port("target"),
            Port("weight", optional=True, fixed=True),
            Port("pos_weight", optional=True, fixed=True),
        ),
        params=(WORD,),
        infer=infer_loss,
        promote="float",
        forward=_logits,
        gradients=(_logits_rule, _logits_target_rule, None, None),
        node_name="BinaryCrossEntropyWithLogitsBackward0",
    ),
)


def _binary_cross_entropy(a: Tensor, target: Tensor, weight: Tensor | None, reduction: str) -> Any:
    check_reduction(reduction)
    if a.shape != target.shape:
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size "
            f"({a.size()}) is deprecated. Please ensure they have the same size."
        )
    if a.dtype.is_floating_point and ((a._array < 0) | (a._array > 1)).any():
        raise RuntimeError("all elements of input should be between 0 and 1")
    _refuse_gradient("binary_cross_entropy", "weight", weight)
    return do("binary_cross_entropy_kernel", a, target, weight, reduction=reduction)


def _with_logits(
    a: Tensor,
    target: Tensor,
    weight: Tensor | None,
    pos_weight: Tensor | None,
    reduction: str,
) -> Any:
    check_reduction(reduction)
    if a.shape != target.shape:
        raise ValueError(
            f"Target size ({target.size()}) must be the same as input size ({a.size()})"
        )
    name = "binary_cross_entropy_with_logits"
    _refuse_gradient(name, "weight", weight)
    _refuse_gradient(name, "pos_weight", pos_weight)
    return do(f"{name}_kernel", a, target, weight, pos_weight, reduction=reduction)


def _refuse_gradient(name: str, argument: str, tensor: Tensor | None) -> None:
    if tensor is not None and tensor.requires_grad:
        raise RuntimeError(
            f"The function '{name}' is not differentiable with respect to argument '{argument}'. "
            "This input cannot have requires_grad True."
        )


LOSS_WEIGHT = Port("weight", optional=True, help="a factor for each loss")

register(
    loss(
        "binary_cross_entropy",
        "input target weight size_average reduce reduction",
        _binary_cross_entropy,
        (Port("a", help="probabilities"), Port("target"), LOSS_WEIGHT),
        formula=r"-\frac{1}{n} \sum_i (t_i \ln a_i + (1 - t_i) \ln (1 - a_i))",
        gradient_formulas=(
            r"\frac{a - t}{n\,a\,(1 - a)}",
            r"\frac{1}{n} \ln \frac{1 - a}{a}",
            None,
        ),
        gradient_texts=(
            "∂out/∂a = (a - target) / (a · (1 - a)) / n",
            "∂out/∂target = ln((1 - a) / a) / n",
            None,
        ),
        title="Binary cross entropy",
        help="How badly probabilities predict targets between 0 and 1.",
        keywords=("BCE", "classification", "criterion"),
        samples=(Sample((P, T, None)), Sample((P, T, None), {"reduction": "none"})),
        bad=(
            BadSample(([2.0], [1.0], None), {}, "all elements of input should be between 0 and 1"),
        ),
    ),
    loss(
        "binary_cross_entropy_with_logits",
        "input target weight size_average reduce reduction pos_weight",
        _with_logits,
        (
            Port("a", help="scores, of which the sigmoid is taken"),
            Port("target"),
            LOSS_WEIGHT,
            Port("pos_weight", optional=True, help="a factor for the positive targets"),
        ),
        formula=r"-\frac{1}{n} \sum_i (t_i \ln \sigma(a_i) + (1 - t_i) \ln (1 - \sigma(a_i)))",
        gradient_formulas=(r"\frac{\sigma(a) - t}{n}", r"-\frac{a}{n}", None, None),
        gradient_texts=(
            "∂out/∂a = (σ(a) - target) / n",
            "∂out/∂target = -a / n",
            None,
            None,
        ),
        title="Binary cross entropy with logits",
        help="The binary cross entropy of the sigmoid of scores.",
        keywords=("BCE", "classification", "criterion", "sigmoid"),
        samples=(
            Sample((X, T, None, None)),
            Sample((X, T, None, None), {"reduction": "sum"}),
        ),
    ),
)
