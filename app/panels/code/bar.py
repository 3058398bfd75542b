"""What is to be said of code that the graph does not follow, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.widgets.icons import icon

SIDE = 16


class DraftBar(QFrame):
    """A line of words with buttons. Hidden where there is nothing to say.

    Signals:
        applied: the code is to be taken over as it is.
        discarded: the code of the graph is wanted back.
    """

    applied = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeBar")
        self._kind = ""
        self._icon = QLabel()
        self.text = QLabel()
        self.text.setObjectName("codeBarText")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.apply = QPushButton(self.tr("Take over"))
        self.apply.setObjectName("applyDraft")
        self.apply.setToolTip(self.tr("Make the graph what the code says (Ctrl+Return)"))
        self.apply.clicked.connect(self.applied)
        self.discard = QPushButton(self.tr("Discard draft"))
        self.discard.setObjectName("discardDraft")
        self.discard.setToolTip(self.tr("Show the code of the graph again (Esc)"))
        self.discard.clicked.connect(self.discarded)
        words = QHBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.text, 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.apply)
        buttons.addWidget(self.discard)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(4)
        layout.addLayout(words)
        layout.addLayout(buttons)
        theme.switch().changed.connect(self._dress)
        self.hide()

    def say(self, text: str, kind: str = "", apply: bool = False, discard: bool = False) -> None:
        """Shows a text, with the buttons that go with it; an empty one hides all.

        Args:
            kind: the name of an icon, `error` or `warning`; none for a hint.
        """
        self._kind = kind
        if self.text.text() != text:
            self.text.setText(text)
            self.text.setAccessibleName(text)
        self.apply.setVisible(apply)
        self.discard.setVisible(discard)
        self._dress()
        self.setVisible(bool(text))

    def _dress(self) -> None:
        colours = theme.current()
        colour = {"error": colours.error, "warning": colours.warning}.get(self._kind)
        self._icon.setVisible(colour is not None)
        if colour is not None:
            self._icon.setPixmap(icon(self._kind, colour).pixmap(SIDE, SIDE))
