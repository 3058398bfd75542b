"""What layers with weights share: making them, and numbers for every dimension."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import FunctionType
from typing import Any

import numpy as np

from ...dtypes import DType, default_dtype
from ...ops.creation import checked_size
from ...parameter import Parameter
from ...storage import Array
from ...tensor import Tensor

__all__ = ["affine", "filled", "new_parameter", "renamed", "repeated"]


def filled(shape: Sequence[int], value: float, device: Any, dtype: DType | None) -> Tensor:
    """A tensor of one value. Raises RuntimeError for negative extents and other devices."""
    return Tensor(_full(shape, value, device, dtype))


def new_parameter(
    shape: Sequence[int], device: Any, dtype: DType | None, requires_grad: bool = True
) -> Parameter:
    """A parameter that is still to be initialised."""
    return Parameter(Tensor(_full(shape, 0, device, dtype)), requires_grad)


def _full(shape: Sequence[int], value: float, device: Any, dtype: DType | None) -> Array:
    if device is not None and str(device) != "cpu":
        raise RuntimeError(f"the engine computes on the cpu only, not on '{device}'")
    return np.full(checked_size("empty", shape), value, (dtype or default_dtype()).numpy)


def affine(
    module: Any, shape: Sequence[int], weight: bool, bias: bool, device: Any, dtype: DType | None
) -> None:
    """Give a module a ``weight`` and a ``bias`` of one shape, or None for them."""
    for name, wanted in (("weight", weight), ("bias", weight and bias)):
        parameter = new_parameter(shape, device, dtype) if wanted else None
        module.register_parameter(name, parameter)


def repeated(value: Any, times: int) -> tuple[Any, ...]:
    """One number for each of so many dimensions; what is a sequence already, as a tuple."""
    return tuple(value) if isinstance(value, Iterable) else (value,) * times


def renamed(cls: Any, *names: str) -> None:
    """Give a class inherited methods under its own name, which is told when they are miscalled."""
    for name in names:
        method = getattr(cls, name)
        copy = FunctionType(
            method.__code__,
            method.__globals__,
            name,
            method.__defaults__,
            method.__closure__,
        )
        copy.__kwdefaults__ = method.__kwdefaults__
        copy.__doc__ = method.__doc__
        copy.__annotations__ = method.__annotations__
        copy.__qualname__ = f"{cls.__name__}.{name}"
        setattr(cls, name, copy)
