"""Changing shortcuts: conflicts, what is remembered, and that everything shows the new keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.commands import BY_ID, COMMANDS
from app.main_window import MainWindow
from app.settings import Settings
from app.widgets.keymap import keymap
from app.window.command_palette import ShortcutSheet
from app.window.shortcut_editor import ShortcutEditor

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    keymap().load({})


@pytest.fixture
def editor(window: MainWindow, qtbot: QtBot) -> ShortcutEditor:
    made = ShortcutEditor(window)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_new_key_works_at_once_and_is_remembered(
    window: MainWindow, editor: ShortcutEditor, qtbot: QtBot
) -> None:
    editor.mark("view.minimap")
    editor.fields[0].clear()
    assert window.commands.actions["view.minimap"].shortcuts() == []
    QTest.keyClick(editor.fields[0], Qt.Key.Key_U, CONTROL | SHIFT)
    assert keymap().keys(BY_ID["view.minimap"]) == ("Ctrl+Shift+U",)
    assert Settings().keys == {"view.minimap": ("Ctrl+Shift+U",)}
    assert "Ctrl+Shift+U" in window.commands.actions["view.minimap"].toolTip()
    sheet = ShortcutSheet(window)
    assert "Ctrl+Shift+U" in {label.text() for label in sheet.findChildren(QLabel)}
    sheet.deleteLater()
    editor.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    on = window.minimap.on
    QTest.keyClick(window.canvas, Qt.Key.Key_U, CONTROL | SHIFT)
    assert window.minimap.on is not on
    keymap().load({})
    keymap().load(Settings().keys)
    assert Settings().keys == {}


def test_a_key_of_another_command_is_taken_only_when_said(
    window: MainWindow, editor: ShortcutEditor
) -> None:
    editor.mark("view.minimap")
    QTest.keyClick(editor.fields[0], Qt.Key.Key_Z, CONTROL)
    assert "Undo" in editor.warning.text()
    assert editor.take.isVisible()
    assert keymap().keys(BY_ID["edit.undo"]) == ("Ctrl+Z",)
    assert not keymap().own
    QTest.mouseClick(editor.take, Qt.MouseButton.LeftButton)
    assert keymap().keys(BY_ID["edit.undo"]) == ()
    assert keymap().keys(BY_ID["view.minimap"]) == ("Ctrl+Z",)
    assert not editor.take.isVisible()
    editor.mark("edit.undo")
    QTest.mouseClick(editor.reset, Qt.MouseButton.LeftButton)
    assert editor.take.isVisible()  # the minimap has it now
    QTest.mouseClick(editor.take, Qt.MouseButton.LeftButton)
    assert keymap().own == {"view.minimap": ()}
    QTest.mouseClick(editor.reset_all, Qt.MouseButton.LeftButton)
    assert not keymap().own
    assert not editor.reset_all.isEnabled()


def test_a_key_of_the_canvas_is_warned_of(editor: ShortcutEditor) -> None:
    editor.mark("view.minimap")
    editor.fields[0].clear()
    QTest.keyClick(editor.fields[0], Qt.Key.Key_W)
    assert "Draw a wire" in editor.warning.text()
    assert keymap().keys(BY_ID["view.minimap"]) == ("W",)
    QTest.keyClick(editor.fields[0], Qt.Key.Key_Escape)  # stays what it is everywhere
    assert keymap().keys(BY_ID["view.minimap"]) == ("W",)
    assert not editor.isVisible()


def test_commands_are_found_by_name_and_by_key(editor: ShortcutEditor) -> None:
    def seen() -> set[str]:
        return {name for name, item in editor._items.items() if not item.isHidden()}

    editor.search.setText("ctrl+d")
    assert "edit.duplicate" in seen()
    assert len(seen()) < 4
    assert editor.command is not None
    assert editor.command.id in seen()
    editor.search.setText("minimap")
    assert seen() == {"view.minimap"}
    editor.search.clear()
    assert len(seen()) == len([c for c in COMMANDS if c.id in editor._items])


def test_remembered_keys_that_mean_nothing_are_left_out(qtbot: QtBot) -> None:
    keymap().load({"no.such": ("Ctrl+U",), "edit.undo": ("", "Ctrl+U")})
    assert keymap().own == {"edit.undo": ("Ctrl+U",)}
    keymap().load({})
