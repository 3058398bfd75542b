"""Questions about element types: limits of numbers, promotion, what a tensor holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import dtypes
from .dtypes import DType, bool_, default_dtype
from .tensor import Tensor

__all__ = [
    "can_cast",
    "finfo",
    "iinfo",
    "is_complex",
    "is_floating_point",
    "is_nonzero",
    "is_signed",
    "promote_types",
    "result_type",
    "typename",
]


class finfo:  # noqa: N801
    """The limits of a floating-point type. Raises TypeError for other types."""

    __slots__ = ("_info", "dtype")

    def __init__(self, type: DType | None = None) -> None:
        kind = default_dtype() if type is None else type
        if not isinstance(kind, DType) or not kind.is_floating_point:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                "'torch.finfo'"
            )
        self._info = np.finfo(kind.numpy)
        self.dtype = kind.name

    @property
    def bits(self) -> int:
        """The bits that a number takes."""
        return int(self._info.bits)

    @property
    def eps(self) -> float:
        """The step from 1 to the next number."""
        return float(self._info.eps)

    @property
    def max(self) -> float:
        """The greatest finite number."""
        return float(self._info.max)

    @property
    def min(self) -> float:
        """The least finite number."""
        return float(self._info.min)

    @property
    def tiny(self) -> float:
        """The least positive normal number."""
        return float(self._info.tiny)

    smallest_normal = tiny

    @property
    def resolution(self) -> float:
        """The decimal resolution."""
        return float(f"1e-{self._info.precision}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        names = ("resolution", "min", "max", "eps", "smallest_normal", "tiny")
        limits = ", ".join(f"{name}={getattr(self, name):g}" for name in names)
        return f"finfo({limits}, dtype={self.dtype})"


class iinfo:  # noqa: N801
    """The limits of an integer type. Raises TypeError for other types."""

    __slots__ = ("bits", "dtype", "max", "min")

    def __init__(self, type: DType) -> None:
        if type is bool_:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        if not isinstance(type, DType) or type.is_floating_point:
            raise TypeError(
                "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                "'torch.iinfo'"
            )
        info = np.iinfo(type.numpy)
        self.bits, self.min, self.max = int(info.bits), int(info.min), int(info.max)
        self.dtype = type.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, iinfo) and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"


def promote_types(type1: DType, type2: DType) -> DType:
    """The smallest type that holds both. Raises TypeError for what is no dtype."""
    for place, kind in enumerate((type1, type2), 1):
        if not isinstance(kind, DType):
            raise TypeError(
                f"promote_types(): argument 'type{place}' (position {place}) must be torch.dtype, "
                f"not {type(kind).__name__}"
            )
    return dtypes.promote(type1, type2)


def result_type(tensor1: Tensor | float, tensor2: Tensor | float) -> DType:
    """The type of an arithmetic operation on two tensors or numbers."""
    operands = [
        (one.dtype, one.ndim) if isinstance(one, Tensor) else one for one in (tensor1, tensor2)
    ]
    return dtypes.result_type(operands)


def can_cast(from_: DType, to: DType) -> bool:
    """Whether promotion rules allow the cast: no category may be lost."""
    kinds = [0 if kind is bool_ else 2 if kind.is_floating_point else 1 for kind in (from_, to)]
    return kinds[0] <= kinds[1]


def _of_tensor(name: str, input: Any) -> Tensor:
    if not isinstance(input, Tensor):
        raise TypeError(
            f"{name}(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}"
        )
    return input


def is_floating_point(input: Tensor) -> bool:
    """Whether the element type is a floating-point one."""
    return _of_tensor("is_floating_point", input).dtype.is_floating_point


def is_complex(input: Tensor) -> bool:
    """False: the engine has no complex tensors."""
    return _of_tensor("is_complex", input).dtype.is_complex


def is_signed(input: Tensor) -> bool:
    """Whether elements can be below zero."""
    return _of_tensor("is_signed", input).dtype.is_signed


def is_nonzero(input: Tensor) -> bool:
    """Whether the only element is not zero. Raises RuntimeError if there is not exactly one."""
    return bool(_of_tensor("is_nonzero", input))


def typename(obj: Any) -> str:
    """The legacy name of a tensor's type, or the name of the class of anything else."""
    if isinstance(obj, Tensor):
        return obj.dtype.tensor_type
    kind = type(obj)
    name = kind.__qualname__
    return name if kind.__module__ == "builtins" else f"{kind.__module__}.{name}"
