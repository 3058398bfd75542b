"""What views show, as copies, and tensors with what a view shows replaced.

``transpose_copy(a)`` is ``a.transpose().clone()`` as one operation, and ``select_scatter(a, b)``
is a copy of ``a`` in which ``b`` was written into ``a.select()``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from ..views import element_strides
from .dispatch import call
from .index import SLICE, slice_place
from .shapes import Shape, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register
from .view_names import infer_narrow, narrow_bounds
from .views import OFFSETS, STORAGE_OFFSET, STRIDED, checked_window, diagonal_of

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Params = Mapping[str, Any]
Operands = Sequence[Any]


def _copied(view: Callable[..., Any]) -> Callable[..., Any]:
    """The forward of a view operation, its results in memory of their own."""

    def forward(xp: Any, a: Any, *args: Any, **params: Any) -> Any:
        result = view(xp, a, *args, **params)
        if isinstance(result, tuple):
            return tuple([part.copy() for part in result])
        return result.copy()

    return forward


def _named(view: Any) -> Any:
    """The name of the Node of a copying operation."""
    if isinstance(view, str):
        return f"{view}_copy"
    return lambda params: f"{view(params)}_copy"


def _copy_of(spec: OpSpec, name: str = "", **fields: Any) -> OpSpec:
    """The copying variant of a view operation."""
    name = name or f"{spec.name}_copy"
    assert spec.forward is not None
    return dataclasses.replace(
        spec,
        **{
            "name": name,
            "category": "shape",
            "title": f"{spec.title} as copy",
            "help": f"{spec.help.split(', sharing memory')[0].rstrip('.')}, as a copy.",
            "forward": _copied(spec.forward),
            "node_name": _named(spec.node_name),
            "view": False,
            "methods": (),
            "functions": (name,),
            "spelling": f"torch.{name}({{a}}, {{params}})",
            **fields,
        },
    )


def _as_strided_copy(a: Tensor, size: Any, stride: Any, storage_offset: int | None) -> Any:
    size, stride, offset = checked_window(a, size, stride, storage_offset)
    params = {"size": size, "stride": stride, "offset": offset}
    return call(INTERNAL["strided_copy"], (a,), params)


def _infer_narrow_copy(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape = operands[0].shape
    if shape and params["dim"] >= len(shape):
        raise RuntimeError(
            "Expected dim < static_cast<int64_t>(self_sizes.size()) to be true, but got false.  "
            "(Could this error message be improved?  If so, please report an enhancement request "
            "to PyTorch.)"
        )
    if shape and params["length"] < 0:
        extent = shape[normal_dim(params["dim"], len(shape))]
        raise RuntimeError(
            f"start ({params['start']}) + length ({params['length']}) exceeds dimension size "
            f"({extent})."
        )
    return infer_narrow(operands, params)


# ---- what a view shows, replaced -------------------------------------------------------------


def _scattered(part: Callable[..., Any]) -> Callable[..., Any]:
    """The forward of a scattering operation; ``part`` is the view that is written."""

    def forward(xp: Any, a: Any, b: Any, *args: Any, **params: Any) -> Any:
        result = a.copy(order="K")
        part(result, *args, **params)[...] = b
        return result

    return forward


def _infer_scattered(view: str) -> Callable[..., tuple[Meta, ...]]:
    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        a, b = operands
        spec = REGISTRY.get(view) or INTERNAL[view]
        shape = spec.infer((a,), params)[0].shape
        if shape != b.shape:
            raise RuntimeError(
                "expected src to have a size equal to the slice of self. src size = "
                f"{list(b.shape)}, slice size = {list(shape)}"
            )
        return (a,)

    return infer


def _selected(a: Any, dim: int, index: int) -> Any:
    return a[(*(slice(None),) * (dim % a.ndim), index, ...)]


def _sliced(a: Any, dim: int, start: int | None, end: int | None, step: int) -> Any:
    return a[slice_place(dim, start, end, step, a.ndim)]


def _strided_into(
    xp: Any, a: Any, b: Any, shape: Shape, strides: Shape, size: Shape, stride: Shape, offset: int
) -> Any:
    return xp.window_replaced(a, b, shape, strides, size, stride, offset)


def _as_strided_scatter(
    a: Tensor, b: Tensor, size: Any, stride: Any, storage_offset: int | None
) -> Any:
    size, stride, offset = checked_window(a, size, stride, storage_offset)
    if b._array.shape != size:
        raise RuntimeError(
            "expected src to have a size equal to the slice of self. src size = "
            f"{list(b._array.shape)}, slice size = {list(size)}"
        )
    shape, strides = a._array.shape, element_strides(a._array)
    place = {"shape": shape, "strides": strides, "size": size, "stride": stride}
    return call(INTERNAL["strided_scatter"], (a, b), {**place, "offset": offset})


WITH = (Port("a"), Port("b", argument="src"))
TEXTS = ("the gradient, 0 where b was written", "the gradient where b was written")


def _scatter_of(short: str, view: str, **fields: Any) -> OpSpec:
    """A copy of the first tensor in which a view of it was overwritten with the second."""
    name = f"{short}_scatter"
    defaults: dict[str, Any] = {
        "category": "index",
        "ports": WITH,
        "infer": _infer_scattered(view),
        "checked": True,
        "node_name": f"{short.title()}ScatterBackward0",
        "spelling": f"torch.{name}({{a}}, {{b}}, {{params}})",
        "methods": (name,),
        "functions": (name,),
        "formula": r"a_{i} := b",
        "gradient_formulas": (r"0", r"1"),
        "gradient_texts": TEXTS,
        "keywords": ("write", "embed", "replace"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def _without(xp: Any, name: str, g: Any, b_shape: Shape, **params: Any) -> Any:
    """The gradient of the first tensor: 0 where it was overwritten."""
    return xp.apply(name, g, xp.zeros_shaped(g, b_shape), **params)


def _within(xp: Any, view: str, g: Any, b_dtype: Any, **params: Any) -> Any:
    """The gradient of the second tensor: that of the place where it was written."""
    return xp.astype(xp.apply(view, g, **params), b_dtype)


WINDOW = tuple([Param(name, "shape") for name in ("shape", "strides", "size", "stride", "offset")])
BAD_SIZE = BadSample(
    (X, [1.0, 2.0]),
    {"dim": 0, "index": 0},
    "expected src to have a size equal to the slice of self. src size = [2], slice size = [3]",
)

register(
    *[
        _copy_of(REGISTRY[name])
        for name in (
            *("view", "transpose", "t", "permute", "squeeze", "unsqueeze", "expand", "diagonal"),
            *("unfold", "unbind", "split_with_sizes", "select"),
        )
    ],
    _copy_of(INTERNAL["strided"], category="internal"),
    _copy_of(INTERNAL["split_equal"], "split_copy", title="Split as copy", help="Copies of parts."),
    _copy_of(
        INTERNAL["alias"],
        title="Alias as copy",
        help="A copy with memory of its own.",
        samples=(Sample((X,)),),
    ),
    _copy_of(
        INTERNAL["slice"],
        title="Slice as copy",
        help="A range along a dimension, as a copy.",
        formula=r"a_{i}",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient at its place, 0 elsewhere",),
        samples=(Sample((X,), {"dim": 1, "start": 1}),),
    ),
    OpSpec(
        name="narrow_copy",
        category="shape",
        ports=REGISTRY["narrow"].ports,
        params=(
            Param("dim", "dim", help="the dimension"),
            Param("start", "int", help="where to begin"),
            Param("length", "int", help="how many to take"),
        ),
        infer=_infer_narrow_copy,
        checked=True,
        forward=lambda xp, a, dim, start, length: _sliced(
            a, *narrow_bounds(a.shape, dim, start, length), 1
        ).copy(),
        gradients=(
            lambda xp, g, a_shape, dim, start, length: xp.placed(
                g,
                a_shape,
                slice_place(*narrow_bounds(a_shape, dim, start, length), 1, len(a_shape)),
            ),
        ),
        node_name="NarrowCopyBackward0",
        spelling="{a}.narrow_copy({params})",
        methods=("narrow_copy",),
        functions=("narrow_copy",),
        formula=REGISTRY["narrow"].formula,
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient at its place, 0 elsewhere",),
        title="Narrow as copy",
        help="A stretch of one dimension, as a copy.",
        keywords=("slice", "range", "part"),
        samples=(Sample((X,), {"dim": 1, "start": 1, "length": 2}),),
        bad=REGISTRY["narrow"].bad[:1],
    ),
    _scatter_of(
        "diagonal",
        "diagonal",
        params=OFFSETS,
        forward=_scattered(diagonal_of),
        gradients=(
            lambda xp, g, b_shape, offset, dim1, dim2: _without(
                xp, "diagonal_scatter", g, b_shape, offset=offset, dim1=dim1, dim2=dim2
            ),
            lambda xp, g, b_dtype, offset, dim1, dim2: _within(
                xp, "diagonal", g, b_dtype, offset=offset, dim1=dim1, dim2=dim2
            ),
        ),
        title="Write diagonal",
        help="A copy of the first tensor with the second on a diagonal.",
        samples=(
            Sample((X, [9.0, 8.0])),
            Sample((X, [7.0]), {"offset": -1}),
        ),
    ),
    _scatter_of(
        "select",
        "select",
        params=REGISTRY["select"].params,
        forward=_scattered(_selected),
        gradients=(
            lambda xp, g, b_shape, dim, index: _without(
                xp, "select_scatter", g, b_shape, dim=dim, index=index
            ),
            lambda xp, g, b_dtype, dim, index: _within(
                xp, "select", g, b_dtype, dim=dim, index=index
            ),
        ),
        title="Write slice of one",
        help="A copy of the first tensor with the second at one place of a dimension.",
        samples=(
            Sample((X, [9.0, 8.0, 7.0]), {"dim": 0, "index": 1}),
            Sample((X, [9.0, 8.0]), {"dim": -1, "index": -1}),
        ),
        bad=(BAD_SIZE,),
    ),
    _scatter_of(
        "slice",
        "slice",
        params=SLICE,
        infer=_infer_scattered("slice"),
        forward=_scattered(_sliced),
        gradients=(
            lambda xp, g, b_shape, dim, start, end, step: _without(
                xp, "slice_scatter", g, b_shape, dim=dim, start=start, end=end, step=step
            ),
            lambda xp, g, b_dtype, dim, start, end, step: _within(
                xp, "slice", g, b_dtype, dim=dim, start=start, end=end, step=step
            ),
        ),
        title="Write range",
        help="A copy of the first tensor with the second in a range of a dimension.",
        samples=(
            Sample((X, [[9.0, 8.0, 7.0]]), {"dim": 0, "start": 1}),
            Sample((X, [[9.0, 8.0], [7.0, 6.0]]), {"dim": 1, "step": 2}),
        ),
    ),
    OpSpec(
        name="strided_scatter",
        category="internal",
        ports=WITH,
        params=WINDOW,
        infer=lambda operands, params: (operands[0],),
        forward=_strided_into,
        gradients=(
            # PyTorch's own, though it should be 0 there: the gradient where b was written.
            lambda xp, g, shape, strides, size, stride, offset: xp.window_added(
                xp.strided_part(g, shape, strides, size, stride, offset),
                *(shape, strides, size, stride, offset),
            ),
            lambda xp, g, b_dtype, shape, strides, size, stride, offset: xp.astype(
                xp.strided_part(g, shape, strides, size, stride, offset), b_dtype
            ),
        ),
        node_name="AsStridedScatterBackward0",
    ),
)
register(
    dataclasses.replace(
        REGISTRY["as_strided"],
        name="as_strided_copy",
        compose=_as_strided_copy,
        methods=(),
        functions=("as_strided_copy",),
        spelling="torch.as_strided_copy({a}, {params})",
        title="As strided as copy",
        help="The memory of the tensor seen with any extents, strides and offset, as a copy.",
    ),
    _scatter_of(
        "as_strided",
        "as_strided",
        checked=False,
        params=(*STRIDED, STORAGE_OFFSET),
        infer=lambda operands, params: (operands[0],),
        compose=_as_strided_scatter,
        node_name="",
        title="Write by strides",
        help="A copy of the first tensor with the second where extents and strides say.",
        gradient_formulas=(r"[i]", r"1"),
        gradient_texts=("the gradient where b was written", "the gradient where b was written"),
        samples=(Sample((X, [9.0, 8.0]), {"size": (2,), "stride": (2,), "storage_offset": 1}),),
    ),
)
