"""Backward functions that cannot be differentiated."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ..grad_mode import LOCAL, is_grad_enabled, set_grad_enabled
from ..node import Node
from ..tensor import Tensor

__all__ = ["Error", "once_differentiable"]


class Error(Node):
    """The Node of gradients that were computed without being recorded; named as in PyTorch."""

    __slots__ = ("several",)

    def name(self) -> str:
        return "torch::autograd::Error"

    def apply(self, gradient: Any) -> Any:
        raise RuntimeError(
            "trying to differentiate twice a function that was marked with @once_differentiable"
        )

    def apply_recorded(self, xp: Any, gradient: Any) -> Any:
        return self.apply(gradient)


def once_differentiable(backward: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a ``backward`` whose computation is not recorded, so that differentiating its result
    raises an error instead of giving something wrong."""

    @functools.wraps(backward)
    def wrapper(ctx: Any, *gradients: Any) -> Any:
        with set_grad_enabled(False):
            found = backward(ctx, *gradients)
        needs = any(isinstance(g, Tensor) and g.requires_grad for g in gradients)
        if not is_grad_enabled() or not needs:
            return found
        results = _refusing([found] if not isinstance(found, tuple) else list(found))
        return tuple(results) if isinstance(found, tuple) else results[0]

    return wrapper


def _refusing(results: list[Any]) -> list[Any]:
    """The results as outputs of one Node that refuses gradients.

    As in PyTorch its edges lead to leaves that stand for the results, not back into the graph.
    """
    leaves = [Tensor(one._array, True) if isinstance(one, Tensor) else None for one in results]
    node = object.__new__(Error)
    node.targets = tuple([None if leaf is None else leaf.edge() for leaf in leaves])
    node.target_nrs, node.saved, node.extra = None, (), None
    shapes = tuple([() if leaf is None else leaf._array.shape for leaf in leaves])
    node.several = len(leaves) > 1
    node.shape = shapes if node.several else shapes[0]
    state = LOCAL.state
    node.sequence_nr = state.sequence_nr
    state.sequence_nr += 1
    refusing = [None if leaf is None else Tensor(leaf._array, True, node) for leaf in leaves]
    for number, tensor in enumerate(refusing):
        if tensor is not None:
            tensor._nr = number
    return refusing
