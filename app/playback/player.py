"""The player: a cursor over the steps of the last run, which can be moved, played and reversed.

A cursor *k* means that the first *k* steps have happened; the step being shown is number
*k* - 1. `phase` runs from 0 to 1 while that step's gradients travel, and rests at 1.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.session import Session
from autograd_core.graph.steps import ActionPath, Ref, Step, StepLog

MILLISECONDS_FOR_FLOWS = 600.0
"""How long a gradient takes along an edge at speed 1."""
MILLISECONDS_FOR_OTHERS = 350.0
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
PLAYED_AT_MOST = 12
"""A backward pass just asked for is played from its start if it has no more steps than this;
a longer one is shown at its end, and can be scrubbed."""
FRAME_MILLISECONDS = 16


class Place(NamedTuple):
    """Where the cursor stands, in words that survive a new run."""

    action: ActionPath
    offset: int
    node: str | None
    kind: str
    behind: bool
    """Whether the action had ended there: what is added to it later has run as well."""


class Player(QObject):
    """Signals:
    moved(old, new): the cursor has moved, or the log under it is another.
    phase_changed(float): the gradients of the shown step are that far along.
    playing_changed(int): 1 playing, -1 playing backwards, 0 at rest.
    speed_changed(float)
    """

    moved = Signal(int, int)
    phase_changed = Signal(float)
    playing_changed = Signal(int)
    speed_changed = Signal(float)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.cursor = 0
        self.phase = 1.0
        self.speed = 1.0
        self.playing = 0
        self.reduced_motion = False
        self._stop_at: int | None = None
        self._place: Place | None = None
        self._was_at_end = True
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        session.ran.connect(self._log_changed)
        session.replaced.connect(self._document_replaced)

    # What is shown

    @property
    def log(self) -> StepLog:
        return self.session.log

    @property
    def step(self) -> Step | None:
        """The step being shown: the last that has happened."""
        return self.log.steps[self.cursor - 1] if self.cursor else None

    def field(self, subject: Ref, name: str, default: Any = None) -> Any:
        """A field as it is at the cursor, of a card of the level that is shown."""
        return self.seen.at(self.cursor, subject, name, default)

    # Moving

    def seek(self, cursor: int) -> None:
        """Goes to a cursor (clamped), at rest; playing goes on from there."""
        self._go(cursor, 1.0)

    def step_forward(self) -> None:
        """Shows the next step, its gradients travelling once."""
        self.pause()
        if self.cursor < len(self.log):
            self._stop_at = self.cursor + 1
            self._start(1)

    def step_back(self) -> None:
        self.pause()
        self.seek(self.cursor - 1)

    def next_section(self) -> None:
        """Goes to the end of the action whose steps come next."""
        self.pause()
        ends = (s.stop for s in self.log.sections if s.stop > self.cursor)
        self.seek(next(ends, len(self.log)))

    def previous_section(self) -> None:
        """Goes back to where the shown action started."""
        self.pause()
        starts = [s.start for s in self.log.sections if s.start < self.cursor]
        self.seek(starts[-1] if starts else 0)

    def first(self) -> None:
        self.pause()
        self.seek(0)

    def last(self) -> None:
        self.pause()
        self.seek(len(self.log))

    def _go(self, cursor: int, phase: float) -> None:
        old = self.cursor
        self.cursor = max(0, min(cursor, len(self.log)))
        if phase != self.phase:
            self.phase = phase
            self.phase_changed.emit(phase)
        if old != self.cursor:
            self._remember()
            self.moved.emit(old, self.cursor)

    # Playing

    def play(self) -> None:
        """Plays to the end; from the end, plays again from the start."""
        if self.cursor >= len(self.log):
            self.seek(0)
        self._stop_at = None
        self._start(1)

    def play_back(self) -> None:
        """Plays backwards to the start."""
        self._stop_at = None
        self._start(-1)

    def pause(self) -> None:
        """Stops where it is; gradients that travel arrive at once."""
        self._stop_at = None
        self._timer.stop()
        self._set_playing(0)
        if self.phase != 1.0:
            self.phase = 1.0
            self.phase_changed.emit(1.0)

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def set_speed(self, speed: float) -> None:
        """Sets the speed, from 0.25 to 4."""
        speed = max(SPEEDS[0], min(speed, SPEEDS[-1]))
        if speed != self.speed:
            self.speed = speed
            self.speed_changed.emit(speed)

    def _start(self, direction: int) -> None:
        if not len(self.log):
            return
        self._set_playing(direction)
        self._clock.restart()
        self._timer.start()
        if direction > 0 and self.phase >= 1.0:
            self._enter_next()

    def _set_playing(self, direction: int) -> None:
        if direction != self.playing:
            self.playing = direction
            self.playing_changed.emit(direction)

    def _enter_next(self) -> None:
        """Shows the next step with its gradients at their start, or stops."""
        end = len(self.log) if self._stop_at is None else min(self._stop_at, len(self.log))
        if self.cursor >= end:
            self.pause()
            return
        self._go(self.cursor + 1, 0.0)

    def _tick(self) -> None:
        step = self.step
        flowing = step is not None and bool(step.flows)
        duration = MILLISECONDS_FOR_FLOWS if flowing else MILLISECONDS_FOR_OTHERS
        share = self._clock.restart() * self.speed / duration
        if self.playing > 0:
            phase = self.phase + share
            if phase >= 1.0:
                self._set_phase(1.0)
                self._enter_next()
            else:
                self._set_phase(phase)
        elif self.phase - share > 0.0 and self.cursor:
            self._set_phase(self.phase - share)
        elif self.cursor > 1:
            self._go(self.cursor - 1, 1.0)
        else:
            self._go(0, 1.0)
            self.pause()

    def _set_phase(self, phase: float) -> None:
        self.phase = phase
        if not self.reduced_motion or phase in (0.0, 1.0):
            self.phase_changed.emit(phase)

    # A new run under the cursor

    @property
    def seen(self) -> StepLog:
        """The log as the level that is shown sees it."""
        return self.session.seen

    def _remember(self) -> None:
        step = self.step
        self._was_at_end = self.cursor >= len(self.log)
        if step is None:
            self._place = None
            return
        section = self.log.sections[self.log.section_at(self.cursor)]
        offset = self.cursor - 1 - section.start
        behind = self.cursor == section.stop
        self._place = Place(step.action, offset, step.node, step.kind, behind)

    def _document_replaced(self) -> None:
        self.pause()
        self._place = None
        self._was_at_end = True
        old, self.cursor = self.cursor, 0
        self.moved.emit(old, 0)

    def _log_changed(self) -> None:
        """Keeps the cursor's place (action and node), or goes to what was just asked for."""
        asked = self.session.show_end_of
        old = self.cursor
        if asked is not None:
            self.session.show_end_of = None
            self._show_action(asked, old)
            return
        self.cursor = self._found_again()
        self._remember()
        self.moved.emit(old, self.cursor)
        if self.playing and self.cursor >= len(self.log):
            self.pause()

    def _found_again(self) -> int:
        log, place = self.log, self._place
        if self._was_at_end:
            return len(log)
        if place is None:
            return 0
        for section in log.sections:
            if section.action != place.action:
                continue
            if place.behind:
                return section.stop
            steps = range(section.start, section.stop)
            same = [
                i
                for i in steps
                if log.steps[i].node == place.node and log.steps[i].kind == place.kind
            ]
            if same:
                return 1 + min(same, key=lambda i: abs(i - section.start - place.offset))
            return min(section.start + place.offset + 1, section.stop)
        return min(self.cursor, len(log))

    def _show_action(self, action: str, old: int) -> None:
        self.pause()
        sections = [s for s in self.log.sections if s.action[0] == action]
        if not sections:
            self.cursor = len(self.log)
        else:
            start, stop = sections[0].start, sections[-1].stop
            flowing = any(step.flows for step in self.log.steps[start:stop])
            playable = flowing and stop - start <= PLAYED_AT_MOST and not self.reduced_motion
            self.cursor = start if playable else stop
            if playable:
                self._remember()
                self.moved.emit(old, self.cursor)
                self._stop_at = stop
                self._start(1)
                return
        self._remember()
        self.moved.emit(old, self.cursor)
