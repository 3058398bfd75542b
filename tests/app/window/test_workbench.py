"""The v·J workbench in the window: what it starts with, what it shows, follows and refuses."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import resources
from app.main_window import MainWindow
from app.window.context_menu import canvas_menu
from app.window.workbench import choices
from app.window.workbench.window import HESSIAN, WorkbenchWindow
from app.window.workbench.wording import bytes_text
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Expression, Forward
from autograd_core.graph.derivatives import Block
from autograd_core.graph.document import (
    Definition,
    Document,
    GroupData,
    LeafData,
    NodeData,
    OpData,
    PortData,
    TapData,
    WireData,
)
from autograd_core.graph.run import Run
from autograd_core.graph.steps import port_ref
from tests.app.window.test_language import brackets, untranslated

__all__ = ["brackets"]  # a fixture
Open = Callable[..., WorkbenchWindow]


def document(*nodes: NodeData, **inputs: str) -> Document:
    wires = [
        WireData(f"{target}{place}", source, target, "abc"[place])
        for target, text in inputs.items()
        for place, source in enumerate(text.split())
    ]
    return Document(nodes, wires, actions=(Forward("f"),))


def tutorial(x: str = "[2., 3.]") -> Document:
    """y = x·x, and l = Σ w·y."""
    return document(
        LeafData("x", "x", x, requires_grad=True), OpData("y", "mul", "y", x=300),
        LeafData("w", "w", "[1., 10.]"), OpData("p", "mul", "p", x=600), OpData("l", "sum", "l"),
        y="x x", p="w y", l="p",
    )  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def bench(qtbot: QtBot, window: MainWindow) -> Open:
    def open_(graph: Document, *selected: str) -> WorkbenchWindow:
        window.session.open_copy(graph)
        qtbot.waitUntil(lambda: not window.session.is_running)
        window.session.select(selected)
        made = window.tensors.open_workbench()
        settle(qtbot, made)
        return made

    return open_


def settle(qtbot: QtBot, made: WorkbenchWindow) -> None:
    """Waits until the question that is asked is answered."""

    def answered() -> bool:
        found = made.findings
        idle = not made.session.is_running and not made._settle.isActive()
        none = made._question is None
        return idle and (
            none or (found is not None and found.question is made._question and found.done)
        )

    qtbot.waitUntil(answered, timeout=10_000)


def text(made: WorkbenchWindow, name: str) -> str:
    label = made.findChild(QLabel, name)
    assert label is not None
    return label.text()


def cells(made: WorkbenchWindow) -> list[list[str]]:
    model = made.matrix.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(made: WorkbenchWindow, kind: str) -> None:
    kinds = made.fields.vector.kinds
    kinds.setCurrentIndex(kinds.findData(kind))
    kinds.activated.emit(kinds.currentIndex())


def test_the_key_opens_it_on_the_vector_of_the_tutorial(qtbot: QtBot, window: MainWindow) -> None:
    window.session.open_copy(tutorial())
    qtbot.waitUntil(lambda: not window.session.is_running)
    window.canvas.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.canvas, Qt.Key.Key_J, both)
    made = window.tensors.workbench
    assert made is not None
    settle(qtbot, made)
    fields = made.fields
    assert (fields.output_name, fields.input_name, fields.scalar_name) == ("p", "x", "l")


def test_two_selected_cards_are_output_and_input_in_either_order(bench: Open) -> None:
    made = bench(tutorial(), "x", "y")
    fields = made.fields
    assert (fields.output_name, fields.input_name, fields.scalar_name) == ("y", "x", "l")
    assert cells(made) == [["4", "0"], ["0", "6"]]
    assert text(made, "jacobianMatrixFacts") == "2 × 2, det = 24"
    assert text(made, "vectorValue") == "= [1, 10],  l = 94"
    assert text(made, "product.rows") == text(made, "product.backward") == "[4, 60]"
    assert text(made, "product.scalar") == "[4, 60]"
    assert "Equal" in text(made, "productSaid")
    assert "∂l/∂x = v·J" in text(made, "productSaid")
    assert (text(made, "cost01"), text(made, "cost11")) == ("2", "1")


def test_a_backward_of_the_document_gives_v(bench: Open) -> None:
    graph = tutorial()
    graph.actions = (Forward("f"), Backward("b", "y", gradient=Expression("w", {"w": "w"})))
    made = bench(graph)
    assert (made.fields.output_name, made.fields.vector.kind) == ("y", "typed")
    assert text(made, "product.backward") == "[4, 60]"


def test_v_may_be_typed_and_is_refused_in_pytorchs_words(qtbot: QtBot, bench: Open) -> None:
    made = bench(tutorial(), "x", "y")
    choose(made, "typed")
    typed = made.fields.vector.typed.edit
    assert typed.text() == "[1.0, 10.0]"  # what v was
    typed.selectAll()
    qtbot.keyClicks(typed, "w * 2")
    settle(qtbot, made)
    assert text(made, "product.backward") == "[8, 120]"
    typed.selectAll()
    qtbot.keyClicks(typed, "[1, 2, 3]")
    settle(qtbot, made)
    assert "Mismatch in shape" in text(made, "workbenchStatus")
    assert cells(made) == [["4", "0"], ["0", "6"]]


def test_it_follows_edits(qtbot: QtBot, window: MainWindow, bench: Open) -> None:
    made = bench(tutorial(), "x", "y")
    window.session.do(building.change(window.session.document, "x", value="[5., 7.]"), "Edit")
    settle(qtbot, made)
    assert cells(made) == [["10", "0"], ["0", "14"]]
    window.session.undo_stack.undo()
    settle(qtbot, made)
    assert cells(made) == [["4", "0"], ["0", "6"]]
    window.session.do(building.remove(window.session.document, ["x"]), "Delete")
    settle(qtbot, made)
    assert text(made, "workbenchStatus") == "Choose an output and an input."
    assert cells(made) == []


def test_only_what_lies_above_the_output_is_offered(bench: Open) -> None:
    made = bench(tutorial(), "x", "y")
    box = made.fields.input
    assert [box.itemText(i) for i in range(box.count())] == ["x"]
    box = made.fields.vector.scalar
    assert [box.itemText(i) for i in range(box.count())] == ["l"]


def test_where_no_gradient_gets_through_the_card_is_shown(qtbot: QtBot, bench: Open) -> None:
    graph = document(
        LeafData("x", "x", "[2., 3.]", requires_grad=True), OpData("d", "detach", "d"),
        OpData("y", "exp", "y"), d="x", y="d",
    )  # fmt: skip
    made = bench(graph, "x", "y")
    assert "cut at d: detached there. So J is all zeros" in text(made, "workbenchStatus")
    assert cells(made) == [["0", "0"], ["0", "0"]]
    assert text(made, "product.backward") == "None"
    qtbot.mouseClick(made.show_card, Qt.MouseButton.LeftButton)
    assert made.session.selection == {"d"}


def test_what_fails_is_said_with_its_card(bench: Open) -> None:
    graph = document(
        LeafData("x", "x", "[2., 3.]"), LeafData("z", "z", "ones(3)"), OpData("y", "add", "y"),
        y="x z",
    )  # fmt: skip
    made = bench(graph, "x", "y")
    said = text(made, "workbenchStatus")
    assert said.startswith("y: The size of tensor a (2) must match")
    whole = document(LeafData("x", "x", "[2, 3]", "int64"), OpData("y", "mul", "y"), y="x x")
    assert "x is torch.int64" in text(bench(whole, "x", "y"), "workbenchStatus")


def test_the_rows_add_up_one_after_the_other(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, bench: Open
) -> None:
    made = bench(tutorial(), "x", "y")
    made.tabs.setCurrentWidget(made.product)
    made.product.table.selectRow(0)
    assert text(made, "sumSoFar") == "Sum of 1 rows: [4, 0]"
    made.product.timer.setInterval(1)
    qtbot.mouseClick(made.product.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not made.product.play.isChecked())
    assert text(made, "sumSoFar") == "Sum of 2 rows: [4, 60]"


def test_the_hessian_of_a_scalar_only(qtbot: QtBot, bench: Open) -> None:
    made = bench(tutorial(), "x", "y")
    made.tabs.setCurrentIndex(HESSIAN)
    settle(qtbot, made)
    assert "Only a scalar has a Hessian" in made.hessian.nothing.text()
    assert made.take_scalar.text() == "Take l as the output"
    qtbot.mouseClick(made.take_scalar, Qt.MouseButton.LeftButton)
    settle(qtbot, made)
    assert not made.take_scalar.isVisible()
    assert made.findings is not None
    assert made.findings.hessian is not None
    assert made.findings.hessian.matrix.tolist() == [[2, 0], [0, 20]]
    facts = text(made, "hessianMatrixFacts")
    assert "symmetric" in facts
    assert "curved upwards" in facts
    made.hessian.heat.raster._go(1, 1)
    assert text(made, "hessianMatrixPointed") == "∂²l/∂x[1]∂x[1] = 20"


def test_it_is_copied_with_names(bench: Open) -> None:
    made = bench(tutorial(), "x", "y")
    made.matrix.copy_as("csv")
    assert QGuiApplication.clipboard().text() == ",x[0],x[1]\ny[0],4.0,0.0\ny[1],0.0,6.0\n"
    made.matrix.heat.raster._go(1, 0)
    assert text(made, "jacobianMatrixPointed") == "∂y[1]/∂x[0] = 0"


def large(count: int) -> Document:
    return document(
        LeafData("x", "x", f"ones({count})", requires_grad=True), OpData("y", "mul", "y"), y="x x"
    )


def test_of_a_large_one_a_part_is_computed(qtbot: QtBot, bench: Open) -> None:
    made = bench(large(5000), "x", "y")
    assert made.blocks.isVisible()
    assert text(made, "product.backward")
    assert "cannot be added up" in text(made, "productSaid")
    made.blocks.spins[1].setValue(4999)
    made.blocks.spins[0].setValue(4998)
    settle(qtbot, made)
    assert made.findings is not None
    assert made.findings.block == Block(4998, 5000, 0, 256)
    assert made.matrix.row_name(0) == "y[4998]"


def test_it_can_be_cancelled_and_never_holds_up_the_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, bench: Open
) -> None:
    from autograd_core.graph import workbench as core

    monkeypatch.setattr(core, "REPORT_SECONDS", 0.0)
    made = bench(large(5), "x", "y")
    monkeypatch.setattr(core, "WHOLE", 10**8)
    made.asking.found.connect(lambda found: made.asking.cancel())
    made._block = Block(0, 10**6, 0, 10**6)
    made.session.do(
        building.change(made.session.document, "x", value="ones(3000)"), "Make it large"
    )
    qtbot.waitUntil(lambda: made.findings is not None and made.findings.cancelled, timeout=20_000)
    assert made.findings is not None
    assert made.findings.matrix is None or len(made.findings.matrix) < 3000
    assert "Cancelled after" in text(made, "workbenchStatus")
    assert made.again.isVisible()


def test_another_document_starts_it_anew(bench: Open, window: MainWindow, qtbot: QtBot) -> None:
    made = bench(tutorial(), "x", "y")
    window.session.open_copy(
        document(LeafData("n1", "a", "3."), OpData("n2", "exp", "b"), n2="n1")
    )
    qtbot.waitUntil(lambda: not window.session.is_running)
    settle(qtbot, made)
    assert (made.fields.output_name, made.fields.input_name) == ("b", "a")
    assert "a does not require grad; here it is made to" in text(made, "workbenchStatus")
    window.session.new()
    qtbot.waitUntil(lambda: not window.session.is_running)
    settle(qtbot, made)
    assert text(made, "workbenchStatus") == "There are no tensors yet."


def test_zero_and_nan_have_signs_where_cells_are_small(bench: Open) -> None:
    values = ", ".join(["-1."] * 15 + ["4."] * 15)
    graph = document(
        LeafData("x", "x", f"[{values}]", requires_grad=True), OpData("y", "sqrt", "y"), y="x"
    )
    made = bench(graph, "x", "y")
    raster = made.matrix.heat.raster
    assert 9 < raster.side < 52
    image = raster.grab().toImage()

    def colours_of(row: int, column: int) -> set[int]:
        cell = raster._cell(row, column).toRect().adjusted(2, 2, -2, -2)
        return {
            image.pixel(x, y)
            for x in range(cell.left(), cell.right())
            for y in range(cell.top(), cell.bottom())
        }

    assert np.isnan(made.findings.matrix[0, 0])  # type: ignore[index, union-attr]
    assert len(colours_of(0, 0)) > 1  # a cross
    assert len(colours_of(3, 4)) > 1  # a dot
    assert len(colours_of(20, 20)) == 1


def test_closing_it_ends_its_thread(qtbot: QtBot, bench: Open, window: MainWindow) -> None:
    made = bench(large(2000), "x", "y")
    made.ask()
    made.close()
    qtbot.waitUntil(lambda: window.tensors.workbench is None)
    assert made.asking._thread is None or not made.asking._thread.is_alive()


def test_a_card_offers_it_for_itself_and_the_other_that_is_selected(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.session.open_copy(tutorial())
    qtbot.waitUntil(lambda: not window.session.is_running)
    window.session.select(["y", "x"])
    menu = canvas_menu("y", window.graph, window.action_commands, window.commands, window)
    (entry,) = (each for each in menu.actions() if each.objectName() == "run.workbench")
    entry.trigger()
    made = window.tensors.workbench
    assert made is not None
    settle(qtbot, made)
    assert (made.fields.output_name, made.fields.input_name) == ("y", "x")


def test_inside_a_subgraph_names_are_those_of_the_instance(bench: Open) -> None:
    inside = Definition(
        "D", "square",
        [PortData("i"), OpData("q", "mul", "q"), PortData("o", "output")],
        [WireData("a", "i", "q", "a"), WireData("b", "i", "q", "b"), WireData("c", "q", "o", "in")],
    )  # fmt: skip
    graph = Document(
        [LeafData("x", "x", "[2., 3.]", requires_grad=True), GroupData("g", "D", "sq")],
        [WireData("w", "x", "g", "i")],
        actions=(Forward("f"),),
        definitions=[inside],
    )
    made = bench(graph, "x", "g")
    assert (made.fields.output_name, made.fields.input_name) == ("sq/q", "x")
    assert cells(made) == [["4", "0"], ["0", "6"]]
    assert made.matrix.row_name(1) == "sq/q[1]"


def test_two_cards_that_have_nothing_to_do_with_each_other_give_zeros(bench: Open) -> None:
    graph = document(
        LeafData("x", "x", "[2., 3.]", requires_grad=True), LeafData("z", "z", "[5.]"),
        OpData("y", "exp", "y"), y="x",
    )  # fmt: skip
    made = bench(graph, "y", "z")
    assert {made.fields.output_name, made.fields.input_name} == {"y", "z"}
    assert "No path leads from" in text(made, "workbenchStatus")
    assert text(made, "product.backward") == "None"


def test_the_example_of_the_tutorial_says_here_what_its_run_says(
    qtbot: QtBot, window: MainWindow
) -> None:
    example = next(each for each in resources.examples() if each.name.startswith("09_jacobian"))
    window.files.open_example(example)
    qtbot.waitUntil(lambda: not window.session.is_running)
    made = window.tensors.open_workbench()
    settle(qtbot, made)
    log = window.session.log
    grad = log.at(len(log), port_ref("n1"), "grad").array
    printed = log.at(len(log), port_ref("n10"), "value").array
    found = made.findings
    assert found is not None
    assert found.product is not None
    assert found.rows_added is not None
    assert found.product.tolist() == found.rows_added.tolist() == grad.tolist() == printed.tolist()
    assert found.matrix is not None
    assert found.matrix.tolist() == log.at(len(log), port_ref("n8"), "value").array.tolist()


def bypassing(made: WorkbenchWindow) -> set[str]:
    """What is not translated, units of time and memory apart."""
    unit = re.compile(r"[\d.]+ (µs|ms|s|B|kB|MB)")
    return {text for text in untranslated(made) if not unit.fullmatch(text)}


def test_nothing_in_it_bypasses_translation(
    brackets: None, qtbot: QtBot, bench: Open
) -> None:
    cut = document(
        LeafData("x", "x", "[2., 3.]"), OpData("d", "detach", "d"), OpData("y", "exp", "y"),
        OpData("l", "sum", "l"), d="x", y="d", l="y",
    )  # fmt: skip
    for graph in (tutorial(), large(5000), cut):
        made = bench(graph, "x", "y")
        made._show_progress()
        assert bypassing(made) == set()
        for tab in range(3):
            made.tabs.setCurrentIndex(tab)
            settle(qtbot, made)
            assert bypassing(made) == set()
    made.fields.choose_output(("l", "out"))
    settle(qtbot, made)
    assert bypassing(made) == set()
    assert made.hessian.facts.text()


def test_a_backward_from_a_gradients_card_is_nothing_to_start_with() -> None:
    document = Document(
        [LeafData("x", label="x", value="3.", requires_grad=True),
         OpData("y", op="pow", label="y", params={"exponent": "3"}), TapData("g", label="g")],
        [WireData("w1", "x", "y", "a")],
        actions=(Forward("a1"), Backward("a2", root="y", create_graph=True, into=("g",)),
                 Backward("a3", root="g")),
    )  # fmt: skip
    run = Run(document)
    for _ in run.execute():
        pass
    pair = choices.start(document, document, run.log, ())
    assert (pair.output, pair.input) == (("y", "out"), ("x", "out"))


def test_memory_is_told_in_units_that_fit() -> None:
    assert [bytes_text(n) for n in (24, 999, 999_700, 3_800_000, 4 * 10**12)] == [
        "24 B", "999 B", "1 MB", "3.8 MB", "4 TB"
    ]  # fmt: skip
