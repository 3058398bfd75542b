"""Selecting: a rubber band over empty canvas, or a click."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from app.canvas.box import Box
from app.canvas.tools.tool import Host, Tool, canvas_point

ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class SelectTool(Tool):
    """A band from where it started to the pointer selects what it touches.

    With Ctrl or Shift what it touches is toggled instead. A click on nothing selects nothing.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._before: frozenset[str] = host.session.selection
        self._from = (0.0, 0.0)
        self._adding = False

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._adding = bool(modifiers & ADDING)
        self._from = canvas_point(self.host, at)
        if not self._adding:
            self.host.session.select(())

    def move(self, at: QPointF) -> None:
        host = self.host
        (x0, y0), (x1, y1) = self._from, canvas_point(host, at)
        old = host.overlay.band
        band = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        host.overlay.band = band
        host.update_box(band if old is None else old.united(band))
        touched = {host.places.ids[slot] for slot in host.places.cards_in(band).tolist()}
        host.session.select(self._before ^ touched if self._adding else touched)

    def finish(self, at: QPointF) -> None:
        self._take_down()

    def cancel(self) -> None:
        self._take_down()
        self.host.session.select(self._before)

    def _take_down(self) -> None:
        band, self.host.overlay.band = self.host.overlay.band, None
        self.host.update_box(band)
