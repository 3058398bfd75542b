"""Each deposit of a `.grad` against central finite differences.

A backward from a root y with the gradient v deposits at x the derivative of f = Σ v·y with respect
to x. So the program is run again up to that backward with one element of x a little larger, then a
little smaller, and f′ ≈ (f(x + h) − f(x − h)) / 2h. In these runs x is the value it had, plus h,
whenever it is read; all other leaves are pinned to what they were, and v is what it was.

Everything is computed in float64, with h = ε^(1/3)·max(1, |x|), which makes the error of the
quotient smallest (Press et al., Numerical Recipes, 5.7). Where the program does not run in float64
it is float32, and what can be told from it is less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from dataclasses import replace as replace_check
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace

from autograd_core.graph.actions import Backward, walk
from autograd_core.graph.document import OUT, Document, LeafData, OpData
from autograd_core.graph.gate import Gate
from autograd_core.graph.keyframes import Keyframe
from autograd_core.graph.ledger import Entry, ledger, standing
from autograd_core.graph.limits import Limits
from autograd_core.graph.machine import Machine
from autograd_core.graph.ports import first_port, output_ports, spec_of
from autograd_core.graph.proving.verdicts import Difference, is_close, judged
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Ref, StepLog, Value, port_ref
from autograd_core.storage import Array
from autograd_core.tensor import Tensor

PER_TENSOR = 64
"""Elements of one deposit that are checked; of more, those spread evenly."""
CALLS = 8
"""Backward calls that are checked for each tensor: the last ones."""


class Claim(NamedTuple):
    """One deposit: the `.grad` of a node, and the Backward call that brought it. `step` is the
    number of the deposit's step, `start` that of the call's first one."""

    node: str
    port: str
    entry: Entry
    start: int


@dataclass(frozen=True, slots=True)
class Check:
    """A claim, checked: the `places` of the elements looked at, what `autograd` brought there, what
    it brings in float64 (None if that cannot be), what finite differences say from both sides, and
    a `Difference` for each, None where they agree."""

    claim: Claim
    places: Array
    autograd: Array
    precise: Array | None
    numeric: Array
    left: Array
    right: Array
    differences: tuple[Difference | None, ...] = field(default=())
    own: tuple[str, ...] = ()
    """The names of users' own functions on the way."""

    @property
    def size(self) -> int:
        """How many elements the deposit has."""
        amount = self.claim.entry.amount
        return 0 if amount is None else int(np.prod(amount.shape, dtype=np.int64))

    @property
    def agrees(self) -> bool:
        return all(each is None for each in self.differences)


def claims(log: StepLog, cursor: int, subjects: Iterable[tuple[str, str]]) -> list[Claim]:
    """What stands in the ledgers at the cursor, for the outputs `subjects`: the last few deposits
    of each."""
    found = []
    for node, port in subjects:
        entries = [e for e in standing(ledger(log, cursor, node, port)) if e.kind == "deposit"]
        for entry in entries[-CALLS:]:
            start = _start_of(log, entry)
            found.append(Claim(node, port, entry, start))
    return found


def subjects_of(document: Document, log: StepLog, cursor: int) -> list[tuple[str, str]]:
    """The outputs that have a `.grad` at the cursor, in the document's order."""
    found = []
    for node in document.order:
        port = first_port(document, node)
        if isinstance(log.at(cursor, port_ref(node, port), "grad"), Value):
            found.append((node, port))
    return found


def _start_of(log: StepLog, entry: Entry) -> int:
    """The number of the first step of the Backward call."""
    at = entry.step
    while at and log.steps[at - 1].action == entry.action and log.steps[at - 1].call == entry.call:
        at -= 1
    return at


def in_float64(document: Document) -> Document:
    """The (flat) document with every float leaf in float64."""
    copy = document.snapshot()
    for node, data in document.nodes.items():
        if isinstance(data, LeafData) and data.dtype in ("float32", "float16", "bfloat16"):
            copy.nodes[node] = replace(data, dtype="float64")
    return copy


