"""Arranging from the canvas: one edit, with the cards seen on their way."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from app.canvas.arranger import AT_ONCE
from app.canvas.canvas import Canvas
from autograd_core.graph import building
from autograd_core.graph.document import Document, NodeData, WireData
from tests.app.canvas.scenes import Opener, document, leaf, op, product


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    return open_canvas(product())


def drawn(canvas: Canvas, node: str) -> tuple[float, float]:
    box = canvas.places.card_box(node)
    return box.left, box.top


def put(canvas: Canvas, node: str) -> tuple[float, float]:
    data = canvas.session.document.nodes[node]
    return data.x, data.y


def test_the_document_is_arranged_at_once_and_the_screen_follows(
    canvas: Canvas, qtbot: QtBot
) -> None:
    session = canvas.session
    before = drawn(canvas, "w")
    canvas.arranger.arrange()
    assert session.undo_stack.count() == 1
    assert put(canvas, "w") != before
    assert canvas.motion.running
    qtbot.waitUntil(lambda: drawn(canvas, "w") not in (before, put(canvas, "w")), timeout=2000)
    qtbot.waitUntil(lambda: not canvas.motion.running, timeout=3000)
    assert drawn(canvas, "w") == put(canvas, "w")
    session.undo_stack.undo()
    assert drawn(canvas, "w") == put(canvas, "w") == before


def test_the_card_that_is_worked_on_stays_where_it_is_on_the_screen(
    canvas: Canvas, qtbot: QtBot
) -> None:
    def seen() -> QRect:
        return canvas.view.rect(canvas.places.card_box("z")).toRect()

    canvas.session.select({"z"})
    canvas.set_zoom(3.0, canvas.view.rect(canvas.places.card_box("z")).center())
    canvas.keep_fitted = False
    before, place = seen(), put(canvas, "z")
    canvas.arranger.arrange()
    qtbot.waitUntil(lambda: not canvas.motion.running and not canvas.glide.running, timeout=3000)
    assert put(canvas, "z") != place
    assert abs(seen().left() - before.left()) <= 2
    assert abs(seen().top() - before.top()) <= 2
    canvas.scroll_by(9000, 0)  # nothing is in sight
    canvas.session.undo_stack.undo()
    canvas.arranger.arrange()
    qtbot.waitUntil(lambda: not canvas.motion.running and not canvas.glide.running, timeout=3000)
    assert canvas.area().intersects(seen())


def test_a_press_or_another_edit_ends_the_motion(canvas: Canvas, qtbot: QtBot) -> None:
    for act in (
        lambda: qtbot.mouseClick(
            canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(990, 10)
        ),
        canvas.session.undo_stack.undo,
    ):
        canvas.arranger.arrange()
        assert canvas.motion.running
        act()
        assert not canvas.motion.running
        assert drawn(canvas, "w") == put(canvas, "w")
        canvas.session.undo_stack.setIndex(0)


def test_less_motion_is_none(canvas: Canvas) -> None:
    canvas.player.reduced_motion = True
    canvas.arranger.arrange()
    assert drawn(canvas, "w") == put(canvas, "w")


def test_only_what_is_selected_moves(canvas: Canvas) -> None:
    before = put(canvas, "x")
    canvas.session.select({"w", "y", "z"})
    canvas.arranger.arrange()
    assert put(canvas, "x") == before
    assert canvas.session.undo_stack.count() == 1


def test_for_a_part_the_view_keeps_its_zoom(canvas: Canvas) -> None:
    canvas.set_zoom(0.6)
    canvas.fit_all()
    canvas.set_zoom(canvas.view.zoom * 0.7)  # all of it is in sight, with room to spare
    zoom = canvas.view.zoom
    canvas.session.select({"w", "y", "z"})
    canvas.arranger.arrange()
    canvas.glide.finish()
    assert canvas.view.zoom == zoom


def test_many_cards_are_worked_out_aside_and_esc_stops_that(
    open_canvas: Opener, qtbot: QtBot
) -> None:
    count = AT_ONCE + 20
    nodes: list[NodeData] = [leaf("n0")]
    nodes += [op(f"n{i}", "exp", 10.0 * i, 0.0) for i in range(1, count)]
    wires = tuple(f"n{(i - 1) // 2}>n{i}.a" for i in range(1, count))
    canvas = open_canvas(document(*nodes, wires=wires))
    canvas.arranger.arrange()
    assert canvas.arranger.busy
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.arranger.busy
    qtbot.wait(300)
    assert not canvas.session.undo_stack.count()
    canvas.arranger.arrange()
    qtbot.waitUntil(lambda: canvas.session.undo_stack.count() == 1, timeout=5000)
    canvas.motion.finish()
    nodes_now = canvas.session.document.nodes
    for wire in canvas.session.document.wires.values():
        assert nodes_now[wire.source].x + 208 < nodes_now[wire.target].x


def test_many_cards_that_were_just_arranged_stay(open_canvas: Opener, qtbot: QtBot) -> None:
    pick = random.Random(3)
    nodes: list[NodeData] = [leaf("n0", 0, 0)]
    wires = []
    for i in range(1, 160):
        nodes.append(op(f"n{i}", "add", pick.uniform(0, 3000), pick.uniform(0, 3000)))
        for port in "ab":
            source = pick.randrange(max(0, i - 40), i)
            wires.append(WireData(f"w{i}{port}", f"n{source}", f"n{i}", port))
    canvas = open_canvas(Document(nodes, wires))
    session = canvas.session
    for _ in range(2):
        canvas.arranger.arrange()
        qtbot.waitUntil(lambda: not canvas.arranger.busy, timeout=20000)
        assert session.undo_stack.count() == 1
    session.do(building.move(session.document, {"n9": (9000.0, 9000.0)}), "Move")
    canvas.arranger.arrange()
    qtbot.waitUntil(lambda: not canvas.arranger.busy, timeout=20000)
    assert session.undo_stack.count() == 3
