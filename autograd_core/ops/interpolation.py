"""Changing the size of pictures: each result is a weighted sum of neighbours.

Dimensions come one after the other. The places and weights are those of ATen/native/UpSample.h.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..dtypes import DType
from ..tensor import Tensor
from .dispatch import call
from .families import A
from .operands import no_kernel
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Sample, register
from .taps import Taps, applied

Params = Mapping[str, Any]
Ints = tuple[int, ...]
Scales = tuple[float | None, ...]

MODES = {
    **{"nearest": "UpsampleNearest{}D", "nearest-exact": "UpsampleNearestExact{}D"},
    **{"linear": "UpsampleLinear{}D", "bilinear": "UpsampleBilinear{}D"},
    **{"bicubic": "UpsampleBicubic{}D", "trilinear": "UpsampleTrilinear{}D"},
}
#: How many spatial dimensions each mode is for; None where any number will do.
SPACES = {"linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}


# ---- places and weights ----------------------------------------------------------------------


def _scale(size: int, out: int, scale: float | None, align: bool, real: Any) -> Any:
    """How far apart in the input neighbours of the result are."""
    if align:
        return real(size - 1) / real(out - 1) if out > 1 else real(0)
    if scale is not None and scale > 0:
        return real(1.0 / scale)
    return real(size) / real(out)


def _nearest(size: int, out: int, scale: float | None, exact: bool, real: Any) -> Taps:
    place = np.arange(out).astype(real) + real(0.5 if exact else 0.0)
    index = np.floor(place * _scale(size, out, scale, False, real)).astype(np.int64)
    return Taps(np.minimum(index, size - 1)[:, None], size)


def _source(size: int, out: int, scale: float | None, align: bool, cubic: bool, real: Any) -> Any:
    """The whole and the broken part of where each result lies in the input."""
    step = _scale(size, out, scale, align, real)
    place = np.arange(out).astype(real)
    source = place * step if align else (place + real(0.5)) * step - real(0.5)
    if not align and not cubic:
        source = np.maximum(source, real(0))
    index = np.minimum(np.floor(source).astype(np.int64), size - 1)
    return index, np.clip(source - index.astype(real), real(0), real(1))


def _linear(size: int, out: int, scale: float | None, align: bool, real: Any) -> Taps:
    index, part = _source(size, out, scale, align, False, real)
    after = index + (index < size - 1)
    if size == out:
        index = after = np.arange(size)
        part = np.zeros(size, real)
    return Taps(np.stack([index, after], 1), size, np.stack([1 - part, part], 1))


def _cubic_weight(x: Any, a: float) -> Any:
    """Keys' cubic convolution kernel; a is its slope at 1."""
    x = np.abs(x)
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = ((x - 5) * x + 8) * x * a - 4 * a
    return np.where(x <= 1, near, np.where(x < 2, far, 0))


def _cubic(size: int, out: int, scale: float | None, align: bool, real: Any) -> Taps:
    index, part = _source(size, out, scale, align, True, real)
    around = np.arange(-1, 3)
    places = np.clip(index[:, None] + around, 0, size - 1)
    return Taps(places, size, _cubic_weight(part[:, None] - around.astype(real), -0.75))


def _smooth(size: int, out: int, scale: float | None, align: bool, cubic: bool, real: Any) -> Taps:
    """Wider where the picture shrinks, so that nothing is skipped (antialias)."""
    step = float(_scale(size, out, scale, align, real))
    stretch = max(step, 1.0)
    support = (2.0 if cubic else 1.0) * stretch
    center = step * (np.arange(out) + 0.5)
    first = np.maximum((center - support + 0.5).astype(np.int64), 0)
    last = np.minimum((center + support + 0.5).astype(np.int64), size)
    index = first[:, None] + np.arange(int((last - first).max(initial=0)))
    x = (index - center[:, None] + 0.5) / stretch
    weight = _cubic_weight(x, -0.5) if cubic else np.maximum(1 - np.abs(x), 0)
    valid = index < last[:, None]
    weight = np.where(valid, weight, 0)
    return Taps(index, size, weight / weight.sum(axis=1, keepdims=True), valid)


@lru_cache(256)
def _taps(
    mode: str, size: int, out: int, scale: float | None, align: bool, smooth: bool, double: bool
) -> Taps:
    real = np.float64 if double else np.float32
    if mode in ("nearest", "nearest-exact"):
        return _nearest(size, out, scale, mode == "nearest-exact", real)
    if smooth:
        return _smooth(size, out, scale, align, mode == "bicubic", real)
    if mode == "bicubic":
        return _cubic(size, out, scale, align, real)
    return _linear(size, out, scale, align, real)


