"""Where actions stand: moving them, into blocks and out again, wrapping them, and what is round
them. Pure functions over a list of actions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from msgspec.structs import replace

from autograd_core.graph.actions import Action, Block, inside, parts, with_parts

Actions = tuple[Action, ...]
BODY = "body"


class Place(NamedTuple):
    """A place in a list of actions: in a part of `block` (None: outside all), before the action
    `before` (None: at the end)."""

    block: str | None = None
    before: str | None = None
    part: str = BODY


def enclosing(actions: Actions, action_id: str) -> tuple[Block, ...]:
    """The blocks round an action, from the outermost inwards; none where it is not there."""
    for action in actions:
        if isinstance(action, Block):
            within = inside(action)
            if any(inner.id == action_id for inner in within):
                return (action,)
            deeper = enclosing(within, action_id)
            if deeper:
                return (action, *deeper)
    return ()


def body_of(actions: Actions, block: str | None, part: str = BODY) -> Actions:
    """The actions in a part of a block, or the outermost ones; nothing where there is no such
    block or part."""
    if block is None:
        return actions
    found = _find(actions, block)
    return () if found is None else parts(found).get(part, ())


def part_of(block: Block, action_id: str) -> str:
    """The part of a block in which an action stands."""
    found = parts(block)
    return next((name for name, part in found.items() if _has(part, action_id)), BODY)


def place_of(actions: Actions, action_id: str) -> Place:
    """The place behind an action; the end where it is not there."""
    block, part = _where(actions, action_id)
    ids = [action.id for action in body_of(actions, block, part)]
    at = ids.index(action_id) + 1 if action_id in ids else len(ids)
    return Place(block, ids[at] if at < len(ids) else None, part)


def _where(actions: Actions, action_id: str) -> tuple[str | None, str]:
    """The block round an action, and in which of its parts it is."""
    round_it = enclosing(actions, action_id)
    return (round_it[-1].id, part_of(round_it[-1], action_id)) if round_it else (None, BODY)


def _has(actions: Actions, action_id: str) -> bool:
    return any(action.id == action_id for action in actions)


def put(actions: Actions, place: Place, new: Actions) -> Actions:
    """The list with new actions at a place; at the end where `before` is not there."""

    def with_new(block: Actions) -> Actions:
        at = next((i for i, a in enumerate(block) if a.id == place.before), len(block))
        return (*block[:at], *new, *block[at:])

    return _in_block(actions, place.block, place.part, with_new)


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
        siblings = [action.id for action in body_of(actions, place.block, place.part)]
        later = siblings[siblings.index(before) :] if before in siblings else []
        before = next((each for each in later if each not in ids), None)
    return put(rest, place._replace(before=before), moved)


def shifted(actions: Actions, action_id: str, by: int) -> Actions:
    """Moves an action one line up (-1) or down (1), as lines of code move: past the end of a
    block out of it, past its head into it, from one of its parts into the next. A block steps
    over another one."""
    round_it = enclosing(actions, action_id)
    block, part = _where(actions, action_id)
    siblings = body_of(actions, block, part)
    at = next((i for i, a in enumerate(siblings) if a.id == action_id), -1)
    if at < 0:
        return actions
    neighbour = siblings[at + by] if 0 <= at + by < len(siblings) else None
    if neighbour is None:
        if block is None:
            return actions
        place = _beyond(actions, round_it[-1], part, by)
    elif isinstance(neighbour, Block) and not isinstance(siblings[at], Block):
        place = _into(neighbour, by)
    elif by < 0:
        place = Place(block, neighbour.id, part)
    else:
        place = place_of(actions, neighbour.id)
    return relocated(actions, {action_id}, place)


def _beyond(actions: Actions, block: Block, part: str, by: int) -> Place:
    """Where one comes from the end of a part of a block: into its next part, or out of it."""
    names = list(parts(block))
    at = names.index(part) + by
    if 0 <= at < len(names):
        other = parts(block)[names[at]]
        return Place(block.id, other[0].id if other and by > 0 else None, names[at])
    behind = place_of(actions, block.id)
    return behind._replace(before=block.id) if by < 0 else behind


def _into(block: Block, by: int) -> Place:
    """Where one comes in a block from above (1) or from below (-1)."""
    names = list(parts(block))
    part = names[0 if by > 0 else -1]
    within = parts(block)[part]
    return Place(block.id, within[0].id if within and by > 0 else None, part)


def wrapped(actions: Actions, ids: Collection[str], new: Block) -> Actions:
    """Puts actions into the body of a new block, which stands where the first of them stood; at
    the end where there are none."""
    _, moved = _taken(actions, ids)
    if not moved:
        return (*actions, new)
    first = moved[0].id
    block, part = _where(actions, first)
    marked = put(actions, Place(block, first, part), (replace(new, body=()),))
    return relocated(marked, ids, Place(new.id))


def unwrapped(actions: Actions, block: str) -> Actions:
    """Takes a block away and leaves its actions in its place."""
    found: list[Action] = []
    for action in actions:
        if isinstance(action, Block):
            if action.id == block:
                found += inside(action)
                continue
            action = with_parts(action, lambda part: unwrapped(part, block))
        found.append(action)
    return tuple(found)


def _find(actions: Actions, block: str) -> Block | None:
    for action in actions:
        if isinstance(action, Block):
            found = action if action.id == block else _find(inside(action), block)
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
        if isinstance(action, Block):
            moved += _taken(inside(action), ids)[1]
            action = with_parts(action, lambda part: _taken(part, ids)[0])
        rest.append(action)
    return tuple(rest), tuple(moved)


def _in_block(
    actions: Actions, block: str | None, part: str, change: Callable[[Actions], Actions]
) -> Actions:
    if block is None:
        return change(actions)
    found: list[Action] = []
    for action in actions:
        if isinstance(action, Block) and action.id == block:
            action = replace(action, **{part: change(parts(action)[part])})
        elif isinstance(action, Block):
            action = with_parts(action, lambda inner: _in_block(inner, block, part, change))
        found.append(action)
    return tuple(found)


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
        action = replace(action, id=fresh())
        return with_parts(action, lambda part: map(copy, part))

    return tuple(map(copy, actions))


def outermost(actions: Actions, ids: Collection[str]) -> Actions:
    """The actions with these ids in their order, without those in a block that is among them."""
    return _taken(actions, ids)[1]
