"""Commands that select along wires and line cards up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.canvas import metrics
from app.canvas.parts import PartKind, parts_of
from app.main_window import MainWindow
from app.playback.face import spoken, why_not_run
from app.settings import Settings
from autograd_core.graph.files import decode, encode
from tests.app.canvas.scenes import document, leaf, op


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    window.player.reduced_motion = True
    window.show()
    window.session.open_copy(
        document(
            leaf("x"),
            op("a", "exp", 300, 10),
            op("b", "exp", 600, 400),
            op("c", "exp", 600, 30),
            op("s", "add", 900, 20),
            wires=("x>a.a", "a>b.a", "a>c.a", "b>s.a", "c>s.b"),
        )
    )
    return window


def test_selecting_along_the_wires(window: MainWindow) -> None:
    session, commands = window.session, window.commands
    for start, command, wanted in (
        ({"b"}, "select.upstream", {"x", "a", "b"}),
        ({"b"}, "select.downstream", {"b", "s"}),
        ({"a", "s"}, "select.between", {"a", "b", "c", "s"}),
        ({"b", "c"}, "select.between", {"b", "c"}),
    ):
        session.select(start)
        commands.trigger(command)
        assert session.selection == wanted, command
    assert not session.undo_stack.count()


def test_what_lies_between_says_why_there_is_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.session.select({"b", "c"})
    with qtbot.waitSignal(window.session.said, timeout=1000):
        window.commands.trigger("select.between")


def test_aligning_and_gaps_are_one_edit_each(window: MainWindow) -> None:
    session, nodes = window.session, window.session.document.nodes
    session.select({"a", "b", "c"})
    window.commands.trigger("arrange.top")
    assert [nodes[n].y for n in "abc"] == [10, 10, 10]
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    window.commands.trigger("arrange.gaps_y")
    assert nodes["a"].y == 10
    assert nodes["c"].y > 10
    assert nodes["b"].y == 400
    session.select({"a"})
    window.commands.trigger("arrange.left")
    assert session.undo_stack.count() == 1


def test_arranging_is_in_the_toolbar_and_one_edit(window: MainWindow) -> None:
    assert window.commands.actions["arrange.all"] in window.toolbar.actions()
    window.commands.trigger("arrange.all")
    assert window.session.undo_stack.count() == 1
    nodes = window.session.document.nodes
    assert nodes["x"].x < nodes["a"].x < nodes["b"].x == nodes["c"].x < nodes["s"].x


def test_bypassing_and_muting_are_seen_on_the_cards(window: MainWindow, qtbot: QtBot) -> None:
    session, places, shown = window.session, window.canvas.places, window.canvas.shown
    session.select({"b", "x"})
    window.commands.trigger("edit.bypass")
    session.select({"c"})
    window.commands.trigger("edit.mute")
    slot = places.slots["s"]
    qtbot.waitUntil(lambda: bool(shown.face(slot).waits_for), timeout=5000)
    faces = {node: shown.face(places.slots[node]) for node in "abcs"}
    assert [faces[node].state for node in "abcs"] == ["on", "bypass", "mute", "on"]
    assert faces["b"].first.tile is not None
    assert why_not_run(faces["c"]) == "muted: not run"
    assert why_not_run(faces["s"]) == "not run: c is muted"
    assert spoken(faces["s"]).endswith("not run: c is muted")
    window.commands.trigger("edit.mute")
    qtbot.waitUntil(lambda: shown.face(slot).first.tile is not None, timeout=5000)


def test_a_collapsed_card_is_its_header_with_its_ports_apart(window: MainWindow) -> None:
    session, places = window.session, window.canvas.places
    before = places.card_box("s")
    wires = places.ends[places.wires_at(places.slots_of(["s"]))].copy()
    session.select({"s"})
    window.commands.trigger("edit.collapse")
    box = places.card_box("s")
    assert box.bottom - box.top == metrics.FOLDED
    ports = [y - box.top for port, _, y in places.ports_of(places.slots["s"]) if port.is_input]
    assert 0 < ports[0] < ports[1] < metrics.HEADER
    ends = places.ends[places.wires_at(places.slots_of(["s"]))]
    assert (ends[:, 3] - box.top < metrics.HEADER).all()
    parts = parts_of(places, window.canvas.shown, session.document, "s")
    assert [part.kind for part in parts] == [PartKind.TITLE]
    assert not session.undo_stack.isClean()
    session.undo_stack.undo()
    assert places.card_box("s") == before
    assert (places.ends[places.wires_at(places.slots_of(["s"]))] == wires).all()


def test_snapping_is_remembered(window: MainWindow) -> None:
    window.commands.trigger("arrange.snap_grid")
    window.commands.trigger("arrange.snap_neighbours")
    assert window.canvas.snapping.grid
    assert not window.canvas.snapping.neighbours
    again = Settings()
    assert again.snap_to_grid
    assert not again.snap_to_neighbours


def test_a_frame_round_the_selection_is_named_and_coloured(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, document = window.session, window.session.document
    session.select({"b", "c"})
    window.commands.trigger("frame.add")
    (frame,) = document.frames.values()
    assert frame.kind == "comment"
    assert session.selection == {frame.id}
    assert {document.nodes[node].frame for node in "bc"} == {frame.id}
    editor = window.canvas.findChild(QLineEdit, "frameTitle")
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "two ways")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    window.commands.trigger("frame.colour.teal")
    window.commands.trigger("frame.larger")
    (frame,) = document.frames.values()
    assert (frame.title, frame.color) == ("two ways", "teal")
    assert frame.margins == (20, 20, 20, 20)
    assert decode(encode(document)).frames == document.frames
    window.commands.trigger("edit.delete")
    assert not document.frames
    assert {"b", "c"} <= document.nodes.keys()


def test_arranging_takes_the_margins_of_frames_that_move_whole(window: MainWindow) -> None:
    session, document = window.session, window.session.document
    session.select({"b", "c"})
    window.commands.trigger("frame.add")
    window.commands.trigger("frame.larger")
    session.select({"a", "b"})
    window.commands.trigger("arrange.all")
    (frame,) = document.frames.values()
    assert any(frame.margins)  # c stays where it is
    session.select(())
    window.commands.trigger("arrange.all")
    (frame,) = document.frames.values()
    assert not any(frame.margins)
