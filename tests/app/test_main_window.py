"""The window: files without loss, Backward with its question, playback keys, crash safety."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

import resources
from app.main_window import MainWindow, show_first
from app.settings import Settings
from app.window import crash
from app.window.backward_dialog import SCALAR_ONLY, BackwardDialog
from app.window.context_menu import canvas_menu
from app.window.example_words import example_title
from app.window.proportions import LEAST
from autograd_core.graph import building, files
from autograd_core.graph.actions import Backward, Forward, ZeroGrad
from autograd_core.graph.document import Document
from autograd_core.graph.steps import port_ref

Button = QMessageBox.StandardButton


def forget_changes(window: MainWindow) -> None:
    """So that closing does not ask."""
    window.session.undo_stack.setClean()


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=forget_changes)
    made.show()
    made.files.open_example(resources.examples()[0])
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until the run that is under way has been shown."""
    qtbot.waitUntil(lambda: not window.status.progress.busy, timeout=5000)


def answering(window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: Button) -> list[str]:
    """Answers the question about unsaved changes; what was asked is noted."""
    asked: list[str] = []

    def ask() -> Button:
        asked.append("asked")
        return answer

    monkeypatch.setattr(window.files, "ask_about_changes", ask)
    return asked


def dirty(window: MainWindow) -> None:
    session = window.session
    session.do(building.change(session.document, "n1", value="ones(3)"), "change")


def grad(window: MainWindow, node: str = "n1") -> object:
    value = window.player.field(port_ref(node), "grad")
    return None if value is None else value.array.tolist()


def in_dialog(act: Callable[[BackwardDialog], None]) -> None:
    """Does something in the dialog that is about to open."""

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BackwardDialog)
        act(dialog)

    QTimer.singleShot(0, found)


# Starting


def test_an_example_stands_behind_its_forward(window: MainWindow) -> None:
    assert window.player.cursor == 3
    assert window.windowTitle().startswith(example_title(resources.examples()[0].name))
    assert not window.isWindowModified()
    QTest.keyClick(window.canvas, Qt.Key.Key_Period)
    step = window.player.step
    assert step is not None
    assert step.function == "SumBackward0"
    QTest.keyClick(window.canvas, Qt.Key.Key_Comma)
    assert window.player.cursor == 3


# Actions


def test_forward_and_backward_accumulate_and_zero_and_undo(
    qtbot: QtBot, window: MainWindow
) -> None:
    for command in ("run.forward", "run.backward"):
        window.commands.trigger(command)
        settle(qtbot, window)
    window.player.last()
    assert grad(window) == [4.0, 4.0]
    window.commands.trigger("run.zero_grad")
    settle(qtbot, window)
    window.player.last()
    assert grad(window) is None
    kinds = [type(action) for action in window.session.document.actions]
    assert kinds == [Forward, Backward, Forward, Backward, ZeroGrad]
    assert window.commands.actions["edit.undo"].text() == "Undo Zero grad"
    for _ in range(3):
        window.commands.trigger("edit.undo")
    settle(qtbot, window)
    assert len(window.session.document.actions) == 2
    assert not window.isWindowModified()


