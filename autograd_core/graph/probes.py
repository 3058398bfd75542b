"""Breakpoints and watches: what somebody wants to see of a run. They are no part of the document.

A breakpoint stops at steps: at those of a node, at those in which something passes along a wire, at
the first with a NaN or an infinity, at those that change a `.grad`; with a condition, only where
that holds after the step. One that is nothing but a condition stops where that comes to hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from autograd_core.graph.actions import Expression
from autograd_core.graph.document import SEPARATOR, Document
from autograd_core.graph.readings import Reading, port_meant
from autograd_core.graph.seen import parts_of, seen
from autograd_core.graph.steps import LARGE, Step, StepLog, Value, port_ref

Kind = Literal["node", "wire", "nonfinite", "grad", "condition"]
SLICE = 32
"""Steps looked through for a NaN between two pauses."""


class Breakpoint(Struct, frozen=True, omit_defaults=True):
    """Where to stop. `target` is the node or the wire, by its path; empty for the other kinds."""

    kind: Kind
    target: str = ""
    condition: Expression | None = None
    enabled: bool = True


class Watch(Struct, frozen=True, omit_defaults=True):
    """An Expression whose value is drawn over the steps, if `enabled`."""

    expression: Expression
    enabled: bool = True


class Probes(Struct, frozen=True, omit_defaults=True):
    """All that somebody wants to see of one file's runs."""

    breakpoints: tuple[Breakpoint, ...] = ()
    watches: tuple[Watch, ...] = ()


class Stops:
    """Where breakpoints stop in one log. What has been found out is kept."""

    def __init__(
        self, log: StepLog, whole: Document, flat: Document, breakpoints: Sequence[Breakpoint]
    ) -> None:
        self._log = log
        self._whole = whole
        self._flat = flat
        self.breakpoints = [each for each in breakpoints if each.enabled]
        self._candidates: dict[int, Sequence[int]] = {}
        self._readings: dict[int, Reading] = {}
        self._verdicts: dict[tuple[int, int], bool] = {}
        self._nodes: dict[str, list[int]] | None = None
        self._looked = 0
        self._first_loud: int | None = None

    def at(self, step: int) -> Breakpoint | None:
        """The first breakpoint that stops at a step."""
        for nth, each in enumerate(self.breakpoints):
            if each.kind == "nonfinite":
                for _ in self._look(step + 1):
                    pass
            found = self._of(nth)
            at = bisect_left(found, step)
            if at < len(found) and found[at] == step and self._holds(nth, step):
                return each
        return None

    def search(self, cursor: int, direction: int) -> Iterator[tuple[int, Breakpoint] | None]:
        """Looks for the nearest stop after the cursor (1), or before the step that it shows (-1).

        Yields None now and then, so that whoever waits can do something else, and at last the
        stop, if there is one.
        """
        best: tuple[int, Breakpoint] | None = None
        for nth, each in enumerate(self.breakpoints):
            if each.kind == "nonfinite":
                for _ in self._look(len(self._log)):
                    yield None
            for step in self._ordered(nth, cursor, direction):
                if best is not None and (step - best[0]) * direction >= 0:
                    break
                if self._holds(nth, step):
                    best = (step, each)
                    break
                yield None
        if best is not None:
            yield best

    def _ordered(self, nth: int, cursor: int, direction: int) -> Iterator[int]:
        """Where a breakpoint may stop, the nearest first."""
        found = self._of(nth)
        if direction > 0:
            return (found[i] for i in range(bisect_left(found, cursor), len(found)))
        return (found[i] for i in range(bisect_left(found, cursor - 1) - 1, -1, -1))

    # Conditions

    def _holds(self, nth: int, step: int) -> bool:
        key = (nth, step)
        if key not in self._verdicts:
            self._verdicts[key] = self._judge(nth, step)
        return self._verdicts[key]

    def _judge(self, nth: int, step: int) -> bool:
        each = self.breakpoints[nth]
        if each.condition is None:
            return each.kind != "condition"
        reading = self._reading(nth, each.condition)
        holds = reading.is_true(step + 1)
        return holds and not (each.kind == "condition" and reading.is_true(step))

    def _reading(self, nth: int, condition: Expression) -> Reading:
        if nth not in self._readings:
            self._readings[nth] = Reading(condition, self._log, self._whole)
        return self._readings[nth]

    # Candidates

    def _of(self, nth: int) -> Sequence[int]:
        """The steps at which a breakpoint may stop, in order."""
        each = self.breakpoints[nth]
        if each.kind == "nonfinite":
            return () if self._first_loud is None else (self._first_loud,)
        if nth not in self._candidates:
            self._candidates[nth] = self._found(nth, each)
        return self._candidates[nth]

    def _found(self, nth: int, each: Breakpoint) -> Sequence[int]:
        if each.kind == "node":
            return self._steps_of(each.target)
        if each.kind == "wire":
            return self._steps_along(each.target)
        if each.kind == "grad":
            return self._deposits(each.target)
        return [] if each.condition is None else self._reading(nth, each.condition).changes()

    def _steps_of(self, node: str) -> list[int]:
        """The steps of a node, or of all that is in an instance of a subgraph."""
        if self._nodes is None:
            self._nodes = {}
            for i, step in enumerate(self._log.steps):
                if step.node is not None:
                    self._nodes.setdefault(step.node, []).append(i)
        if node in self._nodes:
            return self._nodes[node]
        inside = [at for each, at in self._nodes.items() if each.startswith(node + SEPARATOR)]
        return sorted(step for at in inside for step in at)

    def _steps_along(self, wire: str) -> list[int]:
        """The steps that read a value from a wire, or send a gradient back along it."""
        parts = parts_of(self._flat)
        ways = {wire} | {way for way, along in parts.items() if wire in along}
        found = {
            i for i, step in enumerate(self._log.steps)
            if any(flow.wire in ways for flow in step.flows)
        }  # fmt: skip
        for way in ways & self._flat.wires.keys():
            target = self._flat.wires[way].target
            steps = self._log.steps
            found.update(i for i in self._steps_of(target) if steps[i].kind == "forward")
        return sorted(found)

    def _deposits(self, node: str) -> list[int]:
        """The steps that change the gradient of a node's tensor."""
        ref = port_ref(node, port_meant(self._whole, node))
        track = seen(self._log, self._whole).track(ref, "grad")
        found: list[int] = []
        before: object = None
        for step, value in zip(*track, strict=True):
            if value is not before:
                found.append(step)
            before = value
        return found

    def _look(self, stop: int) -> Iterator[None]:
        """Looks for the first NaN or infinity among the first `stop` steps, as far as nobody has
        looked yet."""
        while self._first_loud is None and self._looked < min(stop, len(self._log)):
            end = min(self._looked + SLICE, stop, len(self._log))
            for i in range(self._looked, end):
                if is_loud(self._log.steps[i]):
                    self._first_loud = i
                    break
            self._looked = end
            yield None


def is_loud(step: Step) -> bool:
    """Whether a step made a NaN or an infinity, as a value or as a gradient."""
    made = [change.after for change in step.changes if isinstance(change.after, Value)]
    return any(_has_loud(value) for value in (*made, *(flow.gradient for flow in step.flows)))


def _has_loud(value: Value) -> bool:
    array = value.array
    if array is not None and array.size <= LARGE:
        return array.dtype.kind in "fc" and not np.isfinite(array).all()
    # what was counted when it was made
    return bool(value.summary.nan_count or value.summary.inf_count)
