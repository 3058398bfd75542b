"""Whether a backward pass shall go on: whoever runs it in this thread is asked before each Node.

A pass is one call for Python, however long it takes; who lets strangers' code call it has to be
able to end it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["ASKED", "asking"]


class _Asked(threading.local):
    """Who is asked in this thread."""

    check: Callable[[], None] | None = None


ASKED = _Asked()


@contextmanager
def asking(check: Callable[[], None]) -> Iterator[None]:
    """Within it, ``check`` is called before each Node of a pass in this thread; what it raises ends
    the pass."""
    before, ASKED.check = ASKED.check, check
    try:
        yield
    finally:
        ASKED.check = before
