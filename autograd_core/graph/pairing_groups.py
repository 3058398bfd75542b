"""Changed code of a document with subgraphs, of which code does not tell: an instance stays where
nothing in it has changed, and any other is unfolded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.actions import Action, parts, walk
from autograd_core.graph.coding.names import Names
from autograd_core.graph.document import (
    SEPARATOR,
    Document,
    GroupData,
    LeafData,
    OpData,
    PortData,
    TapData,
    WireData,
)
from autograd_core.graph.edits import SetSource, apply
from autograd_core.graph.flattening import End, flattened, held_by, outputs_of
from autograd_core.graph.levels import to_whole
from autograd_core.graph.pairing import Paired, paired
from autograd_core.graph.ports import definition_of
from autograd_core.graph.replacing import replacement
from autograd_core.graph.settling import Site
from autograd_core.graph.unfolding import unfold


def paired_whole(
    old: Document,
    traced: Document,
    *,
    unseen: Collection[str] = (),
    names: Mapping[str, str] | None = None,
    seeded: bool = True,
    source: str | None = None,
    sizes: Mapping[str, tuple[float, float]] | None = None,
) -> Paired:
    """`paired` for any document; nodes inside instances are named by their paths."""
    options: dict[str, Any] = {"seeded": seeded, "source": source, "sizes": sizes}
    if not any(isinstance(node, GroupData) for node in old.nodes.values()):
        return paired(old, traced, unseen=unseen, names=names, **options)
    scratch, names, unseen = old.snapshot(), dict(names or {}), set(unseen)
    while True:
        flat = flattened(scratch)
        variables = Names(flat)
        aliases = {node: variables.of(node) for node in variables.labelled}
        made = paired(
            _plain(flat), traced, unseen=unseen, names=names, aliases=aliases,
            taken={*scratch.nodes, *scratch.wires}, **options,
        )
        if all(isinstance(edit, SetSource) for edit in made.edits):
            scratch.source = made.document.source
            return Paired(scratch, replacement(old, scratch), made.ids)
        found = _lifted(scratch, flat, made.document)
        if isinstance(found, Document):
            return Paired(found, replacement(old, found), made.ids)
        for group in found:
            moved = _unfold(scratch, group)
            for path, new in moved.items():
                _call(scratch, new, names.get(path, ""))
            names = {_at(path, moved): name for path, name in names.items()}
            unseen = {_at(path, moved) for path in unseen}


def _plain(flat: Document) -> Document:
    """A flat graph as a document of its own."""
    nodes = (flat.nodes[node] for node in flat.order)
    wires, frames = flat.wires.values(), flat.frames.values()
    return Document(nodes, wires, frames, flat.actions, flat.seed, (), flat.source)


def _unfold(document: Document, group: str) -> dict[str, str]:
    """Unfolds an instance; the ids that what was in it has now."""
    inside = definition_of(document, document.nodes[group])
    ids, edits = unfold(document, group)
    before = [] if inside is None else inside.order
    inner = [n for n in before if inside and not isinstance(inside.nodes[n], PortData)]
    apply(document, to_whole(document, edits))
    moved = dict(zip((f"{group}{SEPARATOR}{node}" for node in inner), ids, strict=True))
    return moved or {group: group}


def _call(document: Document, node: str, name: str) -> None:
    """Gives a node that was unfolded the name that it had in the code."""
    data = document.nodes.get(node)
    if isinstance(data, LeafData | OpData | TapData) and data.label and name:
        document.nodes[node] = replace(data, label=name)


def _at(path: str, moved: Mapping[str, str]) -> str:
    """Where something is that was at a path."""
    head, first, rest = path.partition(SEPARATOR)
    second, deeper, inner = rest.partition(SEPARATOR)
    new = moved.get(head + first + second)
    return path if new is None else new + deeper + inner


def _lifted(whole: Document, flat: Document, new: Document) -> Document | list[str]:
    """The new flat graph with the instances that it had before; else those that cannot stay."""
    groups = [n for n in whole.order if isinstance(whole.nodes[n], GroupData)]
    changed = [group for group in groups if not _is_same_inside(group, flat, new)]
    if changed:
        return changed
    ends: dict[End, End] = {}
    for group in groups:
        for port, end in outputs_of(whole, group).items():
            if end is not None:
                ends.setdefault(end, (group, port))
    found = new.snapshot()
    found.definitions = whole.snapshot().definitions
    for group in groups:
        for wire in (*found.wires.values(),):
            if _is_in(wire.target, group):
                found.put_wire(wire.id, None)
    for wire in (*found.wires.values(),):
        if SEPARATOR in wire.source:
            end = ends.get((wire.source, wire.source_port))
            if end is None:
                return [wire.source.partition(SEPARATOR)[0]]
            found.put_wire(wire.id, WireData(wire.id, end[0], wire.target, wire.target_port,
                                             end[1], wire.points))  # fmt: skip
        known = whole.wires.get(wire.id)
        if known is not None and (known.target, known.target_port) == (
            wire.target, wire.target_port
        ) and _flat_end(whole, known, ends) == (wire.source, wire.source_port):  # fmt: skip
            found.put_wire(wire.id, known)
    for wire in whole.wires.values():
        if wire.target in groups:
            found.put_wire(wire.id, wire)
    found.order = _order(whole, groups, new)
    found.nodes = {
        node: whole.nodes[node] if node in groups else new.nodes[node] for node in found.order
    }
    found.frames = {f: data for f, data in new.frames.items() if SEPARATOR not in f}
    found.actions = _actions(whole, flat, new.actions)
    held = held_by(found, found)  # type: ignore[arg-type]
    found.definitions = {d: each for d, each in found.definitions.items() if d in held}
    apply(found, Site(found).settled([], new.order))
    return found if _says(found, new) else groups


def _is_in(path: str, group: str) -> bool:
    return path == group or path.startswith(group + SEPARATOR)


def _is_same_inside(group: str, flat: Document, new: Document) -> bool:
    inside = [node for node in flat.order if _is_in(node, group)]

    def ends(document: Document, node: str) -> dict[str, End]:
        wires = document.inputs(node).items()
        return {port: (wire.source, wire.source_port) for port, wire in wires}

    return all(
        new.nodes.get(node) == flat.nodes[node] and ends(new, node) == ends(flat, node)
        for node in inside
    )


def _flat_end(whole: Document, wire: WireData, ends: Mapping[End, End]) -> End:
    back = {end: inner for inner, end in ends.items()}
    return back.get((wire.source, wire.source_port), (wire.source, wire.source_port))


def _order(whole: Document, groups: Collection[str], new: Document) -> list[str]:
    """The order of the cards as it was, with new ones behind what they stand behind."""
    there = {node for node in new.order if SEPARATOR not in node} | {*groups}
    found = [node for node in whole.order if node in there]
    last, places = -1, {node: place for place, node in enumerate(found)}
    after: dict[int, list[str]] = {}
    for node in new.order:
        card = node.partition(SEPARATOR)[0]
        if card in places:
            last = places[card]
        else:
            after.setdefault(last, []).append(node)
    cards = after.get(-1, [])
    for place, node in enumerate(found):
        cards += [node, *after.get(place, ())]
    return cards


def _actions(whole: Document, flat: Document, new: tuple[Action, ...]) -> tuple[Action, ...]:
    """The actions, those that are as they were in the words that they had."""
    own = {action.id: action for action in walk(whole.actions)}
    before = {action.id: action for action in walk(flat.actions)}
    found = []
    for action in new:
        if action.id in own and before.get(action.id) == action:
            action = own[action.id]
        else:
            inner = {name: _actions(whole, flat, part) for name, part in parts(action).items()}
            action = replace(action, **inner) if inner else action
        found.append(action)
    return tuple(found)


def _says(found: Document, new: Document) -> bool:
    """Whether the document runs as the flat one."""
    flat = flattened(found)

    def wires(document: Document) -> set[tuple[str, str, str, str]]:
        every = document.wires.values()
        return {(w.source, w.source_port, w.target, w.target_port) for w in every}

    return (
        flat.order == new.order
        and flat.nodes == new.nodes
        and wires(flat) == wires(new)
        and flat.actions == new.actions
    )
