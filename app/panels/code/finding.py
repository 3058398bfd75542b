"""Finding text in the code: a row above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.panels.code.view import ScriptView
from app.widgets.fields import set_flag
from app.widgets.icons import icon


class FindRow(QWidget):
    """A field and how many there are. Hidden until it is asked for; Enter and F3 go on, with Shift
    back, Esc closes.

    Signals:
        closed: the caret belongs in the text again.
    """

    closed = Signal()

    def __init__(self, view: ScriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeFind")
        self._view = view
        self.field = QLineEdit()
        self.field.setObjectName("codeFindField")
        self.field.setPlaceholderText(self.tr("Find in the code"))
        self.field.setAccessibleName(self.tr("Find in the code"))
        self.field.textEdited.connect(lambda _: self._search(again=False))
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("muted", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for name, text, forward in (
            ("up", self.tr("Previous"), False), ("down", self.tr("Next"), True)
        ):  # fmt: skip
            button = self._button(name, text)
            button.clicked.connect(lambda _=False, on=forward: self.go_on(on))
            row.addWidget(button)
        close = self._button("close", self.tr("Close"))
        close.clicked.connect(self.close_row)
        row.addWidget(close)
        self.hide()

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def open(self) -> None:
        """Asks what to find: what is chosen in the text, if that is a part of a line."""
        chosen = self._view.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._tell()

    def close_row(self) -> None:
        self.hide()
        self.closed.emit()

    def go_on(self, forward: bool = True) -> None:
        """To the next place, or the one before; round the end of the text."""
        self._search(again=True, forward=forward)

    def _search(self, again: bool, forward: bool = True) -> None:
        text, document = self.field.text(), self._view.document()
        cursor = self._view.textCursor()
        if not again:
            cursor.setPosition(cursor.selectionStart())
        flags = QTextDocument.FindFlag(0)
        if not forward:
            flags = QTextDocument.FindFlag.FindBackward
        found = document.find(text, cursor, flags) if text else QTextCursor()
        if text and found.isNull():
            end = QTextCursor(document)
            if not forward:
                end.movePosition(QTextCursor.MoveOperation.End)
            found = document.find(text, end, flags)
        if not found.isNull():
            self._view.setTextCursor(found)
        self._tell()

    def _tell(self) -> None:
        """How many there are, and which of them one is at."""
        text = self.field.text().lower()
        whole = self._view.toPlainText().lower()
        total = whole.count(text) if text else 0
        start = self._view.textCursor().selectionStart()
        at = whole[: start + len(text)].count(text) if total else 0
        self.count.setText(f"{at} / {total}" if text else "")
        set_flag(self.field, "wrong", bool(text) and not total)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        keys = Qt.Key
        if event.key() not in (keys.Key_Return, keys.Key_Enter, keys.Key_F3, keys.Key_Escape):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.key() == keys.Key_Escape:
            self.close_row()
        else:
            self.go_on(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return True