def _maps(dtype: Any, shape: Ints, p: Params) -> list[Taps]:
    size = shape[2:]
    double = dtype.char == "d"
    each = zip(size, p["out_size"], p["scales"], strict=True)
    return [
        _taps(p["mode"], n, o, s, p["align_corners"], p["antialias"], double) for n, o, s in each
    ]


# ---- the operation ---------------------------------------------------------------------------


def _upsampled(xp: Any, a: Any, **p: Any) -> Any:
    maps = _maps(a.dtype, a.shape, p)
    if a.dtype.kind != "f" and p["mode"] not in ("nearest", "nearest-exact"):
        found = applied(a.astype(np.float32), maps)
        return np.clip(np.rint(found), 0, 255).astype(a.dtype)
    return applied(a, maps)


def _back(xp: Any, grad_output: Any, shape: Ints, **p: Any) -> Any:
    maps = [taps.adjoint() for taps in _maps(grad_output.dtype, tuple(shape), p)]
    return applied(grad_output, maps)


def _name(params: Params) -> str:
    name = MODES[params["mode"]].format(len(params["out_size"]))
    return name + ("Aa" if params["antialias"] else "")


HOW = (
    *(Param("mode", "str"), Param("out_size", "shape"), Param("scales", "data")),
    *(Param("align_corners", "bool"), Param("antialias", "bool")),
)


def _rule(
    xp: Any,
    g: Any,
    a_shape: Ints,
    mode: str,
    out_size: Ints,
    scales: Scales,
    align_corners: bool,
    antialias: bool,
) -> Any:
    how = _named(mode, out_size, scales, align_corners, antialias)
    return xp.apply("_upsample_back", g, shape=a_shape, **how)


def _back_rule(
    xp: Any,
    g: Any,
    mode: str,
    out_size: Ints,
    scales: Scales,
    align_corners: bool,
    antialias: bool,
) -> Any:
    how = _named(mode, out_size, scales, align_corners, antialias)
    return xp.apply("_upsample", g, **how)


def _named(*values: Any) -> dict[str, Any]:
    return {param.name: value for param, value in zip(HOW, values, strict=True)}


register(
    OpSpec(
        name="_upsample",
        category="internal",
        ports=A,
        params=HOW,
        infer=lambda operands, params: (
            Meta((*operands[0].shape[:2], *params["out_size"]), operands[0].dtype),
        ),
        checked=True,
        forward=_upsampled,
        gradients=(_rule,),
        node_name=lambda params: f"{_name(params)}Backward0",
    ),
    OpSpec(
        name="_upsample_back",
        category="internal",
        ports=A,
        params=(Param("shape", "shape"), *HOW),
        infer=lambda operands, params: (Meta(tuple(params["shape"]), operands[0].dtype),),
        checked=True,
        forward=_back,
        gradients=(_back_rule,),
        node_name=lambda params: f"{_name(params)}BackwardBackward0",
    ),
)


# ---- what is asked for -----------------------------------------------------------------------


def _sizes(shape: Ints, p: Params) -> tuple[Ints, Scales]:
    """The extents of the result and the factors to compute with. Raises PyTorch's errors."""
    space = len(shape) - 2
    size, factor = p["size"], p["scale_factor"]
    if size is not None and factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is None and factor is None:
        raise ValueError("either size or scale_factor should be defined")
    given, what = (size, "output size") if size is not None else (factor, "scale_factor")
    if isinstance(given, list | tuple) and len(given) != space:
        kind = "output size of" if size is not None else "scale_factor of shape"
        letter = "o" if size is not None else "s"
        raise ValueError(
            "Input and "
            f"{'output' if size is not None else 'scale_factor'} must have the same number of "
            f"spatial dimensions, but got input with spatial dimensions of {list(shape[2:])} and "
            f"{kind} {given}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and "
            f"{what} in ({letter}1, {letter}2, ...,{letter}K) format."
        )
    each = tuple(given) if isinstance(given, list | tuple) else (given,) * space
    if size is not None:
        if p["recompute_scale_factor"]:
            raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
        return each, (None,) * space
    out = tuple([math.floor(n * s) for n, s in zip(shape[2:], each, strict=True)])
    again = p["recompute_scale_factor"] or p["mode"] == "area"
    return out, (None,) * space if again else tuple([float(s) for s in each])


