"""What cards and wires look like at the cursor, kept for as long as it holds.

Faces are made when a card is to be painted and not before. A step of the cursor makes stale only
what the step changed; a jump or a new run makes all stale at once by counting up a generation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from app.canvas.card import Light
from app.canvas.carried import Carried
from app.canvas.curves import Indices
from app.canvas.geometry import Geometry
from app.playback.face import Face, category_of, face_of
from app.playback.reach import (
    cut_reason,
    full_reason,
    goes_back,
    passed,
    since_forward,
    stops_gradient,
)
from app.playback.traps import Traps
from app.playback.why_none import why_none
from autograd_core.graph.document import OUT, Document
from autograd_core.graph.levels import card_of
from autograd_core.graph.ports import state_of, way_of
from autograd_core.graph.seen import flows_seen, parts_of
from autograd_core.graph.states import gives_nothing
from autograd_core.graph.steps import Flow, Step, StepLog, Value, port_ref

IDLE, DONE, FAILED, UNREACHED = 0, 1, 2, 3
_STATES = {"done": DONE, "failed": FAILED}
CLOSE = 64
"""Steps between two cursors up to which their changes are looked at one by one."""

Small = np.ndarray[Any, np.dtype[np.int32]]


class Opened(Protocol):
    """What is looked at: the session, or a document without one."""

    selection: frozenset[str]

    @property
    def document(self) -> Document: ...
    @property
    def flat(self) -> Document: ...


class Playing(Protocol):
    """Where in the run: the player, or one place in a log."""

    cursor: int
    playing: int

    @property
    def shown_cursor(self) -> int: ...
    @property
    def log(self) -> StepLog: ...
    @property
    def seen(self) -> StepLog: ...
    @property
    def step(self) -> Step | None: ...


class Shown:
    """Faces, states and shades at the cursor, by slot of the geometry."""

    def __init__(self, session: Opened, player: Playing, geometry: Geometry) -> None:
        self._session = session
        self._player = player
        self._geometry = geometry
        self.traps = Traps(session, player)
        self._log: StepLog = player.log
        self._carried = Carried()
        self._carried_at = 0
        self._uncounted = True
        self.changes = 0
        """Goes up whenever something may look different."""
        self._silent: Indices = np.empty(0, np.intp)
        """Wires that carry nothing though the card that they come from is done."""
        self.selected_wires: Indices = np.empty(0, np.intp)
        self.selected_frames: frozenset[str] = frozenset()
        self.rebuild()

    def rebuild(self) -> None:
        """Forgets everything: the geometry was built anew."""
        count = len(self._geometry.ids)
        self._generation = 1
        self._faces: list[Face | None] = [None] * count
        self._face_stamps: Small = np.zeros(count, np.int32)
        self._states: Small = np.zeros(count, np.int32)
        self._state_stamps: Small = np.zeros(count, np.int32)
        self._category_names: dict[str, int] = {}
        self._categories: Small = np.full(count, -1, np.int32)
        self.selected = np.zeros(count, bool)
        self._log = self._player.log
        self._shades: Small = np.zeros(len(self._geometry.wire_ids), np.int32)
        self.recount_carried()
        self.reselect()

    def _grow(self) -> None:
        more = len(self._geometry.ids) - len(self._faces)
        if more <= 0:
            return
        more = max(more, len(self._faces) // 2)  # seldom, and then for many
        self._faces.extend([None] * more)
        zeros = np.zeros(more, np.int32)
        self._face_stamps = np.concatenate([self._face_stamps, zeros])
        self._states = np.concatenate([self._states, zeros])
        self._state_stamps = np.concatenate([self._state_stamps, zeros])
        self._categories = np.concatenate([self._categories, zeros - 1])
        self.selected = np.concatenate([self.selected, zeros.astype(bool)])

    @property
    def document(self) -> Document:
        """The document that is shown."""
        return self._session.document

    # Becoming stale

    def all_stale(self) -> None:
        """Says that any card may look different."""
        self._generation += 1
        self.changes += 1

    def stale(self, nodes: Iterable[str]) -> Indices:
        """Says that these cards may look different; their slots."""
        self._grow()
        self.changes += 1
        slots = self._geometry.slots_of(nodes)
        self._face_stamps[slots] = 0
        self._state_stamps[slots] = 0
        self._categories[slots] = -1
        return slots

    def moved(self, old: int, new: int) -> Indices | None:
        """Follows the cursor: the slots of the cards that may look different, None for all."""
        self.changes += 1
        log = self._player.seen
        if self._player.log is not self._log:
            self.renewed()
            return None
        if abs(new - old) > CLOSE:
            self.all_stale()
            self.recount_carried()
            return None
        self._follow_carried(old, new)
        if passed(log, old) != passed(log, new):
            self.all_stale()  # what no gradient has come to is grey from here on
            return None
        subjects = log.subjects_between(old, new)
        return self.stale({s.path[0] for s in subjects if s.kind != "action"})

    def reselect(self) -> None:
        """Reads the session's selection."""
        self._grow()
        self.changes += 1
        chosen = self._session.selection
        self.selected[:] = False
        self.selected[self._geometry.slots_of(chosen)] = True
        self.selected_frames = chosen & self._session.document.frames.keys()
        wires = self._geometry.wire_slots
        self.selected_wires = np.array([wires[i] for i in chosen if i in wires], np.intp)

    def renewed(self) -> None:
        """Makes all stale if the run is another than the one last looked at."""
        self.changes += 1
        if self._player.log is not self._log:
            self._log = self._player.log
            self.all_stale()
            self.recount_carried()

    # Cards

    def face(self, slot: int) -> Face:
        """The face of a card."""
        if slot >= len(self._faces):
            self._grow()
        face = self._faces[slot]
        if face is not None and self._face_stamps[slot] == self._generation:
            return face
        new = face_of(
            self._player.seen,
            self._player.shown_cursor,
            self._session.document,
            self._geometry.ids[slot],
        )
        if face is not None and new == face:
            new = face  # what is painted of it holds
        self._faces[slot] = new
        self._face_stamps[slot] = self._generation
        return new

    def why(self, slot: int) -> str:
        """Why no gradient has come to a card; empty where one has, or may still."""
        node = self._geometry.ids[slot]
        player = self._player
        cursor = player.shown_cursor
        return full_reason(player.seen, cursor, self._session.document, node)

    def why_none(self, slot: int) -> str:
        """Why there is no `.grad` at the first output of a card; empty where there is one."""
        outputs, player = self._geometry.outputs[slot], self._player
        node, port = self._geometry.ids[slot], outputs[0] if outputs else OUT
        return why_none(player.seen, player.shown_cursor, self._session.document, node, port)

    def knows(self, slot: int) -> bool:
        """Whether there is a face of a card that still holds."""
        return slot < len(self._faces) and bool(self._face_stamps[slot] == self._generation)

    def requires_grad(self, slot: int) -> bool | None:
        """Whether the first output of a card requires grad; None for one that has not run."""
        outputs, player = self._geometry.outputs[slot], self._player
        ref = port_ref(self._geometry.ids[slot], outputs[0] if outputs else OUT)
        found: bool | None = player.seen.at(player.shown_cursor, ref, "requires_grad")
        return found

    def stops(self, slot: int) -> bool:
        """Whether the gradient cannot pass a card, which takes in what requires it."""
        if self.requires_grad(slot) is not False:
            return False
        node, player = self._geometry.ids[slot], self._player
        cursor = player.shown_cursor
        return stops_gradient(player.seen, cursor, self._session.document, node)

    def cut(self, slot: int) -> str:
        """Why the gradient cannot pass a card, which takes in what requires it; empty if it can."""
        node, player = self._geometry.ids[slot], self._player
        cursor = player.shown_cursor
        return cut_reason(player.seen, cursor, self._session.document, node)

    def states(self, slots: Indices) -> Small:
        """IDLE, DONE, FAILED or UNREACHED, for each card."""
        self._grow()
        stale = slots[self._state_stamps[slots] != self._generation]
        if len(stale):
            ids, player = self._geometry.ids, self._player
            log, cursor = player.seen, player.shown_cursor
            calls = passed(log, cursor)
            some = sorted({*stale.tolist()})  # np.unique would import numpy.ma
            found = log.of_nodes(cursor, [ids[slot] for slot in some], "status", "reached")
            for slot, (status, number) in zip(some, found, strict=True):
                state = _STATES.get(status, IDLE)
                if state == DONE and calls is not None and not calls.reached(number):
                    state = UNREACHED
                self._states[slot] = state
            self._state_stamps[stale] = self._generation
        return self._states[slots]

    def categories(self, slots: Indices) -> Small:
        """A number for the category of each card, see `category_names`."""
        self._grow()
        new = slots[self._categories[slots] < 0]
        if len(new):
            nodes, ids, names = self._session.document.nodes, self._geometry.ids, {}
            names = self._category_names
            for slot in new.tolist():
                data = nodes.get(ids[slot])
                name = "" if data is None else category_of(data)
                self._categories[slot] = names.setdefault(name, len(names))
        return self._categories[slots]

    @property
    def category_names(self) -> Sequence[str]:
        """The names of the numbers that `categories` has given."""
        return list(self._category_names)

    @property
    def step(self) -> Step | None:
        """The step that is shown."""
        return self._player.step

    @property
    def lit(self) -> tuple[str, Light] | None:
        """The card whose Node the shown step executes, and in which direction."""
        player = self._player
        step = player.step
        card = None if step is None or step.node is None else card_of(self.document, step.node)
        if step is None or card is None:
            return None
        if goes_back(step):
            return card, "gradient"
        at_rest = not player.playing and player.cursor == len(player.log)
        return None if at_rest else (card, "forward")

    # Wires

    def shades(self, wires: Indices) -> Small:
        """0 for a wire whose source has not run, 1 for one that carries a value, 2 for one that
        has carried a gradient; once a backward has ended, 0 for all others."""
        sources = self._geometry.joins[wires, 0]
        ended = passed(self._player.seen, self._player.shown_cursor) is not None
        shades: Small = ((self.states(sources) == DONE) & (not ended)).astype(np.int32)
        levels = self._counted().levels(wires)
        if len(self._silent):
            shades[np.isin(wires, self._silent)] = 0
        shades[levels > 0] = 2
        self._shades[wires] = shades + levels
        return shades

    def magnitudes(self, wires: Indices) -> Small:
        """How large the last gradient of each wire is, see `magnitude`."""
        return self._counted().levels(wires)

    def carried(self, wire: str) -> Value | None:
        """The last gradient that a wire has carried since the last forward."""
        slot = self._geometry.wire_slots.get(wire)
        return None if slot is None else self._counted().last(slot)

    def reshaded(self, wires: Indices) -> Indices:
        """Those of the wires that look different from when they were painted last."""
        self._grow_wires()
        before = self._shades[wires]
        self.shades(wires)
        found: Indices = wires[self._shades[wires] != before]
        return found

    def restated(self, slots: Indices) -> Indices:
        """Those of the cards whose state is another than when they were painted last."""
        self._grow()
        before = self._states[slots]
        found: Indices = slots[self.states(slots) != before]
        return found

    def _grow_wires(self) -> None:
        count = len(self._geometry.wire_ids)
        self._carried.grow(count)
        more = count - len(self._shades)
        if more > 0:
            zeros = np.zeros(max(more, len(self._shades) // 2), np.int32)
            self._shades = np.concatenate([self._shades, zeros])

    def _count(self, steps: Sequence[Step], back: bool = False) -> None:
        """Notes the gradients that the steps sent along each wire, or takes them back."""
        flat = self._session.flat
        slots, parts = self._geometry.wire_slots, parts_of(flat)
        add, take = self._carried.add, self._carried.take
        for step in reversed(steps) if back else steps:
            for flow in step.flows:
                for along in self._way(flow):
                    for wire in parts.get(along, (along,)):
                        slot = slots.get(wire)
                        if slot is None:
                            continue
                        if back:
                            take(slot)
                        else:
                            add(slot, flow.gradient)

    def _way(self, flow: Flow) -> list[str]:
        """The wires of the whole graph that a gradient travels along, also through what is
        bypassed."""
        flat = self._session.flat
        wire = None if flow.wire is None else flat.wires.get(flow.wire)
        return [] if wire is None else [each.id for each in way_of(flat, wire, flow.target)]

    @property
    def flows(self) -> Sequence[Flow]:
        """The gradients that travel in the shown step."""
        step, document = self._player.step, self._session.document
        if step is None or not document.definitions:
            return () if step is None else step.flows
        along = [each for flow in step.flows for each in self._split(flow)]
        found = flows_seen(document, along, parts_of(self._session.flat))
        return [self._joined(f) for f in found if not self._is_passed(f)]

    def _is_passed(self, flow: Flow) -> bool:
        """Whether a gradient only passes the card that it comes from: then it is the one that comes
        to that card."""
        return flow.wire is not None and state_of(self.document.nodes[flow.source]) == "bypass"

    def _joined(self, flow: Flow) -> Flow:
        """A gradient to where it goes through bypassed cards."""
        wire = None if flow.wire is None else self.document.wires.get(flow.wire)
        if wire is None:
            return flow
        return replace(flow, target=way_of(self.document, wire)[-1].source)

    def _split(self, flow: Flow) -> Iterable[Flow]:
        """A gradient on each of the wires that it travels along."""
        return [replace(flow, wire=wire) for wire in self._way(flow)] or [flow]

    def way(self, flow: Flow) -> list[str]:
        """The wires of the shown graph that a gradient travels along, from the producer's end on:
        more than one where it goes through bypassed cards."""
        document = self._session.document
        wire = None if flow.wire is None else document.wires.get(flow.wire)
        found = [] if wire is None else way_of(document, wire, flow.target)
        return [each.id for each in reversed(found)]

    def recount_carried(self) -> None:
        """Says that other wires may have carried a gradient; they are counted when asked for, as
        a large edit comes in many parts."""
        self._uncounted = True
        self.changes += 1

    def _counted(self) -> Carried:
        """The gradients that each wire has carried since the last forward."""
        if self._uncounted:
            self._uncounted = False
            self._count_all(self._player.shown_cursor)
        self._grow_wires()
        return self._carried

    def _count_all(self, cursor: int, deep: bool = False) -> None:
        """Counts anew; the last gradients alone where that is done in one go, unless all are asked
        for."""
        session, log, count = self._session, self._player.log, len(self._geometry.wire_ids)
        self._carried_at = cursor
        bypassed = [
            node.id
            for node in session.document.nodes.values()
            if getattr(node, "state", "") == "bypass"
        ]
        self._silent = self._without_value(bypassed)
        sections = reversed([*since_forward(log, cursor)])
        steps = [log.steps[section.start : section.stop] for section in sections]
        if deep or bypassed or session.flat is not session.document:
            self._carried.clear(count)
            for some in steps:
                self._count(some)
            return
        slots = self._geometry.wire_slots
        flows = (flow for some in steps for step in some for flow in step.flows)
        last = {slots[flow.wire]: flow.gradient for flow in flows if flow.wire in slots}
        self._carried.fill(count, last)

    def _without_value(self, bypassed: Sequence[str]) -> Indices:
        """The wires at the outputs of bypassed cards at which there is nothing."""
        document, slots = self._session.document, self._geometry.wire_slots
        found = [
            slots[wire.id]
            for node in bypassed
            for wire in document.outputs(node).values()
            if wire.id in slots and gives_nothing(document, node, wire.source_port)
        ]
        return np.array(found, np.intp)

    def _follow_carried(self, old: int, new: int) -> None:
        steps = self._player.log.steps
        if self._uncounted:
            return
        if self._carried_at != old or any(
            step.kind == "forward" for step in steps[min(old, new) : max(old, new)]
        ):
            self.recount_carried()
            return
        if new < old and self._carried.shallow:
            self._count_all(new, deep=True)
        else:
            self._grow_wires()
            self._count(steps[old:new])
            self._count(steps[new:old], back=True)
        self._carried_at = new

