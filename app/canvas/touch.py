"""Wheel, touchpad and touch screen: panning and zooming, and a finger that does as the mouse does.

Two fingers pan and zoom at once, about the place between them. One finger on a card, a port, a wire
or the side of a frame drags as the left button does; on empty canvas it pans. A tap is a click, two
are a double-click, and a finger that rests asks for the menu.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QEventPoint,
    QGuiApplication,
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication

from app.canvas import grips
from app.canvas.board import Board

if TYPE_CHECKING:
    from app.canvas.hands import Hands

ZOOM_PER_UNIT = 1.0015
"""Zoom for one unit of the wheel's angle."""
NOTCH = 120
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_KINDS = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
}


class Touch:
    """Follows the fingers on one canvas."""

    def __init__(self, board: Board, hands: Hands) -> None:
        self._board = board
        self._hands = hands
        self._held: tuple[QPointF, float] | None = None
        """The middle between two fingers, and how far they are apart."""
        self._finger: QPointF | None = None
        """Where the only finger came down, until it is known what it does."""
        self._drags = False
        self._pans: QPointF | None = None
        self._tap: tuple[float, QPointF] | None = None
        """When and where the last tap was."""
        self._rest = QTimer()
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._ask_menu)

    def event(self, event: QEvent) -> bool:
        """Whether it was one of ours."""
        if isinstance(event, QNativeGestureEvent):
            return self._gesture(event)
        if isinstance(event, QTouchEvent) and event.type() in _KINDS:
            return self._touch(event)
        return False

    # Wheel and touchpad

    def wheel(self, event: QWheelEvent) -> None:
        """A wheel zooms, two fingers on a touchpad pan, and zoom with Ctrl."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        held = event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        # A mouse's wheel may report pixels too; only a touchpad reports phases or its kind.
        pad = event.phase() != Qt.ScrollPhase.NoScrollPhase or (
            event.device() is not None
            and event.device().type() == QInputDevice.DeviceType.TouchPad
        )
        if pad and not control:
            # where the system tells no pixels, an eighth of a degree is about half of one
            by = QPointF(pixels) if not pixels.isNull() else QPointF(angle) / 2
            self._board.scroll_by(-by.x(), -by.y())
        elif held & Qt.KeyboardModifier.ShiftModifier and not control:
            self._board.scroll_by(-(angle.y() or angle.x()) / 2, 0)
        elif angle.y() or angle.x():
            units = angle.y() or angle.x()
            if units % NOTCH:  # a wheel without notches, or two fingers: smooth by itself
                zoom = self._board.view.zoom * ZOOM_PER_UNIT**units
                self._board.set_zoom(zoom, event.position())
            else:
                self._board.glide.zoom_by(ZOOM_PER_UNIT**units, event.position())
        elif control and pixels.y():  # a touchpad that tells of pixels only
            zoom = self._board.view.zoom * ZOOM_PER_UNIT ** (2 * pixels.y())
            self._board.set_zoom(zoom, event.position())
        event.accept()

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        """A gesture that the system has recognised on a touchpad."""
        board, kind = self._board, event.gestureType()
        if kind == Qt.NativeGestureType.ZoomNativeGesture:
            board.set_zoom(board.view.zoom * max(0.1, 1 + event.value()), event.position())
        elif kind == Qt.NativeGestureType.PanNativeGesture:
            board.scroll_by(-event.delta().x(), -event.delta().y())
        elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:
            goal = 1.0 if board.view.zoom != 1.0 else 0.5
            board.glide.zoom_by(goal / board.view.zoom, event.position())
        else:
            return kind in (
                Qt.NativeGestureType.BeginNativeGesture,
                Qt.NativeGestureType.EndNativeGesture,
            )
        return True

    # Touch screen

    def _touch(self, event: QTouchEvent) -> bool:
        device = event.device()
        if device is None or device.type() != QInputDevice.DeviceType.TouchScreen:
            return False
        began = event.type() == QEvent.Type.TouchBegin
        if began and self._board.viewport().childAt(self._place(event.points()[0]).toPoint()):
            event.ignore()  # it is on the minimap, or another thing that lies over the canvas
            return False
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._let_go(cancelled=True)
            return True
        down = [p for p in event.points() if p.state() != QEventPoint.State.Released]
        if len(down) >= 2:
            self._pinch([self._place(point) for point in down[:2]])
        elif self._held is not None:
            if not down:
                self._held = None  # of two fingers the last one is lifted
        elif down:
            self._one(self._place(down[0]), began)
        else:
            self._lift(self._place(event.points()[0]))
        return True

    def _place(self, point: QEventPoint) -> QPointF:
        """Where a finger is on the viewport."""
        return self._board.viewport().mapFromGlobal(point.globalPosition())

    def _pinch(self, at: Sequence[QPointF]) -> None:
        """Two fingers: what lies between them stays there."""
        middle, apart = (at[0] + at[1]) / 2, math.hypot(*(at[0] - at[1]).toTuple())
        if self._held is None:
            self._let_go(cancelled=True)
        else:
            before, was = self._held
            by = before - middle
            self._board.scroll_by(by.x(), by.y())
            if was > 0 and apart > 0:
                self._board.set_zoom(self._board.view.zoom * apart / was, middle)
        self._held = middle, apart

    def _one(self, at: QPointF, began: bool) -> None:
        """One finger has come down or moved."""
        if began:
            self._board.glide.stop()
            self._finger, self._drags, self._pans = at, False, None
            self._rest.start(QGuiApplication.styleHints().mousePressAndHoldInterval())
            return
        start = self._finger
        if self._pans is not None:
            by = self._pans - at
            self._pans = at
            self._board.scroll_by(by.x(), by.y())
        elif self._drags:
            self._mouse(QEvent.Type.MouseMove, at)
        elif start is not None and (at - start).manhattanLength() >= _least():
            self._rest.stop()
            self._finger = None
            if self._is_ground(start):
                self._pans = at
                self._board.scroll_by((start - at).x(), (start - at).y())
            else:
                self._drags = True
                self._mouse(QEvent.Type.MouseButtonPress, start)
                self._mouse(QEvent.Type.MouseMove, at)

    def _lift(self, at: QPointF) -> None:
        """The only finger is lifted."""
        if self._drags:
            self._mouse(QEvent.Type.MouseButtonRelease, at)
        elif self._finger is not None:
            self._click(at)
        self._let_go()

    def _click(self, at: QPointF) -> None:
        """A tap, or the second one."""
        now, double = time.monotonic(), False
        if self._tap is not None:
            seconds = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
            near = (at - self._tap[1]).manhattanLength() < 3 * _least()
            double = near and now - self._tap[0] < seconds
        self._tap = None if double else (now, at)
        press = QEvent.Type.MouseButtonDblClick if double else QEvent.Type.MouseButtonPress
        self._mouse(press, at)
        self._mouse(QEvent.Type.MouseButtonRelease, at)

    def _let_go(self, cancelled: bool = False) -> None:
        """Nothing is held any more; `cancelled`: what one finger has begun is taken back."""
        self._rest.stop()
        if cancelled and self._drags:
            self._hands.cancel()
        self._finger = self._pans = self._held = None
        self._drags = False
        # a finger that has gone does not point at anything
        self._hands.pointer = None

    def _is_ground(self, at: QPointF) -> bool:
        """Whether there is nothing at a point that could be dragged."""
        if self._hands.tool is not None:
            return False
        x, y = self._board.view.to_canvas(at.x(), at.y())
        return not grips.anything_at(self._board, x, y)

    def _mouse(self, kind: QEvent.Type, at: QPointF) -> None:
        """The same by mouse."""
        viewport = self._board.viewport()
        moved, up = kind == QEvent.Type.MouseMove, kind == QEvent.Type.MouseButtonRelease
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            canvas = viewport.parentWidget()
            if canvas is not None:
                canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        event = QMouseEvent(
            kind,
            at,
            viewport.mapToGlobal(at),
            NO_BUTTON if moved else LEFT,
            NO_BUTTON if up else LEFT,
            QGuiApplication.keyboardModifiers(),
        )
        QApplication.sendEvent(viewport, event)

    def _ask_menu(self) -> None:
        """The finger has rested where it came down."""
        at, viewport = self._finger, self._board.viewport()
        if at is None:
            return
        self._finger = None
        reason = QContextMenuEvent.Reason.Mouse
        point = at.toPoint()
        QApplication.sendEvent(
            viewport, QContextMenuEvent(reason, point, viewport.mapToGlobal(point))
        )


def _least() -> int:
    """How far a finger moves at least where it drags: it is held less still than a mouse."""
    return 2 * QApplication.startDragDistance()
