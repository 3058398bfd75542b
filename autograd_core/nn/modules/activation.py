"""Activations and dropout as modules."""

from __future__ import annotations

import warnings
from typing import Any

from ...tensor import Tensor
from .. import functional as F  # noqa: N812
from .. import init
from .module import Module
from .table import REQUIRED, Row, made
from .weights import new_parameter

__all__ = ["CLASSES", "PReLU", "Softmax2d"]

INPLACE = {"inplace": False}


def _check_hardtanh(self: Any) -> None:
    for old, new in (("min_value", "min_val"), ("max_value", "max_val")):
        value = self.__dict__.pop(old)
        if value is not None:
            warnings.warn(
                f"keyword argument `{old}` is deprecated and renamed to `{new}`",
                FutureWarning,
                stacklevel=4,
            )
            setattr(self, new, value)
    if self.max_val <= self.min_val:
        raise AssertionError(
            f"max_val ({self.max_val}) must be greater than min_val ({self.min_val})"
        )


def _check_dropout(self: Any) -> None:
    if self.p < 0 or self.p > 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {self.p}")


def _dropout(name: str, function: str, passed: tuple[str, ...] = ("p", "training")) -> Row:
    return Row(
        name,
        function,
        {"p": 0.5, **INPLACE},
        passed=passed,
        extra="p={p}, inplace={inplace}",
        prepare=_check_dropout,
        owner="_DropoutNd",
    )


ROWS = (
    Row(
        "Threshold",
        "threshold",
        {"threshold": REQUIRED, "value": REQUIRED, **INPLACE},
        extra="threshold={threshold}, value={value}",
    ),
    Row("ReLU", "relu", INPLACE, extra=""),
    Row(
        "RReLU",
        "rrelu",
        {"lower": 1.0 / 8, "upper": 1.0 / 3, **INPLACE},
        passed=("lower", "upper", "training"),
        extra="lower={lower}, upper={upper}",
    ),
    Row(
        "Hardtanh",
        "hardtanh",
        {"min_val": -1.0, "max_val": 1.0, **INPLACE, "min_value": None, "max_value": None},
        passed=("min_val", "max_val"),
        extra="min_val={min_val}, max_val={max_val}",
        prepare=_check_hardtanh,
    ),
    Row("ReLU6", "relu6", INPLACE, extra=""),
    Row("Sigmoid", "sigmoid"),
    Row("Hardsigmoid", "hardsigmoid", INPLACE),
    Row("Tanh", "tanh"),
    Row("SiLU", "silu", INPLACE, extra=""),
    Row("Mish", "mish", INPLACE, extra=""),
    Row("Hardswish", "hardswish", INPLACE),
    Row("ELU", "elu", {"alpha": 1.0, **INPLACE}, extra="alpha={alpha}"),
    Row("CELU", "celu", {"alpha": 1.0, **INPLACE}, extra="alpha={alpha}"),
    Row("SELU", "selu", INPLACE, extra=""),
    Row("GLU", "glu", {"dim": -1}, extra="dim={dim}"),
    Row("GELU", "gelu", {"approximate": "none"}, extra="approximate={approximate!r}"),
    Row("Hardshrink", "hardshrink", {"lambd": 0.5}, extra="{lambd}"),
    Row(
        "LeakyReLU",
        "leaky_relu",
        {"negative_slope": 0.01, **INPLACE},
        extra="negative_slope={negative_slope}",
    ),
    Row("LogSigmoid", "logsigmoid"),
    Row(
        "Softplus",
        "softplus",
        {"beta": 1.0, "threshold": 20.0},
        extra="beta={beta}, threshold={threshold}",
    ),
    Row("Softshrink", "softshrink", {"lambd": 0.5}, extra="{lambd}"),
    Row("Softsign", "softsign"),
    Row("Tanhshrink", "tanhshrink"),
    Row("Softmin", "softmin", {"dim": None}, extra="dim={dim}"),
    Row("Softmax", "softmax", {"dim": None}, extra="dim={dim}"),
    Row("LogSoftmax", "log_softmax", {"dim": None}, extra="dim={dim}"),
    _dropout("Dropout", "dropout"),
    _dropout("Dropout1d", "dropout1d"),
    _dropout("Dropout2d", "dropout2d"),
    _dropout("Dropout3d", "dropout3d"),
    _dropout("AlphaDropout", "alpha_dropout"),
    _dropout("FeatureAlphaDropout", "feature_alpha_dropout"),
)

CLASSES = made(ROWS, __name__)
globals().update(CLASSES)


class PReLU(Module):
    """A leaky ReLU whose slope for negative numbers is learnt, one or one for each channel."""

    def __init__(
        self, num_parameters: int = 1, init: float = 0.25, device: Any = None, dtype: Any = None
    ) -> None:
        super().__init__()
        self.num_parameters = num_parameters
        self.init = init
        self.weight = new_parameter((num_parameters,), device, dtype)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Set the slopes to the first one."""
        init.constant_(self.weight, self.init)

    def forward(self, input: Tensor) -> Tensor:
        """The input, times the slope where it is negative."""
        result: Tensor = F.prelu(input, self.weight)
        return result

    def extra_repr(self) -> str:
        return f"num_parameters={self.num_parameters}"


class Softmax2d(Module):
    """Softmax over the channels at every place of a picture."""

    def forward(self, input: Tensor) -> Tensor:
        """Softmax over dimension -3. Raises ValueError unless the input is 3-d or 4-d."""
        if input.ndim not in (3, 4):
            raise ValueError(f"Softmax2d: expected input to be 3D or 4D, got {input.ndim}D instead")
        result: Tensor = F.softmax(input, -3)
        return result
