"""The question before a Backward: all of PyTorch's words readable, about the newest run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.window.backward_dialog import BackwardDialog, value_at_end
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: made.session.undo_stack.setClean())
    made.show()
    made.session.open_copy(
        Document(
            [
                LeafData("x", value="ones(2)", label="x", requires_grad=True),
                OpData("y", op="mul", label="y"),
            ],
            [WireData("w1", "x", "y", "a"), WireData("w2", "x", "y", "b")],
            actions=(Forward("a1"),),
        )
    )
    qtbot.waitUntil(lambda: not made.session.is_running, timeout=5000)
    return made


def readable(label: QLabel, dialog: BackwardDialog) -> bool:
    """Whether the whole text has room within the dialog."""
    corner = label.mapTo(dialog, label.rect().bottomRight())
    whole = label.height() >= label.heightForWidth(label.width())
    return not label.isVisible() or (whole and dialog.rect().contains(corner))


@pytest.mark.parametrize("chinese", [False, True])
def test_every_word_stays_readable_while_typing(
    qtbot: QtBot, window: MainWindow, chinese: bool
) -> None:
    session = window.session
    value = value_at_end(session.log, session.document, "y")
    assert value is not None
    dialog = BackwardDialog(session.document, session.log, "y", value, window)
    qtbot.addWidget(dialog)
    if chinese:
        dialog.why.setText("张量 y 不是标量，需要指定从哪个梯度开始，得到的是雅可比积。" * 4)
    dialog.show()
    message = dialog.gradient.message
    low = dialog.height()
    for text in ("[1, 10, 3]", "[1, 10]", "[[1, 2, 3], [4, 5, 6]]", "ones(", "nonsense", "[1, 2]"):
        dialog.gradient.edit.selectAll()
        qtbot.keyClicks(dialog.gradient.edit, text)
        qtbot.wait(5)
        assert readable(message, dialog), text
        assert message.height() < 3 * message.fontMetrics().lineSpacing()
        assert readable(dialog.why, dialog), text
        bottom = dialog.buttons.mapTo(dialog, dialog.buttons.rect().bottomLeft())
        assert dialog.rect().contains(bottom)
    assert not message.isVisible()
    assert dialog.height() == low
    dialog.gradient.edit.selectAll()
    qtbot.keyClicks(dialog.gradient.edit, "[1, 10, 3]")
    assert message.text().startswith("Mismatch in shape")
    high = dialog.height()
    assert high > low
    dialog.gradient.edit.selectAll()
    qtbot.keyClicks(dialog.gradient.edit, "((")
    assert low < dialog.height() < high


def test_backward_during_a_run_asks_about_its_result(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    asked: list[list[int]] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, BackwardDialog):
            asked.append(list(dialog.shape))
            ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
            QTest.mouseClick(ok, Qt.MouseButton.LeftButton)

    timer = QTimer(window)
    timer.timeout.connect(answer)
    timer.start(5)
    session.select(["y"])
    session.do(building.change(session.document, "x", value="ones(3)"), "change")
    assert session.is_running
    QTest.keyClick(window.canvas, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    timer.stop()
    assert asked == [[3]]
    qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
    assert isinstance(session.document.actions[-1], Backward)
    assert window.status.problems.isHidden()
