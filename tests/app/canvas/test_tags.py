"""Words below cards and on wires: where they are, and that they are repainted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.tags import Placed, placed, tag_tip
from app.canvas.tips import tip_at
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import building
from autograd_core.graph.actions import Assign, Expression
from autograd_core.graph.document import Document
from tests.app.canvas.scenes import drag
from tests.app.canvas.test_canvas import settle
from tests.app.canvas.test_repainting import FEW, wrong
from tests.autograd_core.graph.graphs import BACKWARD, FORWARD, sum_of_squares


def document() -> Document:
    """x = 1, y = x * x, x.data *= 100, then backward of the sum."""
    write = Assign("a3", "x", Expression("100"), "data", "*=")
    made = sum_of_squares(FORWARD, write, BACKWARD, value="ones(1)")
    for place, node in enumerate(("x", "y", "s")):
        for edit in building.change(made, node, x=320.0 * place):
            edit.apply(made)
    return made


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def canvas(session: Session, qtbot: QtBot) -> Canvas:
    made = Canvas(session, Player(session))
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    session.open_copy(document())
    made.player.reduced_motion = True
    made.view.zoom, made.view.left, made.view.top = 1.0, -50.0, -150.0
    qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
    qtbot.wait(1)
    return made


def by_kind(canvas: Canvas) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for each in placed(canvas.scene):
        found.setdefault(each.tag.kind, []).append(each)
    return found


def test_they_stand_below_their_cards_and_on_the_wire(canvas: Canvas) -> None:
    canvas.player.seek(len(canvas.player.log))
    tags = by_kind(canvas)
    (data,) = tags["data"]
    below, on_wire = tags["silent"]
    box = canvas.view.rect(canvas.places.card_box("x"))
    assert data.place.top() > box.bottom()
    assert data.place.left() == box.left()
    assert below.place.top() > canvas.view.rect(canvas.places.card_box("y")).bottom()
    assert on_wire.lines == ("≠ used [100], not [1]",)
    assert not any(
        canvas.view.rect(canvas.places.card_box(node)).intersects(on_wire.place)
        for node in ("x", "y")
    )


def test_they_go_when_the_cursor_goes_back_and_when_it_is_far(canvas: Canvas) -> None:
    canvas.player.seek(3)
    assert placed(canvas.scene) == []
    canvas.player.seek(len(canvas.player.log))
    assert placed(canvas.scene)
    canvas.view.zoom = 0.2
    assert placed(canvas.scene) == []


def test_what_a_step_leaves_on_the_screen_is_what_a_whole_frame_shows(
    canvas: Canvas, qtbot: QtBot
) -> None:
    canvas.player.seek(len(canvas.player.log))
    settle(canvas, qtbot)
    for cursor in (4, 3, 4, len(canvas.player.log), 2):
        canvas.player.seek(cursor)
        settle(canvas, qtbot)
        assert wrong(canvas, qtbot) <= FEW, cursor


def test_they_follow_a_card_that_is_dragged(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.player.seek(len(canvas.player.log))
    settle(canvas, qtbot)
    box = canvas.view.rect(canvas.places.card_box("x"))
    middle = QPoint(round(box.center().x()), round(box.top() + 70))
    drag(canvas, middle, middle + QPoint(0, 90))
    settle(canvas, qtbot)
    qtbot.waitUntil(lambda: not canvas.session.is_running, timeout=5000)
    settle(canvas, qtbot)
    assert canvas.session.document.nodes["x"].y != 0
    assert wrong(canvas, qtbot) <= FEW


def test_the_tip_and_a_screen_reader_say_more(canvas: Canvas) -> None:
    canvas.player.seek(len(canvas.player.log))
    box = canvas.places.card_box("x")
    middle = (box.left + 100, box.top + 12)
    tip = tip_at(canvas.places, canvas.shown, canvas.session.document, *middle, 0.0)
    assert "written through .data" in tip
    assert "autograd does not see" in tip


def test_a_click_goes_to_the_step_and_to_the_card(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.player.seek(len(canvas.player.log))
    (data,) = by_kind(canvas)["data"]
    wrong_gradient, on_wire = by_kind(canvas)["silent"]
    for each in (wrong_gradient, on_wire, data):
        canvas.player.seek(len(canvas.player.log))
        canvas.session.select({"s"})
        middle = each.place.center().toPoint()
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert canvas.session.selection == {"x"}
        assert canvas.player.log.steps[canvas.player.cursor - 1].kind == "assign"
    assert "go to step 4" in tag_tip(data.tag)


def test_a_failure_leads_there_and_back(canvas: Canvas, qtbot: QtBot) -> None:
    write = Assign("a3", "x", Expression("100"), "value", "*=", no_grad=True)
    made = document()
    made.actions = (FORWARD, write, BACKWARD)
    canvas.session.open_copy(made)
    qtbot.waitUntil(lambda: not canvas.session.is_running, timeout=5000)
    for node, other, kind in (("y", "x", "assign"), ("x", "y", "error")):
        canvas.player.seek(len(canvas.player.log))
        tags = [t for t in by_kind(canvas)["culprit"] if t.card == node]
        middle = tags[0].place.center().toPoint()
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert canvas.session.selection == {other}
        assert canvas.player.log.steps[canvas.player.cursor - 1].kind == kind


def test_a_drag_from_a_tag_moves_its_card(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.player.seek(len(canvas.player.log))
    settle(canvas, qtbot)
    (data,) = by_kind(canvas)["data"]
    middle = data.place.center().toPoint()
    drag(canvas, middle, middle + QPoint(0, 90))
    assert canvas.session.document.nodes["x"].y != 0
