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
    inner = xp.matmul(xp.reshape(weight, (o * i, j)), xp.transpose(b))
    inner = xp.reshape(inner, (o, i, b.shape[0])) * xp.expand_dims(xp.transpose(g), 1)
    return xp.transpose(xp.sum(inner, 0))


def _trilinear_weight(xp: Any, g: Any, a: Any, b: Any, weight_shape: Any) -> Any:
    o, i, _ = weight_shape
    outer = xp.expand_dims(xp.transpose(g), 1) * xp.expand_dims(xp.transpose(a), 0)
    flat = xp.matmul(xp.reshape(outer, (o * i, a.shape[0])), b)
    return xp.reshape(flat, weight_shape)


def _trilinear_b(xp: Any, g: Any, a: Any, weight: Any) -> Any:
    return _trilinear_a(xp, g, xp.swapaxes(weight, 1, 2), a)


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
        gradients=(_trilinear_a, _trilinear_weight, _trilinear_b),
        node_name="TrilinearBackward0",
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
