"""Reading a picture between its elements: ``grid_sample``, and the grids of ``affine_grid``.

The derivatives by picture and by grid, and theirs, read and write the same taps with other
weights; see ``sampled_taps.py``.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .dispatch import call
from .families import A
from .sampled_taps import BICUBIC, MODES, PADDINGS, Taps, taps_of
from .spec import INTERNAL, BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Operands = Sequence[Any]


def _stacked(columns: Sequence[Any], grid: Any) -> Any:
    """One value for each axis as coordinates of the grid."""
    return np.stack(list(columns)[::-1], axis=-1).reshape(grid.shape).astype(grid.dtype)


def _along_terms(taps: Taps, u: Any) -> list[tuple[Any, tuple[int, ...]]]:
    """The derivative in a direction in the grid: its part along each axis, and by which."""
    dims = u.shape[-1]
    flat = u.reshape(u.shape[0], -1, dims)
    return [(flat[..., dims - 1 - k], taps.once(k)) for k in range(dims)]


# ---- the six operations ----------------------------------------------------------------------


def _sample(xp: Any, a: Any, grid: Any, how: Any) -> Any:
    taps = taps_of(grid, a.shape, how)
    return taps.gathered(a, [(None, taps.once())])


def _back_to_input(xp: Any, g: Any, grid: Any, a_shape: Any, how: Any) -> Any:
    taps = taps_of(grid, a_shape, how)
    return taps.scattered(g, [(None, taps.once())])


def _back_to_grid(xp: Any, g: Any, a: Any, grid: Any, how: Any) -> Any:
    taps = taps_of(grid, a.shape, how)
    return _stacked([taps.summed(g, a, taps.once(k)) for k in range(len(taps.size))], grid)


def _along(xp: Any, u: Any, a: Any, grid: Any, how: Any) -> Any:
    taps = taps_of(grid, a.shape, how)
    return taps.gathered(a, _along_terms(taps, u))


def _along_back(xp: Any, u: Any, g: Any, grid: Any, a_shape: Any, how: Any) -> Any:
    taps = taps_of(grid, a_shape, how)
    return taps.scattered(g, _along_terms(taps, u))


def _bent(xp: Any, u: Any, g: Any, a: Any, grid: Any, how: Any) -> Any:
    taps = taps_of(grid, a.shape, how)
    terms = _along_terms(taps, u)
    columns = [
        sum(part * taps.summed(g, a, taps.once(k, b)) for k, (part, _) in enumerate(terms))
        for b in range(len(taps.size))
    ]
    return _stacked(columns, grid)


HOW = Param("how", "data")
SHAPE = Param("a_shape", "shape")


def _ports(*names: str) -> tuple[Port, ...]:
    return tuple([Port(name) for name in names])


def _sampled_meta(a: Any, grid: Any) -> Meta:
    return Meta((*a.shape[:2], *grid.shape[1:-1]), a.dtype)


def _shaped(place: int) -> Any:
    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        return (Meta(tuple(params["a_shape"]), operands[place].dtype),)

    return infer


def _second(params: Params) -> str:
    dims = len(params["a_shape"]) - 2 if "a_shape" in params else params["how"][3]
    return f"GridSampler{dims}DBackwardBackward0"


register(
    OpSpec(
        name="_grid",
        category="internal",
        ports=_ports("a", "grid"),
        params=(HOW,),
        infer=lambda operands, params: (_sampled_meta(*operands),),
        forward=_sample,
        gradients=(
            lambda xp, g, grid, a_shape, how: xp.apply(
                "_grid_of_input", g, grid, a_shape=a_shape, how=how
            ),
            lambda xp, g, a, grid, how: xp.apply("_grid_of_grid", g, a, grid, how=how),
        ),
        node_name=lambda params: f"GridSampler{params['how'][3]}DBackward0",
    ),
    OpSpec(
        name="_grid_of_input",
        category="internal",
        ports=_ports("grad", "grid"),
        params=(SHAPE, HOW),
        infer=_shaped(0),
        forward=_back_to_input,
        gradients=(
            lambda xp, g, grid, how: xp.apply("_grid", g, grid, how=how),
            lambda xp, g, grad, grid, how: xp.apply("_grid_of_grid", grad, g, grid, how=how),
        ),
        node_name=_second,
    ),
    OpSpec(
        name="_grid_of_grid",
        category="internal",
        ports=_ports("grad", "a", "grid"),
        params=(HOW,),
        infer=lambda operands, params: (operands[2],),
        forward=_back_to_grid,
        gradients=(
            lambda xp, g, a, grid, how: xp.apply("_grid_along", g, a, grid, how=how),
            lambda xp, g, grad, grid, a_shape, how: xp.apply(
                "_grid_along_back", g, grad, grid, a_shape=a_shape, how=how
            ),
            lambda xp, g, grad, a, grid, how: xp.apply("_grid_bent", g, grad, a, grid, how=how),
        ),
        node_name=_second,
    ),
    # Gradients of gradients of gradients end here.
    OpSpec(
        name="_grid_along",
        category="internal",
        ports=_ports("along", "a", "grid"),
        params=(HOW,),
        infer=lambda operands, params: (_sampled_meta(*operands[1:]),),
        forward=_along,
    ),
    OpSpec(
        name="_grid_along_back",
        category="internal",
        ports=_ports("along", "grad", "grid"),
        params=(SHAPE, HOW),
        infer=_shaped(1),
        forward=_along_back,
    ),
    OpSpec(
        name="_grid_bent",
        category="internal",
        ports=_ports("along", "grad", "a", "grid"),
        params=(HOW,),
        infer=lambda operands, params: (operands[3],),
        forward=_bent,
    ),
)


# ---- what users call -------------------------------------------------------------------------


def _check(a: Any, grid: Any, mode: int) -> None:
    """Raise PyTorch's errors for shapes that do not fit."""
    sizes = f"input with sizes {list(a.shape)} and grid with sizes {list(grid.shape)}"
    if a.shape[:1] != grid.shape[:1]:
        raise RuntimeError(
            f"grid_sampler(): expected grid and input to have same batch size, but got {sizes}"
        )
    dims = len(a.shape) - 2
    if grid.shape[-1] != dims:
        raise RuntimeError(
            f"grid_sampler(): expected grid to have size {dims} in last dimension, but got grid "
            f"with sizes {list(grid.shape)}"
        )
    for place, extent in enumerate(a.shape[2:], 2):
        if not extent:
            raise RuntimeError(
                "grid_sampler(): expected input to have non-empty spatial dimensions, but input "
                f"has sizes {list(a.shape)} with dimension {place} being empty"
            )
    if dims not in (2, 3) or len(grid.shape) != dims + 2:
        raise RuntimeError(
            f"grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but "
            f"got {sizes}"
        )
    if dims == 3 and mode == BICUBIC:
        raise RuntimeError("grid_sampler(): bicubic interpolation only supports 4D input")
    if a.dtype is not grid.dtype:
        raise RuntimeError(
            f"expected scalar type {a.dtype.scalar_name} but found {grid.dtype.scalar_name}"
        )


