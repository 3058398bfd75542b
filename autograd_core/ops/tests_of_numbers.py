"""Questions about single elements, whose answers are bool, and negations of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_
from .families import A
from .operands import no_kernel, refused
from .spec import Meta, OpSpec, Sample, register

Params = Mapping[str, Any]

SPECIAL = [1.5, float("inf"), float("-inf"), float("nan"), -0.0]


def _infer_bool(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (Meta(operands[0].shape, bool_),)


def _question(name: str, function: Any, formula: str, title: str, help: str) -> OpSpec:
    """A test of each element; no gradient flows through it."""
    return OpSpec(
        name=name,
        category="compare",
        ports=A,
        infer=_infer_bool,
        forward=lambda xp, a: function(a),
        gradients=(None,),
        differentiable=(),
        spelling=f"{{a}}.{name}()",
        methods=(name,),
        functions=(name,),
        formula=formula,
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title=title,
        help=help,
        keywords=("test", "check", "nan", "inf", "finite"),
        samples=(Sample((SPECIAL,)), Sample((0.5,)), Sample(([1, -2],))),
    )


def _everywhere(answer: bool) -> Any:
    return lambda a: np.full(a.shape, answer)


def _floats(function: Any, answer: bool) -> Any:
    """A test of floating-point numbers that has one answer for all others."""
    return lambda a: function(a) if a.dtype.kind == "f" else np.full(a.shape, answer)


def _signbit(a: Any) -> Any:
    return np.signbit(a) if a.dtype.kind == "f" else np.less(a, 0)


def _infer_bitwise(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if operands[0].dtype.is_floating_point:
        raise no_kernel("bitwise_not_cpu", operands[0].dtype)
    return (operands[0],)


register(
    _question(
        "isfinite",
        _floats(np.isfinite, True),
        r"\lvert a \rvert < \infty",
        "Is finite",
        "True where an element is neither infinite nor nan.",
    ),
    _question(
        "isinf",
        _floats(np.isinf, False),
        r"\lvert a \rvert = \infty",
        "Is infinite",
        "True where an element is infinite.",
    ),
    _question(
        "isposinf", _floats(np.isposinf, False), r"a = \infty", "Is inf", "True where it is inf."
    ),
    _question(
        "isneginf", _floats(np.isneginf, False), r"a = -\infty", "Is -inf", "True where it is -inf."
    ),
    _question(
        "isnan",
        _floats(np.isnan, False),
        r"a \neq a",
        "Is nan",
        "True where an element is not a number.",
    ),
    _question(
        "isreal",
        _everywhere(True),
        r"a \in \mathbb{R}",
        "Is real",
        "True everywhere, as no element is complex.",
    ),
    _question(
        "signbit",
        _signbit,
        r"a < 0",
        "Sign bit",
        "True where the sign of an element is minus, that of -0 included.",
    ),
    OpSpec(
        name="logical_not",
        category="compare",
        ports=A,
        infer=_infer_bool,
        forward=lambda xp, a: np.logical_not(a),
        gradients=(None,),
        differentiable=(),
        inplace=True,
        spelling="{a}.logical_not()",
        methods=("logical_not",),
        functions=("logical_not",),
        formula=r"\neg a",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Logical not",
        help="True where an element is zero or False.",
        keywords=("negate", "invert", "zero"),
        samples=(Sample(([1.5, 0.0],)), Sample((True,)), Sample(([0, 2],))),
    ),
    OpSpec(
        name="bitwise_not",
        category="compare",
        ports=A,
        infer=_infer_bitwise,
        forward=lambda xp, a: np.invert(a) if a.dtype.kind in "iub" else refused(),
        gradients=(None,),
        differentiable=(),
        inplace=True,
        spelling="~{a}",
        methods=("bitwise_not",),
        functions=("bitwise_not",),
        formula=r"\sim a",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Bitwise not",
        help="Each bit of each element inverted; the other truth value for bool.",
        keywords=("invert", "mask", "negate", "~"),
        samples=(Sample(([True, False],)), Sample(([0, 5, -3],))),
    ),
)
