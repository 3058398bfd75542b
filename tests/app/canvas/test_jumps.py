"""However the cursor came to a place, the picture is the one that a new canvas paints there."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Forward, ZeroGrad
from autograd_core.graph.document import Document
from autograd_core.graph.run import Run
from tests.app.canvas.scenes import Opener, document, drag, leaf, on_card, op, press
from tests.app.canvas.test_canvas import pixels, settle, show_log

ROUNDING = 4
"""A line that is drawn in two parts may be rounded otherwise where they meet."""


def squares() -> Document:
    """The sum of x times x, with what no gradient reaches beside it, differentiated thrice."""
    found = document(
        leaf("x", 0, 0, requires_grad=True),
        leaf("u", 0, 200),
        op("y", "mul", 280, 0),
        op("z", "sum", 560, 0),
        op("k", "exp", 280, 250),
        op("free", "mul", 560, 250),
        wires=("x>y.a", "x>y.b", "y>z.a", "u>k.a", "k>free.a"),
    )
    found.order.sort(key="free".__ne__)  # a forward that begins with what cannot run
    found.actions = (
        Forward("a1"),
        Backward("a2", root="z"),
        Forward("a3"),
        Backward("a4", root="z"),
        ZeroGrad("a5"),
        Backward("a6", root="z"),
    )
    return found


@pytest.fixture
def canvas(open_canvas: Opener, qtbot: QtBot) -> Canvas:
    canvas = open_canvas(squares())
    canvas.resize(900, 560)
    run = Run(canvas.session.document.snapshot())
    list(run.execute())
    show_log(canvas, run.log)
    settle(canvas, qtbot)
    return canvas


def on_screen(canvas: Canvas) -> QImage:
    return canvas.screen().grabWindow(canvas.winId()).toImage()


def as_new(canvas: Canvas, qtbot: QtBot) -> QImage:
    """What a canvas paints that has just been made."""
    new = Canvas(canvas.session, canvas.player)
    qtbot.addWidget(new)
    new.resize(canvas.size())
    view = canvas.view
    new.view.zoom, new.view.left, new.view.top = view.zoom, view.left, view.top
    new.keep_fitted, new.scene.coarse, new.scene.budget = False, False, math.inf
    return new.grab().toImage()


def difference(canvas: Canvas, qtbot: QtBot) -> int:
    settle(canvas, qtbot)
    mine = pixels(on_screen(canvas))
    return int(np.abs(mine - pixels(as_new(canvas, qtbot))).max())


@pytest.mark.parametrize("seed", [1, 2])
def test_any_way_of_seeking_leads_to_the_same_picture(
    canvas: Canvas, qtbot: QtBot, seed: int
) -> None:
    pick, player = random.Random(seed), canvas.player
    moves: dict[str, Callable[[], None]] = {
        "next": player.next_section,
        "previous": player.previous_section,
        "first": player.first,
        "last": player.last,
        "back": player.step_back,
        "seek": lambda: player.seek(pick.randrange(len(player.log) + 1)),
    }
    for _ in range(30):
        old = player.cursor
        name = pick.choice([*moves, "seek"])
        moves[name]()
        if pick.random() < 0.5:
            QApplication.processEvents()
            moves["seek"]()
        assert difference(canvas, qtbot) <= ROUNDING, (old, name, player.cursor)


def test_a_wire_that_is_drawn_again_has_carried_what_it_carried(
    canvas: Canvas, qtbot: QtBot
) -> None:
    session = canvas.session
    canvas.player.seek(8)
    session.do(building.remove(session.document, ["w2"]), "Delete")
    settle(canvas, qtbot)
    session.undo_stack.undo()
    assert difference(canvas, qtbot) <= ROUNDING
    wires = np.array([canvas.places.wire_slots[wire] for wire in ("w1", "w2")])
    assert canvas.shown.shades(wires).tolist() == [2, 2]
    canvas.player.step_back()
    assert difference(canvas, qtbot) <= ROUNDING


def test_a_new_forward_begins_where_its_first_node_cannot_run(canvas: Canvas) -> None:
    log, shown = canvas.player.log, canvas.shown
    wires = np.array([canvas.places.wire_slots[wire] for wire in ("w1", "w2", "w3")])
    again = log.sections[2]
    assert log.steps[again.start].kind == "error"
    canvas.player.seek(again.start)
    assert shown.shades(wires).tolist() == [2, 2, 2]
    canvas.player.seek(again.stop)
    assert shown.shades(wires).tolist() == [1, 1, 1]


def test_regions_leave_no_trace(canvas: Canvas, qtbot: QtBot) -> None:
    session = canvas.session
    session.do(building.wrap(session.document, ["y", "z"]), "Wrap")
    assert difference(canvas, qtbot) <= ROUNDING
    frame = next(iter(session.document.frames))
    session.select({frame})
    assert difference(canvas, qtbot) <= ROUNDING
    at = on_card(canvas, "z")
    press(canvas, at, at + QPoint(20, 200), at + QPoint(60, 260))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert difference(canvas, qtbot) <= ROUNDING
    drag(canvas, at, at + QPoint(20, 40))
    assert difference(canvas, qtbot) <= ROUNDING
    for _ in range(2):
        session.undo_stack.undo()
        assert difference(canvas, qtbot) <= ROUNDING
    assert not session.document.frames
