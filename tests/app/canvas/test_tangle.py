"""Long wires by the thousand come from a picture that is kept, and look as they are."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas import painter, tangle, wires
from app.canvas.canvas import Canvas
from autograd_core.graph import building
from autograd_core.graph.run import Run
from tests.app.canvas.scenes import Opener, mouse
from tests.app.canvas.test_canvas import pixels, settle, show_log
from tests.app.canvas.test_jumps import on_screen
from tests.app.canvas.test_repainting import FAR, FEW, NEAR, grid, look, wrong

WHILE_MOVING = 0.004
"""The share of pixels that may differ while wires lie over others that they should lie under."""


@pytest.fixture(params=[FAR, NEAR])
def canvas(
    open_canvas: Opener,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Canvas:
    monkeypatch.setattr(wires, "_FEW_WIRES", -1)
    monkeypatch.setattr(wires, "_MANY_WIRES", -1)
    monkeypatch.setattr(tangle, "LONG", 0)
    monkeypatch.setattr(painter, "CROSSED", 0)
    canvas = open_canvas(grid())
    run = Run(canvas.session.document.snapshot())
    list(run.execute())
    show_log(canvas, run.log)
    look(canvas, qtbot, request.param)
    for _ in range(2):
        canvas.viewport().repaint()
    assert canvas.painter.tangle._picture is not None
    return canvas


def off(canvas: Canvas) -> float:
    """The share of pixels that are not as they will be, without waiting for anything."""
    QApplication.processEvents()
    mine = pixels(on_screen(canvas))
    canvas.painter.tangle.renew()
    canvas.viewport().repaint()
    return float((np.abs(mine - pixels(on_screen(canvas))).max(axis=-1) > 24).mean())


@pytest.mark.parametrize("step", [1, -1])
def test_wires_that_change_their_colour(canvas: Canvas, qtbot: QtBot, step: int) -> None:
    canvas.player.seek(canvas.player.log.sections[1].start + 60)
    settle(canvas, qtbot)
    for _ in range(4):
        canvas.player.seek(canvas.player.cursor + step)
        assert off(canvas) <= WHILE_MOVING
    canvas.player.seek(canvas.player.cursor + step)
    settle(canvas, qtbot)
    assert wrong(canvas, qtbot) <= FEW


def test_wires_that_are_dragged(canvas: Canvas, qtbot: QtBot) -> None:
    box = canvas.view.rect(canvas.places.card_box("n53"))
    at = box.topLeft().toPoint() + QPoint(round(box.width() / 2), 3)
    mouse(canvas, QEvent.Type.MouseButtonPress, at)
    for x, y in ((40, 31), (61, -25), (80, 90), (24, 2)):
        mouse(canvas, QEvent.Type.MouseMove, at + QPoint(x, y))
        assert off(canvas) <= WHILE_MOVING, (x, y)
    mouse(canvas, QEvent.Type.MouseButtonRelease, at + QPoint(24, 2))
    settle(canvas, qtbot)
    assert wrong(canvas, qtbot) <= FEW


def test_panning_and_edits(canvas: Canvas, qtbot: QtBot) -> None:
    session = canvas.session
    for x, y in ((30, 0), (0, -45), (-70, 20)):
        canvas.scroll_by(x, y)
        canvas.viewport().repaint()
        assert off(canvas) <= FEW
    session.select({"w50b", "w7b"})
    assert off(canvas) <= FEW
    session.do(building.remove(session.document, ["w50b", "n30"]), "Delete")
    assert off(canvas) <= WHILE_MOVING
    session.undo_stack.undo()
    settle(canvas, qtbot)
    assert wrong(canvas, qtbot) <= FEW
