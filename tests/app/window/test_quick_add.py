"""The quick add: what it finds, what it makes of what is typed, where that goes, and the keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.ports import Port
from app.playback.player import Player
from app.session import Session
from app.settings import Settings
from app.widgets.leaf_text import leaf_of
from app.widgets.operation_list import NAME_ROLE
from app.widgets.shelf import Shelf
from app.window.wiring_commands import WiringCommands
from autograd_core.graph.document import LeafData, OpData
from autograd_core.graph.steps import StepLog
from tests.app.canvas.scenes import document, forward, leaf, op, value, wires

Key = Qt.Key


@pytest.fixture
def session(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(Session, "rerun", lambda self: None)
    session = Session()
    yield session
    session.close()


@pytest.fixture
def wiring(session: Session, qtbot: QtBot) -> WiringCommands:
    window = QMainWindow()
    canvas = Canvas(session, Player(session))
    window.setCentralWidget(canvas)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    wiring = WiringCommands(session, canvas, Shelf(), window)
    with qtbot.waitExposed(window):
        window.show()
    session.open_copy(document(leaf("x"), op("y", "mul", 300, 40), wires=("x>y.a",)))
    canvas.view.zoom, canvas.view.left, canvas.view.top = 1.0, -100.0, -100.0
    canvas.setFocus()
    return wiring


def listed(wiring: WiringCommands) -> list[str]:
    model = wiring.quick_add.model
    rows = (model.index(row).data(NAME_ROLE) for row in range(model.rowCount()))
    return [name for name in rows if name]


def type_in(qtbot: QtBot, wiring: WiringCommands, text: str) -> None:
    qtbot.keyClicks(wiring.quick_add.field, text)
    qtbot.keyClick(wiring.quick_add.field, Key.Key_Return)


def newest(session: Session) -> LeafData | OpData:
    node = list(session.document.nodes.values())[-1]
    assert isinstance(node, (LeafData, OpData))
    return node


def test_enter_places_the_best_match_at_the_spot_in_one_step(
    qtbot: QtBot, wiring: WiringCommands, session: Session
) -> None:
    wiring.canvas.ask_add(40, 300)
    assert wiring.quick_add.field.hasFocus()
    type_in(qtbot, wiring, "matmul")
    node = newest(session)
    assert isinstance(node, OpData)
    assert (node.op, node.x, node.y) == ("matmul", 40, 300)
    assert wiring.quick_add.isHidden()
    assert wiring.canvas.hasFocus()
    assert session.undo_stack.count() == 1
    assert wiring.quick_add.model.shelf.recent == ["matmul"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("3", ("3", "w")),
        ("[1, 2; 3, 4]", ("[[1, 2], [3, 4]]", "w")),
        ("randn(2, 3)", ("randn(2, 3)", "w")),
        ("b = 1/3", ("1/3", "b")),
        ("［1，2］", ("[1,2]", "w")),
    ],
)
def test_a_value_makes_a_leaf(
    qtbot: QtBot, wiring: WiringCommands, session: Session, text: str, made: tuple[str, str]
) -> None:
    wiring.canvas.ask_add(40, 300)
    wiring.quick_add.field.setText(text)
    qtbot.keyClick(wiring.quick_add.field, Key.Key_Return)
    node = newest(session)
    assert isinstance(node, LeafData)
    assert (node.value, node.label) == made


@pytest.mark.parametrize("text", ["exp(x)", "sum", "max 2", "x + 1", "[1, 2", "@", "randn", ""])
def test_what_is_no_value_is_looked_for(text: str) -> None:
    assert leaf_of(text) is None


def test_numbers_that_stand_for_logic_are_no_floats() -> None:
    found = leaf_of("[True, False]")
    assert found is not None
    assert found.dtype is None


def test_a_wire_is_offered_what_takes_it_and_is_drawn(
    qtbot: QtBot, wiring: WiringCommands, session: Session
) -> None:
    session.log = StepLog([forward("x", value(1, 2))])
    wiring.canvas.ask_add(300, 300, Port("x", "out", False))
    quick = wiring.quick_add
    assert "x [2]" in quick.caption.text()
    assert wiring.canvas.overlay.loose is not None
    found = listed(wiring)
    assert "exp" in found
    assert not {"ones", "det"} & {*found}  # the one takes no wire, the other no vector
    type_in(qtbot, wiring, "exp")
    node = newest(session)
    assert f"x>{node.id}.a" in wires(session.document)
    place = wiring.canvas.places.port_place(Port(node.id, "a", True))
    assert place is not None
    assert place == pytest.approx((300, 300), abs=1)
    assert wiring.canvas.overlay.loose is None
    session.undo_stack.undo()
    assert len(session.document.nodes) == 2


def test_an_input_is_fed_by_a_leaf_that_is_typed(
    qtbot: QtBot, wiring: WiringCommands, session: Session
) -> None:
    wiring.canvas.ask_add(250, 300, Port("y", "b", True))
    type_in(qtbot, wiring, "5")
    node = newest(session)
    assert f"{node.id}>y.b" in wires(session.document)
    assert session.document.order.index(node.id) < session.document.order.index("y")


def test_who_feeds_inputs_by_key_stays_at_the_card(
    qtbot: QtBot, wiring: WiringCommands, session: Session
) -> None:
    wiring.canvas.ask_add(port=Port("y", "b", True))
    type_in(qtbot, wiring, "5")
    assert session.selection == {"y"}
    assert wiring.canvas.places.card_box(newest(session).id).right < 300


def test_without_a_spot_it_goes_beside_what_is_selected(
    qtbot: QtBot, wiring: WiringCommands, session: Session
) -> None:
    session.select({"x"})
    wiring.add()
    type_in(qtbot, wiring, "exp")
    box = wiring.canvas.places.card_box(newest(session).id)
    assert box.left > wiring.canvas.places.card_box("x").right
    assert not box.touches(wiring.canvas.places.card_box("y"))


def test_arrows_mark_and_escape_adds_nothing(
    qtbot: QtBot, wiring: WiringCommands, session: Session
) -> None:
    wiring.canvas.ask_add(40, 300)
    quick = wiring.quick_add
    quick.field.setText("pi")
    assert not quick.leaf.is_marked  # a word is an operation first
    qtbot.keyClick(quick.field, Key.Key_Up)
    assert quick.leaf.is_marked
    qtbot.keyClick(quick.field, Key.Key_Down)
    first = quick.view.currentIndex().data(NAME_ROLE)
    qtbot.keyClick(quick.field, Key.Key_Tab)
    assert quick.view.currentIndex().data(NAME_ROLE) not in (None, first)
    qtbot.keyClick(quick.field, Key.Key_Escape)
    assert quick.isHidden()
    assert wiring.canvas.hasFocus()
    assert session.undo_stack.count() == 0


def test_it_goes_when_the_keys_go_elsewhere(wiring: WiringCommands) -> None:
    wiring.canvas.ask_add(300, 300, Port("x", "out", False))
    wiring.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert wiring.quick_add.isHidden()
    assert wiring.canvas.overlay.loose is None
    assert QApplication.focusWidget() is wiring.canvas


def test_favourites_and_recent_ones_come_first_and_are_remembered(
    wiring: WiringCommands, qapp: object
) -> None:
    settings = Settings()
    shelf = Shelf(settings)
    shelf.toggle("det")
    shelf.remember("exp")
    shelf.remember("mul")
    shelf.remember("exp")
    again = Shelf(settings)
    assert (again.favourites, again.recent) == (["det"], ["exp", "mul"])
    again.toggle("det")
    assert Settings().favourites == []
    wiring.quick_add.model.shelf.toggle("det")
    wiring.quick_add.model.shelf.remember("exp")
    wiring.canvas.ask_add(0, 0)
    assert listed(wiring)[:2] == ["det", "exp"]


# The commands


def test_delete_and_reconnect_disconnect_dots_and_ports(
    wiring: WiringCommands, session: Session
) -> None:
    found = document(
        leaf("x"), op("y", "exp"), op("z", "cat"), wires=("x>y.a", "y>z.tensors.2")
    )
    session.open_copy(found)
    before = session.document.snapshot()
    session.select({"w2"})
    wiring.add_dots()
    wiring.add_dots()
    assert len(session.document.wires["w2"].points) == 2
    wiring.remove_dots()
    assert not session.document.wires["w2"].points
    session.select(())
    wiring.close_gaps()
    assert wires(session.document) == {"x>y.a", "y>z.tensors.0"}
    session.select({"y"})
    wiring.delete_and_reconnect()
    assert wires(session.document) == {"x>z.tensors.0"}
    wiring.remove_port(Port("z", "tensors.0", True))
    assert not session.document.wires
    for _ in range(session.undo_stack.count()):
        session.undo_stack.undo()
    assert session.document == before
    session.select({"y"})
    wiring.disconnect_selection()
    assert not session.document.wires
