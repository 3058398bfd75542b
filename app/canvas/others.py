"""The outputs of a card after its first, a line for each, and one for the gradient of each that has
one at some step of the run.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from app.canvas import metrics, texts
from app.playback.face import OutputFace
from app.theme import Theme

_NAME, _INDENT = 60.0, 66.0


def paint_others(
    painter: QPainter, outputs: tuple[OutputFace, ...], room: QRectF, theme: Theme, words: QColor
) -> None:
    """Paints them from the top of `room` on."""
    top = room.top()
    for output in outputs:
        _line(painter, room, top, output.said, theme.muted)
        tile = output.tile
        if tile is not None:
            colour = theme.warning if tile.loud else words
            _said(painter, room, top, tile.text, colour, texts.NUMBER)
        elif output.trouble:
            colour = theme.error if output.failed else theme.muted
            _said(painter, room, top, output.trouble, colour, texts.SMALL)
        top += metrics.LINE
        if not output.has_grad:
            continue
        _line(painter, room, top, ".grad", theme.muted)
        grad = output.grad
        if grad is None:
            _said(painter, room, top, "None", theme.muted, texts.SMALL, italic=True)
        else:
            colour = theme.warning if grad.loud else theme.gradient
            _said(painter, room, top, grad.text, colour, texts.NUMBER)
        top += metrics.LINE


def _line(painter: QPainter, room: QRectF, top: float, name: str, colour: QColor) -> None:
    painter.setPen(colour)
    painter.setFont(texts.font(texts.SMALL))
    at = top + texts.baseline(texts.SMALL, metrics.LINE)
    painter.drawText(QPointF(room.left(), at), texts.elided(texts.SMALL, name, _NAME))


def _said(
    painter: QPainter,
    room: QRectF,
    top: float,
    said: str,
    colour: QColor,
    role: str,
    italic: bool = False,
) -> None:
    painter.setPen(colour)
    painter.setFont(texts.font(role, italic=italic))
    at = top + texts.baseline(role, metrics.LINE)
    said = texts.elided(role, said, room.width() - _INDENT)
    painter.drawText(QPointF(room.left() + _INDENT, at), said)
