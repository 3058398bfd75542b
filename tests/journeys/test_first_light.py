"""From an empty canvas to Σ(x·x), its gradient, and back again, with mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.main_window import MainWindow
from autograd_core.graph import files
from autograd_core.graph.steps import node_ref, port_ref
from tests.app.canvas.scenes import drag, mouse, on_card, on_output, on_port


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    # pytest-qt closes it before fixtures end: a question then would wait for ever
    qtbot.addWidget(made, before_close_func=lambda _: made.session.undo_stack.setClean())
    made.resize(1600, 1000)
    made.show()
    made.session.new()
    made.player.set_speed(4.0)
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until the run is there and whatever it started to play has been played."""
    qtbot.waitUntil(lambda: not window.session.is_running, timeout=5000)
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not window.player.playing, timeout=5000)


def place(window: MainWindow, name: str) -> str:
    """Searches the palette and takes the first hit; the new node."""
    before = set(window.session.document.nodes)
    search = window.findChild(QLineEdit, "paletteSearch")
    assert search is not None
    QTest.keyClicks(search, name)  # over the last name, which is selected
    QTest.keyClick(search, Qt.Key.Key_Return)
    (made,) = set(window.session.document.nodes) - before
    return made


def grad(window: MainWindow, node: str) -> object:
    value = window.player.field(port_ref(node), "grad")
    return None if value is None else value.array.tolist()


def trigger(window: MainWindow, command: str) -> None:
    action = window.commands.actions[command]
    assert action.isEnabled(), command
    action.trigger()


def build(qtbot: QtBot, window: MainWindow) -> tuple[str, str, str]:
    """Places x, y and s, types what x is, and draws the wires."""
    x, y, s = place(window, "ones"), place(window, "multiply"), place(window, "sum")
    canvas = window.canvas
    canvas.fit_all()
    drag(canvas, on_output(canvas, x), on_port(canvas, y, "a"))
    drag(canvas, on_output(canvas, x), on_port(canvas, y, "b"))
    drag(canvas, on_output(canvas, y), on_port(canvas, s, "a"))
    click(canvas, on_card(canvas, x))
    settle(qtbot, window)
    box = window.inspector_panel.findChild(QCheckBox, "leafRequiresGrad")
    assert box is not None
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=LEFT_EDGE)
    click(canvas, on_card(canvas, s))
    settle(qtbot, window)
    return x, y, s


def click(canvas: Canvas, at: QPoint) -> None:
    mouse(canvas, QEvent.Type.MouseButtonPress, at)
    mouse(canvas, QEvent.Type.MouseButtonRelease, at)


LEFT_EDGE = QPoint(8, 8)


def test_first_light(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    x, _, s = build(qtbot, window)
    assert window.session.selection == {s}

    trigger(window, "run.backward")
    settle(qtbot, window)
    assert grad(window, x) == [2.0, 2.0]

    window.player.step_back()
    assert grad(window, x) is None
    window.player.step_back()
    step = window.player.step
    assert step is not None
    assert step.function == "SumBackward0"
    trigger(window, "play.last")
    assert grad(window, x) == [2.0, 2.0]

    trigger(window, "run.forward")
    settle(qtbot, window)
    trigger(window, "run.backward")
    settle(qtbot, window)
    assert grad(window, x) == [4.0, 4.0]
    trigger(window, "run.zero_grad")
    settle(qtbot, window)
    assert grad(window, x) is None
    trigger(window, "edit.undo")
    settle(qtbot, window)
    assert grad(window, x) == [4.0, 4.0]

    path = tmp_path / "sum of squares.gradcanvas"
    window.session.save(path)
    saved = files.encode(window.session.document)
    trigger(window, "file.new")
    settle(qtbot, window)
    assert not window.session.document.nodes
    window.session.open(path)
    settle(qtbot, window)
    assert files.encode(window.session.document) == saved
    assert grad(window, x) == [4.0, 4.0]


def test_backward_twice_is_explained_and_mended(qtbot: QtBot, window: MainWindow) -> None:
    x, y, s = build(qtbot, window)
    for _ in range(2):
        window.session.select([s])
        trigger(window, "run.backward")
        settle(qtbot, window)
    problem = window.player.field(node_ref(y), "error")
    assert problem.message.startswith("Trying to backward through the graph a second time")
    fixes = {
        button.objectName(): button
        for button in window.problems_panel.findChildren(QPushButton)
        if button.objectName().startswith("fix")
    }
    assert len(fixes) == 2, list(fixes)
    window.show_panel("problems")
    QTest.mouseClick(fixes["fix_retain_graph"], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert not isinstance(window.focusWidget(), QLineEdit), "keys would be typed there"
    assert window.player.field(node_ref(y), "error") is None
    assert grad(window, x) == [4.0, 4.0]
