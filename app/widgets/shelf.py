"""The operations that somebody likes best, and those placed last."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.settings import Settings
from autograd_core.ops.spec import REGISTRY

RECENT = 6
"""Operations placed last that are listed."""


class Shelf(QObject):
    """Favourites in the order in which they came, recent ones with the newest first.

    Without settings it remembers nothing beyond its life.

    Signals:
        changed: one of the two lists is another.
    """

    changed = Signal()

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        found = ([], []) if settings is None else (settings.favourites, settings.recent_operations)
        self.favourites, self.recent = ([n for n in names if n in REGISTRY] for names in found)

    def toggle(self, name: str) -> None:
        """Makes an operation a favourite, or no longer."""
        if name in self.favourites:
            self.favourites.remove(name)
        elif name in REGISTRY:
            self.favourites.append(name)
        if self._settings is not None:
            self._settings.favourites = self.favourites
        self.changed.emit()

    def remember(self, name: str) -> None:
        """Notes that an operation was placed."""
        if name not in REGISTRY or self.recent[:1] == [name]:
            return
        self.recent = [name, *(each for each in self.recent if each != name)][:RECENT]
        if self._settings is not None:
            self._settings.recent_operations = self.recent
        self.changed.emit()