class Prover:
    """Checks the claims of one run.

    Args:
        run: the finished run.
        gate: passed while computing.

    Raises (while checking):
        Cancelled: the gate was cancelled.
    """

    def __init__(self, run: Run, gate: Gate | None = None, limits: Limits | None = None) -> None:
        self.run = run
        self.gate = gate or Gate()
        self.limits = limits or run.limits
        self._base = self._precise_run()
        self.is_precise = self._base is not None

    def _precise_run(self) -> Run | None:
        """The run in float64; None where it goes another way there."""
        made = Run(in_float64(self.run.document), gate=self.gate, limits=self.limits)
        for _ in made.execute():
            pass
        mine, theirs = made.log.steps, self.run.log.steps
        same = len(mine) == len(theirs) and all(
            (a.kind, a.action, a.node) == (b.kind, b.action, b.node)
            for a, b in zip(mine, theirs, strict=True)
        )
        return made if same else None

    def check(self, claim: Claim) -> Iterator[Check | None]:
        """Checks one claim; yields None for each element done, and the result last."""
        base = self._base or self.run
        amount = claim.entry.amount
        array = None if amount is None else amount.array
        value = base.log.at(claim.start, port_ref(claim.node, claim.port), "value")
        if array is None or not isinstance(value, Value) or value.array is None:
            return
        places = spread(array.size, PER_TENSOR)
        precise = self._precise(claim, places)
        trial = _Trial(base, claim, self.gate)
        middle = trial.value(None, 0.0)
        epsilon = float(np.finfo(value.array.dtype).eps)
        rows, steps = [], []
        for place in places:
            at = float(value.array.reshape(-1)[place])
            step = epsilon ** (1 / 3) * max(1.0, abs(at))
            steps.append(step)
            rows.append(_quotients(trial, int(place), step, middle))
            yield None
        numeric, left, right = np.array(rows, np.float64).reshape(-1, 3).T
        deposited = array.reshape(-1)[places].astype(np.float64)
        found = Check(claim, places, deposited, precise, numeric, left, right)
        found = judged(found, noise=self._noise(middle, epsilon), written=trial.written)
        for each in self._past_cuts(found, trial, steps):
            yield None if each is None else self._past_own(each, trial)

    def _past_own(self, found: Check, trial: _Trial) -> Check:
        """What nothing else explains lies with a backward that a user wrote, if there is one."""
        document = self.run.document
        way = document.downstream([found.claim.node]) & document.upstream([trial.root])
        names = dict.fromkeys(
            data.op
            for node in document.order
            if node in way and isinstance(data := document.nodes[node], OpData) and data.function
        )
        if not names or "unknown" not in found.differences:
            return found
        differences = tuple("own" if d == "unknown" else d for d in found.differences)
        return replace_check(found, differences=differences, own=tuple(names))

    def _past_cuts(self, found: Check, trial: _Trial, steps: list[float]) -> Iterator[Check | None]:
        """Finite differences go through `detach` and no_grad, gradients do not: where the two
        differ they are taken again with all pinned that autograd takes for constant."""
        if not trial.has_cuts:
            yield found
            return
        differences = list(found.differences)
        for at, difference in enumerate(differences):
            if difference not in ("unknown", "jump", "kink"):
                continue
            place, step = int(found.places[at]), steps[at]
            above = trial.value(place, step, cut=True)
            below = trial.value(place, -step, cut=True)
            noise = self._noise(above, step**3)
            quotient = apart(above, below) / (2 * step)
            if trial.shares or is_close(found.autograd[at], quotient, noise):
                differences[at] = "cut"
            yield None
        yield replace_check(found, differences=tuple(differences))

    def _precise(self, claim: Claim, places: Array) -> Array | None:
        """What autograd deposits in float64."""
        if self._base is None:
            return None
        entries = ledger(self._base.log, claim.entry.step + 1, claim.node, claim.port)
        amount = entries[-1].amount if entries else None
        if amount is None or amount.array is None:
            return None
        return amount.array.reshape(-1)[places].astype(np.float64)

    def _noise(self, middle: Array, epsilon: float) -> float:
        """How far rounding may move a quotient."""
        sizes = np.abs(middle[np.isfinite(middle)])
        return float(8 * epsilon ** (2 / 3) * max(float(sizes.sum()), 1e-3))


def _quotients(
    trial: _Trial, place: int, step: float, middle: Array
) -> tuple[float, float, float]:
    """The central difference quotient, and those from the left and from the right."""
    above, below = trial.value(place, step), trial.value(place, -step)
    return (
        apart(above, below) / (2 * step),
        apart(middle, below) / step,
        apart(above, middle) / step,
    )


def apart(a: Array, b: Array) -> float:
    """Σ (a − b), where what is NaN or infinite in both counts as unchanged; NaN if all is NaN."""
    if a.size and np.isnan(a).all():
        return float("nan")
    with np.errstate(all="ignore"):
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        return float(np.sum(np.where(same, 0.0, a - b)))


def spread(size: int, most: int) -> Array:
    """At most so many of the places 0 … size − 1, spread evenly."""
    if size <= most:
        return np.arange(size)
    return np.unique(np.linspace(0, size - 1, most).round().astype(np.int64))


