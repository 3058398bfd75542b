"""What is drawn over cards and wires: travelling gradients, gestures under way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
)

from app.canvas import magnitude, metrics, texts, ways
from app.canvas.box import Box
from app.canvas.card import Look, paint_frame, paint_values
from app.canvas.compared import Compared
from app.canvas.curves import Floats
from app.canvas.magnitude import level_of
from app.canvas.marks import Marks
from app.canvas.new_ports import EdgeTarget, paint_plus
from app.canvas.phase_notes import paint_note
from app.canvas.ports import NEW, Port
from app.canvas.scene import Scene
from app.canvas.snapping import paint_guides
from app.canvas.stop_marks import StopMarks
from app.canvas.strokes import Strokes
from app.canvas.tags import paint_tags, placed
from app.canvas.wires import pen_for
from app.playback.face import Face
from app.playback.phases import travelled
from app.theme import Theme
from autograd_core.graph.steps import Flow, one_line

LABEL_ROOM = 260.0
MANY_FLOWS = 200
"""Flows of one step beyond which the gradients' texts are left out."""
_PLATE = 20.0
_OFFSETS = (-29.0, 9.0, -52.0, 32.0)
"""How far below its dot the top of a gradient's text may be, the best place first."""


@dataclass
class Loose:
    """A wire in the hand: from a port to the pointer, or to the port that it would take."""

    start: tuple[float, float]
    end: tuple[float, float]
    from_output: bool
    fits: bool | None = None
    """Whether it can be let go here; None over empty canvas."""
    said: str = ""
    """Why it cannot, or what it would do."""
    doubtful: bool = False
    """Whether the run will refuse it."""
    way: tuple[tuple[float, float], ...] = ()
    """The dots that it is led through, from its start on."""
    others: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Where the wires that are held with it go on from its last dot: from their ends to there."""


@dataclass
class Ghost:
    """A card about to be placed, its corner in canvas units."""

    title: str
    category: str
    x: float
    y: float
    height: float
    face: Face | None = None
    """What the card will show, where that is known."""


class Veil(Protocol):
    """Something painted over the cards, below gradients that travel."""

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None: ...


@dataclass
class Overlay:
    """What the gestures show. Tools write it; it is painted over each frame."""

    band: Box | None = None
    loose: Loose | None = None
    ghost: Ghost | None = None
    stale: Veil | None = None
    """What hides numbers that do not hold any more."""
    autograd: Veil | None = None
    """The autograd graph, as far as it is shown."""
    aimed: Box | None = None
    """What of a card a click would edit."""
    ports: list[Port] = field(default_factory=list)
    """Ports that light up: the wire in the hand fits them."""
    doubtful: set[Port] = field(default_factory=set)
    """Those of them where the run will refuse it."""
    edge: EdgeTarget | None = None
    """Where the wire in the hand makes a new port of the subgraph that is open."""
    guides: tuple[Box, ...] = ()
    """Lines that what is dragged has come in line with."""
    strokes: Strokes = field(default_factory=Strokes)
    marks: Marks = field(default_factory=Marks)
    """What was found."""
    compared: Compared = field(default_factory=Compared)
    """What differs from another run."""
    stops: StopMarks = field(default_factory=StopMarks)

    def paint(self, painter: QPainter, rect: QRect, scene: Scene, phase: float) -> None:
        """Paints what of the overlay lies in the rectangle."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.marks.paint(painter, rect, scene)
        self.compared.paint(painter, rect, scene)
        self.stops.paint(painter, rect, scene)
        paint_tags(painter, rect, scene)
        if self.stale is not None:
            self.stale.paint(painter, rect, scene)
        if self.autograd is not None:
            self.autograd.paint(painter, rect, scene)
        pulses(painter, rect, scene, phase)
        paint_note(painter, rect, scene, phase)
        if self.aimed is not None:
            _aimed(painter, self.aimed, scene)
        if self.ports:
            self._ports(painter, scene)
        self.strokes.paint(painter, scene)
        if self.guides:
            paint_guides(painter, self.guides, rect, scene)
        if self.edge is not None:
            self.edge.paint(painter, scene.theme)
        if self.loose is not None:
            _loose(painter, self.loose, scene, rect)
        if self.ghost is not None:
            _ghost(painter, self.ghost, scene)
        if self.band is not None:
            _band(painter, self.band, scene)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _ports(self, painter: QPainter, scene: Scene) -> None:
        theme, view, geometry = scene.theme, scene.view, scene.geometry
        painter.setBrush(theme.card)
        radius = max(3.0, (metrics.PORT_RADIUS + 2.5) * view.zoom)
        for port in self.ports:
            place = geometry.port_place(port)
            if place is not None:
                hue = theme.warning if port in self.doubtful else theme.selection
                painter.setPen(QPen(hue, max(1.5, 2 * view.zoom)))
                at = view.to_screen(*place)
                painter.drawEllipse(at, radius, radius)
                if port.name == NEW:
                    paint_plus(painter, at, radius)


