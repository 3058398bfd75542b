"""What others do to the open file: other programs, other windows, and the disk itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QListWidget, QMessageBox
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.window.keeping import questions
from app.window.keeping.owners import Owners
from autograd_core.graph import building, files
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.document import Document
from tests.autograd_core.graph.graphs import no_grad_branch, sum_of_squares


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "graph.gradcanvas"
    files.save(sum_of_squares(), found)
    return found


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.resize(1100, 700)
    made.show()
    assert made.files.open_path(path)
    qtbot.waitUntil(lambda: not made.session.is_running, timeout=5000)
    return made


@pytest.fixture(autouse=True)
def _never_waits(qtbot: QtBot) -> Iterator[None]:
    """A question that no test expects fails it, instead of waiting for ever."""

    def reject() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()

    timer = QTimer()
    timer.timeout.connect(reject)
    timer.start(4000)
    yield
    timer.stop()


def other() -> Document:
    """The same with another value, as another program saves it."""
    document = sum_of_squares()
    for edit in building.change(document, "x", value="ones(5)"):
        edit.apply(document)
    return document


def change(window: MainWindow, value: str) -> None:
    session = window.session
    session.do(building.change(session.document, "x", value=value), "change")


def value(window: MainWindow) -> str:
    return window.session.whole.nodes["x"].value  # type: ignore[union-attr]


def answer(*names: str) -> list[str]:
    """Answers the questions that come, one after the other; what they were is noted."""
    asked: list[str] = []
    left = list(names)

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        text = dialog.text() if isinstance(dialog, QMessageBox) else dialog.objectName()
        asked.append(text)
        name = left.pop(0)
        if left:
            QTimer.singleShot(0, found)
        if isinstance(dialog, QMessageBox):
            (button,) = (b for b in dialog.buttons() if b.objectName() == name)
            button.click()
        elif name == "accept":
            dialog.accept()
        else:
            dialog.reject()

    QTimer.singleShot(0, found)
    return asked


# Another program


def test_a_change_on_the_disk_is_noticed_and_reloaded_in_place(
    window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    notice, session = window.files.guard.notice, window.session
    window.canvas.set_zoom(0.8)
    view = window.canvas.view.zoom, window.canvas.view.to_canvas(0, 0)
    session.select(["y"])
    files.save(other(), path)
    qtbot.waitUntil(notice.isVisible, timeout=5000)
    assert path.name in notice.text.text()
    assert not session.is_clean
    window.focus_palette()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert notice.isAncestorOf(focused)
    notice.buttons["reload"].click()
    assert (value(window), session.is_clean, notice.isVisible()) == ("ones(5)", True, False)
    assert (window.canvas.view.zoom, window.canvas.view.to_canvas(0, 0)) == view
    assert session.selection == {"y"}
    session.undo_stack.undo()
    assert value(window) == "ones(2)"
    assert not session.is_clean


def test_a_notice_that_is_told_anew_has_room_for_its_buttons(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1200, 800)
    window.show()
    notice = window.files.guard.notice
    answers = [(name, name, lambda: None) for name in ("one", "two", "three")]
    heights = []
    for _ in range(2):
        notice.tell("a file was changed", answers)
        heights.append(notice.height())
    assert heights[0] == heights[1]
    qtbot.waitUntil(lambda: all(button.isVisible() for button in notice.buttons.values()))
    assert all(notice.rect().contains(each.geometry()) for each in notice.buttons.values())


def test_keeping_mine_is_asked_once_and_saved_without_another_question(
    window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    notice = window.files.guard.notice
    change(window, "ones(3)")
    files.save(other(), path)
    window.files.guard.disk.look()
    notice.buttons["keep"].click()
    window.files.guard.disk.look()
    assert not notice.isVisible()
    assert not window.session.is_clean
    assert window.files.save()
    assert files.load(path) == window.session.whole


def test_the_same_contents_written_again_are_no_change(
    window: MainWindow, path: Path
) -> None:
    path.write_bytes(path.read_bytes())
    os.utime(path, (1, 1))
    window.files.guard.disk.look()
    assert not window.files.guard.notice.isVisible()
    assert window.session.is_clean


@pytest.mark.parametrize("choice", ["cancel", "save", "reload"])
def test_a_save_over_what_others_wrote_asks(
    window: MainWindow, path: Path, choice: str
) -> None:
    change(window, "ones(3)")
    files.save(other(), path)
    asked = answer(choice)
    assert window.files.save() == (choice == "save")
    assert "changed by another program" in asked[0]
    expected = {"cancel": "ones(5)", "save": "ones(3)", "reload": "ones(5)"}
    assert files.load(path).nodes["x"].value == expected[choice]  # type: ignore[union-attr]
    assert value(window) == ("ones(5)" if choice == "reload" else "ones(3)")
    assert window.session.is_clean == (choice != "cancel")


def test_what_differs_can_be_looked_at_first(window: MainWindow, path: Path) -> None:
    files.save(no_grad_branch(), path)
    rows: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        found = dialog.findChild(QListWidget)
        assert found is not None
        rows.extend(found.item(row).text() for row in range(found.count()))
        dialog.reject()

    QTimer.singleShot(0, read)
    window.files.guard.compare()
    assert rows[:2] == ["added: a", "added: b"]
    assert "removed: s" in rows


def test_a_deleted_file_is_noticed_and_can_be_saved_again(
    window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    notice = window.files.guard.notice
    path.unlink()
    qtbot.waitUntil(notice.isVisible, timeout=5000)
    assert window.isWindowModified()
    notice.buttons["again"].click()
    assert files.load(path) == window.session.whole
    assert window.session.is_clean


def test_a_file_that_comes_back_needs_no_answer(
    window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    guard, content = window.files.guard, path.read_bytes()
    path.unlink()
    guard.disk.look()
    assert guard.notice.isVisible()
    path.write_bytes(content)
    guard.disk.look()
    assert not guard.notice.isVisible()
    assert window.session.is_clean
    change(window, "ones(3)")
    path.unlink()
    guard.disk.look()
    path.write_bytes(content)
    guard.disk.look()
    assert not window.session.is_clean


# Another window


def test_a_file_that_another_window_has_is_asked_about(
    window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    second = MainWindow()
    qtbot.addWidget(second, before_close_func=lambda w: w.session.undo_stack.setClean())
    owner = second.files.guard.owners.owner(path)
    assert owner is not None
    assert owner.process == os.getpid()
    link = path.with_name("link.gradcanvas")
    link.symlink_to(path)
    asked = answer("cancel")
    assert not second.files.open_path(link)
    assert "open in another window" in asked[0]
    answer("copy")
    assert second.files.open_path(path)
    assert second.session.path is None
    answer("open")
    assert second.files.open_path(path)
    change(second, "ones(4)")
    assert second.files.save()
    window.files.guard.disk.look()
    assert window.files.guard.notice.isVisible()
    change(window, "ones(9)")
    answer("cancel")
    assert not window.files.save()
    window.session.undo_stack.setClean()
    window.close()
    assert second.files.guard.owners.owner(path) is None


def test_another_program_has_a_file_until_it_is_killed(tmp_path: Path) -> None:
    mine, path = Owners(tmp_path / "open"), tmp_path / "a.gradcanvas"
    code = (
        "import sys, time; from pathlib import Path\n"
        "from app.window.keeping.owners import Owners\n"
        "assert Owners(Path(sys.argv[1])).take(Path(sys.argv[2])) is False\n"
        "owners = Owners(Path(sys.argv[1])); owners.take(Path(sys.argv[2] + '2'))\n"
        "print('here', flush=True); time.sleep(60)"
    )
    assert mine.take(path)
    arguments = [sys.executable, "-c", code, str(tmp_path / "open"), str(path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as other_program:
        assert other_program.stdout is not None
        assert other_program.stdout.readline() == b"here\n"
        second = path.with_name("a.gradcanvas2")
        owner = mine.owner(second)
        assert owner is not None
        assert owner.process == other_program.pid
        other_program.kill()
        other_program.wait()
        assert mine.owner(second) is None
    mine.release()


def test_a_dead_owner_does_not_count(tmp_path: Path) -> None:
    mine, path = Owners(tmp_path / "open"), tmp_path / "a.gradcanvas"
    assert mine.take(path)
    assert Owners(tmp_path / "open").owner(path) is not None
    place = mine.place(path)
    content = place.read_bytes()
    mine.release()
    assert not place.exists()
    place.write_bytes(content)  # left by a program that was killed
    assert mine.owner(path) is None
    assert mine.take(path)
    mine.release()


# The disk


def test_a_save_that_fails_can_go_elsewhere_and_loses_nothing(
    window: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    change(window, "ones(3)")
    write = write_atomically
    failures = [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")]

    def failing(where: Path, data: bytes) -> os.stat_result:
        if where == path and failures:
            raise failures.pop(0)
        return write(where, data)

    monkeypatch.setattr(files, "write_atomically", failing)
    elsewhere = tmp_path / "elsewhere.gradcanvas"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    asked = answer("again", "elsewhere")
    assert window.files.save()
    assert len(asked) == 2
    assert path.read_bytes() == before
    assert files.load(elsewhere) == window.session.whole
    assert window.session.path == elsewhere
    assert window.session.is_clean


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "The disk is full."),
        (OSError(36, "File name too long"), "The name is too long."),
        (FileNotFoundError(2, "No such file or directory"), "The folder is not there"),
        (PermissionError(13, "the file is read-only"), "The file is read-only."),
        (PermissionError(13, "Permission denied"), "You may not write to this folder."),
        (OSError(30, "Read-only file system"), "This disk cannot be written to."),
        (OSError(22, "this is no ordinary file"), "This is no ordinary file"),
        (OSError(71, "Protocol error"), "Protocol error"),
    ],
)
def test_why_it_failed_is_said_in_words_that_help(error: OSError, words: str) -> None:
    problem = files.FileProblem("a", [files.Trouble("", str(error.strerror))])
    problem.__cause__ = error
    assert questions.why_not_written(problem).startswith(words)


@pytest.mark.parametrize(
    "name", ['a "b" & <c> %d {e}', "图 graph 😀", "-x", "line\nbreak", ".hidden", "x" * 240]
)
def test_names_of_every_kind_can_be_saved_and_opened(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found = tmp_path / f"{name}.gradcanvas"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(found), ""))
    assert window.files.save_as()
    assert window.files.open_path(found)
    assert window.session.path == found


def test_a_name_without_its_ending_never_replaces_a_file_unasked(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    window.session.open_copy(no_grad_branch())
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), "")
    )
    asked = answer("cancel")
    assert not window.files.save_as()
    assert "is there already" in asked[0]
    assert path.read_bytes() == before




def test_saving_takes_over_what_is_being_typed(
    window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    window.session.select(["x"])
    window.inspector_panel.edit_first()
    field = QApplication.focusWidget()
    assert field is not None
    assert window.inspector_panel.isAncestorOf(field)
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, "ones(8)")
    assert window.files.save()
    assert files.load(path).nodes["x"].value == "ones(8)"  # type: ignore[union-attr]
    window.session.try_out(building.move(window.session.document, {"x": (99.0, 99.0)}))
    assert window.files.save()
    assert files.load(path).nodes["x"].x == 0.0
