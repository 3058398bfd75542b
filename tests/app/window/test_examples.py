"""The gallery of examples: words and a picture for each, found and opened by mouse and keys."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

import resources
from app import theme
from app.main_window import MainWindow
from app.window.example_pictures import LARGE, SMALL, ExamplePictures
from app.window.example_words import WORDS, example_text, example_title
from app.window.examples import NAME_ROLE, ExampleGallery
from autograd_core.graph import building
from autograd_core.graph.files import SUFFIX, decode
from autograd_core.graph.run import Run

EXAMPLES = resources.examples()
ACCUMULATION = "11_accumulation" + SUFFIX


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo_stack.setClean())
    made.resize(1400, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def gallery(qtbot: QtBot, window: MainWindow) -> ExampleGallery:
    window.commands.trigger("file.examples")
    found = window.findChild(ExampleGallery)
    assert isinstance(found, ExampleGallery)
    qtbot.waitActive(found)
    return found


def all_made(gallery: ExampleGallery) -> bool:
    return all(gallery.pictures.small(example.name) for example in EXAMPLES)


def names(gallery: ExampleGallery) -> list[str]:
    return [gallery.view.item(row).data(NAME_ROLE) for row in range(gallery.view.count())]


# Words


def test_each_example_has_its_words_and_none_is_left_over() -> None:
    assert sorted(WORDS) == [example.name.removesuffix(SUFFIX) for example in EXAMPLES]
    assert len({words.title for words in WORDS.values()}) == len(WORDS)
    for words in WORDS.values():
        assert words.text.endswith(".")
        assert not words.title.endswith(".")


def test_pictures_show_a_step_that_there_is() -> None:
    for example in EXAMPLES:
        run = Run(decode(example.read_bytes()))
        for _ in run.execute():
            pass
        at = WORDS[example.name.removesuffix(SUFFIX)].at
        assert at is None or range(len(run.log) + 1)[at] > 0


# Pictures


def test_each_picture_is_made_in_a_turn_of_its_own_and_fits(qtbot: QtBot) -> None:
    pictures = ExamplePictures(EXAMPLES)
    made: list[str] = []
    pictures.made.connect(made.append)
    pictures.show(2.0, theme.LIGHT)
    assert made == []
    with qtbot.waitSignal(pictures.made):
        pass
    assert made == [EXAMPLES[0].name]
    qtbot.waitUntil(lambda: len(made) == len(EXAMPLES))
    for example in EXAMPLES:
        for picture, room in (
            (pictures.large(example.name), LARGE),
            (pictures.small(example.name), SMALL),
        ):
            assert picture is not None
            assert picture.devicePixelRatio() == 2.0
            assert picture.deviceIndependentSize().toSize() == room


def test_pictures_follow_the_theme_and_are_made_once(qtbot: QtBot) -> None:
    pictures = ExamplePictures(EXAMPLES[:1])
    made: list[str] = []
    pictures.made.connect(made.append)

    def corner() -> str:
        picture = pictures.small(EXAMPLES[0].name)
        assert picture is not None
        return picture.toImage().pixelColor(2, 2).name()

    for colours in (theme.LIGHT, theme.LIGHT, theme.DARK):
        pictures.show(1.0, colours)
        qtbot.wait(50)
        assert corner() == colours.background.name()
    assert len(made) == 2


def test_no_turn_takes_long(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    make, longest = ExamplePictures._make_one, [0.0]

    def timed(pictures: ExamplePictures) -> None:
        start = time.process_time()
        make(pictures)
        longest[0] = max(longest[0], time.process_time() - start)

    monkeypatch.setattr(ExamplePictures, "_make_one", timed)
    pictures = ExamplePictures(EXAMPLES)
    for ratio in (1.0, 2.0):
        pictures.show(ratio, theme.LIGHT)
        qtbot.waitUntil(lambda: not pictures._timer.isActive())
    assert 0 < longest[0] < 0.5  # far above the 0.1 of a quiet machine


# The gallery


def test_it_shows_every_example_and_what_to_look_at(qtbot: QtBot, gallery: ExampleGallery) -> None:
    qtbot.waitUntil(lambda: all_made(gallery))
    assert names(gallery) == [example.name for example in EXAMPLES]
    for row, example in enumerate(EXAMPLES):
        gallery.view.setCurrentRow(row)
        assert gallery.title.text() == example_title(example.name)
        assert gallery.text.text() == example_text(example.name)
        assert gallery.preview.picture is gallery.pictures.large(example.name)
        assert gallery.preview.accessibleName() == gallery.title.text()
        item = gallery.view.item(row)
        described = item.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert described == gallery.text.text()
    assert gallery.view.accessibleName()
    assert gallery.field.accessibleName()


def test_arrows_go_through_it_and_enter_opens(
    qtbot: QtBot, gallery: ExampleGallery, window: MainWindow
) -> None:
    view = gallery.view
    assert view.hasFocus()
    for _ in range(len(EXAMPLES) + 1):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.currentRow() == len(EXAMPLES) - 1
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentRow() == len(EXAMPLES) - 2
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert 0 <= view.currentRow() < len(EXAMPLES) - 2
    name = gallery.current
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not gallery.isVisible()
    assert window.windowTitle().startswith(example_title(name))
    qtbot.waitUntil(lambda: window.player.cursor > 0)
    step = window.player.step
    assert step is not None
    assert step.kind == "forward"


def test_typing_finds_in_titles_and_descriptions(gallery: ExampleGallery) -> None:
    QTest.keyClick(gallery.view, Qt.Key.Key_A)
    assert gallery.field.hasFocus()
    QTest.keyClicks(gallery.field, "ccum")
    assert names(gallery) == [ACCUMULATION]
    gallery.field.setText("fails on purpose")
    assert names(gallery) == ["07_in_place_on_a_leaf" + SUFFIX]
    gallery.field.setText("qqqqqq")
    assert names(gallery) == []
    assert not gallery.opens.isEnabled()
    assert gallery.preview.picture is None
    QTest.keyClick(gallery.field, Qt.Key.Key_Return)
    assert gallery.isVisible()
    gallery.field.clear()
    assert names(gallery) == [example.name for example in EXAMPLES]
    QTest.keyClick(gallery.field, Qt.Key.Key_Down)
    assert gallery.view.hasFocus()


def test_enter_in_the_field_opens_what_was_found(
    gallery: ExampleGallery, window: MainWindow
) -> None:
    gallery.field.setFocus()
    QTest.keyClicks(gallery.field, "accumulate")
    QTest.keyClick(gallery.field, Qt.Key.Key_Return)
    assert window.windowTitle().startswith(example_title(ACCUMULATION))


def test_a_double_click_opens_and_escape_closes(
    gallery: ExampleGallery, window: MainWindow
) -> None:
    view = gallery.view
    spot = view.visualItemRect(view.item(2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.currentRow() == 2
    assert gallery.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not gallery.isVisible()
    assert not window.session.document.nodes
    window.commands.trigger("file.examples")
    assert view.currentRow() == 2
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not gallery.isVisible()
    assert window.windowTitle().startswith(example_title(EXAMPLES[2].name))


def test_unsaved_work_is_asked_about_first(
    gallery: ExampleGallery, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, edits = building.add_leaf(window.session.document, "ones(2)")
    window.session.do(edits, "Add")
    for answer, stays in (
        (QMessageBox.StandardButton.Cancel, True),
        (QMessageBox.StandardButton.Discard, False),
    ):
        monkeypatch.setattr(window.files, "ask_about_changes", lambda given=answer: given)
        QTest.keyClick(gallery.view, Qt.Key.Key_Return)
        assert gallery.isVisible() is stays
        assert bool(window.files.title) is not stays


@pytest.mark.parametrize("size", [QSize(800, 560), QSize(1600, 1000)])
def test_it_fits_the_window_and_cuts_nothing_off(
    qtbot: QtBot, window: MainWindow, size: QSize
) -> None:
    window.resize(size)
    window.commands.trigger("file.examples")
    gallery = window.findChild(ExampleGallery)
    assert isinstance(gallery, ExampleGallery)
    qtbot.waitUntil(lambda: all_made(gallery))
    assert gallery.width() <= window.width()
    assert gallery.height() <= window.height()
    view = gallery.view
    columns = {view.visualItemRect(view.item(row)).left() for row in range(view.count())}
    assert len(columns) >= 2
    for row in range(gallery.view.count()):
        gallery.view.setCurrentRow(row)
        qtbot.wait(1)
        text = gallery.text
        assert text.height() >= text.heightForWidth(text.width())
        assert gallery.preview.height() > 100


def test_pictures_are_painted(qtbot: QtBot, gallery: ExampleGallery) -> None:
    def seen() -> QImage:
        return gallery.view.viewport().grab().toImage()

    gallery.pictures.stop()
    before = seen()
    gallery.pictures.show(gallery.devicePixelRatioF(), theme.current())
    qtbot.waitUntil(lambda: all_made(gallery))
    assert seen() != before
