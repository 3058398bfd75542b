"""What pictures are taken of: a document at a moment of its log, laid out without a canvas."""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, QRectF

from app.canvas import metrics
from app.canvas.autograd.layer import AutogradLayer, Overlaid
from app.canvas.box import Box
from app.canvas.geometry import Geometry
from app.canvas.overlay import Overlay, flow_boxes, pulse_rects
from app.canvas.phase_notes import note_of
from app.canvas.scene import Scene
from app.canvas.shown import Shown
from app.canvas.tags import placed
from app.canvas.view import View
from app.canvas.whole import AROUND
from app.export.still import Still
from app.playback.outputs import outputs_at
from app.theme import Theme

BARELY = 6.0
TAGGED = 140.0
"""Canvas units that the names beside tags may take."""


class Stage:
    """Cards, wires and what travels at the moment of `still`; `go` moves to another.

    `places` says where everything lies, where that is known already; `only` leaves out all cards
    but these. `graph` shows the autograd graph as well, where the run has told of it.
    """

    def __init__(
        self,
        still: Still,
        colours: Theme,
        places: Geometry | None = None,
        only: Collection[str] = (),
        graph: bool = False,
    ) -> None:
        self.session = self.player = self.still = still
        places = _places(still) if places is None else places
        self.places = places.part(only) if only else places
        self.shown = Shown(still, still, self.places)
        self.scene = Scene(self.places, self.shown, colours, View(), budget=math.inf)
        self.overlay = Overlay()
        self._parent = QObject()
        # of what a canvas has, the layer reads what a stage has too
        self.layer = AutogradLayer(cast(Overlaid, self), self._parent)
        self.layer.on = graph

    @property
    def colours(self) -> Theme:
        return self.scene.theme

    def go(self, cursor: int, phase: float = 1.0) -> None:
        """Moves to another moment."""
        still = self.still
        old = still.shown_cursor
        if (still.cursor, still.phase) == (cursor, phase):
            return
        still.cursor, still.phase = cursor, phase
        if still.shown_cursor != old:
            self.shown.moved(old, still.shown_cursor)
        self.layer.forget()

    def extent(self) -> Box | None:
        """What holds all that there is to see at this moment, with some room round it; None where
        there is nothing."""
        box = self.places.bounds()
        if box is None:
            return None
        for each in flow_boxes(self.scene):
            box = box.united(each)
        planes = self.layer.bounds()
        if planes is not None:
            box = box.united(planes)
        for inner in [] if self.layer.on else self.layer.inner():
            box = box.united(inner.box._replace(right=inner.box.right + TAGGED))
        box = box.grown(AROUND)
        for rect in self._loose():  # they need less
            loose = Box(rect.left(), rect.top(), rect.right(), rect.bottom())
            box = box.united(loose.grown(BARELY))
        return box

    def _loose(self) -> list[QRectF]:
        """Where the words of gradients on their way and the tags of cards stand, at zoom 1."""
        view, self.scene.view = self.scene.view, View()
        note = note_of(self.scene, self.still.phase)
        rects = pulse_rects(self.scene, self.still.phase)
        rects += [each.place for each in placed(self.scene)]
        self.scene.view = view
        return rects if note is None else [*rects, note.place]


def _places(still: Still) -> Geometry:
    """Where everything lies, each card with the room that its tensors take."""
    places = Geometry(still.document, partial(outputs_at, still))
    places.set_contents(
        {
            slot: metrics.content_of(still.seen, places.ids[slot], places.outputs[slot])
            for slot in places.in_use(range(len(places.ids))).tolist()
        }
    )
    return places
