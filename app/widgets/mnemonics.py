"""Keys within menus and dialogs: a letter of each entry, which Alt or the open menu takes.

They are given out when a menu or dialog opens, so that no two in it clash, whatever is in it at
that time and in whatever language. A text without Latin letters has its key behind it: `打开(O)`.
One with them takes one of them, or none where the others have them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import ascii_uppercase, digits

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QWidget,
)

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
    seeds = [_seed(item) for item in items]
    for item, text, key in zip(items, texts, marked(texts, seeds), strict=True):
        item.setProperty(PLAIN, text)
        item.setProperty(MARKED, key)
        item.setText(key)


def _seed(item: QAction | QAbstractButton | QLabel) -> str:
    """An English word for an entry: its name or, of a button of Qt's own, what it does."""
    if name := item.objectName().rpartition(".")[2]:
        return name
    box = item.parent()
    if isinstance(item, QAbstractButton) and isinstance(box, QDialogButtonBox):
        return box.standardButton(item).name or ""
    return ""


def marked(texts: Sequence[str], seeds: Iterable[str] = ()) -> list[str]:
    """The texts with keys, no two alike; empty ones get none.

    seeds: English words in the same order, of which a text without Latin letters takes its key;
        one that has no word either takes what the others leave.
    """
    hints = [*seeds, *[""] * len(texts)][: len(texts)]
    wishes = [list(_wanted(*pair)) for pair in zip(texts, hints, strict=True)]
    taken: dict[str, int] = {}
    for at in sorted(range(len(texts)), key=lambda at: not _source(texts[at], hints[at])):
        _give(at, wishes, taken, set())
    keys = {at: key for key, at in taken.items()}
    return [_with_key(text, keys[at]) if at in keys else text for at, text in enumerate(texts)]


def _give(at: int, wishes: Sequence[Sequence[str]], taken: dict[str, int], tried: set[str]) -> bool:
    """Gives a text a key that is free, or one whose text can do with another."""
    for key in wishes[at]:
        if key not in taken:
            taken[key] = at
            return True
    for key in wishes[at]:
        if key not in tried:
            tried.add(key)
            if _give(taken[key], wishes, taken, tried):
                taken[key] = at
                return True
    return False


def _wanted(text: str, hint: str) -> Iterable[str]:
    """Keys in the order of how well they fit: beginnings of words, any letter, and of a text that
    has no letters of its own any at all."""
    words = _source(text, hint)
    yield from (word[0].upper() for word in words)
    yield from (letter.upper() for word in words for letter in word[1:])
    if text and not (words and _has_latin(text)):
        yield from SPARE


def _source(text: str, hint: str) -> list[str]:
    """The words from which a key is taken."""
    return re.findall(r"[A-Za-z0-9]+", text if _has_latin(text) else hint)


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
