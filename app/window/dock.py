"""Docks with a quiet title bar, which steps back where a tab says the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QToolButton, QWidget

from app import theme
from app.widgets.fields import heading
from app.widgets.icons import icon

BUTTON = 14


class TitleBar(QWidget):
    """The dock's name and a button that closes it; dragged as a whole."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.label: QLabel = heading(dock.windowTitle())
        self.close_button = QToolButton()
        self.close_button.setIconSize(QSize(BUTTON, BUTTON))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.clicked.connect(dock.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 6, 2)
        layout.addWidget(self.label)
        layout.addStretch()
        layout.addWidget(self.close_button)
        theme.switch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.close_button.setIcon(icon("close", theme.current().muted))

    def name(self, title: str) -> None:
        """Shows the dock's name."""
        self.label.setText(title)
        self.close_button.setToolTip(self.tr("Hide {panel}").format(panel=title))
        self.close_button.setAccessibleName(self.close_button.toolTip())


class Dock(QDockWidget):
    """A dock for one panel."""

    def __init__(self, name: str, title: str, panel: QWidget, window: QMainWindow) -> None:
        super().__init__(title, window)
        self.setObjectName(f"{name}Dock")
        self.setWidget(panel)
        self._bar = TitleBar(self)
        self._none = QWidget(self)
        self._none.setFixedHeight(0)
        self.setTitleBarWidget(self._bar)
        self._bar.name(title)
        self.seen = False
        """Whether it is shown, and in front of those that share its place."""
        self.visibilityChanged.connect(self._note_seen)

    def _note_seen(self, seen: bool) -> None:
        self.seen = seen

    def lie_above(self) -> None:
        """Lets a floating dock lie above the window. One that was shown before the window was is
        unrelated to it for the system, and would vanish behind it."""
        if self.isFloating() and self.isVisible():
            self.hide()
            self.show()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowTitleChange:
            self._bar.name(self.windowTitle())
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isFloating():  # it has no frame of the system's, and lies on its own colour
            painter = QPainter(self)
            painter.setPen(QPen(theme.current().muted, 0))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def fit_title(self, tabbed: bool) -> None:
        """Shows the title bar unless a tab stands in for it."""
        wanted = self._none if tabbed and not self.isFloating() else self._bar
        if self.titleBarWidget() is not wanted:
            self.setTitleBarWidget(wanted)
            self._bar.setVisible(wanted is self._bar)
            self._none.setVisible(wanted is self._none)
