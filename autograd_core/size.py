"""Size: the shape of a tensor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

__all__ = ["Size"]


class Size(tuple[int, ...]):
    """A shape; a tuple that prints ``torch.Size([2, 3])`` and stays one in sums and slices.

    Raises TypeError for what holds other than integers.
    """

    __slots__ = ()

    def __new__(cls, extents: Iterable[Any] = ()) -> Size:
        found = tuple.__new__(cls, extents)
        for place, extent in enumerate(found):
            if extent.__class__ is not int and not isinstance(extent, int | np.integer):
                raise TypeError(
                    f"torch.Size() takes an iterable of 'int' (item {place} is "
                    f"'{type(extent).__name__}')"
                )
        return found

    def numel(self) -> int:
        """The number of elements of a tensor of this shape."""
        result = 1
        for extent in self:
            result *= extent
        return result

    def __reduce__(self) -> Any:
        return _made, (tuple(self),)

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def __getitem__(self, index: Any) -> Any:
        result = tuple.__getitem__(self, index)
        return Size(result) if isinstance(index, slice) else result

    def __add__(self, other: Any) -> Any:
        return Size((*self, *other)) if isinstance(other, tuple) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return Size((*other, *self)) if isinstance(other, tuple) else NotImplemented

    def __mul__(self, times: Any) -> Any:
        return Size(tuple(self) * times) if isinstance(times, int) else NotImplemented

    __rmul__ = __mul__


Size.__module__ = "autograd_core"


def _made(extents: tuple[int, ...]) -> Size:
    """A Size from a pickle, which cannot name the class as it calls itself torch's."""
    return Size(extents)
