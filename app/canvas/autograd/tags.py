"""Tags: the Nodes of the autograd graph as they are drawn, and where, in canvas units.

Those that forward has made hang below their card, the last one made on top: so a backward goes
through them downwards, and to the left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.canvas import texts
from app.canvas.box import Box
from app.canvas.curves import Floats
from app.playback.functions import FunctionFace, Inner, SavedState
from autograd_core.graph.functions import ACCUMULATE, Edge, Key
from autograd_core.graph.steps import one_line

WIDTH = 184.0
HEAD, ROW, PAD = 21.0, 15.0, 3.0
GAP, BELOW = 8.0, 13.0
MOST_ROWS = 4
MOST_INNER = 9
"""Nodes that the column of a composite shows at a time."""
INSET = 12.0
_LOCK = 15.0

RowKind: TypeAlias = SavedState | Literal["gradient", "more"]
Light: TypeAlias = Literal["", "now", "later"]


def named(name: str) -> tuple[str, str]:
    """A name as it fits a tag, and the role of its font."""
    role = texts.NUMBER if texts.width(texts.NUMBER, name) <= WIDTH - 14 else texts.TINY_NUMBER
    return texts.elided(role, name, WIDTH - 14), role


class Row(NamedTuple):
    """A line of a tag: a saved tensor, or the gradient that has come in."""

    text: str
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Tag:
    """A Node as it is drawn. `call` is the backward that has made it, 0 for none; a `stub` stands
    in one drawing for a Node of another; `label` says of which tensor it is the grad_fn; `covers`
    are the Nodes for which it stands that is drawn for many."""

    key: Key
    card: str
    title: str
    rows: tuple[Row, ...] = ()
    edges: tuple[Edge | None, ...] = ()
    call: int = 0
    light: Light = ""
    stub: bool = False
    label: str = ""
    covers: frozenset[Key] = frozenset()
    face: FunctionFace | None = None

    def is_of(self, key: object) -> bool:
        """Whether it is drawn for this Node."""
        return self.key == key or key in self.covers

    @property
    def height(self) -> float:
        return HEAD + ROW * len(self.rows) + (PAD if self.rows else 0.0)


class Placed(NamedTuple):
    """A tag in its place."""

    tag: Tag
    box: Box


def tag_of(face: FunctionFace, label: str = "") -> Tag:
    """The tag of a Node."""
    function = face.function
    rows = [Row(_fit(saved.text), saved.state) for saved in face.saved]
    if len(rows) > MOST_ROWS:
        rows[MOST_ROWS - 1 :] = [Row(f"+ {len(rows) - MOST_ROWS + 1}", "more")]
    return Tag(
        function.key,
        face.card,
        function.name,
        tuple(rows),
        function.edges,
        function.call,
        label=label,
        face=face,
    )


def group_tag(card: str, faces: Sequence[FunctionFace]) -> list[Tag]:
    """One tag for all Nodes inside an instance of a subgraph, with the edges that lead out."""
    own = frozenset(face.key for face in faces)
    if not own:
        return []
    said = QCoreApplication.translate("Autograd", "Nodes inside: {count}").format(count=len(own))
    edges = [e for face in faces for e in face.function.edges]
    leading = {e: None for e in edges if e is not None and e.target not in own}
    return [Tag((card, ""), card, said, edges=tuple(leading), covers=own)]


def inner_tags(card: str, inner: Sequence[Inner], cursor: int) -> list[Tag]:
    """The Nodes that a card goes through in a pass, each with the gradient that came to it as soon
    as it has; each leads to the next. Of many, those round the one at work."""
    now = next((at for at, each in enumerate(inner) if each.step == cursor - 1), 0)
    first = max(0, min(now - MOST_INNER // 2, len(inner) - MOST_INNER))
    last = first + MOST_INNER
    found = [] if not first else [Tag((card, "before"), card, f"… {first}", light="later")]
    for place, each in enumerate(inner[first:last], first):
        behind = inner[place + 1 : place + 2] if place + 1 < last else ()
        edges = tuple(Edge(after.number, after.name, card, 0) for after in behind)
        light: Light = "now" if each.step == cursor - 1 else ""
        came = each.step < cursor and each.incoming is not None
        said = one_line(each.incoming.summary) if came and each.incoming is not None else "…"
        found.append(
            Tag(
                each.number,
                card,
                each.name,
                (Row(texts.elided(texts.TINY_NUMBER, said, WIDTH - _LOCK - 12), "gradient"),),
                edges,
                light=light if each.step < cursor else "later",
            )
        )
    if last < len(inner):
        found.append(Tag((card, "behind"), card, f"… {len(inner) - last}", light="later"))
    return found


def _fit(text: str) -> str:
    return texts.elided(texts.TINY_NUMBER, text, WIDTH - _LOCK - 12)


def below(tags: Iterable[Tag], card: Box) -> list[Placed]:
    """The tags below their card, one under another."""
    found = []
    left, top = card.left + INSET, card.bottom + BELOW
    for tag in tags:
        found.append(Placed(tag, Box(left, top, left + WIDTH, top + tag.height)))
        top += tag.height + GAP
    return found


def way(source: Box, target: Box, index: int, count: int) -> Floats:
    """The way of edge `index` of `count`, from the tag that the gradient goes to back to the one
    that it comes from."""
    out = bracket(source, target, index)
    x0, y0, x1, y1 = ends(source, target, index, count)
    if out is not None:
        return np.array([(x0, y0), (out, y0), (out, y1), (source.right, y1)])
    return np.array([[x0, y0, x1, y1]])


def ends(
    source: Box, target: Box, index: int, count: int
) -> tuple[float, float, float, float]:
    """Where the edge ends at the tag that the gradient goes to, and where it starts."""
    start = source.top + HEAD * (index + 1) / (count + 1)
    end = target.top + HEAD / 2 + (index - (count - 1) / 2) * 5
    return target.right, end, source.left, start


def bracket(source: Box, target: Box, index: int) -> float | None:
    """How far to the right an edge leads that stays in one column; None for another."""
    if abs(source.left - target.left) >= WIDTH / 2:
        return None
    return max(source.right, target.right) + 16 + 5 * index


def is_leaf(tag: Tag) -> bool:
    """Whether gradients end here."""
    return tag.title == ACCUMULATE


def edges_of(tags: Iterable[Placed]) -> Iterator[tuple[Placed, int, Edge]]:
    """Every edge that leads somewhere, with its tag and its number."""
    for placed in tags:
        for index, edge in enumerate(placed.tag.edges):
            if edge is not None:
                yield placed, index, edge
