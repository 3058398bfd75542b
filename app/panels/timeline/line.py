"""The line itself: bands, ticks and the cursor, painted; scrubbed with mouse and keyboard.

What a frame costs depends on the pixels and the bands, not on the number of steps.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app import theme
from app.panels.timeline.bands import Band, Bands, bands_of, retitled
from app.panels.timeline.span import MARGIN, Span
from app.playback.player import Player
from app.playback.words import text_of
from app.theme import Theme
from app.widgets.icons import icon
from app.widgets.look import mixed
from app.widgets.probe_words import names_of_loops, turn_title
from app.widgets.wording import Hue

TOP = 15
BAND_HEIGHT = 34
HEIGHT = TOP + BAND_HEIGHT + 9
RANGE_HEIGHT = 4.0
STRIDES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
STRIP_FROM = 3.0
"""Pixels an action from which the actions of a Repeat have strips of their own."""
PAN = 0.1
NOTCH = 1.25
"""How much larger one notch of the wheel makes the steps."""
TICK_FROM = 5.0
"""Pixels a step from which steps have ticks of their own."""
HANDLE = 6.0
ICON = 16


class StepLine(QWidget):
    """Paints the player's log.

    Signals:
        hovered(cursor): the pointer is over the step before this cursor; -1 when it has left.
    """

    hovered = Signal(int)

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineLine")
        self.setAccessibleName(self.tr("Steps"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.player = player
        self.bands = Bands()
        self._wheel = 0
        self.span = Span()
        self._came_from: int | None = None
        """The cursor before the drag that is under way."""
        self._range_from: int | None = None
        """Where the range begins that is being drawn."""
        self._old_loop: tuple[bool, tuple[int, int] | None] = (False, None)
        player.moved.connect(self._moved)
        player.phase_changed.connect(lambda _: self._repaint_near_cursor())
        player.loop_changed.connect(self.update)
        player.stopped.connect(lambda _: self.update())
        theme.switch().changed.connect(self.update)
        self.reload()

    def reload(self) -> None:
        """Reads the log anew."""
        self.bands = bands_of(self.player.log, self.player.session.whole)
        self._measure()
        self._describe()
        self.update()

    def retitle(self) -> None:
        """The document has changed, and with it perhaps what actions are called."""
        self.bands.bands = retitled(self.bands.bands, self.player.session.whole)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    # Places

    def x_at(self, cursor: float) -> float:
        """Where a cursor stands, in pixels."""
        return self.span.x_at(cursor)

    def cursor_at(self, x: float) -> int:
        """The cursor nearest to a pixel."""
        return self.span.cursor_at(x)

    def _step_width(self) -> float:
        return self.span.step_width

    def _measure(self) -> None:
        self.span.resize(self.bands.count, self.width() - 2 * MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _shown_cursor(self) -> float:
        cursor, phase = self.player.cursor, self.player.phase
        return max(0.0, cursor - 1 + phase) if phase < 1.0 else float(cursor)

    # Changes

    def _moved(self, old: int, new: int) -> None:
        self.span.show(new)
        self._describe()
        self.update()

    def _repaint_near_cursor(self) -> None:
        x, reach = self.x_at(self._shown_cursor()), self._step_width() + 2 * HANDLE + 2
        self.update(QRectF(x - reach, 0, 2 * reach, HEIGHT).toAlignedRect())

    def _describe(self) -> None:
        self.setAccessibleDescription(
            self.tr("Step {step} of {count}").format(
                step=self.player.cursor, count=self.bands.count
            )
        )

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        if not self.bands.count:
            painter.setPen(colours.muted)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Nothing has run"))
            return
        clip = event.rect()
        for band in self.bands.bands:
            left, right = self.x_at(band.start), self.x_at(band.stop)
            if right >= clip.left() - 2 and left <= clip.right() + 2:
                self._paint_band(painter, band, colours)
        self._paint_errors(painter, colours)
        self._paint_overview(painter, colours)
        self._paint_range(painter, colours)
        self._paint_cursor(painter, colours)
        painter.end()

    def _paint_band(self, painter: QPainter, band: Band, colours: Theme) -> None:
        hue = hue_of(band.hue, colours)
        box = QRectF(self.x_at(band.start), TOP, 0, BAND_HEIGHT)
        box.setRight(max(self.x_at(band.stop), box.left() + 2.0))
        if self.span.zoom > 1.0:  # what is beyond the edges is not drawn
            box.setLeft(max(box.left(), -MARGIN))
            box.setRight(min(box.right(), self.width() + MARGIN))
        gap = 1.5 if box.width() > 12 else 0.25
        box.adjust(gap, 0, -gap, 0)
        radius = min(6.0, box.width() / 2)
        shape = QPainterPath()
        shape.addRoundedRect(box, radius, radius)
        painter.fillPath(shape, mixed(hue, colours.panel, 0.16))
        done = self.x_at(self._shown_cursor())
        if done > box.left():
            painter.save()
            painter.setClipRect(
                QRectF(box.left(), box.top(), done - box.left(), box.height()),
                Qt.ClipOperation.IntersectClip,
            )
            painter.fillPath(shape, mixed(hue, colours.panel, 0.36))
            painter.restore()
        painter.setPen(QPen(mixed(hue, colours.panel, 0.55), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        self._paint_ticks(painter, band, hue, box, colours)
        self._paint_title(painter, band, hue, box, colours)

    def _paint_ticks(
        self, painter: QPainter, band: Band, hue: QColor, box: QRectF, colours: Theme
    ) -> None:
        """A tick at the end of each step, or at the start of each iteration."""
        width = self._step_width()
        if band.iterations is not None and len(band.iterations):
            self._paint_sections(painter, band, box, colours)
            room = (band.stop - band.start) * width / len(band.iterations)
            # where they would lie too close, every tenth or hundredth has one
            stride = next((each for each in STRIDES if each * room >= TICK_FROM), STRIDES[-1])
            ends = band.iterations[stride::stride]
        elif width >= TICK_FROM:
            first = max(band.start + 1, int(self.span.first))
            # all of them are made only where they are few enough to be seen
            ends = np.arange(first, min(band.stop, int(self.span.last) + 2))
        else:
            return
        seen = (ends >= self.span.first) & (ends <= self.span.last)
        places = MARGIN + (ends[seen] - self.span.first) * width
        bottom = box.bottom()
        lines = [
            QLineF(x, bottom - 7.0, x, bottom - 1.0)
            for x in places.tolist()
        ]
        painter.setPen(QPen(mixed(hue, colours.panel, 0.9), 1.2))
        painter.drawLines(lines)

    def _paint_sections(
        self, painter: QPainter, band: Band, box: QRectF, colours: Theme
    ) -> None:
        """In a Repeat: a strip in the hue of each action, where they are wide enough."""
        sections = self.player.log.sections
        first = max(band.start, int(self.span.first))
        last = min(band.stop, int(self.span.last) + 1)
        low = bisect_right(sections, first, key=lambda section: section.start) - 1
        high = bisect_left(sections, last, key=lambda section: section.start)
        if not 0 < (high - low) * STRIP_FROM <= box.width():
            return
        for section in sections[max(0, low) : high]:
            hue = hue_of(self.bands.hues.get(section.action[-1], "neutral"), colours)
            left = max(self.x_at(section.start), box.left())
            right = min(self.x_at(section.stop), box.right())
            strip = QRectF(left + 0.5, box.bottom() - 11, right - left - 1, 2.5)
            painter.fillRect(strip, mixed(hue, colours.panel, 0.85))

    def _paint_overview(self, painter: QPainter, colours: Theme) -> None:
        """How much of the whole is seen, and where, while the steps are shown larger."""
        if self.span.zoom <= 1.0:
            return
        room, count = self.width() - 2 * MARGIN, self.bands.count
        painter.fillRect(QRectF(MARGIN, HEIGHT - 2, room, 2), colours.panel_border)
        left = MARGIN + room * self.span.first / count
        painter.fillRect(QRectF(left, HEIGHT - 2, room / self.span.zoom, 2), colours.muted)

    def _paint_title(
        self, painter: QPainter, band: Band, hue: QColor, box: QRectF, colours: Theme
    ) -> None:
        if box.width() < ICON + 8:
            return
        corner = QRectF(max(box.left(), 0.0) + 6, box.top() + 5, ICON, ICON)
        if box.width() < ICON + 12:
            corner.moveLeft(box.center().x() - ICON / 2)
        mark = icon(band.icon, mixed(hue, colours.text, 0.6))
        if not mark.isNull():
            mark.paint(painter, corner.toRect())
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        room = box.right() - corner.right() - 10
        turn = self._turn(band)
        said = f"{turn} · {band.title}" if turn else band.title
        title = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, int(room))
        if room > 24:
            painter.setPen(colours.text)
            place = QRectF(corner.right() + 5, corner.top() - 2, room, ICON + 4)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_errors(self, painter: QPainter, colours: Theme) -> None:
        """A triangle over each failed step, a hollow one where it was caught; those that share a
        pixel share a triangle."""
        painter.setPen(QPen(colours.text, 1.4))
        painter.setBrush(colours.panel)
        self._paint_triangles(painter, self.bands.caught)
        painter.setPen(QPen(colours.panel, 1.0))
        painter.setBrush(colours.error)
        self._paint_triangles(painter, self.bands.errors)

    def _paint_triangles(
        self, painter: QPainter, steps: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> None:
        if not len(steps):
            return
        off = self.span.first - 0.5
        places = np.unique(np.rint(MARGIN + (steps - off) * self._step_width()))
        places = places[(places >= 0) & (places <= self.width())]
        for x in places.tolist():
            points = [QPointF(x - 5, TOP - 2), QPointF(x + 5, TOP - 2), QPointF(x, TOP + 6)]
            painter.drawPolygon(QPolygonF(points))

    def _paint_cursor(self, painter: QPainter, colours: Theme) -> None:
        x = self.x_at(self._shown_cursor())
        painter.setPen(QPen(colours.text, 2.0))
        painter.drawLine(QLineF(x, HANDLE + 2, x, TOP + BAND_HEIGHT + 4))
        painter.setPen(QPen(colours.selection if self.hasFocus() else colours.panel, 2.0))
        if self.player.hit is not None:
            _paint_stop(painter, QPointF(x, HANDLE + 2), colours)
            return
        painter.setBrush(colours.text)
        painter.drawEllipse(QPointF(x, HANDLE + 2), HANDLE, HANDLE)

    def _paint_range(self, painter: QPainter, colours: Theme) -> None:
        """What is played in a loop: a bar below the bands, with an end at either side."""
        if not self.player.loop:
            return
        first, last = self.player.bounds
        left, right = self.x_at(first), self.x_at(last)
        top = TOP + BAND_HEIGHT + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.selection)
        painter.drawRoundedRect(QRectF(left, top, right - left, RANGE_HEIGHT), 2, 2)
        for x in (left, right):
            painter.drawRoundedRect(QRectF(x - 2, top - 4, 4, RANGE_HEIGHT + 6), 2, 2)

    def _turn(self, band: Band) -> str:
        """The iteration of a band that the cursor is in, or that was its last."""
        if band.iterations is None or not band.start < self.player.cursor <= band.stop:
            return ""
        whole = self.player.session.whole
        return turn_title(self.player.turns, self.player.cursor, names_of_loops(whole))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._old_loop = (self.player.loop, self.player.range)
            self._range_from = self.cursor_at(event.position().x())
            return
        self._came_from = self.player.cursor
        self._scrub(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._range_from is not None:
            self._draw_range(event.position().x())
        elif not event.buttons() & Qt.MouseButton.LeftButton:
            self.hovered.emit(self._step_under(event.position().x()))
        elif self._came_from is not None:
            self._scrub(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            if self._range_from is not None and self._range_from == self.cursor_at(
                event.position().x()
            ):
                self.player.set_loop(self.player.loop, None)  # a click ends the range
            self._came_from = self._range_from = None

    def _draw_range(self, x: float) -> None:
        """Makes what lies between the press and the pointer the loop."""
        assert self._range_from is not None
        at = self.cursor_at(x)
        if at != self._range_from:
            self.player.set_loop(True, (min(at, self._range_from), max(at, self._range_from)))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(-1)

    def _scrub(self, x: float) -> None:
        self.player.pause()
        self.player.seek(self.cursor_at(x))

    @property
    def _dragging(self) -> bool:
        return self._came_from is not None or self._range_from is not None

    def _go_back(self) -> None:
        """Takes back the drag that is under way; what is left of it moves nothing any more."""
        if self._came_from is not None:
            self.player.seek(self._came_from)
            self._came_from = None
        if self._range_from is not None:
            self.player.set_loop(*self._old_loop)
            self._range_from = None

    def _step_under(self, x: float) -> int:
        """The cursor after the step that is drawn at this pixel; -1 beside the line."""
        width = self._step_width()
        step = int((x - MARGIN) / width + self.span.first) if width and x >= MARGIN else -1
        return step + 1 if 0 <= step < self.bands.count else -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        notches, self._wheel = int(self._wheel / 120), self._wheel - int(self._wheel / 120) * 120
        if notches and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.span.zoom_by(NOTCH**notches, event.position().x())
            self.update()
        elif notches and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.span.pan(-notches * PAN)
            self.update()
        elif notches:
            self.player.pause()
            self.player.seek(self.player.cursor - notches)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cursor = self._step_under(event.pos().x())
            log = self.player.log
            if 0 < cursor <= len(log):
                text = text_of(log.steps[cursor - 1].message, self.player.session.flat)
                QToolTip.showText(event.globalPos(), f"{cursor}. {text}", self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = {
            Qt.Key.Key_Left: self.player.step_back,
            Qt.Key.Key_Right: self.player.step_forward,
            Qt.Key.Key_Home: self.player.first,
            Qt.Key.Key_End: self.player.last,
            Qt.Key.Key_PageUp: self.player.previous_section,
            Qt.Key.Key_PageDown: self.player.next_section,
            Qt.Key.Key_Space: self.player.toggle,
            Qt.Key.Key_Escape: self._go_back if self._dragging else None,
        }.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()


def _paint_stop(painter: QPainter, at: QPointF, colours: Theme) -> None:
    """The handle as a stop sign: a breakpoint has stopped here."""
    radius = HANDLE + 1.5
    corners = [
        at + QPointF(math.cos(a), math.sin(a)) * radius
        for a in (math.pi / 8 + i * math.pi / 4 for i in range(8))
    ]
    painter.setPen(QPen(colours.panel, 1.5))
    painter.setBrush(colours.error)
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(QPen(colours.panel, 1.8))
    painter.drawLines([QLineF(at.x() + x, at.y() - 2.6, at.x() + x, at.y() + 2.6) for x in (-2, 2)])


def hue_of(hue: Hue, colours: Theme) -> QColor:
    """The colour of a direction; grey for what has none."""
    return {"forward": colours.forward, "gradient": colours.gradient}.get(hue, colours.unreached)
