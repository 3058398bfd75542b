"""The clipboard: a part of a graph as text that people can read, and text as edits that add it.

The text is a title and, below it, the JSON of a graph file: nodes, wires and frames, without the
actions. It survives a chat message: what stands before and after it, `>` before each line and
curly quotes do not matter. It is read and checked like a file before anything is made of it.

    GradCanvas graph: x, w, mul (copy all of this, then paste it into GradCanvas)
    {"format": "gradcanvas", "version": 1,
     "nodes": [...], "wires": [...], "frames": [...], "outside": [...]}

`outside` lists the wires that came from nodes that are not part of it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from autograd_core.graph.building import fresh_label
from autograd_core.graph.document import (
    Document,
    LeafData,
    NodeData,
    OpData,
    TapData,
    WireData,
)
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.files import FORMAT, FileProblem, decode
from autograd_core.graph.migrations import VERSION
from autograd_core.graph.ports import has_input, has_output
from autograd_core.graph.regions import around, contents
from autograd_core.graph.told import Told
from autograd_core.graph.typed import NoValue, typed

MIME = "application/x-gradcanvas-graph"
"""The type under which the JSON alone is on the clipboard, beside the text for people."""
TITLE = "GradCanvas graph"
LARGEST = 32 << 20
"""Characters of the largest text that is read."""
NAMED = 6
FARTHEST = 1e7
"""Canvas units from the origin, beyond which a position is not believed."""
_IS_GRAPH = re.compile(rf'{TITLE}:|"format"\s*:\s*"{FORMAT}"')
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "\u00a0": " "})


class Refusal(Exception):
    """A text that cannot be pasted; its argument, a `Told`, says why in one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Outside(Struct, frozen=True, omit_defaults=True):
    """A wire into a fragment, from the node `source`, which people call `name`."""

    source: str
    source_port: str
    target: str
    target_port: str
    name: str = ""


@dataclass(frozen=True)
class Fragment:
    """A part of a graph. `rooms` are the frames that nodes and frames lie in and that are no part
    of it; they mean something only in the document that it was taken from."""

    part: Document
    outside: list[Outside] = field(default_factory=list)
    rooms: dict[str, str] = field(default_factory=dict)

    def corner(self) -> tuple[float, float]:
        """The left and the top of all nodes."""
        nodes = self.part.nodes.values()
        return min(node.x for node in nodes), min(node.y for node in nodes)


@dataclass(frozen=True)
class Pasted:
    """The edits that add something; `nodes` are the ids of the new nodes, in order, `lost` the
    names of nodes outside that were to be wired and are not there."""

    edits: list[Edit]
    nodes: list[str]
    lost: list[str] = field(default_factory=list)


# From a document


def fragment(document: Document, ids: Collection[str]) -> Fragment | None:
    """Nodes and frames with all that is in them, and the wires between them; None for nothing.

    A frame comes along if all that lies in it does. Taps, which only their action fills, do not.
    """
    frames = {frame for frame in ids if frame in document.frames}
    inside = contents(document, frames) if frames else set()
    asked = [node for node in document.order if node in ids or node in inside]
    chosen = [node for node in asked if not isinstance(document.nodes[node], TapData)]
    if not chosen:
        return None
    kept = _whole_frames(document, set(asked))
    rooms: dict[str, str] = {}

    def home(item: str, frame: str | None) -> str | None:
        if frame is not None and frame not in kept:
            rooms[item] = frame
        return frame if frame in kept else None

    nodes = [
        replace(node, frame=home(node.id, node.frame)) for node in map(document.nodes.get, chosen)
        if node is not None
    ]  # fmt: skip
    regions = [
        replace(frame, frame=home(frame.id, frame.frame))
        for frame in document.frames.values()
        if frame.id in kept
    ]
    wires = [wire for node in chosen for wire in document.inputs(node).values()]
    taken = set(chosen)
    inner = [wire for wire in wires if wire.source in taken]
    outside = [
        Outside(w.source, w.source_port, w.target, w.target_port, document.name(w.source))
        for w in wires
        if w.source not in taken
    ]
    return Fragment(Document(nodes, inner, regions), outside, rooms)


