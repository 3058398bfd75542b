"""Activation functions of one tensor, without gates: piecewise linear and bounded ones.

The rules ask the same questions as PyTorch's kernels at the kinks (``a <= 0`` or ``a > 0``), which
decide what becomes of NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .families import A, infer_same
from .functional import in_place, spelled
from .operands import computed, infer_typed, refused
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

Params = Mapping[str, Any]

X = [[1.0, -2.0, 3.5], [0.25, 4.0, -0.75]]
FLOATS = (Sample((X,)), Sample((-0.7,)))

SIXTH = float(np.float32(1.0 / 6.0))
"""PyTorch's 1 / 6 in the gradient of hardsigmoid, in single precision for every type."""

SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


def _of_each(derivative: Callable[..., Any]) -> Callable[..., tuple[Any, ...]]:
    """A displayed derivative given as a function of the input and the parameters."""
    return lambda inputs, out, params: (derivative(inputs[0], **params),)


def activation(
    name: str,
    node_name: str,
    kernel: str,
    forward: Any,
    rule: Any,
    derivative: Callable[..., Any],
    **fields: Any,
) -> OpSpec:
    """An elementwise function of floating tensors; PyTorch calls its code ``kernel``."""
    torch_too = fields.pop("torch_too", False)
    bad_type = BadSample(
        ([1, 2],), {}, f"\"{kernel}\" not implemented for 'Long'", NotImplementedError
    )
    params = fields.get("params", ())
    return OpSpec(
        name=name,
        category="activation",
        ports=A,
        infer=fields.pop("infer", None) or infer_typed(kernel, "f"),
        forward=computed(forward, fields.pop("kinds", "f")),
        gradients=(rule,),
        node_name=node_name,
        spelling=spelled(name, "a", params=bool(params)),
        functions=(f"nn.functional.{name}", *((name,) if torch_too else ())),
        local=_of_each(derivative),
        samples=fields.pop("samples", FLOATS),
        bad=fields.pop("bad", (bad_type,)),
        **fields,
    )


# ---- what is clipped -------------------------------------------------------------------------


def _infer_hardtanh(operands: Any, params: Params) -> tuple[Meta, ...]:
    dtype = operands[0].dtype
    low = params.get("min_val", 0.0)
    if low > params.get("max_val", 6.0):
        raise ValueError("min_val cannot be greater than max_val")
    if dtype.name == "bool":
        raise RuntimeError("Bool inputs not supported for hardtanh")
    if dtype.name == "uint8" and low < 0:
        raise RuntimeError("cannot do hardtanh on an unsigned type with negative limits")
    return (operands[0],)


def _clipped(a: Any, low: float, high: float) -> Any:
    kind = a.dtype.kind
    if low > high or kind == "b" or (kind == "u" and low < 0):
        refused()
    if kind != "f":
        low, high = int(low), int(high)
    return np.minimum(high, np.maximum(low, a))


def _softshrink(a: Any, lambd: float) -> Any:
    if not lambd >= 0:
        refused()
    return np.where(a > lambd, a - lambd, np.where(a < -lambd, a + lambd, a * 0))


def _infer_softshrink(operands: Any, params: Params) -> tuple[Meta, ...]:
    dtype = operands[0].dtype
    (meta,) = infer_typed("softshrink_check", "f")(operands, params)
    if not params["lambd"] >= 0:
        most = f"{np.finfo(dtype.numpy).max:g}"
        raise RuntimeError(
            f"lambda must be in range [0, {most}] for input dtype {dtype.scalar_name}, but found "
            f"{params['lambd']:g}"
        )
    return (meta,)


def _hardshrink(a: Any, lambd: float) -> Any:
    return np.where((a >= -lambd) & (a <= lambd), np.zeros((), a.dtype), a)


def _threshold(a: Any, threshold: float, value: float) -> Any:
    return np.where(a <= threshold, np.asarray(value).astype(a.dtype), a)


def _hardsigmoid(a: Any) -> Any:
    return np.minimum(np.maximum(a + 3, 0), 6) / 6


def _hardswish(a: Any) -> Any:
    return a * np.minimum(np.maximum(a + 3, 0), 6) / 6


LAMBDA = Param("lambd", "float", 0.5, help="half the width of the interval that becomes 0")

