"""The session: edits with undo, runs that follow them, files."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.session import Session
from autograd_core.graph import building, files
from autograd_core.graph.actions import Backward
from autograd_core.graph.document import Document, Item, LeafData, OpData, WireData
from autograd_core.graph.edits import Edit, Put, SetSource, apply
from autograd_core.graph.files import encode
from autograd_core.graph.steps import port_ref


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
    qtbot.wait(1)


def build(session: Session) -> None:
    """x, y = x * x, s = y.sum(), each thing one edit."""
    x, edits = building.add_leaf(session.document, "ones(2)", requires_grad=True)
    session.do(edits, "add")
    y, edits = building.add_op(session.document, "mul", label="y", x=300.0)
    session.do(edits, "add")
    for port in ("a", "b"):
        session.do(building.connect(session.document, x, y, port), "connect")
    s, edits = building.add_op(session.document, "sum", label="s")
    session.do(edits, "add")
    session.do(building.connect(session.document, y, s, "a"), "connect")
    session.append_action(Backward("back", s), "backward")


def grad(session: Session) -> object:
    value = session.log.at(len(session.log), port_ref("n1"), "grad")
    return None if value is None else value.array.tolist()


def test_a_run_follows_every_edit(qtbot: QtBot, session: Session) -> None:
    build(session)
    settle(qtbot, session)
    assert grad(session) == [2.0, 2.0]
    session.do(building.change(session.document, "n1", value="[3., 4.]"), "value")
    settle(qtbot, session)
    assert grad(session) == [6.0, 8.0]


def test_a_run_that_arrives_late_is_not_taken_for_the_newest(
    qtbot: QtBot, session: Session
) -> None:
    shown: list[bool] = []

    def show() -> None:
        shown.append(session.log.at(len(session.log), port_ref("n2"), "value") is not None)

    session.ran.connect(show)
    for each in ("n1", "n2"):
        session.do([Put(None, LeafData(each, value="1."))], "")
        while session.worker.busy:  # the window does not hear of it yet
            time.sleep(0.001)
    settle(qtbot, session)
    assert shown == [True]


def test_moving_a_card_runs_nothing(qtbot: QtBot, session: Session) -> None:
    build(session)
    settle(qtbot, session)
    log = session.log
    session.do(building.move(session.document, {"n1": (50.0, 60.0)}), "move")
    assert not session.is_running
    assert session.log is log


def test_undo_to_the_start_and_redo_to_the_end(qtbot: QtBot, session: Session) -> None:
    build(session)
    whole = files.encode(session.document)
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.document == Document()
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
    settle(qtbot, session)
    assert files.encode(session.document) == whole
    assert grad(session) == [2.0, 2.0]


def test_edits_with_one_key_are_one_step_of_undo(session: Session) -> None:
    build(session)
    count = session.undo_stack.count()
    for value in ("1.", "12.", "123."):
        session.do(building.change(session.document, "n1", value=value), "value", merge="n1.value")
    assert session.undo_stack.count() == count + 1
    session.undo_stack.undo()
    assert session.document.nodes["n1"].value == "ones(2)"  # type: ignore[union-attr]


def test_undo_selects_what_was_selected_where_nothing_is(session: Session) -> None:
    build(session)
    session.select(["n1"])
    added, edits = building.add_op(session.document, "exp")
    session.do(edits, "add")
    session.select([added])
    session.undo_stack.undo()
    assert session.selection == {"n1"}
    session.do(building.remove(session.document, ["n1"]), "delete")
    session.undo_stack.undo()
    assert session.selection == {"n1"}
    session.select(["n2"])
    session.undo_stack.redo()
    session.undo_stack.undo()
    assert session.selection == {"n2"}


def test_removed_things_leave_the_selection(session: Session) -> None:
    build(session)
    session.select(["n1", "n2", "w1"])
    session.do(building.remove(session.document, ["n1"]), "delete")
    assert session.selection == {"n2"}


def test_saving_and_opening_again(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    build(session)
    path = tmp_path / "graph.gradcanvas"
    assert not session.is_clean
    session.save(path)
    assert session.is_clean
    saved = session.document.snapshot()
    session.new()
    assert session.document == Document()
    session.open(path)
    settle(qtbot, session)
    assert session.document == saved
    assert grad(session) == [2.0, 2.0]
    assert (session.path, session.is_clean) == (path, True)


def test_what_is_open_stays_when_opening_fails(session: Session, tmp_path: Path) -> None:
    build(session)
    kept = session.document
    (tmp_path / "bad.gradcanvas").write_text("{")
    with pytest.raises(files.FileProblem):
        session.open(tmp_path / "bad.gradcanvas")
    assert session.document is kept
    assert session.undo_stack.canUndo()


def test_what_is_tried_out_is_one_step_or_none(qtbot: QtBot, session: Session) -> None:
    build(session)
    settle(qtbot, session)
    before, steps = session.document.nodes["n1"], session.undo_stack.count()
    for text in ("[1., 1.]", "[1.5, 1.]", "[3., 4.]"):
        session.try_out(building.change_of(before, value=text))
    settle(qtbot, session)
    assert grad(session) == [6.0, 8.0]
    assert session.undo_stack.count() == steps
    session.keep("scrub")
    session.undo_stack.undo()
    assert session.document.nodes["n1"] is before
    session.undo_stack.redo()
    assert session.document.nodes["n1"].value == "[3., 4.]"  # type: ignore[union-attr]
    session.undo_stack.undo()
    session.try_out(building.change_of(before, value="7."))
    session.take_back()
    assert session.document.nodes["n1"] is before
    assert session.undo_stack.canRedo()  # what was taken back leaves the stack as it was


def test_undo_while_trying_out_leaves_nothing_of_it(qtbot: QtBot, session: Session) -> None:
    build(session)
    written = files.encode(session.document)
    session.do(building.change(session.document, "n1", value="2."), "value")
    session.try_out(building.change_of(session.document.nodes["n1"], value="3."))
    session.undo_stack.undo()
    assert files.encode(session.document) == written
    session.keep("nothing is left to keep")
    assert files.encode(session.document) == written
    settle(qtbot, session)


def test_thousands_of_edits_leave_the_window_alive(qtbot: QtBot, session: Session) -> None:
    leaves = [LeafData(f"n{i}") for i in range(4000)]
    wires = [WireData(f"w{i}", f"n{i}", f"m{i}", "a") for i in range(4000)]
    ops = [OpData(f"m{i}", "exp") for i in range(4000)]
    things: list[Item] = [*leaves, *ops, *wires]
    ticks: list[int] = []
    parts: list[Document] = []
    whole: list[int] = []
    late: list[list[Edit]] = [[Put(None, LeafData("late"))]]
    timer = QTimer(session, interval=0)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.timeout.connect(lambda: session.do(late.pop(), "late") if late else None)
    session.edited.connect(lambda edits: parts.append(session.document.snapshot()))
    session.changed.connect(lambda: whole.append(len(session.document.wires)))
    timer.start()
    session.do([Put(None, each) for each in things], "much")
    timer.stop()
    assert len(parts) > 4
    assert len(ticks) > len(parts)
    assert whole == [4000]
    for part in parts:
        assert all(w.source in part.nodes and w.target in part.nodes for w in part.wires.values())
    qtbot.waitUntil(lambda: "late" in session.document.nodes)  # it had to wait
    assert [session.undo_stack.text(i) for i in range(2)] == ["much", "late"]
    session.select(["n1", "n2", "late"])
    chosen: list[frozenset[str]] = []
    session.selected.connect(lambda: chosen.append(session.selection))
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert chosen == [{"n1", "n2"}, set()]  # not again with each part
    assert not session.document.nodes
    assert not session.document.order


def test_a_jump_through_the_history_is_one_change(session: Session) -> None:
    build(session)
    states = [encode(session.document)]
    changes: list[object] = []
    session.edited.connect(changes.append)
    session.select({"n1"})
    session.go_to(2)
    assert len(changes) == 1
    assert list(session.document.nodes) == ["n1", "n2"]
    assert session.undo_stack.index() == 2
    session.go_to(session.undo_stack.count())
    assert len(changes) == 2
    assert encode(session.document) == states[0]
    session.go_to(0)
    assert not session.document.nodes
    assert session.undo_stack.isClean()


def test_what_is_waited_for_is_made_elsewhere_and_may_fail(session: Session) -> None:
    here = threading.get_ident()
    assert session.wait_for(threading.get_ident) != here
    with pytest.raises(ValueError, match="no"):
        session.wait_for(lambda: int("no"))
    assert not session.is_changing


def test_changes_of_the_whole_with_a_key_are_one_step_and_none_where_they_take_each_other_back(
    session: Session,
) -> None:
    build(session)
    session.undo_stack.clear()
    before = session.whole.snapshot()
    for value in ("[1.]", "[2.]", "[3.]"):
        new = session.whole.snapshot()
        apply(new, [*building.change(new, new.order[0], value=value), SetSource(new.source, value)])
        session.become(new, "code", merge="code 1")
    assert session.undo_stack.count() == 1
    assert session.whole.source == "[3.]"
    after = session.whole.snapshot()
    session.undo_stack.undo()
    assert session.whole == before
    session.undo_stack.redo()
    assert session.whole == after
    session.become(before.snapshot(), "code", merge="code 1")
    assert session.whole == before
    assert session.undo_stack.count() == 0
    assert session.is_clean


def test_an_edit_that_code_could_tell_drops_the_code_in_its_own_step(session: Session) -> None:
    build(session)
    session.undo_stack.clear()
    leaf = session.document.order[0]
    session.whole.source = "x = torch.ones(2)"
    session.do(building.move(session.document, {leaf: (7.0, 7.0)}), "move")
    assert session.whole.source
    for value in ("[1.]", "[2.]"):
        session.do(building.change(session.document, leaf, value=value), "type", "typing")
    assert not session.whole.source
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert session.whole.source.startswith("x = ")
    session.try_out(building.change(session.document, leaf, value="[5.]"))
    session.try_out(building.change(session.document, leaf, value="[6.]"))
    assert not session.whole.source
    session.take_back()
    assert session.whole.source
