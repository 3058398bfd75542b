"""The palette: everything in the registry, found by any of its names, placed by mouse or keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from app.panels.palette import PalettePanel
from app.playback.player import Player
from app.session import Session
from app.widgets.matching import NO_MATCH, rank
from app.widgets.operation_list import MIME, NAME_ROLE, fitting
from app.widgets.operations import grouped, matching, tool_tip
from autograd_core.graph.customs.editing import NEW
from autograd_core.ops.spec import REGISTRY


@pytest.fixture
def palette(qtbot: QtBot, session: Session, player: Player) -> PalettePanel:
    panel = PalettePanel(session, player)
    qtbot.addWidget(panel)
    panel.resize(260, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def names(panel: PalettePanel) -> list[str]:
    model = panel.model
    rows = (model.index(row).data(NAME_ROLE) for row in range(model.rowCount()))
    return [name for name in rows if name]


def test_everything_is_listed_once_under_a_heading(palette: PalettePanel) -> None:
    assert sorted(names(palette)) == sorted([*REGISTRY, NEW])
    assert grouped(REGISTRY.values())[0].spec is None


@pytest.mark.parametrize(
    ("query", "first"),
    [("mul", "mul"), ("Multiply", "mul"), ("a * b", "mul"), ("sum", "sum"), ("average", "mean")],
)
def test_name_title_spelling_and_keywords_find(query: str, first: str) -> None:
    found = matching(REGISTRY.values(), query)
    assert found[0].spec is not None
    assert found[0].spec.name == first


def test_a_beginning_beats_a_part_and_nonsense_finds_nothing() -> None:
    assert rank("su", ["sum"]) < rank("su", ["subtract the sum"]) < rank("su", ["cumsum"])
    assert rank("zzz", ["sum"], ["adds up"]) == NO_MATCH
    assert rank("adds", ["sum"], ["adds up"]) < NO_MATCH


def test_typing_and_enter_place_the_best_match(qtbot: QtBot, palette: PalettePanel) -> None:
    with qtbot.waitSignal(palette.place_requested) as placed:
        qtbot.keyClicks(palette.search_field, "mul")
        qtbot.keyClick(palette.search_field, Qt.Key.Key_Return)
    assert placed.args == ["mul"]


def test_enter_in_an_empty_field_places_nothing(qtbot: QtBot, palette: PalettePanel) -> None:
    with qtbot.assertNotEmitted(palette.place_requested):
        qtbot.keyClick(palette.search_field, Qt.Key.Key_Return)


def test_down_goes_into_the_list_and_up_and_letters_lead_back(
    qtbot: QtBot, palette: PalettePanel
) -> None:
    palette.search_field.setFocus()
    qtbot.keyClicks(palette.search_field, "su")
    assert palette.view.currentIndex().row() == 0
    qtbot.keyClick(palette.search_field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is palette.view
    assert palette.view.currentIndex().row() == 1
    with qtbot.waitSignal(palette.place_requested) as placed:
        qtbot.keyClick(palette.view, Qt.Key.Key_Return)
    assert placed.args == [palette.model.index(1).data(NAME_ROLE)]
    qtbot.keyClick(palette.view, Qt.Key.Key_M)
    assert QApplication.focusWidget() is palette.search_field
    assert palette.search_field.text() == "sum"
    qtbot.keyClick(palette.search_field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.view, Qt.Key.Key_Up)
    assert palette.view.currentIndex().row() == 0
    assert QApplication.focusWidget() is palette.view
    qtbot.keyClick(palette.view, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is palette.search_field


def test_a_double_click_places_and_a_drag_carries_the_name(
    qtbot: QtBot, palette: PalettePanel
) -> None:
    index = palette.model.first_operation()
    point = palette.view.visualRect(index).center()
    with qtbot.waitSignal(palette.place_requested) as placed:
        # a double click is a press, a release, and then the second press
        qtbot.mouseClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        qtbot.mouseDClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    name = index.data(NAME_ROLE)
    assert placed.args == [name]
    assert palette.model.mimeData([index]).data(MIME).data() == name.encode()


def test_escape_clears_the_search(qtbot: QtBot, palette: PalettePanel) -> None:
    qtbot.keyClicks(palette.search_field, "mul")
    qtbot.keyClick(palette.search_field, Qt.Key.Key_Escape)
    assert len(names(palette)) == len(REGISTRY) + 1


def test_a_spelling_that_does_not_fit_is_shortened_or_left_out(palette: PalettePanel) -> None:
    metrics = palette.view.fontMetrics()
    whole, short = "a.transpose(dim0, dim1)", "a.transpose(…)"
    width = metrics.horizontalAdvance
    assert fitting(whole, metrics, width(whole)) == whole
    assert fitting(whole, metrics, width(whole) - 1) == short
    assert fitting(whole, metrics, width(short) - 1) == ""
    assert fitting("a.sum()", metrics, width("a.sum()") - 1) == ""
    assert whole in tool_tip(REGISTRY["transpose"])


def test_the_status_bar_says_what_the_marked_operation_does(
    qtbot: QtBot, session: Session, player: Player
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    palette = PalettePanel(session, player)
    window.setCentralWidget(palette)
    with qtbot.waitExposed(window):
        window.show()
    bar = window.statusBar()
    palette.search_field.setFocus()
    qtbot.keyClicks(palette.search_field, "sum")
    assert bar.currentMessage() == REGISTRY["sum"].help
    qtbot.keyClick(palette.search_field, Qt.Key.Key_Down)
    second = palette.model.index(1).data(NAME_ROLE)
    assert bar.currentMessage() == REGISTRY[second].help
    palette.view.clearFocus()
    assert bar.currentMessage() == ""


def test_a_star_makes_a_favourite_and_nothing_jumps(qtbot: QtBot, palette: PalettePanel) -> None:
    view, model, left = palette.view, palette.model, Qt.MouseButton.LeftButton
    rows = [row for row in range(model.rowCount()) if model.index(row).data(NAME_ROLE) == "matmul"]
    view.scrollTo(model.index(rows[0]))
    view.setCurrentIndex(model.index(rows[0]))
    before = view.visualRect(view.currentIndex())
    with qtbot.assertNotEmitted(palette.place_requested):
        at = QPoint(before.right() - 8, before.center().y())
        qtbot.mouseClick(view.viewport(), left, pos=at)
        qtbot.mouseDClick(view.viewport(), left, pos=at)
    assert model.shelf.favourites == ["matmul"]
    assert names(palette)[0] == "matmul"
    assert view.currentIndex().data(NAME_ROLE) == "matmul"
    assert abs(view.visualRect(view.currentIndex()).top() - before.top()) <= 2
    model.shelf.toggle("matmul")
    assert names(palette)[0] != "matmul"
