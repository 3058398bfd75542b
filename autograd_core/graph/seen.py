"""A run as one level of a document sees it: an instance shows what is at its outputs and collects
the state of what is in it; a port shows what comes through it.

A `SeenLog` answers for the cards of a level as a `StepLog` does for nodes; its steps are those of
the run. What has no subgraphs is seen as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from autograd_core.graph.document import OUT, Document, GroupData, LeafData, OpData, PortData
from autograd_core.graph.flattening import (
    End,
    Flat,
    Scope,
    inside_of,
    origin,
    scope_at,
    scope_of,
)
from autograd_core.graph.levels import card_of, whole_of
from autograd_core.graph.ports import State, first_port, output_ports, state_of
from autograd_core.graph.steps import (
    Flow,
    Problem,
    Ref,
    StepLog,
    Track,
    node_ref,
    port_ref,
)

_WORSE = ("failed", "incomplete", "blocked", "caught")


class SeenLog(StepLog):
    """What a log says of the cards of the level `document`, one of the document that was run."""

    def __init__(self, log: StepLog, document: Document) -> None:
        self.steps, self.sections, self._tracks = log.steps, log.sections, log._tracks
        self._log = log
        self._document = document
        scope = scope_at(whole_of(document), document.prefix)
        assert scope is not None
        self._scope: Scope = scope
        self._ends: dict[tuple[str, str], End | None] = {}
        self.waiting = self._waiting()
        self._inside: dict[str, list[str]] = {}
        self._states: dict[str, dict[str, Track]] = {}
        self._beyond: dict[str, list[str]] | None = None

    def _end(self, node: str, port: str) -> End | None:
        """Where what is at a card's output comes from."""
        key = (node, port)
        if key not in self._ends:
            own = node.removeprefix(self._document.prefix)
            self._ends[key] = origin(self._scope, own, port)
        return self._ends[key]

    def _waiting(self) -> dict[str, str]:
        """Which cards do not run as something is muted or bypassed: above them, or round them."""
        document, scope, asleep = self._document, self._scope, ""
        while scope.outer is not None and scope.group is not None:
            if scope.group.state != "on":
                asleep = scope.outer.prefix + scope.group.id
            scope = scope.outer
        found = dict.fromkeys(document.nodes, asleep) if asleep else {}
        for node, above in self._log.waiting.items():
            card = card_of(document, node)
            if card is not None:
                found.setdefault(card, above)
        for card, data in document.nodes.items():
            end = self._end(card, OUT) if isinstance(data, PortData) else None
            if end is not None and end[0] in self._log.waiting:
                found.setdefault(card, self._log.waiting[end[0]])
            elif end is not None and self._gives_nothing(end):
                found.setdefault(card, end[0])
        return found

    def _gives_nothing(self, end: End) -> bool:
        """Whether what is at an end is muted, or bypassed and it is not its first output."""
        found = scope_of(whole_of(self._document), end[0])
        if found is None:
            return False
        graph, node = found[0].graph, found[1]
        state = state_of(graph.nodes[node])
        return state == "mute" or (
            state == "bypass" and end[1] not in (OUT, first_port(graph, node))
        )

    def _kind(self, node: str) -> type | None:
        """An instance or a port; a bypassed or muted instance is an operation of its own."""
        data = self._document.nodes.get(node)
        if isinstance(data, GroupData) and data.state != "on":
            return OpData
        return type(data) if isinstance(data, GroupData | PortData) else None

    def _nodes_in(self, group: str) -> list[str]:
        if group not in self._inside:
            whole = whole_of(self._document)
            found = [(node, whole.find(node)) for node in inside_of(whole, group)]
            self._inside[group] = [
                node
                for node, data in found
                if isinstance(data, LeafData)
                or (isinstance(data, OpData | GroupData) and data.state != "mute")
            ]
        return self._inside[group]

    def _subject(self, subject: Ref) -> Ref | None:
        """What a port shows; None for nothing."""
        if subject.kind != "port" or self._kind(subject.path[0]) is None:
            return subject
        end = self._end(subject.path[0], subject.path[1])
        return None if end is None else port_ref(*end)

    def at(self, cursor: int, subject: Ref, name: str, default: Any = None) -> Any:
        if subject.kind == "node" and self._kind(subject.path[0]) in (GroupData, PortData):
            return self.fields(cursor, subject).get(name, default)
        found = self._subject(subject)
        return default if found is None else self._log.at(cursor, found, name, default)

    def of_nodes(self, cursor: int, nodes: Iterable[str], *names: str) -> list[list[Any]]:
        return [[self.at(cursor, node_ref(node), name) for name in names] for node in nodes]

    def fields(self, cursor: int, subject: Ref) -> dict[str, Any]:
        node = subject.path[0] if subject.path else ""
        kind = self._kind(node) if subject.kind == "node" else None
        if kind is GroupData:
            return self._group_fields(cursor, node)
        if kind is PortData:
            end = self._end(node, OUT)
            if end is None:
                return {"status": "incomplete"}
            found = self._log.fields(cursor, node_ref(end[0]))
            return {name: each for name, each in found.items() if name in ("status", "reached")}
        other = self._subject(subject)
        return {} if other is None else self._log.fields(cursor, other)

    def state(self, card: str) -> State:
        """Whether an instance is on, bypassed or muted."""
        return state_of(self._document.nodes[card])

    def behind(self, cursor: int, port: Ref) -> dict[str, Any] | None:
        """The state of the node that what is at an instance's output comes from; None where nothing
        is wired to the output inside."""
        end = self._end(*port.path)
        return None if end is None else self._log.fields(cursor, node_ref(end[0]))

    def _group_fields(self, cursor: int, group: str) -> dict[str, Any]:
        """The state of an instance: the worst in it, done where all is."""
        if group not in self._states:
            self._states[group] = _collected(self._log, self._nodes_in(group))
        found: dict[str, Any] = {}
        for name, track in self._states[group].items():
            place = bisect_right(track.steps, cursor - 1)
            if place and track.values[place - 1] is not None:
                found[name] = track.values[place - 1]
        return found

    def tracks(self, subject: Ref) -> Mapping[str, Track]:
        node = subject.path[0] if subject.path else ""
        kind = self._kind(node) if subject.kind == "node" else None
        if kind is GroupData:
            self._group_fields(0, node)
            return self._states[node]
        found = None if kind is PortData else self._subject(subject)
        return {} if found is None else self._log.tracks(found)

    def subjects_between(self, first: int, second: int) -> set[Ref]:
        """What the steps between two cursors changed, as subjects at this level."""
        found: set[Ref] = set()
        for subject in self._log.subjects_between(first, second):
            if subject.kind == "action":
                found.add(subject)
            else:
                found |= {Ref(subject.kind, (card, *subject.path[1:]))
                          for card in self.cards_of(subject.path[0])}  # fmt: skip
        return found

    def cards_of(self, node: str) -> Iterable[str]:
        """The cards at this level that show something of a node."""
        if self._beyond is None:
            self._beyond = {}
            for card, data in self._document.nodes.items():
                ports = output_ports(self._document, card) if isinstance(data, GroupData) else [OUT]
                for port in ports if isinstance(data, GroupData | PortData) else ():
                    end = self._end(card, port)
                    if end is not None:
                        self._beyond.setdefault(end[0], []).append(card)
        own = card_of(self._document, node)
        return {*self._beyond.get(node, ()), *((own,) if own is not None else ())}


