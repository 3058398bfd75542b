"""The recorder: turns what a run does to live tensors into steps with changes.

It remembers what every field was last shown as, so that a change carries both sides, and looks
at the live tensors for what is new. It also keeps the books of the memory that steps hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import numpy as np

from autograd_core.graph.cards import Cards
from autograd_core.graph.limits import Limits
from autograd_core.graph.steps import (
    ActionPath,
    Applied,
    Change,
    Flow,
    Matrix,
    Message,
    Problem,
    Ref,
    Step,
    StepKind,
    StepLog,
    Value,
    node_ref,
    port_ref,
)
from autograd_core.storage import Array, Contents, Frozen, Memory
from autograd_core.tensor import Tensor
from autograd_core.views import ViewInfo


def value_of_array(array: Array, dtype: str, copy: bool = False) -> Value:
    """An array's contents; `copy` where somebody may write into it behind our back."""
    array = array.copy() if copy else array
    return Value(Memory(array).freeze(array), dtype)


def hooks_on(tensor: Tensor) -> int:
    """How many hooks are registered on the tensor."""
    node = tensor._node
    if node is None:
        return 0 if tensor._hooks is None else len(tensor._hooks.pre)
    return 0 if node.extra is None else len(node.extra.tensor_hooks.get(tensor._nr, ()))


def function_name(tensor: Tensor) -> str | None:
    """The name of the grad_fn, without asking the tensor for it: a view whose base was written
    makes itself a new one when it is asked, which changes what may be done with it."""
    view = tensor._view
    if isinstance(view, ViewInfo) and view.version != tensor._version:
        recorded = tensor._node is not None or view.base.requires_grad
        return "AsStridedBackward0" if recorded else None
    return None if tensor._node is None else tensor._node.name()


def with_determinant(matrix: Matrix, array: Array) -> Matrix:
    """The matrix with the determinant of its contents, computed in float64, if it is square."""
    if matrix.rows != matrix.columns or array.size != matrix.rows**2 or not matrix.rows:
        return matrix._replace(determinant=None)
    square = array.reshape(matrix.rows, matrix.columns).astype(np.float64)
    with np.errstate(all="ignore"):
        return matrix._replace(determinant=float(np.linalg.det(square)))


