"""Small pictures of files as they looked when they were last open, among the user's caches."""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import suppress
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap

from app import theme
from app.canvas.canvas import Canvas
from app.playback.player import Player
from app.session import Session
from app.window.crash import APP
from autograd_core.graph.journal import private_folder

SIZE = QSize(448, 280)
MOST_CARDS = 200
"""Cards up to which the whole document is drawn; of more, what is in sight is taken."""
CALM_MILLISECONDS = 1200
KEPT = 200
"""Pictures that are kept."""

log = logging.getLogger(__name__)


def folder() -> Path:
    return Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "thumbnails"


def place_of(path: Path) -> Path:
    """Where the picture of a file is."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
    return folder() / f"{name}.png"


def picture_of(path: Path, width: int, height: int, ratio: float) -> QPixmap | None:
    """The picture of a file in so much room; None where there is none."""
    image = QImage(str(place_of(path)))
    if image.isNull():
        return None
    image = image.scaled(
        QSize(width, height) * ratio,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class Thumbnails(QObject):
    """Takes the picture of the open file when it has run after it was opened or saved."""

    def __init__(self, session: Session, player: Player, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.session, self.player, self.canvas = session, player, canvas
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self.take)
        session.path_changed.connect(self._wait)
        session.ran.connect(self._wait)
        session.undo_stack.cleanChanged.connect(lambda clean: self._wait())

    def stop(self) -> None:
        self._calm.stop()

    def _wait(self) -> None:
        if self.session.path is not None and self.session.is_clean:
            self._calm.start()
        else:
            self._calm.stop()

    def take(self) -> None:
        """Takes it, if what is open is what the file has and nothing else is going on."""
        session = self.session
        path = session.path
        if path is None or not session.is_clean or session.is_running or session.is_changing:
            return
        image = self._drawn()
        place = place_of(path)
        try:
            private_folder(place.parent)
            if not image.save(str(place), "PNG"):  # type: ignore[call-overload]
                raise OSError(f"{place} cannot be written")
            _forget_old(place.parent)
        except OSError:
            log.debug("no picture of %s", path, exc_info=True)

    def _drawn(self) -> QImage:
        session = self.session
        if 0 < len(session.whole.nodes) <= MOST_CARDS and not session.whole.definitions:
            from app.export.png import picture_within

            cursor = self.player.cursor
            return picture_within(session.whole, session.log, cursor, SIZE, 1.0, theme.current())
        return self.canvas.viewport().grab().toImage().scaled(
            SIZE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )


def _forget_old(where: Path) -> None:
    pictures = list(where.glob("*.png"))
    if len(pictures) <= KEPT:
        return
    for path in sorted(pictures, key=lambda each: each.stat().st_mtime)[:-KEPT]:
        with suppress(OSError):
            path.unlink()
