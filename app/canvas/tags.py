"""Words at cards and wires about PyTorch's traps: versions, writes, hooks, who is to blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.canvas import curves, texts
from app.canvas.scene import Scene
from app.playback.traps import Tag
from app.theme import Theme

FAR = 0.35
"""Zoom below which there is no room for words."""
LEAST = 0.62
"""How much smaller words get with the zoom."""
ROOM = 250.0
_HIGH, _PAD, _GAP, _SIGN = 19.0, 7.0, 5.0, 13.0


class Placed(NamedTuple):
    """A tag, where it is on the screen, what is written in it, how much smaller than usual, and
    the card that it belongs to."""

    tag: Tag
    place: QRectF
    lines: tuple[str, ...]
    scale: float
    card: str


def placed(scene: Scene) -> list[Placed]:
    """The tags of the cards that are there, below each, and those of wires on them."""
    if scene.view.zoom < FAR:
        return []
    return list(_placed(scene))


def _placed(scene: Scene) -> Iterator[Placed]:
    places, view = scene.geometry, scene.view
    scale = min(1.0, max(LEAST, view.zoom))
    for card, tags in scene.shown.traps.tags().items():
        if card not in places.slots:
            continue
        box = view.rect(places.card_box(card))
        top = box.bottom() + _GAP * scale
        for tag in tags:
            lines = texts.wrapped(texts.SMALL, tag.text, ROOM, 3)
            place = QRectF(QPointF(box.left(), top), _size(lines) * scale)
            yield Placed(tag, place, lines, scale, card)
            top = place.bottom() + 3 * scale
            slot = places.wire_slots.get(tag.wire)
            if slot is not None and tag.wire_text:
                yield from _on_wire(scene, tag, slot, scale, card)


def tag_at(scene: Scene, at: QPointF) -> Placed | None:
    """The tag at a point of the screen, the topmost."""
    return next((each for each in reversed(placed(scene)) if each.place.contains(at)), None)


def tag_tip(tag: Tag) -> str:
    """What a tag means and what a click on it does, as rich text."""
    said = QCoreApplication.translate("Canvas", "Click: show the card")
    if tag.step is not None:
        words = QCoreApplication.translate("Canvas", "Click: go to step {step}")
        said = words.format(step=tag.step + 1)
    told = [escape(words) for words in (tag.text, tag.tip) if words]
    return "<br>".join([*told, f"<i>{escape(said)}</i>"])


def _size(lines: Sequence[str]) -> QSizeF:
    wide = max(texts.width(texts.SMALL, line) for line in lines) + 2 * _PAD + _SIGN
    return QSizeF(wide, _HIGH + (len(lines) - 1) * (_HIGH - 4))


def _on_wire(
    scene: Scene, tag: Tag, slot: int, scale: float, card: str
) -> Iterator[Placed]:
    legs = scene.geometry.legs(slot)
    if not np.isfinite(legs).all():
        return
    spot = scene.view.to_screen(*curves.along(legs, 0.5))
    size = _size((tag.wire_text,)) * scale
    corner = QPointF(spot.x() - size.width() / 2, spot.y() - size.height() - 6)
    place = QRectF(corner, size)
    wire = scene.shown.document.wires.get(tag.wire)
    ends = (wire.source, wire.target) if wire is not None else ()
    boxes = [scene.view.rect(scene.geometry.card_box(n)) for n in ends]
    if any(box.intersects(place) for box in boxes):  # a short wire: above both cards
        place.moveBottom(min(box.top() for box in boxes) - _GAP)
    yield Placed(tag, place, (tag.wire_text,), scale, card)


def paint_tags(painter: QPainter, rect: QRect, scene: Scene) -> None:
    """Paints the tags in the rectangle."""
    room = QRectF(rect)
    for each in placed(scene):
        if each.place.intersects(room):
            _paint(painter, each, scene.theme)


def _paint(painter: QPainter, each: Placed, theme: Theme) -> None:
    hue = _hue(each.tag, theme)
    ground = QColor(theme.card)
    ground.setAlpha(240)
    loud = each.tag.kind in ("data", "silent", "culprit")
    painter.save()
    painter.translate(each.place.topLeft())
    painter.scale(each.scale, each.scale)
    painter.setPen(QPen(hue, 1.4 if loud else 1.0))
    painter.setBrush(ground)
    room = QRectF(QPointF(0.5, 0.5), each.place.size() / each.scale).adjusted(0, 0, -1, -1)
    painter.drawRoundedRect(room, 5, 5)
    _sign(painter, each.tag, hue)
    painter.setFont(texts.font(texts.SMALL))
    painter.setPen(theme.muted if each.tag.kind == "keeps" else theme.text)
    at = texts.baseline(texts.SMALL, _HIGH)
    for line in each.lines:
        painter.drawText(QPointF(_PAD + _SIGN, at), line)
        at += _HIGH - 4
    painter.restore()


def _hue(tag: Tag, theme: Theme) -> QColor:
    return {
        "version": theme.forward,
        "no_grad": theme.forward,
        "data": theme.warning,
        "silent": theme.warning,
        "hook": theme.gradient,
        "keeps": theme.gradient,
        "culprit": theme.error,
    }[tag.kind]


def _sign(painter: QPainter, tag: Tag, hue: QColor) -> None:
    """A shape for each kind, so that colour is not all there is."""
    painter.setPen(QPen(hue, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, kind = _PAD + 3.5, _HIGH / 2, tag.kind
    if kind in ("data", "silent"):  # a warning sign
        corners = (QPointF(x, y - 4.5), QPointF(x + 5, y + 4), QPointF(x - 5, y + 4))
        painter.drawPolygon(QPolygonF(corners))
        painter.drawLine(QPointF(x, y - 1.5), QPointF(x, y + 1.2))
    elif kind == "culprit":  # an arrow
        painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
        painter.drawLine(QPointF(x + 1, y - 3), QPointF(x + 4, y))
        painter.drawLine(QPointF(x + 1, y + 3), QPointF(x + 4, y))
    elif kind in ("hook", "keeps"):  # a hook
        painter.drawLine(QPointF(x + 2, y - 5), QPointF(x + 2, y + 1))
        painter.drawArc(QRectF(x - 4, y - 2, 6, 6), 180 * 16, 180 * 16)
    else:  # a pencil's stroke
        painter.drawLine(QPointF(x - 3.5, y + 3.5), QPointF(x + 3.5, y - 3.5))
        painter.drawLine(QPointF(x - 4, y + 4.5), QPointF(x + 4, y + 4.5))
