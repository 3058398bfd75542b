"""Attributes of Tensor that can only be read, and those that PyTorch warns of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .once import warn_once
from .ops.dispatch import call
from .ops.spec import REGISTRY
from .tensor import Tensor

__all__ = ["TRANSPOSED", "ReadOnly", "protect"]


class ReadOnly(property):
    """A property that refuses to be set in PyTorch's words."""

    def __set__(self, instance: Any, value: Any) -> None:
        name = getattr(self, "shown", None) or getattr(self.fget, "__name__", "")
        raise AttributeError(f"attribute '{name}' of 'torch._C.TensorBase' objects is not writable")

    def named(self, name: str) -> ReadOnly:
        """The property itself, with the name that its message says."""
        self.shown = name
        return self


def protect() -> None:
    """Let Tensor's properties without a setter refuse to be set as PyTorch's do."""
    for name, value in list(vars(Tensor).items()):
        if type(value) is property and value.fset is None:
            setattr(Tensor, name, ReadOnly(value.fget, doc=value.__doc__).named(name))


_REVERSED = (
    "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated "
    "and it will throw an error in a future release. Consider `x.mT` to transpose batches of "
    "matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a "
    "tensor."
)
_IDENTITY = (
    "Tensor.{name} is deprecated on 0-D tensors. This function is the identity in these cases."
)
_CONJUGATE = "Tensor.{name} is deprecated on 0-D tensors. Consider using x.conj()."


def _transposed(name: str, text: str) -> Callable[[Tensor], Any]:
    """The getter of ``x.T`` and the like, which are deprecated for what is no matrix."""
    spec = REGISTRY[name]
    said = text.format(name=name)

    def get(self: Tensor) -> Any:
        dims = self._array.ndim
        if dims == 0:
            warn_once(said)
            return self if name == "mT" else call(spec, (self,))
        if name == "T" and dims != 2:
            warn_once(_REVERSED)
        return call(spec, (self,))

    return get


TRANSPOSED: dict[str, Callable[[Tensor], Any]] = {
    "T": _transposed("T", _IDENTITY),
    "mT": _transposed("mT", _IDENTITY),
    "H": _transposed("H", _CONJUGATE),
    "mH": _transposed("mH", _CONJUGATE),
}
