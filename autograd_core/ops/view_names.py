"""Views by other names, made of those in shape.py: ``narrow``, ``unflatten``, ``expand_as``."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .dispatch import call
from .shape import SIZE, as_shape, filled_size
from .shapes import Shape, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register
from .transposing import composed

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
ROW = [[1.0, 2.0, 3.0]]
TWO = (Port("a"), Port("b"))
Params = Mapping[str, Any]
Operands = Sequence[Any]


def narrow_bounds(shape: Shape, dim: int, start: Any, length: int) -> tuple[int, int, int]:
    """The dimension, start and end that ``narrow`` asks for. Raises RuntimeError, IndexError."""
    if not shape:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if isinstance(start, Tensor):
        if start._array.ndim or start._array.dtype.kind not in "iu":
            raise RuntimeError("start must be an 0-dim integral Tensor.")
        start = int(start._array)
    dim = normal_dim(dim, len(shape))
    extent = shape[dim]
    if not -extent <= start <= extent:
        raise IndexError(
            f"start out of range (expected to be in range of [{-extent}, {extent}], but got "
            f"{start})"
        )
    start += extent if start < 0 else 0
    if start > extent - length:
        raise RuntimeError(
            f"start ({start}) + length ({length}) exceeds dimension size ({extent})."
        )
    return dim, start, start + length


def infer_narrow(operands: Operands, params: Params) -> tuple[Meta, ...]:
    """The extent of ``dim`` becomes ``length``."""
    shape, dtype = operands[0]
    dim, start, end = narrow_bounds(shape, **params)
    return (Meta((*shape[:dim], end - start, *shape[dim + 1 :]), dtype),)


def _narrow(a: Tensor, dim: int, start: Any, length: int) -> Any:
    dim, start, end = narrow_bounds(a._array.shape, dim, start, length)
    return call(INTERNAL["slice"], (a,), {"dim": dim, "start": start, "end": end})


def _unflattened(shape: Shape, dim: int, sizes: Any) -> Shape:
    dim = normal_dim(dim, len(shape))
    extent = shape[dim] if shape else 1
    wanted = as_shape(sizes)
    if not wanted:
        raise RuntimeError("unflatten: sizes must be non-empty")
    try:
        filled = filled_size(wanted, extent)
    except RuntimeError as error:
        if "is invalid for input" not in str(error):
            raise
        raise RuntimeError(
            f"unflatten: Provided sizes {list(wanted)} don't multiply up to the size of dim {dim} "
            f"({extent}) in the input tensor"
        ) from None
    return (*shape[:dim], *filled, *shape[dim + 1 :])


def _infer_unflatten(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    return (Meta(_unflattened(shape, **params), dtype),)


def _unflatten(a: Tensor, dim: int, sizes: Any) -> Any:
    return call(REGISTRY["view"], (a,), {"size": _unflattened(a._array.shape, dim, sizes)})


def _ravel(a: Tensor) -> Any:
    return call(REGISTRY["view"], (call(REGISTRY["contiguous"], (a,)),), {"size": (-1,)})


def _of_other(name: str) -> Any:
    """``a.name(other.shape)``."""

    def compose(a: Tensor, b: Tensor) -> Any:
        key = "shape" if name == "reshape" else "size"
        return call(REGISTRY[name], (a,), {key: b._array.shape})

    return compose


def _infer_as_other(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, b = operands
    return REGISTRY["expand"].infer((a,), {"size": b.shape})


def _infer_like_other(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, b = operands
    return (Meta(filled_size(b.shape, math.prod(a.shape)), a.dtype),)


def _sum_to_size(a: Tensor, size: Any) -> Any:
    shape, wanted = a._array.shape, as_shape(size)
    _check_summable(shape, wanted)
    if not wanted:
        return call(REGISTRY["sum"], (a,))
    lead = len(shape) - len(wanted)
    dims = list(range(lead))
    dims += [lead + k for k, n in enumerate(wanted) if n == 1 and shape[lead + k] != 1]
    if dims:
        a = call(REGISTRY["sum"], (a,), {"dim": tuple(dims), "keepdim": True})
    return call(REGISTRY["view"], (a,), {"size": wanted}) if lead else a


def _check_summable(shape: Shape, wanted: Shape) -> None:
    lead = len(shape) - len(wanted)
    if lead < 0 or any(n not in (1, m) for n, m in zip(wanted, shape[lead:], strict=True)):
        raise RuntimeError(f"size {{{list(wanted)}}} is not expandable to size {{{list(shape)}}}.")


def _infer_sum_to_size(operands: Operands, params: Params) -> tuple[Meta, ...]:
    wanted = as_shape(params["size"])
    _check_summable(operands[0].shape, wanted)
    return (Meta(wanted, operands[0].dtype),)


SAME = "the gradient, in the shape of a"


def _like(name: str, infer: Any, text: str, **fields: Any) -> OpSpec:
    """``a.expand_as(b)``: a view in the shape of another tensor."""
    return composed(
        f"{name}_as",
        _of_other(name),
        ports=TWO,
        infer=infer,
        spelling=f"{{a}}.{name}_as({{b}})",
        functions=(),
        gradient_formulas=(r"1", None),
        gradient_texts=(text, None),
        **fields,
    )


register(
    composed(
        "narrow",
        _narrow,
        params=(
            Param("dim", "dim", help="the dimension"),
            Param("start", "data", help="where to begin"),
            Param("length", "int", help="how many to take"),
        ),
        infer=infer_narrow,
        formula=r"a_{s \ldots s+n}",
        gradient_texts=("the gradient at its place, 0 elsewhere",),
        title="Narrow",
        help="A stretch of one dimension, sharing memory.",
        keywords=("slice", "range", "part"),
        samples=(
            Sample((X,), {"dim": 1, "start": 1, "length": 2}),
            Sample((X,), {"dim": 0, "start": -1, "length": 1}),
        ),
        bad=(
            BadSample(
                (X,),
                {"dim": 1, "start": 1, "length": 3},
                "start (1) + length (3) exceeds dimension size (3).",
            ),
            BadSample(
                (X,),
                {"dim": 1, "start": 1, "length": -1},
                "narrow(): length must be non-negative.",
            ),
        ),
    ),
    composed(
        "unflatten",
        _unflatten,
        params=(
            Param("dim", "dim", help="the dimension to take apart"),
            Param("sizes", "shape", help="what it becomes; -1 is worked out"),
        ),
        infer=_infer_unflatten,
        title="Unflatten",
        help="One dimension taken apart into several, sharing memory.",
        keywords=("reshape", "split"),
        samples=(
            Sample(([1.0, 2.0, 3.0, 4.0],), {"dim": 0, "sizes": (2, 2)}),
            Sample((X,), {"dim": -1, "sizes": (-1, 1)}),
        ),
        bad=(
            BadSample(
                (X,),
                {"dim": 1, "sizes": (2, 2)},
                "unflatten: Provided sizes [2, 2] don't multiply up to the size of dim 1 (3) in "
                "the input tensor",
            ),
        ),
    ),
    composed(
        "ravel",
        _ravel,
        infer=lambda operands, params: (Meta((math.prod(operands[0].shape),), operands[0].dtype),),
        title="Ravel",
        help="All elements in one dimension; a view where possible.",
        keywords=("flatten", "reshape", "vector"),
        samples=(Sample((X,)), Sample((2.0,))),
    ),
    composed(
        "broadcast_to",
        lambda a, size: call(REGISTRY["expand"], (a,), {"size": size}),
        params=(SIZE,),
        infer=REGISTRY["expand"].infer,
        gradient_texts=("the gradient, summed over what was repeated",),
        title="Broadcast to",
        help="Dimensions of extent 1 repeated without copying: another name for expand.",
        keywords=("expand", "repeat"),
        samples=(Sample((ROW,), {"size": (2, 3)}),),
    ),
    _like(
        "expand",
        _infer_as_other,
        "the gradient, summed over what was repeated",
        title="Expand as",
        help="Expanded to the shape of another tensor, without copying.",
        keywords=("broadcast", "repeat"),
        samples=(Sample((ROW, X)),),
    ),
    _like(
        "view",
        _infer_like_other,
        SAME,
        title="View as",
        help="The same elements in the shape of another tensor, sharing memory.",
        keywords=("reshape",),
        samples=(Sample((X, [[1.0, 2.0]] * 3)),),
    ),
    _like(
        "reshape",
        _infer_like_other,
        SAME,
        title="Reshape as",
        help="The same elements in the shape of another tensor; a view where possible.",
        keywords=("view",),
        samples=(Sample((X, [[1.0, 2.0]] * 3)),),
    ),
    composed(
        "sum_to_size",
        _sum_to_size,
        params=(SIZE,),
        infer=_infer_sum_to_size,
        functions=(),
        formula=r"\sum a",
        gradient_texts=("the gradient, repeated over what was summed",),
        title="Sum to size",
        help="Summed over dimensions so that the given shape is left: the opposite of expand.",
        keywords=("unbroadcast", "reduce"),
        samples=(Sample((X,), {"size": (1, 3)}), Sample((X,), {"size": (3,)})),
        bad=(BadSample((X,), {"size": (2,)}, "size {[2]} is not expandable to size {[2, 3]}."),),
    ),
)
