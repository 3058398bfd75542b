"""The plot of the watches over the steps, with the player's cursor; a click or a drag scrubs.

This module alone imports pyqtgraph, and is imported when the first watch is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsItem, QVBoxLayout, QWidget

from app import theme
from app.panels.probes.strokes import pen_of
from app.playback.player import Player
from app.playback.watches import Key, Series, Watches, key_of
from app.widgets.probe_words import iteration, names_of_loops

pg.setConfigOptions(antialias=True)
CACHED = QGraphicsItem.CacheMode.DeviceCoordinateCache
"""The lines and axes are painted once, and kept while the cursor moves over them."""
STRIDES = tuple(digit * 10**zeros for zeros in range(6) for digit in (1, 2, 5))
"""Of so many iterations one is numbered."""
DOTS_AT_MOST = 400
"""Corners of a line up to which each has a dot."""
TURNS_SHOWN = 400
"""Iterations up to which each has a line of its own in the ground."""


class _Box(pg.ViewBox):  # type: ignore[misc]
    """What is drawn in: the left button scrubs, the wheel zooms along the steps."""

    def __init__(self, player: Player) -> None:
        super().__init__(enableMenu=False)
        self.player = player
        self.setMouseEnabled(x=True, y=False)

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            if event.double():
                self.enableAutoRange()
            else:
                self._scrub(event)
        else:
            super().mouseClickEvent(event)

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._scrub(event)
        else:
            super().mouseDragEvent(event, axis)

    def _scrub(self, event: Any) -> None:
        at = self.mapSceneToView(event.scenePos()).x()
        self.player.pause()
        self.player.seek(round(at))


class _Iterations(pg.AxisItem):  # type: ignore[misc]
    """The axis above: the numbers of the outermost Repeat's iterations, where they start."""

    def __init__(self) -> None:
        super().__init__("top")
        self.starts: list[tuple[float, str]] = []

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        within = [(x, said) for x, said in self.starts if low <= x <= high]
        if not within:
            return [(1.0, [])]
        room = 14.0 + 9.0 * len(within[-1][1])  # pixels that a number takes, with what is round it
        least = len(within) * room / max(size, 1.0)
        stride = next((each for each in STRIDES if each >= least), STRIDES[-1])
        return [(1.0, [x for x, said in within if int(said) % stride == 0])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        names = dict(self.starts)
        return [names.get(value, "") for value in values]


class Plot(QWidget):
    """Draws the watches that are on."""

    def __init__(self, player: Player, watches: Watches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("watchPlot")
        self.setAccessibleName(self.tr("Watches over the steps"))
        self.player = player
        self.watches = watches
        self.box = _Box(player)
        self.above = _Iterations()
        self.view = pg.PlotWidget(viewBox=self.box, axisItems={"top": self.above})
        self.item = self.view.getPlotItem()
        self.item.hideButtons()
        self.item.setMenuEnabled(False)
        self.item.setClipToView(True)
        self.item.showGrid(x=False, y=True, alpha=0.18)
        self.box.setAutoVisible(y=True)
        for name in ("left", "bottom", "top"):
            self.item.getAxis(name).setCacheMode(CACHED)
        self.lines: dict[Key, Any] = {}
        self.here = pg.InfiniteLine(0, 90)
        self.item.addItem(self.here, ignoreBounds=True)
        self.bounds: list[Any] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setMinimumHeight(130)
        player.moved.connect(lambda old, new: self.follow())
        watches.changed.connect(self.redraw)
        watches.read.connect(lambda item: self._show(item))
        player.session.ran.connect(self._show_turns)
        theme.switch().changed.connect(self.redraw)
        self.redraw()

    def set_log(self, on: bool) -> None:
        """Draws the values on a logarithmic scale or not."""
        self.item.setLogMode(x=False, y=on)

    def redraw(self) -> None:
        """Draws everything anew."""
        colours = theme.current()
        self.view.setBackground(colours.field)
        for name in ("left", "bottom", "top"):
            axis = self.item.getAxis(name)
            axis.setPen(colours.panel_border)
            axis.setTextPen(colours.muted)
        self.here.setPen(pg.mkPen(colours.text, width=2 * self.devicePixelRatioF()))
        wanted = {key_of(each) for each in self.watches.items if each.enabled}
        for key in list(self.lines):
            if key not in wanted:
                self.item.removeItem(self.lines.pop(key))
        for item in self.watches.items:
            self._show(item)
        self._show_turns()
        self.follow()

    def _show(self, item: Any) -> None:
        key = key_of(item)
        series = self.watches.series.get(key)
        if not item.enabled or item not in self.watches.items or series is None:
            return
        pen = pen_of(self.watches.items.index(item), theme.current())
        pen.setWidthF(pen.widthF() * self.devicePixelRatioF())  # a cosmetic pen counts pixels
        if key not in self.lines:
            self.lines[key] = self.item.plot(connect="finite")
            self.lines[key].setDownsampling(auto=True, method="peak")
            self.lines[key].curve.setCacheMode(CACHED)
            self.lines[key].scatter.setCacheMode(CACHED)
            # a click on a dot goes to its step like any other
            self.lines[key].scatter.mouseClickEvent = lambda event: event.ignore()
        x, y = drawn(series, len(self.player.log))
        if not np.isfinite(y).any():
            x, y = x[:0], y[:0]
        few = len(x) <= DOTS_AT_MOST
        # what holds for one step only would hardly be seen as a line
        self.lines[key].setData(
            x, y, pen=pen, symbol="o" if few else None, symbolSize=4, symbolPen=None,
            symbolBrush=pen.color(),
        )  # fmt: skip

    def _show_turns(self) -> None:
        """Where the iterations start, and what the axis says of them."""
        player = self.player
        for each in self.bounds:
            self.item.removeItem(each)
        self.bounds = []
        turns = player.turns
        found = turns.outer
        self.above.starts = [(float(turn.start), str(turn.number + 1)) for turn in found]
        self.item.showAxis("top", bool(found))
        names = names_of_loops(player.session.whole)
        said = {names.get(turn.block[-1]) or iteration() for turn in found}
        self.above.setLabel(", ".join(sorted(said)))
        if len(found) <= TURNS_SHOWN:
            pen = pg.mkPen(theme.current().panel_border, width=1)
            for turn in found:
                line = pg.InfiniteLine(turn.start, 90, pen=pen)
                line.setZValue(-10)
                self.item.addItem(line, ignoreBounds=True)
                self.bounds.append(line)
        self.above.picture = None
        self.above.update()

    def follow(self) -> None:
        """Moves the cursor's line."""
        self.here.setPos(self.player.cursor)


def drawn(series: Series, count: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The corners of the line: a value holds until the next; that of the last, to the end."""
    x, y = series.cursors, series.values
    if not len(x):
        return x, y
    ends = np.append(x[1:], max(float(count), float(x[-1])))
    return np.stack([x, ends], axis=1).ravel(), np.repeat(y, 2)
