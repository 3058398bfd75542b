"""The status bar: what is said goes when its cause does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QStatusBar
from pytestqt.qtbot import QtBot

from app.session import Session
from app.window import status
from app.window.status import Status
from autograd_core.graph import building
from autograd_core.graph.document import Document, LeafData


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
