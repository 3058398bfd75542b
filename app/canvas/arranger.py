"""Arranging the open graph: worked out off this thread where it takes long, then one edit.

Whatever changes the document meanwhile stops it, as what it works out would be of another graph;
so does Esc.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, QRect, QRectF, Signal

from app.canvas import metrics
from app.canvas.covered import shift_to_see
from app.canvas.geometry import Geometry
from app.canvas.glide import Glide, Look
from app.canvas.motion import Motion
from app.canvas.view import View
from app.canvas.views import Views
from app.session import Session
from autograd_core.graph import dots, regions
from autograd_core.graph.document import Document
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.layout import Outline, arranged

log = logging.getLogger(__name__)

AT_ONCE = 40
"""Cards up to which it is worked out at once: that takes no longer than a frame or two."""


class Measuring(Protocol):
    """What knows how large cards are."""

    def measure_all(self) -> None: ...


class Hanging(Protocol):
    """What hangs below cards."""

    def hangs(self, card: str) -> float: ...


class Arranged(Protocol):
    """What of the canvas is arranged."""

    session: Session
    places: Geometry
    view: View
    motion: Motion
    views: Views
    glide: Glide
    keep_fitted: bool

    @property
    def follower(self) -> Measuring: ...
    @property
    def autograd(self) -> Hanging: ...

    def area(self) -> QRect: ...
    def covered(self, soon: bool = ...) -> list[QRectF]: ...
    def say(self, words: str) -> None: ...


class Arranger(QObject):
    """Arranges the graph of one canvas.

    Signals:
        ready(Job): a thread has come to its end.
    """

    ready = Signal(object)

    def __init__(self, canvas: Arranged, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._job: Job | None = None
        self._last: object = None
        """What was arranged last, and how it came to lie."""
        self.ready.connect(self._take)
        canvas.session.edited.connect(lambda _: self.cancel())
        canvas.session.replaced.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether it is being worked out."""
        return self._job is not None

    def arrange(self) -> None:
        """Arranges the selected cards, where several are, else all."""
        canvas, session = self._canvas, self._canvas.session
        self.cancel()
        canvas.motion.finish()
        canvas.follower.measure_all()
        chosen = self._chosen()
        job = self._job = Job(
            session.document.snapshot(),
            outlines(canvas.places, canvas.autograd.hangs),
            chosen,
            session.worker.gate,
        )
        if self._last is not None and self._last == job.state(job.document):
            self._job = None
            canvas.say(self.tr("Everything is arranged already."))
            return
        if len(job.document.nodes if chosen is None else chosen) <= AT_ONCE:
            job.work()
            self._take(job)
            return
        canvas.say(self.tr("Arranging… Esc stops it."))
        threading.Thread(target=self._work, args=(job,), name="gradcanvas-arrange").start()

    def _chosen(self) -> Collection[str] | None:
        """The selected cards and those in selected frames; None where that is not several."""
        session = self._canvas.session
        document = session.document
        frames = session.selection & document.frames.keys()
        chosen = session.selection & document.nodes.keys() | regions.contents(document, frames)
        return chosen if len(chosen) > 1 else None

    def cancel(self) -> bool:
        """Stops what is being worked out; whether something was."""
        job, self._job = self._job, None
        if job is None:
            return False
        job.stopped = True
        self._canvas.say("")
        return True

    def _work(self, job: Job) -> None:
        job.work()
        self.ready.emit(job)

    def _take(self, job: Job) -> None:
        """Puts the cards where they belong."""
        if job is not self._job:
            return
        self._job = None
        canvas = self._canvas
        canvas.say("")
        if not job.edits:
            canvas.say(self.tr("Everything is arranged already.") if job.done else "")
            return
        before, anchor = canvas.motion.places(), self._anchor()
        whole = not job.is_part and self._sees_all()  # a part is no reason to look elsewhere
        document = canvas.session.document
        moved = [e.item.id for e in job.edits if isinstance(e, Put) and e.item.id in document.nodes]
        edits = [*job.edits, *dots.straightened(document, moved)]
        canvas.session.do(edits, self.tr("Arrange"))
        self._last = job.state(canvas.session.document)
        if whole or anchor is None:
            canvas.views.fit_all()
        else:
            x, y = canvas.places.pos[canvas.places.slots[anchor]] - before[anchor]
            look = canvas.glide.goal
            look = look._replace(x=look.x + x, y=look.y + y)
            dx, dy = self._shift(anchor, look)
            canvas.glide.jump(look._replace(x=look.x + dx, y=look.y + dy))
        canvas.motion.show(before)

    def _shift(self, card: str, look: Look) -> tuple[float, float]:
        """How far a view has to move, in canvas units, for nothing to lie over a card there."""
        canvas, area = self._canvas, self._canvas.area()
        there = look.view(area.width(), area.height())
        where = there.rect(canvas.places.card_box(card), 8)
        if not QRectF(area).contains(where):
            return 0.0, 0.0  # what was seen in part stays where it is, too
        dx, dy = shift_to_see(where, area, canvas.covered(soon=True))
        return dx / look.zoom, dy / look.zoom

    def _anchor(self) -> str | None:
        """The card that stays where it is on the screen, and with it what is worked on: of the
        selected ones in sight, else of all there, the one nearest the middle."""
        canvas, places = self._canvas, self._canvas.places
        sight = canvas.view.box(canvas.area())
        cards = places.cards_in(sight)
        chosen = [c for c in cards.tolist() if places.ids[c] in canvas.session.selection]
        away = np.abs(places.pos + places.size / 2 - sight.middle()).sum(axis=1)
        nearest = min(chosen or cards.tolist(), key=away.__getitem__, default=None)
        return None if nearest is None else places.ids[nearest]

    def _sees_all(self) -> bool:
        """Whether the whole graph is in sight, and is to stay so."""
        canvas = self._canvas
        bounds = canvas.places.bounds()
        if canvas.keep_fitted or bounds is None:
            return True
        return QRectF(canvas.area()).contains(canvas.view.rect(bounds))


