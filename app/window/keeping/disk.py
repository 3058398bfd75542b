"""What others do to the open file: whether it is on the disk as we know it."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from autograd_core.graph.stamps import Stamp, as_it_is, stamp_of

CALM_MILLISECONDS = 200
"""Rest after the disk has told of something: who writes a file writes it in several goes."""


class State(Enum):
    """What a file is like, compared with how we know it."""

    SAME = auto()
    CHANGED = auto()
    GONE = auto()


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
        self.stamp: Stamp | None = None
        """How the file is as far as we know."""
        self._told: tuple[int, int, int] | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self.look)
        window.installEventFilter(self)

    def watch(self, path: Path | None, stamp: Stamp | None) -> None:
        """Watches a file that is as the stamp says; None for none."""
        self.path, self.stamp, self._told = path, stamp, None
        self._rewatch()

    def stop(self) -> None:
        self._calm.stop()
        self.watch(None, None)

    def accept(self) -> None:
        """The file is to count as known as it is now, or as not being there."""
        self._told = None
        self.stamp = None if self.path is None else stamp_of(self.path)
        self._rewatch()

    def state(self) -> State:
        """What the file is like now. Its contents are read only where its dates differ."""
        path, known = self.path, self.stamp
        if path is None or known is None:
            return State.SAME
        try:
            new = as_it_is(path, known)
        except FileNotFoundError:
            return State.GONE
        except OSError:
            return State.SAME  # what cannot be looked at is told of when it is written
        if new is None:
            return State.CHANGED
        self.stamp = new
        return State.SAME

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
