"""Softmax and its kin. As in PyTorch, their gradients are operations with Nodes of their own."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .checking import check_params
from .dispatch import call
from .families import A
from .operands import refused
from .reducing import check_kind
from .shapes import normal_dim
from .spec import (
    INTERNAL,
    REGISTRY,
    BadSample,
    Meta,
    OpSpec,
    Param,
    Port,
    Sample,
    register,
)

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
DIM = Param("dim", "dim", help="the dimension that sums to 1")
ANY_DIM = Param("dim", "dim", None, optional=True, help=DIM.help)
DTYPE = Param("dtype", "dtype", None, optional=True, help="convert to this type first")
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"

Params = Mapping[str, Any]

_largest: Any = np.maximum.reduce  # the methods of arrays go to these by way of Python
_total: Any = np.add.reduce


def _axis(dim: int, a: Any) -> int | None:
    place = normal_dim(dim, a.ndim)
    return place if a.ndim else None


def _shifted(a: Any, axis: int | None) -> Any:
    """The elements less the largest, so that no exponential overflows."""
    return a - _largest(a, axis=axis, keepdims=True) if a.size else a.copy()


def _computed(function: Any) -> Any:
    """The forward of ``function(shifted, axis)``; float16 is computed in float32."""

    def forward(xp: Any, a: Any, dim: int) -> Any:
        kind = a.dtype
        if kind.kind != "f":
            refused()
        axis = _axis(dim, a)
        if kind.itemsize == 2:
            return np.asarray(function(_shifted(a.astype(np.float32), axis), axis)).astype(kind)
        return function(_shifted(a, axis), axis)

    return forward


def _softmax(shifted: Any, axis: int | None) -> Any:
    powers = np.exp(shifted)
    return powers / _total(powers, axis=axis, keepdims=True)


def _log_softmax(shifted: Any, axis: int | None) -> Any:
    return shifted - np.log(_total(np.exp(shifted), axis=axis, keepdims=True))


def _infer(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        dim = normal_dim(params["dim"], len(shape))
        last = dim == max(len(shape), 1) - 1
        kernel = f"{name}_lastdim_kernel_impl" if last else f"{name}_kernel_impl"
        check_kind(operands[0], kernel)
        return (Meta(shape, dtype),)

    return infer


def _infer_whole(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        meta = Meta(operands[0].shape, params["dtype"] or operands[0].dtype)
        dim = _implicit_dim(len(meta.shape)) if params["dim"] is None else params["dim"]
        result: tuple[Meta, ...] = _infer(name)((meta,), {"dim": dim})
        return result

    return infer


def _sum(xp: Any, a: Any, dim: int) -> Any:
    return xp.sum(a, dim % a.ndim, keepdims=True) if a.ndim else a


# ---- the operations that Nodes are made of ---------------------------------------------------


SOFTMAX_RULE = (r"s_i\,([i = j] - s_j)", "∂outᵢ/∂aⱼ = outᵢ · ([i = j] - outⱼ)")
LOG_SOFTMAX_RULE = (r"[i = j] - s_j", "∂outᵢ/∂aⱼ = [i = j] - exp(outⱼ)")


def _kernel(
    name: str, function: Any, backward: str, node: str, formula: str, text: str
) -> OpSpec:
    return OpSpec(
        name=f"_{name}",
        category="internal",
        ports=A,
        params=(Param("dim", "dim"),),
        infer=_infer(name),
        forward=_computed(function),
        gradients=(lambda xp, g, out, dim: xp.apply(backward, g, out, dim=dim),),
        gradient_formulas=(formula,),
        gradient_texts=(text,),
        node_name=node,
    )


def _backward_kernel(name: str, forward: Any, rules: tuple[Any, Any], node: str) -> OpSpec:
    return OpSpec(
        name=name,
        category="internal",
        ports=(Port("grad_output"), Port("output")),
        params=(Param("dim", "dim"), Param("input_dtype", "dtype", None, optional=True)),
        infer=lambda operands, params: (operands[0],),
        forward=forward,
        gradients=rules,
        node_name=node,
        functions=(name,),
    )


def _softmax_gradient(xp: Any, g: Any, output: Any, dim: int, input_dtype: Any = None) -> Any:
    return output * (g - _sum(xp, g * output, dim))


def _softmax_second(xp: Any, g: Any, grad_output: Any, output: Any, dim: int) -> Any:
    return (
        grad_output * g
        - _sum(xp, output * grad_output, dim) * g
        - grad_output * _sum(xp, output * g, dim)
    )


def _log_softmax_gradient(xp: Any, g: Any, output: Any, dim: int, input_dtype: Any = None) -> Any:
    return g - xp.exp(output) * _sum(xp, g, dim)


register(
    _kernel(
        "softmax", _softmax, "_softmax_backward_data", "SoftmaxBackward0", *SOFTMAX_RULE
    ),
    _kernel(
        "log_softmax",
        _log_softmax,
        "_log_softmax_backward_data",
        "LogSoftmaxBackward0",
        *LOG_SOFTMAX_RULE,
    ),
    _backward_kernel(
        "_softmax_backward_data",
        _softmax_gradient,
        (
            lambda xp, g, output, dim: xp.apply("_softmax_backward_data", g, output, dim=dim),
            _softmax_second,
        ),
        "SoftmaxBackwardDataBackward0",
    ),
    _backward_kernel(
        "_log_softmax_backward_data",
        _log_softmax_gradient,
        (
            lambda xp, g, output, dim: g - _sum(xp, g * xp.exp(output), dim),
            lambda xp, g, grad_output, output, dim: (
                -(_sum(xp, grad_output, dim) * xp.exp(output) * g)
            ),
        ),
        "LogSoftmaxBackwardDataBackward0",
    ),
)


# ---- what users call -------------------------------------------------------------------------


def _implicit_dim(ndim: int) -> int:
    return 0 if ndim in (0, 1, 3) else 1


def _converted(a: Tensor, dtype: Any) -> Any:
    same = dtype is None or dtype is a.dtype
    return a if same else call(REGISTRY["to"], (a,), {"dtype": dtype})


def _compose(name: str, implicit: bool = False) -> Any:
    """``implicit``: as in ``nn.functional``, where the dimension may be left out."""
    kernel = INTERNAL["_log_softmax" if name == "log_softmax" else "_softmax"]

    def compose(a: Tensor, dim: int | None, dtype: Any) -> Any:
        if dim is None and implicit:
            warnings.warn(
                f"Implicit dimension choice for {name} has been deprecated. Change the call to "
                "include dim=X as an argument.",
                stacklevel=3,
            )
            dim = _implicit_dim(a.ndim)
        if dim.__class__ is not int:
            check_params(REGISTRY[name], {"dim": dim, "dtype": dtype})
        if name == "softmin":
            a = call(REGISTRY["neg"], (a,))
        return call(kernel, (_converted(a, dtype),), {"dim": dim})

    return compose


SAMPLES = (
    Sample((X,), {"dim": 1}),
    Sample((X,), {"dim": 0}),
    Sample((2.0,), {"dim": 0}),
)
BAD = (
    BadSample((X,), {"dim": 2}, RANGE, IndexError),
    BadSample(
        ([1, 2],),
        {"dim": 0},
        "\"softmax_lastdim_kernel_impl\" not implemented for 'Long'",
        NotImplementedError,
    ),
)

register(
    OpSpec(
        name="softmax",
        category="activation",
        ports=A,
        params=(DIM, DTYPE),
        infer=_infer_whole("softmax"),
        compose=_compose("softmax"),
        spelling="{a}.softmax({params})",
        methods=("softmax",),
        functions=("softmax", "special.softmax"),
        formula=r"\frac{e^{a_i}}{\sum_j e^{a_j}}",
        gradient_formulas=SOFTMAX_RULE[:1],
        gradient_texts=SOFTMAX_RULE[1:],
        title="Softmax",
        help="Exponentials scaled so that they sum to 1 along a dimension.",
        keywords=("probability", "activation", "classification", "normalize"),
        samples=SAMPLES,
        bad=BAD,
    ),
    OpSpec(
        name="log_softmax",
        category="activation",
        ports=A,
        params=(DIM, DTYPE),
        infer=_infer_whole("log_softmax"),
        compose=_compose("log_softmax"),
        spelling="{a}.log_softmax({params})",
        methods=("log_softmax",),
        functions=("log_softmax", "special.log_softmax"),
        formula=r"a_i - \log \sum_j e^{a_j}",
        gradient_formulas=LOG_SOFTMAX_RULE[:1],
        gradient_texts=LOG_SOFTMAX_RULE[1:],
        title="Log softmax",
        help="The logarithm of softmax, computed without overflow.",
        keywords=("log probability", "activation", "classification"),
        samples=SAMPLES,
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    OpSpec(
        name="softmin",
        category="activation",
        ports=A,
        params=(ANY_DIM, DTYPE),
        infer=_infer_whole("softmax"),
        compose=_compose("softmin", implicit=True),
        spelling="torch.nn.functional.softmin({a}, {params})",
        functions=("nn.functional.softmin",),
        formula=r"\frac{e^{-a_i}}{\sum_j e^{-a_j}}",
        gradient_formulas=(r"-s_i\,([i = j] - s_j)",),
        gradient_texts=("∂outᵢ/∂aⱼ = -outᵢ · ([i = j] - outⱼ)",),
        title="Softmin",
        help="Softmax of the negated elements: the smallest gets most.",
        keywords=("probability", "activation"),
        samples=SAMPLES,
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    *[
        OpSpec(
            name=f"{name}_implicit",
            category="internal",
            ports=A,
            params=(ANY_DIM, DTYPE),
            infer=_infer_whole(name),
            compose=_compose(name, implicit=True),
            functions=(f"nn.functional.{name}",),
        )
        for name in ("softmax", "log_softmax")
    ],
)
