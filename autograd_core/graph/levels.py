"""Levels: the inside of an instance as a document of its own, which can be shown and edited.

Its ids are paths (`n7/n3`), so that what a run says of the instance is found by them. Edits made
for it are turned into edits of the definition, and edits of the document into those that it sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.document import (
    SEPARATOR,
    Definition,
    Document,
    GroupData,
    NodeData,
    NoteData,
    PortData,
    WireData,
)
from autograd_core.graph.edits import Edit, Inside, Put, PutDefinition, Reorder, SetActions, SetSeed
from autograd_core.graph.edits import apply as apply_edits
from autograd_core.graph.flattening import (
    held_by,
    number_at,
    running_order,
    scope_at,
    scope_of,
)


class Level(Document):
    """What is in the instance at the path that `prefix` says, of the document `whole`.

    The actions and the seed are those of `whole`; `definition` is the definition's id.
    """

    __slots__ = ("definition", "whole")

    def __init__(self, whole: Document, prefix: str) -> None:
        """Raises KeyError: there is no such instance."""
        scope = scope_at(whole, prefix)
        if scope is None or not isinstance(scope.graph, Definition):
            raise KeyError(prefix)
        graph = scope.graph
        super().__init__(
            [_prefixed(graph.nodes[node], prefix) for node in graph.order],
            [_prefixed(wire, prefix) for wire in graph.wires.values()],
            [_prefixed(frame, prefix) for frame in graph.frames.values()],
            whole.actions,
            whole.seed,
        )
        self.definitions = whole.definitions
        self.prefix = prefix
        self.whole = whole
        self.definition = graph.id

    def _copy_into(self, copy: Document) -> None:
        super()._copy_into(copy)
        assert isinstance(copy, Level)
        copy.whole, copy.definition = self.whole, self.definition

    def name(self, node: str) -> str:
        return self.own_name(node) if node in self.nodes else self.whole.name(node)

    def find(self, node: str) -> NodeData | None:
        return self.nodes.get(node) or self.whole.find(node)

    def in_no_grad(self, node: str) -> bool:
        if super().in_no_grad(node):
            return True
        scope = scope_at(self.whole, self.prefix)
        while scope is not None and scope.outer is not None and scope.group is not None:
            if scope.outer.graph.in_no_grad(scope.group.id):
                return True
            scope = scope.outer
        return False


def is_there(shown: Document) -> bool:
    """Whether a level is still that of the instance at its place."""
    if not isinstance(shown, Level):
        return True
    return definition_at(shown.whole, shown.prefix) == shown.definition


def definition_at(whole: Document, prefix: str) -> str | None:
    """The id of the definition of the instance that a prefix leads into; None where it is none."""
    scope = scope_at(whole, prefix)
    return scope.graph.id if scope is not None and isinstance(scope.graph, Definition) else None


def graphs_changed(edits: Iterable[Edit]) -> set[str]:
    """The graphs in which edits of a whole document change something: ids of definitions, and the
    empty name for its own."""
    found: set[str] = set()
    for edit in edits:
        if isinstance(edit, Inside):
            found.add(edit.definition)
        elif isinstance(edit, Put | Reorder):
            found.add("")
    return found


def is_seen(document: Document, edits: Sequence[Edit]) -> bool:
    """Whether something that edits of the whole document change can be seen at a level: parts of
    its own graph, or ports of its instances and nothing else."""
    graphs = graphs_changed(edits)
    if graph_of(document) in graphs:
        return True
    inner = [edit.edit for edit in edits if isinstance(edit, Inside)]
    groups = {n.definition for n in document.nodes.values() if isinstance(n, GroupData)}
    return graphs <= groups and all(
        isinstance(edit, Reorder) or isinstance(edit.item, PortData) for edit in inner
    )


def level(whole: Document, prefix: str) -> Document:
    """The document that is shown at a level: `whole` itself for no prefix.

    Raises:
        KeyError: there is no such instance.
    """
    return Level(whole, prefix) if prefix else whole


def graph_of(document: Document) -> str:
    """The id of the definition that a document shows the inside of; empty for a whole one."""
    return document.definition if isinstance(document, Level) else ""


def whole_of(document: Document) -> Document:
    """The document that a level belongs to."""
    return document.whole if isinstance(document, Level) else document


def nearest(whole: Document, prefix: str) -> str:
    """The prefix, shortened to the innermost instance that is there."""
    while prefix and scope_at(whole, prefix) is None:
        prefix = above(prefix)
    return prefix


def above(prefix: str) -> str:
    """The prefix of the level round a level."""
    outer, found, _ = prefix.removesuffix(SEPARATOR).rpartition(SEPARATOR)
    return outer + found


def home_of(whole: Document, path: str) -> str | None:
    """The prefix of the level that a node is in; None where it is not there."""
    found = scope_of(whole, path)
    return None if found is None else found[0].prefix


def card_of(document: Document, path: str) -> str | None:
    """The card that stands for a node at this level: its own, or that of the instance which it is
    in; None where it is outside."""
    if path in document.nodes:
        return path
    prefix = document.prefix
    if not path.startswith(prefix):
        return None
    card = prefix + path[len(prefix) :].partition(SEPARATOR)[0]
    return card if isinstance(document.nodes.get(card), GroupData) else None


def number_outside(document: Document, port: str) -> str:
    """The number that stands, outside, for an input of the subgraph that a level shows; empty where
    there is none."""
    scope = scope_at(whole_of(document), document.prefix)
    return "" if scope is None else number_at(scope, port.removeprefix(document.prefix))


def all_nodes(document: Document) -> list[str]:
    """What actions can name: the cards of a level in order, then what else runs."""
    order = document.order
    if document.definitions:
        order = list(dict.fromkeys([*order, *running_order(whole_of(document))]))
    return [n for n in order if not isinstance(document.find(n), PortData | NoteData)]


def instances(whole: Document, definition: str) -> Iterator[tuple[Document, GroupData]]:
    """Every instance of a definition, with the graph that it is in."""
    for graph in (whole, *whole.definitions.values()):
        for node in graph.nodes.values():
            if isinstance(node, GroupData) and node.definition == definition:
                yield graph, node


def first_place(whole: Document, definition: str) -> str | None:
    """The prefix of some instance of a definition; None where there is none."""
    for graph, group in instances(whole, definition):
        outer = first_place(whole, graph.id) if isinstance(graph, Definition) else ""
        if outer is not None:
            return f"{outer}{group.id}{SEPARATOR}"
    return None


def would_hold_itself(document: Document, definition: str) -> bool:
    """Whether an instance of the definition at this level would lie within itself."""
    here, whole = graph_of(document), whole_of(document)
    inside = whole.definitions.get(definition)
    if not here or inside is None:
        return False
    return here == definition or here in held_by(whole, inside)


# Edits


def _prefixed(item: Any, prefix: str) -> Any:
    """A part of a definition as a level has it."""
    fields: dict[str, Any] = {"id": prefix + item.id}
    if isinstance(item, WireData):
        fields |= {"source": prefix + item.source, "target": prefix + item.target}
    elif item.frame is not None:
        fields["frame"] = prefix + item.frame
    return replace(item, **fields)


def _stripped(item: Any, prefix: str) -> Any:
    """A part of a level as its definition has it."""
    if item is None:
        return None
    fields: dict[str, Any] = {"id": item.id.removeprefix(prefix)}
    if isinstance(item, WireData):
        fields["source"] = item.source.removeprefix(prefix)
        fields["target"] = item.target.removeprefix(prefix)
    elif item.frame is not None:
        fields["frame"] = item.frame.removeprefix(prefix)
    return replace(item, **fields)


def to_whole(document: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Edits made for a level as edits of its whole document; with what has to go with what they
    take away: the wires at ports, and definitions of which no instance is left."""
    name, prefix = graph_of(document), document.prefix
    whole = whole_of(document)
    found: list[Edit] = []
    for edit in edits:
        if not name or not isinstance(edit, Put | Reorder):
            found.append(edit)
        elif isinstance(edit, Put):
            put = Put(_stripped(edit.before, prefix), _stripped(edit.after, prefix), edit.index)
            found.append(Inside(name, put))
        else:
            before = tuple(node.removeprefix(prefix) for node in edit.before)
            after = tuple(node.removeprefix(prefix) for node in edit.after)
            found.append(Inside(name, Reorder(edit.start, before, after)))
    if not whole.definitions:
        return found
    found = [*_wires_at_ports(whole, found), *found]
    return [*found, *_unused(whole, found)]


