"""``torch.signal.windows``: weights that let a stretch of a signal fade in and out.

All have ``M`` points; with ``sym=False`` they are the first M of a window with one more, so that
it repeats evenly. Values are float32 or float64. Formulas: SciPy's documentation of the same names.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from ..dtypes import DType, default_dtype, float32, float64
from ..ops.dispatch import call
from ..ops.spec import REGISTRY
from ..placement import check_device, strided
from ..tensor import Tensor

__all__ = [
    "bartlett",
    "blackman",
    "cosine",
    "exponential",
    "gaussian",
    "general_cosine",
    "general_hamming",
    "hamming",
    "hann",
    "kaiser",
    "nuttall",
]


def _made(
    name: str,
    M: int,  # noqa: N803
    dtype: DType | None,
    values: Callable[[DType], Tensor],
    *,
    layout: Any = strided,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """A window, after the checks that all share. Raises ValueError in PyTorch's words."""
    kind = default_dtype() if dtype is None else dtype
    if M < 0:
        raise ValueError(f"{name} requires non-negative window length, got M={M}")
    if layout is not strided:
        raise ValueError(f"{name} is implemented for strided tensors only, got: {layout}")
    if kind not in (float32, float64):
        raise ValueError(f"{name} expects float32 or float64 dtypes, got: {kind}")
    check_device(device)
    found = values(kind)
    return found.requires_grad_() if requires_grad else found


def _line(start: float, end: float, M: int, kind: DType) -> Tensor:  # noqa: N803
    params = {"start": start, "end": end, "steps": M, "dtype": kind}
    line: Tensor = call(REGISTRY["linspace"], (), params)
    return line


def _ones(M: int, kind: DType) -> Tensor:  # noqa: N803
    """The window of no points or of one."""
    return Tensor(np.ones(M, kind.numpy))


def bartlett(M: int, *, sym: bool = True, dtype: Any = None, **where: Any) -> Tensor:  # noqa: N803
    """A triangle from 0 to 1 and back."""

    def values(kind: DType) -> Tensor:
        if M < 2:
            return _ones(M, kind)
        step = 2 / (M - 1 if sym else M)
        found: Tensor = 1 - _line(-1, -1 + (M - 1) * step, M, kind).abs()
        return found

    return _made("bartlett", M, dtype, values, **where)


def cosine(M: int, *, sym: bool = True, dtype: Any = None, **where: Any) -> Tensor:  # noqa: N803
    """Half a wave of the sine."""

    def values(kind: DType) -> Tensor:
        if not M:
            return _ones(0, kind)
        step = math.pi / (M + 1 if not sym and M > 1 else M)
        found: Tensor = _line(0.5 * step, (0.5 + (M - 1)) * step, M, kind).sin()
        return found

    return _made("cosine", M, dtype, values, **where)


def exponential(
    M: int,  # noqa: N803
    *,
    center: float | None = None,
    tau: float = 1.0,
    sym: bool = True,
    dtype: Any = None,
    **where: Any,
) -> Tensor:
    """exp(-|k - center| / tau). Raises ValueError for a tau that is not positive."""

    def values(kind: DType) -> Tensor:
        if tau <= 0:
            raise ValueError(f"Tau must be positive, got: {tau} instead.")
        if sym and center is not None:
            raise ValueError("Center must be None for symmetric windows")
        if not M:
            return _ones(0, kind)
        middle = (M if not sym and M > 1 else M - 1) / 2.0 if center is None else center
        step = 1 / tau
        line = _line(-middle * step, (-middle + (M - 1)) * step, M, kind)
        found: Tensor = (-line.abs()).exp()
        return found

    return _made("exponential", M, dtype, values, **where)


