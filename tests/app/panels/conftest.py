"""Σ(x·x) with its backward, run and shown, for every panel's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.playback.player import Player
from app.session import Session
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData


def square_sum() -> Document:
    return Document(
        [
            LeafData("x", label="x", requires_grad=True),
            OpData("y", op="mul", label="y"),
            OpData("s", op="sum", label="s"),
        ],
        [
            WireData("w1", "x", "y", "a"),
            WireData("w2", "x", "y", "b"),
            WireData("w3", "y", "s", "a"),
        ],
        actions=(Forward("a1"), Backward("a2", "s")),
    )


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def settle(qtbot: QtBot, session: Session) -> Callable[[], None]:
    """Waits until the run that is under way has been shown."""
    running = [False]
    session.running.connect(lambda on: running.__setitem__(0, on))

    def wait() -> None:
        qtbot.waitUntil(lambda: not running[0], timeout=5000)
        qtbot.wait(1)  # widgets that were added appear when the event loop turns

    return wait


@pytest.fixture
def player(session: Session, settle: Callable[[], None]) -> Iterator[Player]:
    made = Player(session)
    session.open_copy(square_sum())
    settle()
    assert len(made.log) == 6
    yield made
    made.pause()
