"""What keys do to code: indenting, comments, new lines. Each is one step of the text's own undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtGui import QTextBlock, QTextCursor

INDENT = "    "
_ENDS = re.compile(r"(return|pass|break|continue|raise)\b")
_REMARK = re.compile(r"( *)#( ?)")


def new_line(cursor: QTextCursor) -> None:
    """Breaks the line; the new one is as far in as the code wants it."""
    cursor.insertText("\n" + indent_after(_line_of(cursor, cursor.selectionStart())))


def _line_of(cursor: QTextCursor, position: int) -> str:
    block = cursor.document().findBlock(position)
    return block.text()[: position - block.position()]


def indent_after(line: str) -> str:
    """The indentation of what follows a line."""
    own = line[: _indentation(line)]
    code = line.split("#", 1)[0].rstrip() if "#" in line and '"' not in line else line.rstrip()
    if code.endswith(":"):
        return own + INDENT
    if _ENDS.match(code.lstrip()):
        return own.removesuffix(INDENT)
    return own


def indent(cursor: QTextCursor) -> None:
    """Moves the chosen lines to the right, or goes on to the next column."""
    if not _spans_lines(cursor):
        column = len(_line_of(cursor, cursor.selectionStart()))
        cursor.insertText(" " * (len(INDENT) - column % len(INDENT)))
        return
    _each_line(cursor, lambda line: INDENT + line if line.strip() else line)


def dedent(cursor: QTextCursor) -> None:
    """Moves the chosen lines to the left."""
    _each_line(cursor, lambda line: line[min(len(INDENT), _indentation(line)) :])


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def comment(cursor: QTextCursor) -> None:
    """Makes the chosen lines remarks; lines that are, all of them, code again."""
    lines = [block.text() for block in _blocks(cursor) if block.text().strip()]
    if lines and all(_REMARK.match(line) for line in lines):
        _each_line(cursor, lambda line: _REMARK.sub(r"\1", line, count=1))
        return
    left = min(map(_indentation, lines), default=0)
    _each_line(cursor, lambda line: f"{line[:left]}# {line[left:]}" if line.strip() else line)


def backspace(cursor: QTextCursor) -> bool:
    """Takes a whole indentation away, where the caret stands behind nothing else; whether it
    does."""
    before = _line_of(cursor, cursor.position())
    if cursor.hasSelection() or not before or before.strip(" "):
        return False
    cursor.movePosition(
        QTextCursor.MoveOperation.Left,
        QTextCursor.MoveMode.KeepAnchor,
        (len(before) - 1) % len(INDENT) + 1,
    )
    cursor.removeSelectedText()
    return True


def home(cursor: QTextCursor, mode: QTextCursor.MoveMode) -> None:
    """To the first letter of the line, and from there to its start."""
    block = cursor.block()
    text = block.text()
    first = block.position() + _indentation(text)
    cursor.setPosition(block.position() if cursor.position() == first else first, mode)


def _spans_lines(cursor: QTextCursor) -> bool:
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart()).blockNumber()
    return first != document.findBlock(cursor.selectionEnd()).blockNumber()


def _blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """The chosen lines; not one in which only the end of the selection stands."""
    document = cursor.document()
    block, last = document.findBlock(cursor.selectionStart()), cursor.selectionEnd()
    yield block
    block = block.next()
    while block.isValid() and block.position() < last:
        yield block
        block = block.next()


def _each_line(cursor: QTextCursor, change: Callable[[str], str]) -> None:
    """Changes the start of each chosen line: what stays keeps the caret."""
    cursor.beginEditBlock()
    for block in list(_blocks(cursor)):
        old = block.text()
        new = change(old)
        if new == old:
            continue
        back = 0
        while back < min(len(old), len(new)) and old[-1 - back] == new[-1 - back]:
            back += 1
        edit = QTextCursor(block)
        edit.movePosition(
            QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(old) - back
        )
        edit.insertText(new[: len(new) - back])
    cursor.endEditBlock()
