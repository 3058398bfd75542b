"""Gestures on wires with real mouse and key events: cutting, leading through dots, copying, putting
cards into wires, and asking for a card where a wire is let go."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas import placing
from app.canvas.canvas import Canvas
from app.canvas.placing import Spot
from app.canvas.ports import Port
from autograd_core.graph import dots
from autograd_core.graph.document import Document, OpData, WireData
from autograd_core.graph.steps import StepLog
from tests.app.canvas import scenes
from tests.app.canvas.scenes import (
    LEFT,
    Opener,
    drag,
    forward,
    leaf,
    mouse,
    on_card,
    on_output,
    on_port,
    op,
    press,
    product,
    value,
    wires,
)

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RIGHT = Qt.MouseButton.RightButton
Key = Qt.Key
MOVE, PRESS = QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress
RELEASE, DOUBLE = QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    return open_canvas(product())


def middle_of(canvas: Canvas, wire: str) -> QPoint:
    x0, y0, x1, y1 = canvas.places.ends[canvas.places.wire_slots[wire]].tolist()
    return canvas.view.to_screen((x0 + x1) / 2, (y0 + y1) / 2).toPoint()


def stroke(canvas: Canvas, at: QPoint, to: QPoint, button: Qt.MouseButton = RIGHT) -> None:
    """A drag of the right button with Ctrl, without letting go."""
    mouse(canvas, PRESS, at, button, CONTROL)
    mouse(canvas, MOVE, (at + to) / 2, button, CONTROL)
    mouse(canvas, MOVE, to, button, CONTROL)


def asked(canvas: Canvas) -> list[Spot]:
    found: list[Spot] = []
    canvas.add_requested.connect(found.append)
    return found


class TestKnife:
    def test_a_stroke_cuts_what_it_crosses_in_one_step(self, canvas: Canvas) -> None:
        at, to = middle_of(canvas, "w1") - QPoint(40, 60), middle_of(canvas, "w1") + QPoint(40, 60)
        stroke(canvas, at, to)
        assert canvas.overlay.strokes.cut == {"w1"}
        mouse(canvas, RELEASE, to, RIGHT, CONTROL)
        assert wires(canvas.session.document) == {"y>z.a"}
        assert not canvas.overlay.strokes.knife
        canvas.session.undo_stack.undo()
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}

    def test_escape_leaves_the_wires_and_no_menu_opens(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        at = middle_of(canvas, "w1")
        stroke(canvas, at - QPoint(0, 60), at + QPoint(0, 60))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
        with qtbot.assertNotEmitted(canvas.context_requested):
            QApplication.sendEvent(canvas.viewport(), event)
        qtbot.keyClick(canvas, Key.Key_Escape)
        mouse(canvas, RELEASE, at, RIGHT, CONTROL)
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}
        assert not canvas.overlay.strokes.cut

    def test_asked_for_by_key_it_waits_for_the_button(self, canvas: Canvas, qtbot: QtBot) -> None:
        at = middle_of(canvas, "w2")
        canvas.hands.start_knife()
        mouse(canvas, MOVE, at)
        assert not canvas.overlay.strokes.knife
        drag(canvas, at - QPoint(0, 50), at + QPoint(0, 50))
        assert wires(canvas.session.document) == {"x>y.a"}
        assert canvas.hands.tool is None
        canvas.hands.start_knife()
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.hands.tool is None


class TestDots:
    def test_a_double_click_adds_one_that_follows_the_pointer_and_another_removes_it(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        document, at = canvas.session.document, middle_of(canvas, "w1")
        mouse(canvas, DOUBLE, at)
        mouse(canvas, RELEASE, at)
        assert len(document.wires["w1"].points) == 1
        drag(canvas, at, at + QPoint(0, -90))
        (found,) = document.wires["w1"].points
        assert found == pytest.approx(canvas.view.to_canvas(at.x(), at.y() - 90), abs=0.1)
        # the wire is where it is led, for the pointer too
        moved = at - QPoint(0, 90)
        assert canvas.places.wire_at(*found, 3) == "w1"
        assert canvas.places.wire_at(*canvas.view.to_canvas(at.x(), at.y()), 3) != "w1"
        canvas.session.undo_stack.undo()
        canvas.session.undo_stack.redo()
        mouse(canvas, DOUBLE, moved)
        mouse(canvas, RELEASE, moved)
        assert not document.wires["w1"].points
        for _ in range(3):
            canvas.session.undo_stack.undo()
        assert document == product()

    def test_escape_takes_a_dot_back(self, canvas: Canvas, qtbot: QtBot) -> None:
        mouse(canvas, DOUBLE, middle_of(canvas, "w1"))
        mouse(canvas, RELEASE, middle_of(canvas, "w1"))
        before = canvas.places.dots.points(canvas.places.wire_slots["w1"])
        press(canvas, middle_of(canvas, "w1"), QPoint(300, 30))
        assert canvas.places.dots.points(canvas.places.wire_slots["w1"]) != before
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.places.dots.points(canvas.places.wire_slots["w1"]) == before

    def test_dots_move_with_both_ends_and_by_arrow(self, canvas: Canvas, qtbot: QtBot) -> None:
        document = canvas.session.document
        mouse(canvas, DOUBLE, middle_of(canvas, "w2"))
        mouse(canvas, RELEASE, middle_of(canvas, "w2"))
        ((x, y),) = document.wires["w2"].points
        canvas.session.select({"y", "z"})
        drag(canvas, on_card(canvas, "y"), on_card(canvas, "y") + QPoint(30, 50))
        assert document.wires["w2"].points == ((x + 30, y + 50),)
        canvas.session.select({"w2"})
        qtbot.keyClick(canvas, Key.Key_Down)
        assert document.wires["w2"].points == ((x + 30, y + 60),)


def fan() -> Document:
    """x by way of a dot to y and z, which lie above each other, and a lone v; w feeds nothing."""
    return Document(
        [
            leaf("x", 0, 100),
            leaf("w", 0, 350),
            op("y", "exp", 500, 0),
            op("z", "exp", 500, 200),
            op("v", "mul", 500, 400),
        ],
        [
            WireData("w1", "x", "y", "a", points=((350.0, 120.0),)),
            WireData("w2", "x", "z", "a", points=((350.0, 120.0),)),
        ],
    )


class TestSharedDots:
    @pytest.fixture
    def canvas(self, open_canvas: Opener) -> Canvas:
        return open_canvas(fan())

    @staticmethod
    def dot(canvas: Canvas) -> QPoint:
        return canvas.view.to_screen(350, 120).toPoint()

    @staticmethod
    def led(canvas: Canvas) -> dict[str, tuple[tuple[float, float], ...]]:
        found = canvas.session.document.wires.values()
        return {f"{w.source}>{w.target}.{w.target_port}": w.points for w in found}

    def test_it_moves_with_all_its_wires_and_escape_takes_it_back(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        press(canvas, self.dot(canvas), self.dot(canvas) + QPoint(20, 40))
        assert canvas.places.dots.points(canvas.places.wire_slots["w2"]) == [(370, 160)]
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.places.dots.points(canvas.places.wire_slots["w2"]) == [(350, 120)]
        mouse(canvas, RELEASE, self.dot(canvas))
        drag(canvas, self.dot(canvas), self.dot(canvas) + QPoint(20, 40))
        assert self.led(canvas) == {"x>y.a": ((370, 160),), "x>z.a": ((370, 160),)}
        assert canvas.session.selection == {"w1", "w2"}
        assert canvas.session.undo_stack.count() == 1

    def test_a_wire_is_drawn_out_of_it_with_control(self, canvas: Canvas) -> None:
        goal = on_port(canvas, "v", "b")
        mouse(canvas, PRESS, self.dot(canvas), LEFT, CONTROL)
        mouse(canvas, MOVE, goal - QPoint(40, 9), LEFT, CONTROL)
        loose = canvas.overlay.loose
        assert loose is not None
        assert loose.way == ((350, 120),)
        mouse(canvas, MOVE, goal, LEFT, CONTROL)
        mouse(canvas, RELEASE, goal, LEFT, CONTROL)
        assert self.led(canvas)["x>v.b"] == ((350, 120),)
        canvas.session.undo_stack.undo()
        assert canvas.session.document == fan()

    def test_let_go_over_nothing_it_asks_what_it_leads_to(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        away = QPoint(420, 620)
        with qtbot.waitSignal(canvas.add_requested) as asked:
            mouse(canvas, PRESS, self.dot(canvas), LEFT, CONTROL)
            mouse(canvas, MOVE, away, LEFT, CONTROL)
            mouse(canvas, RELEASE, away, LEFT, CONTROL)
        (spot,) = asked.args
        assert spot.lead == ((350, 120),)
        node = canvas.add(placing.operation("relu"), "relu", spot)
        assert self.led(canvas)[f"x>{node}.a"] == ((350, 120),)

    def test_an_input_dropped_on_it_comes_by_its_way(self, canvas: Canvas) -> None:
        drag(canvas, on_port(canvas, "v", "a"), self.dot(canvas) + QPoint(2, 2))
        assert self.led(canvas)["x>v.a"] == ((350, 120),)

    def test_an_output_dropped_on_it_feeds_all_that_comes_out_of_it(self, canvas: Canvas) -> None:
        drag(canvas, on_output(canvas, "w"), self.dot(canvas))
        assert self.led(canvas) == {"w>y.a": ((350, 120),), "w>z.a": ((350, 120),)}
        assert canvas.session.undo_stack.count() == 1

    def test_an_output_that_it_feeds_is_refused(self, canvas: Canvas) -> None:
        press(canvas, on_output(canvas, "y"), self.dot(canvas))
        loose = canvas.overlay.loose
        assert loose is not None
        assert loose.fits is False
        assert "y" in loose.said
        mouse(canvas, RELEASE, self.dot(canvas))
        assert canvas.session.document == fan()

    def test_what_wires_have_in_common_is_taken_hold_of_as_one(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        at = canvas.view.to_screen(280, 117).toPoint()
        qtbot.mouseClick(canvas.viewport(), LEFT, pos=at)
        assert canvas.session.selection == {"w1", "w2"}
        drag(canvas, at, on_output(canvas, "w"))
        assert self.led(canvas) == {"w>y.a": ((350, 120),), "w>z.a": ((350, 120),)}
        canvas.session.undo_stack.undo()
        drag(canvas, at, QPoint(350, 640))
        assert not canvas.session.document.wires

    def test_what_is_taken_hold_of_is_not_seen_where_it_was(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        at = canvas.view.to_screen(280, 117).toPoint()
        press(canvas, at, at + QPoint(0, 200))
        assert canvas.scene.hidden_wires == {"w1", "w2"}
        loose = canvas.overlay.loose
        assert loose is not None
        held = {(loose.start, *loose.way), *loose.others}
        ends = [canvas.places.port_place(Port(node, "a", True)) for node in ("y", "z")]
        assert held == {(end, (350, 120)) for end in ends}
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert not canvas.scene.hidden_wires

    def test_it_stays_where_a_card_that_it_leads_to_stays(self, canvas: Canvas) -> None:
        canvas.session.select({"x", "y"})
        at = on_card(canvas, "x")
        drag(canvas, at, at + QPoint(0, 60))
        assert self.led(canvas) == {"x>y.a": ((350, 120),), "x>z.a": ((350, 120),)}
        canvas.session.select({"x", "y", "z"})
        drag(canvas, on_card(canvas, "x"), on_card(canvas, "x") + QPoint(0, 60))
        assert self.led(canvas) == {"x>y.a": ((350, 180),), "x>z.a": ((350, 180),)}

    def test_keys_draw_a_wire_out_of_it(self, canvas: Canvas, qtbot: QtBot) -> None:
        canvas.session.select({"w1", "w2"})
        qtbot.keyClick(canvas, Key.Key_W)
        loose = canvas.overlay.loose
        assert loose is not None
        assert loose.way == ((350, 120),)
        qtbot.keyClick(canvas, Key.Key_Return)
        assert self.led(canvas)["x>v.a"] == ((350, 120),)
        canvas.session.select({"w2"})
        with qtbot.waitSignal(canvas.add_requested) as asked:
            qtbot.keyClick(canvas, Key.Key_W)
            qtbot.keyClick(canvas, Key.Key_A)
        assert asked.args[0].lead == ((350, 120),)

    def test_dropped_on_another_of_the_same_output_it_is_one(self, canvas: Canvas) -> None:
        session = canvas.session
        session.do(dots.bent(session.document, "w2", [(300, 300), (420, 300)]), "")
        at = canvas.view.to_screen(420, 300).toPoint()
        drag(canvas, at, self.dot(canvas) + QPoint(3, 3))
        assert self.led(canvas) == {"x>y.a": ((350, 120),), "x>z.a": ((350, 120),)}


class TestEnds:
    def test_control_copies_the_wire_at_a_port(self, canvas: Canvas) -> None:
        at = on_port(canvas, "y", "a")
        to = on_port(canvas, "y", "b")
        for kind, point in ((PRESS, at), (MOVE, (at + to) / 2), (MOVE, to), (RELEASE, to)):
            mouse(canvas, kind, point, LEFT, CONTROL)
        assert wires(canvas.session.document) == {"x>y.a", "x>y.b", "y>z.a"}

    def test_a_wire_is_taken_by_its_nearer_end(self, canvas: Canvas) -> None:
        x, y = canvas.places.port_place(Port("x", "out", False)) or (0, 0)
        near_source = canvas.view.to_screen(x + 22, y).toPoint()
        assert canvas.places.wire_at(x + 22, y, 8) == "w1"
        drag(canvas, near_source, on_output(canvas, "w"))
        assert wires(canvas.session.document) == {"w>y.a", "y>z.a"}
        assert canvas.session.undo_stack.count() == 1

    def test_a_button_let_go_elsewhere_ends_the_gesture(self, canvas: Canvas) -> None:
        press(canvas, on_output(canvas, "w"), QPoint(500, 500))
        mouse(canvas, MOVE, QPoint(510, 500), Qt.MouseButton.NoButton)
        assert canvas.hands.tool is None
        assert canvas.overlay.loose is None

    def test_what_pytorch_will_refuse_is_said_and_drawn_all_the_same(
        self, canvas: Canvas
    ) -> None:
        steps = [forward("x", value(1, 2)), forward("w", value(1, 2, 3)), forward("y", None)]
        canvas.session.log = StepLog(steps)
        press(canvas, on_output(canvas, "w"), on_port(canvas, "y", "b"))
        loose = canvas.overlay.loose
        assert loose is not None
        assert loose.fits
        assert loose.doubtful
        assert "The size of tensor a (2) must match" in loose.said
        assert canvas.overlay.doubtful == {Port("y", "b", True)}
        mouse(canvas, RELEASE, on_port(canvas, "y", "b"))
        assert "w>y.b" in wires(canvas.session.document)
        assert not canvas.overlay.doubtful

    def test_dropped_on_a_card_it_takes_the_first_port_that_will_run(
        self, open_canvas: Opener
    ) -> None:
        canvas = open_canvas(scenes.document(leaf("x"), op("y", "where", 400)))
        canvas.session.log = StepLog([forward("x", value(1, 2)), forward("y", None)])
        drag(canvas, on_output(canvas, "x"), on_card(canvas, "y"))
        assert wires(canvas.session.document) == {"x>y.a"}  # the condition is to be bool

    def test_a_taken_port_says_which_wire_goes(self, canvas: Canvas, qtbot: QtBot) -> None:
        press(canvas, on_output(canvas, "w"), on_port(canvas, "y", "a"))
        assert canvas.overlay.loose is not None
        assert "from x" in canvas.overlay.loose.said
        qtbot.keyClick(canvas, Key.Key_Escape)


class TestAsking:
    def test_a_wire_let_go_over_nothing_asks_what_takes_it(self, canvas: Canvas) -> None:
        found = asked(canvas)
        drag(canvas, on_output(canvas, "z"), QPoint(500, 600))
        assert found == [Spot(400, 500, Port("z", "out", False))]
        drag(canvas, on_output(canvas, "z"), on_output(canvas, "z") + QPoint(1, 1))
        assert len(found) == 1  # a click is no drag

    def test_double_click_space_and_tab_ask_at_the_pointer(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        found, at = asked(canvas), QPoint(500, 600)
        mouse(canvas, DOUBLE, at)
        mouse(canvas, MOVE, at, Qt.MouseButton.NoButton)
        qtbot.keyClick(canvas, Key.Key_Space)
        qtbot.keyClick(canvas, Key.Key_Tab)
        assert found == [Spot(400, 500)] * 3
        qtbot.keyClick(canvas, Key.Key_Tab)  # keys are in use now
        assert canvas.scene.focused == "x"
        qtbot.keyClick(canvas, Key.Key_Space)
        assert found[3:] == [Spot()]

    def test_tab_over_a_card_goes_on_among_the_cards(self, canvas: Canvas, qtbot: QtBot) -> None:
        found = asked(canvas)
        qtbot.mouseClick(canvas.viewport(), LEFT, pos=on_card(canvas, "x"))
        qtbot.keyClick(canvas, Key.Key_Tab)
        assert canvas.scene.focused == "w"
        assert not found

    def test_space_that_panned_or_was_held_asks_nothing(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        found = asked(canvas)
        qtbot.keyPress(canvas, Key.Key_Space)
        drag(canvas, QPoint(500, 600), QPoint(520, 600))
        qtbot.keyRelease(canvas, Key.Key_Space)
        assert not found

    def test_by_key_a_wire_asks_for_a_new_card(self, canvas: Canvas, qtbot: QtBot) -> None:
        found = asked(canvas)
        canvas.set_focused("w")
        qtbot.keyClick(canvas, Key.Key_W)
        qtbot.keyClick(canvas, Key.Key_A)
        assert found == [Spot(port=Port("w", "out", False))]
        assert canvas.overlay.loose is None


class TestInserting:
    @pytest.fixture
    def canvas(self, open_canvas: Opener) -> Canvas:
        nodes = [op("y", "exp", 700, 0), op("new", "exp", 350, 400)]
        return open_canvas(scenes.document(leaf("x"), *nodes, wires=("x>y.a",)))

    def test_a_lone_card_dragged_onto_a_wire_is_put_into_it(self, canvas: Canvas) -> None:
        document = canvas.session.document
        before = document.snapshot()
        at = on_card(canvas, "new")
        press(canvas, at, at - QPoint(0, 400))
        assert canvas.overlay.strokes.wanted == "w1"
        mouse(canvas, RELEASE, at - QPoint(0, 400))
        assert wires(document) == {"x>new.a", "new>y.a"}
        assert canvas.overlay.strokes.wanted is None
        assert canvas.session.undo_stack.count() == 1
        canvas.session.undo_stack.undo()
        assert document == before

    def test_escape_alt_and_wired_cards_leave_the_wire(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        at = on_card(canvas, "new")
        press(canvas, at, at - QPoint(0, 400))
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.overlay.strokes.wanted is None
        mouse(canvas, PRESS, at)
        for step in (200, 400):
            mouse(canvas, MOVE, at - QPoint(0, step), LEFT, Qt.KeyboardModifier.AltModifier)
        assert canvas.overlay.strokes.wanted is None
        mouse(canvas, RELEASE, at - QPoint(0, 400))
        assert wires(canvas.session.document) == {"x>y.a"}

    def test_of_two_wires_the_one_at_the_pointer_takes_it(self, open_canvas: Opener) -> None:
        document = scenes.document(
            leaf("x"),
            leaf("w", 0, 70),
            op("y", "exp", 700, 0),
            op("z", "exp", 700, 70),
            op("new", "exp", 350, 400),
            wires=("x>y.a", "w>z.a"),
        )
        canvas = open_canvas(document)
        for wire in ("w1", "w2"):
            slot = canvas.places.wire_slots[wire]
            x0, y0, x1, y1 = canvas.places.ends[slot].tolist()
            on_it = canvas.view.to_screen((x0 + x1) / 2, (y0 + y1) / 2).toPoint()
            press(canvas, on_card(canvas, "new"), on_it)
            assert canvas.overlay.strokes.wanted == wire
            canvas.hands.cancel()

    def test_where_it_is_tight_the_cards_behind_move_away(self, open_canvas: Opener) -> None:
        placed = {"y": (300, 0), "z": (600, 0), "new": (260, 400)}
        nodes = [op(node, "exp", x, y) for node, (x, y) in placed.items()]
        canvas = open_canvas(scenes.document(leaf("x"), *nodes, wires=("x>y.a", "y>z.a")))
        at = on_card(canvas, "new")
        drag(canvas, at, at - QPoint(0, 400))
        assert "x>new.a" in wires(canvas.session.document)
        boxes = [canvas.places.card_box(node) for node in ("x", "new", "y", "z")]
        for first, second in pairwise(boxes):
            assert first.right + 40 <= second.left


def test_keys_select_one_wire_after_the_other(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_focused("y")
    seen = []
    for _ in range(3):
        qtbot.keyClick(canvas, Key.Key_W, SHIFT)
        seen.append(canvas.session.selection)
    assert seen == [{"w1"}, {"w2"}, {"w1"}]


def test_outputs_are_as_many_as_the_run_made(open_canvas: Opener) -> None:
    document = Document(
        [leaf("x"), OpData("u", "unbind", x=300)], [WireData("w1", "x", "u", "a")]
    )
    canvas = open_canvas(document)
    slot = canvas.places.slots["u"]
    assert canvas.places.outputs[slot] == ("outs.0",)
    steps = [forward("x", value(1, 2, 3))]
    steps += [forward("u", value((1,)), port=f"outs.{place}") for place in range(3)]
    canvas.session.log = StepLog(steps)
    canvas.session.ran.emit()
    assert canvas.places.outputs[slot] == ("outs.0", "outs.1", "outs.2")
    found = asked(canvas)
    drag(canvas, on_output(canvas, "u", "outs.2"), QPoint(800, 600))
    assert found == [Spot(700, 500, Port("u", "outs.2", False))]


def test_a_key_asks_what_feeds_the_next_free_input(canvas: Canvas, qtbot: QtBot) -> None:
    found = asked(canvas)
    canvas.set_focused("y")
    qtbot.keyClick(canvas, Key.Key_I)
    assert found == [Spot(port=Port("y", "b", True))]
    canvas.set_focused("x")
    qtbot.keyClick(canvas, Key.Key_I)
    assert len(found) == 1
