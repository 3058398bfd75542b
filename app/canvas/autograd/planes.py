"""Planes: the graph of a gradient, which a backward with create_graph has recorded, drawn below
the document as a graph of its own: what it leads to at the left, the gradient itself at the right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from app.canvas.autograd.tags import GAP, HEAD, WIDTH, Placed, Row, Tag
from app.canvas.box import Box
from autograd_core.graph.functions import Key

COLUMN, TITLE, AROUND, APART = WIDTH + 74.0, 34.0, 22.0, 46.0
LABEL_ROOM = 110.0
MOST_TAGS = 4000


@dataclass
class Plane:
    """The graph of the gradient that backward number `call` has made."""

    call: int
    title: str
    box: Box
    tags: list[Placed] = field(default_factory=list)
    by_key: dict[Key, Placed] = field(default_factory=dict)
    by_leaf: dict[str, Placed] = field(default_factory=dict)
    """The stubs of AccumulateGrad, by the leaf's card."""


def plane_of(
    call: int,
    tags: Sequence[Tag],
    others: Mapping[Key, Tag],
    corner: Box,
    name: Callable[[str], str],
) -> Plane:
    """A plane whose top left corner is that of `corner`. `others` has the tags of other drawings,
    of which a stub is drawn where an edge leads there; `name` says what a card is called."""
    said = QCoreApplication.translate("Autograd", "graph of the gradient, backward #{call}")
    tags = sorted(tags, key=_number)[:MOST_TAGS]
    stubs = _stubs(tags, others, name)
    columns = _columns([*stubs, *tags])
    plane = Plane(call, said.format(call=call), corner)
    width, height = 0.0, 0.0
    heights: dict[Key, float] = {}
    for at, column in enumerate(columns):
        top = corner.top + TITLE + AROUND / 2
        for tag in sorted(column, key=lambda t: _wish(t, heights)):
            left = corner.left + AROUND + at * COLUMN
            placed = Placed(tag, Box(left, top, left + WIDTH, top + tag.height))
            plane.tags.append(placed)
            plane.by_key[tag.key] = placed
            if tag.stub and not isinstance(tag.key, int):
                plane.by_leaf[tag.card] = placed
            heights[tag.key] = top + HEAD / 2
            labelled = LABEL_ROOM if tag.label else 0.0
            width = max(width, placed.box.right - corner.left + labelled)
            height = max(height, placed.box.bottom - corner.top)
            top += tag.height + 2 * GAP
    plane.box = Box(
        corner.left, corner.top, corner.left + width + AROUND, corner.top + height + AROUND
    )
    return plane


def _number(tag: Tag) -> int:
    return tag.key if isinstance(tag.key, int) else -1


def _stubs(
    tags: Sequence[Tag], others: Mapping[Key, Tag], name: Callable[[str], str]
) -> list[Tag]:
    """Stand-ins for the Nodes of other drawings to which these lead."""
    own = {tag.key for tag in tags}
    found: dict[Key, Tag] = {}
    for tag in tags:
        for edge in tag.edges:
            if edge is not None and edge.target not in own and edge.target not in found:
                known = others.get(edge.target)
                face = None if known is None else known.face
                card = edge.card or ""
                rows = (Row(name(card), "more"),) if card else ()
                found[edge.target] = Tag(
                    edge.target, card, edge.name, rows, call=tag.call, stub=True, face=face
                )
    return list(found.values())


def _columns(tags: Sequence[Tag]) -> list[list[Tag]]:
    """The tags by how far they are from the ends. Nodes come after those that they lead to."""
    depth: dict[Key, int] = {}
    columns: list[list[Tag]] = []
    for tag in tags:
        below = [depth.get(e.target, 0) for e in tag.edges if e is not None]
        depth[tag.key] = at = 1 + max(below, default=-1)
        while len(columns) <= at:
            columns.append([])
        columns[at].append(tag)
    return columns


def _wish(tag: Tag, heights: Mapping[Key, float]) -> float:
    """Where the tag would like to stand: at the height of what it leads to."""
    known = [heights[e.target] for e in tag.edges if e is not None and e.target in heights]
    return sum(known) / len(known) if known else 0.0
