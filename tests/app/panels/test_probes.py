"""The list of breakpoints and watches, and the plot."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.probes import ProbesPanel
from app.panels.probes.plot import drawn
from app.playback.player import Player
from app.playback.watches import Series, Watches, key_of
from app.session import Session
from autograd_core.graph import building
from autograd_core.graph.actions import Expression
from autograd_core.graph.probes import Breakpoint, Watch

SUM = Watch(Expression("s", {"s": "s"}))


@pytest.fixture
def panel(qtbot: QtBot, session: Session, player: Player) -> Iterator[ProbesPanel]:
    made = ProbesPanel(player, Watches(session))
    qtbot.addWidget(made)
    made.resize(360, 520)
    made.show()
    yield made
    made.watches.want(False)


def texts(panel: ProbesPanel, column: int = 0) -> list[str]:
    return [row.text(column) for row in panel.list._rows()]


def test_what_there_is_is_listed_in_words(panel: ProbesPanel) -> None:
    assert panel.hint.isVisible()
    panel.player.breakpoints.show(
        [
            Breakpoint("node", "y", Expression("x.max() > 3", {"x": "x"})),
            Breakpoint("wire", "w3"),
            Breakpoint("grad", "x"),
            Breakpoint("nonfinite"),
        ]
    )
    panel.watches.add(SUM)
    assert texts(panel) == ["y if x.max() > 3", "y → s", "x.grad changes", "first NaN or Inf", "s"]
    assert not panel.hint.isVisible()


def test_space_turns_one_off_and_delete_removes_it(panel: ProbesPanel) -> None:
    breakpoints = panel.player.breakpoints
    breakpoints.show([Breakpoint("node", "y"), Breakpoint("nonfinite")])
    panel.list.setFocus()
    panel.list.setCurrentItem(panel.list._rows()[0])
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert [each.enabled for each in breakpoints.items] == [False, True]
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert breakpoints.items == (Breakpoint("nonfinite"),)


def test_a_card_that_is_gone_is_said_so_and_comes_back(
    panel: ProbesPanel, session: Session, settle: Callable[[], None]
) -> None:
    panel.player.breakpoints.toggle("node", "y")
    session.do(building.remove(session.document, ["y"]), "remove")
    settle()
    row = panel.list.topLevelItem(0)
    assert row is not None
    assert row.toolTip(0) == "It is not in the graph any more."
    session.undo_stack.undo()
    settle()
    assert row.toolTip(0) == "Stop: y"


def test_where_it_stopped_is_marked_and_values_follow_the_cursor(
    panel: ProbesPanel, qtbot: QtBot
) -> None:
    player = panel.player
    panel.watches.add(SUM)
    qtbot.waitUntil(lambda: key_of(SUM) in panel.watches.series, timeout=5000)
    player.breakpoints.toggle("grad", "x")
    player.first()
    assert texts(panel, 1) == ["", "—"]
    player.run_on()
    assert texts(panel, 1) == ["stopped here", "2"]
    player.first()
    assert texts(panel, 1) == ["", "—"]


def test_a_gradient_is_read_when_it_is_deposited(panel: ProbesPanel, qtbot: QtBot) -> None:
    grad = Watch(Expression("x.grad.sum()", {"x": "x"}))
    panel.watches.add(grad)
    qtbot.waitUntil(lambda: key_of(grad) in panel.watches.series, timeout=5000)
    panel.player.seek(5)
    panel.player.set_speed(4.0)
    panel.player.step_forward()
    assert texts(panel, 1) == ["—"]
    qtbot.waitUntil(lambda: panel.player.playing == 0, timeout=3000)
    assert texts(panel, 1) == ["4"]


def test_a_click_in_the_plot_goes_there(panel: ProbesPanel, qtbot: QtBot) -> None:
    panel.watches.add(SUM)
    qtbot.waitUntil(lambda: not panel.watches.busy, timeout=5000)
    plot = panel.plot
    assert plot is not None
    assert list(plot.lines) == [key_of(SUM)]
    plot.item.setXRange(0, 6, padding=0)
    qtbot.wait(20)
    at = plot.box.mapToScene(plot.box.mapFromView(plot.box.viewRect().center())).toPoint()
    QTest.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
    assert panel.player.cursor == 3
    assert plot.here.value() == 3
    panel.watches.enable(SUM, False)
    assert not plot.lines


def test_a_line_holds_its_value_until_the_next() -> None:
    import numpy as np

    x, y = drawn(Series(np.array([1.0, 4.0]), np.array([5.0, 7.0])), 6)
    assert list(zip(x.tolist(), y.tolist(), strict=True)) == [(1, 5), (4, 5), (4, 7), (6, 7)]


def test_the_values_are_copied_for_a_spreadsheet(panel: ProbesPanel) -> None:
    panel.watches.add(SUM)
    panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == "step\ts\n3\t2.0\n"


def test_values_have_the_room_that_they_need(panel: ProbesPanel, qtbot: QtBot) -> None:
    panel.watches.show([SUM, Watch(Expression("x", {"x": "x"}))])
    qtbot.waitUntil(lambda: len(panel.watches.series) == 2, timeout=3000)
    panel.player.seek(3)
    assert texts(panel, 1)[1].startswith("not one number")
    assert panel.list.columnWidth(1) >= panel.list.sizeHintForColumn(1) > 60
    assert panel.plot is not None
    # nothing of it can be drawn, and pyqtgraph would warn of an empty range
    assert not len(panel.plot.lines[key_of(panel.watches.items[1])].getData()[0] or ())
