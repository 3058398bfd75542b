"""Reading files off the window's thread: the window stays alive, and what takes long can be
cancelled."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.portions import GLANCE_SECONDS, breathe
from autograd_core.graph import files
from autograd_core.graph.document import Document
from autograd_core.graph.files import FileProblem
from autograd_core.graph.repairing import Repaired, repair
from autograd_core.graph.stamps import Stamp, stamp_of

T = TypeVar("T")
SMALL = 300_000
"""Bytes up to which a file is read at once: that takes less than a painted frame or two."""
LARGEST_REPAIRED, MOST_TROUBLES, DEEPEST = 64 << 20, 100_000, 1000
"""Bytes, troubles and nested brackets up to which a broken file is looked through for what can be
read of it."""
_PORTION = 1 << 20
PATIENCE_MILLISECONDS = 400
"""What takes longer than this is told of."""


class Read(NamedTuple):
    """A file that was read. Either `document` or `problem` is there, and with a problem perhaps
    what could be `repaired`."""

    stamp: Stamp | None
    document: Document | None
    problem: FileProblem | None = None
    repaired: Repaired | None = None


def read_file(path: Path) -> Read:
    """Reads a file, and what can be read of it where something is wrong. Of use on any thread."""
    try:
        data = files.read_bytes(path)
    except FileProblem as problem:
        return Read(None, None, problem)
    stamp = stamp_of(path, data)
    try:
        return Read(stamp, files.decode(data, path))
    except FileProblem as problem:
        return Read(stamp, None, problem, what_can_be_read(data, problem))


def what_can_be_read(data: bytes, problem: FileProblem) -> Repaired | None:
    """What can be saved of a file with something wrong; None where that is nothing, or where the
    file is so far from a graph that looking for one would take for ever."""
    if len(data) > LARGEST_REPAIRED or len(problem.troubles) > MOST_TROUBLES:
        return None
    return None if _depth(data) > DEEPEST else repair(data, problem.path)


def _depth(data: bytes) -> int:
    """How deep brackets are nested, at the most; those in texts are counted as well."""
    deepest, depth = 0, 0
    for start in range(0, len(data), _PORTION):
        part = np.frombuffer(data, np.uint8, min(_PORTION, len(data) - start), start)
        steps = ((part == 91) | (part == 123)).astype(np.int32)
        steps -= (part == 93) | (part == 125)
        depths = np.cumsum(steps)
        deepest = max(deepest, depth + int(depths.max()))
        depth += int(depths[-1])
    return deepest


def read_patiently(path: Path, window: QWidget) -> Read | None:
    """The same while the window goes on; None if that was cancelled."""
    try:
        found = path.stat()
        is_small = found.st_size <= SMALL and not stat.S_ISFIFO(found.st_mode)
    except OSError:
        is_small = True
    if is_small:
        return read_file(path)
    text = QCoreApplication.translate("FileCommands", "Opening {name}…").format(name=path.name)
    return patiently(lambda: read_file(path), text, window)


def patiently(work: Callable[[], T], text: str, window: QWidget) -> T | None:
    """What `work` gives or raises, done on another thread; None if somebody cancelled. Nothing
    else can be done in the window meanwhile, which is painted and lives."""
    promised: Future[T] = Future()
    # a thread that nobody waits for at the end: a disk may never answer
    threading.Thread(target=_keep_promise, args=(promised, work), daemon=True).start()
    clock = QElapsedTimer()
    clock.start()
    dialog: QProgressDialog | None = None
    try:
        while not (dialog is not None and dialog.wasCanceled()):
            if not wait([promised], GLANCE_SECONDS).not_done:
                return promised.result()
            if dialog is None and clock.elapsed() > PATIENCE_MILLISECONDS:
                dialog = _dialog(text, window)
            if dialog is None:
                breathe()
            else:
                QCoreApplication.processEvents()
        return None
    finally:
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()


def _keep_promise(promised: Future[T], work: Callable[[], T]) -> None:
    try:
        promised.set_result(work())
    except BaseException as error:  # told where it is waited for
        promised.set_exception(error)


def _dialog(text: str, window: QWidget) -> QProgressDialog:
    cancel = QCoreApplication.translate("FileCommands", "Cancel")
    dialog = QProgressDialog(text, cancel, 0, 0, window)
    dialog.setObjectName("opening")
    dialog.setWindowTitle("GradCanvas")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumDuration(0)
    dialog.show()
    return dialog