def _check_mode(shape: Ints, p: Params) -> None:
    mode, dims = p["mode"], len(shape)
    if mode in SPACES and 3 <= dims <= 5 and SPACES[mode] != dims - 2 and mode != "bicubic":
        raise NotImplementedError(
            f"Got {dims}D input, but {mode} mode needs {SPACES[mode] + 2}D input"
        )
    known = (*MODES, "area")
    if mode not in known or not 3 <= dims <= 5 or SPACES.get(mode, dims - 2) != dims - 2:
        raise NotImplementedError(
            f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {dims}D) for the modes: "
            "nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact "
            f"(got {mode})"
        )


def _check_sizes(shape: Ints, out: Ints, dtype: DType, mode: str) -> None:
    space = len(out)
    axes = ("D", "H", "W")[-space:]
    if min(out) <= 0 or min(shape[2:]) <= 0:
        left, right = (
            ", ".join(f"{axis}: {n}" for axis, n in zip(axes, sizes, strict=True))
            for sizes in (shape[2:], out)
        )
        raise RuntimeError(
            "Input and output sizes should be greater than 0, but got input "
            f"({left}) output ({right})"
        )
    if 0 in shape[1:]:
        raise RuntimeError(
            f"Non-empty {space + 2}D data tensor expected but got a tensor with sizes {list(shape)}"
        )
    if not dtype.is_floating_point and dtype.name != "uint8":
        name = mode.replace("-exact", "")
        raise no_kernel(f"upsample_{name}{space}d_channels_last", dtype)


def _planned(meta: Meta, p: Params) -> dict[str, Any]:
    mode, align = p["mode"], p["align_corners"]
    asked = p["size"]
    if isinstance(asked, list | tuple) and any(isinstance(one, float) for one in asked):
        raise TypeError(
            "expected size to be one of int or Tuple[int] or Tuple[int, int] or Tuple[int, int, "
            f"int], but got size with types {[type(one) for one in asked]}"
        )
    if mode in ("nearest", "area", "nearest-exact") and align is not None:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear "
            "| bicubic | trilinear"
        )
    out, scales = _sizes(meta.shape, p)
    if p["antialias"] and (mode not in ("bilinear", "bicubic") or len(meta.shape) != 4):
        raise ValueError(
            "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires "
            "a 4-D tensor as input"
        )
    _check_mode(meta.shape, p)
    if mode != "area":
        _check_sizes(meta.shape, out, meta.dtype, mode)
    return _named(mode, out, scales, bool(align), p["antialias"])


def _interpolate(a: Tensor, *values: Any, **named: Any) -> Any:
    params = dict(zip((param.name for param in ASKED), values, strict=False)) | named
    how = _planned(Meta(a._array.shape, a.dtype), params)
    if how["mode"] == "area":
        pool = REGISTRY[f"adaptive_avg_pool{len(how['out_size'])}d"]
        return call(pool, (a,), {"output_size": how["out_size"]})
    return call(INTERNAL["_upsample"], (a,), how)


def _infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    return (Meta((*shape[:2], *_planned(operands[0], params)["out_size"]), dtype),)


SIZE = Param("size", "dims", None, optional=True, help="extents of the result")
FACTOR = Param("scale_factor", "data", None, optional=True, help="or how many times larger it is")
ASKED = (
    SIZE,
    FACTOR,
    Param("mode", "str", "nearest", help="nearest, linear, bilinear, bicubic, trilinear, area"),
    Param("align_corners", "bool", None, optional=True, help="corners stay where they are"),
    Param("recompute_scale_factor", "bool", None, optional=True, help="use the ratio of extents"),
    Param("antialias", "bool", False, help="smooth where the picture shrinks"),
)


def _fixed(name: str, mode: str, align: bool | None) -> tuple[Any, Any]:
    """``compose`` and ``infer`` of a function that is interpolation in one mode."""
    old = f"`nn.functional.{name}` is deprecated. Use `nn.functional.interpolate` instead."
    fixed = {"mode": mode, "align_corners": align, "recompute_scale_factor": None}
    fixed["antialias"] = False

    def compose(a: Tensor, size: Any, scale_factor: Any) -> Any:
        warnings.warn(old, stacklevel=3)
        return _interpolate(a, size=size, scale_factor=scale_factor, **fixed)

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        return _infer(operands, {**params, **fixed})

    return compose, infer