def _sampler(
    a: Tensor, grid: Tensor, interpolation_mode: int, padding_mode: int, align_corners: bool
) -> Any:
    _check(a, grid, interpolation_mode)
    how = (interpolation_mode, padding_mode, bool(align_corners), a._array.ndim - 2)
    return call(INTERNAL["_grid"], (a, grid), {"how": how})


def _infer_sampler(operands: Operands, params: Params) -> tuple[Meta, ...]:
    _check(operands[0], operands[1], params["interpolation_mode"])
    return (_sampled_meta(*operands),)


def _numbers(mode: str, padding_mode: str) -> tuple[int, int]:
    if mode not in MODES:
        raise ValueError(
            "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', "
            f"but got: '{mode}'"
        )
    if padding_mode not in PADDINGS:
        raise ValueError(
            "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or "
            f"'reflection', but got: '{padding_mode}'"
        )
    return MODES[mode], PADDINGS[padding_mode]


def _grid_sample(
    a: Tensor, grid: Tensor, mode: str, padding_mode: str, align_corners: bool | None
) -> Any:
    numbers = _numbers(mode, padding_mode)
    if align_corners is None:
        _warn_of_corners()
    return _sampler(a, grid, *numbers, bool(align_corners))


def _warn_of_corners() -> None:
    warnings.warn(
        "Default grid_sample and affine_grid behavior has changed to align_corners=False since "
        "1.3.0. Please specify align_corners=True if the old behavior is desired. See the "
        "documentation of grid_sample for details.",
        UserWarning,
        stacklevel=4,
    )


