"""Fonts of the cards, and texts made to fit: elided, wrapped, or with fewer digits.

Fonts are sized in canvas units and not hinted, so that a text has the same width at every zoom.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

TITLE, SMALL, NUMBER, TINY_NUMBER = "title", "small", "number", "tiny number"
_PIECE = re.compile(r" ?(?:[\u2e80-\u9fff][\u3000-\u303f\uff00-\uff65]*|[^ \u2e80-\u9fff]+)")
"""What stays on one line: a word, or a Chinese character with the punctuation after it."""
_SIZES = {TITLE: 13, SMALL: 11, NUMBER: 12, TINY_NUMBER: 10}


@lru_cache(maxsize=16)
def font(role: str, italic: bool = False) -> QFont:
    """The font for a role."""
    if role in (NUMBER, TINY_NUMBER):
        found = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        found.setStyleHint(QFont.StyleHint.Monospace)
    else:
        found = QFont(QGuiApplication.font())
    found.setPixelSize(_SIZES[role])
    found.setBold(role == TITLE)
    # Chinese has no italics: slanted by force it is hard to read
    chinese = QLocale().language() == QLocale.Language.Chinese
    found.setItalic(italic and (role != SMALL or not chinese))
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return found


@lru_cache(maxsize=16)
def metrics_of(role: str) -> QFontMetricsF:
    return QFontMetricsF(font(role))


@lru_cache(maxsize=4096)
def width(role: str, text: str) -> float:
    """The width of a text in canvas units."""
    return metrics_of(role).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def elided(role: str, text: str, room: float) -> str:
    """The text, with … at its end where it is too long."""
    if width(role, text) <= room:
        return text
    return metrics_of(role).elidedText(text, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=8)
def baseline(role: str, line: float) -> float:
    """How far below the top of a line of that height its text stands."""
    found = metrics_of(role)
    return (line + found.ascent() - found.descent()) / 2


@lru_cache(maxsize=512)
def wrapped(role: str, text: str, room: float, lines: int) -> tuple[str, ...]:
    """The text broken between words into at most so many lines, the last one elided."""
    found: list[str] = []
    rest = _PIECE.findall(" ".join(text.split()))
    while rest:
        if len(found) == lines - 1:
            found.append(elided(role, "".join(rest).strip(), room))
            break
        taken = 1
        while taken < len(rest) and width(role, "".join(rest[: taken + 1]).strip()) <= room:
            taken += 1
        found.append(elided(role, "".join(rest[:taken]).strip(), room))
        rest = rest[taken:]
    return tuple(found)


def fewer_digits(number: str, characters: int) -> str:
    """A number in at most so many characters where its digits allow: `-1.234e-05` to `-1e-05`."""
    if len(number) <= characters:
        return number
    try:
        value = float(number)
    except ValueError:
        return number
    shorter = number
    for digits in (3, 2, 1):
        shorter = f"{value:.{digits}g}"
        if len(shorter) <= characters:
            break
    return shorter


def forget() -> None:
    """Drops what was measured: the application's font is another now."""
    for cache in (font, metrics_of, width, elided, baseline, wrapped):
        cache.cache_clear()
