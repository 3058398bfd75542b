"""The order in which Tab goes round the window.

Qt's own order is that in which widgets came to be, which editors that are made anew again and
again would upset. So the order is read from the layouts, region by region, when Tab is pressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What Tab reaches in a widget, itself first, then what its layout holds, in order."""
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for inner in _inside(widget):
        yield from stops(inner)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    held: list[QWidget | None] = []
    if isinstance(widget, QStackedWidget):
        held = [widget.currentWidget()]
    elif isinstance(widget, QSplitter):
        held = [widget.widget(at) for at in range(widget.count())]
    elif isinstance(widget, QScrollArea):
        held = [widget.widget()]
    # any other area, a list or a text, is one stop, whatever Qt made it of
    elif not isinstance(widget, QAbstractScrollArea) and (layout := widget.layout()) is not None:
        yield from _laid_out(layout)
    yield from (each for each in held if each is not None)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def next_stop(
    regions: Iterable[QWidget], focused: QWidget | None, forward: bool
) -> QWidget | None:
    """Where Tab (backwards: Shift+Tab) leads from `focused`: through the regions, and round.

    From a widget in none of them it leads to the first stop, or back to the last.
    """
    order = [stop for region in regions for stop in stops(region)]
    if not order:
        return None
    at = next((i for i, stop in enumerate(order) if stop is focused), -1)
    if at < 0:
        return order[0 if forward else -1]
    return order[(at + (1 if forward else -1)) % len(order)]


def go_to(widget: QWidget, forward: bool) -> None:
    """Gives the focus as Tab does, and scrolls to where it is."""
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    widget.setFocus(reason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
