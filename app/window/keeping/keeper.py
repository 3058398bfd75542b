"""The keeper: every edit of an open document goes into its journal, so that a crash loses moments.

The journal begins with the first edit that the document's file does not have, and ends as soon as
there is nothing to lose: saved, undone, discarded, closed. Writing is another thread's; here edits
are only put into its queue.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.session import Session
from app.window.file_commands import FileCommands
from autograd_core.graph import levels
from autograd_core.graph.edits import Edit
from autograd_core.graph.journal import Journal

MANY = 2000
"""Edits at once from which on the document as it is then is written rather than the edits."""
LEAST_SECONDS = 60.0
"""How long a journal that has become long goes on at least: the document alone may be as long."""
CALM_MILLISECONDS = 300
"""Rest after so many edits, before the document is written."""
LOOK_MILLISECONDS = 2500
"""How long after an edit it is looked whether the disk has taken it."""


class Keeper(QObject):
    """Keeps the journal of a session. A disk that does not take it is told of once."""

    def __init__(self, session: Session, folder: Path, files: FileCommands) -> None:
        super().__init__(session)
        self.session = session
        self.journal = Journal(folder)
        self._files = files
        self._closed = False
        self._began = 0.0
        self._draft: list[Edit] = []
        self._failing = False
        """Whether somebody has been told that the disk takes nothing, and it still does not."""
        self._anew = self._timer(CALM_MILLISECONDS, self._begin)
        self._settling = self._timer(0, self._settle)
        self._looking = self._timer(LOOK_MILLISECONDS, self._look)
        session.applied.connect(self._applied)
        session.drafted.connect(self._drafted)
        session.undo_stack.cleanChanged.connect(self._clean_changed)
        session.replaced.connect(self._replaced)
        session.path_changed.connect(self._moved)

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    def keep_now(self) -> None:
        """Writes the document as it is, and waits until that is on the disk."""
        self._begin()
        self.journal.flush()

    def close(self) -> None:
        """The document is saved or not wanted, and nobody edits it any more."""
        self._closed = True
        for timer in (self._anew, self._settling, self._looking):
            timer.stop()
        self.journal.end()
        self.journal.close()

    # What the session tells

    def _applied(self, edits: list[Edit]) -> None:
        if self._closed or not edits:
            return
        if len(edits) > MANY or self._anew.isActive():
            self._anew.start()
        elif not self._added(edits):
            self._begin()
        self._settling.start()
        if not self._looking.isActive():
            self._looking.start()

    def _added(self, edits: list[Edit]) -> bool:
        """Adds edits to the journal; False if it has to begin, or to begin anew."""
        if not self.journal.is_open or self._failing:
            return False
        return self.journal.add(edits) or time.monotonic() - self._began < LEAST_SECONDS

    def _drafted(self, edits: list[Edit]) -> None:
        if self._closed or not (edits or self._draft):
            return
        self._draft = levels.to_whole(self.session.document, edits)
        if self.journal.is_open:
            self.journal.draft(self._draft)
        elif edits:
            self._begin()
        self._settling.start()

    def _clean_changed(self, clean: bool) -> None:
        if self._closed:
            return
        if not clean and not self.journal.is_open:
            self._begin()  # nothing was edited, but its file is another one now, or gone
        self._settling.start()

    def _replaced(self) -> None:
        """Another document: what became of the last one is decided."""
        self._anew.stop()
        self._draft = []
        self.journal.end()

    def _moved(self) -> None:
        """Another file or title: what is left would be offered under the old one."""
        if self.journal.is_open and not self._closed:
            self._begin()
            self._settling.start()

    def _begin(self) -> None:
        if self._closed:
            return
        self._anew.stop()
        self._began = time.monotonic()
        path = self.session.path
        whole = self.session.whole.snapshot()
        absolute = None if path is None else path.absolute()
        self.journal.begin(whole, absolute, self._files.title, self._files.guard.stamp)
        if self._draft:
            self.journal.draft(self._draft)

    def _settle(self) -> None:
        """Ends the journal if there is nothing in it that is not saved."""
        session = self.session
        is_idle = session.is_clean and not session.is_trying and not self._draft
        if is_idle and not self._closed:
            self._anew.stop()
            self.journal.end()

    # The disk

    def _look(self) -> None:
        error = self.journal.error
        if error is not None and not self._failing:
            reason = error.strerror or str(error)
            self.session.said.emit(
                self.tr(
                    "Unsaved work cannot be kept for the case of a crash: {reason}. Save soon."
                ).format(reason=reason)
            )
        self._failing = error is not None
