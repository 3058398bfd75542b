"""Two runs side by side in the window: what differs, in the list and on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.window.comparing.runs import same_place
from app.window.comparing.window import CompareWindow
from autograd_core.graph import building, folding
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.comparing import Moment
from autograd_core.graph.edits import SetActions
from autograd_core.graph.files import save
from autograd_core.graph.run import Run
from autograd_core.graph.steps import port_ref
from tests.app.panels.conftest import square_sum
from tests.app.window.test_language import brackets, untranslated

__all__ = ["brackets"]  # a fixture

Edit = Callable[..., None]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: made.session.undo_stack.setClean())
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.session.open_copy(square_sum())
    settle(qtbot, made)
    made.player.last()
    return made


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.is_running, timeout=5000)


@pytest.fixture
def change(qtbot: QtBot, window: MainWindow) -> Edit:
    def made(value: str) -> None:
        edits = building.change(window.session.document, "x", value=value)
        window.session.do(edits, "edit")
        settle(qtbot, window)

    return made


def rows(compare: CompareWindow | None) -> list[tuple[str, ...]]:
    assert compare is not None
    compare.refresh()
    return [
        (each.node, each.field, "rounding" if each.rounding else each.kind)
        for each in compare.found
    ]


def test_a_kept_run_is_compared_with_what_comes_of_edits(
    window: MainWindow, change: Edit
) -> None:
    window.questions.keep_run()
    change("[1., 3.]")
    change("[1., 4.]")
    compare = window.questions.compare()
    assert compare is not None
    assert [row[:2] for row in rows(compare)] == [
        ("x", "node"), ("x", "value"), ("x", "grad"), ("y", "value"), ("s", "value")
    ]  # fmt: skip
    assert compare.status.text() == "Cards that differ: 3, in 5 places."
    item = compare.table.topLevelItem(0)
    assert item is not None
    grad = item.child(2)
    assert grad is not None
    assert [grad.text(i) for i in range(5)] == ["≠", ".grad", "[2, 2]", "[2, 8]", "up to 6"]


def test_without_a_kept_run_it_is_that_before_the_last_edit(
    qtbot: QtBot, window: MainWindow, change: Edit
) -> None:
    assert window.questions.compare() is None  # there is no other
    change("[1., 3.]")
    change("[1., 4.]")
    compare = window.questions.compare()
    assert compare is not None
    assert compare.before is not None
    seen = compare.before.moment
    assert seen.log.at(len(seen.log), port_ref("x"), "value").array.tolist() == [1, 3]
    window.session.do(building.move(window.session.document, {"x": (9.0, 9.0)}), "move")
    assert window.questions.runs.previous() == seen  # a move is no edit of the run
    window.session.undo_stack.undo()
    window.session.undo_stack.undo()
    settle(qtbot, window)
    undone = window.questions.runs.previous()
    assert undone is not None
    assert undone.log is not window.session.log


def test_what_is_tried_out_is_not_the_run_before(
    qtbot: QtBot, window: MainWindow
) -> None:
    session, log = window.session, window.session.log
    for value in ("[1., 2.]", "[1., 3.]"):
        session.try_out(building.change(session.document, "x", value=value))
        settle(qtbot, window)
    session.keep("scrub")
    before = window.questions.runs.previous()
    assert before is not None
    assert before.log is log
    edits = building.change(session.document, "x", value="[1., 5.]")
    session.do(edits, "edit")
    settle(qtbot, window)
    before = window.questions.runs.previous()
    assert before is not None
    assert before.log.at(len(before.log), port_ref("s"), "value").array == 10


def test_cards_are_marked_on_the_canvas_and_told_of(
    window: MainWindow, change: Edit
) -> None:
    window.questions.keep_run()
    change("[1., 3.]")
    compare = window.questions.compare()
    assert compare is not None
    compared = window.canvas.overlay.compared
    assert {node: mark.sign for node, mark in compared.marks.items()} == dict.fromkeys("xys", "≠")
    assert compared.marks["x"].lines == ("[1, 1] → [1, 3]", ".grad [2, 2] → [2, 6]")
    box = window.canvas.places.card_box("s")
    tip = compared.tip_at(window.canvas.places, box.left + 5, box.top + 5)
    assert "≠ value: 2 → 10" in tip
    compare.marks.setChecked(False)
    assert not compared.marks
    compare.marks.setChecked(True)
    assert compared.marks
    compare.close()
    assert not compared.marks


def test_the_numbers_below_a_card_give_way_to_other_cards(
    window: MainWindow, change: Edit
) -> None:
    window.questions.keep_run()
    change("[1., 3.]")
    window.questions.compare()
    compared, scene = window.canvas.overlay.compared, window.canvas.scene
    window.canvas.views.actual_size()
    assert compared.plate("x", scene) is not None
    box = window.canvas.places.card_box("x")
    moved = building.move(window.session.document, {"s": (box.left, box.bottom + 6)})
    window.session.do(moved, "move")
    assert compared.plate("x", scene) is None
    pixmap = QPixmap(1000, 700)
    painter = QPainter(pixmap)
    compared.paint(painter, QRect(0, 0, 1000, 700), scene)  # signs and frames remain
    painter.end()


def test_rounding_is_told_apart_and_can_be_left_out(
    window: MainWindow, change: Edit
) -> None:
    change("[0.1, 0.3]")
    window.questions.keep_run()
    change("[0.10000001, 0.3]")
    compare = window.questions.compare()
    assert ("s", "value", "rounding") in rows(compare)
    assert compare is not None
    assert "by rounding only" in compare.status.text()
    assert window.canvas.overlay.compared.marks["s"].sign == "≈"
    compare.exact.setChecked(True)
    assert {row[:2] for row in rows(compare)} == {("x", "node")}


def test_both_are_looked_at_at_the_same_step(window: MainWindow, change: Edit) -> None:
    window.questions.keep_run()
    change("[1., 3.]")
    compare = window.questions.compare()
    window.player.seek(2)
    assert ("x", "grad") not in {row[:2] for row in rows(compare)}
    assert ("y", "value") in {row[:2] for row in rows(compare)}
    assert compare is not None
    compare.follows.setChecked(False)  # the kept run stays at its end
    assert ("x", "grad", "removed") in rows(compare)


def test_of_one_run_two_steps_can_be_compared(window: MainWindow) -> None:
    window.player.seek(3)
    window.questions.keep_run()
    window.player.last()
    compare = window.questions.compare()
    assert ("x", "grad", "added") in rows(compare)


def test_the_same_place_in_another_run() -> None:
    def log_of(*actions: Forward | Backward) -> Moment:
        document = square_sum()
        document.actions = actions
        run = Run(document)
        list(run.execute())
        return Moment(run.document, run.log, len(run.log))

    one = log_of(Forward("a1"), Backward("a2", "s")).log
    two = log_of(Forward("a0"), Forward("a1"), Backward("a2", "s")).log
    # the second forward makes no leaf again
    assert [same_place(one, cursor, two) for cursor in (0, 2, 3, 5)] == [0, 4, 5, 7]
    assert same_place(one, len(one), two) == len(two)
    assert same_place(two, 1, one) == 1  # the action is in one of them only


def test_cards_that_came_and_went(qtbot: QtBot, window: MainWindow) -> None:
    window.questions.keep_run()
    session = window.session
    session.do(building.remove(session.document, ["s"]), "remove")
    node, edits = building.add_op(session.document, "exp", x=0, y=400)
    session.do(edits, "add")
    settle(qtbot, window)
    compare = window.questions.compare()
    found = rows(compare)
    assert ("s", "node", "removed") in found
    assert (node, "node", "added") in found
    assert compare is not None
    last = compare.table.topLevelItem(compare.table.topLevelItemCount() - 1)
    assert last is not None
    assert last.text(0) == "− s"
    assert window.canvas.overlay.compared.marks[node].sign == "+"


def test_inside_a_subgraph_its_card_is_marked(
    qtbot: QtBot, window: MainWindow, change: Edit
) -> None:
    group, edits = folding.fold(window.session.document, ["y"])
    window.session.do(edits, "fold")
    settle(qtbot, window)
    window.questions.keep_run()
    change("[1., 3.]")
    window.questions.compare()
    marks = window.canvas.overlay.compared.marks
    assert set(marks) == {"x", group, "s"}
    window.session.enter(f"{group}/")
    assert window.questions.compare_window is not None
    window.questions.compare_window.refresh()
    assert f"{group}/y" in window.canvas.overlay.compared.marks


def test_a_row_leads_to_its_card_and_all_can_be_copied(
    window: MainWindow, change: Edit
) -> None:
    window.questions.keep_run()
    change("[1., 3.]")
    compare = window.questions.compare()
    assert compare is not None
    item = compare.table.topLevelItem(2)
    assert item is not None
    compare.table.itemActivated.emit(item, 0)
    assert window.session.selection == {"s"}
    compare.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "≠ s\tvalue\t2\t10\tup to 8" in text.splitlines()


def test_a_file_can_be_compared_with(
    window: MainWindow, change: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "old.gradcanvas"
    save(window.session.document, path)
    change("[1., 3.]")
    compare = window.questions.compare_with(path)
    assert ("s", "value") in {row[:2] for row in rows(compare)}
    assert compare is not None
    assert compare.before_title.text().startswith("old.gradcanvas")
    said: list[str] = []
    window.session.troubled.disconnect(window.tell)
    window.session.troubled.connect(lambda title, text: said.append(title))
    assert window.questions.compare_with(tmp_path / "none.gradcanvas") is None
    assert said == ["The file cannot be compared"]


def test_it_follows_the_document(qtbot: QtBot, window: MainWindow, change: Edit) -> None:
    window.questions.keep_run()
    compare = window.questions.compare()
    assert rows(compare) == []
    change("[1., 3.]")
    assert compare is not None
    qtbot.waitUntil(lambda: len(compare.found) == 5)
    actions = window.session.document.actions
    window.session.do([SetActions(actions, actions[:1])], "no backward")
    settle(qtbot, window)
    assert ("x", "grad", "removed") in rows(compare)


def test_runs_that_hold_much_are_not_remembered_by_themselves(
    window: MainWindow, change: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("zeros(100)")
    monkeypatch.setattr("app.window.comparing.runs.MOST_BYTES", 1000)
    change("zeros(1000)")
    change("zeros(2)")
    before = window.questions.runs.previous()
    assert before is not None
    value = before.log.at(len(before.log), port_ref("x"), "value")
    assert value.shape == (100,)


def test_a_closed_window_hears_nothing_any_more(
    qtbot: QtBot, window: MainWindow, change: Edit
) -> None:
    window.questions.keep_run()
    compare = window.questions.compare()
    assert compare is not None
    with qtbot.waitSignal(compare.destroyed):
        compare.close()
    window.player.first()  # an exception in a slot fails the test
    change("[1., 3.]")
    assert window.questions.compare_window is None
    assert window.questions.compare() is not None


def test_nothing_in_it_bypasses_translation(
    brackets: None, window: MainWindow, change: Edit
) -> None:
    window.questions.keep_run()
    change("[1., 3.]")
    compare = window.questions.compare()
    assert compare is not None
    assert compare.found
    assert untranslated(compare) == {}
    titles = [compare.table.headerItem().text(column) for column in range(5)]
    assert all(title.startswith("‹") for title in titles if title)


def test_of_very_many_cards_some_are_listed_and_all_are_marked(
    qtbot: QtBot, window: MainWindow, change: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.window.comparing.window.MOST", 1)
    window.questions.keep_run()
    change("[1., 3.]")
    compare = window.questions.compare()
    assert compare is not None
    assert compare.table.topLevelItemCount() == 2
    last = compare.table.topLevelItem(1)
    assert last is not None
    assert last.text(0) == "… and 2 more cards"
    compare.table.itemActivated.emit(last, 0)  # it leads nowhere
    assert len(window.canvas.overlay.compared.marks) == 3
