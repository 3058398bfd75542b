"""Limits of a run: how large one tensor may be, and how much the steps may hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`tensor_bytes`: one tensor. `held_bytes`: all arrays that steps hold. `steps`: one run."""

    tensor_bytes: int = 2 << 30
    held_bytes: int = 512 << 20
    steps: int = 1_000_000


class TooLarge(RuntimeError):
    """A tensor would be larger than the limit; nothing was computed."""


def refuse_large(shape: Sequence[int], itemsize: int, limits: Limits) -> None:
    """Raises:
    TooLarge: a tensor of this shape would take more than `limits.tensor_bytes`.
    """
    size = math.prod(shape) * itemsize
    if size > limits.tensor_bytes:
        raise TooLarge(
            f"a tensor of shape {list(shape)} would take {size / 2**30:.1f} GB; "
            f"the limit is {limits.tensor_bytes / 2**30:.1f} GB"
        )
