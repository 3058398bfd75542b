"""More views: diagonals, windows, and memory seen with any strides; views in place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..storage import owner_of
from ..tensor import Tensor
from ..views import Geometry, data_of, set_as_strided
from .dispatch import call
from .opnode import make_node
from .shape import as_shape, view_op
from .shapes import Shape, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Params = Mapping[str, Any]
Operands = Sequence[Any]


# ---- diagonals -------------------------------------------------------------------------------


def diagonal_dims(shape: Shape, dim1: int, dim2: int) -> tuple[int, int]:
    """The two dimensions of a diagonal, from the front. Raises IndexError, RuntimeError."""
    first, second = normal_dim(dim1, len(shape)), normal_dim(dim2, len(shape))
    if first == second:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    return first, second


def diagonal_shape(shape: Shape, offset: int, dim1: int, dim2: int) -> Shape:
    """The shape of a diagonal: its length comes last."""
    first, second = diagonal_dims(shape, dim1, dim2)
    rows, columns = shape[first] + min(offset, 0), shape[second] - max(offset, 0)
    rest = [extent for dim, extent in enumerate(shape) if dim not in (first, second)]
    return (*rest, max(min(rows, columns), 0))


def _infer_diagonal(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    return (Meta(diagonal_shape(shape, **params), dtype),)


def diagonal_of(a: Any, offset: int, dim1: int, dim2: int) -> Any:
    """A view of a diagonal, which may be written."""
    first, second = diagonal_dims(a.shape, dim1, dim2)
    shape = diagonal_shape(a.shape, offset, dim1, dim2)
    rest = [step for dim, step in enumerate(a.strides) if dim not in (first, second)]
    strides = (*rest, a.strides[first] + a.strides[second])
    cut = [slice(None)] * a.ndim
    if shape[-1]:
        cut[second if offset > 0 else first] = slice(abs(offset), None)
    return np.lib.stride_tricks.as_strided(a[tuple(cut)], shape, strides)


def _diagonal_placed(xp: Any, g: Any, shape: Shape, offset: int, dim1: int, dim2: int) -> Any:
    result = np.zeros(shape, g.dtype)
    diagonal_of(result, offset, dim1, dim2)[...] = g
    return result


def _undiagonal(xp: Any, g: Any, a_shape: Shape, offset: int, dim1: int, dim2: int) -> Any:
    place = {"shape": a_shape, "offset": offset, "dim1": dim1, "dim2": dim2}
    return xp.apply("diagonal_placed", g, **place)


# ---- windows ---------------------------------------------------------------------------------


def _infer_unfold(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    size, step = params["size"], params["step"]
    dim = normal_dim(params["dimension"], len(shape))
    extent = shape[dim] if shape else 1
    if size > extent:
        raise RuntimeError(
            f"maximum size for tensor at dimension {dim} is {extent} but size is {size}"
        )
    if size < 0:
        raise RuntimeError(f"size is {size} but must be >= 0")
    if step <= 0:
        raise RuntimeError(f"step is {step} but must be > 0")
    if not shape:
        return (Meta((size,), dtype),)
    count = (extent - size) // step + 1
    return (Meta((*shape[:dim], count, *shape[dim + 1 :], size), dtype),)


def windows_of(a: Any, dimension: int, size: int, step: int) -> Any:
    """All windows along a dimension as a view; the places in a window come last."""
    if not a.ndim:
        return a.reshape(1)[:size]
    dim = dimension % a.ndim
    count = (a.shape[dim] - size) // step + 1
    shape = (*a.shape[:dim], count, *a.shape[dim + 1 :], size)
    strides = (*a.strides[:dim], a.strides[dim] * step, *a.strides[dim + 1 :], a.strides[dim])
    return np.lib.stride_tricks.as_strided(a, shape, strides)


def _windows_added(xp: Any, g: Any, shape: Shape, dimension: int, size: int, step: int) -> Any:
    result = np.zeros(shape, g.dtype)
    windows = windows_of(result, dimension, size, step)
    for place in range(size):  # the windows overlap, but not where their place is the same
        windows[..., place] += g[..., place]
    return result


def _unwindowed(xp: Any, g: Any, a_shape: Shape, dimension: int, size: int, step: int) -> Any:
    place = {"shape": a_shape, "dimension": dimension, "size": size, "step": step}
    return xp.apply("windows_added", g, **place)


# ---- strides ---------------------------------------------------------------------------------


def seen(a: Any, size: Shape, stride: Shape, offset: int) -> Any:
    """The bytes of an array with other strides and an offset from its first element."""
    owner = owner_of(a)
    flat = owner.transpose(sorted(range(owner.ndim), key=lambda dim: -owner.strides[dim]))
    width = a.itemsize
    start = data_of(a) - data_of(owner) + offset * width
    if 0 in size:
        return a.reshape(-1)[:0].reshape(size)
    return np.ndarray(size, a.dtype, flat, start, tuple([step * width for step in stride]))


def _absolute_offset(a: Tensor) -> int:
    """Where a tensor begins in its storage, in elements."""
    if a._storage is None:
        return 0
    return (data_of(a._array) - data_of(a._storage.array)) // a._array.itemsize


def checked_window(a: Tensor, size: Any, stride: Any, storage_offset: int | None) -> Geometry:
    """The arguments of ``as_strided`` with the offset counted from the tensor's own beginning."""
    size, stride = as_shape(size), as_shape(stride)
    if len(size) != len(stride):
        raise RuntimeError("mismatch in length of strides and shape")
    if any(step < 0 for step in stride):
        raise RuntimeError(
            "as_strided: Negative strides are not supported at the moment, got strides: "
            f"[{', '.join(map(str, stride))}]"
        )
    start = _absolute_offset(a)
    offset = start if storage_offset is None else storage_offset
    if offset < 0:
        raise RuntimeError(f"Tensor: invalid storage offset {offset}")
    width = a._array.itemsize
    owner = owner_of(a._array)
    before = data_of(a._array) - start * width - data_of(owner)
    held = int(owner.nbytes) - before
    reach = offset + 1 + sum((n - 1) * step for n, step in zip(size, stride, strict=True))
    if 0 not in size and reach * width > held:
        raise RuntimeError(
            f"setStorage: sizes {list(size)}, strides {list(stride)}, storage offset {offset}, "
            f"and itemsize {width} requiring a storage size of {reach * width} are out of bounds "
            f"for storage of size {held}"
        )
    return size, stride, offset - start


