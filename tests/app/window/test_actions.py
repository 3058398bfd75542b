"""Actions from the window: added by form, seen as code, edited, moved, wrapped, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
)
from pytestqt.qtbot import QtBot

import resources
from app.main_window import MainWindow
from app.panels.timeline.action_model import MIME
from app.panels.timeline.action_view import INDENT, MARGIN
from app.panels.timeline.actions import ActionList
from app.widgets.fields import CheckedEdit
from app.window.action_form import ActionForm
from app.window.context_menu import canvas_menu
from autograd_core.graph import building
from autograd_core.graph.actions import (
    Assign,
    Backward,
    Expression,
    Forward,
    Print,
    Repeat,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.steps import port_ref

Settle = Callable[[], None]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    with qtbot.waitExposed(made):
        made.show()
    made.files.open_example(resources.examples()[0])
    qtbot.waitUntil(lambda: not made.status.progress.busy, timeout=5000)
    made.player.reduced_motion = True
    return made


@pytest.fixture
def settle(qtbot: QtBot, window: MainWindow) -> Settle:
    return lambda: qtbot.waitUntil(lambda: not window.status.progress.busy, timeout=5000)


@pytest.fixture
def rows(window: MainWindow) -> ActionList:
    return window.timeline_panel.actions_list


def titles(rows: ActionList) -> list[str]:
    model = rows.model
    return [
        "  " * model.depth_at(row) + model.index(row).data() for row in range(model.rowCount())
    ]


def form(window: MainWindow) -> ActionForm:
    """The form that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, ActionForm)
    assert found.parent() is window
    return found


def line(form: ActionForm, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, name)
    assert found is not None
    return found


def box(form: ActionForm, name: str) -> QComboBox:
    found = form.findChild(QComboBox, name)
    assert found is not None
    return found


def retype(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def shown_texts(form: ActionForm) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def accept(form: ActionForm) -> None:
    assert form.ok.isEnabled()
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)


def click(rows: ActionList, row: int, keys: Qt.KeyboardModifier | None = None) -> None:
    QTest.mouseClick(
        rows.view.viewport(),
        Qt.MouseButton.LeftButton,
        keys or Qt.KeyboardModifier.NoModifier,
        rows.view.visualRect(rows.model.index(row)).center(),
    )


