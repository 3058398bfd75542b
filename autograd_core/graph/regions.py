"""Regions: what lies in a frame, and edits that put nodes and frames into frames and take them out.

A frame is drawn round what is in it and has no place of its own, so one that nothing is left in
goes with the last node: it could neither be seen nor taken hold of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from autograd_core.graph import building
from autograd_core.graph.building import change, remove
from autograd_core.graph.document import (
    Document,
    FrameKind,
    GroupData,
    LeafData,
    OpData,
    PortData,
)
from autograd_core.graph.edits import Edit, Put

_NO_GOALS: Mapping[str, str | None] = MappingProxyType({})


def contents(document: Document, frames: Iterable[str]) -> set[str]:
    """The nodes in the frames, and in the frames that lie in them."""
    inside = set(frames)
    return {node.id for node in document.nodes.values() if inside & {*around(document, node.frame)}}


def holding(document: Document, nodes: Iterable[str]) -> set[str]:
    """The frames round at least one of the nodes."""
    homes = {document.nodes[node].frame for node in nodes}
    return {frame for home in homes for frame in around(document, home)}


def around(
    document: Document, frame: str | None, goals: Mapping[str, str | None] = _NO_GOALS
) -> list[str]:
    """The frame and those round it, from the inside; `goals` gives some frames other rooms."""
    found: list[str] = []
    while frame is not None and frame in document.frames and frame not in found:
        found.append(frame)
        frame = goals.get(frame, document.frames[frame].frame)
    return found


def emptied(
    document: Document, goals: Mapping[str, str | None], gone: Collection[str] = ()
) -> list[str]:
    """The frames that nothing is left in once nodes and frames are in the frames that `goals`
    gives and what is in `gone` is not there; those that are empty already are not meant."""
    nodes, frames = document.nodes.values(), document.frames
    left = {item.frame for item in (*nodes, *frames.values()) if item.id in goals}
    left |= {node.frame for node in nodes if node.id in gone}
    if not left - {None}:
        return []
    homes = {goals.get(node.id, node.frame) for node in nodes if node.id not in gone}
    held = {frame for home in homes for frame in around(document, home, goals)}
    candidates = {frame for start in left for frame in around(document, start)}
    return [f for f in frames if f in candidates and f not in held and f not in gone]


def put(
    document: Document,
    positions: Mapping[str, tuple[float, float]],
    goals: Mapping[str, str | None],
) -> list[Edit]:
    """Moves nodes to places, some of them and some frames into the frames that `goals` gives
    (None: into none); frames that this empties go."""
    edits: list[Edit] = []
    for node, (x, y) in positions.items():
        frame = goals.get(node, document.nodes[node].frame)
        edits += change(document, node, x=float(x), y=float(y), frame=frame)
    for region in document.frames.values():
        if goals.get(region.id, region.frame) != region.frame:
            edits.append(Put(region, replace(region, frame=goals[region.id])))
    return edits + [Put(document.frames[f], None) for f in emptied(document, goals)]


def delete(document: Document, ids: Collection[str]) -> list[Edit]:
    """Removes nodes with their wires, wires, frames (what is in them stays), and the frames that
    this empties."""
    gone = {*ids}
    return remove(document, gone | {*emptied(document, {}, gone)})


def wrap(document: Document, ids: Collection[str], kind: FrameKind = "no_grad") -> list[Edit]:
    """Draws a region round nodes and frames, within the region that they all lie in;
    frames that this empties go. What lies in one of the frames stays in it."""
    inside = contents(document, document.frames.keys() & ids)
    frames = {frame for frame in ids if frame in document.frames}
    items = [n for n in document.order if n in ids and n not in inside]
    items += [f for f in document.frames if f in frames and not _round(document, f) & frames]
    if not items:
        return []
    edits = building.wrap(document, items, kind)
    rooms = {room_of(document, item) for item in items}
    outer = rooms.pop() if len(rooms) == 1 else None
    gone = emptied(document, dict.fromkeys(items, outer))
    return edits + [Put(document.frames[frame], None) for frame in gone if frame != outer]


def take_out(document: Document, ids: Collection[str]) -> list[Edit]:
    """Takes nodes, and frames of other kinds, out of the innermost no_grad region round each, and
    removes the no_grad regions among them; what stays in a region stays there."""
    marked = {f for f in document.frames if f in ids and document.frames[f].kind == "no_grad"}
    if marked:
        return remove(document, marked)
    goals: dict[str, str | None] = {}
    for item in ids:
        room = room_of(document, item)
        if item not in document.nodes and item not in document.frames:
            continue
        region = next((f for f in around(document, room) if _is_no_grad(document, f)), None)
        if region is not None:
            goals[item] = document.frames[region].frame
    places = {n: (document.nodes[n].x, document.nodes[n].y) for n in goals if n in document.nodes}
    return put(document, places, goals)


def in_no_grad(document: Document, item: str) -> bool:
    """Whether a no_grad region lies round the node or frame, or is what is asked for."""
    start = item if item in document.frames else room_of(document, item)
    return any(_is_no_grad(document, frame) for frame in around(document, start))


def room_of(document: Document, item: str) -> str | None:
    """The frame that a node or frame lies in."""
    found = document.nodes.get(item) or document.frames.get(item)
    return None if found is None else found.frame


def _round(document: Document, frame: str) -> set[str]:
    return {*around(document, room_of(document, frame))}


def _is_no_grad(document: Document, frame: str) -> bool:
    return document.frames[frame].kind == "no_grad"


def within(edits: Iterable[Edit], frame: str) -> list[Edit]:
    """The edits that add nodes, with the nodes in a frame."""
    return [
        Put(None, replace(edit.after, frame=frame), edit.index)
        if isinstance(edit, Put)
        and edit.before is None
        and isinstance(edit.after, LeafData | OpData | GroupData | PortData)
        else edit
        for edit in edits
    ]
