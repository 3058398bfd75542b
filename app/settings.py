"""Everything that is remembered between two starts and is no part of a document.

One typed place: nobody else reads or writes QSettings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from PySide6.QtCore import QByteArray, QSettings

ThemeChoice: TypeAlias = Literal["system", "light", "dark"]
Language: TypeAlias = Literal["system", "en", "zh_CN"]
MotionChoice: TypeAlias = Literal["system", "reduced", "full"]
_MOTION: Mapping[str, MotionChoice] = {"off": "reduced", "on": "full"}

RECENT_FILES = 10
FILES_WITH_PROBES = 100
LAYOUT_VERSION = 2
"""Raise it when the docks change so much that a remembered layout would not fit."""


class Settings:
    """Typed reading and writing; what is missing or spoilt reads as its default."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else QSettings()

    # Look

    @property
    def theme(self) -> ThemeChoice:
        found = self._text("look/theme")
        return found if found in get_args(ThemeChoice) else "system"  # type: ignore[return-value]

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("look/theme", choice)

    @property
    def language(self) -> Language:
        found = self._text("look/language")
        return found if found in get_args(Language) else "system"  # type: ignore[return-value]

    @language.setter
    def language(self, choice: Language) -> None:
        self._store.setValue("look/language", choice)

    @property
    def minimap(self) -> bool:
        """Whether the whole document is shown small in a corner of the canvas."""
        return self._text("look/minimap") != "off"

    @minimap.setter
    def minimap(self, on: bool) -> None:
        self._store.setValue("look/minimap", "on" if on else "off")

    @property
    def motion(self) -> MotionChoice:
        """Whether steps and views move to where they go, or are there at once."""
        return _MOTION.get(self._text("look/motion"), "system")

    @motion.setter
    def motion(self, choice: MotionChoice) -> None:
        stored = {each: text for text, each in _MOTION.items()}
        self._store.setValue("look/motion", stored.get(choice, "system"))

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """Keys that somebody gave to commands, by their ids; none takes away what they had."""
        self._store.beginGroup("keys")
        found = {name: self._text(name) for name in self._store.childKeys()}
        self._store.endGroup()
        return {name: tuple(filter(None, text.split("\t"))) for name, text in found.items()}

    @keys.setter
    def keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        self._store.remove("keys")
        for name, each in keys.items():
            self._store.setValue(f"keys/{name}", "\t".join(each))

    # Playback

    @property
    def speed(self) -> float:
        """Playback speed; 1 is about 600 ms an edge."""
        try:
            return float(self._text("playback/speed"))
        except ValueError:
            return 1.0

    @speed.setter
    def speed(self, speed: float) -> None:
        self._store.setValue("playback/speed", speed)

    # Operations

    @property
    def favourites(self) -> list[str]:
        """The names of the operations that somebody likes best."""
        return self._texts("operations/favourites")

    @favourites.setter
    def favourites(self, names: list[str]) -> None:
        self._store.setValue("operations/favourites", names)

    @property
    def recent_operations(self) -> list[str]:
        """The names of the operations placed last, the newest first."""
        return self._texts("operations/recent")

    @recent_operations.setter
    def recent_operations(self, names: list[str]) -> None:
        self._store.setValue("operations/recent", names)

    # Canvas

    @property
    def snap_to_grid(self) -> bool:
        """Whether what is dragged rests on the grid."""
        return self._text("canvas/snap_to_grid") == "yes"

    @snap_to_grid.setter
    def snap_to_grid(self, on: bool) -> None:
        self._store.setValue("canvas/snap_to_grid", "yes" if on else "no")

    @property
    def snap_to_neighbours(self) -> bool:
        """Whether what is dragged comes in line with other cards."""
        return self._text("canvas/snap_to_neighbours") != "no"

    @snap_to_neighbours.setter
    def snap_to_neighbours(self, on: bool) -> None:
        self._store.setValue("canvas/snap_to_neighbours", "yes" if on else "no")

    # Files

    @property
    def recent(self) -> list[Path]:
        """Files opened or saved lately, the newest first."""
        return [Path(item) for item in self._texts("files/recent")]

    def remember_file(self, path: Path) -> None:
        """Puts a file at the top of the recent ones."""
        files = [path, *(other for other in self.recent if other != path)]
        self._store.setValue("files/recent", [str(item) for item in files[:RECENT_FILES]])

    def forget_file(self, path: Path) -> None:
        """Takes a file from the recent ones: it is gone."""
        self._store.setValue("files/recent", [str(item) for item in self.recent if item != path])

    def forget_files(self) -> None:
        self._store.remove("files/recent")

    def probes(self, path: Path) -> str:
        """Breakpoints and watches of a file, as text; empty for none."""
        return self._text(f"probes/{_short_name(path)}")

    def set_probes(self, path: Path, text: str) -> None:
        """Remembers them, for the files that were worked on last."""
        name = _short_name(path)
        known = [each for each in self._texts("probes/files") if each != name]
        self._store.remove(f"probes/{name}")
        if text:
            self._store.setValue(f"probes/{name}", text)
            known.append(name)
        for gone in known[:-FILES_WITH_PROBES]:
            self._store.remove(f"probes/{gone}")
        self._store.setValue("probes/files", known[-FILES_WITH_PROBES:])

    @property
    def folder(self) -> Path:
        """Where the file dialog starts."""
        found = self._text("files/folder")
        return Path(found) if found and Path(found).is_dir() else Path.home()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("files/folder", str(folder))

    # Window

    @property
    def geometry(self) -> QByteArray | None:
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)

    @property
    def layout(self) -> QByteArray | None:
        """Docks and toolbar, as `QMainWindow.saveState` with `LAYOUT_VERSION` gives them."""
        return self._bytes("window/layout")

    @layout.setter
    def layout(self, layout: QByteArray) -> None:
        self._store.setValue("window/layout", layout)

    def _text(self, key: str) -> str:
        found = self._store.value(key, "")
        return found if isinstance(found, str) else str(found)

    def _texts(self, key: str) -> list[str]:
        found = self._store.value(key, [])
        if isinstance(found, str):
            found = [found]  # how QSettings reads a list of one
        if not isinstance(found, list):
            return []
        return [item for item in found if isinstance(item, str) and item]

    def _bytes(self, key: str) -> QByteArray | None:
        found = self._store.value(key)
        return found if isinstance(found, QByteArray) else None


def _short_name(path: Path) -> str:
    """A name for a file that can be a key of the settings."""
    return sha256(str(path.resolve()).encode()).hexdigest()[:16]
