"""Work on thousands of things, during which the window goes on breathing: in portions, or off its
thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtGui import QGuiApplication

from autograd_core.graph.document import WireData
from autograd_core.graph.edits import Edit, Inside, Put, PutDefinition

T = TypeVar("T")
PORTION = 1500
"""Edits that are carried out in one go: with all that follows them, some 30 ms."""
GLANCE_SECONDS = 0.005
PATIENCE_SECONDS = 0.2
"""What takes longer shows that it is under way."""
PAUSE_SECONDS = 0.05
"""Between two pieces of work that somebody waits for as for one, at most."""


def portions(edits: Sequence[Edit]) -> list[Sequence[Edit]]:
    """The edits in parts, behind each of which every wire has both its cards; in one part where
    there are few, or where that cannot be said."""
    if len(edits) <= PORTION or not _can_be_parted(edits):
        return [edits]
    return [edits[start : start + PORTION] for start in range(0, len(edits), PORTION)]


def _can_be_parted(edits: Sequence[Edit]) -> bool:
    """Whether wires go before all else and come after it."""
    last = 0
    for edit in edits:
        rank = 1
        if isinstance(edit, Put):
            if isinstance(edit.after, WireData):
                rank = 2
            elif edit.after is None and isinstance(edit.before, WireData):
                rank = 0
        elif isinstance(edit, Inside | PutDefinition):
            return False  # the ports of instances follow from all of it
        if rank < last:
            return False
        last = rank
    return True


def breathe() -> None:
    """Paints and lets time pass; what somebody types or clicks waits until all is done."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


class Waiting:
    """Shows, while work goes on for longer than one is patient, that it does: by the pointer, and
    by what `tell` makes of how much is done of how much (0 of 0 where that is not known, and at
    the end)."""

    _began = _ended = 0.0

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._shown = False

    def __enter__(self) -> Waiting:
        now = time.monotonic()
        if now - Waiting._ended > PAUSE_SECONDS:
            Waiting._began = now
        return self

    def breathe(self, done: int = 0, total: int = 0) -> None:
        """Paints and lets time pass."""
        if time.monotonic() - Waiting._began > PATIENCE_SECONDS:
            if not self._shown:
                self._shown = True
                QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
            self._tell(done, total)
        breathe()

    def __exit__(self, *_: object) -> None:
        Waiting._ended = time.monotonic()
        if self._shown:
            QGuiApplication.restoreOverrideCursor()
            self._tell(0, 0)


def meanwhile(work: Callable[[], T], waiting: Waiting | None = None) -> T:
    """What `work` gives or raises. It is done on another thread, and must only read."""
    with ThreadPoolExecutor(1) as pool:
        promised = pool.submit(work)
        while wait([promised], GLANCE_SECONDS).not_done:
            breathe() if waiting is None else waiting.breathe()
        return promised.result()
