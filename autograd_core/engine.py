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
``Tensor.backward()`` runs :func:`_drain` instead whenever nothing is watched: the same order and
arithmetic without the bookkeeping. When every Node was made after its targets, which is so within
one thread, descending sequence number is an order in which every Node is ready, so there the
reachable Nodes are sorted once. No recursion anywhere: depth is limited by memory.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from numpy import ndarray

from . import anomaly
from .accumulate import Accumulation, accumulate
from .grad_mode import set_grad_enabled
from .hooks import retain_grad, run_posthooks, run_prehooks, run_tensor_hooks
from .node import LAST, Node
from .ops import recording
from .roots import Edge, check_input, input_edges, prepare, tensors_of
from .schedule import ReadyQueue, reachable
from .storage import Array
from .tensor import AccumulateGrad, Tensor, as_array

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

    Only :class:`Pass` says so, and :func:`backward` uses that while ``watched``, the number of
    hooks that ask, is not 0.
    """

    task: Pass | None = None
    watched = 0


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
    gradients are in ``tensors`` and ``Flow.tensor`` as Tensors.
    """

    node: Node
    gradients: tuple[Array | None, ...]
    flows: tuple[Flow, ...]
    accumulation: Accumulation | None
    tensors: tuple[Tensor | None, ...] | None = None


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
        plan = None if anomaly.STATE.enabled or RUNNING.watched else _plan(edges)
        if plan is not None:
            _drain(*plan, edges, values, bool(retain_graph))
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
        gradients = run_tensor_hooks(node, gradients)
        for number in self._capturing.get(node, ()):
            self.captured[node, number] = gradients[number]
        if self._taking is not None and node not in self._taking:
            return None
        gradients = run_prehooks(node, gradients)
        if isinstance(node, AccumulateGrad):
            return self._accumulate(node, gradients)
        results = self._apply(node, gradients)
        if not self.retain_graph:
            node.release()
        flows = self._deliver(node, results)
        return self._step(node, gradients, flows, None)

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
    ) -> BackwardStep:
        tensors = tuple(gradients) if self.create_graph else None
        arrays = tuple([g._array if isinstance(g, Tensor) else g for g in gradients])
        return BackwardStep(node, arrays, flows, accumulation, tensors)


def _flow(index: int, target: Node, number: int, gradient: Any) -> Flow:
    if isinstance(gradient, Tensor):
        return Flow(index, target, number, gradient._array, gradient)
    return Flow(index, target, number, gradient)


# ---- unwatched -------------------------------------------------------------------------------

_SEQUENCE_NR = attrgetter("sequence_nr")


def iadd(held: Any, gradient: Any) -> Any:
    """``held`` with ``gradient`` added in place where it is an array."""
    held += gradient
    return held


Buffers = dict[Node, Any]
Waiting = dict[Node, int]

#: In the buffer of a leaf at which nothing has arrived yet.
_LEAF: Any = object()


def _plan(roots: Sequence[Edge]) -> tuple[list[Node], Buffers, Waiting] | None:
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


def _drain(
    nodes: list[Node],
    buffers: Buffers,
    waiting: Waiting,
    roots: Sequence[Edge],
    gradients: Sequence[Any],
    retain_graph: bool,
) -> None:
    """Apply ``nodes`` in order: :meth:`Pass.steps` without its bookkeeping."""
    fresh: set[Any] = set()
    for (node, number), gradient in zip(roots, gradients, strict=True):
        _add(buffers, fresh, node, number, gradient)
    ready: list[Node] = []
    for node in nodes:
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
