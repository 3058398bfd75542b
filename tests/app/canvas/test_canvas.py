"""The canvas follows session and player, and repaints no more than it must."""

from __future__ import annotations

import math
import random
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas import metrics
from app.canvas.canvas import Canvas
from app.canvas.card import MARGIN, mixed
from app.canvas.geometry import Geometry
from app.canvas.legend import legend_rect
from app.canvas.overlay import plates
from app.canvas.painter import Frame
from app.canvas.parts import PartKind, part_of
from app.canvas.tips import card_tip, tip_at
from autograd_core.graph import building
from autograd_core.graph.steps import (
    Change,
    Flow,
    Message,
    Problem,
    Step,
    StepLog,
    node_ref,
)
from tests.app.canvas.scenes import (
    Opener,
    backward,
    document,
    forward,
    leaf,
    log_of_product,
    op,
    product,
    value,
)
from tests.app.canvas.test_geometry import graph, picture, random_edits


def settle(canvas: Canvas, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not canvas.follower.busy)
    QApplication.processEvents()


def show_log(canvas: Canvas, log: StepLog) -> None:
    canvas.session.log = log
    canvas.session.ran.emit()


@pytest.fixture
def canvas(open_canvas: Opener, qtbot: QtBot) -> Canvas:
    canvas = open_canvas(product())
    show_log(canvas, log_of_product())
    settle(canvas, qtbot)
    return canvas


