"""Places for cards: those that have none get some, and a graph is arranged from left to right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from autograd_core.graph.arranging.clear import nearest_clear
from autograd_core.graph.arranging.diagram import NO_FRAME, Diagram, Floats, Spacing, Wire
from autograd_core.graph.arranging.drawing import drawn
from autograd_core.graph.building import move
from autograd_core.graph.document import Document, LeafData, NoteData, WireData
from autograd_core.graph.dots import bent
from autograd_core.graph.edits import Edit, Put, apply
from autograd_core.graph.ports import input_ports, output_ports
from autograd_core.graph.regions import around

_TURNS, _FEW = 12, 120
"""How often a graph of few cards is arranged at most, until nothing moves any more; of one of
many, each turn takes its time and finds another order with a crossing less."""
_AT_ONCE = 120
"""Cards up to which a new graph is arranged before anybody has seen it."""
COLUMN, ROW = 300.0, 190.0
"""Canvas units from one card to the next: room for a card and its wires."""
_WIDTH, _HEADER, _BODY, _FIRST_PORT, _PORT = 208.0, 28.0, 160.0, 42.0, 18.0
"""Of a card in canvas units: its width, its heights without ports, and where these lie."""
_LEAF = 210.0
"""How high the card of a leaf is that shows four rows, and four of its gradient."""


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


def laid_out(document: Document) -> list[Edit]:
    """Places for the cards of a new graph, none of which has been drawn: it is arranged with cards
    as large as they are likely to be, and with very many spread out, which takes no time."""
    if len(document.nodes) > _AT_ONCE:
        return spread(document)
    return arranged(document, {node: _likely_outline(document, node) for node in document.order})


# Arranging


class Outline(NamedTuple):
    """How large a card is, and how far below its top its ports are, from the first on."""

    width: float
    height: float
    inputs: tuple[float, ...] = ()
    outputs: tuple[float, ...] = ()


def _likely_outline(document: Document, node: str) -> Outline:
    """How large a card may become whose value is a few rows, with its gradient below."""
    data = document.nodes[node]
    if isinstance(data, NoteData):
        return Outline(data.width, data.height)
    high = _LEAF if isinstance(data, LeafData) and data.requires_grad else _BODY
    rows = len(input_ports(document, node)), len(output_ports(document, node))
    places = [tuple(_FIRST_PORT + _PORT * i for i in range(count)) for count in rows]
    outputs = places[1] if rows[1] > 1 else (_HEADER / 2,) * rows[1]
    return Outline(_WIDTH, high + _PORT * max(rows[0], len(outputs) - 1), places[0], outputs)


def arranged(
    document: Document,
    outlines: Mapping[str, Outline],
    chosen: Collection[str] | None = None,
    check: Callable[[], None] = lambda: None,
) -> list[Edit]:
    """Moves the cards with an outline, or those `chosen` among them, into columns from left to
    right: none lies over another, few wires cross, and what is in a frame stays together.

    A whole graph keeps the place of its upper left corner. A selection stays as near as it can be
    to where it was without coming to lie over the rest. Wires between the cards that move lose
    their dots, and frames round them their margins. `check` is called again and again, and may
    raise to stop.
    """
    nodes = [
        node
        for node in document.order
        if node in outlines
        and (chosen is None or node in chosen)
        and not _is_loose_note(document, node)
    ]
    if not nodes:
        return []
    goals = _settled(document, nodes, outlines, chosen is None, check)
    edits = move(document, goals)
    for wire in _between(document, goals):
        edits += bent(document, wire.id, ())
    return edits + _tightened(document, goals)


def _settled(
    document: Document,
    nodes: list[str],
    outlines: Mapping[str, Outline],
    whole: bool,
    check: Callable[[], None],
) -> dict[str, tuple[int, int]]:
    """Where cards come to rest when they are arranged again and again, so that arranging what is
    arranged moves nothing; where that goes round in a circle, one and the same place of it."""
    scratch = document.snapshot()
    met: list[dict[str, tuple[int, int]]] = []
    while len(met) < (_TURNS if len(nodes) <= _FEW else 1):
        goals = _arranged_once(scratch, nodes, outlines, whole, check)
        if goals in met:
            return min(met[met.index(goals) :], key=lambda each: [*each.values()])
        met.append(goals)
        apply(scratch, move(scratch, goals))
    return met[-1]


def _arranged_once(
    document: Document,
    nodes: list[str],
    outlines: Mapping[str, Outline],
    whole: bool,
    check: Callable[[], None],
) -> dict[str, tuple[int, int]]:
    """Where the nodes belong, and the notes that make room for them."""
    spacing = Spacing()
    corners = drawn(_diagram(document, nodes, outlines), spacing, check)
    now = {node: (document.nodes[node].x, document.nodes[node].y) for node in nodes}
    goals = dict(zip(nodes, corners, strict=True))
    before = _bounds(_rectangles(document, now, outlines, spacing))
    after = _bounds(_rectangles(document, goals, outlines, spacing))
    if whole:
        shift = before[:2] - after[:2]
    else:
        shift = (before[:2] + before[2:] - after[:2] - after[2:]) / 2
    goals = _shifted(goals, *shift.tolist())
    if whole:
        goals |= _notes_aside(document, goals, outlines, spacing)
    else:
        own = _rectangles(document, goals, outlines, spacing)
        others = _rest(document, {*nodes}, outlines, spacing)
        goals = _shifted(goals, 0.0, nearest_clear(own, others, spacing.row))
    return {node: (round(x), round(y)) for node, (x, y) in goals.items()}


def _tightened(document: Document, moved: Collection[str]) -> list[Edit]:
    """Takes the margins of the frames that hold nothing but what moves."""
    others = [node.frame for node in document.nodes.values() if node.id not in moved]
    kept = {each for frame in {*others} for each in around(document, frame)}
    held = {each for node in moved for each in around(document, document.nodes[node].frame)}
    return [
        Put(frame, replace(frame, margins=(0.0, 0.0, 0.0, 0.0)))
        for frame in document.frames.values()
        if frame.id in held - kept and any(frame.margins)
    ]


def _diagram(
    document: Document, nodes: list[str], outlines: Mapping[str, Outline]
) -> Diagram:
    """The cards and the wires between them, by number."""
    place = {node: i for i, node in enumerate(nodes)}
    frames = {frame: i for i, frame in enumerate(document.frames)}
    inputs = {node: {p: i for i, p in enumerate(input_ports(document, node))} for node in nodes}
    outputs = {node: {p: i for i, p in enumerate(output_ports(document, node))} for node in nodes}
    wires = []
    for wire in _between(document, place):
        out = outputs[wire.source].get(wire.source_port, 0)
        into = inputs[wire.target].get(wire.target_port, 0)
        # Cards wired first port to first port are on one level, so that a chain does not climb.
        down = _below_first(outlines[wire.source].outputs, out)
        up = _below_first(outlines[wire.target].inputs, into)
        wires.append(Wire(place[wire.source], place[wire.target], out, into, down, up))
    return Diagram(
        [outlines[node].width for node in nodes],
        [outlines[node].height for node in nodes],
        wires,
        [frames.get(document.nodes[node].frame or "", NO_FRAME) for node in nodes],
        [frames.get(frame.frame or "", NO_FRAME) for frame in document.frames.values()],
        [document.nodes[node].y for node in nodes],
    )


def _is_loose_note(document: Document, node: str) -> bool:
    """Whether this is a note beside the graph: one in a frame belongs to what else is in it."""
    data = document.nodes[node]
    return isinstance(data, NoteData) and data.frame is None


def _notes_aside(
    document: Document,
    goals: Mapping[str, tuple[float, float]],
    outlines: Mapping[str, Outline],
    spacing: Spacing,
) -> dict[str, tuple[float, float]]:
    """Where loose notes go that came to lie under cards: up or down, clear of all."""
    taken = dict(goals)
    for node in document.order:
        if node in outlines and _is_loose_note(document, node):
            own = {node: (document.nodes[node].x, document.nodes[node].y)}
            rest = _rectangles(document, taken, outlines, spacing)
            area = _rectangles(document, own, outlines, spacing)
            taken |= _shifted(own, 0.0, nearest_clear(area, rest, spacing.row / 2))
    return {node: corner for node, corner in taken.items() if node not in goals}


def _below_first(ports: tuple[float, ...], place: int) -> float:
    return ports[place] - ports[0] if place < len(ports) else 0.0


def _between(document: Document, nodes: Collection[str]) -> Iterable[WireData]:
    """The wires with both ends among the nodes."""
    return [
        wire for node in nodes for wire in document.outputs(node).values() if wire.target in nodes
    ]


def _rectangles(
    document: Document,
    corners: Mapping[str, tuple[float, float]],
    outlines: Mapping[str, Outline],
    spacing: Spacing,
    leave_out: Collection[str] = (),
    wide: bool = False,
) -> Floats:
    """The rectangles of cards at these corners and of the frames round them but those to be left
    out, as rows of left, top, right, bottom; `wide` with the frames' margins."""
    rows: list[tuple[float, float, float, float]] = []
    frames: dict[str, list[tuple[float, float, float, float]]] = {}
    for node, (x, y) in corners.items():
        outline = outlines[node]
        rows.append((x, y, x + outline.width, y + outline.height))
        pad, frame = 0.0, document.nodes[node].frame
        while frame is not None and frame in document.frames:
            pad += spacing.pad
            title = pad / spacing.pad * spacing.title
            left, top, right, bottom = rows[-1]
            more = document.frames[frame].margins if wide else (0.0, 0.0, 0.0, 0.0)
            around = (
                left - pad - more[0],
                top - pad - title - more[1],
                right + pad + more[2],
                bottom + pad + more[3],
            )
            if frame not in leave_out:
                frames.setdefault(frame, []).append(around)
            frame = document.frames[frame].frame
    rows += [tuple(_bounds(np.array(each)).tolist()) for each in frames.values()]
    return np.array(rows, float).reshape(-1, 4)


def _rest(
    document: Document, moved: set[str], outlines: Mapping[str, Outline], spacing: Spacing
) -> Floats:
    """The rectangles of the cards that do not move, and of the frames that hold none that does."""
    corners = {
        node.id: (node.x, node.y)
        for node in document.nodes.values()
        if node.id not in moved and node.id in outlines
    }
    holding: set[str] = set()
    for node in moved:
        frame = document.nodes[node].frame
        while frame is not None and frame in document.frames and frame not in holding:
            holding.add(frame)
            frame = document.frames[frame].frame
    return _rectangles(document, corners, outlines, spacing, holding, wide=True)


def _bounds(rows: Floats) -> Floats:
    low, high = rows[:, :2].min(axis=0), rows[:, 2:].max(axis=0)
    return np.concatenate([low, high])


def _shifted(
    corners: Mapping[str, tuple[float, float]], dx: float, dy: float
) -> dict[str, tuple[float, float]]:
    return {node: (x + dx, y + dy) for node, (x, y) in corners.items()}


def unpiled(document: Document) -> Document:
    """The document itself, with the cards of graphs that have no layout spread out."""
    for graph in (document, *document.definitions.values()):
        if is_piled(graph):
            apply(graph, spread(graph))
    return document
