"""Keyframes: where a run can be started again in the middle, to compute dropped arrays anew.

A Forward of everything makes every result anew, so at its start the leaves, the random stream and
a few numbers are the whole state. A keyframe holds the leaves as frozen handles: nothing is copied
unless they are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from autograd_core.graph import optimizing
from autograd_core.graph.document import OUT, LeafData, TapData
from autograd_core.graph.limits import Limits
from autograd_core.graph.machine import Machine
from autograd_core.graph.steps import ActionPath
from autograd_core.random import GeneratorState
from autograd_core.storage import Frozen
from autograd_core.tensor import Tensor

AT_MOST = 64
SHARE = 4
"""Keyframes may hold this part (one over it) of the bytes that steps may hold."""


class LeafState(NamedTuple):
    """One leaf: its contents, gradient and version."""

    node: str
    contents: Frozen
    requires_grad: bool
    version: int
    grad: Frozen | None


class Keyframe(NamedTuple):
    """The state before the action at `path`, when the log had `steps` steps.

    An empty path is the program's start. `loops` has the values of each Repeat round the action,
    from the outermost on.
    """

    path: ActionPath
    steps: int
    leaves: tuple[LeafState, ...] = ()
    generator: GeneratorState | None = None
    sequence_nr: int = 0
    calls: int = 0
    chain: bytes = b""
    loops: tuple[Sequence[object], ...] = ()
    variables: Mapping[str, object] = MappingProxyType({})
    optimizers: tuple[Any, ...] = ()

    @property
    def nbytes(self) -> int:
        """Bytes that the leaves take if all of them are written afterwards."""
        return sum(
            leaf.contents.nbytes + (leaf.grad.nbytes if leaf.grad else 0) for leaf in self.leaves
        )

    def restore(self, machine: Machine) -> None:
        """Puts a fresh machine into this state."""
        for leaf in self.leaves:
            tensor = Tensor(leaf.contents.read().copy(order="K"))
            # As it was, whether or not PyTorch would let anybody bring it about in this order.
            tensor._tracked = leaf.requires_grad
            tensor.storage().version = leaf.version
            if leaf.grad is not None:
                tensor._grad = Tensor(leaf.grad.read().copy(order="K"))
            machine.cards.put(leaf.node, (OUT,), (tensor,))
            machine.cards.put_leaf(leaf.node, OUT, tensor)
            recorder = machine.recorder
            recorder.show_tensor(leaf.node, OUT, tensor)
        machine.recorder.pending.clear()
        assert self.generator is not None
        machine.generator.set_state(self.generator)
        machine.sequence_nr = self.sequence_nr
        machine.calls = self.calls
        machine.chain = self.chain
        machine.variables.update(self.variables)
        optimizing.restore(machine, self.optimizers)


class Keyframes:
    """The keyframes of one run, thinned so that they stay few and small."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.held_bytes // SHARE
        self._all: list[Keyframe] = [Keyframe((), 0)]
        self._stride = 1
        self._met = 0

    def consider(
        self, machine: Machine, path: ActionPath, loops: tuple[Sequence[object], ...]
    ) -> None:
        """Called before each Forward of everything; keeps a keyframe now and then."""
        self._met += 1
        if self._met % self._stride or not machine.cards.tensors:
            return
        keyframe = capture(machine, path)
        if keyframe is None:
            return
        self._all.append(keyframe._replace(loops=loops))
        if len(self._all) > AT_MOST or self._held() > self._limit:
            self._all = [self._all[0], *self._all[2::2]]
            self._stride *= 2

    def before(self, step: int) -> list[Keyframe]:
        """The keyframes at or before a step, the nearest first."""
        found = [keyframe for keyframe in self._all if keyframe.steps <= step]
        return sorted(found, key=lambda keyframe: keyframe.steps, reverse=True)

    def _held(self) -> int:
        return sum(keyframe.nbytes for keyframe in self._all)


def capture(machine: Machine, path: ActionPath) -> Keyframe | None:
    """The machine's state; None where more than its leaves matters."""
    leaves = []
    memories: set[int] = set()
    optimizers = optimizing.state_of(machine)
    if machine.hooks or optimizers is None:
        return None
    if machine.cards.reading or machine.cards.holds_results(machine.taps):
        return None
    for node, tensor in machine.cards.leaves():
        memory = tensor.storage().memory
        shared = id(memory) in memories
        if (
            shared
            or tensor._view is not None
            or tensor._node is not None
            or not isinstance(machine.document.nodes.get(node), LeafData | TapData)
        ):
            return None
        memories.add(id(memory))
        grad = tensor._grad
        if grad is not None and grad.requires_grad:
            return None
        leaves.append(
            LeafState(
                node,
                tensor.freeze(),
                tensor.requires_grad,
                tensor._version,
                None if grad is None else grad.freeze(),
            )
        )
    return Keyframe(
        path,
        len(machine.recorder.log),
        tuple(leaves),
        machine.generator.get_state(),
        machine.sequence_nr,
        machine.calls,
        machine.chain,
        variables=dict(machine.variables),
        optimizers=optimizers,
    )
