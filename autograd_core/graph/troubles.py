"""What is wrong with a file: a list of troubles, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Trouble(NamedTuple):
    """One thing that is wrong with a file: where (a JSON path) and what."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


class FileProblem(Exception):
    """A file that cannot be read or written; `troubles` lists all that is wrong."""

    def __init__(self, path: Path | str, troubles: Iterable[Trouble]) -> None:
        self.path = path
        self.troubles = list(troubles)
        more = f" (and {len(self.troubles) - 1} more)" if len(self.troubles) > 1 else ""
        super().__init__(f"{path}: {self.troubles[0]}{more}")
