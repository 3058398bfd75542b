"""What is repainted for a step is as in a whole frame, from near and from afar."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QRegion
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.metrics import Content
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.run import Run
from autograd_core.graph.steps import StepLog
from tests.app.canvas.scenes import Opener, mouse
from tests.app.canvas.test_canvas import pixels, settle, show_log
from tests.app.canvas.test_jumps import on_screen

COLUMNS, ROWS = 12, 10
NEAR, FAR = 1.0, 0.21
FEW = 0.0005
"""The share of pixels that may differ: a line of one pixel that is cut at the edge of what is
repainted may run a pixel beside itself for a bit, as may the edge of a curve."""


def grid() -> Document:
    """Rows of additions and long wires between them."""
    pick = random.Random(5)
    nodes: list[LeafData | OpData] = [LeafData("n0", label="x", value="ones(2)")]
    wires = []
    for i in range(1, COLUMNS * ROWS):
        x, y = 230.0 * (i % COLUMNS), 170.0 * (i // COLUMNS)
        nodes.append(OpData(f"n{i}", "add", label=f"h{i}", x=x, y=y))
        wires.append(WireData(f"w{i}a", f"n{i - 1}", f"n{i}", "a"))
        wires.append(WireData(f"w{i}b", f"n{pick.randrange(i)}", f"n{i}", "b"))
    nodes[0] = LeafData("n0", label="x", value="ones(2)", requires_grad=True)
    wires.append(WireData("w0", nodes[-1].id, "s", "a"))
    nodes.append(OpData("s", "sum", label="s", x=230.0 * COLUMNS, y=170.0 * ROWS))
    return Document(nodes, wires, actions=(Forward("a1"), Backward("a2", root="s")))


def log_of_grid() -> StepLog:
    run = Run(grid().snapshot())
    list(run.execute())
    assert not [step for step in run.log.steps if step.kind == "error"]
    return run.log


@pytest.fixture
def canvas(open_canvas: Opener, qtbot: QtBot) -> Canvas:
    canvas = open_canvas(grid())
    show_log(canvas, log_of_grid())
    return canvas


def wrong(canvas: Canvas, qtbot: QtBot) -> float:
    """The share of pixels that are not as in a whole frame, which is on the screen afterwards."""
    mine = pixels(on_screen(canvas))
    canvas.update_all()
    settle(canvas, qtbot)
    return float((np.abs(mine - pixels(on_screen(canvas))).max(axis=-1) > 24).mean())


def look(canvas: Canvas, qtbot: QtBot, zoom: float) -> None:
    box = canvas.places.card_box("n53")
    canvas.look_at(zoom, box.left * zoom - 400, box.top * zoom - 250)
    settle(canvas, qtbot)


@pytest.mark.parametrize("zoom", [NEAR, FAR])
def test_each_step_of_a_playback(canvas: Canvas, qtbot: QtBot, zoom: float) -> None:
    look(canvas, qtbot, zoom)
    middle = canvas.player.log.sections[1].start + COLUMNS * ROWS // 2
    for start, step in ((COLUMNS * ROWS // 2, 1), (middle, 1), (middle + 9, -1)):
        canvas.player.seek(start)
        settle(canvas, qtbot)
        for _ in range(6):
            canvas.player.seek(canvas.player.cursor + step)
            settle(canvas, qtbot)
            assert wrong(canvas, qtbot) <= FEW, canvas.player.cursor


@pytest.mark.parametrize("zoom", [NEAR, FAR])
def test_each_step_of_a_drag(canvas: Canvas, qtbot: QtBot, zoom: float) -> None:
    canvas.snapping.neighbours = True
    look(canvas, qtbot, zoom)
    box = canvas.view.rect(canvas.places.card_box("n53"))
    at = box.topLeft().toPoint() + QPoint(round(box.width() / 2), 3)
    mouse(canvas, QEvent.Type.MouseButtonPress, at)
    for x, y in ((9, 8), (40, 31), (61, -25), (80, 90), (45, 52), (24, 2)):
        mouse(canvas, QEvent.Type.MouseMove, at + QPoint(x, y))
        settle(canvas, qtbot)
        assert wrong(canvas, qtbot) <= FEW, (x, y)
    assert canvas.overlay.guides


def test_a_card_that_is_painted_in_part_while_zooming_is_not_left_so(
    canvas: Canvas, qtbot: QtBot
) -> None:
    settle(canvas, qtbot)
    canvas.set_zoom(0.8)  # every picture is scaled as long as the zoom is changing
    canvas.viewport().repaint()
    canvas.scene.coarse = False
    card = canvas.view.rect(canvas.places.card_box("n27")).toAlignedRect()
    canvas.viewport().repaint(card.adjusted(0, 0, 0, -card.height() // 2))
    settle(canvas, qtbot)
    assert wrong(canvas, qtbot) <= FEW


def test_a_late_card_between_what_is_exposed_is_not_taken_for_shown(
    canvas: Canvas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(canvas, qtbot, NEAR)
    canvas.painter.forget()
    canvas.scene.budget = 0.0  # there is no time for any card
    canvas.viewport().repaint()
    canvas.scene.budget = math.inf
    monkeypatch.setattr(canvas._economy, "rectangles", lambda region: [region.boundingRect()])
    card = canvas.view.rect(canvas.places.card_box("n53")).toAlignedRect()
    corner = QRect(0, 0, 8, 8)
    canvas.viewport().repaint(
        QRegion(corner.translated(card.topLeft() - QPoint(20, 20)))
        + QRegion(corner.translated(card.bottomRight() + QPoint(20, 20)))
    )
    settle(canvas, qtbot)
    assert wrong(canvas, qtbot) <= FEW


def test_another_room_for_a_card_out_of_sight_repaints_nothing(
    canvas: Canvas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(canvas, qtbot, NEAR)
    repaints: list[str] = []
    node = ""
    monkeypatch.setattr(canvas, "update_all", lambda: repaints.append(node))
    for node in ("s", "n53"):
        slot = canvas.places.slots[node]
        canvas.places.set_contents({slot: Content(3, 3, 0)})
        canvas.follower._measure([slot])
        assert canvas.places.content(slot) == Content()
    assert repaints == ["n53"]
