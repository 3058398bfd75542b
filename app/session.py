"""The session: one open document, its undo stack, its worker, its last run and the selection.

All edits go through `Session.do`. The panels and the canvas meet in the session's signals and
know nothing of each other.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.portions import Waiting, breathe, meanwhile, portions
from app.worker import Worker
from autograd_core.graph import edits as editing
from autograd_core.graph import levels
from autograd_core.graph.actions import Action
from autograd_core.graph.document import SEPARATOR, Document
from autograd_core.graph.edits import Edit, Put, SetActions, SetSource
from autograd_core.graph.files import load, save
from autograd_core.graph.flattening import flattened
from autograd_core.graph.layout import unpiled
from autograd_core.graph.replacing import combined, replacement
from autograd_core.graph.seen import seen
from autograd_core.graph.sources import without_source
from autograd_core.graph.stamps import Stamp
from autograd_core.graph.states import muted_above
from autograd_core.graph.steps import Ref, StepLog

T = TypeVar("T")
MERGE_SECONDS = 2.0
"""Edits with the same merge key become one undo step if they follow each other this fast."""


class EditCommand(QUndoCommand):
    """The one undo command: a list of edits. It has no child commands (PySide6 crashes on
    children made with `parent=self`)."""

    def __init__(
        self,
        session: Session,
        edits: list[Edit],
        text: str,
        key: str | None = None,
        done: bool = False,
        lasting: bool = False,
    ) -> None:
        super().__init__(text)
        self._lasting = lasting
        self._session = session
        self._edits = edits
        self._key = key
        self._at = time.monotonic()
        self._done = done
        self._selected = session.selection

    def redo(self) -> None:
        if self._done:  # they were tried out, and are kept
            self._done = False
            return
        self._session._carry_out(self._edits, frozenset())

    def undo(self) -> None:
        self._session._carry_out(editing.inverse(self._edits), self._selected)

    def id(self) -> int:
        return -1 if self._key is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if (
            not isinstance(other, EditCommand)
            or other._key != self._key
            or (other._at - self._at > MERGE_SECONDS and not self._lasting)
        ):
            return False
        if self._lasting:
            self._edits = combined(self._session.whole, self._edits, other._edits)
            self.setObsolete(not self._edits)
            return True
        both = editing.merged(self._edits, other._edits)
        if both is None:
            return False
        self._edits, self._at = both, other._at
        return True


class Session(QObject):
    """Owns one open document.

    `document` is what is shown of it and what edits are made for: the whole, or the inside of an
    instance of a subgraph, in which ids are paths. `whole` is what is saved and run.

    Signals:
        replaced: another document is open (new or from a file); everything is to be read anew.
        level_changed: another level of the document is shown; `document` is another one.
        edited(edits): these edits were applied, by doing, undoing or redoing. Of thousands, each
            portion is told by itself, with a breath between them.
        applied(edits): these edits of the whole document were applied, in whatever way.
        drafted(edits): what is being typed would be these edits; none once it is not any more.
        carried(done, total): so many of so many portions of a large edit that takes its time are
            applied; 0 of 0 where it is still prepared, and at its end.
        changed: all is applied that was to be: what shows the whole reads it anew.
        ran: `log` is the log of a new run.
        running(bool): a run has started or ended.
        recalled: arrays that were asked for with `recall` are there again.
        progressed(done, expected): steps of the run that is under way.
        selected: the selection has changed.
        path_changed: the file's name has changed.
        said(str): a short message for the status bar, translated; empty takes the last one away.
        hinted(str): the same about the gesture under way, shown until it is over.
        troubled(str, str): title and text of a message that has to be read.
    """

    replaced = Signal()
    level_changed = Signal()
    edited = Signal(list)
    applied = Signal(list)
    drafted = Signal(list)
    changed = Signal()
    carried = Signal(int, int)
    ran = Signal()
    running = Signal(bool)
    progressed = Signal(int, int)
    recalled = Signal()
    selected = Signal()
    path_changed = Signal()
    said = Signal(str)
    hinted = Signal(str)
    troubled = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.whole = Document()
        self._level: Document | None = None
        self._flat: Document | None = None
        self._seen: StepLog | None = None
        self._seen_of: StepLog | None = None
        self._visited: dict[str, str] = {}
        """The level at which each definition was looked at last."""
        self.path: Path | None = None
        self.log = StepLog()
        self.undo_stack = QUndoStack(self)
        self._tried: list[Edit] = []
        self._journey: list[tuple[list[Edit], frozenset[str]]] | None = None
        """What `go_to` collects: the edits of each step, and what was selected before it."""
        self.is_changing = False
        """Whether more of an edit is still to be applied, so that others have to wait."""
        self.selection: frozenset[str] = frozenset()
        """Ids of the selected nodes, wires and frames."""
        self.show_end_of: str | None = None
        """The id of an action just appended, whose steps are to be shown when they have run."""
        self.is_running = False
        """Whether `log` is not yet that of the document as it is."""
        self.cancelled = False
        """Whether the last run was stopped by hand, so that `log` is only its beginning."""
        self.worker = Worker(self)
        self.worker.finished.connect(self._run_finished)
        self.worker.progressed.connect(self.progressed)
        self.worker.recalled.connect(self.recalled)
        self.worker.failed.connect(self._run_failed)

    # Editing

    def do(self, edits: Sequence[Edit], text: str, merge: str | None = None) -> None:
        """Applies the edits as one step of undo named `text` (translated).

        Edits that follow each other with the same `merge` key become one step.
        """
        if self.is_changing:
            QTimer.singleShot(0, self, lambda: self.do(edits, text, merge))
        elif edits:
            self.keep(text)  # the edits were made upon what is tried out
            made = without_source(self.whole, levels.to_whole(self.document, edits))
            self.undo_stack.push(EditCommand(self, made, text, merge))

    def try_out(self, edits: Sequence[Edit]) -> None:
        """Shows the document as these edits would leave it, in place of what was tried before,
        while a gesture goes on: no step of undo yet. `keep` makes one and `take_back` ends it; so
        do another edit, and undo. The edits start from the document as it was before the first.
        """
        back = editing.inverse(self._tried)
        before = next((e.before for e in self._tried if isinstance(e, SetSource)), None)
        tried = without_source(self.whole, levels.to_whole(self.document, edits), before)
        both = editing.merged(back, tried)
        self._tried = tried
        if back or tried:
            self._apply([*back, *tried] if both is None else both)

    def keep(self, text: str) -> None:
        """Makes one step of undo named `text` (translated) of what is tried out, if anything."""
        edits, self._tried = self._tried, []
        if edits:
            self.undo_stack.push(EditCommand(self, edits, text, done=True))

    @property
    def is_trying(self) -> bool:
        """Whether something is tried out that is neither kept nor taken back yet."""
        return bool(self._tried)

    def take_back(self) -> None:
        """Ends the trying out: the document is as it was before."""
        if self._tried:
            self.try_out(())

    def append_action(self, action: Action, text: str) -> None:
        """Adds an action at the end; the player goes there when it has run."""
        actions = self.document.actions
        self.show_end_of = action.id
        self.do([SetActions(actions, (*actions, action))], text)

    def become(self, document: Document, text: str, merge: str | None = None) -> None:
        """Makes the document another one as one step of undo: what is in sight stays there. With
        the step before it, if that has the same `merge` key, however long ago, it is one."""
        self.take_back()
        edits = replacement(self.whole, unpiled(document))
        if edits:
            self.undo_stack.push(EditCommand(self, edits, text, merge, lasting=bool(merge)))

    def go_to(self, index: int) -> None:
        """Undoes or redoes until `index` steps are done; all of it is one change to look at."""
        self.take_back()
        journey: list[tuple[list[Edit], frozenset[str]]] = []
        self._journey = journey
        try:
            self.undo_stack.setIndex(index)
        finally:
            self._journey = None
        if journey:
            edits = [edit for part, _ in journey for edit in part]
            self._carry_out(edits, journey[-1][1])

    def _carry_out(self, edits: list[Edit], selected: frozenset[str]) -> None:
        """Does or undoes; what was `selected` before is again, where nothing is."""
        if self._journey is not None:
            self._journey.append((edits, selected))
            return
        self.take_back()
        self._apply(edits)
        self.show_change(edits)
        self.select_again(selected)

    def _apply(self, edits: Sequence[Edit]) -> None:
        parts = portions(edits)
        with Waiting(self.carried.emit) as waiting:
            if len(parts) > 1:  # once, and not with each part
                self._breathe()
                gone = (e.item.id for e in edits if isinstance(e, Put) and e.after is None)
                self.select(self.selection.difference(gone))
            for done, part in enumerate(parts, start=1):
                self._apply_part(part)
                if len(parts) > 1:
                    self._breathe(waiting, done, len(parts))
            self.changed.emit()
            if any(edit.replays for edit in edits):
                self.rerun()
            if len(parts) > 1:
                self._breathe(waiting, len(parts), len(parts))

    def _breathe(self, waiting: Waiting | None = None, done: int = 0, total: int = 0) -> None:
        self.is_changing = True
        breathe() if waiting is None else waiting.breathe(done, total)
        self.is_changing = False

    def wait_for(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises, which reads the document on another thread: nobody changes
        it before that is done, but the window lives."""
        with Waiting(self.carried.emit) as waiting:
            self.is_changing = True
            try:
                return meanwhile(work, waiting)
            finally:
                self.is_changing = False

    def _apply_part(self, edits: Sequence[Edit]) -> None:
        editing.apply(self.whole, edits)
        self._flat = self._seen = None
        self.applied.emit(list(edits))
        shown = levels.to_level(self.document, edits)
        if self._level is not None:
            editing.apply(self._level, shown)
            if self._leave():
                shown = [edit for edit in shown if isinstance(edit, SetActions)]
        shown += levels.touched(self.document, edits)
        gone = {i for i in self.selection if not self._exists(i)}
        if gone:
            self.select(self.selection - gone)
        self.edited.emit(shown)

    def _exists(self, item: str) -> bool:
        document = self.document
        return item in document.nodes or item in document.wires or item in document.frames

    def select(self, ids: Iterable[str]) -> None:
        """Makes these nodes and wires the selection."""
        selection = frozenset(ids)
        if selection != self.selection:
            self.selection = selection
            self.selected.emit()

    def select_again(self, ids: Iterable[str]) -> None:
        """Selects what was selected before an edit that is undone, where nothing is: keys and
        commands go on from there."""
        if not self.selection:
            self.select(item for item in ids if self._exists(item))

    # Running

    def rerun(self) -> None:
        """Runs the document as it is now, off this thread."""
        self.is_running = True
        flat = self.flat
        self.worker.request(flat.snapshot() if flat is self.whole else flat)
        self.running.emit(True)

    def tell_functions(self, on: bool) -> None:
        """Whether runs tell of the autograd graph (see `graph/functions.py`), which takes time and
        room; the document runs again if what it has told does not do."""
        limits = self.worker.limits
        if limits.functions != on:
            self.worker.limits = replace(limits, functions=on)
            if on:
                self.rerun()

    def cancel_run(self) -> None:
        """Stops the run under way; the steps that it made are shown."""
        self.worker.cancel()

    def recall(self, cursor: int, subject: Ref, field: str) -> None:
        """Asks for the array of a value that the log has let go; `recalled` follows."""
        track = self.seen.track(subject, field)
        place = bisect_right(track.steps, cursor - 1)
        if place:
            step = track.steps[place - 1]
            self.worker.recall(step, step + 1)

    def recall_step(self, step: int) -> None:
        """Asks for every array of a step that the log has let go; `recalled` follows."""
        self.worker.recall(step, step + 1)

    def _run_finished(self, run: object) -> None:
        from autograd_core.graph.run import Run

        assert isinstance(run, Run)
        if run.document is not self.worker.asked:
            return  # a newer request is on its way or done, and its result is what counts
        self.log = run.log
        self.log.waiting = muted_above(run.document)
        self.cancelled = not run.complete
        self.is_running = False
        self.ran.emit()
        self.running.emit(False)

    def _run_failed(self, text: str) -> None:
        self.troubled.emit(self.tr("The run failed"), text)

    # Files

    def new(self) -> None:
        """Starts an empty document."""
        self._replace(Document(), None)

    def open(self, path: Path) -> None:
        """Opens a file; what is open stays as it is when that fails.

        Raises:
            FileProblem: the file cannot be read; says file, place and reason.
        """
        self._replace(load(path), path)

    def open_copy(self, document: Document, path: Path | None = None) -> None:
        """Opens a document that has no file yet (an example), or that was read from `path`."""
        self._replace(document, path)

    def save(self, path: Path) -> Stamp:
        """Writes the document, atomically; the stamp of what was written.

        Raises:
            FileProblem: the file cannot be written.
        """
        self.take_back()
        written = save(self.whole, path)
        self.undo_stack.setClean()
        if path != self.path:
            self.path = path
            self.path_changed.emit()
        return written

    # Levels

    @property
    def document(self) -> Document:
        """The graph that is shown: the whole document, or a level of it."""
        return self.whole if self._level is None else self._level

    @document.setter
    def document(self, document: Document) -> None:
        self.whole, self._level = document, None
        self._flat = self._seen = None

    @property
    def flat(self) -> Document:
        """The graph that is run, in which every node has its path for an id."""
        if self._flat is None:
            # of a snapshot, as another thread asks it for names
            whole = self.whole.snapshot() if self.whole.definitions else self.whole
            self._flat = flattened(whole)
        return self._flat

    @property
    def seen(self) -> StepLog:
        """The log as the level that is shown sees it."""
        if self._seen is None or self._seen_of is not self.log:
            self._seen, self._seen_of = seen(self.log, self.document), self.log
        return self._seen

    def enter(self, prefix: str) -> None:
        """Shows the level whose ids begin with `prefix`: the whole document for none."""
        self.take_back()
        prefix, old = levels.nearest(self.whole, prefix), self.document.prefix
        if prefix != old:
            self._level = levels.level(self.whole, prefix) if prefix else None
            left = levels.card_of(self.document, old.removesuffix(SEPARATOR)) if old else None
            self._show_level(() if left is None else (left,))

    def reveal(self, node: str) -> bool:
        """Shows the level that a node, by its path, is in; whether it is there at all."""
        home = levels.home_of(self.whole, node)
        if home is not None and node not in self.document.nodes:
            self.enter(home)
        return home is not None

    def show_change(self, edits: Sequence[Edit]) -> None:
        """Shows a level in which something of these edits can be seen."""
        if not self.whole.definitions:
            return
        graphs = levels.graphs_changed(edits)
        if not graphs or levels.is_seen(self.document, edits):
            return
        found = [place for each in graphs if (place := self._place_of(each)) is not None]
        if found:
            self.enter(min(found, key=len))

    def _place_of(self, graph: str) -> str | None:
        """Where a graph was looked at last, else its first place; None where it has none."""
        last = self._visited.get(graph)
        if last is not None and levels.definition_at(self.whole, last) == graph:
            return last
        return levels.first_place(self.whole, graph) if graph else ""

    def _leave(self) -> bool:
        """Leaves a level that is not there any more; whether it had to."""
        if levels.is_there(self.document):
            return False
        prefix = levels.nearest(self.whole, self.document.prefix)
        self._level = levels.level(self.whole, prefix) if prefix else None
        self._show_level()
        return True

    def _show_level(self, chosen: Iterable[str] = ()) -> None:
        self._seen = None
        self.selection = frozenset(chosen)
        self._visited[levels.graph_of(self.document)] = self.document.prefix
        self.level_changed.emit()
        self.selected.emit()

    @property
    def is_clean(self) -> bool:
        """Whether the document is as its file has it."""
        return self.undo_stack.isClean()

    def _replace(self, document: Document, path: Path | None) -> None:
        self._tried = []
        self.undo_stack.clear()
        self.undo_stack.setClean()
        self.document = unpiled(document)
        self.path = path
        self.log = StepLog()
        self.show_end_of = None
        self.selection = frozenset()
        self.worker.forget()
        self.replaced.emit()
        self.selected.emit()
        self.path_changed.emit()
        self.rerun()

    def close(self) -> None:
        """Ends the worker's thread, and says nothing more."""
        # An undo stack emits while it is destroyed, to windows that are half gone.
        self.undo_stack.blockSignals(True)
        self.worker.stop()
