"""Cards on their way to other places, after an edit that moved many: so that one sees where each
went. The document has them there from the start; only the geometry follows.

It is over at once when somebody takes the canvas into the hand, and for whoever wants less motion.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from app.canvas.curves import Floats, Indices
from app.canvas.geometry import Geometry
from app.playback.player import Player
from app.session import Session

MILLISECONDS = 420


class Moving(Protocol):
    """What of the canvas moves."""

    session: Session
    player: Player
    places: Geometry

    def isVisible(self) -> bool: ...
    def update_all(self) -> None: ...


class Motion(QObject):
    """Moves the cards of one canvas.

    Signals:
        settled: cards that were on their way are where they belong.
    """

    settled = Signal()

    def __init__(self, canvas: Moving, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._slots: Indices = np.empty(0, np.intp)
        self._wires: Indices = np.empty(0, np.intp)
        self._start: Floats = np.empty((0, 2))
        self._goal: Floats = np.empty((0, 2))
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(MILLISECONDS)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._go)

    @property
    def running(self) -> bool:
        return self._animation.state() == QVariantAnimation.State.Running

    def places(self) -> dict[str, tuple[float, float]]:
        """Where each card is drawn, to be given to `show` after an edit."""
        places = self._canvas.places
        return {node: _pair(places.pos[slot]) for node, slot in places.slots.items()}

    def show(self, before: dict[str, tuple[float, float]]) -> None:
        """Shows the cards on their way from where they were to where the geometry has them."""
        self.finish()
        canvas, places = self._canvas, self._canvas.places
        nodes = [
            node for node, slot in places.slots.items()
            if node in before and before[node] != _pair(places.pos[slot])
        ]  # fmt: skip
        if not nodes or not canvas.isVisible() or canvas.player.reduced_motion:
            return
        self._slots = places.slots_of(nodes)
        self._wires = places.wires_at(self._slots)
        self._start = np.array([before[node] for node in nodes])
        self._goal = places.pos[self._slots].copy()
        self._animation.start()

    def finish(self) -> None:
        """Puts the cards where they belong at once."""
        if self.running:
            self._animation.stop()
            self._go(1.0)

    def forget(self) -> None:
        """Another document is open: these slots mean nothing any more."""
        self._animation.stop()

    def _go(self, share: float) -> None:
        at = self._goal if share >= 1 else self._start + (self._goal - self._start) * share
        self._canvas.places.move(self._slots, at, self._wires)
        self._canvas.update_all()
        if share >= 1:
            self.settled.emit()


def _pair(row: Floats) -> tuple[float, float]:
    return float(row[0]), float(row[1])
