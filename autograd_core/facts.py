"""What may be asked of a tensor in an engine with one device and strided memory only.

Most answers are the same for every tensor; they are here so that programs which ask run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .inference import is_inference
from .placement import CPU, strided
from .tensor import Size, Tensor

__all__ = ["METHODS", "PROPERTIES"]


def storage_offset(self: Tensor) -> int:
    """Where in its memory the tensor starts, counted in elements."""
    start: int = self.storage().array.__array_interface__["data"][0]
    own: int = self._array.__array_interface__["data"][0]
    return (own - start) // self._array.itemsize


def is_set_to(self: Tensor, tensor: Tensor) -> bool:
    """Whether both show the same bytes in the same way."""
    one, other = self._array, tensor._array
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    return one.__array_interface__["data"][0] == other.__array_interface__["data"][0] and (
        one.strides == other.strides
    )


def is_same_size(self: Tensor, other: Tensor) -> bool:
    """Whether the shapes are equal."""
    return Size(self._array.shape) == Size(other._array.shape)


def is_view(self: Tensor) -> bool:
    """Whether autograd knows this tensor as a view of another."""
    return self._view is not None


def _refuse_recorded(name: str, *tensors: Tensor) -> None:
    if any(tensor.requires_grad for tensor in tensors):
        raise RuntimeError(
            f"Can't call {name}() on Variable that requires grad. Use var.detach().{name}() "
            "instead."
        )


def _written(self: Tensor, values: list[Any]) -> Tensor:
    """As PyTorch, which does not count these writes."""
    array = self._array
    self.storage().before_write()
    numbers = [int(value) if array.dtype.kind in "iu" else value for value in values]
    array[...] = np.array(numbers, dtype=np.float64 if array.dtype.kind == "f" else None).reshape(
        array.shape
    )
    return self


def apply_(self: Tensor, callable: Callable[[Any], Any]) -> Tensor:
    """Replace each element by what a function of it returns.

    Raises RuntimeError for a tensor that requires grad.
    """
    _refuse_recorded("apply_", self)
    return _written(self, [callable(value) for value in self._array.ravel().tolist()])


def map_(self: Tensor, tensor: Tensor, callable: Callable[[Any, Any], Any]) -> Tensor:
    """Replace each element by what a function of it and of another tensor's element returns.

    Raises RuntimeError for tensors that require grad, TypeError for ones of different types.
    """
    _refuse_recorded("map_", self, tensor)
    if tensor.dtype is not self.dtype:
        raise TypeError(
            f"map_: expected {self.dtype.tensor_type} for 'other' (got {tensor.dtype.tensor_type})"
        )
    other = tensor.expand(self.shape)._array
    pairs = zip(self._array.ravel().tolist(), other.ravel().tolist(), strict=True)
    return _written(self, [callable(one, two) for one, two in pairs])


def cuda(self: Tensor, *_: Any, **__: Any) -> Tensor:
    """Raises AssertionError, as PyTorch built for the cpu."""
    raise AssertionError("Torch not compiled with CUDA enabled")


def pin_memory(self: Tensor, device: Any = None) -> Tensor:
    """Raises RuntimeError, as PyTorch without an accelerator."""
    raise RuntimeError("Cannot access accelerator device when none is available.")


def _answer(value: Any) -> Callable[[Tensor], Any]:
    def get(self: Tensor) -> Any:
        return value

    return get


def _itself(self: Tensor) -> Tensor:
    return self


METHODS: dict[str, Callable[..., Any]] = {
    "storage_offset": storage_offset,
    "is_set_to": is_set_to,
    "is_same_size": is_same_size,
    "_is_view": is_view,
    "is_inference": is_inference,
    "apply_": apply_,
    "map_": map_,
    "cuda": cuda,
    "pin_memory": pin_memory,
    "is_signed": lambda self: self.dtype.is_signed,
    "is_nonzero": lambda self: bool(self),
    "__reversed__": lambda self: self.flip(0) if self.ndim else self,
    "untyped_storage": lambda self: self.storage(),
    "get_device": _answer(-1),
    "share_memory_": _itself,
    **{
        name: _answer(False)
        for name in ("is_complex", "is_conj", "is_neg", "is_shared", "is_pinned", "is_distributed")
    },
}

PROPERTIES: dict[str, Callable[[Tensor], Any]] = {
    "device": _answer(CPU),
    "layout": _answer(strided),
    "is_cpu": _answer(True),
    "name": _answer(None),
    **{
        f"is_{name}": _answer(False)
        for name in (
            *("cuda", "sparse", "sparse_csr", "mkldnn", "meta", "quantized", "nested"),
            *("mps", "xpu", "xla", "vulkan", "ipu"),
        )
    },
}
