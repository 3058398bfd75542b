"""What stands below a picture: what the step did, and what the lines mean."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from app.canvas.legend import ROW, LegendRow, legend_rows, paint_row, row_width
from app.export.stage import Stage
from app.playback.words import text_of
from app.theme import Theme

PAD = 14.0
TEXT_PIXELS = 14
_APART = 22.0


class Caption(NamedTuple):
    """The step's number and the words for it; the number in a hue."""

    place: str
    words: str
    hue: QColor


def caption_of(stage: Stage) -> Caption | None:
    """What is said of the step at this moment; None where there are no steps."""
    still, colours = stage.still, stage.colours
    if not len(still.log):
        return None
    place, step = f"{still.cursor} / {len(still.log)}", still.step
    if step is None:
        return Caption(place, "", colours.text)
    hue = colours.forward if step.kind == "forward" else colours.text
    lit = stage.shown.lit
    if lit is not None and lit[1] == "gradient":
        hue = colours.gradient
    return Caption(place, text_of(step.message, still.flat), hue)


class Footer:
    """A strip as wide as the picture."""

    def __init__(self, width: float, colours: Theme, legend: bool, graph: bool = False) -> None:
        self.width = width
        self._colours = colours
        self._rows = legend_rows(colours, graph) if legend else []
        self._plain = QFont(QGuiApplication.font())
        self._plain.setPixelSize(TEXT_PIXELS)
        self._plain.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._bold = QFont(self._plain)
        self._bold.setBold(True)

    def height(self, caption: Caption | None) -> float:
        """How high the strip is with this caption."""
        spots = self._spots()
        high = (spots[-1][0].y() + ROW + 0.4 * PAD) if spots else 0.0
        if caption is not None:
            high += self._words(caption).boundingRect().height() + 0.6 * PAD
        return math.ceil(high + PAD) if high else 0.0

    def paint(self, painter: QPainter, top: float, high: float, caption: Caption | None) -> None:
        """Paints the strip below `top`."""
        colours = self._colours
        strip = QRectF(0, top, self.width, high)
        if colours.panel.alpha():
            painter.fillRect(strip, colours.panel)
        painter.setPen(QPen(colours.panel_border, 1))
        painter.drawLine(strip.topLeft(), strip.topRight())
        top += 0.8 * PAD
        spots = self._spots()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spot, row in spots:
            paint_row(painter, spot + QPointF(0, top), row, colours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if caption is None:
            return
        top += spots[-1][0].y() + ROW + 0.4 * PAD if spots else 0.0
        words = self._words(caption)
        painter.setFont(self._bold)
        painter.setPen(caption.hue)
        painter.drawText(QPointF(PAD, top + words.lineAt(0).ascent()), caption.place)
        painter.setFont(self._plain)
        painter.setPen(colours.text)
        words.draw(painter, QPointF(self._left(caption), top))

    def _words(self, caption: Caption) -> QTextLayout:
        """The words of a caption, in lines."""
        found = QTextLayout(caption.words or " ", self._plain)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        found.setTextOption(option)
        found.beginLayout()
        top = 0.0
        while (line := found.createLine()).isValid():
            line.setLineWidth(max(1.0, self.width - self._left(caption) - PAD))
            line.setPosition(QPointF(0, top))
            top += line.height()
        found.endLayout()
        return found

    def _left(self, caption: Caption) -> float:
        return PAD + QFontMetricsF(self._bold).horizontalAdvance(caption.place) + PAD

    def _spots(self) -> list[tuple[QPointF, LegendRow]]:
        """Where the parts of the legend stand: beside each other as far as there is room."""
        found: list[tuple[QPointF, LegendRow]] = []
        x, y = PAD, 0.0
        for row in self._rows:
            wide = row_width(row)
            if found and x + wide > self.width - PAD:
                x, y = PAD, y + ROW
            found.append((QPointF(x, y), row))
            x += wide + _APART
        return found
