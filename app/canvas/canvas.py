"""The canvas: one widget that shows the document at the player's cursor and takes gestures.

It is no QGraphicsScene. Geometry, faces and pictures live in modules of their own; this one ties
them to the session's and the player's signals, and repaints as little as it can.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from time import perf_counter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
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
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app import theme
from app.canvas import placing, texts
from app.canvas.access import make_readable, tell_focus
from app.canvas.arranger import Arranger
from app.canvas.autograd.layer import AutogradLayer
from app.canvas.box import Box
from app.canvas.card import MARGIN
from app.canvas.covered import shift_to_see, taken
from app.canvas.curves import Indices
from app.canvas.exposed import Economy
from app.canvas.follow import Follower
from app.canvas.geometry import Geometry
from app.canvas.glide import Glide
from app.canvas.hands import Hands
from app.canvas.keyboard import Keys
from app.canvas.legend import Legend, legend_in
from app.canvas.motion import Motion
from app.canvas.overlay import Overlay
from app.canvas.painter import Frame, ScenePainter
from app.canvas.placing import Spot, Way
from app.canvas.ports import Port
from app.canvas.rename import rename
from app.canvas.scene import Scene
from app.canvas.shown import Shown
from app.canvas.snapping import Snapping
from app.canvas.stale import Stale
from app.canvas.strips import strips
from app.canvas.view import View
from app.canvas.views import Views
from app.canvas.whole import whole
from app.playback.outputs import outputs_at
from app.playback.player import Player
from app.playback.words import listed
from app.session import Session
from autograd_core.graph import regions
from autograd_core.graph.customs.editing import NEW
from autograd_core.graph.document import SEPARATOR, GroupData
from autograd_core.graph.levels import card_of

ZOOM_STEP = 1.25


class Canvas(QAbstractScrollArea):
    """Shows and edits the session's document.

    Signals:
        hovered(node or ""): the card under the pointer.
        edit_requested(node): double-click or Enter on a card.
        inline_requested(Part): a click on what of a card can be edited in place.
        table_requested(node): double-click on the numbers of a leaf.
        picture_requested(node, field): double-click on a large tensor.
        context_requested(item or "", QPoint): the menu of a card, wire or region, or of the
            canvas, at a global point.
        view_changed: zoom or offset are others.
        placed(name): an operation of the registry was placed.
        add_requested(Spot): somebody wants to add something there.
    """

    hovered = Signal(str)
    edit_requested = Signal(str)
    inline_requested = Signal(object)
    table_requested = Signal(str)
    picture_requested = Signal(str, str)
    context_requested = Signal(str, QPoint)
    view_changed = Signal()
    placed = Signal(str)
    add_requested = Signal(object)

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hands = Hands(self)
        self.keys = Keys(self, self.hands)
        self.session = session
        self.player = player
        self.view = View()
        self.overlay = Overlay()
        self.snapping = Snapping()
        self.places = Geometry(session.document, partial(outputs_at, player))
        self.shown = Shown(session, player, self.places)
        self.scene = Scene(self.places, self.shown, theme.current(), self.view)
        self.painter = ScenePainter()
        self.keep_fitted = True
        self.glide = Glide(self, self)
        self.views = Views(self, self)
        self.motion = Motion(self, self)
        self._legend = Legend()
        self._economy = Economy()
        make_readable(self)  # before the first event that Qt asks for an interface at
        self._set_up()
        self.follower = Follower(self, self)
        self.stale = Stale(self, self)
        self.autograd = AutogradLayer(self, self)
        self.autograd.follow(session, player)
        self.arranger = Arranger(self, self)

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
        viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        viewport.ungrabGesture(Qt.GestureType.PanGesture)  # our fingers pan by themselves

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with self.session.worker.gate:
            self.scene.ratio = self.viewport().devicePixelRatioF()
            painter = QPainter(self.viewport())
            start = perf_counter()
            seen = self._legend.uncovered(event.region(), self.scene, self.viewport().height())
            rects, was = self._economy.rectangles(seen), self.painter.segments
            if rects:
                frame = self.painter.frame(rects, self.area(), self.scene, seen)
                for rect in rects:
                    painter.setClipRect(rect)
                    self._paint(painter, rect, frame)
                self._economy.learn(rects, perf_counter() - start)
                painter.setClipping(False)
            self._legend.paint(painter, event.rect(), self.scene, self.viewport().height())
            painter.end()
        if self.painter.segments != was:
            self.update_all()  # the rest is still drawn as wires were before
        self.follower.painted()

    def _paint(self, painter: QPainter, rect: QRect, frame: Frame) -> None:
        frame.paint(painter, rect)
        self.overlay.paint(painter, rect, self.scene, self.player.phase)

    def render_image(self, scale: float = 1.0) -> QImage:
        """A picture of the whole document at the cursor, `scale` pixels for each canvas unit."""
        with self.session.worker.gate:
            return whole(self.places, self.shown, self.scene.theme, scale, self.player.phase)

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

    def strips(self, wires: Indices) -> list[Box]:
        """What is to be repainted, without a margin, where these wires change."""
        return strips(self.places, wires, self.view.zoom, self.painter.segments)

    # The view

    def scroll_by(self, dx: float, dy: float) -> None:
        """Moves the view over the canvas, in pixels."""
        self.glide.stop()
        x, y = self.view.scroll(dx, dy)
        if not x and not y:
            return
        self.keep_fitted = False
        viewport = self.viewport()
        if self.overlay.loose is not None or self.overlay.band is not None:
            viewport.update()
        else:
            viewport.scroll(-x, -y)
            legend = legend_in(self.scene, viewport.height())
            viewport.update(legend)
            viewport.update(legend.translated(-x, -y))
        self.follower.scrolled(-x, -y)
        self.view_changed.emit()

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zooms so that what is at a point of the viewport (else its middle) stays there."""
        self.glide.stop()
        point = QRectF(self.area()).center() if at is None else at
        self.view.zoom_at(zoom, point.x(), point.y())
        self.keep_fitted = False
        self._zoomed()

    def look_at(self, zoom: float, left: float, top: float) -> None:
        """Shows the view with this zoom and offset, in pixels."""
        view = self.view
        view.zoom, view.left, view.top = zoom, float(round(left)), float(round(top))
        self.keep_fitted = False
        self._zoomed()

    def _zoomed(self) -> None:
        self.scene.coarse = True
        self.follower.zoomed()
        self.update_all()
        self.view_changed.emit()

    def zoom_in(self) -> None:
        self.glide.zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        self.glide.zoom_by(1 / ZOOM_STEP)

    def zoom_to(self, zoom: float) -> None:
        self.set_zoom(zoom)

    def fit_all(self) -> None:
        """Shows the whole document, also in another size of the window, until somebody moves the
        view or changes the document."""
        self._fit(self.bounds())
        self.keep_fitted = True

    def bounds(self) -> Box | None:
        """What holds all cards and frames, and the graphs of gradients."""
        box, planes = self.places.bounds(), self.autograd.bounds()
        return (box or planes) if box is None or planes is None else box.united(planes)

    def fit_selection(self) -> None:
        """Shows the selected cards."""
        self._fit(self.places.box_of(self.places.slots_of(self.session.selection)))
        self.keep_fitted = False

    def _fit(self, box: Box | None) -> None:
        self.glide.stop()
        area = self.area()
        if box is None:
            self.view.zoom = 1.0
            self.view.left, self.view.top = -area.width() // 3, -area.height() // 3
        else:
            self.view.fit(box, area.width(), area.height())
            legend = legend_in(self.scene, area.height())
            if self._covers_something(legend):
                self.view.fit(box, area.width(), legend.top())
        self._zoomed()
        self.scene.coarse = False

    def _covers_something(self, rect: QRect) -> bool:
        """Whether a card or a part of a frame lies under a rectangle of the viewport."""
        under, places = self.view.box(rect), self.places
        frames = places.frames.boxes(places.pos, places.size).values()
        frames_there = any(frame.touches(under) for frame in frames)
        return bool(len(places.cards_in(under))) or frames_there or self.autograd.touches(under)

    def show_node(self, node: str, *others: str) -> None:
        """Scrolls as little as it takes to see a card, with nothing over it; and with it others
        as far as there is room for all."""
        box, room = self.places.card_box(node), QRectF(self.area())
        for other in others:
            both = box.united(self.places.card_box(other))
            where = self.view.rect(both, 16)
            if where.width() <= room.width() and where.height() <= room.height():
                box = both
        for _ in range(2):  # the minimap comes into sight when the view moves
            where = self.view.rect(box, 16)
            dx, dy = shift_to_see(where, self.area(), self.covered())
            if dx or dy:
                self.scroll_by(dx, dy)

    def covered(self, soon: bool = False) -> list[QRectF]:
        """Where the viewport is covered by the legend and the like; with `soon` also by what may
        come into sight when the view moves."""
        return taken(self, self.scene, self.viewport().height(), soon)

    # What gestures ask for

    def dim(self, nodes: frozenset[str]) -> None:
        """Shows these cards as unfit for the gesture."""
        self.scene.dimmed = nodes
        self.update_all()

    def hide_wires(self, wires: Iterable[str]) -> None:
        """Leaves out the wires that the gesture holds."""
        self.scene.hidden_wires = frozenset(wires)

    def say(self, words: str) -> None:
        """Says something about the gesture, in the status bar and to screen readers: until it is
        over while it goes on. Empty words take away the last ones."""
        if self.hands.tool is None:
            self.session.said.emit(words)
        else:
            self.session.hinted.emit(words)

    def end_tool(self) -> None:
        self.hands.cancel()

    # Deeds

    def place(
        self,
        name: str,
        x: float | None = None,
        y: float | None = None,
        wire: tuple[str, int] | None = None,
    ) -> str:
        """Places an operation of the registry, with the card's corner at a point of the canvas,
        else where there is room in sight, and puts it into a `wire` (behind so many of its dots);
        the new node's id. It becomes the selection."""
        node = placing.put(self, placing.operation(name), name, Spot(x, y), wire)
        self.placed.emit(name)
        if name == NEW:
            self.edit_requested.emit(node)
        return node

    def add(self, make: placing.New, name: str, spot: Spot) -> str:
        """Places a card that the quick add has made up; the new node's id."""
        node = placing.put(self, make, name, spot)
        if name == NEW:
            self.edit_requested.emit(node)
        return node

    def ask_add(
        self,
        x: float | None = None,
        y: float | None = None,
        port: Port | None = None,
        lead: Way = (),
    ) -> None:
        """Asks what to place at a point of the canvas, to be wired to a port if there is one, by a
        wire that is led through the dots `lead`."""
        self.add_requested.emit(Spot(x, y, port, lead))

    def delete_selection(self) -> None:
        """Removes the selected cards, with their wires, wires, and frames, whose cards stay."""
        edits = regions.delete(self.session.document, self.session.selection)
        titles = {each.id: each.title for each in self.session.whole.definitions.values()}
        self.session.do(edits, self.tr("Delete"))
        gone = [titles[each] for each in titles.keys() - self.session.whole.definitions.keys()]
        if gone:
            said = self.tr("Gone with their last instances, until you undo: {titles}")
            self.say(said.format(titles=listed(sorted(gone))))

    def open(self, node: str) -> bool:
        """Shows what is in an instance of a subgraph, and what failed there; False for any other
        card."""
        session = self.session
        if not isinstance(session.document.nodes.get(node), GroupData):
            return False
        problem = self.shown.face(self.places.slots[node]).problem
        session.enter(node + SEPARATOR)
        if problem is not None and problem.node is not None:
            culprit = card_of(session.document, problem.node)
            session.select(() if culprit is None else (culprit,))
        return True

    def rename_frame(self, frame: str) -> None:
        """Lets one type another title in place."""
        rename(self, frame)

    def select_all(self) -> None:
        self.session.select(self.session.document.nodes)

    def set_focused(self, node: str | None, visible: bool = False, show: bool = True) -> None:
        """Moves the keyboard's focus to a card and brings that into sight; `visible` if it came
        there by keyboard."""
        scene = self.scene
        scene.focus_visible = visible
        if visible and node is not None:
            self.places.stacking.lift(self.places.slots_of([node]))
        for each in (scene.focused, node):
            if each in self.places.slots:
                self.update_box(self.places.card_box(each))
        scene.focused = node
        if node is not None:
            if show:
                self.show_node(node)
            tell_focus(self, self.session.document.order, node)

    # Events

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.hands.tool is not None:
            event.accept()  # a gesture takes all keys: no command is to disturb it
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.glide.stop()  # what is aimed at must not slip away
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.touch.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.keys.release(event):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.keys.focus_card(forward) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.keys.arrive(event.reason() == Qt.FocusReason.TabFocusReason)

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
        if event.isAccepted():  # keys are for the new card from here on
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def viewportEvent(self, event: QEvent) -> bool:
        return self.hands.viewport_event(event) or super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.glide.finish()
        if self.keep_fitted:
            self.fit_all()
        self.update_all()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follower.when_idle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing goes on where nobody looks."""
        super().hideEvent(event)
        self.hands.cancel()
        self.glide.finish()
        self.follower.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            texts.forget()
            self.painter.forget()
        if event.type() == QEvent.Type.LanguageChange:
            self.painter.forget()
            self.update_all()
