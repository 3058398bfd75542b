"""What an empty canvas offers to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from autograd_core.graph import building, files
from tests.autograd_core.graph.graphs import sum_of_squares


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    for name in ("gone", "one", "two"):
        path = tmp_path / name / "graph.gradcanvas"
        path.parent.mkdir()
        files.save(sum_of_squares(), path)
        made.settings.remember_file(path)
    (tmp_path / "gone" / "graph.gradcanvas").unlink()
    made.resize(1400, 900)
    made.show()
    made.session.new()
    return made


def names(window: MainWindow) -> list[str]:
    return [button.accessibleName() for button in window.start_page.pictures]


def test_it_is_there_until_something_is_placed(window: MainWindow, qtbot: QtBot) -> None:
    page, session = window.start_page, window.session
    assert page.isVisible()
    assert not page.geometry().intersects(window.empty_hint.geometry())
    assert window.canvas.rect().contains(page.geometry())
    assert len(names(window)) == 2  # the one that is gone is not offered
    assert "two" in names(window)[0]  # names that are the same come with their folders
    session.do(building.add_leaf(session.document, "1")[1], "add")
    assert not page.isVisible()
    session.undo_stack.undo()
    assert page.isVisible()
    window.settings.forget_files()
    session.new()
    assert not names(window)
    assert len(page.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly))


def test_a_file_is_opened_by_keys_alone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = window.start_page
    window.canvas.setFocus()
    reached = []
    for _ in range(3 + 2):
        window.focusNextPrevChild(True)
        reached.append(window.focusWidget())
    assert reached[-2:] == page.pictures
    qtbot.keyClick(page.pictures[-1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.path is not None, timeout=3000)
    assert window.session.path == tmp_path / "one" / "graph.gradcanvas"
    assert not page.isVisible()
