"""Menus and toolbar, made from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from app import theme
from app.commands import BY_ID, COMMANDS, MENUS, Command, Shape, When, menu_title, title_of
from app.widgets.icons import icon
from app.widgets.keymap import keymap, keys_text
from app.widgets.mnemonics import keep_marked

TOOLBAR_GROUPS = ("file", "edit", "run", "view")
DRESSED_AFTER = 250
"""Milliseconds after the start."""
WITH_TEXT = "run"
"""The group whose buttons say what they do."""


class CommandActions(QObject):
    """One QAction for each command; what they call is found on the window when they are used."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._states: dict[When, bool] = {}
        self._undressed = {each.id for each in COMMANDS if not each.toolbar}
        """Commands without an icon yet: those that only menus show have time."""
        for command in COMMANDS:
            if command.shape is not Shape.SUBMENU:
                self.actions[command.id] = self._make(command)
        self._dress(self.actions.keys() - self._undressed)
        QTimer.singleShot(DRESSED_AFTER, self, self._dress_rest)
        keymap().changed.connect(self._keys_changed)

    def resolve(self, command: Command) -> Callable[..., Any]:
        """What the command calls."""
        found: Callable[..., Any] = attrgetter(command.target)(self.window)
        return found

    def trigger(self, command_id: str) -> None:
        """Does the command, if it is enabled."""
        self.actions[command_id].trigger()

    def _make(self, command: Command) -> QAction:
        action = QAction(title_of(command), self)
        action.setObjectName(command.id)
        # what a toolbar shows, whatever key the text has in a menu
        action.setIconText(title_of(command).removesuffix("…"))
        action.setCheckable(command.shape in (Shape.CHECK, Shape.CHOICE))
        if command.shape is Shape.CHOICE:
            group = self._groups.get(command.target)
            if group is None:
                group = self._groups[command.target] = QActionGroup(self)
            group.addAction(action)
        self._give_keys(command, action)
        action.triggered.connect(partial(self._do, command))
        # The window has them all, so that keys work whatever menu is open or hidden.
        self.window.addAction(action)
        return action

    @staticmethod
    def _give_keys(command: Command, action: QAction) -> None:
        action.setShortcuts([QKeySequence(key) for key in keymap().keys(command)])
        keys = keys_text(command)
        title = title_of(command).removesuffix("…")
        action.setToolTip(f"{title} ({keys})" if keys else title)

    def _keys_changed(self, command_id: str) -> None:
        for each in [command_id] if command_id else list(self.actions):
            if each in self.actions:
                self._give_keys(BY_ID[each], self.actions[each])

    def _do(self, command: Command, checked: bool = False) -> None:
        target = self.resolve(command)
        if command.argument is None:
            target()
        else:
            target(command.argument)

    # Where they are shown

    def fill_menu_bar(self) -> None:
        """Makes the menus of the window."""
        bar = self.window.menuBar()
        menus: dict[str, QMenu] = {}
        for title in MENUS:
            part = title.replace("&", "")
            menus[part] = bar.addMenu(menu_title(part))
            menus[part].setToolTipsVisible(False)
            keep_marked(menus[part])
            menus[part].aboutToShow.connect(self._dress_rest)
        for command in COMMANDS:
            menu = self._menu(command.menu, menus, command.first)
            if command.first and command.menu in menus and "/" not in command.menu:
                menu.addSeparator()
            if command.shape is Shape.SUBMENU:
                submenu = menu.addMenu(title_of(command))
                submenu.setObjectName(command.id)
                submenu.menuAction().setObjectName(command.id)
                submenu.aboutToShow.connect(partial(self._fill, command, submenu))
                keep_marked(submenu)
            else:
                menu.addAction(self.actions[command.id])

    def _fill(self, command: Command, menu: QMenu) -> None:
        self.resolve(command)(menu)

    @staticmethod
    def _menu(path: str, menus: dict[str, QMenu], first: bool) -> QMenu:
        if path not in menus:
            outer, _, part = path.rpartition("/")
            if first:
                menus[outer].addSeparator()
            menus[path] = menus[outer].addMenu(menu_title(part))
            menus[path].menuAction().setObjectName(f"menu.{part}")
            keep_marked(menus[path])
        return menus[path]

    def fill_toolbar(self, toolbar: QToolBar) -> None:
        """Puts the commands that have a place there into the toolbar."""
        toolbar.setIconSize(QSize(20, 20))
        for group in TOOLBAR_GROUPS:
            if toolbar.actions():
                toolbar.addSeparator()
            for command in COMMANDS:
                if command.toolbar != group:
                    continue
                toolbar.addAction(self.actions[command.id])
                button = toolbar.widgetForAction(self.actions[command.id])
                if isinstance(button, QToolButton):
                    button.setAccessibleName(title_of(command))
                    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                    if group == WITH_TEXT:
                        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    # What they look like now

    def dress(self) -> None:
        """Icons in the colours of the theme."""
        self._undressed.clear()
        self._dress(self.actions.keys())

    def _dress_rest(self) -> None:
        some, self._undressed = self._undressed, set()
        self._dress(some & self.actions.keys())

    def _dress(self, some: Iterable[str]) -> None:
        colours = theme.current()
        hues = {"run.forward": colours.forward, "run.backward": colours.gradient}
        for command_id in some:
            name = BY_ID[command_id].icon
            if name:
                self.actions[command_id].setIcon(icon(name, hues.get(command_id)))

    def enable(self, states: Mapping[When, bool]) -> None:
        """Enables what can be done now; conditions that are not named stay as they are."""
        changed = {when: on for when, on in states.items() if self._states.get(when) != on}
        self._states |= changed
        for command_id, action in self.actions.items() if changed else ():
            state = changed.get(BY_ID[command_id].when)
            if state is not None:
                action.setEnabled(state)

    def check(self, target: str, argument: str, on: bool = True) -> None:
        """Sets the mark of the command that calls `target` with `argument`."""
        for command in COMMANDS:
            if command.target == target and command.argument == argument:
                self.actions[command.id].setChecked(on)
