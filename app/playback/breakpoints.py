"""Breakpoints of the open document: where playing stops, and the search for the next stop.

A search takes what time the window has to spare, so that a condition that costs much on many
thousand steps stops nothing but the player.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from app.session import Session
from autograd_core.graph.probes import Breakpoint, Kind, Stops
from autograd_core.graph.steps import StepLog

SLICE_SECONDS = 0.008


class Hit(NamedTuple):
    """A breakpoint has stopped at step number `step`."""

    step: int
    breakpoint: Breakpoint


class Breakpoints(QObject):
    """Signals:
    changed: the list is another.
    searching(bool): a search that takes a while has begun or ended.
    found(Hit): what a search came to; None for nothing.
    """

    changed = Signal()
    searching = Signal(bool)
    found = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.items: tuple[Breakpoint, ...] = ()
        self._stops: Stops | None = None
        self._stops_of: StepLog | None = None
        self._search: Iterator[tuple[int, Breakpoint] | None] | None = None
        self._said = False
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._slice)
        session.ran.connect(self._forget)
        session.replaced.connect(self._forget)

    # The list

    def show(self, items: Sequence[Breakpoint]) -> None:
        """Makes these the breakpoints."""
        if tuple(items) != self.items:
            self.items = tuple(items)
            self._forget()
            self.changed.emit()

    def add(self, item: Breakpoint) -> None:
        """Adds one, unless the same is there."""
        if item not in self.items:
            self.show((*self.items, item))

    def remove(self, items: Sequence[Breakpoint]) -> None:
        self.show([each for each in self.items if each not in items])

    def change(self, old: Breakpoint, new: Breakpoint) -> None:
        """Puts `new` in the place of `old`."""
        self.show([new if each == old else each for each in self.items])

    def enable(self, item: Breakpoint, on: bool) -> None:
        self.change(item, replace(item, enabled=on))

    def on(self, kind: Kind, target: str = "") -> Breakpoint | None:
        """The first one of this kind and target."""
        found = (each for each in self.items if (each.kind, each.target) == (kind, target))
        return next(found, None)

    def toggle(self, kind: Kind, target: str = "") -> None:
        """Adds a plain one, or takes away those of this kind and target."""
        kept = [each for each in self.items if (each.kind, each.target) != (kind, target)]
        self.show(kept if len(kept) < len(self.items) else [*kept, Breakpoint(kind, target)])

    # Stopping

    def at(self, step: int) -> Hit | None:
        """What stops at a step."""
        if not self.items or not 0 <= step < len(self.session.log):
            return None
        found = self.stops.at(step)
        return None if found is None else Hit(step, found)

    @property
    def stops(self) -> Stops:
        """Where they stop in the log as it is."""
        log, session = self.session.log, self.session
        if self._stops is None or self._stops_of is not log:
            self._stops = Stops(log, session.whole, session.flat, self.items)
            self._stops_of = log
        return self._stops

    def search(self, cursor: int, direction: int) -> None:
        """Looks for the next stop after a cursor, or before it; `found` follows, at once if it
        does not take long."""
        self.cancel()
        self._search = self.stops.search(cursor, direction)
        self._slice()
        if self._search is not None:
            self._said = True
            self._slices.start()
            self.searching.emit(True)

    def cancel(self) -> None:
        """Gives up the search under way."""
        self._search = None
        self._slices.stop()
        if self._said:
            self._said = False
            self.searching.emit(False)

    def _slice(self) -> None:
        end = time.perf_counter() + SLICE_SECONDS
        search = self._search
        while search is not None and time.perf_counter() < end:
            found = next(search, False)
            if found is None:
                continue
            self.cancel()
            self.found.emit(None if isinstance(found, bool) else Hit(*found))
            return

    def _forget(self) -> None:
        self.cancel()
        self._stops = None
