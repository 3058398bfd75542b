"""What is typed before a window that has been called has come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

WAIT_MILLISECONDS = 2000
"""After that keys go where the window system sends them."""


class EarlyKeys(QObject):
    """Hands a window's field the keys that would still go to the window that was active before:
    there each of them may be a shortcut."""

    def __init__(self, window: QWidget, field: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._field = field
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(WAIT_MILLISECONDS)
        self._over.timeout.connect(self.stop)

    def expect(self) -> None:
        """From now on, until the window is active or hidden."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
            self._over.start()

    def stop(self) -> None:
        """Keys go where they go."""
        self._over.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if self._window.isActiveWindow() or not self._window.isVisible():
            self.stop()
            return False
        if self._is_own(watched) or not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # no command is to take it
        else:
            key = QKeyEvent(kind, event.key(), event.modifiers(), event.text())
            QCoreApplication.sendEvent(self._field, key)
        return True

    def _is_own(self, watched: QObject) -> bool:
        if isinstance(watched, QWidget):
            return watched is self._window or self._window.isAncestorOf(watched)
        return watched is self._window.windowHandle()
