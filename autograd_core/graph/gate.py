"""A gate that a run passes before each operation: the window closes it while it paints.

Two Python threads share one interpreter, so a busy run would starve painting. Waiting here costs
a run nothing while the gate is open, and cancelling a run is passing a gate that says so.
"""

from __future__ import annotations

import threading
from types import TracebackType


class Cancelled(Exception):
    """Raised in a run whose gate was cancelled."""


class Gate:
    """Open at first. `with gate:` keeps it closed; it may be closed several times over."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()
        self._closed = 0
        self._lock = threading.Lock()
        self.cancelled = False

    def pass_through(self) -> None:
        """Waits until the gate is open.

        Raises:
            Cancelled: the run is to stop.
        """
        if self.cancelled:
            raise Cancelled
        self.wait()

    def wait(self) -> None:
        """Waits until the gate is open."""
        if not self._open.is_set():
            # The time limit is a belt: a painter that died with the gate closed stops nobody.
            self._open.wait(0.5)

    def cancel(self) -> None:
        self.cancelled = True

    def __enter__(self) -> None:
        with self._lock:
            self._closed += 1
            self._open.clear()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._closed -= 1
            if not self._closed:
                self._open.set()
