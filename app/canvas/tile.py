"""A tensor painted into a rectangle of a card: number, inline vector, grid or figures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from app.canvas import metrics, texts
from app.playback.face import Tile
from app.theme import Theme

_LOUD = frozenset({"nan", "inf", "-inf"})


def paint_tile(
    painter: QPainter, room: QRectF, tile: Tile, theme: Theme, colour: QColor
) -> float:
    """Paints the tensor from the top of `room`, never beyond its sides; returns how far its
    columns are apart, 0 where it has none."""
    if tile.kind == "grid":
        return _grid(painter, room, tile, theme, colour)
    if tile.kind in ("statistics", "empty"):
        _figures(painter, room, tile, theme, colour)
    else:
        _inline(painter, room, tile, theme, colour)
    return 0.0


def _inline(
    painter: QPainter, room: QRectF, tile: Tile, theme: Theme, colour: QColor
) -> None:
    character = texts.width(texts.NUMBER, "0")
    cells = tile.cells[0]
    fits = int(room.width() / character)
    one = tile.text if tile.value is not None else ", ".join(cells)
    if len(one) <= fits:
        lines = [one]
    else:
        per_line = metrics.INLINE_PER_LINE
        # Brackets and the comma and space after each number come on top.
        each = (fits - 1) // min(len(cells), per_line) - 2
        short = [texts.fewer_digits(cell, each) for cell in cells]
        lines = [
            ", ".join(short[i : i + per_line]) for i in range(0, len(short), per_line)
        ]
        lines = [
            f"{'[' if i == 0 else ' '}{line}{']' if i == len(lines) - 1 else ','}"
            for i, line in enumerate(lines)
        ]
    painter.setFont(texts.font(texts.NUMBER))
    painter.setPen(theme.warning if tile.loud else colour)
    # One line in the room of two stands in the middle.
    top = room.top() + max(0.0, (room.height() - metrics.LINE * len(lines)) / 2)
    at = top + texts.baseline(texts.NUMBER, metrics.LINE)
    for i, line in enumerate(lines):
        said = texts.elided(texts.NUMBER, line, room.width())
        painter.drawText(QPointF(room.left(), at + i * metrics.LINE), said)


def _grid(painter: QPainter, room: QRectF, tile: Tile, theme: Theme, colour: QColor) -> float:
    columns = len(tile.cells[0]) if tile.cells else 0
    if not columns:
        return 0.0
    longest = max(len(cell) for row in tile.cells for cell in row)
    pitch = room.width() / columns
    role = texts.NUMBER
    if (longest + 1) * texts.width(role, "0") > pitch:
        role = texts.TINY_NUMBER
    character = texts.width(role, "0")
    fits = max(1, int(pitch / character) - 1)
    pitch = min(pitch, (min(longest, fits) + 2) * character)
    painter.setFont(texts.font(role))
    painter.setPen(colour)
    at = room.top() + texts.baseline(role, metrics.LINE)
    for row in tile.cells:
        for column, cell in enumerate(row):
            said = texts.fewer_digits(cell, fits)
            if len(said) > fits:
                said = said[: fits - 1] + "…"
            left = room.left() + (column + 1) * pitch - (len(said) + 0.5) * character
            if cell in _LOUD:
                painter.setPen(theme.warning)
            painter.drawText(QPointF(left, at), said)
            if cell in _LOUD:
                painter.setPen(colour)
        at += metrics.LINE
    return pitch


def _figures(
    painter: QPainter, room: QRectF, tile: Tile, theme: Theme, colour: QColor
) -> None:
    painter.setFont(texts.font(texts.SMALL))
    painter.setPen(theme.muted)
    at = room.top() + texts.baseline(texts.SMALL, metrics.LINE)
    wrong = [
        f"{count} {name}"
        for count, name in ((tile.nan_count, "nan"), (tile.inf_count, "inf"))
        if count
    ]
    right = room.right()
    if wrong:
        said = ", ".join(wrong)
        right -= texts.width(texts.SMALL, said) + 4
        painter.setPen(theme.warning)
        painter.drawText(QPointF(right, at), said)
        painter.setPen(theme.muted)
    said = texts.elided(texts.SMALL, tile.lines[0], right - room.left() - 4)
    painter.drawText(QPointF(room.left(), at), said)
    painter.setFont(texts.font(texts.NUMBER))
    painter.setPen(colour)
    at = room.top() + metrics.LINE + texts.baseline(texts.NUMBER, metrics.LINE)
    for line in tile.lines[1:]:
        said = texts.elided(texts.NUMBER, line, room.width())
        painter.drawText(QPointF(room.left(), at), said)
        at += metrics.LINE
