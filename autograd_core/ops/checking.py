"""What PyTorch's argument parser refuses, in its words, before an operation is executed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType, bool_, float64, int64
from ..tensor import Size, Tensor
from .spec import MISSING, OpSpec

__all__ = [
    "check_operands",
    "check_params",
    "check_self",
    "is_number",
    "no_overload",
    "normal_params",
]

NOTHING: Mapping[str, Any] = {}


def check_self(name: str, value: object) -> None:
    """Raise TypeError if a special method was called on what is no Tensor, as Python does."""
    if not isinstance(value, Tensor):
        raise TypeError(
            f"descriptor '{name}' for 'torch._C.TensorBase' objects doesn't apply to a "
            f"'{type(value).__name__}' object"
        )


def is_number(value: object) -> bool:
    """Whether a value may stand for a tensor as a Python number does."""
    return isinstance(value, bool | int | float | np.bool_ | np.integer | np.floating)


def no_overload(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TypeError:
    """PyTorch's error for arguments that fit none of a function's signatures."""
    got = [type(value).__name__ for value in args if value is not MISSING]
    got += [f"{key}={type(value).__name__}" for key, value in kwargs.items()]
    return TypeError(
        f"{name}() received an invalid combination of arguments - got ({', '.join(got)}), but "
        "expected one of:"
    )


def check_operands(
    spec: OpSpec, inputs: Sequence[Any], first: int = 1, params: Mapping[str, Any] = NOTHING
) -> None:
    """Raise TypeError, as PyTorch's argument parser does, for what is no operand.

    ``first`` is the position of the first operand, 0 for a method's own tensor.
    """
    if spec.overloads and all(is_number(operand) for operand in inputs):
        raise no_overload(spec.called, inputs[1 - first :], {})
    for place, (port, operand) in enumerate(zip(spec.ports, inputs, strict=True), first):
        keyword = port.keyword
        if operand is MISSING:
            raise TypeError(f'{spec.called}() missing 1 required positional arguments: "{keyword}"')
        if not port.variadic and isinstance(operand, Tensor):
            continue
        if (port.number or port.lifted) and is_number(operand):
            continue
        if port.variadic and isinstance(operand, list | tuple):
            for number, item in enumerate(operand):
                if not isinstance(item, Tensor):
                    raise TypeError(
                        f"expected Tensor as element {number} in argument 0, but got "
                        f"{type(item).__name__}"
                    )
            continue
        if operand is None and port.optional:
            continue
        if spec.overloads:
            raise no_overload(spec.called, (*inputs[1 - first :], *_given(spec, params)), {})
        names = getattr(spec.arguments, "names", ())
        if keyword in names:
            place = names.index(keyword) + first
        what = "tuple of Tensors" if port.variadic else "Tensor"
        raise TypeError(
            f"{spec.called}(): argument '{keyword}' (position {place}) must be {what}, not "
            f"{type(operand).__name__}"
        )


_WANTED: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "int": ("int", lambda value: _is_int(value)),
    "dim": ("int", lambda value: _is_int(value)),
    "bool": ("bool", lambda value: isinstance(value, bool | np.bool_)),
    "float": ("float", lambda value: is_number(value)),
    "number": ("Number", lambda value: is_number(value)),
    "str": ("str", lambda value: isinstance(value, str)),
    "dtype": ("torch.dtype", lambda value: isinstance(value, DType)),
    "dims": ("tuple of ints", lambda value: _is_ints(value)),
    "shape": ("tuple of ints", lambda value: _is_ints(value)),
}


def _is_int(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _is_ints(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_int(item) or isinstance(item, Tensor) for item in value)
    return _is_int(value)


_PYTHON_TYPES = {float: float64, int: int64, bool: bool_}


def normal_params(spec: OpSpec, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parameters with what PyTorch's parser also takes made what the operation wants.

    One-element tensors stand for numbers, the Python types ``float``, ``int``, ``bool`` for dtypes.
    """
    changed: dict[str, Any] = {}
    for param in spec.params:
        value = params[param.name]
        if value.__class__ is type and param.type == "dtype" and value in _PYTHON_TYPES:
            changed[param.name] = _PYTHON_TYPES[value]
        elif value.__class__ in _SEQUENCES and param.type in ("dims", "shape"):
            if any(isinstance(item, Tensor | np.integer) for item in value):
                changed[param.name] = tuple([_number(item, "iu") for item in value])
        elif isinstance(value, Tensor) and param.type in _NUMERIC:
            changed[param.name] = _number(value, _NUMERIC[param.type])
    return {**params, **changed} if changed else params


#: The kinds of one-element tensors that may be given for parameters of these types.
_NUMERIC = {
    "int": "iu",
    "dim": "iu",
    "dims": "iu",
    "shape": "iu",
    "float": "fiub",
    "number": "fiub",
}
_SEQUENCES = (tuple, list, Size)


def _number(value: Any, kinds: str) -> Any:
    """A 0-d tensor as its number; what is none as it is."""
    if isinstance(value, np.integer):
        return int(value)
    if not isinstance(value, Tensor) or value.ndim or value._array.dtype.kind not in kinds:
        return value
    return value if value.requires_grad else value._array.item()


def check_params(spec: OpSpec, params: Mapping[str, Any], first: int = 1) -> None:
    """Raise TypeError, as PyTorch's argument parser does, for a parameter of a wrong type.

    ``first`` is as in :func:`check_operands`.
    """
    for place, param in enumerate(spec.params, len(spec.ports) + first):
        value = params[param.name]
        wanted = _WANTED.get(param.type)
        if wanted is None or (value is None and param.optional) or wanted[1](value):
            continue
        if spec.overloads:
            operands = [object.__new__(Tensor)] * (len(spec.ports) - 1 + first)
            raise no_overload(spec.called, [*operands, *_given(spec, params)], {})
        position = "" if param.keyword_only else f" (position {place})"
        raise TypeError(
            f"{spec.called}(): argument '{param.name}'{position} must be {wanted[0]}, not "
            f"{type(value).__name__}"
        )


def _given(spec: OpSpec, params: Mapping[str, Any]) -> list[Any]:
    """The parameters by position that a call seems to have given."""
    free = [param for param in spec.params if not param.keyword_only]
    values = [(params[param.name], param.default) for param in free if param.name in params]
    while values and values[-1][0] is values[-1][1]:
        values.pop()
    return [value for value, _ in values]
