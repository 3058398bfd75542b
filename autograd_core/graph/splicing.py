"""Operations put before or behind a card by a remedy, with a free place on the canvas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from autograd_core.graph import building
from autograd_core.graph.actions import Action, Forward, changed
from autograd_core.graph.document import OUT, Document, NodeData, NoteData, OpData
from autograd_core.graph.edits import Edit, Put, SetActions
from autograd_core.graph.ports import first_port, spec_of
from autograd_core.graph.rewiring import Builder, in_turn

_STEP = 150.0
_WIDE, _HIGH = 225.0, 145.0
"""Room of a card, in canvas units."""
_APART = 265.0
"""From a card to the next one at its right."""
MOVED_AT_MOST = 200
"""Cards that make way for a new one."""


def before(
    document: Document,
    target: str,
    ports: Iterable[str],
    op: str,
    params: Mapping[str, str] | None = None,
) -> list[Edit]:
    """Puts one operation between the first of the ports' source and the ports. It runs right before
    the target, in the target's grad mode, wherever that is run."""
    ports = list(ports)
    wires = document.inputs(target)
    wire = wires[ports[0]]
    at, source = document.nodes[target], document.nodes[wire.source]
    place, way = _between(document, source, at)
    new = _new(document, op, place, at, params, moved=way)
    spec = spec_of(new)
    assert spec is not None
    port = spec.ports[0].name
    return in_turn(
        document,
        lambda _: [*way, Put(None, new, document.order.index(target))],
        lambda scratch: building.connect(
            scratch, wire.source, new.id, port, wire.source_port
        ),
        *(_to(new.id, target, each) for each in ports),
        lambda scratch: _listed(scratch, target, new.id, first=True),
    )


def _between(
    document: Document, source: NodeData, target: NodeData
) -> tuple[tuple[float, float], list[Edit]]:
    """A place between two cards, and how all that is at the right makes way for it."""
    y = (source.y + target.y) / 2
    gap = target.x - source.x
    if gap >= 2 * _APART:
        return ((source.x + target.x) / 2, y), []
    right = [node for node in document.nodes.values() if node.x >= target.x]
    if gap < _WIDE or len(right) > MOVED_AT_MOST:
        return ((source.x + target.x) / 2, y), []
    by = 2 * _APART - gap
    moved = {node.id: (node.x + by, node.y) for node in right}
    return (source.x + _APART, y), building.move(document, moved)


def _to(source: str, target: str, port: str) -> Builder:
    return lambda scratch: building.connect(
        scratch, source, target, port, first_port(scratch, source)
    )


def behind(
    document: Document,
    source: str,
    op: str,
    source_port: str = OUT,
) -> tuple[str, list[Edit]]:
    """The id of an operation that reads an output, and the edits that add it. It runs right behind
    the source."""
    at = document.nodes[source]
    new = _new(document, op, (at.x + _APART, at.y), at, None)
    edits = in_turn(
        document,
        lambda _: [Put(None, new, document.order.index(source) + 1)],
        lambda scratch: building.connect(scratch, source, new.id, "a", source_port),
        lambda scratch: _listed(scratch, source, new.id, first=False),
    )
    return new.id, edits


def _new(
    document: Document,
    op: str,
    place: tuple[float, float],
    beside: NodeData,
    params: Mapping[str, str] | None,
    moved: Iterable[Edit] = (),
) -> OpData:
    scratch = document
    if moved:
        scratch = document.snapshot()
        for edit in moved:
            edit.apply(scratch)
    x, y = free_place(scratch, *place)
    return OpData(
        document.fresh_id("n"), op, params=dict(params or {}), x=x, y=y, frame=beside.frame
    )


def free_place(document: Document, x: float, y: float) -> tuple[float, float]:
    """The place, or the next one below it, where no card is in the way."""
    others = [(n.x, n.y) for n in document.nodes.values() if not isinstance(n, NoteData)]
    for _ in range(len(others) + 1):
        if not any(abs(x - a) < _WIDE and abs(y - b) < _HIGH for a, b in others):
            break
        y += _STEP
    return round(x), round(y)


def _listed(document: Document, known: str, new: str, first: bool) -> list[Edit]:
    """Has every Forward that names its nodes execute the new one as well."""

    def change(action: Action) -> Action:
        if not isinstance(action, Forward) or known not in (action.nodes or ()):
            return action
        assert action.nodes is not None
        at = action.nodes.index(known) + (0 if first else 1)
        return replace(action, nodes=(*action.nodes[:at], new, *action.nodes[at:]))

    actions = changed(document.actions, change)
    return [] if actions == document.actions else [SetActions(document.actions, actions)]
