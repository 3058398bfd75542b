"""The ledger in the inspector: what a `.grad` is made of, and why there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.panels.inspector import InspectorPanel
from app.panels.inspector.ledger import Ledger
from app.playback.player import Player
from app.session import Session
from autograd_core.graph.actions import (
    Action,
    Backward,
    Expression,
    Forward,
    Hook,
    Repeat,
    ZeroGrad,
)
from autograd_core.graph.edits import SetActions

Settle = Callable[[], None]
TWICE = (Forward("a1"), Backward("a2", "s"), Forward("a3"), Backward("a4", "s"))


@pytest.fixture
def inspector(qtbot: QtBot, session: Session, player: Player) -> InspectorPanel:
    panel = InspectorPanel(session, player)
    qtbot.addWidget(panel)
    panel.resize(320, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def act(session: Session, settle: Settle, *actions: Action) -> None:
    session.do([SetActions(session.document.actions, actions)], "act")
    settle()


def ledger_of(panel: InspectorPanel, session: Session, node: str = "x") -> Ledger:
    session.select([node])
    assert panel.page is not None
    found = panel.page.findChild(Ledger)
    assert isinstance(found, Ledger)
    return found


def lines(ledger: Ledger) -> list[str]:
    return [" ".join(line.split()) for line in ledger.text().splitlines()]


def test_it_says_why_it_is_four_and_not_two(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    act(session, settle, *TWICE)
    assert lines(ledger_of(inspector, session)) == [
        "Backward 1 from s + [2, 2]",
        "from y.a, MulBackward0 [1, 1]",
        "from y.b, MulBackward0 [1, 1]",
        "= [2, 2]",
        "Backward 2 from s + [2, 2]",
        "from y.a, MulBackward0 [1, 1]",
        "from y.b, MulBackward0 [1, 1]",
        "─" * 34,
        ".grad [4, 4]",
    ]


def test_it_follows_the_cursor_and_its_lines_lead_there(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    act(session, settle, *TWICE)
    ledger = ledger_of(inspector, session)
    ledger.view.linkActivated.emit("step:6")
    assert player.cursor == 6
    assert lines(ledger)[-1] == ".grad [2, 2]"
    player.seek(3)
    assert ledger.text() == "No backward has run since the last forward at this step."


def test_emptied_to_none_and_to_zeros_look_different(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    act(session, settle, *TWICE, ZeroGrad("a5"))
    ledger = ledger_of(inspector, session)
    assert lines(ledger)[:2] == ["▸ 2 earlier entries", "Zero grad: emptied to None ∅ None"]
    assert lines(ledger)[-1] == ".grad ∅ None"
    act(session, settle, *TWICE, ZeroGrad("a5", set_to_none=False))
    assert lines(ledger)[1] == "Zero grad, keeping zeros: set to zeros = [0, 0]"
    assert lines(ledger)[-1] == ".grad [0, 0]"
    ledger.view.linkActivated.emit("older:")
    assert lines(ledger)[1:3] == ["· Backward 1 from s + [2, 2]", "· Backward 2 from s + [2, 2]"]


def test_of_a_repeat_the_iteration_is_told(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    body = (ZeroGrad("a3"), Forward("a4"), Backward("a5", "s"))
    act(session, settle, Repeat("a1", Expression("3"), "epoch", body))
    said = lines(ledger_of(inspector, session))
    assert "Zero grad: emptied to None (iteration 3) ∅ None" in said
    assert "Backward 3 from s (iteration 3) + [2, 2]" in said
    assert said[0] == "▸ 3 earlier entries"


def test_it_says_why_there_is_none(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    ledger = ledger_of(inspector, session, "y")
    assert ledger.text().startswith("It is no leaf: gradients pass through it")
    assert not ledger.copy.isVisible()


def test_an_edge_leads_to_its_card_and_lights_its_wire(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    ledger = ledger_of(inspector, session)
    asked: list[tuple[str, str]] = []
    pointed: list[str] = []
    inspector.edge_requested.connect(lambda node, wire: asked.append((node, wire)))
    inspector.edge_pointed.connect(pointed.append)
    ledger.view.linkHovered.emit("edge:1")
    ledger.view.linkHovered.emit("")
    ledger.view.linkActivated.emit("edge:1")
    assert asked == [("y", "w2")]
    assert pointed == ["w2", ""]


def test_keys_reach_the_lines_and_they_can_be_copied(
    qtbot: QtBot, inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    ledger = ledger_of(inspector, session)
    view = ledger.findChild(QLabel, "ledgerLines")
    assert isinstance(view, QLabel)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    player.seek(0)
    player.last()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.hasSelectedText()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert player.cursor == 6
    assert view.accessibleDescription() == ledger.text()
    ledger.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[-1].split() == [".grad", "[2,", "2]"]


def test_a_wire_tells_which_leaf_its_gradient_went_to_and_by_which_edges(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    session.select(["w3"])
    said = inspector.text_page.text
    assert said.text().splitlines()[2:] == [
        "Gradient back at step 4: [1, 1]",
        "It is in x.grad, by s.a → y, y.a → x, y.b → x",
    ]
    player.seek(3)
    assert said.text() == "y → s, a"


def test_what_a_hook_made_of_it_is_told(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    hook = Hook("h", "x", name="g", expression=Expression("g * 10"))
    act(session, settle, Forward("a1"), hook, Backward("a2", "s"))
    assert lines(ledger_of(inspector, session))[:4] == [
        "Backward 1 from s + [20, 20]",
        "from y.a, MulBackward0 [1, 1]",
        "from y.b, MulBackward0 [1, 1]",
        "the hook of x makes [2, 2] into [20, 20]",
    ]
    act(session, settle, Forward("a1"), hook, Backward("a2", "x", gradient=Expression("ones(2)")))
    assert lines(ledger_of(inspector, session))[:2] == [
        "Backward 1 from x + [10, 10]",
        "the hook of x makes [1, 1] into [10, 10]",  # not that it was registered
    ]
