"""Making room for a card that is put into a wire: what is behind it goes on to the right, as far
as it has to and no further, and so does what that would come to lie on."""

from __future__ import annotations

from collections import deque

from app.canvas.box import Box
from app.canvas.geometry import Geometry
from autograd_core.graph import building
from autograd_core.graph.document import Document, NoteData
from autograd_core.graph.edits import Edit

GAP = 44.0
"""Canvas units between a card that is put into a wire and those at its ends, at least."""
APART = 12.0
"""Between a card that is pushed and one that is not wired to it."""
MANY = 400
"""Cards pushed beyond which it is no longer looked for what they come to lie on."""


def room_for(places: Geometry, document: Document, node: str, box: Box) -> list[Edit]:
    """Moves a card (its rectangle is `box`) that was put into a wire clear of the one before it,
    and the one behind it clear of the card."""
    goals: dict[str, tuple[float, float]] = {}
    sources = [n for n in document.sources(node) if n in places.slots]
    before = places.card_box(sources[0]) if sources else None
    if before is not None and before.left <= box.left and before.grown(GAP / 2).touches(box):
        box = box.moved(before.right + GAP - box.left, 0)
        goals[node] = (box.left, box.top)
    push = Push(places, document, node)
    for target in document.targets(node):
        behind = places.card_box(target)
        if behind.grown(GAP / 2).touches(box) and behind.right > box.left:
            push.to(target, box.right + GAP)
    push.go_on()
    for each, by in push.by.items():
        data = document.nodes[each]
        goals[each] = (data.x + by, data.y)
    return building.move(document, goals)


class Push:
    """Cards that push each other to the right; `by` says how far each goes."""

    def __init__(self, places: Geometry, document: Document, pusher: str) -> None:
        self.by: dict[str, float] = {}
        self._places = places
        self._document = document
        self._pusher = pusher
        self._queue: deque[str] = deque()

    def to(self, node: str, left: float) -> None:
        """Pushes a card so that its left edge is no less than that."""
        by = left - self._places.card_box(node).left
        if by > self.by.get(node, 0.0) + 0.5:
            self.by[node] = by
            self._queue.append(node)

    def go_on(self) -> None:
        """Lets what was pushed push the next."""
        while self._queue:
            node = self._queue.popleft()
            old = self._places.card_box(node)
            new = old.moved(self.by[node], 0)
            for target in self._document.targets(node):
                gap = self._places.card_box(target).left - old.right
                if gap >= 0:  # what lies left of what it reads may stay there
                    self.to(target, new.right + min(gap, GAP))
            if len(self.by) <= MANY:
                self._clear(node, old, new)

    def _clear(self, node: str, old: Box, new: Box) -> None:
        """Pushes what the card would come to lie on; what it lay on before may stay so."""
        places, room = self._places, new.grown(APART / 2)
        near = {places.ids[slot] for slot in places.cards_in(room).tolist()}
        for other in (near | self.by.keys()) - {node, self._pusher}:
            if isinstance(self._document.nodes[other], NoteData):
                continue
            was = places.card_box(other)
            if was.moved(self.by.get(other, 0.0), 0).touches(room) and not was.touches(old):
                if was.left >= old.left:
                    self.to(other, new.right + APART)
                else:
                    self.to(node, was.moved(self.by.get(other, 0.0), 0).right + APART)
