"""More windows: each is a program of its own, so that a fault in one leaves the others alone."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QFileDialog, QWidget

from app.session import Session
from app.settings import Settings
from autograd_core.graph.files import SUFFIX

NEW_WINDOW = "--new-window"
"""What `app.__main__` knows as the request for one more window."""


def command_of(path: Path | None) -> tuple[str, list[str]]:
    """The program and its arguments that open another window."""
    file = [] if path is None else [str(path.absolute())]
    return sys.executable, ["-m", "app", NEW_WINDOW, *file]


class Windows(QObject):
    """The commands that open others."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.settings = settings
        self.window = window

    def new(self) -> None:
        """Another window, with an empty canvas."""
        self.start(None)

    def open(self) -> None:
        """Asks for a file and opens it in another window."""
        found, _ = QFileDialog.getOpenFileName(
            self.window,
            self.tr("Open in new window"),
            str(self.settings.folder),
            self.tr("GradCanvas graphs") + f" (*{SUFFIX})",
        )
        if found:
            self.start(Path(found))

    def start(self, path: Path | None) -> None:
        """Starts another window on a file, or on an empty canvas."""
        program, arguments = command_of(path)
        root = str(Path(__file__).resolve().parents[2])
        started, _ = QProcess.startDetached(program, arguments, root)
        if not started:
            self.session.said.emit(self.tr("Another window could not be opened."))
