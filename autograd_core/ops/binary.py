"""Functions of two tensors, elementwise with broadcasting."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .families import AB
from .operands import (
    MISMATCH,
    alike,
    computed,
    infer_number,
    infer_typed,
    undifferentiated,
)
from .spec import BadSample, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[2.5, 1.0, -0.75], [-3.0, 0.25, 1.25]]
ROW = [2.0, -1.0, 0.5]
POSITIVE = [[1.0, 2.0, 3.0], [0.5, 4.0, 1.5]]
WORSE = (BadSample((X, [1.0, 2.0]), {}, MISMATCH),)
TENSORS = (Port("a"), Port("b"))
ROUNDED = (
    Sample((X, [[2.7, 1.3, -0.7], [-3.1, 0.37, 1.1]])),
    Sample((X, [2.3, -1.1, 0.7])),
)
PAIR = (Sample((X, Y)), Sample((X, ROW)), Sample((0.5, Y)))

Function = Callable[..., Any]


def pair(
    name: str,
    node: str,
    function: Function,
    rules: tuple[Function | None, ...],
    *,
    kinds: str = "fiub",
    kernel: str = "",
    floating: bool = False,
    **fields: Any,
) -> OpSpec:
    """A function of two operands that are brought to a common type."""
    methods = fields.pop("methods", (name,))
    defaults: dict[str, Any] = {
        "category": "math",
        "ports": TENSORS,
        "infer": infer_typed(kernel or f"{name}_cpu", kinds, floating),
        "forward": computed(function, kinds),
        "promote": "float" if floating else "operands",
        "broadcasts": True,
        "inplace": True,
        "methods": methods,
        "functions": (name,),
        "spelling": f"{{a}}.{methods[0]}({{b}})" if methods else f"torch.{name}({{a}}, {{b}})",
        "samples": PAIR,
        "bad": WORSE,
    }
    return OpSpec(name=name, gradients=rules, node_name=node, **{**defaults, **fields})


def with_number(
    name: str,
    called: str,
    node: str,
    function: Function,
    rule: Function | None,
    *,
    argument: str = "other",
    first: bool = False,
    kinds: str = "fiub",
    kernel: str = "",
    floating: bool = False,
    **fields: Any,
) -> OpSpec:
    """The same with a number as the second or (``first``) the first operand."""
    forward = computed(function, kinds)

    def compute(xp: Any, a: Any, number: Any) -> Any:
        a, value = alike(a, number, floating)
        return forward(xp, value, a) if first else forward(xp, a, value)

    infer = infer_typed(kernel or f"{called}_cpu", kinds, floating)
    order = f"{{{argument}}}, {{a}}" if first else f"{{a}}, {{{argument}}}"
    defaults: dict[str, Any] = {
        "category": "math",
        "ports": (Port("a", argument="other") if first else Port("a"),),
        "params": (Param(argument, "number", help="a number"),),
        "infer": infer_number(infer, argument, first),
        "forward": lambda xp, a, *values, **named: compute(xp, a, *values, *named.values()),
        "inplace": not first,
        "methods": () if first or "." in called else (called,),
        "functions": (called,),
        "spelling": f"torch.{called}({order})",
        "overloads": True,
        "arguments": swapped if first else None,
    }
    return OpSpec(name=name, gradients=(rule,), node_name=node, **{**defaults, **fields})


def swapped(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """``f(number, tensor)`` as the tensor first, for operations with the number in front."""
    return (args[1], args[0], *args[2:]) if len(args) >= 2 else args, kwargs


# ---- what is computed ------------------------------------------------------------------------


def _integer_divisor(b: Any) -> None:
    if b.dtype.kind in "iu" and not np.all(b):
        raise RuntimeError("ZeroDivisionError")


def fmod(a: Any, b: Any) -> Any:
    """The remainder with the sign of the dividend. Raises RuntimeError for an integer zero."""
    _integer_divisor(b)
    return np.fmod(a, b)


def remainder(a: Any, b: Any) -> Any:
    """The remainder with the sign of the divisor. Raises RuntimeError for an integer zero."""
    _integer_divisor(b)
    if a.dtype.kind != "f":
        return np.remainder(a, b)
    # Not NumPy's, which gives zeros the sign of the divisor.
    rest = np.fmod(a, b)
    return np.where((rest != 0) & ((rest < 0) != (b < 0)), rest + b, rest)


def _maximum_rule(xp: Any, g: Any, a: Any, b: Any) -> Any:
    half = xp.where(xp.equal(a, b), xp.div_number(g, 2), g)
    return xp.masked_fill(half, xp.greater(b, a), 0)


def _minimum_rule(xp: Any, g: Any, a: Any, b: Any) -> Any:
    half = xp.where(xp.equal(a, b), xp.div_number(g, 2), g)
    return xp.masked_fill(half, xp.greater(a, b), 0)


def _fmax_first(xp: Any, a: Any, b: Any) -> Any:
    return xp.logical_or(xp.greater_equal(a, b), xp.isnan(b))


def _fmin_first(xp: Any, a: Any, b: Any) -> Any:
    return xp.logical_or(xp.greater_equal(b, a), xp.isnan(b))


def _copysign_rule(xp: Any, g: Any, a: Any, out: Any) -> Any:
    return g * xp.masked_fill(out / a, xp.equal(a, 0), 0)


def _ldexp_rule(xp: Any, g: Any, b: Any, b_dtype: Any) -> Any:
    if b_dtype.kind == "f":
        return g * xp.apply("rpow", b, base=2)
    # PyTorch's power of integers, which is 0 for negative exponents.
    return g * xp.where(xp.greater(0, b), 0.0, xp.exp(b * math.log(2.0)))


def _atan2_factor(xp: Any, a: Any, b: Any) -> Any:
    square = a * a + b * b
    return xp.masked_fill(xp.apply("reciprocal", square), xp.equal(square, 0), 0)


def _ldexp(a: Any, b: Any) -> Any:
    return a * np.exp2(b)


def _gcd(a: Any, b: Any) -> Any:
    return np.gcd(a, b)


register(
    pair(
        "atan2",
        "Atan2Backward0",
        np.arctan2,
        (
            lambda xp, g, a, b: g * b * _atan2_factor(xp, a, b),
            lambda xp, g, a, b: g * -a * _atan2_factor(xp, a, b),
        ),
        floating=True,
        functions=("atan2", "arctan2"),
        methods=("atan2", "arctan2"),
        formula=r"\operatorname{atan2}(a, b)",
        gradient_formulas=(r"\frac{b}{a^2+b^2}", r"-\frac{a}{a^2+b^2}"),
        gradient_texts=("∂out/∂a = b / (a² + b²)", "∂out/∂b = -a / (a² + b²)"),
        local=lambda i, out, params: (
            i[1] / (i[0] ** 2 + i[1] ** 2),
            -i[0] / (i[0] ** 2 + i[1] ** 2),
        ),
        title="Angle of point",
        help="The angle of the point (b, a) to the first axis, in radians.",
        keywords=("arctan2", "arctangent", "angle"),
    ),
    pair(
        "hypot",
        "HypotBackward0",
        np.hypot,
        (lambda xp, g, a, out: g * a / out, lambda xp, g, b, out: g * b / out),
        kinds="f",
        formula=r"\sqrt{a^2+b^2}",
        gradient_formulas=(r"\frac{a}{\sqrt{a^2+b^2}}", r"\frac{b}{\sqrt{a^2+b^2}}"),
        gradient_texts=("∂out/∂a = a / out", "∂out/∂b = b / out"),
        local=lambda i, out, params: (i[0] / out, i[1] / out),
        title="Hypotenuse",
        help="The length of the hypotenuse over two legs.",
        keywords=("length", "Pythagoras"),
    ),
    pair(
        "maximum",
        "MaximumBackward0",
        lambda a, b: np.maximum(b, a),  # of equal ones, 0 and -0, the first
        (_maximum_rule, lambda xp, g, a, b: _maximum_rule(xp, g, b, a)),
        inplace=False,
        functions=("maximum", "max"),
        methods=("maximum", "max"),
        formula=r"\max(a, b)",
        gradient_formulas=(r"[a > b]", r"[b > a]"),
        gradient_texts=(
            "∂out/∂a = 1 where a > b, half where equal",
            "∂out/∂b = 1 where b > a, half where equal",
        ),
        local=lambda i, out, params: (
            np.heaviside(i[0] - i[1], 0.5),
            np.heaviside(i[1] - i[0], 0.5),
        ),
        title="Larger of two",
        help="The larger of the two inputs, element by element.",
        keywords=("max", "greater"),
    ),
    pair(
        "minimum",
        "MinimumBackward0",
        lambda a, b: np.minimum(b, a),
        (_minimum_rule, lambda xp, g, a, b: _minimum_rule(xp, g, b, a)),
        inplace=False,
        functions=("minimum", "min"),
        methods=("minimum", "min"),
        formula=r"\min(a, b)",
        gradient_formulas=(r"[a < b]", r"[b < a]"),
        gradient_texts=(
            "∂out/∂a = 1 where a < b, half where equal",
            "∂out/∂b = 1 where b < a, half where equal",
        ),
        local=lambda i, out, params: (
            np.heaviside(i[1] - i[0], 0.5),
            np.heaviside(i[0] - i[1], 0.5),
        ),
        title="Smaller of two",
        help="The smaller of the two inputs, element by element.",
        keywords=("min", "less"),
    ),
    pair(
        "fmax",
        "FmaxBackward0",
        np.fmax,
        (
            lambda xp, g, a, b: xp.masked_fill(g, xp.logical_not(_fmax_first(xp, a, b)), 0),
            lambda xp, g, a, b: xp.masked_fill(g, _fmax_first(xp, a, b), 0),
        ),
        inplace=False,
        formula=r"\max(a, b)",
        gradient_formulas=(r"[a \ge b]", r"[a < b]"),
        gradient_texts=("∂out/∂a = 1 where a ≥ b", "∂out/∂b = 1 where a < b"),
        local=lambda i, out, params: ((i[0] >= i[1]) * 1.0, (i[0] < i[1]) * 1.0),
        title="Larger, ignoring nan",
        help="The larger of the two inputs; where one is nan, the other.",
        keywords=("max", "nan"),
    ),
    pair(
        "fmin",
        "FminBackward0",
        np.fmin,
        (
            lambda xp, g, a, b: xp.masked_fill(g, xp.logical_not(_fmin_first(xp, a, b)), 0),
            lambda xp, g, a, b: xp.masked_fill(g, _fmin_first(xp, a, b), 0),
        ),
        inplace=False,
        formula=r"\min(a, b)",
        gradient_formulas=(r"[a \le b]", r"[a > b]"),
        gradient_texts=("∂out/∂a = 1 where a ≤ b", "∂out/∂b = 1 where a > b"),
        local=lambda i, out, params: ((i[0] <= i[1]) * 1.0, (i[0] > i[1]) * 1.0),
        title="Smaller, ignoring nan",
        help="The smaller of the two inputs; where one is nan, the other.",
        keywords=("min", "nan"),
    ),
    pair(
        "fmod",
        "FmodBackward1",
        fmod,
        (
            lambda xp, g: g,
            lambda xp, g, a, b: -g * xp.apply("div_rounded", a, b, rounding_mode="trunc"),
        ),
        kinds="fiu",
        overloads=True,
        samples=ROUNDED,
        category="arithmetic",
        formula=r"a - b\,\operatorname{trunc}(a / b)",
        gradient_formulas=(r"1", r"-\operatorname{trunc}(a / b)"),
        gradient_texts=("∂out/∂a = 1", "∂out/∂b = -trunc(a / b)"),
        local=lambda i, out, params: (1.0, -np.trunc(i[0] / i[1])),
        title="Remainder as in C",
        help="The remainder of the division, with the sign of the first input.",
        keywords=("modulo", "modulus"),
    ),
    with_number(
        "fmod_scalar",
        "fmod",
        "FmodBackward0",
        fmod,
        lambda xp, g: g,
        kinds="fiu",
        category="arithmetic",
        formula=r"a - c\,\operatorname{trunc}(a / c)",
        gradient_formulas=(r"1",),
        gradient_texts=("∂out/∂a = 1",),
        local=lambda i, out, params: (1.0,),
        title="Remainder by number as in C",
        help="The remainder of the division by a number, with the sign of the input.",
        keywords=("modulo", "modulus"),
        samples=(Sample((X,), {"other": 1.25}), Sample(([5, -7],), {"other": 3})),
    ),
    pair(
        "remainder",
        "RemainderBackward1",
        remainder,
        (
            lambda xp, g: g,
            lambda xp, g, a, b: -g * xp.apply("div_rounded", a, b, rounding_mode="floor"),
        ),
        kinds="fiu",
        overloads=True,
        samples=ROUNDED,
        category="arithmetic",
        methods=("remainder", "__mod__"),
        spelling="{a} % {b}",
        formula=r"a - b\,\lfloor a / b \rfloor",
        gradient_formulas=(r"1", r"-\lfloor a / b \rfloor"),
        gradient_texts=("∂out/∂a = 1", "∂out/∂b = -floor(a / b)"),
        local=lambda i, out, params: (1.0, -np.floor(i[0] / i[1])),
        title="Remainder",
        help="The remainder of the division, with the sign of the second input.",
        keywords=("modulo", "modulus", "%"),
    ),
    with_number(
        "remainder_scalar",
        "remainder",
        "RemainderBackward0",
        remainder,
        lambda xp, g: g,
        kinds="fiu",
        category="arithmetic",
        methods=("remainder", "__mod__"),
        spelling="{a} % {other}",
        formula=r"a - c\,\lfloor a / c \rfloor",
        gradient_formulas=(r"1",),
        gradient_texts=("∂out/∂a = 1",),
        local=lambda i, out, params: (1.0,),
        title="Remainder by number",
        help="The remainder of the division by a number, with the sign of the number.",
        keywords=("modulo", "modulus", "%"),
        samples=(Sample((X,), {"other": 1.25}), Sample(([5, -7],), {"other": 3})),
    ),
    with_number(
        "remainder_of_scalar",
        "remainder",
        "torch::autograd::NotImplemented",
        remainder,
        undifferentiated("derivative for aten::remainder is not implemented"),
        argument="self",
        first=True,
        kinds="fiu",
        category="arithmetic",
        spelling="{self} % {a}",
        formula=r"c - a\,\lfloor c / a \rfloor",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Remainder of number",
        help="The remainder of the division of a number, with the sign of the input.",
        keywords=("modulo", "modulus", "%"),
        samples=(Sample(([3, -4],), {"self": 5}),),
    ),
    pair(
        "copysign",
        "CopysignBackward0",
        np.copysign,
        (_copysign_rule, lambda xp, g: xp.zeros_like(g)),
        floating=True,
        overloads=True,
        formula=r"\lvert a \rvert \operatorname{sgn} b",
        gradient_formulas=(r"\operatorname{sgn} a \operatorname{sgn} b", r"0"),
        gradient_texts=("∂out/∂a = 1 if a and b have the same sign, else -1", "∂out/∂b = 0"),
        local=lambda i, out, params: (np.sign(i[0]) * np.sign(out), np.zeros_like(i[1])),
        title="Copy sign",
        help="The size of the first input with the sign of the second.",
        keywords=("sign",),
    ),
    with_number(
        "copysign_scalar",
        "copysign",
        "CopysignBackward1",
        np.copysign,
        _copysign_rule,
        floating=True,
        formula=r"\lvert a \rvert \operatorname{sgn} c",
        gradient_formulas=(r"\operatorname{sgn} a \operatorname{sgn} c",),
        gradient_texts=("∂out/∂a = 1 if a and the number have the same sign, else -1",),
        local=lambda i, out, params: (np.sign(i[0]) * np.sign(out),),
        title="Copy sign of number",
        help="The size of the input with the sign of a number.",
        keywords=("sign",),
        samples=(Sample((X,), {"other": -2}), Sample(([1, -2],), {"other": 1.0})),
    ),
    pair(
        "ldexp",
        "LdexpBackward0",
        _ldexp,
        (
            _ldexp_rule,
            lambda xp, g, out: xp.mul_number(g * out, math.log(2.0)),
        ),
        floating=True,
        formula=r"a \cdot 2^{b}",
        gradient_formulas=(r"2^{b}", r"a \cdot 2^{b} \ln 2"),
        gradient_texts=("∂out/∂a = 2ᵇ", "∂out/∂b = out · ln 2"),
        local=lambda i, out, params: (np.exp2(i[1]), out * math.log(2.0)),
        title="Scale by power of two",
        help="The first input times two to the power of the second.",
        keywords=("exponent", "mantissa"),
        samples=(*PAIR, Sample((X, [1, 2, 3]))),
    ),
    pair(
        "nextafter",
        "NextafterBackward0",
        np.nextafter,
        (
            lambda xp, g, a, b: xp.where(xp.logical_not(xp.equal(a, b)), g, 0.0),
            lambda xp, g: xp.zeros_like(g),
        ),
        kinds="f",
        formula=r"\operatorname{next}(a \to b)",
        gradient_formulas=(r"1", r"0"),
        gradient_texts=("∂out/∂a = 1, 0 where a = b", "∂out/∂b = 0"),
        local=lambda i, out, params: ((i[0] != i[1]) * 1.0, np.zeros_like(i[1])),
        title="Next number",
        help="The next number after the first input that the type can hold, towards the second.",
        keywords=("precision", "epsilon"),
    ),
    pair(
        "gcd",
        "",
        _gcd,
        (None, None),
        kinds="iu",
        category="arithmetic",
        differentiable=(),
        formula=r"\gcd(a, b)",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Greatest common divisor",
        help="The greatest integer that divides both inputs.",
        keywords=("divisor", "factor"),
        samples=(Sample(([[4, 6], [-9, 0]], [6, 15])),),
        bad=(),
    ),
    pair(
        "lcm",
        "",
        np.lcm,
        (None, None),
        kinds="iu",
        category="arithmetic",
        differentiable=(),
        formula=r"\operatorname{lcm}(a, b)",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Least common multiple",
        help="The smallest positive integer that both inputs divide.",
        keywords=("multiple",),
        samples=(Sample(([[4, 6], [-9, 0]], [6, 15])),),
        bad=(),
    ),
)

__all__ = ["AB", "pair", "swapped", "with_number"]
