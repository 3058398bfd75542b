"""The picture of one node, painted in canvas units with its top left corner at the origin.

It comes in two parts, as numbers change often and the rest seldom: `paint_frame` (ground, header,
ports, facts) is the same for many steps and for many cards, `paint_values` puts the tensor, its
gradient or the error over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from app.canvas import metrics, texts
from app.canvas.cut import paint_scissors
from app.canvas.header import SIGN, header_of
from app.canvas.matrix import paint_determinant, paint_matrix
from app.canvas.metrics import Content
from app.canvas.notes import paint_note
from app.canvas.others import paint_others
from app.canvas.ports import input_height, output_height, port_height
from app.canvas.states import paint_state
from app.canvas.tile import paint_thumbnail, paint_tile
from app.playback.face import GROUP_CATEGORY, Face, OutputFace, why_not_run
from app.playback.reach import reason
from app.theme import Theme

Light: TypeAlias = Literal["", "forward", "gradient"]
MARGIN = 9.0
"""Room round the card for its ports, the ring of the selection and the shadow."""

GREY = 0.72
"""How much of the card's ground is in the header of what no gradient has reached."""
_GRAD_LABEL = 42.0
THUMBNAIL = 46.0
"""The longer side of the picture of a large tensor."""
_RING = 2.5
_STACK = 6.0
"""How far the cards that a subgraph lies on stand out."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a card is to look apart from its face."""

    theme: Theme
    content: Content
    height: float
    width: float = metrics.WIDTH
    selected: bool = False
    focused: bool = False
    light: Light = ""
    dimmed: bool = False

    @property
    def values_top(self) -> float:
        """Where the block with the value starts; it is as far from the bottom in every card."""
        lines = sum(self.content)
        return self.height - (
            metrics.BOTTOM
            + metrics.FACTS
            + metrics.GAP
            + 4 * metrics.CELL_PAD
            + metrics.LINE * lines
        )

    @property
    def value_block(self) -> QRectF:
        return self._block(self.values_top, self.content.value_lines)

    @property
    def facts_top(self) -> float:
        return self.value_block.bottom() + 1

    @property
    def grad_block(self) -> QRectF:
        return self._block(self.facts_top + metrics.FACTS + 1, self.content.grad_lines)

    @property
    def error_block(self) -> QRectF:
        """Where a message stands that came after a value, at the bottom."""
        grads, lines = self.grad_block, self.content.error_lines
        height = metrics.LINE * lines - 2 if lines else 0.0
        return QRectF(grads.left(), grads.bottom() + min(lines, 2), grads.width(), height)

    def _block(self, top: float, lines: int) -> QRectF:
        left = metrics.SIDE - 2
        height = metrics.LINE * lines + 2 * metrics.CELL_PAD
        return QRectF(left, top, metrics.WIDTH - 2 * left, height)


FrameKey: TypeAlias = tuple[object, ...]


def frame_key(face: Face) -> FrameKey:
    """What of a face the frame shows: cards with equal keys share it."""
    first = face.first
    return (
        face.title,
        face.operation,
        face.settings,
        face.category,
        face.status,
        face.inputs,
        tuple(output.said for output in face.outputs),
        first.requires_grad,
        first.is_leaf,
        first.grad_fn,
        first.version,
        face.saved,
        face.state,
        face.state == "bypass" and face.reached is not None,
        face.waits_for,
        face.waits_state,
        face.collapsed and header_of(face),
        face.note,
        bool(face.error),
        face.caught,
        bool(face.lacks),
        face.unreached,
        face.in_no_grad,
        face.matrix is None,
        *_grounds(face),
    )


def _grounds(face: Face) -> tuple[object, ...]:
    """What the grounds of the value and of its gradient depend on."""
    value, grad = face.first.tile, face.first.grad
    return (
        face.has_value,
        None if value is None else value.loud,
        None if grad is None else grad.loud,
        face.first.grad_state == "zeros",
    )


