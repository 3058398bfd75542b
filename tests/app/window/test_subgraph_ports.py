"""The ports of instances in the window: numbers, names and places, and what is at each output."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.canvas.parts import PartKind, part_of
from app.main_window import MainWindow
from app.widgets.fields import CheckedEdit
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, GroupData
from autograd_core.graph.files import encode
from autograd_core.graph.ports import input_ports, output_ports
from tests.app.canvas.scenes import document, leaf, op

from .test_subgraph_commands import settle


def layer() -> Document:
    found = document(
        leaf("x", value="[1., 2.]", requires_grad=True),
        leaf("k", 0, 300, value="3."),
        op("m", "mul", 300, 0),
        op("e", "exp", 600, 0),
        op("s", "sum", 900, 0),
        op("r", "sum", 900, 300),
        wires=("x>m.a", "k>m.b", "m>e.a", "e>s.a", "x>r.a"),
    )
    found.actions = (Forward("a1"), Backward("a2", root="s"))
    return found


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    window.player.reduced_motion = True
    window.show()
    window.session.open_copy(layer())
    settle(qtbot, window)
    return window


def fold(qtbot: QtBot, window: MainWindow, *nodes: str) -> str:
    window.session.select(nodes)
    window.commands.trigger("subgraph.fold")
    settle(qtbot, window)
    (card,) = window.session.selection
    return card


def group(window: MainWindow, card: str) -> GroupData:
    data = window.session.document.nodes[card]
    assert isinstance(data, GroupData)
    return data


def typed(window: MainWindow, name: str, text: str) -> None:
    edit = window.findChild(CheckedEdit, name)
    assert edit is not None
    edit.edit.setFocus()
    edit.edit.selectAll()
    QTest.keyClicks(edit.edit, text)


def test_a_number_is_typed_in_the_inspector_and_on_the_card(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, canvas = window.session, window.canvas
    card = fold(qtbot, window, "m", "e")
    before = encode(session.whole)
    session.do(building.remove(session.document, ["k"]), "remove")
    session.select([card])
    settle(qtbot, window)
    assert window.findChild(CheckedEdit, "portNumber_x") is None  # mul needs a tensor first
    typed(window, "portNumber_k", "2.")
    settle(qtbot, window)
    face = canvas.shown.face(canvas.places.slots[card])
    assert (face.status, [port.number for port in face.inputs]) == ("done", ["", "2."])
    part = part_of(canvas.places, canvas.shown, session.document, card, PartKind.PARAM)
    assert part is not None
    canvas.inline_requested.emit(part)
    editor = window.values.editor
    assert editor is not None
    editor.setText("4.")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert group(window, card).params == {"k": "4."}
    session.enter(f"{card}/")
    assert "4." in canvas.shown.face(canvas.places.slots[f"{card}/k"]).lacks
    session.do(building.remove(session.document, [f"{card}/k"]), "remove the port")
    session.enter("")
    assert group(window, card).params == {}
    while session.undo_stack.index() > 1:
        session.undo_stack.undo()
    assert encode(session.whole) == before


def test_ports_are_renamed_and_moved_from_outside(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    card = fold(qtbot, window, "m", "e")
    before = encode(session.whole)
    assert input_ports(session.document, card) == ("x", "k")
    typed(window, "portName_k", "scale")
    assert session.document is session.whole
    face = window.canvas.shown.face(window.canvas.places.slots[card])
    assert [port.said for port in face.inputs] == ["x", "scale"]
    button = window.findChild(QToolButton, "portUp_k")
    assert button is not None
    button.click()
    assert input_ports(session.document, card) == ("k", "x")
    places = window.canvas.places
    assert places.inputs[places.slots[card]] == ("k", "x")
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert encode(session.whole) == before


def test_each_output_shows_its_value_its_gradient_and_its_error(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, shown, places = window.session, window.canvas.shown, window.canvas.places
    card = fold(qtbot, window, "x", "m", "e")
    assert [face.said for face in shown.face(places.slots[card]).outputs] == ["x", "e"]
    button = window.findChild(QToolButton, "portDown_x2")
    assert button is not None
    button.click()
    settle(qtbot, window)
    face = shown.face(places.slots[card])
    assert output_ports(session.document, card) == ("e2", "x2")
    second = face.outputs[1]
    assert (second.said, second.tile and second.tile.text) == ("x", "[1, 2]")
    assert second.has_grad
    assert second.grad is not None
    window.canvas.follower.measure_all()
    assert places.content(places.slots[card]).value_lines == 3
    session.enter(f"{card}/")
    edits = building.change(session.document, f"{card}/e", op="sum", params={"dim": "7"})
    session.do(edits, "break it")
    settle(qtbot, window)
    session.enter("")
    face = shown.face(places.slots[card])
    assert face.outputs[0].failed
    assert "Dimension out of range" in face.outputs[0].trouble
    assert face.outputs[1].tile is not None


def test_the_last_instance_takes_its_subgraph_along_and_says_so(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    card = fold(qtbot, window, "m", "e")
    before = encode(session.whole)
    session.select([card])
    with qtbot.waitSignal(session.said) as said:
        window.commands.trigger("edit.delete")
    assert "block" in said.args[0]
    assert not session.whole.definitions
    session.undo_stack.undo()
    assert encode(session.whole) == before
