"""One tensor taken apart along a dimension: ``split``, ``chunk``, ``tensor_split``, ``hsplit``."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .dispatch import call
from .families import A
from .shapes import Shape, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
LINE = [1.0, -2.0, 3.0, 0.5, 4.0]
DIM = Param("dim", "dim", 0, help="the dimension to split along")
SECTIONS = Param(
    "indices_or_sections", "data", help="how many parts, or a list of the places to cut at"
)
Params = Mapping[str, Any]
Operands = Sequence[Any]


def _check_split(shape: Shape, dim: int) -> tuple[int, int]:
    """The dimension from the front and its extent. Raises RuntimeError, IndexError."""
    if not shape:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    dim = normal_dim(dim, len(shape))
    return dim, shape[dim]


def split_sizes(shape: Shape, size: int, dim: int) -> tuple[int, ...]:
    """The extents of the parts of ``split``: all of one size but the last."""
    _, extent = _check_split(shape, dim)
    if size < 0:
        raise RuntimeError(f"split expects split_size be non-negative, but got split_size={size}")
    if not size and extent:
        raise RuntimeError(
            f"split_size can only be 0 if dimension size is 0, but got dimension size of {extent}"
        )
    if not extent:
        return (0,)
    return tuple([min(size, extent - start) for start in range(0, extent, size)])


def checked_sizes(shape: Shape, sizes: Any, dim: int) -> tuple[int, ...]:
    """The extents given to ``split_with_sizes``. Raises RuntimeError, IndexError."""
    if not isinstance(sizes, list | tuple):
        raise TypeError(
            "split_with_sizes(): argument 'split_sizes' (position 1) must be tuple of ints, not "
            f"{type(sizes).__name__}"
        )
    dim, extent = _check_split(shape, dim)
    given = tuple(sizes)
    if any(size < 0 for size in given):
        raise RuntimeError(
            "split_with_sizes expects split_sizes have only non-negative entries, but got "
            f"split_sizes={list(given)}"
        )
    if sum(given) != extent:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {extent} (input tensor's "
            f"size at dimension {dim}), but got split_sizes={list(given)}"
        )
    return given


def _cut(a: Any, sizes: Sequence[int], dim: int) -> tuple[Any, ...]:
    lead = (slice(None),) * (dim % a.ndim)
    parts, start = [], 0
    for size in sizes:
        parts.append(a[(*lead, slice(start, start + size))])
        start += size
    return tuple(parts)


def _joined(xp: Any, g: Any, a_shape: Shape, sizes: Sequence[int], dim: int) -> Any:
    """The gradients of the parts, put together; None stands for zeros."""
    dim %= len(a_shape)
    known = next(one for one in g if one is not None)
    parts = [
        xp.zeros_shaped(known, (*a_shape[:dim], size, *a_shape[dim + 1 :])) if one is None else one
        for one, size in zip(g, sizes, strict=True)
    ]
    return xp.apply("cat", parts, dim=dim)


def _parts(meta: Meta, sizes: Sequence[int], dim: int) -> tuple[Meta, ...]:
    shape, dtype = meta
    dim %= len(shape)
    return tuple([Meta((*shape[:dim], size, *shape[dim + 1 :]), dtype) for size in sizes])


def _infer_equal(operands: Operands, params: Params) -> tuple[Meta, ...]:
    dim = params["dim"]
    return _parts(operands[0], split_sizes(operands[0].shape, params["split_size"], dim), dim)


def _infer_sizes(operands: Operands, params: Params) -> tuple[Meta, ...]:
    dim = params["dim"]
    return _parts(operands[0], checked_sizes(operands[0].shape, params["split_sizes"], dim), dim)


def _chunk_size(shape: Shape, chunks: int, dim: int) -> int:
    if not shape:
        raise RuntimeError("chunk expects at least a 1-dimensional tensor")
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    return -(-shape[normal_dim(dim, len(shape))] // chunks)


def _infer_chunk(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dim = operands[0].shape, params["dim"]
    size = _chunk_size(shape, params["chunks"], dim)
    if not size:
        return _parts(operands[0], (0,) * params["chunks"], dim)
    return _parts(operands[0], split_sizes(shape, size, dim), dim)


def _chunker(equal: str, sized: str) -> Any:
    def compose(a: Tensor, chunks: int, dim: int) -> Any:
        size = _chunk_size(a._array.shape, chunks, dim)
        if not size:
            params = {"split_sizes": (0,) * chunks, "dim": dim}
            return call(REGISTRY[sized], (a,), params)
        spec = REGISTRY.get(equal) or INTERNAL[equal]
        return call(spec, (a,), {"split_size": size, "dim": dim})

    return compose


def _infer_split(operands: Operands, params: Params) -> tuple[Meta, ...]:
    size, dim = params["split_size_or_sections"], params["dim"]
    if isinstance(size, int):
        return _infer_equal(operands, {"split_size": size, "dim": dim})
    return _infer_sizes(operands, {"split_sizes": size, "dim": dim})


def _split(a: Tensor, split_size_or_sections: Any, dim: int) -> Any:
    size = split_size_or_sections
    if isinstance(size, int):
        return call(INTERNAL["split_equal"], (a,), {"split_size": size, "dim": dim})
    if not isinstance(size, list | tuple):
        raise TypeError(
            "split_with_sizes(): argument 'split_sizes' (position 2) must be tuple of ints, not "
            f"{type(size).__name__}"
        )
    return call(REGISTRY["split_with_sizes"], (a,), {"split_sizes": size, "dim": dim})


def _renamed(target: str, *names: str) -> Any:
    """PyTorch gives an argument several names, by its type."""

    def arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        renamed = {target if name in names else name: value for name, value in kwargs.items()}
        return args, renamed

    return arguments


# ---- parts that need not be equal ------------------------------------------------------------


def _places(shape: Shape, cuts: Any, dim: int) -> list[tuple[int | None, int | None]]:
    """Where each part of ``tensor_split`` begins and ends. Raises RuntimeError, IndexError."""
    if not shape:
        raise RuntimeError(
            "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims"
        )
    dim = normal_dim(dim, len(shape))
    if isinstance(cuts, Tensor):
        cuts = _numbers(cuts)
    if isinstance(cuts, list | tuple):
        return list(zip((0, *cuts), (*cuts, None), strict=True))
    if cuts <= 0:
        raise RuntimeError(f"number of sections must be larger than 0, got {cuts}")
    size, more = divmod(shape[dim], cuts)
    starts = [place * size + min(place, more) for place in range(cuts + 1)]
    return list(itertools.pairwise(starts))


def _numbers(cuts: Tensor) -> Any:
    if cuts._array.dtype.name != "int64":
        raise RuntimeError(
            "tensor_split expected tensor_indices_or_sections to have dtype of long, but got "
            f"{cuts.dtype.scalar_name}"
        )
    if cuts._array.ndim > 1:
        raise RuntimeError(
            "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or "
            f"one-dimensional tensor, but got a tensor with {cuts._array.ndim} dims"
        )
    return cuts._array.tolist()


def _infer_tensor_split(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape = operands[0].shape
    dim = params["dim"]
    places = _places(shape, params["indices_or_sections"], dim)
    extent = range(shape[dim])
    return _parts(operands[0], [len(extent[start:end]) for start, end in places], dim)


def _tensor_split(a: Tensor, indices_or_sections: Any, dim: int) -> Any:
    places = _places(a._array.shape, indices_or_sections, dim)
    cut = INTERNAL["slice"]
    return tuple([call(cut, (a,), {"dim": dim, "start": s, "end": e}) for s, e in places])


def _direction(name: str, shape: Shape, cuts: Any) -> int:
    """The dimension that ``hsplit`` and the like split along. Raises RuntimeError."""
    if not isinstance(cuts, int | list | tuple | Tensor):
        raise TypeError(
            f"{name}() received an invalid combination of arguments - got (Tensor, "
            f"{type(cuts).__name__}), but expected one of:\n"
            " * (Tensor input, int sections)\n * (Tensor input, tuple of ints indices)\n"
        )
    least = {"hsplit": 1, "vsplit": 2, "dsplit": 3}[name]
    if len(shape) < least:
        raise RuntimeError(
            f"torch.{name} requires a tensor with at least {least} dimension, but got a tensor "
            f"with {len(shape)} dimensions!"
        )
    dim = {"hsplit": min(len(shape) - 1, 1), "vsplit": 0, "dsplit": 2}[name]
    if isinstance(cuts, int) and (not cuts or shape[dim] % cuts):
        raise RuntimeError(
            f"torch.{name} attempted to split along dimension {dim}, but the size of the "
            f"dimension {shape[dim]} is not divisible by the split_size {cuts}!"
        )
    return dim


def _directed(name: str, title: str, text: str, sample: Any, bad: BadSample) -> OpSpec:
    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        dim = _direction(name, operands[0].shape, params["indices_or_sections"])
        return _infer_tensor_split(operands, {**params, "dim": dim})

    def compose(a: Tensor, indices_or_sections: Any) -> Any:
        dim = _direction(name, a._array.shape, indices_or_sections)
        return _tensor_split(a, indices_or_sections, dim)

    return _splitter(
        name,
        params=(SECTIONS,),
        infer=infer,
        compose=compose,
        arguments=_renamed("indices_or_sections", "indices", "sections"),
        spelling=f"{{a}}.{name}({{indices_or_sections}})",
        title=title,
        help=text,
        samples=(
            Sample((sample,), {"indices_or_sections": 2}),
            Sample((sample,), {"indices_or_sections": [1]}),
        ),
        bad=(bad,),
    )


def _splitter(name: str, **fields: Any) -> OpSpec:
    """An operation that gives several parts of one tensor."""
    defaults: dict[str, Any] = {
        "category": "shape",
        "ports": A,
        "outputs": ("*outs",),
        "differentiable": ("*outs",),
        "spelling": f"{{a}}.{name}({{params}})",
        "methods": (name,),
        "functions": (name,),
        "formula": r"a_{0}, a_{1}, \ldots",
        "gradient_formulas": (r"1",),
        "gradient_texts": ("the gradients of the parts, put together",),
        "keywords": ("parts", "divide", "cut"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def _equal(name: str, node_name: str, view: bool, **fields: Any) -> OpSpec:
    """``split`` into parts of one size."""
    return _splitter(
        name,
        params=(Param("split_size", "int", help="the extent of each part"), DIM),
        infer=_infer_equal,
        checked=True,
        view=view,
        forward=lambda xp, a, split_size, dim: _own(
            view, _cut(a, split_sizes(a.shape, split_size, dim), dim)
        ),
        gradients=(
            lambda xp, g, a_shape, split_size, dim: _joined(
                xp, g, a_shape, split_sizes(a_shape, split_size, dim), dim
            ),
        ),
        node_name=node_name,
        **fields,
    )


def _sized(name: str, node_name: str, view: bool, **fields: Any) -> OpSpec:
    """``split`` into parts of given sizes."""
    return _splitter(
        name,
        params=(Param("split_sizes", "shape", help="the extent of each part"), DIM),
        infer=_infer_sizes,
        checked=True,
        view=view,
        forward=lambda xp, a, split_sizes, dim: _own(view, _cut(a, split_sizes, dim)),
        gradients=(
            lambda xp, g, a_shape, split_sizes, dim: _joined(xp, g, a_shape, split_sizes, dim),
        ),
        node_name=node_name,
        **fields,
    )


def _own(view: bool, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """The parts themselves, or copies: what is no view must not share memory unseen."""
    return parts if view else tuple([part.copy() for part in parts])


BAD_SIZES = BadSample(
    (X,),
    {"split_sizes": [1, 2]},
    "split_with_sizes expects split_sizes to sum exactly to 2 (input tensor's size at dimension "
    "0), but got split_sizes=[1, 2]",
)
UNSAFE = "The parts are no views of the tensor, so they may be written."

register(
    _splitter(
        "split",
        ports=(Port("a", argument="tensor"),),
        params=(
            Param("split_size_or_sections", "data", help="the size of each part, or all sizes"),
            DIM,
        ),
        infer=_infer_split,
        compose=_split,
        arguments=_renamed("split_size_or_sections", "split_size", "split_sizes"),
        spelling="torch.split({a}, {params})",
        title="Split",
        help="The tensor taken apart along a dimension, by the size of the parts.",
        samples=(
            Sample((LINE,), {"split_size_or_sections": 2}),
            Sample((X,), {"split_size_or_sections": [1, 2], "dim": 1}),
        ),
        bad=(
            BadSample(
                (X,),
                {"split_size_or_sections": -1},
                "split expects split_size be non-negative, but got split_size=-1",
            ),
        ),
    ),
    _sized(
        "split_with_sizes",
        "SplitWithSizesBackward0",
        True,
        title="Split with sizes",
        help="The tensor taken apart along a dimension, into parts of the given sizes.",
        samples=(Sample((X,), {"split_sizes": [1, 2], "dim": 1}),),
        bad=(BAD_SIZES,),
    ),
    _splitter(
        "chunk",
        params=(Param("chunks", "int", help="how many parts at most"), DIM),
        infer=_infer_chunk,
        compose=_chunker("split_equal", "split_with_sizes"),
        title="Chunk",
        help="The tensor taken apart along a dimension, into a number of parts.",
        samples=(Sample((LINE,), {"chunks": 2}), Sample((X,), {"chunks": 3, "dim": 1})),
        bad=(
            BadSample((X,), {"chunks": 0}, "chunk expects `chunks` to be greater than 0, got: 0"),
        ),
    ),
    _splitter(
        "tensor_split",
        params=(SECTIONS, DIM),
        infer=_infer_tensor_split,
        compose=_tensor_split,
        arguments=_renamed(
            "indices_or_sections", "indices", "sections", "tensor_indices_or_sections"
        ),
        spelling="{a}.tensor_split({indices_or_sections}, dim={dim})",
        title="Split evenly or at places",
        help="The tensor taken apart into a number of parts, or at the given places.",
        samples=(
            Sample((LINE,), {"indices_or_sections": 2, "dim": 0}),
            Sample((X,), {"indices_or_sections": [1, 1], "dim": -1}),
        ),
        bad=(
            BadSample(
                (X,),
                {"indices_or_sections": 0, "dim": 0},
                "number of sections must be larger than 0, got 0",
            ),
        ),
    ),
    _directed(
        "hsplit",
        "Split horizontally",
        "The tensor taken apart along its columns.",
        [[1.0, 2.0], [3.0, 4.0]],
        BadSample(
            (X,),
            {"indices_or_sections": 2},
            "torch.hsplit attempted to split along dimension 1, but the size of the dimension 3 "
            "is not divisible by the split_size 2!",
        ),
    ),
    _directed(
        "vsplit",
        "Split vertically",
        "The tensor taken apart along its rows.",
        X,
        BadSample(
            ([1.0, 2.0],),
            {"indices_or_sections": 2},
            "torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with 1 "
            "dimensions!",
        ),
    ),
    _directed(
        "dsplit",
        "Split in depth",
        "The tensor taken apart along its third dimension.",
        [[[1.0, 2.0], [3.0, 4.0]]],
        BadSample(
            (X,),
            {"indices_or_sections": 2},
            "torch.dsplit requires a tensor with at least 3 dimension, but got a tensor with 2 "
            "dimensions!",
        ),
    ),
    _equal(
        "unsafe_split",
        "UnsafeSplitBackward0",
        False,
        title="Split into copies",
        help=f"The tensor taken apart by the size of the parts. {UNSAFE}",
        samples=(Sample((LINE,), {"split_size": 2}),),
    ),
    _sized(
        "unsafe_split_with_sizes",
        "UnsafeSplitWithSizesBackward0",
        False,
        title="Split into copies with sizes",
        help=f"The tensor taken apart into parts of the given sizes. {UNSAFE}",
        samples=(Sample((X,), {"split_sizes": [1, 2], "dim": 1}),),
        bad=(BAD_SIZES,),
    ),
    _splitter(
        "unsafe_chunk",
        params=(Param("chunks", "int", help="how many parts at most"), DIM),
        infer=_infer_chunk,
        compose=_chunker("unsafe_split", "unsafe_split_with_sizes"),
        title="Chunk into copies",
        help=f"The tensor taken apart into a number of parts. {UNSAFE}",
        samples=(Sample((LINE,), {"chunks": 2}),),
    ),
    _equal("split_equal", "SplitBackward0", True, category="internal", methods=(), functions=()),
)
