"""The player: a cursor that moves both ways, plays, and keeps its place when the run is new."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.playback.player import Player
from app.session import Session
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import SetActions
from autograd_core.graph.steps import port_ref


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[Player]:
    session = Session()
    made = Player(session)
    session.open_copy(
        Document(
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
    )
    qtbot.waitUntil(lambda: len(made.log) == 6, timeout=5000)
    yield made
    made.pause()
    session.close()


def grad(player: Player) -> object:
    value = player.field(port_ref("x"), "grad")
    return None if value is None else value.array.tolist()


def test_a_new_document_is_shown_at_its_end(player: Player) -> None:
    assert player.cursor == 6
    assert grad(player) == [2.0, 2.0]


def test_stepping_back_and_forward(qtbot: QtBot, player: Player) -> None:
    player.step_back()
    assert grad(player) is None
    assert player.step is not None
    assert player.step.function == "MulBackward0"
    player.step_forward()
    assert grad(player) is None  # the gradient has come, and is not yet deposited
    player.step_forward()
    qtbot.waitUntil(lambda: player.playing == 0)
    assert grad(player) == [2.0, 2.0]
    player.first()
    player.step_back()
    assert player.cursor == 0
    assert player.step is None


def test_sections(player: Player) -> None:
    player.previous_section()
    assert player.cursor == 3
    player.previous_section()
    assert player.cursor == 0
    player.next_section()
    assert player.cursor == 3


def test_playing_goes_to_the_end_and_stops(qtbot: QtBot, player: Player) -> None:
    player.set_speed(4.0)
    player.seek(3)
    phases: list[float] = []
    player.phase_changed.connect(phases.append)
    player.play()
    qtbot.waitUntil(lambda: player.playing == 0, timeout=5000)
    assert player.cursor == 6
    assert any(0.0 < phase < 1.0 for phase in phases)


def test_playing_backwards_goes_to_the_start(qtbot: QtBot, player: Player) -> None:
    player.set_speed(4.0)
    player.play_back()
    qtbot.waitUntil(lambda: player.playing == 0, timeout=5000)
    assert player.cursor == 0


def test_the_cursor_keeps_its_place_when_the_graph_is_edited(qtbot: QtBot, player: Player) -> None:
    player.seek(4)
    session = player.session
    session.do(building.add_leaf(session.document, "1.")[1], "add")
    qtbot.waitUntil(lambda: len(player.log) == 7, timeout=5000)
    assert player.step is not None
    assert (player.step.kind, player.step.node) == ("backward", "s")


def test_behind_an_action_the_cursor_stays_behind_it(qtbot: QtBot, player: Player) -> None:
    session = player.session
    player.seek(3)
    node, edits = building.add_leaf(session.document, "1.")
    session.do(edits, "add")
    qtbot.waitUntil(lambda: len(player.log) == 7, timeout=5000)
    assert player.cursor == 4
    assert player.step is not None
    assert player.step.node == node


def test_an_appended_backward_is_played_from_its_start(qtbot: QtBot, player: Player) -> None:
    session = player.session
    session.append_action(Forward("a3"), "forward")
    qtbot.waitUntil(lambda: len(player.log) == 8, timeout=5000)
    assert player.cursor == 8
    player.set_speed(4.0)
    session.append_action(Backward("a4", "s"), "backward")
    qtbot.waitUntil(lambda: player.playing == 1, timeout=5000)
    assert player.cursor == 9
    qtbot.waitUntil(lambda: player.playing == 0, timeout=5000)
    assert player.cursor == 11
    assert grad(player) == [4.0, 4.0]


def test_undo_while_playing_never_leaves_the_log(qtbot: QtBot, player: Player) -> None:
    session = player.session
    session.do(building.remove(session.document, ["s"]), "delete")
    qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
    player.first()
    player.play()
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: not session.is_running and len(player.log) == 6, timeout=5000)
    assert 0 <= player.cursor <= 6


def test_an_action_added_while_it_plays_ends_that_first(qtbot: QtBot, player: Player) -> None:
    """The list of actions, the canvas and others ask for the step as soon as playing ends."""
    player.playing_changed.connect(lambda direction: player.step)
    session = player.session
    player.seek(5)
    player.play()
    actions = session.document.actions
    session.show_end_of = "a9"
    session.do([SetActions(actions, (Forward("a9"),))], "another list")
    qtbot.waitUntil(lambda: len(player.log) == 3, timeout=5000)
    assert (player.cursor, player.playing) == (3, 0)
