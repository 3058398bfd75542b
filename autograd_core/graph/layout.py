"""Places for cards that have none: a file that another program wrote says what is computed, and
seldom where it is drawn."""

from __future__ import annotations

from autograd_core.graph.building import move
from autograd_core.graph.document import Document
from autograd_core.graph.edits import Edit

COLUMN, ROW = 300.0, 190.0
"""Canvas units from one card to the next: room for a card and its wires."""


def is_piled(document: Document) -> bool:
    """Whether all of several cards lie on one spot, as they do where no file said otherwise."""
    spots = {(node.x, node.y) for node in document.nodes.values()}
    return len(document.nodes) > 1 and len(spots) == 1


def spread(document: Document) -> list[Edit]:
    """Moves each card right of what it reads, and those of one column below each other."""
    columns: dict[str, int] = {}
    filled: dict[int, int] = {}
    places: dict[str, tuple[float, float]] = {}
    for node in document.order:
        column = 1 + max((columns[source] for source in document.sources(node)), default=-1)
        columns[node] = column
        row = filled.get(column, 0)
        filled[column] = row + 1
        places[node] = (column * COLUMN, row * ROW)
    return move(document, places)