def gaussian(
    M: int,  # noqa: N803
    *,
    std: float = 1.0,
    sym: bool = True,
    dtype: Any = None,
    **where: Any,
) -> Tensor:
    """The bell curve of a standard deviation, which must be positive."""

    def values(kind: DType) -> Tensor:
        if std <= 0:
            raise ValueError(f"Standard deviation must be positive, got: {std} instead.")
        if not M:
            return _ones(0, kind)
        start = -(M if not sym and M > 1 else M - 1) / 2.0
        step = 1 / (std * math.sqrt(2))
        line = _line(start * step, (start + (M - 1)) * step, M, kind)
        found: Tensor = (-(line**2)).exp()
        return found

    return _made("gaussian", M, dtype, values, **where)


def kaiser(
    M: int,  # noqa: N803
    *,
    beta: float = 12.0,
    sym: bool = True,
    dtype: Any = None,
    **where: Any,
) -> Tensor:
    """Kaiser's window, of Bessel functions. Raises ValueError for a negative beta."""

    def values(kind: DType) -> Tensor:
        if beta < 0:
            raise ValueError(f"beta must be non-negative, got: {beta} instead.")
        if M < 2:
            return _ones(M, kind)
        height = kind.numpy.type(beta)
        step = kind.numpy.type(2.0) * height / kind.numpy.type(M - 1 if sym else M)
        end = min(height, -height + kind.numpy.type(M - 1) * step)
        line = _line(float(-height), float(end), M, kind)
        top = Tensor(np.asarray(height))
        found: Tensor = (top * top - line**2).sqrt().i0() / top.i0()
        return found

    return _made("kaiser", M, dtype, values, **where)


def general_cosine(
    M: int,  # noqa: N803
    *,
    a: Iterable[float],
    sym: bool = True,
    dtype: Any = None,
    **where: Any,
) -> Tensor:
    """The sum of cosines with the weights ``a``, of alternating signs."""
    return _cosines("general_cosine", M, a, sym, dtype, where)


def _cosines(
    name: str,
    M: int,  # noqa: N803
    a: Any,
    sym: bool,
    dtype: Any,
    where: dict[str, Any],
) -> Tensor:
    def values(kind: DType) -> Tensor:
        if M < 2:
            return _ones(M, kind)
        if not isinstance(a, Iterable):
            raise TypeError("Coefficients must be a list/tuple")
        if not a:
            raise ValueError("Coefficients cannot be empty")
        step = 2 * math.pi / (M - 1 if sym else M)
        line = _line(0, (M - 1) * step, M, kind)
        signed = [(-1) ** k * weight for k, weight in enumerate(a)]
        weights = Tensor(np.array(signed, kind.numpy)[:, None])
        orders = Tensor(np.arange(len(signed), dtype=kind.numpy)[:, None])
        found: Tensor = (weights * (orders * line).cos()).sum(0)
        return found

    return _made(name, M, dtype, values, **where)


def blackman(M: int, *, sym: bool = True, dtype: Any = None, **where: Any) -> Tensor:  # noqa: N803
    """Blackman's window."""
    return _cosines("blackman", M, (0.42, 0.5, 0.08), sym, dtype, where)


def general_hamming(
    M: int,  # noqa: N803
    *,
    alpha: float = 0.54,
    sym: bool = True,
    dtype: Any = None,
    **where: Any,
) -> Tensor:
    """alpha - (1 - alpha) cos."""
    return _cosines("general_cosine", M, (alpha, 1.0 - alpha), sym, dtype, where)


def hamming(M: int, *, sym: bool = True, dtype: Any = None, **where: Any) -> Tensor:  # noqa: N803
    """Hamming's window."""
    return general_hamming(M, sym=sym, dtype=dtype, **where)


def hann(M: int, *, sym: bool = True, dtype: Any = None, **where: Any) -> Tensor:  # noqa: N803
    """Hann's window."""
    return general_hamming(M, alpha=0.5, sym=sym, dtype=dtype, **where)


def nuttall(M: int, *, sym: bool = True, dtype: Any = None, **where: Any) -> Tensor:  # noqa: N803
    """Nuttall's window, of four cosines."""
    weights = (0.3635819, 0.4891775, 0.1365995, 0.0106411)
    return _cosines("general_cosine", M, weights, sym, dtype, where)
