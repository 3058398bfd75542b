"""Breakpoints and watches in the window: commands, menus, and what is remembered of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.settings import Settings
from app.window.probe_form import ProbeForm
from app.window.probe_menus import offer_probes
from autograd_core.graph.actions import Expression
from autograd_core.graph.probes import Breakpoint, Watch
from tests.app.playback.conftest import descent


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.session.open_copy(descent())
    qtbot.waitUntil(lambda: not made.session.is_running, timeout=5000)
    yield made
    made.session.undo_stack.setClean()
    made.close()


def test_a_key_puts_a_breakpoint_on_what_is_selected_and_takes_it_away(window: MainWindow) -> None:
    breakpoints, trigger = window.player.breakpoints, window.commands.trigger
    window.session.select(["y", "w3"])
    assert not window.commands.actions["play.run_on"].isEnabled()
    trigger("break.toggle")
    assert breakpoints.items == (Breakpoint("node", "y"), Breakpoint("wire", "w3"))
    assert window.canvas.overlay.stops.cards.keys() == {"y"}
    assert window.canvas.overlay.stops.wires.keys() == {"w3"}
    window.session.select(["y", "s"])
    trigger("break.toggle")  # one has none yet
    assert [each.target for each in breakpoints.items] == ["y", "w3", "s"]
    trigger("break.toggle")
    assert [each.target for each in breakpoints.items] == ["w3"]
    assert window.commands.actions["play.run_on"].isEnabled()
    trigger("break.nonfinite")
    assert window.commands.actions["break.nonfinite"].isChecked()
    trigger("break.clear")
    assert not breakpoints.items
    assert not window.commands.actions["break.nonfinite"].isChecked()


def test_why_it_stopped_is_said_until_it_goes_on(window: MainWindow) -> None:
    said: list[str] = []
    window.session.said.connect(said.append)
    window.player.breakpoints.toggle("grad", "w")
    window.player.first()
    window.player.run_on()
    assert said[-1] == "Stopped: w.grad changes"
    window.player.step_back()
    assert said[-1] == ""


def form_of(window: MainWindow) -> ProbeForm:
    form = window.findChild(ProbeForm)
    assert form is not None
    return form


def test_a_condition_is_asked_for_and_refused_where_it_can_never_be_right(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.select(["y"])
    window.commands.trigger("break.condition")
    form = form_of(window)
    form.field.line.edit.setText("w.max(")
    form.accept()
    assert form.isVisible()
    form.field.line.edit.setText("epoch == 2 and w.max() < 1")
    form.accept()
    (item,) = window.player.breakpoints.items
    assert item == Breakpoint(
        "node", "y", Expression("epoch == 2 and w.max() < 1", {"w": "w"})
    )
    window.player.first()
    with qtbot.waitSignal(window.player.stopped, timeout=5000):
        window.player.run_on()
    assert window.player.step is not None
    assert window.player.step.action[:2] == ("r", "2")


def test_a_watch_is_offered_for_the_selected_card_and_shows_its_plot(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show()
    window.session.select(["s"])
    window.commands.trigger("watch.add")
    form = form_of(window)
    assert form.field.text() == "s"
    form.accept()
    assert window.probing.watches.items == (Watch(Expression("s", {"s": "s"})),)
    assert not window.docks["probes"].isHidden()


def test_of_a_tensor_a_watch_takes_one_number(window: MainWindow) -> None:
    window.show()
    window.session.select(["w"])
    window.commands.trigger("watch.add")
    form = form_of(window)
    assert form.offers.isVisible()
    form.accept()
    assert form.isVisible(), "several numbers have no line"
    form.offers.findChildren(QPushButton)[1].click()
    assert form.field.text() == "w.norm()"
    assert form.offers.isHidden()
    form.accept()
    assert window.probing.watches.items == (Watch(Expression("w.norm()", {"w": "w"})),)


def test_the_menu_of_a_card_offers_what_fits_its_tensor(window: MainWindow) -> None:
    menu = QMenu()
    menu.addAction("other")
    offer_probes(menu, "s", window.probing)
    names = {each.objectName() for sub in menu.findChildren(QMenu) for each in sub.actions()}
    assert {"break.node", "condition", "break.grad", "watch.value"} <= names
    more = QMenu()
    offer_probes(more, "w", window.probing)
    found = [sub for sub in more.findChildren(QMenu) if sub.objectName() == "watch.grad"]
    found[0].actions()[0].trigger()
    assert window.probing.watches.items == (Watch(Expression("w.grad.norm()", {"w": "w"})),)
    wires = QMenu()
    offer_probes(wires, "w3", window.probing)
    next(a for a in wires.actions() if a.objectName() == "break.wire").trigger()
    assert window.player.breakpoints.on("wire", "w3") is not None


def test_they_are_there_again_when_the_file_is_opened_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "descent.gradcanvas"
    items = (Breakpoint("grad", "w", Expression("w.grad.max() > 1", {"w": "w"})),
             Breakpoint("nonfinite", enabled=False))  # fmt: skip
    window.player.breakpoints.show(items)
    window.probing.watch(Expression("s", {"s": "s"}))
    window.session.save(path)
    window.session.new()
    assert not window.player.breakpoints.items
    assert not window.probing.watches.items
    window.session.open(path)
    assert window.player.breakpoints.items == items
    assert [each.expression.text for each in window.probing.watches.items] == ["s"]
    window.player.breakpoints.show(())
    assert Settings().probes(path).startswith('{"watches"')


def test_what_is_remembered_and_cannot_be_read_is_nothing(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "other.gradcanvas"
    window.session.save(path)
    window.settings.set_probes(path, '{"breakpoints": 3')
    window.session.open(path)
    assert window.player.breakpoints.items == ()
