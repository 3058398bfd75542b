"""The status bar: what is said goes when its cause does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStatusBar
from pytestqt.qtbot import QtBot

from app import portions
from app.session import Session
from app.window import status
from app.window.status import Status
from autograd_core.graph import building
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.edits import Put


@pytest.fixture
def session(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(Session, "rerun", lambda self: None)
    session = Session()
    session.open_copy(Document([LeafData("x"), LeafData("y")]))
    yield session
    session.close()


@pytest.fixture
def bar(session: Session, qtbot: QtBot) -> QStatusBar:
    bar = QStatusBar()
    qtbot.addWidget(bar)
    Status(session, bar)
    return bar


def test_a_message_goes_with_the_next_selection_edit_or_document(
    session: Session, bar: QStatusBar
) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: session.select({"x"}),
        lambda: session.do(building.move(session.document, {"x": (1, 2)}), "Move"),
        session.undo_stack.undo,
        session.new,
    ]
    for deed in deeds:
        session.said.emit("Select the tensor")
        assert bar.currentMessage() == "Select the tensor"
        deed()
        assert bar.currentMessage() == ""


def test_a_hint_stays_until_the_gesture_is_over(
    session: Session, bar: QStatusBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "MESSAGE_MILLISECONDS", 20)
    session.said.emit("Saved")
    qtbot.waitUntil(lambda: bar.currentMessage() == "")
    session.hinted.emit("Enter connects")
    qtbot.wait(60)
    assert bar.currentMessage() == "Enter connects"
    session.said.emit("")
    assert bar.currentMessage() == ""


def test_a_cancelled_run_is_said_until_the_next_one(session: Session, bar: QStatusBar) -> None:
    session.cancelled = True
    session.ran.emit()
    assert "Cancelled" in bar.currentMessage()
    session.select({"x"})
    assert "Cancelled" in bar.currentMessage()
    session.cancelled = False
    session.ran.emit()
    assert bar.currentMessage() == ""


def test_a_large_edit_that_takes_its_time_shows_that_it_goes_on(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = QStatusBar()
    qtbot.addWidget(bar)
    progress = Status(session, bar).progress
    bar.show()
    seen: list[tuple[bool, bool, int, int]] = []

    def look(done: int, total: int) -> None:
        waits = QGuiApplication.overrideCursor() is not None
        seen.append((waits, progress.isVisible(), done, total))

    def add(start: int) -> None:
        new = [Put(None, LeafData(f"n{i}")) for i in range(start, start + 2 * portions.PORTION)]
        session.do(new, "Paste")

    session.carried.connect(look)
    monkeypatch.setattr(portions, "PATIENCE_SECONDS", 60.0)
    add(0)
    assert not seen
    monkeypatch.setattr(portions, "PATIENCE_SECONDS", 0.0)
    add(100_000)
    shown = [(True, True, 1, 2), (True, True, 2, 2), (True, True, 2, 2)]
    assert seen == [*shown, (False, False, 0, 0)]
    seen.clear()
    assert session.wait_for(lambda: time.sleep(0.05)) is None
    assert seen[0] == (True, True, 0, 0)
    assert seen[-1] == (False, False, 0, 0)
    assert QGuiApplication.overrideCursor() is None
