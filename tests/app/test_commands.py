"""The table of commands: no two with one key, each with something to call, Esc left alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

import resources
from app import commands
from app.canvas import keyboard
from app.commands import BY_ID, COMMANDS, Shape, When
from app.main_window import MainWindow
from app.window.command_palette import ID_ROLE, CommandPalette, ShortcutSheet, cap_text
from app.window.command_words import KEYWORDS


def forget_changes(window: MainWindow) -> None:
    """So that closing does not ask."""
    window.session.undo_stack.setClean()


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=forget_changes)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_no_key_means_two_things_and_none_is_escape() -> None:
    keys = Counter(QKeySequence(key).toString() for command in COMMANDS for key in command.keys)
    assert "" not in keys
    assert [key for key, times in keys.items() if times > 1] == []
    assert QKeySequence("Esc").toString() not in keys


def test_ids_and_places_are_unique() -> None:
    assert len(BY_ID) == len(COMMANDS)
    titles = Counter((command.menu, command.title) for command in COMMANDS)
    assert max(titles.values()) == 1


def test_every_target_is_something_to_call_and_every_icon_is_there(window: MainWindow) -> None:
    for command in COMMANDS:
        assert callable(window.commands.resolve(command)), command.id
        if command.icon:
            assert resources.path_of("icons", f"{command.icon}.svg").is_file(), command.id


def test_menus_hold_every_command_once(window: MainWindow) -> None:
    found: list[str] = []
    for menu in window.menuBar().findChildren(QMenu):
        found += [action.objectName() for action in menu.actions() if action.objectName()]
    wanted = [c.id for c in COMMANDS if c.shape is not Shape.SUBMENU]
    assert sorted(set(found) & set(wanted)) == sorted(wanted)
    assert all(found.count(each) == 1 for each in wanted)


def test_each_condition_is_answered_by_the_window(window: MainWindow) -> None:
    asked = {command.when for command in COMMANDS} - {When.ALWAYS}
    window.commands.enable(dict.fromkeys(asked, True))
    assert all(action.isEnabled() for action in window.commands.actions.values())
    window.commands.enable(dict.fromkeys(asked, False))
    off = {i for i, action in window.commands.actions.items() if not action.isEnabled()}
    assert off == {command.id for command in COMMANDS if command.when is not When.ALWAYS}


def test_toolbar_buttons_say_what_they_are(window: MainWindow) -> None:
    buttons = [b for b in window.findChildren(QToolButton) if b.isVisible() and b.isEnabled()]
    assert buttons
    assert [b for b in buttons if not (b.accessibleName() or b.text())] == []


def test_the_command_palette_finds_and_does(qtbot: QtBot, window: MainWindow) -> None:
    dock = window.docks["inspector"]
    qtbot.waitUntil(lambda: dock.seen, timeout=2000)
    QTest.keyClick(
        window,
        Qt.Key.Key_P,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    palette = window.findChild(CommandPalette)
    assert palette is not None
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "inspector")
    assert palette.list.item(0).data(ID_ROLE) == "view.panel.inspector"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert dock.isHidden()


def test_what_is_typed_before_the_palette_has_come_is_no_shortcut(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.select({"x"})
    window.show_command_palette()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    monkeypatch.setattr(palette, "isActiveWindow", lambda: False)  # it is still on its way
    window.show_command_palette()
    handle = window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_H)
    assert palette.field.text() == "h"
    assert window.session.undo_stack.count() == 0
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_command_palette_knows_other_words_and_says_when_it_finds_nothing(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_command_palette()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    for words, found in (("gradient", "run.backward"), ("exit", "file.quit"), ("hotk", "help.sh")):
        palette.field.clear()
        qtbot.keyClicks(palette.field, words)
        rows = [palette.list.item(at).data(ID_ROLE) for at in range(palette.list.count())]
        assert any(row.startswith(found) for row in rows), words
    palette.field.clear()
    qtbot.keyClicks(palette.field, "zzzz")
    assert [palette.list.item(at).text() for at in range(palette.list.count())] == [
        "Nothing found"
    ]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.hide()
    assert KEYWORDS.keys() <= BY_ID.keys()


def test_a_key_leads_to_the_canvas(window: MainWindow) -> None:
    window.focus_palette()
    assert not window.canvas.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert window.canvas.hasFocus()


def test_the_sheet_shows_every_key(qtbot: QtBot, window: MainWindow) -> None:
    from PySide6.QtWidgets import QLabel

    sheet = ShortcutSheet(window)
    qtbot.addWidget(sheet)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    keys = {cap_text(key) for command in COMMANDS for key in command.keys}
    assert keys <= shown
    assert {"Ctrl+F", "Alt+←"} <= shown
    assert {"←", "→"} <= shown
    assert {row.text for row in keyboard.KEYS} | {"wheel", "middle button", "W", "Esc"} <= shown


@pytest.mark.parametrize("width", [1480, 900])
def test_the_sheet_needs_no_bar_below(qtbot: QtBot, window: MainWindow, width: int) -> None:
    window.resize(width, 600)
    sheet = ShortcutSheet(window)
    qtbot.addWidget(sheet)
    sheet.show()
    (area,) = sheet.findChildren(QScrollArea)
    qtbot.wait(20)
    assert sheet.width() <= width
    assert area.horizontalScrollBar().maximum() == 0


def test_titles_are_marked_for_translation() -> None:
    tables = sorted(Path(commands.__file__).parent.glob("commands*.py"))
    source = "".join(table.read_text(encoding="utf-8") for table in tables)
    marked = set(re.findall(r'QT_TRANSLATE_NOOP\("Command", "([^"]*)"\)', source))
    own = {"English", "简体中文"}  # languages are named in themselves
    assert {command.title for command in COMMANDS} - own <= marked
