"""Users' own functions in the window: placed, written in the inspector, refused with their line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.panels.inspector import InspectorPanel
from app.panels.palette import PalettePanel
from app.playback.player import Player
from app.session import Session
from app.widgets.code_field import CodeField, Highlighter
from app.widgets.operation_list import NAME_ROLE
from autograd_core.graph import building
from autograd_core.graph.customs.editing import NEW, TEMPLATE, add_function
from autograd_core.graph.document import OpData
from autograd_core.graph.steps import Problem, node_ref

Settle = Callable[[], None]


@pytest.fixture
def node(session: Session, player: Player, settle: Settle) -> str:
    """A card with the template's function, fed by x."""
    made, edits = add_function(session.document)
    session.do(edits, "Add")
    session.do(building.connect(session.document, "x", made, "x"), "Wire")
    settle()
    session.select([made])
    return made


@pytest.fixture
def source(qtbot: QtBot, session: Session, player: Player, node: str) -> CodeField:
    panel = InspectorPanel(session, player)
    qtbot.addWidget(panel)
    panel.resize(320, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.reload()
    return panel.operation_page.source


def type_behind(qtbot: QtBot, field: CodeField, text: str, typed: str) -> None:
    """Types behind a text that stands there."""
    found = field.edit.document().find(text)
    found.setPosition(found.selectionEnd())
    field.edit.setTextCursor(found)
    qtbot.keyClicks(field.edit, typed)


def code_of(session: Session, node: str) -> str:
    data = session.document.nodes[node]
    assert isinstance(data, OpData)
    return data.function


def test_other_code_is_taken_by_key_runs_and_is_one_step_of_undo(
    qtbot: QtBot, session: Session, settle: Settle, node: str, source: CodeField
) -> None:
    assert source.edit.toPlainText() + "\n" == TEMPLATE
    before = session.undo_stack.count()
    type_behind(qtbot, source, "limit).exp()", " * 2")
    assert code_of(session, node) == TEMPLATE
    qtbot.keyClick(source.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "limit).exp() * 2" in code_of(session, node)
    assert session.undo_stack.count() == before + 1
    session.undo_stack.undo()
    settle()
    assert source.edit.toPlainText() + "\n" == TEMPLATE


def test_code_that_does_not_read_is_refused_with_its_line_and_stays(
    qtbot: QtBot, session: Session, node: str, source: CodeField
) -> None:
    type_behind(qtbot, source, "limit).exp()", " + )")
    qtbot.keyClick(source.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert source.message.text().startswith("Line 6: not understood")
    assert code_of(session, node) == TEMPLATE
    session.select(["x"])
    session.select([node])
    assert "exp() + )" in source.edit.toPlainText()
    qtbot.keyClick(source.edit, Qt.Key.Key_Escape)
    assert source.edit.toPlainText() + "\n" == TEMPLATE
    assert not source.is_wrong


def test_enter_goes_on_with_the_indentation(qtbot: QtBot, source: CodeField) -> None:
    type_behind(qtbot, source, "limit=3.0):", "")
    qtbot.keyClick(source.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(source.edit, "if limit:")
    qtbot.keyClick(source.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(source.edit, "pass")
    lines = source.edit.toPlainText().splitlines()
    assert lines[5:7] == ["        if limit:", "            pass"]


def test_a_failure_in_a_body_is_told_at_the_card_with_its_line(
    qtbot: QtBot, session: Session, player: Player, settle: Settle, node: str, source: CodeField
) -> None:
    source.edit.setPlainText(TEMPLATE.replace("x.clamp", "x.clamped"))
    qtbot.keyClick(source.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    problem = player.field(node_ref(node), "error")
    assert isinstance(problem, Problem)
    assert problem.hint is not None
    assert problem.hint.args["line"] == 6


def test_texts_in_three_quotes_are_coloured_over_lines(source: CodeField) -> None:
    source.edit.setPlainText('a = """one\ntwo\nthree"""\nb = 1')
    document = source.edit.document()
    states = [document.findBlockByNumber(row).userState() for row in range(4)]
    assert states == [0, 0, -1, -1]
    assert isinstance(source.edit.highlighter, Highlighter)
    cursor = QTextCursor(document.findBlockByNumber(1))
    assert len(cursor.block().layout().formats()) == 1


def test_the_palette_offers_a_new_one_and_those_that_are_there(
    qtbot: QtBot, session: Session, player: Player, settle: Settle
) -> None:
    palette = PalettePanel(session, player)
    qtbot.addWidget(palette)

    def own() -> list[str]:
        rows = range(palette.model.rowCount())
        found = (palette.model.index(row).data(NAME_ROLE) or "" for row in rows)
        return [name for name in found if name.startswith("custom ")]

    assert own() == [NEW]
    session.do(add_function(session.document)[1], "Add")
    settle()
    assert own() == ["custom ClampedExp", NEW]
    palette.search_field.setText("custom")
    with qtbot.waitSignal(palette.place_requested) as placed:
        qtbot.keyClick(palette.search_field, Qt.Key.Key_Return)
    assert placed.args == [NEW]
