"""Following the session and the player: what changes there, and what is to be repainted for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, QRect, QRectF, QTimer
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas import metrics
from app.canvas.box import Box
from app.canvas.card import MARGIN
from app.canvas.curves import Indices
from app.canvas.geometry import Geometry
from app.canvas.hands import Hands
from app.canvas.motion import Motion
from app.canvas.overlay import Overlay, flow_boxes, pulse_rects
from app.canvas.painter import FAR, ScenePainter
from app.canvas.phase_notes import note_of
from app.canvas.scene import Scene
from app.canvas.shown import Shown
from app.canvas.tags import placed
from app.canvas.view import View
from app.playback.player import Player
from app.session import Session
from autograd_core.graph.document import PortData, TapData, WireData
from autograd_core.graph.edits import Edit, Put, SetActions
from autograd_core.graph.regions import contents

RECTS = 16
"""Rectangles of a repaint beyond which one that holds them all is cheaper."""
REST_MILLISECONDS = 90
"""Rest after zooming, before pictures are painted at the new zoom."""
SLICE_SECONDS = 0.006
CONTENT_SLICE = 150
"""Cards whose room is looked at in one idle slice after a run."""
CONTENT_MILLISECONDS = 200
"""Rest after a run, before cards out of sight are looked at: while a number is scrubbed, runs
follow each other."""
FOLLOWING_SECONDS = 0.1
"""How soon after a run the next one is one of many, as a number is scrubbed."""
PAUSE_MILLISECONDS = 30
"""Rest after one of many runs, before pictures that were late for its frame are painted: the next
run's frame goes on with them."""
QUIET_MILLISECONDS = 250
"""Rest after wires have moved or changed, before a tangle of them is drawn anew."""
_NONE: Indices = np.empty(0, np.intp)


class Followed(Protocol):
    """What of the canvas is kept in step."""

    session: Session
    player: Player
    places: Geometry
    shown: Shown
    scene: Scene
    painter: ScenePainter
    view: View
    hands: Hands
    motion: Motion
    overlay: Overlay
    keep_fitted: bool

    def viewport(self) -> QWidget: ...
    def isVisible(self) -> bool: ...
    def area(self) -> QRect: ...
    def fit_all(self) -> None: ...
    def look_at(self, zoom: float, left: float, top: float) -> None: ...
    def update_all(self) -> None: ...
    def update_box(self, box: Box | None, margin: float = ...) -> None: ...
    def update_boxes(self, boxes: list[Box], margin: float = ...) -> None: ...
    def strips(self, wires: Indices) -> list[Box]: ...


