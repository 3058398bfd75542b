"""Values that an edit has outdated while the run that will renew them takes its time.

A short run says nothing: its numbers are there before one could read that they are not. In a
longer one, what lies downstream of the edits is hatched, and so are the gradients of all that
leads there; what else is on the canvas still holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

from app.canvas.card import Look
from app.canvas.curves import Indices
from app.canvas.geometry import Geometry
from app.canvas.lines import Pieces
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
        self._mask_of: tuple[object, ...] = ()
        self._mask = np.zeros(0, bool)
        self._piece_of: tuple[object, ...] = ()
        self._piece = QPixmap()
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

    def _outdated(self, places: Geometry) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which cards have values that are stale, by slot."""
        key = (places.builds, len(places.ids), self.values)
        if self._mask_of != key:
            self._mask_of = key
            self._mask = np.zeros(len(places.ids), bool)
            self._mask[places.slots_of(self.values)] = True
        return self._mask

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Hatches what is stale, over the cards."""
        cards = scene.geometry.cards_in(scene.view.box(rect))
        if scene.view.zoom < FAR:
            some = cards[self._outdated(scene.geometry)[cards]]
            if len(some):
                self._far(some, scene).paint(painter)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        rects = self._rects(cards, scene)
        for brush in _brushes(scene):
            painter.setBrush(brush)
            painter.drawRects(rects)

    def _far(self, cards: Indices, scene: Scene) -> Pieces:
        """Hatched pieces as large as the cards: there may be thousands."""
        view, places, ratio = scene.view, scene.geometry, scene.ratio
        sizes = np.maximum(1, np.round(places.size[cards] * view.zoom * ratio))
        wide, high = (int(side) for side in sizes.max(axis=0))
        key = (scene.theme, wide, high)
        if self._piece_of != key:
            self._piece_of = key
            self._piece = QPixmap(wide, high)
            self._piece.fill(Qt.GlobalColor.transparent)
            own = QPainter(self._piece)
            for brush in _brushes(scene):
                own.fillRect(self._piece.rect(), brush)
            own.end()
        corners = np.round((places.pos[cards] * view.zoom - (view.left, view.top)) * ratio)
        sources = np.concatenate([np.zeros_like(sizes), sizes], axis=1)
        return Pieces.of(corners, sources, ratio, self._piece)

    def _rects(self, cards: Indices, scene: Scene) -> list[QRectF]:
        """Where the stale numbers of near cards are on the screen."""
        view, places = scene.view, scene.geometry
        rects: list[QRectF] = []
        for slot in cards.tolist():
            node = places.ids[slot]
            whole = node in self.values
            if not whole and node not in self.gradients:
                continue
            box = places.card_box(node)
            look = Look(scene.theme, places.content(slot), box.bottom - box.top)
            block = look.grad_block
            if whole:
                block = look.value_block.united(block)
            corner = view.to_screen(box.left + block.left(), box.top + block.top())
            zoom = view.zoom
            rects.append(
                QRectF(corner.x(), corner.y(), block.width() * zoom, block.height() * zoom)
            )
        return rects


def _brushes(scene: Scene) -> tuple[QBrush, QBrush]:
    """A veil, and the hatching over it."""
    veil = QColor(scene.theme.card)
    veil.setAlpha(120)
    lines = QColor(scene.theme.muted)
    lines.setAlpha(90)
    return QBrush(veil), QBrush(lines, Qt.BrushStyle.BDiagPattern)
