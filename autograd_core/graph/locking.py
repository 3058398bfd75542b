"""Locks on files: the system lets them go when their program ends, in whatever way."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock(file: IO[bytes]) -> bool:
    """Locks an open file for as long as it is open; False if another program has it, or this
    kind of disk knows no locks."""
    with suppress(OSError):
        _take(file)
        return True
    return False


def is_free(path: Path) -> bool:
    """Whether no program has the file locked."""
    try:
        with path.open("rb+") as file:
            return lock(file)
    except OSError:
        return False
