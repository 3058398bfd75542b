"""Which action of a program is which of another: by the longest common subsequence of what they
do, then of kind and targets, then of kinds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.actions import (
    Action,
    Expression,
    Forward,
    RemoveHook,
    parts,
    retargeted,
    targets,
    walk,
)
from autograd_core.graph.coding.texts import code, rewritten
from autograd_core.graph.document import Document
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.pairs import common


class Pairer:
    """Makes the actions of a trace in ids of the old document.

    Args:
        nodes: the id that each traced node has in the new document.
        unseen: ids of old actions, and nodes, of which the old code did not tell.
    """

    def __init__(
        self,
        old: Document,
        nodes: Mapping[str, str],
        unseen: Collection[str],
        fresh: Callable[[str], str],
    ) -> None:
        self.ids: dict[str, str] = {}
        """The id of each traced action."""
        self._nodes = nodes
        self._unseen = unseen
        self._fresh = fresh
        self._there = {*nodes.values()} | {n for n in old.nodes if n in unseen}
        self._old = old

    def block(self, old: Sequence[Action], new: Sequence[Action]) -> tuple[Action, ...]:
        """The new actions of a block, those that were there with their ids."""
        own = [retargeted(each, lambda node: self._nodes.get(node, node)) for each in new]
        seen = [a for a in old if isinstance(a, Forward) or a.id not in self._unseen]
        pairs = self._paired(seen, own)
        found: dict[str, Action] = {}
        for place, (traced, action) in enumerate(zip(new, own, strict=True)):
            before = pairs.get(place)
            made = self._action(before, traced, action)
            found[made.id] = made
        return tuple(self._with_unseen(old, list(found.values())))

    def finished(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        """The whole program, in which hooks are removed that are in it."""
        found = []
        for action in actions:
            if isinstance(action, RemoveHook) and action.hook in self.ids:
                action = replace(action, hook=self.ids[action.hook])
            fields = {name: self.finished(part) for name, part in parts(action).items()}
            found.append(replace(action, **fields) if fields else action)
        return tuple(found)

    def _paired(self, old: Sequence[Action], new: Sequence[Action]) -> dict[int, Action]:
        """The old action for places of new ones."""
        found: dict[int, int] = {}
        keys: tuple[tuple[list[Hashable], list[Hashable]], ...] = (
            ([*map(self._whole, old)], [self._whole(each, traced=True) for each in new]),
            ([(type(a), targets(a)) for a in old], [(type(a), targets(a)) for a in new]),
            ([*map(type, old)], [*map(type, new)]),
        )
        for before, after in keys:
            for (first, start), (last, end) in _gaps(found, len(old), len(new)):
                for a, b in common(before[first:last], after[start:end]):
                    found[start + b] = first + a
        return {place: old[at] for place, at in found.items()}

    def _action(self, before: Action | None, traced: Action, action: Action) -> Action:
        name = self._fresh("a") if before is None else before.id
        self.ids[traced.id] = name
        if before is not None and self._whole(before) == self._whole(action, traced=True):
            self._pair_inside(before, traced)
            return before
        fields: dict[str, Any] = {"id": name}
        old_parts = {} if before is None else parts(before)
        for part, block in parts(traced).items():
            fields[part] = self.block(old_parts.get(part, ()), block)
        if isinstance(before, Forward) and isinstance(action, Forward) and action.nodes is not None:
            asleep = tuple(n for n in before.nodes or () if n in self._unseen)
            fields["nodes"] = (*action.nodes, *asleep)
        for field in action.__struct_fields__:
            old_text, text = getattr(before, field, None), getattr(action, field)
            if not (isinstance(text, Expression) and isinstance(old_text, Expression)):
                continue
            if self._said(text) == self._said(old_text):
                fields[field] = old_text
        return replace(action, **fields)

    def _pair_inside(self, before: Action, traced: Action) -> None:
        for old, new in zip(walk((before,)), walk((traced,)), strict=False):
            self.ids[new.id] = old.id

    def _with_unseen(self, old: Sequence[Action], new: list[Action]) -> list[Action]:
        """With what code did not tell of behind what it stood behind."""
        there = {action.id for action in new}
        at = 0
        for action in old:
            if action.id in there:
                at = 1 + next(i for i, each in enumerate(new) if each.id == action.id)
            elif action.id in self._unseen and not isinstance(action, Forward):
                new.insert(at, action)
                at += 1
        return new

    # What actions say

    def _whole(self, action: Action, traced: bool = False) -> Hashable:
        """All that an action says, as far as it is no matter of spelling."""
        found: list[Hashable] = [type(action)]
        for field in action.__struct_fields__[1:]:
            value = getattr(action, field)
            if isinstance(value, Expression):
                found.append(self._said(value))
            elif field in parts(action):
                found.append(tuple(self._whole(each, traced) for each in value))
            elif isinstance(value, dict):
                found.append(tuple(sorted((k, _plain(text, {})) for k, text in value.items())))
            elif isinstance(action, Forward) and value is not None:
                found.append(frozenset(value) - frozenset(self._unseen))
            elif isinstance(action, RemoveHook) and traced:
                found.append(self.ids.get(value, value))
            else:
                found.append(value)
        return tuple(found)

    def _said(self, expression: Expression) -> str:
        names = {name: f"_{node}_".replace("/", "_") for name, node in expression.names.items()}
        return _plain(expression.text, names)


def _plain(text: str, names: Mapping[str, str]) -> str:
    try:
        return code(rewritten(text, names))
    except ExpressionError:
        return text


def _gaps(
    found: Mapping[int, int], old: int, new: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches between the pairs: from where to where in both."""
    ends = [(-1, -1), *sorted((a, b) for b, a in found.items()), (old, new)]
    return [
        ((a + 1, b + 1), end)
        for (a, b), end in pairwise(ends)
        if end[0] > a + 1 and end[1] > b + 1
    ]
