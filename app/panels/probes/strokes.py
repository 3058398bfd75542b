"""How the line of each watch looks, in the plot and beside its name: by hue and by dashes."""

from __future__ import annotations

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from app.theme import Theme

_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.5, 2), (6, 2, 1.5, 2), (9, 3))
_LIGHT = ("#7c3aed", "#0f766e", "#b91c1c", "#1d4ed8", "#a16207", "#be185d")
_DARK = ("#b794f6", "#4fd1c5", "#fc8181", "#7fb2ff", "#f6c64b", "#f687b3")
WIDTH, HEIGHT = 22, 14


def pen_of(nth: int, colours: Theme) -> QPen:
    """The pen of the watch number `nth`; two next to each other differ in hue and dashes."""
    hues = _LIGHT if colours.name == "light" else _DARK
    pen = QPen(QColor(hues[nth % len(hues)]), 1.8)
    pen.setCosmetic(True)
    dashes = _DASHES[nth % len(_DASHES)]
    if dashes:
        pen.setDashPattern(dashes)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def swatch(nth: int, colours: Theme, ratio: float) -> QIcon:
    """A piece of the line, for the list."""
    pixmap = QPixmap(int(WIDTH * ratio), int(HEIGHT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    pen = pen_of(nth, colours)
    pen.setCosmetic(False)
    painter.setPen(pen)
    painter.drawLine(QLineF(0, HEIGHT / 2, WIDTH, HEIGHT / 2))
    painter.end()
    return QIcon(pixmap)
