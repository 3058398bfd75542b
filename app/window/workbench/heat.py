"""A matrix as colours, with the names of its rows and columns beside it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app import theme
from app.canvas.colours import Array
from app.widgets.look import fixed_font
from app.window.raster import NUMBERS_FROM, Raster

Namer = Callable[[int], str]
"""The name of a row or a column by its number from 0."""

ZERO = 2.0
"""Pixels of the dot that stands for a zero."""
WIDEST = 130
GAP = 5


class HeatRaster(Raster):
    """The picture itself. Zeros have a sign of their own where there is no room for numbers, and
    grey as well.

    Signals:
        seen: another part of the matrix is in sight.
    """

    seen = Signal()

    def fit(self) -> None:
        super().fit()
        self._left = self._top = 0.0  # beside the names
        self._render()

    def _render(self) -> None:
        super()._render()
        self.seen.emit()

    def _write(self, painter: QPainter) -> None:
        super()._write(painter)
        if self.side >= NUMBERS_FROM:
            return
        first_row, last_row, first_column, last_column = self._part
        part = self._numbers[first_row:last_row, first_column:last_column]
        places = np.argwhere(part == 0).tolist()
        half = self.side / 2
        left, top = self._left + first_column * self.side, self._top + first_row * self.side
        pen = QPen(theme.current().muted, ZERO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(
            [QPointF(left + c * self.side + half, top + r * self.side + half) for r, c in places]
        )

    def span(self, upright: bool) -> tuple[float, int, int]:
        """Where the first row (`upright`) or column begins, and which are in sight."""
        first_row, last_row, first_column, last_column = self._part
        if upright:
            return self._top, first_row, last_row
        return self._left, first_column, last_column


class Ruler(QWidget):
    """The names of the rows at the left, or of the columns above; as many as there is room for."""

    def __init__(self, raster: HeatRaster, upright: bool) -> None:
        super().__init__()
        self.raster, self.upright = raster, upright
        self.name: Namer = str
        raster.seen.connect(self.update)
        raster.pointed.connect(lambda row, column: self.update())
        policy = QSizePolicy.Policy
        self.setSizePolicy(
            policy.Fixed if upright else policy.Ignored, policy.Ignored if upright else policy.Fixed
        )

    def show_names(self, name: Namer, widest: str) -> None:
        """Takes names, none of them wider than `widest`."""
        self.name = name
        metrics = QFontMetrics(fixed_font())
        size = metrics.height() + GAP
        if self.upright:
            size = min(WIDEST, metrics.horizontalAdvance(widest) + 2 * GAP)
        self.setFixedWidth(size) if self.upright else self.setFixedHeight(size)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        raster, look = self.raster, theme.current()
        if not raster.rows or not raster.columns:
            return
        painter = QPainter(self)
        painter.setFont(fixed_font())
        begin, first, stop = raster.span(self.upright)
        metrics = painter.fontMetrics()
        room = float(metrics.height())
        if not self.upright and stop > first:
            room = max(metrics.horizontalAdvance(self.name(i)) for i in (first, stop - 1))
            room += 3 * GAP
        every = max(1, -int(-room // raster.side))
        chosen = raster.row if self.upright else raster.column
        kept = self._field(begin, chosen, room) if chosen >= 0 else QRectF()
        before = QRectF()
        for place in range(first + -first % every, stop, every):
            field = self._field(begin, place, room)
            if place != chosen and not field.intersects(kept) and not field.intersects(before):
                self._paint_name(painter, field, self.name(place), look.muted)
                before = field
        if chosen >= 0:
            self._paint_name(painter, kept, self.name(chosen), look.text)

    def _field(self, begin: float, place: int, room: float) -> QRectF:
        """Where a name stands, in the middle of its row or column."""
        middle = begin + (place + 0.5) * self.raster.side
        if self.upright:
            top = min(max(0.0, middle - room / 2), max(0.0, self.height() - room))
            return QRectF(0, top, self.width() - GAP, room)
        left = min(max(0.0, middle - room / 2), max(0.0, self.width() - room))
        return QRectF(left, 0, room, self.height() - GAP / 2)

    def _paint_name(self, painter: QPainter, field: QRectF, name: str, colour: QColor) -> None:
        painter.setPen(colour)
        flags = Qt.AlignmentFlag.AlignCenter
        if self.upright:
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            metrics = painter.fontMetrics()
            name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, int(field.width()))
        painter.drawText(field, flags, name)


class Heat(QWidget):
    """The picture with its rulers.

    Signals:
        pointed(row, column): the pointer is over this element; -1, -1 where it is over none.
    """

    pointed = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.raster = HeatRaster()
        self.raster.setAccessibleName(name)
        self.raster.pointed.connect(self.pointed)
        self.row_names = Ruler(self.raster, upright=True)
        self.column_names = Ruler(self.raster, upright=False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        grid.addWidget(self.column_names, 0, 1)
        grid.addWidget(self.row_names, 1, 0)
        grid.addWidget(self.raster, 1, 1)

    def show_matrix(
        self, matrix: Array, row_name: Namer, column_name: Namer, widest: str = ""
    ) -> float:
        """Shows it with grey at zero; the number at the upper end of the scale. There is room for
        the name of the last row, or for `widest`."""
        rows = len(matrix)
        self.row_names.show_names(row_name, widest or (row_name(rows - 1) if rows else ""))
        self.column_names.show_names(column_name, "")
        most = greatest(matrix)
        self.raster.show_numbers(matrix, "gradient", -most, most)
        return most

    def dress(self) -> None:
        """In the colours of the theme."""
        self.raster._render()


def greatest(matrix: Array) -> float:
    """The greatest absolute value that is finite; 1 where all are zero."""
    if not matrix.size:
        return 1.0
    low, high = float(matrix.min()), float(matrix.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        finite = matrix[np.isfinite(matrix)]
        low, high = float(finite.min(initial=0.0)), float(finite.max(initial=0.0))
    return max(-low, high) or 1.0
