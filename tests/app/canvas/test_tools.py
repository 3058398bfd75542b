"""Each gesture with real mouse and key events: done, cancelled, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.ports import Port
from app.canvas.tools.drop import MIME
from autograd_core.graph import building
from autograd_core.graph.document import Document
from tests.app.canvas import scenes
from tests.app.canvas.scenes import (
    MIDDLE,
    Opener,
    drag,
    on_card,
    on_output,
    on_port,
    press,
    product,
    wires,
)

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    return open_canvas(product())


def places(document: Document) -> dict[str, tuple[float, float]]:
    return {node.id: (node.x, node.y) for node in document.nodes.values()}


class TestMove:
    def test_a_drag_is_one_edit_and_one_undo(self, canvas: Canvas) -> None:
        document, stack = canvas.session.document, canvas.session.undo_stack
        before = places(document)
        at = on_card(canvas, "y")
        drag(canvas, at, at + QPoint(40, 10), at + QPoint(90, -20))
        assert document.nodes["y"].x == 390
        assert document.nodes["y"].y == 20
        assert canvas.places.card_box("y")[:2] == (390, 20)
        assert stack.count() == 1
        stack.undo()
        assert places(document) == before
        assert canvas.places.card_box("y")[:2] == (300, 40)

    def test_the_document_learns_of_it_at_the_end_and_escape_takes_it_back(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        document = canvas.session.document
        before = places(document)
        at = on_card(canvas, "y")
        press(canvas, at, at + QPoint(90, 60))
        assert canvas.places.card_box("y").left == 390
        assert places(document) == before
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.places.card_box("y").left == 300
        scenes.mouse(canvas, QEvent.Type.MouseButtonRelease, at)
        assert places(document) == before
        assert canvas.session.undo_stack.count() == 0

    def test_all_selected_cards_move_together(self, canvas: Canvas) -> None:
        canvas.session.select({"x", "w"})
        at = on_card(canvas, "w")
        drag(canvas, at, at + QPoint(-30, 50))
        nodes = canvas.session.document.nodes
        assert (nodes["x"].x, nodes["x"].y) == (-30, 50)
        assert (nodes["w"].x, nodes["w"].y) == (-30, 250)
        assert nodes["y"].x == 300
        assert canvas.session.undo_stack.count() == 1

    def test_at_the_edge_the_view_follows(self, canvas: Canvas, qtbot: QtBot) -> None:
        left = canvas.view.left
        at = on_card(canvas, "y")
        press(canvas, at, QPoint(995, 400))
        qtbot.waitUntil(lambda: canvas.view.left > left + 40)
        grip = canvas.view.to_canvas(995, 400)
        assert canvas.places.card_box("y").left == pytest.approx(grip[0] - 60, abs=1)
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.places.card_box("y").left == 300

    def test_losing_the_focus_cancels(self, canvas: Canvas) -> None:
        at = on_card(canvas, "y")
        press(canvas, at, at + QPoint(90, 60))
        canvas.clearFocus()
        assert canvas.places.card_box("y").left == 300
        assert canvas.hands.tool is None

    def test_an_edit_from_elsewhere_cancels(self, canvas: Canvas) -> None:
        at = on_card(canvas, "y")
        press(canvas, at, at + QPoint(90, 60))
        canvas.session.select({"x"})
        canvas.delete_selection()
        assert canvas.hands.tool is None
        assert canvas.places.card_box("y").left == 300


    def test_a_card_dropped_on_another_lies_on_top_and_both_can_be_reached(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        at = on_card(canvas, "x")
        drag(canvas, at, at + QPoint(300, 45))
        over = on_card(canvas, "x")
        assert canvas.places.card_at(*canvas.view.to_canvas(over.x(), over.y())) == "x"
        left = Qt.MouseButton.LeftButton
        below = canvas.places.card_box("y")
        point = canvas.view.to_screen(below.left + 30, below.bottom - 5).toPoint()
        qtbot.mouseClick(canvas.viewport(), left, pos=point)
        assert canvas.session.selection == {"y"}
        assert canvas.places.card_at(*canvas.view.to_canvas(over.x(), over.y())) == "y"


class TestSelect:
    def test_click_selects_and_control_click_toggles(self, canvas: Canvas, qtbot: QtBot) -> None:
        viewport, left = canvas.viewport(), Qt.MouseButton.LeftButton
        qtbot.mouseClick(viewport, left, pos=on_card(canvas, "x"))
        assert canvas.session.selection == {"x"}
        qtbot.mouseClick(viewport, left, CONTROL, on_card(canvas, "y"))
        assert canvas.session.selection == {"x", "y"}
        qtbot.mouseClick(viewport, left, SHIFT, on_card(canvas, "x"))
        assert canvas.session.selection == {"y"}
        qtbot.mouseClick(viewport, left, pos=QPoint(900, 600))
        assert not canvas.session.selection

    def test_a_band_selects_what_it_touches(self, canvas: Canvas) -> None:
        drag(canvas, QPoint(60, 60), QPoint(200, 400))
        assert canvas.session.selection == {"x", "w"}
        assert canvas.overlay.band is None

    def test_escape_gives_the_old_selection_back(self, canvas: Canvas, qtbot: QtBot) -> None:
        canvas.session.select({"z"})
        press(canvas, QPoint(60, 60), QPoint(200, 400))
        assert canvas.session.selection == {"x", "w"}
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.session.selection == {"z"}
        assert canvas.overlay.band is None

    def test_a_wire_has_a_wide_area_and_is_deleted_by_key(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        ends = canvas.places.ends[canvas.places.wire_slots["w2"]].tolist()
        middle = canvas.view.to_screen((ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2 + 6)
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint())
        assert canvas.session.selection == {"w2"}
        qtbot.keyClick(canvas, Key.Key_Delete)
        assert wires(canvas.session.document) == {"x>y.a"}
        canvas.session.undo_stack.undo()
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}

    def test_select_all_and_delete_and_undo(self, canvas: Canvas, qtbot: QtBot) -> None:
        document = canvas.session.document
        before = document.snapshot()
        qtbot.keyClick(canvas, Key.Key_A, CONTROL)
        assert canvas.session.selection == {"x", "w", "y", "z"}
        qtbot.keyClick(canvas, Key.Key_Backspace)
        assert not document.nodes
        canvas.session.undo_stack.undo()
        assert document == before


class TestWire:
    def test_from_output_to_input_and_undo(self, canvas: Canvas) -> None:
        drag(canvas, on_output(canvas, "w"), on_port(canvas, "y", "b"))
        assert "w>y.b" in wires(canvas.session.document)
        canvas.session.undo_stack.undo()
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}

    def test_from_input_to_output(self, canvas: Canvas) -> None:
        drag(canvas, on_port(canvas, "y", "b"), on_output(canvas, "w"))
        assert "w>y.b" in wires(canvas.session.document)

    def test_dropped_on_a_card_it_takes_the_first_free_port(self, canvas: Canvas) -> None:
        drag(canvas, on_output(canvas, "w"), on_card(canvas, "y"))
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a", "w>y.b"}

    def test_a_cycle_is_refused_in_words(self, canvas: Canvas) -> None:
        press(canvas, on_output(canvas, "z"), on_port(canvas, "y", "b"))
        loose = canvas.overlay.loose
        assert loose is not None
        assert loose.fits is False
        assert "cycle" in loose.said
        assert "y → z" in loose.said
        assert {"x", "y"} <= canvas.scene.dimmed
        assert "z" not in canvas.scene.dimmed
        scenes.mouse(
            canvas, QEvent.Type.MouseButtonRelease, on_port(canvas, "y", "b")
        )
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}
        assert canvas.overlay.loose is None
        assert not canvas.scene.dimmed

    def test_fitting_ports_light_up(self, canvas: Canvas, qtbot: QtBot) -> None:
        press(canvas, on_output(canvas, "w"), QPoint(500, 500))
        lit = {(port.node, port.name) for port in canvas.overlay.ports}
        assert lit == {("y", "a"), ("y", "b"), ("z", "a")}
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert not canvas.overlay.ports
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}

    def test_a_leaf_says_why_it_takes_none(self, canvas: Canvas, qtbot: QtBot) -> None:
        press(canvas, on_output(canvas, "w"), on_card(canvas, "x"))
        assert canvas.overlay.loose is not None
        assert "leaf" in canvas.overlay.loose.said
        qtbot.keyClick(canvas, Key.Key_Escape)

    def test_grabbing_an_end_reroutes(self, canvas: Canvas) -> None:
        drag(canvas, on_port(canvas, "y", "a"), on_port(canvas, "y", "b"))
        assert wires(canvas.session.document) == {"x>y.b", "y>z.a"}
        canvas.session.undo_stack.undo()
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}
        assert canvas.session.undo_stack.index() == 0

    def test_grabbing_an_end_and_letting_go_over_nothing_removes(self, canvas: Canvas) -> None:
        drag(canvas, on_port(canvas, "y", "a"), QPoint(250, 500))
        assert wires(canvas.session.document) == {"y>z.a"}
        canvas.session.undo_stack.undo()
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}

    def test_grabbing_an_end_and_escape_leaves_it(self, canvas: Canvas, qtbot: QtBot) -> None:
        press(canvas, on_port(canvas, "y", "a"), QPoint(250, 500))
        assert canvas.scene.hidden_wires == {"w1"}
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert not canvas.scene.hidden_wires
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}

    def test_letting_go_where_it_was_changes_nothing(self, canvas: Canvas) -> None:
        drag(canvas, on_port(canvas, "y", "a"), QPoint(300, 300), on_port(canvas, "y", "a"))
        assert canvas.session.undo_stack.count() == 0


class TestKeyboard:
    def test_tab_goes_through_the_documents_order_and_out(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        seen = []
        for _ in canvas.session.document.order:
            qtbot.keyClick(canvas, Key.Key_Tab)
            seen.append(canvas.scene.focused)
        assert seen == canvas.session.document.order
        assert canvas.session.selection == {"z"}
        qtbot.keyClick(canvas, Key.Key_Backtab, SHIFT)
        assert canvas.scene.focused == "y"
        for key, node in ((Key.Key_Home, "x"), (Key.Key_End, "z")):
            qtbot.keyClick(canvas, key)
            assert canvas.scene.focused == node
            assert canvas.session.selection == {node}

    def test_enter_opens_editing(self, canvas: Canvas, qtbot: QtBot) -> None:
        qtbot.keyClick(canvas, Key.Key_Tab)
        with qtbot.waitSignal(canvas.edit_requested) as caught:
            qtbot.keyClick(canvas, Key.Key_Return)
        assert caught.args == ["x"]

    def test_wiring(self, canvas: Canvas, qtbot: QtBot) -> None:
        canvas.set_focused("w")
        qtbot.keyClick(canvas, Key.Key_W)
        assert canvas.overlay.loose is not None
        assert "y, port b" in canvas.overlay.loose.said  # the free one before those taken
        qtbot.keyClick(canvas, Key.Key_Tab)
        assert canvas.overlay.loose is not None
        assert "y, port a" in canvas.overlay.loose.said
        qtbot.keyClick(canvas, Key.Key_Left)
        qtbot.keyClick(canvas, Key.Key_Return)
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a", "w>y.b"}
        assert canvas.overlay.loose is None
        canvas.session.undo_stack.undo()
        assert wires(canvas.session.document) == {"x>y.a", "y>z.a"}

    def test_wiring_is_cancelled_by_escape(self, canvas: Canvas, qtbot: QtBot) -> None:
        canvas.set_focused("w")
        qtbot.keyClick(canvas, Key.Key_W)
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert canvas.hands.tool is None
        assert canvas.overlay.loose is None
        assert not canvas.scene.dimmed
        assert canvas.session.undo_stack.count() == 0

    def test_wiring_where_nothing_fits_asks_what_comes_next(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        canvas.set_focused("z")
        with qtbot.waitSignal(canvas.add_requested) as caught:
            qtbot.keyClick(canvas, Key.Key_W)
        assert caught.args[0].port == Port("z", "out", False)
        assert canvas.hands.tool is None

    @pytest.mark.parametrize("end", [Key.Key_Return, Key.Key_Escape])
    def test_a_hint_to_wiring_lasts_as_long_as_it(
        self, canvas: Canvas, qtbot: QtBot, end: Key
    ) -> None:
        said: list[str] = []
        canvas.session.said.connect(said.append)
        canvas.session.hinted.connect(said.append)
        canvas.set_focused("x")
        qtbot.keyClick(canvas, Key.Key_W)
        assert "Enter connects" in said[-1]
        qtbot.keyClick(canvas, end)
        assert said[-1] == ""

    def test_arrows_pan_or_move(self, canvas: Canvas, qtbot: QtBot) -> None:
        left = canvas.view.left
        qtbot.keyClick(canvas, Key.Key_Right)
        assert canvas.view.left > left
        canvas.session.select({"y"})
        for _ in range(3):
            qtbot.keyClick(canvas, Key.Key_Down)
        assert canvas.session.document.nodes["y"].y == 70
        assert canvas.session.undo_stack.count() == 1
        canvas.session.undo_stack.undo()
        assert canvas.session.document.nodes["y"].y == 40


class TestView:
    def test_middle_button_pans_and_escape_goes_back(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        drag(canvas, QPoint(500, 500), QPoint(450, 520), button=MIDDLE)
        assert (canvas.view.left, canvas.view.top) == (-50, -120)
        press(canvas, QPoint(500, 500), QPoint(400, 400), button=MIDDLE)
        qtbot.keyClick(canvas, Key.Key_Escape)
        assert (canvas.view.left, canvas.view.top) == (-50, -120)

    def test_space_and_left_pan(self, canvas: Canvas, qtbot: QtBot) -> None:
        qtbot.keyPress(canvas, Key.Key_Space)
        at = on_card(canvas, "y")
        drag(canvas, at, at + QPoint(30, 0))
        qtbot.keyRelease(canvas, Key.Key_Space)
        assert canvas.view.left == -130
        assert canvas.session.document.nodes["y"].x == 300
        drag(canvas, at + QPoint(30, 0), at + QPoint(60, 0))
        assert canvas.session.document.nodes["y"].x == 330

    @pytest.mark.parametrize("held", [scenes.NO_KEYS, CONTROL])
    def test_the_wheel_zooms_at_the_pointer(
        self, canvas: Canvas, held: Qt.KeyboardModifier
    ) -> None:
        at = QPointF(321, 234)
        before = canvas.view.to_canvas(at.x(), at.y())
        wheel(canvas, at, QPoint(0, 120), held)
        assert canvas.view.zoom == 1.0  # it glides there
        wheel(canvas, at, QPoint(0, 120), held)
        canvas.glide.finish()
        assert canvas.view.zoom == pytest.approx(1.0015**240)
        after = canvas.view.to_canvas(at.x(), at.y())
        assert after == pytest.approx(before, abs=1.0)
        for _ in range(40):
            wheel(canvas, at, QPoint(0, 480), held)
        canvas.glide.finish()
        assert canvas.view.zoom == 8.0
        for _ in range(60):
            wheel(canvas, at, QPoint(0, -480), held)
        canvas.glide.finish()
        assert canvas.view.zoom == 0.02
        wheel(canvas, at, QPoint(0, 17), held)  # a wheel without notches is smooth by itself
        assert canvas.view.zoom == pytest.approx(0.02 * 1.0015**17)

    def test_a_touchpad_pans(self, canvas: Canvas) -> None:
        wheel(
            canvas,
            QPointF(300, 300),
            QPoint(0, 30),
            pixels=QPoint(5, 12),
            phase=Qt.ScrollPhase.ScrollUpdate,
        )
        assert canvas.view.zoom == 1.0
        assert (canvas.view.left, canvas.view.top) == (-105, -112)

    def test_fit_shows_all_or_the_selection(self, canvas: Canvas) -> None:
        canvas.fit_all()
        bounds = canvas.places.bounds()
        assert bounds is not None
        assert canvas.area().contains(canvas.view.rect(bounds).toRect())
        canvas.session.select({"z"})
        canvas.fit_selection()
        middle = canvas.view.rect(canvas.places.card_box("z")).center()
        assert abs(middle.x() - 500) < 2
        assert abs(middle.y() - 350) < 2


def wheel(
    canvas: Canvas,
    at: QPointF,
    angle: QPoint,
    held: Qt.KeyboardModifier = scenes.NO_KEYS,
    pixels: QPoint | None = None,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    event = QWheelEvent(
        at, at, pixels or QPoint(), angle, Qt.MouseButton.NoButton, held, phase, False
    )
    QApplication.sendEvent(canvas.viewport(), event)


class TestDrop:
    def mime(self, name: str) -> QMimeData:
        mime = QMimeData()
        mime.setData(MIME, QByteArray(name.encode()))
        return mime

    def enter(self, canvas: Canvas, mime: QMimeData, at: QPoint) -> QDragEnterEvent:
        event = QDragEnterEvent(
            at,
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            scenes.NO_KEYS,
        )
        QApplication.sendEvent(canvas.viewport(), event)
        return event

    def test_over_a_card_the_ghost_shows_where_there_is_room(self, canvas: Canvas) -> None:
        assert self.enter(canvas, self.mime("ones"), on_card(canvas, "w")).isAccepted()
        ghost, under = canvas.overlay.ghost, canvas.places.card_box("w")
        assert ghost is not None
        assert not canvas.places.card_at(ghost.x + 5, ghost.y + 5)
        gap = min(abs(ghost.y - under.bottom), abs(under.top - ghost.y - ghost.height))
        assert gap == 12

    def test_an_operation_is_placed_where_its_ghost_was(self, canvas: Canvas) -> None:
        mime, at = self.mime("exp"), QPoint(700, 500)
        assert self.enter(canvas, mime, at).isAccepted()
        ghost = canvas.overlay.ghost
        assert ghost is not None
        event = QDropEvent(
            QPointF(at),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            scenes.NO_KEYS,
        )
        canvas.clearFocus()
        QApplication.sendEvent(canvas.viewport(), event)
        assert canvas.hasFocus()
        assert canvas.overlay.ghost is None
        (new,) = canvas.session.selection
        node = canvas.session.document.nodes[new]
        assert (node.x, node.y) == (ghost.x, ghost.y)
        box = canvas.places.card_box(new)
        assert box.bottom - box.top == ghost.height
        canvas.session.undo_stack.undo()
        assert new not in canvas.session.document.nodes

    def test_leaving_takes_the_ghost_away(self, canvas: Canvas) -> None:
        self.enter(canvas, self.mime("ones"), QPoint(700, 500))
        assert canvas.overlay.ghost is not None
        assert canvas.overlay.ghost.category == "leaf"
        face, label = canvas.overlay.ghost.face, building.fresh_label(canvas.session.document)
        assert face is not None
        assert face.title == label != "x"
        QApplication.sendEvent(canvas.viewport(), QDragLeaveEvent())
        assert canvas.overlay.ghost is None
        assert len(canvas.session.document.nodes) == 4

    def test_what_is_no_operation_is_refused(self, canvas: Canvas) -> None:
        assert not self.enter(canvas, self.mime("nonsense"), QPoint(9, 9)).isAccepted()


class TestSignals:
    def test_hovering(self, canvas: Canvas, qtbot: QtBot) -> None:
        seen: list[str] = []
        canvas.hovered.connect(seen.append)
        for at in (on_card(canvas, "x"), on_card(canvas, "x") + QPoint(5, 5), QPoint(900, 650)):
            scenes.mouse(canvas, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
        assert seen == ["x", ""]

    def test_a_double_click_opens_editing(self, canvas: Canvas, qtbot: QtBot) -> None:
        with qtbot.waitSignal(canvas.edit_requested) as caught:
            at = on_card(canvas, "z")
            qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert caught.args == ["z"]
