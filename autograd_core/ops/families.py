"""What the family tables have in common: ports, parameters and ``infer`` of the usual kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..dtypes import DType, bool_
from .operands import no_kernel
from .shapes import elementwise, reduced_shape
from .spec import Meta, Param, Port

__all__ = [
    "AB",
    "ALPHA",
    "DIM_OR_ALL",
    "KEEPDIM",
    "A",
    "infer_compare",
    "infer_elementwise",
    "infer_floating",
    "infer_reduction",
    "infer_same",
    "multiplied",
    "refuse_bool",
]

#: One tensor; two operands of which the second may be a number.
A = (Port("a"),)
AB = (Port("a"), Port("b", number=True))

#: Of the four operations of arithmetic, which PyTorch lets begin with a number.
LIFTED_AB = (Port("a", lifted=True), Port("b", number=True))

ALPHA = Param("alpha", "number", 1, keyword_only=True, help="factor of the second input")
DIM_OR_ALL = Param("dim", "dims", None, optional=True, help="dimensions to reduce; all if empty")
KEEPDIM = Param("keepdim", "bool", False, help="keep reduced dimensions with extent 1")

Params = Mapping[str, Any]


def multiplied(xp: Any, g: Any, factor: Any) -> Any:
    """A gradient times a number, and as it is times 1, as PyTorch has it."""
    return g if factor == 1 else xp.mul_number(g, factor)


def refuse_bool(dtype: DType, kernel: str) -> None:
    """Raise NotImplementedError, in PyTorch's words, for a type that it has no kernel for."""
    if dtype is bool_:
        raise no_kernel(kernel, dtype)


def infer_same(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """Shape and type of the first operand."""
    return (operands[0],)


def infer_elementwise(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """Operands broadcast; the type is the promoted one."""
    return (elementwise(operands),)


def infer_floating(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """Operands broadcast; integers become the default floating-point type."""
    return (elementwise(operands, floating=True),)


def infer_compare(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """Operands broadcast; the result is bool."""
    return (Meta(elementwise(operands).shape, bool_),)


def infer_reduction(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """``dim`` and ``keepdim`` applied; the type stays."""
    shape = reduced_shape(operands[0].shape, params["dim"], params.get("keepdim", False))
    return (Meta(shape, operands[0].dtype),)
