"""Moving cards by dragging them; a press without a drag selects."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.box import Box
from app.canvas.curves import Floats, Indices
from app.canvas.tools.select import ADDING
from app.canvas.tools.tool import Host, Tool, canvas_point
from autograd_core.graph import building

FEW = 12
"""Wires at the moving cards up to which each has its own rectangle to repaint."""


class MoveTool(Tool):
    """The selected cards follow the pointer; the document learns of it when they are let go."""

    def __init__(self, host: Host, node: str) -> None:
        super().__init__(host)
        self._node = node
        self._from = QPointF()
        self._grip = (0.0, 0.0)
        self._dragging = False
        self._toggling = False
        self._slots: Indices = np.empty(0, np.intp)
        self._wires: Indices = np.empty(0, np.intp)
        self._start: Floats = np.empty((0, 2))

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = at
        self._grip = canvas_point(self.host, at)
        self._toggling = bool(modifiers & ADDING)
        session = self.host.session
        if not self._toggling and self._node not in session.selection:
            session.select({self._node})

    def move(self, at: QPointF) -> None:
        if not self._dragging:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._take()
        # In canvas units, as the view may be panned or zoomed meanwhile.
        self._put(self._start + np.subtract(canvas_point(self.host, at), self._grip))

    def _take(self) -> None:
        """Starts the drag proper."""
        host, session = self.host, self.host.session
        if self._node not in session.selection:
            session.select(session.selection | {self._node})
        self._dragging = True
        geometry = host.places
        self._slots = geometry.slots_of(n for n in session.selection if n in geometry.slots)
        self._wires = geometry.wires_at(self._slots)
        self._start = geometry.pos[self._slots].copy()

    def _put(self, positions: Floats) -> None:
        geometry = self.host.places
        before = self._boxes()
        geometry.move(self._slots, positions, self._wires)
        self.host.update_boxes([*before, *self._boxes()])

    def _boxes(self) -> list[Box]:
        """What is to be repainted when the cards move: cards and wires apart, if few."""
        geometry = self.host.places
        frames = geometry.frames.round(self._slots)
        framed = geometry.frames.boxes(geometry.pos, geometry.size) if frames else {}
        whole = geometry.box_of(self._slots, self._wires)
        if frames and whole is not None:
            for name in frames & framed.keys():
                whole = whole.united(framed[name])
            return [whole]
        if len(self._slots) + len(self._wires) > FEW:
            return [] if whole is None else [whole]
        cards = [geometry.card_box(geometry.ids[slot]) for slot in self._slots.tolist()]
        wires = [Box(*row) for row in geometry.wire_boxes[self._wires].tolist()]
        return cards + wires

    def finish(self, at: QPointF) -> None:
        session = self.host.session
        if not self._dragging:
            if self._toggling:
                session.select(session.selection ^ {self._node})
            else:
                session.select({self._node})
            return
        self.move(at)
        geometry = self.host.places
        places = geometry.pos[self._slots].round(2).tolist()
        nodes = [geometry.ids[slot] for slot in self._slots.tolist()]
        goals = {node: (x, y) for node, (x, y) in zip(nodes, places, strict=True)}
        edits = building.move(session.document, goals)
        session.do(edits, QCoreApplication.translate("Canvas", "Move"))

    def cancel(self) -> None:
        if self._dragging:
            self._put(self._start)