RELU6 = activation(
    "relu6",
    "HardtanhBackward0",
    "hardtanh",
    lambda a: _clipped(a, 0.0, 6.0),
    lambda xp, g, a: xp.hardtanh_backward(g, a, 0.0, 6.0),
    lambda a: ((a > 0) & (a < 6)).astype(float),
    infer=_infer_hardtanh,
    kinds="fiub",
    formula=r"\min(\max(a, 0), 6)",
    gradient_formulas=(r"[0 < a < 6]",),
    gradient_texts=("∂out/∂a = 1 where 0 < a < 6, else 0",),
    title="ReLU6",
    help="Each element, held between 0 and 6.",
    keywords=("rectifier", "clip"),
    samples=(Sample(([-1.0, 2.0, 7.0],)), Sample((0.5,)), Sample(([1, 8],))),
    bad=(BadSample(([True],), {}, "Bool inputs not supported for hardtanh"),),
)

HARDTANH = activation(
    "hardtanh",
    "HardtanhBackward0",
    "hardtanh",
    lambda a, min_val, max_val: _clipped(a, min_val, max_val),
    lambda xp, g, a, min_val, max_val: xp.hardtanh_backward(g, a, min_val, max_val),
    lambda a, min_val, max_val: ((a > min_val) & (a < max_val)).astype(float),
    infer=_infer_hardtanh,
    kinds="fiub",
    params=(
        Param("min_val", "float", -1.0, help="the least value"),
        Param("max_val", "float", 1.0, help="the greatest value"),
    ),
    formula=r"\min(\max(a, \mathrm{min}), \mathrm{max})",
    gradient_formulas=(r"[\mathrm{min} < a < \mathrm{max}]",),
    gradient_texts=("∂out/∂a = 1 where min < a < max, else 0",),
    title="Hard tanh",
    help="Each element, held between two limits.",
    keywords=("clip", "clamp"),
    samples=(
        Sample(([0.5, -2.0, 3.0],)),
        Sample((X,), {"min_val": -3.0, "max_val": 2.0}),
        Sample(([1, 2],)),
    ),
    bad=(
        BadSample(
            (X,),
            {"min_val": 1.0, "max_val": 0.0},
            "min_val cannot be greater than max_val",
            ValueError,
        ),
    ),
)

SHRINKING = (
    activation(
        "softshrink",
        "SoftshrinkBackward0",
        "softshrink_check",
        _softshrink,
        lambda xp, g, a, lambd: xp.softshrink_backward(g, a, lambd),
        lambda a, lambd: (np.abs(a) > lambd).astype(float),
        infer=_infer_softshrink,
        params=(LAMBDA,),
        formula=r"\mathrm{sign}(a)\,\max(|a| - \lambda, 0)",
        gradient_formulas=(r"[|a| > \lambda]",),
        gradient_texts=("∂out/∂a = 1 where |a| > λ, else 0",),
        title="Soft shrink",
        help="Each element moved towards 0 by lambda, and 0 where it is smaller.",
        keywords=("soft threshold",),
        samples=(*FLOATS, Sample((X,), {"lambd": 2.5})),
        bad=(
            BadSample(
                (X,),
                {"lambd": -0.5},
                "lambda must be in range [0, 3.40282e+38] for input dtype Float, but found -0.5",
            ),
        ),
    ),
    activation(
        "hardshrink",
        "HardshrinkBackward0",
        "hardshrink_cpu",
        _hardshrink,
        lambda xp, g, a, lambd: xp.hardshrink_backward(g, a, lambd),
        lambda a, lambd: (np.abs(a) > lambd).astype(float),
        params=(LAMBDA,),
        torch_too=True,
        methods=("hardshrink",),
        formula=r"a\,[|a| > \lambda]",
        gradient_formulas=(r"[|a| > \lambda]",),
        gradient_texts=("∂out/∂a = 1 where |a| > λ, else 0",),
        title="Hard shrink",
        help="Each element, or 0 where its absolute value is at most lambda.",
        keywords=("hard threshold",),
        samples=(*FLOATS, Sample((X,), {"lambd": 2.5})),
    ),
)

