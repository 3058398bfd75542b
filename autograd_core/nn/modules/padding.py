"""Padding as modules: one class for each way to fill and number of dimensions."""

from __future__ import annotations

from typing import Any

from ...tensor import Tensor
from .. import functional as F  # noqa: N812
from .module import Module
from .weights import renamed, repeated

__all__ = ["CLASSES"]


class _Pad(Module):
    """Pads the last ``dims`` dimensions, each before and after."""

    dims = 0
    mode = "constant"

    def __init_subclass__(cls) -> None:
        renamed(cls, "__init__")

    def __init__(self, padding: Any) -> None:
        super().__init__()
        self.padding = repeated(padding, 2 * self.dims)

    def forward(self, input: Tensor) -> Tensor:
        """The padded input."""
        result: Tensor = F.pad(input, self.padding, self.mode)
        return result

    def extra_repr(self) -> str:
        return f"{self.padding}"


class _CircularPad(_Pad):
    mode = "circular"

    def forward(self, input: Tensor) -> Tensor:
        """The padded input. Raises ValueError for an input of other dimensions."""
        if input.ndim not in (self.dims + 1, self.dims + 2):
            raise ValueError(
                f"expected {self.dims + 1}D or {self.dims + 2}D input (got {input.ndim}D input)"
            )
        return super().forward(input)


class _ReflectionPad(_Pad):
    mode = "reflect"


class _ReplicationPad(_Pad):
    mode = "replicate"


class _ConstantPad(_Pad):
    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        """The padded input."""
        result: Tensor = F.pad(input, self.padding, self.mode, self.value)
        return result

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class _ZeroPad(_ConstantPad):
    def __init__(self, padding: Any) -> None:
        super().__init__(padding, 0.0)

    def extra_repr(self) -> str:
        return f"{self.padding}"


CLASSES: dict[str, type[Module]] = {
    f"{base.__name__[1:]}{dims}d": type(
        f"{base.__name__[1:]}{dims}d",
        (base,),
        {"dims": dims, "__module__": __name__, "__doc__": base.__doc__ or _Pad.__doc__},
    )
    for base in (_CircularPad, _ConstantPad, _ReflectionPad, _ReplicationPad, _ZeroPad)
    for dims in (1, 2, 3)
}
globals().update(CLASSES)