def paint_frame(painter: QPainter, face: Face, look: Look) -> None:
    """Ground, header, ports and facts."""
    if look.dimmed:
        painter.setOpacity(0.38)
    if face.note is not None:
        size = QSizeF(look.width, look.height)
        paint_note(painter, face.note.text, face.note.color, size, look.theme, look.selected)
        if look.focused:
            _focus(painter, QRectF(0, 0, look.width, look.height), look.theme)
        return
    _ground(painter, face, look)
    _header(painter, face, look.theme)
    if face.state != "on":
        paint_state(painter, face, look.height, theme=look.theme)
    if not face.collapsed:
        _port_labels(painter, face, look)
        _facts(painter, face, look)
    _ports(painter, face, look)
    if face.has_value and not face.collapsed:
        _cells(painter, face, look)


def paint_values(painter: QPainter, face: Face, look: Look) -> None:
    """The tensor and its gradient, or the error."""
    if look.dimmed:
        painter.setOpacity(0.38)
    if face.collapsed or face.note is not None:
        return  # the value is in the header
    theme, block = look.theme, look.value_block
    if face.has_value:
        _outputs(painter, face, look)
        if face.first.tile is None:
            pass
        elif face.matrix is None:
            _grad(painter, face.first, look)
        else:
            paint_determinant(painter, look.grad_block, face.matrix, theme)
    elif not face.error:
        _idle(painter, face, block.adjusted(8, 0, -8, 0), theme)
    if face.error:
        _error(painter, face, look)


def _ground(painter: QPainter, face: Face, look: Look) -> None:
    theme = look.theme
    card = QRectF(0, 0, metrics.WIDTH, look.height)
    painter.setPen(Qt.PenStyle.NoPen)
    shadow = QColor(0, 0, 0, 14 if theme.name == "light" else 34)
    painter.setBrush(shadow)
    for spread in (4.0, 2.5, 1.0):
        grown = card.adjusted(-spread + 1, -spread + 3, spread - 1, spread + 2)
        painter.drawRoundedRect(grown, metrics.RADIUS + spread, metrics.RADIUS + spread)
    if face.category == GROUP_CATEGORY:  # a card over others: there is more inside
        for depth in (_STACK, _STACK / 2):
            painter.setBrush(mixed(theme.card, theme.background, 0.45))
            painter.setPen(QPen(theme.card_border, 1.0))
            below = card.adjusted(depth + 0.5, depth + 0.5, depth - 0.5, depth - 0.5)
            painter.drawRoundedRect(below, metrics.RADIUS, metrics.RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
    ring = None
    if look.selected:
        ring = theme.selection
    elif look.light and not look.dimmed:
        ring = theme.gradient if look.light == "gradient" else theme.forward
    if ring is not None:
        painter.setBrush(ring)
        grown = card.adjusted(-_RING, -_RING, _RING, _RING)
        painter.drawRoundedRect(grown, metrics.RADIUS + _RING, metrics.RADIUS + _RING)
    alarm = face.error and not face.caught
    border = QPen(theme.error if alarm else theme.card_border, 1.0)
    ground = theme.lit if look.light == "gradient" else theme.card
    if face.status == "incomplete" or face.state == "mute":
        border = QPen(theme.unreached, 1.2, Qt.PenStyle.DashLine)
        ground = mixed(ground, theme.background, 0.6)
    elif face.state == "bypass":
        border = QPen(theme.forward, 1.2, Qt.PenStyle.DashLine)
    elif not face.category:  # it only stands for what a file has here
        border = QPen(theme.error, 1.4, Qt.PenStyle.DashLine)
        ground = mixed(ground, theme.background, 0.6)
    painter.setBrush(ground)
    painter.setPen(border)
    inner = card.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, metrics.RADIUS, metrics.RADIUS)
    if look.focused:
        _focus(painter, card, theme)


def _focus(painter: QPainter, card: QRectF, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.text, 1.2, Qt.PenStyle.DotLine))
    painter.drawRoundedRect(card.adjusted(-4, -4, 4, 4), 10, 10)


