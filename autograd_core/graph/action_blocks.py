"""Where actions stand: moving them, into blocks and out again, wrapping them, and what is round
them. Pure functions over a list of actions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from msgspec.structs import replace

from autograd_core.graph.actions import Action, Repeat

Actions = tuple[Action, ...]


class Place(NamedTuple):
    """A place in a list of actions: in the body of `block` (None: outside all), before the action
    `before` (None: at the end)."""

    block: str | None = None
    before: str | None = None


def enclosing(actions: Actions, action_id: str) -> tuple[Repeat, ...]:
    """The blocks round an action, from the outermost inwards; none where it is not there."""
    for action in actions:
        if isinstance(action, Repeat):
            if any(inner.id == action_id for inner in action.body):
                return (action,)
            deeper = enclosing(action.body, action_id)
            if deeper:
                return (action, *deeper)
    return ()


def body_of(actions: Actions, block: str | None) -> Actions:
    """The actions of a block, or the outermost ones; nothing where there is no such block."""
    if block is None:
        return actions
    repeat = _find(actions, block)
    return () if repeat is None else repeat.body


def place_of(actions: Actions, action_id: str) -> Place:
    """Where an action stands; the end where it is not there."""
    round_it = enclosing(actions, action_id)
    block = round_it[-1].id if round_it else None
    ids = [action.id for action in body_of(actions, block)]
    at = ids.index(action_id) + 1 if action_id in ids else len(ids)
    return Place(block, ids[at] if at < len(ids) else None)


def put(actions: Actions, place: Place, new: Actions) -> Actions:
    """The list with new actions at a place; at the end where `before` is not there."""

    def with_new(block: Actions) -> Actions:
        at = next((i for i, a in enumerate(block) if a.id == place.before), len(block))
        return (*block[:at], *new, *block[at:])

    return _in_block(actions, place.block, with_new)


def without(actions: Actions, ids: Collection[str]) -> Actions:
    """The list without these actions and what is in them."""
    return _taken(actions, ids)[0]


def relocated(actions: Actions, ids: Collection[str], place: Place) -> Actions:
    """Moves actions, in the order that they have, to a place; nothing moves into itself."""
    rest, moved = _taken(actions, ids)
    if place.block is not None and _find(rest, place.block) is None:
        return actions
    before = place.before
    if before in ids:
        siblings = [action.id for action in body_of(actions, place.block)]
        later = siblings[siblings.index(before) :] if before in siblings else []
        before = next((each for each in later if each not in ids), None)
    return put(rest, Place(place.block, before), moved)


def shifted(actions: Actions, action_id: str, by: int) -> Actions:
    """Moves an action one line up (-1) or down (1), as lines of code move: past the end of a
    block out of it, past its head into it. A block steps over another one."""
    round_it = enclosing(actions, action_id)
    block = round_it[-1].id if round_it else None
    siblings = body_of(actions, block)
    at = next((i for i, a in enumerate(siblings) if a.id == action_id), -1)
    if at < 0:
        return actions
    neighbour = siblings[at + by] if 0 <= at + by < len(siblings) else None
    if neighbour is None:
        if block is None:
            return actions
        place = place_of(actions, block)
        if by < 0:
            place = Place(place.block, block)
    elif isinstance(neighbour, Repeat) and not isinstance(siblings[at], Repeat):
        first = neighbour.body[0].id if neighbour.body and by > 0 else None
        place = Place(neighbour.id, first)
    elif by < 0:
        place = Place(block, neighbour.id)
    else:
        place = place_of(actions, neighbour.id)
    return relocated(actions, {action_id}, place)


def wrapped(actions: Actions, ids: Collection[str], repeat: Repeat) -> Actions:
    """Puts actions into the body of a new block, which stands where the first of them stood; at
    the end where there are none."""
    _, moved = _taken(actions, ids)
    if not moved:
        return (*actions, repeat)
    first = moved[0].id
    round_it = enclosing(actions, first)
    block = round_it[-1].id if round_it else None
    marked = put(actions, Place(block, first), (replace(repeat, body=()),))
    return relocated(marked, ids, Place(repeat.id))


def unwrapped(actions: Actions, block: str) -> Actions:
    """Takes a block away and leaves its actions in its place."""
    found: list[Action] = []
    for action in actions:
        if isinstance(action, Repeat):
            if action.id == block:
                found += action.body
                continue
            action = replace(action, body=unwrapped(action.body, block))
        found.append(action)
    return tuple(found)


def _find(actions: Actions, block: str) -> Repeat | None:
    for action in actions:
        if isinstance(action, Repeat):
            found = action if action.id == block else _find(action.body, block)
            if found is not None:
                return found
    return None


def _taken(actions: Actions, ids: Collection[str]) -> tuple[Actions, Actions]:
    """What is left without the actions, and the actions in order; a block with its body."""
    rest: list[Action] = []
    moved: list[Action] = []
    for action in actions:
        if action.id in ids:
            moved.append(action)
            continue
        if isinstance(action, Repeat):
            body, inner = _taken(action.body, ids)
            moved += inner
            action = replace(action, body=body)
        rest.append(action)
    return tuple(rest), tuple(moved)


def _in_block(actions: Actions, block: str | None, change: Callable[[Actions], Actions]) -> Actions:
    if block is None:
        return change(actions)
    return tuple(
        replace(a, body=change(a.body) if a.id == block else _in_block(a.body, block, change))
        if isinstance(a, Repeat)
        else a
        for a in actions
    )


def copied(actions: Actions, taken: Collection[str]) -> Actions:
    """The same actions once more, with ids that nobody has; those in blocks as well."""
    known = set(taken)

    def fresh() -> str:
        number = len(known) + 1
        while f"a{number}" in known:
            number += 1
        known.add(f"a{number}")
        return f"a{number}"

    def copy(action: Action) -> Action:
        if isinstance(action, Repeat):
            return replace(action, id=fresh(), body=tuple(map(copy, action.body)))
        return replace(action, id=fresh())

    return tuple(map(copy, actions))


def outermost(actions: Actions, ids: Collection[str]) -> Actions:
    """The actions with these ids in their order, without those in a block that is among them."""
    return _taken(actions, ids)[1]
