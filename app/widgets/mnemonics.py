"""Keys within menus and dialogs: a letter of each entry, which Alt or the open menu takes.

They are given out when a menu or dialog opens, so that no two in it clash, whatever is in it at
that time and in whatever language. A text without Latin letters has its key behind it: `打开(O)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import ascii_uppercase, digits

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QMenu, QWidget

SPARE = ascii_uppercase + digits
PLAIN, MARKED = "textWithoutKey", "textWithKey"


def plain(item: QAction | QAbstractButton | QLabel) -> str:
    """The text of an entry, a button or a caption without its key."""
    text = item.text()
    if text == item.property(MARKED):
        return str(item.property(PLAIN))
    return re.sub(r"\(&[A-Z]\)|(?<!&)&(?!&)", "", text)  # a key that Qt or its words gave


def _mark(items: Sequence[QAction | QAbstractButton | QLabel]) -> None:
    texts = [plain(item) for item in items]
    seeds = [item.objectName().rpartition(".")[2] for item in items]
    for item, text, key in zip(items, texts, marked(texts, seeds), strict=True):
        item.setProperty(PLAIN, text)
        item.setProperty(MARKED, key)
        item.setText(key)


def marked(texts: Sequence[str], seeds: Iterable[str] = ()) -> list[str]:
    """The texts with keys, no two alike; empty ones get none.

    seeds: English words in the same order, of which a text without Latin letters takes its key.
    """
    hints = [*seeds, *[""] * len(texts)]
    taken: set[str] = set()
    result = []
    for text, hint in zip(texts, hints, strict=False):
        key = next((k for k in _wanted(text, hint) if k not in taken), "") if text else ""
        taken.add(key)
        result.append(_with_key(text, key) if key else text)
    return result


def _wanted(text: str, hint: str) -> Iterable[str]:
    """Keys in the order of how well they fit: beginnings of words, any letter, any at all."""
    source = text if _has_latin(text) else hint
    words = re.findall(r"[A-Za-z0-9]+", source)
    yield from (word[0].upper() for word in words)
    yield from (letter.upper() for word in words for letter in word[1:])
    yield from SPARE


def _has_latin(text: str) -> bool:
    # a name of PyTorch's within Chinese words is no word to look for a key in
    return not re.search("[\u2e80-\u9fff]", text)


def _with_key(text: str, key: str) -> str:
    if _has_latin(text):
        for pattern in (rf"\b{key}", key):
            found = re.search(pattern, text, re.IGNORECASE | re.ASCII)
            if found:
                return f"{text[: found.start()]}&{text[found.start() :]}"
    body = text.removesuffix("…")
    return f"{body}(&{key}){text[len(body) :]}"


def mark_menu(menu: QMenu) -> None:
    """Gives the entries of a menu their keys."""
    _mark([action for action in menu.actions() if not action.isSeparator()])


def keep_marked(menu: QMenu) -> None:
    """Gives the entries keys whenever the menu opens."""
    menu.aboutToShow.connect(lambda: mark_menu(menu))


def mark_dialog(dialog: QDialog) -> None:
    """Gives buttons, boxes to tick and captions of a dialog their keys."""
    found: list[QAbstractButton | QLabel] = [
        widget
        for widget in dialog.findChildren(QWidget)
        if isinstance(widget, QAbstractButton)
        or (isinstance(widget, QLabel) and widget.buddy() is not None)
    ]
    _mark([widget for widget in found if widget.isVisibleTo(dialog) and widget.text()])
