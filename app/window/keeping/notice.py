"""A notice over the canvas: something to decide on that does not have to be decided at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from app import theme
from app.canvas.access import announce
from app.canvas.canvas import Canvas
from app.widgets.fields import wrapped
from app.widgets.icons import icon

WIDEST, EDGE, TOP = 640, 10, 10

Answer = tuple[str, str, Callable[[], object]]
"""A name, what the button says, and what it does."""


class Notice(QFrame):
    """One notice at a time; an answer takes it away, and so does its cross."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.setObjectName("notice")
        self.canvas = canvas
        self.buttons: dict[str, QPushButton] = {}
        self._dismissed: Callable[[], object] | None = None
        self.sign = QLabel()
        self.text = wrapped("")
        self.text.setObjectName("noticeText")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.cross = QToolButton()
        self.cross.setAutoRaise(True)
        self.cross.setToolTip(self.tr("Close"))
        self.cross.setAccessibleName(self.tr("Close"))
        self.cross.clicked.connect(self._dismiss)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.text, 1)
        top.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignVCenter)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(6)
        top.insertLayout(2, self._beside)
        self._below = QHBoxLayout()
        self._below.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(self._below)
        theme.switch().changed.connect(self._dress)
        canvas.installEventFilter(self)
        canvas.session.replaced.connect(self.hide)
        self._dress()
        self.hide()

    def tell(
        self, text: str, answers: Sequence[Answer], dismissed: Callable[[], object] | None = None
    ) -> None:
        """Shows a notice in place of the last one; `dismissed` is called by the cross."""
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons.clear()
        for row in (self._beside, self._below):
            while row.count():
                row.takeAt(0)
        self._dismissed = dismissed
        row = self._beside if len(answers) == 1 else self._below
        if row is self._below:
            row.addStretch(1)
        for name, title, act in answers:
            button = QPushButton(title)
            button.setObjectName(name)
            button.clicked.connect(partial(self._answer, act))
            row.addWidget(button)
            button.show()  # one that is hidden takes no room, and Qt shows it later
            self.buttons[name] = button
        self.text.setText(text)
        self.setAccessibleName(text)
        self.show()
        self._lay()
        self.raise_()
        announce(self.canvas, text)

    def _answer(self, act: Callable[[], object], checked: bool = False) -> None:
        self._leave()
        act()

    def _dismiss(self) -> None:
        act = self._dismissed
        self._leave()
        if act is not None:
            act()

    def _leave(self) -> None:
        if self.isAncestorOf(self.focusWidget() or self):
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _lay(self) -> None:
        width = min(WIDEST, self.canvas.width() - 2 * EDGE)
        self.resize(width, self.sizeHint().height())
        layout = self.layout()
        assert layout is not None
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0
        self.resize(width, max(height, layout.totalMinimumSize().height()))
        self.move((self.canvas.width() - width) // 2, TOP)

    def _dress(self) -> None:
        self.sign.setPixmap(icon("error", theme.current().text).pixmap(18))
        self.cross.setIcon(icon("close"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lay()
        return super().eventFilter(watched, event)