def _whole_frames(document: Document, nodes: Collection[str]) -> set[str]:
    """The frames that hold some of the nodes and no other."""
    touched: set[str] = set()
    others: set[str] = set()
    for node in document.nodes.values():
        (touched if node.id in nodes else others).update(around(document, node.frame))
    return touched - others


def fragment_of(document: Document, ids: Collection[str]) -> str:
    """The text of what is chosen, see `fragment`; empty where that is nothing."""
    found = fragment(document, ids)
    return "" if found is None else text_of(found)


def text_of(found: Fragment) -> str:
    """The title and the JSON of a fragment."""
    names = [found.part.name(node) for node in found.part.order]
    said = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if names[NAMED:] else "")
    how = "copy all of this, then paste it into GradCanvas"
    return f"{TITLE}: {' '.join(said.split())} ({how})\n{data_of(found)}\n"


def data_of(found: Fragment) -> str:
    """The JSON of a fragment, with a line for each part."""
    part = found.part
    tables: list[tuple[str, Iterable[Struct]]] = [
        ("nodes", [part.nodes[node] for node in part.order]),
        ("wires", part.wires.values()),
        ("frames", part.frames.values()),
        ("outside", found.outside),
    ]
    lines = [f'{{"format": "{FORMAT}", "version": {VERSION}']
    for name, items in tables:
        rows = [msgspec.json.encode(item).decode() for item in items]
        if rows:
            lines[-1] += ","
            lines += [f' "{name}": [', *(f"  {row}," for row in rows[:-1]), f"  {rows[-1]}]"]
    return "\n".join(lines) + "}"


# From text


def read(text: str) -> Fragment | None:
    """The fragment that a text holds; None if it is none and may be something else.

    Raises:
        Refusal: it is one, but cannot be read.
    """
    if len(text) > LARGEST:
        reason = Told("the text on the clipboard is larger than {size} MB", size=LARGEST >> 20)
        raise Refusal(reason)
    if not _IS_GRAPH.search(text[:100_000]):
        return None
    data = _json_in(text)
    try:
        part = decode(data.encode(errors="replace"), "clipboard")
    except FileProblem as problem:
        raise Refusal(problem.troubles[0].reason) from None
    try:
        raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        outside = msgspec.json.decode(raw.get("outside", b"[]"), type=list[Outside])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refusal(Told("not a graph file: {error}", error=str(error))) from None
    places = [at for node in part.nodes.values() for at in (node.x, node.y)]
    if not all(math.isfinite(at) and abs(at) < FARTHEST for at in places):
        raise Refusal(Told("the graph on the clipboard lies out of reach"))
    found = fragment(part, set(part.nodes))
    if found is None:
        raise Refusal(Told("the graph on the clipboard has no nodes"))
    known = [o for o in outside if o.target in found.part.nodes and _takes(part, o)]
    return Fragment(found.part, known)


def _takes(part: Document, wire: Outside) -> bool:
    return isinstance(part.nodes[wire.target], OpData) and has_input(
        part, wire.target, wire.target_port
    )


def _json_in(text: str) -> str:
    """The JSON in a text that has more round it, or that a chat has changed."""
    start = _IS_GRAPH.search(text)
    assert start is not None
    titled = start.group().startswith(TITLE)
    plain = text[start.start() :] if titled else text
    unquoted = re.sub(r"^[ \t]*>[ \t]?", "", plain, flags=re.MULTILINE)
    for candidate in (plain, unquoted, unquoted.translate(_CURLY)):
        brace = candidate.find("{")
        if brace < 0:
            continue
        try:
            _, end = json.JSONDecoder().raw_decode(candidate, brace)
        except (ValueError, RecursionError):
            continue
        return candidate[brace:end]
    raise Refusal(Told("the graph on the clipboard is cut off or was changed"))


# Into a document


def edits_of(
    document: Document,
    text: str,
    at: tuple[float, float],
    *,
    keep_inputs: bool = False,
    frame: str | None = None,
) -> Pasted:
    """What adds the graph, the numbers, the table or the Expression that a text holds, with its
    top left corner at `at`.

    Args:
        keep_inputs: wires that came from outside come from there again, where that can be found.
        frame: the frame that what has none of its own lies in.

    Raises:
        Refusal: the text is none of these.
    """
    found = read(text)
    if found is None:
        found = leaf_of(text, fresh_label(document))
    return added(document, found, at, keep_inputs=keep_inputs, frame=frame)


