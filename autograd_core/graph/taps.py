"""Taps and the actions that fill them: they are made together, and go together."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from autograd_core.graph.actions import Action, Backward, Jacobian, ReadGrad, changed, walk
from autograd_core.graph.document import Document, TapData, action_ids
from autograd_core.graph.edits import Edit, Put, apply

COLUMN, WIDTH, HEIGHT = 300.0, 230.0, 200.0
"""Canvas units from a card to the next column, and what a card takes up with some air."""

Actions = tuple[Action, ...]
Filling = Backward | Jacobian | ReadGrad
"""An action that fills taps."""


def fills(action: Filling) -> list[tuple[str, str]]:
    """The nodes that the action takes derivatives by, or reads, each with its tap."""
    if isinstance(action, ReadGrad):
        return [(action.node, tap) for tap in action.into]
    return list(zip(action.inputs or (), action.into, strict=False))


def filling(actions: Actions, tap: str) -> tuple[Filling, str] | None:
    """The action that fills a tap, and the input that the tap is for."""
    for action in walk(actions):
        if isinstance(action, Filling):
            for node, into in fills(action):
                if into == tap:
                    return action, node
    return None


def filled(actions: Actions) -> set[str]:
    """Every tap that some action fills."""
    return {tap for a in walk(actions) if isinstance(a, Filling) for tap in a.into}


def sources(document: Document, node: str) -> set[str]:
    """The nodes that a node's tensor comes from: along the wires, and through the actions that
    fill taps; itself too."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        above = document.upstream([waiting.pop()]) - found
        found |= above
        for tap in above:
            filled_by = filling(document.actions, tap) if is_tap(document, tap) else None
            if filled_by is not None:
                action, source = filled_by
                root = {Backward: "root", Jacobian: "output"}.get(type(action), "node")
                waiting += [source, getattr(action, root)]
    return found


def without_taps(actions: Actions, gone: Collection[str]) -> Actions:
    """The actions when taps go: an action none of whose taps stays goes with them."""

    def left(action: Action) -> Action | None:
        if not isinstance(action, Filling) or not set(action.into) & set(gone):
            return action
        kept = [(node, tap) for node, tap in fills(action) if tap not in gone]
        if not kept:
            return None
        if isinstance(action, ReadGrad):
            return replace(action, into=tuple(tap for _, tap in kept))
        return replace(
            action, inputs=tuple(node for node, _ in kept), into=tuple(tap for _, tap in kept)
        )

    return changed(actions, left)


def left_over(document: Document, actions: Actions) -> list[str]:
    """The taps that an action filled and that none would fill if these were the actions."""
    gone = filled(document.actions) - filled(actions)
    return [tap for tap in document.order if tap in gone and is_tap(document, tap)]


def add_tap(document: Document, tap: str, beside: str, stem: str = "J") -> Edit:
    """Adds a tap with this id, at a free place right of the card `beside`."""
    data = document.nodes.get(beside)
    x, y = (data.x + COLUMN, data.y) if data is not None else (0.0, 0.0)
    spots = [(node.x, node.y) for node in document.nodes.values()]
    while any(abs(x - at) < WIDTH and abs(y - top) < HEIGHT for at, top in spots):
        y += HEIGHT
    return Put(None, TapData(tap, label=fresh_label(document, stem), x=x, y=y))


def add_taps(document: Document, wanted: Iterable[tuple[str, str]], stem: str) -> list[Edit]:
    """Adds taps with these ids, each right of the card that is named beside it."""
    scratch = document.snapshot()
    found: list[Edit] = []
    for tap, beside in wanted:
        found.append(add_tap(scratch, tap, beside, stem))
        apply(scratch, found[-1:])
    return found


def fresh_ids(document: Document, prefix: str, count: int) -> list[str]:
    """So many ids that nothing in the document has."""
    first = document.fresh_id(prefix)
    stem = first.rstrip("0123456789")
    taken = {*document.nodes, *document.wires, *document.frames, *action_ids(document.actions)}
    numbers = (f"{stem}{number}" for number in itertools.count(int(first[len(stem) :])))
    return list(itertools.islice((name for name in numbers if name not in taken), count))


def fresh_label(document: Document, stem: str = "J") -> str:
    """J, or J2, J3 … where something is called that already."""
    taken = {node.label for node in document.nodes.values()}
    names = (stem, *(f"{stem}{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def is_tap(document: Document, node: str) -> bool:
    return isinstance(document.nodes.get(node), TapData)