THRESHOLD = activation(
    "threshold",
    "ThresholdBackward0",
    "threshold",
    _threshold,
    lambda xp, g, a, threshold: xp.threshold_at_backward(g, a, threshold),
    lambda a, threshold, value: (a > threshold).astype(float),
    infer=infer_same,
    kinds="fiub",
    torch_too=True,
    params=(
        Param("threshold", "float", help="elements up to it are replaced"),
        Param("value", "float", help="what replaces them"),
    ),
    formula=r"a\,[a > t] + v\,[a \leq t]",
    gradient_formulas=(r"[a > t]",),
    gradient_texts=("∂out/∂a = 1 where a > threshold, else 0",),
    title="Threshold",
    help="Each element, or a fixed value where it is not greater than the threshold.",
    keywords=("cut",),
    samples=(
        Sample((X,), {"threshold": 0.5, "value": -1.0}),
        Sample((2.0,), {"threshold": 3.0, "value": 7.0}),
    ),
    bad=(),
)

HARD = (
    activation(
        "hardsigmoid",
        "HardsigmoidBackward0",
        "hardsigmoid_cpu",
        _hardsigmoid,
        lambda xp, g, a: xp.hardsigmoid_backward(g, a),
        lambda a: ((a > -3) & (a < 3)) * SIXTH,
        formula=r"\frac{\min(\max(a + 3, 0), 6)}{6}",
        gradient_formulas=(r"\frac{1}{6}\,[-3 < a < 3]",),
        gradient_texts=("∂out/∂a = 1 / 6 where -3 < a < 3, else 0",),
        title="Hard sigmoid",
        help="A sigmoid of straight lines, between 0 and 1.",
        keywords=("logistic",),
    ),
    activation(
        "hardswish",
        "HardswishBackward0",
        "hardswish_cpu",
        _hardswish,
        lambda xp, g, a: xp.hardswish_backward(g, a),
        lambda a: np.where(a <= -3, 0.0, np.where(a < 3, a / 3 + 0.5, 1.0)),
        formula=r"a\,\frac{\min(\max(a + 3, 0), 6)}{6}",
        gradient_formulas=(r"\frac{a}{3} + \frac{1}{2}",),
        gradient_texts=("∂out/∂a = a / 3 + 1 / 2 where -3 < a < 3, else 0 or 1",),
        title="Hard swish",
        help="Each element times its hard sigmoid.",
        keywords=("mobilenet",),
    ),
)


# ---- rectifiers ------------------------------------------------------------------------------


def _leaky(a: Any, negative_slope: float) -> Any:
    return np.where(a > 0, a, a * negative_slope)


def _elu(alpha: float, scale: float, inner: float, a: Any) -> Any:
    return np.where(a < 0, np.expm1(a * inner) * (alpha * scale), a * scale)


def _elu_slope(a: Any, alpha: float, scale: float, inner: float) -> Any:
    return np.where(a > 0, scale, alpha * scale * inner * np.exp(inner * a))


def _infer_celu(operands: Any, params: Params) -> tuple[Meta, ...]:
    if params["alpha"] == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    result: tuple[Meta, ...] = infer_typed("elu_cpu", "f")(operands, params)
    return result


def _celu(a: Any, alpha: float) -> Any:
    if alpha == 0:
        refused()
    return _elu(alpha, 1.0, 1.0 / alpha, a)


LEAKY_RELU = activation(
    "leaky_relu",
    "LeakyReluBackward0",
    "leaky_relu_cpu",
    _leaky,
    lambda xp, g, a, negative_slope: xp.leaky_relu_backward(g, a, negative_slope),
    lambda a, negative_slope: np.where(a > 0, 1.0, negative_slope),
    params=(Param("negative_slope", "float", 0.01, help="the slope below 0"),),
    formula=r"\max(a, 0) + s\,\min(a, 0)",
    gradient_formulas=(r"[a > 0] + s\,[a \leq 0]",),
    gradient_texts=("∂out/∂a = 1 where a > 0, else the negative slope",),
    title="Leaky ReLU",
    help="Each element, multiplied by a small slope where it is negative.",
    keywords=("rectifier", "LeakyReLU"),
    samples=(*FLOATS, Sample((X,), {"negative_slope": 0.25})),
)