def _aimed(painter: QPainter, box: Box, scene: Scene) -> None:
    ground = QColor(scene.theme.selection)
    ground.setAlpha(30)
    painter.setPen(QPen(scene.theme.selection, 1.0))
    painter.setBrush(ground)
    painter.drawRoundedRect(scene.view.rect(box), 3, 3)


# Gradients that travel


def flow_ends(flow: Flow, scene: Scene) -> Floats | None:
    """The way of a gradient, from the producer's end to the consumer's."""
    own = None if scene.autograd is None else scene.autograd.way(flow)
    if own is not None:
        return own
    geometry = scene.geometry
    way = scene.shown.way(flow)
    slots = [geometry.wire_slots[wire] for wire in way if wire in geometry.wire_slots]
    if slots:
        return _through([geometry.legs(slot) for slot in slots])
    cards = {flow.source, flow.target}
    if len(cards) == 1 or not cards <= geometry.slots.keys():
        return None
    upper, lower = geometry.card_box(flow.target), geometry.card_box(flow.source)
    middle = metrics.HEADER * 1.6
    return np.array([[upper.right, upper.top + middle, lower.left, lower.top + middle]])


def _through(ways: Sequence[Floats]) -> Floats:
    """The curves of wires one after the other, with what lies between them: the bypassed cards."""
    rows = list(ways[:1])
    for before, after in pairwise(ways):
        rows += [np.concatenate([before[-1, 2:], after[0, :2]])[None], after]
    return np.vstack(rows)


def pulses(painter: QPainter, rect: QRect, scene: Scene, phase: float) -> None:
    """The gradients of the shown step where they are now, with their texts."""
    view, theme = scene.view, scene.theme
    travelling = list(_travelling(scene))
    many = len(travelling) > MANY_FLOWS
    for flow, ends in travelling:
        if _is_drawn(flow, ends, scene):
            path = ways.path(ends, view)
            pen = pen_for(level_of(flow.gradient), theme, view.zoom)
            pen.setDashPattern([6.0 / pen.widthF(), 5.0 / pen.widthF()])
            painter.strokePath(path, pen)
    along = travelled(scene.shown.step, phase)
    if along is None:
        return
    spots = [_spot(ends, scene, along) for _, ends in travelling]
    # All are placed, also those that are not painted now: which one gives way depends on that.
    said = [] if many else [_shortened(flow) for flow, _ in travelling]
    levels = [level_of(flow.gradient) for flow, _ in travelling]
    where = plates(spots, said, _told(scene))
    for text, plate, level in zip(said, where, levels, strict=False):
        if plate.adjusted(-2, -2, 2, 2).intersects(rect):
            _label(painter, plate, text, magnitude.hue(level, theme), theme)
    painter.setPen(Qt.PenStyle.NoPen)
    for spot, level in zip(spots, levels, strict=True):
        if _dot(spot).intersects(rect):
            _pulse(painter, spot, level, theme)


