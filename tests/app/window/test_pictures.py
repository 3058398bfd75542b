"""Pictures from the window: the dialog, files, the clipboard, what goes wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

import resources
from app.export.order import FORMATS
from app.export.sheet import LEAST_WIDTH
from app.main_window import MainWindow
from app.window import picture_job
from app.window.picture_dialog import PictureDialog
from tests.app.window.test_language import brackets, untranslated

__all__ = ["brackets"]  # a fixture


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    example = next(each for each in resources.examples() if each.name.startswith("01"))
    with qtbot.waitSignal(made.session.ran):
        made.files.open_example(example, asked=True)
    made.player.seek(5)
    return made


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> PictureDialog:
    window.show()
    window.pictures.export()
    found = window.pictures.dialog
    assert found is not None
    qtbot.waitUntil(lambda: not window.session.is_running and "pixels" in found.told.text())
    return found


def choose(dialog: PictureDialog, kind: str) -> None:
    dialog.format.setCurrentIndex(FORMATS.index(kind))


def answer(monkeypatch: pytest.MonkeyPatch, *paths: Path | str) -> list[str]:
    """Answers the questions for a file's name; what was offered each time."""
    offered: list[str] = []

    def ask(parent: object, title: str, start: str, pattern: str) -> tuple[str, str]:
        offered.append(start)
        return str(paths[len(offered) - 1]), pattern

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return offered


def done(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.pictures.job is None, timeout=20_000)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_written(
    dialog: PictureDialog,
    window: MainWindow,
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path = tmp_path / f"a.{kind}"
    offered = answer(monkeypatch, path)
    choose(dialog, kind)
    dialog.export.click()
    assert not dialog.export.isEnabled()
    done(window, qtbot)
    assert Path(offered[0]).suffix == f".{kind}"
    assert ("step5" in offered[0]) == (kind in ("png", "svg", "pdf"))
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF-", "gif": b"GIF89a"}
    assert path.read_bytes().startswith(starts.get(kind, b"\x89PNG"))
    assert not dialog.isVisible()


def test_the_name_gets_its_ending_and_a_file_that_is_there_is_asked_about(
    dialog: PictureDialog,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    (tmp_path / "a.png").write_bytes(b"mine")
    offered = answer(monkeypatch, tmp_path / "a", "")
    dialog.export.click()
    assert window.pictures.job is None
    assert offered[1] == str(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"mine"
    answer(monkeypatch, tmp_path / "b")
    dialog.export.click()
    done(window, qtbot)
    assert not QImage(str(tmp_path / "b.png")).isNull()
    assert window.settings.folder == tmp_path


def test_what_is_chosen_is_on_the_picture(
    dialog: PictureDialog, window: MainWindow, qtbot: QtBot
) -> None:
    sizes = []
    for scale, part, caption in ((0, 0, True), (1, 0, True), (0, 0, False), (0, 1, True)):
        dialog.scale.setCurrentIndex(scale)
        dialog.part.setCurrentIndex(part)
        dialog.caption.setChecked(caption)
        told = dialog.told.text()
        dialog.copy.click()
        done(window, qtbot)
        image = QGuiApplication.clipboard().image()
        assert told.startswith(f"{image.width()} × {image.height()}")
        sizes.append(image.size())
    once, twice, bare, view = sizes
    assert abs(twice.width() - 2 * once.width()) <= 2
    assert bare.height() < once.height()
    assert view.width() == max(LEAST_WIDTH, window.canvas.area().width())


def test_the_selection_alone(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    window.session.select([next(iter(window.session.document.nodes))])
    window.pictures.export()
    dialog = window.pictures.dialog
    assert dialog is not None
    dialog.caption.setChecked(False)
    dialog.part.setCurrentIndex(dialog.part.findData("selection"))
    assert dialog.part.currentData() == "selection"
    small = dialog.told.text()
    dialog.close()
    window.session.select(())
    window.pictures.export()
    assert dialog.part.currentData() == "all"
    assert dialog.told.text() != small
    assert window.canvas.places.slots.keys() == window.session.document.nodes.keys()


def test_a_part_of_the_line_moves(
    dialog: PictureDialog,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    answer(monkeypatch, tmp_path / "a.gif")
    choose(dialog, "gif")
    titles = [dialog.stretch.itemText(i) for i in range(dialog.stretch.count())]
    assert titles == ["All steps: 1 – 6", "Forward: 1 – 3", "Backward from s: 4 – 6"]
    dialog.stretch.setCurrentIndex(2)
    dialog.reduced.setChecked(True)
    dialog.width_limit.setValue(400)
    assert dialog.told.text().startswith("4 frames")
    dialog.export.click()
    done(window, qtbot)
    with Image.open(tmp_path / "a.gif") as image:
        assert image.n_frames == 4  # type: ignore[attr-defined]
        assert image.width == 400


def test_reduced_motion_is_taken_over(window: MainWindow) -> None:
    window.show()
    window.motion.choose("reduced")
    window.pictures.export()
    assert window.pictures.dialog is not None
    assert window.pictures.dialog.reduced.isChecked()


def test_what_is_on_its_way_can_be_cancelled_and_leaves_nothing(
    dialog: PictureDialog,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    answer(monkeypatch, tmp_path / "a.gif")
    choose(dialog, "gif")
    dialog.fps.setValue(50)
    dialog.export.click()
    qtbot.waitUntil(lambda: dialog.bar.value() > 0)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.pictures.job is None
    assert dialog.isVisible()
    assert dialog.export.isEnabled()
    qtbot.wait(50)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_told_and_the_choices_stay(
    dialog: PictureDialog,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    def full(path: Path, data: bytes) -> None:
        assert threading.current_thread() is not threading.main_thread()
        raise OSError(28, "No space left on device")

    answer(monkeypatch, tmp_path / "none" / "a.png", tmp_path / "a.png")
    dialog.scale.setCurrentIndex(3)
    dialog.export.click()
    done(window, qtbot)
    assert dialog.told.text() == "This folder is not there."
    monkeypatch.setattr(picture_job, "write_atomically", full)
    dialog.export.click()
    done(window, qtbot)
    assert dialog.told.text() == "The disk is full."
    assert dialog.isVisible()
    assert dialog.scale.currentIndex() == 3
    assert dialog.export.isEnabled()


def test_copy_takes_the_whole_graph_and_the_player_stays(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.trigger("edit.copy_picture")
    with qtbot.waitSignal(window.session.said) as told:
        done(window, qtbot)
    assert "Copied a picture" in told.args[0]
    assert QGuiApplication.clipboard().image().width() > 1000
    assert window.player.cursor == 5


def test_nothing_can_be_made_of_an_empty_graph(window: MainWindow, qtbot: QtBot) -> None:
    window.session.undo_stack.setClean()
    window.session.new()
    assert not window.commands.actions["file.export_picture"].isEnabled()
    window.pictures.export()
    assert window.pictures.dialog is not None
    dialog = window.pictures.dialog
    qtbot.waitUntil(lambda: "empty" in dialog.told.text())
    assert not dialog.export.isEnabled()
    dialog.close()


@pytest.mark.usefixtures("brackets")
def test_all_words_are_translated(window: MainWindow) -> None:
    window.show()
    window.pictures.export()
    dialog = window.pictures.dialog
    assert dialog is not None
    for kind in FORMATS:
        choose(dialog, kind)
        assert not untranslated(dialog)