ELU = activation(
    "elu",
    "EluBackward0",
    "elu_cpu",
    lambda a, alpha: _elu(alpha, 1.0, 1.0, a),
    lambda xp, g, a, alpha: xp.elu_backward(g, a, alpha, 1.0, 1.0, False),
    lambda a, alpha: _elu_slope(a, alpha, 1.0, 1.0),
    params=(Param("alpha", "float", 1.0, help="how far below 0 it goes"),),
    formula=r"\max(a, 0) + \alpha\,(e^{\min(a, 0)} - 1)",
    gradient_formulas=(r"[a > 0] + \alpha\,e^{a}\,[a \leq 0]",),
    gradient_texts=("∂out/∂a = 1 where a > 0, else α · exp(a)",),
    title="ELU",
    help="Each element, and an exponential that levels off below 0.",
    keywords=("exponential linear",),
    samples=(*FLOATS, Sample((X,), {"alpha": 0.5})),
)

SELU = activation(
    "selu",
    "EluBackward0",
    "elu_cpu",
    lambda a: _elu(SELU_ALPHA, SELU_SCALE, 1.0, a),
    lambda xp, g, a: xp.elu_backward(g, a, SELU_ALPHA, SELU_SCALE, 1.0, False),
    lambda a: _elu_slope(a, SELU_ALPHA, SELU_SCALE, 1.0),
    torch_too=True,
    formula=r"\lambda\,(\max(a, 0) + \alpha\,(e^{\min(a, 0)} - 1))",
    gradient_formulas=(r"\lambda\,([a > 0] + \alpha\,e^{a}\,[a \leq 0])",),
    gradient_texts=("∂out/∂a = λ where a > 0, else λ · α · exp(a)",),
    title="SELU",
    help="An ELU whose scale keeps mean and variance from layer to layer.",
    keywords=("self-normalizing", "exponential linear"),
)

CELU = activation(
    "celu",
    "CeluBackward0",
    "elu_cpu",
    _celu,
    lambda xp, g, a, alpha: xp.elu_backward(g, a, alpha, 1.0, 1.0 / alpha, False),
    lambda a, alpha: _elu_slope(a, alpha, 1.0, 1.0 / alpha),
    infer=_infer_celu,
    torch_too=True,
    params=(Param("alpha", "float", 1.0, help="how far below 0 it goes"),),
    formula=r"\max(a, 0) + \alpha\,(e^{\min(a, 0) / \alpha} - 1)",
    gradient_formulas=(r"[a > 0] + e^{a / \alpha}\,[a \leq 0]",),
    gradient_texts=("∂out/∂a = 1 where a > 0, else exp(a / α)",),
    title="CELU",
    help="An ELU whose slope is continuous for every alpha.",
    keywords=("exponential linear",),
    samples=(*FLOATS, Sample((X,), {"alpha": 0.5})),
    bad=(BadSample((X,), {"alpha": 0.0}, "ZeroDivisionError: alpha cannot be 0 for CELU"),),
)

register(
    RELU6,
    in_place(RELU6),
    HARDTANH,
    in_place(HARDTANH),
    *SHRINKING,
    THRESHOLD,
    in_place(
        THRESHOLD,
        "ThresholdBackward1",
        lambda xp, g, a, threshold: xp.threshold_at_backward(g, a, threshold),
    ),
    *HARD,
    *[in_place(spec) for spec in HARD],
    LEAKY_RELU,
    in_place(
        LEAKY_RELU,
        "LeakyReluBackward1",
        lambda xp, g, out, negative_slope: xp.leaky_relu_backward(g, out, negative_slope),
    ),
    ELU,
    in_place(
        ELU,
        "EluBackward1",
        lambda xp, g, out, alpha: xp.elu_backward(g, out, alpha, 1.0, 1.0, True),
    ),
    SELU,
    in_place(
        SELU,
        "EluBackward1",
        lambda xp, g, out: xp.elu_backward(g, out, SELU_ALPHA, SELU_SCALE, 1.0, True),
    ),
    CELU,
    in_place(
        CELU,
        "CeluBackward1",
        lambda xp, g, out, alpha: xp.elu_backward(g, out, alpha, 1.0, 1.0 / alpha, True),
    ),
)
