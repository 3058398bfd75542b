"""Functions of three tensors, and limits that may be left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType, bool_, from_numpy
from .families import A
from .operands import F16, F32, MISMATCH, no_kernel, refused
from .overflow import stored
from .shapes import elementwise, elementwise_dtype
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[2.5, 1.0, -0.75], [-3.0, 0.25, 1.25]]
LOW, HIGH = [-1.0, 0.0, 0.75], [2.0, 1.5, 2.5]

Params = Mapping[str, Any]
Function = Callable[..., Any]

THREE = (Port("a"), Port("tensor1"), Port("tensor2"))
VALUE = Param("value", "number", 1, keyword_only=True, help="factor of what is added")

NO_INTEGER_DIVISION = (
    "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will "
    "perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be "
    "implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer "
    "inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv "
    "behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all "
    "dtypes."
)


def _wide(*operands: Any) -> tuple[Any, ...]:
    """Operands as PyTorch computes with them: half precision in single."""
    if operands[0].dtype == F16:
        return tuple([operand.astype(F32) for operand in operands])
    return operands


def _value(value: Any, dtype: Any) -> Any:
    return np.asarray(value).astype(dtype) if dtype.kind != "f" else value


# ---- addcmul, addcdiv ------------------------------------------------------------------------


def _infer_addcmul(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    meta = elementwise(operands)
    if meta.dtype is bool_:
        raise no_kernel("addcmul_cpu_out", meta.dtype)
    return (meta,)


def _addcmul(xp: Any, a: Any, tensor1: Any, tensor2: Any, value: Any) -> Any:
    if a.dtype.kind == "b":
        refused()
    x, y, z = _wide(a, tensor1, tensor2)
    return np.asarray(x + _value(value, a.dtype) * y * z).astype(a.dtype, copy=False)


def _infer_addcdiv(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if not any(meta.dtype.is_floating_point for meta in operands[1:]):
        raise RuntimeError(NO_INTEGER_DIVISION)
    return (elementwise(operands),)


def _addcdiv(xp: Any, a: Any, tensor1: Any, tensor2: Any, value: Any) -> Any:
    x, y, z = _wide(a, tensor1, tensor2)
    return np.asarray(x + value * y / z).astype(a.dtype, copy=False)


# ---- clamp -----------------------------------------------------------------------------------


def _infer_clamp(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    limits = [limit for limit in (params["min"], params["max"]) if limit is not None]
    if not limits:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    return (elementwise((operands[0], *limits)),)


def _limited(a: Any, low: Any, high: Any) -> Any:
    """``a`` between arrays; nan stays, and nan as a limit gives nan."""
    if low is not None:
        a = np.maximum(low, a)  # in this order -0 stays what it is
    return a if high is None else np.minimum(high, a)


def _clamp(xp: Any, a: Any, min: Any, max: Any) -> Any:
    if a.dtype.kind == "f" and (min is not None or max is not None):
        return _limited(a, min, max)  # numbers do not change a floating-point type
    limits = [limit for limit in (min, max) if limit is not None]
    if not limits:
        refused()
    kind = elementwise_dtype((Meta(a.shape, from_numpy(a.dtype)), *limits)).numpy
    low, high = [None if x is None else stored(x, kind) for x in (min, max)]
    return _limited(a.astype(kind, copy=False), low, high)


def _clamp_rule(xp: Any, g: Any, a: Any, min: Any, max: Any) -> Any:
    if min is None:
        return xp.where(xp.greater_equal(max, a), g, 0.0)
    inside = xp.greater_equal(a, min)
    if max is not None:
        inside = xp.logical_and(inside, xp.greater_equal(max, a))
    return xp.where(inside, g, 0.0)


def _infer_clamp_tensor(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    given = [operand for operand in operands if operand is not None]
    if len(given) < 2:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    return (elementwise(given),)


def _clamp_min_rule(xp: Any, g: Any, a: Any, min: Any, max: Any) -> Any:
    below = xp.greater(min, a)
    if max is not None:
        below = xp.logical_and(below, xp.greater(max, min))
    return xp.where(below, g, 0.0)


def _clamp_max_rule(xp: Any, g: Any, a: Any, min: Any, max: Any) -> Any:
    above = xp.greater(a, max)
    if min is not None:
        above = xp.logical_or(above, xp.greater(min, max))
    return xp.where(above, g, 0.0)


def _one_sided(name: str, numbered: str, limit: str, above: bool, title: str) -> tuple[OpSpec, ...]:
    """``clamp_min`` or ``clamp_max``, with a number and with a tensor."""
    function = np.maximum if above else np.minimum
    latex = rf"\{'max' if above else 'min'}(a, {limit})"
    sign = r"\ge" if above else r"\le"
    text = "≥" if above else "≤"

    def keeps(xp: Any, a: Any, bound: Any) -> Any:
        return xp.greater_equal(a, bound) if above else xp.greater_equal(bound, a)

    def passes(xp: Any, g: Any, a: Any, b: Any) -> Any:
        return xp.where(keeps(xp, a, b), g, 0.0)

    def stops(xp: Any, g: Any, a: Any, b: Any) -> Any:
        return xp.where(xp.greater(b, a) if above else xp.greater(a, b), g, 0.0)

    def clamp(xp: Any, a: Any, bound: Any) -> Any:
        return _clamp(xp, a, bound, None) if above else _clamp(xp, a, None, bound)

    def rule(xp: Any, g: Any, a: Any, bound: Any) -> Any:
        return xp.where(keeps(xp, a, bound), g, 0.0)

    shared: dict[str, Any] = {
        "category": "math",
        "inplace": True,
        "overloads": True,
        "methods": (name,),
        "functions": (name,),
        "keywords": ("limit", "clip", limit),
    }
    what = f"Elements {'below' if above else 'above'} the limit are replaced by it."
    return (
        OpSpec(
            name=name,
            ports=A,
            params=(Param(limit, "number", help="the limit"),),
            infer=lambda operands, params: (elementwise((operands[0], params[limit])),),
            forward=lambda xp, a, *values, **named: clamp(xp, a, *values, *named.values()),
            gradients=(_renamed(rule, limit),),
            node_name=f"{numbered}0",
            spelling=f"{{a}}.{name}({{{limit}}})",
            formula=latex,
            gradient_formulas=(rf"[a {sign} {limit}]",),
            gradient_texts=(f"∂out/∂a = 1 where a {text} {limit}, else 0",),
            local=lambda i, out, params: (
                (i[0] >= params[limit] if above else i[0] <= params[limit]) * 1.0,
            ),
            title=title,
            help=what,
            samples=(Sample((X,), {limit: 0.75}), Sample(([1, 2],), {limit: 1.5})),
            **shared,
        ),
        OpSpec(
            name=f"{name}_tensor",
            ports=(Port("a"), Port("b", argument=limit)),
            infer=lambda operands, params: (elementwise(operands),),
            forward=lambda xp, a, b: function(a, b),
            promote="operands",
            broadcasts=True,
            gradients=(passes, stops),
            node_name=f"{numbered}1",
            spelling=f"{{a}}.{name}({{b}})",
            formula=latex.replace(limit + ")", "b)"),
            gradient_formulas=(rf"[a {sign} b]", r"[a < b]" if above else r"[a > b]"),
            gradient_texts=(
                f"∂out/∂a = 1 where a {text} b, else 0",
                f"∂out/∂b = 1 where a {'<' if above else '>'} b, else 0",
            ),
            local=lambda i, out, params: (
                (i[0] >= i[1] if above else i[0] <= i[1]) * 1.0,
                (i[0] < i[1] if above else i[0] > i[1]) * 1.0,
            ),
            title=f"{title} of tensor",
            help=what,
            samples=(Sample((X, LOW)), Sample((X, HIGH))),
            bad=(BadSample((X, [1.0, 2.0]), {}, MISMATCH),),
            **shared,
        ),
    )


def _renamed(rule: Function, limit: str) -> Function:
    """The rule with its last argument named as the parameter is."""
    if limit == "min":
        return lambda xp, g, a, min: rule(xp, g, a, min)
    return lambda xp, g, a, max: rule(xp, g, a, max)


# ---- lerp ------------------------------------------------------------------------------------


def _infer_lerp(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    first: DType = operands[0].dtype
    for name, meta in zip(("end", "weight"), operands[1:], strict=False):
        if meta.dtype is not first:
            raise RuntimeError(
                f"expected dtype {first.c_name} for `{name}` but got dtype {meta.dtype.c_name}"
            )
    if not first.is_floating_point:
        raise no_kernel(f"lerp_kernel_{'scalar' if len(operands) == 2 else 'tensor'}", first)
    return (elementwise(operands),)


def _between(a: Any, end: Any, weight: Any) -> Any:
    """From ``a`` to ``end``, computed from the nearer side."""
    x, y, w = _wide(a, end, weight)
    gap = y - x
    result = np.where(np.abs(w) < 0.5, x + w * gap, y - gap * (1 - w))
    return result.astype(a.dtype, copy=False)


def _lerp(xp: Any, a: Any, end: Any, weight: Any) -> Any:
    if a.dtype.kind != "f" or a.dtype != end.dtype:
        refused()
    return _between(a, end, np.asarray(weight, a.dtype))


def _lerp_tensor(xp: Any, a: Any, end: Any, weight: Any) -> Any:
    if a.dtype.kind != "f" or a.dtype != end.dtype or a.dtype != weight.dtype:
        refused()
    return _between(a, end, weight)


MIN = Param("min", "number", None, optional=True, help="the lower limit; None for no limit")
MAX = Param("max", "number", None, optional=True, help="the upper limit; None for no limit")

register(
    OpSpec(
        name="clamp",
        category="math",
        ports=A,
        params=(MIN, MAX),
        infer=_infer_clamp,
        forward=_clamp,
        gradients=(_clamp_rule,),
        node_name="ClampBackward1",
        inplace=True,
        overloads=True,
        spelling="{a}.clamp({params})",
        methods=("clamp", "clip"),
        functions=("clamp", "clip"),
        formula=r"\min(\max(a, l), h)",
        gradient_formulas=(r"[l \le a \le h]",),
        gradient_texts=("∂out/∂a = 1 where min ≤ a ≤ max, else 0",),
        local=lambda i, out, params: ((i[0] == out) * 1.0,),
        title="Clamp",
        help="Elements outside two limits are replaced by the nearer limit.",
        keywords=("clip", "limit", "min", "max"),
        samples=(
            Sample((X,), {"min": -0.75, "max": 2}),
            Sample((X,), {"max": 0.75}),
            Sample(([1, 2],), {"min": 1.5}),
        ),
        bad=(BadSample((X,), {}, "torch.clamp: At least one of 'min' or 'max' must not be None"),),
    ),
    OpSpec(
        name="clamp_tensor",
        category="math",
        ports=(Port("a"), Port("min", optional=True), Port("max", optional=True)),
        infer=_infer_clamp_tensor,
        forward=lambda xp, a, min, max: _limited(a, min, max),
        gradients=(_clamp_rule, _clamp_min_rule, _clamp_max_rule),
        node_name="ClampBackward0",
        promote="operands",
        broadcasts=True,
        inplace=True,
        overloads=True,
        spelling="{a}.clamp({min}, {max})",
        methods=("clamp", "clip"),
        functions=("clamp", "clip"),
        formula=r"\min(\max(a, l), h)",
        gradient_formulas=(r"[l \le a \le h]", r"[a < l]", r"[a > h]"),
        gradient_texts=(
            "∂out/∂a = 1 where min ≤ a ≤ max, else 0",
            "∂out/∂min = 1 where a < min, else 0",
            "∂out/∂max = 1 where a > max, else 0",
        ),
        local=lambda i, out, params: (
            (i[0] == out) * 1.0,
            (i[0] < i[1]) * 1.0,
            (i[0] > i[2]) * 1.0,
        ),
        title="Clamp between tensors",
        help="Elements outside two limits are replaced by the nearer limit.",
        keywords=("clip", "limit", "min", "max"),
        samples=(Sample((X, LOW, HIGH)),),
    ),
    *_one_sided("clamp_min", "ClampMinBackward", "min", True, "Clamp from below"),
    *_one_sided("clamp_max", "ClampMaxBackward", "max", False, "Clamp from above"),
    OpSpec(
        name="addcmul",
        category="arithmetic",
        ports=THREE,
        params=(VALUE,),
        infer=_infer_addcmul,
        forward=_addcmul,
        gradients=(
            lambda xp, g: g,
            lambda xp, g, tensor2, value: g * xp.mul_number(tensor2, value),
            lambda xp, g, tensor1, value: g * xp.mul_number(tensor1, value),
        ),
        node_name="AddcmulBackward0",
        promote="operands",
        broadcasts=True,
        inplace=True,
        spelling="{a}.addcmul({tensor1}, {tensor2}, {params})",
        methods=("addcmul",),
        functions=("addcmul",),
        formula=r"a + c\,x\,y",
        gradient_formulas=(r"1", r"c\,y", r"c\,x"),
        gradient_texts=("∂out/∂a = 1", "∂out/∂x = value · y", "∂out/∂y = value · x"),
        local=lambda i, out, params: (1.0, params["value"] * i[2], params["value"] * i[1]),
        title="Add product",
        help="The first input plus the product of the others, times a number.",
        keywords=("fused", "multiply"),
        samples=(
            Sample((X, Y, LOW), {"value": 0.5}),
            Sample((X, Y, 0.5)),
            Sample(([1, 2], [3, 4], [5, 6]), {"value": 2}),
        ),
        bad=(BadSample((X, [1.0, 2.0], X), {}, MISMATCH),),
    ),
    OpSpec(
        name="addcdiv",
        category="arithmetic",
        ports=THREE,
        params=(VALUE,),
        infer=_infer_addcdiv,
        forward=_addcdiv,
        gradients=(
            lambda xp, g: g,
            lambda xp, g, tensor2, value: g * xp.number_div(value, tensor2),
            lambda xp, g, tensor1, tensor2, value: (
                -g * (xp.mul_number(tensor1, value) / (tensor2 * tensor2))
            ),
        ),
        node_name="AddcdivBackward0",
        promote="operands",
        broadcasts=True,
        checked=True,
        inplace=True,
        spelling="{a}.addcdiv({tensor1}, {tensor2}, {params})",
        methods=("addcdiv",),
        functions=("addcdiv",),
        formula=r"a + c\,\frac{x}{y}",
        gradient_formulas=(r"1", r"\frac{c}{y}", r"-\frac{c\,x}{y^2}"),
        gradient_texts=("∂out/∂a = 1", "∂out/∂x = value / y", "∂out/∂y = -value · x / y²"),
        local=lambda i, out, params: (
            1.0,
            params["value"] / i[2],
            -params["value"] * i[1] / i[2] ** 2,
        ),
        title="Add quotient",
        help="The first input plus the quotient of the others, times a number.",
        keywords=("fused", "divide"),
        samples=(Sample((X, Y, HIGH), {"value": 0.5}), Sample((X, Y, 0.5))),
        bad=(BadSample((X, [1, 2, 3], [1, 2, 3]), {}, NO_INTEGER_DIVISION),),
    ),
    OpSpec(
        name="lerp",
        overloads=True,
        category="arithmetic",
        ports=(Port("a"), Port("b", argument="end")),
        params=(Param("weight", "number", help="0 gives the first input, 1 the second"),),
        infer=_infer_lerp,
        forward=_lerp,
        gradients=(
            lambda xp, g, weight: xp.mul_number(g, 1 - weight),
            lambda xp, g, weight: xp.mul_number(g, weight),
        ),
        node_name="LerpBackward0",
        broadcasts=True,
        inplace=True,
        spelling="{a}.lerp({b}, {weight})",
        methods=("lerp",),
        functions=("lerp",),
        formula=r"a + w\,(b - a)",
        gradient_formulas=(r"1 - w", r"w"),
        gradient_texts=("∂out/∂a = 1 - weight", "∂out/∂b = weight"),
        local=lambda i, out, params: (1 - params["weight"], params["weight"]),
        title="Interpolate",
        help="The point between the inputs that a weight from 0 to 1 says.",
        keywords=("linear", "interpolation", "mix"),
        samples=(Sample((X, Y), {"weight": 0.25}), Sample((X, 0.5), {"weight": 1.5})),
        bad=(BadSample((X, [1.0, 2.0]), {"weight": 0.5}, MISMATCH),),
    ),
    OpSpec(
        name="lerp_tensor",
        overloads=True,
        category="arithmetic",
        ports=(Port("a"), Port("b", argument="end"), Port("weight")),
        infer=_infer_lerp,
        forward=_lerp_tensor,
        gradients=(
            lambda xp, g, weight: g * xp.number_sub(1, weight),
            lambda xp, g, weight: g * weight,
            lambda xp, g, a, b: g * (b - a),
        ),
        node_name="LerpBackward1",
        broadcasts=True,
        inplace=True,
        spelling="{a}.lerp({b}, {weight})",
        methods=("lerp",),
        functions=("lerp",),
        formula=r"a + w\,(b - a)",
        gradient_formulas=(r"1 - w", r"w", r"b - a"),
        gradient_texts=("∂out/∂a = 1 - weight", "∂out/∂b = weight", "∂out/∂weight = b - a"),
        local=lambda i, out, params: (1 - i[2], i[2], i[1] - i[0]),
        title="Interpolate with tensor",
        help="The point between the inputs that weights from 0 to 1 say.",
        keywords=("linear", "interpolation", "mix"),
        samples=(Sample((X, Y, LOW)), Sample((X, Y, 0.5))),
    ),
)
