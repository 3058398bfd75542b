"""What an Expression says of a run, at any of its steps: for conditions and for watches.

Its names mean nodes, as in actions, and those of the Repeats round the step. It is evaluated on
what the log holds, not by the run: nothing that it does can change what happened.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from autograd_core.grad_mode import no_grad
from autograd_core.graph.action_edits import flat
from autograd_core.graph.actions import Expression, Repeat
from autograd_core.graph.document import Document
from autograd_core.graph.expression import evaluate, names_in
from autograd_core.graph.limits import Limits
from autograd_core.graph.ports import first_port
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.seen import seen
from autograd_core.graph.steps import Ref, StepLog, Value, port_ref
from autograd_core.random import Generator
from autograd_core.tensor import Tensor

SMALL = Limits(tensor_bytes=64 << 20)
"""What one reading may make: it is taken thousands of times."""


class NotThere(LookupError):
    """What a name means has no tensor at this step."""


class Reading:
    """An Expression over the steps of one log of the document `whole`."""

    def __init__(self, expression: Expression, log: StepLog, whole: Document) -> None:
        self.text = expression.text
        self._log = seen(log, whole)
        self._refs: dict[str, Ref] = {
            name: port_ref(node, port_meant(whole, node)) for name, node in expression.names.items()
        }
        self._grads = "grad" in self.text
        used = names_in(self.text) - self._refs.keys()
        self._variables = _variables(whole, used)

    def at(self, cursor: int) -> Any:
        """Its value after the first `cursor` steps.

        Raises:
            NotThere: a tensor is not there yet, or its numbers have been let go.
            One of `problems.EXPECTED`: as PyTorch would, or as it is no Expression.
        """
        names: dict[str, object] = dict(self._turn(cursor))
        for name, ref in self._refs.items():
            names[name] = self._tensor(ref, cursor)
        with no_grad():
            return evaluate(self.text, names, generator=Generator(), limits=SMALL)

    def is_true(self, cursor: int) -> bool:
        """Whether it holds there; what cannot be said does not hold."""
        try:
            return bool(self.at(cursor))
        except EXPECTED:
            return False

    def number(self, cursor: int) -> float:
        """It as one number; NaN where it is not there or has no value.

        Raises:
            NotOneNumber: it has several, or is something else.
        """
        try:
            value = self.at(cursor)
        except EXPECTED:
            return float("nan")
        return one_number(value)

    def changes(self) -> list[int]:
        """The steps after which it may be another, in order."""
        tracks: list[Iterable[int]] = []
        for ref in self._refs.values():
            tracks.append(self._log.track(ref, "value").steps)
            if self._grads:
                tracks.append(self._log.track(ref, "grad").steps)
        if self._variables:
            tracks.append(section.start for section in self._log.sections)
        found: list[int] = []
        for step in heapq.merge(*tracks):
            if not found or found[-1] != step:
                found.append(step)
        return found

    def _tensor(self, ref: Ref, cursor: int) -> Tensor:
        value = self._log.at(cursor, ref, "value")
        if not isinstance(value, Value):
            raise NotThere(ref.path[0])
        tensor = Tensor(_array(value))
        grad = self._log.at(cursor, ref, "grad") if self._grads else None
        if isinstance(grad, Value):
            tensor._grad = Tensor(_array(grad))
        return tensor

    def _turn(self, cursor: int) -> Iterator[tuple[str, object]]:
        """The variables of the Repeats that the step before the cursor is in."""
        at = self._log.section_at(cursor) if self._variables else -1
        path = self._log.sections[at].action if at >= 0 else ()
        for i in range(1, len(path), 2):
            block = self._variables.get(path[i - 1])
            if block is not None:
                name, values = block
                number = int(path[i])
                yield name, values[number] if number < len(values) else number


class NotOneNumber(ValueError):
    """A reading that cannot be drawn as a line."""


def one_number(value: object) -> float:
    """A number, or a tensor of one element, as a number.

    Raises:
        NotOneNumber: it is neither.
    """
    if isinstance(value, Tensor) and value._array.size == 1:
        value = value._array.reshape(()).item()
    if isinstance(value, bool | int | float):
        return float(value)
    raise NotOneNumber(str(getattr(value, "shape", type(value).__name__)))


def port_meant(whole: Document, node: str) -> str:
    """The output that is meant by a node, by its path in the document `whole`."""
    data = whole.find(node)
    if node in whole.nodes or data is None:
        return first_port(whole, node)
    return first_port(Document([data]), data.id)


def _array(value: Value) -> np.ndarray[Any, Any]:
    array = value.array
    if array is not None:
        return array
    summary = value.summary  # a single number is short enough to be read off what was kept
    if summary.kind != "scalar" or value.dtype == "torch.bool":
        raise NotThere("its numbers have been let go")
    number = np.array(float(summary.cells[0][0]), dtype=value.dtype.removeprefix("torch."))
    return number.reshape(value.shape)


def _variables(whole: Document, used: set[str]) -> dict[str, tuple[str, list[object]]]:
    """The name and the values of each Repeat, as far as they can be said without tensors."""
    found: dict[str, tuple[str, list[object]]] = {}
    for _, action in flat(whole.actions):
        if isinstance(action, Repeat) and action.name in used:
            try:
                values = evaluate(action.values.text, {}, generator=Generator(), limits=SMALL)
            except EXPECTED:
                values = ()
            known = list(values) if isinstance(values, list | tuple | range) else []
            found[action.id] = (action.name, known)
    return found
