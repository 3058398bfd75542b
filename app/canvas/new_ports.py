"""Where a wire in the hand can make a new port of a subgraph: the signs at the cards, and the
target at the edge of the level that is open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.canvas import texts
from app.theme import Theme

FROM_EDGE, HEIGHT, PAD = 30.0, 40.0, 14.0
"""Pixels from the edge, beyond where the view would follow the pointer; of the target itself."""
_ALPHA, _ALPHA_LIT = 36, 110
_HEIGHTS = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)
"""Where the target may be, as shares of the height, the best place first."""


@dataclass
class EdgeTarget:
    """The target at the edge, in pixels: at the right for an output, at the left for an input."""

    rect: QRectF
    said: str
    lit: bool = False
    """Whether the wire is over it."""

    def paint(self, painter: QPainter, theme: Theme) -> None:
        ground = QColor(theme.selection)
        ground.setAlpha(_ALPHA_LIT if self.lit else _ALPHA)
        painter.setBrush(theme.panel)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect, 8, 8)
        painter.setBrush(ground)
        style = Qt.PenStyle.SolidLine if self.lit else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.selection, 1.6, style))
        painter.drawRoundedRect(self.rect, 8, 8)
        painter.setPen(theme.text)
        painter.setFont(texts.font(texts.TITLE))
        painter.drawText(self.rect, Qt.AlignmentFlag.AlignCenter, self.said)


def edge_target(area: QRect, is_output: bool, is_free: Callable[[QRectF], bool]) -> EdgeTarget:
    """The target for an area of the canvas, at a height where it covers nothing if there is one."""
    translate = QCoreApplication.translate
    said = translate("Canvas", "New output") if is_output else translate("Canvas", "New input")
    said = f"+ {said}"
    width = QFontMetricsF(texts.font(texts.TITLE)).horizontalAdvance(said) + 2 * PAD
    left = area.width() - FROM_EDGE - width if is_output else FROM_EDGE
    room = area.height() - HEIGHT
    rects = [QRectF(left, share * room, width, HEIGHT) for share in _HEIGHTS]
    return EdgeTarget(next(filter(is_free, rects), rects[0]), said)


def paint_plus(painter: QPainter, at: QPointF, radius: float) -> None:
    """The sign in the ring of a port that is to come, with the pen that is set."""
    arm = radius * 0.55
    painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
    painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))
