"""Regions: what lies in a frame, and edits that put nodes and frames into frames and take them out.

A frame is drawn round what is in it and has no place of its own, so one that nothing is left in
goes with the last node: it could neither be seen nor taken hold of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from autograd_core.graph.building import change, remove
from autograd_core.graph.document import Document, LeafData, OpData
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


def within(edits: Iterable[Edit], frame: str) -> list[Edit]:
    """The edits that add nodes, with the nodes in a frame."""
    return [
        Put(None, replace(edit.after, frame=frame), edit.index)
        if isinstance(edit, Put)
        and edit.before is None
        and isinstance(edit.after, (LeafData, OpData))
        else edit
        for edit in edits
    ]
