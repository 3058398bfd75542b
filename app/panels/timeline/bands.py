"""What the line draws: one band for each action at the top level, and marks within it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

import numpy as np

from app.widgets.wording import Hue, action_hue, action_icon, action_title
from autograd_core.graph.action_edits import flat
from autograd_core.graph.actions import Action, Repeat
from autograd_core.graph.document import Document
from autograd_core.graph.steps import Step, StepLog


@dataclass(frozen=True, slots=True)
class Band:
    """The steps `start <= i < stop` that one action made, with its name.

    `iterations` holds where each iteration of a Repeat starts; None for any other action.
    """

    action: str
    title: str
    icon: str
    hue: Hue
    start: int
    stop: int
    iterations: np.ndarray[tuple[int], np.dtype[np.int64]] | None = None


@dataclass(slots=True)
class Bands:
    """The bands of one log, in order, and the steps at which something failed."""

    bands: list[Band] = field(default_factory=list)
    errors: np.ndarray[tuple[int], np.dtype[np.int64]] = field(
        default_factory=lambda: np.empty(0, np.int64)
    )
    caught: np.ndarray[tuple[int], np.dtype[np.int64]] = field(
        default_factory=lambda: np.empty(0, np.int64)
    )
    """The steps at which something failed and a Try took it."""
    hues: dict[str, Hue] = field(default_factory=dict)
    """The hue of each action, also of those in blocks."""
    count: int = 0
    """How many steps there are."""

    def at(self, cursor: int) -> int:
        """The index of the band of the step just before the cursor; -1 at the start."""
        return bisect_right(self.bands, cursor - 1, key=lambda band: band.start) - 1


def bands_of(log: StepLog, document: Document) -> Bands:
    """Reads a log once; drawing then costs nothing for each step."""
    actions: dict[str, Action] = {action.id: action for _, action in flat(document.actions)}
    found: list[Band] = []
    iterations: list[int] = []
    last_iteration = ""
    for section in log.sections:
        top = section.action[0]
        iteration = section.action[1] if len(section.action) > 1 else ""
        if not iteration.isdecimal():  # a part of a When or a Try
            iteration = ""
        if found and found[-1].action == top:
            band = _band(actions.get(top), top, found[-1].start, section.stop, document)
            found[-1] = band
        else:
            _close(found, iterations)
            iterations = []
            last_iteration = ""
            found.append(_band(actions.get(top), top, section.start, section.stop, document))
        if iteration and iteration != last_iteration:
            iterations.append(section.start)
            last_iteration = iteration
    _close(found, iterations)
    errors = [
        i for i, step in enumerate(log.steps) if step.kind == "error" and not _unfinished(step)
    ]
    caught = [i for i, step in enumerate(log.steps) if step.kind == "caught"]
    hues = {name: action_hue(action) for name, action in actions.items()}
    return Bands(
        found, np.array(errors, np.int64), np.array(caught, np.int64), hues, len(log)
    )


def retitled(bands: list[Band], document: Document) -> list[Band]:
    """The bands with the names that their actions have now, as that of a node in one may be
    another, for which nothing runs."""
    actions: dict[str, Action] = {action.id: action for _, action in flat(document.actions)}
    return [
        replace(band, title=action_title(actions[band.action], document))
        if band.action in actions
        else band
        for band in bands
    ]


def _unfinished(step: Step) -> bool:
    """Whether the node only lacks a wire or a parameter."""
    return any(name == "status" and after == "incomplete" for _, name, _, after in step.changes)


def _band(
    action: Action | None, action_id: str, start: int, stop: int, document: Document
) -> Band:
    if action is None:  # the list was edited, and the new run is on its way
        return Band(action_id, "", "", "neutral", start, stop)
    return Band(
        action_id,
        action_title(action, document),
        action_icon(action),
        action_hue(action),
        start,
        stop,
        np.empty(0, np.int64) if isinstance(action, Repeat) else None,
    )


def _close(found: list[Band], iterations: list[int]) -> None:
    if found and iterations:
        last = found[-1]
        found[-1] = Band(
            last.action, last.title, last.icon, last.hue, last.start, last.stop,
            np.array(iterations, np.int64),
        )
