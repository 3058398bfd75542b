"""What is written at the card of the shown step while it is under way: the gradient that has come,
then the rule of the local derivative by which it is multiplied."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas import texts
from app.canvas.scene import Scene
from app.playback.phases import Phase, phase_at
from autograd_core.graph.levels import card_of
from autograd_core.graph.ports import spec_of
from autograd_core.graph.steps import Step, one_line

ROOM = 300.0
MOST_LINES = 4
_LINE, _PAD, _GAP = 18.0, 7.0, 6.0


class Note(NamedTuple):
    """Lines at a card; where they are on the screen."""

    lines: tuple[str, ...]
    place: QRectF


def note_of(scene: Scene, phase: float) -> Note | None:
    """What is written now; None where nothing is under way."""
    step = scene.shown.step
    if step is None or step.node is None or phase >= 1.0:
        return None
    card = card_of(scene.shown.document, step.node)
    if card is None or card not in scene.geometry.slots:
        return None
    lines = tuple(texts.elided(texts.NUMBER, line, ROOM) for line in _lines(scene, step, phase))
    if not lines:
        return None
    where = scene.view.rect(scene.geometry.card_box(card))
    wide = max(texts.width(texts.NUMBER, line) for line in lines) + 2 * _PAD
    high = len(lines) * _LINE + _PAD
    return Note(lines, QRectF(where.right() - wide, where.top() - high - _GAP, wide, high))


def _lines(scene: Scene, step: Step, phase: float) -> list[str]:
    if step.kind not in ("backward", "accumulate"):
        return []
    arrives = QCoreApplication.translate("Phase", "arrives: {gradient}")
    lines = [
        arrives.format(gradient=one_line(value.summary))
        for value in step.incoming[:MOST_LINES]
        if value is not None
    ]
    if phase_at(step, phase) is not Phase.ARRIVES and step.flows:
        lines += _rules(scene, step)
    return lines


def _rules(scene: Scene, step: Step) -> list[str]:
    """The local derivative for each input that a gradient goes to; the Node's name where the
    operation's gradient is no product with one."""
    data = scene.shown.document.find(step.node or "")
    spec = None if data is None else spec_of(data)
    if step.applied is not None and step.applied.kind is not None:
        spec = step.applied.kind.spec  # one of several that the card is made of, or of a gradient
    found = []
    if spec is not None:
        given = [text for text in spec.gradient_texts if text]
        found = list(dict.fromkeys(given))[:MOST_LINES]
    return found or [step.function or ""]


def paint_note(painter: QPainter, rect: QRect, scene: Scene, phase: float) -> None:
    """Writes it where it touches the rectangle."""
    note = note_of(scene, phase)
    if note is None or not note.place.intersects(QRectF(rect)):
        return
    theme = scene.theme
    ground = QColor(theme.card)
    ground.setAlpha(235)
    painter.setPen(QPen(theme.gradient, 1.2))
    painter.setBrush(ground)
    painter.drawRoundedRect(note.place, 6, 6)
    painter.setFont(texts.font(texts.NUMBER))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    top = note.place.top() + _PAD / 2
    for nth, line in enumerate(note.lines):
        painter.setPen(theme.gradient if nth == 0 else theme.text)
        at = top + texts.baseline(texts.NUMBER, _LINE)
        painter.drawText(QPointF(note.place.left() + _PAD, at), line)
        top += _LINE
