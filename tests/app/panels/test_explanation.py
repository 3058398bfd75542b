"""The dock with what a step did: text at once, formulas after a rest, links, copying."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.explanation import ExplanationPanel
from app.panels.explanation.page import Page
from app.playback.player import Player
from app.session import Session
from app.widgets import typeset
from autograd_core.graph import building
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.explaining import Explanation
from autograd_core.graph.explaining.pieces import Code, Line


@pytest.fixture
def panel(qtbot: QtBot, session: Session, player: Player) -> ExplanationPanel:
    made = ExplanationPanel(session, player)
    qtbot.addWidget(made)
    made.resize(640, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def pictures(panel: ExplanationPanel) -> int:
    return panel.view.document().toPlainText().count("\ufffc")


def test_text_is_there_at_once_and_formulas_after_a_rest(
    qtbot: QtBot, panel: ExplanationPanel, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "_kept", type(typeset._kept)())
    player.seek(5)
    assert "∂out/∂a = b" in panel.view.toPlainText()
    assert not pictures(panel)
    qtbot.waitUntil(lambda: pictures(panel) >= 6, timeout=10000)
    assert "∂out/∂a = b = [1, 1]" in panel.text()
    player.seek(4)
    player.seek(5)
    assert pictures(panel) >= 6, "what has been set once is there at once"


def test_while_it_plays_fast_nothing_is_set(
    qtbot: QtBot, panel: ExplanationPanel, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    player.set_speed(4.0)
    player.seek(0)
    player.play()
    monkeypatch.setattr(typeset, "_kept", type(typeset._kept)())
    qtbot.waitUntil(lambda: player.cursor >= 2, timeout=5000)
    assert not typeset._kept
    player.pause()
    qtbot.waitUntil(lambda: bool(typeset._kept), timeout=5000)


def test_the_formulas_of_the_next_step_are_set_ahead_and_come_all_together(
    qtbot: QtBot, panel: ExplanationPanel, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "_kept", type(typeset._kept)())
    player.seek(4)
    qtbot.waitUntil(lambda: not panel.is_busy and pictures(panel) > 0, timeout=10000)
    player.seek(5)
    assert pictures(panel) == len(panel._page.formulas) > 6
    typeset._kept.pop(panel._key(panel._page.formulas[0]))
    panel.refresh()
    assert not pictures(panel), "some set and some not would jump twice"


def test_the_head_has_the_whole_width(panel: ExplanationPanel) -> None:
    told = Explanation(Code("print(x.data.requires_grad, x.grad)"), (Line("note", (("1",),)),))
    panel._page = Page(told, lambda _, text: text, str, "#888888")
    panel.explanation = told
    panel._show()
    assert panel.view.document().firstBlock().layout().lineCount() == 1


def test_links_name_the_node_by_key_and_by_mouse(
    qtbot: QtBot, panel: ExplanationPanel, player: Player
) -> None:
    player.seek(5)
    panel.view.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    for _ in range(2):  # the card itself, then where the gradient came from
        qtbot.keyClick(panel.view, Qt.Key.Key_Tab)
    with qtbot.waitSignal(panel.node_requested) as asked:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert asked.args == ["s"]
    with qtbot.waitSignal(panel.node_requested) as asked:
        panel.view.anchorClicked.emit(QUrl("node:0"))
    assert asked.args == ["y"]


def test_a_large_tensor_is_a_link_to_all_of_it(
    qtbot: QtBot, panel: ExplanationPanel, session: Session, player: Player
) -> None:
    session.open_copy(
        Document(
            [LeafData("x", label="x", value="ones(20, 30)"), OpData("y", op="exp")],
            [WireData("w1", "x", "y", "a")],
        )
    )
    qtbot.waitUntil(lambda: len(player.log) == 2 and player.cursor == 2)
    assert "20×30: 1" in panel.view.toPlainText()
    with qtbot.waitSignal(panel.value_requested) as asked:
        panel.view.anchorClicked.emit(QUrl("value:0"))
    name, value = asked.args
    assert name == "a"
    assert value.shape == (20, 30)


def test_the_step_is_copied_as_text_and_as_latex(
    qtbot: QtBot, panel: ExplanationPanel, player: Player
) -> None:
    player.seek(6)
    panel.copy_text()
    text = QApplication.clipboard().text()
    assert text.startswith("AccumulateGrad of x\n")
    assert ".grad: None → [2, 2]" in text
    player.seek(5)
    panel.copy_latex()
    assert r"$\partial \mathrm{out}/\partial a = b$" in QApplication.clipboard().text()
    menu = QMenu()
    panel.view.menu_wanted.emit(menu)
    assert [action.objectName() for action in menu.actions()] == ["copyText", "copyLatex"]


def test_selected_formulas_are_copied_as_text(
    qtbot: QtBot, panel: ExplanationPanel, player: Player
) -> None:
    player.seek(5)
    qtbot.waitUntil(lambda: pictures(panel) >= 6, timeout=10000)
    panel.view.moveCursor(QTextCursor.MoveOperation.Start)
    panel.view.moveCursor(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    panel.view.copy()
    copied = QApplication.clipboard().text()
    assert "∂out/∂a" in copied
    assert "\ufffc" not in copied


def test_it_says_the_same_to_a_screen_reader(panel: ExplanationPanel, player: Player) -> None:
    player.seek(5)
    assert panel.view.accessibleDescription() == panel.text()
    player.seek(0)
    assert panel.view.accessibleDescription() == ""
    assert panel.view.placeholderText().startswith("Before the first step")


def test_hidden_it_explains_nothing(
    panel: ExplanationPanel, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.hide()
    monkeypatch.setattr("app.panels.explanation.panel.explain", lambda *_: pytest.fail("looked"))
    player.seek(3)


def test_formulas_take_the_colours_of_the_theme(panel: ExplanationPanel, player: Player) -> None:
    player.seek(5)
    before = panel._key("a")
    theme.override("dark" if theme.current().name == "light" else "light")
    try:
        assert panel._key("a").colour != before.colour
    finally:
        theme.override(None)


def test_numbers_that_were_let_go_are_asked_for(
    qtbot: QtBot, panel: ExplanationPanel, player: Player
) -> None:
    player.seek(4)
    step = player.log.steps[4]
    for value in step.values():
        value.drop()
    player.seek(5)
    assert "[1, 1] · [1, 1]" not in panel.text()
    qtbot.waitUntil(lambda: "[1, 1] · [1, 1] = [1, 1]" in panel.text(), timeout=5000)


def test_a_leaf_of_very_many_numbers_is_shortened(
    qtbot: QtBot, panel: ExplanationPanel, session: Session, player: Player
) -> None:
    value = f"[{', '.join(['0.125'] * 2000)}]"
    session.do(building.change(session.document, "x", value=value), "value")
    qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
    player.seek(1)
    said = panel.view.toPlainText()
    assert "x = [0.125, 0.125" in said
    assert len(said) < 1000


def test_the_line_that_the_step_is_at_is_marked(
    qtbot: QtBot, panel: ExplanationPanel, player: Player
) -> None:
    player.seek(4)
    player.step_forward()
    said = []
    for phase, line in ((0.1, "Comes in"), (0.3, "Local"), (0.6, "Flows on")):
        player._timer.stop()
        player._set_phase(phase)
        text = panel.view.toPlainText()
        said.append(text.split("▸")[1].lstrip("\n").startswith(line))
        assert text.count("▸") == 1
    assert all(said)
    player.seek(5)
    assert "▸" not in panel.view.toPlainText()