def _infer_grid_sample(operands: Operands, params: Params) -> tuple[Meta, ...]:
    _check(operands[0], operands[1], _numbers(params["mode"], params["padding_mode"])[0])
    return (_sampled_meta(*operands),)


# ---- affine grids ----------------------------------------------------------------------------


def _corners(size: Sequence[int], align: bool, kind: Any) -> Any:
    """Places (x, y, 1) of all elements of a picture, as (elements, dimensions + 1)."""
    axes = []
    for extent in size[2:]:
        line = np.linspace(-1, 1, extent, dtype=kind) if extent > 1 else np.zeros(1, kind)
        axes.append(line if align else line * kind.type((extent - 1) / extent))
    places = np.meshgrid(*axes, indexing="ij")[::-1]
    return np.stack([*places, np.ones_like(places[0])], -1).reshape(-1, len(axes) + 1)


def _affine(xp: Any, theta: Any, size: Any, align_corners: bool) -> Any:
    found = _corners(size, align_corners, theta.dtype) @ theta.swapaxes(1, 2)
    return found.reshape(theta.shape[0], *size[2:], len(size) - 2)


def _affine_back(xp: Any, grad: Any, size: Any, align_corners: bool) -> Any:
    flat = grad.reshape(grad.shape[0], -1, grad.shape[-1])
    return flat.swapaxes(1, 2) @ _corners(size, align_corners, grad.dtype)


def _matrix(size: Sequence[int]) -> tuple[int, int]:
    dims = len(size) - 2
    return dims, dims + 1


def _infer_affine(operands: Operands, params: Params) -> tuple[Meta, ...]:
    theta, size = operands[0], params["size"]
    if not theta.dtype.is_floating_point:
        raise ValueError(f"Expected theta to have floating point type, but got {theta.dtype}")
    if len(size) not in (4, 5):
        raise NotImplementedError(
            "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, "
            f"respectively. Got size {size}."
        )
    dims = len(size) - 2
    if theta.shape[-2:] != _matrix(size) or len(theta.shape) != 3:
        raise ValueError(
            f"Expected a batch of {dims}D affine matrices of shape Nx{dims}x{dims + 1} for size "
            f"{list(size)}. Got {list(theta.shape)}."
        )
    if theta.shape[0] != size[0]:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{size[0]}, "
            f"{dims + 1}] but got: [{theta.shape[0]}, {dims + 1}]."
        )
    return (Meta((size[0], *size[2:], dims), theta.dtype),)