class Follower(QObject):
    """Keeps geometry, faces and pictures in step, and does in idle slices what can wait."""

    def __init__(self, canvas: Followed, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._lit_box: Box | None = None
        self._flow_boxes: list[Box] = []
        self._pulses: list[QRectF] = []
        self._tags: list[QRectF] = []
        self._unmeasured: list[int] = []
        self._looks: dict[str, tuple[float, float, float]] = {}
        """How each level was looked at when it was left, by its prefix."""
        self._prefix = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self._come_to_rest)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._idle_slice)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(CONTENT_MILLISECONDS)
        self._later.timeout.connect(self.when_idle)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self._come_to_quiet)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.when_idle)
        self._ran = 0.0
        self._timers = self._rest, self._idle, self._later, self._quiet, self._pause
        session, player = canvas.session, canvas.player
        session.replaced.connect(self._document_replaced)
        session.level_changed.connect(self._level_changed)
        session.edited.connect(self._edited)
        session.ran.connect(self._run_finished)
        session.selected.connect(self._selection_changed)
        player.moved.connect(self._step_changed)
        player.shown_moved.connect(self._cursor_moved)
        player.phase_changed.connect(self._update_pulses)
        player.playing_changed.connect(self._update_lit)
        player.breakpoints.changed.connect(self._show_stops)
        theme.switch().changed.connect(self._theme_changed)
        self._run_finished()

    # The session

    def _level_changed(self) -> None:
        """Shows another level of the document as it was looked at last."""
        canvas, view = self._canvas, self._canvas.view
        fitted, prefix = canvas.keep_fitted, canvas.session.document.prefix
        self._looks[self._prefix] = (view.zoom, view.left, view.top)
        if fitted:
            del self._looks[self._prefix]
        self._read()
        self._measure(range(len(canvas.places.ids)))  # no run follows
        canvas.fit_all()
        if prefix in self._looks:
            canvas.look_at(*self._looks[prefix])
        self._prefix = prefix

    def _document_replaced(self) -> None:
        self._looks.clear()
        self._prefix = ""
        self._read()
        self._canvas.fit_all()

    def _read(self) -> None:
        """Reads everything anew."""
        canvas = self._canvas
        canvas.hands.cancel()
        canvas.motion.forget()
        canvas.places.rebuild(canvas.session.document)
        canvas.shown.rebuild()
        canvas.painter.forget()
        canvas.scene.focused = None
        canvas.scene.late.clear()
        self._unmeasured = []
        self._lit_box = None
        self._flow_boxes, self._pulses = [], []

    def _edited(self, edits: Sequence[Edit]) -> None:
        canvas = self._canvas
        canvas.hands.document_edited()
        canvas.motion.finish()
        canvas.keep_fitted = False
        builds = canvas.places.builds
        box = canvas.places.apply(canvas.session.document, edits)
        if canvas.scene.focused not in canvas.places.slots:
            canvas.scene.focused = None
        if canvas.places.builds != builds:
            canvas.shown.rebuild()
            canvas.painter.forget()
            canvas.scene.late.clear()
            self._unmeasured = list(range(len(canvas.places.ids)))
            canvas.update_all()
            return
        self._update_slots(canvas.shown.stale(self._touched(edits)), _NONE)
        if any(isinstance(edit, Put) and isinstance(edit.item, WireData) for edit in edits):
            canvas.shown.recount_carried()  # a wire drawn again has another place
        canvas.update_box(box)

    def _touched(self, edits: Sequence[Edit]) -> set[str]:
        """The cards that may look different after these edits, before another run."""
        document, nodes = self._canvas.session.document, set[str]()
        for edit in edits:
            if isinstance(edit, Put):
                item = edit.item
                ends = (getattr(item, "source", item.id), getattr(item, "target", item.id))
                nodes.update(ends)
        if regions := nodes & document.frames.keys():
            nodes |= contents(document, regions)  # what is in them runs otherwise
        if any(map(_renames, edits)):
            nodes |= {node for node, data in document.nodes.items() if isinstance(data, TapData)}
        # What stands at a port comes from beyond the cards that the edits are about.
        ports = {node for node, data in document.nodes.items() if isinstance(data, PortData)}
        if ports:
            nodes |= document.downstream(nodes & document.nodes.keys()) & ports
        waiting = self._canvas.player.seen.waiting
        return nodes | {node for node, muted in waiting.items() if muted in nodes}

    def _run_finished(self) -> None:
        """Another log: every card may look different, and need another room."""
        canvas = self._canvas
        canvas.shown.renewed()
        canvas.places.reread(canvas.session.document)
        if canvas.view.zoom >= FAR:
            self._measure(canvas.places.cards_in(canvas.view.box(canvas.area())).tolist())
        self._unmeasured = list(range(len(canvas.places.ids)))
        last, self._ran = self._ran, monotonic()
        if canvas.isVisible():
            self._later.start()
            if self._ran - last < FOLLOWING_SECONDS:
                self._pause.start()
                self._idle.stop()
        canvas.update_all()

    def measure_all(self) -> None:
        """Gives every card its room now, also those out of sight."""
        part, self._unmeasured = self._unmeasured, []
        self._measure(part)

    def _measure(self, slots: Iterable[int]) -> None:
        """Gives cards the room that their tensors take in this run."""
        places, log = self._canvas.places, self._canvas.player.seen
        used = places.in_use(slots)
        before = self._in_sight(used)
        changed, _ = places.set_contents(
            {
                slot: metrics.content_of(log, places.ids[slot], places.outputs[slot])
                for slot in used.tolist()
            }
        )
        if len(changed) and (before or self._in_sight(changed)):
            self._canvas.update_all()

    def _in_sight(self, cards: Indices) -> bool:
        """Whether something may be seen of these cards, their wires or the frames round them."""
        places, canvas = self._canvas.places, self._canvas
        if places.frames.holds(cards):
            return True
        sight = canvas.view.box(canvas.area()).grown(MARGIN + MARGIN / canvas.view.zoom)
        if len(places.those_in(cards, sight)):
            return True
        return bool(len(places.wires_in(sight, among=places.wires_at(cards))))

    def _selection_changed(self) -> None:
        shown = self._canvas.shown
        before, wires = shown.selected.copy(), shown.selected_wires
        frames = shown.selected_frames
        shown.reselect()
        frames ^= shown.selected_frames
        if frames:
            places = self._canvas.places
            self._canvas.update_boxes(_few(places.framed(_NONE, {*frames})))
        after = shown.selected
        self._canvas.places.stacking.lift(np.flatnonzero(after))
        same = len(before)  # slots are only ever added
        changed = np.flatnonzero(before != after[:same])
        slots = np.concatenate([changed, np.flatnonzero(after[same:]) + same])
        self._update_slots(slots, np.concatenate([wires, shown.selected_wires]))

    def _theme_changed(self) -> None:
        canvas = self._canvas
        canvas.scene.theme = theme.current()
        canvas.painter.forget()
        canvas.update_all()

    # The player

    def _cursor_moved(self, old: int, new: int) -> None:
        canvas = self._canvas
        for rect in self._tags:
            canvas.viewport().update(rect.adjusted(-2, -2, 2, 2).toAlignedRect())
        self._update_tags()
        slots = canvas.shown.moved(old, new)
        if slots is None:
            canvas.update_all()
        else:
            # A node that has run gives its wires another colour.
            wires = canvas.shown.reshaded(canvas.places.wires_at(slots))
            if canvas.view.zoom < FAR:  # numbers are not in sight there
                slots = canvas.shown.restated(slots)
            self._update_slots(slots, wires)

    def _step_changed(self) -> None:
        canvas = self._canvas
        self._update_lit()
        boxes = flow_boxes(canvas.scene)
        canvas.update_boxes(_few([*self._flow_boxes, *boxes]))
        self._flow_boxes = boxes
        self._update_pulses()

    def _update_tags(self) -> None:
        """Repaints what is said below cards where it is other, or elsewhere, than it was."""
        rects = [each.place for each in placed(self._canvas.scene)]
        changed = [r for r in rects if r not in self._tags]
        changed += [r for r in self._tags if r not in rects]
        self._tags = rects
        for rect in changed:
            self._canvas.viewport().update(rect.adjusted(-2, -2, 2, 2).toAlignedRect())

    def _show_stops(self) -> None:
        self._canvas.overlay.stops.show(self._canvas.player.breakpoints.items)
        self._canvas.update_all()

    def _update_lit(self) -> None:
        canvas = self._canvas
        lit = canvas.shown.lit
        box = None
        if lit is not None and lit[0] in canvas.places.slots:
            box = canvas.places.card_box(lit[0])
        if box != self._lit_box:
            canvas.update_box(self._lit_box)
        canvas.update_box(box)
        self._lit_box = box

    def _update_pulses(self) -> None:
        canvas = self._canvas
        phase = canvas.player.phase
        rects = pulse_rects(canvas.scene, phase)
        note = note_of(canvas.scene, phase)
        if note is not None:
            rects.append(note.place.adjusted(-2, -2, 2, 2))
        both = [*rects, *self._pulses]
        self._pulses = rects
        if len(both) > RECTS:
            whole = QRectF()
            for rect in both:
                whole = whole.united(rect)
            both = [whole]
        for rect in both:
            canvas.viewport().update(rect.toAlignedRect())

    def scrolled(self, x: int, y: int) -> None:
        """The picture was moved by so many pixels."""
        self._pulses = [rect.translated(x, y) for rect in self._pulses]
        if self._unmeasured:
            self._later.start()  # not while somebody pans

    def _update_slots(self, cards: Indices, wires: Indices) -> None:
        """Repaints what is in sight of these cards and wires."""
        canvas = self._canvas
        places = canvas.places
        if len(cards):
            sight = canvas.view.box(canvas.area()).grown(MARGIN)
            cards = places.those_in(cards, sight)
        if len(cards) + len(wires) > RECTS:
            canvas.update_box(places.box_of(cards, wires))
            return
        canvas.update_boxes([places.card_box(places.ids[slot]) for slot in cards.tolist()])
        canvas.update_boxes(canvas.strips(wires), 0.0)

    # What can wait

    def zoomed(self) -> None:
        """The zoom is changing: pictures are painted anew when it rests."""
        self._canvas.scene.late.clear()
        if self._canvas.isVisible():
            self._rest.start()

    def painted(self) -> None:
        """A frame is done; some pictures may have been late for it."""
        self._update_tags()
        waiting = self._canvas.scene.late or self._canvas.scene.names_late
        if waiting and not self._rest.isActive() and not self._pause.isActive():
            self.when_idle()
        if self._canvas.painter.tangle.waits and self._canvas.isVisible():
            self._quiet.start()

    def _come_to_quiet(self) -> None:
        """Nothing has moved for a moment."""
        canvas = self._canvas
        if canvas.hands.tool is not None:
            self._quiet.start()
            return
        canvas.painter.tangle.renew()
        canvas.update_all()

    def _come_to_rest(self) -> None:
        self._canvas.scene.coarse = False
        if self._canvas.view.zoom < FAR:
            self._canvas.update_all()
        self.when_idle()

    def when_idle(self) -> None:
        """Goes on with what can wait."""
        if self._canvas.isVisible():
            self._idle.start()

    def stop(self) -> None:
        """Nothing goes on where nobody looks."""
        for timer in self._timers:
            timer.stop()
        self._canvas.scene.coarse = False

    @property
    def busy(self) -> bool:
        """Whether something waits to be done."""
        return any(timer.isActive() for timer in self._timers)

    def _idle_slice(self) -> None:
        """A little of it: late pictures, then room for cards out of sight."""
        canvas = self._canvas
        late = canvas.scene.late
        if canvas.scene.names_late:
            canvas.scene.names_late = False
            canvas.update_all()
        elif late:
            done = canvas.painter.refresh(late, canvas.scene, SLICE_SECONDS)
            late -= done
            self._update_slots(canvas.places.in_use(done), _NONE)
        elif self._unmeasured and canvas.hands.tool is not None:
            self._idle.stop()
            self._later.start()  # not while somebody drags
        elif self._unmeasured and not self._later.isActive():
            part = self._unmeasured[:CONTENT_SLICE]
            self._unmeasured = self._unmeasured[CONTENT_SLICE:]
            self._measure(part)
        else:
            self._idle.stop()


def _renames(edit: Edit) -> bool:
    """Whether something may be called otherwise, as taps are by what is written into them."""
    if isinstance(edit, Put):
        return getattr(edit.before, "label", "") != getattr(edit.after, "label", "")
    return isinstance(edit, SetActions)


def _few(boxes: list[Box]) -> list[Box]:
    """The boxes, or one that holds them all where there are many."""
    if len(boxes) <= RECTS:
        return boxes
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.united(box)
    return [whole]
