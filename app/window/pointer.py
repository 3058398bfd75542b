"""Whether somebody works on the canvas with the mouse or by keyboard, and where the mouse is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea

_MOUSE = frozenset({QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress})
_MOVING_KEYS = frozenset(
    {
        Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    }
)  # fmt: skip
_BY_KEY = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class Pointer(QObject):
    """Watches a canvas.

    at: where the mouse is on the viewport; None while it is elsewhere, or since somebody went
        about the canvas by keyboard.
    """

    def __init__(self, canvas: QAbstractScrollArea) -> None:
        super().__init__(canvas)
        self.at: QPointF | None = None
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _MOUSE and isinstance(event, QMouseEvent):
            self.at = event.position()
        elif (
            kind == QEvent.Type.Leave
            or (isinstance(event, QKeyEvent) and event.key() in _MOVING_KEYS)
            or (isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_KEY)
        ):
            self.at = None
        return False
