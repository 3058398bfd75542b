"""The bytes of a tensor seen as another element type: ``x.view(torch.int32)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..dtypes import DType
from ..tensor import Tensor

__all__ = ["reinterpreting"]


def reinterpreting(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let ``x.view(size)`` take an element type instead, through which no gradient flows."""

    def seen(self: Tensor, *size: Any, dtype: DType | None = None, **named: Any) -> Any:
        if dtype is None and (len(size) != 1 or not isinstance(size[0], DType)):
            return view(self, *size, **named)
        return _reinterpreted(self, size[0] if dtype is None else dtype)

    return seen


def _reinterpreted(a: Tensor, dtype: DType) -> Tensor:
    array = a._array
    old, new = array.itemsize, dtype.numpy.itemsize
    if old != new:
        said = f"to view {a.dtype.scalar_name} as {dtype.scalar_name} (different element sizes)"
        if not array.ndim:
            raise RuntimeError(f"self.dim() cannot be 0 {said}")
        if new > old and array.shape[-1] % (new // old):
            raise RuntimeError(
                f"self.size(-1) must be divisible by {new // old} {said}, but got "
                f"{array.shape[-1]}"
            )
        if array.strides[-1] != old and array.shape[-1] > 1:
            raise RuntimeError(
                f"self.stride(-1) must be 1 {said}, but got {array.strides[-1] // old}"
            )
    result = Tensor(array.view(dtype.numpy))
    result._storage = a.storage()
    return result
