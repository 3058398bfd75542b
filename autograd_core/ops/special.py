"""Special functions: error functions, gamma functions, Bessel functions. SciPy computes them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .bessel import bessel
from .dispatch import call
from .families import A, infer_floating
from .pointwise import INSIDE, POSITIVE, derivative, floating, halves, of_scipy, scipy_function
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Sample, mutating, register

ROOT_PI = math.sqrt(math.pi)
ROOT_TWO_PI = math.sqrt(2 * math.pi)

_positive = (Sample((POSITIVE,)), Sample((0.7,)), Sample(([1, 2],)))
_probabilities = (Sample(([[0.5, 0.25], [0.75, 0.1]],)), Sample((0.3,)))


def _lgamma(xp: Any, a: Any) -> Any:
    # SciPy gives -inf at -inf, where C's function and its graph say inf.
    values = np.where(np.isinf(a), math.inf, scipy_function("gammaln")(a))
    return values.astype(a.dtype, copy=False)


def _erfinv(xp: Any, a: Any) -> Any:
    values = np.asarray(scipy_function("erfinv")(a)).astype(a.dtype, copy=False)
    return np.where(a == 0, a, values)  # SciPy loses the sign of -0


def _trigamma(x: Any) -> Any:
    """The derivative of digamma by reflection, recurrence and the asymptotic series.

    PyTorch's own approximation (about eight digits), so that second derivatives agree.
    """
    reflected = x < 0.5
    sine = np.sin(np.pi * np.where(reflected, x, 0.5))
    total = np.where(reflected, -((np.pi / sine) ** 2), 0.0)
    x = np.where(reflected, 1 - x, x)
    for _ in range(6):
        total = total + 1 / (x * x)
        x = x + 1
    square = 1 / (x * x)
    tail = (1 + 1 / (2 * x) + square * (1 / 6 - square * (1 / 30 - square * (1 / 42)))) / x
    return np.where(reflected, -1.0, 1.0) * (total + tail)


def _polygamma(xp: Any, a: Any, n: int) -> Any:
    x = a.astype(np.float32) if a.dtype == np.float16 else a
    if n == 0:
        result = scipy_function("digamma")(x)
    elif n == 1:
        result = _trigamma(x)
    else:
        result = scipy_function("zeta")(n + 1, x) * ((1 if n % 2 else -1) * math.factorial(n))
    return np.asarray(result).astype(a.dtype, copy=False)


def _infer_polygamma(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if params["n"] < 0:
        raise RuntimeError("polygamma(n, x) does not support negative n.")
    return infer_floating(operands, params)


def _number_first(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``polygamma(n, x)``, as the function is called; the method is ``x.polygamma(n)``."""
    if len(args) == 2 and isinstance(args[0], int):
        return args[::-1], kwargs
    if len(args) == 1 and isinstance(args[0], int) and "input" in kwargs:
        return (kwargs.pop("input"), *args), kwargs
    return args, kwargs


def _mvlgamma(xp: Any, a: Any, p: int) -> Any:
    terms = sum(scipy_function("gammaln")(a.astype("f8") - k / 2) for k in range(p))
    result: Any = terms + p * (p - 1) / 4 * math.log(math.pi)
    return np.asarray(result).astype(a.dtype, copy=False)


def _mvlgamma_gradient(xp: Any, g: Any, a: Any, p: int) -> Any:
    steps = xp.constant(a, [(k - p + 1) / 2 for k in range(p)])
    return g * xp.sum(xp.apply("digamma", steps + xp.expand_dims(a, -1)), -1)