def _header(painter: QPainter, face: Face, theme: Theme) -> None:
    idle = face.status in ("not run", "blocked", "incomplete")
    ground = theme.category(face.category)
    if face.unreached is not None or face.state != "on" or face.in_no_grad:
        ground = mixed(theme.unreached, theme.card, GREY)
    elif idle:
        ground = mixed(ground, theme.card, 0.75 if face.status == "incomplete" else 0.55)
    painter.fillPath(_head(), QBrush(ground))
    painter.setPen(theme.text if idle or face.state != "on" else theme.header_text)
    if face.error:
        _badge(painter, theme, face.caught)
    found = header_of(face)
    if found.has_scissors:
        sign = QRectF(found.title_left - SIGN, 6, 16, 16)
        paint_scissors(painter, sign, painter.pen().color())
    painter.setFont(texts.font(texts.TITLE))
    at = texts.baseline(texts.TITLE, metrics.HEADER)
    painter.drawText(QPointF(found.title_left, at), found.title)
    if found.said:
        painter.setFont(texts.font(found.role))
        at = texts.baseline(found.role, metrics.HEADER)
        painter.drawText(QPointF(found.said_left, at), found.said)


@cache
def _head() -> QPainterPath:
    """The ground of the header, round above and straight below."""
    right, bottom, size = metrics.WIDTH - 1.0, float(metrics.HEADER), 2.0 * (metrics.RADIUS - 1)
    path = QPainterPath(QPointF(1, bottom))
    path.arcTo(QRectF(1, 1, size, size), 180, -90)
    path.arcTo(QRectF(right - size, 1, size, size), 90, -90)
    path.lineTo(right, bottom)
    path.closeSubpath()
    return path


def _badge(painter: QPainter, theme: Theme, caught: bool) -> None:
    """The sign of an error, at the header's right: a disc, or a ring where it was caught."""
    spot = QRectF(metrics.WIDTH - metrics.SIDE - 20, 6, 16, 16)
    painter.save()
    painter.setPen(QPen(theme.text, 1.4) if caught else Qt.PenStyle.NoPen)
    painter.setBrush(theme.card if caught else theme.error)
    painter.drawEllipse(spot)
    painter.setPen(theme.text if caught else theme.card)
    painter.setFont(texts.font(texts.TITLE))
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "!")
    painter.restore()


def _port_labels(painter: QPainter, face: Face, look: Look) -> None:
    theme = look.theme
    painter.setFont(texts.font(texts.SMALL))
    half = texts.baseline(texts.SMALL, 0)
    room = (metrics.WIDTH - 3 * metrics.SIDE) / 2
    for place, port in enumerate(face.inputs):
        painter.setPen(theme.text if port.number or port.needed else theme.muted)
        said = f"{port.said} = {port.number}" if port.number else port.said
        limit = room if len(face.outputs) > 1 or face.saved else 2 * room
        said = texts.elided(texts.SMALL, said, limit)
        painter.drawText(QPointF(metrics.SIDE + 2, float(port_height(place)) + half), said)
    if len(face.outputs) > 1:
        painter.setPen(theme.muted)
        for place, output in enumerate(face.outputs):
            said = texts.elided(texts.SMALL, output.said, room)
            left = metrics.WIDTH - metrics.SIDE - 2 - texts.width(texts.SMALL, said)
            painter.drawText(QPointF(left, float(port_height(place)) + half), said)
    elif face.saved == "freed" and face.inputs:
        said = QCoreApplication.translate("Card", "saved tensors freed")
        painter.setPen(theme.warning)
        left = metrics.WIDTH - metrics.SIDE - texts.width(texts.SMALL, said)
        last = float(port_height(len(face.inputs) - 1))
        painter.drawText(QPointF(left, last + half), said)


