"""The journal of what is open: begun with the first unsaved edit, gone when nothing can be lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.canvas.notes import NoteEditor
from app.main_window import MainWindow
from app.window.crash import recovery_folder
from app.window.keeping.left import Since, Work, left_work
from autograd_core.graph import building, files, folding
from autograd_core.graph.document import Document, LeafData, NoteData
from autograd_core.graph.edits import Put
from autograd_core.graph.journal import recover
from tests.autograd_core.graph.graphs import sum_of_squares
from tests.tools import killing


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.session.open_copy(sum_of_squares())
    qtbot.waitUntil(lambda: not made.session.is_running, timeout=5000)
    return made


def journals() -> list[Path]:
    return sorted(recovery_folder().glob("*.journal"))


def in_journal(window: MainWindow) -> object:
    window.keeper.journal.flush()
    path = window.keeper.journal.path
    left = None if path is None else recover(path)
    return None if left is None else left.document


def change(window: MainWindow, value: str) -> None:
    session = window.session
    session.do(building.change(session.document, "x", value=value), "change")


def test_every_edit_is_in_the_journal_whoever_made_it(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert in_journal(window) is None
    change(window, "ones(3)")
    assert in_journal(window) == session.whole
    session.try_out(building.change(session.document, "x", value="ones(4)"))
    assert in_journal(window) == session.whole
    session.take_back()
    session.undo_stack.undo()
    session.undo_stack.redo()
    node, made = folding.fold(session.document, folding.closed(session.document, ["y"]))[:2]
    session.do(made, "fold")
    session.enter(f"{node}/")
    inner = next(n for n in session.document.nodes.values() if getattr(n, "op", "") == "mul")
    session.do(building.change(session.document, inner.id, label="inside"), "inside")
    assert session.whole.definitions
    assert in_journal(window) == session.whole


def test_what_is_being_typed_is_in_the_journal(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session

    def left() -> Document:
        window.keeper.journal.flush()
        (journal,) = journals()
        found = recover(journal)
        assert found is not None
        return found.document

    window.commands.trigger("note.add")
    editor = window.canvas.findChild(NoteEditor)
    assert editor is not None
    qtbot.keyClicks(editor, "a long note")
    qtbot.waitUntil(lambda: bool(journals()), timeout=3000)
    assert [n.text for n in left().nodes.values() if isinstance(n, NoteData)] == ["a long note"]
    assert not session.undo_stack.count()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)  # it is not wanted
    qtbot.waitUntil(lambda: not journals(), timeout=3000)

    session.select({"x"})
    window.commands.trigger("edit.value")
    line = window.values.editor
    assert line is not None
    line.setText("full((2,), 7.)")
    qtbot.waitUntil(lambda: bool(journals()), timeout=3000)
    assert left().nodes["x"] == replace(session.whole.nodes["x"], value="full((2,), 7.)")
    line.setText("full((2,), 8.)")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert left() == session.whole
    change(window, "ones(5)")
    session.undo_stack.undo()
    assert left() == session.whole


def test_the_journal_goes_when_there_is_nothing_to_lose(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = window.session

    def is_gone() -> bool:
        window.keeper.journal.flush()
        return not journals()

    change(window, "ones(3)")
    in_journal(window)
    assert len(journals()) == 1
    session.undo_stack.undo()
    qtbot.waitUntil(is_gone, timeout=2000)
    session.try_out(building.change(session.document, "x", value="ones(4)"))
    in_journal(window)
    assert len(journals()) == 1
    session.take_back()
    qtbot.waitUntil(is_gone, timeout=2000)
    change(window, "ones(5)")
    in_journal(window)
    assert window.files._save(tmp_path / "a.gradcanvas")
    qtbot.waitUntil(is_gone, timeout=2000)
    change(window, "ones(6)")
    in_journal(window)
    session.new()
    qtbot.waitUntil(is_gone, timeout=2000)


def test_a_great_many_edits_are_written_as_the_document(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    session.do([Put(None, LeafData(f"m{at}", x=at * 9.0)) for at in range(4000)], "many")
    change(window, "ones(3)")
    qtbot.waitUntil(lambda: not window.keeper._anew.isActive(), timeout=3000)
    assert in_journal(window) == session.whole


def test_a_full_disk_is_told_of_once_and_work_goes_on(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    window.session.said.connect(said.append)
    window.keeper._looking.setInterval(10)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograd_core.graph.journal.os.fsync", full)
    for number in range(3, 6):
        change(window, f"ones({number})")
        window.keeper.journal.flush()
        qtbot.waitUntil(lambda: not window.keeper._looking.isActive(), timeout=2000)
    told = [text for text in said if "No space left on device" in text]
    assert len(told) == 1
    monkeypatch.undo()
    change(window, "ones(9)")
    assert in_journal(window) == window.session.whole


def test_programs_do_not_take_each_others_journals(window: MainWindow) -> None:
    change(window, "ones(3)")
    in_journal(window)
    code = (
        "import sys; from pathlib import Path\n"
        "from app.window.keeping.left import Since, Work, left_work\n"
        "print(len(left_work(Path(sys.argv[1]))))"
    )
    run = [sys.executable, "-c", code, str(recovery_folder())]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "0\n"
    assert left_work() == []


def test_what_a_crash_left_opens_unsaved_under_its_own_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.gradcanvas"
    files.save(sum_of_squares(), path)
    window.files.open_path(path)
    change(window, "ones(7)")
    in_journal(window)
    lost = window.session.whole.snapshot()
    (journal,) = journals()
    content = journal.read_bytes()
    window.session.new()
    window.keeper.journal.flush()
    journal.write_bytes(content)  # as if the program had been killed
    os.utime(path, (2e9, 2e9))  # only touched
    (work,) = left_work()
    assert (work.name, work.path, work.document) == ("work.gradcanvas", path, lost)
    assert work.since() is Since.SAME
    theirs = sum_of_squares(value="ones(8)")
    files.save(theirs, path)  # and somebody has saved the file since
    os.utime(path, (1e9, 1e9))  # whatever the clocks say
    assert work.since() is Since.CHANGED
    monkeypatch.setattr(window.recovery, "ask", lambda works: works[0])
    assert window.recovery.offer()
    assert window.session.whole == lost
    assert window.session.path == path
    assert window.isWindowModified()
    assert not journal.exists()
    assert in_journal(window) == lost  # another crash would not lose it either
    asked: list[str] = []

    def cancel(_: object, name: str) -> str:
        asked.append(name)
        return "cancel"

    monkeypatch.setattr("app.window.keeping.questions.changed_since_work", cancel)
    assert not window.files.save()
    assert asked == [path.name]
    assert files.load(path) == theirs
    in_journal(window)
    (journal,) = journals()
    again = recover(journal)
    assert again is not None
    assert Work(journal, *again).since() is Since.CHANGED  # after another crash, too
    path.unlink()
    assert Work(journal, *again).since() is Since.GONE


def test_what_is_saved_already_is_not_offered(tmp_path: Path, window: MainWindow) -> None:
    path = tmp_path / "work.gradcanvas"
    change(window, "ones(7)")
    window.session.path = path
    window.keeper.keep_now()
    (journal,) = journals()
    content = journal.read_bytes()
    window.files._save(path)
    window.keeper.close()
    journal.write_bytes(content)
    torn = journal.with_name("torn.journal")
    torn.write_bytes(content[:30])
    assert left_work() == []
    assert journals() == []


def test_a_copy_after_a_fault_is_offered_once_its_program_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as program:
        copy = recovery_folder() / f"2026-01-01-120000-{program.pid}.gradcanvas"
        copy.parent.mkdir(parents=True, exist_ok=True)
        files.save(sum_of_squares(), copy)
        assert left_work() == []
        program.kill()
        program.wait()
        (work,) = left_work()
        assert work.document.order == ["x", "y", "s"]
        work.discard()
    assert left_work() == []


def test_a_window_that_is_killed_loses_seconds_at_most(tmp_path: Path) -> None:
    for number, seconds in enumerate((0.3, 2.6)):
        folder = tmp_path / str(number)
        folder.mkdir()
        outcome = killing.kill_one(folder, number, seconds)
        assert outcome.done > 0
        assert outcome.lost < killing.MOST_LOST, outcome


