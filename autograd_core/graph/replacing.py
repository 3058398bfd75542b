"""What turns one document into another: as few edits as there are differences, and their list for
people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from autograd_core.graph.document import Definition, Document
from autograd_core.graph.edits import (
    Edit,
    Put,
    PutDefinition,
    Reorder,
    SetActions,
    SetSeed,
    SetSource,
    apply,
    inverse,
)

Kind: TypeAlias = Literal["added", "removed", "changed"]


class Change(NamedTuple):
    """A difference between two documents. `part` is what differs: a node, the wires at it, a
    frame, a subgraph, the actions, the seed or the code; `name` is what people call it."""

    kind: Kind
    part: Literal["node", "wires", "frame", "subgraph", "actions", "seed", "code"]
    name: str


def replacement(old: Document, new: Document) -> list[Edit]:
    """The edits of the whole document `old` after which it equals `new`.

    Wires go first and come last, so that at no time one has an end that is not there.
    """
    edits: list[Edit] = []
    for wire in old.wires.values():
        if new.wires.get(wire.id) != wire:
            edits.append(Put(wire, None))
    for each in new.definitions.values():
        before = old.definitions.get(each.id)
        if before != each:
            edits.append(PutDefinition(_copy(before), _copy(each)))
    for frame in new.frames.values():
        if old.frames.get(frame.id) != frame:
            edits.append(Put(old.frames.get(frame.id), frame))
    edits += _of_nodes(old, new)
    for frame in old.frames.values():
        if frame.id not in new.frames:
            edits.append(Put(frame, None))
    for each in old.definitions.values():
        if each.id not in new.definitions:
            edits.append(PutDefinition(_copy(each), None))
    for wire in new.wires.values():
        if old.wires.get(wire.id) != wire:
            edits.append(Put(None, wire))
    if old.actions != new.actions:
        edits.append(SetActions(old.actions, new.actions))
    if old.seed != new.seed:
        edits.append(SetSeed(old.seed, new.seed))
    if old.source != new.source:
        edits.append(SetSource(old.source, new.source))
    return edits


def combined(document: Document, first: Sequence[Edit], later: Sequence[Edit]) -> list[Edit]:
    """Two lists of edits that have made the whole document what it is, as one: none where the
    later take the first back."""
    before = document.snapshot()
    apply(before, inverse([*first, *later]))
    return replacement(before, document)


def _copy(each: Definition | None) -> Definition | None:
    return None if each is None else each.snapshot()


def _of_nodes(old: Document, new: Document) -> list[Edit]:
    edits: list[Edit] = []
    for place in range(len(old.order) - 1, -1, -1):  # from the end: places before it stay
        node = old.nodes[old.order[place]]
        if node.id not in new.nodes:
            edits.append(Put(node, None, place))
    for name in new.order:
        before, after = old.nodes.get(name), new.nodes[name]
        if before != after:
            edits.append(Put(before, after))
    order = [name for name in old.order if name in new.nodes]
    order += [name for name in new.order if name not in old.nodes]
    if order != new.order:
        edits.append(Reorder(0, tuple(order), tuple(new.order)))
    return edits


def changes(old: Document, new: Document) -> list[Change]:
    """What is another in `new`, for people: nodes in their order, then all else."""
    found: list[Change] = []
    for name in new.order:
        if name not in old.nodes:
            found.append(Change("added", "node", new.name(name)))
        elif old.nodes[name] != new.nodes[name]:
            found.append(Change("changed", "node", new.name(name)))
        elif dict(old.inputs(name)) != dict(new.inputs(name)):
            found.append(Change("changed", "wires", new.name(name)))
    found += [Change("removed", "node", old.name(n)) for n in old.order if n not in new.nodes]
    found += _of_tables("frame", {f.id: (f, f.title or f.id) for f in old.frames.values()},
                        {f.id: (f, f.title or f.id) for f in new.frames.values()})  # fmt: skip
    found += _of_tables("subgraph", {d.id: (d, d.title or d.id) for d in old.definitions.values()},
                        {d.id: (d, d.title or d.id) for d in new.definitions.values()})  # fmt: skip
    if old.actions != new.actions:
        found.append(Change("changed", "actions", ""))
    if old.seed != new.seed:
        found.append(Change("changed", "seed", ""))
    if old.source != new.source:
        found.append(Change("changed", "code", ""))
    return found


def _of_tables(
    part: Literal["frame", "subgraph"],
    old: dict[str, tuple[object, str]],
    new: dict[str, tuple[object, str]],
) -> list[Change]:
    found: list[Change] = []
    for name, (each, title) in new.items():
        if name not in old:
            found.append(Change("added", part, title))
        elif old[name][0] != each:
            found.append(Change("changed", part, title))
    return found + [Change("removed", part, old[name][1]) for name in old if name not in new]
