"""A Jacobian from the window: asked for at a card, shown as a card of its own, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.panels.inspector.tap import TapPage
from app.playback.face import face_of, spoken
from app.window.context_menu import canvas_menu
from app.window.jacobian_form import JacobianForm
from autograd_core.graph.document import Document, LeafData, OpData, TapData, WireData
from autograd_core.graph.edits import Put
from autograd_core.graph.files import encode

SQUARE = Document(
    [
        LeafData("n1", label="x", value="[2., 3.]", requires_grad=True),
        OpData("n2", "mul", label="y", x=300),
    ],
    [WireData("w1", "n1", "n2", "a"), WireData("w2", "n1", "n2", "b")],
)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    with qtbot.waitExposed(made):
        made.show()
    made.session.open_copy(SQUARE.snapshot())
    wait(qtbot, made)
    return made


def wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.status.progress.busy, timeout=5000)


def test_a_card_gets_the_matrix_of_the_selected_tensor(qtbot: QtBot, window: MainWindow) -> None:
    before = encode(window.session.document)
    window.session.select(["n2"])
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    form = QApplication.activeModalWidget()
    assert isinstance(form, JacobianForm)
    assert (form.output.node(), form.input.node()) == ("n2", "n1")
    assert form.code.text() == "Jacobian ∂y/∂x"
    qtbot.keyClick(form, Qt.Key.Key_Return)
    wait(qtbot, window)
    document, log = window.session.document, window.session.log
    (tap,) = (data for data in document.nodes.values() if isinstance(data, TapData))
    assert (tap.label, tap.x, tap.y) == ("J", 600, 0)
    in_sight = window.canvas.view.rect(window.canvas.places.card_box(tap.id), 0)
    assert window.canvas.area().contains(in_sight.toRect())
    face = face_of(log, len(log), document, tap.id)
    assert face.operation == "∂y/∂x"
    assert face.matrix is not None
    assert face.matrix.row_names == ("∂y₁", "∂y₂")
    assert face.matrix.facts == "det = 24"
    assert spoken(face) == "∂y/∂x J: value [[4, 0], [0, 6]], det = 24"
    window.player.seek(len(log))
    window.session.select([tap.id])
    page = window.inspector_panel.page
    assert isinstance(page, TapPage)
    assert page.subtitle.text() == "∂y/∂x"
    assert page.determinant.text() == "det = 24"
    window.session.undo_stack.undo()
    assert encode(window.session.document) == before


def test_a_menu_offers_it_and_a_second_one_stands_below(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(2):
        menu = canvas_menu("n2", window.graph, window.action_commands, window.commands, window)
        qtbot.addWidget(menu)
        (entry,) = (each for each in menu.actions() if each.objectName() == "jacobian")
        assert entry.text().replace("&", "") == "Jacobian of y…"
        entry.trigger()
        form = QApplication.activeModalWidget()
        assert isinstance(form, JacobianForm)
        form.accept()
        wait(qtbot, window)
    taps = [d for d in window.session.document.nodes.values() if isinstance(d, TapData)]
    assert [tap.label for tap in taps] == ["J", "J2"]
    assert taps[0].x == taps[1].x
    assert taps[1].y - taps[0].y >= 150


def test_nothing_is_added_without_both_ends(qtbot: QtBot, window: MainWindow) -> None:
    window.session.do([Put(None, LeafData("n3", label="c"))], "")
    window.action_commands.jacobian_of("n3")
    form = QApplication.activeModalWidget()
    assert isinstance(form, JacobianForm)
    assert not form.ok.isEnabled()
    form.input.setCurrentIndex(form.input.findData("n1"))
    assert form.ok.isEnabled()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert len(window.session.document.actions) == 1


def test_a_large_one_shows_figures_and_no_names(qtbot: QtBot, window: MainWindow) -> None:
    leaf = window.session.document.nodes["n1"]
    assert isinstance(leaf, LeafData)
    window.session.do([Put(leaf, LeafData("n1", value="ones(6)", requires_grad=True))], "")
    window.action_commands.jacobian_of("n2")
    form = QApplication.activeModalWidget()
    assert isinstance(form, JacobianForm)
    form.accept()
    wait(qtbot, window)
    log = window.session.log
    face = face_of(log, len(log), window.session.document, window.session.document.order[-1])
    assert face.matrix is not None
    assert face.matrix.row_names == ()
    assert face.matrix.facts == "det = 64"
    assert face.first.tile is not None
    assert face.first.tile.kind == "statistics"
