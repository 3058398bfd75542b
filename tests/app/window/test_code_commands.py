"""Code in and out of the window: copied, saved, opened, pasted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.window.code_reading import NotCode, code_in
from app.window.keeping import questions
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData

SNIPPET = """\
import torch
w = torch.ones(3, requires_grad=True)
loss = (w * w).sum()
loss.backward()
"""


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: made.session.undo_stack.setClean())
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.session.open_copy(
        Document(
            [LeafData("x", label="x", requires_grad=True), OpData("s", op="sum", label="s", x=400)],
            [WireData("w1", "x", "s", "a")],
            actions=(Forward("a1"), Backward("a2", root="s")),
        )
    )
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.is_running and len(window.player.log) > 0)


def save_at(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *each: (str(path), ""))


def test_the_dock_is_hidden_at_first_and_has_room_for_its_lines(
    qtbot: QtBot, window: MainWindow
) -> None:
    dock = window.docks["code"]
    assert dock.isHidden()
    window.commands.actions["view.panel.code"].trigger()
    qtbot.waitUntil(lambda: dock.width() >= 300)
    assert window.code_panel.text().endswith("s.backward()\n")
    assert dock.geometry().left() > window.docks["palette"].geometry().left()


def test_what_is_copied_is_the_script_also_without_the_panel(window: MainWindow) -> None:
    window.code.copy()
    text = QApplication.clipboard().text()
    assert text.startswith("import torch\n")
    assert text.endswith("s = x.sum()\ns.backward()\n")


def test_a_script_and_a_notebook_are_saved(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_at(monkeypatch, tmp_path / "graph")
    assert window.code.save_python()
    assert "s.backward()" in (tmp_path / "graph.py").read_text()
    assert window.code.save_notebook()
    book = json.loads((tmp_path / "graph.ipynb").read_bytes())
    assert "s.backward()" in "".join(line for cell in book["cells"] for line in cell["source"])


def test_where_it_cannot_be_saved_one_is_told_why(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(parent: object, problem: object) -> str:
        asked.append(questions.why_not_written(problem))  # type: ignore[arg-type]
        return "cancel"

    monkeypatch.setattr(questions, "failed_to_save", ask)
    save_at(monkeypatch, tmp_path / "nowhere" / "graph.py")
    assert not window.code.save_python()
    assert asked == ["The folder is not there, or not any more."]


def test_code_is_pasted_beside_what_is_there_as_one_step(
    qtbot: QtBot, window: MainWindow
) -> None:
    before = window.session.whole.snapshot()
    QApplication.clipboard().setText(SNIPPET)
    assert window.code.paste()
    names = [node.label for node in window.session.whole.nodes.values()]
    assert names == ["x", "s", "w", "", "loss"]
    assert window.session.selection == set(window.session.whole.order[2:])
    settle(qtbot, window)
    assert window.session.undo_stack.count() == 1
    window.session.undo_stack.undo()
    assert window.session.whole == before


def test_code_pasted_onto_an_empty_canvas_is_in_sight_as_a_whole(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.open_copy(Document(actions=(Forward("a1"),)))
    lines = "".join(f"x = (x * {i}).relu()\n" for i in range(8))
    assert window.code.paste_text(f"import torch\nx = torch.ones(3, requires_grad=True)\n{lines}")
    settle(qtbot, window)
    canvas = window.canvas
    for node in window.session.document.order:
        box = canvas.places.card_box(node)
        for x, y in ((box.left, box.top), (box.right, box.bottom)):
            assert canvas.rect().contains(canvas.view.to_screen(x, y).toPoint()), node


def test_code_in_the_middle_of_other_text_is_pasted_by_the_usual_key_too(
    window: MainWindow,
) -> None:
    QApplication.clipboard().setText(SNIPPET)
    window.clipboard.paste()
    assert "loss" in [node.label for node in window.session.whole.nodes.values()]


def test_what_is_refused_is_told_with_its_line_and_nothing_changes(
    window: MainWindow,
) -> None:
    before = window.session.whole.snapshot()
    assert not window.code.paste_text("import torch\nimport os\nx = torch.ones(2)\n")
    box = window.findChild(QMessageBox, "codeRefused")
    assert isinstance(box, QMessageBox)
    assert "2" in box.informativeText()
    assert "import os" in box.informativeText()
    box.close()
    assert window.session.whole == before


def test_what_is_refused_in_a_notebook_is_told_with_its_cell(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "lesson.ipynb"
    sources = ["# Title", "import torch", "x = 1\nimport os"]
    kinds = ["markdown", "code", "code"]
    cells = [{"cell_type": k, "source": [s]} for k, s in zip(kinds, sources, strict=True)]
    path.write_text(json.dumps({"cells": cells}))
    assert not window.code.open_path(path)
    box = window.findChild(QMessageBox, "codeRefused")
    assert isinstance(box, QMessageBox)
    assert box.informativeText().startswith("Cell 3, line 2: os cannot be imported")
    assert box.informativeText().endswith("import os")
    box.close()


def test_a_file_of_code_is_opened_as_a_graph(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "lesson.py"
    path.write_text(SNIPPET)
    assert window.code.open_path(path)
    settle(qtbot, window)
    assert [node.label for node in window.session.whole.nodes.values()] == ["w", "", "loss"]
    assert "lesson" in window.windowTitle()
    assert len({(node.x, node.y) for node in window.session.whole.nodes.values()}) == 3
    assert window.session.whole.source == SNIPPET
    window.code.copy()
    assert QApplication.clipboard().text() == SNIPPET


def test_a_draft_is_not_lost_without_asking(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.docks["code"].show()
    panel = window.code_panel
    qtbot.waitUntil(lambda: bool(panel.script.lines), timeout=5000)
    assert panel.view is not None
    panel.view.setPlainText("import torch\nx = (")
    answers = ["cancel", "discard"]
    monkeypatch.setattr(questions, "ask", lambda *args, **kwargs: answers.pop(0))
    assert not window.files.may_go_on()
    assert window.files.may_go_on()
    panel.discard()
    assert window.files.may_go_on()
    assert not answers


def test_code_that_is_the_whole_document_is_kept_and_copied_as_it_was(window: MainWindow) -> None:
    text = "import torch  # mine\r\nx = torch.ones( 2 )\r\n"
    window.session.new()
    assert window.code.paste_text(text)
    assert window.session.whole.source == text.replace("\r\n", "\n")
    window.code.copy()
    assert QApplication.clipboard().text() == "import torch  # mine\nx = torch.ones( 2 )\n"
    window.session.whole.source = "import torch\nx = torch.ones(9)\n"  # says something else
    window.code.copy()
    assert QApplication.clipboard().text() == "import torch\n\nx = torch.ones(2)\n"


def test_cells_of_a_notebook_are_code_but_for_magic() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Title"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "import torch"]},
        {"cell_type": "code", "source": "x = torch.ones(2)"},
    ]
    path = Path("a.ipynb")
    assert code_in(path, json.dumps({"cells": cells}).encode()).text == (
        "\nimport torch\nx = torch.ones(2)\n"
    )
    for wrong in (b"{}", b"[", b"\xff\xfe"):
        with pytest.raises(NotCode):
            code_in(path, wrong)
