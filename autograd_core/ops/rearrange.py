"""The same elements in another order or repeated, in memory of their own: flips, rolls, tiles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from ..tensor import Tensor
from .checking import no_overload
from .dispatch import call
from .families import A, infer_same
from .shape import as_shape
from .shapes import Shape, normal_dim
from .spec import (
    INTERNAL,
    REGISTRY,
    REQUIRED,
    BadSample,
    Meta,
    OpSpec,
    Param,
    Port,
    Sample,
    register,
)

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
LINE = [1.0, 2.0, 3.0]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
Params = Mapping[str, Any]
Operands = Sequence[Any]


# ---- order -----------------------------------------------------------------------------------


def _flipped(dims: Any, ndim: int) -> tuple[int, ...]:
    result = [normal_dim(dim, ndim) for dim in as_shape(dims)]
    for place, dim in enumerate(result):
        if dim in result[:place]:
            raise RuntimeError(f"dim {dim} appears multiple times in the list of dims")
    return tuple(result) if ndim else ()


def _infer_flip(operands: Operands, params: Params) -> tuple[Meta, ...]:
    _flipped(params["dims"], len(operands[0].shape))
    return (operands[0],)


def _flip(xp: Any, a: Any, dims: Any) -> Any:
    flipped = np.flip(a, _flipped(dims, a.ndim))
    return flipped.copy("C" if 0 in a.strides else "K")


def _flip_along(name: str, dim: int) -> OpSpec:
    def check(shape: Shape) -> None:
        if len(shape) <= dim:
            raise RuntimeError(f"Input must be >= {dim + 1}-d.")

    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        check(operands[0].shape)
        return (operands[0],)

    def compose(a: Tensor) -> Any:
        check(a._array.shape)
        return call(REGISTRY["flip"], (a,), {"dims": (dim,)})

    across = "left to right" if dim else "top to bottom"
    return rearranging(
        name,
        infer=infer,
        compose=compose,
        title=f"Flip {across}",
        help=f"The order of the {'columns' if dim else 'rows'} reversed.",
        keywords=("reverse", "mirror"),
        samples=(Sample((X,)),),
        bad=(BadSample(((2.0 if not dim else LINE),), {}, f"Input must be >= {dim + 1}-d."),),
    )


def _rolled(shifts: Any, dims: Any, ndim: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The shifts and the dimensions of ``roll``. Raises RuntimeError, IndexError."""
    by, along = as_shape(shifts), as_shape(() if dims is None else dims)
    if not by:
        raise RuntimeError("`shifts` required")
    if len(by) != len(along) and (along or len(by) != 1):
        raise RuntimeError(
            f"shifts and dimensions must align. shifts: {len(by)}, dims:{len(along)}"
        )
    if along and not ndim:
        raise IndexError(f"Dimension specified as {along[0]} but tensor has no dimensions")
    return by, tuple([normal_dim(dim, ndim) for dim in along])


def _infer_roll(operands: Operands, params: Params) -> tuple[Meta, ...]:
    _rolled(params["shifts"], params["dims"], len(operands[0].shape))
    return (operands[0],)


def _roll(xp: Any, a: Any, shifts: Any, dims: Any) -> Any:
    by, along = _rolled(shifts, dims, a.ndim)
    rolled = np.roll(a, by, along) if along else np.roll(a, by[0])
    return rolled if rolled.flags.c_contiguous else rolled.copy()


def _unroll(xp: Any, g: Any, shifts: Any, dims: Any) -> Any:
    return xp.apply("roll", g, shifts=tuple([-by for by in as_shape(shifts)]), dims=dims)


def _turned(shape: Shape, k: int, dims: Any) -> tuple[int, int]:
    """The two dimensions of ``rot90``. Raises RuntimeError, IndexError."""
    plane = as_shape(dims)
    if len(plane) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(plane)}")
    if len(shape) < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {len(shape)}")
    if plane[0] == plane[1] or abs(plane[0] - plane[1]) == len(shape):
        raise RuntimeError(
            f"expected rotation dims to be different, but got dim0 = {plane[0]} and dim1 = "
            f"{plane[1]}"
        )
    return normal_dim(plane[0], len(shape)), normal_dim(plane[1], len(shape))


