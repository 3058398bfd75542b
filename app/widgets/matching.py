"""How well a typed text fits a name: for the palette of operations and that of commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

NO_MATCH = 1_000_000
FAR_FETCHED = 1_000
"""From here on a match is shown only where there is no better one."""


def rank(query: str, fields: Sequence[str], prose: Sequence[str] = ()) -> int:
    """How badly the query fits, 0 best; `NO_MATCH` where it does not.

    `fields` are names, the more important first: the whole name beats a beginning, a beginning
    that of a later word, that any part, that letters in this order. `prose` counts only where
    all words of the query begin one of its words.
    """
    wanted = query.casefold().split()
    if not wanted:
        return 0
    whole = " ".join(wanted)
    best = NO_MATCH
    for place, field in enumerate(fields):
        text = field.casefold()
        found = _rank_in(whole, text)
        if found is not None:
            best = min(best, found * 100 + place * 10 + min(len(text), 90) // 10)
    if best == NO_MATCH and len(whole) > 1:
        words = [word for text in (*fields, *prose) for word in _words(text.casefold())]
        if all(any(word.startswith(part) for word in words) for part in wanted):
            best = 900
    return best


def _rank_in(query: str, text: str) -> int | None:
    if text == query:
        return 0
    if text.startswith(query):
        return 1
    if any(word.startswith(query) for word in _words(text)):
        return 2
    if query in text:
        return 3
    # Letters in order say something only if they start where the name does.
    if len(query) > 1 and text[:1] == query[:1] and _in_order(query, text):
        return 10
    return None


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def _in_order(letters: Iterable[str], text: str) -> bool:
    rest = iter(text)
    return all(letter == " " or letter in rest for letter in letters)


def best_first(found: Iterable[tuple[int, T]]) -> list[T]:
    """What matches, by rank; equals stay in their order."""
    kept = [pair for pair in found if pair[0] < NO_MATCH]
    if any(rank < FAR_FETCHED for rank, _ in kept):
        kept = [pair for pair in kept if pair[0] < FAR_FETCHED]
    return [item for _, item in sorted(kept, key=lambda pair: pair[0])]