def _ports(painter: QPainter, face: Face, look: Look) -> None:
    theme = look.theme
    done = face.status == "done" and face.unreached is None
    full = theme.forward if done else theme.unreached
    radius, folded = metrics.PORT_RADIUS, face.collapsed
    if folded:
        ports = max(len(face.inputs), len(face.outputs))
        radius = max(1.5, min(radius, metrics.HEADER / (ports + 1) / 2 - 0.5))
    for place, port in enumerate(face.inputs):
        # What is needed and not there stands out; what may stay empty does not.
        free = theme.text if port.needed else theme.muted
        painter.setPen(QPen(full if port.wired else free, 1.6))
        painter.setBrush(full if port.wired else theme.card)
        height = float(input_height(len(face.inputs), place, folded))
        painter.drawEllipse(QPointF(0, height), radius, radius)
    painter.setPen(QPen(full, 1.6))
    painter.setBrush(theme.card if face.status == "incomplete" else full)
    for place in range(len(face.outputs) if face.is_open_right else 0):
        height = float(output_height(len(face.outputs), place, folded))
        painter.drawEllipse(QPointF(metrics.WIDTH, height), radius, radius)


def _facts(painter: QPainter, face: Face, look: Look) -> None:
    first, theme = face.first, look.theme
    if first.requires_grad is None:
        return
    top = look.facts_top
    middle = top + metrics.FACTS / 2
    colour = theme.gradient if first.requires_grad else theme.muted
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(colour if first.requires_grad else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(metrics.SIDE + 4, middle), 3.2, 3.2)
    at = top + texts.baseline(texts.SMALL, metrics.FACTS)
    left, right = metrics.SIDE + 13, metrics.WIDTH - metrics.SIDE
    painter.setFont(texts.font(texts.SMALL))
    kind = QCoreApplication.translate("Card", "leaf") if first.is_leaf else first.grad_fn or ""
    if face.unreached is not None:  # the dot still tells whether it requires grad
        kind = reason(face.unreached)
    elif first.requires_grad:
        painter.setPen(theme.gradient)
        painter.drawText(QPointF(left, at), "requires_grad")
        left += texts.width(texts.SMALL, "requires_grad") + 6
    painter.setPen(theme.muted)
    painter.drawText(QPointF(left, at), texts.elided(texts.SMALL, kind, right - left))


def _outputs(painter: QPainter, face: Face, look: Look) -> None:
    """The first output large, the others on a line each."""
    theme, block = look.theme, look.value_block
    first = face.first.tile
    words = theme.muted if face.unreached is not None or face.in_no_grad else theme.text
    others = face.outputs[1:]
    whole = block.adjusted(8, metrics.CELL_PAD, -4, -metrics.CELL_PAD)
    lines = metrics.lines_of_others(output.has_grad for output in others)
    main = whole.adjusted(0, 0, 0, -metrics.LINE * lines)
    if first is None:
        _idle(painter, face, main.adjusted(0, 0, -4, 0), theme)
    elif face.matrix is not None:
        paint_matrix(painter, main, first, face.matrix, theme, words)
    else:
        side = min(main.height(), THUMBNAIL)
        wide = paint_thumbnail(
            painter, QRectF(main.left(), main.top(), side, side), first, theme, False
        )
        paint_tile(painter, main.adjusted(wide + 6 if wide else 0, 0, 0, 0), first, theme, words)
    room = QRectF(whole.left(), main.bottom(), whole.width(), metrics.LINE * lines)
    paint_others(painter, others, room, theme, words)


def _idle(painter: QPainter, face: Face, room: QRectF, theme: Theme) -> None:
    """Why there is no value."""
    said = {
        "not run": why_not_run(face),
        "blocked": QCoreApplication.translate("Card", "waits for its inputs"),
        "incomplete": face.lacks,
    }.get(face.status, face.status)
    if not (face.status == "incomplete" and face.lacks):  # which names the ports as seen here
        said = face.first.trouble or said
    painter.setPen(theme.error if face.first.failed else theme.muted)
    painter.setFont(texts.font(texts.SMALL, italic=True))
    said = texts.elided(texts.SMALL, said, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)


