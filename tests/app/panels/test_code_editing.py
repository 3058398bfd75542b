"""Editing code in its dock: the graph follows, and nothing is changed under the caret."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.panels.code import CodePanel, reading
from app.panels.code import draft as drafting
from app.panels.code.editor import CodeEditor
from app.panels.code.keys import indent_after
from app.panels.code.places import Places, Shift, told_lines
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import building
from autograd_core.graph.actions import Forward, Print
from autograd_core.graph.document import LeafData, OpData
from autograd_core.graph.files import decode, encode
from autograd_core.graph.snippet import trace
from autograd_core.graph.steps import node_ref

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SCRIPT = """\
import torch

x = torch.ones(2, requires_grad=True)
y = x * x
s = y.sum()
s.backward()"""


@pytest.fixture
def panel(
    qtbot: QtBot, session: Session, player: Player, monkeypatch: pytest.MonkeyPatch
) -> CodePanel:
    monkeypatch.setattr(drafting, "PAUSE", 20)
    made = CodePanel(session, player)
    qtbot.addWidget(made, before_close_func=lambda each: each.stop())
    made.resize(420, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    edited(made).setFocus()
    qtbot.waitUntil(lambda: text(made) == SCRIPT, timeout=5000)
    qtbot.waitUntil(lambda: edited(made).hasFocus(), timeout=5000)
    return made


def edited(panel: CodePanel) -> CodeEditor:
    assert panel.view is not None
    return panel.view


def text(panel: CodePanel) -> str:
    return edited(panel).toPlainText()


def go(panel: CodePanel, line: int, column: int = -1) -> None:
    """Puts the caret into a line, from 0; at its end."""
    block = edited(panel).document().findBlockByNumber(line)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + (block.length() - 1 if column < 0 else column))
    edited(panel).setTextCursor(cursor)


def caret(panel: CodePanel) -> tuple[int, int]:
    cursor = edited(panel).textCursor()
    return cursor.blockNumber(), cursor.positionInBlock()


def settle(qtbot: QtBot, panel: CodePanel) -> None:
    """Waits until the text has been read, and what follows from it was run."""
    def still() -> bool:
        draft = panel.draft
        return not (panel.reader.busy or draft._pause.isActive() or panel.session.is_running)

    qtbot.waitUntil(still, timeout=10_000)
    qtbot.wait(1)
    qtbot.waitUntil(still, timeout=10_000)


def ops(session: Session) -> dict[str, str]:
    return {n: data.op for n, data in session.whole.nodes.items() if isinstance(data, OpData)}


def said(panel: CodePanel) -> str:
    return panel.bar.text.text() if panel.bar.isVisible() else ""


def test_a_new_line_becomes_a_card_in_one_step_of_undo(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    before, view = encode(session.whole), edited(panel)
    old = dict(session.whole.nodes)
    go(panel, 3)
    qtbot.keyClicks(view, "  # squares")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "z = y.exp()")
    settle(qtbot, panel)
    qtbot.keyClicks(view, " + 1.")
    settle(qtbot, panel)
    assert sorted(ops(session).values()) == ["add", "exp", "mul", "sum"]
    assert {n: session.whole.nodes[n] for n in old} == old
    assert session.whole.source == text(panel) != SCRIPT
    assert "y = x * x  # squares\nz = y.exp() + 1.\n" in text(panel)
    assert session.undo_stack.count() == 1
    assert caret(panel) == (4, len("z = y.exp() + 1."))
    (add,) = [n for n, op in ops(session).items() if op == "add"]
    assert add in session.selection
    session.undo_stack.undo()
    assert encode(session.whole) == before
    settle(qtbot, panel)
    qtbot.waitUntil(lambda: text(panel) == SCRIPT, timeout=5000)
    session.undo_stack.redo()
    qtbot.waitUntil(lambda: "# squares" in text(panel), timeout=5000)


def test_broken_code_leaves_the_graph_and_says_where_it_is_broken(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    before, view = encode(session.whole), edited(panel)
    go(panel, 4)
    qtbot.keyClicks(view, " + (")
    settle(qtbot, panel)
    assert encode(session.whole) == before
    assert view.reason_at(4)
    assert said(panel).startswith("Line 5: ")
    assert panel.bar.discard.isVisible()
    assert text(panel).splitlines()[4] == "s = y.sum() + ("
    qtbot.keyClicks(view, "3)")
    settle(qtbot, panel)
    assert not view.reason_at(4)
    assert not said(panel)
    assert "add" in ops(session).values()
    assert {"x", "y", "s"} <= session.whole.nodes.keys()


def test_a_draft_is_discarded_by_escape_and_comes_back_by_undo(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    before, view = encode(session.whole), edited(panel)
    go(panel, 5)
    qtbot.keyClicks(view, " oh (")
    settle(qtbot, panel)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: text(panel) == SCRIPT, timeout=5000)
    assert not said(panel)
    qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    assert text(panel).endswith("s.backward() oh (")
    settle(qtbot, panel)
    assert said(panel)
    assert encode(session.whole) == before


def test_a_change_elsewhere_is_not_taken_back_by_a_draft_without_asking(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    view = edited(panel)
    go(panel, 4)
    qtbot.keyClicks(view, " * (")
    settle(qtbot, panel)
    session.do(building.move(session.document, {"x": (9.0, 9.0)}), "move")
    assert not panel.draft.conflict  # code does not tell of places
    session.do(building.change(session.document, "x", value="[5., 6.]"), "value")
    assert panel.draft.conflict
    assert "changed meanwhile" in said(panel)
    qtbot.keyClicks(view, "2)")
    settle(qtbot, panel)
    assert "s = y.sum() * (2)\n" in text(panel)
    assert isinstance(leaf := session.whole.nodes["x"], LeafData)
    assert leaf.value == "[5., 6.]"
    assert panel.bar.apply.isVisible()
    panel.bar.apply.click()
    settle(qtbot, panel)
    assert isinstance(leaf := session.whole.nodes["x"], LeafData)
    assert leaf.value == "ones(2)"
    assert (leaf.x, leaf.y) == (9.0, 9.0)
    assert not said(panel)
    session.undo_stack.undo()
    assert isinstance(leaf := session.whole.nodes["x"], LeafData)
    assert leaf.value == "[5., 6.]"


def test_undo_is_of_the_text_while_one_types_and_then_of_the_graph(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    before, view = encode(session.whole), edited(panel)
    session.do(building.change(session.document, "x", value="[5., 6.]"), "value")
    qtbot.waitUntil(lambda: "[5.0, 6.0]" in text(panel), timeout=5000)
    settle(qtbot, panel)
    middle = encode(session.whole)
    go(panel, 3)
    qtbot.keyClicks(view, " * 2")
    settle(qtbot, panel)
    assert session.undo_stack.count() == 2
    qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    settle(qtbot, panel)
    assert encode(session.whole) == middle
    assert session.undo_stack.count() == 1
    qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    assert encode(session.whole) == before
    qtbot.waitUntil(lambda: text(panel) == SCRIPT, timeout=5000)
    qtbot.keyClick(view, Qt.Key.Key_Y, CONTROL)
    qtbot.waitUntil(lambda: "[5.0, 6.0]" in text(panel), timeout=5000)
    assert encode(session.whole) == middle


def test_the_caret_stays_where_it_is_when_the_graph_is_changed_elsewhere(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    go(panel, 4, 3)
    session.do(building.rename(session.document, "x", "weight"), "rename")
    qtbot.waitUntil(lambda: "weight" in text(panel), timeout=5000)
    assert caret(panel) == (4, 3)
    _, edits = building.add_leaf(session.document, "ones(3)", x=0, y=0, label="first")
    session.do(edits, "add")
    qtbot.waitUntil(lambda: "first" in text(panel), timeout=5000)
    line, column = caret(panel)
    assert text(panel).splitlines()[line] == "s = y.sum()"
    assert column == 3


def test_selection_goes_both_ways_in_a_draft(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    view = edited(panel)
    go(panel, 2)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "a = (")
    settle(qtbot, panel)
    go(panel, 5)
    assert session.selection == {"s"}
    session.select(["y"])
    marked = {each.cursor.blockNumber() for each in view.extraSelections()}
    assert {3, 4} <= marked  # what is wrong, and y


def test_what_fails_in_the_run_is_marked_at_its_line(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    view = edited(panel)
    go(panel, 5)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "w = y @ torch.ones(3)")
    settle(qtbot, panel)
    assert "matmul" in ops(session).values() or "dot" in ops(session).values()
    (failed,) = [n for n, op in ops(session).items() if op in ("matmul", "dot")]
    assert session.log.at(len(session.log), node_ref(failed), "status") == "failed"
    qtbot.waitUntil(lambda: bool(view.reason_at(6)), timeout=5000)
    go(panel, 3)
    qtbot.keyClicks(view, " @ torch.ones(5)")
    settle(qtbot, panel)
    assert "s" in session.whole.nodes  # what comes after it would go
    assert panel.bar.apply.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, panel)
    assert "s" not in session.whole.nodes


def test_keys_that_code_has(qtbot: QtBot, panel: CodePanel) -> None:
    view = edited(panel)
    go(panel, 5)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "for i in range(2):")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "print(i)")
    assert text(panel).endswith(":\n    print(i)")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert caret(panel) == (8, 0)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert caret(panel) == (8, 4)
    qtbot.keyClick(view, Qt.Key.Key_Backtab)
    assert caret(panel) == (8, 0)
    go(panel, 7, 2)
    view.moveCursor(QTextCursor.MoveOperation.Up, QTextCursor.MoveMode.KeepAnchor)
    qtbot.keyClick(view, Qt.Key.Key_Slash, CONTROL)
    assert "\n# for i in range(2):\n#     print(i)\n" in text(panel)
    qtbot.keyClick(view, Qt.Key.Key_Slash, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert "\n    for i in range(2):\n        print(i)\n" in text(panel)
    qtbot.keyClick(view, Qt.Key.Key_Backtab)
    assert "\nfor i in range(2):\n    print(i)\n" in text(panel)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_F, CONTROL)
    assert panel.find_row.isVisible()
    panel.find_row.field.clear()
    qtbot.keyClicks(panel.find_row.field, "rang")
    assert view.textCursor().selectedText() == "rang"
    assert panel.find_row.count.text() == "1 / 1"
    qtbot.keyClick(panel.find_row.field, Qt.Key.Key_Escape)
    assert not panel.find_row.isVisible()


def test_escape_lets_tab_leave(qtbot: QtBot, panel: CodePanel) -> None:
    view = edited(panel)
    assert not view.tabChangesFocus()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.tabChangesFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert not view.tabChangesFocus()


def test_with_assertions_nobody_types(qtbot: QtBot, panel: CodePanel) -> None:
    panel.assertions.setChecked(True)
    qtbot.waitUntil(lambda: "assert" in text(panel), timeout=5000)
    assert edited(panel).isReadOnly()
    assert said(panel)
    panel.assertions.setChecked(False)
    qtbot.waitUntil(lambda: text(panel) == SCRIPT, timeout=5000)
    assert not edited(panel).isReadOnly()


def test_a_source_is_shown_as_long_as_it_says_the_graph(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    go(panel, 2)
    qtbot.keyClicks(edited(panel), "  # mine")
    settle(qtbot, panel)
    source = session.whole.source
    assert "# mine" in source
    session.do(building.change(session.document, "s", label="total"), "rename")
    assert not session.whole.source
    qtbot.waitUntil(lambda: "total" in text(panel), timeout=5000)
    assert "# mine" not in text(panel)
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: text(panel) == source, timeout=5000)
    settle(qtbot, panel)
    session.select(["s"])
    assert 4 in {each.cursor.blockNumber() for each in edited(panel).extraSelections()}
    session.open_copy(decode(encode(session.whole)))
    qtbot.waitUntil(lambda: text(panel) == source, timeout=5000)
    settle(qtbot, panel)
    session.select(["s"])
    assert 4 in {each.cursor.blockNumber() for each in edited(panel).extraSelections()}
    other = session.whole.snapshot()
    other.source = "import torch\nlie = torch.ones(7)"
    session.open_copy(other)
    settle(qtbot, panel)
    qtbot.waitUntil(lambda: text(panel) == SCRIPT, timeout=5000)


def test_what_was_typed_last_is_taken_over_where_the_caret_is_taken_away(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    go(panel, 4)
    panel.draft._pause.setInterval(60_000)
    qtbot.keyClicks(edited(panel), " * 3")
    assert "add" not in session.whole.source
    edited(panel).clearFocus()  # as saving does
    assert session.whole.source == SCRIPT.replace("y.sum()", "y.sum() * 3")


def test_playing_goes_on_and_does_not_scroll_what_is_typed_away(
    qtbot: QtBot, panel: CodePanel, session: Session, player: Player
) -> None:
    view = edited(panel)
    lines = [f"# {each}" for each in range(60)]
    go(panel, 5)
    view.textCursor().insertText("\n" + "\n".join(lines) + "\n")
    go(panel, 66)
    qtbot.keyClicks(view, "z = s.exp()")
    top = view.verticalScrollBar().value()
    assert top > 20
    player.seek(0)
    player.play()
    qtbot.keyClicks(view, "  # now")
    qtbot.waitUntil(lambda: player.cursor > 1, timeout=10_000)
    settle(qtbot, panel)
    assert "exp" in ops(session).values()
    assert view.verticalScrollBar().value() == top
    assert caret(panel)[0] == 66
    player.pause()


def test_what_takes_too_long_is_taken_over_when_somebody_says_so(
    qtbot: QtBot, panel: CodePanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST", 1)
    go(panel, 4)
    view = edited(panel)
    view.textCursor().insertText("\nfor i in range(30):\n    q = (x * i).exp().sum() + i")
    qtbot.waitUntil(lambda: "longer" in said(panel), timeout=10_000)
    settle(qtbot, panel)
    assert "exp" not in ops(session).values()
    assert panel.bar.apply.isVisible()
    panel.bar.apply.click()
    settle(qtbot, panel)
    assert "exp" in ops(session).values()


def test_lines_keep_their_numbers_through_a_change() -> None:
    shift = Shift(["a", "b", "c", "d"], ["a", "new", "b", "C", "d"])
    assert [shift.onward(line) for line in range(4)] == [0, 2, None, 4]
    assert [shift.back(line) for line in range(5)] == [0, None, 1, None, 3]
    assert shift.near(2) == 2
    same = Shift(["a", "b", "c"], ["a", "b = ", "c"])
    assert [same.onward(line) for line in range(3)] == [0, 1, 2]


def test_what_follows_a_line_is_as_far_in_as_it_belongs() -> None:
    expected: dict[str, str] = {
        "for i in x:": "    ", "    if a:  # why": "        ", "    return 3": "", "x = 1": "",
        "    x = {": "    ", "        pass": "    ",
    }  # fmt: skip
    assert {line: indent_after(line) for line in expected} == expected



def test_lines_that_are_executed_again_belong_to_the_same_cards() -> None:
    text = "import torch\nx = torch.ones(2)\nfor i in range(2):\n    y = (x *\n         x)\n"
    text += "z = x.exp()\nprint(z)\nz = x.exp()\n"
    traced = trace(text)
    script = told_lines(text, traced.lines, traced.document)
    of = {line.text.strip(): line.nodes for line in script.lines if line.nodes}
    assert of["y = (x *"] == of["x)"]
    assert len(script.lines[5].nodes) == 1
    assert script.lines[5].nodes == script.lines[7].nodes
    assert [line.text for line in script.lines] == text.split("\n")
    forwards = [a.id for a in traced.document.actions if isinstance(a, Forward)]
    assert Places(script).of_step(script.lines[5].nodes[0], forwards[-1]) == 7


def test_every_turn_of_an_unrolled_loop_belongs_to_its_lines(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    lines = [
        "import torch", "x = torch.ones(2, requires_grad=True)", "y = x", "for i in range(4):",
        "    y = y * x", "    print(i, y)", "y.sum().backward()",
    ]  # fmt: skip
    edited(panel).selectAll()
    edited(panel).insertPlainText("\n".join(lines))
    settle(qtbot, panel)
    prints = [each.id for each in session.whole.actions if isinstance(each, Print)]
    assert len(prints) == 4
    assert [panel.places.of_step(None, action) for action in prints] == [5] * 4
    go(panel, 3, len("for i in range("))
    qtbot.keyClick(edited(panel), Qt.Key.Key_Delete)
    qtbot.keyClicks(edited(panel), "2")
    settle(qtbot, panel)
    turns = [each for each in session.whole.actions if isinstance(each, Print)]
    assert [each.expression.text[0] for each in turns] == ["0", "1"]
