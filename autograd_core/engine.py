"""The engine: in which order Nodes are applied, and what happens to their gradients.

Semantics, which are PyTorch's:

* Starting at the roots, a Node is applied when all gradients that can reach it have arrived. Of the
  ready Nodes the one with the greatest sequence number comes first, that is, the one made last; an
  AccumulateGrad comes as soon as it is ready.
* The first gradient that arrives at an output is kept by reference, the second makes a new array,
  later ones are added to that in place.
* At a leaf the gradient becomes ``.grad``, or is added to it in place, so that whoever holds
  ``x.grad`` sees it. An array is taken over only if nothing else refers to it, else it is copied:
  ``.grad`` is never shared.
* At each Node: hooks of tensors, then prehooks of the Node, then the Node, then its posthooks.
* With ``inputs``, only Nodes on a way to an input are applied.
* With ``create_graph``, gradients are Tensors, rules are recorded, and nothing is freed.

:class:`Pass` is the whole of it, Node by Node; :func:`backward_steps` yields what it did.
``Tensor.backward()`` runs ``unwatched.drain`` instead whenever nothing is watched: the same order
and arithmetic without the bookkeeping. When every Node was made after its targets, which is so
within one thread, descending sequence number is an order in which every Node is ready, so there
the reachable Nodes are sorted once. No recursion anywhere: depth is limited by memory.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from . import anomaly
from .accumulate import Accumulation, accumulate
from .grad_mode import set_grad_enabled
from .hooks import retain_grad, run_posthooks, run_prehooks, run_tensor_hooks
from .interrupts import ASKED
from .node import Node
from .ops import recording
from .roots import Edge, check_input, input_edges, prepare, tensors_of
from .schedule import ReadyQueue, reachable
from .storage import Array
from .tensor import AccumulateGrad, Tensor, as_array
from .unwatched import drain, iadd, plan

__all__ = [
    "RUNNING",
    "Accumulation",
    "BackwardStep",
    "Flow",
    "Pass",
    "backward",
    "backward_steps",
]


class _Running(threading.local):
    """The pass of which a hook is being called, in this thread.

    Only :class:`Pass` says so, and :func:`backward` uses that while there are handles, of any
    thread, in ``asking``.
    """

    task: Pass | None = None
    asking: ClassVar[set[object]] = set()


RUNNING = _Running()


@dataclass(frozen=True, slots=True)
class Flow:
    """One gradient on its way: along edge ``index`` to output ``input_nr`` of ``target``."""

    index: int
    target: Node
    input_nr: int
    gradient: Array
    tensor: Tensor | None = None


@dataclass(frozen=True, slots=True)
class BackwardStep:
    """What happened at one Node.

    ``gradients`` has what arrived at each output (None where nothing did), after the hooks;
    ``flows`` what leaves along each edge that leads to a Node. With create_graph the same
    gradients are in ``tensors`` and ``Flow.tensor`` as Tensors. ``saved`` is what the Node had
    saved, even if it has let it go since.
    """

    node: Node
    gradients: tuple[Array | None, ...]
    flows: tuple[Flow, ...]
    accumulation: Accumulation | None
    tensors: tuple[Tensor | None, ...] | None = None
    saved: tuple[Any, ...] | None = None


def backward_steps(
    roots: Tensor | Sequence[Tensor],
    gradients: Tensor | Sequence[Tensor | None] | None = None,
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensor | Sequence[Tensor] | None = None,
) -> Iterator[BackwardStep]:
    """Run a backward pass, yielding a step for each Node as it is done.

    What is asked for is checked at the call, before the first step is taken.

    Args:
        roots: the tensors to differentiate.
        gradients: for each root the gradient to start with; None for one element means ones.
        retain_graph: keep what Nodes saved, so that the graph can be used again; by default as
            ``create_graph``.
        create_graph: record the pass itself, so that gradients can be differentiated.
        inputs: accumulate into these only, and apply only Nodes on a way to them.

    Raises:
        ScalarOnlyError, NoGradError, ShapeMismatchError: at the call.
        FreedBuffersError, SavedTensorModifiedError: while running, at the Node in question.
    """
    task = _pass(roots, gradients, retain_graph, create_graph, inputs)
    return task.steps()


def backward(
    roots: Tensor | Sequence[Tensor],
    gradients: Tensor | Sequence[Tensor | None] | None = None,
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensor | Sequence[Tensor] | None = None,
) -> None:
    """As :func:`backward_steps`, at once and without the steps."""
    if inputs is None and not create_graph:
        edges, values = prepare(tensors_of(roots), _gradients(gradients), False)
        found = None if anomaly.STATE.enabled or RUNNING.asking else plan(edges)
        if found is not None:
            drain(*found, edges, values, bool(retain_graph))
        else:
            Pass(edges, values, bool(retain_graph), False).drain()
        return
    _pass(roots, gradients, retain_graph, create_graph, inputs).drain()


def _gradients(value: Any) -> Any:
    return value if value is None else tensors_of(value)


def _pass(
    roots: Tensor | Sequence[Tensor],
    gradients: Any,
    retain_graph: bool | None,
    create_graph: bool,
    inputs: Tensor | Sequence[Tensor] | None,
) -> Pass:
    given: list[Tensor] = []
    if inputs is not None:
        given = list(tensors_of(inputs))
        if not given:
            raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    edges, values = prepare(tensors_of(roots), _gradients(gradients), create_graph)
    retain = create_graph if retain_graph is None else retain_graph
    task = Pass(edges, values, retain, create_graph)
    if inputs is not None:
        for tensor in given:
            check_input(tensor)
            if isinstance(tensor, Tensor):
                retain_grad(tensor)
        task.restrict(input_edges(given), include=True)
    return task


# ---- watched ---------------------------------------------------------------------------------


class Pass:
    """One backward pass, Node by Node.

    Attributes:
        captured: for the places in ``capture``, the gradients that arrived there.
        notes: for hooks, what they keep for the length of the pass.
    """

    def __init__(
        self,
        roots: Sequence[Edge],
        gradients: Sequence[Any],
        retain_graph: bool,
        create_graph: bool,
    ) -> None:
        self.retain_graph = retain_graph
        self.create_graph = bool(create_graph)
        self.captured: dict[Edge, Any] = {}
        self.notes: dict[Any, Any] = {}
        self._roots = [node for node, _ in roots]
        self._buffers: dict[Node, list[Any]] = {}
        self._fresh: set[Edge] = set()
        self._taking: set[Node] | None = None
        self._capturing: dict[Node, set[int]] = {}
        self._queue = ReadyQueue(self._roots)
        for (node, number), gradient in zip(roots, gradients, strict=True):
            self._add(node, number, gradient)

    def restrict(self, inputs: Sequence[Edge], include: bool) -> None:
        """Apply only Nodes on a way to one of ``inputs``.

        With ``include`` the inputs' own Nodes are applied too; else the gradients that arrive at
        them are kept in ``captured``.
        """
        wanted = {node for node, _ in inputs}
        users: dict[Node, list[Node]] = {}
        for node in reachable(self._roots):
            for target in node.targets:
                if target is not None:
                    users.setdefault(target, []).append(node)
        taking: set[Node] = set()
        stack = list(wanted)
        while stack:
            for user in users.get(stack.pop(), ()):
                if user not in taking:
                    taking.add(user)
                    stack.append(user)
        if include:
            taking |= wanted
        else:
            for node, number in inputs:
                self._capturing.setdefault(node, set()).add(number)
        self._taking = taking

    def steps(self) -> Iterator[BackwardStep]:
        """Run, yielding a step for each Node that was applied."""
        for node in self._queue:
            if ASKED.check is not None:
                ASKED.check()
            outer, RUNNING.task = RUNNING.task, self
            try:
                with set_grad_enabled(self.create_graph):
                    step = self._visit(node)
            finally:
                RUNNING.task = outer
            if step is not None:
                yield step

    def drain(self) -> None:
        """Run to the end."""
        for _ in self.steps():
            pass

    def will_apply(self, node: Node) -> bool:
        """Whether the Node is one that this pass applies, as PyTorch tells hooks on many tensors:
        a single root does not count. Raises RuntimeError for a leaf whose gradient is captured."""
        if self._taking is None:
            return node in reachable(self._roots) and self._roots != [node]
        if node in self._capturing and isinstance(node, AccumulateGrad):
            raise RuntimeError(
                "A leaf node was passed to _will_engine_execute_node but we are currently running "
                "autograd.grad(). This is currently not supported."
            )
        return node in self._taking

    def _takes(self, node: Node) -> bool:
        taking = self._taking
        return taking is None or node in taking or node in self._capturing

    def _visit(self, node: Node) -> BackwardStep | None:
        gradients = self._buffers.pop(node, None) or [None]
        if node.several and len(gradients) < len(node.shape):
            gradients += [None] * (len(node.shape) - len(gradients))
        if self._taking is not None and node not in self._taking:
            self._capture(node, run_tensor_hooks(node, gradients))
            return None
        # As PyTorch: where the Node is applied as well, what is captured is as it came.
        self._capture(node, gradients)
        gradients = run_prehooks(node, run_tensor_hooks(node, gradients))
        if isinstance(node, AccumulateGrad):
            return self._accumulate(node, gradients)
        results = self._apply(node, gradients)
        saved = node.saved
        if not self.retain_graph:
            node.release()
        flows = self._deliver(node, results)
        return self._step(node, gradients, flows, None, saved)

    def _capture(self, node: Node, gradients: list[Any]) -> None:
        for number in self._capturing.get(node, ()):
            self.captured[node, number] = gradients[number]

    def _apply(self, node: Node, gradients: list[Any]) -> tuple[Any, ...]:
        gradient = gradients if node.several else gradients[0]
        if all(entry is None for entry in gradients):
            results: Any = (None,) * len(node.targets)
        else:
            with anomaly.watched(node):
                if self.create_graph:
                    results = node.apply_recorded(recording, gradient)
                else:
                    results = node.apply(gradient)
        if results.__class__ is not tuple:
            results = (results,)
        if anomaly.STATE.enabled:
            anomaly.check(node, results)
        return tuple(run_posthooks(node, results, gradients))

    def _accumulate(self, node: AccumulateGrad, gradients: list[Any]) -> BackwardStep:
        accumulation = None
        if gradients[0] is not None:
            accumulation = accumulate(node, gradients[0], watched=True)
        run_posthooks(node, (), gradients)
        return self._step(node, gradients, (), accumulation)

    def _deliver(self, node: Node, results: tuple[Any, ...]) -> tuple[Flow, ...]:
        flows: list[Flow] = []
        numbers = node.target_nrs
        for index, (target, gradient) in enumerate(zip(node.targets, results, strict=True)):
            if target is None:
                continue
            takes = self._takes(target)
            number = 0 if numbers is None else numbers[index]
            if gradient is not None:
                if not isinstance(gradient, Tensor):
                    gradient = as_array(gradient)
                if takes:
                    self._add(target, number, gradient)
                flows.append(_flow(index, target, number, gradient))
            self._queue.delivered(target, takes)
        return tuple(flows)

    def _add(self, target: Node, number: int, gradient: Any) -> None:
        """Let a gradient arrive."""
        held = self._buffers.get(target)
        if held is None:
            size = len(target.shape) if target.several else 1
            held = self._buffers[target] = [None] * size
        old = held[number]
        if old is None:
            held[number] = gradient
        elif self.create_graph:
            with set_grad_enabled(True):
                held[number] = old + gradient
        elif (target, number) in self._fresh:
            held[number] = as_array(iadd(old, gradient))
        else:
            self._fresh.add((target, number))
            held[number] = as_array(old + gradient)

    def _step(
        self,
        node: Node,
        gradients: list[Any],
        flows: tuple[Flow, ...],
        accumulation: Accumulation | None,
        saved: tuple[Any, ...] | None = None,
    ) -> BackwardStep:
        tensors = tuple(gradients) if self.create_graph else None
        arrays = tuple([g._array if isinstance(g, Tensor) else g for g in gradients])
        return BackwardStep(node, arrays, flows, accumulation, tensors, saved)


def _flow(index: int, target: Node, number: int, gradient: Any) -> Flow:
    if isinstance(gradient, Tensor):
        return Flow(index, target, number, gradient._array, gradient)
    return Flow(index, target, number, gradient)
