"""Operations that make tensors from nothing: literals, constants, ranges, random numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..construct import array_from_data
from ..dtypes import DType, default_dtype, float64, from_numpy, number_dtype
from ..random import current_generator
from .families import A
from .keywords import drawing, formatted, numeric
from .shapes import Shape
from .spec import REQUIRED, BadSample, Meta, OpSpec, Param, Sample, register

DTYPE = Param("dtype", "dtype", None, optional=True, keyword_only=True, help="element type")
REQUIRES_GRAD = Param(
    "requires_grad", "bool", False, keyword_only=True, help="whether operations are recorded"
)
SIZE = Param("size", "shape", REQUIRED, varargs=True, help="the extent of each dimension")


def _shape(size: Any) -> Shape:
    return (size,) if isinstance(size, int) else tuple(size)


def checked_size(name: str, size: Any) -> Shape:
    """A shape without negative extents. Raises RuntimeError."""
    shape = _shape(size)
    for extent in shape:
        if extent < 0:
            raise RuntimeError(
                "zeros: Dimension size must be non-negative."
                if name == "zeros"
                else f"Trying to create tensor with negative dimension {extent}: {list(shape)}"
            )
    return shape


def _infer_like(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    return (Meta(operands[0].shape, params["dtype"] or operands[0].dtype),)


def _infer_tensor(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    array = array_from_data(params["data"], params["dtype"])
    return (Meta(array.shape, from_numpy(array.dtype)),)


def _infer_full(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    dtype = params["dtype"] or number_dtype(params["fill_value"])
    return (Meta(checked_size("full", params["size"]), dtype),)


def _infer_eye(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    n = params["n"]
    m = n if params["m"] is None else params["m"]
    for name, extent in (("n", n), ("m", m)):
        if extent < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {extent}")
    return (Meta((n, m), params["dtype"] or default_dtype()),)


def _kind(dtype: DType | None) -> Any:
    return (dtype or default_dtype()).numpy


def creation(name: str, **fields: Any) -> OpSpec:
    """A definition without inputs, checked before it computes."""
    defaults: dict[str, Any] = {
        "category": "creation",
        "checked": True,
        "differentiable": (),
        "functions": (name,),
        "spelling": f"torch.{name}({{params}})",
    }
    return OpSpec(name=name, **{**defaults, **fields})


def sized(name: str, forward: Any, **fields: Any) -> OpSpec:
    """A creation that is described by its size."""
    return creation(
        name,
        params=(SIZE, DTYPE, REQUIRES_GRAD),
        infer=lambda operands, params: (
            Meta(checked_size(name, params["size"]), params["dtype"] or default_dtype()),
        ),
        forward=forward,
        samples=(
            Sample((), {"size": (2, 3)}),
            Sample((), {"size": ()}),
            Sample((), {"size": (2,), "dtype": float64}),
        ),
        **fields,
    )


register(
    creation(
        "tensor",
        params=(Param("data", "data", help="numbers, nested lists"), DTYPE, REQUIRES_GRAD),
        infer=_infer_tensor,
        checked=False,
        forward=lambda xp, data, dtype, **_: array_from_data(data, dtype, "torch.tensor"),
        title="Tensor",
        help="A tensor with the values that are written.",
        keywords=("literal", "constant", "value", "leaf", "parameter", "variable"),
        samples=(
            Sample((), {"data": [[1.0, 2.0], [3.0, 4.0]]}),
            Sample((), {"data": [1, 2]}),
            Sample((), {"data": True}),
            Sample((), {"data": []}),
            Sample((), {"data": [1, 2.5]}),
        ),
        bad=(
            BadSample(
                (),
                {"data": [[1], [2, 3]]},
                "expected sequence of length 1 at dim 1 (got 2)",
                ValueError,
            ),
            BadSample(
                (),
                {"data": [1, 2], "requires_grad": True},
                "Only Tensors of floating point and complex dtype can require gradients",
            ),
        ),
    ),
    sized(
        "zeros",
        lambda xp, size, dtype, **_: np.zeros(_shape(size), _kind(dtype)),
        title="Zeros",
        help="A tensor filled with 0.",
        keywords=("zero", "0"),
        bad=(BadSample((), {"size": (2, -1)}, "zeros: Dimension size must be non-negative."),),
    ),
    sized(
        "ones",
        lambda xp, size, dtype, **_: np.ones(_shape(size), _kind(dtype)),
        title="Ones",
        help="A tensor filled with 1.",
        keywords=("1",),
        bad=(
            BadSample(
                (),
                {"size": (2, -1)},
                "Trying to create tensor with negative dimension -1: [2, -1]",
            ),
        ),
    ),
    creation(
        "full",
        params=(
            Param("size", "shape", help="the extent of each dimension"),
            Param("fill_value", "number", help="the value of every element"),
            DTYPE,
            REQUIRES_GRAD,
        ),
        infer=_infer_full,
        forward=lambda xp, size, fill_value, dtype, **_: np.full(
            _shape(size), fill_value, (dtype or number_dtype(fill_value)).numpy
        ),
        wrap=numeric,
        title="Full",
        help="A tensor filled with one value.",
        keywords=("constant", "fill"),
        samples=(
            Sample((), {"size": (2, 3), "fill_value": 2.5}),
            Sample((), {"size": (2,), "fill_value": 3}),
        ),
    ),
    creation(
        "eye",
        params=(
            Param("n", "int", help="rows"),
            Param("m", "int", None, optional=True, help="columns; as many as rows if empty"),
            DTYPE,
            REQUIRES_GRAD,
        ),
        infer=_infer_eye,
        forward=lambda xp, n, m, dtype, **_: np.eye(n, m, dtype=_kind(dtype)),
        title="Identity matrix",
        help="Ones on the diagonal, zeros elsewhere.",
        keywords=("identity", "diagonal"),
        samples=(Sample((), {"n": 3}), Sample((), {"n": 2, "m": 3})),
        bad=(BadSample((), {"n": -1}, "n must be greater or equal to 0, got -1"),),
    ),
    sized(
        "rand",
        lambda xp, size, dtype, **_: current_generator().rand(_shape(size), _kind(dtype)),
        title="Uniform random",
        help="Random values, uniform in [0, 1).",
        wrap=drawing,
        keywords=("random", "uniform"),
    ),
    sized(
        "randn",
        lambda xp, size, dtype, **_: current_generator().randn(_shape(size), _kind(dtype)),
        title="Normal random",
        help="Random values, normally distributed with mean 0 and variance 1.",
        wrap=drawing,
        keywords=("random", "gaussian", "normal", "noise"),
    ),
)


def like(name: str, forward: Any, title: str, help: str, **fields: Any) -> OpSpec:
    """A creation in the shape, type and order of dimensions of a tensor.

    ``forward(array)`` fills in an array of these; further parameters are named arguments.
    """

    def made(xp: Any, a: Any, dtype: Any, requires_grad: bool = False, **params: Any) -> Any:
        return forward(np.empty_like(a, a.dtype if dtype is None else dtype.numpy), **params)

    defaults: dict[str, Any] = {
        "ports": A,
        "params": (*fields.pop("params", ()), DTYPE, REQUIRES_GRAD),
        "infer": _infer_like,
        "checked": False,
        "forward": made,
        "gradients": (None,),
        "wrap": formatted,
        "spelling": f"torch.{name}({{a}}, {{params}})",
        "title": title,
        "help": help,
        "keywords": ("like",),
        "samples": (
            Sample(([[1.0, 2.0]],)),
            Sample(([1, 2],)),
            Sample(([1],), {"dtype": float64}),
        ),
    }
    return creation(name, **{**defaults, **fields})


def filled(array: Any, value: Any) -> Any:
    """The array with every element set to a number, which wraps around in integer types."""
    array[...] = np.asarray(value).astype(array.dtype)
    return array


register(
    like(
        "zeros_like",
        lambda array: filled(array, 0),
        "Zeros like",
        "A tensor of the shape and type of the input, filled with 0.",
    ),
    like(
        "ones_like",
        lambda array: filled(array, 1),
        "Ones like",
        "A tensor of the shape and type of the input, filled with 1.",
    ),
)
