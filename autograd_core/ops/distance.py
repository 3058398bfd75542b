"""Distances and angles of vectors, and vectors of length 1."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from . import norms as norms  # whose entry is varied here
from .families import A
from .functional import do, spelled
from .shapes import broadcast, elementwise, normal_dim, reduced_shape
from .spec import REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[0.5, -1.0, 1.5], [0.25, 0.75, -2.0]]


# ---- composed --------------------------------------------------------------------------------


def _pairwise(a: Any, b: Any, p: float, eps: float, keepdim: bool) -> Any:
    away = do("add_number", a - b, other=eps)
    dim = max(a.ndim, b.ndim) - 1
    return do("norm_along", away, ord=p, dim=(dim,), keepdim=keepdim)


def _infer_pairwise(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    meta = elementwise(operands)
    return (Meta(reduced_shape(meta.shape, -1, params["keepdim"]), meta.dtype),)


def _cosine(a: Any, b: Any, dim: int, eps: float) -> Any:
    meta = elementwise([Meta(tuple(one.shape), one.dtype) for one in (a, b)])
    if not meta.dtype.is_floating_point:
        raise RuntimeError(
            "expected common dtype to be floating point, yet common dtype is "
            f"{meta.dtype.scalar_name}"
        )
    parts = []
    for one in (a, b):
        x = do("to", one, dtype=meta.dtype)
        if a.shape != b.shape:
            x = do("expand", x, size=meta.shape)
        length = do("vector_norm", x, ord=2, dim=(dim,), keepdim=True).clone()
        # Held above eps without the gradient's knowing.
        np.maximum(length._array, eps, out=length._array)
        length.storage().version += 1
        parts.append(x / length)
    return (parts[0] * parts[1]).sum(dim)


def _infer_cosine(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape = broadcast(operands[0].shape, operands[1].shape)
    normal_dim(params["dim"], len(shape))
    return (Meta(reduced_shape(shape, params["dim"], False), elementwise(operands).dtype),)


def _normalize(a: Tensor, p: float, dim: Any, eps: float) -> Any:
    x: Any = a
    length = do("vector_norm", x, ord=p, dim=dim, keepdim=True)
    return x / do("expand", length.clamp_min(eps), size=a._array.shape)


EPS = 1e-8

register(
    dataclasses.replace(
        REGISTRY["vector_norm"],
        name="norm_along",
        category="internal",
        node_name="NormBackward1",
        functions=(),
        samples=(),
        bad=(),
    ),
    OpSpec(
        name="pairwise_distance",
        category="loss",
        ports=(Port("a", argument="x1"), Port("b", argument="x2")),
        params=(
            Param("p", "float", 2.0, help="the exponent"),
            Param("eps", "float", 1e-6, help="added to the differences"),
            Param("keepdim", "bool", False, help="keep the last dimension with extent 1"),
        ),
        infer=_infer_pairwise,
        compose=_pairwise,
        spelling=spelled("pairwise_distance", "a", "b"),
        functions=("nn.functional.pairwise_distance", "pairwise_distance"),
        formula=r"\left( \sum_i |a_i - b_i|^p \right)^{1/p}",
        gradient_formulas=(r"\frac{a - b}{d}", r"\frac{b - a}{d}"),
        gradient_texts=("∂out/∂a = (a - b) / out for p = 2", "∂out/∂b = (b - a) / out for p = 2"),
        title="Pairwise distance",
        help="The distances of the vectors in the last dimension.",
        keywords=("norm", "euclidean", "metric"),
        samples=(
            Sample((X, Y)),
            Sample((X, Y), {"p": 3.0, "keepdim": True}),
            Sample((X[0], Y), {"p": 1.0}),
        ),
    ),
    OpSpec(
        name="cosine_similarity",
        category="loss",
        ports=(Port("a", argument="x1"), Port("b", argument="x2")),
        params=(
            Param("dim", "dim", 1, help="the dimension of the vectors"),
            Param("eps", "float", EPS, help="the least length"),
        ),
        infer=_infer_cosine,
        compose=_cosine,
        spelling=spelled("cosine_similarity", "a", "b"),
        functions=("nn.functional.cosine_similarity", "cosine_similarity"),
        formula=r"\frac{a \cdot b}{|a|\,|b|}",
        gradient_formulas=(
            r"\frac{1}{|a|} \left( \frac{b}{|b|} - c\,\frac{a}{|a|} \right)",
            r"\frac{1}{|b|} \left( \frac{a}{|a|} - c\,\frac{b}{|b|} \right)",
        ),
        gradient_texts=(
            "∂out/∂a = (b / |b| - out · a / |a|) / |a|",
            "∂out/∂b = (a / |a| - out · b / |b|) / |b|",
        ),
        title="Cosine similarity",
        help="The cosine of the angle between vectors.",
        keywords=("angle", "embedding"),
        samples=(Sample((X, Y)), Sample((X, Y), {"dim": 0}), Sample((X, Y[:1]), {"dim": -1})),
        bad=(
            BadSample(
                (X, Y),
                {"dim": 2},
                "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
                IndexError,
            ),
        ),
    ),
    OpSpec(
        name="normalize",
        category="normalization",
        ports=A,
        params=(
            Param("p", "float", 2.0, help="the exponent of the norm"),
            Param("dim", "dims", 1, help="the dimension of the vectors"),
            Param("eps", "float", 1e-12, help="the least length"),
        ),
        infer=lambda operands, params: (operands[0],),
        compose=_normalize,
        spelling=spelled("normalize", "a"),
        functions=("nn.functional.normalize",),
        formula=r"\frac{a}{|a|}",
        gradient_formulas=(r"\frac{1}{|a|} \left( g - \frac{a\,(a \cdot g)}{|a|^2} \right)",),
        gradient_texts=("(g - out · (out · g)) / |a|",),
        title="Normalize",
        help="Vectors divided by their length.",
        keywords=("unit", "length", "norm"),
        samples=(Sample((X,)), Sample((X,), {"p": 1.0, "dim": 0})),
    ),
)
