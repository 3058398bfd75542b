"""Drawing a sheet into a file that keeps curves and texts: no pixels, nothing cut into pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.canvas import metrics, texts
from app.canvas.card import GREY, Look, mixed, paint_frame, paint_values
from app.canvas.framing import Panels
from app.canvas.header import header_of
from app.canvas.painter import look_of
from app.canvas.wires import FINE, Wires
from app.export.sheet import Sheet
from app.playback.face import Face

MOST_WHOLE = 1500
"""Cards up to which each is drawn with all that it shows; of more, with name and operation."""


def draw(painter: QPainter, sheet: Sheet) -> Iterator[None]:
    """Draws it in units, the corner at the origin; a breath is taken wherever it yields."""
    stage, colours = sheet.stage, sheet.stage.colours
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
    )
    whole = QRectF(0, 0, sheet.width, sheet.height)
    if colours.background.alpha():
        painter.fillRect(whole, colours.background)
    scene = replace(stage.scene, view=sheet.view, ratio=1.0, vector=True)
    painter.translate(sheet.corner)
    rect = QRectF(QPointF(0, 0), sheet.canvas).toAlignedRect()
    if sheet.is_cut:
        painter.setClipRect(rect)
    Panels(rect, rect, scene).paint(painter, rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    yield
    yield from Wires([sheet.box], scene, FINE).paint_curves(painter)
    slots = scene.geometry.cards_in(sheet.box).tolist()
    paint, lit = (_plain if len(slots) > MOST_WHOLE else _whole), scene.shown.lit
    for slot in slots:
        x, y = scene.geometry.pos[slot].tolist()
        painter.save()
        painter.translate(scene.view.to_screen(x, y))
        painter.scale(scene.view.zoom, scene.view.zoom)
        paint(painter, scene.shown.face(slot), look_of(slot, scene, lit))
        painter.restore()
        yield
    stage.overlay.paint(painter, rect, scene, stage.still.phase)
    painter.setClipping(False)
    painter.translate(-sheet.corner)
    yield
    sheet.paint_footer(painter)


def _whole(painter: QPainter, face: Face, look: Look) -> None:
    paint_frame(painter, face, look)
    paint_values(painter, face, look)


def _plain(painter: QPainter, face: Face, look: Look) -> None:
    """Name and operation on the card's ground."""
    if face.note is not None:
        paint_frame(painter, face, look)
        return
    theme = look.theme
    painter.setPen(QPen(theme.error if face.error else theme.card_border, 1.0))
    painter.setBrush(theme.lit if look.light else theme.card)
    painter.drawRect(QRectF(0.5, 0.5, metrics.WIDTH - 1, look.height - 1))
    grey = face.unreached is not None or face.status != "done"
    ground = theme.category(face.category)
    head = mixed(theme.unreached, theme.card, GREY) if grey else ground
    painter.fillRect(QRectF(1, 1, metrics.WIDTH - 2, metrics.HEADER - 1), head)
    found = header_of(face)
    painter.setPen(theme.text if grey else theme.header_text)
    painter.setFont(texts.font(texts.TITLE))
    at = texts.baseline(texts.TITLE, metrics.HEADER)
    painter.drawText(QPointF(found.title_left, at), found.title)
    if found.said:
        painter.setFont(texts.font(found.role))
        at = texts.baseline(found.role, metrics.HEADER)
        painter.drawText(QPointF(found.said_left, at), found.said)
    tile = face.first.tile
    if tile is not None and tile.text and not face.collapsed:
        painter.setPen(theme.text)
        painter.setFont(texts.font(texts.NUMBER))
        said = texts.elided(texts.NUMBER, tile.text, metrics.WIDTH - 2 * metrics.SIDE)
        top = look.value_block.top()
        painter.drawText(
            QPointF(metrics.SIDE, top + texts.baseline(texts.NUMBER, metrics.LINE)), said
        )
