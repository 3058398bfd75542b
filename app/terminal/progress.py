"""How far something is, on standard error: only on a terminal, and only if it takes long."""

from __future__ import annotations

import sys
import time

from autograd_core.graph.gate import Gate

PATIENCE = 1.5
"""Seconds after which it is told."""
BAR = 30
BEAT = 0.1


class Progress:
    """One line that is written over and over, and taken away at the end."""

    def __init__(self, quiet: bool = False) -> None:
        self._started = self._told = time.monotonic()
        self._shows = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def share(self, what: str, done: float) -> None:
        """Tells what is going on, and what share of it is done."""
        if self._due():
            full = round(BAR * min(done, 1.0))
            self._tell(f"{what:<18} {'█' * full}{'░' * (BAR - full)} {done:4.0%}")

    def busy(self, what: str) -> None:
        """Tells what is going on, where nobody knows how long it takes."""
        if self._due():
            self._tell(f"{what}, {time.monotonic() - self._started:.0f} s")

    def clear(self) -> None:
        """Takes the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False

    def _due(self) -> bool:
        if not self._shows:
            return False
        now = time.monotonic()
        return now - self._started >= PATIENCE and now - self._told >= BEAT

    def _tell(self, line: str) -> None:
        self._told, self._shown = time.monotonic(), True
        encoding = sys.stderr.encoding or "ascii"
        line = line.replace("█", "#").replace("░", ".") if not _writes(encoding) else line
        print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)


def _writes(encoding: str) -> bool:
    try:
        "█░".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


class TellingGate(Gate):
    """A gate that says that it is passed."""

    def __init__(self, progress: Progress, what: str) -> None:
        super().__init__()
        self._progress, self._what = progress, what

    def pass_through(self) -> None:
        self._progress.busy(self._what)
        super().pass_through()
