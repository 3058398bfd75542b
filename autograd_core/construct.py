"""Arrays from what users write: numbers, nested sequences, NumPy arrays, tensors."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from .dtypes import DType, bool_, default_dtype, from_numpy, int64, promote
from .once import COPY, SCALAR, warn_once
from .storage import Array
from .tensor import Tensor

__all__ = ["NEGATIVE_STRIDES", "array_from_data", "data_dtype"]

NEGATIVE_STRIDES = (
    "At least one stride in the given numpy array is negative, and tensors with negative strides "
    "are not currently supported. (You can probably work around this by making a copy of your "
    "array  with array.copy().) "
)


def array_from_data(data: Any, dtype: DType | None = None, function: str = "") -> Array:
    """A new array with the values of ``data``, as ``torch.tensor`` makes it.

    Without ``dtype``, floats give the default dtype, integers int64, booleans bool, and arrays
    and tensors keep theirs. Raises ValueError for ragged nesting, TypeError for other content.
    ``function`` is what users called, which is warned of if they gave it a tensor.
    """
    if isinstance(data, Tensor):
        if function:
            warnings.warn(COPY.format(function), UserWarning, stacklevel=5)
        data = data._array
    if isinstance(data, np.ndarray | np.generic):
        kind = from_numpy(data.dtype) if dtype is None else dtype
        if any(step < 0 for step in data.strides):
            raise ValueError(NEGATIVE_STRIDES)
        return np.array(data, kind.numpy, copy=True, order="K")
    shape = _shape_of(data)
    flat: list[Any] = []
    _flatten(data, shape, 0, flat)
    kind = data_dtype(flat) if dtype is None else dtype
    if not kind.is_floating_point and kind.name != "bool":
        _check_range(flat, kind)
    return np.array(flat, _working_type(flat, kind)).astype(kind.numpy).reshape(shape)


def _check_range(flat: list[Any], kind: DType) -> None:
    """Raise for what does not fit; negative numbers wrap around in unsigned types."""
    top = int(np.iinfo(kind.numpy).max)
    for value in flat:
        if kind is int64 and isinstance(value, int) and not -top - 1 <= value <= top:
            raise ValueError("Overflow when unpacking long long")
        if not -top - 1 <= value <= top:
            raise RuntimeError(f"value cannot be converted to type {kind.name} without overflow")


def _working_type(flat: list[Any], kind: DType) -> Any:
    """Integers wrap around when narrowed, so they pass through int64; floats through float64."""
    if any(isinstance(value, float) for value in flat):
        return np.float64
    return kind.numpy if kind.is_floating_point else np.int64


def data_dtype(flat: Sequence[Any]) -> DType:
    """The type that ``torch.tensor`` gives to a list of numbers and one-element tensors.

    NumPy's numbers and tensors bring their own types, Python's numbers the default ones.
    """
    result: DType | None = None
    for value in flat:
        if isinstance(value, np.generic | np.ndarray):
            found = from_numpy(value.dtype)
        elif isinstance(value, bool):
            found = bool_
        elif isinstance(value, float):
            found = default_dtype()
        else:
            found = int64
        result = found if result is None else promote(result, found)
    return default_dtype() if result is None else result


def _is_sequence(data: Any) -> bool:
    if isinstance(data, Tensor | str | bytes):
        return False  # a tensor within a list counts as a number
    if isinstance(data, np.ndarray):
        return bool(data.ndim)
    return isinstance(data, Sequence) or (
        hasattr(data, "__getitem__") and hasattr(data, "__len__") and not hasattr(data, "keys")
    )


def _shape_of(data: Any) -> tuple[int, ...]:
    shape: list[int] = []
    while _is_sequence(data) or (shape and isinstance(data, str) and data):
        if isinstance(data, str):  # whose first element is a string, and so on
            raise ValueError("too many dimensions 'str'")
        shape.append(len(data))
        if not shape[-1]:
            break
        if len(shape) > _MOST_DIMENSIONS:
            raise ValueError(f"too many dimensions '{type(data).__name__}'")
        data = data[0]
    return tuple(shape)


_MOST_DIMENSIONS = 64
"""As many as NumPy has."""


def _flatten(data: Any, shape: tuple[int, ...], depth: int, flat: list[Any]) -> None:
    if depth == len(shape):
        flat.append(_scalar(data))
        return
    if not _is_sequence(data):
        raise TypeError("not a sequence")
    if len(data) != shape[depth]:
        raise ValueError(
            f"expected sequence of length {shape[depth]} at dim {depth} (got {len(data)})"
        )
    for place in range(len(data)):
        _flatten(data[place], shape, depth + 1, flat)


def _scalar(value: Any) -> Any:
    if isinstance(value, Tensor):
        if value._array.size != 1:
            if value._array.dtype.kind in "iu":
                raise TypeError(
                    "only integer tensors of a single element can be converted to an index"
                )
            raise ValueError("only one element tensors can be converted to Python scalars")
        if value.requires_grad:
            warn_once(SCALAR, stacklevel=6)
        return value._array.reshape(())[()]
    if isinstance(value, bool | int | float | np.generic):
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return value[()]
    if isinstance(value, str | bytes):
        raise TypeError(f"new(): invalid data type '{type(value).__name__}'")
    if _is_sequence(value):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    raise RuntimeError(f"Could not infer dtype of {type(value).__name__}")
