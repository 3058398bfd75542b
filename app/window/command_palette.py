"""The command palette: every command by name, found as one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.canvas import keyboard
from app.commands import BY_ID, COMMANDS, MENUS, Command, Shape, menu_name, title_of
from app.widgets.early_keys import EarlyKeys
from app.widgets.fields import heading
from app.widgets.keymap import keymap, keys_text, native
from app.widgets.look import fixed_font
from app.widgets.matching import best_first, rank
from app.window.command_words import translated
from app.window.menus import CommandActions

Table = tuple[str, list[tuple[str, list[str]]]]
"""A title, and rows of a name with its keys."""

ID_ROLE = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 520, 380
ARROWS = {"Left": "←", "Up": "↑", "Right": "→", "Down": "↓"}


def cap_text(key: str) -> str:
    """A key as it is drawn on keyboards."""
    with_others, _, last = key.rpartition("+")
    if last not in ARROWS:
        return native(key)
    # Qt writes modifiers as the system does, but spells arrows out where they are not alone
    return (native(f"{with_others}+A").removesuffix("A") if with_others else "") + ARROWS[last]


def path_of(command: Command) -> str:
    """The menus that lead to the command, and its title."""
    parts = [menu_name(part) for part in command.menu.split("/")]
    return " › ".join([*parts, title_of(command).removesuffix("…")])


class CommandPalette(QDialog):
    """A search field over a list; Enter does the first or the marked command."""

    def __init__(self, actions: CommandActions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("commandPalette")
        self.setAccessibleName(self.tr("Command palette"))
        self.commands = actions
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type a command"))
        self.field.setAccessibleName(self.tr("Command"))
        self.field.installEventFilter(self)
        self._early = EarlyKeys(self, self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._do_current)
        self.list.itemClicked.connect(lambda item: self._do_current())
        self._search("")

    def popup(self) -> None:
        """Shows it over the upper part of the window."""
        above = self.parentWidget()
        assert above is not None
        self.resize(min(WIDTH, above.width() - 40), min(HEIGHT, above.height() - 80))
        corner = above.mapToGlobal(above.rect().topLeft())
        self.move(corner.x() + (above.width() - self.width()) // 2, corner.y() + 60)
        self.field.clear()
        self._search("")
        self.show()
        self.field.setFocus()
        self._early.expect()

    def _search(self, query: str) -> None:
        self.list.clear()
        rows = [c for c in COMMANDS if c.shape is not Shape.SUBMENU]
        ranked = (
            (rank(query, [title_of(c), c.title, path_of(c)], translated(c.id)), c) for c in rows
        )
        for command in best_first(ranked):
            action = self.commands.actions[command.id]
            item = QListWidgetItem(action.icon(), "")
            item.setData(ID_ROLE, command.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, path_of(command))
            if not action.isEnabled():
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
            row = self._row(command, action.isEnabled())
            item.setSizeHint(row.sizeHint())
            self.list.setItemWidget(item, row)
        if not self.list.count():
            nothing = QListWidgetItem(self.tr("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.list.addItem(nothing)
        self._mark(0, 1)

    def _row(self, command: Command, enabled: bool) -> QWidget:
        row = QWidget()
        row.setEnabled(enabled)
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        keys = QLabel(keys_text(command))
        keys.setProperty("muted", True)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(6, 5, 8, 5)
        layout.addWidget(QLabel(path_of(command)))
        layout.addStretch()
        layout.addWidget(keys)
        return row

    def _mark(self, row: int, by: int) -> None:
        """Marks the first enabled command from `row` on, in the direction `by`."""
        while 0 <= row < self.list.count():
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentRow(row)
                return
            row += by

    def _do_current(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.hide()
            self.commands.trigger(item.data(ID_ROLE))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.hide()  # a click elsewhere
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None:
                self._mark(self.list.currentRow() + by, by)
                return True
        return super().eventFilter(watched, event)


class ShortcutSheet(QDialog):
    """All keys on one page."""

    COLUMNS = 2

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutSheet")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        tables = [self._of_menu(title.replace("&", "")) for title in MENUS]
        tables += [self._of_canvas(), self._of_timeline()]
        area = QScrollArea()
        area.setWidgetResizable(True)
        bar = area.verticalScrollBar().sizeHint().width() + 4
        inner = self._page(tables, self.COLUMNS)
        if inner.sizeHint().width() + bar > parent.width():
            inner = self._page(tables, 1)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        needed = inner.sizeHint()
        self.resize(
            min(max(WIDTH, needed.width() + bar), parent.width()),
            min(needed.height() + 4, parent.height()),
        )

    def _page(self, tables: list[Table], count: int) -> QWidget:
        """All tables in so many columns."""
        columns: list[list[Table]] = [[] for _ in range(count)]
        for table in sorted(tables, key=lambda table: -len(table[1])):
            # the longest first, each into the column that is shorter yet
            min(columns, key=lambda column: sum(len(rows) + 2 for _, rows in column)).append(table)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 20, 24, 20)
        across.setSpacing(44)
        for column in columns:
            down = QVBoxLayout()
            down.setSpacing(18)
            for title, rows in column:
                down.addWidget(self._table(title, rows))
            down.addStretch()
            across.addLayout(down)
        for label in page.findChildren(QLabel):
            label.ensurePolished()  # the size that the style sheet gives it
        return page

    @staticmethod
    def _of_menu(menu: str) -> Table:
        rows = [
            (title_of(c).removesuffix("…"), [*map(cap_text, keymap().keys(c))])
            for c in BY_ID.values()
            if keymap().keys(c) and c.menu.split("/")[0] == menu
        ]
        return menu_name(menu), rows

    def _of_canvas(self) -> Table:
        rows = [
            (keyboard.translated(row.text), [*map(cap_text, row.keys), *row.by_mouse()])
            for row in keyboard.KEYS
        ]
        return self.tr("On the canvas"), rows

    def _of_timeline(self) -> Table:
        page_down, page_up = native("PgDown"), native("PgUp")
        return self.tr("In the timeline"), [
            (self.tr("Step back, step"), ["←", "→"]),
            (self.tr("Previous, next action"), [page_up, page_down]),
            (self.tr("Start, end"), [native("Home"), native("End")]),
            (self.tr("Play or pause"), [native("Space")]),
            (self.tr("Edit an action"), [native("Return")]),
            (self.tr("Move an action"), [cap_text("Alt+Up"), cap_text("Alt+Down")]),
            (self.tr("Remove an action"), [native("Del")]),
        ]

    @staticmethod
    def _table(title: str, rows: list[tuple[str, list[str]]]) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.addWidget(heading(title), 0, 0, 1, 2)
        for at, (name, keys) in enumerate(rows, start=1):
            caps = QHBoxLayout()
            caps.setSpacing(5)
            caps.addStretch()
            for key in keys:
                cap = QLabel(key)
                cap.setProperty("keycap", True)
                cap.setFont(fixed_font(cap.font().pointSizeF() * 0.9))
                caps.addWidget(cap)
            grid.addWidget(QLabel(name), at, 0)
            grid.addLayout(caps, at, 1)
        grid.setColumnStretch(0, 1)
        return block
