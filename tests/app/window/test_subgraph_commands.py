"""Subgraphs in the window: fold, open, edit inside, leave, unfold; what is seen at each level."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.canvas.ports import Port
from app.canvas.tools.wiring import Wiring
from app.main_window import MainWindow
from autograd_core.graph import building, files, folding, subgraphs
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.building import Refused
from autograd_core.graph.document import Document, GroupData, OpData
from autograd_core.graph.ports import input_ports, output_ports
from autograd_core.graph.steps import port_ref
from autograd_core.graph.unfolding import unfold
from tests.app.canvas.scenes import document, leaf, op
from tests.autograd_core.graph import programs

NONE = Qt.KeyboardModifier.NoModifier


def chain() -> Document:
    found = document(
        leaf("x", value="[1., 2.]", requires_grad=True),
        op("a", "exp", 300, 0),
        op("b", "sin", 600, 0),
        op("s", "sum", 900, 0),
        wires=("x>a.a", "a>b.a", "b>s.a"),
    )
    found.actions = (Forward("a1"), Backward("a2", root="s"))
    return found


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    window.player.reduced_motion = True
    window.show()
    window.session.open_copy(chain())
    settle(qtbot, window)
    return window


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.is_running, timeout=5000)


def fold(qtbot: QtBot, window: MainWindow) -> str:
    """Folds a and b; the card, which is selected."""
    window.session.select({"a", "b"})
    window.commands.trigger("subgraph.fold")
    settle(qtbot, window)
    (card,) = window.session.selection
    return card


def middle(window: MainWindow, node: str) -> QPoint:
    box = window.canvas.places.card_box(node)
    return window.canvas.view.to_screen(*box.middle()).toPoint()


def double_click(window: MainWindow, at: QPoint) -> None:
    QTest.mouseDClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, at)


def test_a_folded_card_shows_what_is_at_its_ports(window: MainWindow, qtbot: QtBot) -> None:
    session, shown = window.session, window.canvas.shown
    tile = shown.face(window.canvas.places.slots["b"]).first.tile
    assert tile is not None
    card = fold(qtbot, window)
    face = shown.face(window.canvas.places.slots[card])
    assert face.first.tile is not None
    assert face.first.tile.text == tile.text
    assert [port.said for port in face.inputs] == ["x"]
    assert (face.first.grad_fn, face.status, face.reached) == ("SinBackward0", "done", 1)
    window.player.seek(6)  # SinBackward0 of b, which is inside
    assert shown.lit == (card, "gradient")
    window.player.seek(7)
    assert [(flow.source, flow.target) for flow in shown.flows] == [(card, "x")]
    session.undo_stack.undo()
    assert session.whole == chain()


def test_opened_edited_and_left_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    session, canvas = window.session, window.canvas
    card = fold(qtbot, window)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert session.document.prefix == f"{card}/"
    assert window.subgraphs.breadcrumbs.isVisible()
    assert set(canvas.places.slots) == {f"{card}/{node}" for node in ("a", "b", "x", "b2")}
    inner = f"{card}/b"
    session.do(building.change(session.document, inner, op="cos"), "edit")
    settle(qtbot, window)
    grad_fn = session.seen.at(len(session.log), port_ref(inner), "grad_fn")
    assert grad_fn == "CosBackward0"
    window.commands.trigger("subgraph.leave")
    assert session.document is session.whole
    assert session.selection == {card}
    window.session.undo_stack.undo()  # shown where it is
    assert session.document.prefix == f"{card}/"
    assert isinstance(data := session.document.nodes[inner], OpData)
    assert data.op == "sin"
    window.session.undo_stack.undo()
    assert session.whole == chain()
    assert session.document is session.whole


def test_a_double_click_opens_and_the_bar_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    card = fold(qtbot, window)
    double_click(window, middle(window, card))
    assert session.document.prefix == f"{card}/"
    bar = window.subgraphs.breadcrumbs
    window.player.seek(1)  # x, which is outside
    assert bar.step.isVisible()
    bar.step.click()
    assert session.document.prefix == ""
    assert session.selection == {"x"}
    double_click(window, middle(window, card))
    window.player.seek(3)
    assert not bar.step.isVisible()
    button = bar.findChild(QToolButton, "level:")
    assert button is not None
    button.click()
    assert session.document is session.whole
    assert not bar.isVisible()


def test_what_fails_inside_is_said_on_the_card_and_led_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    card = fold(qtbot, window)
    session.enter(f"{card}/")
    edits = building.change(session.document, f"{card}/b", op="sum", params={"dim": "7"})
    session.do(edits, "edit")
    settle(qtbot, window)
    session.enter("")
    face = window.canvas.shown.face(window.canvas.places.slots[card])
    assert face.status == "failed"
    assert face.error.startswith("b: Dimension out of range")
    assert face.problem is not None
    window.canvas.open(card)
    assert session.selection == {f"{card}/b"}
    session.enter("")
    window.problems_panel._go_to(face.problem)
    assert session.document.prefix == f"{card}/"
    assert session.selection == {f"{card}/b"}


def test_ports_and_instances(window: MainWindow, qtbot: QtBot) -> None:
    session, commands = window.session, window.commands
    card = fold(qtbot, window)
    commands.trigger("subgraph.open")
    commands.trigger("subgraph.add_output")
    (port,) = session.selection
    edits = building.connect(session.document, f"{card}/a", port, "in")
    session.do(edits, "wire")
    settle(qtbot, window)
    window.subgraphs.leave()
    assert window.canvas.places.outputs[window.canvas.places.slots[card]] == ("b2", "y")
    window.subgraphs.insert("d1")
    (twin,) = session.selection
    assert session.document.name(twin) == "block2"
    session.do(subgraphs.retitle(session.document, "d1", "layer"), "retitle")
    assert [session.document.name(each) for each in (card, twin)] == ["layer", "layer2"]
    commands.trigger("subgraph.independent")
    assert len(session.whole.definitions) == 2
    commands.trigger("subgraph.unfold")
    assert len(session.whole.definitions) == 1
    assert len(session.selection) == 2


def test_a_refused_fold_says_why(window: MainWindow, qtbot: QtBot) -> None:
    window.session.select({"x", "b"})
    with qtbot.waitSignal(window.session.said) as said:
        window.commands.trigger("subgraph.fold")
    assert "x → a → b" in said.args[0]
    assert not window.session.undo_stack.count()
    notice = window.subgraphs.notice
    assert notice.isVisible()
    assert notice.words.text() == said.args[0]
    assert not notice.geometry().contains(middle(window, "b"))
    QTest.keyClick(window.canvas.viewport(), Qt.Key.Key_Escape)
    assert not notice.isVisible()
    window.commands.trigger("subgraph.fold")
    notice.button.click()
    (card,) = window.session.selection
    inside = window.session.document.definitions[group_of(window, card).definition]
    assert {"x", "a", "b"} <= inside.nodes.keys()


def group_of(window: MainWindow, card: str) -> GroupData:
    data = window.session.document.nodes[card]
    assert isinstance(data, GroupData)
    return data


@pytest.mark.filterwarnings("ignore:.*is deprecated")
@pytest.mark.parametrize("seed", range(16))
def test_the_screen_is_the_document_at_every_level(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("app.session.Session.rerun", lambda self: None)
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    rng, session = Random(seed), window.session
    session.open_copy(programs.document(rng, 6))
    start = files.encode(session.whole)
    for _ in range(25):
        edit_somewhere(rng, window)
        check(window)
    end = files.encode(session.whole)
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
        check(window)
    assert files.encode(session.whole) == start
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
        check(window)
    assert files.encode(session.whole) == end


def edit_somewhere(rng: Random, window: MainWindow) -> None:
    session = window.session
    shown = session.document
    groups = [n for n, d in shown.nodes.items() if isinstance(d, GroupData)]
    kinds = "fold fold open leave unfold twin delete port wire wire leaf"
    kind = rng.choice(kinds.split())
    if kind == "open" and groups:
        session.enter(f"{rng.choice(groups)}/")
    elif kind == "leave":
        session.enter("")
    elif kind == "unfold" and groups:
        session.do(unfold(shown, rng.choice(groups))[1], kind)
    elif kind == "port" and shown.prefix:
        session.do(subgraphs.add_port(shown, rng.choice(["input", "output"]))[1], kind)
    elif kind == "delete" and shown.nodes:
        session.do(building.remove(shown, [rng.choice(list(shown.nodes))]), kind)
    elif kind == "wire" and len(shown.nodes) > 1:
        source, target = rng.sample(list(shown.nodes), 2)
        ends = [(o, i) for o in output_ports(shown, source) for i in input_ports(shown, target)]
        out, port = rng.choice(ends or [("out", "a")])
        with suppress(Refused):
            session.do(building.connect(shown, source, target, port, out), kind)
    elif kind in ("fold", "twin"):
        try:
            if kind == "fold":
                chosen = rng.sample(list(shown.nodes), min(3, len(shown.nodes)))
                session.do(folding.fold(shown, chosen)[1], kind)
            elif shown.definitions:
                twin = subgraphs.add_instance(shown, rng.choice(list(shown.definitions)))
                session.do(twin[1], kind)
        except Refused:
            return
    else:
        session.do(programs.new_leaf(rng, shown), kind)


def check(window: MainWindow) -> None:
    """The canvas has the cards, ports and wires of the level, and the level those of its
    definition."""
    session, places = window.session, window.canvas.places
    shown, whole = session.document, session.whole
    assert set(places.slots) == set(shown.nodes)
    assert set(places.wire_slots) == set(shown.wires)
    fresh = type(places)(shown)
    for node, slot in places.slots.items():
        at = fresh.slots[node]
        assert places.inputs[slot] == fresh.inputs[at]
        assert places.outputs[slot] == fresh.outputs[at]
        assert (places.pos[slot] == fresh.pos[at]).all()
    if shown is not whole:
        again = type(shown)(whole, shown.prefix)  # type: ignore[arg-type]
        assert again.has_graph_of(shown)
    assert files.decode(files.encode(whole)) == whole  # which checks all that a file is checked for


def test_the_quick_add_offers_subgraphs_and_ports_of_the_open_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, quick = window.session, window.wiring.quick_add
    card = fold(qtbot, window)
    window.canvas.ask_add(300, 500)
    quick.field.setText("block")
    QTest.keyClick(quick.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    (twin,) = session.selection
    assert isinstance(data := session.document.nodes[twin], GroupData)
    assert (data.definition, data.label) == ("d1", "block2")
    window.commands.trigger("edit.duplicate")
    assert len(session.whole.definitions) == 1
    assert [d.definition for d in session.whole.nodes.values() if isinstance(d, GroupData)] == (
        ["d1"] * 3
    )
    session.enter(f"{card}/")
    window.canvas.ask_add(port=Port(f"{card}/b", "a", True))
    quick.field.setText("subgraph input")
    QTest.keyClick(quick.field, Qt.Key.Key_Return)
    assert session.document.inputs(f"{card}/b")["a"].source == f"{card}/x2"
    session.enter("")
    assert len(window.canvas.places.inputs[window.canvas.places.slots[twin]]) == 2


def test_wires_are_drawn_to_instances_and_between_ports(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    card = fold(qtbot, window)
    wiring = Wiring(window.canvas, Port("x", "out", False))
    assert card not in wiring.dimmed()
    assert [port.name for port in wiring.fitting(card)] == ["x"]
    session.enter(f"{card}/")
    document = session.document
    assert building.why_not(document, f"{card}/a", f"{card}/x", "") is not None
    assert building.why_not(document, f"{card}/b2", f"{card}/b", "a") is not None
    wiring = Wiring(window.canvas, Port(f"{card}/x", "out", False))
    assert wiring.dimmed() == set()
    assert [port.name for port in wiring.fitting(f"{card}/b2")] == ["in"]
