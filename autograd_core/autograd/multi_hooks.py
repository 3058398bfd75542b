"""``torch.autograd.graph.register_multi_grad_hook``: one hook for the gradients of many tensors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..engine import RUNNING, Pass
from ..hooks import register_hook
from ..node import Node, RemovableHandle
from ..tensor import Tensor

__all__ = ["MultiHandle", "register_multi_grad_hook"]


class MultiHandle(RemovableHandle):
    """What registering a hook on many tensors returns; removes it from all of them."""

    __slots__ = ("handles",)

    def __init__(self, handles: Sequence[RemovableHandle]) -> None:
        self.handles = handles
        RUNNING.asking.add(self)

    def remove(self) -> None:
        """Take the hook away."""
        for handle in self.handles:
            handle.remove()
        RUNNING.asking.discard(self)


MultiHandle.__name__ = MultiHandle.__qualname__ = "_MultiHandle"
MultiHandle.__module__ = "autograd_core.autograd.graph"


def register_multi_grad_hook(
    tensors: Sequence[Tensor], fn: Callable[[Any], None], *, mode: str = "all"
) -> MultiHandle:
    """Call a hook once in each backward pass that has gradients for some of the tensors.

    With ``mode`` "all", ``fn(gradients)`` when all that this pass will compute are there, a list
    with None for the others; with "any", ``fn(gradient)`` with the first. Raises ValueError for
    another mode, AssertionError and RuntimeError for a tensor that does not require grad.
    """
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    if mode == "any":
        first = _First(fn)
        return MultiHandle([register_hook(one, first) for one in tensors if one.requires_grad])
    nodes = []
    for tensor in tensors:
        node = tensor.edge()
        if node is None:
            raise AssertionError("Expected gradient function to be set")
        nodes.append(node)
    gathered = _Gathered(fn, nodes)
    hooks = [gathered.hook(place) for place in range(len(nodes))]
    return MultiHandle(
        [register_hook(tensor, hook) for tensor, hook in zip(tensors, hooks, strict=True)]
    )


def _task() -> Pass:
    task: Pass | None = getattr(RUNNING, "task", None)
    if task is None:
        raise AssertionError("expected this hook to be called inside a backward call")
    return task


class _First:
    """Hands on the first gradient of each pass."""

    def __init__(self, function: Callable[[Any], None]) -> None:
        self.function = function

    def __call__(self, gradient: Any) -> None:
        if _task().notes.setdefault(self, True) is True:
            _task().notes[self] = None
            self.function(gradient)


class _Gathered:
    """Collects the gradients of each pass, and hands them on together.

    As PyTorch does: how many are to come is asked when the first arrives.
    """

    def __init__(self, function: Callable[[Any], None], nodes: Sequence[Node]) -> None:
        self.function, self.nodes = function, nodes

    def hook(self, place: int) -> Callable[[Any], None]:
        """The hook of one of the tensors."""

        def take(gradient: Any) -> None:
            notes = _task().notes
            if self not in notes:
                awaited = sum([_task().will_apply(node) for node in self.nodes])
                notes[self] = ([None] * len(self.nodes), [awaited])
            gradients, missing = notes[self]
            gradients[place] = gradient
            missing[0] -= 1
            if not missing[0]:
                self.function(gradients)
                del notes[self]

        return take
