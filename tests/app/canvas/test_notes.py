"""Notes: Markdown that lies, moves and is grouped as cards do, and that no run knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app import cli, theme
from app.canvas import notes
from app.canvas.canvas import Canvas
from app.canvas.notes import NoteEditor, height_of, page_of, paint_note
from app.main_window import MainWindow
from app.playback.face import spoken
from autograd_core.graph.document import Document, NoteData
from autograd_core.graph.files import decode, encode, save
from tests.app.canvas.scenes import Opener, document, drag, leaf, on_card, op, press

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
TEXT = "# Title\n\n- one\n- **two**"


def noted() -> Document:
    """x and its exponential, and a note beside them."""
    found = document(leaf("x"), op("y", "exp", 300), wires=("x>y.a",))
    found.nodes["n"] = NoteData("n", TEXT, x=0.0, y=260.0, width=200.0, height=120.0)
    found.order.append("n")
    return found


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    return open_canvas(noted())


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    window.player.reduced_motion = True
    window.show()
    window.session.open_copy(noted())
    return window


def note(document: Document, name: str = "n") -> NoteData:
    data = document.nodes[name]
    assert isinstance(data, NoteData)
    return data


class TestOnTheCanvas:
    def test_it_lies_moves_and_is_selected_as_a_card(self, canvas: Canvas) -> None:
        box = canvas.places.card_box("n")
        assert (box.right - box.left, box.bottom - box.top) == (200, 120)
        assert not canvas.places.ports_of(canvas.places.slots["n"])
        at = canvas.view.to_screen(60, 300).toPoint()
        drag(canvas, at, at + QPoint(50, 20))
        assert (note(canvas.session.document).x, note(canvas.session.document).y) == (50, 280)
        assert canvas.session.selection == {"n"}

    def test_its_corner_makes_it_larger_and_escape_takes_that_back(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        corner = canvas.view.to_screen(195, 375).toPoint()
        press(canvas, corner, corner + QPoint(60, 40))
        assert canvas.places.card_box("n")[2:] == (260, 420)
        qtbot.keyClick(canvas, KEY.Key_Escape)
        assert canvas.places.card_box("n")[2:] == (200, 380)
        drag(canvas, corner, corner + QPoint(60, -400))
        assert note(canvas.session.document).width == 260
        assert note(canvas.session.document).height == notes.LEAST_HEIGHT
        canvas.session.undo_stack.undo()
        assert canvas.places.card_box("n")[2:] == (200, 380)

    def test_a_wire_never_ends_at_it(self, canvas: Canvas) -> None:
        start = canvas.view.to_screen(*canvas.places.ports_of(0)[0][1:]).toPoint()
        drag(canvas, start, on_card(canvas, "n"))
        assert len(canvas.session.document.wires) == 1

    def test_screen_readers_read_it(self, canvas: Canvas) -> None:
        assert spoken(canvas.shown.face(canvas.places.slots["n"])) == f"note: {TEXT}"

    @pytest.mark.parametrize("zoom", [0.1, 0.3, 1.0, 2.0])
    def test_its_colour_is_seen_at_every_zoom(self, canvas: Canvas, zoom: float) -> None:
        canvas.set_zoom(zoom)
        canvas.view.left = canvas.view.top = -50.0
        image = canvas.viewport().grab().toImage()
        x, y = (canvas.view.to_screen(100, 261.5) * image.devicePixelRatio()).toTuple()
        seen = image.pixelColor(round(x), round(y))
        ground = theme.current().background
        assert abs(seen.hue() - QColor("#8a6d00").hue()) < 30 or seen != ground


    @pytest.mark.parametrize("zoom", [0.3, 1.0])
    def test_from_afar_it_is_no_louder_and_says_what_it_is_about(
        self, canvas: Canvas, zoom: float
    ) -> None:
        canvas.set_zoom(zoom)
        box = canvas.places.card_box("n")
        left, top = box.left * zoom - 20, box.top * zoom - 20
        canvas.look_at(zoom, left, top)
        image = canvas.viewport().grab().toImage()
        ratio = image.devicePixelRatio()
        width, height = (box.right - box.left) * zoom, (box.bottom - box.top) * zoom
        below = image.pixelColor(round((20 + width - 4) * ratio), round((20 + height - 4) * ratio))
        ground = theme.current().card
        apart = abs(below.lightness() - ground.lightness())
        assert below.rgb() != ground.rgb()
        assert apart < 40
        text = theme.current().text.lightness()
        row = [
            image.pixelColor(x, y).lightness()
            for y in range(round(24 * ratio), round((20 + height / 2) * ratio))
            for x in range(round(24 * ratio), round((20 + width / 2) * ratio))
        ]
        assert min(abs(each - text) for each in row) < 40


class TestMarkdown:
    def test_it_is_rendered(self) -> None:
        page = page_of(TEXT, 200)
        assert page.toPlainText().split("\n") == ["Title", "one", "two"]
        assert height_of(TEXT, 200) > height_of("one line", 200) >= notes.LEAST_HEIGHT
        assert height_of("many words " * 40, 400) < height_of("many words " * 40, 200)

    def test_it_reads_no_files(self, tmp_path: Path) -> None:
        picture = tmp_path / "a.png"
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        image.save(str(picture))
        text = f"![a]({picture}) ![b](file://{picture})"
        painted = QImage(400, 400, QImage.Format.Format_RGB32)
        painted.fill(Qt.GlobalColor.white)
        painter = QPainter(painted)
        paint_note(painter, text, "yellow", QSizeF(400, 400), theme.LIGHT, False)
        painter.end()
        red = QColor(Qt.GlobalColor.red)
        pixels = [painted.pixelColor(x, y) for x in range(0, 400, 8) for y in range(0, 400, 8)]
        assert red not in pixels


class TestTyping:
    def test_a_key_makes_one_and_ctrl_enter_takes_it_over(
        self, window: MainWindow, qtbot: QtBot
    ) -> None:
        session = window.session
        qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
        window.commands.trigger("note.add")
        editor = window.canvas.findChild(NoteEditor)
        assert editor is not None
        qtbot.keyClicks(editor, "hello *there*")
        qtbot.keyClick(editor, KEY.Key_Return)
        qtbot.keyClicks(editor, "k")  # which is a command's key elsewhere
        assert not session.undo_stack.count()
        qtbot.keyClick(editor, KEY.Key_Return, CONTROL)
        (name,) = session.selection
        assert note(session.document, name).text == "hello *there*\nk"
        assert session.undo_stack.count() == 1
        assert not session.is_running
        session.undo_stack.undo()
        assert name not in session.document.nodes

    def test_editing_fits_its_height_and_esc_leaves_it(
        self, window: MainWindow, qtbot: QtBot
    ) -> None:
        session = window.session
        before = note(session.document)
        session.select({"n"})
        window.commands.trigger("edit.value")
        editor = window.canvas.findChild(NoteEditor)
        assert editor is not None
        qtbot.keyClicks(editor, "short")
        qtbot.keyClick(editor, KEY.Key_Escape)
        assert note(session.document) == before
        window.canvas.edit_requested.emit("n")
        editor = next(e for e in window.canvas.findChildren(NoteEditor) if e.isVisible())
        editor.setPlainText("a line\n\n" * 20)
        window.canvas.setFocus()  # leaving it takes it over too
        assert note(session.document).text.startswith("a line")
        assert note(session.document).height > before.height
        window.canvas.edit_requested.emit("n")
        editor = next(e for e in window.canvas.findChildren(NoteEditor) if e.isVisible())
        editor.setPlainText("  ")
        qtbot.keyClick(editor, KEY.Key_Return, CONTROL)
        assert "n" not in session.document.nodes

    def test_its_colour_and_its_menu(self, window: MainWindow) -> None:
        window.session.select({"n"})
        window.commands.trigger("frame.colour.green")
        assert note(window.session.document).color == "green"
        assert not window.inspector_panel.page


def test_a_run_takes_no_notice_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.gradcanvas"
    save(noted(), path)
    assert cli.main(["run", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [node["id"] for node in report["nodes"]] == ["x", "y"]
    assert cli.main(["run", str(path), "--steps"]) == 0
    assert "Title" not in capsys.readouterr().out
    assert decode(encode(noted())) == noted()
