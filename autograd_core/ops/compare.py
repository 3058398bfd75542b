"""Questions about elements, which are answered with True and False."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, int64
from .dispatch import call
from .families import AB, infer_compare
from .operands import MISMATCH, refused
from .shapes import broadcast, elementwise
from .spec import INTERNAL, BadSample, Meta, OpSpec, Param, Port, Sample, mutating, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
ROW = [2.0, -1.0, 0.5]
MASK = [[True, False, True], [False, True, False]]
TENSORS = (Port("a"), Port("b"))

Params = Mapping[str, Any]
Function = Callable[..., Any]


def _comparison(
    name: str, alias: str, function: Function, symbol: str, latex: str, title: str
) -> OpSpec:
    return OpSpec(
        name=name,
        category="compare",
        ports=AB,
        infer=infer_compare,
        forward=lambda xp, a, b: function(a, b),
        gradients=(None, None),
        differentiable=(),
        promote="operands",
        overloads=True,
        spelling=f"{{a}} {symbol} {{b}}",
        methods=(name, alias, f"__{name}__") if alias else (name, f"__{name}__"),
        functions=(name, alias) if alias else (name,),
        formula=rf"a {latex} b",
        title=title,
        help=f"True where a {symbol} b.",
        keywords=("compare", symbol),
        samples=(Sample((X, ROW)), Sample((X, 1)), Sample(([1, 2], 1.5))),
        bad=(BadSample((X, [1.0, 2.0]), {}, MISMATCH),),
    )


def _overwriting(spec: OpSpec) -> OpSpec:
    """The mutating variant, which forgets the operand: its gradients are zeros."""

    def zeros(xp: Any, g: Any) -> Any:
        return xp.zeros_like(g)

    return dataclasses.replace(
        mutating(spec),
        gradients=(zeros, zeros),
        broadcasts=True,
        differentiable=("out",),
        node_name=f"{spec.name.capitalize()}Backward1",
        number_node=f"{spec.name.capitalize()}Backward0",
        gradient_formulas=(r"0", r"0"),
        gradient_texts=("∂out/∂a = 0", "∂out/∂b = 0"),
    )


COMPARISONS = (
    _comparison("lt", "less", np.less, "<", "<", "Less"),
    _comparison("le", "less_equal", np.less_equal, "<=", r"\le", "Less or equal"),
    _comparison("gt", "greater", np.greater, ">", ">", "Greater"),
    _comparison("ge", "greater_equal", np.greater_equal, ">=", r"\ge", "Greater or equal"),
    _comparison("eq", "", np.equal, "==", "=", "Equal"),
    _comparison("ne", "not_equal", np.not_equal, "!=", r"\ne", "Not equal"),
)
for _spec in COMPARISONS:
    register(_spec, _overwriting(_spec))


def _logical(name: str, function: Function, latex: str, title: str, what: str) -> OpSpec:
    return OpSpec(
        name=name,
        category="compare",
        ports=TENSORS,
        infer=lambda operands, params: (
            Meta(broadcast(operands[0].shape, operands[1].shape), bool_),
        ),
        forward=lambda xp, a, b: function(a, b),
        gradients=(None, None),
        differentiable=(),
        inplace=True,
        spelling=f"{{a}}.{name}({{b}})",
        methods=(name,),
        functions=(name,),
        formula=rf"a {latex} b",
        title=title,
        help=what,
        keywords=("boolean", "mask", "logic"),
        samples=(Sample((MASK, [True, False, False])), Sample((X, [0.0, 1.0, 2.0]))),
        bad=(BadSample((X, [1.0, 2.0]), {}, MISMATCH),),
    )


# ---- nearness --------------------------------------------------------------------------------


def check_near(a: Meta, b: Meta, rtol: float, atol: float) -> None:
    """Raise RuntimeError for what ``isclose`` and ``allclose`` do not compare."""
    if a.dtype is not b.dtype:
        raise RuntimeError(f"{a.dtype.scalar_name} did not match {b.dtype.scalar_name}")
    for name, value in (("rtol", rtol), ("atol", atol)):
        if value < 0:
            raise RuntimeError(f"{name} must be greater than or equal to zero, but got {value:g}")


def near(a: Any, b: Any, rtol: float, atol: float, equal_nan: bool) -> Any:
    """Where two arrays of one type are equal or |a - b| <= atol + rtol * |b|."""
    same = a == b
    if a.dtype.kind == "f":
        if equal_nan:
            same = same | (np.isnan(a) & np.isnan(b))
        gap, room = np.abs(a - b), atol + np.abs(b * rtol)
    else:
        wide = a.astype(np.float64), b.astype(np.float64)
        gap, room = np.abs(wide[0] - wide[1]), atol + np.abs(wide[1] * rtol)
    if rtol == 0 and atol == 0:
        return same
    return same | (np.isfinite(gap) & (gap <= room))


def _infer_isclose(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    check_near(a, b, params["rtol"], params["atol"])
    return (Meta(broadcast(a.shape, b.shape), bool_),)


def _isclose(xp: Any, a: Any, b: Any, rtol: float, atol: float, equal_nan: bool) -> Any:
    if a.dtype != b.dtype or rtol < 0 or atol < 0:
        refused()
    return near(a, b, rtol, atol, equal_nan)


def _infer_places(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """As many places as there can be; how many there are is known only by their values."""
    shape = operands[0].shape
    return (Meta((math.prod(shape),), int64),) * max(len(shape), 1)


# ---- membership ------------------------------------------------------------------------------


def _isin(xp: Any, a: Any, b: Any, assume_unique: bool, invert: bool) -> Any:
    return np.isin(a, b, assume_unique=assume_unique, invert=invert)


def _infer_isin(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    elementwise(tuple(Meta((), x.dtype) if isinstance(x, Meta) else x for x in operands))
    first = operands[0]
    return (Meta(first.shape if isinstance(first, Meta) else (), bool_),)


register(
    _logical("logical_and", np.logical_and, r"\land", "And", "True where both are not zero."),
    _logical("logical_or", np.logical_or, r"\lor", "Or", "True where one is not zero."),
    _logical(
        "logical_xor", np.logical_xor, r"\oplus", "Either or", "True where just one is not 0."
    ),
    OpSpec(
        name="isclose",
        category="compare",
        ports=TENSORS,
        params=(
            Param("rtol", "float", 1e-05, help="tolerance as a part of the second input"),
            Param("atol", "float", 1e-08, help="tolerance"),
            Param("equal_nan", "bool", False, help="nan is close to nan"),
        ),
        infer=_infer_isclose,
        forward=_isclose,
        gradients=(None, None),
        differentiable=(),
        spelling="torch.isclose({a}, {b}, {params})",
        methods=("isclose",),
        functions=("isclose",),
        formula=r"a \approx b",
        title="Close",
        help="True where the inputs differ by no more than the tolerances.",
        keywords=("approximately", "equal", "tolerance"),
        samples=(Sample((X, ROW), {"atol": 1.5}), Sample((X, X)), Sample(([1, 2], [1, 3]))),
        bad=(
            BadSample(
                (X, X), {"rtol": -0.5}, "rtol must be greater than or equal to zero, but got -0.5"
            ),
        ),
    ),
    OpSpec(
        name="where_true",
        overloads=True,
        category="index",
        ports=(Port("condition"),),
        outputs=("*indices",),
        infer=_infer_places,
        compose=lambda condition: call(INTERNAL["nonzero_tuple"], (condition,)),
        spelling="torch.where({condition})",
        functions=("where",),
        formula=r"\{i : c_i\}",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Where true",
        help="The indices of the elements that are not zero, for each dimension.",
        keywords=("nonzero", "index", "mask"),
        samples=(Sample(([True, True],)),),
    ),
    OpSpec(
        name="isin",
        category="compare",
        ports=(
            Port("a", number=True, argument="elements"),
            Port("b", number=True, argument="test_elements"),
        ),
        params=(
            Param("assume_unique", "bool", False, keyword_only=True, help="no element repeats"),
            Param("invert", "bool", False, keyword_only=True, help="True where not among them"),
        ),
        infer=_infer_isin,
        forward=_isin,
        promote="operands",
        overloads=True,
        gradients=(None, None),
        differentiable=(),
        spelling="torch.isin({a}, {b}, {params})",
        functions=("isin",),
        formula=r"a \in b",
        title="Among",
        help="True where an element of the first input is among those of the second.",
        keywords=("member", "contains", "set"),
        samples=(
            Sample((X, ROW)),
            Sample(([1, 2, 3], 2), {"invert": True}),
        ),
    ),
)
