"""The runs that the one on the screen can be compared with: one that was kept, and that before the
last edit.

A run is kept by reference: what two runs have in common is there once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.session import Session
from autograd_core.graph.comparing import Moment
from autograd_core.graph.document import Document
from autograd_core.graph.files import load
from autograd_core.graph.run import Run
from autograd_core.graph.steps import ActionPath, Section, StepLog

KEPT = 3
"""Runs that are remembered, each at its step of undo."""
MOST_STEPS, MOST_BYTES = 50_000, 128 << 20
"""Steps and bytes of tensors from which on a run is not remembered by itself."""


class Kept(NamedTuple):
    """A run at a cursor, and what it is called (translated)."""

    title: str
    moment: Moment


class Runs(QObject):
    """Remembers runs as they come.

    Signals:
        changed: another run can be compared with, or the one that is shown is another.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.kept: Kept | None = None
        """The one that somebody kept."""
        self._document = Document()
        self._is_large = False
        self._at: dict[int, Moment] = {}
        """Runs by the step of undo that they came with; what changed no run has none."""
        session.worker.finished.connect(self._finished)
        session.undo_stack.indexChanged.connect(self._note)
        session.replaced.connect(self._forget)

    def now(self, cursor: int) -> Moment:
        """The run on the screen."""
        return Moment(self._document, self.session.log, cursor)

    def keep(self, title: str, cursor: int) -> None:
        """Keeps the run on the screen."""
        self.kept = Kept(title, self.now(cursor))
        self.changed.emit()

    def previous(self) -> Moment | None:
        """The run before the last edit; after undo the one that was undone."""
        index, log = self.session.undo_stack.index(), self.session.log
        others = {at: moment for at, moment in self._at.items() if moment.log is not log}
        before = [at for at in others if at <= index]
        at = max(before) if before else min(others, default=None)
        return None if at is None else others[at]

    def of_file(self, path: Path) -> Moment:
        """A run of a file.

        Raises:
            FileProblem: the file cannot be read.
        """
        run = Run(load(path))
        for _ in run.execute():
            pass
        return Moment(run.document, run.log, len(run.log))

    def _finished(self, run: object) -> None:
        assert isinstance(run, Run)
        if run.log is not self.session.log:
            return  # there is a newer request
        self._document = run.document
        held = run.machine.recorder.holdings.total
        self._is_large = len(run.log) > MOST_STEPS or held > MOST_BYTES
        self._note()
        self.changed.emit()

    def _note(self, *_: object) -> None:
        """Notes the run on the screen, if it is of the document as it is, and a new one."""
        session, log = self.session, self.session.log
        if session.is_running or session.is_trying or self._is_large:
            return
        if all(moment.log is not log for moment in self._at.values()):
            self._at[session.undo_stack.index()] = Moment(self._document, log, len(log))
            for gone in sorted(self._at)[:-KEPT]:
                del self._at[gone]

    def _forget(self) -> None:
        self._at.clear()
        self.kept = None
        self.changed.emit()


def same_place(log: StepLog, cursor: int, other: StepLog) -> int:
    """The cursor of another log at which the same has happened: the same action has come as far."""
    if cursor >= len(log):
        return len(other)
    at = log.section_at(cursor)
    if at < 0:
        return 0
    section = log.sections[at]
    offset = cursor - section.start
    for found in _sections_of(other, section.action):
        if cursor == section.stop:
            return found.stop
        wanted = log.steps[cursor - 1]
        same = [
            i + 1
            for i in range(found.start, found.stop)
            if other.steps[i].node == wanted.node and other.steps[i].kind == wanted.kind
        ]
        usual = found.start + min(offset, found.stop - found.start)
        return min(same, key=lambda place: abs(place - usual), default=usual)
    return min(cursor, len(other))


def _sections_of(log: StepLog, action: ActionPath) -> Iterator[Section]:
    return (each for each in log.sections if each.action == action)
