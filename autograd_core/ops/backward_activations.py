"""Gradients of activations that PyTorch has as operations of their own.

So the gradient that ``create_graph=True`` records is one Node, as ``LeakyReluBackwardBackward0``.
Both namespaces offer each by its name; its own rules are those of PyTorch's ``derivatives.yaml``
and ``FunctionsManual.cpp``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from .spec import Meta, OpSpec, Param, Port, register

DENSITY = 1.0 / math.sqrt(2.0 * math.pi)
SQRT_2_OVER_PI = math.sqrt(2.0 / math.pi)
CUBIC = 0.044715
SIXTH = float(np.float32(1.0 / 6.0))  # PyTorch's own constant is a float

Params = Mapping[str, Any]


def _like_first(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (operands[0],)


def kernel(name: str, params: str, forward: Any, *rules: Any, **fields: Any) -> OpSpec:
    """The gradient of an elementwise function: of the gradient of its result, and its input."""
    title = "".join(part.capitalize() for part in name.split("_"))
    return OpSpec(
        name=name,
        category="internal",
        ports=fields.pop("ports", (Port("grad"), Port("a"))),
        params=tuple([Param(param, "number") for param in params.split()]),
        infer=_like_first,
        forward=forward,
        gradients=rules,
        node_name=fields.pop("node_name", f"{title}Backward0"),
        broadcasts=True,
        **fields,
    )


def none(xp: Any, g: Any) -> Any:
    """The rule of an input on which the gradient depends in steps only."""
    return xp.zeros_like(g)


# ---- straight lines --------------------------------------------------------------------------


def _between(xp: Any, grad: Any, a: Any, low: float, high: float) -> Any:
    outside = np.logical_or(a <= low, a >= high)
    return xp.where(outside, 0.0, grad)


def _shrunk(xp: Any, grad: Any, a: Any, lambd: float) -> Any:
    return xp.where((a >= -lambd) & (a <= lambd), 0.0, grad)


def _hardsigmoid(xp: Any, grad: Any, a: Any) -> Any:
    return xp.where((a > -3) & (a < 3), grad * SIXTH, 0.0)


def _hardswish(xp: Any, grad: Any, a: Any) -> Any:
    sloped = xp.where(a < 3, grad * (a / 3 + 0.5), grad)
    return xp.where(a <= -3, 0.0, sloped)


def _hardswish_second(xp: Any, g: Any, grad: Any, a: Any) -> Any:
    inside = xp.logical_and(xp.greater(a, -3), xp.greater(3, a))
    return xp.where(inside, xp.div_number(g * grad, 3.0), 0.0)


# ---- smooth ones -----------------------------------------------------------------------------


def _elu(
    xp: Any, grad: Any, a: Any, alpha: float, scale: float, inner: float, is_result: bool
) -> Any:
    if is_result:
        falling = grad * ((a + alpha * scale) * inner)
    else:
        falling = grad * (xp.exp(a * inner) * (alpha * scale * inner))
    return xp.where(a <= 0, falling, grad * scale)


def _elu_second(
    xp: Any, g: Any, grad: Any, a: Any, alpha: float, scale: float, inner: float, is_result: bool
) -> Any:
    both = xp.mul_number(g * grad, inner)
    if not is_result:
        both = xp.elu_backward(both, a, alpha, scale, inner, is_result)
    return both * xp.astype(xp.greater(0, a), g.dtype)


def _softplus(xp: Any, grad: Any, a: Any, beta: float, threshold: float) -> Any:
    scaled = a * beta
    return xp.where(scaled > threshold, grad, grad / (1 + np.exp(-scaled)))


def _softplus_second(xp: Any, g: Any, grad: Any, a: Any, beta: float, threshold: float) -> Any:
    scaled = xp.mul_number(a, beta)
    bent = xp.sigmoid_backward(g * grad, xp.apply("sigmoid", scaled))
    return xp.mul_number(bent * xp.astype(xp.greater(threshold, scaled), g.dtype), beta)


def _log_sigmoid_second(xp: Any, g: Any, grad: Any, a: Any) -> Any:
    gate = xp.apply("sigmoid", a)
    return g * grad * xp.sub_number(gate, 1) * gate


@cache
def _normal() -> Any:
    """The distribution function of the normal distribution, imported when first used."""
    from scipy.special import ndtr

    return ndtr


def _gelu(xp: Any, grad: Any, a: Any, approximate: str) -> Any:
    if approximate == "none":
        slope = _normal()(a) + a * (DENSITY * np.exp(a * a * -0.5))
        return grad * slope.astype(grad.dtype, copy=False)
    bent = np.tanh(SQRT_2_OVER_PI * (a + CUBIC * a * a * a))
    slope = (1 - bent * bent) * (SQRT_2_OVER_PI * (1 + 3 * CUBIC * a * a))
    return grad * (0.5 * (1 + bent) + 0.5 * a * slope)


def _gelu_second(xp: Any, g: Any, grad: Any, a: Any, approximate: str) -> Any:
    if approximate == "none":
        square = a * a
        density = xp.mul_number(xp.exp(xp.mul_number(square, -0.5)), DENSITY)
        return g * grad * (xp.mul_number(density, 2.0) - square * density)
    inner = xp.mul_number(a + xp.mul_number(a * a * a, CUBIC), SQRT_2_OVER_PI)
    bent = xp.tanh(inner)
    fall = xp.number_sub(1.0, bent * bent)
    slope = xp.mul_number(xp.add_number(xp.mul_number(a * a, 3 * CUBIC), 1.0), SQRT_2_OVER_PI)
    curve = xp.mul_number(a, 6 * CUBIC * SQRT_2_OVER_PI)
    half = xp.mul_number(a, 0.5)
    bend = xp.mul_number(bent * slope * slope, -2.0) + curve
    return g * grad * fall * (slope + half * bend)


# ---- two halves ------------------------------------------------------------------------------


def _halves(a: Any, dim: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    dim %= a.ndim
    before = (slice(None),) * dim
    middle = a.shape[dim] // 2
    return (*before, slice(0, middle)), (*before, slice(middle, 2 * middle))


def _glu(xp: Any, grad: Any, a: Any, dim: int) -> Any:
    first, second = _halves(a, dim)
    gate = 1 / (1 + np.exp(-a[second]))
    passed = grad * gate
    return np.concatenate([passed, passed * (1 - gate) * a[first]], axis=dim)


def _glu_second(xp: Any, g: Any, grad: Any, a: Any, dim: int) -> Any:
    first, second = _halves(a, dim)
    gate = xp.apply("sigmoid", xp.part(a, second))
    shut = xp.number_sub(1.0, gate)
    slope = gate * shut
    rate = xp.part(g, second)
    bend = slope * shut - gate * slope
    bent = rate * xp.part(a, first) * grad * bend + xp.part(g, first) * grad * slope
    return xp.apply("cat", [rate * grad * slope, bent], dim=dim)


def _glu_of_gradient(xp: Any, g: Any, a: Any, dim: int) -> Any:
    first, second = _halves(a, dim)
    whole = g * xp.glu_backward(xp.ones_like(xp.part(a, first)), a, dim)
    return xp.part(whole, first) + xp.part(whole, second)


def _infer_glu(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (operands[1],)


# ---- learned slopes --------------------------------------------------------------------------


def _prelu(xp: Any, grad: Any, a: Any, weight: Any, wanted: int) -> Any:
    """The gradient of ``a`` or of ``weight``; the other is left out."""
    left_out = np.zeros((), grad.dtype)
    if wanted:
        return left_out, np.where(a > 0, 0.0, a * grad)
    return np.where(a > 0, grad, weight * grad), left_out


def _prelu_of_gradient(xp: Any, g: Any, a: Any, weight: Any) -> Any:
    of_a, of_weight = g
    falling = None if of_a is None else of_a * weight
    if of_weight is not None:
        falling = of_weight * a if falling is None else falling + of_weight * a
    return xp.where(xp.greater_equal(a, 0), 0.0 if of_a is None else of_a, falling)


def _prelu_second(number: int) -> Any:
    """Of ``a`` by the gradient of ``weight`` (1), and the other way round (0)."""

    def rule(xp: Any, g: Any, grad: Any, a: Any) -> Any:
        if g[number] is None:
            return xp.zeros_like(a)
        return xp.where(xp.greater_equal(a, 0), 0.0, grad * g[number])

    return rule


def _refused(xp: Any, g: Any) -> Any:
    raise RuntimeError("derivative for aten::hardsigmoid_backward is not implemented")


register(
    kernel(
        "leaky_relu_backward",
        "negative_slope",
        lambda xp, grad, a, negative_slope: xp.where(a > 0, grad, grad * negative_slope),
        lambda xp, g, a, negative_slope: xp.leaky_relu_backward(g, a, negative_slope),
        none,
    ),
    kernel(
        "hardtanh_backward",
        "low high",
        _between,
        lambda xp, g, a, low, high: xp.hardtanh_backward(g, a, low, high),
        none,
    ),
    kernel(
        "softshrink_backward",
        "lambd",
        _shrunk,
        lambda xp, g, a, lambd: xp.softshrink_backward(g, a, lambd),
        none,
    ),
    kernel(
        "hardshrink_backward",
        "lambd",
        _shrunk,
        lambda xp, g, a, lambd: xp.hardshrink_backward(g, a, lambd),
        none,
    ),
    kernel(
        "threshold_at_backward",
        "threshold",
        lambda xp, grad, a, threshold: xp.where(a <= threshold, 0.0, grad),
        lambda xp, g, a, threshold: xp.threshold_at_backward(g, a, threshold),
        none,
        node_name="ThresholdBackwardBackward0",
    ),
    kernel(
        "hardsigmoid_backward",
        "",
        _hardsigmoid,
        _refused,
        _refused,
        node_name="torch::autograd::NotImplemented",
    ),
    kernel(
        "hardswish_backward",
        "",
        _hardswish,
        lambda xp, g, a: xp.hardswish_backward(g, a),
        _hardswish_second,
    ),
    kernel(
        "elu_backward",
        "alpha scale inner is_result",
        _elu,
        lambda xp, g, a, alpha, scale, inner, is_result: xp.elu_backward(
            g, a, alpha, scale, inner, is_result
        ),
        _elu_second,
    ),
    kernel(
        "softplus_backward",
        "beta threshold",
        _softplus,
        lambda xp, g, a, beta, threshold: xp.softplus_backward(g, a, beta, threshold),
        _softplus_second,
    ),
    kernel(
        "log_sigmoid_backward",
        "",
        lambda xp, grad, a: grad / (1 + np.exp(a)),
        lambda xp, g, a: xp.log_sigmoid_backward(g, a),
        _log_sigmoid_second,
    ),
    kernel(
        "gelu_backward",
        "approximate",
        _gelu,
        lambda xp, g, a, approximate: xp.gelu_backward(g, a, approximate),
        _gelu_second,
    ),
    kernel(
        "rrelu_with_noise_backward",
        "",
        lambda xp, grad, a, noise: grad * noise,
        lambda xp, g, a, noise: xp.rrelu_with_noise_backward(g, a, noise),
        none,
        None,
        ports=(Port("grad"), Port("a"), Port("noise")),
    ),
    OpSpec(
        name="glu_backward",
        category="internal",
        ports=(Port("grad"), Port("a")),
        params=(Param("dim", "int"),),
        infer=_infer_glu,
        forward=_glu,
        gradients=(_glu_of_gradient, _glu_second),
        node_name="GluBackwardBackward0",
    ),
    OpSpec(
        name="prelu_kernel_backward",
        category="internal",
        ports=(Port("grad"), Port("a"), Port("weight")),
        params=(Param("wanted", "int"),),
        outputs=("of_a", "of_weight"),
        differentiable=("of_a", "of_weight"),
        unnamed=True,
        infer=lambda operands, params: (operands[0], operands[0]),
        forward=_prelu,
        gradients=(_prelu_of_gradient, _prelu_second(1), _prelu_second(0)),
        node_name="PreluKernelBackwardBackward0",
        broadcasts=True,
    ),
)
