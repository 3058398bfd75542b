"""The legend: what the lines on the canvas mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.canvas import texts
from app.canvas.cut import paint_strokes
from app.canvas.hues import GRADIENT_GRAPH, GRAPH, hue
from app.canvas.scene import Scene
from app.theme import Theme

_PAD, ROW, _SWATCH = 9, 17, 22


class LegendRow(NamedTuple):
    """A wire as it is painted, and what that means."""

    hue: QColor
    words: str
    cut: bool = False
    dashed: bool = False


def legend_rows(theme: Theme, graph: bool = False) -> list[LegendRow]:
    """What lines look like, and what it means; with `graph` those of the autograd graph too."""
    translate = QCoreApplication.translate
    rows = [
        LegendRow(theme.forward, translate("Legend", "values, forward")),
        LegendRow(theme.gradient, translate("Legend", "gradients, back")),
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


def legend_rect(theme: Theme, height: int, graph: bool = False) -> QRect:
    """Where the legend is: at the bottom left."""
    rows = legend_rows(theme, graph)
    words = max(texts.width(texts.SMALL, row.words) for row in rows)
    wide = round(words) + 3 * _PAD + _SWATCH
    high = ROW * len(rows) + 2 * _PAD - 4
    return QRect(10, height - high - 10, wide, high)


def has_graph(scene: Scene) -> bool:
    """Whether the autograd graph is drawn."""
    return scene.autograd is not None and scene.autograd.on


def legend_in(scene: Scene, height: int) -> QRect:
    """Where the legend of a scene is."""
    return legend_rect(scene.theme, height, has_graph(scene))


class Legend:
    """Paints the legend, from a picture that is made once for a theme and a language."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._picture = QPixmap()

    def paint(self, painter: QPainter, rect: QRect, scene: Scene, height: int) -> None:
        """Paints it where it touches the rectangle."""
        where = legend_in(scene, height)
        if not where.intersects(rect):
            return
        rows = legend_rows(scene.theme, has_graph(scene))
        key = (scene.theme, scene.ratio, *(row.words for row in rows))
        if key != self._key:
            self._key = key
            self._picture = QPixmap(where.size() * scene.ratio)
            self._picture.setDevicePixelRatio(scene.ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
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
    ground.setAlpha(225)
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
    colour, said, cut, dashed = row
    left, middle = corner.x(), corner.y() + ROW / 2
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, 1.6 if dashed else 2.4, style))
    painter.drawLine(QPointF(left, middle), QPointF(left + _SWATCH, middle))
    if cut:
        paint_strokes(painter, QPointF(left + _SWATCH / 2, middle), 0.7, colour, theme.panel)
    painter.setPen(theme.muted)
    painter.setFont(texts.font(texts.SMALL))
    at = corner.y() + texts.baseline(texts.SMALL, ROW)
    painter.drawText(QPointF(left + _SWATCH + _PAD, at), said)


def row_width(row: LegendRow) -> float:
    """How wide `paint_row` paints."""
    return _SWATCH + _PAD + texts.width(texts.SMALL, row.words)
