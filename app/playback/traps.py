"""What of PyTorch's traps shows on the cards at the cursor: who wrote to a tensor and how, where
backward used what forward had not seen, who is to blame for a failure, hooks and kept gradients.

Plain data without painting. What a whole run says is read once for each run.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from PySide6.QtCore import QCoreApplication

from app.playback.words import said
from autograd_core.graph import action_edits
from autograd_core.graph.actions import Action, Assign
from autograd_core.graph.document import Document
from autograd_core.graph.levels import card_of
from autograd_core.graph.steps import Problem, Ref, Step, StepLog, Value, node_ref, one_line
from autograd_core.graph.warned import silent_problems

TagKind: TypeAlias = Literal["version", "data", "no_grad", "silent", "hook", "keeps", "culprit"]
HELD_AT_MOST = 40
"""Cards with tags of one kind at once."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Some words at a card, and at the wire that they are about; `tip` says more. `node` is the
    other end of what they tell, where there is one, and `step` the number of the step that they are
    about."""

    kind: TagKind
    text: str
    tip: str = ""
    wire: str = ""
    wire_text: str = ""
    node: str = field(default="", compare=False)
    step: int | None = field(default=None, compare=False)


class Opened(Protocol):
    @property
    def document(self) -> Document: ...
    @property
    def flat(self) -> Document: ...


class Playing(Protocol):
    @property
    def shown_cursor(self) -> int: ...
    @property
    def log(self) -> StepLog: ...


@dataclass
class _Read:
    """What one run has of all this."""

    log: StepLog
    length: int
    flat: Document
    written: list[Ref] = field(default_factory=list)
    asked: list[Ref] = field(default_factory=list)
    failures: list[tuple[int, Ref, Problem]] = field(default_factory=list)
    silent: list[tuple[int, Problem]] = field(default_factory=list)
    actions: dict[str, Action | None] = field(default_factory=dict)


class Traps:
    """The tags of the cards at the cursor, by card."""

    def __init__(self, session: Opened, player: Playing) -> None:
        self._session = session
        self._player = player
        self._read: _Read | None = None
        self._at: tuple[object, ...] = ()
        self._tags: dict[str, list[Tag]] = {}

    def tags(self) -> dict[str, list[Tag]]:
        """What is to be said now; cards without anything are not there."""
        log, document = self._player.log, self._session.document
        cursor = self._player.shown_cursor
        at = (id(log), len(log), cursor, document.prefix)
        if at != self._at:
            self._at = at
            self._tags = {}
            for path, tag in self._found(self._reading(log), cursor):
                card = card_of(document, path)
                if card is not None and tag not in self._tags.get(card, []):
                    self._tags.setdefault(card, []).append(tag)
        return self._tags

    def _reading(self, log: StepLog) -> _Read:
        read = self._read
        if read is None or read.log is not log or read.length != len(log):
            read = self._read = _Read(log, len(log), self._session.flat)
            _look_through(read)
        return read

    def _found(self, read: _Read, cursor: int) -> Iterator[tuple[str, Tag]]:
        log = read.log
        if not 0 < cursor <= len(log):
            return
        yield from _of_step(log.steps[cursor - 1])
        yield from _writes(read, cursor)
        yield from _silent(read, cursor)
        yield from _culprits(read, cursor)
        yield from _asked(read, cursor)


def _look_through(read: _Read) -> None:
    written: dict[Ref, None] = {}
    asked: dict[Ref, None] = {}
    for at, step in enumerate(read.log.steps):
        if step.kind == "assign":
            written.update((c.subject, None) for c in step.changes if c.field == "value")
        elif step.kind in ("hook", "retain_grad"):
            fields = ("hooks", "retains_grad")
            asked.update((c.subject, None) for c in step.changes if c.field in fields)
        elif step.kind == "error":
            read.failures += [
                (at, c.subject, c.after)
                for c in step.changes
                if c.field == "error" and isinstance(c.after, Problem) and c.after.culprit
            ]
    read.written, read.asked = list(written), list(asked)
    read.silent = silent_problems(read.log, read.flat)


def _of_step(step: Step) -> Iterator[tuple[str, Tag]]:
    """What the shown step itself did: a version that went up, a hook that was called."""
    for change in step.changes:
        counted = change.field == "version" and isinstance(change.before, int)
        if counted and change.subject.kind == "port" and (change.after or 0) > change.before:
            text = f"v{change.before} → v{change.after}"
            tip = QCoreApplication.translate(
                "Tags", "The version went up: a backward that saved the old numbers will notice."
            )
            yield change.subject.path[0], Tag("version", text, tip)
    if step.kind == "hook" and step.incoming and step.node is not None:
        before, after = step.message.args.get("before"), step.message.args.get("after")
        if isinstance(before, Value):
            first = one_line(before.summary)
            second = one_line(after.summary) if isinstance(after, Value) else first
            words = QCoreApplication.translate("Tags", "hook: {before} → {after}")
            tip = QCoreApplication.translate(
                "Tags", "The hook was called with the gradient that came; this goes on."
            )
            yield step.node, Tag("hook", words.format(before=first, after=second), tip)


def _writes(read: _Read, cursor: int) -> Iterator[tuple[str, Tag]]:
    """Tensors whose contents were written last by an assignment that autograd does not record."""
    translate = QCoreApplication.translate
    for subject in read.written:
        track = read.log.track(subject, "value").steps
        place = bisect_left(track, cursor)
        at = track[place - 1] if place else -1
        step = read.log.steps[at] if place else None
        if step is None or step.kind != "assign":
            continue
        action = _action(read, step)
        version = read.log.at(cursor, subject, "version", 0)
        if not isinstance(action, Assign):
            continue
        if action.field == "data":
            text = translate("Tags", "v{version}, written through .data")
            tip = translate(
                "Tags",
                "The version stays: autograd does not see what is written through .data, and a "
                "backward that saved the tensor will use the new numbers.",
            )
            yield subject.path[0], Tag("data", text.format(version=version), tip, step=at)
        elif action.no_grad:
            text = translate("Tags", "v{version}, written under no_grad")
            tip = translate(
                "Tags", "The write is not recorded, but counted: backward can notice it."
            )
            yield subject.path[0], Tag("no_grad", text.format(version=version), tip, step=at)


def _action(read: _Read, step: Step) -> Action | None:
    key = step.action[-1] if step.action else ""
    if key not in read.actions:
        read.actions[key] = action_edits.find(read.flat, key)
    return read.actions[key]


def _silent(read: _Read, cursor: int) -> Iterator[tuple[str, Tag]]:
    """Nodes whose last backward used what forward had not seen, with the wire that it came by."""
    for at, problem in read.silent:
        node = problem.node
        if node is None or at >= cursor:
            continue
        reached = read.log.track(node_ref(node), "reached").steps
        again = bisect_left(reached, cursor) > bisect_right(reached, at)
        if again or _ran_since(read, node, at, cursor):
            continue
        args = getattr(problem.message, "args", {})
        words = QCoreApplication.translate("Tags", "used {now}, not {then}")
        short = words.format(now=args.get("now", ""), then=args.get("then", ""))
        wires = read.flat.inputs(node).values()
        wire = next((w.id for w in wires if w.source == problem.culprit), "")
        goes_to = (problem.culprit or "", problem.culprit_step)
        yield node, Tag("silent", f"≠ {said(problem.message)}", "", wire, f"≠ {short}", *goes_to)


def _ran_since(read: _Read, node: str, at: int, cursor: int) -> bool:
    """Whether the node has been executed again since step number `at`: a tape of its own."""
    steps = read.log.track(node_ref(node), "saved").steps
    between = steps[bisect_right(steps, at) : bisect_left(steps, cursor)]
    return any(read.log.steps[each].kind == "forward" for each in between[:4])


def _culprits(read: _Read, cursor: int) -> Iterator[tuple[str, Tag]]:
    """Both ends of a failure: who brought it about, and where it failed."""
    translate = QCoreApplication.translate
    for at, subject, problem in read.failures:
        node, culprit = problem.node, problem.culprit
        if at >= cursor or node is None or culprit is None or node == culprit:
            continue
        if read.log.at(cursor, subject, "error") is not problem:
            continue
        name, other = read.flat.name(node), read.flat.name(culprit)
        words = translate("Tags", "why {name} failed").format(name=name)
        yield culprit, Tag("culprit", words, node=node, step=at)
        words = translate("Tags", "because of {name}").format(name=other)
        yield node, Tag("culprit", words, node=culprit, step=problem.culprit_step)


def _asked(read: _Read, cursor: int) -> Iterator[tuple[str, Tag]]:
    """Hooks that are registered, and results that keep their gradient."""
    translate = QCoreApplication.translate
    for subject in read.asked[:HELD_AT_MOST]:
        fields = read.log.fields(cursor, subject)
        hooks = fields.get("hooks") or 0
        if hooks:
            words = translate("Tags", "hook") if hooks == 1 else translate("Tags", "{n} hooks")
            tip = translate("Tags", "A hook is called with the gradient that arrives here.")
            yield subject.path[0], Tag("keeps", words.format(n=hooks), tip)
        if fields.get("retains_grad"):
            tip = translate("Tags", "It keeps the gradient that arrives (retain_grad).")
            yield subject.path[0], Tag("keeps", translate("Tags", "keeps .grad"), tip)
