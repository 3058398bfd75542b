"""Diagonals of matrices, in memory of their own: ``diag``, ``diag_embed``, ``diagflat``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from ..views import element_strides
from .dispatch import call
from .rearrange import rearranging
from .shapes import Shape, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, Param, Sample, register
from .views import OFFSET, diagonal_of, diagonal_shape

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
LINE = [1.0, 2.0, 3.0]
Params = Mapping[str, Any]
Operands = Sequence[Any]


def _embedded(shape: Shape, offset: int, dim1: int, dim2: int) -> tuple[Shape, int, int]:
    """The shape of ``diag_embed`` and its two new dimensions. Raises IndexError, RuntimeError."""
    ndim = len(shape) + 1
    first, second = normal_dim(dim1, ndim), normal_dim(dim2, ndim)
    if first == second:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    extent = shape[-1] + abs(offset)
    rest = list(shape[:-1])
    for dim in sorted((first, second)):
        rest.insert(dim, extent)
    return tuple(rest), first, second


def _infer_embed(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    return (Meta(_embedded(shape, **params)[0], dtype),)


def _embed(xp: Any, a: Any, offset: int, dim1: int, dim2: int) -> Any:
    shape, first, second = _embedded(a.shape, offset, dim1, dim2)
    result = np.zeros(shape, a.dtype)
    diagonal_of(result, offset, first, second)[...] = a
    return result


def _check_diag(shape: Shape) -> None:
    if len(shape) not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {len(shape)}D")


def _infer_diag(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    _check_diag(shape)
    if len(shape) == 1:
        return (Meta((shape[0] + abs(params["diagonal"]),) * 2, dtype),)
    return (Meta(diagonal_shape(shape, params["diagonal"], 0, 1), dtype),)


def _diag(a: Tensor, diagonal: int) -> Any:
    _check_diag(a._array.shape)
    name = "diag_embed" if a._array.ndim == 1 else "diagonal_copy"
    return call(REGISTRY[name], (a,), {"offset": diagonal})


def _infer_flat(operands: Operands, params: Params) -> tuple[Meta, ...]:
    count = 1
    for extent in operands[0].shape:
        count *= extent
    return (Meta((count + abs(params["offset"]),) * 2, operands[0].dtype),)


def _diagflat(a: Tensor, offset: int) -> Any:
    line = call(REGISTRY["view"], (call(REGISTRY["contiguous"], (a,)),), {"size": (-1,)})
    return call(REGISTRY["diag_embed"], (line,), {"offset": offset})


def _fill_diagonal(a: Tensor, fill_value: Any, wrap: bool) -> Tensor:
    shape, strides = a._array.shape, element_strides(a._array)
    if len(shape) < 2:
        raise RuntimeError("dimensions must larger than 1")
    if len(set(shape)) > 1 and len(shape) > 2:
        raise RuntimeError("all dimensions of input must be of equal length")
    length, step = min(shape), sum(strides)
    places = [(length, 0)]
    if wrap and len(shape) == 2 and shape[0] > shape[1] + 1:
        width = shape[1] + 1
        places.append((-(-a._array.size // width) - length, strides[0] * width))
    for size, offset in places:
        params = {"size": (size,), "stride": (step,), "offset": offset}
        call(REGISTRY["fill_"], (call(INTERNAL["strided"], (a,), params),), {"value": fill_value})
    return a


ON = "the gradient of the diagonal"

register(
    rearranging(
        "diag_embed",
        "DiagEmbedBackward0",
        lambda xp, g, offset, dim1, dim2: xp.apply(
            "diagonal", g, offset=offset, dim1=dim1, dim2=dim2
        ),
        category="matrix",
        params=(
            OFFSET,
            Param("dim1", "dim", -2, help="the dimension of the rows"),
            Param("dim2", "dim", -1, help="the dimension of the columns"),
        ),
        infer=_infer_embed,
        forward=_embed,
        formula=r"\mathrm{diag}(a)",
        gradient_texts=(ON,),
        title="Embed as diagonal",
        help="The last dimension becomes the diagonal of matrices of zeros.",
        keywords=("diagonal", "matrix"),
        samples=(Sample((X,)), Sample((LINE,), {"offset": -1}), Sample((X,), {"dim1": 0})),
        bad=(
            BadSample(
                (LINE,), {"dim1": 1, "dim2": 1}, "diagonal dimensions cannot be identical 1, 1"
            ),
        ),
    ),
    rearranging(
        "diag",
        category="matrix",
        params=(Param("diagonal", "int", 0, help="which diagonal"),),
        infer=_infer_diag,
        compose=_diag,
        formula=r"\mathrm{diag}(a)",
        gradient_texts=(ON,),
        title="Diag",
        help="A matrix with the vector on its diagonal, or the diagonal of a matrix.",
        keywords=("diagonal", "matrix"),
        samples=(Sample((LINE,)), Sample((X,), {"diagonal": 1})),
        bad=(BadSample((2.0,), {}, "diag(): Supports 1D or 2D tensors. Got 0D"),),
    ),
    rearranging(
        "diagflat",
        category="matrix",
        params=(OFFSET,),
        infer=_infer_flat,
        compose=_diagflat,
        formula=r"\mathrm{diag}(a)",
        gradient_texts=(ON,),
        title="Diag of all elements",
        help="A matrix with all elements on its diagonal.",
        keywords=("diagonal", "matrix", "flatten"),
        samples=(Sample((X,)), Sample((LINE,), {"offset": 1})),
    ),
    rearranging(
        "fill_diagonal_",
        category="matrix",
        mutates=True,
        params=(
            Param("fill_value", "number", help="the number to write"),
            Param("wrap", "bool", False, help="begin again below a tall matrix"),
        ),
        compose=_fill_diagonal,
        functions=(),
        formula=r"a_{ii} := c",
        gradient_texts=("the gradient, 0 on the diagonal",),
        title="Fill diagonal in place",
        help="A number is written on the diagonal.",
        keywords=("diagonal", "in-place"),
    ),
)
