"""Triangles of matrices, and their traces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from .families import A
from .operands import refused
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
S = [[2.0, -1.0], [0.5, 3.0]]
V = [2.0, -1.0, 0.5]

Params = Mapping[str, Any]
Function = Callable[..., Any]


def _triangle(name: str, function: Function, which: str) -> OpSpec:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        if len(operands[0].shape) < 2:
            raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")
        return (operands[0],)

    return OpSpec(
        name=name,
        category="matrix",
        ports=A,
        params=(Param("diagonal", "int", 0, help="the diagonal to start from"),),
        infer=infer,
        forward=lambda xp, a, diagonal: function(a, diagonal) if a.ndim > 1 else refused(),
        gradients=(lambda xp, g, diagonal: xp.apply(name, g, diagonal=diagonal),),
        node_name=f"{name.capitalize()}Backward0",
        inplace=True,
        spelling=f"{{a}}.{name}({{params}})",
        methods=(name,),
        functions=(name,),
        formula=rf"\operatorname{{{name}}} A",
        gradient_formulas=(rf"\operatorname{{{name}}} G",),
        gradient_texts=("the gradient in the triangle, else 0",),
        title=f"{which.capitalize()} triangle",
        help=f"The matrix with zeros where it is not in its {which} triangle.",
        keywords=("triangular", "matrix", "mask"),
        samples=(Sample((X,)), Sample(([S, S],), {"diagonal": -1})),
        bad=(BadSample((V,), {}, f"{name}: input tensor must have at least 2 dimensions"),),
    )


def _infer_trace(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if len(shape) != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {len(shape)}")
    whole = dtype.is_floating_point
    return (Meta((), dtype if whole else int64),)


def _trace(xp: Any, a: Any) -> Any:
    if a.ndim != 2:
        refused()
    wide = np.dtype("int64") if a.dtype.kind != "f" else a.dtype
    return np.trace(a, dtype=wide)


def _untrace(xp: Any, g: Any, a_shape: tuple[int, ...]) -> Any:
    rows, columns = a_shape
    flat = xp.zeros_shaped(g, (rows * columns,))
    places = xp.places(np.arange(min(rows, columns)) * (columns + 1))
    return xp.reshape(xp.apply("index_fill_tensor", flat, places, g, dim=0), a_shape)


register(
    _triangle("tril", np.tril, "lower"),
    _triangle("triu", np.triu, "upper"),
    OpSpec(
        name="trace",
        category="matrix",
        ports=A,
        infer=_infer_trace,
        forward=_trace,
        gradients=(_untrace,),
        node_name="TraceBackward0",
        spelling="{a}.trace()",
        methods=("trace",),
        functions=("trace",),
        formula=r"\operatorname{tr} A",
        gradient_formulas=(r"I",),
        gradient_texts=("∂out/∂aᵢⱼ = 1 on the diagonal, else 0",),
        title="Trace",
        help="The sum of the diagonal of a matrix.",
        keywords=("diagonal", "sum"),
        samples=(Sample((X,)), Sample(([[1, 2], [3, 4]],))),
        bad=(BadSample((V,), {}, "trace: expected a matrix, but got tensor with dim 1"),),
    ),
)