def _wires_at_ports(whole: Document, edits: Iterable[Edit]) -> list[Edit]:
    """Takes away the wires and the numbers at the instances' ports whose nodes go."""
    gone: dict[str, set[str]] = {}
    taken: set[tuple[str, str]] = set()
    for edit in edits:
        if isinstance(edit, Inside):
            put = edit.edit
            if isinstance(put, Put) and isinstance(put.before, PortData) and put.after is None:
                gone.setdefault(edit.definition, set()).add(put.before.id)
            if isinstance(put, Put) and isinstance(put.before, WireData) and put.after is None:
                taken.add((edit.definition, put.before.id))
        elif isinstance(edit, Put) and isinstance(edit.before, WireData):
            taken.add(("", edit.before.id))
    found: list[Edit] = []
    for definition, ports in gone.items():
        for graph, group in instances(whole, definition):
            name = graph.id if isinstance(graph, Definition) else ""
            wires = [w for w in graph.inputs(group.id).values() if w.target_port in ports]
            wires += [w for w in graph.outputs(group.id).values() if w.source_port in ports]
            found += [Inside(name, Put(w, None)) for w in wires if (name, w.id) not in taken]
            if not ports.isdisjoint(group.params):
                kept = {p: text for p, text in group.params.items() if p not in ports}
                found.append(Inside(name, Put(group, replace(group, params=kept))))
    return found


