"""Typing a frame's title where it stands."""

from __future__ import annotations

from typing import Protocol

import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.canvas.frames import STRIP
from app.canvas.geometry import Geometry
from app.canvas.view import View
from app.session import Session
from autograd_core.graph.edits import Put

LEAST_WIDTH, LEAST_HEIGHT = 160, 24


class Titled(Protocol):
    """What of the canvas the editor is laid over."""

    session: Session
    places: Geometry
    view: View

    @property
    def view_changed(self) -> SignalInstance: ...
    def viewport(self) -> QWidget: ...
    def setFocus(self) -> None: ...


class TitleEditor(QLineEdit):
    """Enter or leaving it takes the title over, Esc leaves it as it was."""

    def __init__(self, canvas: Titled, frame: str) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._frame = frame
        self._done = False
        self.setObjectName("frameTitle")
        self.setAccessibleName(QCoreApplication.translate("Canvas", "Title of the region"))
        data = canvas.session.document.frames[frame]
        self.setText(data.title)
        self.setPlaceholderText(data.kind)
        self.selectAll()
        self.editingFinished.connect(lambda: self.finish(True))
        canvas.session.edited.connect(self._drop)
        canvas.session.replaced.connect(self._drop)
        canvas.view_changed.connect(self._drop)
        self._lay()

    def _lay(self) -> None:
        places, view = self._canvas.places, self._canvas.view
        box = places.frames.boxes(places.pos, places.size)[self._frame]
        where = view.rect(box).toRect()
        font = self.font()
        font.setPixelSize(max(11, round(13 * view.zoom)))
        self.setFont(font)
        height = max(LEAST_HEIGHT, round((STRIP - 6) * view.zoom))
        width = min(max(LEAST_WIDTH, where.width() - 12), 420)
        self.setGeometry(where.left() + 6, where.top() + 3, width, height)
        self.show()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def finish(self, keep: bool) -> None:
        """Ends the typing and takes the title over, or does not."""
        if self._done or not shiboken6.isValid(self._canvas):  # the window goes, with us in it
            return
        self._done = True
        session = self._canvas.session
        data = session.document.frames.get(self._frame)
        title = self.text().strip()
        # before it hides: Qt would hand the focus on as Tab does, which goes to another card
        self._canvas.setFocus()
        self.hide()
        self.deleteLater()
        if keep and data is not None and title != data.title:
            said = QCoreApplication.translate("Canvas", "Rename the region")
            session.do([Put(data, replace(data, title=title))], said)

    def _drop(self) -> None:
        """What is typed into has changed or moved."""
        self.finish(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finish(False)
        else:
            super().keyPressEvent(event)
            event.accept()  # none of the keys is meant for the canvas below

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def rename(canvas: Titled, frame: str) -> QObject | None:
    """Opens the editor over a frame that is drawn."""
    places = canvas.places
    if frame not in places.frames.boxes(places.pos, places.size):
        return None
    return TitleEditor(canvas, frame)
