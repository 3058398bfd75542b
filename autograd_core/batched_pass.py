"""A backward pass in which many gradients go back at once: a Jacobian in one pass."""

from __future__ import annotations

from typing import Any

from .engine import BackwardStep, Flow, Pass
from .node import Node
from .ops import batched
from .schedule import reachable

__all__ = ["BatchedPass"]


class BatchedPass(Pass):
    """A pass in which every gradient is a stack of gradients; hooks are not called."""

    def _visit(self, node: Node) -> BackwardStep | None:
        gradients = self._buffers.pop(node, None) or [None]
        if node.several and len(gradients) < len(node.shape):
            gradients += [None] * (len(node.shape) - len(gradients))
        for number in self._capturing.get(node, ()):
            self.captured[node, number] = gradients[number]
        if self._taking is None or node in self._taking:
            self._deliver(node, self._apply(node, gradients))
        return None

    def _apply(self, node: Node, gradients: list[Any]) -> tuple[Any, ...]:
        if all(entry is None for entry in gradients):
            return (None,) * len(node.targets)
        results = batched.apply_node(node, gradients if node.several else gradients[0])
        return results if isinstance(results, tuple) else (results,)

    def _deliver(self, node: Node, results: tuple[Any, ...]) -> tuple[Flow, ...]:
        numbers = node.target_nrs or (0,) * len(node.targets)
        for target, number, gradient in zip(node.targets, numbers, results, strict=True):
            if target is not None:
                takes = self._takes(target)
                if takes and gradient is not None:
                    self._add(target, number, gradient)
                self._queue.delivered(target, takes)
        return ()

    def _add(self, target: Node, number: int, gradient: Any) -> None:
        size = len(target.shape) if target.several else 1
        held = self._buffers.setdefault(target, [None] * size)
        old = held[number]
        held[number] = gradient if old is None else old + gradient

    def is_hooked(self) -> bool:
        """Whether some Node on the way has hooks, which want to see gradients one by one."""
        return any(
            node.extra is not None
            and (
                node.extra.pre_hooks
                or node.extra.post_hooks
                or node.extra.tensor_hooks
                or node.extra.retain
            )
            for node in reachable(self._roots)
        )
