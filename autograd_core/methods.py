"""The methods of Tensor that are no operations: conversion, hooks, ``backward``.

:func:`attach` puts them on the class; ``tensor.py`` declares them for type checkers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from . import attributes, dtypes, engine, facts, hooks
from .dtypes import qualified_name
from .errors import AutogradError
from .grad_mode import LOCAL
from .interop import allclose, from_numpy
from .interop import equal as equal_tensors
from .node import Hook, RemovableHandle
from .offers import missing
from .once import CYCLE, SCALAR, warn_once
from .ops.casts import converted, type_as, type_name_or_cast
from .ops.checking import is_number
from .ops.dispatch import call
from .ops.overflow import NAMES, stored
from .ops.spec import REGISTRY
from .parameter import Parameter
from .placement import MemoryFormat, contiguous_format, lies_in
from .printing import tensor_repr
from .storage import Array
from .tensor import Size, Tensor

__all__ = ["attach"]


def backward(
    self: Tensor,
    gradient: Tensor | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Accumulate the gradient of this tensor into the leaves it was made from.

    Args:
        gradient: what to start with; may be left out for one element, where it is 1.
        retain_graph: keep the graph for another backward; by default as ``create_graph``.
        create_graph: make the gradients differentiable.
        inputs: accumulate into these only.

    Raises:
        ScalarOnlyError, NoGradError, ShapeMismatchError, FreedBuffersError,
        SavedTensorModifiedError, with PyTorch's texts.
    """
    engine.backward(
        (self,), gradient, retain_graph=retain_graph, create_graph=create_graph, inputs=inputs
    )
    if create_graph:
        warn_once(CYCLE)


def register_hook(self: Tensor, hook: Hook) -> RemovableHandle:
    """Call ``hook(grad)`` when the gradient of this tensor arrives."""
    return hooks.register_hook(self, hook)


def register_post_accumulate_grad_hook(self: Tensor, hook: Hook) -> RemovableHandle:
    """Call ``hook(leaf)`` after a gradient was accumulated into this leaf."""
    return hooks.register_post_accumulate_grad_hook(self, hook)


def retain_grad(self: Tensor) -> None:
    """Keep the gradient of this non-leaf in ``.grad``."""
    hooks.retain_grad(self)


def detach_(self: Tensor) -> Tensor:
    """Cut this tensor from the graph that made it: it becomes a leaf that requires no grad."""
    if self._view is not None:
        raise AutogradError(
            "Can't detach views in-place. Use detach() instead. If you are using "
            "DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as "
            "True, gradients are views of DDP buckets, and hence detach_() cannot be called on "
            "these gradients. To fix this error, please refer to the Optimizer.zero_grad() "
            "function in torch/optim/optimizer.py as the solution."
        )
    self._node = None
    self._nr = 0
    self._tracked = False
    return self


# ---- conversion ------------------------------------------------------------------------------


def item(self: Tensor) -> Any:
    """The only element as a Python number. Raises RuntimeError if there is not exactly one."""
    if self._array.size != 1:
        raise RuntimeError(
            f"a Tensor with {self._array.size} elements cannot be converted to Scalar"
        )
    return self._array.item()


def tolist(self: Tensor) -> Any:
    """The values as nested lists of Python numbers, or one number."""
    return self._array.tolist()


def numpy(self: Tensor, *, force: bool = False) -> Array:
    """The values as an array over the same bytes. Raises RuntimeError if this could be recorded."""
    if force:
        return self.detach()._array
    if self.requires_grad and LOCAL.state.enabled:
        raise RuntimeError(
            "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
        )
    return self._array


def array(self: Tensor, dtype: Any = None, copy: bool | None = None) -> Array:
    """What NumPy's functions see."""
    values = numpy(self)
    if dtype is not None and values.dtype != dtype:
        return values.astype(dtype)
    return values.copy() if copy else values


def wrapped_array(
    self: Tensor, array: Array, context: Any = None, return_scalar: bool = False
) -> Tensor:
    """What NumPy's functions of tensors return: tensors."""
    return from_numpy(np.asarray(array))


def to_bool(self: Tensor) -> bool:
    """The truth of the only element."""
    size = self._array.size
    if size == 0:
        raise RuntimeError("Boolean value of Tensor with no values is ambiguous")
    if size > 1:
        raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
    return bool(self._array.item())


def _only(self: Tensor) -> Any:
    if self.requires_grad:
        warn_once(SCALAR, stacklevel=4)
    if self._array.size != 1:
        raise ValueError("only one element tensors can be converted to Python scalars")
    return self._array.item()