def test_backward_of_a_non_scalar_asks_and_checks_the_shape(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.select(["n2"])
    window.graph.forward()
    settle(qtbot, window)

    def fill(dialog: BackwardDialog) -> None:
        labels = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert SCALAR_ONLY in labels
        assert dialog.gradient.text() == "ones_like(y)"
        ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
        dialog.gradient.edit.selectAll()
        qtbot.keyClicks(dialog.gradient.edit, "[1, 10, 3]")
        assert dialog.gradient.message.text().startswith("Mismatch in shape: grad_output[0]")
        assert not ok.isEnabled()
        dialog.gradient.edit.selectAll()
        qtbot.keyClicks(dialog.gradient.edit, "[1, 10]")
        assert ok.isEnabled()
        QTest.mouseClick(ok, Qt.MouseButton.LeftButton)

    in_dialog(fill)
    window.commands.trigger("run.backward")
    settle(qtbot, window)
    last = window.session.document.actions[-1]
    assert isinstance(last, Backward)
    assert last.gradient is not None
    assert last.gradient.text == "[1, 10]"
    window.player.last()
    assert grad(window) == [4.0, 22.0]


def test_backward_cancelled_adds_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.session.select(["n2"])
    in_dialog(lambda dialog: dialog.reject())
    window.commands.trigger("run.backward")
    assert len(window.session.document.actions) == 2


def test_the_palette_places_and_the_inspector_follows(qtbot: QtBot, window: MainWindow) -> None:
    field = window.palette_panel.search_field
    qtbot.keyClicks(field, "mul")
    QTest.keyClick(field, Qt.Key.Key_Return)
    (node,) = window.session.selection
    page = window.inspector_panel.page
    assert page is not None
    assert page.node == node


def test_undo_takes_a_card_back_while_the_search_has_the_focus(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.open_copy(Document([]))
    field = window.palette_panel.search_field
    field.setFocus()
    for name in ("ones", "mul"):
        qtbot.keyClicks(field, name)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(window.session.document.nodes) == 2
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [node.id for node in window.session.document.nodes.values()] == ["n1"]
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() != "x"
    assert len(window.session.document.nodes) == 1


# Files


def test_saving_and_opening_again_finds_everything(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sum.gradcanvas"
    dirty(window)
    assert window.isWindowModified()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    window.commands.trigger("file.save")
    assert not window.isWindowModified()
    assert window.windowTitle().startswith("sum.gradcanvas")
    saved = window.session.document.snapshot()
    window.commands.trigger("file.new")
    assert window.session.document == Document()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.commands.trigger("file.open")
    settle(qtbot, window)
    assert window.session.document == saved
    assert window.settings.recent == [path]


@pytest.mark.parametrize(("answer", "goes_on"), [(Button.Cancel, False), (Button.Discard, True)])
def test_unsaved_changes_are_asked_about(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: Button, goes_on: bool
) -> None:
    dirty(window)
    asked = answering(window, monkeypatch, answer)
    window.commands.trigger("file.new")
    assert asked == ["asked"]
    assert (not window.session.document.nodes) is goes_on


def test_closing_asks_too_and_cancel_keeps_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    dirty(window)
    asked = answering(window, monkeypatch, Button.Cancel)
    assert not window.close()
    assert asked == ["asked"]
    assert window.isVisible()


def test_save_within_the_question_saves(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "kept.gradcanvas"
    window.session.save(path)
    dirty(window)
    answering(window, monkeypatch, Button.Save)
    window.commands.trigger("file.new")
    assert files.load(path).nodes["n1"].value == "ones(3)"  # type: ignore[union-attr]


def test_a_broken_file_leaves_what_is_open(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "broken.gradcanvas"
    path.write_text("{")
    before = window.session.document
    with qtbot.waitSignal(window.session.troubled) as troubled:
        assert not window.files.open_path(path)
    assert str(path) in troubled.args[1]
    assert window.session.document is before
    box = window.findChild(QMessageBox, "message")
    assert box is not None
    box.close()


def test_a_dropped_file_is_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "dropped.gradcanvas"
    files.save(Document(), path)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction, mime,
                            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, event)
    qtbot.waitUntil(lambda: window.session.path == path, timeout=2000)


def test_layout_theme_and_speed_are_remembered(qtbot: QtBot, window: MainWindow) -> None:
    window.docks["output"].close()
    window.commands.trigger("play.faster")
    window.set_theme("dark")
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    assert again.docks["output"].isHidden()
    assert again.player.speed == 2.0
    assert again.commands.actions["view.theme.dark"].isChecked()
    again.set_theme("system")
    again.close()


def test_recent_files_are_offered_newest_first(tmp_path: Path) -> None:
    settings = Settings()
    for name in ("a", "b", "a"):
        settings.remember_file(tmp_path / name)
    assert [path.name for path in Settings().recent] == ["a", "b"]
    settings.forget_file(tmp_path / "a")
    assert [path.name for path in settings.recent] == ["b"]


@pytest.mark.parametrize("size", [(900, 600), (800, 560), (1480, 920)])
def test_the_canvas_keeps_half_the_width(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(1480, 920)
    qtbot.wait(20)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.canvas.width() >= size[0] / 2, timeout=2000)
    assert (window.width(), window.height()) == size
    assert window.canvas.height() >= size[1] * 0.4
    for name, least in LEAST.items():
        assert window.docks[name].width() >= least - 2, name  # a pixel or two go to the handles


def test_what_is_not_shown_at_the_start_leaves_its_room_to_the_canvas(window: MainWindow) -> None:
    assert window.docks["code"].isHidden()
    assert window.canvas.width() >= window.width() / 2


@pytest.mark.parametrize("name", LEAST)
def test_no_panel_can_be_made_too_narrow_for_what_is_in_it(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    window.resizeDocks([window.docks[name]], [40], Qt.Orientation.Horizontal)
    qtbot.wait(20)
    assert window.docks[name].width() >= LEAST[name]


# The canvas's menu


def test_the_menu_of_a_card_runs_backward_and_draws_no_grad(window: MainWindow) -> None:
    menu = canvas_menu("n3", window.graph, window.action_commands, window.commands, window)
    entries = {action.objectName(): action for action in menu.actions()}
    entries["backward"].trigger()
    assert isinstance(window.session.document.actions[-1], Backward)
    window.session.select(["n2"])
    entries["edit.no_grad"].trigger()
    assert window.session.document.in_no_grad("n2")
    assert not window.commands.actions["edit.no_grad"].isEnabled()
    window.commands.trigger("edit.leave_no_grad")
    assert not window.session.document.frames
    assert not window.commands.actions["edit.leave_no_grad"].isEnabled()
    leaf = canvas_menu("n1", window.graph, window.action_commands, window.commands, window)
    (tracked,) = (action for action in leaf.actions() if action.objectName() == "requires_grad")
    assert tracked.isChecked()
    tracked.trigger()
    assert window.session.document.nodes["n1"].requires_grad is False  # type: ignore[union-attr]


# Faults


def test_a_fault_is_logged_kept_and_told_once(
    qtbot: QtBot, window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = crash.CrashReporter(
        lambda path: files.save(window.session.document, path), window
    )

    def fail() -> None:
        try:
            raise KeyError("planted")
        except KeyError as error:
            reporter.handle(type(error), error, error.__traceback__)

    with caplog.at_level(logging.ERROR):
        fail()
        fail()
    assert caplog.text.count("KeyError: 'planted'") == 2
    qtbot.waitUntil(lambda: reporter.dialog is not None, timeout=2000)
    dialog = reporter.dialog
    assert dialog is not None
    (kept,) = crash.kept_files()
    assert files.load(kept) == window.session.document
    (copy,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Copy details")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "KeyError: 'planted'" in QGuiApplication.clipboard().text()
    assert dialog.isVisible()
    dialog.close()
    assert reporter.dialog is None
    fail()
    qtbot.wait(20)
    assert reporter.dialog is None
    reporter.forget()
    assert crash.kept_files() == []


def test_a_fault_while_keeping_the_work_is_told_all_the_same(
    qtbot: QtBot, window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    def cannot(path: Path) -> None:
        raise RuntimeError("no room")

    reporter = crash.CrashReporter(cannot, window)
    with caplog.at_level(logging.ERROR):
        reporter.handle(ValueError, ValueError("planted"), None)
        qtbot.waitUntil(lambda: reporter.dialog is not None, timeout=2000)
    assert "no room" in caplog.text
    assert reporter.dialog is not None
    reporter.dialog.close()


def test_the_hooks_are_taken_and_given_back(window: MainWindow) -> None:
    before = sys.excepthook
    reporter = crash.CrashReporter(lambda path: None, window)
    reporter.install()
    assert sys.excepthook == reporter.handle
    reporter.uninstall()
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook = before


def test_work_that_a_fault_left_is_offered_and_must_not_be_lost_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = crash.recovery_file()
    kept.parent.mkdir(parents=True, exist_ok=True)
    files.save(window.session.document, kept)
    wanted = window.session.document.snapshot()
    window.session.new()
    monkeypatch.setattr(window.recovery, "ask", lambda works: None)
    assert window.recovery.offer()
    assert kept.exists()
    monkeypatch.setattr(window.recovery, "ask", lambda works: works[0])
    show_first(window, None)
    assert window.session.document == wanted
    assert window.isWindowModified()
    assert crash.kept_files() == []
    window.keeper.close()
    assert not window.recovery.offer()


# While a run is busy


def test_progress_appears_only_for_a_long_run(qtbot: QtBot, window: MainWindow) -> None:
    progress = window.status.progress
    window.session.running.emit(True)
    assert not progress.isVisible()
    qtbot.waitUntil(progress.isVisible, timeout=2000)
    window.session.progressed.emit(512, 1024)
    assert (progress.bar.value(), progress.bar.maximum()) == (512, 1024)
    window.session.running.emit(False)
    assert not progress.isVisible()


def test_problems_are_counted_in_the_status_bar(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.status.problems.isVisible()
    window.commands.trigger("run.backward")
    settle(qtbot, window)
    assert window.status.problems.text().strip() == "1"
    QTest.mouseClick(window.status.problems, Qt.MouseButton.LeftButton)
    assert window.problems_panel.isVisible()
    assert window.docks["problems"].windowTitle() == "Problems (1)"


def test_motion_is_reduced_when_asked_for_and_stays_so(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.trigger("view.motion.reduced")
    assert window.player.reduced_motion
    another = MainWindow()
    qtbot.addWidget(another, before_close_func=forget_changes)
    assert another.player.reduced_motion
    assert another.commands.actions["view.motion.reduced"].isChecked()
    another.commands.trigger("view.motion.full")
    assert not another.player.reduced_motion
