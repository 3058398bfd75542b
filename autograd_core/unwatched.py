"""A backward pass that nobody watches: the Nodes in order, as fast as they can be applied.

What ``engine.Pass`` does, Node by Node, is the definition; here is the same order and arithmetic
without the bookkeeping, for plain ``backward()``.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from numpy import ndarray

from .accumulate import accumulate
from .grad_mode import set_grad_enabled
from .hooks import run_posthooks, run_prehooks, run_tensor_hooks
from .interrupts import ASKED
from .node import LAST, Node
from .roots import Edge
from .tensor import AccumulateGrad

__all__ = ["drain", "iadd", "plan"]

_SEQUENCE_NR = attrgetter("sequence_nr")


def iadd(held: Any, gradient: Any) -> Any:
    """``held`` with ``gradient`` added in place where it is an array."""
    held += gradient
    return held


Buffers = dict[Node, Any]
Waiting = dict[Node, int]

#: In the buffer of a leaf at which nothing has arrived yet.
_LEAF: Any = object()


def plan(roots: Sequence[Edge]) -> tuple[list[Node], Buffers, Waiting] | None:
    """The reachable Nodes in order, or None if sorting does not give PyTorch's order.

    Also a buffer for each Node (a list where it has several outputs), and for each leaf the number
    of edges it waits for.
    """
    buffers: Buffers = {}
    waiting: Waiting = {}
    for node, _ in roots:
        if node.__class__ is AccumulateGrad:
            return None
        buffers[node] = [None] * len(node.shape) if node.several else None
    nodes = list(buffers)
    last = LAST
    ordered = True
    for node in nodes:
        leaves = 0
        number = node.sequence_nr
        if number > last:
            ordered = False
        last = number
        for target in node.targets:
            if target is None:
                continue
            if target.__class__ is AccumulateGrad:
                leaves += 1
                if target in waiting:
                    waiting[target] += 1
                else:
                    waiting[target] = 1
                    buffers[target] = _LEAF
                continue
            if target.sequence_nr >= number:
                return None
            if target not in buffers:
                buffers[target] = [None] * len(target.shape) if target.several else None
                nodes.append(target)
        if leaves > 2:
            return None  # a tie that ReadyQueue breaks as PyTorch does
    if not ordered:
        nodes.sort(key=_SEQUENCE_NR, reverse=True)
    return nodes, buffers, waiting


def drain(
    nodes: list[Node],
    buffers: Buffers,
    waiting: Waiting,
    roots: Sequence[Edge],
    gradients: Sequence[Any],
    retain_graph: bool,
) -> None:
    """Apply ``nodes`` in order: ``engine.Pass.steps`` without its bookkeeping."""
    fresh: set[Any] = set()
    for (node, number), gradient in zip(roots, gradients, strict=True):
        _add(buffers, fresh, node, number, gradient)
    ready: list[Node] = []
    check = ASKED.check
    for node in nodes:
        if check is not None:
            check()
        gradient = buffers.pop(node)
        if gradient is None or node.extra is not None or node.several:
            results = _apply_carefully(node, gradient)
        else:
            results = node.apply(gradient)
        if not retain_graph and node.saved:
            node.saved = None
        if results.__class__ is not tuple:
            results = (results,)
        index = 0
        for target in node.targets:
            gradient = results[index]
            index += 1
            if target is None:
                continue
            held = buffers[target]
            if held is None:
                buffers[target] = gradient
            elif held.__class__ is ndarray and target not in fresh and target not in waiting:
                if gradient is not None:
                    fresh.add(target)
                    buffers[target] = held + gradient
            else:
                if gradient is not None:
                    numbers = node.target_nrs
                    _add(buffers, fresh, target, numbers[index - 1] if numbers else 0, gradient)
                if target in waiting:
                    waiting[target] -= 1
                    if not waiting[target]:
                        ready.append(target)
        if ready:
            results = gradient = held = None
            for target in ready:
                _accumulate(target, buffers)
            ready.clear()


def _add(buffers: Buffers, fresh: set[Any], target: Node, number: int, gradient: Any) -> None:
    """Let a gradient arrive at a leaf, where one is already, or at one of several outputs."""
    held = buffers[target]
    if held.__class__ is not list:
        if held is None or held is _LEAF:
            buffers[target] = gradient
        elif target in fresh:
            buffers[target] = iadd(held, gradient)
        else:
            fresh.add(target)
            buffers[target] = held + gradient
    elif held[number] is None:
        held[number] = gradient
    elif (target, number) in fresh:
        held[number] = iadd(held[number], gradient)
    else:
        fresh.add((target, number))
        held[number] = held[number] + gradient


def _apply_carefully(node: Node, gradient: Any) -> Any:
    """Apply a Node that has hooks, several outputs, or got nothing."""
    gradients = gradient if node.several else [gradient]
    if node.extra is not None:
        with set_grad_enabled(False):
            gradients = run_prehooks(node, run_tensor_hooks(node, gradients))
    if all(entry is None for entry in gradients):
        results: Any = (None,) * len(node.targets)
    else:
        results = node.apply(gradients if node.several else gradients[0])
    if node.extra is None:
        return results
    if results.__class__ is not tuple:
        results = (results,)
    with set_grad_enabled(False):
        return run_posthooks(node, results, gradients)


def _accumulate_seen(node: Any, gradient: Any) -> Any:
    """Accumulate a gradient, and return it as posthooks see it: as ``.grad`` where it became that,
    so that what other hooks wrote there shows, as in PyTorch."""
    if gradient is None:
        return None
    leaf = node.variable
    fresh = leaf._grad is None
    accumulate(node, gradient)
    return leaf._grad._array if fresh and leaf._grad is not None else gradient


def _accumulate(node: Any, buffers: Buffers) -> None:
    if node.variable._hooks is None and node.extra is None:
        gradient = buffers.pop(node)
        if gradient is not _LEAF:
            accumulate(node, gradient)
        return
    with set_grad_enabled(False):
        arrived = buffers.pop(node)
        gradients = [None if arrived is _LEAF else arrived]
        del arrived
        gradients = run_prehooks(node, run_tensor_hooks(node, gradients))
        if node.extra is not None and node.extra.post_hooks:
            run_posthooks(node, (), [_accumulate_seen(node, gradients.pop())])
        elif gradients[0] is not None:
            accumulate(node, gradients.pop())
