"""What commands do to files: new, open, save, recent ones, examples; nothing is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

import resources
from app.playback.words import headed, said
from app.session import Session
from app.settings import Settings
from app.widgets.mnemonics import mark_dialog
from app.window.example_words import example_title
from app.window.examples import ExampleGallery
from autograd_core.graph.files import SUFFIX, FileProblem, load

TROUBLES = 5
"""How many of the troubles with a file are told."""


class FileCommands(QObject):
    """Each method is one command; those that would lose something ask first.

    Signals:
        example_opened: an example is open, and its run is on the way.
    """

    example_opened = Signal()

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.settings = settings
        self.window = window
        self.title = ""
        """What the document is called while it has no file."""
        self._gallery: ExampleGallery | None = None
        session.replaced.connect(self._forget_title)

    def _forget_title(self) -> None:
        self.title = ""

    # New and open

    def new(self) -> None:
        if self.may_go_on():
            self.session.new()

    def open(self) -> None:
        """Asks for a file and opens it."""
        if not self.may_go_on():
            return
        found, _ = QFileDialog.getOpenFileName(
            self.window, self.tr("Open"), str(self.settings.folder), self._filter()
        )
        if found:
            self.open_path(Path(found), asked=True)

    def open_path(self, path: Path, asked: bool = False) -> bool:
        """Opens a file; on a failure says why, and what is open stays. Whether it is open."""
        if not asked and not self.may_go_on():
            return False
        try:
            self.session.open(path)
        except FileProblem as problem:
            self.settings.forget_file(path)
            self._tell(self.tr("This file cannot be opened"), problem)
            return False
        self._remember(path)
        return True

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
        self.title = example_title(example.name)
        self.session.path_changed.emit()
        self.example_opened.emit()
        return True

    def offer_recovered(self, kept: Path) -> bool:
        """Asks whether to open what a fault left behind. Whether it is open."""
        button = QMessageBox.StandardButton
        answer = self.ask_about_recovered(kept)
        if answer == button.Discard:
            kept.unlink(missing_ok=True)
        if answer != button.Open:
            return False
        try:
            document = load(kept)
        except FileProblem as problem:
            self._tell(self.tr("This copy cannot be opened"), problem)
            return False
        self.session.open_copy(document)
        # it is nowhere else, so closing has to ask
        self.session.undo_stack.resetClean()
        self.title = self.tr("Recovered")
        self.session.path_changed.emit()
        kept.unlink(missing_ok=True)
        return True

    def ask_about_recovered(self, kept: Path) -> QMessageBox.StandardButton:
        """Open, Discard or Cancel (not now)."""
        button = QMessageBox.StandardButton
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Work was kept"))
        box.setText(self.tr("The program had a fault, and a copy of your work was kept."))
        box.setInformativeText(self.tr("It is in {path}. Open it?").format(path=kept))
        box.setStandardButtons(button.Open | button.Discard | button.Cancel)
        box.button(button.Cancel).setText(self.tr("Not now"))
        box.setDefaultButton(button.Open)
        mark_dialog(box)
        answer = button(box.exec())
        box.deleteLater()
        return answer

    # Save

    def save(self) -> bool:
        """Saves; asks where if there is no file yet. Whether it is saved."""
        return self.save_as() if self.session.path is None else self._save(self.session.path)

    def save_as(self) -> bool:
        """Asks where, and saves. Whether it is saved."""
        name = (self.title or self.tr("Untitled")) + SUFFIX
        start = self.session.path or self.settings.folder / name
        found, _ = QFileDialog.getSaveFileName(
            self.window, self.tr("Save as"), str(start), self._filter()
        )
        if not found:
            return False
        path = Path(found)
        return self._save(path if path.suffix else path.with_suffix(SUFFIX))

    def _save(self, path: Path) -> bool:
        try:
            self.session.save(path)
        except FileProblem as problem:
            self._tell(self.tr("The file cannot be saved"), problem)
            return False
        self._remember(path)
        self.session.said.emit(self.tr("Saved {name}").format(name=path.name))
        return True

    def may_go_on(self) -> bool:
        """Whether what is open may be replaced: it is saved, or is not wanted."""
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
        name = self.session.path.name if self.session.path else self.title or self.tr("Untitled")
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setText(self.tr("Save the changes to {name}?").format(name=name))
        box.setInformativeText(self.tr("They are lost otherwise."))
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        box.setEscapeButton(button.Cancel)
        mark_dialog(box)
        answer = button(box.exec())
        box.deleteLater()
        return answer

    # Menus

    def fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        recent = self.settings.recent
        for path in recent:
            action = menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setEnabled(path.exists())
            action.triggered.connect(partial(self._open_listed, path))
        if recent:
            menu.addSeparator()
            menu.addAction(self.tr("Clear This List")).triggered.connect(
                self.settings.forget_files
            )
        else:
            menu.addAction(self.tr("None yet")).setEnabled(False)
        menu.setToolTipsVisible(True)

    def _open_listed(self, path: Path, checked: bool = False) -> None:
        self.open_path(path)

    # Helpers

    def _filter(self) -> str:
        return self.tr("GradCanvas graphs") + f" (*{SUFFIX})"

    def _remember(self, path: Path) -> None:
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