class Job:
    """One arrangement being worked out."""

    def __init__(
        self,
        document: Document,
        outlines: dict[str, Outline],
        chosen: Collection[str] | None,
        gate: Gate,
    ) -> None:
        self.document = document
        self.edits: list[Edit] = []
        self.done = False
        self.stopped = False
        self._outlines = outlines
        self._chosen = chosen
        self._gate = gate

    @property
    def is_part(self) -> bool:
        """Whether only some cards are arranged."""
        return self._chosen is not None

    def state(self, document: Document) -> object:
        """What an arrangement depends on, and comes to: the same again needs none."""
        places = [(node.id, node.x, node.y, node.frame) for node in document.nodes.values()]
        wires = [(w.source, w.source_port, w.target, w.target_port, w.points)
                 for w in document.wires.values()]  # fmt: skip
        chosen = None if self._chosen is None else frozenset(self._chosen)
        return places, wires, dict(document.frames), self._outlines, chosen

    def work(self) -> None:
        """Works it out, on whatever thread."""
        try:
            self.edits = arranged(self.document, self._outlines, self._chosen, self._check)
        except Cancelled:
            return
        except Exception:  # a fault of ours must not leave the canvas waiting
            log.exception("arranging failed")
            return
        self.done = True

    def _check(self) -> None:
        if self.stopped:
            raise Cancelled
        self._gate.wait()


def _nothing(_: str) -> float:
    return 0.0


def outlines(
    places: Geometry, hangs: Callable[[str], float] = _nothing
) -> dict[str, Outline]:
    """The sizes of the cards, with what hangs below them, and the heights of their ports."""
    found: dict[str, Outline] = {}
    # Many cards have the same ports at the same heights.
    ports: dict[tuple[int, int, bool], tuple[tuple[float, ...], tuple[float, ...]]] = {}
    for node, slot in places.slots.items():
        width, height = places.size[slot].tolist()
        folded = height == metrics.FOLDED
        kind = len(places.inputs[slot]), len(places.outputs[slot]), folded
        if kind not in ports:
            top = float(places.pos[slot, 1])
            lie = [(port.is_input, y - top) for port, _, y in places.ports_of(slot)]
            ports[kind] = (
                tuple(y for is_input, y in lie if is_input),
                tuple(y for is_input, y in lie if not is_input),
            )
        found[node] = Outline(width, height + hangs(node), *ports[kind])
    return found
