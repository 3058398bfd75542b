"""Cut, copy, paste and duplicate in the window, with real keys, mouse and clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.canvas.box import Box
from app.canvas.placing import NEW_HEIGHT
from app.main_window import MainWindow
from autograd_core.graph.clipboard import MIME
from autograd_core.graph.document import LeafData, OpData
from autograd_core.graph.edits import Put
from autograd_core.graph.files import encode
from tests.app.canvas.scenes import mouse, on_card, product, wires

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.show()
    made.session.open_copy(product())
    made.canvas.setFocus()
    qtbot.waitUntil(lambda: not made.status.progress.busy, timeout=5000)
    return made


def copied() -> str:
    return QGuiApplication.clipboard().text()


def boxes(window: MainWindow) -> list[Box]:
    return [window.canvas.places.card_box(node) for node in window.session.document.nodes]


def test_copies_go_to_the_pointer_and_lie_over_nothing(window: MainWindow, qtbot: QtBot) -> None:
    session, canvas = window.session, window.canvas
    session.select({"x", "y"})
    qtbot.keyClick(canvas, Qt.Key.Key_C, CONTROL)
    assert copied().startswith("GradCanvas graph: x, y (")
    empty = canvas.view.to_screen(560, 300).toPoint()
    mouse(canvas, QEvent.Type.MouseMove, empty)
    qtbot.keyClick(canvas, Qt.Key.Key_V, CONTROL)
    first, second = list(session.document.nodes)[4:]
    assert session.selection == {first, second}
    box = canvas.places.card_box(first)
    assert canvas.view.rect(box).contains(empty)
    assert f"{first}>{second}.a" in wires(session.document)
    qtbot.keyClick(canvas, Qt.Key.Key_V, CONTROL)  # the pointer has not moved
    found = boxes(window)
    assert not any(a.touches(b) for i, a in enumerate(found) for b in found[:i])
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert encode(session.document) == encode(product())


def test_by_keyboard_copies_lie_beside_the_originals(window: MainWindow, qtbot: QtBot) -> None:
    session, canvas = window.session, window.canvas
    mouse(canvas, QEvent.Type.MouseMove, QPoint(5, 5))
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    session.select({"y"})
    before = session.document.nodes["y"]
    qtbot.keyClick(canvas, Qt.Key.Key_D, CONTROL | SHIFT)
    (new,) = session.selection
    after = session.document.nodes[new]
    assert (after.x, after.label) == (before.x, "y2")
    assert before.y + 100 < after.y < before.y + 400
    assert f"x>{new}.a" in wires(session.document)
    assert canvas.scene.focused == new
    qtbot.keyClick(canvas, Qt.Key.Key_D, CONTROL)
    (alone,) = session.selection
    assert not session.document.inputs(alone)


def test_cut_and_paste_between_windows(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    session.select({"x", "w", "y", "z"})
    qtbot.keyClick(window.canvas, Qt.Key.Key_X, CONTROL)
    assert not session.document.nodes
    other = MainWindow()
    qtbot.addWidget(other, before_close_func=lambda w: w.session.undo_stack.setClean())
    other.session.new()
    other.clipboard.paste()
    assert [n.label for n in other.session.document.nodes.values()] == ["x", "w", "y", "z"]
    assert len(other.session.document.wires) == 2
    data = QMimeData()
    data.setText("something else")  # as a chat's clipboard manager may leave it
    data.setData(MIME, copied().partition("\n")[2].encode())
    QGuiApplication.clipboard().setMimeData(data)
    other.clipboard.paste()
    assert len(other.session.document.nodes) == 8


def test_a_table_makes_a_leaf_where_the_menu_was_opened(window: MainWindow) -> None:
    canvas = window.canvas
    QGuiApplication.clipboard().setText("a\tb\n1\t2\n3\t4\n")
    at = canvas.view.to_screen(460, 320).toPoint()
    window.clipboard.note_menu(QMenu(window), canvas.viewport().mapToGlobal(at))
    window.commands.trigger("edit.paste")
    (leaf,) = window.session.selection
    data = window.session.document.nodes[leaf]
    assert isinstance(data, LeafData)
    assert data.value == "[[1, 2], [3, 4]]"
    assert on_card(canvas, leaf).x() == pytest.approx(at.x(), abs=60)


@pytest.mark.parametrize("text", ["", "not a graph", '{"format": "gradcanvas", "version": 1'])
def test_what_cannot_be_pasted_is_said_in_one_line(window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.clipboard.paste()
    message = window.statusBar().currentMessage()
    assert message.startswith("Not pasted: ")
    assert "\n" not in message
    assert window.session.is_clean


def test_tall_cards_that_are_pasted_in_a_row_do_not_touch(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, canvas = window.session, window.canvas
    tall = OpData("n40", "batch_norm", label="tall", y=600.0)
    session.do([Put(None, tall)], "Add")
    qtbot.waitUntil(lambda: not window.status.progress.busy, timeout=5000)
    canvas.follower.measure_all()
    assert canvas.places.size[canvas.places.slots["n40"], 1] > NEW_HEIGHT + 60
    session.select({"n40"})
    qtbot.keyClick(canvas, Qt.Key.Key_C, CONTROL)
    mouse(canvas, QEvent.Type.MouseMove, canvas.view.to_screen(560, 300).toPoint())
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_V, CONTROL)
        qtbot.waitUntil(lambda: not window.status.progress.busy, timeout=5000)
        canvas.follower.measure_all()
    found = boxes(window)
    assert not any(a.touches(b) for i, a in enumerate(found) for b in found[:i])
