"""What a gradient that is not what finite differences say comes from."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from autograd_core.graph.proving.finite import Check

Difference: TypeAlias = Literal[
    "float32", "kink", "jump", "cut", "written", "nan", "own", "unknown"
]
"""Why autograd and finite differences differ:

- `float32`: in float64 they agree; rounding made the difference.
- `kink`: the function has different slopes on both sides there (relu at 0), and autograd takes one
  between them.
- `jump`: the function jumps there (a step, a rounding); it has no derivative.
- `cut`: a part of the way goes through `detach` or no_grad, where no gradient flows; without it
  they agree.
- `written`: something was written since forward which autograd does not see, through `.data` or
  under no_grad: backward used the new contents, or y is no longer what forward made.
- `nan`: y is NaN there, so that differences say nothing.
- `own`: none of these, and the way goes through a function with a backward that a user wrote.
- `unknown`: none of these.
"""
ROUNDED = 1e-4
"""How far a float32 gradient may be off, as a part of it and of the largest."""
PRECISE = 1e-6
"""How far finite differences in float64 may be off."""
BEND = 1e-3
"""From which relative difference on the slopes on both sides count as different."""
STEEP = 1e3
"""How many times the slope a quotient must be to count as a jump."""


def judged(check: Check, *, noise: float, written: bool) -> Check:
    """The check with its differences.

    Args:
        noise: how far rounding may have moved the quotients.
        written: whether something was written, unrecorded, between forward and backward.
    """
    scale = float(np.nanmax(np.abs(check.numeric), initial=0.0))
    found = tuple(
        _difference(check, at, scale if np.isfinite(scale) else 0.0, noise, written)
        for at in range(len(check.places))
    )
    return dataclasses.replace(check, differences=found)


def _difference(
    check: Check, at: int, scale: float, noise: float, written: bool
) -> Difference | None:
    ours, numeric = check.autograd[at], check.numeric[at]
    if _close(ours, numeric, ROUNDED, scale, noise):
        return None
    if np.isnan(numeric):
        return "nan"
    precise = check.precise
    if precise is not None and _close(precise[at], numeric, PRECISE, scale, noise):
        return "float32"
    if written:
        return "written"
    left, right = sorted((check.left[at], check.right[at]))
    size = max(abs(left), abs(right))
    if size > STEEP * max(1.0, abs(ours)) or not np.isfinite(size):
        return "jump"
    if right - left > BEND * size + 2 * noise:
        slack = BEND * size + noise
        if left - slack <= ours <= right + slack:
            return "kink"
    return "unknown"


def is_close(ours: float, numeric: float, noise: float) -> bool:
    """Whether a float32 gradient is what finite differences say."""
    return _close(ours, numeric, ROUNDED, 0.0, noise)


def _close(a: float, b: float, part: float, scale: float, noise: float) -> bool:
    if a == b or (np.isnan(a) and np.isnan(b)):
        return True
    return bool(abs(a - b) <= part * (abs(b) + 0.1 * scale) + noise)
