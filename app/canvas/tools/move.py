"""Moving cards and frames by dragging them; a press without a drag selects.

A frame that is dragged by its title takes along what is in it. A card that is dragged alone enters
the frame that its middle comes to lie in and leaves the one that it comes to lie out of, as the
frames were when the drag began: else a frame would run after its card. Where all cards of a frame
are dragged together, they take the frame along.

A card without wires that is dragged alone onto a wire is put into it, unless Alt is held.

A frame that is dragged lies in the frame that comes to hold it wholly; it stays in the one that it
was in for as long as its middle does.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.box import Box
from app.canvas.card import MARGIN
from app.canvas.curves import Floats, Indices
from app.canvas.frames import frame_title, rims
from app.canvas.geometry import Geometry
from app.canvas.making_room import room_for
from app.canvas.places import united
from app.canvas.snapping import REACH, Snap, snapped
from app.canvas.tools.insert import Gap, gap_under, show_gap
from app.canvas.tools.select import ADDING
from app.canvas.tools.tool import Host, Tool, canvas_point
from autograd_core.graph import dots, regions, rewiring
from autograd_core.graph.document import Document

FEW = 12
"""Moving cards, and wires at them, up to which each has its own rectangle to repaint."""


SMALL = 400_000
"""Pixels up to which all that moves is repainted as one rectangle."""
MANY = 1500
"""Cards in sight beyond which there are lines everywhere, and none of them is meant."""


Led: TypeAlias = tuple[float, float, bool]
"""A dot, and whether it moves along."""


class MoveTool(Tool):
    """The selection follows the pointer; the document learns of it when it is let go."""

    def __init__(self, host: Host, item: str) -> None:
        super().__init__(host)
        self._item = item
        self._from = QPointF()
        self._grip = (0.0, 0.0)
        self._dragging = False
        self._toggling = False
        self._slots: Indices = np.empty(0, np.intp)
        self._wires: Indices = np.empty(0, np.intp)
        self._start: Floats = np.empty((0, 2))
        self._homes: dict[int, str | None] = {}
        """The frames of the cards that may change theirs, as they were."""
        self._rooms: dict[str, str | None] = {}
        """The frames round the frames that move along and not within another one, as they were."""
        self._still: dict[str, Box] = {}
        """The frames that do not move along, where they were."""
        self._dots: dict[int, list[Led]] = {}
        """The dots of the wires both of whose ends move, as they were, by the wire's slot."""
        self._loose: str | None = None
        """The card that may be put into a wire."""
        self._gap: Gap | None = None
        self._there: list[Box] = []
        """What was painted of it all at its last place."""

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = at
        self._grip = canvas_point(self.host, at)
        self._toggling = bool(modifiers & ADDING)
        session = self.host.session
        if not self._toggling and self._item not in session.selection:
            session.select({self._item})

    def move(self, at: QPointF) -> None:
        if not self._dragging:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._take()
        # In canvas units, as the view may be panned or zoomed meanwhile.
        by = np.subtract(canvas_point(self.host, at), self._grip)
        self._put(self._start + by + self._snap(by))
        if self._loose is not None and self.held & Qt.KeyboardModifier.AltModifier:
            self._gap = None
            show_gap(self.host, None)
        elif self._loose is not None:
            self._gap = gap_under(self.host, self.host.places.card_box(self._loose), at)
            show_gap(self.host, self._gap)

    def _snap(self, by: Floats) -> Floats:
        """By how much more what is dragged moves, to be in line; Alt leaves it where it is."""
        host, geometry = self.host, self.host.places
        guides, more = host.overlay.guides, Snap()
        if not self.held & Qt.KeyboardModifier.AltModifier and len(self._slots):
            own = np.concatenate([self._start, self._start + geometry.size[self._slots]], axis=1)
            low, high = own[:, :2].min(axis=0) + by, own[:, 2:].max(axis=0) + by
            near = geometry.cards_in(host.view.box(host.area()))
            near = near[~np.isin(near, self._slots)] if len(near) <= MANY else near[:0]
            others = np.concatenate(
                [geometry.pos[near], geometry.pos[near] + geometry.size[near]], axis=1
            )
            moved = Box(*low.tolist(), *high.tolist())
            more = snapped(moved, others, host.snapping, REACH / host.view.zoom)
        host.overlay.guides = more.guides
        host.update_boxes([*{*guides} ^ {*more.guides}], 0.0)
        return np.array([more.dx, more.dy])

    def _hide_guides(self) -> None:
        guides, self.host.overlay.guides = self.host.overlay.guides, ()
        self.host.update_boxes([*guides], 0.0)

    def _take(self) -> None:
        """Starts the drag proper."""
        host, session = self.host, self.host.session
        if self._item not in session.selection:
            session.select(session.selection | {self._item})
        self._dragging = True
        geometry, document = host.places, session.document
        chosen = session.selection & document.nodes.keys()
        frames = session.selection & document.frames.keys()
        inside = regions.contents(document, frames) if frames else set()
        self._slots = geometry.slots_of(n for n in document.order if n in chosen or n in inside)
        self._wires = geometry.lifted = geometry.wires_at(self._slots)
        self._start = geometry.pos[self._slots].copy()
        self._dots = dots_between(geometry, document, self._slots, self._wires)
        if len(self._slots) == 1:
            node = geometry.ids[int(self._slots[0])]
            self._loose = node if rewiring.may_be_inserted(document, node) else None
        if document.frames:
            self._look_at_frames(chosen - inside, frames, chosen | inside)

    def _look_at_frames(
        self, loose: Set[str], frames: Set[str], dragged: Set[str]
    ) -> None:
        """Notes which cards may change their frame, and which frames stay where they are."""
        geometry, document = self.host.places, self.host.session.document
        boxes = geometry.frames.boxes(geometry.pos, geometry.size)
        along = boxes.keys() & frames
        if len(dragged) > 1:
            along |= boxes.keys() - regions.holding(document, document.nodes.keys() - dragged)
        along |= {name for name in boxes if along & {*regions.around(document, name)}}
        rooms = {name: document.frames[name].frame for name in along}
        self._rooms = {name: room for name, room in rooms.items() if room not in along}
        self._still = {name: box for name, box in boxes.items() if name not in along}
        for slot in geometry.slots_of(loose).tolist():
            home = geometry.frames.frame_of(slot)
            if home not in along:
                self._homes[slot] = home

    def _put(self, positions: Floats) -> None:
        geometry = self.host.places
        framed, frames_were = geometry.frames.round(self._slots), self._frames()
        before = self._there or self._boxes()
        if self._dots:
            by = positions[0] - self._start[0]
            for wire, points in self._dots.items():
                geometry.dots.put(
                    wire, [(x + by[0], y + by[1]) if goes else (x, y) for x, y, goes in points]
                )
        geometry.move(self._slots, positions, self._wires)
        for name, room in self._rooms.items():
            geometry.frames.nest(name, self._room(name, room))
        if self._homes:
            slots = np.array([*self._homes])
            middles = geometry.pos[slots] + geometry.size[slots] / 2
            frames = geometry.frames.innermost(middles, self._still)
            for slot, frame in zip(self._homes, frames, strict=True):
                geometry.frames.put(slot, frame)
        framed |= geometry.frames.round(self._slots)
        self._there = self._boxes()
        self._repaint([*before, *self._there])
        edges = rims(frames_were, self._frames(), framed)
        self.host.update_boxes(edges)

    def _room(self, name: str, was: str | None) -> str | None:
        """The frame that a frame lies in where it is now."""
        geometry = self.host.places
        box = geometry.frames.boxes(geometry.pos, geometry.size)[name]
        holding = [each for each, still in self._still.items() if still.holds(box)]
        if holding:
            return holding[-1]
        x, y = box.middle()
        homes = [h for h in regions.around(self.host.session.document, was) if h in self._still]
        return next((h for h in homes if self._still[h].holds(Box(x, y, x, y))), None)

    def _repaint(self, boxes: list[Box]) -> None:
        """Repaints these boxes: in one go where not much more is repainted by that."""
        whole = united(None, boxes)
        if whole is None:
            return
        where = self.host.view.rect(whole).toAlignedRect() & self.host.area()
        small = where.width() * where.height() <= SMALL
        self.host.update_boxes([whole] if small else boxes, 0.0)

    def _boxes(self) -> list[Box]:
        """What is to be repainted when the cards move: each card and wire, if few."""
        room = MARGIN * max(1.0, 1.0 / self.host.view.zoom)
        return [*(box.grown(room) for box in self._cards()), *self._strips()]

    def _cards(self) -> list[Box]:
        geometry = self.host.places
        if len(self._slots) > FEW:
            whole = geometry.box_of(self._slots)
            return [] if whole is None else [whole]
        return [geometry.card_box(geometry.ids[slot]) for slot in self._slots.tolist()]

    def _frames(self) -> Mapping[str, Box]:
        geometry = self.host.places
        return geometry.frames.boxes(geometry.pos, geometry.size)

    def _strips(self) -> list[Box]:
        """The same of the wires."""
        if len(self._wires) <= FEW:
            return self.host.strips(self._wires)
        whole = self.host.places.box_of(self._slots[:0], self._wires)
        return [] if whole is None else [whole.grown(MARGIN)]

    def finish(self, at: QPointF) -> None:
        session = self.host.session
        if not self._dragging:
            if self._toggling:
                session.select(session.selection ^ {self._item})
            else:
                session.select({self._item})
            return
        self.move(at)
        self._hide_guides()
        geometry = self.host.places
        geometry.lifted = None
        self._repaint(self._there)  # the wires go back below those that they lay over
        places = geometry.pos[self._slots].round(2).tolist()
        nodes = [geometry.ids[slot] for slot in self._slots.tolist()]
        goals = {node: (x, y) for node, (x, y) in zip(nodes, places, strict=True)}
        homes = {
            geometry.ids[slot]: (home, geometry.frames.frame_of(slot))
            for slot, home in self._homes.items()
        }
        homes |= {
            name: (room, geometry.frames.data[name].frame) for name, room in self._rooms.items()
        }
        changed = {item: (old, new) for item, (old, new) in homes.items() if old != new}
        told = self._told(changed)
        edits = regions.put(session.document, goals, {i: new for i, (_, new) in changed.items()})
        for slot in self._dots:
            points = [(round(x, 2), round(y, 2)) for x, y in geometry.dots.points(slot)]
            edits += dots.bent(session.document, geometry.wire_ids[slot], points)
        gap, node = self._gap, self._loose
        show_gap(self.host, None)
        if gap is None or node is None:
            session.do(edits, QCoreApplication.translate("Canvas", "Move"))
        else:
            moved, place, box = edits, gap, geometry.card_box(node)
            edits = rewiring.in_turn(
                session.document,
                lambda _: moved,
                lambda scratch: rewiring.insert(scratch, place.wire, node, place.bend),
                lambda scratch: room_for(geometry, scratch, node, box),
            )
            session.do(edits, QCoreApplication.translate("Canvas", "Put into a wire"))
            self.host.show_node(node, *session.document.targets(node))
        for words in told:
            self.host.say(words)

    def _told(self, changed: Mapping[str, tuple[str | None, str | None]]) -> list[str]:
        """Which regions were entered or left, as what runs in them runs otherwise."""
        document, translate = self.host.session.document, QCoreApplication.translate
        found = []
        for item, (old, new) in changed.items():
            if new is not None:
                said = translate("Canvas", "{node} is in {region} now")
            else:
                said = translate("Canvas", "{node} is no longer in {region}")
            frame = document.frames.get(item)
            name = document.name(item) if frame is None else frame_title(frame)
            region = frame_title(document.frames[new or old or ""])
            found.append(said.format(node=name, region=region))
        return found

    def cancel(self) -> None:
        show_gap(self.host, None)
        self._hide_guides()
        if self._dragging:
            self._put(self._start)
            self.host.places.lifted = None
            frames = self.host.places.frames
            for slot, home in self._homes.items():
                frames.put(slot, home)
            for name, room in self._rooms.items():
                frames.nest(name, room)


def dots_between(
    geometry: Geometry, document: Document, cards: Indices, wires: Indices
) -> dict[int, list[Led]]:
    """The dots of those of the wires whose ends are both among the cards, by the wire's slot. A dot
    that also leads a wire to elsewhere stays where it is."""
    inner = {
        wire
        for wire in geometry.dots.among(wires)
        if geometry.joins[wire, 0] in cards and geometry.joins[wire, 2] in cards
    }
    found: dict[int, list[Led]] = {}
    for wire in inner:
        name = geometry.wire_ids[wire]
        found[wire] = []
        for place, (x, y) in enumerate(geometry.dots.points(wire)):
            others = dots.through(document, name, place)
            goes = all(geometry.wire_slots[each] in inner for each in others)
            found[wire].append((x, y, goes))
    return found