def to_float(self: Tensor) -> float:
    """The only element as a float."""
    return float(_only(self))


def to_int(self: Tensor) -> int:
    """The only element as an int, cut towards zero."""
    return int(_only(self))


def to_index(self: Tensor) -> int:
    """The only element of an integer tensor, so that it can index a list."""
    if self._array.size != 1 or self._array.dtype.kind not in "iub":
        raise TypeError("only integer tensors of a single element can be converted to an index")
    return int(self._array.item())


# ---- what it is ------------------------------------------------------------------------------


def size(self: Tensor, dim: int | None = None) -> Any:
    """The shape, or the extent of one dimension. Raises IndexError out of range."""
    shape = self._array.shape
    if dim is None:
        return Size(shape)
    if not -len(shape) <= dim < len(shape):
        if not shape:
            raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-len(shape)}, "
            f"{len(shape) - 1}], but got {dim})"
        )
    return shape[dim]


def stride(self: Tensor, dim: int | None = None) -> Any:
    """How many elements apart neighbours are, in each dimension or one."""
    array = self._array
    if array.size:
        steps = tuple([step // array.itemsize for step in array.strides])
    else:  # NumPy has no meaningful strides for what has no elements
        extents = [max(extent, 1) for extent in array.shape[1:]]
        steps = tuple([math.prod(extents[place:]) for place in range(array.ndim)])
    if dim is None:
        return steps
    size(self, dim)  # refuses what is out of range
    return steps[dim]


def length(self: Tensor) -> int:
    """The extent of the first dimension."""
    if not self._array.ndim:
        raise TypeError("len() of a 0-d tensor")
    return int(self._array.shape[0])


def iterate(self: Tensor) -> Iterator[Tensor]:
    """The slices along the first dimension, by one ``unbind``."""
    if not self._array.ndim:
        raise TypeError("iteration over a 0-d tensor")
    return iter(self.unbind(0))


def contains(self: Tensor, value: Any) -> bool:
    """Whether any element equals ``value``. Raises RuntimeError for no tensor and no number."""
    if not isinstance(value, Tensor) and not is_number(value):
        raise RuntimeError(
            "Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
            f"{type(value)}."
        )
    operands = (value, self) if isinstance(value, Tensor) else (self, value)
    return bool(call(REGISTRY["eq"], operands)._array.any())


def backwards(self: Tensor) -> Tensor:
    """``reversed(x)``: the slices along the first dimension from the last to the first."""
    return self.flip(0) if self._array.ndim else self


def numel(self: Tensor) -> int:
    """The number of elements."""
    return int(self._array.size)


def dim(self: Tensor) -> int:
    """The number of dimensions."""
    return self._array.ndim


def element_size(self: Tensor) -> int:
    """Bytes of one element."""
    return self._array.itemsize


def data_ptr(self: Tensor) -> int:
    """The address of the first element."""
    address: int = self._array.__array_interface__["data"][0]
    return address


def is_contiguous(self: Tensor, memory_format: MemoryFormat = contiguous_format) -> bool:
    """Whether the elements lie in row-major order, or another format, without gaps."""
    if memory_format is contiguous_format:
        return self._array.flags.c_contiguous
    return self._array.ndim in (4, 5) and lies_in(self._array, memory_format)


def is_floating_point(self: Tensor) -> bool:
    """Whether the element type is a floating-point one."""
    return self._array.dtype.kind == "f"


def set_item(self: Tensor, index: Any, value: Any) -> None:
    """``x[index] = value``. Raises TypeError for what is no tensor and no number of Python's,
    RuntimeError or ValueError for a number that is out of range."""
    if not isinstance(value, Tensor):
        if isinstance(value, complex):
            name = NAMES.get(self.dtype.name, f"{self.dtype.name}_t")
            raise RuntimeError(f"value cannot be converted to type {name} without overflow")
        if not isinstance(value, int | float):
            raise TypeError(f"can't assign a {qualified_name(value)} to a {self.dtype.tensor_type}")
        if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
            raise ValueError("Overflow when unpacking long long")
        if self._array.dtype.kind in "iu":
            stored(value, self._array.dtype)
    call(REGISTRY["setitem"], (self, value), {"index": index})


def delete_item(self: Tensor, index: Any) -> None:
    """``del x[index]``. Raises TypeError."""
    raise TypeError("Tensor does not support deleting items")


def equal(self: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape and the same elements."""
    return equal_tensors(self, other, first=0)


def where(self: Tensor, condition: Tensor, other: Any) -> Any:
    """Elements of this tensor where ``condition``, else of ``other``."""
    return call(REGISTRY["where"], (condition, self, other))


def same(self: Tensor) -> Tensor:
    """The tensor itself."""
    return self


def positive(self: Tensor) -> Any:
    """``+x``, the tensor itself. Raises RuntimeError for a tensor of bools."""
    return call(REGISTRY["positive"], (self,))


def no_imaginary_part(self: Tensor) -> Tensor:
    """``x.imag``, which only complex tensors have. Raises RuntimeError."""
    raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")


def invert(self: Tensor) -> Any:
    """``~x``: every bit inverted. Raises TypeError for floating-point tensors."""
    if self._array.dtype.kind == "f":
        raise TypeError(
            "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
        )
    return call(REGISTRY["bitwise_not"], (self,))


def represent(self: Tensor) -> str:
    """PyTorch's text."""
    return tensor_repr(self)


def format_tensor(self: Tensor, spec: str) -> str:
    """A one-element tensor formats as its number, as in PyTorch."""
    if self._array.ndim == 0 and not isinstance(self, Parameter):
        return format(self._array.item(), spec)
    return object.__format__(self, spec)


_METHODS: dict[str, Callable[..., Any]] = {
    "backward": backward,
    "register_hook": register_hook,
    "register_post_accumulate_grad_hook": register_post_accumulate_grad_hook,
    "retain_grad": retain_grad,
    "detach_": detach_,
    "item": item,
    "tolist": tolist,
    "numpy": numpy,
    "__array__": array,
    "__bool__": to_bool,
    "__float__": to_float,
    "__int__": to_int,
    "__index__": to_index,
    "size": size,
    "stride": stride,
    "__len__": length,
    "__iter__": iterate,
    "__contains__": contains,
    "__reversed__": backwards,
    "__delitem__": delete_item,
    "__array_wrap__": wrapped_array,
    "numel": numel,
    "nelement": numel,
    "dim": dim,
    "ndimension": dim,
    "element_size": element_size,
    "data_ptr": data_ptr,
    "is_contiguous": is_contiguous,
    "is_floating_point": is_floating_point,
    "__setitem__": set_item,
    "where": where,
    "byte": converted(dtypes.uint8),
    "char": converted(dtypes.int8),
    "short": converted(dtypes.int16),
    "float": converted(dtypes.float32),
    "double": converted(dtypes.float64),
    "half": converted(dtypes.float16),
    "long": converted(dtypes.int64),
    "int": converted(dtypes.int32),
    "bool": converted(dtypes.bool_),
    "type": type_name_or_cast,
    "type_as": type_as,
    "equal": equal,
    "allclose": allclose,
    "cpu": same,
    "__pos__": positive,
    "__invert__": invert,
    "__repr__": represent,
    "__str__": represent,
    "__format__": format_tensor,
    **facts.METHODS,
}

_PROPERTIES: dict[str, Callable[[Tensor], Any]] = {
    **attributes.TRANSPOSED,
    "real": same,
    "imag": no_imaginary_part,
    **facts.PROPERTIES,
}


#: Methods that PyTorch's tensors have and ours have not.
_NOT_OFFERED = """
    as_subclass bfloat16 cdouble cfloat chalf coalesce dense_dim dequantize dim_order eig
    float_power_ hash_tensor indices int_repr is_coalesced istft lstsq map2_ ormqr q_scale
    q_zero_point qscheme record_stream reinforce resize set_ smm solve sparse_dim sparse_mask
    sspaddmm stft storage_type symeig to_dense to_mkldnn to_padded_tensor to_sparse to_sparse_bsc
    to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr values
"""


class _NotOffered:
    """Stands for such a method, and says what is nearest.

    A ``__getattr__`` could do so for every name, but with one Python looks up all attributes by a
    way that takes several times as long.
    """

    def __init__(self, name: str, refuse: Callable[[str], Any]) -> None:
        self.name, self.refuse = name, refuse

    def __get__(self, tensor: Tensor | None, owner: type) -> Any:
        return self.refuse(self.name)


def attach() -> None:
    """Give Tensor these methods."""
    known = dict(vars(Tensor))
    error = "'{owner}' object has no attribute '{name}': not offered here"
    refuse = missing("Tensor", known, error)
    for name in _NOT_OFFERED.split():
        setattr(Tensor, name, _NotOffered(name, refuse))
    for name, method in _METHODS.items():
        setattr(Tensor, name, method)
    backward.__qualname__ = "Tensor.backward"
    for name, getter in _PROPERTIES.items():
        setattr(Tensor, name, property(getter))
    attributes.protect()
