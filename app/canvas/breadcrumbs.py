"""Where one is: the way from the document to the subgraph that is open, over the canvas.

Each part of it goes there. While the shown step happened elsewhere, it says where, and goes there.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from app import theme
from app.playback.player import Player
from app.session import Session
from autograd_core.graph.document import SEPARATOR, GroupData
from autograd_core.graph.levels import card_of

EDGE = 10
LONGEST = 160
"""Pixels of one name."""


class Entered(Protocol):
    """What of the canvas is shown here."""

    session: Session
    player: Player


class Breadcrumbs(QFrame):
    """At the top left of a canvas, which is its parent; hidden where there is nothing to say.

    Signals:
        step_requested: somebody wants to see where the step is.
    """

    step_requested = Signal()

    def __init__(self, canvas: Entered, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumbs")
        self.setAccessibleName(self.tr("Where one is"))
        self._session, self._player = canvas.session, canvas.player
        self._around = parent
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(2)
        self.step = QToolButton()
        self.step.setObjectName("stepElsewhere")
        self.step.setAutoRaise(True)
        self.step.clicked.connect(self.step_requested)
        self._parts: list[QWidget] = []
        self._shown: object = None
        self._row.addWidget(self.step)
        session = canvas.session
        for signal in (session.level_changed, session.replaced, session.edited, session.ran,
                       canvas.player.moved):
            signal.connect(self._follow)  # fmt: skip
        theme.switch().changed.connect(self._dress)
        parent.installEventFilter(self)
        self._dress()
        self.hide()

    def _dress(self) -> None:
        colours = theme.current()
        self.setStyleSheet(
            f"QFrame#breadcrumbs {{ background: {colours.panel.name()};"
            f" border: 1px solid {colours.panel_border.name()}; border-radius: 7px; }}"
            f"QToolButton#stepElsewhere {{ color: {colours.gradient.name()}; }}"
            "QToolButton { border: none; padding: 2px 6px; border-radius: 4px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colours.cell.name()}; }}"
        )

    # What is said

    def _follow(self, *_: object) -> None:
        """Shows the way, and where the step is; does nothing where both are as they were."""
        way, elsewhere = self._way(), self._elsewhere()
        if (way, elsewhere) == self._shown:
            return
        self._shown = (way, elsewhere)
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for place, (prefix, name) in enumerate(way):
            if place:
                self._add(QLabel("›"))
            self._add(self._crumb(prefix, name, place == len(way) - 1))
        self.step.setVisible(bool(elsewhere))
        self.step.setText(self.tr("The step is at {place} – go there").format(place=elsewhere))
        self.setVisible(len(way) > 1)
        self._lay()

    def _way(self) -> list[tuple[str, str]]:
        """The prefix and the name of each level, from the outermost."""
        whole, prefix = self._session.whole, self._session.document.prefix
        found = [("", self.tr("Document"))]
        path = ""
        for part in prefix.split(SEPARATOR)[:-1]:
            path += part
            data = whole.find(path)
            if isinstance(data, GroupData):
                found.append((path + SEPARATOR, whole.name(path).rpartition(SEPARATOR)[2]))
            path += SEPARATOR
        return found

    def _elsewhere(self) -> str:
        """The name of what the shown step happened at, where that is not on this level."""
        step, document = self._player.step, self._session.document
        node = None if step is None else step.node
        if not document.prefix or node is None or card_of(document, node) is not None:
            return ""
        return self._session.whole.name(node)

    def _crumb(self, prefix: str, name: str, is_last: bool) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setObjectName(f"level:{prefix}")
        room = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, LONGEST)
        button.setText(room.replace("&", "&&"))
        font = button.font()
        font.setBold(is_last)
        button.setFont(font)
        button.clicked.connect(lambda: self._session.enter(prefix))
        return button

    def _add(self, widget: QWidget) -> None:
        self._row.insertWidget(len(self._parts), widget)
        self._parts.append(widget)
        widget.show()

    # Where it lies

    def _lay(self) -> None:
        self._row.activate()
        room = self._around.width() - 2 * EDGE
        self.resize(min(self.sizeHint().width(), room), self.sizeHint().height())
        self.move(EDGE, EDGE)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lay()
        return super().eventFilter(watched, event)
