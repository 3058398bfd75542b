"""The script as one types in it: keys, its own undo, and where that ends and the document's begins.

What was typed since the caret came is undone letter by letter here; beyond that, undo and redo are
those of the document, and the text follows it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from app.panels.code import keys
from app.panels.code.view import ScriptView

_KEYS = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier
_TAKEN = {
    (_KEYS.Key_F, _CONTROL), (_KEYS.Key_Slash, _CONTROL), (_KEYS.Key_Return, _CONTROL),
    (_KEYS.Key_Enter, _CONTROL), (_KEYS.Key_Escape, Qt.KeyboardModifier.NoModifier),
    (_KEYS.Key_F3, Qt.KeyboardModifier.NoModifier),
    (_KEYS.Key_F3, Qt.KeyboardModifier.ShiftModifier),
}  # fmt: skip
"""Keys that are the editor's while the caret is in it, whatever commands have them."""
_LEAVING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason)  # fmt: skip


class CodeEditor(ScriptView):
    """Lines of Python that can be edited, unless it is read-only.

    Signals:
        typed: somebody has changed the text.
        left(taken): the caret has gone elsewhere in the window; whether it was taken away.
        lines_chosen(list): somebody has gone to these lines.
        line_opened(int): somebody wants to see what this line is about.
        find_wanted, apply_wanted, escaped: what keys ask for.
        again_wanted(bool): the next place of what is sought, or the one before.
        undo_wanted, redo_wanted: there is nothing more to undo or redo here.
    """

    typed = Signal()
    left = Signal(bool)
    find_wanted = Signal()
    again_wanted = Signal(bool)
    apply_wanted = Signal()
    escaped = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # files are the window's
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * len(keys.INDENT))
        self.textChanged.connect(self._changed_text)

    # What is typed

    def _changed_text(self) -> None:
        if not self._quiet:
            self.at_work = self.hasFocus()
            self.colour_changed()
            self.typed.emit()

    def show_lines(self, lines: list[str]) -> None:
        before = self.document().revision()
        super().show_lines(lines)
        if self.document().revision() != before:
            self.forget()

    def put_back(self, lines: list[str]) -> None:
        """Shows other lines in a way that undo takes back."""
        super().show_lines(lines)

    def forget(self) -> None:
        """Ends what undo can take back here."""
        self.document().clearUndoRedoStacks()

    def editable(self, on: bool) -> None:
        """Whether one may type."""
        if self.isReadOnly() == on:
            self.setReadOnly(not on)
            if not on:
                self.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse
                    | Qt.TextInteractionFlag.TextSelectableByKeyboard
                )
        self._set_leaving(not on)

    def undo_here(self) -> None:
        """Undoes what was typed, else asks for the undo of the document."""
        if self.document().isUndoAvailable():
            self.undo()
        else:
            self.undo_wanted.emit()

    def redo_here(self) -> None:
        """Redoes what was typed, else asks for the redo of the document."""
        if self.document().isRedoAvailable():
            self.redo()
        else:
            self.redo_wanted.emit()

    def comment(self) -> None:
        """Makes the chosen lines remarks, or code again."""
        if not self.isReadOnly():
            keys.comment(self.textCursor())

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if (event.key(), modifiers) in _TAKEN:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (_KEYS.Key_Tab, _KEYS.Key_Backtab, _KEYS.Key_Shift):
            self._set_leaving(self.isReadOnly())
        if not (self._asked(event) or self._moved(event) or self._edited(event)):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.key() == _KEYS.Key_Escape:
            self._set_leaving(True)

    def _asked(self, event: QKeyEvent) -> bool:
        """What is asked of others."""
        key, control = event.key(), event.modifiers() & _CONTROL
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_here()
        elif event.matches(QKeySequence.StandardKey.Redo) or (control and key == _KEYS.Key_Y):
            self.redo_here()
        elif control and key == _KEYS.Key_F:
            self.find_wanted.emit()
        elif key == _KEYS.Key_F3:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.again_wanted.emit(not shift)
        elif control and key in (_KEYS.Key_Return, _KEYS.Key_Enter):
            self.apply_wanted.emit()
        elif key == _KEYS.Key_Escape:
            self.escaped.emit()
        elif self.isReadOnly() and key in (_KEYS.Key_Return, _KEYS.Key_Enter):
            self.line_opened.emit(self.textCursor().blockNumber())
        else:
            return False
        return True

    def _moved(self, event: QKeyEvent) -> bool:
        """Moves of the caret that code has of its own."""
        if event.key() != _KEYS.Key_Home or event.modifiers() & _CONTROL:
            return False
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        modes = QTextCursor.MoveMode
        cursor = self.textCursor()
        keys.home(cursor, modes.KeepAnchor if shift else modes.MoveAnchor)
        self.setTextCursor(cursor)
        return True

    def _edited(self, event: QKeyEvent) -> bool:
        """Edits that code has of its own."""
        if self.isReadOnly():
            return False
        key, cursor = event.key(), self.textCursor()
        if event.modifiers() & _CONTROL:
            if key == _KEYS.Key_Slash:
                keys.comment(cursor)
            return key == _KEYS.Key_Slash
        if key in (_KEYS.Key_Return, _KEYS.Key_Enter):
            keys.new_line(cursor)
        elif key == _KEYS.Key_Tab:
            keys.indent(cursor)
        elif key == _KEYS.Key_Backtab:
            keys.dedent(cursor)
        elif key != _KEYS.Key_Backspace or not keys.backspace(cursor):
            return False
        self.ensureCursorVisible()
        return True

    def _set_leaving(self, on: bool) -> None:
        """Whether Tab goes on to the next part of the window: after Esc, until something else."""
        self.setTabChangesFocus(on)

    # Where one is

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _LEAVING:
            self._set_leaving(self.isReadOnly())
            self.at_work = False
            self.left.emit(event.reason() == Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() & _CONTROL and event.button() == Qt.MouseButton.LeftButton:
            self.line_opened.emit(self.line_at(round(event.position().y())))
            return
        super().mousePressEvent(event)

    def choose_again(self) -> None:
        """Tells once more of the lines that somebody is at, as what they are about has changed."""
        self._tell()
