"""A few words beside the cards that they are about, and perhaps one thing to do: why something that
was asked for cannot be done. It goes by itself, or with the next thing that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.canvas.box import Box
from app.canvas.view import View
from app.session import Session

WIDTH, EDGE, GAP = 320, 10, 10
SHOWN_MILLISECONDS = 9000
_ENDS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.Resize})


class Noticed(Protocol):
    """What of the canvas a notice needs."""

    session: Session
    view: View

    def viewport(self) -> QWidget: ...


class Notice(QFrame):
    """Over a canvas, which is its parent; hidden while there is nothing to say."""

    def __init__(self, canvas: Noticed, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._canvas, self._around = canvas, parent
        self._act: Callable[[], None] | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.button)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(SHOWN_MILLISECONDS)
        self._end.timeout.connect(self.hide)
        session = canvas.session
        for signal in (session.edited, session.selected, session.level_changed, session.replaced):
            signal.connect(lambda *_: self.hide())
        canvas.viewport().installEventFilter(self)
        parent.installEventFilter(self)
        theme.switch().changed.connect(self._dress)
        self._dress()
        self.hide()

    def _dress(self) -> None:
        colours = theme.current()
        self.setStyleSheet(
            f"QFrame#notice {{ background: {colours.panel.name()};"
            f" border: 1.5px solid {colours.warning.name()}; border-radius: 8px; }}"
        )

    def tell(
        self, words: str, box: Box, button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Shows the words above what is at `box`, in canvas units, or below where there is no room,
        and a button that does something."""
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._act = act
        self._lay(self._canvas.view.rect(box).toRect())
        self.show()
        self.raise_()
        self._end.start()

    def _lay(self, about: QRect) -> None:
        room = self._around.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        width = min(WIDTH, room.width())
        self.layout().activate()  # type: ignore[union-attr]
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        found = QRect(about.topLeft(), QSize(width, height))
        found.moveCenter(about.center())
        found.moveBottom(about.top() - GAP)
        if found.top() < room.top():
            found.moveTop(about.bottom() + GAP)
        found.moveLeft(max(room.left(), min(found.left(), room.right() - width)))
        found.moveTop(max(room.top(), min(found.top(), room.bottom() - height)))
        self.setGeometry(found)

    def _clicked(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible() and (
            event.type() in _ENDS
            or (isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape)
        ):
            self.hide()
        return super().eventFilter(watched, event)
