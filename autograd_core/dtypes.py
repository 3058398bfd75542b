"""Element types and PyTorch's promotion rules.

A :class:`DType` prints as ``torch.float32``. Promotion follows
https://pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc : a tensor with
dimensions outweighs a zero-dimensional one, which outweighs a Python number, unless the lighter
one is of a higher category (bool < integer < floating point).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

__all__ = [
    "ALL",
    "DType",
    "bool_",
    "default_dtype",
    "float16",
    "float32",
    "float64",
    "from_numpy",
    "int8",
    "int16",
    "int32",
    "int64",
    "number_dtype",
    "promote",
    "qualified_name",
    "result_type",
    "set_default_dtype",
    "uint8",
]


_C_NAMES = {
    "uint8": "unsigned char",
    "int8": "signed char",
    "int16": "short int",
    "int32": "int",
    "int64": "long int",
    "float16": "c10::Half",
    "float32": "float",
    "float64": "double",
}


def qualified_name(value: object) -> str:
    """The name of the class of a value with its module, as PyTorch's messages have it."""
    kind = type(value)
    home = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return f"{home}{kind.__name__}"


class DType:
    """One element type; there is exactly one instance of each, so compare with ``is``."""

    __slots__ = ("is_floating_point", "itemsize", "name", "numpy", "scalar_name")

    def __init__(self, name: str, scalar_name: str) -> None:
        self.name = name
        self.numpy: np.dtype[Any] = np.dtype(name)
        self.scalar_name = scalar_name
        self.itemsize = self.numpy.itemsize
        self.is_floating_point = self.numpy.kind == "f"

    @property
    def is_complex(self) -> bool:
        """False: the engine has no complex tensors."""
        return False

    @property
    def is_signed(self) -> bool:
        """Whether values below zero can be represented."""
        return self.numpy.kind in "if"

    @property
    def c_name(self) -> str:
        """The name of the C++ type, which is in a few of PyTorch's messages."""
        return _C_NAMES.get(self.name, self.name)

    @property
    def tensor_type(self) -> str:
        """The legacy name that PyTorch's messages use, such as ``torch.FloatTensor``."""
        return f"torch.{self.scalar_name}Tensor"

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name


# Known to users, and to pickle, as what the package calls it.
DType.__name__ = DType.__qualname__ = "dtype"
DType.__module__ = "autograd_core"

float16 = DType("float16", "Half")
float32 = DType("float32", "Float")
float64 = DType("float64", "Double")
int8 = DType("int8", "Char")
int16 = DType("int16", "Short")
int32 = DType("int32", "Int")
int64 = DType("int64", "Long")
uint8 = DType("uint8", "Byte")
bool_ = DType("bool", "Bool")

ALL = (float32, float64, float16, int64, int32, int16, int8, uint8, bool_)
_BY_NUMPY = {dtype.numpy: dtype for dtype in ALL}
_default = float32


def default_dtype() -> DType:
    """The type of floating-point tensors made without a ``dtype``; float32 at start."""
    return _default


def set_default_dtype(dtype: DType) -> None:
    """Change :func:`default_dtype`. Raises TypeError unless it is a floating-point type."""
    global _default
    if not isinstance(dtype, DType):
        raise TypeError(
            "invalid dtype object: only floating-point types are supported as the default type"
        )
    if not dtype.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default = dtype


def from_numpy(dtype: np.dtype[Any]) -> DType:
    """The DType of an array. Raises TypeError for one that tensors cannot have."""
    found = _BY_NUMPY.get(dtype)
    if found is None:
        raise TypeError(
            f"can't convert np.ndarray of type numpy.{dtype.type.__name__}. The only supported "
            "types are: float64, float32, float16, complex64, complex128, int64, int32, int16, "
            "int8, uint64, uint32, uint16, uint8, and bool."
        )
    return found


def promote(a: DType, b: DType) -> DType:
    """The smallest type that holds both, in PyTorch's lattice (int64 with float16 is float16)."""
    if a is b:
        return a
    if a.is_floating_point != b.is_floating_point:
        return a if a.is_floating_point else b
    return from_numpy(np.promote_types(a.numpy, b.numpy))


def number_dtype(number: object) -> DType:
    """The type a Python number brings to promotion. Raises TypeError for anything else."""
    if isinstance(number, bool | np.bool_):
        return bool_
    if isinstance(number, int | np.integer):
        return int64
    if isinstance(number, float | np.floating):
        return _default
    raise TypeError(f"not a number: {number!r}")


def _combine(higher: DType | None, lower: DType | None) -> DType | None:
    if higher is None or lower is None:
        return lower if higher is None else higher
    if higher.is_floating_point:
        return higher
    if higher is bool_ or lower.is_floating_point:
        return promote(higher, lower)
    return higher


def result_type(operands: Iterable[tuple[DType, int] | bool | int | float]) -> DType:
    """The common type of operands, each ``(dtype, number of dimensions)`` or a Python number."""
    dimensioned: DType | None = None
    zero_dim: DType | None = None
    number: DType | None = None
    for operand in operands:
        if not isinstance(operand, tuple):
            dtype = number_dtype(operand)
            number = dtype if number is None else promote(number, dtype)
        elif operand[1]:
            dimensioned = operand[0] if dimensioned is None else promote(dimensioned, operand[0])
        else:
            zero_dim = operand[0] if zero_dim is None else promote(zero_dim, operand[0])
    result = _combine(dimensioned, _combine(zero_dim, number))
    return _default if result is None else result
