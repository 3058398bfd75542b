"""The table editor: cells, pasting, files, and what OK takes over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionFrame
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.canvas.canvas import Canvas
from app.playback.player import Player
from app.session import Session
from app.window import array_files, tensor_windows
from app.window.sheet import Sheet
from app.window.table_editor import TableEditor
from app.window.tensor_windows import TensorWindows
from app.window.unfit import Unfit
from autograd_core.graph import building
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import Edit, Put


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def windows(session: Session, qtbot: QtBot) -> TensorWindows:
    player = Player(session)
    canvas = Canvas(session, player)
    qtbot.addWidget(canvas)
    canvas.show()
    x, y = LeafData("x", "x", "ones(2, 3)", None, True), OpData("y", "exp", "y", x=300)
    session.open_copy(Document([x, y], [WireData("w1", "x", "y", "a")]))
    qtbot.waitUntil(lambda: not session.is_running)
    player.last()
    return TensorWindows(session, player, canvas, canvas)


def opened(windows: TensorWindows, node: str) -> TableEditor:
    editor = windows.open_table(node)
    assert editor is not None
    return editor


def edit(array: np.ndarray, qtbot: QtBot, editable: bool = True) -> TableEditor:
    made = TableEditor("x", array, editable, None)
    qtbot.addWidget(made)
    made.show()
    return made


def type_into(editor: TableEditor, row: int, column: int, text: str, qtbot: QtBot) -> None:
    editor.view.setCurrentIndex(editor.model.index(row, column))
    editor.view.edit(editor.model.index(row, column))
    (line,) = (each for each in editor.view.findChildren(QLineEdit) if each.isVisible())
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(line) or not line.isVisible())


def test_what_is_typed_is_drafted_until_it_is_taken(
    windows: TensorWindows, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tensor_windows, "LOOK_MILLISECONDS", 10)
    drafts: list[list[Edit]] = []
    windows.session.drafted.connect(drafts.append)
    editor = opened(windows, "x")
    type_into(editor, 0, 1, "7", qtbot)
    qtbot.waitUntil(lambda: bool(drafts), timeout=2000)
    ((made,),) = drafts
    assert isinstance(made, Put)
    x, typed = windows.session.document.nodes["x"], "[[1.0, 7.0, 1.0], [1.0, 1.0, 1.0]]"
    assert made.after == replace(x, value=typed)
    editor.reject()
    assert drafts[1:] == [[]]


def test_ok_is_one_step_of_undo(windows: TensorWindows, qtbot: QtBot) -> None:
    editor = opened(windows, "x")
    type_into(editor, 0, 1, "nan", qtbot)
    type_into(editor, 1, 2, "1/4", qtbot)
    assert editor.view.currentIndex().row() == 1
    session = windows.session
    assert not session.undo_stack.count()
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    leaf = session.document.nodes["x"]
    assert isinstance(leaf, LeafData)
    assert leaf.value == "[[1.0, nan, 1.0], [1.0, 1.0, 0.25]]"
    assert leaf.dtype is None
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert getattr(session.document.nodes["x"], "value") == "ones(2, 3)"  # noqa: B009


def test_a_recipe_stays_where_nothing_is_changed(windows: TensorWindows) -> None:
    editor = opened(windows, "x")
    editor._take()
    assert editor.result() == 1
    assert not windows.session.undo_stack.count()


def test_other_cards_are_only_read(windows: TensorWindows, qtbot: QtBot) -> None:
    editor = opened(windows, "y")
    assert float(editor.sheet.text(0, 0)) == pytest.approx(np.e, rel=1e-6)
    assert not editor.model.flags(editor.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    editor.close()


def test_what_is_no_number_is_said(qtbot: QtBot) -> None:
    editor = edit(np.array([[1, 2]], np.int64), qtbot)
    for text, said in (("two", "not defined"), ("1.5", "1.5"), ("inf", "nan and inf")):
        type_into(editor, 0, 0, text, qtbot)
        assert said in editor.said.text()
    assert not editor.sheet.changed


def test_cells_from_a_spreadsheet_make_the_table_grow(qtbot: QtBot) -> None:
    editor = edit(np.zeros((2, 2), np.float32), qtbot)
    editor.view.setCurrentIndex(editor.model.index(1, 1))
    QGuiApplication.clipboard().setText("1\t2,5\r\nnan\t-inf\r\n")
    editor._paste()
    np.testing.assert_array_equal(
        editor.sheet.array, [[0, 0, 0], [0, 1, 2.5], [0, np.nan, -np.inf]]
    )
    editor._copy()
    assert QGuiApplication.clipboard().text() == "1.0\t2.5\nnan\t-inf"
    editor._undo()
    assert editor.sheet.array.shape == (2, 2)


def test_cells_come_with_quotes_thousands_and_brackets(qtbot: QtBot) -> None:
    editor = edit(np.zeros((2, 2), np.float32), qtbot)
    for text in ('"1,5"\t2\n3\t"4"', "[[1.5, 2], [3, 4]]", "tensor([[1.5000, 2.0000],\n [3, 4]])"):
        editor._fill_with("0")
        editor.view.setCurrentIndex(editor.model.index(0, 0))
        QGuiApplication.clipboard().setText(text)
        editor._paste()
        assert editor.sheet.array.tolist() == [[1.5, 2], [3, 4]], text


def test_the_example_of_what_fills_cells_can_be_read(qtbot: QtBot) -> None:
    editor = edit(np.zeros((2, 2), np.float32), qtbot)
    editor.show()
    line = editor.fill_line
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    margins = line.textMargins()
    needed = line.fontMetrics().horizontalAdvance(line.placeholderText())
    assert room.width() - margins.left() - margins.right() - 4 >= needed
    editor.close()


def test_shapes_fills_and_pages(qtbot: QtBot) -> None:
    editor = edit(np.arange(6, dtype=np.float32), qtbot)
    editor.shape_line.setText("(2, 3)")
    qtbot.keyClick(editor.shape_line, Qt.Key.Key_Return)
    assert editor.sheet.array.tolist() == [[0, 1, 2], [3, 4, 5]]
    editor._do(editor.sheet.transpose)
    assert editor.sheet.array.tolist() == [[0, 3], [1, 4], [2, 5]]
    editor.shape_line.setText("2, 2, 2")
    qtbot.keyClick(editor.shape_line, Qt.Key.Key_Return)
    assert len(editor.leads) == 1
    editor.leads[0].setValue(1)
    editor.fill_line.setText("[[1, 2], [3, 4]]")
    qtbot.keyClick(editor.fill_line, Qt.Key.Key_Return)
    assert editor.sheet.array[1].tolist() == [[1, 2], [3, 4]]
    editor.fill_line.setText("[1, 2, 3]")
    qtbot.keyClick(editor.fill_line, Qt.Key.Key_Return)
    assert "3" in editor.said.text()


def test_ten_million_numbers_do_not_hold_the_window_up(qtbot: QtBot) -> None:
    array = np.zeros((10_000, 1_000), np.float32)
    array[-1, -1] = 7
    start = time.perf_counter()
    editor = edit(array, qtbot)
    editor.view.scrollToBottom()
    QApplication.processEvents()
    editor.view.setCurrentIndex(editor.model.index(9_999, 999))
    assert editor.sheet.text(9_999, 999) == "7.0"
    assert time.perf_counter() - start < 2.0
    editor.sheet.set_text(0, 0, "1")
    assert array[0, 0] == 0  # the run's own numbers are never written


def test_too_many_numbers_are_not_written_down(
    windows: TensorWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograd_core.graph.literals.LARGEST", 8)
    editor = opened(windows, "x")
    editor.sheet.set_text(0, 0, "2")
    editor._take()
    assert editor.isVisible()
    assert "6" in editor.said.text()
    editor.close()


def test_files_are_looked_at_before_they_are_read(tmp_path: Path) -> None:
    good = tmp_path / "good.npy"
    np.save(good, np.arange(6, dtype=">i2").reshape(2, 3))
    assert array_files.load(good).dtype == np.int16
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n3,nan\n")
    np.testing.assert_array_equal(array_files.load(table), [[1, 2], [3, np.nan]])
    german = tmp_path / "german.csv"
    german.write_text('"Ort";"a";"b"\nx;1,5;"1.000,25"\ny;;3\n', encoding="utf-8-sig")
    np.testing.assert_array_equal(array_files.load(german), [[1.5, 1000.25], [np.nan, 3]])
    empty = tmp_path / "empty.csv"
    empty.write_text("\n")
    with pytest.raises(Unfit, match=r"empty\.csv"):
        array_files.load(empty)
    objects = tmp_path / "objects.npy"
    np.save(objects, np.array([{}], object), allow_pickle=True)
    with pytest.raises(Unfit, match="object"):
        array_files.load(objects)
    promising = tmp_path / "promising.npy"
    header = good.read_bytes().replace(b"(2, 3)", b"(9999,9999)"[:6])
    promising.write_bytes(header[: len(header) - 4])
    with pytest.raises(Unfit):
        array_files.load(promising)
    text = tmp_path / "text.csv"
    text.write_text("1,2\n3,four\n")
    with pytest.raises(Unfit, match="four"):
        array_files.load(text)
    with pytest.raises(Unfit, match="missing"):
        array_files.load(tmp_path / "missing.npy")


def test_rows_and_columns_come_and_go() -> None:
    sheet = Sheet(np.arange(4, dtype=np.float32).reshape(2, 2))
    sheet.insert(0, 1)
    sheet.delete(1, 0, 1)
    assert sheet.array.tolist() == [[1], [0], [3]]
    sheet.undo()
    sheet.undo()
    assert not sheet.changed
    with pytest.raises(Unfit, match="columns"):
        Sheet(np.zeros(3)).insert(1, 0)


def test_a_table_shows_what_has_just_been_typed(windows: TensorWindows, qtbot: QtBot) -> None:
    session = windows.session
    session.do(building.change(session.document, "x", value="[[1, 2], [3, 7]]"), "type")
    assert session.is_running  # its values are still those of before
    editor = opened(windows, "x")
    assert editor.sheet.array.tolist() == [[1, 2], [3, 7]]
    assert not editor.actions_["redo"].isEnabled()
    editor._fill_with("0")
    editor._undo()
    assert editor.actions_["redo"].isEnabled()
    editor.close()
