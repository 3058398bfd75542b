"""Typing over a card: taken over, refused, taken back, and on to the next leaf."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.parts import Part, PartKind
from app.playback.player import Player
from app.session import Session
from app.window.inline_editor import InlineEditor
from app.window.value_editing import ValueEditing
from autograd_core.graph.document import LeafData
from tests.app.canvas.test_parts import at, document, parts, settle, value


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def values(session: Session, qtbot: QtBot) -> ValueEditing:
    canvas = Canvas(session, Player(session))
    qtbot.addWidget(canvas)
    canvas.resize(1000, 700)
    canvas.show()
    canvas.activateWindow()
    qtbot.waitExposed(canvas)
    session.open_copy(document())
    canvas.view.zoom, canvas.view.left, canvas.view.top = 1.0, -100.0, -100.0
    settle(qtbot, session)
    return ValueEditing(session, canvas, canvas)


def click(values: ValueEditing, part: Part) -> InlineEditor:
    canvas = values.canvas
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(canvas, part))
    assert values.editor is not None
    return values.editor


def test_a_number_is_typed_where_it_stands(values: ValueEditing, qtbot: QtBot) -> None:
    editor = click(values, parts(values.canvas, "x", PartKind.ELEMENT)[1])
    assert editor.text() == "2."
    assert editor.geometry().contains(at(values.canvas, values._part))
    qtbot.keyClicks(editor, "1/3")
    assert value(values.session, "x") == "[1., 2.]"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert value(values.session, "x") == "[1., 1/3]"
    assert values.editor is None
    assert values.session.selection == {"x"}
    assert values.session.undo_stack.count() == 1


def test_what_is_wrong_is_said_and_not_taken_over(values: ValueEditing, qtbot: QtBot) -> None:
    editor = click(values, parts(values.canvas, "m", PartKind.VALUE)[-1])
    assert editor.text() == "ones(2, 2)"
    qtbot.keyClicks(editor, "randn(2")
    assert editor.message.isVisible()
    assert "never closed" in editor.message.text()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert values.editor is editor
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert values.editor is None
    assert value(values.session, "m") == "ones(2, 2)"
    assert values.session.undo_stack.count() == 0


def test_tab_takes_over_and_goes_to_the_next_leaf(values: ValueEditing, qtbot: QtBot) -> None:
    editor = click(values, parts(values.canvas, "x", PartKind.VALUE)[-1])
    qtbot.keyClicks(editor, "linspace(0, 1, 5)")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert value(values.session, "x") == "linspace(0, 1, 5)"
    following = values.editor
    assert following is not None
    assert following.subject.node == "m"
    assert values.session.selection == {"m"}
    qtbot.keyClick(following, Qt.Key.Key_Backtab)
    assert values.editor is not None
    assert values.editor.subject.node == "x"
    values.close(False)


def test_an_element_that_would_break_the_value_is_refused(
    values: ValueEditing, qtbot: QtBot
) -> None:
    editor = click(values, parts(values.canvas, "x", PartKind.ELEMENT)[0])
    qtbot.keyClicks(editor, "[1, 2]")
    assert editor.wrong()
    values.close(True)
    assert value(values.session, "x") == "[1., 2.]"


def test_parameters_and_names_are_typed_too(values: ValueEditing, qtbot: QtBot) -> None:
    editor = click(values, parts(values.canvas, "s", PartKind.PARAM)[0])
    qtbot.keyClicks(editor, "x")
    assert editor.message.isVisible()
    editor.setText("")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert getattr(values.session.document.nodes["s"], "params") == {"keepdim": "True"}  # noqa: B009
    title = at(values.canvas, parts(values.canvas, "x", PartKind.TITLE)[0])
    QTest.mouseDClick(values.canvas.viewport(), Qt.MouseButton.LeftButton, pos=title)
    assert values.editor is not None
    qtbot.keyClicks(values.editor, "weights")
    qtbot.keyClick(values.editor, Qt.Key.Key_Return)
    assert values.session.document.nodes["x"].label == "weights"


def test_the_editor_goes_with_its_card(values: ValueEditing, qtbot: QtBot) -> None:
    editor = click(values, parts(values.canvas, "x", PartKind.ELEMENT)[1])
    before = editor.geometry()
    values.canvas.scroll_by(30, 0)
    assert editor.geometry() == before.translated(-30, 0)
    session = values.session
    node = session.document.nodes["x"]
    assert isinstance(node, LeafData)
    session.select({"x"})
    values.canvas.delete_selection()
    assert values.editor is None


def test_a_command_takes_the_text_over_first(values: ValueEditing, qtbot: QtBot) -> None:
    seen: list[str] = []
    action = QAction(values.canvas)
    action.setShortcuts([QKeySequence("Ctrl+T"), QKeySequence("F6"), QKeySequence("Ctrl+Z")])
    action.triggered.connect(lambda: seen.append(value(values.session, "x")))
    values.canvas.window().addAction(action)
    editor = click(values, parts(values.canvas, "x", PartKind.ELEMENT)[1])
    qtbot.keyClicks(editor, "7")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # the line's own
    assert editor.text() == "2."
    assert not seen
    qtbot.keyClicks(editor, "7 +")
    qtbot.keyClick(editor, Qt.Key.Key_F6)  # what is wrong stays, to be mended
    assert values.editor is editor
    qtbot.keyClicks(editor, "1")
    qtbot.keyClick(editor, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert seen == ["[1., 7 +1]"]
    assert values.editor is None
