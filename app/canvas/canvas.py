"""The canvas: one widget that shows the document at the player's cursor and takes gestures.

It is no QGraphicsScene. Geometry, faces and pictures live in modules of their own; this one ties
them to the session's and the player's signals, and repaints as little as it can.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app import theme
from app.canvas import metrics, texts
from app.canvas.access import announce, make_readable, tell_focus
from app.canvas.box import Box
from app.canvas.card import MARGIN
from app.canvas.curves import Indices
from app.canvas.geometry import Geometry
from app.canvas.hands import Hands
from app.canvas.keyboard import Keys
from app.canvas.overlay import Legend, Overlay, flow_boxes, legend_rect, pulse_rects
from app.canvas.painter import FAR, ScenePainter
from app.canvas.scene import Scene
from app.canvas.shown import Shown
from app.canvas.view import View
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import building
from autograd_core.graph.edits import Edit

RECTS = 16
"""Rectangles of a repaint beyond which one that holds them all is cheaper."""
ZOOM_STEP = 1.25
REST_MILLISECONDS = 90
"""Rest after zooming, before pictures are painted at the new zoom."""
SLICE_SECONDS = 0.006
CONTENT_SLICE = 1500
"""Cards whose room is looked at in one idle slice after a run."""


class Canvas(QAbstractScrollArea):
    """Shows and edits the session's document.

    Signals:
        hovered(node or ""): the card under the pointer.
        edit_requested(node): double-click or Enter on a card.
        context_requested(node or "", QPoint): a context menu at a global point.
        view_changed: zoom or offset are others.
    """

    hovered = Signal(str)
    edit_requested = Signal(str)
    context_requested = Signal(str, QPoint)
    view_changed = Signal()

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hands = Hands(self)
        self.keys = Keys(self, self.hands)
        self.session = session
        self.player = player
        self.view = View()
        self.overlay = Overlay()
        self.places = Geometry(session.document)
        self.shown = Shown(session, player, self.places)
        self.scene = Scene(self.places, self.shown, theme.current(), self.view)
        self.painter = ScenePainter()
        self._legend = Legend()
        self._lit_box: Box | None = None
        self._pulses: list[QRectF] = []
        self._unmeasured: list[int] = []
        self._set_up()
        self._connect()
        make_readable(self)
        self._run_finished()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Canvas"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMinimumSize(160, 120)
        viewport = self.viewport()
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setMouseTracking(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self._come_to_rest)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._idle_slice)

    def _connect(self) -> None:
        session, player = self.session, self.player
        session.replaced.connect(self._document_replaced)
        session.edited.connect(self._edited)
        session.ran.connect(self._run_finished)
        session.selected.connect(self._selection_changed)
        player.moved.connect(self._cursor_moved)
        player.phase_changed.connect(self._phase_changed)
        player.playing_changed.connect(self._update_lit)
        theme.switch().changed.connect(self._theme_changed)

    # Following the session

    def _document_replaced(self) -> None:
        self.hands.cancel()
        self.places.rebuild(self.session.document)
        self.shown.rebuild()
        self.painter.forget()
        self.scene.focused = None
        self._unmeasured = []
        self._lit_box = None
        self.fit_all()

    def _edited(self, edits: Sequence[Edit]) -> None:
        self.hands.document_edited()
        generation = self.places.builds
        box = self.places.apply(self.session.document, edits)
        if self.places.builds != generation:
            self.shown.rebuild()
            self.painter.forget()
            self.update_all()
            return
        nodes: set[str] = set()
        for edit in edits:
            item = getattr(edit, "item", None)
            if item is not None:
                ends = (getattr(item, "source", None), getattr(item, "target", None))
                nodes.update(name for name in (item.id, *ends) if isinstance(name, str))
        self.shown.stale(nodes)
        if self.scene.focused not in self.places.slots:
            self.scene.focused = None
        self.update_box(box)

    def _run_finished(self) -> None:
        """Another log: every card may look different, and need another room."""
        self.shown.all_stale()
        self.shown.recount_carried()
        inside = self.places.cards_in(self.view.box(self.area())).tolist()
        self._measure(inside)
        self._unmeasured = list(range(len(self.places.ids)))
        self._when_idle()
        self.update_all()

    def _measure(self, slots: Iterable[int]) -> None:
        """Gives cards the room that their tensors take in this run."""
        places, log = self.places, self.player.log
        changed, _ = places.set_contents(
            {
                slot: metrics.content_of(log, places.ids[slot], places.outputs[slot])
                for slot in places.in_use(slots).tolist()
            }
        )
        if len(changed):
            self.update_all()

    def _selection_changed(self) -> None:
        before = self.shown.selected.copy()
        wires = self.shown.selected_wires
        self.shown.reselect()
        after = self.shown.selected
        same = min(len(before), len(after))
        changed = np.flatnonzero(before[:same] != after[:same])
        more = np.flatnonzero(after[same:]) + same
        slots = np.concatenate([changed, more])
        wires = np.concatenate([wires, self.shown.selected_wires])
        self._update_slots(slots, wires)

    def _cursor_moved(self, old: int, new: int) -> None:
        slots = self.shown.moved(old, new)
        if slots is None:
            self.update_all()
            self._lit_box = None
            return
        self._update_slots(slots, np.empty(0, np.intp))
        self._update_lit()
        self.update_boxes(flow_boxes(self.scene), MARGIN)
        self._update_pulses()

    def _update_lit(self) -> None:
        lit = self.shown.lit
        box = None
        if lit is not None and lit[0] in self.places.slots:
            box = self.places.card_box(lit[0])
        self.update_box(self._lit_box)
        self.update_box(box)
        self._lit_box = box

    def _phase_changed(self, phase: float) -> None:
        self._update_pulses()

    def _update_pulses(self) -> None:
        rects = pulse_rects(self.scene, self.player.phase)
        if len(rects) + len(self._pulses) > RECTS:
            whole = QRectF()
            for rect in (*rects, *self._pulses):
                whole = whole.united(rect)
            self.viewport().update(whole.toAlignedRect())
        else:
            for rect in (*rects, *self._pulses):
                self.viewport().update(rect.toAlignedRect())
        self._pulses = rects

    def _theme_changed(self) -> None:
        self.scene.theme = theme.current()
        self.painter.forget()
        self.update_all()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with self.session.worker.gate:
            self.scene.ratio = self.viewport().devicePixelRatioF()
            region = event.region()
            painter = QPainter(self.viewport())
            if region.rectCount() > RECTS:
                region = QRegion(region.boundingRect())
            for rect in cast(Iterable[QRect], region):
                painter.setClipRect(rect)
                self._paint(painter, rect)
            painter.end()
        if self.scene.late and not self._rest.isActive():
            self._when_idle()

    def _paint(self, painter: QPainter, rect: QRect) -> None:
        self.painter.paint(painter, rect, self.scene)
        self.overlay.paint(painter, rect, self.scene, self.player.phase)
        self._legend.paint(painter, rect, self.scene, self.viewport().height())

    def _come_to_rest(self) -> None:
        self.scene.coarse = False
        self._when_idle()

    def _when_idle(self) -> None:
        if self.isVisible():
            self._idle.start()

    def _idle_slice(self) -> None:
        """A little of the work that can wait: late pictures, then room for cards out of sight."""
        late = self.scene.late
        if late:
            done = self.painter.refresh(late, self.scene, SLICE_SECONDS)
            late -= done
            slots = self.places.in_use(done)
            self._update_slots(slots, np.empty(0, np.intp))
        elif self._unmeasured:
            part, self._unmeasured = (
                self._unmeasured[:CONTENT_SLICE],
                self._unmeasured[CONTENT_SLICE:],
            )
            self._measure(part)
        else:
            self._idle.stop()

    def render_image(self, scale: float = 1.0) -> QImage:
        """A picture of the whole document, `scale` pixels for each canvas unit."""
        box = self.places.bounds() or Box(0, 0, 1, 1)
        box = box.grown(24)
        image = QImage(
            max(1, math.ceil((box.right - box.left) * scale)),
            max(1, math.ceil((box.bottom - box.top) * scale)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        view = View(scale, round(box.left * scale), round(box.top * scale))
        scene = Scene(self.places, self.shown, self.scene.theme, view, budget=math.inf)
        painter = QPainter(image)
        ScenePainter().paint(painter, image.rect(), scene)
        painter.end()
        return image

    # Repainting little

    def area(self) -> QRect:
        """The rectangle of the viewport."""
        return self.viewport().rect()

    def update_all(self) -> None:
        self.viewport().update()

    def update_box(self, box: Box | None, margin: float = MARGIN) -> None:
        """Repaints a part of the canvas."""
        if box is not None:
            room = margin * max(1.0, self.view.zoom) + 2
            self.viewport().update(self.view.rect(box, room).toAlignedRect())

    def update_boxes(self, boxes: list[Box], margin: float = MARGIN) -> None:
        """Repaints several parts."""
        for box in boxes:
            self.update_box(box, margin)

    def _update_slots(self, cards: Indices, wires: Indices) -> None:
        """Repaints what is in sight of these cards and wires."""
        if not len(cards) and not len(wires):
            return
        inside = np.intersect1d(cards, self.places.cards_in(self.view.box(self.area())))
        if len(inside) + len(wires) <= RECTS:
            ids = self.places.ids
            self.update_boxes([self.places.card_box(ids[slot]) for slot in inside.tolist()])
            for row in self.places.wire_boxes[wires].tolist():
                self.update_box(None if math.isnan(row[0]) else Box(*row))
        else:
            self.update_box(self.places.box_of(inside, wires))

    # The view

    def scroll_by(self, dx: float, dy: float) -> None:
        """Moves the view over the canvas, in pixels."""
        x, y = self.view.scroll(dx, dy)
        if not x and not y:
            return
        viewport = self.viewport()
        if self.overlay.loose is not None or self.overlay.band is not None:
            viewport.update()
        else:
            viewport.scroll(-x, -y)
            legend = legend_rect(self.scene.theme, viewport.height())
            viewport.update(legend)
            viewport.update(legend.translated(-x, -y))
        self._pulses = [rect.translated(-x, -y) for rect in self._pulses]
        self.view_changed.emit()

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zooms so that what is at a point of the viewport (else its middle) stays there."""
        point = QRectF(self.area()).center() if at is None else at
        self.view.zoom_at(zoom, point.x(), point.y())
        self._zoomed()

    def _zoomed(self) -> None:
        self.scene.coarse = self.view.zoom >= FAR
        self.scene.late.clear()
        if self.isVisible():
            self._rest.start()
        self.update_all()
        self.view_changed.emit()

    def zoom_in(self) -> None:
        self.set_zoom(self.view.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self.view.zoom / ZOOM_STEP)

    def zoom_to(self, zoom: float) -> None:
        self.set_zoom(zoom)

    def fit_all(self) -> None:
        """Shows the whole document."""
        self._fit(self.places.bounds())

    def fit_selection(self) -> None:
        """Shows the selected cards."""
        self._fit(self.places.box_of(self.places.slots_of(self.session.selection)))

    def _fit(self, box: Box | None) -> None:
        area = self.area()
        if box is None:
            self.view.zoom = 1.0
            self.view.left, self.view.top = -area.width() // 3, -area.height() // 3
        else:
            self.view.fit(box, area.width(), area.height())
        self._zoomed()
        self.scene.coarse = False

    def show_node(self, node: str) -> None:
        """Scrolls as little as it takes to see a card."""
        where = self.view.rect(self.places.card_box(node), 16)
        area = QRectF(self.area())
        dx = min(0.0, where.left()) or max(0.0, where.right() - area.right())
        dy = min(0.0, where.top()) or max(0.0, where.bottom() - area.bottom())
        if dx or dy:
            self.scroll_by(dx, dy)

    # What gestures ask for

    def dim(self, nodes: frozenset[str]) -> None:
        """Shows these cards as unfit for the gesture."""
        self.scene.dimmed = nodes
        self.update_all()

    def hide_wire(self, wire: str | None) -> None:
        """Leaves out the wire that the gesture holds."""
        self.scene.hidden_wire = wire

    def say(self, words: str) -> None:
        """Says something about the gesture, in the status bar and to screen readers."""
        self.session.said.emit(words)
        announce(self, words)

    def end_tool(self) -> None:
        self.hands.cancel()

    # Deeds

    def place(self, name: str, x: float | None = None, y: float | None = None) -> str:
        """Places an operation of the registry, with the card's corner at a point of the canvas,
        else where there is room in sight; the new node's id. It becomes the selection."""
        if x is None or y is None:
            x, y = self._free_spot()
        document = self.session.document
        node, edits = building.place(document, name, x, y)
        self.session.do(edits, self.tr("Add {name}").format(name=name))
        self.session.select({node})
        self.set_focused(node)
        return node

    def _free_spot(self) -> tuple[float, float]:
        """Near the middle of what is in sight, a place where no card lies."""
        middle = QRectF(self.area()).center()
        x, y = self.view.to_canvas(middle.x(), middle.y())
        x, y = round(x - metrics.WIDTH / 2), round(y - 60)
        for step in range(64):
            box = Box(x, y, x + metrics.WIDTH, y + 130).grown(8)
            if not len(self.places.cards_in(box)):
                break
            x, y = x + 30, y + 30
            if step % 8 == 7:
                x, y = x - 30 * 8 + int(metrics.WIDTH) + 40, y - 30 * 8
        return x, y

    def delete_selection(self) -> None:
        """Removes the selected cards, with their wires, and wires."""
        edits = building.remove(self.session.document, self.session.selection)
        self.session.do(edits, self.tr("Delete"))

    def select_all(self) -> None:
        self.session.select(self.session.document.nodes)

    def set_focused(self, node: str | None) -> None:
        """Moves the keyboard's focus to a card."""
        scene = self.scene
        for each in (scene.focused, node):
            if each in self.places.slots:
                self.update_box(self.places.card_box(each))
        scene.focused = node
        if node is not None:
            self.show_node(node)
            tell_focus(self, self.session.document.order, node)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.keys.release(event):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.keys.focus_card(forward) or super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hands.focus_lost()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.hands.context_menu(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.hands.drag_enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.hands.drag_move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hands.drag_leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hands.drop(event)

    def viewportEvent(self, event: QEvent) -> bool:
        return self.hands.viewport_event(event) or super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update_all()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._idle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing goes on where nobody looks."""
        super().hideEvent(event)
        self.hands.cancel()
        self._rest.stop()
        self._idle.stop()
        self.scene.coarse = False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            texts.forget()
            self.painter.forget()
        if event.type() == QEvent.Type.LanguageChange:
            self.painter.forget()
            self.update_all()
