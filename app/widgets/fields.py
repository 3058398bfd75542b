"""Small widgets that panels and dialogs share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.playback.words import headed
from app.widgets.look import fixed_font

Check = Callable[[str], str]
"""What is wrong with a text, in words for people; an empty string if nothing is."""

CODE_SHARE = 0.95
"""Size of code beside the interface's font: fixed fonts look larger."""
LINES_AT_MOST = 14
CODE_ABOVE_AND_BELOW = 16
"""Pixels round the text of a code view: border, padding and the text's own margin."""


def set_flag(widget: QWidget, name: str, on: bool) -> None:
    """Sets a property that the style sheet reads."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def code_points(widget: QWidget) -> float:
    """The size of code in a widget, in points."""
    return widget.font().pointSizeF() * CODE_SHARE


def heading(text: str) -> QLabel:
    """The title of a group in a panel."""
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 0.9)
    font.setBold(True)
    label.setFont(font)
    label.setProperty("muted", True)
    return label


def line() -> QFrame:
    """A thin line between groups."""
    frame = QFrame()
    frame.setProperty("line", True)
    frame.setFixedHeight(1)
    return frame


def wrapped(text: str = "", muted: bool = False) -> QLabel:
    """A plain text that breaks into lines and can be copied."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setProperty("muted", muted)
    return label


class ElidedButton(QPushButton):
    """A button that is no wider than its place: what has no room there ends in …, and a tip has
    the whole."""

    NARROWEST = 60

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.NARROWEST, super().minimumSizeHint().height())

    def shown(self) -> str:
        """As much of the text as there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(inside, option, self).width()
        return option.fontMetrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip("" if self.shown() == self.text() else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class CodeView(QPlainTextEdit):
    """Text in a fixed font that is read and copied, as high as its lines, which break after
    commas where they are too long."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(fixed_font(code_points(self)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Shows the text; where it has not changed, scroll position and selection stay."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the lines, with those that the width makes."""
        # laid out by now or not: the text knows its lines only at this width
        rows = round(self.document().documentLayout().documentSize().height())
        on, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if rows > LINES_AT_MOST else off)
        height = min(rows, LINES_AT_MOST) * QFontMetrics(self.font()).lineSpacing()
        self.setFixedHeight(height + CODE_ABOVE_AND_BELOW)


class UndoneOutside(QLineEdit):
    """A line whose undo is the document's, unless it holds a text that the document refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keeps_own_undo = False

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.keeps_own_undo
            and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
            )
        ):
            event.ignore()
            return True
        return super().event(event)


class CheckedEdit(QWidget):
    """A line that is checked while it is typed; what is wrong is said below it.

    Signals:
        accepted(text): a text that is right was typed.
        refused(text): one that is wrong was typed; it stays in the line.
    """

    accepted = Signal(str)
    refused = Signal(str)

    def __init__(
        self, name: str, check: Check, parent: QWidget | None = None, *, code: bool = True
    ) -> None:
        super().__init__(parent)
        self._check = check
        self.edit = UndoneOutside()
        self.edit.setAccessibleName(name)
        if code:
            self.edit.setFont(fixed_font(code_points(self.edit)))
        self.message = wrapped()
        self.message.setProperty("wrong", True)
        self.message.hide()
        self._committed = ""
        self._named = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.edit)
        layout.addWidget(self.message)
        layout.addStretch()
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._typed)

    def say_in(self, place: QBoxLayout) -> None:
        """Says what is wrong there, with the field's name, and not below the line, where it would
        push what follows away."""
        self._named = self.edit.accessibleName()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        place.addWidget(self.message)
        self.destroyed.connect(self.message.deleteLater)

    @property
    def is_wrong(self) -> bool:
        """Whether the line holds a text that was refused."""
        return self.edit.keeps_own_undo

    def text(self) -> str:
        return self.edit.text()

    def show_text(self, text: str, draft: str | None = None) -> None:
        """Shows the text in force, or a draft that was refused before.

        A line that holds a draft keeps it as long as the text in force stays what it was.
        """
        if draft is None and self.is_wrong and text == self._committed:
            return
        self._committed = text
        shown = text if draft is None else draft
        if shown != self.edit.text():
            at = self.edit.cursorPosition()
            self.edit.setText(shown)
            if self.edit.hasFocus():
                self.edit.setCursorPosition(min(at, len(shown)))
        self._say("" if draft is None else self._check(draft))

    def _typed(self, text: str) -> None:
        wrong = self._check(text)
        self._say(wrong)
        if wrong:
            self.refused.emit(text)
        else:
            self._committed = text
            self.accepted.emit(text)

    def _say(self, wrong: str) -> None:
        self.edit.keeps_own_undo = bool(wrong)
        set_flag(self.edit, "wrong", bool(wrong))
        self.message.setText(headed(self._named, wrong) if self._named else wrong)
        self.message.setVisible(bool(wrong))
        self.edit.setAccessibleDescription(wrong)
