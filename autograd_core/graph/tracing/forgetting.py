"""Constants of users' own functions: where nobody else reads them, the source alone has them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from autograd_core.graph.actions import Let
from autograd_core.graph.tracing.values import (
    Act,
    Branch,
    Event,
    Execution,
    Loop,
    Text,
    inner_events,
    names_read,
)


def forget(events: list[Event], names: Collection[str]) -> None:
    """Takes out what gives a value one of these names, if no expression reads it under that name
    before it is given another."""
    gone: set[int] = set()
    wanted: set[str] = set()
    for at in range(len(events) - 1, -1, -1):
        event = events[at]
        if isinstance(event, Act) and event.kind is Let:
            name = event.fields["name"]
            if name in names and name not in wanted:
                gone.add(at)
            wanted.discard(name)
        for each in _all([event]):
            for tree in _trees(each):
                wanted |= names_read(tree)
    read = {ref.run for event in _all(events) if isinstance(event, Execution | Act)
            for ref in event.refs()}  # fmt: skip
    for event in events:
        leaf = isinstance(event, Execution) and event.kind == "leaf"
        if isinstance(event, Execution) and leaf and event.label in names and event not in read:
            event.needed = False
    events[:] = [event for at, event in enumerate(events) if at not in gone]


def _all(events: list[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        for inner in inner_events(event):
            yield from _all(inner)


def _trees(event: Event) -> Iterator[ast.AST]:
    """What the event has of code."""
    if isinstance(event, Execution):
        operands = [*event.operands, *event.params.values(), event.source]
        yield from (each for each in operands if isinstance(each, ast.AST))
    elif isinstance(event, Act):
        for value in event.fields.values():
            texts = value.values() if isinstance(value, dict) else [value]
            yield from (text.tree for text in texts if isinstance(text, Text))
    elif isinstance(event, Loop):
        if event.values is not None:
            yield event.values
    elif isinstance(event, Branch):
        yield event.test