@pytest.fixture
def painted(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> list[QRect]:
    """The rectangles that are painted from here on."""
    found: list[QRect] = []
    original = canvas._paint

    def paint(painter: QPainter, rect: QRect, frame: Frame) -> None:
        found.append(QRect(rect))
        original(painter, rect, frame)

    monkeypatch.setattr(canvas, "_paint", paint)
    return found


def colours(canvas: Canvas, rect: QRect) -> set[str]:
    return names(canvas.viewport().grab(rect).toImage())


def names(image: QImage) -> set[str]:
    """The names of all colours in a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    found = np.unique(np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF)
    return {f"#{int(colour):06x}" for colour in found}


def pixels(image: QImage) -> np.ndarray[Any, np.dtype[np.int16]]:
    """Rows of pixels of four channels, as signed numbers."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4).astype(np.int16)


def test_handles_for_a_driver(canvas: Canvas) -> None:
    assert canvas.objectName() == "canvas"
    assert canvas.accessibleName() == "Canvas"


def test_random_edits_and_undos_leave_screen_and_document_in_step(open_canvas: Opener) -> None:
    canvas = open_canvas(graph(5, 8))
    session, pick = canvas.session, random.Random(5)
    for _ in range(80):
        if pick.random() < 0.3:
            session.undo_stack.undo()
        elif pick.random() < 0.1:
            session.undo_stack.redo()
        else:
            session.do(random_edits(session.document, pick), "edit")
        assert picture(canvas.places) == picture(Geometry(session.document))
        canvas.viewport().repaint()
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.document == graph(5, 8)


def test_a_card_shows_the_value_at_the_cursor(canvas: Canvas) -> None:
    slot = canvas.places.slots["y"]
    canvas.player.seek(2)
    assert canvas.shown.face(slot).status == "not run"
    canvas.player.seek(3)
    tile = canvas.shown.face(slot).first.tile
    assert tile is not None
    assert tile.text == "[3, 8]"


def test_a_step_repaints_what_it_changes(canvas: Canvas, painted: list[QRect]) -> None:
    canvas.player.seek(1)
    QApplication.processEvents()
    painted.clear()
    canvas.player.seek(2)  # w gets its value; x loses its light
    QApplication.processEvents()
    assert painted
    left = canvas.view.rect(canvas.places.card_box("y")).left()
    assert all(rect.right() < left for rect in painted)


def test_only_what_a_step_changed_is_painted_anew(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.player.seek(1)
    settle(canvas, qtbot)
    before = canvas.painter.pictures.painted
    canvas.player.seek(2)
    settle(canvas, qtbot)
    assert canvas.painter.pictures.painted - before <= 2


def test_the_lit_card(canvas: Canvas) -> None:
    canvas.player.seek(6)
    assert canvas.shown.lit == ("y", "gradient")
    canvas.player.seek(2)
    assert canvas.shown.lit == ("w", "forward")
    canvas.player.seek(0)
    assert canvas.shown.lit is None


def test_wires_take_the_hue_of_what_they_carried(canvas: Canvas) -> None:
    def shades() -> list[int]:
        slots = [canvas.places.wire_slots[w] for w in ("w1", "w2")]
        return [int(shade) for shade in canvas.shown.shades(np.array(slots))]

    cursors = {0: [0, 0], 1: [1, 0], 3: [1, 1], 5: [1, 2], 6: [2, 2]}
    for cursor, expected in cursors.items():
        canvas.player.seek(cursor)
        assert shades() == expected, cursor
    for cursor in range(7, -1, -1):  # stepping back takes it back
        canvas.player.seek(cursor)
        if cursor in cursors:
            assert shades() == cursors[cursor], cursor


def test_the_legend_shows_the_colours_that_are_painted(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.player.seek(5)
    settle(canvas, qtbot)
    found = colours(canvas, canvas.area())
    colours_now = theme.current()
    assert {colours_now.forward.name(), colours_now.gradient.name()} <= found
    legend = QRect(0, canvas.area().height() - 90, 60, 90)
    assert {colours_now.forward.name(), colours_now.gradient.name()} <= colours(canvas, legend)


def test_a_gradient_travels_with_the_phase(canvas: Canvas, painted: list[QRect]) -> None:
    canvas.player.seek(6)
    player = canvas.player

    def dot() -> float:
        return canvas.follower._pulses[0].left()

    places = []
    for phase in (0.45, 0.7, 1.0):
        player.phase = phase
        player.phase_changed.emit(phase)
        places.append(dot())
    assert places[0] > places[1] > places[2]  # back, against the values
    QApplication.processEvents()
    assert painted


def test_an_edge_without_a_wire_is_drawn_while_its_gradient_travels(
    canvas: Canvas, qtbot: QtBot
) -> None:
    between = QRect(320, 150, 70, 250)  # from w to y there is no wire
    canvas.player.seek(3)
    settle(canvas, qtbot)
    assert theme.current().gradient.name() not in colours(canvas, between)
    flow = Flow("y", "w", 1, "AccumulateGrad", value(1, 2))
    show_log(canvas, StepLog([*log_of_product().steps[:5], backward("y", flow)]))
    canvas.player.seek(6)
    settle(canvas, qtbot)
    assert theme.current().gradient.name() in colours(canvas, between)
    assert len(canvas.follower._pulses) == 2  # its dot and its text


def test_the_gate_is_closed_while_painting(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = canvas.session.worker.gate
    seen: list[bool] = []
    original = canvas._paint

    def paint(*args: object) -> None:
        seen.append(gate._open.is_set())
        original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(canvas, "_paint", paint)
    canvas.viewport().repaint()
    assert seen == [False]
    assert gate._open.is_set()


def test_a_bigger_tensor_gets_more_room_when_the_run_is_done(
    canvas: Canvas, qtbot: QtBot
) -> None:
    low = canvas.places.card_box("x").bottom
    show_log(canvas, StepLog([forward("x", value([[1, 2], [3, 4], [5, 6]]))]))
    assert canvas.places.card_box("x").bottom == low + 2 * 16
    settle(canvas, qtbot)


def test_pictures_follow_the_zoom_after_a_rest(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_zoom(1.5)
    QApplication.processEvents()
    slot = canvas.places.slots["x"]
    picture_now = canvas.painter.pictures.get(slot)
    assert picture_now is not None
    assert picture_now.zoom == 1.0
    settle(canvas, qtbot)
    picture_now = canvas.painter.pictures.get(slot)
    assert picture_now is not None
    assert picture_now.zoom == 1.5


def test_panning_paints_little_and_leaves_no_smear(
    canvas: Canvas, painted: list[QRect]
) -> None:
    def screen() -> QImage:
        """What is on the screen, not what a new painting would give."""
        QApplication.processEvents()
        return canvas.screen().grabWindow(canvas.winId()).toImage()

    before = screen()
    painted.clear()
    for step in ((16, 0), (-40, 7), (3, -90)):
        canvas.scroll_by(*step)
        QApplication.processEvents()
    whole = canvas.area().width() * canvas.area().height()
    assert sum(rect.width() * rect.height() for rect in painted) < whole / 2
    scrolled = screen()
    assert scrolled != before
    canvas.update_all()
    # A line that is drawn in two parts may be rounded otherwise where they meet.
    assert np.abs(pixels(screen()) - pixels(scrolled)).max() <= 4


def test_both_themes_paint_and_switching_repaints(canvas: Canvas, qtbot: QtBot) -> None:
    try:
        for scheme, colours_now in (("dark", theme.DARK), ("light", theme.LIGHT)):
            theme.override("dark" if scheme == "dark" else "light")
            settle(canvas, qtbot)
            assert colours_now.card.name() in colours(canvas, QRect(400, 140, 210, 120))
    finally:
        theme.override(None)


def test_far_away_cards_are_blocks_in_their_colours(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.session.select({"w"})
    canvas.set_zoom(0.15)
    settle(canvas, qtbot)
    box = canvas.view.rect(canvas.places.card_box("w")).toRect()
    assert theme.current().selection.name() in colours(canvas, box)


@pytest.mark.parametrize(("zoom", "written_on"), [(0.15, False), (0.3, True)])
def test_a_far_card_is_lit_in_the_colour_of_the_direction(
    canvas: Canvas, qtbot: QtBot, zoom: float, written_on: bool
) -> None:
    canvas.set_zoom(zoom)
    box = canvas.view.rect(canvas.places.card_box("y")).toRect()
    now = theme.current()
    steps = canvas.player.log.steps
    after: dict[str, int] = {s.kind: at + 1 for at, s in enumerate(steps) if s.node == "y"}
    for kind, hue in (("forward", now.forward), ("backward", now.gradient)):
        canvas.player.seek(after[kind])
        settle(canvas, qtbot)
        # where its name is written, the ground is so pale that the name can be read
        ground = mixed(hue, now.card, 0.65) if written_on else hue
        assert ground.name() in colours(canvas, box)


def test_nothing_is_aimed_at_where_the_view_has_gone_from_under_the_pointer(
    canvas: Canvas, qtbot: QtBot
) -> None:
    shown, document = canvas.shown, canvas.session.document
    part = part_of(canvas.places, shown, document, "w", PartKind.VALUE)
    assert part is not None
    for zoom, pixels in ((0.3, 0), (1.0, 900)):
        canvas.look_at(1.0, canvas.view.left, canvas.view.top)
        at = canvas.view.rect(part.box).center()
        for by in (1, 0):
            qtbot.mouseMove(canvas.viewport(), at.toPoint() + QPoint(by, 0))
        assert canvas.overlay.aimed is not None
        canvas.set_zoom(zoom, at)
        canvas.scroll_by(pixels, 0)
        assert canvas.overlay.aimed is None


def test_the_picture_of_a_card_that_was_larger_leaves_nothing_beyond_it(
    canvas: Canvas, qtbot: QtBot
) -> None:
    canvas.set_zoom(1.0)
    slot = canvas.places.slots["w"]
    canvas.places.set_contents({slot: metrics.Content(12, 8, 0)})
    settle(canvas, qtbot)
    large = canvas.view.rect(canvas.places.card_box("w")).toRect()
    seen = colours(canvas, large)
    canvas.places.set_contents({slot: metrics.Content(1, 1, 0)})
    canvas.scene.budget = -1.0  # no time for another picture
    small = canvas.view.rect(canvas.places.card_box("w")).toRect()
    top = small.height() + math.ceil(MARGIN) + 1
    beyond = QRect(0, top, large.width(), large.height() - top)
    assert beyond.height() > 40
    late = canvas.viewport().grab(large).toImage().copy(beyond)
    assert slot in canvas.scene.late
    assert theme.current().card.name() in seen
    canvas.scene.budget = math.inf
    assert canvas.viewport().grab(large).toImage().copy(beyond) == late


def test_a_far_card_has_an_edge_all_round(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_zoom(0.3)
    settle(canvas, qtbot)
    box = canvas.view.rect(canvas.places.card_box("w")).toAlignedRect()
    image, edge = canvas.viewport().grab().toImage(), theme.current().card_border
    middle = box.center().x()
    rows = [y for y in range(box.top(), box.bottom() + 4) if image.pixelColor(middle, y) == edge]
    assert len(rows) == 1
    assert abs(rows[0] - box.bottom()) <= 1


def test_render_image(canvas: Canvas) -> None:
    for scale in (0.3, 1.0, 2.0):
        image: QImage = canvas.render_image(scale)
        bounds = canvas.places.bounds()
        assert bounds is not None
        assert abs(image.width() - (bounds.right - bounds.left + 48) * scale) <= 1
        seen = names(image)
        assert len(seen) > 8
        assert QColor(theme.current().card).name() in seen


def test_a_document_stays_fitted_until_somebody_moves_the_view(
    canvas: Canvas, qtbot: QtBot
) -> None:
    def in_sight() -> bool:
        bounds = canvas.places.bounds()
        assert bounds is not None
        return canvas.area().contains(canvas.view.rect(bounds).toRect())

    canvas.fit_all()
    canvas.resize(500, 300)
    assert in_sight()
    canvas.zoom_in()
    canvas.glide.finish()
    zoom = canvas.view.zoom
    canvas.resize(1000, 700)
    assert canvas.view.zoom == zoom
    settle(canvas, qtbot)


def test_an_error_lies_below_the_value_and_not_over_it(canvas: Canvas, qtbot: QtBot) -> None:
    log = log_of_product()
    problem = Problem("Trying to backward through the graph a second time", "y")
    change = Change(node_ref("y"), "error", None, problem)
    log.append(Step("error", ("a3",), "y", Message(""), (change,)))
    show_log(canvas, log)
    canvas.player.seek(8)
    settle(canvas, qtbot)
    slot = canvas.places.slots["y"]
    look = canvas.painter.look(slot, canvas.scene)
    box, now = canvas.places.card_box("y"), theme.current()

    def painted_in(block: QRectF) -> set[str]:
        where = block.translated(box.left, box.top)
        corner = canvas.view.to_screen(where.left(), where.top())
        return colours(canvas, QRect(corner.toPoint(), where.size().toSize()))

    assert now.error.name() in painted_in(look.error_block)
    assert now.forward.name() in painted_in(look.value_block)
    assert now.error.name() not in painted_in(look.value_block)
    assert box.top + look.error_block.bottom() < box.bottom
    before = look.value_block
    canvas.player.seek(7)  # nothing moves in the card when the error comes
    settle(canvas, qtbot)
    assert canvas.painter.look(slot, canvas.scene).value_block == before
    assert before.height() < 2 * metrics.LINE
    assert now.error.name() not in painted_in(look.error_block)


def test_the_texts_of_four_gradients_at_one_port_lie_side_by_side(qapp: QApplication) -> None:
    found = plates([QPointF(100 + i, 100) for i in range(4)], ["0", "[1, 1]", "0", "3"])
    for first, second in combinations(found, 2):
        assert not first.intersects(second)
    (there,) = plates([QPointF(100, 100)], ["0"], found[:1])
    assert not there.intersects(found[0])


def test_what_backward_did_not_come_to_says_why_and_not_that_it_requires_grad(
    canvas: Canvas, qtbot: QtBot
) -> None:
    steps = list(log_of_product().steps)
    steps[1] = forward("w", value(3, 4), requires_grad=True)
    show_log(canvas, StepLog(steps))
    slot, box = canvas.places.slots["w"], canvas.places.card_box("w")

    def words_of_facts() -> set[str]:
        settle(canvas, qtbot)
        top = canvas.painter.look(slot, canvas.scene).facts_top
        corner = canvas.view.to_screen(box.left + metrics.SIDE + 10, box.top + top)
        return colours(canvas, QRect(corner.toPoint(), QSize(60, int(metrics.FACTS))))

    canvas.player.seek(4)
    assert theme.current().gradient.name() in words_of_facts()
    canvas.player.seek(7)
    assert canvas.shown.face(slot).unreached == "off_path"
    assert theme.current().gradient.name() not in words_of_facts()


class TestTips:
    def test_a_card_tells_its_tensor_whole(self, canvas: Canvas) -> None:
        face = canvas.shown.face(canvas.places.slots["y"])
        tip = card_tip(face, canvas.session.document)
        assert "tensor([3., 8.], grad_fn=&lt;MulBackward0&gt;)" in tip
        assert "<b>y = mul</b>" in tip
        face = canvas.shown.face(canvas.places.slots["x"])
        assert ".grad<pre" in card_tip(face, canvas.session.document)

    def test_ports_and_wires(self, canvas: Canvas) -> None:
        document, places = canvas.session.document, canvas.places
        x, y, *_ = places.ends[places.wire_slots["w1"]].tolist()
        assert tip_at(places, canvas.shown, document, x, y, 10) == "out: [2] float32"
        middle = (x + 300) / 2
        canvas.player.seek(3)
        assert tip_at(places, canvas.shown, document, middle, (y + 82) / 2, 10) == "x → y.a"
        assert tip_at(places, canvas.shown, document, 5000, 0, 10) == ""

    def test_a_wire_that_is_cut_says_why(self, open_canvas: Opener) -> None:
        cut = document(leaf("x"), op("d", "detach", 300, 40), wires=("x>d.a",))
        canvas = open_canvas(cut)
        steps = [forward("x", value(1, 2), requires_grad=True), forward("d", value(1, 2))]
        show_log(canvas, StepLog(steps))
        x, y, right, below = canvas.places.ends[canvas.places.wire_slots["w1"]].tolist()
        middle = ((x + right) / 2, (y + below) / 2)
        tip = tip_at(canvas.places, canvas.shown, cut, *middle, 10)
        assert tip == "x → d.a: no gradient: detached here"

    def test_markup_in_a_name_is_text(self, canvas: Canvas) -> None:
        session = canvas.session
        session.do(building.rename(session.document, "y", "<b>&"), "Rename")
        tip = card_tip(canvas.shown.face(canvas.places.slots["y"]), session.document)
        assert "&lt;b&gt;&amp;" in tip


def test_placing_finds_room(canvas: Canvas) -> None:
    first = canvas.place("exp")
    second = canvas.place("exp")
    a, b = canvas.places.card_box(first), canvas.places.card_box(second)
    assert a.right < b.left or b.right < a.left or a.bottom < b.top or b.bottom < a.top
    assert canvas.session.selection == {second}


def test_a_card_placed_on_others_is_nudged_to_the_nearest_free_place(canvas: Canvas) -> None:
    under = canvas.places.card_box("y")
    node = canvas.place("mul", under.left + 20, under.bottom - 10)
    box, data = canvas.places.card_box(node), canvas.session.document.nodes[node]
    assert (data.x, data.y) == (under.left + 20, under.bottom + 12)
    assert not any(box.touches(canvas.places.card_box(n)) for n in "xwyz")
    canvas.session.undo_stack.undo()
    assert node not in canvas.session.document.nodes
    free = canvas.place("mul", under.left + 20, under.bottom + 2)
    assert canvas.session.document.nodes[free].y == under.bottom + 2


def test_cards_that_are_placed_at_one_point_lie_apart(canvas: Canvas) -> None:
    nodes = [canvas.place("ones", 420, 420) for _ in range(12)]
    boxes = [canvas.places.card_box(node) for node in nodes]
    assert not any(a.touches(b) for a in boxes for b in boxes if a is not b)
    assert all(abs(box.left - 420) < 640 and abs(box.top - 420) < 640 for box in boxes)


def test_fitting_leaves_no_card_under_the_legend(open_canvas: Opener) -> None:
    rows = [leaf(f"n{i}", 0.0, 200.0 * i) for i in range(12)]
    canvas = open_canvas(document(*rows, leaf("far", 2000.0, 2200.0)))
    canvas.fit_all()
    legend = legend_rect(canvas.area().height())
    for node in canvas.session.document.nodes:
        where = canvas.view.rect(canvas.places.card_box(node), 0.0)
        assert not where.intersects(legend.toRectF()), node
