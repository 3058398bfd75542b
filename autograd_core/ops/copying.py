"""Copies, conversions and plain writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType, from_numpy
from ..inference import mark
from ..tensor import Tensor
from .casts import all_forms, contiguous_forms
from .dispatch import call
from .families import A, infer_same
from .keywords import formatted
from .overflow import stored
from .shapes import broadcast
from .spec import INTERNAL, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]


def _detach(a: Tensor) -> Tensor:
    result = Tensor(a._array)
    result._storage = a.storage()
    mark([result], a)
    return result


def _contiguous(a: Tensor) -> Any:
    return a if a._array.flags.c_contiguous else call(INTERNAL["contiguous_clone"], (a,))


def _to(a: Tensor, dtype: DType) -> Any:
    if a.dtype is dtype:
        return a
    source = a if dtype.is_floating_point else _detach(a)  # integers carry no gradient
    return call(INTERNAL["to_copy"], (source,), {"dtype": dtype})


def _infer_to(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    return (Meta(operands[0].shape, params["dtype"]),)


def cast(array: Any, dtype: np.dtype[Any]) -> Any:
    """An array with another element type; floats are cut towards zero as C does."""
    return array.astype(dtype)


def _infer_copy(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    target, source = operands
    if not isinstance(source, Meta):
        return (target,)
    shape = broadcast(target.shape, source.shape)
    if shape != target.shape:
        raise RuntimeError(
            f"output with shape {list(target.shape)} doesn't match the broadcast shape "
            f"{list(shape)}"
        )
    return (target,)


def _copy(xp: Any, a: Any, b: Any) -> Any:
    return np.broadcast_to(b, a.shape).astype(a.dtype)


def _infer_fill(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    value = operands[1]
    if value.shape:
        raise RuntimeError(
            "fill_ only supports 0-dimension value tensor but got tensor with "
            f"{len(value.shape)} dimensions."
        )
    return (operands[0],)


def _writing(name: str, node_name: str, **fields: Any) -> OpSpec:
    """An operation that exists in place only."""
    defaults: dict[str, Any] = {
        "category": "copy",
        "mutates": True,
        "ports": A,
        "infer": infer_same,
        "node_name": node_name,
        "methods": (name,),
        "functions": (),
        "spelling": f"{{a}}.{name}({{params}})",
        "keywords": ("in-place", "write"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


register(
    OpSpec(
        name="clone",
        category="copy",
        ports=A,
        infer=infer_same,
        forward=lambda xp, a: a.copy("C" if 0 in a.strides else "K"),
        gradients=(lambda xp, g: g,),
        node_name="CloneBackward0",
        spelling="{a}.clone()",
        methods=("clone",),
        wrap=formatted,
        functions=("clone",),
        formula=r"a",
        gradient_formulas=(r"1",),
        gradient_texts=("∂out/∂a = 1",),
        local=lambda inputs, out, params: (1.0,),
        title="Clone",
        help="A copy with memory of its own, through which gradients flow.",
        keywords=("copy", "duplicate"),
        samples=(Sample((X,)), Sample(([1, 2],))),
    ),
    OpSpec(
        name="contiguous_clone",
        category="internal",
        ports=A,
        infer=infer_same,
        forward=lambda xp, a: a.copy(),
        gradients=(lambda xp, g: g,),
        node_name="CloneBackward0",
    ),
    OpSpec(
        name="detach",
        category="copy",
        ports=A,
        infer=infer_same,
        compose=_detach,
        spelling="{a}.detach()",
        methods=("detach",),
        functions=("detach",),
        formula=r"a",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Detach",
        help="The same values outside the graph, sharing memory: no gradient flows back.",
        keywords=("stop", "gradient", "cut"),
        samples=(Sample((X,)),),
    ),
    OpSpec(
        name="contiguous",
        category="copy",
        ports=A,
        infer=infer_same,
        compose=_contiguous,
        spelling="{a}.contiguous()",
        methods=("contiguous",),
        wrap=contiguous_forms,
        formula=r"a",
        gradient_formulas=(r"1",),
        gradient_texts=("∂out/∂a = 1",),
        title="Contiguous",
        help="The tensor itself if its elements lie in row-major order, else a copy that does.",
        keywords=("copy", "layout"),
        samples=(Sample((X,)),),
    ),
    OpSpec(
        name="to",
        category="copy",
        ports=A,
        params=(Param("dtype", "dtype", help="the element type"),),
        infer=_infer_to,
        compose=_to,
        spelling="{a}.to({params})",
        methods=("to",),
        wrap=all_forms,
        formula=r"a",
        gradient_formulas=(r"1",),
        gradient_texts=("∂out/∂a = 1",),
        title="To type",
        help="The values with another element type.",
        keywords=("cast", "convert", "dtype", "float", "double", "int"),
        samples=(
            Sample((X,), {"dtype": from_numpy(np.dtype("f8"))}),
            Sample((X,), {"dtype": from_numpy(np.dtype("f4"))}),
            Sample((X,), {"dtype": from_numpy(np.dtype("i8"))}),
        ),
    ),
    OpSpec(
        name="to_copy",
        category="internal",
        ports=A,
        params=(Param("dtype", "dtype"),),
        infer=_infer_to,
        forward=lambda xp, a, dtype: cast(a, dtype.numpy),
        gradients=(lambda xp, g, a_dtype: xp.astype(g, a_dtype),),
        node_name="ToCopyBackward0",
    ),
    _writing(
        "zero_",
        "ZeroBackward0",
        forward=lambda xp, a: np.zeros_like(a),
        gradients=(lambda xp, g: xp.zeros_like(g),),
        formula=r"0",
        gradient_formulas=(r"0",),
        gradient_texts=("∂out/∂a = 0",),
        title="Zero in place",
        help="Every element becomes 0.",
    ),
    _writing(
        "fill_",
        "FillBackward2",
        params=(Param("value", "number", help="the value of every element"),),
        forward=lambda xp, a, value: np.full(a.shape, stored(value, a.dtype)),
        gradients=(lambda xp, g: xp.zeros_like(g),),
        formula=r"c",
        gradient_formulas=(r"0",),
        gradient_texts=("∂out/∂a = 0",),
        title="Fill in place",
        help="Every element becomes one number.",
    ),
    _writing(
        "fill_tensor_",
        "FillBackward3",
        ports=(Port("a"), Port("b", argument="value")),
        infer=_infer_fill,
        checked=True,
        forward=_copy,
        gradients=(
            lambda xp, g: xp.zeros_like(g),
            lambda xp, g, b_dtype: xp.astype(xp.unbroadcast(g, ()), b_dtype),
        ),
        methods=("fill_",),
        spelling="{a}.fill_({b})",
        formula=r"b",
        gradient_formulas=(r"0", r"1"),
        gradient_texts=("∂out/∂a = 0", "∂out/∂b = 1, summed"),
        title="Fill from tensor in place",
        help="Every element becomes the value of a zero-dimensional tensor.",
    ),
    _writing(
        "copy_",
        "torch::autograd::CopyBackwards",
        ports=(Port("a"), Port("b", number=True)),
        infer=_infer_copy,
        checked=True,
        forward=_copy,
        gradients=(
            lambda xp, g: xp.zeros_like(g),
            lambda xp, g, b_shape, b_dtype: xp.astype(xp.unbroadcast(g, b_shape), b_dtype),
        ),
        spelling="{a}.copy_({b})",
        formula=r"b",
        gradient_formulas=(r"0", r"1"),
        gradient_texts=("∂out/∂a = 0", "∂out/∂b = 1"),
        title="Copy in place",
        help="The elements of another tensor are written into this one.",
        bad=(
            BadSample(
                (X, [1.0, 2.0]),
                {},
                "The size of tensor a (3) must match the size of tensor b (2) at non-singleton "
                "dimension 1",
            ),
        ),
    ),
)
