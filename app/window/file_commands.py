"""What commands do to files: new, open, save, recent ones, examples; nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

import resources
from app.canvas.canvas import Canvas
from app.playback.words import headed, said
from app.session import Session
from app.settings import Settings
from app.widgets.mnemonics import mark_dialog
from app.window.example_words import example_title
from app.window.examples import ExampleGallery
from app.window.inline_editor import InlineEditor
from app.window.keeping import questions
from app.window.keeping.guard import FileGuard
from app.window.keeping.lists import ask_about_broken, show_troubles
from app.window.keeping.reading import Read, read_patiently
from autograd_core.graph.files import SUFFIX, FileProblem, Trouble, load

CODE = (".py", ".ipynb")
NETWORKX = ".json"
"""Files that are opened beside graphs, by the ends of their names."""
TROUBLES = 5
"""How many of the troubles with a file are told in a message."""


class FileCommands(QObject):
    """Each method is one command; those that would lose something ask first.

    Signals:
        example_opened: an example is open, and its run is on the way.
    """

    example_opened = Signal()

    def __init__(
        self, session: Session, settings: Settings, canvas: Canvas, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.settings = settings
        self.window = window
        self.title = ""
        """What the document is called while it has no file."""
        self.importers: list[Callable[[Path], bool | None]] = []
        """What opens files that are no graphs, each asked in turn: whether it is open, None for a
        file that is not its own. What is open may be replaced when it is asked."""
        self.doubts: list[Callable[[], bool]] = []
        """Who else has something that would be lost: whether all may be replaced is asked each."""
        self.guard = FileGuard(session, canvas, window)
        self._gallery: ExampleGallery | None = None
        session.replaced.connect(self._forget_title)
        self.guard.save_wanted.connect(self.save)
        self.guard.save_as_wanted.connect(self.save_as)

    def _forget_title(self) -> None:
        self.title = ""

    @property
    def name(self) -> str:
        """What the open document is called."""
        path = self.session.path
        return path.name if path is not None else self.title or self.tr("Untitled")

    # New and open

    def new(self) -> None:
        if self.may_go_on():
            self.session.new()

    def open(self) -> None:
        """Asks for a file and opens it."""
        if not self.may_go_on():
            return
        found, _ = QFileDialog.getOpenFileName(
            self.window, self.tr("Open"), str(self.settings.folder), self._all_filters()
        )
        if found:
            self.open_path(Path(found), asked=True)

    def open_path(self, path: Path, asked: bool = False) -> bool:
        """Opens a file; on a failure says why, and what is open stays. Whether it is open."""
        if not asked and not self.may_go_on():
            return False
        for importer in self.importers:
            imported = importer(path)
            if imported is not None:
                return imported
        answer = self.guard.may_open(path)
        read = None if answer == "cancel" else read_patiently(path, self.window)
        if read is None:
            return False
        if read.document is None:
            return self._open_broken(path, read)
        if answer == "copy":
            self.session.open_copy(read.document)
            self.call(self.tr("Copy of {name}").format(name=path.stem))
            return True
        self.session.open_copy(read.document, path)
        self.guard.opened(path, read.stamp)
        self.remember(path)
        return True

    def _open_broken(self, path: Path, read: Read) -> bool:
        """Tells what is wrong with a file, and opens what can be read if that is wanted."""
        problem, repaired = read.problem, read.repaired
        assert problem is not None
        if repaired is None and len(problem.troubles) <= TROUBLES:
            self.settings.forget_file(path)
            self._tell(self.tr("This file cannot be opened"), problem)
            return False
        troubles = list(problem.troubles)
        if repaired is not None:
            troubles += [trouble for trouble in repaired.troubles if trouble not in troubles]
        newer = _is_newer(problem.troubles)
        if not ask_about_broken(self.window, path.name, troubles, repaired is not None, newer):
            return False
        assert repaired is not None
        self.session.open_copy(repaired.document)
        # it is nowhere else, so closing has to ask
        self.session.undo_stack.resetClean()
        self.call(self.tr("Repaired copy of {name}").format(name=path.stem))
        self._tell_repaired(path, troubles)
        return True

    def _tell_repaired(self, path: Path, troubles: list[Trouble]) -> None:
        text = self.tr(
            "This is a copy of {name} with what could be read of it. The file is as it was."
        ).format(name=path.name)
        title = self.tr("What was wrong with {name}").format(name=path.name)
        button = self.tr("What was wrong…")

        def show() -> None:
            show_troubles(self.window, title, troubles)
            self._tell_repaired(path, troubles)

        self.guard.notice.tell(text, [("troubles", button, show)])

    def call(self, title: str) -> None:
        """Gives what is open a name, as long as it has no file."""
        self.title = title
        self.session.path_changed.emit()

    def show_examples(self) -> None:
        """Shows the gallery of examples, from which one can be opened."""
        if self._gallery is None:
            self._gallery = ExampleGallery(resources.examples(), self.window)
            self._gallery.chosen.connect(self._open_chosen)
        self._gallery.popup()

    def _open_chosen(self, example: Traversable) -> None:
        if self._gallery is not None and self.open_example(example):
            self._gallery.accept()

    def open_example(self, example: Traversable, asked: bool = False) -> bool:
        """Opens a copy of an example, ready to step on from its forward. Whether it is open."""
        if not asked and not self.may_go_on():
            return False
        try:
            with resources.as_path("examples", example.name) as path:
                document = load(path)
        except FileProblem as problem:
            self._tell(self.tr("This example cannot be opened"), problem)
            return False
        self.session.open_copy(document)
        self.call(example_title(example.name))
        self.example_opened.emit()
        return True

    # Save

    def save(self) -> bool:
        """Saves; asks where if there is no file yet. Whether it is saved."""
        self.take_over_typing()
        return self.save_as() if self.session.path is None else self._save(self.session.path)

    def save_as(self) -> bool:
        """Asks where, and saves. Whether it is saved."""
        self.take_over_typing()
        name = (self.title or self.tr("Untitled")) + SUFFIX
        start = self.session.path or self.settings.folder / name
        if not start.parent.is_dir():
            start = self.settings.folder / start.name
        found, _ = QFileDialog.getSaveFileName(
            self.window, self.tr("Save as"), str(start), self._filter()
        )
        if not found:
            return False
        path = Path(found)
        if path.suffix.lower() not in (SUFFIX, ".json"):
            path = path.with_name(path.name + SUFFIX)
            # the dialog has asked for the name without the ending
            if path.exists() and not questions.replace_file(self.window, path.name):
                return False
        return self._save(path)

    def _save(self, path: Path) -> bool:
        while True:
            answer = self.guard.may_save(path)
            if answer == "save":
                try:
                    stamp = self.session.save(path)
                    break
                except FileProblem as problem:
                    answer = questions.failed_to_save(self.window, problem)
            if answer == "again":
                continue
            if answer == "elsewhere":
                return self.save_as()
            if answer == "reload":
                self.guard.reload()
            return False
        self.guard.saved(path, stamp)
        self.remember(path)
        self.session.said.emit(self.tr("Saved {name}").format(name=path.name))
        return True

    def take_over_typing(self) -> None:
        """Takes over what somebody is typing into a field, as leaving the field does."""
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit | QPlainTextEdit) or isinstance(field, InlineEditor):
            return  # the line on a card does so itself
        if not self.window.isAncestorOf(field):
            return
        field.clearFocus()
        if shiboken6.isValid(field) and field.isVisible():
            field.setFocus()

    def may_go_on(self) -> bool:
        """Whether what is open may be replaced: it is saved, or is not wanted."""
        self.take_over_typing()
        if not all(each() for each in self.doubts):
            return False
        if self.session.is_clean:
            return True
        button = QMessageBox.StandardButton
        answer = self.ask_about_changes()
        if answer == button.Save:
            return self.save()
        return answer == button.Discard

    def ask_about_changes(self) -> QMessageBox.StandardButton:
        """Save, Discard or Cancel."""
        button = QMessageBox.StandardButton
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setText(self.tr("Save the changes to {name}?").format(name=self.name))
        box.setInformativeText(self.tr("They are lost otherwise."))
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        box.setEscapeButton(button.Cancel)
        mark_dialog(box)
        answer = button(box.exec())
        box.deleteLater()
        return answer

    # Helpers

    def _filter(self) -> str:
        return self.tr("GradCanvas graphs") + f" (*{SUFFIX})"

    def _all_filters(self) -> str:
        """What Open can show, all of it first."""
        code, other = " ".join(f"*{end}" for end in CODE), f"*{NETWORKX}"
        every = self.tr("All that can be opened ({pattern})")
        return ";;".join(
            (
                every.format(pattern=f"*{SUFFIX} {code} {other}"),
                self._filter(),
                self.tr("PyTorch code ({pattern})").format(pattern=code),
                self.tr("Graphs of networkx ({pattern})").format(pattern=other),
            )
        )

    def remember(self, path: Path) -> None:
        """Puts a file that is open at the top of the recent ones."""
        self.settings.remember_file(path.absolute())
        self.settings.folder = path.absolute().parent

    def _tell(self, title: str, problem: FileProblem) -> None:
        self.session.troubled.emit(title, "\n".join((str(problem.path), *self._troubles(problem))))

    def _troubles(self, problem: FileProblem) -> Iterator[str]:
        """What is wrong with the file, a line each; the first few tell enough."""
        for place, reason in problem.troubles[:TROUBLES]:
            yield headed(str(place), said(reason)) if place else said(reason)
        if len(problem.troubles) > TROUBLES:
            yield self.tr("and {count} more").format(count=len(problem.troubles) - TROUBLES)


def _is_newer(troubles: list[Trouble]) -> bool:
    return any(t.place == "$.version" and "newer program" in t.reason for t in troubles)
