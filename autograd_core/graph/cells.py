"""Cells of tables that come as text: from spreadsheets, from CSV files, from what others print."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

SEPARATORS = "\t;,"
NOTHING = frozenset({"", "nan", "na", "n/a", "#n/a", "null", "none", "-"})
"""What stands in a table where there is no number."""
INFINITE = frozenset({"inf", "infinity", "∞"})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_WITH_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_SURELY_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*|,\d{3})")
_PLAIN = b"0123456789.+-eE \t;,\r\n"


def plain(word: str) -> str:
    """A number as Python writes it, nan where there is none; empty for anything else."""
    lower = word.lower()
    sign, bare = ("-", lower[1:]) if lower.startswith("-") else ("", lower.removeprefix("+"))
    if bare in INFINITE:
        return f"{sign}inf"
    if lower in NOTHING:
        return "nan"
    if not _NUMBER.fullmatch(word):
        return ""
    return f"{sign}{int(bare)}" if bare.isdecimal() and len(bare) < 4000 else f"{sign}{bare}"


def is_number(word: str) -> bool:
    """Whether a word is a number, and not what stands for none."""
    return bool(plain(word)) and word.lower() not in NOTHING


def is_name(word: str) -> bool:
    """Whether this may be what a row is called, and is no number that is written otherwise."""
    return bool(word) and not plain(word) and not word.lstrip("+-.,")[:1].isdigit()


def split(text: str) -> list[list[str]]:
    """The words of a text in rows: between tabs, semicolons or commas, else between spaces, with
    or without quotes. Decimal commas become points, and what groups thousands goes.

    Raises:
        ValueError: quotes that nothing closes, or a field beyond all measure.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    separator = separator_of(lines)
    if not separator:
        return [line.split() for line in lines]
    try:
        rows = [[w.strip() for w in row] for row in csv.reader(lines, delimiter=separator)]
    except csv.Error as error:
        raise ValueError(str(error)) from None
    if "," not in text or (separator == "," and '"' not in text):
        return rows
    words = [word for row in rows for word in row]
    grouped = any(map(_SURELY_GROUPED.fullmatch, words))
    return [[_pointed(word, grouped) for word in row] for row in rows]


def separator_of(lines: Sequence[str]) -> str:
    """What stands between the cells of all lines, or of some; empty where that are spaces."""
    everywhere = [s for s in SEPARATORS if all(s in line for line in lines)]
    return next(iter([*everywhere, *(s for s in SEPARATORS if any(s in x for x in lines))]), "")


def _pointed(word: str, grouped: bool) -> str:
    """A number as Python writes it. Its comma is a decimal one, unless a number of the table has
    commas that can only group its thousands."""
    if grouped:
        return word.replace(",", "") if _GROUPED.fullmatch(word) else word
    return word.replace(".", "").replace(",", ".") if _WITH_COMMA.fullmatch(word) else word


def plain_numbers(text: str) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """The matrix of a large table that is numbers and nothing else, all rows as long, read fifty
    times as fast as `split`; None for any other text. Another thread can go on at each row."""
    if not text.isascii() or text.encode().translate(None, _PLAIN):
        return None
    lines = [line for line in text.splitlines() if line and not line.isspace()]
    if not lines:
        return None
    separator = separator_of(lines[:1]) or None
    columns = len(lines[0].split(separator))
    found = np.empty((len(lines), columns))
    try:
        for row, line in zip(found, lines, strict=True):
            words = line.split(separator)
            if len(words) != columns:
                return None
            row[:] = list(map(float, words))
    except ValueError:
        return None
    return found
