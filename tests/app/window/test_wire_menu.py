"""A right click on a wire: its ends and Delete."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.canvas.geometry import Port
from app.main_window import MainWindow
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


def test_beside_the_wire_it_is_the_canvas(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = right_click(window, middle_of_the_wire(window) + QPoint(0, 60), monkeypatch)
    assert menu.objectName() == "canvasMenu"
    assert not window.session.selection
    menu.deleteLater()
