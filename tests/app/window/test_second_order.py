"""Second order from the window: gradients as cards, backward from them, and their graph."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.panels.inspector.pages import NodePage
from app.panels.inspector.tap import TapPage
from app.playback.face import face_of
from app.playback.words import text_of
from app.window.backward_form import BackwardForm
from app.window.context_menu import canvas_menu
from app.window.read_grad_form import ReadGradForm
from autograd_core.graph.actions import Backward, Forward, ReadGrad
from autograd_core.graph.document import Document, LeafData, OpData, TapData, WireData
from autograd_core.graph.files import encode
from autograd_core.graph.steps import port_ref

CUBE = Document(
    [
        LeafData("n1", label="x", value="3.", requires_grad=True),
        OpData("n2", "pow", label="y", params={"exponent": "3"}, x=300),
    ],
    [WireData("w1", "n1", "n2", "a")],
)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    with qtbot.waitExposed(made):
        made.show()
    made.session.open_copy(CUBE.snapshot())
    wait(qtbot, made)
    return made


def wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.is_running, timeout=5000)


def value(window: MainWindow, node: str, field: str = "value") -> float | None:
    log = window.session.log
    found = log.at(len(log), port_ref(node), field)
    return None if found is None else float(found.array)


def taps(window: MainWindow) -> list[TapData]:
    nodes = window.session.document.nodes.values()
    return [data for data in nodes if isinstance(data, TapData)]


def open_form(window: MainWindow, command: str) -> object:
    window.commands.trigger(command)
    return QApplication.activeModalWidget()


def test_27_and_18_apart(qtbot: QtBot, window: MainWindow) -> None:
    before = encode(window.session.document)
    window.session.select(["n2"])
    form = open_form(window, "run.gradient")
    assert isinstance(form, BackwardForm)
    assert form.is_apart
    assert form.by.node() == "n1"
    assert form.code.text() == "Gradient ∂y/∂x, create_graph"
    qtbot.keyClick(form, Qt.Key.Key_Return)
    wait(qtbot, window)
    (tap,) = taps(window)
    assert (tap.label, value(window, tap.id), value(window, "n1", "grad")) == ("g", 27, None)
    window.session.select([tap.id])
    window.player.last()
    page = window.inspector_panel.page
    assert isinstance(page, TapPage)
    assert page.subtitle.text() == "∂y/∂x"
    assert page.backward.isVisible(), "backward can start here"
    assert "as autograd.grad does" in page.source.text()
    form = open_form(window, "run.gradient")
    assert isinstance(form, BackwardForm)
    form.records.setChecked(False)
    assert (form.root.node(), form.code.text()) == (tap.id, "Gradient ∂g/∂x")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    wait(qtbot, window)
    other = next(each for each in taps(window) if each != tap)
    assert (other.label, value(window, other.id), value(window, tap.id)) == ("g2", 18, 27)
    while window.session.undo_stack.canUndo():
        window.session.undo_stack.undo()
    assert encode(window.session.document) == before


def test_45_accumulated_and_why(qtbot: QtBot, window: MainWindow) -> None:
    form = BackwardForm(
        window.session.document, window.session.seen, Backward("a2", "n2"), new=True, parent=window
    )
    qtbot.addWidget(form)
    form.show()
    assert not form.reads.isVisible()
    form.records.setChecked(True)
    assert form.reads.isVisible()
    assert not form.by.isVisible()
    assert form.followers() == (ReadGrad("a3", "n1", ("n3",)),)
    window.action_commands._take(form)
    wait(qtbot, window)
    (tap,) = taps(window)
    assert value(window, tap.id) == 27
    face = face_of(window.session.log, len(window.session.log), window.session.document, tap.id)
    assert (face.operation, face.first.grad_fn) == ("x.grad", "CopyBackwards")
    window.session.select([tap.id])
    window.graph.backward()
    wait(qtbot, window)
    assert value(window, "n1", "grad") == 45
    last = window.session.log.steps[-1]
    said = text_of(last.message, window.session.document)
    assert said.startswith("x.grad: 27 + 18 → 45, as both accumulate in the same .grad")


def test_a_menu_gives_grad_a_card(qtbot: QtBot, window: MainWindow) -> None:
    window.action_commands.add(Backward("a2", "n2"))
    menu = canvas_menu("n1", window.graph, window.action_commands, window.commands, window)
    qtbot.addWidget(menu)
    more = menu.findChild(QMenu, "actionsOn")
    assert more is not None
    (entry,) = (each for each in more.actions() if each.objectName() == "read_grad")
    assert entry.text().replace("&", "") == "x.grad as a card…"
    entry.trigger()
    form = QApplication.activeModalWidget()
    assert isinstance(form, ReadGradForm)
    assert form.code.text() == "g = x.grad"
    qtbot.keyClick(form, Qt.Key.Key_Return)
    wait(qtbot, window)
    assert [value(window, tap.id) for tap in taps(window)] == [27]


def test_changing_where_gradients_go_brings_and_takes_the_card(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.action_commands.add(Backward("a2", "n2"))
    for goal, count in ((1, 1), (0, 0)):
        action = window.session.document.actions[-1]
        form = BackwardForm(
            window.session.document, window.session.seen, action, new=False, parent=window
        )
        qtbot.addWidget(form)
        form.goal.setCurrentIndex(goal)
        form.by.setCurrentIndex(form.by.findData("n1"))
        window.action_commands._take(form)
        assert len(taps(window)) == count
    assert window.session.document.actions == (Forward("a1"), Backward("a2", "n2"))


def test_the_switch_tells_and_shows_the_graph(qtbot: QtBot, window: MainWindow) -> None:
    window.action_commands.add(Backward("a2", "n2", create_graph=True))
    wait(qtbot, window)
    window.player.last()
    layer = window.canvas.autograd
    assert not layer.column("n2")
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_A)
    assert window.commands.actions["view.autograd"].isChecked()
    wait(qtbot, window)
    window.player.last()
    assert [tag.title for tag in layer.column("n2")] == ["PowBackward0"]
    assert [plane.call for plane in layer.planes] == [1]
    window.session.select(["n2"])
    page = window.inspector_panel.page
    assert isinstance(page, NodePage)
    assert page.graph.isVisible()
    assert "_saved_self: x, [] float32, v0: held for backward" in page.graph.text()
    window.commands.trigger("view.autograd")
    assert not layer.planes
