"""Tensors like others, uninitialised memory, index triangles, and fills.

What PyTorch leaves uninitialised is zero here, so that runs can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..arrays import strided
from ..construct import array_from_data
from ..dtypes import default_dtype, int32, int64
from .creation import DTYPE, REQUIRES_GRAD, checked_size, creation, filled, like, sized
from .families import A, infer_same
from .keywords import formatted_anew, numeric_formatted
from .operands import no_kernel
from .pointwise import zero
from .shapes import Shape
from .spec import REQUIRED, BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

SIZE = Param("size", "shape", REQUIRED, varargs=True, help="the extent of each dimension")
FIXED = Param("size", "shape", help="the extent of each dimension")
STRIDE = Param("stride", "shape", help="the distance between neighbours in each dimension")
VALUE = Param("fill_value", "number", help="the value of every element")


def _shape(size: Any) -> Shape:
    return (size,) if isinstance(size, int) else tuple(size)


# ---- uninitialised ---------------------------------------------------------------------------


def _check_strides(size: Shape, stride: Shape) -> None:
    """Raise RuntimeError for strides that do not fit a size."""
    if len(size) != len(stride):
        raise RuntimeError(
            f"dimensionality of sizes ({len(size)}) must match dimensionality of strides "
            f"({len(stride)})"
        )
    checked_size("empty_strided", size)
    if any(step < 0 for step in stride):
        raise RuntimeError(
            f"Storage size calculation overflowed with sizes={list(size)} and "
            f"strides={list(stride)}"
        )


def _infer_strided(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    size = _shape(params["size"])
    _check_strides(size, _shape(params["stride"]))
    if operands:
        return (Meta(size, params["dtype"] or operands[0].dtype),)
    return (Meta(size, params["dtype"] or default_dtype()),)


def _strided(size: Any, stride: Any, kind: Any) -> Any:
    size, stride = _shape(size), _shape(stride)
    extent = 1 + sum((n - 1) * step for n, step in zip(size, stride, strict=True))
    return strided(np.zeros(0 if 0 in size else extent, kind), size, stride, 0)


def _infer_permuted(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    size, layout = _shape(params["size"]), _shape(params["physical_layout"])
    if len(size) != len(layout):
        raise RuntimeError(
            "Number of dimensions in size does not match the length of the physical_layout; i.e. "
            f"len(size) = {len(size)} is not equal to len(physical_layout) = {len(layout)}"
        )
    for place, dim in enumerate(layout):
        if not 0 <= dim < len(size):
            raise RuntimeError(
                f"Dimension out of range (expected to be between 0 and {len(size) - 1}, but got "
                f"{dim} at index {place}).  NB: negative dims not currently supported; file an "
                "issue if you want it."
            )
        if dim in layout[:place]:
            raise RuntimeError("Duplicate dim not allowed")
    return (Meta(checked_size("empty", size), params["dtype"] or default_dtype()),)


def _permuted(xp: Any, size: Any, physical_layout: Any, dtype: Any, **_: Any) -> Any:
    size, layout = _shape(size), _shape(physical_layout)
    memory = np.zeros([size[dim] for dim in layout], (dtype or default_dtype()).numpy)
    return memory.transpose(np.argsort(layout)) if layout else memory


# ---- like another tensor's type --------------------------------------------------------------


def _infer_new(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    size = checked_size(params.get("name", ""), params["size"])
    return (Meta(size, params["dtype"] or operands[0].dtype),)


def _new(name: str, value: Any, title: str, help: str, **fields: Any) -> OpSpec:
    """A method that makes a tensor of the type of its own: ``x.new_zeros(2, 3)``."""

    def forward(xp: Any, a: Any, size: Any, dtype: Any, **params: Any) -> Any:
        made = np.empty(_shape(size), a.dtype if dtype is None else dtype.numpy)
        return filled(made, params.get("fill_value", value))

    defaults: dict[str, Any] = {
        "ports": A,
        "params": (SIZE, DTYPE, REQUIRES_GRAD),
        "infer": _infer_new,
        "forward": forward,
        "gradients": (None,),
        "functions": (),
        "methods": (name,),
        "spelling": f"{{a}}.{name}({{params}})",
        "formula": r"c",
        "gradient_formulas": (None,),
        "gradient_texts": (None,),
        "title": title,
        "help": help,
        "keywords": ("like", "same type"),
        "samples": (Sample(([1.0, 2.0],), {"size": (2, 3)}), Sample(([1],), {"size": ()})),
    }
    return creation(name, **{**defaults, **fields})


def _infer_new_tensor(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    dtype = params["dtype"] or operands[0].dtype
    return (Meta(array_from_data(params["data"], dtype).shape, dtype),)


def _new_tensor(xp: Any, a: Any, data: Any, dtype: Any, **_: Any) -> Any:
    values = array_from_data(data, None, "tensor.new_tensor")
    return values.astype(a.dtype if dtype is None else dtype.numpy, copy=False)


# ---- triangles -------------------------------------------------------------------------------


def _infer_triangle(name: str) -> Callable[[Sequence[Any], Params], tuple[Meta, ...]]:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        dtype = params["dtype"] or int64
        for extent in ("row", "col"):
            if params[extent] < 0:
                raise RuntimeError(f"{extent} must be non-negative, got{params[extent]}")
        if dtype not in (int32, int64):
            raise no_kernel(name, dtype)
        return (Meta(_triangle(name, **params).shape, dtype),)

    return infer


def _triangle(name: str, row: int, col: int, offset: int, dtype: Any, **_: Any) -> Any:
    indices = np.tril_indices if name == "tril_indices" else np.triu_indices
    return np.array(indices(row, offset, col), (dtype or int64).numpy)


def _triangle_spec(name: str, where: str, title: str) -> OpSpec:
    return creation(
        name,
        params=(
            Param("row", "int", help="rows"),
            Param("col", "int", help="columns"),
            Param("offset", "int", 0, help="the diagonal to start at"),
            DTYPE,
            REQUIRES_GRAD,
        ),
        infer=_infer_triangle(name),
        forward=lambda xp, **params: _triangle(name, **params),
        title=title,
        help=f"Rows and columns of the elements {where} the diagonal of a matrix.",
        keywords=("triangle", "matrix", "positions"),
        samples=(
            Sample((), {"row": 3, "col": 3}),
            Sample((), {"row": 2, "col": 4, "offset": 1}),
        ),
        bad=(BadSample((), {"row": -1, "col": 2}, "row must be non-negative, got-1"),),
    )


# ---- fill ------------------------------------------------------------------------------------


def _infer_fill(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if operands[1].shape:
        raise RuntimeError(
            "fill_ only supports 0-dimension value tensor but got tensor with "
            f"{len(operands[1].shape)} dimensions."
        )
    return (operands[0],)


def _fill(name: str, **fields: Any) -> OpSpec:
    """A copy of a tensor with every element set; ``fill_`` is in ``copying.py``."""
    return OpSpec(
        name=name,
        category="copy",
        functions=("fill",),
        keywords=("constant", "full"),
        **fields,
    )


register(
    sized(
        "empty",
        lambda xp, size, dtype, **_: np.zeros(_shape(size), (dtype or default_dtype()).numpy),
        wrap=formatted_anew,
        title="Empty",
        help="A tensor whose values do not matter yet.",
        keywords=("uninitialized", "memory"),
        bad=(
            BadSample(
                (),
                {"size": (2, -1)},
                "Trying to create tensor with negative dimension -1: [2, -1]",
            ),
        ),
    ),
    creation(
        "empty_strided",
        params=(FIXED, STRIDE, DTYPE, REQUIRES_GRAD),
        infer=_infer_strided,
        forward=lambda xp, size, stride, dtype, **_: _strided(
            size, stride, (dtype or default_dtype()).numpy
        ),
        title="Empty with strides",
        help="A tensor with given strides, whose values do not matter yet.",
        keywords=("uninitialized", "memory", "stride"),
        bad=(
            BadSample(
                (),
                {"size": (2, 3), "stride": (1,)},
                "dimensionality of sizes (2) must match dimensionality of strides (1)",
            ),
        ),
    ),
    creation(
        "empty_permuted",
        params=(
            FIXED,
            Param("physical_layout", "shape", help="the dimensions, the outermost first"),
            DTYPE,
            REQUIRES_GRAD,
        ),
        infer=_infer_permuted,
        forward=_permuted,
        title="Empty with an order of dimensions",
        help="A tensor whose dimensions lie in memory in a given order.",
        keywords=("uninitialized", "memory", "layout"),
        bad=(
            BadSample((), {"size": (2, 3), "physical_layout": (0, 0)}, "Duplicate dim not allowed"),
        ),
    ),
    like(
        "empty_like",
        lambda array: filled(array, 0),
        "Empty like",
        "A tensor of the shape and type of the input, whose values do not matter yet.",
        samples=(),
    ),
    like(
        "full_like",
        lambda array, fill_value: filled(array, fill_value),
        "Full like",
        "A tensor of the shape and type of the input, filled with one value.",
        params=(VALUE,),
        wrap=numeric_formatted,
        samples=(
            Sample(([[1.0, 2.0]],), {"fill_value": 2.5}),
            Sample(([1, 2],), {"fill_value": 3}),
        ),
    ),
    _new("new_zeros", 0, "New zeros", "A tensor of the type of the input, filled with 0."),
    _new("new_ones", 1, "New ones", "A tensor of the type of the input, filled with 1."),
    _new(
        "new_empty",
        0,
        "New empty",
        "A tensor of the type of the input, whose values do not matter yet.",
        samples=(),
    ),
    _new(
        "new_full",
        None,
        "New full",
        "A tensor of the type of the input, filled with one value.",
        params=(FIXED, VALUE, DTYPE, REQUIRES_GRAD),
        samples=(Sample(([1.0],), {"size": (2,), "fill_value": 2.5}),),
    ),
    _new(
        "new_empty_strided",
        0,
        "New empty with strides",
        "A tensor of the type of the input with given strides.",
        params=(FIXED, STRIDE, DTYPE, REQUIRES_GRAD),
        infer=_infer_strided,
        forward=lambda xp, a, size, stride, dtype, **_: _strided(
            size, stride, a.dtype if dtype is None else dtype.numpy
        ),
        samples=(),
    ),
    _new(
        "new_tensor",
        None,
        "New tensor",
        "A tensor of the type of the input with the values that are written.",
        params=(Param("data", "data", help="numbers, nested lists"), DTYPE, REQUIRES_GRAD),
        infer=_infer_new_tensor,
        checked=False,
        forward=_new_tensor,
        samples=(Sample(([1.0],), {"data": [[1, 2], [3, 4]]}),),
    ),
    creation(
        "scalar_tensor",
        params=(Param("s", "number", help="the value"), DTYPE, REQUIRES_GRAD),
        infer=lambda operands, params: (Meta((), params["dtype"] or default_dtype()),),
        forward=lambda xp, s, dtype, **_: filled(np.empty((), (dtype or default_dtype()).numpy), s),
        title="Scalar tensor",
        help="A tensor without dimensions that holds one number.",
        keywords=("number", "zero-dimensional"),
        samples=(Sample((), {"s": 2.5}), Sample((), {"s": 3, "dtype": int64})),
    ),
    _triangle_spec("tril_indices", "on and below", "Indices of the lower triangle"),
    _triangle_spec("triu_indices", "on and above", "Indices of the upper triangle"),
    _fill(
        "fill",
        ports=A,
        params=(Param("value", "number", help="the value of every element"),),
        infer=infer_same,
        forward=lambda xp, a, value: filled(np.empty_like(a), value),
        gradients=(zero,),
        node_name="FillBackward0",
        spelling="torch.fill({a}, {value})",
        formula=r"c",
        gradient_formulas=(r"0",),
        gradient_texts=("∂out/∂a = 0",),
        title="Fill",
        help="A tensor like the input in which every element is one number.",
        samples=(Sample(([1.0, 2.0],), {"value": 3.5}), Sample(([1, 2],), {"value": 3})),
    ),
    _fill(
        "fill_tensor",
        ports=(Port("a"), Port("b", argument="value")),
        infer=_infer_fill,
        checked=True,
        forward=lambda xp, a, b: filled(np.empty_like(a), b),
        gradients=(zero, lambda xp, g, b_dtype: xp.astype(xp.sum(g), b_dtype)),
        node_name="FillBackward1",
        spelling="torch.fill({a}, {b})",
        formula=r"b",
        gradient_formulas=(r"0", r"1"),
        gradient_texts=("∂out/∂a = 0", "∂out/∂b = 1, summed"),
        title="Fill from tensor",
        help="A tensor like the input in which every element is that of another tensor.",
        samples=(Sample(([1.0, 2.0], 3.5)),),
        bad=(
            BadSample(
                ([1.0], [1.0]),
                {},
                "fill_ only supports 0-dimension value tensor but got tensor with 1 dimensions.",
            ),
        ),
    ),
)