ALIGN = Param(
    "align_corners", "bool", None, optional=True, help="-1 and 1 are the middles of the outer ones"
)
PICTURE = [[[[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]]]
PLACES = [[[[-0.5, 0.25], [0.75, -0.35]], [[0.1, 0.9], [-0.85, -0.2]]]]
WORDS = ("picture", "warp", "grid", "sample", "spatial transformer")
LOOK: dict[str, Any] = {
    "category": "padding",
    "ports": (*A, Port("grid")),
    "formula": r"\sum_k w_k(x, y)\,a_k",
    "gradient_formulas": (r"w_k(x, y)", r"\sum_k a_k\,\nabla w_k(x, y)"),
    "gradient_texts": (
        "the weight of each element in each result",
        "the slope of the picture at the place",
    ),
    "keywords": WORDS,
}

register(
    OpSpec(
        name="grid_sample",
        params=(
            Param("mode", "str", "bilinear", help="bilinear, nearest or bicubic"),
            Param("padding_mode", "str", "zeros", help="zeros, border or reflection outside"),
            ALIGN,
        ),
        infer=_infer_grid_sample,
        compose=_grid_sample,
        spelling="torch.nn.functional.grid_sample({a}, {grid}, {params})",
        functions=("nn.functional.grid_sample",),
        title="Grid sample",
        help="The picture read at places between -1 and 1, between its elements too.",
        samples=(
            Sample((PICTURE, PLACES), {"align_corners": False}),
            Sample((PICTURE, PLACES), {"mode": "bicubic", "align_corners": True}),
            Sample((PICTURE, PLACES), {"padding_mode": "reflection", "align_corners": False}),
            Sample((PICTURE, PLACES), {"padding_mode": "border", "align_corners": True}),
        ),
        bad=(
            BadSample(
                (PICTURE, [[[[0.5]]]]),
                {"align_corners": False},
                "grid_sampler(): expected grid to have size 2 in last dimension, but got grid with "
                "sizes [1, 1, 1, 1]",
            ),
        ),
        **LOOK,
    ),
    *[
        OpSpec(
            name=name,
            params=(
                Param("interpolation_mode", "int"),
                Param("padding_mode", "int"),
                Param("align_corners", "bool"),
            ),
            infer=_infer_sampler,
            compose=_sampler,
            functions=(name,),
            **{**LOOK, "category": "internal"},
        )
        for name in ("grid_sampler", "grid_sampler_2d", "grid_sampler_3d")
    ],
    OpSpec(
        name="_affine_grid",
        category="internal",
        ports=(Port("theta"),),
        params=(Param("size", "shape"), Param("align_corners", "bool")),
        infer=_infer_affine,
        forward=_affine,
        gradients=(
            lambda xp, g, size, align_corners: xp.apply(
                "_affine_grid_back", g, size=size, align_corners=align_corners
            ),
        ),
        node_name="AffineGridGeneratorBackward0",
    ),
    OpSpec(
        name="_affine_grid_back",
        category="internal",
        ports=(Port("grad"),),
        params=(Param("size", "shape"), Param("align_corners", "bool")),
        infer=lambda operands, params: (
            Meta((operands[0].shape[0], *_matrix(params["size"])), operands[0].dtype),
        ),
        forward=_affine_back,
        gradients=(
            lambda xp, g, size, align_corners: xp.apply(
                "_affine_grid", g, size=size, align_corners=align_corners
            ),
        ),
        node_name="TransposeBackward0",
    ),
    OpSpec(
        name="affine_grid",
        category="padding",
        ports=(Port("theta"),),
        params=(Param("size", "shape", help="shape of the picture to read"), ALIGN),
        infer=_infer_affine,
        compose=lambda theta, size, align_corners: _affine_grid(theta, size, align_corners),
        spelling="torch.nn.functional.affine_grid({theta}, {params})",
        functions=("nn.functional.affine_grid",),
        formula=r"\theta\,(x, y, 1)^T",
        gradient_formulas=(r"(x, y, 1)",),
        gradient_texts=("the place of each element",),
        title="Affine grid",
        help="The places that an affine map sends the elements of a picture to.",
        keywords=WORDS,
        samples=(
            Sample(
                ([[[1.0, 0.5, -0.25], [0.0, 2.0, 0.5]]],),
                {"size": (1, 1, 2, 3), "align_corners": True},
            ),
        ),
        bad=(
            BadSample(
                ([[[1.0, 0.5, -0.25], [0.0, 2.0, 0.5]]],),
                {"size": (1, 1, 2), "align_corners": False},
                "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, "
                "respectively. Got size (1, 1, 2).",
                NotImplementedError,
            ),
        ),
    ),
)


def _affine_grid(theta: Tensor, size: Any, align_corners: bool | None) -> Any:
    _infer_affine((theta,), {"size": size})
    if align_corners is None:
        _warn_of_corners()
    params = {"size": tuple(size), "align_corners": bool(align_corners)}
    return call(INTERNAL["_affine_grid"], (theta,), params)