def double_click(rows: ActionList, row: int) -> None:
    point = rows.view.visualRect(rows.model.index(row)).center()
    QTest.mouseClick(rows.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(rows.view.viewport(), Qt.MouseButton.LeftButton, pos=point)


def value(window: MainWindow, field: str = "value") -> object:
    found = window.player.field(port_ref("n1"), field)
    return None if found is None else found.array.tolist()


def set_actions(window: MainWindow, *actions: object) -> None:
    document = window.session.document
    from autograd_core.graph.action_edits import set_actions as edits

    window.session.do(edits(document, actions), "set")  # type: ignore[arg-type]


# Adding


def test_an_assignment_is_built_field_by_field_and_undone(
    qtbot: QtBot, window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    menu = rows.add.menu()
    assert isinstance(menu, QMenu)
    entries = {action.objectName(): action for action in menu.actions()}
    entries["run.assign"].trigger()
    made = form(window)
    assert not made.ok.isEnabled()
    expression = line(made, "assignExpression")
    assert made.focusWidget() is expression
    qtbot.keyClicks(expression, "10")
    box(made, "assignOperator").setCurrentText("*=")
    assert made.code.text() == "x.data *= 10"
    accept(made)
    settle()
    assert titles(rows) == ["Forward", "Backward from s", "x.data *= 10"]
    assert value(window) == [10.0, 10.0]
    assert window.session.undo_stack.undoText() == "x.data *= 10"
    window.commands.trigger("edit.undo")
    settle()
    assert titles(rows) == ["Forward", "Backward from s"]


def test_what_is_typed_is_checked_and_its_value_told(
    qtbot: QtBot, window: MainWindow, settle: Settle
) -> None:
    window.session.select(["n1"])
    window.commands.trigger("run.print")
    made = form(window)
    expression = line(made, "printExpression")
    assert expression.text() == "x"
    (checked,) = made._lines
    qtbot.keyClicks(expression, "x")
    retype(qtbot, expression, "q + 1")
    assert "Name 'q' is not defined (known here: s, x, y)" in checked.line.message.text()
    assert not made.ok.isEnabled()
    retype(qtbot, expression, "x.grad, x + 1")
    assert checked.note.text().startswith("Now: (tensor([2., 2.])")
    retype(qtbot, expression, "x + [1, 2, 3]")
    assert "PyTorch will say" in checked.note.text()
    assert made.ok.isEnabled()  # to see it fail may be what is wanted
    retype(qtbot, expression, "x.grad")
    assert checked.note.text() == "Now: [2, 2]"
    accept(made)
    settle()
    last = window.session.document.actions[-1]
    assert isinstance(last, Print)
    assert last.expression == Expression("x.grad", {"x": "n1"})
    assert window.output_panel.text.toPlainText() == "tensor([2., 2.])\n"


def test_requires_grad_is_turned_off_from_the_form(window: MainWindow, settle: Settle) -> None:
    window.commands.trigger("run.set_requires_grad")
    made = form(window)
    (tracked,) = made.findChildren(QCheckBox)
    assert not tracked.isChecked()  # x requires grad: this is what one would change
    accept(made)
    settle()
    last = window.session.document.actions[-1]
    assert isinstance(last, SetRequiresGrad)
    assert (last.node, last.value) == ("n1", False)


def test_the_selected_actions_are_repeated_together(
    qtbot: QtBot, window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    click(rows, 0)
    before = window.player.cursor
    click(rows, 1, Qt.KeyboardModifier.ShiftModifier)
    assert window.player.cursor == before
    window.commands.trigger("run.repeat")
    made = form(window)
    turns = line(made, "repeatValues")
    retype(qtbot, turns, "'abc'")
    assert not made.ok.isEnabled()
    retype(qtbot, turns, "range(3)")
    assert made.code.text().splitlines() == [
        "for i in range(3):", "    Forward", "    Backward from s",
    ]
    accept(made)
    settle()
    assert titles(rows) == ["for i in range(3):", "  Forward", "  Backward from s"]
    assert value(window, "grad") == [6.0, 6.0]
    window.commands.trigger("edit.undo")
    assert titles(rows) == ["Forward", "Backward from s"]


def test_a_new_action_may_go_into_a_loop_and_use_its_name(
    qtbot: QtBot, window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    set_actions(window, Forward("a1"), Repeat("a2", Expression("2"), "turn"))
    settle()
    window.commands.trigger("run.print")
    made = form(window)
    expression = line(made, "printExpression")
    qtbot.keyClicks(expression, "turn")
    assert not made.ok.isEnabled()
    made.where.setCurrentText("At the end of for turn in range(2)")
    accept(made)
    settle()
    assert titles(rows) == ["Forward", "for turn in range(2):", "  print(turn)"]
    assert window.output_panel.text.toPlainText() == "0\n1\n"


def test_a_card_is_the_target_of_its_menu(window: MainWindow, settle: Settle) -> None:
    menu = canvas_menu("n1", window.graph, window.action_commands, window.commands, window)
    (inner,) = (a.menu() for a in menu.actions() if isinstance(a.menu(), QMenu))
    assert isinstance(inner, QMenu)
    entries = {action.objectName(): action for action in inner.actions()}
    assert entries["print_grad"].text() == "print(x.grad)"
    for name in ("print", "print_grad", "track", "zero"):
        entries[name].trigger()
    settle()
    assert list(map(type, window.session.document.actions[2:])) == [
        Print, Print, SetRequiresGrad, ZeroGrad,
    ]
    entries["assign"].trigger()
    made = form(window)
    assert made.code.text() == "x.data = "
    made.reject()


# Editing


def test_a_double_click_edits_what_is_there(
    qtbot: QtBot, window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    assign = Assign("a3", "n1", Expression("0.1 * x.grad", {"x": "n1"}), "value", "-=", True)
    set_actions(window, Forward("a1"), Backward("a2", "n3"), assign)
    settle()
    assert titles(rows)[2] == "x -= 0.1 * x.grad  # no_grad"
    double_click(rows, 2)
    made = form(window)
    retype(qtbot, line(made, "assignExpression"), "0.5 * x.grad")
    accept(made)
    settle()
    window.player.last()
    assert value(window) == [0.0, 0.0]
    assert window.session.undo_stack.undoText() == "Change x -= 0.5 * x.grad  # no_grad"
    QTest.keyClick(rows.view, Qt.Key.Key_Return)
    form(window).reject()


def test_the_forms_of_backward_zero_grad_and_repeat_keep_what_is_not_touched(
    qtbot: QtBot, window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    actions = (
        Forward("a1"),
        Repeat("a2", Expression("2"), "i", (Backward("a3", "n2", gradient=Expression("[1, 10]")),)),
        ZeroGrad("a4", set_to_none=False),
    )
    set_actions(window, *actions)
    settle()
    for row in (1, 2, 3):
        double_click(rows, row)
        accept(form(window))
    assert window.session.document.actions == actions
    double_click(rows, 2)
    made = form(window)
    retype(qtbot, line(made, "backwardFormGradient"), "[1, 2, 3]")
    assert "Mismatch in shape" in made._lines[0].note.text()
    made.reject()


def test_an_action_whose_node_is_gone_is_marked_and_can_be_given_another(
    window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    set_actions(window, Forward("a1"), SetRequiresGrad("a2", "n1"))
    session = window.session
    session.do(building.remove(session.document, ["n1"]), "remove")
    settle()
    assert titles(rows)[1] == "?.requires_grad_(True)"
    tip = rows.model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("It names a node that is not in the graph any more.")
    double_click(rows, 1)
    made = form(window)
    assert not made.ok.isEnabled()
    box(made, "requiresGradNode").setCurrentText("y")
    accept(made)
    assert titles(rows)[1] == "y.requires_grad_(True)"


# Moving


def drag(rows: ActionList, row: int, before: int, depth: int) -> None:
    """Drags a row to just above another, as far right as a depth."""
    view, model = rows.view, rows.model
    mime = model.mimeData([model.index(row)])
    assert mime.hasFormat(MIME)
    if before < model.rowCount():
        y = view.visualRect(model.index(before)).top() + 1
    else:
        y = view.visualRect(model.index(before - 1)).bottom() - 1
    point = QPoint(MARGIN + depth * INDENT, y)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(point, move, mime, left, none)
    QApplication.sendEvent(view.viewport(), enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(point), move, mime, left, none)
    QApplication.sendEvent(view.viewport(), drop)


def test_rows_are_dragged_into_a_loop_and_out_of_it(
    window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    set_actions(
        window, Forward("a1"), Repeat("a2", Expression("2"), "i", (Backward("a3", "n3"),)),
        ZeroGrad("a4"),
    )  # fmt: skip
    settle()
    drag(rows, 0, 2, 1)
    assert titles(rows) == [
        "for i in range(2):", "  Forward", "  Backward from s", "Zero grad",
    ]
    drag(rows, 3, 3, 1)  # the end of the body, not the row below it
    assert titles(rows)[3] == "  Zero grad"
    drag(rows, 1, 4, 0)
    assert titles(rows) == [
        "for i in range(2):", "  Backward from s", "  Zero grad", "Forward",
    ]
    settle()
    for _ in range(3):
        window.commands.trigger("edit.undo")
    assert titles(rows) == ["Forward", "for i in range(2):", "  Backward from s", "Zero grad"]


def test_nothing_else_is_dropped_on_the_list(rows: ActionList) -> None:
    mime = QMimeData()
    mime.setText("x")
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(rows.view.viewport(), event)
    assert not event.isAccepted()


def test_keys_move_an_action_into_the_loop_below_it(
    window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    set_actions(window, Forward("a1"), Repeat("a2", Expression("2"), "i"), ZeroGrad("a4"))
    settle()
    click(rows, 2)
    QTest.keyClick(rows.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(rows) == ["Forward", "for i in range(2):", "  Zero grad"]
    settle()
    click(rows, 1)
    rows.unwrap_action.trigger()
    assert titles(rows) == ["Forward", "Zero grad"]


def test_several_are_removed_at_once(window: MainWindow, rows: ActionList, settle: Settle) -> None:
    click(rows, 0)
    click(rows, 1, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(rows.view, Qt.Key.Key_Delete)
    assert titles(rows) == []
    assert window.session.undo_stack.undoText() == "Remove 2 actions"
    settle()
    rows.view.viewport().grab()  # the words for an empty list
    window.commands.trigger("edit.undo")
    assert len(titles(rows)) == 2


def test_a_forward_runs_the_nodes_that_are_checked(
    window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    double_click(rows, 0)
    made = form(window)
    every, nodes = made.findChild(QCheckBox), made.findChild(QListWidget)
    assert every is not None
    assert nodes is not None
    assert not nodes.isEnabled()
    every.click()
    for row in range(nodes.count()):
        nodes.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not made.ok.isEnabled()
    for row in (1, 0):
        nodes.item(row).setCheckState(Qt.CheckState.Checked)
    assert made.code.text() == "Forward of x, y"
    accept(made)
    settle()
    assert window.session.document.actions[0] == Forward("a1", ("n1", "n2"))
    window.commands.trigger("edit.undo")
    assert window.session.document.actions[0] == Forward("a1")


def test_renaming_a_turn_renames_it_in_its_loop(
    qtbot: QtBot, window: MainWindow, rows: ActionList, settle: Settle
) -> None:
    body = (Print("a3", Expression("(i, x)", {"x": "n1"})),)
    set_actions(window, Forward("a1"), Repeat("a2", Expression("2"), "i", body))
    settle()
    double_click(rows, 1)
    made = form(window)
    name = made.findChild(CheckedEdit, "repeatName")
    assert name is not None
    retype(qtbot, name.edit, "x")
    assert not made.ok.isEnabled()
    assert "x means something else in the loop." in shown_texts(made)
    retype(qtbot, name.edit, "turn")
    assert made.code.text() == "for turn in range(2):\n    print((turn, x))"
    accept(made)
    settle()
    assert titles(rows) == ["Forward", "for turn in range(2):", "  print((turn, x))"]
    window.commands.trigger("edit.undo")
    assert titles(rows) == ["Forward", "for i in range(2):", "  print((i, x))"]


def test_the_menu_of_a_row_offers_what_fits(rows: ActionList) -> None:
    click(rows, 0)
    assert rows.edit_action.isEnabled()
    click(rows, 1)
    assert rows.edit_action.isEnabled()
    menu = rows.row_menu()
    assert rows.unwrap_action not in menu.actions()
    assert rows.wrap in menu.actions()
