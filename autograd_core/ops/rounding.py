"""Rounding, signs, and the parts of numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, int32
from ..tensor import Tensor
from .dispatch import call
from .families import A, infer_same
from .operands import no_kernel, refused
from .pointwise import derivative, exact, floating, zero
from .spec import REGISTRY, BadSample, Meta, OpSpec, Param, Sample, register

NO_SLOPE = {
    "gradient_formulas": (r"0",),
    "gradient_texts": ("∂out/∂a = 0",),
    "local": derivative(lambda a, out: np.zeros_like(a)),
}
BOOL = "\"{}\" not implemented for 'Bool'"


def _stepped(function: Any) -> Any:
    """The forward of a rounding function: whole numbers stay, and bool is refused."""

    def forward(xp: Any, a: Any) -> Any:
        if a.dtype.kind == "f":
            return function(a)
        return refused() if a.dtype.kind == "b" else a.copy()

    return forward


def _rounding(name: str, kernel: str, function: Any, **fields: Any) -> OpSpec:
    return exact(
        name,
        f"{name.capitalize()}Backward0",
        _stepped(function),
        zero,
        refuses=kernel,
        bad=(BadSample(([True],), {}, BOOL.format(kernel), NotImplementedError),),
        **NO_SLOPE,
        **fields,
    )


def _infer_round(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    dtype = operands[0].dtype
    if dtype is bool_ or (params["decimals"] is not None and not dtype.is_floating_point):
        raise no_kernel("round_vml_cpu" if not params["decimals"] else "round_cpu", dtype)
    return (operands[0],)


def _round(xp: Any, a: Any, decimals: int | None) -> Any:
    if a.dtype.kind != "f":
        return refused() if a.dtype.kind == "b" or decimals is not None else a.copy()
    if not decimals:
        return np.rint(a)
    scale = a.dtype.type(10.0 ** abs(decimals))
    return np.rint(a * scale) / scale if decimals > 0 else np.rint(a / scale) * scale


def _sign(xp: Any, a: Any) -> Any:
    return a.copy() if a.dtype.kind == "b" else xp.sign(a)


def _infer_frac(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if not operands[0].dtype.is_floating_point:
        raise no_kernel("frac_cpu", operands[0].dtype)
    return (operands[0],)


def _infer_frexp(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if not operands[0].dtype.is_floating_point:
        raise RuntimeError("torch.frexp() only supports floating-point dtypes")
    return (operands[0], Meta(operands[0].shape, int32))


def _nan_to_num(xp: Any, a: Any, nan: Any, posinf: Any, neginf: Any) -> Any:
    if a.dtype.kind != "f":
        return a.copy()
    return np.nan_to_num(a, nan=0.0 if nan is None else nan, posinf=posinf, neginf=neginf)


def _angle(xp: Any, a: Any) -> Any:
    angles = np.where(a < 0, a.dtype.type(math.pi), a.dtype.type(0))
    return np.where(np.isnan(a), a, angles)


def _infer_positive(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if operands[0].dtype is bool_:
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return (operands[0],)


def _positive(a: Tensor) -> Tensor:
    _infer_positive((a,), {})
    return a


def _same(name: str, title: str, help: str, **fields: Any) -> OpSpec:
    """An operation of complex numbers, which leaves a real tensor as it is."""
    defaults: dict[str, Any] = {
        "category": "math",
        "ports": A,
        "infer": infer_same,
        "compose": lambda a: a,
        "spelling": f"{{a}}.{name}()",
        "methods": (name,),
        "functions": (name,),
        "formula": r"a",
        "gradient_formulas": (r"1",),
        "gradient_texts": ("∂out/∂a = 1",),
        "title": title,
        "help": help,
        "keywords": ("complex",),
        "samples": (Sample(([1.25, -2.5],)), Sample(([1, -2],))),
    }
    return OpSpec(name=name, **{**defaults, **fields})


register(
    _rounding(
        "floor",
        "floor_vml_cpu",
        np.floor,
        formula=r"\lfloor a \rfloor",
        title="Floor",
        help="The largest whole number that is not above each element.",
        keywords=("round", "down"),
    ),
    _rounding(
        "ceil",
        "ceil_vml_cpu",
        np.ceil,
        formula=r"\lceil a \rceil",
        title="Ceiling",
        help="The smallest whole number that is not below each element.",
        keywords=("round", "up"),
    ),
    _rounding(
        "trunc",
        "trunc_vml_cpu",
        np.trunc,
        aliases=("fix",),
        formula=r"\operatorname{trunc}(a)",
        title="Truncate",
        help="Each element without its fractional part.",
        keywords=("round", "integer", "towards zero"),
    ),
    exact(
        "round",
        lambda params: f"RoundBackward{0 if params['decimals'] is None else 1}",
        _round,
        zero,
        infer=_infer_round,
        params=(
            Param(
                "decimals",
                "int",
                None,
                optional=True,
                keyword_only=True,
                help="decimal places; negative for tens and hundreds",
            ),
        ),
        spelling="{a}.round({params})",
        formula=r"\operatorname{round}(a)",
        title="Round",
        help="The nearest whole number, of two the even one, or the nearest with some decimals.",
        keywords=("nearest", "decimals"),
        samples=(
            Sample(([0.5, 1.5, -2.6],)),
            Sample(([1.2345, -2.7182],), {"decimals": 2}),
            Sample(([1234.0, -5678.0],), {"decimals": -2}),
            Sample(([1, -2],)),
        ),
        bad=(BadSample(([True],), {}, BOOL.format("round_vml_cpu"), NotImplementedError),),
        **NO_SLOPE,
    ),
    exact(
        "frac",
        "FracBackward0",
        lambda xp, a: a - np.trunc(a) if a.dtype.kind == "f" else refused(),
        lambda xp, g: g,
        infer=_infer_frac,
        formula=r"a - \operatorname{trunc}(a)",
        gradient_formulas=(r"1",),
        gradient_texts=("∂out/∂a = 1",),
        local=derivative(lambda a, out: np.ones_like(a)),
        title="Fractional part",
        help="What truncation takes away from each element, with its sign.",
        keywords=("decimal", "remainder"),
        samples=(Sample(([1.25, -2.5],)), Sample((0.6,))),
        bad=(
            BadSample(
                ([1, 2],), {}, "\"frac_cpu\" not implemented for 'Long'", NotImplementedError
            ),
        ),
    ),
    OpSpec(
        name="frexp",
        category="math",
        ports=A,
        outputs=("mantissa", "exponent"),
        differentiable=("mantissa",),
        infer=_infer_frexp,
        checked=True,
        forward=lambda xp, a: np.frexp(a),
        gradients=(lambda xp, g, exponent: g / xp.apply("exp2", xp.astype(exponent, g.dtype)),),
        node_name="FrexpBackward0",
        spelling="{a}.frexp()",
        methods=("frexp",),
        functions=("frexp",),
        formula=r"a = m \cdot 2^{e}",
        gradient_formulas=(r"2^{-e}",),
        gradient_texts=("∂mantissa/∂a = 2 to the power of -exponent",),
        title="Mantissa and exponent",
        help="Each element as a mantissa from 0.5 to 1 times a power of 2.",
        keywords=("float", "decompose"),
        samples=(Sample(([1.25, -2.5, 9.0],)), Sample((0.6,))),
        bad=(BadSample(([1],), {}, "torch.frexp() only supports floating-point dtypes"),),
    ),
    *(
        exact(
            name,
            f"{name.capitalize()}Backward0",
            _sign,
            zero,
            formula=r"\operatorname{sgn}(a)",
            title=title,
            help="-1, 0 or 1 for each element, as it is negative, zero or positive.",
            keywords=("signum", "plus", "minus"),
            samples=(Sample(([1.5, -2.0],)), Sample((-0.5,)), Sample(([3, 0, -2],))),
            **NO_SLOPE,
        )
        for name, title in (("sign", "Sign"), ("sgn", "Sign (sgn)"))
    ),
    _same(
        "positive",
        "Positive",
        "The input itself.",
        infer=_infer_positive,
        compose=_positive,
        keywords=("plus", "+"),
        bad=(BadSample(([True],), {}, "The `+` operator, on a bool tensor is not supported."),),
    ),
    exact(
        "nan_to_num",
        "NanToNumBackward0",
        _nan_to_num,
        lambda xp, g, a: g * xp.apply("isfinite", a),
        params=(
            Param("nan", "float", None, optional=True, help="for nan; 0 if empty"),
            Param("posinf", "float", None, optional=True, help="for inf; the largest if empty"),
            Param("neginf", "float", None, optional=True, help="for -inf; the least if empty"),
        ),
        spelling="{a}.nan_to_num({params})",
        formula=r"\operatorname{finite}(a)",
        gradient_formulas=(r"[a \in \mathbb{R}]",),
        gradient_texts=("∂out/∂a = 1 where a is finite, else 0",),
        local=derivative(lambda a, out: np.isfinite(a).astype(a.dtype)),
        title="Replace nan and infinity",
        help="Numbers in the place of nan and of the infinities.",
        keywords=("nan", "inf", "replace", "finite"),
        samples=(Sample(([1.25, -2.5],)), Sample(([1, 2],))),
    ),
    floating(
        "angle",
        "AngleBackward0",
        _angle,
        zero,
        inplace=False,
        formula=r"\arg a",
        title="Angle",
        help="0 for positive elements, π for negative ones.",
        keywords=("argument", "phase", "complex"),
        **NO_SLOPE,
    ),
    _same(
        "real",
        "Real part",
        "The real part of the input: the input itself.",
        methods=(),  # an attribute of tensors
        spelling="torch.real({a})",
    ),
    OpSpec(
        name="special_round",
        category="internal",
        ports=A,
        params=(Param("decimals", "int", 0, keyword_only=True, help="decimal places"),),
        infer=_infer_round,
        compose=lambda a, decimals: call(REGISTRY["round"], (a,), {"decimals": decimals}),
        functions=("special.round",),
    ),
    _same("conj", "Conjugate", "The complex conjugate of the input: the input itself."),
    _same("conj_physical", "Conjugate values", "The complex conjugate: the input itself."),
    _same(
        "conj_physical_",
        "Conjugate values in place",
        "The complex conjugate: no change.",
        samples=(),
    ),
    _same("resolve_conj", "Resolve conjugate", "The input itself, as nothing is complex."),
    _same("resolve_neg", "Resolve negative", "The input itself, as nothing is complex."),
)
