"""Pixels and channels of images in another order: ``pixel_shuffle``, ``channel_shuffle``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .rearrange import rearranging
from .shapes import Shape
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
PIXELS = [[[1.0, 2.0]], [[3.0, 4.0]], [[5.0, 6.0]], [[7.0, 8.0]]]
Params = Mapping[str, Any]
Operands = Sequence[Any]


def _check_pixels(name: str, shape: Shape, factor: int, what: str) -> None:
    if len(shape) < 3:
        raise RuntimeError(
            f"{name} expects input to have at least 3 dimensions, but got input with "
            f"{len(shape)} dimension(s)"
        )
    if factor <= 0:
        raise RuntimeError(f"{name} expects a positive {what}, but got {factor}")


def _infer_shuffle(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    r = params["upscale_factor"]
    _check_pixels("pixel_shuffle", shape, r, "upscale_factor")
    *lead, c, h, w = shape
    if c % (r * r):
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square "
            f"of upscale_factor, but input.size(-3)={c} is not divisible by {r * r}"
        )
    return (Meta((*lead, c // (r * r), h * r, w * r), dtype),)


def _shuffle(xp: Any, a: Any, upscale_factor: int) -> Any:
    *lead, c, h, w = a.shape
    r, n = upscale_factor, len(lead)
    parts = a.reshape(*lead, c // (r * r), r, r, h, w)
    order = (*range(n), n, n + 3, n + 1, n + 4, n + 2)
    return np.array(parts.transpose(order).reshape(*lead, c // (r * r), h * r, w * r), order="C")


def _infer_unshuffle(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    r = params["downscale_factor"]
    _check_pixels("pixel_unshuffle", shape, r, "downscale_factor")
    *lead, c, h, w = shape
    for name, size, place in (("height", h, -2), ("width", w, -1)):
        if size % r:
            raise RuntimeError(
                f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but "
                f"input.size({place})={size} is not divisible by {r}"
            )
    return (Meta((*lead, c * r * r, h // r, w // r), dtype),)


def _unshuffle(xp: Any, a: Any, downscale_factor: int) -> Any:
    *lead, c, h, w = a.shape
    r, n = downscale_factor, len(lead)
    parts = a.reshape(*lead, c, h // r, r, w // r, r)
    order = (*range(n), n, n + 2, n + 4, n + 1, n + 3)
    return np.array(parts.transpose(order).reshape(*lead, c * r * r, h // r, w // r), order="C")


def _infer_channels(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, groups = operands[0].shape, params["groups"]
    if len(shape) <= 2:
        raise RuntimeError(
            f"channel_shuffle expects input with > 2 dims, but got input with sizes {list(shape)}"
        )
    if groups <= 0:
        raise RuntimeError(
            f"Number of groups to divide channels in must be positive. Value of groups:{groups}"
        )
    if shape[1] % groups:
        raise RuntimeError(
            f"Number of channels must be divisible by groups. Got {shape[1]} channels and "
            f"{groups} groups."
        )
    return (operands[0],)


def _channels(xp: Any, a: Any, groups: int) -> Any:
    n, c, *rest = a.shape
    return np.array(
        a.reshape(n, groups, c // groups, *rest).swapaxes(1, 2).reshape(a.shape), order="C"
    )


def _pixels(name: str, node_name: str, rule: Any, **fields: Any) -> OpSpec:
    return rearranging(
        name,
        node_name,
        rule,
        checked=True,
        spelling=f"torch.nn.functional.{name}({{a}}, {{params}})",
        methods=(),
        functions=(f"nn.functional.{name}", name),
        keywords=("image", "channels", "resolution"),
        **fields,
    )


register(
    _pixels(
        "pixel_shuffle",
        "PixelShuffleBackward0",
        lambda xp, g, upscale_factor: xp.apply(
            "pixel_unshuffle", g, downscale_factor=upscale_factor
        ),
        params=(Param("upscale_factor", "int", help="how many times larger the image becomes"),),
        infer=_infer_shuffle,
        forward=_shuffle,
        title="Pixel shuffle",
        help="Channels rearranged into a larger image.",
        samples=(Sample((PIXELS,), {"upscale_factor": 2}),),
        bad=(
            BadSample(
                (X,),
                {"upscale_factor": 2},
                "pixel_shuffle expects input to have at least 3 dimensions, but got input with 2 "
                "dimension(s)",
            ),
        ),
    ),
    _pixels(
        "pixel_unshuffle",
        "PixelUnshuffleBackward0",
        lambda xp, g, downscale_factor: xp.apply(
            "pixel_shuffle", g, upscale_factor=downscale_factor
        ),
        params=(Param("downscale_factor", "int", help="how many times smaller the image becomes"),),
        infer=_infer_unshuffle,
        forward=_unshuffle,
        title="Pixel unshuffle",
        help="An image rearranged into more channels.",
        samples=(Sample(([[[1.0, 2.0], [3.0, 4.0]]],), {"downscale_factor": 2}),),
    ),
    _pixels(
        "channel_shuffle",
        "ChannelShuffleBackward0",
        lambda xp, g, groups, a_shape: xp.apply("channel_shuffle", g, groups=a_shape[1] // groups),
        params=(Param("groups", "int", help="how many groups the channels are in"),),
        infer=_infer_channels,
        forward=_channels,
        title="Channel shuffle",
        help="Channels dealt out again, so that the groups mix.",
        samples=(Sample(([PIXELS],), {"groups": 2}),),
    ),
)
