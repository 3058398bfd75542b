"""An entry of the table of explanations; see `explained.py`."""

from __future__ import annotations

from typing import NamedTuple


class Explanation(NamedTuple):
    """What is said of errors of a class whose words match the pattern, and what may help."""

    kind: type[Exception]
    pattern: str
    words: str
    fixes: tuple[str, ...] = ()
