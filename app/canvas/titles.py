"""Names of cards seen from afar: fragments of one pixmap that has a row for each text."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from app.canvas import metrics, texts
from app.canvas.curves import Indices
from app.canvas.lines import Pieces
from app.canvas.scene import Scene
from app.playback.face import title_of

FROM = 0.2
"""The zoom from which on names can be read."""
MOST = 1500
"""Names kept; more cards than that are not in sight at a zoom where they can be read."""
NEW_PER_FRAME = 160


class Titles:
    """The pixmap, made anew when zoom or theme change."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._rows: dict[str, int] = {}
        self._pixmap = QPixmap()

    def clear(self) -> None:
        self._key = ()

    def pieces(self, cards: Indices, crowd: int, scene: Scene) -> list[Pieces]:
        """The names of the cards, where no more than can be kept are in sight (`crowd`); those
        that there is no time for come a frame later."""
        view, ratio = scene.view, scene.ratio
        if view.zoom < FROM or not len(cards) or crowd > MOST or scene.coarse:
            return []
        width = max(8, round((metrics.WIDTH - 2 * metrics.SIDE) * view.zoom * ratio))
        size = max(8, round(27 * view.zoom))
        height = round((size + 4) * ratio)
        self._prepare(scene, width, height)
        rows = self._rows_of(cards, scene, size, width, height)
        written = rows >= 0
        shift = np.array([metrics.SIDE, metrics.HEADER]) * view.zoom
        shift -= (view.left, view.top - 1)
        spots = scene.geometry.pos[cards[written]] * view.zoom + shift
        # what is folded is a header only, and has its name in it
        folded = scene.geometry.size[cards[written], 1] <= metrics.FOLDED
        middle = metrics.FOLDED * view.zoom / 2 - height / ratio / 2
        spots[folded, 1] += middle - metrics.HEADER * view.zoom - 1
        corners = np.round(spots * ratio)
        sources = np.zeros((len(corners), 4))
        sources[:, 1] = rows[written] * height
        sources[:, 2], sources[:, 3] = width, height
        return [Pieces.of(corners, sources, ratio, self._pixmap)]

    def _prepare(self, scene: Scene, width: int, height: int) -> None:
        key = (scene.theme, width, height)
        if key == self._key and len(self._rows) <= MOST:
            return
        self._key = key
        self._rows = {}
        self._pixmap = QPixmap(width, height * (MOST + NEW_PER_FRAME + 1))
        self._pixmap.fill(Qt.GlobalColor.transparent)

    def _rows_of(
        self, cards: Indices, scene: Scene, size: int, width: int, height: int
    ) -> Indices:
        """The row of each card's name, -1 for one that is not written yet."""
        nodes, ids = scene.shown.document.nodes, scene.geometry.ids
        known = self._rows
        most_new = MOST if math.isinf(scene.budget) else NEW_PER_FRAME
        found = np.full(len(cards), -1, np.intp)
        new: list[tuple[int, str]] = []
        for place, slot in enumerate(cards.tolist()):
            title = title_of(nodes[ids[slot]])
            row = known.get(title)
            if row is None:
                row = -1
                if len(new) < most_new and len(known) < MOST + NEW_PER_FRAME:
                    row = known[title] = len(known)
                    new.append((row, title))
                else:
                    scene.names_late = True
            found[place] = row
        if new:
            self._write(new, scene, size, width, height)
        return found

    def _write(
        self, new: list[tuple[int, str]], scene: Scene, size: int, width: int, height: int
    ) -> None:
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        font = QFont(texts.font(texts.TITLE))
        font.setPixelSize(round(size * scene.ratio))
        painter.setFont(font)
        painter.setPen(scene.theme.text)
        found = QFontMetricsF(font)
        base = (height + found.ascent() - found.descent()) / 2
        for row, title in new:
            said = found.elidedText(title, Qt.TextElideMode.ElideRight, width)
            painter.setClipRect(QRect(0, row * height, width, height))
            painter.drawText(QPointF(0, row * height + base), said)
        painter.end()
