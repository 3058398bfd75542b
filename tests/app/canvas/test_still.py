"""While cards are dragged the rest comes from a picture that is kept, and looks as it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.canvas import Canvas
from app.canvas.curves import Indices
from app.canvas.wires import Strand, Wires
from autograd_core.graph import building
from tests.app.canvas.scenes import Opener, mouse
from tests.app.canvas.test_canvas import pixels, settle, show_log
from tests.app.canvas.test_jumps import on_screen
from tests.app.canvas.test_repainting import FAR, FEW, NEAR, grid, log_of_grid, look, wrong
from tests.app.canvas.test_tangle import WHILE_MOVING


@pytest.fixture(params=[NEAR, FAR])
def canvas(open_canvas: Opener, qtbot: QtBot, request: pytest.FixtureRequest) -> Canvas:
    canvas = open_canvas(grid())
    show_log(canvas, log_of_grid())
    canvas.scene.budget = 10.0  # no card is late
    look(canvas, qtbot, request.param)
    return canvas


def grip(canvas: Canvas, qtbot: QtBot) -> QPoint:
    """Takes the card in the middle into the hand, and drags it a little."""
    box = canvas.view.rect(canvas.places.card_box("n53"))
    at = box.topLeft().toPoint() + QPoint(round(box.width() / 2), 3)
    mouse(canvas, QEvent.Type.MouseButtonPress, at)
    for step in (12, 30, 31):
        mouse(canvas, QEvent.Type.MouseMove, at + QPoint(step, step))
        settle(canvas, qtbot)
    return at


def off(canvas: Canvas) -> float:
    """The share of pixels that are not as without the picture."""
    QApplication.processEvents()
    mine = pixels(on_screen(canvas))
    lifted, canvas.places.lifted = canvas.places.lifted, None
    canvas.viewport().repaint()
    whole = pixels(on_screen(canvas))
    canvas.places.lifted = lifted
    return float((np.abs(mine - whole).max(axis=-1) > 24).mean())


def test_only_wires_in_the_hand_are_drawn(
    canvas: Canvas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, drawn = grip(canvas, qtbot), list[int]()
    original = Wires._spun

    def spun(self: Wires, wires: Indices) -> list[Strand]:
        drawn.append(len(wires))
        return original(self, wires)

    monkeypatch.setattr(Wires, "_spun", spun)
    for step in range(40, 60, 5):
        mouse(canvas, QEvent.Type.MouseMove, at + QPoint(step, step))
        QApplication.processEvents()
    count = len(canvas.places.wires_at(canvas.places.slots_of(["n53"])))
    assert drawn
    assert max(drawn) <= count


def test_whatever_changes_meanwhile_is_seen(
    canvas: Canvas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, player = canvas.session, canvas.player
    dark = theme.DARK if theme.current() is theme.LIGHT else theme.LIGHT
    at, steps = grip(canvas, qtbot), iter(range(36, 200, 4))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: player.seek(player.log.sections[1].start + 50),
        lambda: player.seek(player.cursor + 1),
        lambda: session.select({"n53", "w7b"}),
        lambda: canvas.scroll_by(24, -18),
        lambda: setattr(canvas.scene, "theme", dark),
        lambda: canvas.places.move(canvas.places.slots_of(["n60"]), np.array([[900.0, 700.0]])),
        lambda: canvas.hide_wires({"w61a"}),
    )
    for place, deed in enumerate(deeds):
        deed()
        canvas.update_all()
        for _ in range(3):
            step = next(steps)
            mouse(canvas, QEvent.Type.MouseMove, at + QPoint(step, step // 2))
            assert off(canvas) <= WHILE_MOVING, place


def test_nothing_of_it_is_left(canvas: Canvas, qtbot: QtBot) -> None:
    at = grip(canvas, qtbot)
    canvas.hands.cancel()
    settle(canvas, qtbot)
    assert wrong(canvas, qtbot) <= FEW
    mouse(canvas, QEvent.Type.MouseButtonRelease, at)
    at = grip(canvas, qtbot)
    mouse(canvas, QEvent.Type.MouseButtonRelease, at + QPoint(31, 31))
    settle(canvas, qtbot)
    assert canvas.places.lifted is None
    assert wrong(canvas, qtbot) <= FEW


def test_a_frame_that_grows_round_its_card(canvas: Canvas, qtbot: QtBot) -> None:
    session = canvas.session
    session.do(building.wrap(session.document, ["n53", "n54"]), "Wrap")
    settle(canvas, qtbot)
    at = grip(canvas, qtbot)
    for step in (50, 51, -40, -41):
        mouse(canvas, QEvent.Type.MouseMove, at + QPoint(step, step))
        assert off(canvas) <= WHILE_MOVING, step