def _unused(whole: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Takes away the definitions whose last instance the edits take away."""
    candidates: set[str] = set()
    for edit in edits:
        put = edit.edit if isinstance(edit, Inside) else edit
        if isinstance(put, Put) and isinstance(put.before, GroupData):
            after = put.after
            if not isinstance(after, GroupData) or after.definition != put.before.definition:
                candidates.add(put.before.definition)
    if not candidates:
        return []
    scratch = whole.snapshot()
    apply_edits(scratch, edits)
    found: list[Edit] = []
    while candidates:
        name = candidates.pop()
        each = scratch.definitions.get(name)
        if each is None or next(instances(scratch, name), None) is not None:
            continue
        found.append(PutDefinition(each, None))
        candidates |= {n.definition for n in each.nodes.values() if isinstance(n, GroupData)}
        del scratch.definitions[name]
    return found


def to_level(document: Document, edits: Iterable[Edit]) -> list[Edit]:
    """What a document that is shown undergoes when its whole document undergoes these edits."""
    name, prefix = graph_of(document), document.prefix
    found: list[Edit] = []
    for edit in edits:
        graph, inner = ("", edit) if not isinstance(edit, Inside) else (edit.definition, edit.edit)
        if isinstance(inner, SetActions | SetSeed):
            found.append(inner)
        elif graph != name or not isinstance(inner, Put | Reorder):
            continue
        elif not prefix:
            found.append(inner)
        elif isinstance(inner, Put):
            sides = [None if each is None else _prefixed(each, prefix)
                     for each in (inner.before, inner.after)]  # fmt: skip
            found.append(Put(sides[0], sides[1], inner.index))
        else:
            before, after = (
                tuple(prefix + node for node in side) for side in (inner.before, inner.after)
            )
            found.append(Reorder(inner.start, before, after))
    return found


def touched(document: Document, edits: Iterable[Edit]) -> list[Edit]:
    """Edits that change nothing, for the instances at a level that may look different or have
    other ports after these edits of the whole document."""
    name = graph_of(document)
    definitions: set[str] = set()
    for edit in edits:
        if isinstance(edit, Inside) and edit.definition not in ("", name):
            definitions.add(edit.definition)
        elif isinstance(edit, PutDefinition) and edit.after is not None:
            definitions.add(edit.after.id)
    return _touched(document, definitions) if definitions else []


def _touched(document: Document, definitions: set[str]) -> list[Edit]:
    """Edits that change nothing, for the instances that hold one of the definitions."""
    whole = whole_of(document)
    found: list[Edit] = []
    for node in document.nodes.values():
        if not isinstance(node, GroupData):
            continue
        inside = whole.definitions.get(node.definition)
        held = {node.definition} | (set() if inside is None else held_by(whole, inside))
        if held & definitions:
            found.append(Put(node, node))
    return found