def _smooth_bilinear(
    a: Tensor,
    output_size: Any,
    align_corners: bool,
    scale_factors: Any,
    scales_h: float | None,
    scales_w: float | None,
) -> Any:
    fixed = {"mode": "bilinear", "antialias": True, "recompute_scale_factor": None}
    named = {"size": output_size, "scale_factor": None, "align_corners": align_corners}
    if output_size is None:
        named |= {"size": None, "scale_factor": scale_factors}
    how = _planned(Meta(a._array.shape, a.dtype), fixed | named)
    if output_size is not None:
        how["scales"] = (scales_h, scales_w)
    return call(INTERNAL["_upsample"], (a,), how)


TEXTS: dict[str, Any] = {
    "formula": r"\sum_j w_{ij}\,a_j",
    "gradient_formulas": (r"w_{ij}",),
    "gradient_texts": ("the weight of each element in each result",),
    "category": "padding",
    "ports": A,
}
WORDS = ("resize", "upsample", "scale", "zoom")
ROW = [[[1.0, -2.0, 3.0, 0.5]]]
PICTURE = [[[[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]]]
CUBE = [[[[[1.0, -2.0], [3.0, 0.5]], [[4.0, -1.5], [2.0, 0.25]]]]]
NEAREST, INFER_NEAREST = _fixed("upsample_nearest", "nearest", None)
BILINEAR, INFER_BILINEAR = _fixed("upsample_bilinear", "bilinear", True)

register(
    OpSpec(
        name="interpolate",
        params=ASKED,
        infer=_infer,
        compose=_interpolate,
        spelling="torch.nn.functional.interpolate({a}, {params})",
        functions=("nn.functional.interpolate",),
        title="Interpolate",
        help="The picture in another size, with values between its elements.",
        keywords=(*WORDS, "bilinear", "bicubic", "nearest"),
        samples=(
            Sample((ROW,), {"size": 3}),
            Sample((ROW,), {"scale_factor": 2, "mode": "linear"}),
            Sample((PICTURE,), {"size": (3, 5), "mode": "bilinear", "align_corners": True}),
            Sample((PICTURE,), {"scale_factor": (1.5, 2.0), "mode": "bicubic"}),
            Sample((PICTURE,), {"size": (1, 2), "mode": "bilinear", "antialias": True}),
            Sample((CUBE,), {"size": (3, 1, 2), "mode": "trilinear"}),
            Sample((PICTURE,), {"size": 2, "mode": "area"}),
            Sample((PICTURE,), {"size": 4, "mode": "nearest-exact"}),
        ),
        bad=(
            BadSample((PICTURE,), {}, "either size or scale_factor should be defined", ValueError),
            BadSample(
                (ROW,),
                {"size": 3, "mode": "bilinear"},
                "Got 3D input, but bilinear mode needs 4D input",
                NotImplementedError,
            ),
        ),
        **TEXTS,
    ),
    OpSpec(
        name="upsample_nearest",
        params=(SIZE, FACTOR),
        infer=INFER_NEAREST,
        compose=NEAREST,
        spelling="torch.nn.functional.upsample_nearest({a}, {params})",
        functions=("nn.functional.upsample_nearest",),
        title="Upsample nearest",
        help="The picture in another size; each result is the nearest element.",
        keywords=WORDS,
        **TEXTS,
    ),
    OpSpec(
        name="upsample_bilinear",
        params=(SIZE, FACTOR),
        infer=INFER_BILINEAR,
        compose=BILINEAR,
        spelling="torch.nn.functional.upsample_bilinear({a}, {params})",
        functions=("nn.functional.upsample_bilinear",),
        title="Upsample bilinear",
        help="The picture in another size, with values between its elements and corners kept.",
        keywords=WORDS,
        **TEXTS,
    ),
    OpSpec(
        name="_upsample_bilinear2d_aa",
        params=(
            Param("output_size", "dims", optional=True),
            Param("align_corners", "bool"),
            Param("scale_factors", "data", None, optional=True),
            Param("scales_h", "float", None, optional=True, keyword_only=True),
            Param("scales_w", "float", None, optional=True, keyword_only=True),
        ),
        infer=lambda operands, params: (operands[0],),
        compose=_smooth_bilinear,
        functions=("_upsample_bilinear2d_aa",),
        **{**TEXTS, "category": "internal"},
    ),
)
