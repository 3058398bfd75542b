"""Fingers on a touchpad and on a touch screen."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QEventPoint,
    QGuiApplication,
    QInputDevice,
    QNativeGestureEvent,
    QPointingDevice,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from tests.app.canvas import scenes
from tests.app.canvas.scenes import Opener, on_card, on_port, product, wires

State = QEventPoint.State
BEGIN, UPDATE, END = QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd


def device(kind: QInputDevice.DeviceType, points: int) -> QPointingDevice:
    """A device that the system knows nothing of."""
    finger = QPointingDevice.PointerType.Finger
    return QPointingDevice(
        "fingers", 77 + points, kind, finger, QInputDevice.Capability.Position, points, 1
    )


PAD = device(QInputDevice.DeviceType.TouchPad, 3)
SCREEN = device(QInputDevice.DeviceType.TouchScreen, 10)


@pytest.fixture
def canvas(open_canvas: Opener) -> Iterator[Canvas]:
    canvas = open_canvas(product())
    yield canvas
    canvas.hands.touch._let_go()


def touch(canvas: Canvas, kind: QEvent.Type, *at: QPoint, state: State = State.Updated) -> None:
    """One event of so many fingers."""
    points = []
    for number, point in enumerate(at):
        place = QPointF(point)
        points.append(
            QEventPoint(number, state, place, QPointF(canvas.viewport().mapToGlobal(place)))
        )
    event = QTouchEvent(kind, SCREEN, scenes.NO_KEYS, points)
    QApplication.sendEvent(canvas.viewport(), event)


def slide(canvas: Canvas, *at: QPoint) -> None:
    """One finger comes down, moves and is lifted."""
    touch(canvas, BEGIN, at[0], state=State.Pressed)
    for point in at[1:]:
        touch(canvas, UPDATE, point)
    touch(canvas, END, at[-1], state=State.Released)


def native(canvas: Canvas, kind: Qt.NativeGestureType, value: float, by: QPointF) -> None:
    at = QPointF(321, 234)
    event = QNativeGestureEvent(kind, PAD, 2, at, at, at, value, by)
    QApplication.sendEvent(canvas.viewport(), event)


def scroll(canvas: Canvas, pixels: QPoint, angle: QPoint, held: Qt.KeyboardModifier) -> None:
    at, none = QPointF(321, 234), Qt.MouseButton.NoButton
    event = QWheelEvent(
        at, at, pixels, angle, none, held, Qt.ScrollPhase.NoScrollPhase, False,
        Qt.MouseEventSource.MouseEventNotSynthesized, PAD,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


class TestTouchpad:
    def test_two_fingers_pan_by_the_pixels_that_are_told(self, canvas: Canvas) -> None:
        scroll(canvas, QPoint(5, 12), QPoint(0, 120), scenes.NO_KEYS)
        assert (canvas.view.left, canvas.view.top, canvas.view.zoom) == (-105, -112, 1.0)
        scroll(canvas, QPoint(), QPoint(-40, 20), scenes.NO_KEYS)  # only angles are told
        assert (canvas.view.left, canvas.view.top, canvas.view.zoom) == (-85, -122, 1.0)

    def test_with_control_they_zoom_at_the_pointer(self, canvas: Canvas) -> None:
        before = canvas.view.to_canvas(321, 234)
        scroll(canvas, QPoint(0, 30), QPoint(0, 62), Qt.KeyboardModifier.ControlModifier)
        assert canvas.view.zoom == pytest.approx(1.0015**62)
        scroll(canvas, QPoint(0, -10), QPoint(), Qt.KeyboardModifier.ControlModifier)
        assert canvas.view.zoom == pytest.approx(1.0015**42)
        assert canvas.view.to_canvas(321, 234) == pytest.approx(before, abs=1.5)

    def test_a_pinch_zooms_at_the_pointer_and_two_taps_as_well(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        before = canvas.view.to_canvas(321, 234)
        for _ in range(5):
            native(canvas, Qt.NativeGestureType.ZoomNativeGesture, 0.1, QPointF())
        assert canvas.view.zoom == pytest.approx(1.1**5)
        assert canvas.view.to_canvas(321, 234) == pytest.approx(before, abs=1.5)
        native(canvas, Qt.NativeGestureType.ZoomNativeGesture, -3.0, QPointF())
        assert canvas.view.zoom > 0  # however hard one pinches
        native(canvas, Qt.NativeGestureType.SmartZoomNativeGesture, 1.0, QPointF())
        canvas.glide.finish()
        assert canvas.view.zoom == pytest.approx(1.0)

    def test_a_pan_that_the_system_recognised(self, canvas: Canvas) -> None:
        native(canvas, Qt.NativeGestureType.PanNativeGesture, 0.0, QPointF(8, -6))
        assert (canvas.view.left, canvas.view.top) == (-108, -94)


class TestTouchScreen:
    def test_two_fingers_zoom_and_pan_at_once(self, canvas: Canvas) -> None:
        start = QPoint(300, 300), QPoint(400, 300)
        touch(canvas, BEGIN, start[0], state=State.Pressed)
        touch(canvas, UPDATE, *start)
        grip = canvas.view.to_canvas(350, 300)
        touch(canvas, UPDATE, QPoint(320, 360), QPoint(480, 360))
        touch(canvas, UPDATE, QPoint(300, 400), QPoint(500, 400))
        assert canvas.view.zoom == pytest.approx(2.0)
        assert canvas.view.to_canvas(400, 400) == pytest.approx(grip, abs=1.5)
        left = canvas.view.left
        touch(canvas, UPDATE, QPoint(700, 100))  # one of them is lifted: the other does nothing
        assert canvas.view.left == left
        touch(canvas, END, QPoint(700, 100), state=State.Released)
        assert canvas.session.undo_stack.count() == 0
        assert not canvas.session.selection

    def test_a_second_finger_takes_back_what_the_first_began(self, canvas: Canvas) -> None:
        at = on_card(canvas, "y")
        touch(canvas, BEGIN, at, state=State.Pressed)
        touch(canvas, UPDATE, at + QPoint(60, 40))
        assert canvas.places.card_box("y").left == 360
        touch(canvas, UPDATE, at + QPoint(60, 40), at + QPoint(160, 40))
        assert canvas.places.card_box("y").left == 300
        touch(canvas, END, at, state=State.Released)
        assert canvas.session.undo_stack.count() == 0

    def test_one_finger_pans_on_the_ground_and_drags_a_card(self, canvas: Canvas) -> None:
        slide(canvas, QPoint(850, 550), QPoint(880, 560), QPoint(910, 590))
        assert (canvas.view.left, canvas.view.top) == (-160, -140)
        assert not canvas.session.selection
        at = on_card(canvas, "y")
        slide(canvas, at, at + QPoint(30, 0), at + QPoint(90, 20))
        assert canvas.session.document.nodes["y"].x == 390
        assert canvas.session.undo_stack.count() == 1

    def test_a_finger_draws_a_wire(self, canvas: Canvas) -> None:
        goal = on_port(canvas, "y", "b")
        slide(canvas, scenes.on_output(canvas, "w"), goal - QPoint(50, 9), goal)
        assert "w>y.b" in wires(canvas.session.document)

    def test_a_tap_selects_and_two_open(self, canvas: Canvas, qtbot: QtBot) -> None:
        at = on_card(canvas, "y") + QPoint(0, 60)
        slide(canvas, at, at + QPoint(3, 2))  # a finger is never quite still
        assert canvas.session.selection == {"y"}
        assert canvas.hands.tool is None
        with qtbot.waitSignal(canvas.edit_requested):
            slide(canvas, at)
        slide(canvas, QPoint(850, 550))
        assert not canvas.session.selection

    def test_a_finger_that_rests_asks_for_the_menu(
        self, canvas: Canvas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hints = QGuiApplication.styleHints()
        before = hints.mousePressAndHoldInterval()
        hints.setMousePressAndHoldInterval(20)
        try:
            with qtbot.waitSignal(canvas.context_requested) as asked:
                touch(canvas, BEGIN, on_card(canvas, "y"), state=State.Pressed)
        finally:
            hints.setMousePressAndHoldInterval(before)
        assert asked.args[0] == "y"
        at = on_card(canvas, "y")
        touch(canvas, UPDATE, at + QPoint(70, 0))
        touch(canvas, END, at + QPoint(70, 0), state=State.Released)
        assert canvas.session.document.nodes["y"].x == 300

    def test_a_cancelled_touch_leaves_nothing(self, canvas: Canvas) -> None:
        at = on_card(canvas, "y")
        touch(canvas, BEGIN, at, state=State.Pressed)
        touch(canvas, UPDATE, at + QPoint(60, 40))
        touch(canvas, QEvent.Type.TouchCancel, at)
        assert canvas.hands.tool is None
        assert canvas.places.card_box("y").left == 300
        assert not math.isnan(canvas.view.left)
