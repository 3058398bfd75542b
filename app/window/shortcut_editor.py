"""Changing the keys of commands: all of them in a list, with what a key is used for already."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.canvas import keyboard
from app.commands import BY_ID, COMMANDS, MENUS, Command, menu_name, title_of
from app.widgets.fields import wrapped
from app.widgets.keymap import can_have_keys, keymap, keys_text, native, portable
from app.widgets.matching import NO_MATCH, rank
from app.widgets.mnemonics import mark_dialog
from app.window.command_palette import path_of
from app.window.command_words import translated

ID_ROLE = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 620, 640
FIELDS = 2
"""Keys that a command may have."""


def canvas_use(key: str) -> str:
    """What the canvas itself does with a key, which a command then takes from it; empty for
    nothing."""
    wanted = portable(key)
    for row in keyboard.KEYS:
        if wanted and wanted in map(portable, row.keys):
            return keyboard.translated(row.text)
    return ""


class KeyField(QKeySequenceEdit):
    """Takes one key with its modifiers; Tab goes on to the next field.

    Signals:
        entered: there is another key, or none any more. While one is being pressed there is none.
    """

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pressing = False
        self.editingFinished.connect(self._finish)
        self.keySequenceChanged.connect(lambda: None if self._pressing else self.entered.emit())
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        self.setAccessibleName(name)
        shift = Qt.KeyboardModifier.ShiftModifier
        self.setFinishingKeyCombinations(
            [QKeyCombination(Qt.Key.Key_Tab), QKeyCombination(shift, Qt.Key.Key_Backtab)]
        )

    def key(self) -> str:
        return self.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            event.ignore()  # it cancels gestures and closes dialogs, this one as well
            return
        self._pressing = True
        super().keyPressEvent(event)

    def _finish(self) -> None:
        if self._pressing:
            self._pressing = False
            self.entered.emit()

    def show_key(self, key: str) -> None:
        self.blockSignals(True)
        self.setKeySequence(QKeySequence(key))
        self.blockSignals(False)


class ShortcutEditor(QDialog):
    """A search over the list of commands; below it the keys of the one that is marked.

    What is changed holds at once. A key that another command has is not taken before somebody
    says so.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutEditor")
        self.setWindowTitle(self.tr("Change shortcuts"))
        self._items: dict[str, QTreeWidgetItem] = {}
        self._heads: list[QTreeWidgetItem] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Type a command or a key"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.tree = self._made_tree()
        self.fields = [
            KeyField(self.tr("Key") if not i else self.tr("Another key")) for i in range(FIELDS)
        ]
        self.title = QLabel()
        self.warning = wrapped()
        self.take = QPushButton(self.tr("Take it"))
        self.take.setObjectName("take")
        self.take.clicked.connect(self._take)
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setObjectName("reset")
        self.reset.clicked.connect(self._reset)
        self.reset_all = QPushButton(self.tr("Reset all"))
        self.reset_all.setObjectName("resetAll")
        self.reset_all.clicked.connect(lambda: keymap().load({}))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        for field in self.fields:
            field.entered.connect(self._entered)
        keymap().changed.connect(self._show_keys)
        self.tree.currentItemChanged.connect(self._show_current)
        self._show_keys("")
        self._mark_first()
        mark_dialog(self)

    def _made_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Commands"))
        tree.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setHeaderHidden(True)
        tree.setStyleSheet("QTreeWidget::item { padding: 3px 0px; }")
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        for menu in (title.replace("&", "") for title in MENUS):
            head = QTreeWidgetItem([menu_name(menu)])
            font = QFont(tree.font())
            font.setBold(True)
            head.setFont(0, font)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            tree.addTopLevelItem(head)
            self._heads.append(head)
            for command in COMMANDS:
                if command.menu.split("/")[0] == menu and can_have_keys(command):
                    short = path_of(command).partition(" › ")[2]
                    item = QTreeWidgetItem(head, [short])
                    item.setData(0, ID_ROLE, command.id)
                    self._items[command.id] = item
            head.setExpanded(True)
        return tree

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for field in self.fields:
            fields.addWidget(field)
        fields.addWidget(self.reset)
        conflict = QHBoxLayout()
        conflict.addWidget(self.warning, 1)
        conflict.addWidget(self.take)
        below = QHBoxLayout()
        below.addWidget(self.reset_all)
        below.addStretch()
        below.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.title)
        layout.addLayout(fields)
        layout.addLayout(conflict)
        layout.addLayout(below)
        for button in (self.take, self.reset, self.reset_all):
            button.setAutoDefault(False)
        policy = self.warning.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing jumps when there is something to say
        self.warning.setSizePolicy(policy)
        self.warning.setMinimumHeight(2 * self.warning.fontMetrics().lineSpacing() + 4)
        above = self.parentWidget()
        room = above.height() if above is not None else HEIGHT
        self.resize(WIDTH, min(HEIGHT, room))

    # The list

    def _show_keys(self, command_id: str) -> None:
        for each in [command_id] if command_id in self._items else list(self._items):
            item, changed = self._items[each], each in keymap().own
            item.setText(1, keys_text(BY_ID[each]))
            font = QFont(self.tree.font())
            font.setItalic(changed)
            item.setFont(1, font)
            item.setToolTip(1, self.tr("Changed") if changed else "")
        self.reset_all.setEnabled(bool(keymap().own))
        self._show_current()

    def _filter(self) -> None:
        query = self.search.text()
        for command_id, item in self._items.items():
            command = BY_ID[command_id]
            names = [title_of(command), command.title, path_of(command)]
            found = rank(query, names, translated(command_id), far_fetched=False) < NO_MATCH
            keys = [*map(native, keymap().keys(command)), *keymap().keys(command)]
            wanted = query.strip().casefold()
            found = found or (bool(wanted) and any(wanted in key.casefold() for key in keys))
            item.setHidden(not found)
        for head in self._heads:
            inside = [item for item in self._items.values() if item.parent() is head]
            head.setHidden(all(item.isHidden() for item in inside))
        self._mark_first()

    def _mark_first(self) -> None:
        """Marks the first that is seen, unless the one that is marked is."""
        current = self.tree.currentItem()
        if current is None or current.isHidden() or not current.data(0, ID_ROLE):
            seen = (item for item in self._items.values() if not item.isHidden())
            self.tree.setCurrentItem(next(seen, None))  # type: ignore[arg-type]

    def mark(self, command_id: str) -> None:
        """Goes to a command."""
        self.tree.setCurrentItem(self._items[command_id])

    @property
    def command(self) -> Command | None:
        """The one that is marked."""
        item = self.tree.currentItem()
        return BY_ID.get(item.data(0, ID_ROLE) or "") if item is not None else None

    # The one that is marked

    def _show_current(self) -> None:
        command = self.command
        keys = keymap().keys(command) if command is not None else ()
        for at, field in enumerate(self.fields):
            field.setEnabled(command is not None)
            field.show_key(keys[at] if at < len(keys) else "")
        self.title.setText(path_of(command) if command is not None else "")
        own = command is not None and command.id in keymap().own
        self.reset.setEnabled(own)
        self._warn(None)

    def _entered(self) -> None:
        """Takes over what is in the fields, unless something else has one of the keys."""
        command = self.command
        if command is None:
            return
        keys = self._keys()
        others = [(key, keymap().owner(key)) for key in keys]
        taken = [(key, other) for key, other in others if other not in (None, command)]
        if taken:
            self._warn(taken[0])
            return
        self._put(command, keys)

    def _put(self, command: Command, keys: Iterable[str]) -> None:
        """Changes the keys; the fields stay as they are, as somebody is typing."""
        for field in self.fields:
            field.blockSignals(True)
        shown = [field.key() for field in self.fields]
        keymap().set_keys(command, keys)
        for field, key in zip(self.fields, shown, strict=True):
            field.show_key(key)
            field.blockSignals(False)
        uses = next(filter(None, map(canvas_use, keys)), "")
        if uses:
            said = self.tr("The canvas uses this key for: {what}. The command comes first.")
            self._say(said.format(what=uses))

    def _keys(self) -> list[str]:
        """The keys in the fields, and those that have no field."""
        command = self.command
        more = keymap().keys(command)[FIELDS:] if command is not None else ()
        return [*filter(None, (field.key() for field in self.fields)), *more]

    def _warn(self, taken: tuple[str, Command | None] | None) -> None:
        text = ""
        if taken is not None and taken[1] is not None:
            said = self.tr("{key} is the key of “{other}”.")
            text = said.format(key=native(taken[0]), other=path_of(taken[1]))
        self._say(text)
        self.take.setVisible(taken is not None)

    def _say(self, text: str) -> None:
        self.warning.setText(text)
        self.warning.setVisible(bool(text))
        self.take.hide()

    def _take(self) -> None:
        """Takes the keys from what has them."""
        command = self.command
        if command is not None:
            self._put(command, self._keys())
            self._warn(None)

    def _reset(self) -> None:
        """Gives the marked command the keys of the table again."""
        command = self.command
        if command is None:
            return
        others = [(key, keymap().owner(key)) for key in command.keys]
        taken = [(key, other) for key, other in others if other not in (None, command)]
        if taken:
            for field, key in zip(self.fields, (*command.keys, "", ""), strict=False):
                field.show_key(key)
            self._warn(taken[0])
        else:
            keymap().reset(command)
