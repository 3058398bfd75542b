"""A matrix as a picture that can be zoomed and moved, with the numbers in it where they fit."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme
from app.canvas import colours
from app.canvas.colours import Array, Scale
from app.widgets.look import fixed_font
from autograd_core.printing import format_number

ZOOM_PER_UNIT = 1.0015
STEP = 1.25
LARGEST = 160.0
"""Pixels for one number at most."""
NUMBERS_FROM, SIGNS_FROM = 52.0, 9.0
"""Pixels for one number from which on it is written, and from which on NaN and inf are marked."""
_INKS = (QColor("#000000"), QColor("#ffffff"))


class Raster(QWidget):
    """Shows a matrix, or three as red, green and blue.

    Signals:
        pointed(row, column): the pointer is over this number; -1, -1 where it is over none.
    """

    pointed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raster")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._numbers: Array = np.zeros((0, 0))
        self._scale: Scale = "grey"
        self._low, self._high = 0.0, 1.0
        self._image = QImage()
        self._where = QRectF()
        self.side = 1.0
        """Pixels for one number."""
        self._left = self._top = 0.0
        self._fitted = True
        self._grip: QPointF | None = None
        self.row = self.column = -1

    def sizeHint(self) -> QSize:
        return QSize(420, 380)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    # What is shown

    def show_numbers(self, numbers: Array, scale: Scale, low: float, high: float) -> None:
        """Shows a matrix [rows, columns], or colours [rows, columns, 3]; `low` and `high` are the
        numbers at the ends of the scale."""
        same = numbers.shape == self._numbers.shape
        self._numbers, self._scale, self._low, self._high = numbers, scale, low, high
        if self._fitted or not same:
            self.fit()
        else:
            self._render()

    @property
    def rows(self) -> int:
        return int(self._numbers.shape[0])

    @property
    def columns(self) -> int:
        return int(self._numbers.shape[1])

    def fit(self) -> None:
        """Shows all of it."""
        self._fitted = True
        if self.rows and self.columns:
            side = min(self.width() / self.columns, self.height() / self.rows)
            self.side = min(LARGEST, max(side, 1e-4))
            self._left = (self.width() - self.side * self.columns) / 2
            self._top = (self.height() - self.side * self.rows) / 2
        self._render()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zooms so that what is at a point, else in the middle, stays there."""
        point = QPointF(self.width() / 2, self.height() / 2) if at is None else at
        least = min(1.0, self.width() / max(1, self.columns), self.height() / max(1, self.rows))
        side = min(LARGEST, max(self.side * factor, least / 2))
        share = side / self.side
        self._left = point.x() - (point.x() - self._left) * share
        self._top = point.y() - (point.y() - self._top) * share
        self.side, self._fitted = side, False
        self._render()

    def _pan(self, dx: float, dy: float) -> None:
        self._left += dx
        self._top += dy
        self._fitted = False
        self._render()

    def _render(self) -> None:
        """Makes the image of what is in sight, with no more pixels than are seen: painting only
        draws it."""
        side, ratio = self.side, self.devicePixelRatioF()
        first_row, last_row = self._sight(self._top, self.height(), self.rows)
        first_column, last_column = self._sight(self._left, self.width(), self.columns)
        step = max(1, math.floor(1 / (side * ratio)))
        part = self._numbers[first_row:last_row:step, first_column:last_column:step]
        if part.size == 0:
            self._image = QImage()
        elif part.ndim == 3:
            self._image = _coloured(part, self._low, self._high)
        else:
            self._image = colours.picture(
                part, self._scale, self._low, self._high, theme.current()
            )
        self._where = QRectF(
            self._left + first_column * side,
            self._top + first_row * side,
            part.shape[1] * step * side,
            part.shape[0] * step * side,
        )
        self._part = (first_row, last_row, first_column, last_column)
        self.update()

    def _sight(self, start: float, room: float, count: int) -> tuple[int, int]:
        first = max(0, math.floor(-start / self.side))
        return min(first, count), min(count, math.ceil((room - start) / self.side))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        painter.fillRect(self.rect(), look.background)
        if self._image.isNull():
            return
        painter.drawImage(self._where, self._image)
        painter.setPen(QPen(look.card_border, 1.0))
        painter.drawRect(self._where.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.side >= SIGNS_FROM and self._numbers.ndim == 2:
            self._write(painter)
        if self.row >= 0:
            painter.setPen(QPen(look.selection, 2.0))
            painter.drawRect(self._cell(self.row, self.column).adjusted(-1, -1, 1, 1))
        if self.hasFocus():
            painter.setPen(QPen(look.selection, 1.0))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter) -> None:
        """The numbers where there is room, else signs for those that are not finite."""
        first_row, last_row, first_column, last_column = self._part
        part = self._numbers[first_row:last_row, first_column:last_column]
        all_of_them = self.side >= NUMBERS_FROM
        places = np.argwhere(np.full(part.shape, True) if all_of_them else ~np.isfinite(part))
        font = fixed_font()
        font.setPixelSize(int(min(13, max(7, self.side * (0.2 if all_of_them else 0.7)))))
        painter.setFont(font)
        fits = QFontMetrics(font).horizontalAdvance("0") * 7 <= self.side
        for row, column in places.tolist():
            number = float(part[row, column])
            where = self._cell(first_row + row, first_column + column)
            ground = self._colour_at(number)
            painter.setPen(max(_INKS, key=lambda ink: theme.contrast(ink, ground)))
            if math.isnan(number):
                said = "nan" if all_of_them else "×"
            elif math.isinf(number):
                said = "∞" if number > 0 else "-∞"
            else:
                said = format_number(number) if fits else f"{number:.2g}"
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, said)

    def _colour_at(self, number: float) -> QColor:
        one = np.array([[number]])
        image = colours.picture(one, self._scale, self._low, self._high, theme.current())
        return image.pixelColor(0, 0)

    def _cell(self, row: int, column: int) -> QRectF:
        side = self.side
        return QRectF(self._left + column * side, self._top + row * side, side, side)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self._render()

    def wheelEvent(self, event: QWheelEvent) -> None:
        angle = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(ZOOM_PER_UNIT**angle, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._grip is not None:
            way, self._grip = at - self._grip, at
            self._pan(way.x(), way.y())
        self._point(at)

    def leaveEvent(self, event: object) -> None:
        self._point(QPointF(-1e9, -1e9))

    def _point(self, at: QPointF) -> None:
        row = math.floor((at.y() - self._top) / self.side)
        column = math.floor((at.x() - self._left) / self.side)
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            row = column = -1
        self._go(row, column)

    def _go(self, row: int, column: int) -> None:
        if (row, column) != (self.row, self.column):
            self.row, self.column = row, column
            self.pointed.emit(row, column)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        ways = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }  # fmt: skip
        if key in ways:
            down, right = ways[Qt.Key(key)]
            self._go(
                min(max(0, self.row + down), self.rows - 1),
                min(max(0, self.column + right), self.columns - 1),
            )
            self._show_pointed()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def _show_pointed(self) -> None:
        """Moves the picture as little as it takes to see the number that is pointed at."""
        cell = self._cell(self.row, self.column)
        dx = max(0.0, -cell.left()) or min(0.0, self.width() - cell.right())
        dy = max(0.0, -cell.top()) or min(0.0, self.height() - cell.bottom())
        if dx or dy:
            self._pan(dx, dy)


def _coloured(numbers: Array, low: float, high: float) -> QImage:
    """Red, green and blue as an image; what is no number is black."""
    width = (high - low) or 1.0
    share = np.nan_to_num((numbers.astype(np.float64) - low) / width, nan=0.0)
    rgb = np.round(np.clip(share, 0.0, 1.0) * 255).astype(np.uint32)
    pixels = (0xFF << 24) | (rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2]
    pixels = np.ascontiguousarray(pixels.astype(np.uint32))
    rows, columns = pixels.shape
    image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_RGB32)
    return image.copy()  # it has to own its pixels
