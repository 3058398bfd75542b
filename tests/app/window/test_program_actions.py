"""Hooks, kept gradients, Python values, seeds, optimizers and training loops from the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import resources
from app.main_window import MainWindow
from app.widgets.expression_line import ExpressionLine
from app.widgets.fields import CheckedEdit
from app.window.action_form import ActionForm
from app.window.context_menu import canvas_menu
from app.window.program_forms import OptimizerForm
from autograd_core.graph.actions import (
    Backward,
    Expression,
    Forward,
    Hook,
    Let,
    Optimizer,
    OptimizerStep,
    RemoveHook,
    Repeat,
    RetainGrad,
    Seed,
    ZeroGrad,
)
from autograd_core.graph.steps import Value, port_ref

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


def form() -> ActionForm:
    found = QApplication.activeModalWidget()
    assert isinstance(found, ActionForm)
    return found


def part(kind: type[QWidget], name: str) -> QWidget:
    found = form().findChild(kind, name)
    assert found is not None
    return found


def type_in(name: str, text: str) -> None:
    found = form().findChild(CheckedEdit, name)
    edit = found.edit if found is not None else part(QLineEdit, name)
    assert isinstance(edit, QLineEdit)
    edit.setText(text)
    edit.textEdited.emit(text)


def accept(settle: Settle) -> None:
    assert form().ok.isEnabled()
    form().accept()
    settle()


def kinds(window: MainWindow) -> list[type]:
    return [type(action) for action in window.session.document.actions]


def named(window: MainWindow, label: str) -> str:
    nodes = window.session.document.nodes
    return next(node for node, data in nodes.items() if data.label == label)


def test_a_hook_goes_before_the_backward_and_its_step_tells_before_and_after(
    window: MainWindow, settle: Settle
) -> None:
    y = named(window, "y")
    window.session.select([y])
    window.commands.trigger("run.hook")
    assert not form().ok.isEnabled()
    type_in("hookExpression", "nothing * 2")
    assert not form().ok.isEnabled()  # no such name
    line = form().findChild(ExpressionLine)
    assert line is not None
    type_in("hookExpression", "g.sum()")
    assert "changed the size" in line.note.text()  # which can be tried
    assert form().ok.isEnabled()
    type_in("hookExpression", "g * 3")
    assert "register_hook(lambda g: g * 3)" in form().code.text()
    accept(settle)
    actions = window.session.document.actions
    at = next(i for i, each in enumerate(actions) if isinstance(each, Hook))
    assert isinstance(actions[at + 1], Backward)
    assert actions[at] == Hook(actions[at].id, y, Expression("g * 3"))
    steps = [s for s in window.session.log.steps if s.kind == "hook" and s.incoming]
    assert len(steps) == 1
    before, after = steps[0].message.args["before"], steps[0].message.args["after"]
    assert isinstance(before, Value)
    assert isinstance(after, Value)
    assert before.array is not None
    assert after.array is not None
    assert (3 * before.array == after.array).all()


def test_what_a_node_keeps_and_calls_stands_in_the_inspector(
    window: MainWindow, settle: Settle
) -> None:
    y = named(window, "y")
    window.session.select([y])
    page = window.inspector_panel.page
    assert page is not None
    page.properties.keep.click()
    settle()
    assert RetainGrad in kinds(window)
    assert window.session.log.at(len(window.session.log), port_ref(y), "grad") is not None
    page.properties.add.click()
    type_in("hookExpression", "g.clamp(max=1)")
    accept(settle)
    hooks = [a for a in window.session.document.actions if isinstance(a, Hook)]
    remove = page.properties.findChild(QToolButton, f"removeHook_{hooks[0].id}")
    assert remove is not None
    remove.click()
    page.properties.keep.click()
    settle()
    assert not {RetainGrad, Hook} & {*kinds(window)}
    for _ in range(2):
        window.session.undo_stack.undo()
    settle()
    assert {RetainGrad, Hook} <= {*kinds(window)}
    assert page.properties.keep.isChecked()


def test_a_hook_can_be_taken_away_later_in_the_run(window: MainWindow, settle: Settle) -> None:
    window.commands.trigger("run.remove_hook")
    assert not form().ok.isEnabled()
    form().reject()
    window.action_commands.hook_on(named(window, "x"))
    type_in("hookExpression", "g * 0")
    accept(settle)
    window.commands.trigger("run.remove_hook")
    accept(settle)
    assert kinds(window)[-1] is RemoveHook


def test_a_value_can_be_used_by_its_name(window: MainWindow, settle: Settle) -> None:
    window.commands.trigger("run.let")
    assert not form().ok.isEnabled()
    type_in("letValue", "0.5")
    accept(settle)
    (let,) = (a for a in window.session.document.actions if isinstance(a, Let))
    assert (let.name, let.expression.text) == ("lr", "0.5")
    window.commands.trigger("run.let")
    type_in("letName", "x")
    assert not form().ok.isEnabled()  # a card's
    type_in("letName", "half")
    type_in("letValue", "lr / 2")
    accept(settle)
    window.commands.trigger("run.print")
    type_in("printExpression", "half")
    accept(settle)
    assert "".join(s.output for s in window.session.log.steps).endswith("0.25\n")


def test_a_seed_is_added(window: MainWindow, settle: Settle) -> None:
    window.commands.trigger("run.seed")
    box = part(QSpinBox, "seedNumber")
    assert isinstance(box, QSpinBox)
    box.setValue(7)
    accept(settle)
    action = window.session.document.actions[-1]
    assert isinstance(action, Seed)
    assert action.seed == 7


def test_one_form_makes_an_optimizer_and_the_loop_that_trains_with_it(
    window: MainWindow, settle: Settle
) -> None:
    window.commands.trigger("run.train")
    train, kind = part(QCheckBox, "optimizerTrain"), part(QComboBox, "optimizerKind")
    assert isinstance(train, QCheckBox)
    assert train.isChecked()
    assert isinstance(kind, QComboBox)
    kind.setCurrentText("SGD")
    option = form().findChild(CheckedEdit, "option_lr")
    assert option is not None
    assert option.edit.placeholderText() == "0.001"
    type_in("option_lr", "0.1 +")
    assert not form().ok.isEnabled()
    type_in("option_lr", "0.1")
    assert "    optimizer.step()" in form().code.text()
    accept(settle)
    optimizer, loop = window.session.document.actions[-2:]
    assert isinstance(optimizer, Optimizer)
    assert optimizer.options == {"lr": "0.1"}
    assert isinstance(loop, Repeat)
    assert [type(a) for a in loop.body] == [ZeroGrad, Forward, Backward, OptimizerStep]
    ids = [a.id for a in (*window.session.document.actions, *loop.body)]
    assert len({*ids}) == len(ids)
    log, x = window.session.log, named(window, "x")
    assert log.at(len(log), port_ref(x), "version") >= 10
    window.session.undo_stack.undo()
    settle()
    assert Optimizer not in kinds(window)


def test_a_step_needs_an_optimizer(window: MainWindow, settle: Settle) -> None:
    window.commands.trigger("run.optimizer_step")
    assert not form().ok.isEnabled()
    form().reject()
    window.commands.trigger("run.optimizer")
    accept(settle)
    window.commands.trigger("run.optimizer_step")
    accept(settle)
    assert kinds(window)[-2:] == [Optimizer, OptimizerStep]
    window.action_commands.edit(window.session.document.actions[-2].id)
    kind = part(QComboBox, "optimizerKind")
    assert isinstance(kind, QComboBox)
    kind.setCurrentText("Adam")
    accept(settle)
    changed = window.session.document.actions[-2]
    assert isinstance(changed, Optimizer)
    assert changed.optimizer == "Adam"


def test_the_menu_of_a_card_offers_both(window: MainWindow, settle: Settle) -> None:
    y = named(window, "y")
    menu = canvas_menu(y, window.graph, window.action_commands, window.commands, window)
    names = {a.objectName(): a for m in menu.findChildren(type(menu)) for a in m.actions()}
    assert "hook" in names
    names["retain"].trigger()
    settle()
    assert RetainGrad in kinds(window)
    menu.deleteLater()


def test_a_training_loop_of_a_graph_that_never_ran_makes_its_leaves_first(
    window: MainWindow, settle: Settle
) -> None:
    while window.session.document.actions:
        window.commands.trigger("run.remove_last")
        settle()
    window.commands.trigger("run.train")
    made = form()
    assert isinstance(made, OptimizerForm)
    assert made.code_text().startswith("Forward of ")
    accept(settle)
    first, second, loop = window.session.document.actions
    assert isinstance(first, Forward)
    assert isinstance(second, Optimizer)
    assert first.nodes == second.leaves
    assert isinstance(loop, Repeat)
    assert not any(step.kind == "error" for step in window.session.log.steps)
    assert window.player.cursor == len(window.player.log) > 10, "at the end of the training"
