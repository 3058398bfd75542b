"""Activation functions that weigh their input by a gate, those that PyTorch composes, and those
with parameters of their own."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .. import random
from ..tensor import Tensor
from .activation import FLOATS, X, activation
from .families import A, infer_floating
from .functional import do, in_place, spelled
from .operands import computed, infer_typed, no_kernel, refused
from .shapes import normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

SQRT_2_OVER_PI = math.sqrt(2.0 / math.pi)
CUBIC = 0.044715
DENSITY = 1.0 / math.sqrt(2.0 * math.pi)


@functools.cache
def _scipy(name: str) -> Any:
    """A function of SciPy, imported when first used."""
    from scipy import special

    return getattr(special, name)


# ---- gelu ------------------------------------------------------------------------------------


def _gelu(a: Any, approximate: str) -> Any:
    if approximate == "none":
        return a * _scipy("ndtr")(a)
    if approximate != "tanh":
        refused()
    return 0.5 * a * (1 + np.tanh(SQRT_2_OVER_PI * (a + CUBIC * a * a * a)))


def _infer_gelu(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if params["approximate"] not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")
    result: tuple[Meta, ...] = infer_typed("GeluKernelImpl", "f")(operands, params)
    return result


def _gelu_slope(a: Any, approximate: str) -> Any:
    if approximate == "none":
        return _scipy("ndtr")(a) + a * DENSITY * np.exp(-a * a / 2)
    bent = np.tanh(SQRT_2_OVER_PI * (a + CUBIC * a**3))
    inner = SQRT_2_OVER_PI * (1 + 3 * CUBIC * a**2)
    return 0.5 * (1 + bent) + 0.5 * a * (1 - bent**2) * inner


# ---- smooth ones -----------------------------------------------------------------------------


def _logistic(a: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-a))


def _silu(a: Any) -> Any:
    return a / (1 + np.exp(-a))


def _silu_rule(xp: Any, g: Any, a: Any) -> Any:
    gate = xp.apply("sigmoid", a)
    return g * gate * xp.add_number(a * xp.number_sub(1.0, gate), 1.0)


def _softplus(a: Any, beta: float, threshold: float) -> Any:
    scaled = a * beta
    return np.where(scaled > threshold, a, np.log1p(np.exp(scaled)) / beta)


def _mish_rule(xp: Any, g: Any, a: Any) -> Any:
    bent = xp.tanh(xp.apply("log1p", xp.exp(a)))
    return g * (bent + a * xp.apply("sigmoid", a) * xp.number_sub(1.0, bent * bent))


def _mish_slope(a: Any) -> Any:
    bent = np.tanh(np.log1p(np.exp(a)))
    return bent + a * _logistic(a) * (1 - bent**2)


SILU = activation(
    "silu",
    "SiluBackward0",
    "silu_cpu",
    _silu,
    _silu_rule,
    lambda a: _logistic(a) * (1 + a * (1 - _logistic(a))),
    formula=r"a\,\sigma(a)",
    gradient_formulas=(r"\sigma(a)\,(1 + a\,(1 - \sigma(a)))",),
    gradient_texts=("∂out/∂a = σ(a) · (1 + a · (1 - σ(a)))",),
    title="SiLU",
    help="Each element times its sigmoid.",
    keywords=("swish",),
)

MISH = activation(
    "mish",
    "MishBackward0",
    "mish_cpu",
    lambda a: a * np.tanh(np.log1p(np.exp(a))),
    _mish_rule,
    _mish_slope,
    formula=r"a\,\tanh(\ln(1 + e^{a}))",
    gradient_formulas=(r"t + a\,\sigma(a)\,(1 - t^2)",),
    gradient_texts=("∂out/∂a = t + a · σ(a) · (1 - t²), t = tanh(softplus(a))",),
    title="Mish",
    help="Each element times the tanh of its softplus.",
)

register(
    activation(
        "gelu",
        "GeluBackward0",
        "GeluKernelImpl",
        _gelu,
        lambda xp, g, a, approximate: xp.gelu_backward(g, a, approximate),
        _gelu_slope,
        infer=_infer_gelu,
        params=(Param("approximate", "str", "none", keyword_only=True, help="none, or tanh"),),
        formula=r"a\,\Phi(a)",
        gradient_formulas=(r"\Phi(a) + a\,\frac{e^{-a^2 / 2}}{\sqrt{2 \pi}}",),
        gradient_texts=("∂out/∂a = Φ(a) + a · φ(a)",),
        title="GELU",
        help="Each element times the probability that a normal number is smaller.",
        keywords=("gaussian error", "transformer"),
        samples=(*FLOATS, Sample(([0.5, -1.0, 2.0],), {"approximate": "tanh"})),
        bad=(
            BadSample(
                (X,),
                {"approximate": "fast"},
                "approximate argument must be either none or tanh.",
            ),
        ),
    ),
    SILU,
    in_place(SILU),
    MISH,
    in_place(MISH),
    activation(
        "softplus",
        "SoftplusBackward0",
        "softplus_cpu",
        _softplus,
        lambda xp, g, a, beta, threshold: xp.softplus_backward(g, a, beta, threshold),
        lambda a, beta, threshold: np.where(a * beta > threshold, 1.0, _logistic(a * beta)),
        params=(
            Param("beta", "float", 1.0, help="how sharp the bend is"),
            Param("threshold", "float", 20.0, help="from where on it is the identity"),
        ),
        formula=r"\frac{1}{\beta}\,\ln(1 + e^{\beta a})",
        gradient_formulas=(r"\sigma(\beta a)",),
        gradient_texts=("∂out/∂a = σ(β · a)",),
        title="Softplus",
        help="A smooth ReLU: the logarithm of 1 plus the exponential.",
        keywords=("rectifier", "log1p"),
        samples=(*FLOATS, Sample((X,), {"beta": 2.0, "threshold": 1.0})),
    ),
    activation(
        "logsigmoid",
        "LogSigmoidBackward0",
        "log_sigmoid_cpu",
        lambda a: np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a))),
        lambda xp, g, a: xp.log_sigmoid_backward(g, a),
        lambda a: _logistic(-a),
        formula=r"\ln \sigma(a)",
        gradient_formulas=(r"\sigma(-a)",),
        gradient_texts=("∂out/∂a = σ(-a)",),
        title="Log sigmoid",
        help="The logarithm of the sigmoid of each element.",
        keywords=("logistic",),
    ),
)


# ---- composed --------------------------------------------------------------------------------


def _infer_softsign(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if operands[0].dtype.name == "bool":
        raise no_kernel("abs_cpu", operands[0].dtype)
    return infer_floating(operands, params)


register(
    OpSpec(
        name="softsign",
        category="activation",
        ports=A,
        infer=_infer_softsign,
        compose=lambda a: a / (a.abs() + 1),
        spelling=spelled("softsign", "a", params=False),
        functions=("nn.functional.softsign",),
        formula=r"\frac{a}{1 + |a|}",
        gradient_formulas=(r"\frac{1}{(1 + |a|)^2}",),
        gradient_texts=("∂out/∂a = 1 / (1 + |a|)²",),
        title="Softsign",
        help="Each element divided by 1 plus its absolute value.",
        samples=FLOATS,
    ),
    OpSpec(
        name="tanhshrink",
        category="activation",
        ports=A,
        infer=infer_floating,
        compose=lambda a: a - a.tanh(),
        spelling=spelled("tanhshrink", "a", params=False),
        functions=("nn.functional.tanhshrink",),
        formula=r"a - \tanh a",
        gradient_formulas=(r"\tanh^2 a",),
        gradient_texts=("∂out/∂a = tanh² a",),
        title="Tanh shrink",
        help="Each element minus its hyperbolic tangent.",
        samples=FLOATS,
    ),
)


# ---- glu -------------------------------------------------------------------------------------


def _halves(dim: int, shape: Sequence[int]) -> tuple[tuple[Any, ...], tuple[Any, ...], int]:
    """The indices of both halves of a dimension, and that dimension."""
    place = normal_dim(dim, len(shape))
    middle = shape[place] // 2
    before = (slice(None),) * place
    return (*before, slice(0, middle)), (*before, slice(middle, None)), place


def _glu(xp: Any, a: Any, dim: int) -> Any:
    if a.dtype.kind != "f" or not a.ndim or a.shape[normal_dim(dim, a.ndim)] % 2:
        refused()
    first, second, _ = _halves(dim, a.shape)
    return a[first] * _logistic(a[second])


def _infer_glu(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if not shape:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    place = normal_dim(params["dim"], len(shape))
    if shape[place] % 2:
        raise RuntimeError(
            f"Halving dimension must be even, but dimension {place} is size {shape[place]}"
        )
    if not dtype.is_floating_point:
        raise no_kernel("glu_cpu", dtype)
    return (Meta((*shape[:place], shape[place] // 2, *shape[place + 1 :]), dtype),)


# ---- prelu and rrelu -------------------------------------------------------------------------


def _infer_prelu(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, weight = operands
    if a.dtype is not weight.dtype:
        raise RuntimeError(
            f"prelu: Type promoting not supported. Got {a.dtype.scalar_name} and "
            f"{weight.dtype.scalar_name}"
        )
    count = math.prod(weight.shape)
    if count != 1:
        if not a.shape:
            raise RuntimeError("Not allow zero-dim input tensor.")
        channels = a.shape[1] if len(a.shape) > 1 else 1
        if channels != count:
            raise RuntimeError(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                f"{count} and channel size = {channels}."
            )
    if len(weight.shape) > 1:
        raise RuntimeError(
            "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = "
            f"{len(weight.shape)}"
        )
    result: tuple[Meta, ...] = infer_typed("prelu_cpu", "f")(operands[:1], params)
    return result


def _prelu(a: Tensor, weight: Tensor) -> Any:
    metas = [Meta(tuple(one.shape), one.dtype) for one in (a, weight)]
    _infer_prelu(metas, {})
    if a.ndim != weight.ndim:
        shape = [1] * a.ndim
        if a.ndim > 1:
            shape[1] = weight.numel()
        weight = do("reshape", weight, shape=tuple(shape))
    return do("prelu_kernel", a, weight)


def _rrelu(a: Tensor, lower: float, upper: float, training: bool) -> Any:
    """Draws the slopes, one float64 for each element that is not positive, as PyTorch does."""
    return do("rrelu_with_noise", a, _slopes(a, lower, upper, training), lower=lower, upper=upper)


def _rrelu_(a: Tensor, lower: float, upper: float, training: bool) -> Any:
    return do("rrelu_with_noise_", a, _slopes(a, lower, upper, training), lower=lower, upper=upper)


def _slopes(a: Tensor, lower: float, upper: float, training: bool) -> Tensor:
    values = a._array
    _infer_rrelu((Meta(values.shape, a.dtype),), {"lower": lower, "upper": upper})
    if not training:
        return Tensor(np.where(values > 0, 1.0, (lower + upper) / 2).astype(values.dtype))
    noise = np.ones(values.shape, values.dtype)
    drawn = values <= 0
    count = int(drawn.sum())
    noise[drawn] = random.current_generator().uniform(lower, upper, count, np.float64)
    return Tensor(noise)


def _infer_rrelu(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if not params["lower"] <= params["upper"]:
        raise RuntimeError("Lower bound should be less than or equal to the upper bound")
    result: tuple[Meta, ...] = infer_typed("leaky_relu_cpu", "f")(operands[:1], params)
    return result


BOUNDS = (
    Param("lower", "float", 1.0 / 8, help="the least slope below 0"),
    Param("upper", "float", 1.0 / 3, help="the greatest slope below 0"),
)

WITH_NOISE = OpSpec(
    name="rrelu_with_noise",
    category="internal",
    ports=(Port("a"), Port("noise")),
    params=BOUNDS,
    infer=_infer_rrelu,
    forward=lambda xp, a, noise, lower, upper: a * noise,
    gradients=(lambda xp, g, a, noise: xp.rrelu_with_noise_backward(g, a, noise), None),
    node_name="RreluWithNoiseBackward0",
    title="Randomized leaky ReLU with given slopes",
    help="Each element times its slope.",
)

RRELU = OpSpec(
    name="rrelu",
    category="activation",
    ports=A,
    params=(*BOUNDS, Param("training", "bool", False, help="draw the slopes")),
    infer=_infer_rrelu,
    compose=_rrelu,
    spelling=spelled("rrelu", "a"),
    functions=("nn.functional.rrelu", "rrelu"),
    formula=r"\max(a, 0) + s\,\min(a, 0)",
    gradient_formulas=(r"[a > 0] + s\,[a \leq 0]",),
    gradient_texts=("∂out/∂a = 1 where a > 0, else the slope",),
    title="Randomized leaky ReLU",
    help="Each element, multiplied where it is negative by a slope that training draws anew.",
    keywords=("rectifier", "RReLU", "random"),
    samples=(*FLOATS, Sample((X,), {"lower": 0.25, "upper": 0.5})),
    bad=(
        BadSample(
            (X,),
            {"lower": 0.5, "upper": 0.25},
            "Lower bound should be less than or equal to the upper bound",
        ),
    ),
)

register(
    OpSpec(
        name="glu",
        category="activation",
        ports=A,
        params=(Param("dim", "dim", -1, help="the dimension that is halved"),),
        infer=_infer_glu,
        forward=_glu,
        gradients=(lambda xp, g, a, dim: xp.glu_backward(g, a, dim),),
        node_name="GluBackward0",
        spelling=spelled("glu", "a"),
        functions=("nn.functional.glu",),
        formula=r"a_1\,\sigma(a_2)",
        gradient_formulas=(r"(\sigma(a_2),\; a_1\,\sigma'(a_2))",),
        gradient_texts=("σ(second half), first half · σ'(second half)",),
        title="Gated linear unit",
        help="The first half of a dimension times the sigmoid of the second.",
        keywords=("GLU", "gate"),
        samples=(Sample(([X[0] + [0.5], X[1] + [-1.0]],)), Sample((X,), {"dim": 0})),
        bad=(
            BadSample((X,), {}, "Halving dimension must be even, but dimension 1 is size 3"),
            BadSample((1.0,), {}, "glu does not support scalars because halving size must be even"),
        ),
    ),
    OpSpec(
        name="prelu_kernel",
        category="internal",
        ports=(Port("a"), Port("weight")),
        infer=_infer_prelu,
        forward=computed(lambda a, weight: np.where(a > 0, a, weight * a), "f"),
        broadcasts=True,
        gradients=(
            lambda xp, g, a, weight: xp.prelu_kernel_backward(g, a, weight, 0)[0],
            lambda xp, g, a, weight: xp.prelu_kernel_backward(g, a, weight, 1)[1],
        ),
        node_name="PreluKernelBackward0",
    ),
    OpSpec(
        name="prelu",
        category="activation",
        ports=(Port("a"), Port("weight", help="one slope, or one for each channel")),
        infer=_infer_prelu,
        compose=_prelu,
        spelling=spelled("prelu", "a", "weight", params=False),
        methods=("prelu",),
        functions=("nn.functional.prelu", "prelu"),
        formula=r"\max(a, 0) + w\,\min(a, 0)",
        gradient_formulas=(r"[a > 0] + w\,[a \leq 0]", r"\min(a, 0)"),
        gradient_texts=("∂out/∂a = 1 where a > 0, else the weight", "∂out/∂weight = min(a, 0)"),
        title="PReLU",
        help="Each element, multiplied where it is negative by a slope that is learned.",
        keywords=("rectifier", "parametric"),
        samples=(
            Sample((X, [0.25])),
            Sample((X, [0.25, -1.0, 0.5])),
            Sample(([X, X], [0.25, 0.5])),
            Sample((-2.0, [0.5])),
        ),
        bad=(
            BadSample(
                (X, [1.0, 2.0]),
                {},
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                "2 and channel size = 3.",
            ),
            BadSample((2.0, [1.0, 2.0]), {}, "Not allow zero-dim input tensor."),
        ),
    ),
    WITH_NOISE,
    in_place(WITH_NOISE, "RreluWithNoiseBackward1"),
    RRELU,
    OpSpec(
        name="rrelu_",
        category="activation",
        ports=A,
        params=RRELU.params,
        infer=_infer_rrelu,
        compose=_rrelu_,
        mutates=True,
        spelling=spelled("rrelu_", "a"),
        functions=("nn.functional.rrelu_", "rrelu_"),
        formula=RRELU.formula,
        gradient_formulas=RRELU.gradient_formulas,
        gradient_texts=RRELU.gradient_texts,
        title="Randomized leaky ReLU in place",
        help=f"{RRELU.help} The result is written into the first input.",
        keywords=("in-place", "inplace", "random"),
    ),
)
