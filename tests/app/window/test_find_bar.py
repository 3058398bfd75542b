"""Finding cards: what a query finds, and the bar over the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.main_window import MainWindow
from app.window.find_bar import FindBar
from app.window.searching import find, find_everywhere
from autograd_core.graph.document import Document, FrameData, NoteData
from autograd_core.graph.edits import apply
from autograd_core.graph.flattening import flattened
from autograd_core.graph.folding import fold
from autograd_core.graph.levels import level
from autograd_core.graph.seen import seen
from autograd_core.graph.steps import StepLog
from autograd_core.graph.subgraphs import add_instance
from tests.app.canvas.conftest import open_canvas, session  # noqa: F401
from tests.app.canvas.scenes import Opener, backward, document, forward, leaf, op, value
from tests.autograd_core.graph.graphs import run

Key = Qt.Key


def parts() -> Document:
    found = document(
        leaf("w1", value="randn(2, 3)"), leaf("w2", 0, 300), op("y", "matmul", 400),
        op("far", "relu", 8000, 4000), wires=("w1>y.a", "y>far.a"),
    )  # fmt: skip
    found.frames["f1"] = FrameData("f1", title="The weights")
    return found


def log() -> StepLog:
    odd = value(float("nan"), 1.0)
    return StepLog(
        [
            forward("w1", value([[1, 2, 3], [4, 5, 6]])),
            forward("w2", value(float("inf"), 2.0)),
            forward("y", value((1.0,))),
            forward("far", odd),
            backward("w1", grad=odd),
        ]
    )


@pytest.mark.parametrize(
    ("query", "cursor", "nodes"),
    [
        ("w", 5, ["w1", "w2", "f1"]),
        ("W2", 5, ["w2"]),
        ("matmul", 5, ["y"]),
        ("矩阵", 5, ["y"]),  # whatever language the window speaks
        ("randn", 5, ["w1"]),
        ("weights", 5, ["f1"]),
        ("  ", 5, []),
        ("nothing like it", 5, []),
        ("[2, 3]", 5, ["w1"]),
        ("2 x 3", 5, ["w1"]),
        ("2×3", 5, ["w1"]),
        ("(2,*)", 5, ["w1"]),
        ("[2", 5, ["w1", "w2", "far"]),
        ("[2]", 5, ["w2", "far"]),
        ("[2]", 0, ["w2", "far"]),
        ("torch.Size([2, 3])", 5, ["w1"]),
        ("nan", 5, ["w1", "far"]),
        ("nan", 4, ["far"]),
        ("inf", 5, ["w2"]),
        ("nan inf", 5, ["w1", "w2", "far"]),
    ],
)
def test_a_query_finds(qapp: object, query: str, cursor: int, nodes: list[str]) -> None:
    assert find(parts(), log(), cursor, query) == nodes


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:  # noqa: F811
    return open_canvas(parts())


def test_typing_goes_to_the_first_and_enter_on(canvas: Canvas, qtbot: QtBot) -> None:
    bar = FindBar(canvas)
    bar.open_bar()
    qtbot.keyClicks(bar.field, "[")
    assert bar.count.text() == "None"
    assert bar.field.property("wrong")
    bar.field.clear()
    qtbot.keyClicks(bar.field, "w")
    assert bar.count.text() == "1 / 3"
    assert canvas.session.selection == {"w1"}
    assert len(canvas.overlay.marks.cards) == 2
    qtbot.keyClick(bar.field, Key.Key_Return)
    assert canvas.session.selection == {"w2"}
    qtbot.keyClick(bar.field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(bar.field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.session.selection == {"f1"}  # round to the last
    bar.field.setText("y")
    assert canvas.session.selection == {"y"}  # called just so
    bar.field.setText("relu")
    assert canvas.session.selection == {"far"}
    canvas.glide.finish()
    assert canvas.area().contains(canvas.view.rect(canvas.places.card_box("far")).toRect())
    QTest.keyClick(bar.field, Key.Key_Escape)
    assert not bar.isVisible()
    assert canvas.session.selection == {"far"}
    assert not len(canvas.overlay.marks.cards)
    assert canvas.hasFocus()
    canvas.views.back()
    canvas.glide.finish()
    assert canvas.area().contains(canvas.view.rect(canvas.places.card_box("w1")).toRect())
    bar.next()  # F3 with the bar closed
    assert bar.isVisible()
    assert canvas.session.selection == {"far"}


def test_what_is_found_follows_the_document(canvas: Canvas, qtbot: QtBot) -> None:
    bar = FindBar(canvas)
    bar.open_bar()
    bar.field.setText("w")
    bar.next()
    canvas.session.select({"w1"})
    canvas.delete_selection()
    qtbot.waitUntil(lambda: bar.found == ["w2", "f1"], timeout=2000)
    assert bar.count.text() == "1 / 2"
    bar.close_bar()


def nested() -> tuple[Document, str, str]:
    """Two instances of exp and sin, one of them in an instance of its own, and notes."""
    found = document(
        leaf("x", value="[1., 2.]"), op("a", "exp", 400), op("b", "sin", 800),
        op("c", "cos", 1200), wires=("x>a.a", "a>b.a", "b>c.a"),
    )  # fmt: skip
    found.nodes["note"] = NoteData("note", "A word on\nsines", x=0, y=400)
    found.order.append("note")
    inner, edits = fold(found, {"a", "b", "note"}, "wave")
    apply(found, edits)
    apply(found, add_instance(found, "d1")[1])
    other = found.order[-1]
    outer, edits = fold(found, {other}, "shell")
    apply(found, edits)
    return found, inner, f"{outer}/{other}"


def test_other_levels_and_notes_are_looked_through(qapp: object) -> None:
    found, inner, deep = nested()
    outer = deep.partition("/")[0]
    log = run(flattened(found)).log

    def everywhere(shown: Document, query: str) -> list[str]:
        return find_everywhere(shown, seen(log, shown), log, len(log), query)

    assert everywhere(found, "exp") == [f"{inner}/a", f"{deep}/a"]
    assert everywhere(level(found, f"{outer}/"), "exp") == [f"{inner}/a", f"{deep}/a"]
    assert everywhere(found, "word on sines") == [f"{inner}/note", f"{deep}/note"]
    assert everywhere(found, "shell") == [outer]
    assert f"{inner}/a" in everywhere(found, "[2]")
    assert f"{deep}/a" not in everywhere(found, "[2]")  # nothing is wired to it


def test_what_is_elsewhere_is_gone_to_by_enter(window: MainWindow, qtbot: QtBot) -> None:
    found, inner, deep = nested()
    window.session.open_copy(found)
    qtbot.waitUntil(lambda: not window.session.is_running, timeout=5000)
    bar, shown = window.find_bar, window.session
    window.commands.trigger("edit.find")
    QTest.keyClicks(bar.field, "cos")
    assert (bar.count.text(), bar.where.text()) == ("1 / 1", "Document › c")
    bar.field.clear()
    QTest.keyClicks(bar.field, "exp")
    assert shown.document is shown.whole  # nobody is taken elsewhere while typing
    assert bar.count.text() == "– / 2"
    assert bar.where.text().startswith("Document › wave › a")
    QTest.keyClick(bar.field, Key.Key_Return)
    assert shown.document.prefix == f"{inner}/"
    assert shown.selection == {f"{inner}/a"}
    qtbot.wait(200)  # it looks again, at the other level
    assert len(window.canvas.overlay.marks.cards) == 1
    QTest.keyClick(bar.field, Key.Key_Return)
    assert shown.selection == {f"{deep}/a"}
    assert bar.where.text() == "Document › shell › wave2 › a"
    QTest.keyClick(bar.field, Key.Key_Return)
    assert shown.selection == {f"{inner}/a"}


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.show()
    return made
