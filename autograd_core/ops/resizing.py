"""Tensors given another number of elements in place: ``resize_``, ``resize_as_``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..placement import laid_out
from ..storage import Storage, owner_of
from ..tensor import Tensor
from ..views import data_of
from .families import A
from .shape import as_shape
from .shapes import Shape
from .spec import REQUIRED, Meta, OpSpec, Param, Port, register
from .views import seen

Params = Mapping[str, Any]


def _checked(size: Any) -> Shape:
    shape = as_shape(size)
    if any(extent < 0 for extent in shape):
        raise RuntimeError("numel: integer multiplication overflow")
    return shape


def _resize(a: Tensor, size: Any, memory_format: Any = None) -> Tensor:
    """See the elements from the first on in another shape; memory is added if there is too little.

    What is added is not initialised. Views keep the old memory then.
    """
    shape = _checked(size)
    if a.requires_grad:
        raise RuntimeError("cannot resize variables that require grad")
    if shape == a._array.shape and memory_format is None:
        return a
    array = a._array
    storage = a.storage()
    owner = owner_of(array)
    held = (int(owner.nbytes) - (data_of(array) - data_of(owner))) // array.itemsize
    count = math.prod(shape)
    strides = tuple([math.prod([max(n, 1) for n in shape[k + 1 :]]) for k in range(len(shape))])
    if count <= held:
        a._array = seen(array, shape, strides, 0)
    else:
        grown = np.empty(count, array.dtype)
        grown[:held] = seen(array, (held,), (1,), 0)
        a._array = grown.reshape(shape)
        a._storage = storage = Storage(a._array, None, storage.version)
    if memory_format is not None:
        a._array = laid_out(a._array, memory_format)
        a._storage = storage = Storage(a._array, None, storage.version)
    storage.version += 1
    return a


def _resize_as(a: Tensor, b: Tensor, memory_format: Any = None) -> Tensor:
    return _resize(a, b._array.shape, memory_format)


FIELDS: dict[str, Any] = {
    "category": "copy",
    "mutates": True,
    "formula": r"a",
    "keywords": ("memory", "in-place", "shape"),
}

register(
    OpSpec(
        name="resize_",
        ports=A,
        params=(
            Param("size", "shape", REQUIRED, varargs=True, help="the new extents"),
            Param("memory_format", "data", None, optional=True, keyword_only=True, help="order"),
        ),
        infer=lambda operands, params: (Meta(_checked(params["size"]), operands[0].dtype),),
        compose=_resize,
        spelling="{a}.resize_({size})",
        methods=("resize_",),
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Resize in place",
        help="The tensor gets another number of elements; what is added is not initialised.",
        **FIELDS,
    ),
    OpSpec(
        name="resize_as_",
        ports=(Port("a"), Port("b", argument="the_template")),
        params=(
            Param("memory_format", "data", None, optional=True, keyword_only=True, help="order"),
        ),
        infer=lambda operands, params: (Meta(operands[1].shape, operands[0].dtype),),
        compose=_resize_as,
        spelling="{a}.resize_as_({b})",
        methods=("resize_as_",),
        functions=("resize_as_",),
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Resize like another in place",
        help="The tensor gets the shape of another; what is added is not initialised.",
        **FIELDS,
    ),
)
