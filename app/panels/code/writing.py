"""Scripts are written here: at once for a small graph, else on a thread, one after the other."""

from __future__ import annotations

import logging
import threading
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from autograd_core.graph.coding.script import Options, Script
from autograd_core.graph.document import Document
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.steps import StepLog

log = logging.getLogger(__name__)
FEW = 200
"""Nodes whose script takes less than a frame."""


class Order(NamedTuple):
    """What is to be written. Nobody changes the document meanwhile; `state` is its own, whatever
    counts it."""

    document: Document
    log: StepLog | None
    options: Options
    state: int = 0


class Polite(Gate):
    """A gate that is closed whenever another one is: nothing is written while the window paints."""

    def __init__(self, other: Gate) -> None:
        super().__init__()
        self._other = other

    def wait(self) -> None:
        self._other.wait()
        super().wait()


class Scribe(QObject):
    """Writes scripts. What is ordered while it writes, it writes next: the last such order.

    Signals:
        written(script, order): a script, on the thread that owns the scribe.
    """

    written = Signal(object, object)
    _ended = Signal(object, object)

    def __init__(self, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gate = Polite(gate)
        self._next: Order | None = None
        self._thread: threading.Thread | None = None
        self._ended.connect(self._close)

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def write(self, order: Order) -> None:
        """Writes a script, now or as soon as it can."""
        if self._thread is not None:
            self._next = order
        elif len(order.document.nodes) <= FEW and not order.options.assertions:
            script = self._made(order)
            if script is not None:
                self.written.emit(script, order)
        else:
            self._thread = threading.Thread(
                target=self._work, args=(order,), name="gradcanvas-script", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Ends the thread, and says nothing more."""
        self._next = None
        self._gate.cancel()
        if self._thread is not None:
            self._thread.join(5.0)

    def _made(self, order: Order) -> Script | None:
        from autograd_core.graph.pytorch_code import script_of  # on first use: it takes long

        try:
            return script_of(order.document, order.log, order.options, self._gate)
        except Cancelled:
            return None
        except Exception:  # a fault of ours must not end the program
            log.exception("the script could not be written")
            return None

    def _work(self, order: Order) -> None:
        script = self._made(order)
        if not self._gate.cancelled and isValid(self):
            self._ended.emit(script, order)

    def _close(self, script: Script | None, done: Order) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        order, self._next = self._next, None
        if script is not None:
            self.written.emit(script, done)
        if order is not None:
            self.write(order)
