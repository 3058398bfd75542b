"""Parameter: a tensor that modules count among their weights.

It stands below the operations, whose fast calls take it as they take a Tensor. What they return is
always a plain Tensor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .printing import tensor_repr
from .tensor import Tensor

__all__ = ["Parameter"]


class Parameter(Tensor):
    """A leaf over the bytes of ``data``; as an attribute of a Module it is one of its parameters.

    Raises RuntimeError for an integer or bool tensor unless ``requires_grad=False``.
    """

    __slots__ = ()

    def __init__(self, data: Tensor | None = None, requires_grad: bool = True) -> None:
        if data is None:
            super().__init__(np.empty(0, np.float32))
        else:
            super().__init__(data._array)
            self._storage = data.storage()
        if requires_grad and self._array.dtype.kind != "f":
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        self._tracked = bool(requires_grad)

    def __repr__(self) -> str:
        return "Parameter containing:\n" + tensor_repr(self)

    __str__ = __repr__

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        """A parameter with a copy of the values, without the gradient, as in PyTorch."""
        found = memo.get(id(self))
        if found is None:
            found = memo[id(self)] = type(self)(Tensor(self._array.copy()), self._tracked)
        copied: Parameter = found
        return copied

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _rebuilt, (self._array, self._tracked)


Parameter.__module__ = "autograd_core.nn.parameter"


def _rebuilt(array: Any, requires_grad: bool) -> Parameter:
    return Parameter(Tensor(array), requires_grad)
