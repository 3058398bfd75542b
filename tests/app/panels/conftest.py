"""Σ(x·x) with its backward, run and shown, for every panel's tests."""

from __future__ import annotations

from collections.abc import Iterator

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
def player(qtbot: QtBot, session: Session) -> Iterator[Player]:
    made = Player(session)
    session.open_copy(square_sum())
    qtbot.waitUntil(lambda: not session.is_running and len(made.log) == 6, timeout=5000)
    yield made
    made.pause()
