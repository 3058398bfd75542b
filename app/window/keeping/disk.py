"""What others do to the open file: whether it is on the disk as we know it."""

from __future__ import annotations

import hashlib
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

CALM_MILLISECONDS = 200
"""Rest after the disk has told of something: who writes a file writes it in several goes."""


class State(Enum):
    """What a file is like, compared with how we know it."""

    SAME = auto()
    CHANGED = auto()
    GONE = auto()


class Stamp(NamedTuple):
    """How a file was when we read or wrote it."""

    size: int
    written: int
    """Nanoseconds since 1970."""
    inode: int
    digest: bytes


def stamp_of(path: Path, data: bytes | None = None) -> Stamp | None:
    """The stamp of a file, whose contents are `data` if they are known; None if it is not there."""
    try:
        if data is None:
            data = path.read_bytes()
        found = path.stat()
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino, hashlib.sha256(data).digest())


class DiskWatch(QObject):
    """Watches one file. It looks when the disk tells of something, when the window becomes the
    active one, and whenever it is asked.

    Signals:
        noticed(state): the file is another one than we know, told once for each change; or it is
            again as we know it.
    """

    noticed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.path: Path | None = None
        self._stamp: Stamp | None = None
        self._told: tuple[int, int, int] | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self.look)
        window.installEventFilter(self)

    def watch(self, path: Path | None, stamp: Stamp | None) -> None:
        """Watches a file that is as the stamp says; None for none."""
        self.path, self._stamp, self._told = path, stamp, None
        self._rewatch()

    def stop(self) -> None:
        self._calm.stop()
        self.watch(None, None)

    def accept(self) -> None:
        """The file is to count as known as it is now, or as not being there."""
        self._told = None
        self._stamp = None if self.path is None else stamp_of(self.path)
        self._rewatch()

    def state(self) -> State:
        """What the file is like now. Its contents are read only where its dates differ."""
        path, known = self.path, self._stamp
        if path is None or known is None:
            return State.SAME
        try:
            found = path.stat()
        except FileNotFoundError:
            return State.GONE
        except OSError:
            return State.SAME  # what cannot be looked at is told of when it is written
        dates = (found.st_size, found.st_mtime_ns, found.st_ino)
        if dates == known[:3]:
            return State.SAME
        new = stamp_of(path) if found.st_size == known.size else None
        if new is not None and new.digest == known.digest:
            self._stamp = new
            return State.SAME
        return State.CHANGED

    def look(self) -> None:
        """Tells of a change that was not told of yet."""
        if self.path is None:
            return
        self._rewatch()
        state = self.state()
        if state is State.SAME:
            if self._told is not None:
                self._told = None
                self.noticed.emit(state)
            return
        dates = self._dates()
        if dates != self._told:
            self._told = dates
            self.noticed.emit(state)

    def _dates(self) -> tuple[int, int, int]:
        try:
            found = self.path.stat() if self.path is not None else None
        except OSError:
            found = None
        return (0, 0, 0) if found is None else (found.st_size, found.st_mtime_ns, found.st_ino)

    def _rewatch(self) -> None:
        """A file that was replaced by another one of its name is watched no more: so the folder
        is watched as well, and the file anew."""
        wanted: set[str] = set()
        if self.path is not None:
            wanted = {str(each) for each in (self.path, self.path.parent) if each.exists()}
        if self._watcher is None:
            if not wanted:
                return
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(lambda _: self._calm.start())
            self._watcher.directoryChanged.connect(lambda _: self._calm.start())
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self.path is not None:
            self._calm.start()
        return super().eventFilter(watched, event)
