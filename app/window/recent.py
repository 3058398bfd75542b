"""Open recent: the files that were open last, each with a picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu

from app.canvas.canvas import Canvas
from app.playback.player import Player
from app.session import Session
from app.settings import Settings
from app.window.file_commands import FileCommands
from app.window.keeping.thumbnails import Thumbnails, picture_of

SIDE = 54
"""Pixels of a picture's longer side."""
LONGEST_FOLDER = 44


class RecentFiles(QObject):
    """Fills the menu; a file that is not there any more is shown as such."""

    def __init__(
        self,
        session: Session,
        player: Player,
        settings: Settings,
        canvas: Canvas,
        files: FileCommands,
    ) -> None:
        super().__init__(canvas)
        self.settings = settings
        self.files = files
        self.canvas = canvas
        self.thumbnails = Thumbnails(session, player, canvas)

    def fill(self, menu: QMenu) -> None:
        menu.clear()
        menu.setStyleSheet(f"QMenu {{ icon-size: {SIDE}px; }}")
        menu.setToolTipsVisible(True)
        ratio = self.canvas.devicePixelRatioF()
        recent = self.settings.recent
        for path, text in zip(recent, titles(recent), strict=True):
            action = menu.addAction(text.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setEnabled(path.exists())
            picture = picture_of(path, SIDE, SIDE, ratio)
            if picture is not None:
                action.setIcon(QIcon(picture))
                action.setIconVisibleInMenu(True)
            action.triggered.connect(partial(self._open, path))
        if recent:
            menu.addSeparator()
            menu.addAction(self.tr("Clear This List")).triggered.connect(
                self.settings.forget_files
            )
        else:
            menu.addAction(self.tr("None yet")).setEnabled(False)

    def _open(self, path: Path, checked: bool = False) -> None:
        self.files.open_path(path)


def titles(paths: Sequence[Path]) -> list[str]:
    """The names of files, with their folders where names are the same."""
    names = [path.name for path in paths]
    return [
        f"{path.name} – {_short(path.parent)}" if names.count(path.name) > 1 else path.name
        for path in paths
    ]


def _short(folder: Path) -> str:
    text = str(folder)
    return text if len(text) <= LONGEST_FOLDER else f"…{text[-LONGEST_FOLDER:]}"
