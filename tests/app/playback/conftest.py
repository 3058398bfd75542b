"""Six steps down w·w, run and shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.playback.player import Player
from app.session import Session
from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Repeat, ZeroGrad
from autograd_core.graph.document import Document, LeafData, OpData, WireData


def descent(turns: str = "6") -> Document:
    body = (
        Forward("a1"),
        Backward("a2", "s"),
        Assign("a3", "w", Expression("0.1 * w.grad", {"w": "w"}), "value", "-=", no_grad=True),
        ZeroGrad("a4"),
    )
    return Document(
        [
            LeafData("w", label="w", value="[1.0, -2.0]", requires_grad=True),
            OpData("y", op="mul", label="y"),
            OpData("s", op="sum", label="s"),
        ],
        [
            WireData("w1", "w", "y", "a"),
            WireData("w2", "w", "y", "b"),
            WireData("w3", "y", "s", "a"),
        ],
        actions=(Repeat("r", name="epoch", values=Expression(turns), body=body),),
    )


@pytest.fixture
def training(qtbot: QtBot) -> Iterator[Player]:
    session = Session()
    made = Player(session)
    session.open_copy(descent())
    qtbot.waitUntil(lambda: len(made.log) > 40 and not session.is_running, timeout=5000)
    yield made
    made.pause()
    session.close()
