"""What a screen reader finds on the canvas, and that asking breaks nothing."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QAccessible

from app.canvas.access import wires_of
from autograd_core.graph import building
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from tests.app.canvas.scenes import Opener, log_of_product, on_card, product

Text = QAccessible.Text
Name = Text.Name


def test_the_cards_are_children_with_names_and_places(open_canvas: Opener) -> None:
    canvas = open_canvas(product())
    canvas.session.log = log_of_product()
    canvas.session.ran.emit()
    canvas.player.seek(4)
    found = QAccessible.queryAccessibleInterface(canvas)
    assert found.text(Name) == "Canvas"
    assert found.childCount() == 4
    names = [found.child(i).text(Name) for i in range(4)]
    assert names[0] == "ones(2) x: value [1, 2], leaf, requires grad"
    assert names[2] == "mul y: value [3, 8], grad_fn MulBackward0"
    at = canvas.viewport().mapToGlobal(on_card(canvas, "y"))
    hit = found.childAt(at.x(), at.y())
    assert hit.text(Name) == names[2]
    assert hit.rect().contains(at)
    assert found.indexOfChild(hit) == 2
    assert hit.parent().text(Name) == "Canvas"
    canvas.player.seek(7)
    assert found.child(0).text(Name).endswith("grad [3, 4]")


def test_the_tree_says_what_each_card_is_holds_and_is_wired_to(open_canvas: Opener) -> None:
    canvas = open_canvas(product())
    canvas.session.do(building.connect(canvas.session.document, "w", "y", "b"), "wire")
    canvas.session.log = log_of_product()
    canvas.session.ran.emit()
    canvas.player.seek(4)
    tree = QAccessible.queryAccessibleInterface(canvas)
    assert tree.role() == QAccessible.Role.List
    cards = [tree.child(at) for at in range(tree.childCount())]
    assert {card.role() for card in cards} == {QAccessible.Role.ListItem}
    told = [(card.text(Text.Value), card.text(Text.Description)) for card in cards]
    assert told[0] == ("[1, 2]", "to y")
    assert told[2] == ("[3, 8]", "a from x, b from w, to z")
    assert told[3][1] == "a from y"
    assert all(card.state().focusable and card.childCount() == 0 for card in cards)


def test_a_hub_is_not_read_out_for_minutes() -> None:
    hub = [OpData(f"n{i}", "exp", label=f"e{i}") for i in range(40)]
    wires = [WireData(f"w{i}", "x", f"n{i}", "a") for i in range(40)]
    said = wires_of(Document([LeafData("x"), *hub], wires), "x")
    assert said.startswith("to e0, to e1")
    assert said.endswith("and 28 more")


def test_selection_and_focus_are_states(open_canvas: Opener) -> None:
    canvas = open_canvas(product())
    canvas.session.select({"w"})
    canvas.set_focused("y")
    found = QAccessible.queryAccessibleInterface(canvas)
    assert bool(found.child(1).state().selected)
    assert not bool(found.child(0).state().selected)
    assert bool(found.child(2).state().focused)
    assert found.focusChild().text(Name) == "mul y: not run"


def test_a_card_that_is_gone_is_invalid_and_nothing_crashes(open_canvas: Opener) -> None:
    canvas = open_canvas(product())
    found = QAccessible.queryAccessibleInterface(canvas)
    card = found.child(3)
    canvas.session.do(building.remove(canvas.session.document, ["z"]), "Delete")
    gc.collect()
    assert found.childCount() == 3
    assert not card.isValid()
    assert card.text(Name) == ""
    assert card.rect().isNull()
    canvas.session.undo_stack.undo()
    gc.collect()
    assert found.child(3).isValid()


_MANY = """
import gc, sys
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
app = QApplication([])
QAccessible.setActive(True)
from app.session import Session
from app.playback.player import Player
from app.canvas.canvas import Canvas
from autograd_core.graph.document import Document, LeafData
Session.rerun = lambda self: None
session = Session()
player = Player(session)
session.open_copy(Document([LeafData(f"n{i}", x=i * 10.0) for i in range(200)]))
for round in range(5):
    canvas = Canvas(session, player)
    canvas.show()
    found = QAccessible.queryAccessibleInterface(canvas)
    for i in range(found.childCount()):
        assert found.child(i).text(QAccessible.Text.Name)
    gc.collect()
    canvas.set_focused("n7")
    app.processEvents()
    canvas.close()
    canvas.deleteLater()
    del canvas, found
    app.processEvents()
    gc.collect()
session.close()
print("alive")
"""


def test_canvases_come_and_go_with_a_reader_listening() -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", _MANY], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "alive\n"
