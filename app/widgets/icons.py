"""Icons: line drawings from resources/icons in the colour of the text beside them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from app import theme

SIZES = (16, 20, 24, 32, 40, 48, 64)
"""Pixels on a side; Qt picks what suits the screen's scale."""
DISABLED_OPACITY = 0.35


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon in `colour`, by default the theme's text; empty for an empty name."""
    if not name:
        return QIcon()
    return _icon(name, (colour or theme.current().text).name())


@lru_cache(maxsize=256)
def _icon(name: str, colour: str) -> QIcon:
    drawing = resources.read_text("icons", f"{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QIcon()
    for size in SIZES:
        drawn = _pixmap(renderer, size)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            made.addPixmap(drawn, mode)
        made.addPixmap(_faint(drawn), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """The program's own icon, which keeps its colours."""
    renderer = QSvgRenderer(QByteArray(resources.read_text("icons", "gradcanvas.svg").encode()))
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap(renderer, size))
    return made


def _pixmap(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _faint(drawn: QPixmap) -> QPixmap:
    pixmap = QPixmap(drawn.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(DISABLED_OPACITY)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return pixmap
