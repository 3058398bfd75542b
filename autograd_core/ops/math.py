"""Elementwise functions of one tensor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_
from .families import A
from .functional import in_place
from .pointwise import MIXED as X
from .pointwise import POSITIVE, derivative, floating
from .spec import Meta, OpSpec, Sample, register


def _sigmoid(xp: Any, a: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-a))


def _infer_relu(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if operands[0].dtype is bool_:
        raise RuntimeError("Boolean inputs not supported for relu")
    return (operands[0],)


def _relu(xp: Any, a: Any) -> Any:
    if a.dtype.kind == "b":
        raise TypeError("infer says what is wrong")
    return xp.maximum(0, a)  # in this order -0 stays what it is


register(
    floating(
        "exp",
        "ExpBackward0",
        lambda xp, a: xp.exp(a),
        lambda xp, g, out: g * out,
        formula=r"e^{a}",
        gradient_formulas=(r"e^{a}",),
        gradient_texts=("∂out/∂a = out",),
        local=derivative(lambda a, out: out),
        title="Exponential",
        help="e raised to the power of each element.",
        keywords=("e^x", "exponential", "power"),
    ),
    floating(
        "log",
        "LogBackward0",
        lambda xp, a: xp.log(a),
        lambda xp, g, a: g / a,
        formula=r"\ln a",
        gradient_formulas=(r"\frac{1}{a}",),
        gradient_texts=("∂out/∂a = 1 / a",),
        local=derivative(lambda a, out: 1.0 / a),
        title="Logarithm",
        help="The natural logarithm of each element.",
        keywords=("ln",),
        samples=(Sample((POSITIVE,)), Sample((0.5,)), Sample(([1, 2],))),
    ),
    floating(
        "sqrt",
        "SqrtBackward0",
        lambda xp, a: xp.sqrt(a),
        lambda xp, g, out: g / xp.mul_number(out, 2),
        formula=r"\sqrt{a}",
        gradient_formulas=(r"\frac{1}{2\sqrt{a}}",),
        gradient_texts=("∂out/∂a = 1 / (2 · out)",),
        local=derivative(lambda a, out: 0.5 / out),
        title="Square root",
        help="The square root of each element.",
        keywords=("root",),
        samples=(Sample((POSITIVE,)), Sample((0.5,)), Sample(([1, 2],))),
    ),
    floating(
        "sin",
        "SinBackward0",
        lambda xp, a: xp.sin(a),
        lambda xp, g, a: g * xp.cos(a),
        formula=r"\sin a",
        gradient_formulas=(r"\cos a",),
        gradient_texts=("∂out/∂a = cos a",),
        local=derivative(lambda a, out: np.cos(a)),
        title="Sine",
        help="The sine of each element, in radians.",
        keywords=("trigonometric",),
    ),
    floating(
        "cos",
        "CosBackward0",
        lambda xp, a: xp.cos(a),
        lambda xp, g, a: g * -xp.sin(a),
        formula=r"\cos a",
        gradient_formulas=(r"-\sin a",),
        gradient_texts=("∂out/∂a = -sin a",),
        local=derivative(lambda a, out: -np.sin(a)),
        title="Cosine",
        help="The cosine of each element, in radians.",
        keywords=("trigonometric",),
    ),
    floating(
        "tanh",
        "TanhBackward0",
        lambda xp, a: xp.tanh(a),
        lambda xp, g, out: xp.tanh_backward(g, out),
        category="activation",
        aliases=("nn.functional.tanh",),
        formula=r"\tanh a",
        gradient_formulas=(r"1 - \tanh^2 a",),
        gradient_texts=("∂out/∂a = 1 - out²",),
        local=derivative(lambda a, out: 1 - out * out),
        title="Tanh",
        help="The hyperbolic tangent of each element, between -1 and 1.",
        keywords=("hyperbolic", "activation"),
    ),
    floating(
        "sigmoid",
        "SigmoidBackward0",
        _sigmoid,
        lambda xp, g, out: xp.sigmoid_backward(g, out),
        category="activation",
        aliases=("special.expit", "nn.functional.sigmoid"),
        formula=r"\frac{1}{1 + e^{-a}}",
        gradient_formulas=(r"\sigma(a)\,(1 - \sigma(a))",),
        gradient_texts=("∂out/∂a = out · (1 - out)",),
        local=derivative(lambda a, out: out * (1 - out)),
        title="Sigmoid",
        help="The logistic function of each element, between 0 and 1.",
        keywords=("logistic", "activation", "σ"),
    ),
)

RELU = OpSpec(
    name="relu",
    category="activation",
    ports=A,
    infer=_infer_relu,
    forward=_relu,
    gradients=(lambda xp, g, out: xp.threshold_backward(g, out),),
    node_name="ReluBackward0",
    spelling="{a}.relu()",
    methods=("relu",),
    functions=("relu", "nn.functional.relu"),
    formula=r"\max(a, 0)",
    gradient_formulas=(r"[a > 0]",),
    gradient_texts=("∂out/∂a = 1 where a > 0, else 0",),
    local=derivative(lambda a, out: (out > 0).astype(a.dtype)),
    title="ReLU",
    help="Each element, or 0 where it is negative.",
    keywords=("rectifier", "activation"),
    samples=(Sample((X,)), Sample(([0.0, -1.0, 2.0],)), Sample(([1, -2],))),
)

register(RELU, in_place(RELU))