def _as_strided(a: Tensor, size: Any, stride: Any, storage_offset: int | None) -> Any:
    size, stride, offset = checked_window(a, size, stride, storage_offset)
    return call(INTERNAL["strided"], (a,), {"size": size, "stride": stride, "offset": offset})


def _as_strided_in_place(a: Tensor, size: Any, stride: Any, storage_offset: int | None) -> Any:
    size, stride, offset = checked_window(a, size, stride, storage_offset)
    return call(INTERNAL["strided_"], (a,), {"size": size, "stride": stride, "offset": offset})


def _strided_node(base: Tensor, geometry: Geometry) -> Any:
    size, stride, offset = geometry
    params = {"size": size, "stride": stride, "offset": offset}
    node = make_node(INTERNAL["strided"], (base,), params)
    node.shape = size
    return node


set_as_strided(_strided_node)


# ---- in place --------------------------------------------------------------------------------


def _in_place(name: str, node_name: Any, **fields: Any) -> OpSpec:
    """The variant of a view operation by which a tensor becomes a view of itself."""
    spec = REGISTRY.get(name) or INTERNAL[name]
    target = f"{name}_"
    return dataclasses.replace(
        spec,
        **{
            "name": target,
            "title": f"{spec.title} in place",
            "help": f"{spec.help} The tensor itself changes.",
            "keywords": (*spec.keywords, "in-place", "inplace"),
            "node_name": node_name,
            "mutates": True,
            "methods": (target,) if spec.methods else (),
            "functions": (),
            "spelling": spec.spelling.replace(f".{name}(", f".{target}("),
            "samples": (),
            "bad": (),
            **fields,
        },
    )


def _squeezed_name(params: Params) -> str:
    dim = params["dim"]
    return f"SqueezeBackward{3 if dim is None else 4 if isinstance(dim, int) else 5}"


OFFSET = Param("offset", "int", 0, help="which diagonal: above the main one if positive")
OFFSETS = (
    OFFSET,
    Param("dim1", "dim", 0, help="the dimension of the rows"),
    Param("dim2", "dim", 1, help="the dimension of the columns"),
)
STRIDED = (
    Param("size", "shape", help="the extents of the result"),
    Param("stride", "shape", help="the step in memory for each dimension, in elements"),
)
STORAGE_OFFSET = Param(
    "storage_offset", "int", None, optional=True, help="where to begin in memory, in elements"
)
BAD_DIAGONALS = (
    BadSample(
        (X,), {"dim1": 0, "dim2": 0}, "diagonal dimensions cannot be identical 0, 0", RuntimeError
    ),
    BadSample(
        (X,),
        {"dim1": 2},
        "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
        IndexError,
    ),
)
DIAGONAL: dict[str, Any] = {
    "infer": _infer_diagonal,
    "forward": lambda xp, a, offset, dim1, dim2: diagonal_of(a, offset, dim1, dim2),
    "formula": r"a_{i,i}",
    "gradient_texts": ("the gradient on the diagonal, 0 elsewhere",),
    "keywords": ("matrix", "main", "diag"),
}

