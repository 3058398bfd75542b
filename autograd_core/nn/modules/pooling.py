"""Pooling and rearranging as modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .table import REQUIRED, Row, made
from .weights import repeated

__all__ = ["CLASSES"]

LENGTHS = (1, 2, 3)


def _default_stride(self: Any) -> None:
    if self.stride is None:
        self.stride = self.kernel_size


def _whole(dims: int) -> Callable[[Any], None]:
    def prepare(self: Any) -> None:
        """The extents as tuples."""
        _default_stride(self)
        for name in ("kernel_size", "stride", "padding"):
            setattr(self, name, repeated(getattr(self, name), dims))

    return prepare


POOL = {"kernel_size": REQUIRED, "stride": None, "padding": 0}
SHOWN = "kernel_size={kernel_size}, stride={stride}, padding={padding}"


def _max_pools() -> Iterable[Row]:
    for dims in LENGTHS:
        yield Row(
            f"MaxPool{dims}d",
            f"max_pool{dims}d",
            {**POOL, "dilation": 1, "return_indices": False, "ceil_mode": False},
            extra=SHOWN + ", dilation={dilation}, ceil_mode={ceil_mode}",
            prepare=_default_stride,
            owner="_MaxPoolNd",
        )
        yield Row(
            f"AdaptiveMaxPool{dims}d",
            f"adaptive_max_pool{dims}d",
            {"output_size": REQUIRED, "return_indices": False},
            owner="_AdaptiveMaxPoolNd",
            extra="output_size={output_size}",
        )


def _mean_pools() -> Iterable[Row]:
    for dims in LENGTHS:
        yield Row(
            f"AvgPool{dims}d",
            f"avg_pool{dims}d",
            {
                **POOL,
                "ceil_mode": False,
                "count_include_pad": True,
                **({} if dims == 1 else {"divisor_override": None}),
            },
            extra=SHOWN,
            prepare=_whole(1) if dims == 1 else _default_stride,
        )
        yield Row(
            f"AdaptiveAvgPool{dims}d",
            f"adaptive_avg_pool{dims}d",
            {"output_size": REQUIRED},
            owner="_AdaptiveAvgPoolNd",
            extra="output_size={output_size}",
        )
        yield Row(
            f"LPPool{dims}d",
            f"lp_pool{dims}d",
            {"norm_type": REQUIRED, "kernel_size": REQUIRED, "stride": None, "ceil_mode": False},
            owner="_LPPoolNd",
            extra="norm_type={norm_type}, kernel_size={kernel_size}, stride={stride}, "
            "ceil_mode={ceil_mode}",
        )


def _unpools() -> Iterable[Row]:
    for dims in LENGTHS:
        yield Row(
            f"MaxUnpool{dims}d",
            f"max_unpool{dims}d",
            POOL,
            ("input", "indices"),
            extra=SHOWN,
            prepare=_whole(dims),
        )


ROWS = (
    *_max_pools(),
    *_mean_pools(),
    *_unpools(),
    Row(
        "PixelShuffle",
        "pixel_shuffle",
        {"upscale_factor": REQUIRED},
        extra="upscale_factor={upscale_factor}",
    ),
    Row(
        "PixelUnshuffle",
        "pixel_unshuffle",
        {"downscale_factor": REQUIRED},
        extra="downscale_factor={downscale_factor}",
    ),
    Row("ChannelShuffle", "channel_shuffle", {"groups": REQUIRED}, extra="groups={groups}"),
    Row(
        "LocalResponseNorm",
        "local_response_norm",
        {"size": REQUIRED, "alpha": 1e-4, "beta": 0.75, "k": 1.0},
        extra="{size}, alpha={alpha}, beta={beta}, k={k}",
    ),
    Row(
        "Unfold",
        "unfold",
        {"kernel_size": REQUIRED, "dilation": 1, "padding": 0, "stride": 1},
        extra="kernel_size={kernel_size}, dilation={dilation}, padding={padding}, stride={stride}",
    ),
    Row(
        "Fold",
        "fold",
        {
            "output_size": REQUIRED,
            "kernel_size": REQUIRED,
            "dilation": 1,
            "padding": 0,
            "stride": 1,
        },
        extra="output_size={output_size}, kernel_size={kernel_size}, dilation={dilation}, "
        "padding={padding}, stride={stride}",
    ),
)

CLASSES = made(ROWS, __name__)
globals().update(CLASSES)
