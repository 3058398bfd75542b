"""Files with something wrong in them: all of it is told, and what can be read opens as a copy."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.panels.inspector.operation import OperationPage
from app.playback.face import face_of
from app.window.keeping import reading
from autograd_core.graph import building, files
from autograd_core.graph.layout import unpiled
from autograd_core.graph.placeholders import UNREADABLE
from tests.autograd_core.graph.graphs import sum_of_squares


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.show()
    made.session.open_copy(sum_of_squares())
    return made


def broken(**changes: Any) -> bytes:
    raw: dict[str, Any] = json.loads(files.encode(sum_of_squares()))
    raw["nodes"].append({"kind": "robot", "id": "r", "label": "r2d2", "beeps": [1, 2, 3]})
    raw["nodes"].append({"kind": "op", "id": "h", "op": "hologram", "params": {"depth": "3"}})
    raw["wires"].append({"id": "w9", "source": "nobody", "target": "s", "target_port": "b"})
    return json.dumps({**raw, **changes}).encode()


def answer(accept: bool) -> list[str]:
    """Answers the list of what is wrong; what was in it is noted."""
    rows: list[str] = []

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        listed = dialog.findChild(QListWidget)
        assert listed is not None
        rows.extend(listed.item(row).text() for row in range(listed.count()))
        button = dialog.findChild(QPushButton, "repair" if accept else "cancel")
        assert button is not None
        button.click()

    QTimer.singleShot(0, found)
    return rows


def test_all_is_told_and_cancel_leaves_what_is_open(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "broken.gradcanvas"
    path.write_bytes(broken())
    before = window.session.whole
    rows = answer(False)
    assert not window.files.open_path(path)
    assert sorted(row.split(":")[0] for row in rows) == [
        "$.nodes[3].kind", "$.nodes[4].op", "$.wires[3].source",
    ]  # fmt: skip
    assert rows[0] == "$.nodes[3].kind: 'robot' is not known here"
    assert window.session.whole is before


def test_what_can_be_read_opens_as_a_copy_whose_data_stay(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "broken.gradcanvas"
    path.write_bytes(broken())
    answer(True)
    assert window.files.open_path(path)
    session = window.session
    assert session.path is None
    assert window.isWindowModified()
    assert window.files.guard.notice.isVisible()
    assert path.read_bytes() == broken()
    qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
    assert session.whole.nodes["r"].op == UNREADABLE  # type: ignore[union-attr]
    face = face_of(session.seen, len(session.seen), session.document, "r")
    assert face.error
    assert not face.category  # which is drawn dashed
    session.select(["r"])
    page = window.inspector_panel.page
    assert isinstance(page, OperationPage)
    assert '"beeps"' in page.data.toPlainText()
    assert not page.code.isVisible()
    copy = tmp_path / "copy.gradcanvas"
    saved = session.whole.snapshot()
    assert window.files._save(copy)
    rows = answer(True)
    assert window.files.open_path(copy)
    assert [row.split(": ")[0] for row in rows] == ["$.nodes[4].op"]
    assert session.whole == saved
    session.do(building.remove(session.document, ["r", "h"]), "delete")
    assert window.files._save(copy)
    assert list(files.load(copy).nodes) == ["x", "y", "s"]


def test_a_newer_file_can_be_tried(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "newer.gradcanvas"
    raw = json.loads(files.encode(sum_of_squares()))
    path.write_text(json.dumps({**raw, "version": 99, "colours": []}))
    rows = answer(True)
    assert window.files.open_path(path)
    assert "newer program" in rows[0]
    assert window.session.whole == unpiled(sum_of_squares())


def test_a_large_file_is_read_off_the_windows_thread_and_can_be_cancelled(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.gradcanvas"
    files.save(sum_of_squares(), path)
    before = window.session.whole
    monkeypatch.setattr(reading, "SMALL", 0)
    monkeypatch.setattr(reading, "PATIENCE_MILLISECONDS", 10)
    gate, threads = threading.Event(), []

    def slow(where: Path) -> reading.Read:
        threads.append(threading.current_thread())
        gate.wait(10.0)
        return read(where)

    read = reading.read_file
    monkeypatch.setattr(reading, "read_file", slow)

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QProgressDialog):
            dialog.cancel()
        else:
            QTimer.singleShot(10, cancel)

    QTimer.singleShot(10, cancel)
    assert not window.files.open_path(path)
    assert window.session.whole is before
    gate.set()
    assert window.files.open_path(path)
    assert window.session.path == path
    assert all(thread is not threading.main_thread() for thread in threads)
