"""Views of memory in gradient rules when gradients are Tensors, by PyTorch's own steps.

A part of the recording namespace: what a view shows, writing through it, and their gradients. The
geometries are as in ``arrays.py``: a shape and strides in elements, and a view's size, stride and
offset from the first element.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import arrays
from ..tensor import Tensor
from .dispatch import call
from .spec import INTERNAL, REGISTRY

__all__ = ["strided_part", "window", "window_added", "window_replaced"]

Ints = tuple[int, ...]


def _within(shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int) -> bool:
    """Whether a view stays inside the memory of a tensor that is not empty."""
    return offset >= 0 and _reach(size, stride) + offset <= _reach(shape, strides)


def _reach(shape: Ints, strides: Ints) -> int:
    """How many elements of memory a geometry goes over."""
    if 0 in shape:
        return 0
    return 1 + sum((n - 1) * step for n, step in zip(shape, strides, strict=True))


def _seen(a: Any, size: Ints, stride: Ints, offset: int) -> Any:
    return call(INTERNAL["strided"], (a,), {"size": size, "stride": stride, "offset": offset})


def _copied(a: Any, shape: Ints, strides: Ints) -> Tensor:
    """The values of ``a`` in memory of their own, which has a geometry that is asked for."""
    memory = np.zeros(_reach(shape, strides), a._array.dtype)
    result = Tensor(arrays.strided(memory, shape, strides, 0))
    call(REGISTRY["copy_"], (result, a))
    return result


def window(a: Any, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int) -> Any:
    """What arrives at a part that was written through a view."""
    place = (shape, strides, size, stride, offset)
    if not _within(*place):
        return call(INTERNAL["window"], (a,), _named(*place))
    view = _seen(_copied(a, shape, strides), size, stride, offset)
    return call(REGISTRY["clone"], (view,))


def window_replaced(
    a: Any, part: Any, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Any:
    """What is left for the base: the gradient, and at the view's place that of the operation."""
    place = (shape, strides, size, stride, offset)
    if not _within(*place):
        return call(INTERNAL["window_replaced"], (a, part), _named(*place))
    result = _copied(a, shape, strides)
    call(REGISTRY["copy_"], (_seen(result, size, stride, offset), part))
    return result


def _named(*place: Any) -> dict[str, Any]:
    return dict(zip(("shape", "strides", "size", "stride", "offset"), place, strict=True))


def strided_part(a: Any, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int) -> Any:
    """What a view of a contiguous tensor shows."""
    return _seen(call(REGISTRY["contiguous"], (a,)), size, stride, offset)


def _overlaps(sizes: list[int], strides: list[int]) -> bool:
    """Whether two elements may be one in memory, by PyTorch's rough test."""
    reach = 0
    for step, n in sorted(zip(strides, sizes, strict=True)):
        if step <= reach:
            return True
        reach += step * (n - 1)
    return False


def window_added(
    part: Any, shape: Ints, strides: Ints, size: Ints, stride: Ints, offset: int
) -> Any:
    """The gradient of ``as_strided``, as PyTorch's note on layout-agnostic autograd has it."""
    if 0 in size or 0 in shape:
        return Tensor(np.zeros(shape, part._array.dtype))
    sizes: list[int] = []
    steps: list[int] = []
    for dim in reversed(range(len(size))):
        if size[dim] == 1:
            part = call(REGISTRY["squeeze"], (part,), {"dim": dim})
        elif stride[dim] == 0:
            part = call(REGISTRY["sum"], (part,), {"dim": dim})
        else:
            sizes.insert(0, size[dim])
            steps.insert(0, stride[dim])
    first, start = max(0, -offset), max(0, offset)
    length = max(first + _reach(shape, strides), start + _reach(tuple(sizes), tuple(steps)))
    storage: Any = Tensor(np.zeros(length, part._array.dtype))
    if _overlaps(sizes, steps):
        places = Tensor(_places(length, tuple(sizes), tuple(steps), start))
        flat = call(REGISTRY["reshape"], (part,), {"shape": (math.prod(sizes),)})
        storage = call(REGISTRY["index_add"], (storage, places, flat), {"dim": 0})
    else:
        call(REGISTRY["copy_"], (_seen(storage, tuple(sizes), tuple(steps), start), part))
    kept = [(n, step) for n, step in zip(shape, strides, strict=True) if n != 1]
    if _overlaps([n for n, _ in kept], [step for _, step in kept]):
        times = np.bincount(_places(length, shape, strides, first), minlength=length)
        storage = storage / Tensor(times.astype(part._array.dtype))
    return _seen(storage, shape, strides, first)


def _places(length: int, size: Ints, stride: Ints, offset: int) -> Any:
    return arrays.strided(np.arange(length), size, stride, offset).reshape(-1).copy()
