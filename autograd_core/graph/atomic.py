"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from autograd_core.graph.locking import is_free, lock

START, END = ".gradcanvas-", ".tmp"
LEFT_SECONDS = 60.0
"""Age from which on a temporary file that no program has locked was left by one that was killed."""


def write_atomically(path: Path, data: bytes) -> os.stat_result:
    """Writes a temporary file beside `path`, syncs it, and renames it over `path`.

    A file that was there keeps its permissions, and its owner, group and attributes as far as we
    may give them; a symbolic link stays one and its target is written. What killed programs have
    left of such writing in the folder goes.

    Returns:
        What the file is like now, before anybody else could have changed it.

    Raises:
        OSError: nothing was changed. The file is read-only (for root, too, where nobody may write
            it), it is no ordinary file, or the system says so.
    """
    path = Path(os.path.realpath(path))
    old: os.stat_result | None = None
    with suppress(FileNotFoundError):
        old = path.stat()
    if old is not None:
        _check_replaceable(path, old)
    _forget_left(path.parent)
    # not named after the file, whose name may be as long as names can be
    handle, temporary = tempfile.mkstemp(prefix=START, suffix=END, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            lock(file)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old is None:
            os.chmod(temporary, 0o666 & ~_umask())
        else:
            _dress(temporary, path, old)
        found = os.stat(temporary)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)
    return found


def _check_replaceable(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):  # replacing a device or a pipe would take it from others
        raise OSError(errno.EINVAL, "this is no ordinary file", str(path))
    if not os.access(path, os.W_OK) or not found.st_mode & 0o222:
        raise PermissionError(errno.EACCES, "the file is read-only", str(path))


def _dress(temporary: str, path: Path, old: os.stat_result) -> None:
    """Makes a new file like the old one, as far as we may; its permissions in any case."""
    if hasattr(os, "chown"):
        for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
            with suppress(OSError):
                os.chown(temporary, owner, group)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(path):
                with suppress(OSError):
                    os.setxattr(temporary, name, os.getxattr(path, name))
    os.chmod(temporary, stat.S_IMODE(old.st_mode))  # the last: another owner clears bits


def _forget_left(folder: Path) -> None:
    """Removes temporary files of programs that were killed while they wrote."""
    now = time.time()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not (entry.name.startswith(START) and entry.name.endswith(END)):
                continue
            with suppress(OSError):
                age = now - entry.stat(follow_symlinks=False).st_mtime
                is_ours = entry.is_file(follow_symlinks=False)
                if is_ours and age > LEFT_SECONDS and is_free(Path(entry.path)):
                    os.unlink(entry.path)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself last; not every system lets a folder be synced."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
