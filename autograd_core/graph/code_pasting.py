"""A traced snippet as a part of a document that is there already: its cards, and its actions after
those of the document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from msgspec.structs import replace

from autograd_core.graph.action_edits import flat
from autograd_core.graph.actions import (
    Action,
    Block,
    Forward,
    RemoveHook,
    Seed,
    parts,
    retargeted,
)
from autograd_core.graph.clipboard import Fragment, added
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.edits import Edit, SetActions, SetSeed, apply
from autograd_core.graph.layout import is_piled, laid_out
from autograd_core.graph.naming import node_renamed
from autograd_core.graph.ports import spec_of


def spread_out(document: Document) -> Document:
    """The document itself, its cards arranged if they had no places."""
    if is_piled(document):
        apply(document, laid_out(document))
    return document


def code_added(
    document: Document,
    snippet: Document,
    at: tuple[float, float],
    *,
    seeded: bool = False,
    frame: str | None = None,
) -> tuple[list[Edit], list[str]]:
    """The edits that add a traced snippet, with its top left corner at `at`, and the new nodes.

    A Forward of everything that the document has executes the new nodes too, so the first one of
    the snippet is left out; those that remain execute what is new, and nothing else. Where new
    nodes write in place and the document may execute them more than once, the snippet makes its
    leaves anew.

    Args:
        seeded: the snippet says from which seed its numbers are drawn.
    """
    found = added(document, Fragment(spread_out(snippet)), at, frame=frame)
    ids = dict(zip(snippet.order, found.nodes, strict=True))
    scratch = document.snapshot()
    apply(scratch, found.edits)
    labels = {node: scratch.nodes[ids[node]].label for node in snippet.order}
    if not document.nodes and not document.prefix:
        taken = _Renaming(document, snippet, ids, labels, everything=True)
        edits: list[Edit] = [SetSeed(document.seed, snippet.seed)] if seeded else []
        return [*found.edits, *edits, SetActions(document.actions, taken.actions())], found.nodes
    executes = any(map(_is_whole, document.actions))
    made = executes and (_executes_once(document) or not _writes(snippet))
    made_before = made and not seeded
    own = _Renaming(document, snippet, ids, labels, everything=False, made=made_before)
    actions = list(own.actions())
    first = snippet.actions[:1]
    if seeded:
        actions.insert(0, Seed(own.fresh(), snippet.seed))
    elif made and any(map(_is_whole, first)):
        del actions[0]
    edits = [SetActions(document.actions, (*document.actions, *actions))]
    return [*found.edits, *edits], found.nodes


def _is_whole(action: Action) -> bool:
    """Whether it executes everything."""
    return isinstance(action, Forward) and action.nodes is None


def _executes_once(document: Document) -> bool:
    """Whether what is added to the document is executed just once before its actions end."""
    return sum(_is_whole(action) for _, action in flat(document.actions)) == 1


def _writes(snippet: Document) -> bool:
    """Whether an operation writes into what it is given: twice is something else than once."""
    specs = map(spec_of, snippet.nodes.values())
    return any(spec is not None and spec.mutates for spec in specs)


class _Renaming:
    """The actions of a snippet, with ids that the document does not have, and the labels that its
    nodes have there; `made` says whether its leaves are made before the first of them."""

    def __init__(
        self,
        document: Document,
        snippet: Document,
        nodes: dict[str, str],
        labels: dict[str, str],
        everything: bool,
        made: bool = True,
    ) -> None:
        self._snippet = snippet
        self._nodes = nodes
        self._labels = labels
        self._everything = everything
        self._free = _numbers({action.id for _, action in flat(document.actions)})
        self._ids = {action.id: self.fresh() for _, action in flat(snippet.actions)}
        leaves = (n for n, data in snippet.nodes.items() if isinstance(data, LeafData))
        self._waiting = set() if made else set(leaves)
        """Leaves that nothing has made yet."""

    def fresh(self) -> str:
        return next(self._free)

    def actions(self) -> tuple[Action, ...]:
        return tuple(map(self._relabelled, map(self._renamed, self._snippet.actions)))

    def _relabelled(self, action: Action) -> Action:
        # from behind, as `x2` may have to make room for `x`
        for node, label in reversed(self._labels.items()):
            old = self._snippet.nodes[node].label
            if label != old:
                action = node_renamed(action, self._nodes[node], old, label)
        return action

    def _renamed(self, action: Action) -> Action:
        if isinstance(action, Forward) and action.nodes is not None:
            self._waiting -= set(action.nodes)
        found = retargeted(action, lambda node: self._nodes.get(node, node))
        found = replace(found, id=self._ids[action.id])
        if isinstance(action, Block):
            within = {n: tuple(map(self._renamed, part)) for n, part in parts(action).items()}
            return replace(found, **within)
        if isinstance(found, RemoveHook):
            return replace(found, hook=self._ids.get(found.hook, found.hook))
        if isinstance(found, Forward) and found.nodes is None and not self._everything:
            return replace(found, nodes=tuple(self._executed()))
        return found

    def _executed(self) -> Iterator[str]:
        """What a Forward of all of the snippet executes: leaves only the first time."""
        for node in self._snippet.order:
            if node in self._waiting or isinstance(self._snippet.nodes[node], OpData):
                yield self._nodes[node]
        self._waiting.clear()


def _numbers(taken: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"a{number}") not in taken)
