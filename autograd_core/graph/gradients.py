"""Gradients as tensors of their own: what `autograd.grad` returns, and `x.grad` under a name.

A tap holds each. Made with create_graph they have a grad_fn: operations can go on from them, and
so can another Backward, through the graph of the gradient.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograd_core import engine
from autograd_core.engine import BackwardStep
from autograd_core.errors import UnusedInputError
from autograd_core.graph.actions import Backward, ReadGrad
from autograd_core.graph.document import OUT, TapData
from autograd_core.graph.machine import Machine, NotRun, digest
from autograd_core.graph.ports import first_port
from autograd_core.graph.steps import ActionPath, Message, node_ref, port_ref
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.roots import input_edges, prepare
from autograd_core.tensor import Tensor

GRADIENT_STEP = QT_TRANSLATE_NOOP("Steps", "{tap} = grad({output}, {input}) = {value}")
READ_STEP = QT_TRANSLATE_NOOP("Steps", "{tap} = {node}.grad = {value}")


class Gradients:
    """A pass that brings gradients into taps and leaves every `.grad` alone.

    Raises:
        NotRun: an input or a tap is not there.
        RuntimeError: PyTorch's, where an input requires no grad.
    """

    def __init__(
        self, machine: Machine, action: Backward, root: Tensor, gradient: Tensor | None
    ) -> None:
        self._machine, self._action = machine, action
        for tap in action.into:
            need_tap(machine, tap)
        self._inputs = [machine.first_output(node) for node in action.inputs or ()]
        if not self._inputs:
            raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
        edges, values = prepare([root], [gradient], action.create_graph)
        self._places = input_edges(self._inputs)
        retain = action.retain_graph or action.create_graph
        self._task = engine.Pass(edges, values, retain, action.create_graph)
        self._task.restrict(self._places, include=False)

    def steps(self) -> Iterator[BackwardStep]:
        """Runs the pass, yielding a step for each Node that was applied."""
        return self._task.steps()

    def put(self, path: ActionPath, call: int) -> Iterator[None]:
        """Gives each tap its gradient; yields after each step.

        Raises:
            UnusedInputError: the root does not depend on an input.
        """
        machine, action = self._machine, self._action
        found = [self._task.captured.get(place) for place in self._places]
        for index, one in enumerate(found):
            if one is None:
                raise UnusedInputError(index)
        for place, (source, tap) in enumerate(
            zip(action.inputs or (), action.into, strict=False)
        ):
            one = found[place]
            tensor = one if isinstance(one, Tensor) else Tensor(np.array(one, copy=True))
            machine.recorder.set(node_ref(source), "reached", call)
            _fill(machine, tap, tensor, digest(machine.chain, place))
            if not machine.recorder.muted:
                args: dict[str, object] = {
                    "tap": node_ref(tap),
                    "output": node_ref(action.root),
                    "input": node_ref(source),
                    "value": machine.recorder.shown[port_ref(tap)]["value"],
                }
                machine.recorder.emit(
                    "backward", path, tap, Message(GRADIENT_STEP, args), call=call
                )
            yield


def read_grad(machine: Machine, action: ReadGrad, path: ActionPath) -> None:
    """Gives the tap the tensor that is `.grad` at the moment, itself and no copy.

    Raises:
        NotRun: the node or the tap is not there, or there is no gradient.
    """
    tensor = machine.first_output(action.node)
    for tap in action.into:
        need_tap(machine, tap)
        if tensor._grad is None:
            name = machine.document.name(action.node)
            raise NotRun(Told("{name}.grad is None: there is nothing to read", name=name))
        _fill(machine, tap, tensor._grad, None)
        source = (action.node, first_port(machine.document, action.node))
        machine.cards.share([(tap, OUT)])
        machine.cards.reading[tap] = source[0]
        args: dict[str, object] = {
            "tap": node_ref(tap),
            "node": node_ref(action.node),
            "value": machine.recorder.shown.get(port_ref(tap), {}).get("value"),
        }
        machine.recorder.emit("assign", path, tap, Message(READ_STEP, args))


def need_tap(machine: Machine, tap: str) -> None:
    """Raises:
    NotRun: there is no such tap.
    """
    if not isinstance(machine.document.nodes.get(tap), TapData):
        raise NotRun(Told("{name} is not in the graph", name=tap))


def _fill(machine: Machine, tap: str, tensor: Tensor, content: bytes | None) -> None:
    machine.cards.reading.pop(tap, None)
    machine.cards.put(tap, (OUT,), (tensor,))
    if tensor._node is None:
        machine.cards.put_leaf(tap, OUT, tensor)
    machine.put_content(tap, OUT, content)
    machine.recorder.show_status(tap, "done")
    machine.recorder.show_tensor(tap, OUT, tensor)
    if machine.functions is not None:
        number = None if tensor._node is None else tensor._node.sequence_nr
        machine.recorder.set(port_ref(tap), "function", number)
