"""Python in colours: which part of a line is what, by pygments, and how that looks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Literal

from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from app.theme import Scheme, Theme

Kind = Literal["keyword", "number", "text", "remark", "function"]

COLOURS: dict[Scheme, dict[Kind, QColor]] = {
    "light": {
        "keyword": QColor("#8f1f85"),
        "number": QColor("#1565c0"),
        "text": QColor("#2a6b2e"),
        "remark": QColor("#566070"),
        "function": QColor("#7d4700"),
    },
    "dark": {
        "keyword": QColor("#e596dc"),
        "number": QColor("#7cbcff"),
        "text": QColor("#93d08d"),
        "remark": QColor("#a9b2c0"),
        "function": QColor("#f0c674"),
    },
}


@lru_cache(maxsize=4096)
def parts(line: str) -> tuple[tuple[int, int, Kind], ...]:
    """Start, length and kind of what has a colour in a line of Python. Places are counted as Qt
    counts them, in units of UTF-16."""
    return tuple(_parts(line))


def _parts(line: str) -> Iterator[tuple[int, int, Kind]]:
    from pygments.lexers.python import PythonLexer  # on first use: it takes 50 ms
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    at = 0
    tokens = list(PythonLexer(stripnl=False, ensurenl=False).get_tokens(line))
    for (token, text), (_, after) in pairwise([*tokens, (None, "")]):
        size = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
        kind: Kind | None = None
        if token in Keyword or token is Operator.Word:
            kind = "keyword"
        elif token in Number:
            kind = "number"
        elif token in String:
            kind = "text"
        elif token in Comment:
            kind = "remark"
        elif token in Name and after.startswith("("):
            kind = "function"
        if kind is not None:
            yield at, size, kind
        at += size


def formats(line: str, theme: Theme) -> list[QTextLayout.FormatRange]:
    """How a line is to look."""
    found = []
    for start, length, kind in parts(line):
        each = QTextLayout.FormatRange()
        each.start, each.length = start, length
        look = QTextCharFormat()
        look.setForeground(COLOURS[theme.name][kind])
        look.setFontItalic(kind == "remark")
        each.format = look
        found.append(each)
    return found


def as_html(code: str, theme: Theme, most: int = 40) -> str:
    """Code as rich text, of no more than `most` lines."""
    lines = code.splitlines()
    written = [_line(line, theme) for line in lines[:most]]
    return "\n".join([*written, "…"] if len(lines) > most else written)


def _line(line: str, theme: Theme) -> str:
    found, at = [], 0
    for start, length, kind in parts(line):
        found.append(escape(line[at:start]))
        word = escape(line[start : start + length])
        found.append(f'<span style="color: {COLOURS[theme.name][kind].name()}">{word}</span>')
        at = start + length
    return "".join([*found, escape(line[at:])])
