"""Functions of the namespace that are no operations: tensors from NumPy, questions about types."""

from __future__ import annotations

from typing import Any

import numpy as np

from .construct import NEGATIVE_STRIDES, array_from_data
from .dtypes import DType, qualified_name
from .dtypes import from_numpy as dtype_of
from .once import warn_once
from .placement import check_device
from .storage import Array
from .tensor import Size, Tensor

__all__ = [
    "allclose",
    "as_tensor",
    "asarray",
    "broadcast_shapes",
    "equal",
    "from_numpy",
    "is_tensor",
    "numel",
]


def from_numpy(ndarray: Array) -> Tensor:
    """A tensor over the bytes of an array. Raises TypeError for what tensors cannot hold."""
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {qualified_name(ndarray)})")
    dtype_of(ndarray.dtype)
    if any(step < 0 for step in ndarray.strides):
        raise ValueError(NEGATIVE_STRIDES)
    if not ndarray.flags.writeable:
        warn_once(
            "The given NumPy array is not writable, and PyTorch does not support non-writable "
            "tensors. This means writing to this tensor will result in undefined behavior. You may "
            "want to copy the array to protect its data or make it writable before converting it "
            "to a tensor. This type of warning will be suppressed for the rest of this program."
        )
    return Tensor(ndarray)


def as_tensor(data: Any, dtype: DType | None = None, device: Any = None) -> Tensor:
    """``data`` as a tensor, without a copy where the type allows. ``device`` is the cpu."""
    check_device(device)
    if isinstance(data, Tensor) and (dtype is None or dtype is data.dtype):
        return data
    if isinstance(data, np.ndarray) and (dtype is None or dtype.numpy == data.dtype):
        return from_numpy(data)
    return Tensor(array_from_data(data, dtype))


def asarray(
    obj: Any,
    *,
    dtype: DType | None = None,
    device: Any = None,
    copy: bool | None = None,
    requires_grad: bool | None = None,
) -> Tensor:
    """``obj`` as a tensor that shares its memory where it can, unless ``copy`` is True.

    With ``requires_grad`` False it is detached from any graph, by default it stays in it.

    Raises ValueError where it would have to be copied and ``copy`` is False.
    """
    result = as_tensor(obj, dtype, device)
    shares = result is obj or (isinstance(obj, np.ndarray) and np.shares_memory(result._array, obj))
    if copy is False and not shares:
        raise ValueError("can't alias arbitrary sequence into a tensor.")
    if copy and shares:
        result = Tensor(result._array.copy())
    if requires_grad:
        result.requires_grad_()
    elif requires_grad is False and result.requires_grad:
        result = result.detach()
    return result


def is_tensor(value: object) -> bool:
    """Whether ``value`` is a Tensor."""
    return isinstance(value, Tensor)


def numel(input: Tensor) -> int:
    """The number of elements."""
    return int(input._array.size)


def equal(input: Tensor, other: Tensor, *, first: int = 1) -> bool:
    """Whether two tensors have the same shape and the same elements.

    Raises TypeError for other things; ``first`` is the position of ``input`` in its words.
    """
    for name, value in (("input", input), ("other", other)):
        if not isinstance(value, Tensor):
            place = first + (name == "other")
            raise TypeError(
                f"equal(): argument '{name}' (position {place}) must be Tensor, not "
                f"{type(value).__name__}"
            )
    return bool(np.array_equal(input._array, other._array))


def allclose(
    input: Tensor,
    other: Tensor,
    rtol: float = 1e-05,
    atol: float = 1e-08,
    equal_nan: bool = False,
) -> bool:
    """Whether all elements satisfy |input - other| <= atol + rtol * |other|.

    Raises RuntimeError for tensors of different types, and for negative tolerances.
    """
    return bool(input.isclose(other, rtol, atol, equal_nan)._array.all())


def broadcast_shapes(*shapes: Any) -> Size:
    """The shape that tensors of these shapes broadcast to; a number counts as one dimension.

    Raises RuntimeError if there is none, ValueError for negative extents.
    """
    result: list[int] = []
    for place, given in enumerate(shapes):
        if not isinstance(given, int | tuple | list):
            raise RuntimeError(
                "Input shapes should be of type ints, a tuple of ints, or a list of ints, got "
                f"{given}"
            )
        shape = (given,) if isinstance(given, int) else tuple(given)
        result = [1] * (len(shape) - len(result)) + result
        for dim in range(-1, -len(shape) - 1, -1):
            extent = shape[dim]
            if extent < 0:
                raise ValueError("Attempting to broadcast a dimension with negative length!")
            if extent in (1, result[dim]):
                continue
            if result[dim] != 1:
                raise RuntimeError(
                    f"Attempting to broadcast a dimension of length {extent} at {dim}! "
                    f"Mismatching argument at index {place} had {shape}; but expected shape "
                    f"should be broadcastable to {result}"
                )
            result[dim] = extent
    return Size(result)
