"""Sequences of numbers: ranges and evenly spaced values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, default_dtype, int64
from ..tensor import Tensor
from .creation import DTYPE, REQUIRES_GRAD, creation
from .keywords import number_of
from .operands import no_kernel
from .spec import BadSample, Meta, Param, Sample, register

Params = Mapping[str, Any]


# ---- arange ----------------------------------------------------------------------------------


def _arange_length(start: Any, end: Any, step: Any) -> int:
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if not (math.isfinite(start) and math.isfinite(end)):
        raise RuntimeError(f"unsupported range: {start} -> {end}")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if all(isinstance(value, int) for value in (start, end, step)):
        return len(range(start, end, step))
    length: int = math.ceil((end - start) / step)
    return length


def _infer_arange(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    bounds = [params[name] for name in ("start", "end", "step")]
    integral = all(isinstance(value, int) for value in bounds)
    dtype = params["dtype"] or (int64 if integral else default_dtype())
    if dtype is bool_:
        raise no_kernel("arange_cpu", bool_)
    if dtype is int64 and all(map(math.isfinite, bounds)):
        bounds = [int(value) for value in bounds]
    return (Meta((_arange_length(*bounds),), dtype),)


def _arange(xp: Any, start: Any, end: Any, step: Any, dtype: Any, **_: Any) -> Any:
    meta = _infer_arange((), {"start": start, "end": end, "step": step, "dtype": dtype})[0]
    if not meta.dtype.is_floating_point:
        start, step = int(start), int(step)
    return (start + np.arange(meta.shape[0]) * step).astype(meta.dtype.numpy)


def _arange_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return ((0, *args) if len(args) == 1 and "end" not in kwargs else args), kwargs


def _arange_forms(function: Callable[..., Any]) -> Callable[..., Any]:
    """``arange`` of zero-dimensional tensors, and into another tensor."""

    def arange(*args: Any, out: Tensor | None = None, **kwargs: Any) -> Any:
        args = tuple([number_of(value) for value in args])
        for name in ("start", "end", "step"):
            if name in kwargs:
                kwargs[name] = number_of(kwargs[name])
        if out is None:
            return function(*args, **kwargs)
        if not out.dtype.is_floating_point and len(args) == 3 and int(args[2]) == 0:
            raise ValueError("step must be nonzero")
        out.data = function(*args, **{**kwargs, "dtype": out.dtype})
        return out

    return arange


# ---- linspace, logspace ----------------------------------------------------------------------


def _infer_spaced(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    if params["steps"] < 0:
        raise RuntimeError("number of steps must be non-negative")
    if params["dtype"] is bool_:
        raise no_kernel("logspace_cpu" if "base" in params else "linspace_cpu", bool_)
    return (Meta((params["steps"],), params["dtype"] or default_dtype()),)


def _linspace(xp: Any, start: Any, end: Any, steps: int, dtype: Any, **_: Any) -> Any:
    # From both ends to the middle, in the type of the result, as PyTorch does.
    kind = (dtype or default_dtype()).numpy
    if steps < 2:
        return np.full(steps, start).astype(kind)
    if kind.kind != "f":
        start, end = int(start), int(end)
    work = kind if kind.kind == "f" else np.dtype(np.float64)
    first, last = work.type(start), work.type(end)
    step = (last - first) / work.type(steps - 1)
    index = np.arange(steps)
    # PyTorch fuses product and sum, which double precision does as well for smaller types.
    first, last, step = np.float64(first), np.float64(last), np.float64(step)
    values = np.where(index < steps // 2, first + step * index, last - step * index[::-1])
    return values.astype(kind)


def _logspace(xp: Any, start: Any, end: Any, steps: int, base: float, dtype: Any, **_: Any) -> Any:
    kind = (dtype or default_dtype()).numpy
    if steps < 2:
        return np.power(float(base), np.full(steps, float(start))).astype(kind)
    if kind.kind != "f":
        start, end = int(start), int(end)
    first, last = float(start), float(end)
    step = (last - first) / (steps - 1)
    index = np.arange(steps)
    exponents = np.where(index < steps // 2, first + step * index, last - step * index[::-1])
    return np.power(float(base), exponents).astype(kind)


def _ends(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``linspace`` and ``logspace`` between zero-dimensional tensors."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        def spaced(*args: Any, **kwargs: Any) -> Any:
            given = dict(zip(("start", "end", "steps", "base"), args, strict=False)) | kwargs
            _check_ends(name, given)
            steps = given.get("steps")
            if not isinstance(steps, int | Tensor | None) or isinstance(steps, bool):
                got = [type(value).__name__ for value in args]
                raise TypeError(
                    f"{name}() received an invalid combination of arguments - got "
                    f"({', '.join(got)}), but expected one of:\n * (Number start, Number end, "
                    "int steps, *, torch.dtype dtype = None, bool requires_grad = False)\n"
                )
            return function(**{key: number_of(value) for key, value in given.items()})

        return spaced

    return wrap


def _check_ends(name: str, given: Mapping[str, Any]) -> None:
    """Raise RuntimeError for a tensor with dimensions as the start or the end."""
    ranks = {
        which: given[which]._array.ndim
        for which in ("start", "end")
        if isinstance(given.get(which), Tensor)
    }
    if any(ranks.values()):
        parts = [f"{which} with {rank} dimension(s)" for which, rank in ranks.items()]
        raise RuntimeError(
            f"{name} only supports 0-dimensional start and end tensors, but got "
            f"{' and '.join(parts)}."
        )


START = Param("start", "number", help="the first value")
END = Param("end", "number", help="the last value")
STEPS = Param("steps", "int", help="how many values")

register(
    creation(
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
        wrap=_arange_forms,
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
    creation(
        "linspace",
        params=(START, END, STEPS, DTYPE, REQUIRES_GRAD),
        infer=_infer_spaced,
        forward=_linspace,
        wrap=_ends("linspace"),
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
    creation(
        "logspace",
        params=(
            START,
            END,
            STEPS,
            Param("base", "float", 10.0, help="what is raised to the powers"),
            DTYPE,
            REQUIRES_GRAD,
        ),
        infer=_infer_spaced,
        forward=_logspace,
        wrap=_ends("logspace"),
        title="Logarithmic spacing",
        help="Powers of a base whose exponents are evenly spaced from start to end.",
        keywords=("sequence", "range", "geometric", "exponential"),
        samples=(
            Sample((), {"start": 0, "end": 2, "steps": 5}),
            Sample((), {"start": 0, "end": 3, "steps": 4, "base": 2.0}),
        ),
        bad=(
            BadSample(
                (), {"start": 0, "end": 1, "steps": -1}, "number of steps must be non-negative"
            ),
        ),
    ),
)
