"""Shape arithmetic for ``infer``, with PyTorch's error texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..dtypes import DType, default_dtype, result_type
from .spec import Meta

__all__ = [
    "Shape",
    "broadcast",
    "elementwise",
    "elementwise_dtype",
    "normal_dim",
    "normal_dims",
    "reduced_shape",
]

Shape = tuple[int, ...]


def broadcast(a: Shape, b: Shape) -> Shape:
    """The common shape of two operands. Raises RuntimeError if there is none."""
    size = max(len(a), len(b))
    result = []
    for dim in reversed(range(size)):
        x = a[dim - size + len(a)] if dim >= size - len(a) else 1
        y = b[dim - size + len(b)] if dim >= size - len(b) else 1
        if x != y and x != 1 and y != 1:
            raise RuntimeError(
                f"The size of tensor a ({x}) must match the size of tensor b ({y}) at "
                f"non-singleton dimension {dim}"
            )
        result.append(y if x == 1 else x)
    return tuple(reversed(result))


def elementwise_dtype(operands: Sequence[Any]) -> DType:
    """The promoted type of Metas and numbers."""
    return result_type(
        (operand.dtype, len(operand.shape)) if isinstance(operand, Meta) else operand
        for operand in operands
    )


def elementwise(operands: Sequence[Any], floating: bool = False) -> Meta:
    """The result of operands that broadcast; with ``floating`` integers become float."""
    shape: Shape = ()
    first = True
    for operand in operands:
        if isinstance(operand, Meta):
            shape = operand.shape if first else broadcast(shape, operand.shape)
            first = False
    dtype = elementwise_dtype(operands)
    if floating and not dtype.is_floating_point:
        dtype = default_dtype()
    return Meta(shape, dtype)


def normal_dim(dim: int, ndim: int) -> int:
    """A dimension counted from the front. Raises IndexError out of range; 0-d counts as 1-d."""
    size = max(ndim, 1)
    if not -size <= dim < size:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-size}, {size - 1}], "
            f"but got {dim})"
        )
    return dim % size


def normal_dims(dim: int | Sequence[int] | None, ndim: int) -> tuple[int, ...]:
    """Dimensions to reduce, sorted; None and the empty list mean all.

    Raises IndexError out of range, RuntimeError for one named twice.
    """
    if dim is None:
        return tuple(range(ndim))
    given = (dim,) if isinstance(dim, int) else tuple(dim)
    if not given:
        return tuple(range(ndim))
    dims = [normal_dim(one, ndim) for one in given]
    for place, one in enumerate(dims):
        if one in dims[:place]:
            raise RuntimeError(f"dim {one} appears multiple times in the list of dims")
    return tuple(sorted(dims)) if ndim else ()


def reduced_shape(shape: Shape, dim: Any, keepdim: bool) -> Shape:
    """The shape after reducing ``dim``."""
    dims = normal_dims(dim, len(shape))
    if keepdim:
        return tuple([1 if axis in dims else extent for axis, extent in enumerate(shape)])
    return tuple([extent for axis, extent in enumerate(shape) if axis not in dims])