def _collected(log: StepLog, nodes: Sequence[str]) -> dict[str, Track]:
    """What the states of nodes come to together, after each step that changed one of them."""
    events: list[tuple[int, int, str, Any]] = []
    for place, node in enumerate(nodes):
        for name in ("status", "reached", "error"):
            track = log.track(node_ref(node), name)
            events += [(at, place, name, v) for at, v in zip(*track, strict=True)]
    events.sort(key=lambda event: event[0])
    statuses: dict[int, str] = {}
    counts: Counter[str | None] = Counter({None: len(nodes)})
    errors: dict[int, Problem] = {}
    reached: dict[int, int | None] = {}
    calls: Counter[int | None] = Counter({None: len(nodes)})
    now: dict[str, Any] = {}
    found = {name: Track([], []) for name in ("status", "reached", "error")}
    for step, group in groupby(events, key=lambda event: event[0]):
        for _, place, name, value in group:
            if name == "status":
                counts[statuses.get(place)] -= 1
                statuses[place] = value
                counts[value] += 1
            elif name == "reached":
                calls[reached.get(place)] -= 1
                reached[place] = value
                calls[value] += 1
            elif value is None:
                errors.pop(place, None)
            else:
                errors[place] = value
        worst = next((each for each in _WORSE if counts[each]), None)
        now["status"] = worst or ("done" if counts["done"] == len(nodes) else None)
        now["reached"] = max((call for call in calls if call and calls[call]), default=None)
        now["error"] = errors[min(errors)] if errors else None
        for name, track in found.items():
            if not track.values or track.values[-1] is not now[name]:
                track.steps.append(step)
                track.values.append(now[name])
    return found


def seen(log: StepLog, document: Document) -> StepLog:
    """The log as a level sees it."""
    return SeenLog(log, document) if document.definitions else log


def flows_seen(
    document: Document, flows: Iterable[Flow], parts: Mapping[str, tuple[str, ...]]
) -> list[Flow]:
    """The gradients on their way, along what a level shows of the edges: through a port, along the
    wires on this side of it; what stays within an instance is not seen."""
    found: list[Flow] = []
    for flow in flows:
        wires = () if flow.wire is None else parts.get(flow.wire, (flow.wire,))
        for name in wires:
            wire = document.wires.get(name)
            if wire is not None:
                found.append(
                    Flow(wire.target, wire.source, flow.index, flow.target_function,
                         flow.gradient, name)
                )  # fmt: skip
        if flow.wire is None:
            source, target = card_of(document, flow.source), card_of(document, flow.target)
            if source is not None and target is not None and source != target:
                found.append(
                    Flow(source, target, flow.index, flow.target_function, flow.gradient)
                )
    return found


def parts_of(flat: Document) -> Mapping[str, tuple[str, ...]]:
    """The wires that each wire of a flat graph runs along, where these are several."""
    return flat.parts if isinstance(flat, Flat) else {}
