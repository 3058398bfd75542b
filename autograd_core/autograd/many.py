"""Several gradients sent back at once, for ``grad(is_grads_batched=True)``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..batched_pass import BatchedPass
from ..engine import Pass
from ..ops.batched import Batched
from ..ops.dispatch import call
from ..ops.spec import REGISTRY
from ..roots import input_edges, prepare
from ..tensor import Size, Tensor

__all__ = ["many"]


def many(
    roots: Sequence[Tensor],
    wanted: Sequence[Tensor],
    gradients: Sequence[Tensor | None] | None,
    retain_graph: bool,
    create_graph: bool,
) -> list[Any]:
    """What arrives at ``wanted``, one slice along the first dimension for each gradient; None where
    nothing does. In one pass if that need not be recorded and nobody watches gradients by hooks.
    """
    stacks = [one for one in gradients or () if one is not None]
    if len(stacks) != len(roots):
        raise RuntimeError("grad_outputs must be given for every output if is_grads_batched=True")
    for place, (root, stack) in enumerate(zip(roots, stacks, strict=True)):
        _check_stack(place, root, stack)
    count = len(stacks[0])
    if not create_graph:
        members = [Tensor(stack._array[0]) if count else stack for stack in stacks]
        edges, _ = prepare(roots, members, False)
        dtypes = [root._array.dtype for root in roots]
        values = [
            Batched(stack._array.astype(dtype, copy=False))
            for stack, dtype in zip(stacks, dtypes, strict=True)
        ]
        task = BatchedPass(edges, values, retain_graph, False)
        if not task.is_hooked():
            places = input_edges(wanted)
            task.restrict(places, include=False)
            task.drain()
            return [_array(task.captured.get(place)) for place in places]
    rows = [
        _row(roots, wanted, [stack[k] for stack in stacks], k < count - 1 or retain_graph,
             create_graph)
        for k in range(count)
    ]  # fmt: skip
    columns = [list(column) for column in zip(*rows, strict=True)]
    return [_stacked(column, create_graph) for column in columns]


def _check_stack(place: int, root: Tensor, stack: Tensor) -> None:
    if not stack._array.ndim:
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` "
            "in C++ to convert a 0-dim tensor to a number"
        )
    if not len(stack._array):
        raise IndexError("index 0 is out of bounds for dimension 0 with size 0")
    if stack._array.shape[1:] != root._array.shape:
        raise RuntimeError(
            "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as "
            "the batch dimension. The sizes of the remaining dimensions are expected to match the "
            f"shape of corresponding output, but a mismatch was detected: grad_output[{place}] has "
            # As PyTorch, which leaves out two dimensions here.
            f"a shape of {Size(stack._array.shape[2:])} and output[{place}] has a shape of "
            f"{root.shape}. If you only want some tensors in `grad_output` to be considered "
            "batched, consider using vmap."
        )


def _array(found: Any) -> Any:
    return found.array if isinstance(found, Batched) else found


def _row(
    roots: Sequence[Tensor],
    wanted: Sequence[Tensor],
    gradients: Sequence[Tensor],
    retain_graph: bool,
    create_graph: bool,
) -> list[Any]:
    edges, values = prepare(roots, gradients, create_graph)
    task = Pass(edges, values, retain_graph or create_graph, create_graph)
    places = input_edges(wanted)
    task.restrict(places, include=False)
    task.drain()
    return [task.captured.get(place) for place in places]


def _stacked(column: list[Any], recorded: bool) -> Any:
    if all(one is None for one in column):
        return None
    if recorded:
        return call(REGISTRY["stack"], (column,), {"dim": 0})
    return np.stack(column)
