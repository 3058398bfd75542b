"""Where a tensor is and how it lies in memory: devices, layouts, memory formats.

The engine has one device, ``cpu``, and one layout, ``strided``; the others of PyTorch are refused.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .storage import Array

__all__ = [
    "CPU",
    "Device",
    "Layout",
    "MemoryFormat",
    "channels_last",
    "channels_last_3d",
    "check_device",
    "check_layout",
    "check_pinned",
    "contiguous_format",
    "laid_out",
    "lies_in",
    "preserve_format",
    "strided",
]

_DEVICES = (
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
    "mps, meta, hpu, mtia, privateuseone"
)


class Device:
    """``torch.device``. Raises RuntimeError for a name that PyTorch does not know."""

    __slots__ = ("index", "type")

    def __init__(self, type: Any = "cpu", index: int | None = None) -> None:
        text = str(type)
        match = re.fullmatch(r"([a-z]+)(?::(\d+))?", text)
        if match is None or match[1] not in _DEVICES.split(", "):
            raise RuntimeError(
                f"Expected one of {_DEVICES} device type at start of device string: {text}"
            )
        self.type = match[1]
        self.index = int(match[2]) if match[2] else index

    def __repr__(self) -> str:
        at = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{at})"

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Device | str) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


CPU = Device()


class _Constant:
    """A named constant that prints as PyTorch's."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name


class Layout(_Constant):
    """``torch.layout``."""

    __slots__ = ()


class MemoryFormat(_Constant):
    """``torch.memory_format``: the order of a tensor's dimensions in memory."""

    __slots__ = ()


strided = Layout("strided")
contiguous_format = MemoryFormat("contiguous_format")
preserve_format = MemoryFormat("preserve_format")
channels_last = MemoryFormat("channels_last")
channels_last_3d = MemoryFormat("channels_last_3d")

#: Rank, and the dimensions from the outermost in memory to the innermost.
_CHANNELS_LAST = {channels_last: (4, (0, 2, 3, 1)), channels_last_3d: (5, (0, 2, 3, 4, 1))}


def check_device(device: object) -> None:
    """Raise RuntimeError for a device other than the cpu."""
    if device is None:
        return
    found = device if isinstance(device, Device) else Device(device)
    if found.type != "cpu":
        raise RuntimeError(f"the engine computes on the cpu only, not on '{found}'")


def check_layout(layout: object) -> None:
    """Raise RuntimeError for a layout other than ``strided``."""
    if layout is not None and layout is not strided:
        raise RuntimeError(f"the engine has strided tensors only, not {layout}")


def check_pinned(pinned: object) -> None:
    """Raise RuntimeError, as PyTorch without an accelerator, if memory is to be pinned."""
    if pinned:
        raise RuntimeError(
            "pin_memory=True requires a CUDA or other accelerator backend; no pinned memory "
            "allocator is available on this system."
        )


def _order(shape: tuple[int, ...], memory_format: MemoryFormat) -> tuple[int, ...]:
    if memory_format is contiguous_format:
        return tuple(range(len(shape)))
    if memory_format not in _CHANNELS_LAST:
        raise RuntimeError("unsupported memory format Preserve")
    rank, order = _CHANNELS_LAST[memory_format]
    if len(shape) != rank:
        raise RuntimeError(f"required rank {rank} tensor to use {memory_format.name} format")
    return order


def lies_in(array: Array, memory_format: MemoryFormat) -> bool:
    """Whether the elements lie in memory as a format says. Raises RuntimeError for other ranks."""
    return array.transpose(_order(array.shape, memory_format)).flags.c_contiguous


def laid_out(array: Array, memory_format: MemoryFormat) -> Array:
    """A copy of an array in a memory format.

    Raises RuntimeError for a rank that has no channels, and for ``preserve_format``, which is the
    caller's to know.
    """
    order = _order(array.shape, memory_format)
    back = tuple(np.argsort(order).tolist())
    return np.array(array.transpose(order), order="C", copy=True).transpose(back)
