"""Normalisations as modules."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from ...dtypes import DType
from ...tensor import Tensor
from ...views import write
from .. import functional as F  # noqa: N812
from .. import init
from .module import Module
from .weights import affine as _affine
from .weights import filled

__all__ = [
    "BatchNorm1d",
    "BatchNorm2d",
    "BatchNorm3d",
    "GroupNorm",
    "InstanceNorm1d",
    "InstanceNorm2d",
    "InstanceNorm3d",
    "LayerNorm",
    "RMSNorm",
]


def _reset(module: Any) -> None:
    """Weights 1 and biases 0."""
    if module.weight is not None:
        init.ones_(module.weight)
    if module._parameters.get("bias") is not None:
        init.zeros_(module.bias)


class _RunningNorm(Module):
    """Batch and instance norm: with running statistics, if they are tracked."""

    _version = 2
    dims: tuple[int, ...] = ()

    _may_be_missing = ("num_batches_tracked",)

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: DType | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        _affine(self, (num_features,), affine, bias, device, dtype)
        mean = variance = count = None
        if track_running_stats:
            mean = filled((num_features,), 0, device, dtype)
            variance = filled((num_features,), 1, device, dtype)
            count = Tensor(np.zeros((), np.int64))
        self.register_buffer("running_mean", mean)
        self.register_buffer("running_var", variance)
        self.register_buffer("num_batches_tracked", count)
        self.reset_parameters()

    def reset_running_stats(self) -> None:
        """Mean 0, variance 1, no batches."""
        if self.track_running_stats:
            init.zeros_(self.running_mean)
            init.ones_(self.running_var)
            init.zeros_(self.num_batches_tracked)

    def reset_parameters(self) -> None:
        """Weights 1, biases 0, and the running statistics from the start."""
        self.reset_running_stats()
        _reset(self)

    def _check_input_dim(self, input: Tensor) -> None:
        if input.ndim not in self.dims:
            wanted = " or ".join(f"{dim}D" for dim in self.dims)
            raise ValueError(f"expected {wanted} input (got {input.ndim}D input)")

    def extra_repr(self) -> str:
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, "
            f"affine={self.affine}, bias={self.bias is not None}, "
            f"track_running_stats={self.track_running_stats}"
        )


# What it is called in PyTorch's errors; instance norm has its own.
_RunningNorm.__init__.__qualname__ = "_BatchNorm.__init__"


class _BatchNorm(_RunningNorm):
    """Normalises every channel over the batch, in evaluation by the running statistics."""

    def forward(self, input: Tensor) -> Tensor:
        """The normalised input."""
        self._check_input_dim(input)
        factor = 0.0 if self.momentum is None else self.momentum
        mean, variance = self.running_mean, self.running_var
        training = self.training
        if training and self.track_running_stats:
            count = self.num_batches_tracked
            if count is not None:
                write(count, count._array + 1)
                if self.momentum is None:
                    factor = 1.0 / float(count._array)
        elif training:
            mean = variance = None
        result: Tensor = F.batch_norm(
            input,
            mean,
            variance,
            self.weight,
            self.bias,
            training or (mean is None and variance is None),
            factor,
            self.eps,
        )
        return result


class BatchNorm1d(_BatchNorm):
    """Batch norm of vectors or sequences: (N, C) or (N, C, L)."""

    dims = (2, 3)


class BatchNorm2d(_BatchNorm):
    """Batch norm of pictures: (N, C, H, W)."""

    dims = (4,)


class BatchNorm3d(_BatchNorm):
    """Batch norm of volumes: (N, C, D, H, W)."""

    dims = (5,)


class _InstanceNorm(_RunningNorm):
    """Normalises every channel of every example by itself."""

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float = 0.1,
        affine: bool = False,
        track_running_stats: bool = False,
        device: Any = None,
        dtype: DType | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(
            num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias
        )

    def forward(self, input: Tensor) -> Tensor:
        """The normalised input, with or without a dimension for the batch."""
        self._check_input_dim(input)
        dim = input.ndim - self.dims[0]
        found = input.shape[dim]
        if found != self.num_features:
            if self.affine:
                raise ValueError(
                    f"expected input's size at dim={dim} to match num_features "
                    f"({self.num_features}), but got: {found}."
                )
            warnings.warn(
                f"input's size at dim={dim} does not match num_features. You can silence this "
                "warning by not passing in num_features, which is not used because affine=False",
                stacklevel=3,
            )
        if input.ndim == self.dims[0]:
            alone: Tensor = self._normalised(input.unsqueeze(0)).squeeze(0)
            return alone
        return self._normalised(input)

    def _normalised(self, input: Tensor) -> Tensor:
        result: Tensor = F.instance_norm(
            input,
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training or not self.track_running_stats,
            0.0 if self.momentum is None else self.momentum,
            self.eps,
        )
        return result


class InstanceNorm1d(_InstanceNorm):
    """Instance norm of sequences: (N, C, L) or (C, L)."""

    dims = (2, 3)


class InstanceNorm2d(_InstanceNorm):
    """Instance norm of pictures: (N, C, H, W) or (C, H, W)."""

    dims = (3, 4)


class InstanceNorm3d(_InstanceNorm):
    """Instance norm of volumes: (N, C, D, H, W) or (C, D, H, W)."""

    dims = (4, 5)


class LayerNorm(Module):
    """Normalises every example over its last dimensions, ``normalized_shape``."""

    def __init__(
        self,
        normalized_shape: Any,
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
        device: Any = None,
        dtype: DType | None = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = _shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        _affine(self, self.normalized_shape, elementwise_affine, bias, device, dtype)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Weights 1, biases 0."""
        _reset(self)

    def forward(self, input: Tensor) -> Tensor:
        """The normalised input."""
        result: Tensor = F.layer_norm(
            input, self.normalized_shape, self.weight, self.bias, self.eps
        )
        return result

    def extra_repr(self) -> str:
        return (
            f"{self.normalized_shape}, eps={self.eps}, "
            f"elementwise_affine={self.elementwise_affine}, bias={self.bias is not None}"
        )


def _shape(extents: Any) -> tuple[int, ...]:
    return (int(extents),) if isinstance(extents, int | np.integer) else tuple(extents)


class RMSNorm(Module):
    """Divides every example by its root mean square over the last dimensions."""

    def __init__(
        self,
        normalized_shape: Any,
        eps: float | None = None,
        elementwise_affine: bool = True,
        device: Any = None,
        dtype: DType | None = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = _shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        _affine(self, self.normalized_shape, elementwise_affine, False, device, dtype)
        del self.bias
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Weights 1."""
        _reset(self)

    def forward(self, x: Tensor) -> Tensor:
        """The normalised input."""
        result: Tensor = F.rms_norm(x, self.normalized_shape, self.weight, self.eps)
        return result

    def extra_repr(self) -> str:
        return (
            f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"
        )


class GroupNorm(Module):
    """Normalises groups of the channels of every example."""

    def __init__(
        self,
        num_groups: int,
        num_channels: int,
        eps: float = 1e-5,
        affine: bool = True,
        device: Any = None,
        dtype: DType | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        if num_channels % num_groups:
            raise ValueError(
                f"num_channels ({num_channels}) must be divisible by num_groups ({num_groups})"
            )
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        _affine(self, (num_channels,), affine, bias, device, dtype)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Weights 1, biases 0."""
        _reset(self)

    def forward(self, input: Tensor) -> Tensor:
        """The normalised input."""
        result: Tensor = F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)
        return result

    def extra_repr(self) -> str:
        return (
            f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}, "
            f"bias={self.bias is not None}"
        )
