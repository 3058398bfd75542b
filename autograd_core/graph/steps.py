"""Steps: what a run did, one moment after another, as changes and flows.

What is shown at step *k* is the changes of the first *k* steps, applied in order; stepping back
applies the *before* sides. A change's subject is a reference, a path of ids, so that subgraphs
and second layers fit. Everything here is immutable but for a `Value`'s array, which a log may
drop when memory is short, and a run may put back.

A node in an instance of a subgraph has its path for an id: `n7/n3` is n3 in the instance n7.

Fields of a card, by subject:

- `("node", (id,))`: `status` (`"not run"`, `"done"`, `"failed"`, `"caught"` (a Try took the error),
  `"blocked"`), `error`
  (`Problem` or None), `saved` (None, `"held"`, `"freed"`: the tensors saved for backward),
  `reached` (None, or the number of the Backward call, from 1, whose gradient came here).
  At a tap that holds a Jacobian also `matrix` (`Matrix`).
- `("port", (id, port))`: `value` (`Value` or None), `requires_grad`, `is_leaf` (bool),
  `grad_fn` (`"MulBackward0"` or None), `grad` (`Value` or None), `version` (int); once it was so,
  `retains_grad` (bool) and `hooks` (int, how many are registered).
- `("action", path)`: `error` (`Problem` or None); of a Check also `holds` (bool: whether it came
  out as it has to).

What is told of the autograd graph where it is asked for is in `functions.py`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np

from autograd_core.ops.opnode import OpNode
from autograd_core.printing import Summary, summary
from autograd_core.storage import Frozen

RefKind: TypeAlias = Literal["node", "port", "action", "function"]
ActionPath: TypeAlias = tuple[str, ...]
"""The ids of the actions from the outermost block inwards; after a block's id stands the number of
the iteration, `("a3", "7", "a5")`, or the part of a When or Try, `("a3", "handler", "a5")`."""

StepKind: TypeAlias = Literal[
    "forward",
    "backward",
    "accumulate",
    "jacobian",
    "zero_grad",
    "assign",
    "set_requires_grad",
    "retain_grad",
    "hook",
    "seed",
    "let",
    "optimizer",
    "print",
    "check",
    "error",
    "caught",
]


class Ref(NamedTuple):
    """What a change is about."""

    kind: RefKind
    path: tuple[str, ...]


def node_ref(node: str) -> Ref:
    return Ref("node", (node,))


def port_ref(node: str, port: str = "out") -> Ref:
    return Ref("port", (node, port))


def action_ref(path: ActionPath) -> Ref:
    return Ref("action", path)


FEW = 16
"""Elements up to which an array is looked through one by one."""
LARGE = 20_000
"""Elements from which on a value's summary is made with it, and not when it is first shown."""


class Value:
    """A tensor's contents at one moment: `shape`, `dtype` (`"torch.float32"`), and the array
    while it is held.

    The array is a frozen handle: live while nothing has been written since, else a copy.
    """

    __slots__ = ("__weakref__", "_largest", "_summary", "dtype", "frozen", "shape")

    def __init__(self, frozen: Frozen, dtype: str) -> None:
        self.frozen: Frozen | None = frozen
        self.shape: tuple[int, ...] = frozen.shape
        self.dtype = dtype
        self._largest: float | None = None
        # Looking through a large array takes long: here, in the run, nobody waits for it.
        large = math.prod(self.shape) > LARGE
        self._summary: Summary | None = summary(frozen.read()) if large else None

    @property
    def array(self) -> np.ndarray[Any, Any] | None:
        """The contents, read-only; None when the log has dropped them."""
        frozen = self.frozen  # asked for once: the run may drop it meanwhile
        return None if frozen is None else _read(frozen)

    @property
    def summary(self) -> Summary:
        """Short text and statistics; they outlive the array."""
        found, frozen = self._summary, self.frozen
        if found is None:
            assert frozen is not None
            found = self._summary = summary(_read(frozen))
        return found

    @property
    def largest(self) -> float:
        """The largest absolute value of an element: NaN where one is NaN, 0 where there is none. It
        outlives the array."""
        found, frozen = self._largest, self.frozen
        if found is None:
            assert frozen is not None
            found = self._largest = _largest(_read(frozen))
        return found

    def drop(self) -> None:
        """Lets the array go, keeping the summary."""
        if self.frozen is not None:
            self.summary, self.largest  # noqa: B018 - computed while the array is still there
            self.frozen = None

    def __eq__(self, other: object) -> bool:
        """Same shape, dtype and bits (NaN equals NaN); dropped arrays compare by summary."""
        if not isinstance(other, Value):
            return NotImplemented
        if self.shape != other.shape or self.dtype != other.dtype:
            return False
        mine, theirs = self.array, other.array
        if mine is None or theirs is None:
            return self.summary == other.summary
        return mine.tobytes() == theirs.tobytes()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Value({one_line(self.summary)}, {self.dtype})"


