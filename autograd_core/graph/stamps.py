"""Stamps: how a file was when we read or wrote it, to see later whether it is another one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """How a file was when we read or wrote it."""

    size: int
    written: int
    """Nanoseconds since 1970."""
    inode: int
    digest: bytes
    """SHA-256 of its contents."""

    def is_of(self, found: os.stat_result) -> bool:
        """Whether size, date and inode are the same."""
        return (found.st_size, found.st_mtime_ns, found.st_ino) == self[:3]


def stamp(found: os.stat_result, data: bytes) -> Stamp:
    """The stamp of a file that is as `found` and holds `data`."""
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino, hashlib.sha256(data).digest())


def stamp_of(path: Path, data: bytes | None = None) -> Stamp | None:
    """The stamp of a file, whose contents are `data` if they are known; None if it is not there."""
    try:
        found = path.stat()
        return stamp(found, path.read_bytes() if data is None else data)
    except OSError:
        return None


def as_it_is(path: Path, known: Stamp) -> Stamp | None:
    """The stamp of a file that still has the contents that are known, whatever its dates; None if
    it holds something else.

    Raises:
        FileNotFoundError: it is not there.
        OSError: it cannot be looked at.
    """
    found = path.stat()
    if known.is_of(found):
        return known
    new = stamp_of(path) if found.st_size == known.size else None
    return new if new is not None and new.digest == known.digest else None
