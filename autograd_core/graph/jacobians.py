"""The Jacobian action: the matrix that every backward pass multiplies its gradient by.

Row *i* of J = ∂y/∂x is what a backward pass that starts with the unit vector e_i brings to x, as
v·J with v = e_i. So J costs as many passes as y has elements, and no `.grad` is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from autograd_core import engine
from autograd_core.graph.actions import Jacobian
from autograd_core.graph.document import OUT, TapData
from autograd_core.graph.effects import Recording
from autograd_core.graph.limits import refuse_large
from autograd_core.graph.machine import Machine, NotRun, digest
from autograd_core.graph.ports import first_port
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.recorder import value_of_array, with_determinant
from autograd_core.graph.steps import (
    ActionPath,
    Flow,
    Matrix,
    Message,
    Streams,
    action_ref,
    node_ref,
    port_ref,
)
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP, subscript
from autograd_core.printing import format_number
from autograd_core.roots import input_edges, prepare
from autograd_core.storage import Array
from autograd_core.tensor import Tensor

ROWS_SHOWN = 32
"""Elements of the output up to which each row is a step of its own."""

ROW_STEP = QT_TRANSLATE_NOOP("Steps", "∂{output}{place}: a backward with v = {v} gives {rows}")
RESULT_STEP = QT_TRANSLATE_NOOP("Steps", "{tap} = ∂{output}/∂{input} = {value}")
SQUARE_STEP = QT_TRANSLATE_NOOP(
    "Steps", "{tap} = ∂{output}/∂{input} = {value}, its determinant is {determinant}"
)


def jacobian(machine: Machine, action: Jacobian, path: ActionPath) -> Iterator[None]:
    """Computes the Jacobian row by row and puts it into the taps; yields after each step.

    A failed one leaves the taps as they were.
    """
    machine.recorder.set(action_ref(path), "error", None)
    node: str | None = action.output
    try:
        rows = _Rows(machine, action, path)
        for _ in rows.compute():
            yield
        for place, tap in enumerate(action.into):
            rows.put(place, tap)
            yield
    except EXPECTED as error:
        culprit = getattr(error, "node", None)
        if culprit is not None:
            node = machine.cards.card_of(culprit) or node
        machine.fail_action(error, path, node)
        yield


class _Rows:
    """One matrix for each of the action's inputs, filled row by row.

    Raises:
        NotRun: the output, an input or a tap is not there.
        TooLarge: a matrix would be larger than the limit.
        RuntimeError: PyTorch's, where output or input require no grad.
    """

    def __init__(self, machine: Machine, action: Jacobian, path: ActionPath) -> None:
        self.machine, self.action, self.path = machine, action, path
        port = first_port(machine.document, action.output) if action.port == OUT else action.port
        self.output = machine.tensor(action.output, port)
        self.inputs = [machine.first_output(node) for node in action.inputs]
        for tap in action.into:
            if not isinstance(machine.document.nodes.get(tap), TapData):
                raise NotRun(Told("{name} is not in the graph", name=tap))
        self.shape = tuple(self.output.shape)
        for tensor in self.inputs:
            size = (*self.shape, *tensor.shape)
            refuse_large(size, tensor.dtype.itemsize, machine.limits)
        self.places = input_edges(self.inputs)
        self.matrices: list[Array] = [
            np.zeros((*self.shape, *tensor.shape), tensor.dtype.numpy) for tensor in self.inputs
        ]

    def compute(self) -> Iterator[None]:
        """Runs one pass for each row, each a step if they are few."""
        count = self.output.numel()
        recording = None
        if count <= ROWS_SHOWN:
            recording = Recording(self.machine, self.path, 0, retained=True)
        if not count:
            prepare([self.output], [Tensor(np.zeros_like(self.output._array))], False)
        for row in range(count):
            # in order, whatever order the output's array has, so that this is no copy
            v = np.zeros(self.shape, self.output._array.dtype)
            v.reshape(-1)[row] = 1
            flows = self._pass(v, row, recording)
            if recording is not None and not self.machine.recorder.muted:
                self._record(v, row, flows)
                yield

    def _pass(self, v: Array, row: int, recording: Recording | None) -> list[Flow]:
        edges, values = prepare([self.output], [Tensor(v)], False)
        task = engine.Pass(edges, values, True, False)
        task.restrict(self.places, include=False)
        flows: list[Flow] = []
        for step in task.steps():
            self.machine.gate.pass_through()
            if recording is not None and not self.machine.recorder.muted:
                card = self.machine.cards.card_of(step.node)
                flows += recording.flows(step, card)
        for matrix, place in zip(self.matrices, self.places, strict=True):
            found = task.captured.get(place)
            if found is not None:
                shape = matrix.shape[len(self.shape) :]
                matrix.reshape(-1, *shape)[row] = found
        return flows

    def _record(self, v: Array, row: int, flows: Sequence[Flow]) -> None:
        dtype = str(self.output.dtype)
        place = _element(row, self.shape)
        args: dict[str, object] = {"output": node_ref(self.action.output), "place": place}
        rows = tuple(
            (
                node_ref(node),
                value_of_array(_row(matrix, row, len(self.shape)), str(tensor.dtype), copy=True),
            )
            for node, tensor, matrix in zip(
                self.action.inputs, self.inputs, self.matrices, strict=True
            )
        )
        v_shown = value_of_array(v, dtype)
        args |= {"v": v_shown, "rows": Streams(rows)}
        self.machine.recorder.emit(
            "jacobian",
            self.path,
            self.action.output,
            Message(ROW_STEP, args),
            flows=flows,
            incoming=(v_shown,),
        )

    def put(self, place: int, tap: str) -> None:
        """Gives a tap its matrix."""
        machine, recorder = self.machine, self.machine.recorder
        source = self.action.inputs[place]
        tensor = Tensor(self.matrices[place])
        machine.cards.put(tap, (OUT,), (tensor,))
        machine.cards.put_leaf(tap, OUT, tensor)
        machine.put_content(tap, OUT, digest(machine.chain, place))
        rows, columns = self.output.numel(), self.inputs[place].numel()
        recorder.show_status(tap, "done")
        matrix = Matrix(self.action.output, source, rows, columns)
        recorder.set(node_ref(tap), "matrix", with_determinant(matrix, tensor._array))
        recorder.show_tensor(tap, OUT, tensor)
        if recorder.muted:
            return
        matrix = recorder.shown[node_ref(tap)]["matrix"]
        args: dict[str, object] = {
            "tap": node_ref(tap),
            "output": node_ref(self.action.output),
            "input": node_ref(source),
            "value": recorder.shown[port_ref(tap)]["value"],
        }
        template = RESULT_STEP
        if matrix.determinant is not None:
            template = SQUARE_STEP
            args["determinant"] = format_number(matrix.determinant)
        recorder.emit("jacobian", self.path, tap, Message(template, args))


def _element(row: int, shape: Sequence[int]) -> str:
    """How an element is called: y₁ counts as mathematics does, y[0, 0] as code."""
    if len(shape) < 2:
        return subscript(row + 1) if shape else ""
    return f"[{', '.join(str(int(index)) for index in np.unravel_index(row, shape))}]"


def _row(matrix: Array, row: int, output_dimensions: int) -> Array:
    shape = matrix.shape[output_dimensions:]
    found: Array = matrix.reshape(-1, *shape)[row, ...]  # with the dots never a scalar
    return found
