"""The row of buttons above the line, in which the less important give way where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

NARROWEST = 300


class Transport(QWidget):
    """A row that is never wider than its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(1)
        self.row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._yielding: Sequence[QWidget] = ()
        self._away: set[QWidget] = set()

    def let_yield(self, widgets: Sequence[QWidget]) -> None:
        """Says which give way, the first of them first."""
        self._yielding = widgets

    def want(self, widget: QWidget, wanted: bool) -> None:
        """Says whether there is something to be done with it at all."""
        if wanted == (widget in self._away):
            self._away ^= {widget}
            self.fit()

    def fit(self) -> None:
        """Shows what there is room for."""
        shown = {each for each in self._yielding if each not in self._away}
        for widget in self._away:
            widget.hide()
        room = self.width() - self.row.contentsMargins().left() - self.row.contentsMargins().right()
        spacing = self.row.spacing()
        needed = self._width_of_others() + sum(_width(each) + spacing for each in shown)
        for widget in self._yielding:
            if widget in shown and needed > room:
                needed -= _width(widget) + spacing
                shown.discard(widget)
        for widget in self._yielding:
            # asked for only where it changes: showing a widget lays out the row anew
            if (widget in shown) == widget.isHidden():
                widget.setVisible(widget in shown)

    def _width_of_others(self) -> int:
        items = [self.row.itemAt(i) for i in range(self.row.count())]
        widths = 0
        for item in items:
            widget = None if item is None else item.widget()
            if widget is None:
                widths += 0 if item is None else item.sizeHint().width()
            elif widget not in self._yielding and not widget.isHidden():
                widths += _width(widget) + self.row.spacing()
        return widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self.row.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _width(widget: QWidget) -> int:
    return widget.sizeHint().width()
