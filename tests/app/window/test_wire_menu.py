"""A right click on a wire: its ends and Delete."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.canvas import keyboard
from app.canvas.ports import Port
from app.main_window import MainWindow
from autograd_core.graph import building
from autograd_core.graph.document import Document, LeafData, OpData, WireData


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: made.session.undo_stack.setClean())
    made.show()
    made.session.open_copy(
        Document(
            [LeafData("x", label="x"), OpData("s", op="sum", label="s", x=400.0)],
            [WireData("w1", "x", "s", "a")],
        )
    )
    qtbot.waitUntil(lambda: not made.session.is_running, timeout=5000)
    made.canvas.fit_all()
    return made


def middle_of_the_wire(window: MainWindow) -> QPoint:
    places = window.canvas.places
    ends = places.port_place(Port("x", "out", False)), places.port_place(Port("s", "a", True))
    assert ends[0] is not None
    assert ends[1] is not None
    (ax, ay), (bx, by) = ends[0], ends[1]
    return window.canvas.view.to_screen((ax + bx) / 2, (ay + by) / 2).toPoint()


def right_click(window: MainWindow, point: QPoint, monkeypatch: pytest.MonkeyPatch) -> QMenu:
    shown: list[QMenu] = []
    # a menu of its own would wait for the mouse
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: shown.append(menu))
    viewport = window.canvas.viewport()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point)
    )
    QApplication.sendEvent(viewport, event)
    assert len(shown) == 1
    return shown[0]


def test_a_wire_has_its_own_menu(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    session = window.session
    point = middle_of_the_wire(window)
    menu = right_click(window, point, monkeypatch)
    assert session.selection == {"w1"}
    entries = {action.objectName(): action for action in menu.actions()}
    entries["source"].trigger()
    assert session.selection == {"x"}
    entries["target"].trigger()
    assert session.selection == {"s"}
    menu.deleteLater()
    menu = right_click(window, point, monkeypatch)
    entries = {action.objectName(): action for action in menu.actions()}
    assert entries["edit.delete"].isEnabled()
    entries["edit.delete"].trigger()
    assert not session.document.wires
    menu.deleteLater()


@pytest.mark.parametrize("by_f10", [False, True])
def test_the_menu_key_opens_the_menu_of_what_is_selected(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, by_f10: bool
) -> None:
    monkeypatch.setattr(keyboard, "_WINDOWS", False)
    shown: list[tuple[QMenu, QPoint]] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: shown.append((menu, at)))
    viewport, session = window.canvas.viewport(), window.session
    window.canvas.set_focused("x")
    session.do(building.wrap(session.document, ["s"]), "Wrap")
    for item, name in (("w1", "wireMenu"), ("f1", "canvasMenu"), ("s", "canvasMenu")):
        session.select({item})
        if by_f10:
            QTest.keyClick(window.canvas, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        else:
            event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
            QApplication.sendEvent(viewport, event)
        assert shown[-1][0].objectName() == name
        assert session.selection == {item}
    entries = [{action.objectName() for action in menu.actions()} for menu, _ in shown]
    assert "edit.leave_no_grad" in entries[1]
    assert "backward" not in entries[1]
    assert "backward" in entries[2]
    where = viewport.mapFromGlobal(shown[0][1])
    assert (where - middle_of_the_wire(window)).manhattanLength() <= 2
    for menu, _ in shown:
        menu.deleteLater()


def test_beside_the_wire_it_is_the_canvas(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = right_click(window, middle_of_the_wire(window) + QPoint(0, 60), monkeypatch)
    assert menu.objectName() == "canvasMenu"
    assert not window.session.selection
    menu.deleteLater()
