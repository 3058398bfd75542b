"""What linear layers compute, made from products of matrices exactly as in PyTorch."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import do, spelled
from .spec import BadSample, Meta, OpSpec, Port, Sample, register

Params = Mapping[str, Any]

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
W = [[0.5, 1.0, -1.0], [2.0, 0.25, 0.5]]


# ---- linear ----------------------------------------------------------------------------------


def _linear(a: Tensor, weight: Tensor, bias: Tensor | None) -> Any:
    if not a.ndim or not weight.ndim:
        raise RuntimeError(
            f"both arguments to linear need to be at least 1D, but they are {a.ndim}D and "
            f"{weight.ndim}D"
        )
    factors = do("t", weight)
    if bias is None:
        return do("matmul", a, factors)
    if a.ndim == 2:
        return do("addmm", bias, a, factors)
    if a._array.flags.c_contiguous and weight.ndim == 2 and (a.ndim == 3 or bias.ndim == 1):
        shape = a._array.shape
        rows = do("reshape", a, shape=(math.prod(shape[:-1]), shape[-1]))
        result = do("addmm", bias, rows, factors)
        return result.view((*shape[:-1], result.shape[1]))
    return do("matmul", a, factors) + bias


def _infer_linear(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, weight = operands[:2]
    if not a.shape or not weight.shape:
        raise RuntimeError(
            f"both arguments to linear need to be at least 1D, but they are {len(a.shape)}D and "
            f"{len(weight.shape)}D"
        )
    if a.shape[-1] != weight.shape[-1]:
        rows = math.prod(a.shape[:-1])
        columns = weight.shape[0] if len(weight.shape) > 1 else 1
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({rows}x{a.shape[-1]} and "
            f"{weight.shape[-1]}x{columns})"
        )
    return (Meta((*a.shape[:-1], *weight.shape[:-1]), a.dtype),)


# ---- bilinear --------------------------------------------------------------------------------


def _folded(xp: Any, a: Any, weight: Any, b: Any) -> Any:
    """``sum over j of weight[o, i, j] * b[n, j]``, times ``a[n, i]``, in the order (o, i, n)."""
    o, i, j = weight.shape
    inner = xp.matmul(xp.reshape(weight, (o * i, j)), xp.transpose(b))
    return xp.reshape(inner, (o, i, b.shape[0])) * xp.expand_dims(xp.transpose(a), 0)


def _trilinear(xp: Any, a: Any, weight: Any, b: Any) -> Any:
    return np.ascontiguousarray(np.sum(_folded(xp, a, weight, b), 1).T)


def _trilinear_a(xp: Any, g: Any, weight: Any, b: Any) -> Any:
    o, i, j = weight.shape
    inner = weight.reshape(o * i, j) @ b.T
    inner = inner.reshape(o, i, b.shape[0]) * g.T[:, None]
    return np.ascontiguousarray(inner.sum(0).T)


def _trilinear_weight(xp: Any, a: Any, g: Any, b: Any) -> Any:
    outer = g.T[:, None] * a.T[None]
    flat = outer.reshape(g.shape[1] * a.shape[1], a.shape[0]) @ b
    return flat.reshape(g.shape[1], a.shape[1], b.shape[1])


def _trilinear_b(xp: Any, a: Any, weight: Any, g: Any) -> Any:
    return _trilinear_a(xp, g, weight.swapaxes(1, 2), a)


def _trilinear_backward(name: str, forward: Any, meta: Any, *rules: Any) -> OpSpec:
    return OpSpec(
        name=name,
        category="internal",
        ports=(Port("a"), Port("b"), Port("c")),
        infer=lambda operands, params: (Meta(meta(*operands), operands[0].dtype),),
        forward=forward,
        gradients=rules,
        node_name="TrilinearBackward0",
    )


def _bilinear(a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | None) -> Any:
    metas = [
        None if one is None else Meta(one._array.shape, one.dtype) for one in (a, b, weight, bias)
    ]
    (meta,) = _infer_bilinear(metas, {})
    rows = math.prod(meta.shape[:-1])
    flat = [do("reshape", one, shape=(rows, one._array.shape[-1])) for one in (a, b)]
    result = do("reshape", do("trilinear", flat[0], weight, flat[1]), shape=meta.shape)
    return result if bias is None else result + bias


def _infer_bilinear(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b, weight, bias = operands
    if len(a.shape) != len(b.shape):
        raise RuntimeError(
            f"bilinear(): input dimensions do not match: got {len(a.shape)} and {len(b.shape)}"
        )
    for place, (one, other) in enumerate(zip(a.shape[:-1], b.shape[:-1], strict=True)):
        if one != other:
            raise RuntimeError(
                f"bilinear(): input batch dimensions do not match at dim {place}: got {one} and "
                f"{other}"
            )
    for number, (one, axis) in enumerate(((a, 1), (b, 2)), 1):
        if one.shape[-1] != weight.shape[axis]:
            raise RuntimeError(
                f"bilinear(): input{number} size does not match weight size: got {one.shape[-1]} "
                f"but expected {weight.shape[axis]}"
            )
    if bias is not None and bias.shape[0] != weight.shape[0]:
        raise RuntimeError(
            f"bilinear(): bias size does not match weight size: got {bias.shape[0]} but expected "
            f"{weight.shape[0]}"
        )
    return (Meta((*a.shape[:-1], weight.shape[0]), a.dtype),)


BIAS = Port("bias", optional=True, help="what is added to each output")

register(
    OpSpec(
        name="linear",
        category="layer",
        ports=(Port("a"), Port("weight", help="a row of factors for each output"), BIAS),
        infer=_infer_linear,
        compose=_linear,
        spelling=spelled("linear", "a", "weight", "bias", params=False),
        functions=("nn.functional.linear",),
        formula=r"A W^{\top} + b",
        gradient_formulas=(r"G W", r"G^{\top} A", r"\sum_i G_i"),
        gradient_texts=("g @ weight", "gᵀ @ a", "g summed over the rows"),
        title="Linear",
        help="The input times the transposed weights, plus the bias.",
        keywords=("dense", "fully connected", "affine", "layer"),
        samples=(
            Sample((X, W, [0.5, -1.0])),
            Sample((X, W, None)),
            Sample(([X, X], W, [0.5, -1.0])),
            Sample((X[0], W, [0.5, -1.0])),
            Sample((X[0], W, None)),
        ),
        bad=(
            BadSample(
                (X, [[1.0, 2.0]], None),
                {},
                "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x1)",
            ),
            BadSample(
                (1.0, W, None),
                {},
                "both arguments to linear need to be at least 1D, but they are 0D and 2D",
            ),
        ),
    ),
    OpSpec(
        name="trilinear",
        category="internal",
        ports=(Port("a"), Port("weight"), Port("b")),
        infer=lambda operands, params: (
            Meta((operands[0].shape[0], operands[1].shape[0]), operands[0].dtype),
        ),
        forward=_trilinear,
        gradients=(
            lambda xp, g, weight, b: xp.trilinear_a(g, weight, b),
            lambda xp, g, a, b: xp.trilinear_weight(a, g, b),
            lambda xp, g, a, weight: xp.trilinear_b(a, weight, g),
        ),
        node_name="TrilinearBackward0",
    ),
    _trilinear_backward(
        "trilinear_a",
        _trilinear_a,
        lambda g, weight, b: (g.shape[0], weight.shape[1]),
        lambda xp, g, b, c: xp.apply("trilinear", g, b, c),
        lambda xp, g, a, c: xp.trilinear_weight(g, a, c),
        lambda xp, g, a, b: xp.trilinear_b(g, b, a),
    ),
    _trilinear_backward(
        "trilinear_weight",
        _trilinear_weight,
        lambda a, g, b: (g.shape[1], a.shape[1], b.shape[1]),
        lambda xp, g, b, c: xp.trilinear_a(b, g, c),
        lambda xp, g, a, c: xp.apply("trilinear", a, g, c),
        lambda xp, g, a, b: xp.trilinear_b(a, g, b),
    ),
    _trilinear_backward(
        "trilinear_b",
        _trilinear_b,
        lambda a, weight, g: (g.shape[0], weight.shape[2]),
        lambda xp, g, b, c: xp.trilinear_a(c, b, g),
        lambda xp, g, a, c: xp.trilinear_weight(a, c, g),
        lambda xp, g, a, b: xp.apply("trilinear", a, b, g),
    ),
    OpSpec(
        name="bilinear",
        category="layer",
        ports=(
            Port("a", argument="input1"),
            Port("b", argument="input2"),
            Port("weight", help="a matrix of factors for each output"),
            BIAS,
        ),
        infer=_infer_bilinear,
        compose=_bilinear,
        spelling=spelled("bilinear", "a", "b", "weight", "bias", params=False),
        functions=("nn.functional.bilinear", "bilinear"),
        formula=r"a^{\top} W b + c",
        gradient_formulas=(r"W b\,g", r"W^{\top} a\,g", r"g\,a\,b^{\top}", r"\sum_i G_i"),
        gradient_texts=("W b · g", "Wᵀ a · g", "g · a ⊗ b", "g summed over the rows"),
        title="Bilinear",
        help="A form that is linear in each of two inputs, for each output.",
        keywords=("layer", "product"),
        samples=(
            Sample((X, W, [[[1.0, 0.5, 2.0], [0.0, 1.0, -1.0], [0.5, 0.25, 1.0]]], [0.5])),
            Sample((X[0], W[0], [[[1.0, 0.5, 2.0], [0.0, 1.0, -1.0], [0.5, 0.25, 1.0]]], None)),
        ),
        bad=(
            BadSample(
                (X, X[0], [[[1.0]]], None),
                {},
                "bilinear(): input dimensions do not match: got 2 and 1",
            ),
        ),
    ),
)