def leaf_of(text: str, label: str = "x") -> Fragment:
    """A leaf with the value that a text says.

    Raises:
        Refusal: it says none.
    """
    try:
        made = typed(text)
    except NoValue as error:
        nothing = Told("there is nothing on the clipboard that makes a graph or a tensor")
        raise Refusal(error.reason or nothing) from None
    leaf = LeafData("n1", label, made.value, made.dtype, made.requires_grad)
    return Fragment(Document([leaf]))


def added(
    document: Document,
    found: Fragment,
    at: tuple[float, float],
    *,
    keep_inputs: bool = False,
    frame: str | None = None,
) -> Pasted:
    """What adds a fragment; `frame` as for `edits_of`, but `rooms` that are there are kept."""
    part = found.part
    left, top = found.corner()
    by = at[0] - left, at[1] - top
    nodes = dict(zip(part.order, _fresh(document, "n", len(part.order)), strict=True))
    frames = dict(zip(part.frames, _fresh(document, "f", len(part.frames)), strict=True))
    labels = _Labels(document)

    def room(item: str, own: str | None) -> str | None:
        outer = found.rooms.get(item)
        return frames[own] if own is not None else outer if outer in document.frames else frame

    edits: list[Edit] = [
        Put(None, replace(each, id=frames[each.id], frame=room(each.id, each.frame)))
        for each in part.frames.values()
    ]
    for node in (part.nodes[each] for each in part.order):
        edits.append(Put(None, _moved(node, nodes[node.id], labels.free(node.label), by,
                                      room(node.id, node.frame))))  # fmt: skip
    wires: list[WireData] = [
        replace(wire, source=nodes[wire.source], target=nodes[wire.target],
                points=tuple((x + by[0], y + by[1]) for x, y in wire.points))
        for wire in part.wires.values()
    ]  # fmt: skip
    lost: list[str] = []
    if keep_inputs:
        wires += _from_outside(document, found, nodes, lost)
    names = _fresh(document, "w", len(wires))
    edits += [Put(None, replace(w, id=name)) for w, name in zip(wires, names, strict=True)]
    return Pasted(edits, list(nodes.values()), lost)


def _moved(
    node: NodeData, name: str, label: str, by: tuple[float, float], frame: str | None
) -> NodeData:
    return replace(node, id=name, label=label, x=node.x + by[0], y=node.y + by[1], frame=frame)


def _from_outside(
    document: Document, found: Fragment, nodes: dict[str, str], lost: list[str]
) -> Iterator[WireData]:
    """The wires from nodes that are there: by id where that is called the same, else by name."""
    named: dict[str, list[str]] = {}
    for node in document.nodes:
        named.setdefault(document.name(node), []).append(node)
    taken = {(wire.target, wire.target_port) for wire in found.part.wires.values()}
    for each in found.outside:
        same = named.get(each.name, [])
        source = each.source if each.source in same else same[0] if len(same) == 1 else None
        end = (each.target, each.target_port)
        if source is None or end in taken or not has_output(document, source, each.source_port):
            lost.append(each.name)
            continue
        taken.add(end)
        yield WireData("", source, nodes[each.target], each.target_port, each.source_port)


def _fresh(document: Document, prefix: str, count: int) -> list[str]:
    """So many ids that nothing in the document has, as `Document.fresh_id` gives one."""
    tables: dict[str, Collection[str]] = {
        "n": document.nodes, "w": document.wires, "f": document.frames,
    }  # fmt: skip
    found: list[str] = []
    number = len(tables[prefix])
    while len(found) < count:
        number += 1
        name = f"{prefix}{number}"
        if not any(name in table for table in tables.values()):
            found.append(name)
    return found


class _Labels:
    """Labels that no node has: x2 for another x."""

    def __init__(self, document: Document) -> None:
        self._taken = {node.label for node in document.nodes.values()}
        self._last: dict[str, int] = {}

    def free(self, label: str) -> str:
        """The label, with another number behind it where it is taken; none stays none."""
        if label and label in self._taken:
            stem = label.rstrip("0123456789") or label
            number = self._last.get(stem, 1) + 1
            while f"{stem}{number}" in self._taken:
                number += 1
            self._last[stem] = number
            label = f"{stem}{number}"
        self._taken.add(label)
        return label

