"""Links of an explanation, in the window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.window.proportions import share_out
from app.window.table_editor import TableEditor
from autograd_core.graph import folding
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.explaining.numbers import value_of


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: made.session.undo_stack.setClean())
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    share_out(made, made.docks)
    made.session.open_copy(
        Document(
            [LeafData("x", label="x", requires_grad=True), OpData("y", op="mul", label="y", x=400),
             OpData("s", op="sum", label="s", x=5000)],
            [WireData("w1", "x", "y", "a"), WireData("w2", "x", "y", "b"),
             WireData("w3", "y", "s", "a")],
            actions=(Forward("a1"), Backward("a2", root="s")),
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: len(made.player.log) == 6)
    return made


def test_the_dock_stands_beside_the_timeline(window: MainWindow) -> None:
    timeline, explanation = window.docks["timeline"], window.docks["explanation"]
    assert explanation.isVisible()
    assert explanation.geometry().left() >= timeline.geometry().right()
    assert explanation.geometry().top() == timeline.geometry().top()
    assert window.canvas.height() > window.height() / 2


def test_a_link_selects_its_card_and_brings_it_into_view(window: MainWindow) -> None:
    window.canvas.views.actual_size()
    window.explanation_panel.node_requested.emit("s")
    assert window.session.selection == {"s"}
    box = window.canvas.view.rect(window.canvas.places.card_box("s"), 0)
    assert window.canvas.area().contains(box.toRect().center())


def test_a_link_into_a_subgraph_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    _, edits = folding.fold(window.session.document, ["y"])
    window.session.do(edits, "fold")
    qtbot.waitUntil(lambda: any(step.node and "/" in step.node for step in window.player.log.steps))
    node = next(s.node for s in window.player.log.steps if s.node and "/" in s.node)
    window.explanation_panel.node_requested.emit(node)
    assert window.session.document.prefix
    assert window.session.selection == {node}


def test_a_tensor_opens_as_a_table_to_be_read(qtbot: QtBot, window: MainWindow) -> None:
    value = value_of(np.arange(600.0).reshape(20, 30), "torch.float64")
    window.explanation_panel.value_requested.emit("g", value)
    (editor,) = window.findChildren(TableEditor)
    assert editor.isVisible()
    assert "g" in editor.windowTitle()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(TableEditor))


def test_numbers_that_are_not_held_are_not_made_up(qtbot: QtBot, window: MainWindow) -> None:
    value = value_of(np.arange(600.0), "torch.float64")
    value.drop()
    with qtbot.waitSignal(window.session.said):
        window.explanation_panel.value_requested.emit("g", value)
    assert not window.findChildren(TableEditor)
