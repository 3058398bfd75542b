"""Limits of a run: how large one tensor may be, and how much the steps may hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autograd_core.graph.told import Told
from autograd_core.ops.spec import Meta


@dataclass(frozen=True, slots=True)
class Limits:
    """`tensor_bytes`: one tensor. `live_bytes`: the results of all nodes. `held_bytes`: all arrays
    that steps hold. `steps`: one run. `printed`: characters that one run prints. `functions`:
    whether the steps tell of the autograd graph as well (see `functions.py`), which makes them
    larger."""

    tensor_bytes: int = 2 << 30
    live_bytes: int = 4 << 30
    held_bytes: int = 512 << 20
    steps: int = 1_000_000
    printed: int = 16_000_000
    functions: bool = False


class TooLarge(RuntimeError):
    """A tensor would be larger than the limit; nothing was computed."""


def meta_bytes(meta: Meta) -> int:
    """How much a result takes."""
    return math.prod(meta.shape) * meta.dtype.itemsize


def refuse_many(size: int, limits: Limits) -> None:
    """Raises:
    TooLarge: the results of all nodes together would take more than `limits.live_bytes`.
    """
    if size > limits.live_bytes:
        raise TooLarge(
            Told(
                "the results of all nodes would take {size} GB; the limit is {limit} GB",
                size=f"{size / 2**30:.1f}",
                limit=f"{limits.live_bytes / 2**30:.1f}",
            )
        )


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