def _infer_rot90(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    first, second = _turned(shape, params["k"], params["dims"])
    extents = list(shape)
    if params["k"] % 2:
        extents[first], extents[second] = extents[second], extents[first]
    return (Meta(tuple(extents), dtype),)


# ---- repetition ------------------------------------------------------------------------------


def _repeats(shape: Shape, repeats: Any) -> Shape:
    """How often each dimension is repeated. Raises RuntimeError."""
    counts = as_shape(repeats)
    if len(counts) < len(shape):
        raise RuntimeError(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
            "tensor"
        )
    sizes = [n * m for n, m in zip(counts, _led(shape, len(counts)), strict=True)]
    negative = [size for size in sizes if size < 0]
    if negative:
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {negative[0]}: {sizes}"
        )
    return counts


def _led(shape: Shape, ndim: int) -> Shape:
    return (1,) * (ndim - len(shape)) + tuple(shape)


def _infer_repeat(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    counts = _repeats(shape, params["repeats"])
    sizes = zip(counts, _led(shape, len(counts)), strict=True)
    return (Meta(tuple([n * m for n, m in sizes]), dtype),)


def _unrepeat(xp: Any, g: Any, a_shape: Shape, repeats: Any) -> Any:
    counts = as_shape(repeats)
    if 0 in counts:
        return xp.zeros_shaped(g, a_shape)
    lead = len(counts) - len(a_shape)
    for _ in range(lead):
        g = xp.sum(g, 0)
    pairs: list[int] = []
    repeated: list[int] = []
    for count, extent in zip(counts[lead:], a_shape, strict=True):
        if count != 1:
            repeated.append(len(pairs))
            pairs.append(count)
        pairs.append(extent)
    return xp.sum(xp.reshape(g, tuple(pairs)), tuple(repeated)) if repeated else g


def _tile_counts(shape: Shape, dims: Any) -> Shape:
    counts = as_shape(dims)
    return (1,) * (len(shape) - len(counts)) + counts


def _infer_tile(operands: Operands, params: Params) -> tuple[Meta, ...]:
    counts = _tile_counts(operands[0].shape, params["dims"])
    return _infer_repeat(operands, {"repeats": counts})


def _tile(a: Tensor, dims: Any) -> Any:
    return call(REGISTRY["repeat"], (a,), {"repeats": _tile_counts(a._array.shape, dims)})


# ---- each element several times --------------------------------------------------------------


def _check_interleave(repeats: Any) -> None:
    if isinstance(repeats, int) and not isinstance(repeats, bool):
        if repeats < 0:
            raise RuntimeError("Repeats must be non-negative")
        return
    if not isinstance(repeats, Tensor):
        raise no_overload("repeat_interleave", [repeats], {})
    if repeats._array.ndim > 1:
        raise RuntimeError("repeats must be 0-dim or 1-dim tensor")


def _interleaved_index(a: Tensor, repeats: Tensor, dim: int, output_size: int | None) -> Tensor:
    """Which slice each slice of the result is. Raises RuntimeError, NotImplementedError."""
    counts = repeats._array
    extent = a._array.shape[dim]
    if counts.ndim == 1 and counts.shape[0] not in (1, extent):
        raise RuntimeError(
            "repeats must have the same size as input along dim, but got repeats.size(0) = "
            f"{counts.shape[0]} and input.size({dim}) = {extent}"
        )
    return spread(np.broadcast_to(counts, (extent,)), output_size)


def spread(counts: Any, output_size: int | None) -> Tensor:
    """Each place as often as its count says, as a tensor of indices."""
    if counts.ndim != 1:
        raise RuntimeError("repeat_interleave only accept 1D vector as repeat")
    if counts.dtype.name not in ("int32", "int64"):
        name = Tensor(np.zeros(0, counts.dtype)).dtype.scalar_name
        raise _unsupported(f"\"repeat_interleave_cpu\" not implemented for '{name}'")
    if (counts < 0).any():
        raise RuntimeError("repeats can not be negative")
    if output_size is not None and int(counts.sum()) != output_size:
        raise RuntimeError("allocated size does not match required size")
    return Tensor(np.repeat(np.arange(len(counts)), counts).astype(counts.dtype))


def _unsupported(text: str) -> Exception:
    return NotImplementedError(text)


def _interleave(a: Tensor, repeats: Any, dim: int | None, output_size: int | None) -> Any:
    _check_interleave(repeats)
    if dim is None:
        a = call(REGISTRY["flatten"], (a,)) if a._array.ndim != 1 else a
        dim = 0
    dim = normal_dim(dim, a._array.ndim)
    if not isinstance(repeats, int):
        index = _interleaved_index(a, repeats, dim, output_size)
        return call(REGISTRY["index_select"], (a, index), {"dim": dim})
    extent = a._array.shape[dim]
    if output_size is not None and output_size != extent * repeats:
        raise RuntimeError(
            f"repeat_interleave: Invalid output_size, expected {extent * repeats} but got "
            f"{output_size}"
        )
    shape = a._array.shape
    row = call(REGISTRY["unsqueeze"], (a,), {"dim": dim + 1})
    wide = (*shape[: dim + 1], repeats, *shape[dim + 1 :])
    copied = call(INTERNAL["contiguous_clone"], (call(REGISTRY["expand"], (row,), {"size": wide}),))
    return call(REGISTRY["flatten"], (copied,), {"start_dim": dim, "end_dim": dim + 1})


def _infer_interleave(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    repeats, dim = params["repeats"], params["dim"]
    _check_interleave(repeats)
    if dim is None:
        shape, dim = (math.prod(shape),), 0
    dim = normal_dim(dim, len(shape))
    if isinstance(repeats, int):
        extent = shape[dim] * repeats
    else:
        extent = int(np.broadcast_to(repeats._array, (shape[dim],)).sum())
    return (Meta((*shape[:dim], extent, *shape[dim + 1 :]), dtype),)


def rearranging(name: str, node_name: str = "", rule: Any = None, **fields: Any) -> OpSpec:
    """An operation whose result holds the elements of one tensor in another order."""
    defaults: dict[str, Any] = {
        "category": "shape",
        "ports": A,
        "infer": infer_same,
        "gradients": (rule,) if rule else (),
        "node_name": node_name,
        "spelling": f"{{a}}.{name}({{params}})",
        "methods": (name,),
        "functions": (name,),
        "formula": r"a_{\pi(i)}",
        "gradient_formulas": (r"1",),
        "gradient_texts": ("the gradient, put back in order",),
    }
    return OpSpec(name=name, **{**defaults, **fields})


ADDED = "the gradients of all copies, added"

register(
    rearranging(
        "flip",
        "FlipBackward0",
        lambda xp, g, dims: xp.apply("flip", g, dims=dims),
        params=(Param("dims", "dims", REQUIRED, varargs=True, help="the dimensions to reverse"),),
        infer=_infer_flip,
        forward=_flip,
        title="Flip",
        help="The order along some dimensions reversed.",
        keywords=("reverse", "mirror"),
        samples=(Sample((X,), {"dims": (0,)}), Sample((X,), {"dims": (-1, 0)})),
        bad=(
            BadSample((X,), {"dims": (0, 0)}, "dim 0 appears multiple times in the list of dims"),
            BadSample((X,), {"dims": (2,)}, RANGE, IndexError),
        ),
    ),
    _flip_along("fliplr", 1),
    _flip_along("flipud", 0),
    rearranging(
        "roll",
        "RollBackward0",
        _unroll,
        params=(
            Param("shifts", "dims", help="how far to move, for each dimension"),
            Param("dims", "dims", (), optional=True, help="the dimensions; flattened if empty"),
        ),
        infer=_infer_roll,
        forward=_roll,
        title="Roll",
        help="Elements moved along dimensions; what leaves at the end comes in at the beginning.",
        keywords=("shift", "rotate", "circular"),
        samples=(
            Sample((X,), {"shifts": 1}),
            Sample((X,), {"shifts": (1, -1), "dims": (0, 1)}),
        ),
        bad=(
            BadSample(
                (X,),
                {"shifts": 1, "dims": (0, 1)},
                "shifts and dimensions must align. shifts: 1, dims:2",
            ),
        ),
    ),
    rearranging(
        "rot90",
        "Rot90Backward0",
        lambda xp, g, k, dims: xp.apply("rot90", g, k=-k, dims=dims),
        params=(
            Param("k", "int", 1, help="how many quarter turns"),
            Param("dims", "dims", (0, 1), help="the plane: from the first towards the second"),
        ),
        infer=_infer_rot90,
        checked=True,
        forward=lambda xp, a, k, dims: np.rot90(a, k, _turned(a.shape, k, dims)).copy(),
        title="Rotate by 90 degrees",
        help="A plane of two dimensions turned by quarter turns.",
        keywords=("turn", "image"),
        samples=(Sample((X,)), Sample((X,), {"k": -2, "dims": (1, 0)})),
        bad=(BadSample((LINE,), {}, "expected total dims >= 2, but got total dims = 1"),),
    ),
    rearranging(
        "repeat",
        "RepeatBackward0",
        _unrepeat,
        params=(Param("repeats", "shape", REQUIRED, varargs=True, help="how often, by dimension"),),
        infer=_infer_repeat,
        checked=True,
        forward=lambda xp, a, repeats: np.tile(a, as_shape(repeats)),
        functions=(),
        gradient_texts=(ADDED,),
        title="Repeat",
        help="The whole tensor several times along each dimension, copied.",
        keywords=("tile", "copy"),
        samples=(
            Sample((LINE,), {"repeats": (2,)}),
            Sample((LINE,), {"repeats": (2, 3)}),
            Sample((2.0,), {"repeats": (2,)}),
        ),
        bad=(
            BadSample(
                (X,),
                {"repeats": (2,)},
                "Number of dimensions of repeat dims can not be smaller than number of "
                "dimensions of tensor",
            ),
        ),
    ),
    rearranging(
        "tile",
        params=(Param("dims", "shape", REQUIRED, varargs=True, help="how often, by dimension"),),
        infer=_infer_tile,
        compose=_tile,
        gradient_texts=(ADDED,),
        title="Tile",
        help="The whole tensor several times along each dimension, the last ones first.",
        keywords=("repeat", "copy"),
        samples=(Sample((X,), {"dims": (2,)}), Sample((X,), {"dims": (2, 1, 1)})),
    ),
    rearranging(
        "repeat_interleave",
        params=(
            Param("repeats", "data", help="how often: a number, or one for each in a tensor"),
            Param("dim", "dim", None, optional=True, help="the dimension; flattened if empty"),
            Param("output_size", "int", None, optional=True, keyword_only=True, help="the extent"),
        ),
        infer=_infer_interleave,
        compose=_interleave,
        gradient_texts=(ADDED,),
        title="Repeat elements",
        help="Each element several times, one copy after the other.",
        keywords=("repeat", "interleave", "copy"),
        samples=(
            Sample((LINE,), {"repeats": 2}),
            Sample((X,), {"repeats": 2}),
            Sample((X,), {"repeats": 2, "dim": 1}),
        ),
        bad=(BadSample((X,), {"repeats": -1}, "Repeats must be non-negative"),),
    ),
    OpSpec(
        name="repeat_interleave_counts",
        category="index",
        ports=(Port("repeats"),),
        params=(Param("output_size", "int", None, optional=True, keyword_only=True),),
        infer=lambda operands, params: (Meta((params["output_size"] or 0,), int64),),
        compose=lambda repeats, output_size: spread(repeats._array, output_size),
        spelling="torch.repeat_interleave({repeats})",
        functions=("repeat_interleave",),
        formula=r"i^{(a_i)}",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Repeat places",
        help="Each place as often as the tensor says there.",
        keywords=("repeat", "interleave", "indices"),
    ),
)
