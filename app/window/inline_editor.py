"""A line over a card, in which a value, a parameter or a name is typed where it stands."""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.canvas.box import Box
from app.canvas.canvas import Canvas
from app.widgets.fields import Check, set_flag
from app.widgets.look import fixed_font

NARROWEST, WIDEST = 64, 460
PADDING = 22
"""Pixels of border and margin beside the text."""
LOWEST = 24
FONT_PIXELS = 12.0
"""The font's size at 1:1, as on the card; it is never smaller than `SMALLEST`."""
SMALLEST = 12
GAP = 3
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab,
             Qt.Key.Key_Backtab, Qt.Key.Key_F2)  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What is typed: under which name, the text that it has, and what would be wrong with
    another one. `is_code`: whether it is Python."""

    node: str
    name: str
    text: str
    check: Check
    is_code: bool = True


class InlineEditor(QLineEdit):
    """Enter takes the text over, Esc leaves the old one, and so does leaving it with a text that
    is wrong. What is wrong is said below the line at once.

    Signals:
        accepted(text): the text is right and another one than before.
        left(steps): go on to the next (1) or the last (-1) thing to edit.
        closed: the line is about to go.
        double_clicked: twice in the place that opened it.
    """

    accepted = Signal(str)
    left = Signal(int)
    closed = Signal()
    double_clicked = Signal()

    def __init__(self, canvas: Canvas, subject: Subject, box: Box) -> None:
        super().__init__(subject.text, canvas.viewport())
        self.setObjectName("inlineEditor")
        self.subject = subject
        self._canvas = canvas
        self._box = box
        self._done = False
        self._opened = QElapsedTimer()
        self._opened.start()
        self.message = QLabel(canvas.viewport())
        self.message.setObjectName("inlineMessage")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setProperty("wrong", True)
        self.message.setAutoFillBackground(True)
        self.message.setMargin(5)
        self.message.hide()
        self.setAccessibleName(subject.name)
        if subject.is_code:
            self.setFont(fixed_font())
        self.textChanged.connect(lambda _: self._typed())
        canvas.view_changed.connect(self._lay)
        self._lay()
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    # Where it lies

    def place(self, box: Box) -> None:
        """Lies over another rectangle of the canvas."""
        self._box = box
        self._lay()

    def _lay(self) -> None:
        view, area = self._canvas.view, self._canvas.area()
        where = view.rect(self._box)
        font = self.font()
        font.setPixelSize(max(SMALLEST, round(FONT_PIXELS * view.zoom)))
        self.setFont(font)
        wanted = QFontMetrics(font).horizontalAdvance(self.text() + "00") + PADDING
        width = round(min(max(where.width(), wanted, NARROWEST), max(where.width(), WIDEST)))
        height = max(round(where.height()), LOWEST, QFontMetrics(font).height() + 8)
        middle = where.center().y()
        left = min(max(2.0, where.left()), max(2.0, area.width() - width - 2.0))
        self.setGeometry(QRect(round(left), round(middle - height / 2), width, height))
        self._lay_message(where)

    def _lay_message(self, where: QRectF) -> None:
        if not self.message.isVisible():
            return
        area = self._canvas.area()
        width = max(220, self.width())
        height = self.message.heightForWidth(width)
        at = QPoint(
            max(2, min(self.x(), area.width() - width - 2)), self.geometry().bottom() + GAP
        )
        if at.y() + height > area.height():
            at.setY(self.y() - GAP - height)
        self.message.setGeometry(QRect(at, QSize(width, height)))

    # What is typed

    def _typed(self) -> None:
        wrong = self.wrong()
        set_flag(self, "wrong", bool(wrong))
        self.setAccessibleDescription(wrong)
        self.message.setText(wrong)
        self.message.setVisible(bool(wrong))
        self.message.raise_()
        self._lay()

    def wrong(self) -> str:
        """What is wrong with the text; empty if nothing is."""
        return self.subject.check(self.text())

    # How it ends

    def finish(self, keep: bool) -> None:
        """Ends the typing; takes the text over if it is to be kept and is right."""
        if self._done or not shiboken6.isValid(self._canvas):  # the window goes, with us in it
            return
        self._done = True
        text = self.text()
        keep = keep and text != self.subject.text and not self.wrong()
        if self.hasFocus():  # before it is hidden, which would lead on to the next widget
            self._canvas.setFocus()
        self.hide()
        self.message.hide()
        self.message.deleteLater()
        self.deleteLater()
        self.closed.emit()
        if keep:
            self.accepted.emit(text)

    def _go_on(self, by: int) -> None:
        if not self.wrong():
            self.finish(True)
            self.left.emit(by)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.finish(False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.wrong():
                self.selectAll()
            else:
                self.finish(True)
        else:
            super().keyPressEvent(event)
        event.accept()  # none of the keys is meant for the canvas below

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not self._done:
            self._go_on(1 if forward else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.finish(True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._opened.elapsed() < QApplication.doubleClickInterval():
            self.double_clicked.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._offer(event)
            return True
        return super().event(event)

    def _offer(self, event: QKeyEvent) -> None:
        """Leaves a key that the line knows nothing of to the command of the window that has it,
        with the text taken over first: Ctrl+T goes on in the table. A wrong text stays."""
        event.ignore()
        super().event(event)
        own = event.isAccepted() or event.key() in _OWN_KEYS or not self._is_command(event)
        if own or self.wrong():
            event.accept()
            return
        self.finish(True)
        event.ignore()

    def _is_command(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        actions = self._canvas.window().actions()
        return any(action.isEnabled() and pressed in action.shortcuts() for action in actions)

