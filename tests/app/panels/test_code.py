"""The dock with the script: live, with marks both ways, for small graphs and large ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.code import CodePanel
from app.panels.code.colouring import COLOURS, parts
from app.panels.code.view import ScriptView
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import building, folding
from autograd_core.graph.actions import Forward
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData

SCRIPT = """\
import torch

x = torch.ones(2, requires_grad=True)
y = x * x
s = y.sum()
s.backward()
"""


@pytest.fixture
def panel(qtbot: QtBot, session: Session, player: Player) -> CodePanel:
    made = CodePanel(session, player)
    qtbot.addWidget(made, before_close_func=lambda each: each.stop())
    made.resize(420, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(panel: CodePanel) -> ScriptView:
    assert panel.view is not None
    return panel.view


def test_nothing_is_made_before_it_is_shown(
    qtbot: QtBot, session: Session, player: Player
) -> None:
    panel = CodePanel(session, player)
    qtbot.addWidget(panel)
    player.seek(3)
    session.select(["x"])
    assert panel.view is None
    assert not panel.script.lines


def test_the_script_follows_edits_and_what_stays_is_not_written_anew(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    view = shown(panel)
    assert view.toPlainText() + "\n" == SCRIPT
    changed: list[tuple[int, int, int]] = []
    view.document().contentsChange.connect(lambda *each: changed.append(each))
    session.do(building.rename(session.document, "s", "total"), "Rename")
    qtbot.waitUntil(lambda: "total.backward()" in view.toPlainText(), timeout=5000)
    assert view.toPlainText() + "\n" == SCRIPT.replace("s = y", "total = y").replace(
        "s.back", "total.back"
    )
    assert min(at for at, *_ in changed) >= SCRIPT.index("s = y"), "lines above are as they were"


def test_a_selected_card_has_its_line_marked_and_a_line_selects_its_card(
    qtbot: QtBot, panel: CodePanel, session: Session
) -> None:
    view = shown(panel)
    session.select(["y"])
    assert [each.cursor.blockNumber() for each in view.extraSelections()][-1] == 3
    block = view.document().findBlockByNumber(4)
    middle = view.blockBoundingGeometry(block).translated(view.contentOffset()).center()
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, round(middle.y()))
    )
    assert session.selection == {"s"}
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert session.selection == {"y"}
    with qtbot.waitSignal(panel.action_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == ["a2"]
    with qtbot.waitSignal(panel.node_requested) as asked:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier,
            QPoint(20, round(middle.y())),
        )
    assert asked.args == ["s"]


def test_the_line_of_the_step_is_marked_and_that_of_its_node(
    panel: CodePanel, player: Player
) -> None:
    view = shown(panel)
    player.seek(2)
    assert view._step == 3
    player.seek(5)  # MulBackward0, in the backward
    assert (view._step, view._source) == (5, 3)
    player.seek(0)
    assert view._step is None


def test_lines_of_a_subgraph_belong_to_its_card_at_the_shown_level(
    qtbot: QtBot, panel: CodePanel, session: Session, settle: Callable[[], None]
) -> None:
    group, edits = folding.fold(session.document, ["y"], "square")
    session.do(edits, "Fold")
    settle()
    qtbot.waitUntil(lambda: any("/" in n for line in panel.script.lines for n in line.nodes))
    inner = next(line for line in panel.script.lines if " * " in line.text)
    number = panel.script.lines.index(inner)
    assert panel.places.cards([number], session.document) == [group]
    assert number in panel.places.of_cards([group], session.document)
    session.enter(f"{group}/")
    assert panel.places.cards([number], session.document) == list(inner.nodes)


def test_a_large_script_is_written_off_the_thread(
    qtbot: QtBot, panel: CodePanel, session: Session, settle: Callable[[], None]
) -> None:
    nodes: list[NodeData] = [LeafData("n0", label="x", value="ones(2)")]
    nodes += [OpData(f"n{each}", op="neg", label=f"v{each}") for each in range(1, 600)]
    wires = [WireData(f"w{each}", f"n{each - 1}", f"n{each}", "a") for each in range(1, 600)]
    session.open_copy(Document(nodes, wires, actions=(Forward("a1"),)))
    settle()
    qtbot.waitUntil(lambda: panel.scribe.busy, timeout=5000)
    qtbot.waitUntil(lambda: len(panel.script.lines) == 602, timeout=10000)
    view = shown(panel)
    session.select(["n599"])
    assert view.verticalScrollBar().value() > 500
    coloured = [
        view.document().findBlockByNumber(each).userState() == view._stamp for each in (300, 601)
    ]
    assert coloured == [False, True], "what nobody looks at is not looked through"


def test_options_change_the_script(qtbot: QtBot, panel: CodePanel) -> None:
    panel.cuda.setChecked(True)
    qtbot.waitUntil(lambda: "device=device" in panel.text(), timeout=5000)
    panel.assertions.setChecked(True)
    qtbot.waitUntil(lambda: "assert torch.allclose(x.grad" in panel.text(), timeout=5000)


def test_colours_can_be_read() -> None:
    for each in (theme.LIGHT, theme.DARK):
        for colour in COLOURS[each.name].values():
            for ground in (each.field, each.lit):
                assert theme.contrast(colour, ground) >= 4.5, (each.name, colour.name())


def test_places_are_counted_as_qt_counts_them() -> None:
    assert parts("𝑥 = torch.ones(2)  # 1") == (
        (11, 4, "function"), (16, 1, "number"), (20, 3, "remark"),
    )  # fmt: skip
