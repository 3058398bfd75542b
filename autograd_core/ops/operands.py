"""What elementwise operations share: the types they compute in, numbers as operands, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

from ..dtypes import DType, default_dtype, from_numpy
from .shapes import elementwise, elementwise_dtype
from .spec import Meta

__all__ = [
    "F16",
    "F32",
    "MISMATCH",
    "alike",
    "computed",
    "infer_number",
    "infer_typed",
    "no_kernel",
    "refused",
    "undifferentiated",
]

Params = Mapping[str, Any]
Function = Callable[..., Any]

F16 = np.dtype("float16")
F32 = np.dtype("float32")

MISMATCH = (
    "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1"
)


def no_kernel(kernel: str, dtype: DType) -> RuntimeError:
    """PyTorch's error for a type that it has no kernel for; a NotImplementedError there too."""
    return NotImplementedError(f"\"{kernel}\" not implemented for '{dtype.scalar_name}'")


def refused() -> NoReturn:
    """Ends a forward whose ``infer`` has the words for what is wrong."""
    raise TypeError("infer says what is wrong")


def undifferentiated(message: str) -> Function:
    """The rule of an input for which PyTorch has no derivative: it raises ``message``.

    ``aten::`` in it is for what PyTorch has noted nothing of; of what it has noted as missing it
    raises NotImplementedError.
    """
    if "aten::" not in message:
        return _raising(NotImplementedError(message))
    rule = _raising(RuntimeError(message))
    rule.in_place = _raising(RuntimeError(message.replace(" is not", "_ is not")))  # type: ignore[attr-defined]
    return rule


def _raising(error: Exception) -> Function:
    def rule(xp: Any, g: Any) -> Any:
        raise type(error)(*error.args)

    return rule


def _single(operand: Any) -> Any:
    """float32 for what is an array; parameters may come along in positions."""
    return operand.astype(F32) if isinstance(operand, np.ndarray) else operand


def computed(function: Function, kinds: str = "fiub") -> Function:
    """The forward of an elementwise function of operands of one type.

    ``kinds`` are the kinds of types that there is a kernel for. Half precision is computed in
    single, as PyTorch does.
    """

    def forward(xp: Any, *operands: Any, **params: Any) -> Any:
        dtype = operands[0].dtype
        if dtype.kind not in kinds:
            refused()
        if dtype == F16:
            operands = tuple([_single(operand) for operand in operands])
            return np.asarray(function(*operands, **params)).astype(F16)
        return function(*operands, **params)

    return forward


def infer_typed(kernel: str, kinds: str = "fiub", floating: bool = False) -> Function:
    """Operands broadcast to their common type, for which there must be a kernel."""

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        meta = elementwise(operands, floating)
        if meta.dtype.numpy.kind not in kinds:
            raise no_kernel(kernel, meta.dtype)
        return (meta,)

    return infer


def infer_number(infer: Function, name: str, first: bool = False) -> Function:
    """``infer`` of an operation with the number ``name`` as its second or first operand."""

    def with_number(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        number = params[name]
        both = (number, operands[0]) if first else (operands[0], number)
        result: tuple[Meta, ...] = infer(both, params)
        return result

    return with_number


def alike(a: Any, number: Any, floating: bool = False) -> tuple[Any, Any]:
    """An array and a number as arrays of their common type."""
    dtype = elementwise_dtype((Meta(a.shape, from_numpy(a.dtype)), number))
    if floating and not dtype.is_floating_point:
        dtype = default_dtype()
    return a.astype(dtype.numpy, copy=False), np.asarray(number).astype(dtype.numpy)