class Recorder:
    """Collects the changes of one step at a time and appends steps to a log."""

    def __init__(self, limits: Limits) -> None:
        self.log = StepLog()
        self.shown: dict[Ref, dict[str, Any]] = {}
        self.pending: list[Change] = []
        # The live contents that each shown value stands for. A value that was kept from an
        # earlier run holds that run's bytes, and yet says what is in this run's.
        self._marks: dict[tuple[Ref, str], Contents] = {}
        self.spoken = ""
        """What was printed since the last step."""
        self.muted = False
        """While True nothing is recorded: the steps are known from the last run."""
        self.holdings = Holdings(limits.held_bytes)

    def set(self, subject: Ref, field: str, after: Any) -> None:
        """Notes that a field is now `after`; no change if it is shown so already."""
        if self.muted:
            return
        fields = self.shown.setdefault(subject, {})
        before = fields.get(field)
        if before is after or (
            not isinstance(after, Value) and field in fields and before == after
        ):
            return
        fields[field] = after
        self.pending.append(Change(subject, field, before, after))

    def show_value(self, subject: Ref, field: str, tensor: Tensor | None) -> None:
        """Notes a tensor's contents, if they are not what is shown."""
        if self.muted:
            return
        if tensor is None:
            self.set(subject, field, None)
            return
        frozen = tensor.freeze()
        shown = self.shown.get(subject, {}).get(field)
        marked = self._marks.get((subject, field)) is frozen.contents
        if shown is None or not marked or shown.shape != frozen.shape:
            self.set(subject, field, Value(frozen, str(tensor.dtype)))
            self._marks[subject, field] = frozen.contents

    def show_tensor(self, node: str, port: str, tensor: Tensor) -> None:
        """Notes everything that a card shows of a tensor."""
        if self.muted:
            return
        subject = port_ref(node, port)
        self.show_value(subject, "value", tensor)
        function = function_name(tensor)
        self.set(subject, "requires_grad", tensor.requires_grad)
        self.set(subject, "is_leaf", function is None)
        self.set(subject, "grad_fn", function)
        self.set(subject, "version", tensor._version)
        self.show_value(subject, "grad", tensor._grad)
        self._show_hooks(subject, tensor)
        matrix = self.shown.get(node_ref(node), {}).get("matrix")
        if matrix is not None:  # the tap was written since: so it has another determinant
            self.set(node_ref(node), "matrix", with_determinant(matrix, tensor._array))

    def _show_hooks(self, subject: Ref, tensor: Tensor) -> None:
        """Notes what few tensors have: that they keep their gradient, and hooks."""
        shown = self.shown[subject]
        retains, hooks = tensor._node is not None and tensor.retains_grad, hooks_on(tensor)
        if retains or "retains_grad" in shown:
            self.set(subject, "retains_grad", retains)
        if hooks or "hooks" in shown:
            self.set(subject, "hooks", hooks)

    def clear(self, node: str, ports: Iterable[str]) -> None:
        """Notes that the node has nothing at these ports any more."""
        for port in ports:
            for field in tuple(self.shown.get(port_ref(node, port), ())):
                self.set(port_ref(node, port), field, None)

    def show_status(self, node: str, status: str, error: Problem | None = None) -> None:
        self.set(node_ref(node), "status", status)
        self.set(node_ref(node), "error", error)

    def emit(
        self,
        kind: StepKind,
        action: ActionPath,
        node: str | None,
        message: Message,
        *,
        flows: Iterable[Flow] = (),
        function: str | None = None,
        call: int = 0,
        incoming: Iterable[Value | None] = (),
        number: int | None = None,
        applied: Applied | None = None,
    ) -> None:
        """Closes the step that the changes since the last one belong to."""
        if self.muted:
            return
        step = Step(
            kind,
            action,
            node,
            message,
            tuple(self.pending),
            tuple(flows),
            function,
            call,
            tuple(incoming),
            self.spoken,
            number,
            applied,
        )
        self.pending.clear()
        self.spoken = ""
        self.log.append(step)
        self.holdings.add(step)

    def keep(self, step: Step, cards: Cards) -> None:
        """Appends a step of an earlier run, which was executed again in silence."""
        for change in step.changes:
            self.shown.setdefault(change.subject, {})[change.field] = change.after
            if isinstance(change.after, Value):
                tensor = cards.tensors.get((change.subject.path[0], change.subject.path[-1]))
                tensor = tensor if change.field == "value" or tensor is None else tensor._grad
                if tensor is not None:
                    self._marks[change.subject, change.field] = tensor.freeze().contents
        self.log.append(step)
        self.holdings.add(step)

    def shed(self, keep: Iterable[Step] = ()) -> None:
        """Lets the oldest arrays go if the steps hold too much; what is shown last stays, and
        what the steps in `keep` hold."""
        if self.holdings.total > self.holdings.limit:
            kept = (value for step in keep for value in step.values())
            self.holdings.shed(chain(self._shown_values(), kept))

    def _shown_values(self) -> Iterator[Value]:
        for fields in self.shown.values():
            for value in fields.values():
                if isinstance(value, Value):
                    yield value


class Holdings:
    """How many bytes the steps hold, each moment's contents of a memory counted once."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.total = 0
        # Oldest first: a dictionary keeps the order in which contents first appeared.
        self._held: dict[Contents, list[Value]] = {}

    def add(self, step: Step) -> None:
        for value in step.values():
            if value.frozen is None:
                continue
            contents = value.frozen.contents
            known = self._held.get(contents)
            if known is None:
                self._held[contents] = [value]
                self.total += contents.nbytes
            elif value is not known[-1]:
                known.append(value)

    def known(self, frozen: Frozen) -> Value | None:
        """The Value that is held of just these contents, looked at in the same way."""
        for value in reversed(self._held.get(frozen.contents, ())):
            if value.frozen is not None and value.frozen.is_same(frozen):
                return value
        return None

    def shed(self, keep: Iterable[Value]) -> None:
        """Drops the oldest until a fifth of the limit is free, but for the contents in `keep`."""
        kept = {value.frozen.contents for value in keep if value.frozen is not None}
        for contents in list(self._held):
            if self.total <= self.limit * 0.8:
                break
            if contents in kept:
                continue
            for value in self._held.pop(contents):
                value.drop()
            self.total -= contents.nbytes
