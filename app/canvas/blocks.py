"""Cards seen from afar: fragments of one pixmap, drawn in one call.

The pixmap has a column for each category and state: a header's strip over a body, as high as the
highest card, of which each card takes as much as it is high.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.canvas import metrics, titles
from app.canvas.card import GREY, mixed
from app.canvas.curves import Indices
from app.canvas.lines import Pieces
from app.canvas.scene import Scene
from app.canvas.shown import DONE, FAILED, UNREACHED
from app.theme import Theme

STATES = 7  # idle, done, failed, unreached, lit by values or by gradients, selected
_FORWARD, _GRADIENT, _SELECTED = 4, 5, 6
_UNDER_A_NAME = 0.65
"""How much of the card's own colour there is in a loud one where its name is written on it."""


class Blocks:
    """The pixmap, made anew when zoom, theme or categories change."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._pixmap = QPixmap()

    def clear(self) -> None:
        self._key = ()

    def pieces(self, cards: Indices, scene: Scene) -> list[Pieces]:
        """The cards of these slots."""
        if not len(cards):
            return []
        geometry, shown, view, ratio = scene.geometry, scene.shown, scene.view, scene.ratio
        categories = shown.categories(cards)
        states = shown.states(cards).copy()
        lit = shown.lit
        if lit is not None and lit[0] in geometry.slots:
            light = _GRADIENT if lit[1] == "gradient" else _FORWARD
            states[cards == geometry.slots[lit[0]]] = light
        states[shown.selected[cards]] = _SELECTED
        width = max(1, round(metrics.WIDTH * view.zoom * ratio))
        heights = np.maximum(1, np.round(geometry.size[cards, 1] * view.zoom * ratio))
        pixmap = self._ready(scene, width, int(heights.max()))
        corners = np.round((geometry.pos[cards] * view.zoom - (view.left, view.top)) * ratio)
        sources = np.zeros((len(cards), 4))
        sources[:, 0] = (categories * STATES + states) * width
        sources[:, 2], sources[:, 3] = width, heights
        if view.zoom >= titles.FROM:  # each with its lower edge, the last row of the pixmap
            corners, sources = corners.repeat(2, axis=0), sources.repeat(2, axis=0)
            corners[1::2, 1] += heights - 1
            sources[1::2, 1], sources[1::2, 3] = pixmap.height() - 1, 1
        return [Pieces.of(corners, sources, ratio, pixmap)]

    def _ready(self, scene: Scene, width: int, height: int) -> QPixmap:
        names = tuple(scene.shown.category_names)
        theme = scene.theme
        header = max(1, round(metrics.HEADER * scene.view.zoom * scene.ratio))
        share = _UNDER_A_NAME if scene.view.zoom >= titles.FROM else 0.0
        key = (theme, names, width, header, share)
        if key != self._key or height >= self._pixmap.height():
            self._key = key
            self._pixmap = QPixmap(width * STATES * max(1, len(names)), height + height // 4 + 1)
            self._pixmap.fill(theme.card)
            painter = QPainter(self._pixmap)
            for place, name in enumerate(names):
                for state in range(STATES):
                    column = QRect((place * STATES + state) * width, 0, width, header)
                    self._column(painter, column, state, theme.category(name), theme, share)
            painter.end()
        return self._pixmap

    def _column(
        self,
        painter: QPainter,
        head: QRect,
        state: int,
        colour: QColor,
        theme: Theme,
        share: float,
    ) -> None:
        body = QRect(head.left(), 0, head.width(), self._pixmap.height())
        loud = {
            _FORWARD: theme.forward,
            _GRADIENT: theme.gradient,
            _SELECTED: theme.selection,
            FAILED: theme.error,
        }.get(state)
        if state == FAILED:
            colour = theme.error
        elif state == UNREACHED:
            colour = mixed(theme.unreached, theme.card, GREY)
        painter.fillRect(body, theme.card if loud is None else mixed(loud, theme.card, share))
        painter.fillRect(head, colour)
        if loud is None and state not in (DONE, UNREACHED):
            painter.fillRect(body, Qt.GlobalColor.transparent)
            veil = QColor(theme.background)
            veil.setAlpha(120)
            painter.fillRect(body, veil)
        if head.width() >= 4:
            painter.setPen(theme.card_border)
            painter.drawLine(body.bottomLeft(), body.bottomRight())
            painter.drawLine(body.topLeft(), body.bottomLeft())
            painter.drawLine(body.topRight(), body.bottomRight())
