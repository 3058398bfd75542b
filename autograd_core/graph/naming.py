"""Names in texts: Expressions and parameters follow when a node or the turn of a loop is renamed.

A name in an Expression means the node that it is bound to, else the turn of the innermost loop
round the action that is called so; a parameter of a node knows turns only, those of the loops
round the Forward that executes it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.actions import (
    EXPRESSIONS,
    Action,
    Block,
    Expression,
    Forward,
    Repeat,
    Try,
    changed,
    inside,
    walk,
    with_parts,
)
from autograd_core.graph.document import Document, OpData
from autograd_core.graph.edits import Edit, Put, SetActions
from autograd_core.graph.ports import spec_of

_BRACKETS = (("(", ")"), ("_[", "]"))
"""What a text stands in so that it can be read: an expression, an index (`0, :`)."""


def names_of(text: str) -> list[ast.Name]:
    """The names in an expression or an index, with their places in the text (columns in UTF-8
    bytes, as `ast` counts them); none where it cannot be read."""
    for before, after in _BRACKETS:
        try:
            tree = ast.parse(before + text + after, mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        found = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
        for name in found:
            if name.lineno == 1:
                name.col_offset -= len(before)
        return [name for name in found if name.col_offset >= 0]
    return []


def with_other(text: str, old: str, new: str) -> str:
    """The text with one name in place of another."""
    uses = [name for name in names_of(text) if name.id == old]
    lines = text.splitlines(keepends=True)
    for use in sorted(uses, key=lambda name: (name.lineno, name.col_offset), reverse=True):
        raw, start = lines[use.lineno - 1].encode(), use.col_offset
        stop = start + len(old.encode())
        if raw[start:stop] == old.encode():
            lines[use.lineno - 1] = (raw[:start] + new.encode() + raw[stop:]).decode()
    return "".join(lines)


def expressions_of(action: Action) -> dict[str, Expression]:
    """The action's own Expressions by field; not those of a block's body."""
    found = {field: getattr(action, field, None) for field in EXPRESSIONS}
    return {field: each for field, each in found.items() if isinstance(each, Expression)}


def _rewritten(action: Action, change: Callable[[Expression], Expression]) -> Action:
    fields: dict[str, Any] = {f: change(each) for f, each in expressions_of(action).items()}
    return replace(action, **fields) if fields else action


# Nodes


def node_renamed(action: Action, node: str, old: str, new: str) -> Action:
    """The action, with its body, where the node is called otherwise."""

    def change(expression: Expression) -> Expression:
        if expression.names.get(old) != node or new in {n.id for n in names_of(expression.text)}:
            return expression  # where the new name means something else the old one still works
        names = {new if name == old else name: each for name, each in expression.names.items()}
        return Expression(with_other(expression.text, old, new), names)

    return with_parts(
        _rewritten(action, change),
        lambda part: (node_renamed(inner, node, old, new) for inner in part),
    )


# Turns


def turn_renamed(repeat: Repeat, new: str) -> Repeat:
    """The loop with another name for its turn, which its body uses."""
    return replace(repeat, name=new, body=_following(repeat.body, repeat.name, new))


def error_renamed(block: Try, new: str) -> Try:
    """The block with another name for the error that it takes, which its handler uses."""
    handler = _following(block.handler, block.name, new) if block.name and new else block.handler
    return replace(block, name=new, handler=handler)


def _following(actions: tuple[Action, ...], old: str, new: str) -> tuple[Action, ...]:
    """The actions where a name of a block round them is another; not where one hides it."""

    def change(expression: Expression) -> Expression:
        if old in expression.names:
            return expression
        return Expression(with_other(expression.text, old, new), expression.names)

    def follow(action: Action) -> Action:
        action = _rewritten(action, change)
        if isinstance(action, Repeat | Try) and action.name == old:
            return action
        return with_parts(action, lambda part: map(follow, part))

    return tuple(map(follow, actions))


def names_used(document: Document, repeat: Repeat) -> set[str]:
    """Every name in the loop: in Expressions, of turns, and in texts of nodes that it executes.
    A turn that took one of them would mean something else, or hide it."""
    texts: list[str] = []
    turns: set[str] = set()
    for action in walk(repeat.body):
        if isinstance(action, Repeat | Try) and action.name:
            turns.add(action.name)
        texts += [expression.text for expression in expressions_of(action).values()]
    for node in executed(document, repeat):
        data = document.nodes[node]
        texts += data.params.values() if isinstance(data, OpData) else ()
    return turns | {name.id for text in texts for name in names_of(text)}


def executed(document: Document, repeat: Repeat) -> set[str]:
    """The nodes that Forwards execute for which the loop's turn has the loop's name: not those in
    an inner loop that takes the same name."""
    return _executed(document, repeat.body, repeat.name)


def _executed(document: Document, actions: Iterable[Action], name: str) -> set[str]:
    found: set[str] = set()
    for action in actions:
        if isinstance(action, Forward):
            found |= document.nodes.keys() & set(
                document.nodes if action.nodes is None else action.nodes
            )
        elif isinstance(action, Block) and getattr(action, "name", "") != name:
            found |= _executed(document, inside(action), name)
    return found


def replace_repeat(document: Document, action: Repeat) -> list[Edit]:
    """Puts `action`, whose body knows its name already, where the loop with its id is. The nodes
    that it executes follow in their parameters, but for those that another loop with the old name
    executes as well."""
    actions = changed(document.actions, lambda a: action if a.id == action.id else a)
    edits: list[Edit] = []
    if actions != document.actions:
        edits.append(SetActions(document.actions, actions))
    before = next((each for each in walk(document.actions) if each.id == action.id), None)
    if not isinstance(before, Repeat) or before.name == action.name:
        return edits
    nodes = executed(document, before)
    for other in walk(document.actions):
        if isinstance(other, Repeat) and other.id != before.id and other.name == before.name:
            nodes -= executed(document, other)
    for node in document.order:
        data = document.nodes[node]
        if node in nodes and isinstance(data, OpData):
            params = _params_renamed(data, before.name, action.name)
            if params != data.params:
                edits.append(Put(data, replace(data, params=params)))
    return edits


def _params_renamed(data: OpData, old: str, new: str) -> dict[str, str]:
    spec = spec_of(data)
    words = {param.name for param in spec.params if param.type == "str"} if spec else set()
    return {
        name: text if name in words else with_other(text, old, new)
        for name, text in data.params.items()
    }
