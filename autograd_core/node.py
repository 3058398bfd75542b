"""Nodes: the entries of the autograd graph, what PyTorch calls a ``grad_fn``.

A Node knows the Nodes its gradients go to (one edge for each input that could carry gradient, None
where the input needs none), the number it got when it was made, and, in subclasses, what it saved
and how to apply itself. The engine alone decides when.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable
from typing import Any

from .storage import Array, Storage

__all__ = ["LAST", "Hook", "Node", "NodeExtra", "RemovableHandle"]

Hook = Callable[..., Any]

#: The sequence number of AccumulateGrad, above every other: it runs as soon as it is ready.
LAST = (1 << 64) - 1

_hook_ids = itertools.count()


class RemovableHandle:
    """What registering a hook returns. Removing twice, or after the owner died, is harmless."""

    __slots__ = ("__weakref__", "_hooks", "id")

    def __init__(self, hooks: dict[int, Hook], hook: Hook) -> None:
        self.id = next(_hook_ids)
        self._hooks = hooks
        hooks[self.id] = hook

    def remove(self) -> None:
        """Take the hook away."""
        self._hooks.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


RemovableHandle.__module__ = "autograd_core.utils.hooks"  # where PyTorch has it


class NodeExtra:
    """What few Nodes have: hooks and metadata.

    ``tensor_hooks`` are those of ``Tensor.register_hook``, by number of the output; ``retain`` maps
    an output to the tensor that asked to keep its gradient. Both run before ``pre_hooks``.
    """

    __slots__ = ("metadata", "post_hooks", "pre_hooks", "retain", "tensor_hooks")

    def __init__(self) -> None:
        self.metadata: dict[Any, Any] = {}
        self.pre_hooks: dict[int, Hook] = {}
        self.post_hooks: dict[int, Hook] = {}
        self.tensor_hooks: dict[int, dict[int, Hook]] = {}
        self.retain: dict[int, weakref.ref[Any]] = {}


class Node:
    """The base of every Node. Subclasses give ``apply`` and are made without an ``__init__``.

    Slots, public within the engine only:
        targets: the Nodes the gradients go to, one for each edge, None where none is needed.
        target_nrs: which output of each target, or None when all are output 0.
        sequence_nr: greater than those of the targets when made in one thread.
        shape: the shape of the output; with ``several`` outputs, a tuple of shapes.
        saved: what :meth:`apply` needs of tensors; empty if nothing, None once it was freed.
        extra: hooks and metadata, or None.
    """

    __slots__ = ("__weakref__", "extra", "saved", "sequence_nr", "shape", "target_nrs", "targets")

    #: Whether the operation has several outputs; gradients then come as a list, one for each.
    several = False

    #: The numbers of the outputs that carry gradient, which hooks see; None if all do.
    carrying: tuple[int, ...] | None = None

    targets: tuple[Node | None, ...]
    target_nrs: tuple[int, ...] | None
    sequence_nr: int
    shape: tuple[Any, ...]
    saved: tuple[Any, ...] | None
    extra: NodeExtra | None

    def apply(self, gradient: Any) -> Any:
        """The gradients for the targets, given that of the output (a list if ``several``).

        Returns one array, or None, when there is one target, else a tuple with one for each.
        """
        raise TypeError(f"{type(self).__name__} cannot be applied")

    def apply_recorded(self, xp: Any, gradient: Any) -> Any:
        """As :meth:`apply`, on Tensors and with the recording namespace as ``xp``."""
        raise TypeError(f"{type(self).__name__} cannot be differentiated twice")

    def release(self) -> None:
        """Forget the saved tensors; applying again raises FreedBuffersError if there were any."""
        if self.saved:
            self.saved = None

    def name(self) -> str:
        """``MulBackward0``, and ``torch::autograd::AccumulateGrad`` for a leaf's Node."""
        return type(self).__name__

    @property
    def next_functions(self) -> tuple[tuple[Node | None, int], ...]:
        """The Nodes the gradients flow to, each with the number of its output."""
        numbers = self.target_nrs
        if numbers is None:
            return tuple([(target, 0) for target in self.targets])
        return tuple(zip(self.targets, numbers, strict=True))

    def output_shape(self, number: int) -> tuple[int, ...]:
        """The shape of one output, which is that of the gradients that arrive there."""
        return self.shape[number] if self.several else self.shape

    def _sequence_nr(self) -> int:
        return self.sequence_nr

    @property
    def metadata(self) -> dict[Any, Any]:
        """A dictionary for whoever wants to note something about this Node."""
        return self.need_extra().metadata

    def storage_of(self, output: Array) -> Storage:
        """A Storage for an output of this Node that has none yet."""
        return Storage(output)

    def need_extra(self) -> NodeExtra:
        """``extra``, made if there is none yet."""
        if self.extra is None:
            self.extra = NodeExtra()
        return self.extra

    def register_hook(self, hook: Hook) -> RemovableHandle:
        """Call ``hook(grad_inputs, grad_outputs)`` after each application.

        What it returns replaces ``grad_inputs``.

        The names are PyTorch's: ``grad_inputs`` are the gradients that leave for the targets.
        """
        return RemovableHandle(self.need_extra().post_hooks, hook)

    def register_prehook(self, hook: Hook) -> RemovableHandle:
        """Call ``hook(grad_outputs)`` before each application; it may replace them."""
        return RemovableHandle(self.need_extra().pre_hooks, hook)

    @property
    def requires_grad(self) -> bool:
        """Whether gradients flow through it, as they do through every Node that is made."""
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at 0x{id(self):x}>"
