"""The keys of the commands: those of the table, but for what somebody has changed.

One keymap for the program, as there is one theme; the window loads what its settings remember.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from app.commands import BY_ID, COMMANDS, Command, Shape

Keys = tuple[str, ...]


class Keymap(QObject):
    """Which keys each command has.

    Signals:
        changed(id): the command with this id has other keys; empty for all.
    """

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[str, Keys] = {}

    @property
    def own(self) -> Mapping[str, Keys]:
        """What is otherwise than in the table, by the commands' ids."""
        return self._own

    def load(self, own: Mapping[str, Iterable[str]]) -> None:
        """Takes over what was remembered; commands that are not known are left out."""
        self._own = {}
        for command_id, keys in own.items():
            if command_id in BY_ID:
                self._own[command_id] = tuple(filter(None, map(portable, keys)))
        self.changed.emit("")

    def keys(self, command: Command) -> Keys:
        """The command's keys as portable texts; the first is the one that is shown."""
        return self._own.get(command.id, command.keys)

    def set_keys(self, command: Command, keys: Iterable[str]) -> None:
        """Gives a command other keys, and takes them from those that had them."""
        wanted = tuple(dict.fromkeys(filter(None, map(portable, keys))))
        for other in COMMANDS:
            left = tuple(key for key in self.keys(other) if portable(key) not in wanted)
            if other.id != command.id and left != self.keys(other):
                self._put(other, left)
        self._put(command, wanted)

    def reset(self, command: Command) -> None:
        """Gives a command its keys of the table again, and takes them from others."""
        self.set_keys(command, command.keys)

    def _put(self, command: Command, keys: Keys) -> None:
        if tuple(map(portable, command.keys)) == keys:
            self._own.pop(command.id, None)
        else:
            self._own[command.id] = keys
        self.changed.emit(command.id)

    def owner(self, key: str) -> Command | None:
        """The command that has this key."""
        wanted = portable(key)
        if not wanted:
            return None
        return next(
            (c for c in COMMANDS if wanted in map(portable, self.keys(c))), None
        )


def portable(key: str) -> str:
    """A key in the one way in which it is compared and stored; empty if it is none."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def can_have_keys(command: Command) -> bool:
    """Whether a key could do it: not a menu that opens."""
    return command.shape is not Shape.SUBMENU


_keymaps: list[Keymap] = []


def keymap() -> Keymap:
    """The program's keymap."""
    if not _keymaps:
        _keymaps.append(Keymap())
    return _keymaps[0]


def keys_text(command: Command) -> str:
    """The command's keys in one line."""
    return "  ".join(map(native, keymap().keys(command)))
