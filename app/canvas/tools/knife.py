"""The knife: a stroke across wires cuts them."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt

from app.canvas.box import Box
from app.canvas.curves import Bools, Floats, flatten
from app.canvas.tools.tool import Host, Tool, canvas_point
from autograd_core.graph import building

LEAST = 3.0
"""Pixels from one point of the stroke to the next."""


class KnifeTool(Tool):
    """Cuts the wires that the pointer is dragged across; `waits` for the button if it was asked
    for by key."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: Host, waits: bool = False) -> None:
        super().__init__(host)
        self.waits = waits

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self.waits:
            self.host.say(
                QCoreApplication.translate("Canvas", "Drag across the wires to cut; Esc cancels.")
            )
            return
        self.host.overlay.strokes.knife = [canvas_point(self.host, at)]

    def press(self, at: QPointF) -> None:
        self.waits = False
        self.host.say("")
        self.start(at, Qt.KeyboardModifier.NoModifier)

    def move(self, at: QPointF) -> None:
        if self.waits:
            return
        host, strokes = self.host, self.host.overlay.strokes
        x, y = canvas_point(host, at)
        last_x, last_y = strokes.knife[-1]
        if abs(x - last_x) + abs(y - last_y) < LEAST / host.view.zoom:
            return
        strokes.knife.append((x, y))
        stroke = Box(min(x, last_x), min(y, last_y), max(x, last_x), max(y, last_y))
        near = host.places.wires_in(stroke.grown(1.0))
        rows, owners = host.places.curves(near)
        host.update_box(stroke)
        if len(rows):
            lines = flatten(rows)
            hit = crossed(lines, (last_x, last_y, x, y)).reshape(len(rows), -1).any(axis=1)
            for slot in np.unique(near[owners[hit]]).tolist():
                strokes.cut.add(host.places.wire_ids[slot])
                host.update_box(Box(*host.places.wire_boxes[slot].tolist()))

    def finish(self, at: QPointF) -> None:
        self.move(at)
        host = self.host
        cut = host.overlay.strokes.cut
        self._take_down()
        if cut:
            edits = building.remove(host.session.document, sorted(cut))
            host.session.do(edits, QCoreApplication.translate("Canvas", "Cut wires"))

    def cancel(self) -> None:
        if self.waits:
            self.host.say("")
        self._take_down()

    def _take_down(self) -> None:
        strokes = self.host.overlay.strokes
        strokes.knife, strokes.cut = [], set()
        self.host.update_all()


def crossed(lines: Floats, stroke: tuple[float, float, float, float]) -> Bools:
    """Which of the lines, rows x0, y0, x1, y1, the stroke crosses or touches."""
    ax, ay, bx, by = stroke
    x0, y0, x1, y1 = lines.T
    ends_apart = _side(ax, ay, bx, by, x0, y0) * _side(ax, ay, bx, by, x1, y1) <= 0
    stroke_apart = _side(x0, y0, x1, y1, ax, ay) * _side(x0, y0, x1, y1, bx, by) <= 0
    # what lies on one line with the stroke and beside it has all sides 0
    meets = (np.minimum(x0, x1) <= max(ax, bx)) & (np.maximum(x0, x1) >= min(ax, bx))
    meets &= (np.minimum(y0, y1) <= max(ay, by)) & (np.maximum(y0, y1) >= min(ay, by))
    hit: Bools = ends_apart & stroke_apart & meets
    return hit


def _side(ax: Any, ay: Any, bx: Any, by: Any, x: Any, y: Any) -> Any:
    """On which side of the line from a to b a point lies, by sign."""
    return np.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))
