"""Keys of menus and dialogs: each entry has one, no two alike, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QTranslator
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
)
from pytestqt.qtbot import QtBot

import resources
from app.main_window import MainWindow
from app.panels.history import HistoryList
from app.widgets.mnemonics import mark_dialog, mark_menu, marked, plain
from app.widgets.operation_list import OperationView
from app.window.context_menu import canvas_menu
from app.window.table_editor import TableEditor
from autograd_core.graph import building
from autograd_core.graph.document import NoteData
from autograd_core.graph.edits import Put


@pytest.mark.parametrize(
    ("texts", "seeds", "wanted"),
    [
        (["Save", "Save as…", "Step", ""], [], ["&Save", "Save &as…", "S&tep", ""]),
        (["打开…", "保存"], ["open", "save"], ["打开(&O)…", "保存(&S)"]),
        (["print(x)", "print(y)"], [], ["&print(x)", "print(&y)"]),
        (["--", "1 && 2"], [], ["--(&A)", "&1 && 2"]),
        (["张量", "添加"], ["", "add"], ["张量(&B)", "添加(&A)"]),
        (["Ab", "Bc", "A", "C"], [], ["A&b", "B&c", "&A", "C"]),
    ],
)
def test_keys_are_given_out(texts: list[str], seeds: list[str], wanted: list[str]) -> None:
    assert marked(texts, seeds) == wanted


def test_many_entries_do_not_clash() -> None:
    keys = [re.findall(r"&(.)", text)[0].upper() for text in marked(["图"] * 36)]
    assert len(set(keys)) == 36
    assert marked(["图"] * 37)[-1] == "图"


def keys_in(menu: QMenu) -> list[str]:
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    return [key for text in texts for key in re.findall(r"(?<!&)&([^&])", text)]


@pytest.fixture(params=["en", "zh_CN"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    translator = QTranslator()
    if request.param != "en":
        folder = str(resources.path_of("translations"))
        assert translator.load(f"gradcanvas_{request.param}", folder)
        qapp.installTranslator(translator)
    yield request.param
    qapp.removeTranslator(translator)


def popped_up(window: MainWindow, node: str, monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """The menus of lists and tables."""
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: shown.append(menu))
    reason = QContextMenuEvent.Reason.Keyboard
    (history,) = window.findChildren(HistoryList)
    history.setCurrentIndex(history.model().index(0, 0))
    (operations,) = window.palette_panel.findChildren(OperationView)
    operations.mark("mul")
    for widget in (history, operations):
        widget.contextMenuEvent(QContextMenuEvent(reason, QPoint(), QPoint()))
    table = TableEditor("x", np.zeros((2, 2), np.float32), True, window)
    table._show_menu(QPoint())
    assert len(shown) == 3
    return shown


def test_the_bar_has_no_key_twice(qtbot: QtBot, spoken: str) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    titles = [action.text() for action in window.menuBar().actions()]
    keys = [re.findall("&(.)", title)[0].upper() for title in titles]
    assert len(set(keys)) == len(titles)


def test_no_menu_has_one_key_twice(
    qtbot: QtBot, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda w: window.session.undo_stack.setClean())
    node = window.canvas.place("ones")
    window.session.do(building.wrap(window.session.document, [node]), "wrap")
    region = next(iter(window.session.document.frames))
    window.session.select({region})
    on_region = canvas_menu("", window.graph, window.action_commands, window.commands, window)
    window.session.do([Put(None, NoteData("note"))], "note")
    note = "note"
    menus = [
        *window.menuBar().findChildren(QMenu),
        on_region,
        canvas_menu(note, window.graph, window.action_commands, window.commands, window),
        *popped_up(window, node, monkeypatch),
        canvas_menu(node, window.graph, window.action_commands, window.commands, window),
        canvas_menu("", window.graph, window.action_commands, window.commands, window),
        *window.timeline_panel.findChildren(QMenu),
    ]
    assert len(menus) > 10
    for menu in menus:
        menu.aboutToShow.emit()
        keys = Counter(key.upper() for key in keys_in(menu))
        entries = [action for action in menu.actions() if not action.isSeparator()]
        if spoken == "en":  # where there are more entries than letters, some have none
            assert not [each for each in entries if re.search(r"[a-z].*\(&.\)", each.text())]
            bare = [each.text().upper() for each in entries if "&" not in each.text()]
            assert all(set(re.findall("[A-Z]", text)) <= set(keys) for text in bare), menu.title()
        else:
            assert keys.total() == len(entries), menu.title()
        assert set(keys.values()) <= {1}, menu.title()
    written = window.commands.actions["edit.redo"].text()
    assert written == {"en": "&Redo", "zh_CN": "重做(&R)"}[spoken]


def test_marking_again_changes_nothing_and_new_texts_are_followed(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Open")
    action = menu.actions()[0]
    for text in ("print(y)", "设置 dtype…"):
        action.setText(text)
        mark_menu(menu)
        mark_menu(menu)
        assert action.text() != text
        assert plain(action) == text


def test_dialogs_get_keys_too(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    caption, field = QLabel("Value"), QLineEdit()
    caption.setBuddy(field)
    words, box, button = QLabel("Only words"), QCheckBox("Keep"), QPushButton("Vanish")
    for widget in (caption, field, words, box, button):
        layout.addWidget(widget)
    mark_dialog(dialog)
    mark_dialog(dialog)
    texts = [caption.text(), words.text(), box.text(), button.text()]
    assert texts == ["&Value", "Only words", "&Keep", "V&anish"]


def test_buttons_of_qts_own_take_the_letter_of_what_they_do(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    which = QMessageBox.StandardButton
    box.setStandardButtons(which.Save | which.Discard | which.Cancel)
    for button, text in ((which.Save, "保存"), (which.Discard, "丢弃"), (which.Cancel, "取消")):
        box.button(button).setText(text)
    mark_dialog(box)
    texts = {box.button(each).text() for each in (which.Save, which.Discard, which.Cancel)}
    assert texts == {"保存(&S)", "丢弃(&D)", "取消(&C)"}
