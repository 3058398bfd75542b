"""What is dropped on the window, files that were open lately, and more windows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app import __main__ as start
from app import main_window
from app.main_window import MainWindow, show_first
from app.window import windows
from app.window.keeping import thumbnails
from autograd_core.graph import building, exchange, files
from autograd_core.graph.document import Document, LeafData
from tests.autograd_core.graph.graphs import no_grad_branch, sum_of_squares


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.resize(1100, 700)
    made.show()
    made.session.open_copy(Document())
    return made


def drop(window: MainWindow, paths: list[Path], at: QPoint | None = None) -> bool:
    """Drags files over the window and lets go; whether it takes them."""
    at = at or window.canvas.mapTo(window, QPoint(300, 200))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(at, either, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(at), either, mime, left, none)
        event.setDropAction(Qt.DropAction.MoveAction)  # as a file manager wants it
        QApplication.sendEvent(window, event)
        assert event.dropAction() == Qt.DropAction.CopyAction  # or it would delete the file
    return enter.isAccepted()


def test_of_several_graphs_the_first_is_opened_here(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[Path | None] = []
    monkeypatch.setattr(window.windows, "start", others.append)
    paths = [tmp_path / f"{name}.gradcanvas" for name in "abc"]
    for path in paths:
        files.save(sum_of_squares(), path)
    assert drop(window, paths)
    qtbot.waitUntil(lambda: window.session.path == paths[0], timeout=2000)
    assert others == paths[1:]
    assert not drop(window, [tmp_path / "song.mp3"])
    assert not drop(window, [paths[0], tmp_path / "song.mp3"])


def test_numbers_become_leaves_where_they_are_dropped(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    document = window.session.document
    np.save(tmp_path / "weights.npy", np.arange(6.0).reshape(2, 3))
    np.save(tmp_path / "large.npy", np.zeros((200, 100), np.float32))
    (tmp_path / "my table.csv").write_text("a,b\n1,2\n3,4\n")
    (tmp_path / "broken.npy").write_bytes(b"no numbers")
    said: list[str] = []
    window.session.said.connect(said.append)
    names = ("weights.npy", "my table.csv", "large.npy", "broken.npy")
    assert drop(window, [tmp_path / name for name in names])
    qtbot.waitUntil(lambda: any("broken.npy" in text for text in said), timeout=3000)
    leaves = [node for node in document.nodes.values() if isinstance(node, LeafData)]
    assert [(node.label, node.dtype) for node in leaves] == [
        ("weights", "float64"), ("x", "float32"), ("large", "float32"),
    ]  # fmt: skip
    assert leaves[1].value == "[[1.0, 2.0], [3.0, 4.0]]"
    assert leaves[2].value.startswith("npy(")
    boxes = [window.canvas.places.card_box(node.id) for node in leaves]
    assert not any(a.touches(b) for i, a in enumerate(boxes) for b in boxes[:i])
    window.session.undo_stack.undo()
    assert len(document.nodes) == 2


def test_recent_files_have_pictures_and_name_their_folder_where_names_are_equal(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    paths = [tmp_path / "graph.gradcanvas", tmp_path / "b" / "graph.gradcanvas",
             tmp_path / "a & b.gradcanvas"]  # fmt: skip
    for path in paths:
        files.save(no_grad_branch(), path)
        assert window.files.open_path(path)
    qtbot.waitUntil(lambda: not window.session.is_running, timeout=3000)
    assert not thumbnails.place_of(paths[2]).exists()
    session = window.session
    session.do(building.change(session.document, "x", label="w"), "change")
    window.recent.thumbnails.take()
    assert not thumbnails.place_of(paths[2]).exists()  # it would not be that of the file
    session.undo_stack.undo()
    window.recent.thumbnails.take()
    assert thumbnails.place_of(paths[2]).exists()
    paths[0].unlink()
    menu = QMenu(window)
    window.recent.fill(menu)
    entries = [action for action in menu.actions() if action.toolTip().startswith(str(tmp_path))]
    texts = [action.text() for action in entries]
    assert texts[0] == "a && b.gradcanvas"
    assert texts[1].startswith("graph.gradcanvas – ")
    assert texts[1].endswith("/b")
    assert texts[2].endswith(tmp_path.name)
    assert [action.isEnabled() for action in entries] == [True, True, False]
    assert [action.icon().isNull() for action in entries] == [False, True, True]
    entries[1].trigger()
    assert session.path == paths[1]


def test_one_more_window_is_a_program_of_its_own(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[tuple[Path | None, bool]] = []

    def open_window(path: Path | None, fresh: bool) -> int:
        opened.append((path, fresh))
        return 0

    monkeypatch.setattr(main_window, "open_window", open_window)
    for path in (None, tmp_path / "a.gradcanvas"):
        _, arguments = windows.command_of(path)
        assert arguments[:2] == ["-m", "app"]
        assert start.start(arguments[2:]) == 0
    assert opened == [(None, True), (tmp_path / "a.gradcanvas", True)]
    window.session.open_copy(sum_of_squares())
    show_first(window, None, fresh=True)
    assert window.session.document == Document()


def test_code_that_is_dropped_becomes_a_document_without_a_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "net.py"
    path.write_text("import torch\nx = torch.ones(2)\ny = x * x\n", "utf-8")
    assert drop(window, [path])
    qtbot.waitUntil(lambda: len(window.session.document.nodes) == 2, timeout=5000)
    assert window.session.path is None
    assert window.files.name == "net"
    assert not window.session.is_clean
    assert window.settings.recent[0] == path


def test_open_takes_code_notebooks_and_networkx(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    path = tmp_path / "graph.json"

    def answer(*given: str) -> tuple[str, str]:
        asked.append(given[-1])
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    path.write_bytes(exchange.linked(sum_of_squares()))
    window.files.open()
    assert "(*.gradcanvas *.py *.ipynb *.json)" in asked[0]
    assert (window.session.path, window.files.name) == (None, "graph")
    assert next(n.label for n in window.session.document.nodes.values()) == "x"
    window.session.undo_stack.setClean()
    troubles: list[str] = []
    window.session.troubled.connect(lambda title, text: troubles.append(text))
    path.write_text('{"directed": true, "multigraph": false}', "utf-8")
    window.files.open()
    assert "no graph of networkx" in troubles[0]
    files.save(no_grad_branch(), path)  # a graph file by another name
    window.files.open()
    assert window.session.path == path
