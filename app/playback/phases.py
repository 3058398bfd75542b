"""The phases of one step of a backward pass, along the player's `phase` from 0 to 1.

A Node that sends gradients on has four: the gradient arrives at it, its local derivative is taken,
the products leave along the wires, and they arrive. AccumulateGrad has two: the gradient arrives
at the leaf, and is deposited. Everything else happens at once.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.steps import Step


class Phase(Enum):
    """What a step is at."""

    ARRIVES = auto()
    """The gradient has come to the Node."""
    LOCAL = auto()
    """The local derivative, by which it will be multiplied."""
    LEAVES = auto()
    """The products are on their way."""
    DONE = auto()
    """They have arrived; a deposit is in `.grad`."""


_SENDS = ((Phase.ARRIVES, 0.2), (Phase.LOCAL, 0.4), (Phase.LEAVES, 0.72), (Phase.DONE, 1.0))
_DEPOSITS = ((Phase.ARRIVES, 0.5), (Phase.DONE, 1.0))
_AT_ONCE = ((Phase.DONE, 1.0),)
LEAVING = 0.4
"""From here on the products travel."""


def phases(step: Step | None) -> tuple[tuple[Phase, float], ...]:
    """The phases of a step, each with where the player rests in it."""
    if step is None:
        return _AT_ONCE
    if step.kind == "backward":
        return _SENDS if step.flows else _DEPOSITS
    return _DEPOSITS if step.kind == "accumulate" else _AT_ONCE


def phase_at(step: Step | None, phase: float) -> Phase:
    """The phase that a step is in: each lasts until its resting place."""
    return next((each for each, rest in phases(step) if phase <= rest), Phase.DONE)


def next_rest(step: Step | None, phase: float) -> float | None:
    """Where the player rests next in this step; None at its end."""
    return next((rest for _, rest in phases(step) if rest > phase), None)


def rest_before(step: Step | None, phase: float) -> float | None:
    """Where the player rested before in this step; None before its first phase."""
    return next((rest for _, rest in reversed(phases(step)) if rest < phase), None)


def shows_from(step: Step | None) -> float:
    """The phase from which on the cards show what the step changed."""
    kinds = phases(step)
    if kinds is _SENDS:
        return LEAVING + 1e-6  # saved tensors are freed when the local derivative has been taken
    return 1.0 if kinds is _DEPOSITS else 0.0


def travelled(step: Step | None, phase: float) -> float | None:
    """How far along the wires the products are, from 0 to 1; None before they leave."""
    if step is None or phases(step) is not _SENDS or phase >= 1.0:
        return 1.0
    return (phase - LEAVING) / (1.0 - LEAVING) if phase > LEAVING else None


def words(step: Step | None, phase: float) -> str:
    """What happens in the phase that a step is in; empty where a step has but one."""
    translate = QCoreApplication.translate
    kinds = phases(step)
    if kinds is _AT_ONCE:
        return ""
    arrived = translate("Phase", "they have arrived")
    return {
        Phase.ARRIVES: translate("Phase", "the gradient arrives"),
        Phase.LOCAL: translate("Phase", "local derivative"),
        Phase.LEAVES: translate("Phase", "the products leave"),
        Phase.DONE: translate("Phase", "it is in .grad") if kinds is _DEPOSITS else arrived,
    }[phase_at(step, phase)]
