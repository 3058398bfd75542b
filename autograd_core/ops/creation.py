"""Operations that make tensors from nothing: literals, constants, ranges, random numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .. import random
from ..construct import array_from_data
from ..dtypes import DType, default_dtype, float64, from_numpy, int64, number_dtype
from .families import A
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


def _arange_length(start: Any, end: Any, step: Any) -> int:
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if all(isinstance(value, int) for value in (start, end, step)):
        return len(range(start, end, step))
    length: int = math.ceil((end - start) / step)
    return length


def _infer_arange(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    bounds = [params[name] for name in ("start", "end", "step")]
    integral = all(isinstance(value, int) for value in bounds)
    dtype = params["dtype"] or (int64 if integral else default_dtype())
    return (Meta((_arange_length(*bounds),), dtype),)


def _arange(xp: Any, start: Any, end: Any, step: Any, dtype: Any, **_: Any) -> Any:
    meta = _infer_arange((), {"start": start, "end": end, "step": step, "dtype": dtype})[0]
    return (start + np.arange(meta.shape[0]) * step).astype(meta.dtype.numpy)


def _arange_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return ((0, *args) if len(args) == 1 and "end" not in kwargs else args), kwargs


def _infer_linspace(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    if params["steps"] < 0:
        raise RuntimeError("number of steps must be non-negative")
    return (Meta((params["steps"],), params["dtype"] or default_dtype()),)


def _linspace(xp: Any, start: Any, end: Any, steps: int, dtype: Any, **_: Any) -> Any:
    # From both ends to the middle, in the type of the result, as PyTorch does.
    kind = (dtype or default_dtype()).numpy
    if steps < 2:
        return np.full(steps, start, kind)
    work = kind if kind.kind == "f" else np.dtype(np.float32)
    first, last = work.type(start), work.type(end)
    step = (last - first) / work.type(steps - 1)
    index = np.arange(steps)
    # PyTorch fuses product and sum, which double precision does as well for smaller types.
    first, last, step = np.float64(first), np.float64(last), np.float64(step)
    values = np.where(index < steps // 2, first + step * index, last - step * index[::-1])
    return values.astype(kind)


def _infer_eye(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    n = params["n"]
    m = n if params["m"] is None else params["m"]
    for name, extent in (("n", n), ("m", m)):
        if extent < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {extent}")
    return (Meta((n, m), params["dtype"] or default_dtype()),)


def _kind(dtype: DType | None) -> Any:
    return (dtype or default_dtype()).numpy


def _creation(name: str, **fields: Any) -> OpSpec:
    """A definition without inputs, checked before it computes."""
    defaults: dict[str, Any] = {
        "category": "creation",
        "checked": True,
        "differentiable": (),
        "functions": (name,),
        "spelling": f"torch.{name}({{params}})",
    }
    return OpSpec(name=name, **{**defaults, **fields})


def _sized(name: str, forward: Any, **fields: Any) -> OpSpec:
    """A creation that is described by its size."""
    return _creation(
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
    _creation(
        "tensor",
        params=(Param("data", "data", help="numbers, nested lists"), DTYPE, REQUIRES_GRAD),
        infer=_infer_tensor,
        checked=False,
        forward=lambda xp, data, dtype, **_: array_from_data(data, dtype),
        title="Tensor",
        help="A tensor with the values that are written.",
        keywords=("literal", "constant", "value", "leaf"),
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
    _sized(
        "zeros",
        lambda xp, size, dtype, **_: np.zeros(_shape(size), _kind(dtype)),
        title="Zeros",
        help="A tensor filled with 0.",
        keywords=("empty", "0"),
        bad=(BadSample((), {"size": (2, -1)}, "zeros: Dimension size must be non-negative."),),
    ),
    _sized(
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
    _creation(
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
        title="Full",
        help="A tensor filled with one value.",
        keywords=("constant", "fill"),
        samples=(
            Sample((), {"size": (2, 3), "fill_value": 2.5}),
            Sample((), {"size": (2,), "fill_value": 3}),
        ),
    ),
    _creation(
        "arange",
        params=(
            Param("start", "number", 0, help="the first value"),
            Param("end", "number", help="where to stop; not included"),
            Param("step", "number", 1, help="the distance between values"),
            DTYPE,
            REQUIRES_GRAD,
        ),
        infer=_infer_arange,
        forward=_arange,
        arguments=_arange_arguments,
        title="Range",
        help="Values from start to end, end not included, at a fixed distance.",
        keywords=("sequence", "count"),
        samples=(
            Sample((), {"end": 4}),
            Sample((), {"start": 1, "end": 2.5, "step": 0.5}),
            Sample((), {"start": 5, "end": 0, "step": -2}),
        ),
        bad=(
            BadSample((), {"start": 0, "end": 1, "step": 0}, "step must be nonzero"),
            BadSample(
                (),
                {"start": 1, "end": 0},
                "upper bound and lower bound inconsistent with step sign",
            ),
        ),
    ),
    _creation(
        "linspace",
        params=(
            Param("start", "number", help="the first value"),
            Param("end", "number", help="the last value"),
            Param("steps", "int", help="how many values"),
            DTYPE,
            REQUIRES_GRAD,
        ),
        infer=_infer_linspace,
        forward=_linspace,
        title="Linear spacing",
        help="Evenly spaced values from start to end, both included.",
        keywords=("sequence", "range"),
        samples=(
            Sample((), {"start": 0, "end": 1, "steps": 5}),
            Sample((), {"start": -3.0, "end": 7.0, "steps": 8}),
            Sample((), {"start": 2, "end": 3, "steps": 1}),
        ),
        bad=(
            BadSample(
                (), {"start": 0, "end": 1, "steps": -1}, "number of steps must be non-negative"
            ),
        ),
    ),
    _creation(
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
    _sized(
        "rand",
        lambda xp, size, dtype, **_: random.default_generator.rand(_shape(size), _kind(dtype)),
        title="Uniform random",
        help="Random values, uniform in [0, 1).",
        keywords=("random", "uniform"),
    ),
    _sized(
        "randn",
        lambda xp, size, dtype, **_: random.default_generator.randn(_shape(size), _kind(dtype)),
        title="Normal random",
        help="Random values, normally distributed with mean 0 and variance 1.",
        keywords=("random", "gaussian", "normal"),
    ),
)


def _like(name: str, forward: Any, title: str, help: str) -> OpSpec:
    return _creation(
        name,
        ports=A,
        params=(DTYPE, REQUIRES_GRAD),
        infer=_infer_like,
        checked=False,
        forward=forward,
        gradients=(None,),
        spelling=f"torch.{name}({{a}})",
        title=title,
        help=help,
        keywords=("like",),
        samples=(Sample(([[1.0, 2.0]],)), Sample(([1, 2],)), Sample(([1],), {"dtype": float64})),
    )


register(
    _like(
        "zeros_like",
        lambda xp, a, dtype, **_: np.zeros(a.shape, a.dtype if dtype is None else dtype.numpy),
        "Zeros like",
        "A tensor of the shape and type of the input, filled with 0.",
    ),
    _like(
        "ones_like",
        lambda xp, a, dtype, **_: np.ones(a.shape, a.dtype if dtype is None else dtype.numpy),
        "Ones like",
        "A tensor of the shape and type of the input, filled with 1.",
    ),
)
