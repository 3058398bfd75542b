"""Colours that people choose for frames and notes: names in the file, so that each theme has its
own shade of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.theme import Theme

HUES: dict[str, tuple[str, str]] = {
    "red": ("#c2333d", "#ff8088"),
    "orange": ("#b5590b", "#f5a55a"),
    "yellow": ("#8a6d00", "#e5c84f"),
    "green": ("#2f7d3b", "#76c983"),
    "teal": ("#0f766e", "#5bc8bd"),
    "blue": ("#2563b8", "#7db4ff"),
    "purple": ("#7042c8", "#bd9cff"),
    "pink": ("#b02e7c", "#f490c8"),
}
"""By name: its shade on light ground and on dark ground."""
GRAPH, GRADIENT_GRAPH = "teal", "pink"
"""The hues of the autograd graph, and of the graph of a gradient."""


def hue(name: str, theme: Theme) -> QColor | None:
    """The shade of a colour in a theme; a colour of another program (`#aabbcc`) as it is; None for
    none."""
    if name in HUES:
        return QColor(HUES[name][0 if theme.name == "light" else 1])
    found = QColor(name) if name else QColor()
    return found if found.isValid() else None


def swatch(name: str, theme: Theme) -> QIcon:
    """A spot of a colour for menus."""
    size = 16
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = hue(name, theme)
    painter.setPen(theme.muted if colour is None else colour)
    painter.setBrush(Qt.BrushStyle.NoBrush if colour is None else colour)
    painter.drawEllipse(QRectF(2.5, 2.5, size - 5, size - 5))
    painter.end()
    return QIcon(pixmap)
