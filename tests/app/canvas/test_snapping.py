"""What is dragged comes to rest in line with other cards, or on the grid."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.box import Box
from app.canvas.canvas import Canvas
from app.canvas.snapping import Snapping, snapped
from tests.app.canvas.scenes import Opener, drag, mouse, on_card, press, product

OTHERS = np.array([[0.0, 0.0, 200.0, 100.0], [500.0, 300.0, 700.0, 380.0]])


def test_the_nearest_line_within_reach_counts_for_each_axis() -> None:
    found = snapped(Box(4.0, 500.0, 204.0, 620.0), OTHERS, Snapping(), 7.0)
    assert (found.dx, found.dy) == (-4.0, 0.0)
    # a guide for each side, from the other card to what moves
    assert [guide[0] for guide in found.guides] == [0.0, 200.0]
    assert all(guide.top < 0 and guide.bottom > 620 for guide in found.guides)
    beyond = snapped(Box(9.0, 500.0, 209.0, 620.0), OTHERS, Snapping(), 7.0)
    assert beyond == (0.0, 0.0, ())


def test_the_grid_takes_what_no_card_does() -> None:
    found = snapped(Box(4.0, 509.0, 204.0, 629.0), OTHERS, Snapping(grid=True), 7.0)
    assert (found.dx, found.dy) == (-4.0, -9.0)
    free = snapped(Box(31.0, 509.0, 231.0, 629.0), OTHERS, Snapping(True, False), 7.0)
    assert (free.dx, free.dy, free.guides) == (9.0, -9.0, ())


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    canvas = open_canvas(product())
    canvas.snapping.neighbours = True
    return canvas


def test_a_card_comes_in_line_and_says_so_while_it_is_dragged(
    canvas: Canvas, qtbot: QtBot
) -> None:
    at = on_card(canvas, "w")  # w is at 0, 200; y at 300, 40
    press(canvas, at, at + QPoint(297, 10))
    assert canvas.places.card_box("w").left == 300
    assert canvas.overlay.guides
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.overlay.guides
    mouse(canvas, QEvent.Type.MouseButtonRelease, at)
    drag(canvas, at, at + QPoint(297, 10))
    assert canvas.session.document.nodes["w"].x == 300
    assert not canvas.overlay.guides


def test_alt_lets_it_lie_where_it_is(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    at = on_card(canvas, "w")
    press(canvas, at)
    QApplication.processEvents()
    tool = canvas.hands.tool
    assert tool is not None
    tool.held = Qt.KeyboardModifier.AltModifier
    tool.move((at + QPoint(297, 10)).toPointF())
    assert canvas.places.card_box("w").left == 297
    canvas.hands.cancel()
