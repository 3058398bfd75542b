"""An empty canvas says how the first card comes onto it, and nothing in its way."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.canvas.empty_hint import EmptyHint
from autograd_core.graph import building
from tests.app.canvas.scenes import Opener, document


def test_it_is_there_while_nothing_else_is(open_canvas: Opener, qtbot: QtBot) -> None:
    canvas = open_canvas(document())
    hint = EmptyHint(canvas, canvas)
    assert hint.isVisible()
    assert canvas.rect().contains(hint.geometry())
    canvas.resize(300, 400)
    assert canvas.rect().contains(hint.geometry())
    assert abs(hint.geometry().center().x() - 150) <= 1
    assert hint.height() >= hint.heightForWidth(hint.width())
    _, edits = building.add_leaf(canvas.session.document, "1")
    canvas.session.do(edits, "add")
    assert not hint.isVisible()
    canvas.session.undo_stack.undo()
    assert hint.isVisible()


def test_the_pointer_goes_through_it(open_canvas: Opener, qtbot: QtBot) -> None:
    canvas = open_canvas(document())
    hint = EmptyHint(canvas, canvas)
    asked: list[object] = []
    canvas.add_requested.connect(asked.append)
    under: QWidget | None = canvas.childAt(hint.geometry().center())
    assert under is canvas.viewport()
    at = hint.geometry().center() + QPoint(0, 2)
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(asked) == 1
