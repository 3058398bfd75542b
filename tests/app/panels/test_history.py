"""The history panel: its rows follow the undo stack, and a click goes to a state."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.geometry import Geometry
from app.panels.history import HistoryPanel
from app.playback.face import face_of
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import building, files
from autograd_core.graph.actions import Backward
from autograd_core.graph.document import Document


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> HistoryPanel:
    made = HistoryPanel(session, Player(session))
    qtbot.addWidget(made)
    made.resize(240, 400)
    made.show()
    return made


def add(session: Session, value: str) -> str:
    node, edits = building.add_leaf(session.document, value, requires_grad=True)
    session.do(edits, f"Add {value}")
    return node


def rows(panel: HistoryPanel) -> list[str]:
    model = panel.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_a_click_goes_to_a_state(panel: HistoryPanel, session: Session, qtbot: QtBot) -> None:
    for value in ("1.", "2.", "3."):
        add(session, value)
    assert rows(panel) == ["In the beginning", "Add 1.", "Add 2.", "Add 3."]
    assert panel.list.currentIndex().row() == 3
    where = panel.list.visualRect(panel.model.index(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert len(session.document.nodes) == 1
    assert len(rows(panel)) == 4  # what was undone can be had again
    font = panel.model.index(3).data(Qt.ItemDataRole.FontRole)
    assert isinstance(font, QFont)
    assert font.italic()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert len(session.document.nodes) == 1  # looking is not going
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(session.document.nodes) == 2
    add(session, "4.")
    assert rows(panel)[-2:] == ["Add 2.", "Add 4."]
    session.open_copy(Document())
    assert rows(panel) == ["In the beginning"]


def test_undo_during_playback_leaves_screen_and_document_together(
    session: Session, qtbot: QtBot
) -> None:
    """Edits, undo, redo and jumps in the history, at any moment of the playback."""
    player = Player(session)
    canvas = Canvas(session, player)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    x = add(session, "[1., 2.]")
    for op in ("exp", "sum"):
        node, edits = building.add_op(session.document, op, x=300.0, y=50.0)
        session.do([*edits], op)
        session.do(building.connect(session.document, x, node, "a"), "wire")
        x = node
    session.append_action(Backward("back", x), "backward")
    start = files.encode(session.document)
    stack, choice = session.undo_stack, random.Random(7)
    player.set_speed(4.0)
    for _ in range(60):
        deed = choice.randrange(6)
        if deed == 0:
            player.play() if choice.random() < 0.5 else player.play_back()
        elif deed == 1:
            player.seek(choice.randrange(len(player.log) + 1))
        elif deed == 2:
            stack.setIndex(choice.randrange(stack.count() + 1))
        elif deed == 3:
            stack.undo() if choice.random() < 0.5 else stack.redo()
        else:
            qtbot.wait(choice.randrange(12))
        _same(canvas, session)
    player.pause()
    stack.setIndex(stack.count())
    qtbot.waitUntil(lambda: not session.is_running)
    _same(canvas, session)
    assert files.encode(session.document) == start


def _same(canvas: Canvas, session: Session) -> None:
    """What the canvas has is what it would have if it were made anew."""
    document, places = session.document, canvas.places
    fresh = Geometry(document)
    assert places.slots.keys() == fresh.slots.keys()
    assert places.wire_slots.keys() == fresh.wire_slots.keys()
    for node, slot in places.slots.items():
        assert places.pos[slot].tolist() == fresh.pos[fresh.slots[node]].tolist()
        shown = canvas.shown.face(slot)
        assert shown == face_of(canvas.player.log, canvas.player.cursor, document, node)
    assert canvas.player.cursor <= len(canvas.player.log)


def test_the_menu_goes_there_too(
    panel: HistoryPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: shown.append(menu))
    for text in ("one", "two", "three"):
        session.do(building.add_leaf(session.document, "1", x=0, y=0)[1], text)
    panel.list.setCurrentIndex(panel.model.index(1, 0))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    panel.list.contextMenuEvent(event)
    go, undo, redo = shown[0].actions()
    assert [each.isEnabled() for each in (go, undo, redo)] == [True, True, False]
    go.trigger()
    assert session.undo_stack.index() == 1
    undo.trigger()
    assert session.undo_stack.index() == 0
    panel.list.contextMenuEvent(event)
    shown[1].actions()[2].trigger()
    assert session.undo_stack.index() == 3
