"""When the program itself is at fault: log it, keep the work, say so, and go on.

An error that nobody caught arrives at `sys.excepthook` (Qt's slots and events too) or at
`threading.excepthook`. It is written to the log, the document goes into a recovery file, and one
dialog tells. While it is open, and for a fault that was told before, there is only the log,
so that a fault in painting does not open a dialog for each frame.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QObject, QSysInfo, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app import __version__
from autograd_core.graph.journal import private_folder

APP = "GradCanvas"
LOG_BYTES = 1 << 20
log = logging.getLogger(__name__)

Rescue = Callable[[Path], object]
"""Writes the open document to a file."""


def log_file() -> Path:
    """Where the program's log is."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False)) / "gradcanvas.log"


def data_folder() -> Path:
    """Where the program keeps what is its own and must last."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def recovery_folder() -> Path:
    """Where unsaved work is kept: journals, and copies made after a fault."""
    return data_folder() / "recovery"


def recovery_file() -> Path:
    """Where the open document is kept after a fault: a file of its own for each."""
    return recovery_folder() / f"{time.strftime('%Y-%m-%d-%H%M%S')}-{os.getpid()}.gradcanvas"


def is_ours_or_left(kept: Path) -> bool:
    """Whether the program that made a copy is this one, or lives no more."""
    number = kept.stem.rpartition("-")[2]
    if os.name != "posix" or not number.isdecimal() or int(number) == os.getpid():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def kept_files() -> list[Path]:
    """What earlier faults left, the newest first."""
    folder = recovery_folder()
    return sorted(folder.glob("*.gradcanvas"), reverse=True) if folder.is_dir() else []


def start_log() -> None:
    """Writes warnings and errors of the whole program to the log file; without one it goes on."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_file(), maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        log.exception("no log file")
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)


class CrashReporter(QObject):
    """Catches what nobody caught.

    Signals:
        arrived(text): a fault with its traceback; from whatever thread it happened on.
    """

    arrived = Signal(str)

    def __init__(self, rescue: Rescue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rescue = rescue
        self._window = parent
        self._told: set[str] = set()
        self._busy = threading.Lock()
        self.dialog: QMessageBox | None = None
        self.kept: list[Path] = []
        """Copies that were made since the start."""
        self.arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes over the hooks."""
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread

    def uninstall(self) -> None:
        """Gives the hooks back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _handle_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.handle(args.exc_type, args.exc_value, args.exc_traceback)

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Deals with one fault; never raises, and is never busy with two at once."""
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)  # Ctrl+C, exit
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("a fault of the program\n%s", text)
        if not self._busy.acquire(blocking=False):
            return
        try:
            place = traceback.extract_tb(trace)[-1] if trace is not None else None
            signature = f"{kind.__name__} {place.filename}:{place.lineno}" if place else text
            if signature not in self._told:
                self._told.add(signature)
                self.arrived.emit(text)
        finally:
            self._busy.release()

    def _tell(self, text: str) -> None:
        """On the window's thread: keeps the work, and says what happened."""
        if self.dialog is not None:
            return
        kept = self._keep()
        box = QMessageBox(self._window)
        box.setObjectName("crashDialog")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(self.tr("A fault in GradCanvas"))
        box.setText(self.tr("Something went wrong in the program. Your work is still open."))
        lines = [self.tr("Save it, and start again if the window behaves oddly.")]
        if kept is not None:
            lines.append(self.tr("A copy is in {path}.").format(path=kept))
        lines.append(self.tr("The log is {path}.").format(path=log_file()))
        box.setInformativeText("\n".join(lines))
        details = self._details(text)
        box.setDetailedText(details)
        copy = box.addButton(self.tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        # A button of a message box closes it; copying is no answer.
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        go_on = box.addButton(self.tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        self.dialog = box
        box.finished.connect(self._closed)
        # not exec: the fault may have come out of a paint event
        box.open()

    def _closed(self) -> None:
        self.dialog = None

    def _keep(self) -> Path | None:
        path = recovery_file()
        try:
            private_folder(path.parent)
            self._rescue(path)
        except Exception:
            # whatever it is, the fault itself must still be told
            log.exception("the document could not be kept")
            return None
        self.kept.append(path)
        return path

    def forget(self) -> None:
        """Removes the copies: the work was saved, or is not wanted."""
        for path in self.kept:
            path.unlink(missing_ok=True)
        self.kept.clear()

    @staticmethod
    def _details(text: str) -> str:
        system = QSysInfo.prettyProductName()
        python = sys.version.split()[0]
        return f"GradCanvas {__version__}, Python {python}, Qt {qVersion()}, {system}\n\n{text}"
