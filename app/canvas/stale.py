"""Values that an edit has outdated while the run that will renew them takes its time.

A short run says nothing: its numbers are there before one could read that they are not. In a
longer one, what lies downstream of the edits is hatched, and so are the gradients of all that
leads there; what else is on the canvas still holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QPainter

from app.canvas.card import Look
from app.canvas.geometry import Geometry
from app.canvas.overlay import Overlay
from app.canvas.painter import FAR
from app.canvas.scene import Scene
from app.session import Session
from autograd_core.graph.document import WireData
from autograd_core.graph.edits import Edit, Put, Reorder

PATIENCE_MILLISECONDS = 180
"""How long a run may take before its cards are said to be stale."""


class Followed(Protocol):
    """What of the canvas is looked at."""

    session: Session
    places: Geometry
    overlay: Overlay

    def update_all(self) -> None: ...


class Stale(QObject):
    """Which cards show numbers of before the last edits."""

    def __init__(self, canvas: Followed, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._changed: set[str] = set()
        self.values: frozenset[str] = frozenset()
        """Nodes whose values are stale, and their gradients with them."""
        self.gradients: frozenset[str] = frozenset()
        """Nodes of which only the gradient is."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._show)
        session = canvas.session
        session.edited.connect(self._edited)
        session.running.connect(self._running)
        session.replaced.connect(self._forget)

    def _edited(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            if not edit.replays or isinstance(edit, Reorder):
                continue
            if isinstance(edit, Put):
                item = edit.item
                self._changed.add(item.target if isinstance(item, WireData) else item.id)

    def _running(self, on: bool) -> None:
        if not on:
            self._forget()
        elif not self._patience.isActive():
            self._patience.start()

    def _forget(self) -> None:
        self._patience.stop()
        self._changed = set()
        if self.values or self.gradients:
            self.values = self.gradients = frozenset()
            self._canvas.overlay.stale = None
            self._canvas.update_all()

    def _show(self) -> None:
        session = self._canvas.session
        if not session.is_running:
            return
        document = session.document
        changed = self._changed & document.nodes.keys()
        self.values = frozenset(document.downstream(changed))
        # an action that was edited may change any gradient
        above = document.upstream(self.values) if self.values else document.nodes.keys()
        self.gradients = frozenset(above) - self.values
        self._canvas.overlay.stale = self
        self._canvas.update_all()

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Hatches what is stale, over the cards."""
        view, places = scene.view, scene.geometry
        near = view.zoom >= FAR
        veil = QColor(scene.theme.card)
        veil.setAlpha(120)
        lines = QColor(scene.theme.muted)
        lines.setAlpha(90)
        hatch = QBrush(lines, Qt.BrushStyle.BDiagPattern)
        rects: list[QRectF] = []
        for slot in places.cards_in(view.box(rect)).tolist():
            node = places.ids[slot]
            box = places.card_box(node)
            whole = node in self.values
            if not whole and node not in self.gradients:
                continue
            if not near:
                if whole:
                    rects.append(view.rect(box))
                continue
            look = Look(scene.theme, places.content(slot), box.bottom - box.top)
            block = look.grad_block
            if whole:
                block = look.value_block.united(block)
            corner = view.to_screen(box.left + block.left(), box.top + block.top())
            zoom = view.zoom
            rects.append(
                QRectF(corner.x(), corner.y(), block.width() * zoom, block.height() * zoom)
            )
        painter.setPen(Qt.PenStyle.NoPen)
        for brush in (QBrush(veil), hatch):
            painter.setBrush(brush)
            painter.drawRects(rects)

