"""Convolutions as modules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ...dtypes import DType
from ...tensor import Size, Tensor
from .. import functional as F  # noqa: N812
from .. import init
from .module import Module
from .weights import new_parameter, renamed, repeated

__all__ = [
    "Conv1d",
    "Conv2d",
    "Conv3d",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "ConvTranspose3d",
]

_MODES = ("zeros", "reflect", "replicate", "circular")


class _AnyConv(Module):
    """What convolutions and their transposes share; ``dims`` is 1, 2 or 3."""

    dims = 0
    transposed = False

    def __init_subclass__(cls) -> None:
        renamed(cls, "__init__", "forward")

    def _set_up(
        self,
        channels: tuple[int, int],
        geometry: dict[str, Any],
        groups: int,
        bias: bool,
        padding_mode: str,
        factory: tuple[Any, DType | None],
    ) -> None:
        Module.__init__(self)
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        for name, count in zip(("in_channels", "out_channels"), channels, strict=True):
            if count % groups:
                raise ValueError(f"{name} must be divisible by groups")
            setattr(self, name, count)
        for name, value in geometry.items():
            setattr(self, name, value if isinstance(value, str) else repeated(value, self.dims))
        self._check_padding(padding_mode)
        self.groups = groups
        self.padding_mode = padding_mode
        outer, inner = channels if self.transposed else channels[::-1]
        shape = (outer, inner // groups, *self.kernel_size)
        self.weight = new_parameter(shape, *factory)
        self.register_parameter("bias", new_parameter((channels[1],), *factory) if bias else None)
        self.reset_parameters()

    def _check_padding(self, mode: str) -> None:
        if isinstance(self.padding, str):
            if self.padding not in ("same", "valid"):
                raise ValueError(
                    f"Invalid padding string {self.padding!r}, should be one of {{'same', 'valid'}}"
                )
            if self.padding == "same" and any(step != 1 for step in self.stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        if mode not in _MODES:
            raise ValueError(
                f"padding_mode must be one of {set(_MODES)}, but got padding_mode='{mode}'"
            )

    def reset_parameters(self) -> None:
        """Uniform numbers within 1 / √(inputs of each output)."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init.fans(self.weight)
            bound = 1 / math.sqrt(fan_in) if fan_in > 0 else 0
            init.uniform_(self.bias, -bound, bound)

    def extra_repr(self) -> str:
        parts = [
            f"{self.in_channels}, {self.out_channels}",
            f"kernel_size={self.kernel_size}",
            f"stride={self.stride}",
        ]
        usual = {"padding": 0, "dilation": 1, "output_padding": 0}
        for name, value in usual.items():
            found = getattr(self, name)
            if found != (value,) * len(found):
                parts.append(f"{name}={found}")
        if self.groups != 1:
            parts.append(f"groups={self.groups}")
        if self.bias is None:
            parts.append("bias=False")
        if self.padding_mode != "zeros":
            parts.append(f"padding_mode={self.padding_mode}")
        return ", ".join(parts)


class _Conv(_AnyConv):
    """A convolution of the last dimensions with learnt kernels."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: DType | None = None,
    ) -> None:
        geometry = {
            "kernel_size": kernel_size,
            "stride": stride,
            "padding": padding,
            "dilation": dilation,
            "output_padding": 0,
        }
        channels = (in_channels, out_channels)
        self._set_up(channels, geometry, groups, bias, padding_mode, (device, dtype))

    def forward(self, input: Tensor) -> Tensor:
        """The convolution."""
        padding: Any = self.padding
        if self.padding_mode != "zeros":
            input = F.pad(input, self._sides(), mode=self.padding_mode)
            padding = (0,) * self.dims
        convolve = getattr(F, f"conv{self.dims}d")
        result: Tensor = convolve(
            input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups
        )
        return result

    def _sides(self) -> list[int]:
        """The padding before and after each dimension, the last one first."""
        sides: list[int] = []
        for dim in reversed(range(self.dims)):
            if self.padding == "valid":
                sides += [0, 0]
            elif self.padding == "same":
                total = self.dilation[dim] * (self.kernel_size[dim] - 1)
                sides += [total // 2, total - total // 2]
            else:
                sides += [self.padding[dim]] * 2
        return sides


class _ConvTranspose(_AnyConv):
    """The transpose of a convolution: makes pictures larger where that makes them smaller."""

    transposed = True

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Any = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: DType | None = None,
    ) -> None:
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        geometry = {
            "kernel_size": kernel_size,
            "stride": stride,
            "padding": padding,
            "dilation": dilation,
            "output_padding": output_padding,
        }
        channels = (in_channels, out_channels)
        self._set_up(channels, geometry, groups, bias, padding_mode, (device, dtype))

    def forward(self, input: Tensor, output_size: Sequence[int] | None = None) -> Tensor:
        """The transposed convolution, of the size asked for where several are possible."""
        extra = self.output_padding
        if output_size is not None:
            extra = self._extra(input, output_size)
        convolve = getattr(F, f"conv_transpose{self.dims}d")
        result: Tensor = convolve(
            input,
            self.weight,
            self.bias,
            self.stride,
            self.padding,
            extra,
            self.groups,
            self.dilation,
        )
        return result

    def _extra(self, input: Tensor, wanted: Sequence[int]) -> tuple[int, ...]:
        """The output padding that gives an output size. Raises ValueError if none does."""
        leading = 2 if input.ndim == self.dims + 2 else 1
        if len(wanted) == leading + self.dims:
            wanted = wanted[leading:]
        if len(wanted) != self.dims:
            raise ValueError(
                f"ConvTranspose{self.dims}D: for {input.ndim}D input, output_size must have "
                f"{self.dims} or {leading + self.dims} elements (got {len(wanted)})"
            )
        least = [
            (input.shape[leading + dim] - 1) * self.stride[dim]
            - 2 * self.padding[dim]
            + self.dilation[dim] * (self.kernel_size[dim] - 1)
            + 1
            for dim in range(self.dims)
        ]
        most = [size + step - 1 for size, step in zip(least, self.stride, strict=True)]
        bounds = zip(least, wanted, most, strict=True)
        if any(not low <= size <= high for low, size, high in bounds):
            raise ValueError(
                f"requested an output size of {wanted}, but valid sizes range from {least} to "
                f"{most} (for an input of {Size(input.shape[2:])})"
            )
        return tuple([size - low for size, low in zip(wanted, least, strict=True)])


class Conv1d(_Conv):
    """A convolution of sequences: (N, C, L) or (C, L)."""

    dims = 1


class Conv2d(_Conv):
    """A convolution of pictures: (N, C, H, W) or (C, H, W)."""

    dims = 2


class Conv3d(_Conv):
    """A convolution of volumes: (N, C, D, H, W) or (C, D, H, W)."""

    dims = 3


class ConvTranspose1d(_ConvTranspose):
    """The transpose of a convolution of sequences."""

    dims = 1


class ConvTranspose2d(_ConvTranspose):
    """The transpose of a convolution of pictures."""

    dims = 2


class ConvTranspose3d(_ConvTranspose):
    """The transpose of a convolution of volumes."""

    dims = 3
