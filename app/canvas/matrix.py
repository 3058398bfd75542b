"""A Jacobian painted into a card: its numbers with the names of rows and columns round them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.canvas import metrics, texts
from app.canvas.tile import paint_tile
from app.playback.face import Tile
from app.playback.matrix import MatrixFace
from app.theme import Theme

MOST_NAME = 58.0
"""Canvas units that the names of the rows take at most."""


def paint_matrix(
    painter: QPainter, room: QRectF, tile: Tile, matrix: MatrixFace, theme: Theme, colour: QColor
) -> None:
    """Paints the numbers, or their figures where they are many."""
    if not matrix.row_names:
        paint_tile(painter, room, tile, theme, colour)
        return
    role = texts.SMALL
    wanted = max(texts.width(role, name) for name in matrix.row_names) + 6
    left = min(MOST_NAME, wanted)
    numbers = room.adjusted(left, metrics.LINE, 0, 0)
    pitch = paint_tile(painter, numbers, tile, theme, colour)
    painter.setFont(texts.font(role))
    painter.setPen(theme.muted)
    at = room.top() + texts.baseline(role, metrics.LINE)
    for column, name in enumerate(matrix.column_names):
        place = QRectF(numbers.left() + column * pitch, room.top(), pitch - 2, metrics.LINE)
        said = texts.elided(role, name, pitch - 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
    for row, name in enumerate(matrix.row_names):
        said = texts.elided(role, name, left - 4)
        painter.drawText(QPointF(room.left(), at + (row + 1) * metrics.LINE), said)


def paint_determinant(painter: QPainter, block: QRectF, matrix: MatrixFace, theme: Theme) -> None:
    """The line below: the determinant, or that there is none."""
    role = texts.NUMBER if matrix.determinant else texts.SMALL
    painter.setFont(texts.font(role))
    painter.setPen(theme.text if matrix.determinant else theme.muted)
    at = block.top() + metrics.CELL_PAD + texts.baseline(role, metrics.LINE)
    said = texts.elided(role, matrix.facts, block.width() - 12)
    painter.drawText(QPointF(block.left() + 8, at), said)
