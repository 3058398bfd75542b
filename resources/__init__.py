"""Data files that travel with the program: examples, lessons, icons, translations.

They are found through ``importlib.resources``, so a tree, an editable install and a wheel all work.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from importlib.resources.abc import Traversable


def path_of(*parts: str) -> Traversable:
    """The resource under these names, e.g. ``path_of("icons", "play.svg")``; it need not exist."""
    return files(__name__).joinpath(*parts)


def as_path(*parts: str) -> AbstractContextManager[Path]:
    """A context in which the resource is a real file, for callers (Qt) that need a file name."""
    return as_file(path_of(*parts))


def read_text(*parts: str) -> str:
    """The resource's text (UTF-8). Raises FileNotFoundError."""
    return path_of(*parts).read_text(encoding="utf-8")


def examples() -> list[Traversable]:
    """The example documents, by file name."""
    folder = path_of("examples")
    if not folder.is_dir():
        return []
    return sorted((item for item in folder.iterdir() if item.is_file()), key=lambda item: item.name)
