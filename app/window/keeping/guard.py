"""The guard: what the open file is like on the disk, who else has it, and what is asked then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import Canvas
from app.session import Session
from app.window.crash import data_folder
from app.window.keeping import questions
from app.window.keeping.disk import DiskWatch, State
from app.window.keeping.left import Since, Work
from app.window.keeping.lists import ask_about_broken, show_changes
from app.window.keeping.notice import Answer, Notice
from app.window.keeping.owners import Owners
from app.window.keeping.reading import read_patiently
from autograd_core.graph.document import Document
from autograd_core.graph.layout import unpiled
from autograd_core.graph.replacing import changes
from autograd_core.graph.stamps import Stamp, stamp_of


class FileGuard(QObject):
    """Sees to it that no window and no program overwrites what another one has saved.

    Signals:
        save_wanted: somebody wants the file to be written again.
        save_as_wanted: somebody wants another file.
    """

    save_wanted = Signal()
    save_as_wanted = Signal()

    def __init__(self, session: Session, canvas: Canvas, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.window = window
        self.disk = DiskWatch(window)
        self.owners = Owners(data_folder() / "open")
        self.notice = Notice(canvas)
        self._work: Work | None = None
        """What was recovered, while its file has not been written since."""
        self._saved: Document | None = None
        """What the file held when it was last as we know it, once it is not any more."""
        self.disk.noticed.connect(self._noticed)
        session.replaced.connect(self.forget)

    @property
    def stamp(self) -> Stamp | None:
        """How the file was when what is open was last what it holds; None where nobody knows."""
        return self.disk.stamp if self._work is None else self._work.stamp

    # What happens to the open file

    def opened(self, path: Path, stamp: Stamp | None) -> None:
        """The file is open, as the stamp says."""
        self._work = self._saved = None
        self.owners.take(path)
        self.disk.watch(path, stamp)

    def saved(self, path: Path, stamp: Stamp) -> None:
        """The file was written, as the stamp says."""
        self.notice.hide()
        self.opened(path, stamp)

    def recovered(self, work: Work) -> None:
        """Work was recovered; its file, if it has one, may have been written since."""
        if work.path is not None:
            self.opened(work.path, stamp_of(work.path))
            self._work = work if work.since() is Since.CHANGED else None

    def forget(self) -> None:
        """The file is not open any more."""
        self._work = self._saved = None
        self.owners.release()
        self.disk.stop()

    # What is asked

    def may_open(self, path: Path) -> str:
        """`open`, `copy` or `cancel`; asks if another window has the file open."""
        if self.owners.owner(path) is None:
            return "open"
        return questions.open_elsewhere(self.window, path.name)

    def may_save(self, path: Path) -> str:
        """`save`, `elsewhere`, `reload` or `cancel`; asks if something would be overwritten that
        is not known here."""
        while True:
            answer = self._asked(path)
            if answer != "compare":
                return answer
            self.compare()

    def _asked(self, path: Path) -> str:
        if path != self.session.path:
            if self.owners.owner(path) is None:
                return "save"
            return questions.saved_elsewhere(self.window, path.name)
        if self._work is not None:
            return questions.changed_since_work(self.window, path.name)
        if self.disk.state() is State.CHANGED:
            return questions.changed_on_disk(self.window, path.name)
        return "save"

    def _noticed(self, state: State) -> None:
        path = self.session.path
        if path is None:
            return
        stack = self.session.undo_stack
        if state is State.SAME:  # it came back
            self.notice.hide()
            if self._saved is not None and self._saved == self.session.whole:
                stack.setClean()
            return
        if stack.isClean():
            self._saved = self.session.whole.snapshot()
        # what is open is on the disk no more: closing has to ask
        stack.resetClean()
        if state is State.GONE:
            text = self.tr("{name} is not there any more: it was moved, renamed or deleted.")
            answers: list[Answer] = [
                ("again", self.tr("Save it again"), self.save_wanted.emit),
                ("elsewhere", self.tr("Save as…"), self.save_as_wanted.emit),
            ]
            self.notice.tell(text.format(name=path.name), answers, self.disk.accept)
            return
        text = self.tr("{name} was changed by another program.")
        answers = [
            ("reload", self.tr("Reload"), self._reload_or_ask_again),
            ("keep", self.tr("Keep mine"), self.keep_mine),
            ("elsewhere", self.tr("Save as…"), self.save_as_wanted.emit),
            ("compare", self.tr("Compare…"), self._compare_and_ask_again),
        ]
        self.notice.tell(text.format(name=path.name), answers)

    # What can be done

    def reload(self) -> bool:
        """Shows the file as it is on the disk: one step of undo, at the same place of the canvas.
        Whether that could be done."""
        path = self.session.path
        if path is None:
            return False
        read = read_patiently(path, self.window)
        if read is None:
            return False
        if read.document is None:
            assert read.problem is not None
            ask_about_broken(self.window, path.name, read.problem.troubles, False, False)
            return False
        self.session.become(read.document, self.tr("Reload"))
        self.session.undo_stack.setClean()
        self.opened(path, read.stamp)
        self.session.said.emit(self.tr("Reloaded {name}").format(name=path.name))
        return True

    def keep_mine(self) -> None:
        """What is open stays, and replaces the file when it is saved."""
        self.disk.accept()

    def compare(self) -> None:
        """Lists what the file has otherwise than what is open."""
        found = self._on_disk()
        path = self.session.path
        if found is not None and path is not None:
            made = changes(self.session.whole, unpiled(found))
            show_changes(self.window, path.name, made)

    def _reload_or_ask_again(self) -> None:
        if not self.reload():
            self._noticed(self.disk.state())

    def _compare_and_ask_again(self) -> None:
        self.compare()
        self._noticed(State.CHANGED)

    def _on_disk(self) -> Document | None:
        path = self.session.path
        read = None if path is None else read_patiently(path, self.window)
        if path is None or read is None:
            return None
        if read.document is None:
            assert read.problem is not None
            ask_about_broken(self.window, path.name, read.problem.troubles, False, False)
        return read.document
