"""Asks for numbers that the log has let go, once the cursor rests."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.session import Session
from autograd_core.graph.steps import Ref

REST_MILLISECONDS = 120
"""How long the cursor has to rest: while one scrubs, nothing is computed again."""

Wanted = tuple[int, Ref, str]
"""A cursor, a subject and a field."""


class Recaller(QObject):
    """Asks for one value after another, and for each once: what cannot be had stays away.

    Signals:
        arrived: something that was asked for may be there now.
    """

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._place: tuple[str, int] = ("", -1)
        self._queue: list[Wanted] = []
        self._asked: set[Wanted] = set()
        self._awaited: Wanted | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self._ask)
        session.recalled.connect(self._recalled)
        session.ran.connect(self._forget)
        session.replaced.connect(self._forget)

    def turn_to(self, node: str, cursor: int) -> None:
        """Notes what is looked at; what was wanted of anything else is wanted no more."""
        if (node, cursor) != self._place:
            self._forget()
            self._place = (node, cursor)

    def want(self, cursor: int, subject: Ref, field: str) -> bool:
        """Asks for a value when the cursor rests; False where it was asked for in vain."""
        wanted = (cursor, subject, field)
        if wanted in self._asked:
            return wanted == self._awaited
        if wanted not in self._queue:
            self._queue.append(wanted)
            self._rest.start()
        return True

    def _ask(self) -> None:
        if self._queue:
            self._awaited = self._queue.pop(0)
            self._asked.add(self._awaited)
            self.session.recall(*self._awaited)

    def _recalled(self) -> None:
        self._awaited = None
        self.arrived.emit()
        self._ask()

    def _forget(self) -> None:
        self._rest.stop()
        self._queue.clear()
        self._asked.clear()
        self._awaited = None
        self._place = ("", -1)
