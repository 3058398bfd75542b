"""Limits of a run: how large one tensor may be, and how much the steps may hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autograd_core.graph.told import Told


@dataclass(frozen=True, slots=True)
class Limits:
    """`tensor_bytes`: one tensor. `held_bytes`: all arrays that steps hold. `steps`: one run.
    `printed`: characters that one run prints. `functions`: whether the steps tell of the autograd
    graph as well (see `functions.py`), which makes them larger."""

    tensor_bytes: int = 2 << 30
    held_bytes: int = 512 << 20
    steps: int = 1_000_000
    printed: int = 16_000_000
    functions: bool = False


class TooLarge(RuntimeError):
    """A tensor would be larger than the limit; nothing was computed."""


def refuse_large(shape: Sequence[int], itemsize: int, limits: Limits) -> None:
    """Raises:
    TooLarge: a tensor of this shape would take more than `limits.tensor_bytes`.
    """
    size = math.prod(shape) * itemsize
    if size > limits.tensor_bytes:
        raise TooLarge(
            Told(
                "a tensor of shape {shape} would take {size} GB; the limit is {limit} GB",
                shape=list(shape),
                size=f"{size / 2**30:.1f}",
                limit=f"{limits.tensor_bytes / 2**30:.1f}",
            )
        )
