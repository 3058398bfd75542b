"""``to`` in all its forms, and the methods named after element types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..dtypes import ALL, DType, bool_, float64, int64
from ..placement import (
    Device,
    MemoryFormat,
    channels_last,
    channels_last_3d,
    check_device,
    contiguous_format,
    laid_out,
    lies_in,
    preserve_format,
)
from ..storage import Array
from ..tensor import Tensor
from .dispatch import call
from .spec import INTERNAL, REGISTRY

__all__ = ["all_forms", "contiguous_forms", "converted", "type_as", "type_name_or_cast"]

Function = Callable[..., Any]


def suggested(array: Array) -> MemoryFormat:
    """The format that PyTorch takes the strides of an array for."""
    for memory_format, rank in ((channels_last, 4), (channels_last_3d, 5)):
        if array.ndim == rank and lies_in(array, memory_format) and not array.flags.c_contiguous:
            return memory_format
    return contiguous_format


def converted_to(
    a: Tensor,
    dtype: DType | None = None,
    *,
    copy: bool = False,
    memory_format: MemoryFormat | None = None,
) -> Any:
    """The tensor itself if it has this type and format already and ``copy`` is not set."""
    kind = a.dtype if dtype is None else dtype
    keeps = memory_format is None or memory_format is preserve_format
    stays = keeps or suggested(a._array) is memory_format
    if stays and not copy:
        return call(REGISTRY["to"], (a,), {"dtype": kind})
    source = a if kind.is_floating_point else a.detach()
    made = call(INTERNAL["to_copy"], (source,), {"dtype": kind})
    if memory_format is not None and not keeps:
        made._array = laid_out(made._array, memory_format)
    return made


def refused(args: tuple[Any, ...], kwargs: dict[str, Any]) -> TypeError:
    """What PyTorch says to arguments that fit none of the forms."""
    got = [type(value).__name__ for value in args]
    got += [f"{name}={type(value).__name__}" for name, value in kwargs.items()]
    listed = ", ".join(got) + (", " if kwargs else "")
    return TypeError(
        f"to() received an invalid combination of arguments - got ({listed}), "
        "but expected one of:\n"
        " * (torch.device device = None, torch.dtype dtype = None, bool non_blocking = False, "
        "bool copy = False, *, torch.memory_format memory_format = None)\n"
        " * (torch.dtype dtype, bool non_blocking = False, bool copy = False, *, "
        "torch.memory_format memory_format = None)\n"
        " * (Tensor tensor, bool non_blocking = False, bool copy = False, *, "
        "torch.memory_format memory_format = None)\n"
    )


_PYTHON: dict[Any, DType] = {float: float64, int: int64, bool: bool_}
_NAMES = ("device", "dtype", "non_blocking", "copy", "memory_format")


def all_forms(function: Function) -> Function:
    """``to`` a type, a device, a device and a type, or what another tensor has."""

    def to(self: Tensor, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and isinstance(args[0], DType):
            return function(self, args[0])
        free = [_PYTHON.get(value, value) if isinstance(value, type) else value for value in args]
        given = dict(kwargs)
        first = free[0] if free else None
        if isinstance(first, Tensor):
            free[0] = first.dtype
        if free and isinstance(free[0], DType):
            free.insert(0, None)
        if len(free) > 4:
            raise refused(args, kwargs)
        given |= dict(zip(_NAMES, free, strict=False))
        device, dtype = given.get("device"), given.get("dtype")
        if set(given) - set(_NAMES) or not isinstance(device, str | Device | None):
            raise refused(args, kwargs)
        if not isinstance(dtype, DType | None):
            raise refused(args, kwargs)
        check_device(device)
        return converted_to(
            self,
            dtype,
            copy=bool(given.get("copy", False)),
            memory_format=given.get("memory_format"),
        )

    return to


def contiguous_forms(function: Function) -> Function:
    """``contiguous`` in another memory format."""

    def contiguous(input: Tensor, *, memory_format: MemoryFormat = contiguous_format) -> Any:
        if memory_format is contiguous_format or (
            memory_format is preserve_format and input._array.flags.c_contiguous
        ):
            return function(input)
        if memory_format is preserve_format:
            raise RuntimeError("preserve memory format is unsupported by the contiguous operator")
        if lies_in(input._array, memory_format):
            return input
        made = call(INTERNAL["contiguous_clone"], (input,))
        made._array = laid_out(made._array, memory_format)
        return made

    return contiguous


def converted(dtype: DType) -> Function:
    """The method that converts to an element type: ``x.double()``."""

    def convert(self: Tensor, memory_format: MemoryFormat | None = None) -> Any:
        return converted_to(self, dtype, memory_format=memory_format)

    return convert


def type_as(self: Tensor, other: Tensor) -> Any:
    """The values with the element type of another tensor."""
    return converted_to(self, other.dtype)


def type_name_or_cast(self: Tensor, dtype: Any = None, non_blocking: bool = False) -> Any:
    """The legacy name of the type, ``torch.FloatTensor``; or the values with another type.

    Raises TypeError for what is neither a dtype nor such a name, ValueError for unknown names.
    """
    if dtype is None:
        return self.dtype.tensor_type
    dtype = getattr(dtype, "legacy_dtype", dtype)  # torch.FloatTensor
    if isinstance(dtype, str):
        for known in ALL:
            if known.tensor_type == dtype:
                return converted_to(self, known)
        raise ValueError(f"invalid type: '{dtype}'")
    if not isinstance(dtype, DType):
        raise TypeError("dtype must be a type, str, or dtype object")
    return converted_to(self, dtype)
