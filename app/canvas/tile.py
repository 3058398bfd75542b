"""A tensor painted into a rectangle of a card: number, inline vector, grid or figures."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPen

from app.canvas import colours, metrics, texts
from app.playback.face import Tile
from app.theme import Theme

_THIN = 9.0
"""Canvas units that the shorter side of a thumbnail has at least."""
_SHARP = 8
"""Pixels for a number, each way, in files that others show."""
_LOUD = frozenset({"nan", "inf", "-inf"})
_BRACKETS = str.maketrans("[],", "   ")


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


class Cell(NamedTuple):
    """One number where it is painted: its text, its left end, how many lines down, its width."""

    said: str
    left: float
    line: int
    width: float


def cells_of(tile: Tile, room: QRectF) -> list[QRectF]:
    """Where each number of a small tensor is painted, in row-major order; none for a large one."""
    if tile.kind == "grid":
        _, _, cells = _grid_cells(tile, room)
        top = room.top()
    elif tile.kind in ("scalar", "inline"):
        lines = _inline_lines(tile, room)
        cells = _inline_cells(tile, lines, room)
        top = _inline_top(lines, room)
    else:
        return []
    return [
        QRectF(cell.left, top + cell.line * metrics.LINE, cell.width, metrics.LINE)
        for cell in cells
    ]


def _inline(
    painter: QPainter, room: QRectF, tile: Tile, theme: Theme, colour: QColor
) -> None:
    lines = _inline_lines(tile, room)
    fits = int(room.width() / texts.width(texts.NUMBER, "0"))
    painter.setFont(texts.font(texts.NUMBER))
    painter.setPen(theme.warning if tile.loud else colour)
    at = _inline_top(lines, room) + texts.baseline(texts.NUMBER, metrics.LINE)
    for i, line in enumerate(lines):
        said = line if len(line) <= fits else texts.elided(texts.NUMBER, line, room.width())
        painter.drawText(QPointF(room.left(), at + i * metrics.LINE), said)


def _inline_lines(tile: Tile, room: QRectF) -> list[str]:
    """The numbers in brackets, with fewer digits where they are too long for their lines."""
    character = texts.width(texts.NUMBER, "0")
    cells = tile.cells[0]
    fits = int(room.width() / character)
    one = tile.text if tile.value is not None else ", ".join(cells)
    if len(one) <= fits:
        return [one]
    per_line = metrics.INLINE_PER_LINE
    # Brackets and the comma and space after each number come on top.
    each = (fits - 1) // min(len(cells), per_line) - 2
    short = [texts.fewer_digits(cell, each) for cell in cells]
    lines = [", ".join(short[i : i + per_line]) for i in range(0, len(short), per_line)]
    return [
        f"{'[' if i == 0 else ' '}{line}{']' if i == len(lines) - 1 else ','}"
        for i, line in enumerate(lines)
    ]


def _inline_top(lines: list[str], room: QRectF) -> float:
    """One line in the room of two stands in the middle."""
    return room.top() + max(0.0, (room.height() - metrics.LINE * len(lines)) / 2)


def _inline_cells(tile: Tile, lines: list[str], room: QRectF) -> list[Cell]:
    character = texts.width(texts.NUMBER, "0")
    found: list[Cell] = []
    for row, line in enumerate(lines):
        numbers = line.translate(_BRACKETS).split()
        at = 0
        for said in numbers:
            at = line.index(said, at)
            left = room.left() + at * character
            width = min(len(said) * character, room.right() - left)
            found.append(Cell(said, left, row, width))
            at += len(said)
    return found if len(found) == len(tile.cells[0]) else []


def _grid(painter: QPainter, room: QRectF, tile: Tile, theme: Theme, colour: QColor) -> float:
    role, pitch, cells = _grid_cells(tile, room)
    painter.setFont(texts.font(role))
    painter.setPen(colour)
    at = room.top() + texts.baseline(role, metrics.LINE)
    numbers = [number for row in tile.cells for number in row]
    for cell, number in zip(cells, numbers, strict=True):
        if number in _LOUD:
            painter.setPen(theme.warning)
        painter.drawText(QPointF(cell.left, at + cell.line * metrics.LINE), cell.said)
        if number in _LOUD:
            painter.setPen(colour)
    return pitch


def _grid_cells(tile: Tile, room: QRectF) -> tuple[str, float, list[Cell]]:
    """The font, how far columns are apart, and the numbers, each right aligned in its column."""
    columns = len(tile.cells[0]) if tile.cells else 0
    if not columns:
        return texts.NUMBER, 0.0, []
    longest = max(len(cell) for row in tile.cells for cell in row)
    pitch = room.width() / columns
    role = texts.NUMBER
    if (longest + 1) * texts.width(role, "0") > pitch:
        role = texts.TINY_NUMBER
    character = texts.width(role, "0")
    fits = max(1, int(pitch / character) - 1)
    pitch = min(pitch, (min(longest, fits) + 2) * character)
    found: list[Cell] = []
    for line, row in enumerate(tile.cells):
        for column, cell in enumerate(row):
            said = texts.fewer_digits(cell, fits)
            if len(said) > fits:
                said = said[: fits - 1] + "…"
            left = room.left() + (column + 1) * pitch - (len(said) + 0.5) * character
            found.append(Cell(said, left, line, len(said) * character))
    return role, pitch, found


def paint_thumbnail(
    painter: QPainter, room: QRectF, tile: Tile, theme: Theme, gradient: bool
) -> float:
    """Paints the numbers of a large tensor as colours into the left of `room`, in their own
    proportions as far as they can be seen; how wide it is."""
    if tile.sample is None:
        return 0.0
    rows, columns = _sides(tile)
    longer = max(rows, columns)
    height = max(room.height() * rows / longer, min(_THIN, room.height()))
    width = max(room.height() * columns / longer, min(_THIN, room.height()))
    width = min(width, room.width())
    scale = colours.scale_for(tile.sample.low, tile.sample.high, gradient)
    low, high = colours.span(scale, tile.sample.low, tile.sample.high)
    image = colours.picture(tile.sample.numbers(), scale, low, high, theme)
    where = QRectF(room.left(), room.center().y() - height / 2, width, height)
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        # viewers blur what they enlarge
        image = image.scaled(image.size() * _SHARP)
    painter.drawImage(where, image)
    painter.setPen(QPen(theme.card_border, 0.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where)
    return width


def _sides(tile: Tile) -> tuple[int, int]:
    """Rows and columns of what a thumbnail shows."""
    return (1, tile.shape[0]) if len(tile.shape) == 1 else (tile.shape[-2], tile.shape[-1])


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
    painter.setPen(colour)
    top = room.top()
    for line in tile.lines[1:]:
        top += metrics.LINE
        fits = texts.width(texts.NUMBER, line) <= room.width()
        role = texts.NUMBER if fits else texts.TINY_NUMBER
        painter.setFont(texts.font(role))
        said = texts.elided(role, line, room.width())
        at = top + texts.baseline(role, metrics.LINE)
        painter.drawText(QPointF(room.left(), at), said)
