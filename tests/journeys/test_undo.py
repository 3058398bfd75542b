"""Whatever was done can be undone to the byte, and the screen shows the document all the while."""

from __future__ import annotations

from random import Random

import pytest
from pytestqt.qtbot import QtBot

from app.canvas import metrics
from app.canvas.canvas import Canvas
from app.canvas.geometry import Geometry
from app.commands import COMMANDS
from app.main_window import MainWindow
from app.playback.face import face_of
from autograd_core.graph.document import NoteData
from autograd_core.graph.files import encode
from autograd_core.graph.levels import Level, instances
from tests.autograd_core.graph import programs
from tests.journeys import canvas_edits, subgraph_edits

#: Commands that ask for something, leave the document alone, or end the program.
QUIET = ("file.", "view.", "play.", "help.", "frame.colour.none")
ASKING = ("edit.add", "edit.value", "edit.rename", "edit.knife", "edit.shortcuts", "edit.undo",
          "edit.redo", "frame.add", "run.cancel", "subgraph.insert")  # fmt: skip
DEEDS = [
    each.id
    for each in COMMANDS
    if not each.id.startswith(QUIET) and each.id not in ASKING and "…" not in each.title
]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda _: made.session.undo_stack.setClean())
    made.resize(1200, 800)
    made.show()
    made.session.new()
    made.player.reduced_motion = True
    return made


def act(window: MainWindow, rng: Random) -> None:
    """Somebody does something: an edit that a panel makes, or a command."""
    session = window.session
    document = session.document
    if rng.random() < 0.35 and document.order:
        subgraph_edits.act(rng, session)
        return
    if rng.random() < 0.4 and document.order:
        canvas_edits.act(rng, session)
        return
    chosen = rng.sample(document.order, min(len(document.order), rng.randint(0, 4)))
    session.select([*chosen, *rng.sample(sorted(document.wires), min(1, len(document.wires)))])
    if rng.random() < 0.5 and document.order and document is session.whole:
        session.do(programs.edits(rng, document), "edit")
        return
    command = rng.choice(DEEDS)
    if window.commands.actions[command].isEnabled():
        window.commands.trigger(command)


def check_screen(window: MainWindow) -> None:
    """The canvas, kept up to date edit by edit, is what it would be made anew; so is the level that
    is open. No definition is without an instance."""
    canvas = window.findChild(Canvas)
    assert canvas is not None
    places, document = canvas.places, window.session.document
    fresh = Geometry(document)
    assert set(places.slots) == set(document.nodes)
    for node, slot in places.slots.items():
        data = document.nodes[node]
        assert tuple(places.pos[slot]) == (data.x, data.y)
        assert places.inputs[slot] == fresh.inputs[fresh.slots[node]]
    there = {wire for wire, slot in places.wire_slots.items() if places._there[slot]}
    assert there == set(document.wires)
    for wire in there:
        source, _, target, _ = places.joins[places.wire_slots[wire]]
        ends = (places.ids[source], places.ids[target])
        assert ends == (document.wires[wire].source, document.wires[wire].target)
        dots = document.wires[wire].points
        assert tuple(places.dots.points(places.wire_slots[wire])) == dots
    check_looks(window, canvas)
    whole = window.session.whole
    assert all(any(instances(whole, name)) for name in whole.definitions)
    if document is not whole:
        assert Level(whole, document.prefix).has_graph_of(document)


def check_looks(window: MainWindow, canvas: Canvas) -> None:
    """What is drawn of cards and frames is what the document says, and the run as far as it is
    shown; and so is what is selected."""
    session, places, player = window.session, canvas.places, window.player
    document = session.document
    assert places.frames.data == document.frames
    for node, slot in places.slots.items():
        data = document.nodes[node]
        assert places.frames.frame_of(slot) == data.frame
        now = face_of(player.seen, player.shown_cursor, document, node)
        assert canvas.shown.face(slot) == now
        assert bool(canvas.shown.selected[slot]) == (node in session.selection)
        if isinstance(data, NoteData):
            assert tuple(places.size[slot]) == (data.width, data.height)
        elif getattr(data, "collapsed", False):
            assert places.size[slot, 1] == metrics.FOLDED
    assert session.selection <= {*document.nodes, *document.wires, *document.frames}


@pytest.mark.filterwarnings("ignore:.*is deprecated")  # the engine says so of x.T, as PyTorch
@pytest.mark.parametrize("seed", range(6))
def test_everything_is_undone_and_redone_to_the_byte(
    qtbot: QtBot, window: MainWindow, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:  # as with thousands of cards: in portions, and rows of what is gone move up
        monkeypatch.setattr("app.portions.PORTION", 2)
        monkeypatch.setattr("app.canvas.geometry.MANY_GONE", 4)
    rng = Random(seed)
    session = window.session
    stack = session.undo_stack
    session.open_copy(programs.document(rng, rng.randint(3, 9)))
    first = encode(session.whole)
    for _ in range(60):
        act(window, rng)
        if rng.random() < 0.15 and stack.canUndo():
            stack.undo()
        check_screen(window)
    while stack.canRedo():
        stack.redo()
    last = encode(session.whole)
    assert stack.count() > 10
    while stack.canUndo():
        stack.undo()
        check_screen(window)
    assert encode(session.whole) == first
    while stack.canRedo():
        stack.redo()
        check_screen(window)
    assert encode(session.whole) == last
    qtbot.waitUntil(lambda: not session.is_running, timeout=20000)
