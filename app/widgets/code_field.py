"""A text of Python that is written in place: coloured, indented, checked as it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.playback.colouring import COLOURS, parts
from app.widgets.fields import code_points, set_flag, wrapped
from app.widgets.look import fixed_font

Check = Callable[[str], tuple[int, str] | None]
"""The line (from 1) at which a text is wrong, and why; None where it is right."""
INDENT = "    "
FEWEST, MOST = 6, 26
"""Lines that it is high."""
PAUSE = 250
"""Milliseconds without a key after which what was typed is checked."""
_QUOTES = ('"""', "'''")


class Highlighter(QSyntaxHighlighter):
    """Colours of Python; a text in three quotes may go on over lines."""

    def highlightBlock(self, text: str) -> None:
        colours = COLOURS[theme.current().name]
        inside, start = self.previousBlockState(), 0
        self.setCurrentBlockState(-1)
        if inside >= 0:
            end = text.find(_QUOTES[inside])
            start = len(text) if end < 0 else end + 3
            self.setFormat(0, start, colours["text"])
            if end < 0:
                self.setCurrentBlockState(inside)
                return
        for at, length, kind in parts(text[start:]):
            self.setFormat(start + at, length, colours[kind])
        for which, quote in enumerate(_QUOTES):
            if text[start:].count(quote) % 2:
                at = text.rfind(quote)
                self.setFormat(at, len(text) - at, colours["text"])
                self.setCurrentBlockState(which)


class Editor(QPlainTextEdit):
    """The text itself. Tab indents, Enter keeps the indentation, Ctrl+Enter and leaving take it."""

    left = Signal()
    taken = Signal()
    given_up = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(fixed_font(code_points(self)))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.highlighter = Highlighter(self.document())
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        rows = min(max(self.blockCount(), FEWEST), MOST)
        bar = self.horizontalScrollBar().sizeHint().height()
        height = rows * QFontMetrics(self.font()).lineSpacing() + 22 + bar
        if self.height() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.document().isModified():
                event.accept()
                return True
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            redoes = event.matches(QKeySequence.StandardKey.Redo)
            document = self.document()
            if (undoes and not document.isUndoAvailable()) or (
                redoes and not document.isRedoAvailable()
            ):
                event.ignore()  # the graph's own
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                self.taken.emit()
            else:
                self.textCursor().insertText("\n" + self._indentation())
                self.ensureCursorVisible()
            return
        if event.key() == Qt.Key.Key_Tab and not control:
            self._indent(True)
            return
        if event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _indentation(self) -> str:
        line = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
        spaces = line[: len(line) - len(line.lstrip())]
        return spaces + (INDENT if line.rstrip().endswith(":") else "")

    def _indent(self, deeper: bool) -> None:
        """Indents the line, or all that are selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.insertText(INDENT if deeper else "")
            return
        text: QTextDocument = self.document()
        first = text.findBlock(cursor.selectionStart())
        last = text.findBlock(max(cursor.selectionEnd() - 1, cursor.selectionStart()))
        cursor.beginEditBlock()
        for number in range(first.blockNumber(), last.blockNumber() + 1):
            QTextCursor(text.findBlockByNumber(number)).insertText(INDENT)
        cursor.endEditBlock()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def mark(self, line: int | None, colour: QColor) -> None:
        """Marks the line (from 1) that is wrong."""
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().findBlockByNumber((line or 0) - 1)
        if line is not None and block.isValid():
            each = QTextEdit.ExtraSelection()
            each.cursor = QTextCursor(block)
            each.format.setBackground(colour)
            each.format.setProperty(
                QTextFormat.Property.FullWidthSelection, True
            )
            marks.append(each)
        self.setExtraSelections(marks)


class CodeField(QWidget):
    """The editor, what is wrong with its text, and a button that takes it.

    Signals:
        accepted(text): a text that is right is to be taken.
        refused(text): one that is wrong was typed; it stays.
    """

    accepted = Signal(str)
    refused = Signal(str)

    def __init__(self, name: str, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self._committed = ""
        self.edit = Editor(name)
        self.message = wrapped()
        self.message.setProperty("wrong", True)
        self.message.hide()
        self.apply = QPushButton(self.tr("Apply"))
        self.apply.setToolTip("Ctrl+Enter")
        self.undo = QPushButton(self.tr("Discard"))
        self.hint = QLabel()
        self.hint.setProperty("muted", True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.undo)
        buttons.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        # above, where it is in sight however long the text is
        layout.addWidget(self.message)
        layout.addWidget(self.edit)
        layout.addLayout(buttons)
        self.setFocusProxy(self.edit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self.edit.textChanged.connect(self._typed)
        self.edit.taken.connect(self._take)
        self.edit.left.connect(self._take)
        self.edit.given_up.connect(self._discard)
        self.apply.clicked.connect(self._take)
        self.undo.clicked.connect(self._discard)
        theme.switch().changed.connect(self._dress)
        self._show_state()

    def _dress(self) -> None:
        self.edit.highlighter.rehighlight()
        self._look()

    @property
    def is_changed(self) -> bool:
        """Whether something stands there that is not in force."""
        return self.edit.toPlainText().rstrip() != self._committed.rstrip()

    @property
    def is_wrong(self) -> bool:
        """Whether that cannot be taken."""
        return not self.message.isHidden()

    def show_text(self, text: str, draft: str | None = None) -> None:
        """Shows the text in force, or a draft of it; what is typed stays as long as the text in
        force stays what it was."""
        if draft is None and self.is_changed and text == self._committed:
            return
        self._committed = text
        shown = text if draft is None else draft
        if shown.rstrip() != self.edit.toPlainText().rstrip():
            at = self.edit.textCursor().position()
            self.edit.setPlainText(shown.rstrip("\n"))
            cursor = self.edit.textCursor()
            cursor.setPosition(min(at, len(self.edit.toPlainText())))
            self.edit.setTextCursor(cursor)
        self.edit.document().setModified(draft is not None)
        self._look()

    def _typed(self) -> None:
        self._show_state()
        self._pause.start()

    def _look(self) -> None:
        """Says what is wrong."""
        found = self._check(self.edit.toPlainText()) if self.is_changed else None
        wrong = "" if found is None else found[1]
        text = self.tr("Line {line}: {reason}")
        self.message.setText(text.format(line=found[0], reason=wrong) if found else "")
        self.message.setVisible(found is not None)
        ground = QColor(theme.current().error)
        ground.setAlpha(60)
        self.edit.mark(None if found is None else found[0], ground)
        self.edit.setAccessibleDescription(self.message.text())
        set_flag(self.edit, "wrong", found is not None)
        self._show_state()
        if found is not None:
            self.refused.emit(self.edit.toPlainText())

    def _show_state(self) -> None:
        changed = self.is_changed
        self.apply.setVisible(changed)
        self.undo.setVisible(changed)
        self.apply.setEnabled(changed and not self.is_wrong)
        self.hint.setText(self.tr("Not applied yet"))
        self.hint.setVisible(changed)

    def _take(self) -> None:
        self._pause.stop()
        if not self.is_changed:
            return
        self._look()
        if not self.is_wrong:
            text = self.edit.toPlainText().rstrip() + "\n"
            self._committed = text
            self.edit.document().setModified(False)
            self._show_state()
            self.accepted.emit(text)

    def _discard(self) -> None:
        self._pause.stop()
        self.edit.setPlainText(self._committed.rstrip("\n"))
        self.edit.document().setModified(False)
        self._look()
