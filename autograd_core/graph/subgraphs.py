"""Definitions of subgraphs and their instances: another instance, an own definition for one, other
names and ports.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from msgspec.structs import replace

from autograd_core.graph.building import Refused
from autograd_core.graph.document import Definition, Document, GroupData, PortData
from autograd_core.graph.edits import Edit, Inside, Put, PutDefinition, Reorder, apply
from autograd_core.graph.flattening import MOST_NODES, sizes
from autograd_core.graph.levels import instances, to_whole, whole_of, would_hold_itself
from autograd_core.graph.ports import definition_of
from autograd_core.graph.steps import Message
from autograd_core.graph.words import QT_TRANSLATE_NOOP


def fresh_title(whole: Document) -> str:
    """block, or block2, block3 … where a definition or an instance is called so already."""
    taken = {each.title for each in whole.definitions.values()}
    for graph in (whole, *whole.definitions.values()):
        taken |= {node.label for node in graph.nodes.values() if isinstance(node, GroupData)}
    return free("block", taken)


def fresh_label(graph: Document, title: str) -> str:
    return free(title, {node.label for node in graph.nodes.values()})


def free(name: str, taken: Collection[str]) -> str:
    """The name, or the same with the first number from 2 on with which it is not taken."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}{number}"
    return found


def add_instance(
    document: Document, definition: str, *, x: float = 0.0, y: float = 0.0, frame: str | None = None
) -> tuple[str, list[Edit]]:
    """The id of another instance of a definition, and the edits that add it.

    Raises:
        Refused: it would lie within itself, or there would be too many nodes.
    """
    title = document.definitions[definition].title
    if would_hold_itself(document, definition):
        text = QT_TRANSLATE_NOOP("Steps", "{title} cannot hold itself.")
        raise Refused(Message(text, {"title": title}))
    node = GroupData(
        document.fresh_id("n"),
        definition,
        fresh_label(document, title),
        x=float(x),
        y=float(y),
        frame=frame,
    )
    edits: list[Edit] = [Put(None, node)]
    scratch = whole_of(document).snapshot()
    apply(scratch, to_whole(document, edits))
    if sizes(scratch)[""] > MOST_NODES:
        text = QT_TRANSLATE_NOOP("Steps", "There would be more than {count} nodes.")
        raise Refused(Message(text, {"count": MOST_NODES}))
    return node.id, edits


def make_independent(document: Document, node: str) -> list[Edit]:
    """Gives an instance a definition of its own, as it is now."""
    group = document.nodes[node]
    inside = definition_of(document, group)
    whole = whole_of(document)
    if not isinstance(group, GroupData) or inside is None:
        return []
    copy = inside.snapshot()
    copy.id = whole.fresh_id("d")
    copy.title = free(inside.title, {each.title for each in whole.definitions.values()})
    return [PutDefinition(None, copy), Put(group, replace(group, definition=copy.id))]


def has_twins(document: Document, node: str) -> bool:
    """Whether there are other instances of the same definition."""
    group = document.nodes[node]
    if not isinstance(group, GroupData):
        return False
    found = instances(whole_of(document), group.definition)
    return next(found, None) is not None and next(found, None) is not None


def retitle(document: Document, definition: str, title: str) -> list[Edit]:
    """Calls a definition otherwise, and its instances that are called as it is (block, block2)."""
    before, whole = document.definitions[definition], whole_of(document)
    if before.title == title:
        return []
    after = before.snapshot()
    after.title = title
    edits: list[Edit] = [PutDefinition(before.snapshot(), after)]
    called = re.compile(re.escape(before.title) + r"(\d*)")
    label = re.sub(r"\W+", "_", title).strip("_")
    if not before.title or not label.isidentifier():
        return edits
    for graph, group in instances(whole, definition):
        own = called.fullmatch(group.label)
        if own is not None:
            name = graph.id if isinstance(graph, Definition) else ""
            renamed = replace(group, label=label + own.group(1))
            edits.append(Inside(name, Put(group, renamed)))
    return edits


def add_port(
    document: Document, side: Literal["input", "output"], *, x: float = 0.0, y: float = 0.0
) -> tuple[str, list[Edit]]:
    """The id of another port of the definition that a level shows, and the edits that add it."""
    name = free("x" if side == "input" else "y",
                 {node.removeprefix(document.prefix) for node in document.nodes})  # fmt: skip
    port = PortData(document.prefix + name, side, name, float(x), float(y))
    return port.id, [Put(None, port, port_index(document, side))]


def port_index(graph: Document, side: Literal["input", "output"]) -> int | None:
    """The place in the order for a port that comes behind the others on its side."""
    if side == "output":
        return None
    inputs = (
        place
        for place, node in enumerate(graph.order)
        if isinstance(data := graph.nodes[node], PortData) and data.side == "input"
    )
    return max(inputs, default=-1) + 1


def move_port(document: Document, port: str, by: int) -> list[Edit]:
    """Moves a port up (-1) or down (1) among those on its side; no edit at the end."""
    data = document.nodes[port]
    assert isinstance(data, PortData)
    side = [
        node
        for node in document.order
        if isinstance(other := document.nodes[node], PortData) and other.side == data.side
    ]
    at = side.index(port) + by
    if not 0 <= at < len(side):
        return []
    # Ports need no place among the nodes: inputs read nothing, and nothing reads outputs.
    order = list(document.order)
    first, second = order.index(port), order.index(side[at])
    order[first], order[second] = order[second], order[first]
    low, high = min(first, second), max(first, second) + 1
    return [Reorder(low, tuple(document.order[low:high]), tuple(order[low:high]))]
