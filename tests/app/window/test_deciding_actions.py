"""Check, If and Try from the window: forms, rows, dragging, keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.panels.timeline.action_model import ActionModel
from app.panels.timeline.actions import ActionList
from app.playback.face import face_of
from app.widgets.fields import CheckedEdit
from app.widgets.problem_box import ProblemBox
from app.window.action_form import ActionForm
from autograd_core.graph.action_blocks import Place
from autograd_core.graph.actions import (
    Assign,
    Check,
    Expression,
    Forward,
    Print,
    Repeat,
    Try,
    When,
)
from autograd_core.graph.document import Document, LeafData

Settle = Callable[[], None]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    with qtbot.waitExposed(made):
        made.show()
    leaf = LeafData("n1", "x", "[1., 2.]", requires_grad=True)
    body = (Print("a3", Expression("i")),)
    made.session.become(
        Document([leaf], [], [], (Forward("a1"), Repeat("a2", Expression("3"), "i", body))), "Begin"
    )
    qtbot.waitUntil(lambda: not made.status.progress.busy, timeout=5000)
    return made


@pytest.fixture
def settle(qtbot: QtBot, window: MainWindow) -> Settle:
    return lambda: qtbot.waitUntil(lambda: not window.status.progress.busy, timeout=5000)


def form() -> ActionForm:
    found = QApplication.activeModalWidget()
    assert isinstance(found, ActionForm)
    return found


def type_in(name: str, text: str) -> None:
    found = form().findChild(CheckedEdit, name)
    edit = found.edit if found is not None else form().findChild(QLineEdit, name)
    assert isinstance(edit, QLineEdit)
    edit.setText(text)
    edit.textEdited.emit(text)


def accept(settle: Settle) -> None:
    assert form().ok.isEnabled()
    form().accept()
    settle()


def rows(window: MainWindow) -> list[str]:
    """The titles in the list, each as deep as it stands."""
    model = window.timeline_panel.actions_list.model
    texts = [model.index(row).data() for row in range(model.rowCount())]
    return ["  " * model.rows[row].depth + text for row, text in enumerate(texts)]


def listed(window: MainWindow) -> tuple[ActionList, ActionModel]:
    actions = window.timeline_panel.actions_list
    return actions, actions.model


def failures(window: MainWindow) -> int:
    return [step.kind for step in window.session.log.steps].count("error")


def output(window: MainWindow) -> str:
    return "".join(step.output for step in window.session.log.steps)


def tip(model: ActionModel, action: str) -> str:
    return str(model.index(model.row_of(action)).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_a_check_says_whether_it_held(window: MainWindow, settle: Settle) -> None:
    _, model = listed(window)
    window.session.select(["n1"])
    window.commands.trigger("run.check")
    type_in("checkExpression", "x.sum() == 3")
    type_in("checkMessage", "f'sum {x.sum()}'")
    assert form().code.text() == "assert x.sum() == 3, f'sum {x.sum()}'"
    accept(settle)
    (check,) = (a for a in window.session.document.actions if isinstance(a, Check))
    assert tip(model, check.id) == "It held each time that it was reached."
    window.action_commands.edit(check.id)
    type_in("checkExpression", "x.sum() == 4")
    accept(settle)
    assert tip(model, check.id) == "It did not hold. See Problems."
    assert window.session.undo_stack.undoText().startswith("Change assert")
    leaf = window.session.document.nodes["n1"]
    never = When("a8", Expression("False"), (Check("a9", Expression("True")),))
    window.session.become(Document([leaf], [], [], (never,)), "never")
    settle()
    assert tip(model, "a9") == "It has not been reached."


def test_the_selected_actions_run_only_if(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    actions, model = listed(window)
    actions.mark("a3")
    window.commands.trigger("run.when")
    type_in("whenTest", "x.sum() > 1")
    assert not form().ok.isEnabled()  # tensors are for Check
    type_in("whenTest", "i > 0")
    accept(settle)
    assert rows(window) == [
        "Forward", "for i in range(3):", "  if i > 0:", "    print(i)", "  else:",
    ]  # fmt: skip
    assert output(window) == "1\n2\n"
    header = model.index(4)
    assert not header.flags() & Qt.ItemFlag.ItemIsSelectable
    assert not header.flags() & Qt.ItemFlag.ItemIsDragEnabled
    actions.mark("a3")
    qtbot.keyClick(actions.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert rows(window)[2:] == ["  if i > 0:", "  else:", "    print(i)"]
    assert output(window) == "0\n"
    actions.mark(next(r.action.id for r in model.rows if isinstance(r.action, When)))
    actions.unwrap_action.trigger()
    settle()
    assert rows(window) == ["Forward", "for i in range(3):", "  print(i)"]


def test_errors_of_the_selected_are_caught_and_told_calmly(
    window: MainWindow, settle: Settle
) -> None:
    actions, model = listed(window)
    increment = Assign("a5", "n1", Expression("1"), "value", "+=")
    window.session.append_action(increment, "Assign")
    settle()
    assert failures(window) == 1
    actions.mark("a5")
    window.commands.trigger("run.try")
    errors = form().findChild(QListWidget, "tryErrors")
    assert errors is not None
    (item,) = errors.findItems("RuntimeError", Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Unchecked)
    assert not form().ok.isEnabled()  # none is named
    (item,) = errors.findItems("Exception", Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked)
    type_in("tryName", "x")
    assert not form().ok.isEnabled()  # a card is called so
    type_in("tryName", "err")
    form().reject()
    window.commands.trigger("run.try")
    accept(settle)
    assert rows(window)[3:] == ["try:", "  x += 1", "except RuntimeError as e:", "  print(e)"]
    assert failures(window) == 0
    assert output(window).endswith("is being used in an in-place operation.\n")
    assert tip(model, "a5") == "It failed, and the error was caught."
    bands = window.timeline_panel.line.bands
    assert (len(bands.errors), len(bands.caught)) == (0, 1)
    log = window.session.log
    face = face_of(log, len(log), window.session.document, "n1")
    assert face.caught
    assert face.error.startswith("caught: a leaf Variable")
    problem = face.problem
    assert problem is not None
    box = ProblemBox(window.session, problem, parent=window)
    assert box.accessibleName().count("caught: a leaf Variable") == 1
    assert not box.findChildren(QPushButton)  # there is nothing to mend
    assert not face_of(log, int(bands.caught[0]), window.session.document, "n1").error


def test_actions_are_dragged_under_the_line_of_a_part(
    window: MainWindow, settle: Settle
) -> None:
    actions, model = listed(window)
    blocks = (Try("a6", (Forward("a7"),)), When("a8", Expression("True")))
    session = window.session
    session.become(Document(session.document.nodes.values(), [], [], (
        *session.document.actions, *blocks,
    )), "blocks")  # fmt: skip
    settle()
    view = actions.view
    titles = [text.strip() for text in rows(window)]
    row = titles.index("except RuntimeError:")
    box = view.visualRect(model.index(row))
    place, _ = view._place_at(QPoint(40, box.bottom() - 1))
    assert place == Place("a6", None, "handler")
    place, _ = view._place_at(QPoint(40, box.top() + 1))  # above it: still in the body
    assert place == Place("a6", None, "body")
    actions.move_to(frozenset({"a3"}), Place("a6", None, "handler"))
    settle()
    row = [text.strip() for text in rows(window)].index("else:")
    place, _ = view._place_at(QPoint(2, view.visualRect(model.index(row)).bottom() - 1))
    assert place == Place(None, None)
    found = next(a for a in session.document.actions if isinstance(a, Try))
    assert [each.id for each in found.handler] == ["a3"]
