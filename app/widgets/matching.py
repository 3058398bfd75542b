"""How well a typed text fits a name: for the palette of operations and that of commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

NO_MATCH = 1_000_000
FAR_FETCHED = 1_000
"""From here on a match is shown only where there is no better one."""
WORDS = 600
"""Where all words are found, but not together in one name."""
MISTYPED_FROM = 4
"""Letters from which on a word may have one wrong: shorter ones would fit too much."""


def rank(
    query: str,
    fields: Sequence[str],
    prose: Sequence[str] = (),
    far_fetched: bool = True,
    places: Sequence[int] = (),
) -> int:
    """How badly the query fits, 0 best; `NO_MATCH` where it does not.

    `fields` are names, the more important first or as their `places` say, from 0: the whole name
    beats a beginning, a beginning that of a later word, that any part. Then follow queries whose
    words are all found, in any order, in names or `prose`; last, if `far_fetched`, names with
    these letters in this order, or with one wrong.
    """
    wanted = query.casefold().split()
    if not wanted:
        return 0
    whole = " ".join(wanted)
    names = [field.casefold() for field in fields]
    order = places or range(len(names))
    found = (
        _at(place, whole, text, far_fetched) for place, text in zip(order, names, strict=True)
    )
    best = min(found, default=NO_MATCH)
    if best >= FAR_FETCHED and (len(whole) > 1 or not whole.isascii()):
        best = min(best, _by_words(wanted, names, [text.casefold() for text in prose]))
    return best


def _at(place: int, query: str, text: str, far_fetched: bool) -> int:
    found = _rank_in(query, text)
    if found is None and far_fetched:
        found = _like(query, text)
    if found is None:
        return NO_MATCH
    return found * 100 + min(place, 9) * 10 + min(len(text), 90) // 10


def _rank_in(query: str, text: str) -> int | None:
    if text == query:
        return 0
    if text.startswith(query):
        return 1
    if any(word.startswith(query) for word in _words(text)):
        return 2
    if query in text:
        return 3
    return None


def _like(query: str, text: str) -> int | None:
    # Letters in order say something only if they start where the name does.
    if len(query) > 1 and text[:1] == query[:1] and _in_order(query, text):
        return 11
    if any(mistyped(query, word) for word in (text, *_words(text))):
        return 10
    return None


def _by_words(wanted: Sequence[str], names: Sequence[str], prose: Sequence[str]) -> int:
    """For words in any order: those of names count most, their beginnings less, prose least."""
    name_words = [word for text in names for word in _words(text)]
    prose_words = [word for text in prose for word in _words(text)]
    parts = words_of(" ".join(wanted))
    costs = [_cost(part, name_words, prose_words) for part in parts]
    found = [cost for cost in costs if cost is not None]
    return WORDS + 60 * sum(found) // len(found) if len(found) == len(costs) else NO_MATCH


def _cost(part: str, names: Sequence[str], prose: Sequence[str]) -> int | None:
    if part in names:
        return 0
    if any(word.startswith(part) for word in names):
        return 1
    # Chinese has no spaces: a word there may begin anywhere.
    inside = not part.isascii() or len(part) >= MISTYPED_FROM
    if inside and any(part in word for word in names):
        return 2
    if part in prose:
        return 4
    if any(word.startswith(part) for word in prose):
        return 5
    return 6 if inside and any(part in word for word in prose) else None


def words_of(query: str) -> list[str]:
    """The words to look for; what is no word, as `+`, stands as it is."""
    return [part for word in query.casefold().split() for part in _words(word) or [word]]


def mistyped(query: str, word: str) -> bool:
    """Whether one letter is wrong, missing, too many, or exchanged with its neighbour."""
    longer = max(len(query), len(word))
    if query == word or longer < MISTYPED_FROM or abs(len(query) - len(word)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(query, word, strict=False)) if a != b), None)
    if start is None:
        return True  # one of them goes on for one letter
    a, b = query[start:], word[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


@lru_cache(maxsize=1 << 15)
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
