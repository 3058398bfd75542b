"""Pictures as PDF: one page, as large as the picture, with its fonts inside."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.export.drawing import draw
from app.export.sheet import Sheet

LONGEST_POINTS = 14_400.0
"""The longest side that a page can have (ISO 32000-1, annex C)."""
POINTS = 0.75
"""Of a unit, which is 1/96 inch."""
_FINE = 8
"""Dots for a point: Qt rounds to them."""


def pdf(sheet: Sheet, title: str) -> Generator[None, None, bytes]:
    """The sheet as the bytes of a file; a breath is taken wherever it yields."""
    points = QSizeF(sheet.width, sheet.height) * POINTS
    share = min(1.0, LONGEST_POINTS / max(points.width(), points.height()))
    points *= share
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("GradCanvas")
    writer.setTitle(title)
    writer.setResolution(72 * _FINE)
    page = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.scale(POINTS * share * _FINE, POINTS * share * _FINE)
    try:
        yield from draw(painter, sheet)
    finally:  # also where somebody gives it up
        painter.end()
    return bytes(buffer.data().data())
