"""Painting what is visible: near, each card's own picture; far, coloured blocks.

Near (zoom from `FAR` on) every card is one cached picture. Far, all cards are fragments of one
small pixmap, drawn in one call. What lies in sight is looked up once for all rectangles that a
paint event exposes.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from app.canvas import titles, wires
from app.canvas.blocks import Blocks
from app.canvas.box import Box
from app.canvas.card import MARGIN, Light, Look
from app.canvas.curves import Floats, Indices
from app.canvas.far_notes import paint_far_notes
from app.canvas.framing import Panels
from app.canvas.grid import grid_lines
from app.canvas.ground import Ground, Same
from app.canvas.lines import Pieces, draw_lines
from app.canvas.pictures import Picture, Pictures
from app.canvas.scene import Scene
from app.canvas.still import Still
from app.canvas.tangle import Tangle
from app.canvas.titles import Titles
from app.canvas.wires import Wires

FAR = 0.45
KEPT = 20_000
"""Wires in sight up to which the picture of what lies under the cards is kept."""
CROSSED = 1_000
"""Wires in what is exposed from which on a picture of a tangle is made use of."""
LEAST_FOR_CARDS = 0.004
"""Seconds that a frame spends on painting cards anew, however long the rest of it has taken."""


class ScenePainter:
    """Draws the document's part of the canvas; `overlay.py` draws what lies over it."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self.blocks = Blocks()
        self.titles = Titles()
        self.ground = Ground()
        self.tangle = Tangle()
        self.still = Still()
        self.segments = wires.FINE
        """How finely the curves of wires were drawn last."""
        self._lit: tuple[str, Light] | None = None

    def forget(self) -> None:
        """Drops every picture: theme, font or document are others."""
        self.pictures.clear()
        self.blocks.clear()
        self.titles.clear()
        self.ground.clear()
        self.tangle.forget()
        self.still.forget()

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Paints all that a viewport of this rectangle shows."""
        self.frame([rect], rect, scene).paint(painter, rect)

    def frame(
        self, rects: Sequence[QRect], area: QRect, scene: Scene, exposed: QRegion | None = None
    ) -> Frame:
        """What is to be seen in some rectangles of a viewport that is `area`, of which no more
        than what is `exposed` comes onto the screen."""
        self._lit = scene.shown.lit
        near = scene.view.zoom >= FAR
        self.segments = wires.PLAIN
        if near:  # of the whole viewport, as any part of it has to look as the rest does
            whole = scene.view.box(area).grown(4.0 / scene.view.zoom)
            some = 0 if math.isinf(scene.budget) else len(scene.geometry.wires_in(whole))
            self.segments = wires.detail(some)
        return Frame(self, rects, area, scene, exposed)

    def look(self, slot: int, scene: Scene) -> Look:
        """How a card looks apart from its face."""
        return look_of(slot, scene, self._lit)

    def refresh(self, slots: set[int], scene: Scene, seconds: float) -> set[int]:
        """Paints pictures that were late, for so long at most; the slots that are done."""
        until = time.perf_counter() + seconds
        self._lit = scene.shown.lit
        done = set()
        for slot in slots:
            if time.perf_counter() > until:
                break
            done.add(slot)
            if slot >= len(scene.geometry.ids) or np.isnan(scene.geometry.pos[slot, 0]):
                continue
            face, look = scene.shown.face(slot), self.look(slot, scene)
            self.pictures.paint(slot, face, look, scene.view.zoom, scene.ratio)
        return done


def look_of(slot: int, scene: Scene, lit: tuple[str, Light] | None) -> Look:
    """How a card looks apart from its face, where `lit` is the one that is lit."""
    geometry, shown = scene.geometry, scene.shown
    node = geometry.ids[slot]
    return Look(
        scene.theme,
        geometry.content(slot),
        float(geometry.size[slot, 1]),
        float(geometry.size[slot, 0]),
        bool(shown.selected[slot]),
        scene.focus_visible and node == scene.focused,
        lit[1] if lit is not None and lit[0] == node else "",
        node in scene.dimmed,
    )


class Drawn(NamedTuple):
    """A card's picture with its margin's corner on the screen, whether it is of this moment, and
    whether it was painted for this zoom; without a picture, the ground of the card."""

    picture: Picture | None
    x: float
    y: float
    right: bool
    exact: bool


class Frame:
    """What is to be seen in some rectangles of the viewport, ready to be painted in one after
    another."""

    def __init__(
        self,
        own: ScenePainter,
        rects: Sequence[QRect],
        area: QRect,
        scene: Scene,
        exposed: QRegion | None,
    ) -> None:
        self._own = own
        self._only = len(rects) == 1
        self._whole = self._only and rects[0] == area
        self._area = area
        self._exposed = exposed
        sight = reduce(QRect.united, rects)
        self._scene = scene
        self._until = time.perf_counter() + scene.budget
        view, geometry = scene.view, scene.geometry
        self._near = view.zoom >= FAR
        boxes = [view.box(rect) for rect in rects]
        self._under: Still | Tangle | None = self._kept(boxes)
        self._wires: Wires | None = None
        if self._under is None:
            self._panels = Panels(sight, area, scene)
        if self._under is not own.tangle:
            lifted = None if self._under is None else geometry.lifted
            self._wires = Wires(boxes, scene, own.segments, lifted)
        around = (MARGIN * view.zoom + 1 if self._near else 1.0) / view.zoom
        self._cards = geometry.cards_in(*(box.grown(around) for box in boxes))
        self._drawn: dict[int, Drawn] = {}
        self._pieces: list[Pieces] = []
        self._notes: Indices = self._cards[:0]
        if self._near:
            self._corners = self._corners_of(self._cards)
            self._sizes = geometry.size[self._cards] * view.zoom + 2 * MARGIN * view.zoom
        else:
            notes = geometry.notes_among(self._cards)
            self._notes, cards = self._cards[notes], self._cards[~notes]
            self._pieces = own.blocks.pieces(cards, scene)
            if view.zoom >= titles.FROM:
                crowd = len(geometry.cards_in(view.box(area)))
                self._pieces += own.titles.pieces(cards, crowd, scene)

    def _kept(self, boxes: Sequence[Box]) -> Still | Tangle | None:
        """The picture of what lies under the cards that is kept, if there is one that serves."""
        own, scene, area = self._own, self._scene, self._area
        found: Still | Tangle | None = None
        if own.still.prepare(area, scene, own.segments):
            found = own.still
        elif own.segments == wires.PLAIN and len(scene.geometry.wires_in(*boxes)) > CROSSED:
            found = own.tangle if own.tangle.prepare(area, scene) else None
        if found is not None:
            own.ground.clear()  # one picture of that size is enough
        return found

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paints one rectangle."""
        if self._under is not None:
            self._under.paint(painter, rect)
            if self._wires is not None:
                self._wires.paint(painter, rect, self._only)
        elif self._whole and self._wires is not None and self._wires.count <= KEPT:
            key, rows = self._wires.key
            view, scene = self._scene.view, self._scene
            frames = scene.geometry.frames.boxes(scene.geometry.pos, scene.geometry.size)
            key += scene.theme, view.zoom, view.left, view.top, Same(frames)
            key += (scene.shown.selected_frames,)
            self._own.ground.paint(
                painter, rect, scene.ratio, key, rows, lambda own: self._ground(own, rect)
            )
        else:
            self._ground(painter, rect)
        if self._near:
            self._paint_cards(painter, rect)
            return
        if len(self._notes):
            paint_far_notes(painter, rect, self._notes, self._scene)
        for pieces in self._pieces:
            pieces.paint(painter, None if self._only else rect)

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        """Paints what lies under the cards."""
        scene = self._scene
        painter.fillRect(rect, scene.theme.background)
        draw_lines(painter, QPen(scene.theme.grid, 0), grid_lines(rect, scene.view))
        self._panels.paint(painter, rect)
        if self._wires is not None:
            self._wires.paint(painter, rect, self._only)

    def _corners_of(self, cards: Indices) -> Floats:
        """Where the margins' corners of cards are on the screen, on whole device pixels."""
        view, ratio = self._scene.view, self._scene.ratio
        corners = self._scene.geometry.pos[cards] * view.zoom - (view.left, view.top)
        found: Floats = np.round(corners * ratio) / ratio - MARGIN * view.zoom
        return found

    def _paint_cards(self, painter: QPainter, rect: QRect) -> None:
        places = list(range(len(self._cards)))
        if not self._only:
            low, high = self._corners, self._corners + self._sizes + 1
            hit = (low[:, 0] < rect.right() + 2) & (high[:, 0] > rect.left())
            hit &= (low[:, 1] < rect.bottom() + 2) & (high[:, 1] > rect.top())
            places = np.flatnonzero(hit).tolist()
        self._prepare(places)
        for place in places:
            self._paint_card(painter, self._drawn[place], place)

    def _prepare(self, places: Iterable[int]) -> None:
        """Makes the pictures of cards ready as far as there is time for it: first those that there
        was none for the last time."""
        late, cards = self._scene.late, self._cards
        least = time.perf_counter() + min(LEAST_FOR_CARDS, self._scene.budget)
        self._until, corners = max(self._until, least), self._corners.tolist()
        new = [place for place in places if place not in self._drawn]
        if late:
            new.sort(key=lambda place: cards[place] not in late)
        for place in new:
            x, y = corners[place]
            drawn = self._drawn[place] = self._draw(int(cards[place]), x, y)
            if late and drawn.right and drawn.exact and self._shows(place):
                late.discard(int(cards[place]))

    def _shows(self, place: int) -> bool:
        """Whether a card is painted as far as it is in sight: of one that is painted in part, the
        rest is still on the screen as it was. A rectangle that is painted may well hold what is
        not exposed: nothing of that comes onto the screen."""
        if self._exposed is None:
            return True
        x, y = self._corners[place].tolist()
        card = QRectF(x, y, *self._sizes[place].tolist()).toAlignedRect() & self._area
        return QRegion(card).subtracted(self._exposed).isEmpty()

    def _draw(self, slot: int, x: float, y: float) -> Drawn:
        """A card's picture, painted anew if it has to be and there is time for it."""
        scene, own = self._scene, self._own
        zoom = scene.view.zoom
        picture = own.pictures.get(slot)
        in_time = time.perf_counter() < self._until
        if not in_time and not scene.shown.knows(slot):
            scene.late.add(slot)
            return Drawn(picture, x, y, False, False)
        face, look = scene.shown.face(slot), own.look(slot, scene)
        right = picture is not None and picture.holds(face, look)
        exact = picture is not None and picture.zoom == zoom and picture.ratio == scene.ratio
        if not (right and exact) and in_time and not (right and scene.coarse):
            picture = own.pictures.paint(slot, face, look, zoom, scene.ratio)
            right = exact = True
        if not (right and exact):
            scene.late.add(slot)
        return Drawn(picture, x, y, right, exact)

    def _paint_card(self, painter: QPainter, drawn: Drawn, place: int) -> None:
        picture, x, y, right, _ = drawn
        zoom = self._scene.view.zoom
        margin, (wide, high) = MARGIN * zoom, self._sizes[place].tolist()
        if picture is None:
            ground = QRectF(x, y, wide, high).adjusted(margin, margin, -margin, -margin)
            painter.fillRect(ground, self._scene.theme.card)
            return
        if not right:  # of a card that was larger, what lies beyond this one would stay there
            painter.save()
            painter.setClipRect(QRectF(x, y, wide, high), Qt.ClipOperation.IntersectClip)
        if picture.zoom == zoom:
            painter.drawPixmap(QPointF(x, y), picture.pixmap)
        else:
            scale = zoom / picture.zoom
            size_now = picture.pixmap.deviceIndependentSize() * scale
            target = QRectF(x, y, size_now.width(), size_now.height())
            painter.drawPixmap(target, picture.pixmap, QRectF(picture.pixmap.rect()))
        if not right:
            painter.restore()
