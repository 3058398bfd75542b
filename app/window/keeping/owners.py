"""Who has a file open: a lock for each open file, among the user's data.

The system lets a lock go when its program ends, in whatever way, so that a dead owner has none.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from autograd_core.graph.locking import is_free, lock


class Owner(NamedTuple):
    """A window that has a file open: its program's id (0: not known), and since when."""

    process: int
    since: float


class Owners:
    """The locks of one window: on one file at most."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: tuple[Path, IO[bytes]] | None = None

    def place(self, path: Path) -> Path:
        """Where the lock of a file is: one for all the names that lead to it."""
        name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
        return self.folder / f"{name}.open"

    def owner(self, path: Path) -> Owner | None:
        """Another window that has the file open; None if none has."""
        place = self.place(path)
        if self._holds(place) or not place.exists() or is_free(place):
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(place.read_bytes())
            return Owner(int(said["process"]), float(said["since"]))
        return Owner(0, 0.0)

    def take(self, path: Path) -> bool:
        """Has the file from now on, and no other; False if another window has it, or nothing
        can be written (where nothing can be said, nothing is)."""
        place = self.place(path)
        if self._holds(place):
            return True
        self.release()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = place.open("ab+")
        except OSError:
            return False
        if not lock(file) or not _is_at(file, place):
            file.close()
            return False
        with suppress(OSError):
            file.truncate(0)
            said = {"process": os.getpid(), "since": time.time(), "file": str(path)}
            file.write(json.dumps(said).encode())
            file.flush()
        self._held = place, file
        return True

    def release(self) -> None:
        """Has no file any more."""
        held, self._held = self._held, None
        if held is not None:
            place, file = held
            with suppress(OSError):  # before the lock goes: afterwards it may be another's
                place.unlink(missing_ok=True)
            file.close()

    def _holds(self, place: Path) -> bool:
        return self._held is not None and self._held[0] == place


def _is_at(file: IO[bytes], place: Path) -> bool:
    """Whether the file that was locked is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except OSError:
        return False
