"""Edits: small changes to a document that know their inverse; the unit of undo.

An edit holds both sides, so the inverse is the same edit with its sides swapped, and edits that
follow each other on the same thing can be merged into one (a drag, typing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from msgspec.structs import asdict

from autograd_core.graph.actions import Action
from autograd_core.graph.document import (
    VIEW_FIELDS,
    Definition,
    Document,
    FrameData,
    Item,
    NoteData,
    WireData,
)


@dataclass(frozen=True, slots=True)
class Put:
    """Adds (`before` None), removes (`after` None) or changes one node, wire or frame.

    `index` is the place in the order that an added node takes, or a removed one had;
    None is the end.
    """

    before: Item | None
    after: Item | None
    index: int | None = None

    @property
    def item(self) -> Item:
        item = self.after if self.after is not None else self.before
        assert item is not None
        return item

    def apply(self, document: Document) -> None:
        item, gone = self.item, self.after is None
        if isinstance(item, WireData):
            document.put_wire(item.id, None if gone else item)
        elif isinstance(item, FrameData):
            if gone:
                del document.frames[item.id]
            else:
                document.frames[item.id] = item
        elif gone:
            del document.nodes[item.id]
            if self.index is None:
                at = -1 if document.order[-1] == item.id else document.order.index(item.id)
                del document.order[at]  # from the end on, where it came when it was done
            else:
                del document.order[self.index]
        else:
            document.nodes[item.id] = item
            if self.before is None:
                at = len(document.order) if self.index is None else self.index
                document.order.insert(at, item.id)

    def inverse(self) -> Put:
        return Put(self.after, self.before, self.index)

    def merge(self, later: Edit) -> Edit | None:
        if (
            isinstance(later, Put)
            and later.before is not None
            and (later.before is self.after or later.before == self.after)
            and later.after is not None
        ):
            return Put(self.before, later.after, self.index)
        return None

    @property
    def replays(self) -> bool:
        """Whether a run could tell the difference."""
        if isinstance(self.item, NoteData):
            return False
        if self.before is None or self.after is None:
            return not isinstance(self.item, FrameData) or self.item.kind == "no_grad"
        if type(self.before) is not type(self.after):
            return True
        old, new = asdict(self.before), asdict(self.after)
        return any(old[field] != new[field] for field in old if field not in VIEW_FIELDS)


@dataclass(frozen=True, slots=True)
class Reorder:
    """Puts the nodes from `start` on into another order."""

    start: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    def apply(self, document: Document) -> None:
        document.order[self.start : self.start + len(self.after)] = self.after

    def inverse(self) -> Reorder:
        return Reorder(self.start, self.after, self.before)

    def merge(self, later: Edit) -> Edit | None:
        return None

    @property
    def replays(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class SetActions:
    """Replaces the list of actions; the actions themselves are shared."""

    before: tuple[Action, ...]
    after: tuple[Action, ...]

    def apply(self, document: Document) -> None:
        document.actions = self.after

    def inverse(self) -> SetActions:
        return SetActions(self.after, self.before)

    def merge(self, later: Edit) -> Edit | None:
        if isinstance(later, SetActions) and later.before == self.after:
            return SetActions(self.before, later.after)
        return None

    @property
    def replays(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class SetSeed:
    """Changes the seed of the document's random stream."""

    before: int
    after: int

    def apply(self, document: Document) -> None:
        document.seed = self.after

    def inverse(self) -> SetSeed:
        return SetSeed(self.after, self.before)

    def merge(self, later: Edit) -> Edit | None:
        if isinstance(later, SetSeed):
            return SetSeed(self.before, later.after)
        return None

    @property
    def replays(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class SetSource:
    """Changes the code that the document keeps."""

    before: str
    after: str

    def apply(self, document: Document) -> None:
        document.source = self.after

    def inverse(self) -> SetSource:
        return SetSource(self.after, self.before)

    def merge(self, later: Edit) -> Edit | None:
        if isinstance(later, SetSource):
            return SetSource(self.before, later.after)
        return None

    @property
    def replays(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Inside:
    """Changes the graph of a definition, and with it all instances; `definition` empty means the
    document's own graph, whichever graph is shown."""

    definition: str
    edit: Put | Reorder

    def apply(self, document: Document) -> None:
        self.edit.apply(document.definitions[self.definition] if self.definition else document)

    def inverse(self) -> Inside:
        return Inside(self.definition, self.edit.inverse())

    def merge(self, later: Edit) -> Edit | None:
        if not isinstance(later, Inside) or later.definition != self.definition:
            return None
        both = self.edit.merge(later.edit)
        return Inside(self.definition, both) if isinstance(both, Put | Reorder) else None

    @property
    def replays(self) -> bool:
        return self.edit.replays


@dataclass(frozen=True, slots=True)
class PutDefinition:
    """Adds (`before` None), removes (`after` None) or replaces a definition. What it holds are
    copies, which nobody changes."""

    before: Definition | None
    after: Definition | None

    def apply(self, document: Document) -> None:
        if self.after is None:
            assert self.before is not None
            del document.definitions[self.before.id]
            return
        new = self.after.snapshot()
        new.definitions = document.definitions
        document.definitions[new.id] = new

    def inverse(self) -> PutDefinition:
        return PutDefinition(self.after, self.before)

    def merge(self, later: Edit) -> Edit | None:
        if isinstance(later, PutDefinition) and later.before and later.before == self.after:
            return PutDefinition(self.before, later.after) if later.after else None
        return None

    @property
    def replays(self) -> bool:
        """One that comes or goes has no instances."""
        if self.before is None or self.after is None:
            return False
        return not self.before.has_graph_of(self.after)


Edit: TypeAlias = Put | Reorder | SetActions | SetSeed | SetSource | Inside | PutDefinition


def apply(document: Document, edits: Sequence[Edit]) -> None:
    """Applies the edits in order."""
    for edit in edits:
        edit.apply(document)


def inverse(edits: Sequence[Edit]) -> list[Edit]:
    """The edits that take `edits` back, in the order in which to apply them."""
    return [edit.inverse() for edit in reversed(edits)]


def merged(first: Sequence[Edit], later: Sequence[Edit]) -> list[Edit] | None:
    """Both lists as one, where each later edit goes on from one edit of the first, else None. Code
    that was dropped with the first is gone already, so the later ones need not drop it again."""
    if len(first) == len(later) + 1 and isinstance(first[-1], SetSource):
        both = merged(first[:-1], later)
        return None if both is None else [*both, first[-1]]
    if len(first) != len(later):
        return None
    pairs = [a.merge(b) for a, b in zip(first, later, strict=True)]
    return [edit for edit in pairs if edit is not None] if all(pairs) else None
