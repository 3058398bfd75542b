"""The legend: what the lines on the canvas mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRegion

from app.canvas import magnitude, texts
from app.canvas.cut import paint_strokes
from app.canvas.hues import GRADIENT_GRAPH, GRAPH, hue
from app.canvas.painter import FAR
from app.canvas.scene import Scene
from app.canvas.wires import pen_for
from app.theme import Theme, current

_PAD, ROW, _SWATCH = 9, 17, 22
BITS = 6
"""Pieces of a swatch, of which some are painted where a wire is dashed."""


class LegendRow(NamedTuple):
    """A wire as it is painted, and what that means. With a `zoom` the swatch has the widths of all
    gradients on the scale, as that zoom makes them, or there is one for each of the `parts`, with
    its place beside the scale and its word."""

    hue: QColor
    words: str
    cut: bool = False
    dashed: bool = False
    zoom: float = 0.0
    parts: tuple[tuple[int, str], ...] = ()


def legend_rows(theme: Theme, graph: bool = False, zoom: float = 1.0) -> list[LegendRow]:
    """What lines look like, and what it means; with `graph` those of the autograd graph too."""
    translate = QCoreApplication.translate
    back = translate("Legend", "gradients, back: max |g| 1e{low} … 1e{high}")
    beside = (
        (magnitude.ZERO, translate("Legend", "zero")),
        (magnitude.INFINITE, "inf"),
        (magnitude.NAN, "nan"),
    )
    rows = [
        LegendRow(theme.forward, translate("Legend", "values, forward")),
        LegendRow(
            theme.gradient, back.format(low=magnitude.LOW, high=magnitude.HIGH), zoom=zoom
        ),
        LegendRow(theme.gradient, "", zoom=zoom, parts=beside),
        LegendRow(theme.unreached, translate("Legend", "not reached")),
        LegendRow(theme.forward, translate("Legend", "no gradient passes"), cut=True),
    ]
    if graph:
        own, second = (hue(name, theme) or theme.text for name in (GRAPH, GRADIENT_GRAPH))
        rows += [
            LegendRow(own, translate("Legend", "autograd graph"), dashed=True),
            LegendRow(second, translate("Legend", "graph of a gradient"), dashed=True),
        ]
    return rows


def legend_rect(height: int, graph: bool = False) -> QRect:
    """Where the legend is: at the bottom left."""
    wide, high = _size(graph, *_language())
    return QRect(10, height - high - 10, wide, high)


def _language() -> tuple[str, float]:
    """A word of the legend and how wide it is: others in another language or font."""
    word = QCoreApplication.translate("Legend", "not reached")
    return word, texts.width(texts.SMALL, word)


@lru_cache(maxsize=16)
def _size(graph: bool, word: str, wide: float) -> tuple[int, int]:
    """How wide and high the legend is. Asked for each rectangle that is painted."""
    rows = legend_rows(current(), graph)
    return round(max(map(row_width, rows))) + 2 * _PAD, ROW * len(rows) + 2 * _PAD - 4


def has_graph(scene: Scene) -> bool:
    """Whether the autograd graph is drawn."""
    return scene.autograd is not None and scene.autograd.on


def legend_in(scene: Scene, height: int) -> QRect:
    """Where the legend of a scene is."""
    return legend_rect(height, has_graph(scene))


class Legend:
    """Paints the legend, from a picture that is made once for a theme and a language."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._picture = QPixmap()

    def uncovered(self, region: QRegion, scene: Scene, height: int) -> QRegion:
        """What of a region is to be seen beside the legend, which lets nothing through. Where its
        edges lie within device pixels it is all of the region."""
        return region - legend_in(scene, height) if scene.ratio.is_integer() else region

    def paint(self, painter: QPainter, rect: QRect, scene: Scene, height: int) -> None:
        """Paints it where it touches the rectangle."""
        where = legend_in(scene, height)
        if not where.intersects(rect):
            return
        zoom = round(scene.view.zoom, 2)
        key = (scene.theme, scene.ratio, zoom, has_graph(scene), *_language())
        if key != self._key:
            self._key = key
            rows = legend_rows(scene.theme, has_graph(scene), zoom)
            self._picture = QPixmap(where.size() * scene.ratio)
            self._picture.setDevicePixelRatio(scene.ratio)
            self._picture.fill(scene.theme.background)
            own = QPainter(self._picture)
            paint_legend(own, QRect(QPoint(0, 0), where.size()), rows, scene.theme)
            own.end()
        painter.drawPixmap(where.topLeft(), self._picture)


