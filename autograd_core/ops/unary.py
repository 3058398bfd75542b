"""Trigonometric, hyperbolic, exponential and logarithmic functions of one tensor."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from .dispatch import call
from .families import A, infer_floating
from .pointwise import INSIDE, MIXED, POSITIVE, derivative, floating
from .spec import REGISTRY, Meta, OpSpec, Param, Sample, mutating, register

DEGREE = math.pi / 180
LN2 = math.log(2.0)
LN10 = math.log(10.0)

_inside = (Sample((INSIDE,)), Sample((0.5,)), Sample(([0, 0],)))
_positive = (Sample((POSITIVE,)), Sample((0.5,)), Sample(([1, 2],)))
_above_one = (Sample(([[1.5, 2.0], [3.0, 4.5]],)), Sample((2.5,)), Sample(([2, 3],)))


def _root(xp: Any, a: Any) -> Any:
    return xp.apply("rsqrt", a)


def _sinc(xp: Any, a: Any) -> Any:
    scaled = a * a.dtype.type(math.pi)
    return np.where(a == 0, a.dtype.type(1), np.sin(scaled) / scaled)


def _sinc_gradient(xp: Any, g: Any, a: Any) -> Any:
    scaled = xp.mul_number(a, math.pi)
    square = xp.mul_number(a * a, math.pi)
    slope = (scaled * xp.cos(scaled) - xp.sin(scaled)) / square
    return xp.where(xp.equal(square, 0), 0.0, g * slope)


def _sinc_slope(a: Any, out: Any) -> Any:
    scaled = a * math.pi
    return np.where(a == 0, 0.0, (scaled * np.cos(scaled) - np.sin(scaled)) / (a * scaled))


def _logit(xp: Any, a: Any, eps: float | None) -> Any:
    if eps is not None:
        low, high = a.dtype.type(eps), a.dtype.type(1) - a.dtype.type(eps)
        # As PyTorch compares, so that the upper bound wins where the two have crossed.
        a = np.where(a < low, low, np.where(a > high, high, a))
    return np.log(a / (1 - a))


def _logit_gradient(xp: Any, g: Any, a: Any, eps: float | None) -> Any:
    low = 0.0 if eps is None else eps
    within = xp.logical_and(xp.greater_equal(a, low), xp.greater_equal(1.0 - low, a))
    return xp.where(within, g / (a * xp.number_sub(1.0, a)), math.nan if eps is None else 0.0)


def _logit_local(inputs: Any, out: Any, params: Mapping[str, Any]) -> tuple[Any, ...]:
    a, eps = inputs[0], params["eps"]
    low = 0.0 if eps is None else eps
    outside = math.nan if eps is None else 0.0
    return (np.where((a >= low) & (a <= 1 - low), 1 / (a * (1 - a)), outside),)


def _infer_square(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    return REGISTRY["pow"].infer(operands, {"exponent": 2})


def _not_in_place(name: str) -> Callable[[Any, Any], Any]:
    """The gradient rule of a function that PyTorch cannot differentiate in place."""

    def refusal() -> RuntimeError:
        return NotImplementedError(
            f"the derivative for 'inplace version of {name}' is not implemented."
        )

    def rule(xp: Any, g: Any) -> Any:
        raise refusal()

    return rule


def _square(name: str, power: str, title: str, help: str) -> OpSpec:
    """``a ** 2``, which is how PyTorch computes and records it."""
    return OpSpec(
        name=name,
        category="math",
        ports=A,
        infer=_infer_square,
        compose=lambda a: call(REGISTRY[power], (a,), {"exponent": 2}),
        spelling=f"{{a}}.{name}()",
        methods=(name,),
        functions=(name,),
        formula=r"a^{2}",
        gradient_formulas=(r"2 a",),
        gradient_texts=("∂out/∂a = 2 · a",),
        title=title,
        help=help,
        keywords=("power", "quadratic"),
        samples=(Sample((MIXED,)), Sample((0.5,)), Sample(([1, 2],))) if name == "square" else (),
    )


register(
    floating(
        "tan",
        "TanBackward0",
        lambda xp, a: np.tan(a),
        lambda xp, g, out: g * xp.add_number(out**2, 1),
        formula=r"\tan a",
        gradient_formulas=(r"1 + \tan^2 a",),
        gradient_texts=("∂out/∂a = 1 + out²",),
        local=derivative(lambda a, out: 1 + out * out),
        title="Tangent",
        help="The tangent of each element, in radians.",
        keywords=("trigonometric",),
    ),
    floating(
        "asin",
        "AsinBackward0",
        lambda xp, a: np.arcsin(a),
        lambda xp, g, a: g * _root(xp, xp.add_number(-a * a, 1)),
        aliases=("arcsin",),
        formula=r"\arcsin a",
        gradient_formulas=(r"\frac{1}{\sqrt{1 - a^2}}",),
        gradient_texts=("∂out/∂a = 1 / √(1 - a²)",),
        local=derivative(lambda a, out: 1 / np.sqrt(1 - a * a)),
        title="Arcsine",
        help="The angle in radians whose sine each element is.",
        keywords=("trigonometric", "inverse"),
        samples=_inside,
    ),
    floating(
        "acos",
        "AcosBackward0",
        lambda xp, a: np.arccos(a),
        lambda xp, g, a: g * -_root(xp, xp.add_number(-a * a, 1)),
        aliases=("arccos",),
        formula=r"\arccos a",
        gradient_formulas=(r"-\frac{1}{\sqrt{1 - a^2}}",),
        gradient_texts=("∂out/∂a = -1 / √(1 - a²)",),
        local=derivative(lambda a, out: -1 / np.sqrt(1 - a * a)),
        title="Arccosine",
        help="The angle in radians whose cosine each element is.",
        keywords=("trigonometric", "inverse"),
        samples=_inside,
    ),
    floating(
        "atan",
        "AtanBackward0",
        lambda xp, a: np.arctan(a),
        lambda xp, g, a: g / xp.add_number(a * a, 1),
        aliases=("arctan",),
        formula=r"\arctan a",
        gradient_formulas=(r"\frac{1}{1 + a^2}",),
        gradient_texts=("∂out/∂a = 1 / (1 + a²)",),
        local=derivative(lambda a, out: 1 / (a * a + 1)),
        title="Arctangent",
        help="The angle in radians whose tangent each element is.",
        keywords=("trigonometric", "inverse"),
    ),
    floating(
        "sinh",
        "SinhBackward0",
        lambda xp, a: np.sinh(a),
        lambda xp, g, a: g * xp.apply("cosh", a),
        formula=r"\sinh a",
        gradient_formulas=(r"\cosh a",),
        gradient_texts=("∂out/∂a = cosh a",),
        local=derivative(lambda a, out: np.cosh(a)),
        title="Hyperbolic sine",
        help="The hyperbolic sine of each element.",
        keywords=("hyperbolic",),
    ),
    floating(
        "cosh",
        "CoshBackward0",
        lambda xp, a: np.cosh(a),
        lambda xp, g, a: g * xp.apply("sinh", a),
        formula=r"\cosh a",
        gradient_formulas=(r"\sinh a",),
        gradient_texts=("∂out/∂a = sinh a",),
        local=derivative(lambda a, out: np.sinh(a)),
        title="Hyperbolic cosine",
        help="The hyperbolic cosine of each element.",
        keywords=("hyperbolic",),
    ),
    floating(
        "asinh",
        "AsinhBackward0",
        lambda xp, a: np.arcsinh(a),
        lambda xp, g, a: g * _root(xp, xp.add_number(a**2, 1)),
        inplace=False,
        aliases=("arcsinh",),
        formula=r"\operatorname{arsinh} a",
        gradient_formulas=(r"\frac{1}{\sqrt{a^2 + 1}}",),
        gradient_texts=("∂out/∂a = 1 / √(a² + 1)",),
        local=derivative(lambda a, out: 1 / np.sqrt(a * a + 1)),
        title="Inverse hyperbolic sine",
        help="The number whose hyperbolic sine each element is.",
        keywords=("hyperbolic", "inverse", "area"),
    ),
    floating(
        "acosh",
        "AcoshBackward0",
        lambda xp, a: np.arccosh(a),
        lambda xp, g, a: g * _root(xp, xp.sub_number(a * a, 1)),
        inplace=False,
        aliases=("arccosh",),
        formula=r"\operatorname{arcosh} a",
        gradient_formulas=(r"\frac{1}{\sqrt{a^2 - 1}}",),
        gradient_texts=("∂out/∂a = 1 / √(a² - 1)",),
        local=derivative(lambda a, out: 1 / np.sqrt(a * a - 1)),
        title="Inverse hyperbolic cosine",
        help="The number from 0 up whose hyperbolic cosine each element is.",
        keywords=("hyperbolic", "inverse", "area"),
        samples=_above_one,
    ),
    floating(
        "atanh",
        "AtanhBackward0",
        lambda xp, a: np.arctanh(a),
        lambda xp, g, a: xp.mul_number(g, 1) / xp.number_sub(1, a**2),
        inplace=False,
        aliases=("arctanh",),
        formula=r"\operatorname{artanh} a",
        gradient_formulas=(r"\frac{1}{1 - a^2}",),
        gradient_texts=("∂out/∂a = 1 / (1 - a²)",),
        local=derivative(lambda a, out: 1 / (1 - a * a)),
        title="Inverse hyperbolic tangent",
        help="The number whose hyperbolic tangent each element is.",
        keywords=("hyperbolic", "inverse", "area"),
        samples=_inside,
    ),
    floating(
        "exp2",
        "Exp2Backward0",
        lambda xp, a: np.exp2(a),
        lambda xp, g, out: xp.mul_number(g * out, LN2),
        aliases=("special.exp2",),
        formula=r"2^{a}",
        gradient_formulas=(r"2^{a}\ln 2",),
        gradient_texts=("∂out/∂a = out · ln 2",),
        local=derivative(lambda a, out: out * LN2),
        title="Power of two",
        help="2 raised to the power of each element.",
        keywords=("exponential", "binary"),
    ),
    floating(
        "expm1",
        "Expm1Backward0",
        lambda xp, a: np.expm1(a),
        lambda xp, g, out: g * xp.add_number(out, 1),
        aliases=("special.expm1",),
        formula=r"e^{a} - 1",
        gradient_formulas=(r"e^{a}",),
        gradient_texts=("∂out/∂a = out + 1",),
        local=derivative(lambda a, out: out + 1),
        title="Exponential minus one",
        help="e raised to the power of each element, minus 1; exact near 0.",
        keywords=("exponential",),
    ),
    floating(
        "log2",
        "Log2Backward0",
        lambda xp, a: np.log2(a),
        lambda xp, g, a: g / xp.mul_number(a, LN2),
        formula=r"\log_2 a",
        gradient_formulas=(r"\frac{1}{a \ln 2}",),
        gradient_texts=("∂out/∂a = 1 / (a · ln 2)",),
        local=derivative(lambda a, out: 1 / (a * LN2)),
        title="Logarithm to base 2",
        help="The logarithm to base 2 of each element.",
        keywords=("binary", "bits"),
        samples=_positive,
    ),
    floating(
        "log10",
        "Log10Backward0",
        lambda xp, a: np.log10(a),
        lambda xp, g, a: g / xp.mul_number(a, LN10),
        formula=r"\log_{10} a",
        gradient_formulas=(r"\frac{1}{a \ln 10}",),
        gradient_texts=("∂out/∂a = 1 / (a · ln 10)",),
        local=derivative(lambda a, out: 1 / (a * LN10)),
        title="Logarithm to base 10",
        help="The logarithm to base 10 of each element.",
        keywords=("decimal", "common"),
        samples=_positive,
    ),
    floating(
        "log1p",
        "Log1PBackward0",
        lambda xp, a: np.log1p(a),
        lambda xp, g, a: g / xp.add_number(a, 1),
        aliases=("special.log1p",),
        formula=r"\ln(1 + a)",
        gradient_formulas=(r"\frac{1}{1 + a}",),
        gradient_texts=("∂out/∂a = 1 / (1 + a)",),
        local=derivative(lambda a, out: 1 / (1 + a)),
        title="Logarithm of one plus",
        help="The natural logarithm of 1 plus each element; exact near 0.",
        keywords=("ln",),
        samples=_positive,
    ),
    floating(
        "rsqrt",
        "RsqrtBackward0",
        lambda xp, a: 1 / np.sqrt(a),
        lambda xp, g, out: xp.mul_number(g, -0.5) * xp.pow_number(out, 3),
        formula=r"\frac{1}{\sqrt{a}}",
        gradient_formulas=(r"-\frac{1}{2 a \sqrt{a}}",),
        gradient_texts=("∂out/∂a = -out³ / 2",),
        local=derivative(lambda a, out: -0.5 * out**3),
        title="Reciprocal square root",
        help="One divided by the square root of each element.",
        keywords=("root", "inverse"),
        samples=_positive,
    ),
    _square("square", "pow", "Square", "Each element times itself."),
    _square("square_", "pow_", "Square in place", "Each element becomes its square."),
    floating(
        "deg2rad",
        "Deg2RadBackward0",
        lambda xp, a: a * a.dtype.type(DEGREE),
        lambda xp, g: xp.mul_number(g, DEGREE),
        formula=r"\frac{\pi}{180}\,a",
        gradient_formulas=(r"\frac{\pi}{180}",),
        gradient_texts=("∂out/∂a = π / 180",),
        local=derivative(lambda a, out: DEGREE),
        title="Degrees to radians",
        help="Angles in degrees as angles in radians.",
        keywords=("angle", "convert"),
    ),
    floating(
        "rad2deg",
        "Rad2DegBackward0",
        lambda xp, a: a * a.dtype.type(180 / math.pi),
        lambda xp, g: xp.mul_number(g, 180 / math.pi),
        formula=r"\frac{180}{\pi}\,a",
        gradient_formulas=(r"\frac{180}{\pi}",),
        gradient_texts=("∂out/∂a = 180 / π",),
        local=derivative(lambda a, out: 180 / math.pi),
        title="Radians to degrees",
        help="Angles in radians as angles in degrees.",
        keywords=("angle", "convert"),
    ),
    floating(
        "sinc",
        "SincBackward0",
        _sinc,
        _sinc_gradient,
        aliases=("special.sinc",),
        formula=r"\frac{\sin \pi a}{\pi a}",
        gradient_formulas=(r"\frac{\pi a \cos \pi a - \sin \pi a}{\pi a^2}",),
        gradient_texts=("∂out/∂a = (πa · cos πa - sin πa) / (πa²), 0 at 0",),
        local=derivative(_sinc_slope),
        title="Sinc",
        help="sin(πa) / (πa) for each element, 1 at 0.",
        keywords=("signal", "cardinal sine"),
        samples=(Sample(([[1.25, -2.5], [0.0, 0.75]],)), Sample((0.5,))),
    ),
    floating(
        "logit",
        "LogitBackward0",
        _logit,
        _logit_gradient,
        infer=infer_floating,
        aliases=("special.logit",),
        params=(
            Param("eps", "float", None, optional=True, help="keep inputs that far from 0 and 1"),
        ),
        spelling="{a}.logit({params})",
        formula=r"\ln\frac{a}{1 - a}",
        gradient_formulas=(r"\frac{1}{a\,(1 - a)}",),
        gradient_texts=("∂out/∂a = 1 / (a · (1 - a)), 0 where eps cut",),
        local=_logit_local,
        title="Logit",
        help="The logarithm of the odds of each element, the inverse of sigmoid.",
        keywords=("odds", "inverse sigmoid"),
        samples=(
            Sample(([[0.25, 0.5], [0.75, 0.125]],)),
            Sample(([0.01, 0.5, 0.99],), {"eps": 0.1}),
            Sample((0.3,)),
        ),
    ),
)

# PyTorch has no derivatives of these three in place, because they would need the old values.
register(
    *(
        dataclasses.replace(
            mutating(REGISTRY[name]),
            node_name=f"{name.capitalize()}Backward1",
            gradients=(_not_in_place(name),),
            gradient_formulas=(None,),
            gradient_texts=(None,),
            local=None,
        )
        for name in ("acosh", "asinh", "atanh")
    )
)
