"""The output: what Print printed, up to the cursor."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.playback.player import Player
from app.session import Session
from app.widgets.fields import code_points
from app.widgets.look import fixed_font


class OutputPanel(QWidget):
    """Shows the printed text; what lies after the cursor has not been printed yet."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("output")
        self.setAccessibleName(self.tr("Output"))
        self.session = session
        self.player = player
        self._steps: list[int] = []
        self._lengths: list[int] = [0]
        self._whole = self._shown = ""
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What was printed"))
        self.text.setPlaceholderText(
            self.tr("Nothing has been printed yet. Add Print to see values here.")
        )
        self.text.setFont(fixed_font(code_points(self)))
        # as a terminal does: what is cut off at the edge is not read
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)
        session.ran.connect(self.reload)
        session.replaced.connect(self.reload)
        player.moved.connect(lambda old, new: self._show())
        self.reload()

    def reload(self) -> None:
        """Reads the log anew."""
        self._steps, self._lengths, parts = [], [0], []
        for at, step in enumerate(self.session.log.steps):
            if step.output:
                self._steps.append(at)
                parts.append(step.output)
                self._lengths.append(self._lengths[-1] + len(step.output))
        self._whole = "".join(parts)
        self._show()

    def _show(self) -> None:
        printed = bisect_right(self._steps, self.player.cursor - 1)
        text = self._whole[: self._lengths[printed]]
        if text != self._shown:
            self._shown = text
            self.text.setPlainText(text)
            self.text.moveCursor(QTextCursor.MoveOperation.End)
