"""The layer that shows the autograd graph over the cards.

Switched on, every Node is a tag below its card, with arrows along `next_functions`, and the graph
of each gradient is a plane of its own. Switched off, there is still the column of the Nodes that
the shown card goes through, where they are several.

What is drawn is collected when it is first needed, and kept until the cursor or the document
changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import QPainter

from app.canvas.autograd.paint import Arrow, paint_arrows, paint_plane, paint_tags
from app.canvas.autograd.planes import APART, Plane, plane_of
from app.canvas.autograd.tags import (
    BELOW,
    GAP,
    Placed,
    Tag,
    below,
    edges_of,
    group_tag,
    inner_tags,
    is_leaf,
    tag_of,
    way,
)
from app.canvas.box import Box
from app.canvas.curves import Floats
from app.canvas.geometry import Geometry
from app.canvas.overlay import Overlay
from app.canvas.painter import FAR
from app.canvas.scene import Scene
from app.playback.functions import (
    FunctionFace,
    function_tip,
    functions_of,
    inner_functions,
)
from app.playback.player import Player
from app.session import Session
from autograd_core.graph.document import GroupData, TapData
from autograd_core.graph.flattening import inside_of
from autograd_core.graph.functions import Function, Key
from autograd_core.graph.levels import card_of, whole_of
from autograd_core.graph.steps import Flow, StepLog, node_ref, port_ref

HANGS = 260.0
"""How far below their card tags may hang, so that a card out of sight is looked at."""
MOST_CARDS = 400


class Overlaid(Protocol):
    """What of the canvas the layer needs."""

    session: Session
    player: Player
    places: Geometry
    overlay: Overlay
    scene: Scene
    keep_fitted: bool

    def area(self) -> QRect: ...
    def fit_all(self) -> None: ...
    def update_all(self) -> None: ...
    def update_box(self, box: Box | None, margin: float = ...) -> None: ...


class AutogradLayer(QObject):
    """The layer of one canvas."""

    def __init__(self, canvas: Overlaid, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.on = False
        self._columns: dict[str, list[Tag]] = {}
        self._planes: list[Plane] | None = None
        self._recorded: list[str] = []
        self._recorded_of: StepLog | None = None
        self._inner_box: Box | None = None
        self._advises = False
        """Whether it is still to be said how cards make room."""
        self._widens = False
        """Whether it has been switched on and nothing of it has been there to be seen yet."""
        canvas.overlay.autograd = canvas.scene.autograd = self

    def follow(self, session: Session, player: Player) -> None:
        """Collects anew what is drawn whenever they tell of something else."""
        player.moved.connect(self._changed)
        player.shown_moved.connect(self._changed)
        session.ran.connect(self._changed)
        session.edited.connect(self._changed)
        session.replaced.connect(self._changed)
        session.level_changed.connect(self._changed)

    def set_on(self, on: bool) -> None:
        """Shows the whole graph, or only what the shown card goes through."""
        self.on = self._advises = self._widens = on
        self._canvas.session.tell_functions(on)
        self.forget()
        self._fit_again()
        self._canvas.update_all()
        self._advise()

    def toggle(self, _: str = "") -> None:
        """Shows it if it is not shown."""
        self.set_on(not self.on)

    def forget(self) -> None:
        """What is drawn is to be collected anew."""
        self._columns = {}
        self._planes = None

    def _changed(self, *_: object) -> None:
        had = bool(self._planes)
        self.forget()
        if self.on:
            self._fit_again()
            if had or self._canvas.scene.view.zoom >= FAR or self.planes:
                self._canvas.update_all()
            self._advise()
            return
        inner = [placed.box for placed in self.inner()]
        box = None
        for each in inner:
            box = each if box is None else box.united(each)
        for either in (self._inner_box, box):
            self._canvas.update_box(None if either is None else either.grown(20))
        self._inner_box = box

    def _fit_again(self) -> None:
        """Where all was in sight all is to be, with what there is now below it."""
        if self._widens and (self.planes or self._deepest()):
            self._widens = False
            canvas, cards = self._canvas, self._canvas.places.bounds()
            seen = cards is not None and QRectF(canvas.area()).contains(
                canvas.scene.view.rect(cards)
            )
            if canvas.keep_fitted and seen:
                canvas.fit_all()

    def _advise(self) -> None:
        """Says once how tags come into sight, or how cards make room where tags lie over some."""
        places = self._canvas.places
        if self._advises and places.slots and self._canvas.scene.view.zoom < FAR:
            self._advises = False
            said = self.tr("Zoom in to see the Nodes below the cards.")
            self._canvas.session.said.emit(said)
            return
        if not self._advises or len(places.slots) > MOST_CARDS:
            return
        placed = [each for card in places.slots for each in self._placed(card)]
        self._advises = not placed
        if any(len(places.cards_in(each.box)) for each in placed):
            said = self.tr("Arranging all (Ctrl+L) makes room for the tags below the cards.")
            self._canvas.session.said.emit(said)

    # What there is

    def column(self, card: str) -> list[Tag]:
        """The tags below a card."""
        known = self._columns.get(card)
        if known is None:
            known = self._columns[card] = self._collect(card)
        return known

    def _collect(self, card: str) -> list[Tag]:
        player, document = self._canvas.player, self._canvas.session.document
        if self.on and isinstance(document.nodes.get(card), GroupData):
            inside = inside_of(whole_of(document), card)
            return group_tag(card, [face for node in inside for face in self._own(node)])
        if self.on:
            return [tag_of(face) for face in self._own(card)]
        step = player.step
        if step is None or step.node is None or card_of(document, step.node) != card:
            return []
        return inner_tags(card, inner_functions(player.log, player.cursor), player.cursor)

    def _own(self, card: str) -> list[FunctionFace]:
        """The Nodes that forward has made at a card."""
        player, document = self._canvas.player, self._canvas.session.document
        faces = functions_of(player.seen, player.shown_cursor, document, card)
        return [face for face in faces if not face.function.call]

    def _placed(self, card: str) -> list[Placed]:
        tags = self.column(card)
        return below(tags, self._canvas.places.card_box(card)) if tags else []

    def hangs(self, card: str) -> float:
        """How far the tags of a card hang below it."""
        tags = self.column(card) if self.on else []
        return BELOW + sum(tag.height + GAP for tag in tags) if tags else 0.0

    def inner(self) -> list[Placed]:
        """The tags of the shown card, if its operation is made of several."""
        step = self._canvas.player.step
        if step is None or step.node is None:
            return []
        card = card_of(self._canvas.session.document, step.node)
        return self._placed(card) if card in self._canvas.places.slots and card else []

    @property
    def planes(self) -> list[Plane]:
        """The graphs of gradients that there are at the cursor, one below the other."""
        if self._planes is None:
            self._planes = self._lay_out() if self.on else []
        return self._planes

    def _lay_out(self) -> list[Plane]:
        player, document = self._canvas.player, self._canvas.session.document
        log, cursor = player.seen, player.shown_cursor
        by_call: dict[int, list[Tag]] = {}
        results = self._results()
        for card in self._recording():
            for face in functions_of(log, cursor, document, card):
                if face.function.call:
                    label = self._label(face.function, card, results)
                    by_call.setdefault(face.function.call, []).append(tag_of(face, label))
        if not by_call:
            return []
        bounds = self._canvas.places.bounds() or Box(0, 0, 0, 0)
        top = bounds.bottom + APART + self._deepest()
        others: dict[Key, Tag] = {}
        found = []
        for call, tags in sorted(by_call.items()):
            corner = Box(bounds.left, top, bounds.left, top)
            plane = plane_of(call, tags, others, corner, document.name)
            others.update({tag.key: tag for tag in tags})
            found.append(plane)
            top = plane.box.bottom + APART
        return found

    def _deepest(self) -> float:
        """How far tags hang below the lowest cards."""
        places, bounds = self._canvas.places, self._canvas.places.bounds()
        if bounds is None:
            return 0.0
        low = places.cards_in(Box(bounds.left, bounds.bottom - HANGS, bounds.right, bounds.bottom))
        ends = [
            placed.box.bottom
            for slot in low[:MOST_CARDS].tolist()
            for placed in self._placed(places.ids[slot])
        ]
        return max(0.0, max(ends, default=bounds.bottom) - bounds.bottom)

    def _recording(self) -> list[str]:
        """The cards at which a backward has recorded Nodes, at some time in this run."""
        log = self._canvas.player.seen
        if self._recorded_of is not log:
            self._recorded_of = log
            self._recorded = [
                card
                for card in self._canvas.session.flat.nodes
                if any(
                    function.call
                    for told in log.track(node_ref(card), "functions").values
                    for function in told or ()
                )
            ]
        return self._recorded

    def _results(self) -> dict[Key, list[str]]:
        """What the taps are called whose grad_fn a Node is, by the Node."""
        session, player = self._canvas.session, self._canvas.player
        found: dict[Key, list[str]] = {}
        for tap, data in session.flat.nodes.items():
            if isinstance(data, TapData):
                key = player.log.at(player.shown_cursor, port_ref(tap), "function")
                if key is not None:
                    found.setdefault(key, []).append(session.document.name(tap))
        return found

    def _label(self, function: Function, card: str, results: dict[Key, list[str]]) -> str:
        """Of which tensors the Node is the grad_fn."""
        names = list(results.get(function.key, ()))
        if function.made_by == "AccumulateGrad":
            names.insert(0, f"{self._canvas.session.document.name(card)}.grad")
        return ", ".join(names)

    # Where it is

    def find(self, key: Key | None, card: str) -> Placed | None:
        """The tag of a Node: by its key, or that of the card's AccumulateGrad for None."""
        document = self._canvas.session.document
        home = card_of(document, card)
        for placed in self._placed(home) if home in self._canvas.places.slots and home else ():
            if placed.tag.is_of(key) or (key is None and is_leaf(placed.tag)):
                return placed
        for plane in self.planes:
            if key in plane.by_key and not plane.by_key[key].tag.stub:
                return plane.by_key[key]
        return None

    def way(self, flow: Flow) -> Floats | None:
        """The way of a gradient of the shown step from tag to tag; None where they are not
        drawn."""
        step = self._canvas.player.step
        if step is None or step.number is None:
            return None
        if not self.on:
            inner = {placed.tag.key: placed.box for placed in self.inner()}
            if flow.number not in inner or step.number not in inner:
                return None
            return way(inner[step.number], inner[flow.number], 0, 1)
        source = self.find(step.number, flow.source)
        if source is None:
            return None
        target = self._target(source.tag, flow.number, flow.target)
        if target is None:
            return None
        return way(source.box, target.box, flow.index, max(len(source.tag.edges), flow.index + 1))

    def _target(self, tag: Tag, key: Key | None, card: str) -> Placed | None:
        """Where an edge of the tag is drawn to: to a stub of its plane rather than far off."""
        for plane in self.planes if tag.call else ():
            if plane.call == tag.call:
                found = plane.by_leaf.get(card) if key is None else plane.by_key.get(key)
                if found is not None:
                    return found
        return self.find(key, card)

    def bounds(self) -> Box | None:
        """What holds the tags below the lowest cards, and all planes; None where nothing is."""
        box = self._canvas.places.bounds() if self.on else None
        if box is not None:
            box = box._replace(bottom=box.bottom + self._deepest())
        for plane in self.planes:
            box = plane.box if box is None else box.united(plane.box)
        return box

    def touches(self, area: Box) -> bool:
        """Whether tags or planes lie there."""
        if not self.on:
            return False
        tags = (placed for card in self._cards_near(area) for placed in self._placed(card))
        return any(plane.box.touches(area) for plane in self.planes) or any(
            placed.box.touches(area) for placed in tags
        )

    # Painting

    def paint(self, painter: QPainter, rect: QRect, scene: Scene) -> None:
        """Paints what touches the rectangle."""
        if not self.on:
            inner = self.inner()
            paint_arrows(painter, list(self._arrows(inner)), rect, scene)
            paint_tags(painter, inner, rect, scene, None)
            return
        area = scene.view.box(rect)
        planes = [plane for plane in self.planes if plane.box.grown(4).touches(area)]
        for plane in planes:
            paint_plane(painter, plane, scene)
        if scene.view.zoom < FAR:
            return
        tags: list[Placed] = []
        for card in self._cards_near(area):
            tags += self._placed(card)
        for plane in planes:
            tags += plane.tags
        paint_arrows(painter, list(self._arrows(tags)), rect, scene)
        paint_tags(painter, tags, rect, scene, self._lit())

    def _cards_near(self, area: Box) -> list[str]:
        """Cards whose tags, or arrows of whose tags, may be in the area."""
        places = self._canvas.places
        grown = Box(area.left, area.top - HANGS, area.right, area.bottom + BELOW)
        slots = [places.cards_in(grown)]
        wires = places.wires_in(grown)
        if len(wires) <= MOST_CARDS:
            slots += [places.joins[wires, 0], places.joins[wires, 2]]
        found = np.unique(np.concatenate(slots))
        return [places.ids[slot] for slot in found[:MOST_CARDS].tolist()]

    def _arrows(self, tags: list[Placed]) -> Iterator[Arrow]:
        own = {placed.tag.key: placed for placed in tags if not placed.tag.call}
        for placed, index, edge in edges_of(tags):
            key = edge.target
            target = own.get(key) if not placed.tag.call else None
            if target is None:
                leaf = None if not isinstance(key, int) else key
                target = self._target(placed.tag, leaf, edge.card or "")
            if target is not None:
                count = len(placed.tag.edges)
                yield Arrow(placed.box, target.box, index, count, placed.tag.call)

    def _lit(self) -> Key | None:
        """The Node that the shown step applies."""
        step = self._canvas.player.step
        if step is None or step.node is None:
            return None
        if step.kind == "backward":
            return step.number
        if step.kind != "accumulate":
            return None
        found = self.find(None, step.node)
        return None if found is None else found.tag.key

    def tip_at(self, x: float, y: float) -> str:
        """What is told of the tag at a point of the canvas, as rich text; empty where is none."""
        if not self.on:
            return ""
        spot = Box(x, y, x, y)
        tags = [placed for plane in self.planes for placed in plane.tags]
        for card in self._cards_near(spot):
            tags += self._placed(card)
        for placed in reversed(tags):
            if placed.box.covers(x, y) and placed.tag.face is not None:
                return function_tip(placed.tag.face, self._canvas.session.document)
        return ""
