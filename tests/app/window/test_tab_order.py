"""Tab goes round the window as one reads it, whatever was made when."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.widgets.fields import CheckedEdit
from autograd_core.graph.actions import Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: made.session.undo_stack.setClean())
    with qtbot.waitExposed(made):
        made.show()
    made.session.open_copy(
        Document(
            [LeafData("x", value="ones(2)", label="x"), OpData("s", op="sum", label="s")],
            [WireData("w1", "x", "s", "a")],
            actions=(Forward("a1"),),
        )
    )
    qtbot.waitUntil(lambda: not made.session.is_running, timeout=5000)
    made.activateWindow()
    qtbot.waitUntil(lambda: made.docks["inspector"].seen, timeout=2000)
    return made


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tab(back: bool = False) -> QWidget:
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    QTest.keyClick(focused(), key)
    return focused()


def region(window: MainWindow, widget: QWidget) -> str:
    if widget is window.canvas:
        return "canvas"
    for name, dock in window.docks.items():
        if dock.isAncestorOf(widget):
            return name
    return "toolbar" if window.toolbar.isAncestorOf(widget) else "other"


def test_tab_goes_round_in_reading_order_and_back(window: MainWindow) -> None:
    window.focus_palette()
    first = focused()
    assert first is window.palette_panel.search_field
    seen: list[QWidget] = [first]
    while (widget := tab()) is not first:
        seen.append(widget)
        assert len(seen) < 100
    regions = list(dict.fromkeys(region(window, each) for each in seen))
    assert regions == [
        "palette", "canvas", "inspector", "timeline", "explanation", "toolbar"
    ]  # fmt: skip
    assert seen[1] is window.palette_panel.view
    # each card is a stop of the canvas
    assert seen.count(window.canvas) >= 2
    page = window.inspector_panel.operation_page
    editors = [e.edit if isinstance(e, CheckedEdit) else e for e in page.editors.values()]
    inspected = [each for each in seen if region(window, each) == "inspector"]
    assert inspected[: len(editors) + 2] == [page.label.edit, *editors, page.code]
    back: list[QWidget] = [first]
    while (widget := tab(back=True)) is not first:
        back.append(widget)
        assert len(back) < 100
    assert set(back) == set(seen)


def test_who_comes_to_the_canvas_by_keyboard_sees_a_current_card(window: MainWindow) -> None:
    session, scene = window.session, window.canvas.scene
    window.palette_panel.view.setFocus()
    assert tab() is window.canvas
    assert (scene.focused, scene.focus_visible) == ("x", True)
    assert session.selection == {"x"}
    assert tab() is window.canvas
    assert scene.focused == "s"
    assert tab() is window.canvas  # who does not look would type into the inspector
    assert "last card" in window.status.bar.currentMessage()
    assert region(window, tab()) == "inspector"
    assert scene.focused is None
    assert tab(back=True) is window.canvas
    assert scene.focused == "s"
    window.focus_palette()
    window.canvas.set_focused(None)
    session.select(())
    window.commands.trigger("view.canvas")
    assert (scene.focused, scene.focus_visible, session.selection) == ("x", True, {"x"})
    window.canvas.set_focused(None)
    session.select({"w1"})
    window.commands.trigger("view.canvas")
    assert (scene.focused, session.selection) == (None, {"w1"})


def test_from_a_card_to_its_value_and_on_to_requires_grad(window: MainWindow) -> None:
    canvas = window.canvas
    canvas.setFocus()
    tab()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert focused() is window.inspector_panel.leaf_page.value.edit
    tab()
    box = tab()
    assert isinstance(box, QCheckBox)
    assert box.objectName() == "leafRequiresGrad"
    QTest.keyClick(box, Qt.Key.Key_Space)
    leaf = window.session.document.nodes["x"]
    assert isinstance(leaf, LeafData)
    assert leaf.requires_grad