def _read(frozen: Frozen) -> np.ndarray[Any, Any]:
    """The contents; those of a view of nothing lie nowhere in the bytes."""
    return frozen.read() if frozen.nbytes else np.empty(frozen.shape, frozen.dtype)


def _largest(array: np.ndarray[Any, Any]) -> float:
    if array.size <= FEW:  # NumPy takes several times as long for so few
        sizes = [abs(number) for number in array.reshape(-1).tolist()]
        return float(sum(sizes)) if len(sizes) < 2 else _most(sizes)
    if array.dtype.kind == "c":
        array = np.abs(array)
    return max(float(array.max()), -float(array.min()))  # NaN comes out of both


def look_through(values: Iterable[Value]) -> None:
    """Finds `largest` of many values at once, which takes a fifth of the time."""
    new: dict[np.dtype[Any], list[tuple[Value, np.ndarray[Any, Any]]]] = {}
    for value in values:
        frozen = value.frozen
        if value._largest is None and frozen is not None:
            row = frozen.row() if frozen.nbytes else None
            if row is not None and row.size <= FEW and row.dtype.kind == "f":
                new.setdefault(row.dtype, []).append((value, row))
    for some in new.values():
        rows = [row for _, row in some]
        starts = np.cumsum([0, *map(len, rows[:-1])])
        sizes = np.maximum.reduceat(np.abs(np.concatenate(rows)), starts)  # NaN comes out of it
        for (value, _), size in zip(some, sizes.tolist(), strict=True):
            value._largest = size


def _most(sizes: list[float]) -> float:
    return next((size for size in sizes if size != size), float(max(sizes)))


def one_line(summary: Summary) -> str:
    """A summary on one line: `2`, `[1, 2]`, `[[1, 2], [3, 4]]`, `32×64, mean 0.1, −3 … 3`."""
    if summary.kind == "grid":
        return _bracketed(_bracketed(row) for row in summary.cells)
    return ", ".join(summary.lines())


def _bracketed(cells: Iterable[str]) -> str:
    return f"[{', '.join(cells)}]"


