"""Runs happen here: on a thread of their own, over a snapshot of the document.

The newest request wins: a request while a run is busy cancels that run. What comes back is a
finished `Run`, whose log nobody writes any more.
"""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from autograd_core.graph.document import Document
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run

SWITCH_INTERVAL = 0.0005
"""Seconds for which the interpreter lets one thread run. Python's 5 ms would cost every frame
that is painted while a run is busy five milliseconds more."""

log = logging.getLogger(__name__)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps Python's cycle collector away from what is made meanwhile, then and later.

    Steps, tensors and Nodes make no cycles, so counting references frees them; looking through
    a million of them for cycles would stop the window for half a second, again and again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class Worker(QObject):
    """Executes documents one after another; signals arrive on the thread that owns the worker."""

    progressed = Signal(int, int)
    """Steps made so far, and how many the last complete run of this document made (0: unknown)."""
    finished = Signal(object)
    """The `Run`, complete or cancelled (`Run.complete`)."""
    recalled = Signal()
    """Arrays that were asked for are there again."""
    failed = Signal(str)
    """A fault of the program itself while running, already logged: its text for people."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = threading.Condition()
        self.asked: Document | None = None
        """The document of the newest request. A run of another one may still be on its way to the
        window's thread when the newest is done, so that being busy does not tell them apart."""
        self._request: Document | None = None
        self._recall: tuple[int, int] | None = None
        self._busy = False
        self._stopping = False
        self._previous: Run | None = None
        self.gate = Gate()
        self.limits = Limits()
        """Those of runs that are requested from now on."""
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._thread = threading.Thread(target=self._work, name="gradcanvas-run", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a request waits or runs."""
        return self._busy or self._request is not None

    def request(self, document: Document) -> None:
        """Runs the document (a snapshot: nobody may change it any more) as soon as possible."""
        with self._wake:
            self.gate.cancel()
            self.asked = self._request = document
            self._wake.notify()

    def recall(self, first: int, stop: int) -> None:
        """Puts back the arrays of these steps of the last run (see `Run.recall`)."""
        with self._wake:
            self._recall = (first, stop)
            self._wake.notify()

    def cancel(self) -> None:
        """Stops the run that is under way; what it has done so far comes back as finished."""
        self.gate.cancel()

    def forget(self) -> None:
        """Lets the last run go, so that the next one starts from nothing (another document)."""
        with self._wake:
            self._previous = None

    def stop(self) -> None:
        """Ends the thread; the worker is of no use afterwards."""
        with self._wake:
            self._stopping = True
            self.gate.cancel()
            self._wake.notify()
        self._thread.join(5.0)

    def _work(self) -> None:
        while True:
            with self._wake:
                self._busy = False
                while not (self._request or self._recall or self._stopping):
                    self._wake.wait()
                if self._stopping:
                    return
                document, self._request = self._request, None
                wanted, self._recall = self._recall, None
                self._busy = document is not None
                # A gate that a painter holds closed stays the same object: only the flag is new.
                self.gate.cancelled = False
                previous = self._previous
            if document is not None:
                self._execute(document, previous)
            elif wanted is not None and previous is not None:
                self._put_back(previous, *wanted)

    def _put_back(self, run: Run, first: int, stop: int) -> None:
        try:
            run.recall(first, stop)
        except Cancelled:
            log.debug("recall cancelled")
        except Exception as error:  # a fault of ours must not end the thread
            log.exception("the recall failed")
            self.failed.emit(f"{type(error).__name__}: {error}")
        else:
            self.recalled.emit()

    def _execute(self, document: Document, previous: Run | None) -> None:
        run = Run(document, previous=previous, gate=self.gate, limits=self.limits)
        expected = len(previous.log) if previous is not None else 0
        try:
            with uncollected():
                for _ in run.execute():
                    done = len(run.log)
                    if done % 512 == 0:
                        self.progressed.emit(done, expected)
        except Cancelled:
            log.debug("run cancelled after %d steps", len(run.log))
        except Exception as error:  # a fault of ours must not end the thread
            log.exception("the run failed")
            self.failed.emit(f"{type(error).__name__}: {error}")
        with self._wake:
            superseded = self._request is not None
            if not self._stopping and not superseded:
                self._previous = run
                self._busy = False
        if not superseded and not self._stopping:
            self.finished.emit(run)
