"""The older ways to make tensors: ``torch.Tensor(2, 3)``, ``torch.FloatTensor([1.0])``, ``x.new``.

Numbers are extents, a sequence is data, a tensor is shared; the type is the class's own. Raises
TypeError in PyTorch's words for what is none of these.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from .construct import array_from_data
from .dtypes import ALL, DType, default_dtype, set_default_dtype
from .ops.dispatch import call
from .ops.spec import INTERNAL
from .placement import check_device
from .storage import Array
from .tensor import Size, Tensor, set_legacy

__all__ = ["TYPED", "Variable", "new", "set_default_tensor_type"]

_FORMS = """ * (*, torch.device device = None)
{reason} * (torch.Storage storage)
 * (Tensor other)
 * (tuple of ints size, *, torch.device device = None)
 * (object data, *, torch.device device = None)
"""


def _bytes_of(
    dtype: DType, given: Sequence[Any], named: dict[str, Any] | None = None
) -> tuple[Array, Tensor | None]:
    """The array that the arguments ask for, and the tensor whose bytes it shares, if any."""
    named = dict(named or {})
    check_device(named.pop("device", None))
    if "data" in named and not given:
        given = (named.pop("data"),)
    if named:
        _refuse(given, named)
    if not given:
        return np.empty(0, dtype.numpy), None
    first = given[0]
    if len(given) == 1 and isinstance(first, Tensor):
        if first.dtype is not dtype:
            raise TypeError(f"expected {_options(dtype)} (got {_options(first.dtype)})")
        return first._array, first
    if isinstance(first, int | np.integer) and not isinstance(first, bool):
        return _uninitialised(given, dtype), None
    if len(given) > 1:
        _refuse(given, {})
    if isinstance(first, Size):
        return _uninitialised(first, dtype), None
    if isinstance(first, str):
        raise TypeError("new(): invalid data type 'str'")
    if not isinstance(first, Sequence | np.ndarray) or isinstance(first, np.generic):
        kind = type(first)
        home = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
        raise TypeError(f"new(): data must be a sequence (got {home}{kind.__name__})")
    return array_from_data(first, dtype), None


def _uninitialised(shape: Sequence[Any], dtype: DType) -> Array:
    for place, extent in enumerate(shape):
        if not isinstance(extent, int | np.integer) or isinstance(extent, bool):
            raise TypeError(
                f"new(): argument 'size' failed to unpack the object at pos {place + 1} with error "
                f'"type must be tuple of ints,but got {type(extent).__name__}"'
            )
        if extent < 0:
            raise RuntimeError(
                f"Trying to create tensor with negative dimension {extent}: {list(shape)}"
            )
    return np.zeros(tuple(shape), dtype.numpy)


def _refuse(given: Sequence[Any], named: dict[str, Any]) -> None:
    said = [type(one).__name__ for one in given]
    said += [f"{name}={_kind(value)}" for name, value in named.items()]
    reason = ""
    if named:
        names = ", ".join(named)
        reason = f"      didn't match because some of the keywords were incorrect: {names}\n"
    raise TypeError(
        f"new() received an invalid combination of arguments - got ({', '.join(said)}), but "
        f"expected one of:\n{_FORMS.format(reason=reason)}"
    )


def _kind(value: Any) -> str:
    return "torch.dtype" if isinstance(value, DType) else type(value).__name__


_C_NAMES = {
    "float16": "c10::Half",
    "float32": "float",
    "float64": "double",
    "int8": "signed char",
    "int16": "short int",
    "int32": "int",
    "int64": "long int",
    "uint8": "unsigned char",
    "bool": "bool",
}


def _options(dtype: DType) -> str:
    return (
        f"TensorOptions(dtype={_C_NAMES[dtype.name]}, device=cpu, layout=Strided, "
        "requires_grad=false (default), pinned_memory=false (default), memory_format=(nullopt))"
    )


def _made(dtype: DType, given: Sequence[Any], named: dict[str, Any] | None = None) -> Tensor:
    array, source = _bytes_of(dtype, given, named)
    return Tensor(array) if source is None else _alias(source)


def _alias(source: Tensor) -> Tensor:
    alias: Tensor = call(INTERNAL["alias"], (source,))
    return alias


# ---- torch.Tensor(...) -----------------------------------------------------------------------


def _construct(tensor: Tensor, given: tuple[Any, ...], device: Any, data: Any) -> None:
    """Fill in the ``tensor`` that is made by ``torch.Tensor(*given)``, of the default type."""
    if isinstance(given[0], np.ndarray | np.generic):
        Tensor.__init__(tensor, np.asarray(given[0]), *given[1:])
        return
    given = _without_defaults(given)
    dtype = default_dtype()
    if len(given) == 1 and isinstance(given[0], Tensor):
        dtype = given[0].dtype
    named = {} if data is None else {"data": data}
    made = _made(dtype, given, {**named, "device": device})
    for slot in _SLOTS:
        setattr(tensor, slot, getattr(made, slot))


#: What :class:`Tensor` notes for each tensor.
_SLOTS = [slot for slot in Tensor.__slots__ if not slot.startswith("__")]


def _without_defaults(given: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments that were given, of those that ``Tensor.__init__`` filled in."""
    if len(given) == 3 and given[2] is None:
        given = given[:2] if given[1] is not False else given[:1]
    nothing = len(given) == 1 and isinstance(given[0], tuple) and not given[0]
    return () if nothing else given