def _pulse(painter: QPainter, spot: QPointF, level: int, theme: Theme) -> None:
    """A dot as large as the gradient; one of zero is hollow."""
    hue, radius = magnitude.hue(level, theme), magnitude.radius(level)
    halo = QColor(hue)
    halo.setAlpha(70)
    painter.setBrush(halo)
    painter.drawEllipse(spot, radius + 3.5, radius + 3.5)
    painter.setBrush(theme.background if level == magnitude.ZERO else hue)
    painter.drawEllipse(spot, radius, radius)


def _is_drawn(flow: Flow, ends: Floats, scene: Scene) -> bool:
    """Whether there is no wire where a gradient travels."""
    return flow.wire is None or ways.is_straight(ends) or _is_overlaid(scene)


def _is_overlaid(scene: Scene) -> bool:
    """Whether gradients travel along the autograd graph and not along wires."""
    return scene.autograd is not None and scene.autograd.on


def _spot(ends: Floats, scene: Scene, phase: float) -> QPointF:
    return scene.view.to_screen(*ways.along(ends, 1 - eased(phase)))


def _dot(spot: QPointF) -> QRectF:
    """What holds a dot."""
    return QRectF(spot.x() - 11, spot.y() - 11, 22, 22)


def _travelling(scene: Scene) -> Iterator[tuple[Flow, Floats]]:
    for flow in scene.shown.flows:
        ends = flow_ends(flow, scene)
        if ends is not None:
            yield flow, ends


def eased(phase: float) -> float:
    """Slow at both ends; stops short of the port, so that the dot stays in sight."""
    return 0.02 + 0.9 * phase * phase * (3 - 2 * phase)


def pulse_rects(scene: Scene, phase: float) -> list[QRectF]:
    """Where `pulses` paints dots and texts, for repainting."""
    along = travelled(scene.shown.step, phase)
    if along is None:
        return []
    travelling = list(_travelling(scene))
    spots = [_spot(ends, scene, along) for _, ends in travelling]
    said = [] if len(spots) > MANY_FLOWS else [_shortened(flow) for flow, _ in travelling]
    where = plates(spots, said, _told(scene))
    return [*map(_dot, spots), *(each.adjusted(-2, -2, 2, 2) for each in where)]


def _told(scene: Scene) -> list[QRectF]:
    """Where tags stand, which must stay readable."""
    return [each.place for each in placed(scene)]


def flow_boxes(scene: Scene) -> list[Box]:
    """What holds the curves that are drawn for gradients which travel where no wire is."""
    found = []
    for flow, ends in _travelling(scene):
        if _is_drawn(flow, ends, scene):
            found += ways.boxes(ends)
    return found


def _shortened(flow: Flow) -> str:
    return texts.elided(texts.NUMBER, one_line(flow.gradient.summary), LABEL_ROOM)


def plates(
    spots: Sequence[QPointF], said: Sequence[str], taken: Sequence[QRectF] = ()
) -> list[QRectF]:
    """Where the texts of dots stand: above and to the right of each, or below, or further off
    where others are, or what is `taken`."""
    found: list[QRectF] = []
    for spot, text in zip(spots, said, strict=False):
        plate = QRectF(spot.x() + 6, 0, texts.width(texts.NUMBER, text) + 12, _PLATE)
        for offset in _OFFSETS:
            plate.moveTop(spot.y() + offset)
            if not any(plate.intersects(other) for other in (*taken, *found)):
                break
        found.append(plate)
    return found


