"""The player: a cursor over the steps of the last run, which can be moved, played and reversed.

A cursor *k* means that the first *k* steps have happened; the step being shown is number
*k* - 1. `phase` runs from 0 to 1 while that step happens (`app.playback.phases`), and rests at 1,
or where one looks at a phase of it. What cards show is that of `shown_cursor`: a deposit is not
seen before its phase.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.playback import phases
from app.playback.breakpoints import Breakpoints, Hit
from app.session import Session
from autograd_core.graph.steps import ActionPath, Ref, Step, StepLog
from autograd_core.graph.turns import Turns, turns_of

MILLISECONDS_FOR_FLOWS = 600.0 / (1.0 - phases.LEAVING)
"""How long a step takes whose gradients travel at speed 1: along an edge, 600 of them."""
MILLISECONDS_FOR_DEPOSIT = 500.0
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
    shown_moved(old, new): `shown_cursor` has moved, or the log under it is another.
    phase_changed(float): the shown step is that far along.
    playing_changed(int): 1 playing, -1 playing backwards, 0 at rest.
    speed_changed(float)
    loop_changed: whether it plays in a loop, or of what, is another.
    stopped(Hit): it stopped at a breakpoint.
    """

    moved = Signal(int, int)
    shown_moved = Signal(int, int)
    phase_changed = Signal(float)
    playing_changed = Signal(int)
    speed_changed = Signal(float)
    loop_changed = Signal()
    stopped = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.cursor = 0
        self.shown_cursor = 0
        """What cards show: the cursor, or the one before while the step is under way."""
        self.phase = 1.0
        self.speed = 1.0
        self.playing = 0
        self.reduced_motion = False
        self.loop = False
        self.range: tuple[int, int] | None = None
        """The cursors between which a loop goes; None for the whole line."""
        self.hit: Hit | None = None
        """Why it stopped where it is; None where no breakpoint stopped it."""
        self.breakpoints = Breakpoints(session, self)
        self._going = 1.0
        """The phase as time goes; `phase` goes with it, by leaps where motion is reduced."""
        self._goal: tuple[int, float] | None = None
        """The cursor and phase at which it stops."""
        self._place: Place | None = None
        self._was_at_end = True
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        session.ran.connect(self._log_changed)
        session.replaced.connect(self._document_replaced)
        self.breakpoints.found.connect(self._found)

    # What is shown

    @property
    def log(self) -> StepLog:
        return self.session.log

    @property
    def step(self) -> Step | None:
        """The step being shown: the last that has happened."""
        steps = self.log.steps  # perhaps of a new run, which `_log_changed` is about to show
        return steps[self.cursor - 1] if 0 < self.cursor <= len(steps) else None

    @property
    def turns(self) -> Turns:
        """The iterations of the log's Repeats."""
        return turns_of(self.log)

    def field(self, subject: Ref, name: str, default: Any = None) -> Any:
        """A field as it is shown, of a card of the level that is shown."""
        return self.seen.at(self.shown_cursor, subject, name, default)

    # Moving

    def seek(self, cursor: int) -> None:
        """Goes to a cursor (clamped), at rest; playing goes on from there."""
        self._go(cursor, 1.0)

    def step_forward(self) -> None:
        """Shows the next step as it happens, or the rest of one that is under way."""
        if self.playing:
            self._go(self.cursor, 1.0)
        self.pause()
        if self.phase < 1.0:
            self._goal = (self.cursor, 1.0)
        elif self.cursor < len(self.log):
            self._goal = (self.cursor + 1, 1.0)
        else:
            return
        self._start(1)

    def step_back(self) -> None:
        self.pause()
        self.seek(self.cursor - 1)

    def phase_forward(self) -> None:
        """Goes on to the next phase of the step, or to the first of the next step."""
        if self.playing:
            self._go(*(self._goal or (self.cursor, 1.0)))
        self.pause()
        rest = phases.next_rest(self.step, self.phase)
        if rest is not None:
            self._goal = (self.cursor, rest)
        elif self.cursor < len(self.log):
            self._goal = (self.cursor + 1, phases.phases(self.log.steps[self.cursor])[0][1])
        else:
            return
        self._start(1)

    def phase_back(self) -> None:
        """Goes back to the phase before, or to the end of the step before."""
        self.pause()
        rest = phases.rest_before(self.step, self.phase)
        if rest is not None:
            self._go(self.cursor, rest)
        else:
            self._go(self.cursor - 1, 1.0)

    def next_section(self) -> None:
        """Goes to the end of the action whose steps come next."""
        self.pause()
        at = self.log.section_at(self.cursor + 1)
        self.seek(self.log.sections[at].stop if at >= 0 else 0)

    def previous_section(self) -> None:
        """Goes back to where the shown action started."""
        self.pause()
        at = self.log.section_at(self.cursor)
        self.seek(self.log.sections[at].start if at >= 0 else 0)

    def next_turn(self) -> None:
        """Goes to the same place in the next iteration of the loop, or to the next loop."""
        self.pause()
        self.seek(self.turns.after(self.cursor))

    def previous_turn(self) -> None:
        """Goes to the same place in the iteration before, or to the loop before."""
        self.pause()
        self.seek(self.turns.before(self.cursor))

    def first(self) -> None:
        self.pause()
        self.seek(0)

    def last(self) -> None:
        self.pause()
        self.seek(len(self.log))

    def run_on(self) -> None:
        """Goes to the next step at which a breakpoint stops."""
        self.pause()
        self.breakpoints.search(self.cursor, 1)

    def run_back(self) -> None:
        """Goes back to the last step before this one at which a breakpoint stops."""
        self.pause()
        self.breakpoints.search(self.cursor, -1)

    def _found(self, hit: Hit | None) -> None:
        if hit is not None and hit.step < len(self.log):
            self._go(hit.step + 1, 1.0)
            self._stop_for(hit)

    def _stop_for(self, hit: Hit) -> None:
        self.pause()
        self.hit = hit
        self.stopped.emit(hit)

    def _go(self, cursor: int, phase: float) -> None:
        cursor = max(0, min(cursor, len(self.log)))
        if (cursor, phase) != (self.cursor, self.phase):
            self._stand(cursor, phase, anew=False)

    def _stand(self, cursor: int, phase: float = 1.0, anew: bool = True) -> None:
        """Stands at a cursor, of a log that is another if `anew`."""
        old, old_shown, old_phase = self.cursor, self.shown_cursor, self.phase
        self.cursor = cursor
        self.phase = self._going = phase
        self.shown_cursor = self._find_shown()
        if anew or old != cursor:
            self.hit = None
            self._remember()
            self.moved.emit(old, cursor)
        if anew or old_shown != self.shown_cursor:
            self.shown_moved.emit(old_shown, self.shown_cursor)
        if old_phase != phase:
            self.phase_changed.emit(phase)

    def _find_shown(self) -> int:
        step = self.step
        return self.cursor - (step is not None and self.phase < phases.shows_from(step))

    # Playing

    def play(self) -> None:
        """Plays to the end, or round and round; from the end, plays again from the start."""
        first, last = self.bounds
        if not first <= self.cursor < last:
            inside = first == 0 and self.phase < 1.0
            if not inside:
                self.seek(first)
        self._goal = None
        self._start(1)

    def play_part(self, first: int, last: int) -> None:
        """Plays from one cursor to another, once."""
        self.pause()
        self.seek(first)
        self._goal = (last, 1.0)
        self._start(1)

    def play_back(self) -> None:
        """Plays backwards to the start, or round and round."""
        first, last = self.bounds
        if self.loop and not first < self.cursor <= last:
            self.seek(last)
        self._goal = None
        self._start(-1)

    def pause(self) -> None:
        """Stops where it is."""
        self._goal = None
        self._timer.stop()
        self._set_playing(0)
        self.breakpoints.cancel()

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

    @property
    def bounds(self) -> tuple[int, int]:
        """The cursors between which it plays."""
        count = len(self.log)
        if not self.loop or self.range is None:
            return 0, count
        first, last = self.range
        return (min(first, count - 1), min(last, count)) if first < count else (0, count)

    def set_loop(self, on: bool, between: tuple[int, int] | None = None) -> None:
        """Plays in a loop or not: of the whole line, or between two cursors."""
        if between is not None and between[0] >= between[1]:
            between = None
        if (on, between) != (self.loop, self.range):
            self.loop, self.range = on, between
            self.loop_changed.emit()

    def toggle_loop(self) -> None:
        self.set_loop(not self.loop, self.range)

    def _start(self, direction: int) -> None:
        if not len(self.log):
            self._goal = None
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
        """Shows the next step with its gradients at their start, or stops, or starts again."""
        first, last = self.bounds
        end = last if self._goal is None else min(self._goal[0], len(self.log))
        if self.cursor < end:
            self._go(self.cursor + 1, 0.0)
        elif self._goal is None and self.loop and last > first:
            self._go(first, 1.0)
            self._go(first + 1, 0.0)
        else:
            self.pause()

    def _tick(self) -> None:
        share = self._clock.restart() * self.speed / duration(self.step)
        if self.playing > 0:
            self._tick_on(self._going + share)
        elif self._going - share > 0.0 and self.cursor:
            self._set_phase(self._going - share)
        else:
            self._leave()

    def _tick_on(self, phase: float) -> None:
        if self._goal is not None and self._goal[0] == self.cursor and phase >= self._goal[1]:
            rest = self._goal[1]
            self.pause()
            self._go(self.cursor, rest)
        elif phase < 1.0:
            self._set_phase(phase)
        else:
            self._go(self.cursor, 1.0)
            hit = self.breakpoints.at(self.cursor - 1)
            if hit is not None:
                self._stop_for(hit)
            else:
                self._enter_next()

    def _leave(self) -> None:
        """Goes to the step before, while playing backwards."""
        first, last = self.bounds
        if self.cursor > first + 1:
            self._go(self.cursor - 1, 1.0)
            hit = self.breakpoints.at(self.cursor - 1)
            if hit is not None:
                self._stop_for(hit)
            return
        self._go(first, 1.0)
        if self.loop and last > first:
            self._go(last, 1.0)
        else:
            self.pause()

    def _set_phase(self, phase: float) -> None:
        self._going = going = phase
        if self.reduced_motion:
            phase = phases.rest_before(self.step, phase) or 0.0
        if phase != self.phase:
            self._stand(self.cursor, phase, anew=False)
            self._going = going

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
        self.range = None
        self.loop_changed.emit()
        self._stand(0)

    def _log_changed(self) -> None:
        """Keeps the cursor's place (action and node), or goes to what was just asked for."""
        asked = self.session.show_end_of
        if asked is not None:
            self.session.show_end_of = None
            self._show_action(asked)
            return
        cursor = self._found_again()
        step = self.log.steps[cursor - 1] if cursor else None
        place = self._place
        same = step is not None and place is not None and place[2:4] == (step.node, step.kind)
        self._stand(cursor, self.phase if same else 1.0)
        if self.playing and not self.loop and self.cursor >= len(self.log) and self.phase >= 1.0:
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

    def _show_action(self, action: str) -> None:
        self.pause()
        sections = [s for s in self.log.sections if s.action[0] == action]
        if not sections:
            self._stand(len(self.log))
            return
        start, stop = sections[0].start, sections[-1].stop
        flowing = any(step.flows for step in self.log.steps[start:stop])
        playable = flowing and stop - start <= PLAYED_AT_MOST and not self.reduced_motion
        self._stand(start if playable else stop)
        if playable:
            self._goal = (stop, 1.0)
            self._start(1)


def duration(step: Step | None) -> float:
    """How many milliseconds a step takes at speed 1."""
    count = len(phases.phases(step))
    if count == 1:
        return MILLISECONDS_FOR_OTHERS
    return MILLISECONDS_FOR_DEPOSIT if count == 2 else MILLISECONDS_FOR_FLOWS