def paint_legend(
    painter: QPainter, where: QRect, rows: Sequence[LegendRow], theme: Theme
) -> None:
    """The legend, in its rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(theme.panel)
    ground.setAlpha(247)  # words must be readable over cards
    painter.setPen(QPen(theme.panel_border, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    top = where.top() + _PAD - 2.0
    for row in rows:
        paint_row(painter, QPointF(where.left() + _PAD, top), row, theme)
        top += ROW
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_row(painter: QPainter, corner: QPointF, row: LegendRow, theme: Theme) -> None:
    """One row of the legend; how wide and high it is say `row_width` and `ROW`."""
    left, middle = corner.x(), corner.y() + ROW / 2
    if row.parts:
        for level, word in row.parts:
            _paint_level(painter, QPointF(left, middle), level, row.zoom, theme)
            _paint_words(painter, QPointF(left, corner.y()), word, theme)
            left += _part_width(word)
        return
    if row.zoom:
        _paint_scale(painter, QPointF(left, middle), row.zoom, theme)
    else:
        style = Qt.PenStyle.DashLine if row.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(row.hue, 1.6 if row.dashed else 2.4, style))
        painter.drawLine(QPointF(left, middle), QPointF(left + _SWATCH, middle))
    if row.cut:
        middle_of = QPointF(left + _SWATCH / 2, middle)
        paint_strokes(painter, middle_of, 0.7, row.hue, theme.panel)
    _paint_words(painter, corner, row.words, theme)


def _paint_words(painter: QPainter, corner: QPointF, words: str, theme: Theme) -> None:
    painter.setPen(theme.muted)
    painter.setFont(texts.font(texts.SMALL))
    at = corner.y() + texts.baseline(texts.SMALL, ROW)
    painter.drawText(QPointF(corner.x() + _SWATCH + _PAD, at), words)


def _pen(level: int, zoom: float, theme: Theme) -> QPen:
    pen = QPen(magnitude.hue(level, theme), 1) if zoom < FAR else pen_for(level, theme, zoom)
    pen.setWidthF(min(pen.widthF(), ROW - 3))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _paint_scale(painter: QPainter, start: QPointF, zoom: float, theme: Theme) -> None:
    """A line that has the width of each place on the scale for a bit."""
    levels = range(magnitude.FIRST, magnitude.LAST + 1)
    bit = _SWATCH / len(levels)
    for nth, level in enumerate(levels):  # no lines: a PDF would round their ends
        pen = _pen(level, zoom, theme)
        high = pen.widthF()
        where = QRectF(start.x() + bit * nth, start.y() - high / 2, bit, high)
        painter.fillRect(where, pen.color())


def _paint_level(
    painter: QPainter, start: QPointF, level: int, zoom: float, theme: Theme
) -> None:
    """A line as it is painted for gradients beside the scale."""
    on, of = magnitude.dashes(level) or (1, 1)
    bit = QPointF(_SWATCH / BITS, 0)
    painter.setPen(_pen(level, zoom, theme))
    for nth in range(BITS):
        if nth % of < on:
            painter.drawLine(start + bit * nth, start + bit * (nth + 1))


def _part_width(word: str) -> float:
    return _SWATCH + 2.5 * _PAD + texts.width(texts.SMALL, word)


def row_width(row: LegendRow) -> float:
    """How wide `paint_row` paints."""
    if row.parts:
        return sum(_part_width(word) for _, word in row.parts) - 1.5 * _PAD
    return _SWATCH + _PAD + texts.width(texts.SMALL, row.words)