set_legacy(_construct)


# ---- torch.FloatTensor(...) and its like -----------------------------------------------------


class _TypedMeta(type):
    """Classes that no tensor is an instance of by its class, but by its element type."""

    dtype: DType
    legacy_dtype: DType

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, Tensor) and value.dtype is cls.dtype

    def __call__(cls, *given: Any, **named: Any) -> Tensor:
        return _made(cls.dtype, given, named)


def _typed(dtype: DType) -> _TypedMeta:
    name = f"{dtype.scalar_name}Tensor"
    return _TypedMeta(name, (), {"dtype": dtype, "legacy_dtype": dtype, "__module__": "torch"})


TYPED: dict[str, Any] = {f"{dtype.scalar_name}Tensor": _typed(dtype) for dtype in ALL}
"""``torch.FloatTensor`` and its like, by name."""


def new(self: Tensor, *given: Any, **named: Any) -> Tensor:
    """A tensor of the type of this one, made as ``torch.FloatTensor`` makes it."""
    return _made(self.dtype, given, named)


Tensor.new = new  # type: ignore[attr-defined]


def set_default_tensor_type(t: Any) -> None:
    """Make the element type of ``t``, such as ``torch.DoubleTensor``, the default.

    Raises TypeError for what is no such type.
    """
    name = t if isinstance(t, str) else f"torch.{getattr(t, '__name__', '')}"
    found = TYPED.get(name.removeprefix("torch."))
    if found is None:
        raise TypeError("invalid type object")
    set_default_dtype(found.dtype)


# ---- torch.autograd.Variable -----------------------------------------------------------------


class _VariableMeta(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, Tensor)

    def __call__(
        cls, data: Any = None, requires_grad: bool = False, volatile: bool | None = None
    ) -> Tensor:
        if volatile:
            warnings.warn(
                "volatile was removed and now has no effect. Use `with torch.no_grad():` instead.",
                UserWarning,
                stacklevel=2,
            )
        if data is None:
            return Tensor(np.empty(0, default_dtype().numpy)).requires_grad_(requires_grad)
        if not isinstance(data, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(data).__name__}")
        return data.detach().requires_grad_(requires_grad)


class Variable(metaclass=_VariableMeta):
    """What tensors with gradients were before PyTorch 0.4: a leaf over the bytes of a tensor."""
