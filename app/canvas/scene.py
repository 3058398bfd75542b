"""What a frame is painted from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from app.canvas.curves import Floats
from app.canvas.geometry import Geometry
from app.canvas.shown import Shown
from app.canvas.view import View
from app.theme import Theme
from autograd_core.graph.steps import Flow


class Ways(Protocol):
    """What knows the ways of gradients that run beside the wires."""

    on: bool

    def way(self, flow: Flow) -> Floats | None: ...


BUDGET = 0.010
"""Seconds that a frame may spend on painting cards anew; the rest waits for the next frame."""


@dataclass
class Scene:
    """All that a frame is painted from."""

    geometry: Geometry
    shown: Shown
    theme: Theme
    view: View
    ratio: float = 1.0
    focused: str | None = None
    """The card that keys are meant for."""
    focus_visible: bool = False
    """Whether it shows that, as it does once somebody uses the keyboard."""
    dimmed: frozenset[str] = frozenset()
    """Cards that cannot take part in the gesture under way."""
    hidden_wires: frozenset[str] = frozenset()
    """The wires whose end is in the hand."""
    coarse: bool = False
    """Whether the zoom is changing, so that old pictures may serve, scaled."""
    budget: float = BUDGET
    autograd: Ways | None = None
    vector: bool = False
    """Whether it is drawn into a file that keeps lines and texts, and not into pixels."""
    late: set[int] = field(default_factory=set)
    """Slots whose picture was not ready; to be painted in a later frame."""
    names_late: bool = False
    """Whether names of far cards wait for the next frame."""
