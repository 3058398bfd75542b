"""Painting what is visible: near, each card's own picture; far, coloured blocks.

Near (zoom from `FAR` on) every card is one cached picture and the curves of all wires are cut into
short segments that one antialiased call draws. Far, all cards are fragments of one small pixmap,
drawn in one call, and wires are plain straight lines in another.
"""

from __future__ import annotations

import math
import time

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.blocks import Blocks
from app.canvas.box import Box
from app.canvas.card import MARGIN, Light, Look, mixed
from app.canvas.curves import Floats, Indices, flatten
from app.canvas.cut import BEFORE_PORT, paint_cut
from app.canvas.dots import RADIUS
from app.canvas.framing import paint_frames
from app.canvas.hues import hue as hue_of
from app.canvas.lines import draw_lines
from app.canvas.pictures import Pictures
from app.canvas.scene import Scene
from app.canvas.titles import Titles
from app.canvas.view import View

FAR = 0.45
GRID = 40.0
GRID_FROM = 0.4
_FEW_WIRES, _MANY_WIRES = 400, 700
"""Visible wires up to which curves are drawn finely, and beyond which as plain lines."""
_MOST_WHILE_ZOOMING = 20_000
"""Wires drawn while the zoom is changing; of more, every second, third … is drawn."""


class ScenePainter:
    """Draws the document's part of the canvas; `overlay.py` draws what lies over it."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self._blocks = Blocks()
        self._titles = Titles()
        self._lit: tuple[str, Light] | None = None

    def forget(self) -> None:
        """Drops every picture: theme, font or document are others."""
        self.pictures.clear()
        self._blocks.clear()
        self._titles.clear()

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Paints one rectangle of the viewport."""
        theme, view = scene.theme, scene.view
        self._lit = scene.shown.lit
        painter.fillRect(rect, theme.background)
        if view.zoom >= GRID_FROM:
            self._grid(painter, rect, scene)
        paint_frames(painter, rect, scene)
        near = view.zoom >= FAR
        reach = 4.0 if near else 1.0
        wires = scene.geometry.wires_in(view.box(rect).grown(reach / view.zoom))
        if scene.hidden_wire in scene.geometry.wire_slots:
            wires = wires[wires != scene.geometry.wire_slots[scene.hidden_wire]]
        if len(wires):
            self._wires(painter, wires, view.box(rect), scene, near)
        around = MARGIN * view.zoom + 1 if near else 1.0
        cards = scene.geometry.cards_in(view.box(rect).grown(around / view.zoom))
        if near:
            self._cards(painter, cards, scene)
        elif len(cards):
            notes = scene.geometry.notes_among(cards)
            if notes.any():
                paint_far_notes(painter, cards[notes], scene)
                cards = cards[~notes]
            self._blocks.paint(painter, cards, scene)
            self._titles.paint(painter, cards, scene)

    # Ground

    def _grid(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        view = scene.view
        box = view.box(rect)
        x = np.arange(math.floor(box.left / GRID), math.ceil(box.right / GRID) + 1) * GRID
        y = np.arange(math.floor(box.top / GRID), math.ceil(box.bottom / GRID) + 1) * GRID
        x, y = np.round(x * view.zoom - view.left), np.round(y * view.zoom - view.top)
        rows = np.zeros((len(x) + len(y), 4))
        rows[: len(x), 0] = rows[: len(x), 2] = x
        rows[: len(x), 1], rows[: len(x), 3] = rect.top(), rect.bottom() + 1
        rows[len(x) :, 1] = rows[len(x) :, 3] = y
        rows[len(x) :, 0], rows[len(x) :, 2] = rect.left(), rect.right() + 1
        draw_lines(painter, QPen(scene.theme.grid, 0), rows)

    # Wires

    def _wires(
        self, painter: QPainter, wires: Indices, box: Box, scene: Scene, near: bool
    ) -> None:
        theme, view = scene.theme, scene.view
        if scene.coarse:
            wires = wires[:: 1 + len(wires) // _MOST_WHILE_ZOOMING]
        curved = near and len(wires) <= _MANY_WIRES
        shades = scene.shown.shades(wires)
        hues = (theme.unreached, theme.forward, theme.gradient)
        # Width 0 is one pixel at any zoom, and by far the fastest line that there is.
        width = max(1.4, 2.2 * view.zoom) if curved else 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, curved)
        for shade, hue in enumerate(hues):
            some = wires[shades == shade]
            if len(some):
                self._curves(painter, QPen(hue, width), some, box, scene, curved)
                if curved:
                    paint_dots(painter, some, hue, scene)
        if curved:
            self._cuts(painter, wires, box, scene)
        chosen = scene.shown.selected_wires
        if len(chosen):
            pen = QPen(theme.selection, max(2.0, 3.4 * view.zoom if curved else 2.0))
            self._curves(painter, pen, chosen, box, scene, curved)
            if curved:
                paint_dots(painter, chosen, theme.selection, scene)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _cuts(self, painter: QPainter, wires: Indices, box: Box, scene: Scene) -> None:
        """Marks where wires bring what requires grad to a card that lets no gradient back."""
        geometry, shown, theme = scene.geometry, scene.shown, scene.theme
        around = box.grown(BEFORE_PORT + 12)
        ends = geometry.ends[wires]
        near = (ends[:, 2] > around.left) & (ends[:, 2] < around.right)
        near &= (ends[:, 3] > around.top) & (ends[:, 3] < around.bottom)
        for wire in wires[near].tolist():
            source, _, target, _ = geometry.joins[wire].tolist()
            if shown.stops(target) and shown.face(source).first.requires_grad:
                hue = theme.muted if shown.shades(np.array([wire]))[0] == 0 else theme.forward
                paint_cut(painter, geometry.legs(wire)[-1], scene.view, hue, theme.background)

    def _curves(
        self,
        painter: QPainter,
        pen: QPen,
        wires: Indices,
        box: Box,
        scene: Scene,
        curved: bool,
    ) -> None:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        ends, _ = scene.geometry.curves(wires)
        view = scene.view
        if curved:
            segments = 24 if len(wires) <= _FEW_WIRES else 10
            rows = visible(flatten(ends, segments), box, 3 / view.zoom + 3)
        else:
            rows = ends if len(wires) < 64 else visible(ends, box, 1 / view.zoom)
        draw_lines(painter, pen, rows * view.zoom - _offsets(view))

    # Cards

    def _cards(self, painter: QPainter, cards: Indices, scene: Scene) -> None:
        view, geometry = scene.view, scene.geometry
        margin = MARGIN * view.zoom
        corners = np.round(
            (geometry.pos[cards] * view.zoom - (view.left, view.top)) * scene.ratio
        )
        corners = corners / scene.ratio - margin
        until = time.perf_counter() + scene.budget
        for slot, (x, y) in zip(cards.tolist(), corners.tolist(), strict=True):
            self._card(painter, slot, x, y, scene, until)

    def _card(
        self, painter: QPainter, slot: int, x: float, y: float, scene: Scene, until: float
    ) -> None:
        """Draws a card's picture with its margin's corner at x, y."""
        face, look = scene.shown.face(slot), self._look(slot, scene)
        zoom = scene.view.zoom
        picture = self.pictures.get(slot)
        right = picture is not None and picture.holds(face, look)
        exact = (
            picture is not None and picture.zoom == zoom and picture.ratio == scene.ratio
        )
        in_time = time.perf_counter() < until
        if not (right and exact) and in_time and not (right and scene.coarse):
            picture = self.pictures.paint(slot, face, look, zoom, scene.ratio)
            right = exact = True
        if not (right and exact):
            scene.late.add(slot)
        wide, high = (scene.geometry.size[slot] * zoom).tolist()
        margin = MARGIN * zoom
        if picture is None:
            painter.fillRect(QRectF(x + margin, y + margin, wide, high), scene.theme.card)
            return
        if not right:  # of a card that was larger, what lies beyond this one would stay there
            painter.save()
            painter.setClipRect(
                QRectF(x, y, wide + 2 * margin, high + 2 * margin),
                Qt.ClipOperation.IntersectClip,
            )
        if picture.zoom == zoom:
            painter.drawPixmap(QPointF(x, y), picture.pixmap)
        else:
            scale = zoom / picture.zoom
            size_now = picture.pixmap.deviceIndependentSize() * scale
            target = QRectF(x, y, size_now.width(), size_now.height())
            painter.drawPixmap(target, picture.pixmap, QRectF(picture.pixmap.rect()))
        if not right:
            painter.restore()

    def _look(self, slot: int, scene: Scene) -> Look:
        geometry, shown = scene.geometry, scene.shown
        node = geometry.ids[slot]
        lit = self._lit
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
            face, look = scene.shown.face(slot), self._look(slot, scene)
            self.pictures.paint(slot, face, look, scene.view.zoom, scene.ratio)
        return done


def paint_far_notes(painter: QPainter, notes: Indices, scene: Scene) -> None:
    """Notes from afar: spots of their colour."""
    for slot in notes.tolist():
        note, box = scene.shown.face(slot).note, scene.geometry.pos[slot]
        width, height = scene.geometry.size[slot].tolist()
        where = scene.view.rect(Box(box[0], box[1], box[0] + width, box[1] + height))
        own = (hue_of(note.color, scene.theme) if note is not None else None) or scene.theme.muted
        chosen = bool(scene.shown.selected[slot])
        painter.fillRect(where, mixed(own, scene.theme.card, 0.25))
        painter.setPen(QPen(scene.theme.selection if chosen else own, 2 if chosen else 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(where)


def paint_dots(painter: QPainter, wires: Indices, hue: QColor, scene: Scene) -> None:
    """The dots that wires are led through."""
    view, dots = scene.view, scene.geometry.dots
    radius = max(2.0, RADIUS * view.zoom)
    painter.setPen(QPen(hue, max(1.2, 1.6 * view.zoom)))
    painter.setBrush(scene.theme.background)
    for wire in dots.among(wires):
        for x, y in dots.points(wire):
            painter.drawEllipse(view.to_screen(x, y), radius, radius)


def visible(rows: Floats, box: Box, margin: float) -> Floats:
    """Those of the lines x0, y0, x1, y1 that may touch the box."""
    x0, y0, x1, y1 = rows.T
    hit = np.minimum(x0, x1) < box.right + margin
    hit &= np.maximum(x0, x1) > box.left - margin
    hit &= np.minimum(y0, y1) < box.bottom + margin
    hit &= np.maximum(y0, y1) > box.top - margin
    found: Floats = rows[hit]
    return found


def _offsets(view: View) -> Floats:
    return np.array([view.left, view.top, view.left, view.top])
