"""Whether things move there: as somebody chose, or as the system is set for all programs.

Qt does not tell what the system says of motion, so it is asked in the system's own way, without
waiting for an answer; again whenever somebody comes back to the program, perhaps from the settings.
"""

from __future__ import annotations

import configparser
import ctypes
import ctypes.util
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Qt
from PySide6.QtGui import QGuiApplication

from app.playback.player import Player
from app.settings import MotionChoice, Settings

GET_CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION of Windows."""
GNOME = ("get", "org.gnome.desktop.interface", "enable-animations")


class MotionCommands(QObject):
    """Keeps the player at what was chosen."""

    def __init__(self, settings: Settings, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._player = player
        self._system = False
        self._asked: QProcess | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._state_changed)
        self._ask()
        self._apply()

    def choose(self, choice: MotionChoice) -> None:
        """Takes over what somebody chose, and remembers it."""
        self._settings.motion = choice
        if choice == "system":
            self._ask()
        self._apply()

    def _apply(self) -> None:
        choice = self._settings.motion
        self._player.reduced_motion = choice == "reduced" or (choice == "system" and self._system)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._settings.motion == "system":
            self._ask()

    def _ask(self) -> None:
        """Reads the system's setting; where only a program tells it, the answer comes later."""
        if sys.platform == "win32":
            self._told(_windows_reduces())
        elif sys.platform == "darwin":
            self._told(_mac_reduces())
        elif (found := desktop_reduces(Path.home(), os.environ)) is not None:
            self._told(found)
        elif (program := shutil.which("gsettings")) is not None and self._asked is None:
            # of the program, not of this window, which may be closed before the answer is there
            process = self._asked = QProcess(QGuiApplication.instance())
            process.finished.connect(self._answered)
            process.finished.connect(process.deleteLater)
            process.errorOccurred.connect(self._answered)
            process.start(program, list(GNOME))

    def _answered(self) -> None:
        process, self._asked = self._asked, None
        if process is None:
            return
        answer = bytes(process.readAllStandardOutput().data()).decode(errors="replace").strip()
        if answer in ("true", "false"):
            self._told(answer == "false")

    def _told(self, reduced: bool) -> None:
        self._system = reduced
        self._apply()


def desktop_reduces(home: Path, environment: Mapping[str, str]) -> bool | None:
    """What the files of KDE and GTK say; None where they say nothing, or another desktop is used
    that has a program for it."""
    desktop = environment.get("XDG_CURRENT_DESKTOP", "").upper()
    folder = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    if "KDE" in desktop:
        factor = _entry(folder / "kdeglobals", "KDE", "AnimationDurationFactor")
        if factor:
            return _is_nothing(factor)
    if any(name in desktop for name in ("GNOME", "CINNAMON", "UNITY", "BUDGIE", "PANTHEON")):
        return None
    for version in ("gtk-4.0", "gtk-3.0"):
        on = _entry(folder / version / "settings.ini", "Settings", "gtk-enable-animations")
        if on:
            return on.lower() in ("0", "false")
    return None if desktop else False


def _entry(file: Path, section: str, name: str) -> str:
    """What stands in a file of the desktop; empty where it does not."""
    reader = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        reader.read(file, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, OSError):
        return ""
    return reader.get(section, name, fallback="").strip()


def _is_nothing(text: str) -> bool:
    try:
        return float(text) == 0
    except ValueError:
        return False


def _windows_reduces() -> bool:
    """Settings, Accessibility, Visual effects, Animation effects."""
    on = ctypes.c_int(1)
    library: Any = getattr(ctypes, "windll").user32  # noqa: B009 (other systems have no such name)
    if not library.SystemParametersInfoW(GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(on), 0):
        return False
    return not on.value


def _mac_reduces() -> bool:
    """`NSWorkspace.sharedWorkspace.accessibilityDisplayShouldReduceMotion`."""
    path = ctypes.util.find_library("objc")
    if path is None:
        return False
    objc = ctypes.cdll.LoadLibrary(path)
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]
    address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value
    if address is None:
        return False
    arguments = ctypes.c_void_p, ctypes.c_void_p
    workspace = ctypes.CFUNCTYPE(ctypes.c_void_p, *arguments)(address)(
        objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace")
    )
    if not workspace:
        return False
    name = objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion")
    return bool(ctypes.CFUNCTYPE(ctypes.c_bool, *arguments)(address)(workspace, name))
