"""The line itself: bands, ticks and the cursor, painted; scrubbed with mouse and keyboard.

What a frame costs depends on the pixels and the bands, not on the number of steps.
"""

from __future__ import annotations

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
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app import theme
from app.panels.timeline.bands import Band, Bands, bands_of, retitled
from app.playback.player import Player
from app.playback.words import text_of
from app.theme import Theme
from app.widgets.icons import icon
from app.widgets.look import mixed
from app.widgets.wording import Hue

MARGIN = 12
TOP = 15
BAND_HEIGHT = 34
HEIGHT = TOP + BAND_HEIGHT + 9
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
        self._came_from: int | None = None
        """The cursor before the drag that is under way."""
        player.moved.connect(self._moved)
        player.phase_changed.connect(lambda _: self._repaint_near_cursor())
        theme.switch().changed.connect(self.update)
        self.reload()

    def reload(self) -> None:
        """Reads the log anew."""
        self.bands = bands_of(self.player.log, self.player.session.whole)
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
        return MARGIN + cursor * self._step_width()

    def cursor_at(self, x: float) -> int:
        """The cursor nearest to a pixel."""
        width = self._step_width()
        cursor = round((x - MARGIN) / width) if width else 0
        return max(0, min(cursor, self.bands.count))

    def _step_width(self) -> float:
        count = self.bands.count
        return (self.width() - 2 * MARGIN) / count if count else 0.0

    def _shown_cursor(self) -> float:
        cursor, phase = self.player.cursor, self.player.phase
        return max(0.0, cursor - 1 + phase) if phase < 1.0 else float(cursor)

    # Changes

    def _moved(self, old: int, new: int) -> None:
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
        self._paint_cursor(painter, colours)
        painter.end()

    def _paint_band(self, painter: QPainter, band: Band, colours: Theme) -> None:
        hue = hue_of(band.hue, colours)
        box = QRectF(self.x_at(band.start), TOP, 0, BAND_HEIGHT)
        box.setRight(max(self.x_at(band.stop), box.left() + 2.0))
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
        if band.iterations is not None and len(band.iterations):
            ends = band.iterations[1:]
            room = box.width() / len(band.iterations)
        else:
            room = self._step_width()
            # all of them are made only where they are few enough to be seen
            ends = np.arange(band.start + 1, band.stop) if room >= TICK_FROM else np.empty(0, int)
        if room < TICK_FROM:
            return
        bottom = box.bottom()
        lines = [
            QLineF(x, bottom - 7.0, x, bottom - 1.0)
            for x in (MARGIN + ends * self._step_width()).tolist()
        ]
        painter.setPen(QPen(mixed(hue, colours.panel, 0.9), 1.2))
        painter.drawLines(lines)

    def _paint_title(
        self, painter: QPainter, band: Band, hue: QColor, box: QRectF, colours: Theme
    ) -> None:
        if box.width() < ICON + 8:
            return
        corner = QRectF(box.left() + 6, box.top() + 5, ICON, ICON)
        if box.width() < ICON + 12:
            corner.moveLeft(box.center().x() - ICON / 2)
        mark = icon(band.icon, mixed(hue, colours.text, 0.6))
        if not mark.isNull():
            mark.paint(painter, corner.toRect())
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        room = box.right() - corner.right() - 10
        title = painter.fontMetrics().elidedText(
            band.title, Qt.TextElideMode.ElideRight, int(room)
        )
        if room > 24:
            painter.setPen(colours.text)
            place = QRectF(corner.right() + 5, corner.top() - 2, room, ICON + 4)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_errors(self, painter: QPainter, colours: Theme) -> None:
        """A triangle over each failed step; those that share a pixel share a triangle."""
        errors = self.bands.errors
        if not len(errors):
            return
        places = np.unique(np.rint(MARGIN + (errors + 0.5) * self._step_width()))
        painter.setPen(QPen(colours.panel, 1.0))
        painter.setBrush(colours.error)
        for x in places.tolist():
            points = [QPointF(x - 5, TOP - 2), QPointF(x + 5, TOP - 2), QPointF(x, TOP + 6)]
            painter.drawPolygon(QPolygonF(points))

    def _paint_cursor(self, painter: QPainter, colours: Theme) -> None:
        x = self.x_at(self._shown_cursor())
        painter.setPen(QPen(colours.text, 2.0))
        painter.drawLine(QLineF(x, HANDLE + 2, x, TOP + BAND_HEIGHT + 4))
        painter.setPen(QPen(colours.selection if self.hasFocus() else colours.panel, 2.0))
        painter.setBrush(colours.text)
        painter.drawEllipse(QPointF(x, HANDLE + 2), HANDLE, HANDLE)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._came_from = self.player.cursor
            self._scrub(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.hovered.emit(self._step_under(event.position().x()))
        elif self._came_from is not None:
            self._scrub(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._came_from = None

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(-1)

    def _scrub(self, x: float) -> None:
        self.player.pause()
        self.player.seek(self.cursor_at(x))

    def _go_back(self) -> None:
        """Takes back the drag that is under way; what is left of it moves nothing any more."""
        if self._came_from is not None:
            self.player.seek(self._came_from)
            self._came_from = None

    def _step_under(self, x: float) -> int:
        """The cursor after the step that is drawn at this pixel; -1 beside the line."""
        width = self._step_width()
        step = int((x - MARGIN) // width) if width else -1
        return step + 1 if 0 <= step < self.bands.count else -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        notches, self._wheel = int(self._wheel / 120), self._wheel - int(self._wheel / 120) * 120
        if notches:
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
            Qt.Key.Key_Escape: self._go_back if self._came_from is not None else None,
        }.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()


def hue_of(hue: Hue, colours: Theme) -> QColor:
    """The colour of a direction; grey for what has none."""
    return {"forward": colours.forward, "gradient": colours.gradient}.get(hue, colours.unreached)
