"""The frames of an animation: at which moments of a run, and for how long each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.playback.phases import LEAVING, Phase, phases
from app.playback.player import duration
from autograd_core.graph.steps import Step, StepLog

FIRST_MILLISECONDS, LAST_MILLISECONDS = 600.0, 1500.0
"""How long the start and the end are shown: what is played in a loop would have neither."""
MOST_FRAMES = 2400
LEAST_FPS, MOST_FPS = 2, 50
"""Viewers take a frame of less than 20 ms for one of 100."""


class TooMany(Exception):
    """There would be more than `MOST_FRAMES` frames."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class Moment(NamedTuple):
    """What a frame shows, and for how many milliseconds."""

    cursor: int
    phase: float
    milliseconds: float


@dataclass(frozen=True)
class Course:
    """How a part of a run is shown: from the cursor `first` to `last`. `reduced`: one frame for
    each step, in which nothing travels."""

    first: int
    last: int
    speed: float = 1.0
    fps: int = 12
    reduced: bool = False
    loop: bool = True


def moments(log: StepLog, course: Course) -> list[Moment]:
    """The frames.

    Raises:
        TooMany: before so many are made.
    """
    found = [Moment(course.first, 1.0, FIRST_MILLISECONDS / course.speed)]
    steps = log.steps[course.first : course.last]
    least = len(steps) + 1
    if least > MOST_FRAMES:
        raise TooMany(least)
    for number, step in enumerate(steps, course.first + 1):
        found += _frames(number, step, course)
    if len(found) > MOST_FRAMES:
        raise TooMany(len(found))
    found[-1] = found[-1]._replace(milliseconds=max(found[-1].milliseconds, LAST_MILLISECONDS))
    return found


def _frames(cursor: int, step: Step, course: Course) -> Iterator[Moment]:
    """The frames of one step: each phase for as long as it lasts in the window, and what travels
    in as many places as there are frames."""
    whole = duration(step) / course.speed
    if course.reduced:
        yield Moment(cursor, 1.0, whole)
        return
    before = 0.0
    for phase, rest in phases(step):
        if phase is Phase.LEAVES:
            continue  # it travels on until it has arrived
        lasts = whole * (rest - before)
        if phase is Phase.DONE and before == LEAVING:
            count = max(2, round(lasts * course.fps / 1000))
            for nth in range(1, count + 1):
                yield Moment(cursor, LEAVING + (1 - LEAVING) * nth / count, lasts / count)
        else:
            yield Moment(cursor, rest, lasts)
        before = rest
