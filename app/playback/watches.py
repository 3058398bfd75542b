"""Watches of the open document: what they come to over the steps, found in the window's spare time.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from app.session import Session
from autograd_core.graph.probes import Watch
from autograd_core.graph.readings import NotOneNumber, Reading
from autograd_core.graph.steps import StepLog
from autograd_core.graph.turns import turns_of

SLICE_SECONDS = 0.006
REST_MILLISECONDS = 60
"""Rest after a run before its numbers are read: while a number is scrubbed, runs follow each
other."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


class Series(NamedTuple):
    """The values of a watch: `values[i]` holds from cursor `cursors[i]` on, NaN where there is
    none. `shape` says what it is where it is not one number, and nothing can be drawn."""

    cursors: Floats
    values: Floats
    shape: str = ""

    def at(self, cursor: int) -> float:
        """The value at a cursor."""
        found = int(np.searchsorted(self.cursors, cursor, side="right"))
        return float(self.values[found - 1]) if found else float("nan")


Key = tuple[str, tuple[tuple[str, str], ...]]


def key_of(watch: Watch) -> Key:
    """What a watch is about, whether it is on or off: its text, and what the names mean."""
    return watch.expression.text, tuple(sorted(watch.expression.names.items()))


class Watches(QObject):
    """Signals:
    changed: the list is another.
    read(Watch): the values of a watch have been read.
    """

    changed = Signal()
    read = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.items: tuple[Watch, ...] = ()
        self.series: dict[Key, Series] = {}
        """What has been read last, by `key_of` the watch."""
        self._wanted = False
        self._work: Iterator[None] | None = None
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._slice)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self._begin)
        session.ran.connect(self._later)
        session.replaced.connect(self._clear)

    # The list

    def show(self, items: Sequence[Watch]) -> None:
        """Makes these the watches."""
        if tuple(items) != self.items:
            self.items = tuple(items)
            known = {key_of(each) for each in self.items}
            self.series = {t: s for t, s in self.series.items() if t in known}
            self.changed.emit()
            self._later()

    def add(self, item: Watch) -> None:
        """Adds one, unless the same is there."""
        if item not in self.items:
            self.show((*self.items, item))

    def remove(self, items: Sequence[Watch]) -> None:
        self.show([each for each in self.items if each not in items])

    def change(self, old: Watch, new: Watch) -> None:
        """Puts `new` in the place of `old`."""
        self.series.pop(key_of(old), None)
        self.show([new if each == old else each for each in self.items])

    def enable(self, item: Watch, on: bool) -> None:
        self.show([replace(item, enabled=on) if each == item else each for each in self.items])

    # Reading

    def want(self, wanted: bool) -> None:
        """Whether somebody looks: what nobody looks at is not read."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._later()

    @property
    def busy(self) -> bool:
        """Whether some values are still to be read."""
        return self._rest.isActive() or self._work is not None

    def read_all(self) -> None:
        """Reads everything now, however long it takes."""
        self._rest.stop()
        self._slices.stop()
        for _ in self._reading():
            pass
        self._work = None

    def _later(self) -> None:
        self._slices.stop()
        self._work = None
        if self._wanted and self.items:
            self._rest.start()
        else:
            self._rest.stop()

    def _clear(self) -> None:
        self.series.clear()
        self._later()

    def _begin(self) -> None:
        self._work = self._reading()
        self._slices.start()

    def _slice(self) -> None:
        end = time.perf_counter() + SLICE_SECONDS
        while self._work is not None and time.perf_counter() < end:
            if next(self._work, self) is self:
                self._work = None
        if self._work is None:
            self._slices.stop()

    def _reading(self) -> Iterator[None]:
        log, whole = self.session.log, self.session.whole
        for item in self.items:
            if not item.enabled:
                continue
            reading = Reading(item.expression, log, whole)
            cursors = np.array(reading.changes(), np.float64) + 1
            values = np.full(len(cursors), np.nan)
            shape = ""
            for i, cursor in enumerate(cursors.astype(int).tolist()):
                try:
                    values[i] = reading.number(cursor)
                except NotOneNumber as problem:
                    shape = str(problem)
                yield
            some = np.isfinite(values).any()
            series = Series(cursors, values, "" if some else shape)
            self.series[key_of(item)] = series
            self.read.emit(item)


def table(log: StepLog, items: Sequence[Watch], series: dict[Key, Series], mark: str = ",") -> str:
    """The values as rows of text, one for each step at which one of them changes: for a
    spreadsheet. The iteration is that of the outermost Repeat, from 1."""
    shown = [each for each in items if key_of(each) in series]
    cursors = sorted({c for each in shown for c in series[key_of(each)].cursors.tolist()})
    turns = turns_of(log)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator="\n")
    extra = ["iteration"] if turns else []
    writer.writerow(["step", *extra, *(each.expression.text for each in shown)])
    for cursor in map(int, cursors):
        within = turns.at(cursor)[:1] if turns else []
        number = [str(turn.number + 1) for turn in within] or [""] * len(extra)
        row = [_written(series[key_of(each)].at(cursor)) for each in shown]
        writer.writerow([str(cursor), *number, *row])
    return out.getvalue()


def _written(value: float) -> str:
    return "" if value != value else repr(value)  # nothing there reads as an empty cell
