"""What lies under the cards is drawn once while only cards change, and is right all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.wires import Wires
from autograd_core.graph import building
from tests.app.canvas.scenes import Opener, log_of_product, product
from tests.app.canvas.test_canvas import settle, show_log
from tests.app.canvas.test_jumps import ROUNDING, difference


@pytest.fixture
def canvas(open_canvas: Opener, qtbot: QtBot) -> Canvas:
    canvas = open_canvas(product())
    show_log(canvas, log_of_product())
    settle(canvas, qtbot)
    return canvas


@pytest.fixture
def drawn(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> list[QRect]:
    """The times at which all wires were drawn, from here on."""
    found: list[QRect] = []
    original = Wires.paint

    def paint(self: Wires, painter: QPainter, rect: QRect, only: bool) -> None:
        if rect == canvas.area():
            found.append(rect)
        original(self, painter, rect, only)

    monkeypatch.setattr(Wires, "paint", paint)
    return found


def test_wires_are_not_drawn_for_each_run_of_a_scrub(
    canvas: Canvas, qtbot: QtBot, drawn: list[QRect]
) -> None:
    for _ in range(5):
        show_log(canvas, log_of_product())
        settle(canvas, qtbot)
    assert 0 < len(drawn) <= 2


def test_whatever_changes_below_is_seen(canvas: Canvas, qtbot: QtBot) -> None:
    session = canvas.session
    deeds: tuple[Callable[[], object], ...] = (
        lambda: canvas.player.seek(3),
        lambda: session.select({"w1"}),
        lambda: session.do(building.wrap(session.document, ["y", "z"]), "Wrap"),
        lambda: session.select(session.document.frames),
        lambda: session.do(building.remove(session.document, ["w1"]), "Delete"),
        lambda: canvas.set_zoom(0.8),
    )
    for deed in deeds:
        for _ in range(3):  # drawn, kept, and painted from what is kept
            canvas.update_all()
            settle(canvas, qtbot)
        deed()
        canvas.update_all()
        assert difference(canvas, qtbot) <= ROUNDING
