"""Choosing a node or a place, and judging the expression of an action."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.widgets.choosers import NodeChooser, PlaceChooser
from app.widgets.scope import Scope, judge_values, variables_round
from autograd_core.graph.action_blocks import Place
from autograd_core.graph.actions import Expression, Forward, Print, Repeat
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.run import Run
from autograd_core.graph.steps import StepLog


def offered(chooser: NodeChooser | PlaceChooser) -> list[str]:
    return [chooser.itemText(at) for at in range(chooser.count())]


def test_leaves_come_first_and_equal_names_with_their_ids(qtbot: QtBot) -> None:
    document = Document(
        [OpData("n1", op="mul"), LeafData("n2", label="x"), LeafData("n3", label="x")]
    )
    chooser = NodeChooser(document, "n3", "node")
    qtbot.addWidget(chooser)
    assert offered(chooser) == ["x  (n2)", "x  (n3)", "mul"]
    assert chooser.node() == "n3"
    gone = NodeChooser(document, "n9", "node", leaves_only=True)
    qtbot.addWidget(gone)
    assert offered(gone) == ["Choose a node", "x  (n2)", "x  (n3)"]
    assert gone.node() == ""


def test_ten_thousand_nodes_are_offered_at_once(qtbot: QtBot) -> None:
    document = Document([LeafData(f"n{i}", label=f"x{i}") for i in range(10_000)])
    chooser = NodeChooser(document, "n5", "node")
    qtbot.addWidget(chooser)
    assert chooser.count() == 10_000


def test_places_are_the_end_after_the_marked_one_and_each_loop(qtbot: QtBot) -> None:
    loop = Repeat("a2", Expression("2"), "i", (Forward("a3"),))
    document = Document(actions=(Forward("a1"), loop))
    chooser = PlaceChooser(document, "a1", "place")
    qtbot.addWidget(chooser)
    assert offered(chooser) == [
        "At the end", "After Forward", "At the end of for i in range(2)",
    ]
    places = []
    for at in range(3):
        chooser.setCurrentIndex(at)
        places.append(chooser.place())
    assert places == [Place(), Place(None, "a2"), Place("a2")]
    last = PlaceChooser(document, "a2", "place")
    qtbot.addWidget(last)
    assert offered(last)[1].startswith("At the end of")  # after the last is the end


# What is said of an expression


def scope(cursor: int | None = None, **variables: object) -> Scope:
    document = Document(
        [LeafData("x", label="x", value="[1., 2.]"), OpData("y", op="exp", label="y")],
        [WireData("w1", "x", "y", "a")],
    )
    run = Run(document)
    for _ in run.execute():
        pass
    return Scope(document, run.log, len(run.log) if cursor is None else cursor, variables)


def test_what_it_gives_at_the_cursor_is_told() -> None:
    assert scope().judge("2 * x").now == "[2, 4]"
    assert scope(turn=3).judge("x.sum() + turn").now == "6"
    # there is no gradient yet: at another step there may be
    assert scope().judge("x.grad + 1")[:2] == ("", "")
    assert scope().judge("x.grad + 1").now == ""


def test_only_what_can_never_be_right_is_refused() -> None:
    for text in ("x +", "q", "x.nothing", "open('f')"):
        assert scope().judge(text).wrong, text
    mismatch = scope().judge("x + ones(3)")
    assert not mismatch.wrong
    assert mismatch.doubt.startswith("The size of tensor a (2) must match")
    assert scope().judge("ones(100000, 100000)")[:2] == ("", "")  # left to the run


def test_before_a_tensor_is_there_its_name_is_still_known() -> None:
    early = scope(0)
    assert early.judge("y.sum()").wrong == ""
    assert early.judge("y +").wrong
    assert "'q'" in early.judge("y + q").wrong
    assert Scope(early.document, StepLog(), 0).judge("x").value is None


def test_turns_are_a_number_or_a_list() -> None:
    for text in ("3", "[0.1, 0.01]", "(1, 2)", "2 * 2"):
        assert not judge_values(scope(), text).wrong, text
    for text in ("True", "1.5", "'ab'", "x", "-1", ""):
        assert judge_values(scope(), text).wrong, text


def test_the_names_of_the_loops_round_an_action_are_known() -> None:
    inner = Repeat("a2", Expression("[n + 5, 0]"), "m", (Print("a3", Expression("m")),))
    actions = (Repeat("a1", Expression("3"), "n", (inner,)),)
    assert variables_round(actions, "a3") == {"n": 0, "m": 5}
    assert variables_round(actions, "a1") == {}