register(
    view_op(
        "diagonal",
        "DiagonalBackward0",
        _undiagonal,
        params=OFFSETS,
        **DIAGONAL,
        title="Diagonal",
        help="The elements on a diagonal of two dimensions, sharing memory.",
        samples=(
            Sample((X,)),
            Sample((X,), {"offset": 1}),
            Sample(([X, X],), {"offset": -1, "dim1": 2, "dim2": 0}),
        ),
        bad=BAD_DIAGONALS,
    ),
    view_op(
        "linalg_diagonal",
        "DiagonalBackward0",
        _undiagonal,
        params=(
            dataclasses.replace(OFFSET, keyword_only=True),
            Param("dim1", "dim", -2, keyword_only=True, help="the dimension of the rows"),
            Param("dim2", "dim", -1, keyword_only=True, help="the dimension of the columns"),
        ),
        **DIAGONAL,
        category="linalg",
        ports=(Port("a", argument="A"),),
        spelling="torch.linalg.diagonal({a}, {params})",
        methods=(),
        functions=("linalg.diagonal",),
        title="Diagonals of matrices",
        help="The diagonals of the matrices in the last two dimensions, sharing memory.",
        samples=(Sample((X,)), Sample(([X, X],), {"offset": 1})),
    ),
    view_op(
        "diagonal_placed",
        "DiagonalBackwardBackward0",
        lambda xp, g, offset, dim1, dim2: xp.apply(
            "diagonal", g, offset=offset, dim1=dim1, dim2=dim2
        ),
        category="internal",
        params=(Param("shape", "shape"), *OFFSETS),
        infer=lambda operands, params: (Meta(tuple(params["shape"]), operands[0].dtype),),
        forward=_diagonal_placed,
        view=False,
        methods=(),
        functions=(),
    ),
    view_op(
        "unfold",
        "UnfoldBackward0",
        _unwindowed,
        params=(
            Param("dimension", "dim", help="the dimension along which the windows move"),
            Param("size", "int", help="the extent of each window"),
            Param("step", "int", help="how far each window is from the one before"),
        ),
        infer=_infer_unfold,
        checked=True,
        forward=lambda xp, a, dimension, size, step: windows_of(a, dimension, size, step),
        functions=(),
        formula=r"a_{i s + k}",
        gradient_texts=("the gradients of all windows an element is in, added",),
        title="Unfold",
        help="All windows along a dimension as a view; the places in a window come last.",
        keywords=("sliding", "window", "patches"),
        samples=(
            Sample(([1.0, 2.0, 3.0, 4.0],), {"dimension": 0, "size": 2, "step": 1}),
            Sample((X,), {"dimension": 1, "size": 2, "step": 1}),
            Sample((X,), {"dimension": -1, "size": 1, "step": 2}),
        ),
        bad=(
            BadSample(
                (X,),
                {"dimension": 0, "size": 3, "step": 1},
                "maximum size for tensor at dimension 0 is 2 but size is 3",
            ),
            BadSample((X,), {"dimension": 0, "size": 1, "step": 0}, "step is 0 but must be > 0"),
        ),
    ),
    view_op(
        "windows_added",
        "UnfoldBackwardBackward0",
        lambda xp, g, dimension, size, step: xp.apply(
            "unfold", g, dimension=dimension, size=size, step=step
        ),
        category="internal",
        params=tuple([Param(name, "int") for name in ("shape", "dimension", "size", "step")]),
        infer=lambda operands, params: (Meta(tuple(params["shape"]), operands[0].dtype),),
        forward=_windows_added,
        view=False,
        methods=(),
        functions=(),
    ),
    view_op(
        "strided",
        "AsStridedBackward0",
        lambda xp, g, a_shape, a_strides, size, stride, offset: xp.window_added(
            g, a_shape, a_strides, size, stride, offset
        ),
        category="internal",
        params=(*STRIDED, Param("offset", "int", 0)),
        infer=lambda operands, params: (Meta(tuple(params["size"]), operands[0].dtype),),
        forward=lambda xp, a, size, stride, offset: seen(a, size, stride, offset),
        methods=(),
        functions=(),
    ),
)
register(
    view_op(
        "as_strided",
        "",
        None,
        gradients=(),
        view=False,
        compose=_as_strided,
        params=(*STRIDED, STORAGE_OFFSET),
        infer=lambda operands, params: (Meta(as_shape(params["size"]), operands[0].dtype),),
        formula=r"a_{o + i s}",
        gradient_texts=("the gradients of all places that show an element, added",),
        title="As strided",
        help="The memory of the tensor seen with any extents, strides and offset.",
        keywords=("memory", "stride", "window"),
        samples=(
            Sample((X,), {"size": (2, 2), "stride": (1, 2)}),
            Sample((X,), {"size": (2, 3), "stride": (1, 1), "storage_offset": 1}),
        ),
        bad=(
            BadSample(
                (X,), {"size": (2,), "stride": (1, 1)}, "mismatch in length of strides and shape"
            ),
        ),
    ),
    _in_place("transpose", "TransposeBackward1"),
    _in_place("t", "TBackward1"),
    _in_place("squeeze", _squeezed_name),
    _in_place("unsqueeze", "UnsqueezeBackward1"),
    _in_place("strided", "AsStridedBackward1"),
)
register(
    _in_place(
        "as_strided",
        "",
        view=False,
        compose=_as_strided_in_place,
        functions=("as_strided_",),
    ),
)
