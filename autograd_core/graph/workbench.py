"""The v·J workbench: the Jacobian of one tensor by another, and what a backward makes of it.

For an output y with m elements and an input x with n, J = ∂y/∂x has m rows and n columns. Its row
*i* is what a backward from y that starts with the unit vector e_i brings to x, so J costs m passes.
A backward that starts with v brings v·J in one pass, and never has J. Both are done here, by the
engine itself, and counted; `.grad` is not touched.

The document is executed once more, by a machine of its own, as far as its last Forward (see
`last_forward.py`): what is differentiated is the graph that this left, at the values that it read.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograd_core import engine
from autograd_core.grad_mode import no_grad
from autograd_core.graph.actions import Expression
from autograd_core.graph.derivatives import (
    MOST_ROWS,
    WHOLE,
    Block,
    Cost,
    Findings,
    Hessian,
    Question,
    Way,
    added_up,
    block_of,
    determinant_of,
    eigenvalues_of,
    greatest_difference,
)
from autograd_core.graph.document import Document, OpData, TapData
from autograd_core.graph.expression import as_tensor
from autograd_core.graph.flattening import End
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.last_forward import LastForward
from autograd_core.graph.machine import Machine
from autograd_core.graph.problems import EXPECTED, wording
from autograd_core.graph.steps import one_line
from autograd_core.graph.told import Told
from autograd_core.printing import summary
from autograd_core.roots import input_edges, prepare
from autograd_core.storage import Array
from autograd_core.tensor import Tensor

REPORT_SECONDS = 0.05
SHORT_SECONDS = 0.02

class Refusal(RuntimeError):
    """What is asked cannot be computed, at a node where that is known."""

    def __init__(self, text: str, node: str | None = None) -> None:
        super().__init__(text)
        self.node = node


class Workbench:
    """Answers one question about one document, on the thread that iterates over `work()`.

    Args:
        document: a snapshot; nobody may change it meanwhile.
        gate: passed before each operation and each Node.
    """

    def __init__(self, document: Document, question: Question, gate: Gate | None = None) -> None:
        self.question = question
        self.gate = gate or Gate()
        scalar = () if question.v is None or isinstance(question.v, Expression) else (question.v,)
        ends = (question.output, question.input, *scalar)
        taps = [node for node, _ in ends if isinstance(document.nodes.get(node), TapData)]
        self.document = document
        self.found = Findings(question, at_end=bool(taps))
        self.run = LastForward(document, gate=self.gate, to_end=bool(taps))

    def work(self) -> Iterator[Findings]:
        """Computes, yielding what is known so far; the last is complete, or says why not."""
        try:
            yield from self._work()
            self._note(done=True)
        except Cancelled:
            self._note(cancelled=True)
        except EXPECTED as error:
            node = error.node if isinstance(error, Refusal) else None
            culprit = getattr(error, "node", None)
            if culprit is not None and node is None:
                node = self.machine.cards.card_of(culprit)
            self._note(refused=wording(error), refused_at=node, done=True)
        yield self.found

    @property
    def machine(self) -> Machine:
        """Where the document was executed."""
        return self.run.machine

    def _execute(self) -> None:
        """Executes the document, and once more where the input then requires no grad: what is in
        no graph is made to be in one, which an operation in place may have done by itself."""
        self.run.finish()
        x = self.machine.cards.tensors.get(self.question.input)
        if x is not None and x.dtype.is_floating_point and not x.requires_grad:
            tracked, to_end = self.question.input, self.found.at_end
            self.run = LastForward(self.document, gate=self.gate, tracked=tracked, to_end=to_end)
            self.run.finish()
        self.machine.recorder.muted = True  # hooks tell what they do, and nobody asks

    def _note(self, **fields: Any) -> None:
        self.found = replace(self.found, **fields)

    def _work(self) -> Iterator[Findings]:
        self._execute()
        x, y = self._tensor(self.question.input), self._tensor(self.question.output)
        self._note(
            output_shape=tuple(y.shape),
            input_shape=tuple(x.shape),
            dtype=str(x.dtype),
            output_text=_in_short(y),
            input_text=_in_short(x),
            made_to_require_grad=self.run.made_to_require_grad,
            hooked=bool(self.machine.hooks),
            block=block_of(self.question.block, y.numel(), x.numel()),
        )
        tracked = y.requires_grad and x.requires_grad
        self._find_v(y, x)
        if self.found.v is not None:
            found, cost = self._timed_pass(y, self.found.v, x) if tracked else (None, Cost())
            self._note(product=found, product_cost=cost)
            reached = found is not None
        else:
            reached = tracked and self._pass(y, np.ones_like(y._array), x)[0] is not None
        if not reached:
            way = way_between(self.machine, self.question.input, self.question.output)
            self._note(way=way)
        yield self.found
        yield from self._rows(y, x, reached)
        if self.question.hessian:
            yield from self._second(y, x, reached)

    def _tensor(self, end: End) -> Tensor:
        """The tensor at an output.

        Raises:
            Refusal: it is not there, or has no derivative.
        """
        node, _ = end
        document, name = self.machine.document, self.machine.document.name(node)
        tensor = self.machine.cards.tensors.get(end)
        if tensor is None:
            if node not in document.nodes:
                raise Refusal(Told("{name} is not in the graph", name=name), node)
            above = document.upstream([node])
            for problem in self.run.problems():
                if problem.node in above:
                    raise Refusal(problem.message, problem.node)
            raise Refusal(Told("{name} has not been run", name=name), node)
        if not tensor.dtype.is_floating_point:
            raise Refusal(
                Told(
                    "{name} is {dtype}: only tensors of floating point have derivatives",
                    name=name,
                    dtype=str(tensor.dtype),
                ),
                node,
            )
        return tensor

    # v

    def _find_v(self, y: Tensor, x: Tensor) -> None:
        asked = self.question.v
        try:
            if asked is None:
                self._note(v=np.ones_like(y._array))
            elif isinstance(asked, Expression):
                self._note(v=self._typed(asked, y))
            else:
                self._from_scalar(asked, y, x)
        except EXPECTED as error:
            self._note(v_refused=wording(error))

    def _typed(self, asked: Expression, y: Tensor) -> Array:
        with no_grad():
            value = self.machine.evaluate(asked)
            tensor = value if isinstance(value, Tensor) else as_tensor(value, y.dtype)
        if y.requires_grad:
            prepare([y], [tensor], False)  # raises what PyTorch raises
        array = np.array(tensor._array, dtype=y._array.dtype)
        if array.shape != y._array.shape:
            raise Refusal(
                Told(
                    "v has the shape {shape}, and must have that of the output, {wanted}",
                    shape=list(array.shape),
                    wanted=list(y.shape),
                )
            )
        return array

    def _from_scalar(self, end: End, y: Tensor, x: Tensor) -> None:
        """v = ∂l/∂y, by a backward from l that goes no further than y."""
        scalar = self._tensor(end)
        name = self.machine.document.name(end[0])
        if scalar.numel() != 1:
            raise Refusal(
                Told("{name} has {count} elements, not one", name=name, count=scalar.numel()),
                end[0],
            )
        one = np.ones_like(scalar._array)
        found, total = None, None
        if scalar.requires_grad and y.requires_grad:
            found, _ = self._pass(scalar, one, y)
        if scalar.requires_grad and x.requires_grad:
            total, _ = self._pass(scalar, one, x)
        if found is None:
            self._note(v_way=way_between(self.machine, self.question.output, end))
        v = np.zeros_like(y._array) if found is None else found
        self._note(v=v, total=total, scalar_text=_in_short(scalar))

    # J

    def _pass(
        self, root: Tensor, v: Array, target: Tensor, create_graph: bool = False
    ) -> tuple[Any, Cost]:
        """What a backward from `root` brings to `target`, and what it took; None for nothing."""
        begun = time.thread_time()
        edges, values = prepare([root], [Tensor(v)], create_graph)
        places = input_edges([target])
        task = engine.Pass(edges, values, True, create_graph)
        task.restrict(places, include=False)
        nodes = most = 0
        for step in task.steps():
            self.gate.pass_through()
            nodes += 1
            held = sum(each.nbytes for each in step.gradients if each is not None)
            most = max(most, held + sum(flow.gradient.nbytes for flow in step.flows))
        found = task.captured.get(places[0])
        if isinstance(found, np.ndarray):
            # it may be v itself, or what a Node saved
            found = np.array(found, dtype=target._array.dtype).reshape(target.shape)
        seconds = time.thread_time() - begun
        size = found.nbytes if isinstance(found, np.ndarray) else 0
        return found, Cost(1, nodes, seconds, size, most)

    def _timed_pass(self, root: Tensor, v: Array, target: Tensor) -> tuple[Any, Cost]:
        """A pass, and the time of the shortest of three if it is short: the first of a kind has
        to fetch what the others find at hand, as all rows of J but one do."""
        found, cost = self._pass(root, v, target)
        for _ in range(2 if cost.seconds < SHORT_SECONDS else 0):
            _, again = self._pass(root, v, target)
            cost = min(cost, again, key=lambda each: each.seconds)
        return found, cost

    def _rows(self, y: Tensor, x: Tensor, reached: bool) -> Iterator[Findings]:
        """J; what is done stays when it is cancelled."""
        if reached:
            matrix, cost = yield from self._fill(y, x, self.found.block, "rows_done")
        else:
            matrix = np.zeros(self.found.block.shape, x._array.dtype)
            cost = Cost(nbytes=matrix.nbytes)
        self._put_matrix(matrix, cost)

    def _fill(
        self, root: Tensor, target: Tensor, block: Block, counter: str
    ) -> Generator[Findings, None, tuple[Array, Cost]]:
        """A block of ∂root/∂target, row by row, counted in a field of the findings."""
        matrix: Array = np.zeros(block.shape, target._array.dtype)
        nodes = done = most = 0
        begun, reported = time.thread_time(), time.monotonic()
        try:
            for row in range(block.first_row, block.stop_row):
                self.gate.pass_through()
                # anew, as a Node may keep it, and in order, whatever order the root's array has
                unit = np.zeros(root.shape, root._array.dtype)
                unit.reshape(-1)[row] = 1
                found, cost = self._pass(root, unit, target)
                if found is not None:
                    line = found.reshape(-1)[block.first_column : block.stop_column]
                    matrix[row - block.first_row] = line
                nodes, done = nodes + cost.nodes, done + 1
                most = max(most, cost.gradients)
                if time.monotonic() - reported > REPORT_SECONDS:
                    reported = time.monotonic()
                    self._note(**{counter: done})
                    yield self.found
        except Cancelled:
            if counter == "rows_done":
                seconds = time.thread_time() - begun
                cost = Cost(done, nodes, seconds, matrix[:done].nbytes, most)
                self._note(rows_done=done, matrix=matrix[:done], matrix_cost=cost)
            raise
        seconds = time.thread_time() - begun
        return matrix, Cost(done, nodes, seconds, matrix.nbytes, most)

    def _put_matrix(self, matrix: Array, cost: Cost) -> None:
        self._note(matrix=matrix, rows_done=len(matrix), matrix_cost=cost)
        if self.found.is_whole:
            self._note(determinant=determinant_of(matrix))
            if self.found.v is not None:
                self._note(rows_added=added_up(self.found.v, matrix, len(matrix)))

    # The Hessian

    def _second(self, y: Tensor, x: Tensor, reached: bool) -> Iterator[Findings]:
        """H: each of its rows is a backward through the graph of the gradient."""
        count = x.numel()
        if y.numel() != 1:
            told = Told(
                "Only a scalar has a Hessian: the output has {count} elements.", count=y.numel()
            )
            self._note(hessian_refused=told)
            return
        if count * count > WHOLE or count > MOST_ROWS:
            told = Told("It would have {count} rows and columns: too many.", count=count)
            self._note(hessian_refused=told)
            return
        try:
            matrix, cost = yield from self._hessian(y, x, reached)
        except EXPECTED as error:
            self._note(hessian_refused=wording(error))
            return
        apart = greatest_difference(matrix, matrix.T)
        found = Hessian(matrix, apart, eigenvalues_of(matrix), determinant_of(matrix), cost)
        self._note(hessian=found, hessian_rows=count)

    def _hessian(
        self, y: Tensor, x: Tensor, reached: bool
    ) -> Generator[Findings, None, tuple[Array, Cost]]:
        self.machine.take_sequence()  # the gradient's Nodes come after all others
        first, gradient = Cost(), None
        if reached:
            gradient, first = self._pass(y, np.ones_like(y._array), x, create_graph=True)
        count = x.numel()
        if not isinstance(gradient, Tensor) or not gradient.requires_grad:
            # y does not depend on x, or linearly
            matrix: Array = np.zeros((count, count), x._array.dtype)
            return matrix, first._replace(nbytes=matrix.nbytes)
        block = Block(0, count, 0, count)
        matrix, rows = yield from self._fill(gradient, x, block, "hessian_rows")
        seconds = first.seconds + rows.seconds
        nodes, most = first.nodes + rows.nodes, max(first.gradients, rows.gradients)
        return matrix, Cost(1 + rows.passes, nodes, seconds, matrix.nbytes, most)


def way_between(machine: Machine, first: End, last: End) -> Way:
    """Why no gradient gets back from `last` to `first`, of which one may follow the other."""
    document, tensors = machine.document, machine.cards.tensors
    above = document.upstream([last[0]])
    if first[0] not in above:
        return Way("no_path")
    if first in tensors and not tensors[first].requires_grad:
        return Way("untracked", first[0])
    places = {node: place for place, node in enumerate(document.order)}
    seen, queue = {first[0]}, [first[0]]
    for node in queue:
        for target in sorted(document.targets(node), key=places.__getitem__):
            if target in seen or target not in above:
                continue
            seen.add(target)
            outputs = [tensors[target, port] for port in machine.cards.ports.get(target, ())]
            if any(tensor.requires_grad for tensor in outputs):
                queue.append(target)
                continue
            data = document.nodes[target]
            if document.in_no_grad(target):
                return Way("no_grad", target)
            if isinstance(data, OpData) and data.op.startswith("detach"):
                return Way("detached", target)
            if outputs and not any(tensor.dtype.is_floating_point for tensor in outputs):
                return Way("integer", target)
            return Way("no_derivative", target)
    return Way("no_derivative")


def _in_short(tensor: Tensor) -> str:
    return one_line(summary(tensor._array))