def _label(painter: QPainter, plate: QRectF, said: str, hue: QColor, theme: Theme) -> None:
    """A gradient in short, in its place."""
    ground = QColor(theme.card)
    ground.setAlpha(235)
    painter.setPen(QPen(hue, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 5, 5)
    painter.setPen(hue)
    painter.setFont(texts.font(texts.NUMBER))
    at = plate.top() + texts.baseline(texts.NUMBER, plate.height())
    painter.drawText(QPointF(plate.left() + 6, at), said)


# Gestures


def _loose(painter: QPainter, loose: Loose, scene: Scene, rect: QRect) -> None:
    theme, view = scene.theme, scene.view
    spots = [loose.start, *loose.way, loose.end]
    if not loose.from_output:
        spots.reverse()
    path = ways.path(np.array([[*a, *b] for a, b in pairwise(spots)]), view)
    colour = theme.error if loose.fits is False else theme.forward
    colour = theme.warning if loose.doubtful else colour
    style = Qt.PenStyle.SolidLine if loose.fits else Qt.PenStyle.DashLine
    pen = QPen(colour, max(2.0, 2.4 * view.zoom), style)
    painter.strokePath(path, pen)
    for way in loose.others:
        legs = np.array([[*a, *b] for a, b in pairwise(reversed(way))])
        if len(legs):
            painter.strokePath(ways.path(legs, view), pen)
    spot = view.to_screen(*loose.end)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(spot, 4.5, 4.5)
    if loose.said:
        _plate(painter, spot, loose.said, colour, theme)


def _plate(
    painter: QPainter, spot: QPointF, said: str, colour: QColor, theme: Theme
) -> None:
    """Words beside the pointer, kept inside what is painted on."""
    font = QGuiApplication.font()
    found = QFontMetricsF(font)
    device = painter.device()
    across, down = device.width(), device.height()
    room = min(380.0, across - 40.0)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    size = found.boundingRect(QRectF(0, 0, room, 1000), flags.value, said)
    plate = QRectF(spot.x() + 16, spot.y() + 14, size.width() + 18, size.height() + 12)
    if plate.right() > across - 4:
        plate.moveRight(across - 4)
    if plate.bottom() > down - 4:
        plate.moveBottom(spot.y() - 12)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(theme.card)
    painter.drawRoundedRect(plate, 6, 6)
    painter.setPen(theme.text)
    painter.setFont(font)
    painter.drawText(plate.adjusted(9, 6, -9, -6), flags.value, said)


def _ghost(painter: QPainter, ghost: Ghost, scene: Scene) -> None:
    theme, view = scene.theme, scene.view
    box = Box(ghost.x, ghost.y, ghost.x + metrics.WIDTH, ghost.y + ghost.height)
    where = view.rect(box)
    painter.save()
    painter.setOpacity(0.75)
    radius = metrics.RADIUS * view.zoom
    if ghost.face is not None:
        painter.setOpacity(0.85)
        painter.translate(where.topLeft())
        painter.scale(view.zoom, view.zoom)
        look = Look(theme, metrics.NOTHING, ghost.height)
        paint_frame(painter, ghost.face, look)
        paint_values(painter, ghost.face, look)
        painter.setPen(QPen(theme.selection, 2.0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        card = QRectF(0, 0, metrics.WIDTH, ghost.height)
        painter.drawRoundedRect(card, metrics.RADIUS, metrics.RADIUS)
        painter.restore()
        return
    painter.setPen(QPen(theme.selection, 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(theme.card)
    painter.drawRoundedRect(where, radius, radius)
    head = QRectF(where.left(), where.top(), where.width(), metrics.HEADER * view.zoom)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.category(ghost.category))
    painter.drawRoundedRect(head, radius, radius)
    painter.translate(where.topLeft())
    painter.scale(view.zoom, view.zoom)
    painter.setPen(theme.header_text)
    painter.setFont(texts.font(texts.TITLE))
    at = texts.baseline(texts.TITLE, metrics.HEADER)
    painter.drawText(QPointF(metrics.SIDE, at), ghost.title)
    painter.restore()


def _band(painter: QPainter, band: Box, scene: Scene) -> None:
    fill = QColor(scene.theme.selection)
    fill.setAlpha(36)
    painter.setPen(QPen(scene.theme.selection, 1, Qt.PenStyle.DashLine))
    painter.setBrush(fill)
    painter.drawRect(scene.view.rect(band))
