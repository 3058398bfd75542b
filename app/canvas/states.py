"""How a card shows that its operation is passed by, or is not run."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.canvas import metrics, texts
from app.canvas.ports import output_height, port_height
from app.playback.face import Face
from app.theme import Theme

_STRIPE, _INSET = 9.0, 6.0


def paint_state(painter: QPainter, face: Face, height: float, theme: Theme) -> None:
    """A line from the input that is passed on to the output, or stripes over all of the card."""
    if face.state == "bypass":
        _paint_passage(painter, face, theme)
    elif face.state == "mute":
        _paint_stripes(painter, height, theme)


def _paint_passage(painter: QPainter, face: Face, theme: Theme) -> None:
    place = next((i for i, port in enumerate(face.inputs) if port.wired), 0)
    if not face.inputs or face.collapsed:  # there the line would run through the name
        return
    start = QPointF(0, float(port_height(place)))
    end = QPointF(metrics.WIDTH, float(output_height(len(face.outputs), 0)))
    # along the port's row and up at the right, clear of what is written in the header
    up, bend = end.x() - _INSET, QPointF(0, _INSET)
    path = QPainterPath(start)
    if end.y() < start.y():
        path.lineTo(up - _INSET, start.y())
        path.quadTo(QPointF(up, start.y()), QPointF(up, start.y()) - bend)
        path.lineTo(QPointF(up, end.y()) + bend)
        path.quadTo(QPointF(up, end.y()), end)
    else:
        path.lineTo(end)
    hue = theme.forward if face.unreached is None else theme.unreached
    if face.reached is not None:
        hue = theme.gradient
    painter.strokePath(path, QPen(hue, 2.2))
    said = texts.width(texts.SMALL, face.inputs[place].said)
    label = QRectF(metrics.SIDE - 1, start.y() - metrics.PORT_ROW / 2, said + 6, metrics.PORT_ROW)
    painter.fillRect(label, theme.card)
    if len(face.outputs) > 1:  # else it has no label
        said = texts.width(texts.SMALL, face.first.said)
        left = metrics.WIDTH - metrics.SIDE - said - 5
        top = end.y() - metrics.PORT_ROW / 2
        painter.fillRect(QRectF(left, top, said + 6, metrics.PORT_ROW), theme.card)


def _paint_stripes(painter: QPainter, height: float, theme: Theme) -> None:
    painter.save()
    whole = QPainterPath()
    inner = QRectF(1, 1, metrics.WIDTH - 2, height - 2)
    whole.addRoundedRect(inner, metrics.RADIUS - 1, metrics.RADIUS - 1)
    painter.setClipPath(whole)
    hue = QColor(theme.unreached)
    hue.setAlpha(70)
    painter.setPen(QPen(hue, 1.4, Qt.PenStyle.SolidLine))
    at = -height
    while at < metrics.WIDTH:
        painter.drawLine(QPointF(at, height), QPointF(at + height, 0))
        at += _STRIPE
    painter.restore()