def _infer_mvlgamma(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if params["p"] < 1:
        raise RuntimeError("p has to be greater than or equal to 1")
    return infer_floating(operands, params)


def _small_aside(xp: Any, a: Any) -> tuple[Any, Any]:
    """Where the magnitude of elements is above rounding, and the elements that may be divided."""
    kind = getattr(a.dtype, "numpy", a.dtype)
    eps = float(np.finfo(kind).eps)
    large = xp.greater(xp.abs(a), eps)
    return large, xp.where(large, a, eps)


def _i1_gradient(xp: Any, g: Any, a: Any, out: Any) -> Any:
    large, safe = _small_aside(xp, a)
    return g * xp.where(large, xp.apply("i0", safe) - out * xp.apply("reciprocal", safe), 0.5)


def _i1e_gradient(xp: Any, g: Any, a: Any, out: Any) -> Any:
    large, safe = _small_aside(xp, a)
    slope = xp.apply("i0e", safe) - out * (xp.sign(safe) + xp.apply("reciprocal", safe))
    return g * xp.where(large, slope, 0.5)


def _i1_slope(a: Any, out: Any) -> Any:
    return scipy_function("i0")(a) - out / a


def _spherical_bessel_j0(xp: Any, a: Any) -> Any:
    near = a * a
    series = 1 - near / 6 * (1 - near / 20 * (1 - near / 42 * (1 - near / 72)))
    values = np.where(np.abs(a) < 0.5, series, np.sin(a) / a)
    return np.where(np.isinf(a), a.dtype.type(0), values)


def _airy_ai(xp: Any, a: Any) -> Any:
    values = np.asarray(scipy_function("airy")(a)[0]).astype(a.dtype, copy=False)
    return np.where(np.isinf(a), a.dtype.type(math.nan), values)


def _ndtr(a: Any) -> Any:
    """``(1 + erf(a / √2)) / 2`` by products and sums with numbers, as PyTorch records it."""
    scaled = call(INTERNAL["mul_number"], (a,), {"other": math.sqrt(0.5)})
    shifted = call(INTERNAL["add_number"], (call(REGISTRY["erf"], (scaled,)),), {"other": 1})
    return call(INTERNAL["mul_number"], (shifted,), {"other": 0.5})


def _special(name: str, node_name: str, forward: Any, rule: Any, **fields: Any) -> OpSpec:
    """A function that PyTorch offers in ``torch.special`` only."""
    defaults: dict[str, Any] = {
        "category": "special",
        "inplace": False,
        "methods": (),
        "functions": (f"special.{name}",),
        "spelling": f"torch.special.{name}({{a}})",
    }
    return floating(name, node_name, forward, rule, **{**defaults, **fields})


_CEPHES = ("j0", "j1", "y0", "y1")


def _bessel(name: str, scipy_name: str, formula: str, title: str, forward: Any = None) -> OpSpec:
    """A function for which PyTorch has neither a derivative nor a float16 kernel."""
    return _special(
        name,
        "",
        forward or (bessel(scipy_name) if scipy_name in _CEPHES else of_scipy(scipy_name)),
        None,
        differentiable=(),
        infer=halves(f"{name}_cpu"),
        checked=True,
        formula=formula,
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title=title,
        help=f"{title} at each element.",
        keywords=("bessel", "cylinder", "wave"),
        samples=(
            Sample(([[0.25, 0.5], [1.0, 1.5]],)),
            Sample((0.7,)),
            Sample(([1, 2],)),
            Sample(([5.25, 6.5, 40.0],)),
        ),
    )


def _number(name: str, forward: Any, rule: Any) -> OpSpec:
    """An operation with a number, of which PyTorch's own code makes others."""
    return OpSpec(
        name=f"{name}_number",
        category="internal",
        ports=A,
        params=(Param("other", "number"),),
        infer=infer_floating,
        promote="float",
        forward=forward,
        gradients=(rule,),
        gradient_formulas=("c" if name == "mul" else "1",),
        gradient_texts=("∂out/∂a = c" if name == "mul" else "∂out/∂a = 1",),
        node_name=f"{name.capitalize()}Backward1",
        inplace=name == "mul",
    )


register(
    _number("mul", lambda xp, a, other: a * other, lambda xp, g, other: xp.mul_number(g, other)),
    _number("add", lambda xp, a, other: a + other, lambda xp, g: g),
    floating(
        "erf",
        "ErfBackward0",
        of_scipy("erf"),
        lambda xp, g, a: xp.mul_number(xp.exp(-(a**2)), 2 / ROOT_PI) * g,
        category="special",
        aliases=("special.erf",),
        formula=r"\operatorname{erf}(a)",
        gradient_formulas=(r"\frac{2}{\sqrt{\pi}}\,e^{-a^2}",),
        gradient_texts=("∂out/∂a = 2 / √π · exp(-a²)",),
        local=derivative(lambda a, out: 2 / ROOT_PI * np.exp(-a * a)),
        title="Error function",
        help="The error function of each element.",
        keywords=("gauss", "normal", "integral"),
    ),
    floating(
        "erfc",
        "ErfcBackward0",
        of_scipy("erfc"),
        lambda xp, g, a: xp.mul_number(xp.exp(-(a**2)), -2 / ROOT_PI) * g,
        category="special",
        aliases=("special.erfc",),
        formula=r"1 - \operatorname{erf}(a)",
        gradient_formulas=(r"-\frac{2}{\sqrt{\pi}}\,e^{-a^2}",),
        gradient_texts=("∂out/∂a = -2 / √π · exp(-a²)",),
        local=derivative(lambda a, out: -2 / ROOT_PI * np.exp(-a * a)),
        title="Complementary error function",
        help="1 minus the error function of each element, exact for large ones.",
        keywords=("gauss", "normal", "integral"),
    ),
    floating(
        "erfinv",
        "ErfinvBackward0",
        _erfinv,
        # From the input, as PyTorch saves that.
        lambda xp, g, a: xp.mul_number(xp.exp(xp.apply("erfinv", a) ** 2), ROOT_PI / 2) * g,
        category="special",
        aliases=("special.erfinv",),
        formula=r"\operatorname{erf}^{-1}(a)",
        gradient_formulas=(r"\frac{\sqrt{\pi}}{2}\,e^{\operatorname{erf}^{-1}(a)^2}",),
        gradient_texts=("∂out/∂a = √π / 2 · exp(out²)",),
        local=derivative(lambda a, out: ROOT_PI / 2 * np.exp(out * out)),
        title="Inverse error function",
        help="The number whose error function each element is.",
        keywords=("gauss", "normal", "quantile"),
        samples=(Sample((INSIDE,)), Sample((0.5,))),
    ),
    _special(
        "erfcx",
        "SpecialErfcxBackward0",
        of_scipy("erfcx"),
        lambda xp, g, a, out: xp.sub_number(xp.mul_number(a, 2.0) * out, 2 / ROOT_PI) * g,
        infer=halves("erfcx_cpu"),
        checked=True,
        formula=r"e^{a^2}\operatorname{erfc}(a)",
        gradient_formulas=(r"2 a\,\operatorname{erfcx}(a) - \frac{2}{\sqrt{\pi}}",),
        gradient_texts=("∂out/∂a = 2 · a · out - 2 / √π",),
        local=derivative(lambda a, out: 2 * a * out - 2 / ROOT_PI),
        title="Scaled complementary error function",
        help="exp(a²) times the complementary error function of each element.",
        keywords=("gauss", "normal"),
    ),
    _special(
        "ndtr",
        "",
        None,
        None,
        gradients=(),
        compose=_ndtr,
        promote="none",
        formula=r"\Phi(a)",
        gradient_formulas=(r"\frac{1}{\sqrt{2\pi}}\,e^{-a^2/2}",),
        gradient_texts=("∂out/∂a = exp(-a² / 2) / √(2π)",),
        title="Normal distribution",
        help="The probability that a standard normal variable is below each element.",
        keywords=("gauss", "cumulative", "cdf", "phi"),
    ),
    _special(
        "log_ndtr",
        "SpecialLogNdtrBackward0",
        of_scipy("log_ndtr"),
        lambda xp, g, a, out: (
            xp.div_number(g, ROOT_TWO_PI) * xp.exp(-(out + xp.div_number(a**2, 2)))
        ),
        infer=halves("log_ndtr_cpu"),
        checked=True,
        formula=r"\ln \Phi(a)",
        gradient_formulas=(r"\frac{e^{-a^2/2}}{\sqrt{2\pi}\,\Phi(a)}",),
        gradient_texts=("∂out/∂a = exp(-out - a² / 2) / √(2π)",),
        local=derivative(lambda a, out: np.exp(-(out + a * a / 2)) / ROOT_TWO_PI),
        title="Logarithm of the normal distribution",
        help="The logarithm of the probability that a standard normal variable is below.",
        keywords=("gauss", "cumulative", "cdf"),
    ),
    _special(
        "ndtri",
        "SpecialNdtriBackward0",
        of_scipy("ndtri"),
        lambda xp, g, out: xp.mul_number(g, ROOT_TWO_PI) * xp.exp(xp.div_number(out**2, 2)),
        infer=halves("ndtri_cpu"),
        checked=True,
        formula=r"\Phi^{-1}(a)",
        gradient_formulas=(r"\sqrt{2\pi}\,e^{\Phi^{-1}(a)^2/2}",),
        gradient_texts=("∂out/∂a = √(2π) · exp(out² / 2)",),
        local=derivative(lambda a, out: ROOT_TWO_PI * np.exp(out * out / 2)),
        title="Quantile of the normal distribution",
        help="The number below which a standard normal variable is with each probability.",
        keywords=("gauss", "probit", "inverse", "quantile"),
        samples=_probabilities,
    ),
    _special(
        "entr",
        "SpecialEntrBackward0",
        of_scipy("entr"),
        lambda xp, g, a: g * -xp.add_number(xp.log(a), 1),
        formula=r"-a \ln a",
        gradient_formulas=(r"-1 - \ln a",),
        gradient_texts=("∂out/∂a = -1 - ln a",),
        local=derivative(lambda a, out: -1 - np.log(a)),
        title="Entropy",
        help="The contribution of each element to the entropy: -a ln a.",
        keywords=("information",),
        samples=_positive,
    ),
    floating(
        "lgamma",
        "LgammaBackward0",
        _lgamma,
        lambda xp, g, a: g * xp.apply("digamma", a),
        category="special",
        aliases=("special.gammaln",),
        methods=("lgamma",),
        formula=r"\ln \lvert \Gamma(a) \rvert",
        gradient_formulas=(r"\psi(a)",),
        gradient_texts=("∂out/∂a = digamma(a)",),
        local=derivative(lambda a, out: scipy_function("digamma")(a)),
        title="Logarithm of gamma",
        help="The logarithm of the magnitude of the gamma function of each element.",
        keywords=("factorial",),
        samples=_positive,
    ),
    floating(
        "digamma",
        "DigammaBackward0",
        of_scipy("digamma"),
        lambda xp, g, a: g * xp.apply("polygamma", a, n=1),
        category="special",
        aliases=("special.digamma", "special.psi"),
        formula=r"\psi(a)",
        gradient_formulas=(r"\psi'(a)",),
        gradient_texts=("∂out/∂a = polygamma(1, a)",),
        local=derivative(lambda a, out: _trigamma(a)),
        title="Digamma",
        help="The derivative of the logarithm of the gamma function of each element.",
        keywords=("psi", "gamma"),
        samples=_positive,
    ),
    floating(
        "polygamma",
        "PolygammaBackward0",
        _polygamma,
        lambda xp, g, a, n: g * xp.apply("polygamma", a, n=n + 1),
        inplace=False,
        category="special",
        aliases=("special.polygamma",),
        params=(Param("n", "int", help="how often digamma is differentiated"),),
        infer=_infer_polygamma,
        checked=True,
        arguments=_number_first,
        spelling="{a}.polygamma({n})",
        formula=r"\psi^{(n)}(a)",
        gradient_formulas=(r"\psi^{(n+1)}(a)",),
        gradient_texts=("∂out/∂a = polygamma(n + 1, a)",),
        local=lambda inputs, out, params: (_polygamma(None, inputs[0], params["n"] + 1),),
        title="Polygamma",
        help="A higher derivative of the logarithm of the gamma function of each element.",
        keywords=("gamma", "trigamma"),
        samples=(Sample((POSITIVE,), {"n": 2}), Sample((0.7,), {"n": 0})),
        bad=(BadSample((POSITIVE,), {"n": -1}, "polygamma(n, x) does not support negative n."),),
    ),
    floating(
        "mvlgamma",
        "MvlgammaBackward0",
        _mvlgamma,
        _mvlgamma_gradient,
        category="special",
        aliases=("special.multigammaln",),
        params=(Param("p", "int", help="the dimension"),),
        infer=_infer_mvlgamma,
        checked=True,
        spelling="{a}.mvlgamma({p})",
        formula=r"\ln \Gamma_p(a)",
        gradient_formulas=(r"\sum_{k=0}^{p-1} \psi(a - k/2)",),
        gradient_texts=("∂out/∂a = digamma(a) + … + digamma(a - (p - 1) / 2)",),
        title="Logarithm of multivariate gamma",
        help="The logarithm of the gamma function of several dimensions of each element.",
        keywords=("gamma", "wishart", "multigammaln"),
        samples=(Sample(([[2.5, 3.0], [4.5, 6.0]],), {"p": 3}), Sample((2.7,), {"p": 1})),
        bad=(BadSample((POSITIVE,), {"p": 0}, "p has to be greater than or equal to 1"),),
    ),
    floating(
        "i0",
        "I0Backward0",
        of_scipy("i0"),
        lambda xp, g, a: g * xp.apply("i1", a),
        category="special",
        aliases=("special.i0",),
        formula=r"I_0(a)",
        gradient_formulas=(r"I_1(a)",),
        gradient_texts=("∂out/∂a = i1(a)",),
        local=derivative(lambda a, out: scipy_function("i1")(a)),
        title="Bessel function I0",
        help="The modified Bessel function of order 0 at each element.",
        keywords=("bessel",),
    ),
    _special(
        "i0e",
        "SpecialI0EBackward0",
        of_scipy("i0e"),
        lambda xp, g, a, out: g * (xp.apply("i1e", a) - xp.sign(a) * out),
        formula=r"e^{-\lvert a \rvert} I_0(a)",
        gradient_formulas=(r"e^{-\lvert a \rvert}(I_1(a) - \operatorname{sgn}(a)\,I_0(a))",),
        gradient_texts=("∂out/∂a = i1e(a) - sign(a) · out",),
        local=derivative(lambda a, out: scipy_function("i1e")(a) - np.sign(a) * out),
        title="Scaled Bessel function I0",
        help="exp(-|a|) times the modified Bessel function of order 0 at each element.",
        keywords=("bessel",),
    ),
    _special(
        "i1",
        "SpecialI1Backward0",
        of_scipy("i1"),
        _i1_gradient,
        formula=r"I_1(a)",
        gradient_formulas=(r"I_0(a) - \frac{I_1(a)}{a}",),
        gradient_texts=("∂out/∂a = i0(a) - out / a, ½ at 0",),
        local=derivative(_i1_slope),
        title="Bessel function I1",
        help="The modified Bessel function of order 1 at each element.",
        keywords=("bessel",),
    ),
    _special(
        "i1e",
        "SpecialI1EBackward0",
        of_scipy("i1e"),
        _i1e_gradient,
        formula=r"e^{-\lvert a \rvert} I_1(a)",
        gradient_formulas=(
            r"e^{-\lvert a \rvert}(I_0(a) - I_1(a)(\operatorname{sgn}(a) + \frac{1}{a}))",
        ),
        gradient_texts=("∂out/∂a = i0e(a) - out · (sign(a) + 1 / a), ½ at 0",),
        title="Scaled Bessel function I1",
        help="exp(-|a|) times the modified Bessel function of order 1 at each element.",
        keywords=("bessel",),
    ),
    _bessel("bessel_j0", "j0", r"J_0(a)", "Bessel function J0"),
    _bessel("bessel_j1", "j1", r"J_1(a)", "Bessel function J1"),
    _bessel("bessel_y0", "y0", r"Y_0(a)", "Bessel function Y0"),
    _bessel("bessel_y1", "y1", r"Y_1(a)", "Bessel function Y1"),
    _bessel("modified_bessel_i0", "i0", r"I_0(a)", "Modified Bessel function I0"),
    _bessel("modified_bessel_i1", "i1", r"I_1(a)", "Modified Bessel function I1"),
    _bessel("modified_bessel_k0", "k0", r"K_0(a)", "Modified Bessel function K0"),
    _bessel("modified_bessel_k1", "k1", r"K_1(a)", "Modified Bessel function K1"),
    _bessel("scaled_modified_bessel_k0", "k0e", r"e^{a} K_0(a)", "Scaled Bessel function K0"),
    _bessel("scaled_modified_bessel_k1", "k1e", r"e^{a} K_1(a)", "Scaled Bessel function K1"),
    _bessel(
        "spherical_bessel_j0",
        "",
        r"\frac{\sin a}{a}",
        "Spherical Bessel function j0",
        _spherical_bessel_j0,
    ),
    _bessel("airy_ai", "", r"\operatorname{Ai}(a)", "Airy function", _airy_ai),
)

register(
    dataclasses.replace(
        mutating(REGISTRY["polygamma"]), node_name="PolygammaBackward1", functions=()
    )
)
