"""A run that ends behind the last Forward, with everything there that backward needs.

A graph is whole only until what forward saved is freed or written: so whoever wants to look at the
derivatives of a document's tensors looks there. The program is executed up to its last Forward,
which in a loop is that of the last turn, and what earlier Backwards freed on the way is put back.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from typing import Any

from autograd_core.graph.actions import Action, Backward, Forward, walk
from autograd_core.graph.document import Document
from autograd_core.graph.flattening import End
from autograd_core.graph.forward import Forward as ForwardExecution
from autograd_core.graph.gate import Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.machine import Machine
from autograd_core.graph.run import Run
from autograd_core.graph.steps import ActionPath
from autograd_core.node import Node
from autograd_core.schedule import reachable

HELD = 16 << 20
"""Bytes that the steps may hold: nobody looks at them."""


class LastForward(Run):
    """Executes a document as far as its last Forward.

    Args:
        tracked: an output whose tensor is made to require grad as soon as it is there, as
            `torch.autograd.functional.jacobian` does with its inputs.
        to_end: whether to execute the rest too, as for what a Backward puts into a tap.
    """

    def __init__(
        self,
        document: Document,
        *,
        gate: Gate | None = None,
        limits: Limits | None = None,
        tracked: End | None = None,
        to_end: bool = False,
    ) -> None:
        super().__init__(document, gate=gate, limits=limits or Limits(held_bytes=HELD))
        self._tracking = _Tracking(self.machine, tracked)
        self._forward = self._tracking
        self._to_end = to_end
        self._last: dict[ActionPath, str] = {}
        """For the program, and for each block that is in its last turn, the last action."""
        self._saved: weakref.WeakKeyDictionary[Node, tuple[Any, ...]] = (
            weakref.WeakKeyDictionary()
        )

    @property
    def made_to_require_grad(self) -> bool:
        """Whether the tracked tensor did not require grad by itself."""
        return self._tracking.made

    def finish(self) -> None:
        """Executes everything, and puts back what was freed.

        Raises:
            Cancelled: the gate was cancelled.
        """
        for _ in self.execute():
            pass
        for node, saved in self._saved.items():
            if node.saved is None:
                node.saved = saved

    def _block(self, actions: Sequence[Action], path: ActionPath) -> Iterator[None]:
        if not self._to_end and self._is_last_turn(path):
            actions = _up_to_forward(actions)
            self._last[path] = actions[-1].id if actions else ""
        yield from super()._block(actions, path)

    def _is_last_turn(self, path: ActionPath) -> bool:
        if not path:
            return True
        *outer, block, turn = path
        if self._last.get(tuple(outer)) != block:
            return False
        return not turn.isdecimal() or int(turn) == len(self._loops[-1]) - 1

    def _action(self, action: Action, path: ActionPath) -> Iterator[None]:
        if isinstance(action, Backward) and not action.retain_graph:
            self._remember(action)
        yield from super()._action(action, path)

    def _remember(self, action: Backward) -> None:
        """Notes what is saved where the backward will free it."""
        roots = (self.machine.cards.tensors.get((action.root, port))
                 for port in self.machine.cards.ports.get(action.root, ()))  # fmt: skip
        nodes = [tensor._node for tensor in roots if tensor is not None]
        for node in reachable([node for node in nodes if node is not None]):
            if node.saved:
                self._saved[node] = node.saved


class _Tracking(ForwardExecution):
    """Forward that makes one output require grad."""

    def __init__(self, machine: Machine, tracked: End | None) -> None:
        super().__init__(machine, {})
        self._end = tracked
        self.made = False

    def run_node(self, node: str, action: ActionPath) -> bool:
        done = super().run_node(node, action)
        if done and self._end is not None and node == self._end[0]:
            tensor = self.machine.cards.tensors.get(self._end)
            if tensor is not None and not tensor.requires_grad and tensor.dtype.is_floating_point:
                tensor.requires_grad_(True)
                self.made = True
        return done


def _up_to_forward(actions: Sequence[Action]) -> Sequence[Action]:
    """The actions up to the last that runs a Forward; all where none does."""
    for place in reversed(range(len(actions))):
        if _runs_forward(actions[place]):
            return actions[: place + 1]
    return actions


def _runs_forward(action: Action) -> bool:
    return any(isinstance(each, Forward) for each in walk([action]))
