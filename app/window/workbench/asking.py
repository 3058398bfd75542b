"""Questions are answered here, on a thread of their own that lives as long as there are any.

The newest question wins: one that is being answered is given up when another is asked.
"""

from __future__ import annotations

import logging
import threading

from PySide6.QtCore import QObject, Signal

from app.worker import uncollected
from autograd_core.graph.derivatives import Question
from autograd_core.graph.document import Document
from autograd_core.graph.gate import Gate
from autograd_core.graph.workbench import Workbench

log = logging.getLogger(__name__)


class Behind(Gate):
    """A gate that is closed whenever another is, as the canvas closes that of the runs."""

    def __init__(self, other: Gate) -> None:
        super().__init__()
        self._other = other

    def wait(self) -> None:
        self._other.wait()
        super().wait()


class Asking(QObject):
    """Answers questions; signals arrive on the thread that owns it.

    Signals:
        found(findings): what is known so far, or all of it (`Findings.done`, `.cancelled`).
        failed(text): a fault of the program itself, already logged.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._other = gate
        self._lock = threading.Lock()
        self._next: tuple[Document, Question] | None = None
        self._gate = Gate()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def ask(self, document: Document, question: Question) -> None:
        """Answers as soon as possible; nobody may change the document any more."""
        with self._lock:
            self._gate.cancel()
            self._next = (document, question)
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(
                    target=self._work, name="gradcanvas-workbench", daemon=True
                )
                self._thread.start()

    def cancel(self) -> None:
        """Stops where it is; what is done comes back as found."""
        self._gate.cancel()

    def stop(self) -> None:
        """Ends the thread, and says nothing more."""
        with self._lock:
            self._stopped = True
            self._next = None
            self._gate.cancel()
            thread = self._thread
        if thread is not None:
            thread.join(5.0)

    def _work(self) -> None:
        while True:
            with self._lock:
                if self._next is None or self._stopped:
                    self._thread = None
                    return
                document, question = self._next
                self._next = None
                gate = self._gate = Behind(self._other)
            self._answer(document, question, gate)

    def _answer(self, document: Document, question: Question, gate: Gate) -> None:
        try:
            with uncollected():
                for findings in Workbench(document, question, gate).work():
                    if not self._say(self.found, findings):
                        break
        except Exception as error:  # a fault of ours must not end the thread
            log.exception("the workbench failed")
            self._say(self.failed, f"{type(error).__name__}: {error}")

    def _say(self, signal: object, what: object) -> bool:
        """Tells it, unless nobody wants it any more."""
        with self._lock:  # so that whoever has stopped it hears nothing afterwards
            wanted = self._next is None and not self._stopped
            if wanted:
                signal.emit(what)  # type: ignore[attr-defined]
            return wanted
