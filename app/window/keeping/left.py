"""What crashes and faults have left: journals that nobody writes any more, and copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import IO, NamedTuple

from app.window.crash import is_ours_or_left, kept_files, recovery_folder
from autograd_core.graph import files, journal
from autograd_core.graph.document import Document
from autograd_core.graph.files import FileProblem
from autograd_core.graph.layout import unpiled
from autograd_core.graph.locking import lock
from autograd_core.graph.stamps import Stamp, as_it_is


class Since(Enum):
    """What has become of the file of some work since the work was done on it."""

    SAME = auto()
    CHANGED = auto()
    GONE = auto()


class Work(NamedTuple):
    """Work that was not saved. `source` is the journal or copy that it was read from, `path` the
    file that it is of (None: of none), `when` the time of its last edit (seconds since 1970), and
    `stamp` how the file was when it was known last (None: not known)."""

    source: Path
    document: Document
    path: Path | None
    title: str
    when: float
    stamp: Stamp | None = None

    @property
    def name(self) -> str:
        return self.title if self.path is None else self.path.name

    def since(self) -> Since:
        """What has become of its file."""
        if self.path is None:
            return Since.SAME
        try:
            if self.stamp is None:
                is_same = self.path.stat().st_mtime <= self.when
            else:
                is_same = as_it_is(self.path, self.stamp) is not None
        except FileNotFoundError:
            return Since.GONE
        except OSError:
            return Since.SAME  # what cannot be looked at is told of when it is written
        return Since.SAME if is_same else Since.CHANGED

    def discard(self) -> None:
        """Removes it for good."""
        with suppress(OSError):
            self.source.unlink(missing_ok=True)


def left_work(folder: Path | None = None) -> list[Work]:
    """All that was left, the newest first. What its file has already, or what can be read no
    more as nothing was written of it, goes."""
    folder = recovery_folder() if folder is None else folder
    found = [*_from_journals(folder), *_from_copies()]
    return sorted(found, key=lambda work: work.when, reverse=True)


def _from_journals(folder: Path) -> Iterator[Work]:
    for path in journal.abandoned(folder):
        try:
            left = journal.recover(path)
            if left is None:
                _drop_if_torn(path)
                continue
        except OSError:
            continue
        work = Work(path, *left)
        if _is_saved(work):
            work.discard()
        else:
            yield work


def _from_copies() -> Iterator[Work]:
    for path in filter(is_ours_or_left, kept_files()):
        with suppress(OSError, FileProblem):
            yield Work(path, files.load(path), None, "", path.stat().st_mtime)


def _drop_if_torn(path: Path) -> None:
    """Removes a journal whose document was never written whole."""
    with suppress(OSError):
        with path.open("rb") as file:
            lines = sum(1 for _, line in zip(range(2), file, strict=False) if line.endswith(b"\n"))
        if lines < 2:
            path.unlink()


def _is_saved(work: Work) -> bool:
    """Whether there is nothing in it that would be lost."""
    if work.path is None:
        return not work.document.nodes and not work.document.frames
    try:
        return unpiled(files.load(work.path)) == unpiled(work.document)
    except FileProblem:
        return False


class Claim:
    """Holds journals while somebody is asked about them, so that no other program offers them."""

    def __init__(self) -> None:
        self._held: list[IO[bytes]] = []

    def take(self, work: Work) -> bool:
        """Whether it is ours now; copies, which no one locks, always are."""
        try:
            file = work.source.open("rb+")
        except OSError:
            return False
        if work.source.suffix == journal.SUFFIX and not lock(file):
            file.close()
            return False
        self._held.append(file)
        return True

    def release(self) -> None:
        for file in self._held:
            file.close()
        self._held.clear()