class _Trial:
    """The program up to a Backward call, with one element of one tensor changed."""

    def __init__(self, base: Run, claim: Claim, gate: Gate) -> None:
        self.base, self.claim, self.gate = base, claim, gate
        self.keyframe: Keyframe = base.keyframes.before(claim.start)[0]
        action = _action(base.document, claim.entry.action[-1])
        self.root, self.root_port = action.root, action.port
        if self.root_port == OUT:
            self.root_port = first_port(base.document, self.root)
        log = base.log
        self.v = next(g.array for g in log.steps[claim.start].incoming if g is not None)
        self.subject = port_ref(claim.node, claim.port)
        self._pins: dict[int, list[tuple[Ref, Value]]] = {}
        """By step, the leaves, and the tensor itself, whose contents change with it."""
        self.shares = False
        """Whether one of these was found to share the tensor's bytes, and so cannot be held."""
        self._constant: dict[int, list[tuple[Ref, Value]]] = {}
        """By step, the other tensors that require no grad."""
        for at in range(self.keyframe.steps, self.claim.start):
            step = log.steps[at]
            touched = {change.subject for change in step.changes if change.field == "value"}
            if step.kind == "forward" and step.node is not None:  # it may give what it gave before
                ports = output_ports(base.document, step.node)
                touched |= {port_ref(step.node, port) for port in ports}
            for subject in touched:
                value = log.at(at + 1, subject, "value")
                if isinstance(value, Value):
                    self._note(at, subject, value)

    def _note(self, at: int, subject: Ref, value: Value) -> None:
        log = self.base.log
        # What autograd has written into a leaf that tracks nothing makes it a result.
        leaf = isinstance(self.base.document.nodes.get(subject.path[0]), LeafData)
        leaf = leaf and log.at(at + 1, subject, "is_leaf")
        if subject == self.subject:
            self._pins.setdefault(at, []).append((subject, value))
        elif leaf:  # before the subject, which may share its bytes
            self._pins.setdefault(at, []).insert(0, (subject, value))
        elif not log.at(at + 1, subject, "requires_grad"):
            self._constant.setdefault(at, []).append((subject, value))

    @property
    def has_cuts(self) -> bool:
        """Whether there are results that autograd takes for constant."""
        return bool(self._constant)

    @property
    def written(self) -> bool:
        """Whether anything was written, unrecorded, after forward read it: what backward uses is
        not what forward used, or y is not what forward made."""
        log, document = self.base.log, self.base.document
        for at in range(self.keyframe.steps, self.claim.start):
            step = log.steps[at]
            if step.kind == "assign":
                action = _any_action(document, step.action[-1])
                if getattr(action, "field", "") in ("data", "value"):
                    return True
            elif step.kind == "forward" and step.node is not None:
                spec = spec_of(document.nodes[step.node])
                if spec is not None and spec.mutates and document.in_no_grad(step.node):
                    return True
        return False

    def value(self, place: int | None, change: float, cut: bool = False) -> Array:
        """v·y, element by element, before the call, with the element of x at a place (in row-major
        order) changed; `cut`: what requires no grad stays what it was."""
        replay = Run(self.base.document, gate=self.gate, limits=self.base.limits)
        replay.start_from(self.keyframe)
        machine = replay.machine
        if self.keyframe.path:
            held = self.base.log.at(self.keyframe.steps, self.subject, "value")
            if isinstance(held, Value):
                self._pin(machine, self.subject, held, place, change)
        wanted = self.claim.start - self.keyframe.steps
        done = 0
        if wanted:
            for _ in replay.execute():
                at = self.keyframe.steps + done
                constant = self._constant.get(at, ()) if cut else ()
                self._look_for_sharing(machine, constant)
                for subject, value in (*constant, *self._pins.get(at, ())):
                    own = place if subject == self.subject else None
                    self._pin(machine, subject, value, own, change)
                done += 1
                if done >= wanted:
                    break
        root = machine.tensor(self.root, self.root_port)._array
        with np.errstate(all="ignore"):
            return np.asarray(self.v, np.float64) * root.astype(np.float64)

    def _look_for_sharing(self, machine: Machine, pins: Iterable[tuple[Ref, Value]]) -> None:
        own = _tensor(machine, self.subject)
        for subject, _ in pins:
            other = _tensor(machine, subject)
            if own is not None and other is not None:
                self.shares |= own.storage().memory is other.storage().memory

    def _pin(
        self, machine: Machine, subject: Ref, value: Value, place: int | None, change: float
    ) -> None:
        """Makes the live tensor what it was, with a change at a place."""
        tensor = _tensor(machine, subject)
        array = value.array
        if tensor is None or array is None or tensor._array.shape != array.shape:
            return
        if not np.issubdtype(array.dtype, np.floating):
            return
        wanted = array.copy()
        if place is not None:
            wanted.reshape(-1)[place] += change
        tensor._array[...] = wanted


def _tensor(machine: Machine, subject: Ref) -> Tensor | None:
    return machine.cards.tensors.get((subject.path[0], subject.path[-1]))


def _any_action(document: Document, name: str) -> Any:
    """The action with this id, blocks looked through."""
    return next((action for action in walk(document.actions) if action.id == name), None)


def _action(document: Document, name: str) -> Backward:
    found = _any_action(document, name)
    assert isinstance(found, Backward)
    return found

