"""Lines of a ledger, in the window: they lead to cards and light wires."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.panels.inspector.ledger import Ledger
from autograd_core.graph import folding
from tests.app.panels.conftest import square_sum


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.session.open_copy(square_sum())
    qtbot.waitUntil(lambda: len(made.player.log) == 6)
    return made


def ledger(window: MainWindow) -> Ledger:
    window.session.select(["x"])
    page = window.inspector_panel.page
    assert page is not None
    found = page.findChild(Ledger)
    assert isinstance(found, Ledger)
    return found


def test_a_line_lights_its_wire_and_leads_to_its_card(window: MainWindow) -> None:
    lit = window.canvas.overlay.strokes
    view = ledger(window).view
    view.linkHovered.emit("edge:0")
    assert lit.lit == {"w1"}
    view.linkHovered.emit("")
    assert lit.lit == set()
    view.linkActivated.emit("edge:1")
    assert window.session.selection == {"y"}
    assert lit.lit == {"w2"}
    window.session.select(["s"])
    assert lit.lit == set()


def test_from_within_a_subgraph_the_wire_outside_is_lit(
    qtbot: QtBot, window: MainWindow
) -> None:
    group, edits = folding.fold(window.session.document, ["y"])
    window.session.do(edits, "fold")
    qtbot.waitUntil(lambda: any(step.node and "/" in step.node for step in window.player.log.steps))
    asked: list[tuple[str, str]] = []
    window.inspector_panel.edge_requested.connect(lambda node, wire: asked.append((node, wire)))
    ledger(window).view.linkHovered.emit("edge:1")
    assert len(window.canvas.overlay.strokes.lit) == 1
    ledger(window).view.linkActivated.emit("edge:1")
    assert asked[0][0] == f"{group}/y"
    assert window.session.document.prefix == f"{group}/"
    assert window.session.selection == {f"{group}/y"}


def test_the_way_of_a_wire_s_gradient_to_its_leaf_is_lit(window: MainWindow) -> None:
    lit = window.canvas.overlay.strokes
    window.session.select(["w3"])
    assert lit.lit == {"w1", "w2"}
    window.player.seek(3)
    assert lit.lit == set()
    window.player.last()
    assert lit.lit == {"w1", "w2"}
    window.session.select(["w1", "w3"])
    assert lit.lit == set()
