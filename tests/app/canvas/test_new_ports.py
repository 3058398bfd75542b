"""Wires that make new ports of subgraphs: at instances, at taken outputs, at the level's edge."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.ports import NEW, Port
from app.main_window import MainWindow
from autograd_core.graph import building, subgraphs
from autograd_core.graph.document import GroupData, PortData
from autograd_core.graph.edits import apply
from autograd_core.graph.files import encode
from autograd_core.graph.folding import fold
from autograd_core.graph.ports import input_ports, output_ports
from tests.app.canvas.scenes import document, leaf, op

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    window.player.reduced_motion = True
    window.resize(1500, 950)
    window.show()
    found = document(
        leaf("x", 0, 0),
        leaf("k", 0, 300),
        op("a", "exp", 300, 0),
        op("b", "sin", 600, 0),
        op("s", "sum", 900, 0),
        op("t", "neg", 900, 300),
        wires=("x>a.a", "a>b.a", "b>s.a"),
    )
    apply(found, fold(found, {"a", "b"})[1])
    apply(found, subgraphs.add_instance(found, "d1", x=450, y=350)[1])
    window.session.open_copy(found)
    qtbot.waitUntil(lambda: not window.session.is_running, timeout=5000)
    window.canvas.zoom_to(1.0)
    window.canvas.fit_all()
    return window


def at(window: MainWindow, port: Port) -> QPoint:
    place = window.canvas.places.port_place(port)
    assert place is not None
    return window.canvas.view.to_screen(*place).toPoint()


def drag(window: MainWindow, start: QPoint, end: QPoint, let_go: bool = True) -> None:
    viewport = window.canvas.viewport()
    QTest.mousePress(viewport, LEFT, NONE, start)
    QTest.mouseMove(viewport, start + (end - start) / 2)
    QTest.mouseMove(viewport, end)
    if let_go:
        QTest.mouseRelease(viewport, LEFT, NONE, end)


def instances(window: MainWindow) -> list[str]:
    nodes = window.session.document.nodes.values()
    return [node.id for node in nodes if isinstance(node, GroupData)]


def test_a_wire_from_outside_makes_an_input_of_all_instances(window: MainWindow) -> None:
    session, canvas = window.session, window.canvas
    first, second = instances(window)
    before = encode(session.whole)
    target = at(window, Port(first, NEW, True))
    drag(window, at(window, Port("k", "out", False)), target, let_go=False)
    assert Port(first, NEW, True) in canvas.overlay.ports
    loose = canvas.overlay.loose
    assert loose is not None
    assert loose.fits
    assert "block" in loose.said
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, target)
    assert session.document is session.whole
    assert input_ports(session.document, first) == ("x", "k")
    assert input_ports(session.document, second) == ("x", "k")
    assert session.document.inputs(first)["k"].source == "k"
    assert canvas.places.inputs[canvas.places.slots[second]] == ("x", "k")
    session.undo_stack.undo()
    assert encode(session.whole) == before
    session.undo_stack.redo()
    assert session.document.inputs(first)["k"].source == "k"


def test_dropped_on_the_card_it_takes_a_free_input_and_makes_one_where_none_is(
    window: MainWindow,
) -> None:
    session = window.session
    first, second = instances(window)
    middle = window.canvas.view.to_screen(*window.canvas.places.card_box(second).middle())
    drag(window, at(window, Port("k", "out", False)), middle.toPoint())
    assert input_ports(session.document, second) == ("x",)
    middle = window.canvas.view.to_screen(*window.canvas.places.card_box(first).middle())
    drag(window, at(window, Port("k", "out", False)), middle.toPoint())
    assert input_ports(session.document, first) == ("x", "k")


def test_a_cycle_makes_no_port(window: MainWindow) -> None:
    first, _ = instances(window)
    drag(window, at(window, Port("s", "out", False)), at(window, Port(first, NEW, True)))
    assert input_ports(window.session.document, first) == ("x",)


def test_an_input_outside_can_ask_for_another_output(window: MainWindow) -> None:
    session = window.session
    first, _ = instances(window)
    drag(window, at(window, Port("t", "a", True)), at(window, Port(first, NEW, False)))
    assert len(output_ports(session.document, first)) == 2
    assert session.document.inputs("t")["a"].source == first


@pytest.mark.parametrize(
    ("start", "is_input", "side"), [("a", False, "output"), ("b", True, "input")]
)
def test_inside_the_edge_of_the_level_makes_a_port(
    window: MainWindow, start: str, is_input: bool, side: str
) -> None:
    session, canvas = window.session, window.canvas
    first, _ = instances(window)
    session.enter(f"{first}/")
    before = encode(session.whole)
    inner = f"{first}/{start}"
    if is_input:  # its wire is taken away, so that the drag draws a new one
        wires = [wire.id for wire in session.document.inputs(inner).values()]
        session.do(building.remove(session.document, wires), "cut")
        before = encode(session.whole)
    port = Port(inner, "a" if is_input else "out", is_input)
    begin = at(window, port)
    drag(window, begin, begin + QPoint(20, 0), let_go=False)
    edge = canvas.overlay.edge
    assert edge is not None
    goal = edge.rect.center().toPoint()
    QTest.mouseMove(canvas.viewport(), goal)
    assert edge.lit
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, goal)
    assert canvas.overlay.edge is None
    (new,) = session.selection
    data = session.document.nodes[new]
    assert isinstance(data, PortData)
    assert data.side == side
    ends = session.document.inputs(new) if side == "output" else session.document.outputs(new)
    assert len(ends) == 1
    session.undo_stack.undo()
    assert encode(session.whole) == before


def test_a_taken_output_gets_a_neighbour(window: MainWindow) -> None:
    session, canvas = window.session, window.canvas
    first, _ = instances(window)
    session.enter(f"{first}/")
    nodes = session.document.nodes.values()
    output = next(n.id for n in nodes if isinstance(n, PortData) and n.side == "output")
    middle = canvas.view.to_screen(*canvas.places.card_box(output).middle()).toPoint()
    drag(window, at(window, Port(f"{first}/a", "out", False)), middle)
    session.enter("")
    assert len(output_ports(session.document, first)) == 2


def test_by_key_the_new_ports_come_last(window: MainWindow) -> None:
    session, canvas = window.session, window.canvas
    _, second = instances(window)
    canvas.setFocus()
    canvas.set_focused("k")
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert canvas.overlay.ports[-1].name == NEW
    QTest.keyClick(canvas, Qt.Key.Key_Backtab)
    loose = canvas.overlay.loose
    assert loose is not None
    assert "block" in loose.said
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert input_ports(session.document, second) == ("x", "k")
