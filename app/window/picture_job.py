"""A picture on its way to a file: drawn between two frames of the window, written on a thread."""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from shiboken6 import isValid

from app.export.order import Made
from app.export.plan import MOST_FRAMES, TooMany
from app.export.recording import TooLarge
from app.export.sheet import Nothing
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.gate import Gate

log = logging.getLogger(__name__)
SLICE_SECONDS = 0.012
DRAWING = 0.7
"""What share of the time drawing takes, about."""


class _GivenUp(Exception):
    """Nobody wants it any more."""


class PictureJob(QObject):
    """Signals:
    progressed(float): what share is done.
    finished(Made, bytes): it is done, and written if there was a path.
    failed(str): why it could not be; nothing was changed.
    """

    progressed = Signal(float)
    finished = Signal(object, object)
    failed = Signal(str)
    _ended = Signal(object)

    def __init__(
        self,
        work: Generator[float, None, Made],
        gate: Gate,
        path: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._gate = gate
        self._path = path
        self._made: Made | None = None
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw)
        self._ended.connect(self._close)
        self._timer.start()

    def cancel(self) -> None:
        """Gives it up; nothing is written, and nothing more is said."""
        self._cancelled.set()
        self._timer.stop()
        self._work.close()

    def _draw(self) -> None:
        until, share = time.perf_counter() + SLICE_SECONDS, 0.0
        try:
            with self._gate:  # no run writes into what is drawn
                while time.perf_counter() < until:
                    share = next(self._work)
        except StopIteration as end:
            self._timer.stop()
            self._made = end.value
            self._thread = threading.Thread(target=self._finish, name="gradcanvas-picture")
            self._thread.start()
        except (Nothing, TooMany, TooLarge) as problem:
            self._timer.stop()
            self.failed.emit(reason_of(problem))
        else:
            self.progressed.emit(share * DRAWING)

    def _finish(self) -> None:
        """On the thread."""
        assert self._made is not None
        found: object
        try:
            found = self._made.finish(self._told)
            if self._path is not None and not self._cancelled.is_set():
                write_atomically(self._path, found)
        except (OSError, MemoryError) as problem:
            found = problem
        except _GivenUp:
            return
        except Exception as problem:  # a fault of ours must not end in silence
            log.exception("a picture could not be made")
            found = problem
        if not self._cancelled.is_set() and isValid(self):
            self._ended.emit(found)

    def _told(self, done: int, of: int) -> None:
        if self._cancelled.is_set():
            raise _GivenUp
        self.progressed.emit(DRAWING + (1 - DRAWING) * done / of)

    def _close(self, found: object) -> None:
        if self._thread is not None:
            self._thread.join()
        if self._cancelled.is_set():
            return
        if isinstance(found, Exception):
            self.failed.emit(reason_of(found))
        else:
            self.progressed.emit(1.0)
            self.finished.emit(self._made, found)


def reason_of(problem: Exception) -> str:
    """Why there is no picture, in words for those who wanted one."""
    translate = QCoreApplication.translate
    if isinstance(problem, Nothing):
        return translate("PictureJob", "There is nothing to draw: the graph is empty.")
    if isinstance(problem, TooMany):
        said = translate(
            "PictureJob",
            "{count} frames are too many, {most} can be had: choose a part, a higher speed or "
            "fewer frames a second.",
        )
        return said.format(count=problem.count, most=MOST_FRAMES)
    if isinstance(problem, TooLarge | MemoryError):
        return translate("PictureJob", "There is not memory enough: make the picture smaller.")
    if isinstance(problem, PermissionError):
        return translate("PictureJob", "This place or file may not be written.")
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return translate("PictureJob", "The disk is full.")
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return translate("PictureJob", "This folder is not there.")
    return (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
