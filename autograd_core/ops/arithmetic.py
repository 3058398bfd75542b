"""Arithmetic, elementwise with broadcasting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, from_numpy
from ..tensor import Tensor
from .dispatch import call
from .families import (
    AB,
    ALPHA,
    LIFTED_AB,
    A,
    infer_elementwise,
    infer_floating,
    multiplied,
    refuse_bool,
)
from .overflow import stored
from .shapes import elementwise, elementwise_dtype
from .spec import REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
ROW = [2.0, -1.0, 0.5]
POSITIVE = [[1.0, 2.0, 3.0], [0.5, 4.0, 1.5]]
MISMATCH = (
    "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1"
)


def _check_alpha(meta: Meta, alpha: Any) -> None:
    if isinstance(alpha, bool) and meta.dtype is not bool_:
        raise RuntimeError("Boolean alpha only supported for Boolean results.")
    if isinstance(alpha, float) and not meta.dtype.is_floating_point:
        raise RuntimeError(
            "For integral input tensors, argument alpha must not be a floating point number."
        )


def _scaled(b: Any, alpha: Any) -> Any:
    """``b * alpha`` in the type of ``b``."""
    if b.dtype.kind == "f":
        return b * alpha
    if isinstance(alpha, float):
        raise TypeError("infer says what is wrong")
    return b * np.asarray(alpha).astype(b.dtype)


def _infer_add(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    meta = elementwise(operands)
    _check_alpha(meta, params["alpha"])
    return (meta,)


def _infer_sub(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    bools = [
        operand is True or operand is False or getattr(operand, "dtype", None) is bool_
        for operand in operands
    ]
    if any(bools):
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` "
            "or `logical_xor()` operator instead."
            if all(bools)
            else "Subtraction, the `-` operator, with a bool tensor is not supported. If you are "
            "trying to invert a mask, use the `~` or `logical_not()` operator instead."
        )
    return _infer_add(operands, params)


def _infer_rsub(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    return _infer_sub((*operands, params["other"]), params)


def _infer_neg(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if operands[0].dtype is bool_:
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
            "invert a mask, use the `~` or `logical_not()` operator instead."
        )
    return (operands[0],)


def _infer_pow(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    exponent = params["exponent"]
    meta = elementwise((operands[0], exponent))
    if not meta.dtype.is_floating_point and exponent < 0:
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    return (meta,)


def _infer_rpow(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    meta = Meta(operands[0].shape, elementwise_dtype((operands[0], params["base"])))
    refuse_bool(meta.dtype, "pow")
    return (meta,)


def _pow(xp: Any, a: Any, exponent: Any) -> Any:
    if a.dtype.kind == "f":
        return a**exponent
    if isinstance(exponent, int) and exponent < 0:
        raise ValueError("infer says what is wrong")
    kind = elementwise_dtype((Meta(a.shape, from_numpy(a.dtype)), exponent)).numpy
    if kind.kind == "b":
        return a.copy() if exponent else np.ones_like(a)
    return np.power(a.astype(kind), stored(exponent, kind))


def _with_number(function: Any, number: Any, a: Any) -> Any:
    """``function(number, a)`` in their common type."""
    kind = elementwise_dtype((Meta(a.shape, from_numpy(a.dtype)), number)).numpy
    return function(np.asarray(number).astype(kind), a.astype(kind, copy=False))


def _rsub(xp: Any, a: Any, other: Any, alpha: Any) -> Any:
    if a.dtype.kind == "b" or isinstance(other, bool):
        raise TypeError("infer says what is wrong")
    return _with_number(lambda c, a: c - (a if alpha == 1 else _scaled(a, alpha)), other, a)


def _infer_abs(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    refuse_bool(operands[0].dtype, "abs_cpu")
    return (operands[0],)


def _abs(xp: Any, a: Any) -> Any:
    if a.dtype.kind == "b":
        raise TypeError("infer says what is wrong")
    return xp.abs(a)


def _infer_pow_tensor(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    meta = elementwise(operands)
    refuse_bool(meta.dtype, "pow")
    return (meta,)


def _pow_tensor(xp: Any, a: Any, b: Any) -> Any:
    return _power(a, b)


def _power(a: Any, b: Any) -> Any:
    if a.dtype.kind == "b":
        raise TypeError("infer says what is wrong")
    if a.dtype.kind == "i" and (b < 0).any():
        # Fractions are cut off: only ones are left of their powers.
        ones = np.where((a == -1) & (b % 2 == 1), -1, np.abs(a) == 1).astype(a.dtype)
        return np.where(b < 0, ones, np.power(a, np.abs(b)))
    return np.power(a, b)


def _pow_gradient(xp: Any, g: Any, a: Any, exponent: Any) -> Any:
    if exponent == 0:
        return xp.zeros_like(g)
    return g * xp.mul_number(a ** (exponent - 1), exponent)


def _pow_base_gradient(xp: Any, g: Any, a: Any, b: Any) -> Any:
    return xp.where(xp.equal(b, 0), 0.0, g * (b * xp.power(a, xp.sub_number(b, 1))))


def _pow_exponent_gradient(xp: Any, g: Any, a: Any, b: Any, out: Any) -> Any:
    at_zero = xp.logical_and(xp.equal(a, 0), xp.greater_equal(b, 0))
    return g * xp.where(at_zero, 0.0, out * xp.log(a))


def _rpow_gradient(xp: Any, g: Any, a: Any, base: Any, out: Any) -> Any:
    slope = xp.mul_number(out, float(np.log(base)))
    return g * (slope if base != 0 else xp.where(xp.greater_equal(a, 0), 0.0, slope))


def _swapped(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """``pow(number, tensor)`` with the tensor first."""
    return (args[1], args[0], *args[2:]) if len(args) >= 2 else args, kwargs


def _rdiv(a: Tensor, other: Any) -> Any:
    return call(REGISTRY["mul"], (call(REGISTRY["reciprocal"], (a,)), other))


def _binary(name: str, symbol: str, **fields: Any) -> OpSpec:
    """An operation of two operands with an infix operator."""
    defaults: dict[str, Any] = {
        "category": "arithmetic",
        "ports": AB,
        "infer": infer_elementwise,
        "promote": "operands",
        "broadcasts": True,
        "inplace": True,
        "functions": (name,),
        "spelling": f"{{a}} {symbol} {{b}}",
        "bad": (BadSample((X, [1.0, 2.0]), {}, MISMATCH),),
    }
    return OpSpec(name=name, **{**defaults, **fields})


register(
    _binary(
        "add",
        "+",
        ports=LIFTED_AB,
        params=(ALPHA,),
        infer=_infer_add,
        forward=lambda xp, a, b, alpha: a + b if alpha == 1 else a + _scaled(b, alpha),
        gradients=(
            lambda xp, g: g,
            lambda xp, g, alpha: g if alpha == 1 else xp.mul_number(g, alpha),
        ),
        node_name="AddBackward0",
        methods=("add", "__add__", "__radd__"),
        formula=r"a + b",
        gradient_formulas=(r"1", r"1"),
        gradient_texts=("∂out/∂a = 1", "∂out/∂b = 1"),
        local=lambda inputs, out, params: (1.0, params["alpha"]),
        title="Add",
        help="The sum of the inputs, element by element.",
        keywords=("plus", "sum", "+"),
        samples=(
            Sample((X, ROW)),
            Sample((X, 2.0)),
            Sample((X, ROW), {"alpha": 3}),
            Sample((X, [[1.0], [2.0]])),
            Sample(([1, 2], 1.5)),
        ),
    ),
    _binary(
        "sub",
        "-",
        ports=LIFTED_AB,
        params=(ALPHA,),
        infer=_infer_sub,
        mixed_checked=True,
        forward=lambda xp, a, b, alpha: a - b if alpha == 1 else a - _scaled(b, alpha),
        gradients=(lambda xp, g: g, lambda xp, g, alpha: multiplied(xp, -g, alpha)),
        node_name="SubBackward0",
        methods=("sub", "subtract", "__sub__"),
        functions=("sub", "subtract"),
        formula=r"a - b",
        gradient_formulas=(r"1", r"-1"),
        gradient_texts=("∂out/∂a = 1", "∂out/∂b = -1"),
        local=lambda inputs, out, params: (1.0, -params["alpha"]),
        title="Subtract",
        help="The difference of the inputs, element by element.",
        keywords=("minus", "subtract", "-"),
        samples=(Sample((X, ROW)), Sample((X, 2.0)), Sample((X, ROW), {"alpha": 3})),
        bad=(
            BadSample((X, [1.0, 2.0]), {}, MISMATCH),
            BadSample(
                ([True], [True]),
                {},
                "Subtraction, the `-` operator, with two bool tensors is not supported. Use the "
                "`^` or `logical_xor()` operator instead.",
            ),
        ),
    ),
    OpSpec(
        name="rsub",
        category="arithmetic",
        ports=A,
        params=(Param("other", "number", help="the number to subtract from"), ALPHA),
        infer=_infer_rsub,
        forward=_rsub,
        gradients=(lambda xp, g, alpha: multiplied(xp, -g, alpha),),
        node_name="RsubBackward1",
        overloads=True,
        spelling="{other} - {a}",
        functions=("rsub",),
        formula=r"c - a",
        gradient_formulas=(r"-1",),
        gradient_texts=("∂out/∂a = -1",),
        local=lambda inputs, out, params: (-params["alpha"],),
        title="Subtract from number",
        help="A number minus the input.",
        keywords=("minus", "reverse", "-"),
        samples=(Sample((X,), {"other": 2.0}), Sample(([1, 2],), {"other": 1.5})),
    ),
    _binary(
        "rsub_tensor",
        "-",
        ports=(Port("a"), Port("b")),
        params=(ALPHA,),
        infer=lambda operands, params: _infer_sub(operands[::-1], params),
        mixed_checked=True,
        forward=lambda xp, a, b, alpha: b - (a if alpha == 1 else _scaled(a, alpha)),
        gradients=(lambda xp, g, alpha: multiplied(xp, -g, alpha), lambda xp, g: g),
        node_name="RsubBackward0",
        inplace=False,
        functions=("rsub",),
        spelling="torch.rsub({a}, {b}, {params})",
        formula=r"b - a",
        gradient_formulas=(r"-1", r"1"),
        gradient_texts=("∂out/∂a = -1", "∂out/∂b = 1"),
        local=lambda inputs, out, params: (-params["alpha"], 1.0),
        title="Subtract from",
        help="The second input minus the first.",
        keywords=("minus", "reverse", "-"),
        samples=(Sample((X, ROW)), Sample((X, ROW), {"alpha": 3})),
        bad=(BadSample(([1.0, 2.0], X), {}, MISMATCH),),
    ),
    _binary(
        "mul",
        "*",
        ports=LIFTED_AB,
        forward=lambda xp, a, b: a * b,
        gradients=(lambda xp, g, b: g * b, lambda xp, g, a: g * a),
        node_name="MulBackward0",
        methods=("mul", "multiply", "__mul__", "__rmul__"),
        functions=("mul", "multiply"),
        formula=r"a \cdot b",
        gradient_formulas=(r"b", r"a"),
        gradient_texts=("∂out/∂a = b", "∂out/∂b = a"),
        local=lambda inputs, out, params: (inputs[1], inputs[0]),
        title="Multiply",
        help="The product of the inputs, element by element.",
        keywords=("times", "product", "*"),
        samples=(Sample((X, ROW)), Sample((X, 2.0)), Sample((X, [[1.0], [2.0]])), Sample((X, X))),
    ),
    _binary(
        "div",
        "/",
        ports=LIFTED_AB,
        infer=infer_floating,
        promote="float",
        forward=lambda xp, a, b: a / b,
        gradients=(lambda xp, g, b: g / b, lambda xp, g, a, b: -g * ((a / b) / b)),
        node_name="DivBackward0",
        methods=("div", "divide", "true_divide", "__truediv__"),
        functions=("div", "divide", "true_divide"),
        formula=r"\frac{a}{b}",
        gradient_formulas=(r"\frac{1}{b}", r"-\frac{a}{b^2}"),
        gradient_texts=("∂out/∂a = 1 / b", "∂out/∂b = -a / b²"),
        local=lambda inputs, out, params: (1.0 / inputs[1], -inputs[0] / inputs[1] ** 2),
        title="Divide",
        help="The quotient of the inputs, element by element.",
        keywords=("quotient", "over", "/"),
        samples=(Sample((X, ROW)), Sample((X, 2.0)), Sample(([1, 2], 2)), Sample(([3], [2]))),
    ),
    OpSpec(
        name="rdiv",
        category="arithmetic",
        ports=A,
        params=(Param("other", "number", help="the number to be divided"),),
        infer=lambda operands, params: (elementwise((*operands, params["other"]), floating=True),),
        compose=_rdiv,
        spelling="{other} / {a}",
        methods=("__rtruediv__",),
        formula=r"\frac{c}{a}",
        gradient_formulas=(r"-\frac{c}{a^2}",),
        gradient_texts=("∂out/∂a = -c / a²",),
        title="Divide number by",
        help="A number divided by the input; PyTorch multiplies it by the reciprocal.",
        keywords=("quotient", "reverse", "/"),
        samples=(Sample((X,), {"other": 2.0}), Sample(([1, 2],), {"other": 3})),
    ),
    OpSpec(
        name="reciprocal",
        category="arithmetic",
        ports=A,
        infer=infer_floating,
        promote="float",
        forward=lambda xp, a: 1.0 / a,
        gradients=(lambda xp, g, out: -g * (out * out),),
        node_name="ReciprocalBackward0",
        inplace=True,
        spelling="{a}.reciprocal()",
        methods=("reciprocal",),
        functions=("reciprocal",),
        formula=r"\frac{1}{a}",
        gradient_formulas=(r"-\frac{1}{a^2}",),
        gradient_texts=("∂out/∂a = -out²",),
        local=lambda inputs, out, params: (-out * out,),
        title="Reciprocal",
        help="One divided by the input.",
        keywords=("inverse",),
        samples=(Sample((X,)), Sample(([1, 2],))),
    ),
    OpSpec(
        name="neg",
        category="arithmetic",
        ports=A,
        infer=_infer_neg,
        forward=lambda xp, a: -a,
        gradients=(lambda xp, g: -g,),
        node_name="NegBackward0",
        inplace=True,
        spelling="-{a}",
        methods=("neg", "negative", "__neg__"),
        functions=("neg", "negative"),
        formula=r"-a",
        gradient_formulas=(r"-1",),
        gradient_texts=("∂out/∂a = -1",),
        local=lambda inputs, out, params: (-1.0,),
        title="Negate",
        help="The input with the opposite sign.",
        keywords=("negative", "minus", "-"),
        samples=(Sample((X,)), Sample(([1, -2],))),
        bad=(
            BadSample(
                ([True],),
                {},
                "Negation, the `-` operator, on a bool tensor is not supported. If you are trying "
                "to invert a mask, use the `~` or `logical_not()` operator instead.",
            ),
        ),
    ),
    OpSpec(
        name="abs",
        category="arithmetic",
        ports=A,
        infer=_infer_abs,
        forward=_abs,
        gradients=(lambda xp, g, a: g * xp.sign(a),),
        node_name="AbsBackward0",
        inplace=True,
        spelling="{a}.abs()",
        methods=("abs", "absolute", "__abs__"),
        functions=("abs", "absolute"),
        formula=r"\lvert a \rvert",
        gradient_formulas=(r"\operatorname{sgn}(a)",),
        gradient_texts=("∂out/∂a = sign(a), 0 at 0",),
        local=lambda inputs, out, params: (np.sign(inputs[0]),),
        title="Absolute value",
        help="The magnitude of each element.",
        keywords=("magnitude", "modulus"),
        samples=(Sample((X,)), Sample(([0.0, -1.0],)), Sample(([1, -2],))),
    ),
    OpSpec(
        name="pow",
        category="arithmetic",
        ports=A,
        params=(Param("exponent", "number", help="the exponent"),),
        infer=_infer_pow,
        forward=_pow,
        gradients=(_pow_gradient,),
        node_name="PowBackward0",
        overloads=True,
        inplace=True,
        spelling="{a} ** {exponent}",
        methods=("pow", "__pow__"),
        functions=("pow",),
        formula=r"a^{n}",
        gradient_formulas=(r"n\,a^{n-1}",),
        gradient_texts=("∂out/∂a = n · aⁿ⁻¹",),
        local=lambda inputs, out, params: (
            params["exponent"] * inputs[0] ** (params["exponent"] - 1)
            if params["exponent"]
            else np.zeros_like(inputs[0]),
        ),
        title="Power",
        help="The input raised to a fixed power.",
        keywords=("exponent", "square", "cube", "**"),
        samples=(
            Sample((X,), {"exponent": 2}),
            Sample((X,), {"exponent": 3.0}),
            Sample((POSITIVE,), {"exponent": -0.5}),
            Sample((X,), {"exponent": 0}),
            Sample(([1, 2],), {"exponent": 2}),
            Sample(([1, 2],), {"exponent": 0.5}),
        ),
        bad=(
            BadSample(
                ([2],),
                {"exponent": -1},
                "Integers to negative integer powers are not allowed.",
            ),
        ),
    ),
    OpSpec(
        name="pow_tensor",
        category="arithmetic",
        ports=(Port("a"), Port("b", argument="exponent")),
        inplace=True,
        infer=_infer_pow_tensor,
        promote="operands",
        broadcasts=True,
        forward=_pow_tensor,
        gradients=(_pow_base_gradient, _pow_exponent_gradient),
        node_name="PowBackward1",
        spelling="{a} ** {b}",
        methods=("pow", "__pow__"),
        functions=("pow",),
        formula=r"a^{b}",
        gradient_formulas=(r"b\,a^{b-1}", r"a^{b}\ln a"),
        gradient_texts=("∂out/∂a = b · aᵇ⁻¹", "∂out/∂b = out · ln a"),
        local=lambda inputs, out, params: (
            inputs[1] * inputs[0] ** (inputs[1] - 1),
            out * np.log(inputs[0]),
        ),
        title="Power of tensors",
        help="The first input raised to the power of the second.",
        keywords=("exponent", "**"),
        samples=(Sample((POSITIVE, ROW)), Sample((POSITIVE, POSITIVE))),
        bad=(BadSample((X, [1.0, 2.0]), {}, MISMATCH),),
    ),
    OpSpec(
        name="rpow",
        category="arithmetic",
        ports=A,
        params=(Param("base", "number", help="the number that is raised"),),
        infer=_infer_rpow,
        forward=lambda xp, a, base: _with_number(_power, base, a),
        gradients=(_rpow_gradient,),
        node_name="PowBackward2",
        arguments=_swapped,
        spelling="{base} ** {a}",
        functions=("pow",),
        formula=r"c^{a}",
        gradient_formulas=(r"c^{a}\ln c",),
        gradient_texts=("∂out/∂a = out · ln c",),
        local=lambda inputs, out, params: (out * np.log(params["base"]),),
        title="Power of number",
        help="A number raised to the power of the input.",
        keywords=("exponential", "**"),
        samples=(Sample((X,), {"base": 2.0}), Sample((X,), {"base": 3})),
    ),
)