@dataclass(frozen=True, slots=True)
class Streams:
    """Stands in a message for a list of nodes, each with what flows to it (or None)."""

    items: tuple[tuple[Ref, Value | None], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Words with arguments: `template` is translated by the window, then filled in.

    Arguments are strings, numbers, `Value`s (shown in short), `Ref`s (shown as names) and
    `Streams`.
    """

    template: str
    args: dict[str, object] = field(default_factory=dict)

    def values(self) -> Iterator[tuple[object, Value]]:
        """Every Value among the arguments, with where it is."""
        for name, argument in self.args.items():
            if isinstance(argument, Value):
                yield name, argument
            elif isinstance(argument, Streams):
                for place, (_, value) in enumerate(argument.items):
                    if value is not None:
                        yield (name, place), value


@dataclass(frozen=True, slots=True)
class Problem:
    """A failure, with all that is needed to understand and mend it.

    `message` is the engine's own (PyTorch's) wording and is never translated. `hint` says in plain
    words what to do. `fixes` are ids of remedies that the window offers: `"forward_again"`,
    `"retain_graph"`, `"gradient_ones"`, `"write_in_no_grad"`. `culprit` is the other node that has
    a part in it (see `culprits.py`), and `culprit_step` the number of the step in which it had.

    `caught` is the path of the Try whose handler took it: then it is no alarm. `left` is that of
    the outermost Try that it came out of, as none round it takes such errors.
    """

    message: str
    node: str | None = None
    action: ActionPath = ()
    op: str | None = None
    shapes: tuple[tuple[int, ...], ...] = ()
    hint: Message | None = None
    fixes: tuple[str, ...] = ()
    culprit: str | None = None
    culprit_step: int | None = None
    caught: ActionPath = ()
    left: ActionPath = ()


class Matrix(NamedTuple):
    """What the tensor at a tap says as a matrix: a row for each element of the node `output`, a
    column for each of `input`. `determinant` is None where it is not square."""

    output: str
    input: str
    rows: int
    columns: int
    determinant: float | None = None


class Change(NamedTuple):
    subject: Ref
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Flow:
    """A gradient on its way along one edge of the autograd graph.

    The edge goes from entry `index` of the executed Node's `next_functions` to the Node
    `target_function`. `source` and `target` are the cards (gradients flow from the consumer
    `source` to the producer `target`); `wire` is the wire that the edge runs along, where it comes
    to `source` (see `ports.way_of` for how it has come there), or None (then it is drawn dashed).
    `number` is the target's sequence number, None for AccumulateGrad.
    """

    source: str
    target: str
    index: int
    target_function: str
    gradient: Value
    wire: str | None = None
    number: int | None = None


class Source(NamedTuple):
    """Where a gradient came from: step number `step` (from 0) of the log sent it along edge `edge`;
    it arrived at output `output`."""

    step: int
    edge: int
    output: int


class BodyLine(NamedTuple):
    """A statement of a user's own backward that was executed, and what it gave, by name (`return`
    for what it returned)."""

    line: int
    code: str
    values: tuple[tuple[str, Value | str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """What a Node had in hand when the engine applied it; see `applied.py`.

    `targets` has the shape of what each edge leads to, None for an edge without a target. `kind`
    is the Node's class if it is an operation's, with what its rules were given: `constants` and
    `saved` by name, the types to cast to, and the shape of its output (of each, if it has several).
    """

    sources: tuple[Source, ...]
    targets: tuple[tuple[int, ...] | None, ...]
    kind: type[OpNode] | None = None
    constants: Mapping[str, Any] = field(default_factory=dict)
    casts: tuple[Any, ...] | None = None
    shape: tuple[Any, ...] = ()
    saved: Mapping[str, Value | float | None] = field(default_factory=dict)
    body: tuple[BodyLine, ...] = ()
    """What the lines of a user's own backward gave."""

    @property
    def several(self) -> bool:
        """Whether the operation has several outputs."""
        return self.kind is not None and self.kind.several

    def values(self) -> Iterator[tuple[object, Value]]:
        """Every Value that is held, with its name."""
        for name, value in self.saved.items():
            if isinstance(value, Value):
                yield name, value
        for place, line in enumerate(self.body):
            for name, given in line.values:
                if isinstance(given, Value):
                    yield (place, name), given


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a run.

    `function` is the name of the autograd Node that was executed (`"MulBackward0"`), `call` the
    number of the Backward call from 1; `incoming` the gradients that came in, one for each output
    of the Node. `output` is text that was printed. `number` is the Node's sequence number, None for
    AccumulateGrad. `applied` is what the Node had in hand.
    """

    kind: StepKind
    action: ActionPath
    node: str | None
    message: Message
    changes: tuple[Change, ...] = ()
    flows: tuple[Flow, ...] = ()
    function: str | None = None
    call: int = 0
    incoming: tuple[Value | None, ...] = ()
    output: str = ""
    number: int | None = None
    applied: Applied | None = field(default=None, compare=False)

    def values(self) -> Iterator[Value]:
        """Every Value that the step holds, in a fixed order."""
        for change in self.changes:
            for side in (change.before, change.after):
                if isinstance(side, Value):
                    yield side
        for flow in self.flows:
            yield flow.gradient
        for value in self.incoming:
            if value is not None:
                yield value
        for _, value in self.message.values():
            yield value
        if self.applied is not None:
            for _, value in self.applied.values():
                yield value


class Section(NamedTuple):
    """The steps `start <= i < stop` that one action (one iteration of it) made."""

    action: ActionPath
    start: int
    stop: int


class Track(NamedTuple):
    """The history of one field of one subject: `values[i]` holds from after step `steps[i]`."""

    steps: list[int]
    values: list[Any]


NO_TRACK = Track([], [])


class StepLog:
    """The steps of a run, and what every field was after each of them.

    A cursor *k* means that the first *k* steps have happened: 0 is before everything,
    `len(log)` the end. Asking for a field at a cursor takes a binary search, so that any jump
    costs what is looked at and no more.
    """

    waiting: Mapping[str, str] = MappingProxyType({})
    """Nodes that do not run as something above them is muted, by what that is."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.steps: list[Step] = []
        self.sections: list[Section] = []
        self._tracks: dict[Ref, dict[str, Track]] = {}
        for step in steps:
            self.append(step)

    def __len__(self) -> int:
        return len(self.steps)

    def copy(self) -> StepLog:
        """A log with the same steps that can go on by itself."""
        copy = StepLog()
        copy.steps = list(self.steps)
        copy.sections = list(self.sections)
        copy._tracks = {
            subject: {name: Track(list(t.steps), list(t.values)) for name, t in fields.items()}
            for subject, fields in self._tracks.items()
        }
        return copy

    def append(self, step: Step) -> None:
        at = len(self.steps)
        self.steps.append(step)
        if self.sections and self.sections[-1].action == step.action:
            self.sections[-1] = self.sections[-1]._replace(stop=at + 1)
        else:
            self.sections.append(Section(step.action, at, at + 1))
        for change in step.changes:
            fields = self._tracks.setdefault(change.subject, {})
            track = fields.setdefault(change.field, Track([], []))
            track.steps.append(at)
            track.values.append(change.after)

    def at(self, cursor: int, subject: Ref, name: str, default: Any = None) -> Any:
        """The field after the first `cursor` steps; `default` where no step has set it yet."""
        track = self._tracks.get(subject, {}).get(name)
        if track is None:
            return default
        found = bisect_right(track.steps, cursor - 1)
        return track.values[found - 1] if found else default

    def of_nodes(self, cursor: int, nodes: Iterable[str], *names: str) -> list[list[Any]]:
        """Some fields of many nodes at a cursor; None where no step has set one yet."""
        found, tracks = [], self._tracks
        for node in nodes:
            fields, values = tracks.get(node_ref(node), {}), []
            for name in names:
                track = fields.get(name, NO_TRACK)
                place = bisect_right(track.steps, cursor - 1)
                values.append(track.values[place - 1] if place else None)
            found.append(values)
        return found

    def fields(self, cursor: int, subject: Ref) -> dict[str, Any]:
        """Every field of the subject that some step has set by the cursor."""
        found = {}
        for name, track in self._tracks.get(subject, {}).items():
            at = bisect_right(track.steps, cursor - 1)
            if at:
                found[name] = track.values[at - 1]
        return found

    def tracks(self, subject: Ref) -> Mapping[str, Track]:
        """The whole history of each field of a subject."""
        return self._tracks.get(subject, {})

    def track(self, subject: Ref, name: str) -> Track:
        """The whole history of one field."""
        return self.tracks(subject).get(name, NO_TRACK)

    def section_at(self, cursor: int) -> int:
        """The index in `sections` of the step just before the cursor; -1 at the start."""
        return bisect_right(self.sections, cursor - 1, key=lambda section: section.start) - 1

    def subjects_between(self, first: int, second: int) -> set[Ref]:
        """What the steps between two cursors changed, in either direction."""
        low, high = sorted((first, second))
        return {change.subject for step in self.steps[low:high] for change in step.changes}
