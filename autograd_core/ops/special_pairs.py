"""Logarithms of sums and products, divisions that round, and special functions of two tensors."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import float64
from ..tensor import Tensor
from .binary import POSITIVE, ROW, X, Y, pair, with_number
from .dispatch import call
from .families import LIFTED_AB
from .operands import computed, no_kernel, refused, undifferentiated
from .shapes import elementwise
from .spec import REGISTRY, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Function = Callable[..., Any]

NUMBERS = (Port("a", number=True), Port("b", number=True))
GREATER = [[2.0, 1.5, 3.0], [2.5, 4.0, 1.25]]


@functools.cache
def special(name: str) -> Any:
    """A function of SciPy, which is imported when it is first used."""
    import scipy.special

    return getattr(scipy.special, name)


def _scipy(name: str) -> Function:
    return lambda a, b: np.asarray(special(name)(a, b)).astype(a.dtype, copy=False)


# ---- logarithms ------------------------------------------------------------------------------


def _xlogy(a: Any, b: Any) -> Any:
    return np.where((a == 0) & ~np.isnan(b), a.dtype.type(0), a * np.log(b))


def _xlog1py(a: Any, b: Any) -> Any:
    return np.where((a == 0) & ~np.isnan(b), a.dtype.type(0), a * np.log1p(b))


def _log_product(
    name: str, called: str, node: str, function: Function, offset: float, title: str, what: str
) -> tuple[OpSpec, ...]:
    """``a log(b + offset)`` of two tensors, and with a number in either place."""
    shift = f" + {offset:g}" if offset else ""
    sample = POSITIVE if not offset else GREATER
    latex = rf"\ln({{}}{shift})" if offset else r"\ln {}"

    def shifted(xp: Any, b: Any) -> Any:
        return xp.add_number(b, offset) if offset else b

    def rule_a(xp: Any, g: Any, a: Any, b: Any) -> Any:
        lost = xp.logical_and(xp.equal(a, 0), xp.greater_equal(-offset, b))
        return xp.masked_fill(xp.apply(name, g, b), lost, 0)

    def rule_number(xp: Any, g: Any, a: Any, other: Any) -> Any:
        scaled = xp.apply(f"{name}_scalar", g, other=other)
        return scaled if other > -offset else xp.masked_fill(scaled, xp.equal(a, 0), 0)

    def rule_of_number(xp: Any, g: Any, a: Any, self: Any) -> Any:
        return xp.mul_number(g, self) / shifted(xp, a)

    shared: dict[str, Any] = {
        "floating": True,
        "category": "special",
        "kernel": f"{name}_cpu",
        "help": what,
        "keywords": ("logarithm", "entropy"),
        "methods": () if "." in called else (called,),
    }
    plain = "log(b)" if not offset else "log(1 + b)"
    return (
        pair(
            name,
            f"{node}0",
            function,
            (rule_a, lambda xp, g, a, b: g * a / shifted(xp, b)),
            functions=(f"special.{name}",) if "." in called else (called, f"special.{called}"),
            inplace="." not in called,
            overloads=True,
            spelling=f"torch.{called}({{a}}, {{b}})",
            formula="a " + latex.replace("{}", "b"),
            gradient_formulas=(latex.replace("{}", "b"), rf"\frac{{a}}{{b{shift}}}"),
            gradient_texts=(f"∂out/∂a = {plain}", f"∂out/∂b = a / (b{shift})"),
            local=lambda i, out, params: (np.log(i[1] + offset), i[0] / (i[1] + offset)),
            title=title,
            samples=(Sample((X, sample)), Sample((0.5, sample))),
            **shared,
        ),
        with_number(
            f"{name}_scalar",
            called,
            f"{node}2",
            function,
            rule_number,
            formula="a " + latex.replace("{}", "c"),
            gradient_formulas=(latex.replace("{}", "c"),),
            gradient_texts=(f"∂out/∂a = {plain.replace('b', 'c')}",),
            local=lambda i, out, params: (np.log(params["other"] + offset),),
            title=f"{title} of number",
            samples=(Sample((X,), {"other": 2.5}), Sample(([1, 2],), {"other": 3})),
            **{**shared, "inplace": "." not in called},
        ),
        with_number(
            f"{name}_of_scalar",
            called,
            f"{node}1",
            function,
            rule_of_number,
            argument="self",
            first=True,
            formula="c " + latex.replace("{}", "a"),
            gradient_formulas=(rf"\frac{{c}}{{a{shift}}}",),
            gradient_texts=(f"∂out/∂a = c / (a{shift})",),
            local=lambda i, out, params: (params["self"] / (i[0] + offset),),
            title=f"{title} with number",
            samples=(Sample((sample,), {"self": 2.5}), Sample(([1, 2],), {"self": 3})),
            **{**shared, "methods": ()},
        ),
    )


def _zeta_rule(xp: Any, g: Any, a: Any, b: Any) -> Any:
    return g * -a * xp.apply("zeta", xp.add_number(a, 1.0), b)


def _zeta(a: Any, b: Any) -> Any:
    return np.asarray(special("zeta")(a, b)).astype(a.dtype, copy=False)


def _gamma_density(xp: Any, g: Any, a: Any, b: Any) -> Any:
    return g * xp.exp(xp.sub_number(a, 1) * xp.log(b) - b - xp.apply("lgamma", a))


ZETA: dict[str, Any] = {
    "kinds": "f",
    "kernel": "zeta",
    "floating": True,
    "category": "special",
    "keywords": ("Riemann", "Hurwitz", "series"),
    "help": "The Hurwitz zeta function, the sum of (k + b) to the power of -a.",
}

register(
    pair(
        "logaddexp",
        "LogaddexpBackward0",
        np.logaddexp,
        (
            lambda xp, g, a, b: g / xp.add_number(xp.exp(b - a), 1),
            lambda xp, g, a, b: g / xp.add_number(xp.exp(a - b), 1),
        ),
        kinds="f",
        inplace=False,
        functions=("logaddexp",),
        formula=r"\ln(e^{a} + e^{b})",
        gradient_formulas=(r"\frac{1}{1 + e^{b-a}}", r"\frac{1}{1 + e^{a-b}}"),
        gradient_texts=("∂out/∂a = 1 / (1 + exp(b - a))", "∂out/∂b = 1 / (1 + exp(a - b))"),
        local=lambda i, out, params: (
            1 / (1 + np.exp(i[1] - i[0])),
            1 / (1 + np.exp(i[0] - i[1])),
        ),
        title="Logarithm of sum of exponentials",
        help="The logarithm of the sum of the exponentials of both inputs, without overflow.",
        keywords=("log", "exp", "softmax"),
    ),
    pair(
        "logaddexp2",
        "Logaddexp2Backward0",
        np.logaddexp2,
        (
            lambda xp, g, a, b: g / xp.add_number(xp.apply("rpow", b - a, base=2), 1),
            lambda xp, g, a, b: g / xp.add_number(xp.apply("rpow", a - b, base=2), 1),
        ),
        kinds="f",
        inplace=False,
        formula=r"\log_2(2^{a} + 2^{b})",
        gradient_formulas=(r"\frac{1}{1 + 2^{b-a}}", r"\frac{1}{1 + 2^{a-b}}"),
        gradient_texts=("∂out/∂a = 1 / (1 + 2 ** (b - a))", "∂out/∂b = 1 / (1 + 2 ** (a - b))"),
        local=lambda i, out, params: (
            1 / (1 + np.exp2(i[1] - i[0])),
            1 / (1 + np.exp2(i[0] - i[1])),
        ),
        title="Binary logarithm of sum of powers",
        help="The logarithm to base two of the sum of two to the powers of both inputs.",
        keywords=("log", "exp"),
    ),
    *_log_product(
        "xlogy",
        "xlogy",
        "XlogyBackward",
        _xlogy,
        0.0,
        "Times logarithm",
        "The first factor times the logarithm of the second; 0 where the first is 0.",
    ),
    *_log_product(
        "xlog1py",
        "special.xlog1py",
        "SpecialXlog1PyBackward",
        _xlog1py,
        1.0,
        "Times logarithm of one more",
        "The first factor times log(1 + the second); 0 where the first is 0.",
    ),
    pair(
        "zeta",
        "SpecialZetaBackward0",
        _zeta,
        (
            undifferentiated("the derivative for 'zeta' is not implemented."),
            _zeta_rule,
        ),
        functions=("special.zeta",),
        methods=(),
        inplace=False,
        overloads=True,
        spelling="torch.special.zeta({a}, {b})",
        formula=r"\zeta(a, b)",
        gradient_formulas=(None, r"-a\,\zeta(a + 1, b)"),
        gradient_texts=(None, "∂out/∂b = -a · zeta(a + 1, b)"),
        title="Zeta function",
        samples=(Sample(([[2, 3, 4]], GREATER)),),
        **ZETA,
    ),
    with_number(
        "zeta_scalar",
        "special.zeta",
        "SpecialZetaBackward2",
        _zeta,
        undifferentiated("the derivative for 'zeta' is not implemented."),
        inplace=False,
        formula=r"\zeta(a, c)",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Zeta function at number",
        samples=(Sample(([2, 3],), {"other": 1.5}),),
        **ZETA,
    ),
    with_number(
        "zeta_of_scalar",
        "special.zeta",
        "SpecialZetaBackward1",
        _zeta,
        lambda xp, g, a, self: (
            xp.mul_number(g, -self) * xp.apply("zeta_of_scalar", a, **{"self": self + 1.0})
        ),
        argument="self",
        first=True,
        formula=r"\zeta(c, a)",
        gradient_formulas=(r"-c\,\zeta(c + 1, a)",),
        gradient_texts=("∂out/∂a = -c · zeta(c + 1, a)",),
        title="Zeta function of number",
        samples=(Sample((GREATER,), {"self": 2.0}),),
        **ZETA,
    ),
    pair(
        "igamma",
        "IgammaBackward0",
        _scipy("gammainc"),
        (
            undifferentiated("the derivative for 'igamma: input' is not implemented."),
            _gamma_density,
        ),
        kinds="f",
        category="special",
        functions=("igamma", "special.gammainc"),
        formula=r"P(a, b)",
        gradient_formulas=(None, r"\frac{b^{a-1} e^{-b}}{\Gamma(a)}"),
        gradient_texts=(None, "∂out/∂b = bᵃ⁻¹ · exp(-b) / Γ(a)"),
        title="Lower incomplete gamma",
        help="The regularised lower incomplete gamma function.",
        keywords=("gammainc", "gamma", "probability"),
        samples=(Sample(([1, 2, 2], GREATER)),),
    ),
    pair(
        "igammac",
        "IgammacBackward0",
        _scipy("gammaincc"),
        (
            undifferentiated("the derivative for 'igammac: input' is not implemented."),
            lambda xp, g, a, b: _gamma_density(xp, -g, a, b),
        ),
        kinds="f",
        category="special",
        functions=("igammac", "special.gammaincc"),
        formula=r"Q(a, b)",
        gradient_formulas=(None, r"-\frac{b^{a-1} e^{-b}}{\Gamma(a)}"),
        gradient_texts=(None, "∂out/∂b = -bᵃ⁻¹ · exp(-b) / Γ(a)"),
        title="Upper incomplete gamma",
        help="The regularised upper incomplete gamma function.",
        keywords=("gammaincc", "gamma", "probability"),
        samples=(Sample(([1, 2, 2], GREATER)),),
    ),
)

# ---- divisions that round, powers in double precision, steps ---------------------------------

ROUNDING = Param(
    "rounding_mode", "str", optional=True, keyword_only=True, help="None, trunc or floor"
)


def _infer_div(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    mode = params["rounding_mode"]
    if mode not in (None, "trunc", "floor"):
        raise RuntimeError(
            f"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{mode}'"
        )
    meta = elementwise(operands, floating=mode is None)
    if meta.dtype.numpy.kind == "b":
        raise no_kernel(f"div_{mode}_cpu", meta.dtype)
    return (meta,)


def _floored(a: Any, b: Any) -> Any:
    if a.dtype.kind in "iu" and not np.all(b):
        raise RuntimeError("ZeroDivisionError")
    return np.floor_divide(a, b)


def _truncated(a: Any, b: Any) -> Any:
    if a.dtype.kind == "f":
        return np.trunc(a / b)
    quotient = _floored(a, b)
    return quotient + ((a % b != 0) & ((a < 0) != (b < 0)))


def _div_rounded(xp: Any, a: Any, b: Any, rounding_mode: str | None) -> Any:
    if rounding_mode is None:
        return a / b if a.dtype.kind == "f" else (a / b).astype(np.float32)
    if rounding_mode not in ("trunc", "floor"):
        refused()
    function = _truncated if rounding_mode == "trunc" else _floored
    return np.asarray(computed(function, "fiu")(xp, a, b)).astype(a.dtype, copy=False)


def _div_rule_a(xp: Any, g: Any, b: Any, rounding_mode: str | None) -> Any:
    return g / b if rounding_mode is None else xp.zeros_like(g)


def _div_rule_b(xp: Any, g: Any, a: Any, b: Any, rounding_mode: str | None) -> Any:
    return -g * ((a / b) / b) if rounding_mode is None else xp.zeros_like(g)


def _double(value: Any) -> Any:
    if isinstance(value, Tensor):
        return call(REGISTRY["to"], (value,), {"dtype": float64})
    return float(value)


def _float_power(a: Any, exponent: Any) -> Any:
    base, power = _double(a), _double(exponent)
    if not isinstance(power, Tensor):
        return call(REGISTRY["pow"], (base,), {"exponent": power})
    if not isinstance(base, Tensor):
        return call(REGISTRY["rpow"], (power,), {"base": base})
    return call(REGISTRY["pow_tensor"], (base, power))


def _infer_heaviside(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if operands[0].dtype is not operands[1].dtype:
        raise RuntimeError("heaviside is not yet implemented for tensors with different dtypes.")
    return (elementwise(operands),)


def _heaviside(xp: Any, a: Any, values: Any) -> Any:
    if a.dtype != values.dtype:
        refused()
    return np.where(a == 0, values, (a > 0).astype(a.dtype))


_NO_FLOOR = undifferentiated("derivative for aten::floor_divide is not implemented")
_NO_STEP = undifferentiated("derivative for aten::heaviside is not implemented")

register(
    pair(
        "div_rounded",
        "DivBackward2",
        np.divide,
        (_div_rule_a, _div_rule_b),
        category="arithmetic",
        ports=LIFTED_AB,
        params=(ROUNDING,),
        infer=_infer_div,
        forward=_div_rounded,
        methods=("div", "divide"),
        functions=("div", "divide"),
        spelling="torch.div({a}, {b}, {params})",
        formula=r"\operatorname{round}\left(\frac{a}{b}\right)",
        gradient_formulas=(r"0", r"0"),
        gradient_texts=("∂out/∂a = 0", "∂out/∂b = 0"),
        title="Divide and round",
        help="The quotient rounded towards zero (trunc) or down (floor).",
        keywords=("quotient", "integer"),
        samples=(
            Sample((X, [2.3, -1.1, 0.7]), {"rounding_mode": "trunc"}),
            Sample((X, [2.3, -1.1, 0.7]), {"rounding_mode": "floor"}),
            Sample((X, 0.625), {"rounding_mode": "floor"}),
            Sample(([7, -7], [2, 2]), {"rounding_mode": "trunc"}),
            Sample((X, Y), {"rounding_mode": None}),
        ),
    ),
    pair(
        "floor_divide",
        "torch::autograd::NotImplemented",
        _floored,
        (_NO_FLOOR, _NO_FLOOR),
        category="arithmetic",
        ports=NUMBERS,
        kinds="fiu",
        kernel="div_floor_cpu",
        methods=("floor_divide", "__floordiv__"),
        number_node="torch::autograd::NotImplemented",
        spelling="{a} // {b}",
        formula=r"\left\lfloor \frac{a}{b} \right\rfloor",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Floor divide",
        help="The quotient rounded down.",
        keywords=("quotient", "integer", "//"),
        samples=(Sample(([7, -7], [2, 2])), Sample(([7, -7], 2))),
        bad=(),
    ),
    pair(
        "float_power",
        "",
        np.power,
        (),
        ports=(Port("a", number=True), Port("b", number=True, argument="exponent")),
        category="arithmetic",
        infer=lambda operands, params: (Meta(elementwise(operands).shape, float64),),
        forward=None,
        compose=_float_power,
        overloads=True,
        inplace=False,
        formula=r"a^{b}",
        gradient_formulas=(r"b\,a^{b-1}", r"a^{b}\ln a"),
        gradient_texts=("∂out/∂a = b · aᵇ⁻¹", "∂out/∂b = out · ln a"),
        title="Power in double precision",
        help="The first input raised to the power of the second, computed as float64.",
        keywords=("exponent", "float64"),
        samples=(
            Sample((POSITIVE, ROW)),
            Sample((POSITIVE, 2)),
            Sample(([1, 2], [0.5, 2.0])),
        ),
    ),
    pair(
        "heaviside",
        "torch::autograd::NotImplemented",
        np.heaviside,
        (_NO_STEP, _NO_STEP),
        ports=(Port("a"), Port("b", argument="values")),
        infer=_infer_heaviside,
        forward=_heaviside,
        promote="none",
        formula=r"[a > 0],\; b \text{ at } 0",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Step",
        help="0 below zero, 1 above, and the second input at zero.",
        keywords=("Heaviside", "step"),
        samples=(Sample(([[-1, 0, 2]], [5])),),
    ),
)