def _grad(painter: QPainter, output: OutputFace, look: Look) -> None:
    if output.grad is None:
        return  # the frame says so
    theme, block = look.theme, look.grad_block
    zeros = output.grad_state == "zeros"
    room = block.adjusted(8 + _GRAD_LABEL, metrics.CELL_PAD, -4, -metrics.CELL_PAD)
    paint_tile(painter, room, output.grad, theme, theme.muted if zeros else theme.gradient)
    below = QRectF(block.left() + 8, room.top() + metrics.LINE, _GRAD_LABEL - 8, room.height())
    below.setBottom(room.bottom() - 1)
    paint_thumbnail(painter, below, output.grad, theme, True)


def _cells(painter: QPainter, face: Face, look: Look) -> None:
    """The grounds of the value and of its gradient, with all but their numbers."""
    theme, first = look.theme, face.first
    grey = face.unreached is not None or face.in_no_grad
    hue = theme.unreached if grey else theme.forward
    hue = hue if face.matrix is None else theme.gradient  # it came about going back
    _cell(painter, look.value_block, theme, hue, first.tile is not None and first.tile.loud)
    if first.tile is None:
        return
    block, grad = look.grad_block, first.grad
    if face.matrix is not None:
        _cell(painter, block, theme, theme.unreached, loud=False)
        return
    colour = theme.gradient if grad is not None else theme.unreached
    zeros = first.grad_state == "zeros"
    _cell(painter, block, theme, colour, grad is not None and grad.loud, hollow=zeros)
    painter.setPen(theme.muted)
    painter.setFont(texts.font(texts.NUMBER))
    at = block.top() + metrics.CELL_PAD + texts.baseline(texts.NUMBER, metrics.LINE)
    painter.drawText(QPointF(block.left() + 8, at), ".grad")
    if grad is None:
        painter.setFont(texts.font(texts.NUMBER, italic=True))
        painter.drawText(QPointF(block.left() + 8 + _GRAD_LABEL, at), "None")


def _cell(
    painter: QPainter,
    block: QRectF,
    theme: Theme,
    edge: QColor,
    loud: bool,
    hollow: bool = False,
) -> None:
    """The ground of a value, with a bar in the hue of its direction at the left; it is hollow
    where all numbers are zero."""
    painter.setPen(QPen(theme.warning, 1.2) if loud else Qt.PenStyle.NoPen)
    painter.setBrush(theme.cell)
    painter.drawRoundedRect(block, 3, 3)
    bar = QRectF(block.left(), block.top() + 2, 3, block.height() - 4)
    if hollow:
        painter.setPen(QPen(edge, 1.0))
        painter.setBrush(theme.card)
        painter.drawRect(bar.adjusted(0.5, 0.5, 0.5, -0.5))
    else:
        painter.fillRect(bar, edge)


def _error(painter: QPainter, face: Face, look: Look) -> None:
    """The message: at the bottom where there is a value, else in all the room there is."""
    theme, block = look.theme, look.error_block
    if not face.has_value:
        block.setTop(look.value_block.top())
    hue = theme.text if face.caught else theme.error
    tint = QColor(hue)
    tint.setAlpha(18 if face.caught else 28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(block, 3, 3)
    painter.fillRect(QRectF(block.left(), block.top() + 2, 3, block.height() - 4), hue)
    painter.setPen(hue)
    painter.setFont(texts.font(texts.SMALL))
    step = metrics.LINE - 1
    room = max(1, int(block.height() // step))
    lines = texts.wrapped(texts.SMALL, face.error, block.width() - 16, room)
    top = block.top() + (block.height() - step * len(lines)) / 2
    for i, line in enumerate(lines):
        at = top + i * step + texts.baseline(texts.SMALL, step)
        painter.drawText(QPointF(block.left() + 9, at), line)


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`share` of the second colour in the first."""
    keep = 1 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )
