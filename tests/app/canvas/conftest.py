"""A canvas on a session whose runs are ours to make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.playback.player import Player
from app.session import Session
from autograd_core.graph.document import Document
from tests.app.canvas.scenes import Opener


@pytest.fixture
def session(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session that runs nothing by itself."""
    monkeypatch.setattr(Session, "rerun", lambda self: None)
    session = Session()
    yield session
    session.close()


@pytest.fixture
def open_canvas(session: Session, qtbot: QtBot) -> Opener:
    """Opens a document on a shown canvas of 1000 by 700 at 1:1, the origin at (100, 100),
    where nothing snaps."""
    def show(found: Document) -> Canvas:
        canvas = Canvas(session, Player(session))
        qtbot.addWidget(canvas)
        canvas.resize(1000, 700)
        canvas.show()
        session.open_copy(found)
        canvas.snapping.neighbours = False  # a drag ends where the pointer does
        canvas.view.zoom, canvas.view.left, canvas.view.top = 1.0, -100.0, -100.0
        canvas.scene.coarse = False
        canvas.setFocus()
        qtbot.waitExposed(canvas)
        qtbot.wait(10)
        return canvas

    return show
