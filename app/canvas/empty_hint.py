"""What an empty canvas says: how the first card comes onto it."""

from __future__ import annotations

from html import escape
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app import theme
from app.session import Session

WIDEST, AROUND = 600, 24
"""Pixels of its lines, and left free beside them."""


class Emptied(Protocol):
    """What of the canvas is looked at."""

    session: Session


class EmptyHint(QLabel):
    """In the middle of a canvas, which is its parent, while there is nothing on it; the pointer
    goes through it."""

    def __init__(self, canvas: Emptied, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("emptyHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self._session, self._around = canvas.session, parent
        self._below = 0
        for signal in (canvas.session.edited, canvas.session.replaced,
                       canvas.session.level_changed):
            signal.connect(self._follow)  # fmt: skip
        theme.switch().changed.connect(self._dress)
        parent.installEventFilter(self)
        self._dress()
        self._follow()

    def _dress(self) -> None:
        first = self.tr("Double-click, or press Space, to add a card.")
        second = self.tr(
            "An operation, a number, a list or an expression: "
            "relu, 3, [1, 2; 3, 4], w = randn(2, 3)."
        )
        third = self.tr("On a card, W draws a wire from it, I adds what feeds it.")
        self.setText(
            f"<p style='font-size: large'>{escape(first)}</p>"
            f"<p>{escape(second)}<br>{escape(third)}</p>"
        )
        self.setStyleSheet(
            f"QLabel#emptyHint {{ color: {theme.current().muted.name()};"
            " background: transparent; }"
        )

    def leave_below(self, height: int) -> None:
        """Stands so much higher that it and something below it are in the middle together."""
        if height != self._below:
            self._below = height
            self._place()

    def _follow(self) -> None:
        document = self._session.document
        self.setVisible(not document.nodes and not document.frames)
        self._place()

    def _place(self) -> None:
        if self.isHidden():
            return
        room = self._around.width() - 2 * AROUND
        wide = max(1, min(WIDEST, room))
        high = self.heightForWidth(wide)
        top = (self._around.height() - high - self._below) // 2
        self.setGeometry((self._around.width() - wide) // 2, max(0, top), wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._around and event.type() == QEvent.Type.Resize:
            self._place()
        return False
