"""Numbers that an edit has outdated are hatched while a long run goes on."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.session import Session
from autograd_core.graph import building
from tests.app.canvas.scenes import Opener, log_of_product, product


def picture(canvas: Canvas, node: str) -> QImage:
    where = canvas.view.rect(canvas.places.card_box(node)).toAlignedRect()
    return canvas.grab(QRect(where)).toImage()


def test_what_lies_downstream_of_an_edit_is_hatched(
    open_canvas: Opener, session: Session, qtbot: QtBot
) -> None:
    canvas = open_canvas(product())
    session.log = log_of_product()
    session.ran.emit()
    canvas.player.last()
    before = {node: picture(canvas, node) for node in "xwyz"}
    session.is_running = True
    session.do(building.set_param(session.document, "z", "n", "1"), "")
    session.running.emit(True)
    assert {node: picture(canvas, node) for node in "xwyz"} == before  # not at once
    qtbot.waitUntil(lambda: canvas.stale.values == {"z"})
    assert canvas.stale.gradients == {"x", "y"}
    assert picture(canvas, "z") != before["z"]
    session.is_running = False
    session.running.emit(False)
    assert not canvas.stale.values
    assert picture(canvas, "z") == before["z"]


def test_a_move_outdates_nothing(open_canvas: Opener, session: Session, qtbot: QtBot) -> None:
    canvas = open_canvas(product())
    session.do(building.move(session.document, {"w": (5.0, 5.0)}), "")
    session.is_running = True
    session.running.emit(True)
    session.do(building.change(session.document, "x", value="3."), "")
    qtbot.waitUntil(lambda: bool(canvas.stale.values))
    assert canvas.stale.values == {"x", "y", "z"}
    session.is_running = False
    session.running.emit(False)
