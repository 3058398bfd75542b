"""Problems and output, at the end of the run and at the cursor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from app.panels.output import OutputPanel
from app.panels.problems import ProblemsPanel
from app.playback.player import Player
from app.session import Session
from app.widgets.fields import ElidedButton
from app.widgets.problem_box import ProblemBox, breakable
from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Print, Repeat
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import SetActions

Settle = Callable[[], None]


@pytest.fixture
def problems(qtbot: QtBot, session: Session, player: Player) -> ProblemsPanel:
    panel = ProblemsPanel(session, player)
    qtbot.addWidget(panel)
    panel.resize(320, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def boxes(panel: ProblemsPanel) -> list[ProblemBox]:
    return [box for box in panel.findChildren(ProblemBox) if box.isVisible()]


def test_a_problem_shows_its_words_and_its_remedies(
    qtbot: QtBot, problems: ProblemsPanel, session: Session, player: Player, settle: Settle
) -> None:
    assert boxes(problems) == []
    with qtbot.waitSignal(problems.counted) as counted:
        session.append_action(Backward("a3", "s"), "backward")
    assert counted.args == [1]
    settle()
    (box,) = boxes(problems)
    assert box.problem.message.startswith("Trying to backward through the graph a second time")
    assert "y (mul)" in box.accessibleName()
    button = box.findChild(QPushButton, "fix_retain_graph")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert boxes(problems) == []
    first = session.document.actions[1]
    assert isinstance(first, Backward)
    assert first.retain_graph
    session.undo_stack.undo()
    settle()
    assert len(boxes(problems)) == 1


def test_a_narrow_panel_breaks_and_shortens_instead_of_scrolling_sideways(
    qtbot: QtBot, problems: ProblemsPanel, session: Session, settle: Settle
) -> None:
    session.append_action(Backward("a3", "s"), "backward")
    settle()
    (box,) = boxes(problems)
    button = box.findChild(ElidedButton, "fix_retain_graph")
    assert button is not None
    assert button.shown() == button.text()
    problems.resize(180, 400)
    qtbot.waitUntil(lambda: button.shown().endswith("…"), timeout=1000)
    assert button.toolTip() == button.text()
    area = problems.findChild(QScrollArea)
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0


def test_each_problem_names_its_action(
    problems: ProblemsPanel, session: Session, player: Player, settle: Settle
) -> None:
    program = (
        *session.document.actions,
        Backward("a3", "s"),
        Repeat("a4", Expression("2"), "i", (Backward("a5", "s"),)),
    )
    session.do([SetActions(session.document.actions, program)], "change")
    settle()
    titles = [box.accessibleName().partition(": Trying")[0] for box in boxes(problems)]
    assert titles == [
        "y (mul) · action 3: Backward from s",
        "y (mul) · action 5: Backward from s · turn 1",
        "y (mul) · action 5: Backward from s · turn 2",
    ]


def test_a_double_click_selects_the_node(
    qtbot: QtBot, problems: ProblemsPanel, session: Session, settle: Settle
) -> None:
    session.append_action(Backward("a3", "y"), "backward")
    settle()
    (box,) = boxes(problems)
    qtbot.mouseDClick(box, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert session.selection == {"y"}


def test_a_missing_gradient_is_mended_with_ones(
    qtbot: QtBot, problems: ProblemsPanel, session: Session, player: Player, settle: Settle
) -> None:
    actions = session.document.actions
    session.do([SetActions(actions, (actions[0], Backward("a2", "y")))], "change")
    settle()
    (box,) = boxes(problems)
    assert box.problem.message == "grad can be implicitly created only for scalar outputs"
    button = box.findChild(QPushButton, "fix_gradient_ones")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert boxes(problems) == []


def test_what_is_printed_later_is_not_shown_yet(
    qtbot: QtBot, session: Session, player: Player, settle: Settle
) -> None:
    panel = OutputPanel(session, player)
    qtbot.addWidget(panel)
    session.append_action(Print("a3", Expression("x.grad", {"x": "x"})), "print")
    settle()
    player.last()
    assert panel.text.toPlainText() == "tensor([2., 2.])\n"
    player.first()
    assert panel.text.toPlainText() == ""


def test_the_culprit_is_a_link_to_its_card_and_step(
    qtbot: QtBot, problems: ProblemsPanel, session: Session, player: Player, settle: Settle
) -> None:
    session.append_action(Backward("a3", "s"), "backward")
    settle()
    (box,) = boxes(problems)
    link = box.findChild(QPushButton, "culprit")
    assert link is not None
    assert "s" in link.text()
    step = box.problem.culprit_step
    assert step is not None
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert session.selection == {"s"}
    assert player.cursor == step + 1


def test_what_is_wrong_without_an_error_is_a_warning_and_no_problem(
    qtbot: QtBot, problems: ProblemsPanel, session: Session, settle: Settle
) -> None:
    before = session.document.actions
    write = Assign("a3", "x", Expression("100"), "data", "*=")
    with qtbot.waitSignal(problems.counted) as counted:
        session.do([SetActions(before, (before[0], write, before[1]))], "write")
    assert counted.args == [0]
    settle()
    (box,) = boxes(problems)
    assert box.warned
    assert "x was written in between" in box.accessibleName()
    fixes = [b.objectName() for b in box.findChildren(QPushButton)]
    assert fixes == ["culprit", "fix_forward_again", "fix_write_after", "fix_write_openly"]
    button = box.findChild(QPushButton, "fix_write_after")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert boxes(problems) == []
    session.undo_stack.undo()
    settle()
    assert len(boxes(problems)) == 1


def test_long_words_are_broken_and_short_ones_are_not() -> None:
    assert breakable("a.b (c)") == "a.b (c)"
    long = "torch.autograd.set_detect_anomaly(True)"
    assert breakable(long).replace("\u200b", "") == long
    assert breakable(long).count("\u200b") >= 3


def test_a_key_does_what_is_offered_first(
    problems: ProblemsPanel, session: Session, settle: Settle, qtbot: QtBot
) -> None:
    names = ("x", "W1", "b1")
    session.open_copy(
        Document(
            [LeafData(name, label=name) for name in names]
            + [OpData("m", "mul"), OpData("a", "add"), OpData("s", "sum")],
            [
                WireData("w1", "x", "m", "a"),
                WireData("w2", "W1", "m", "b"),
                WireData("w3", "m", "a", "a"),
                WireData("w4", "b1", "a", "b"),
                WireData("w5", "a", "s", "a"),
            ],
            actions=(Forward("a1"), Backward("a2", "s")),
        )
    )
    settle()
    (box,) = boxes(problems)
    offers = [each.text() for each in box.findChildren(QPushButton)]
    assert [each.removeprefix("Set requires_grad of ") for each in offers] == [
        "W1, b1", *names,
    ]  # fmt: skip
    problems.mend_first()
    settle()
    assert boxes(problems) == []
    ticked = {n.id for n in session.document.nodes.values() if getattr(n, "requires_grad", False)}
    assert ticked == {"W1", "b1"}
    with qtbot.waitSignal(session.said) as told:
        problems.mend_first()
    assert "nothing to mend" in told.args[0]
