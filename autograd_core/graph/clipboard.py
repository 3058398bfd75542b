"""The clipboard: a part of a graph as text that people can read, and text as edits that add it.

The text is a title and, below it, the JSON of a graph file: nodes, wires and frames, without the
actions. It survives a chat message: what stands before and after it, `>` before each line and
curly quotes do not matter. It is read and checked like a file before anything is made of it.

    GradCanvas graph: x, w, mul (copy all of this, then paste it into GradCanvas)
    {"format": "gradcanvas", "version": 1,
     "nodes": [...], "wires": [...], "frames": [...], "outside": [...]}

`outside` lists the wires that came from nodes that are not part of it. Where there are cards that
stand for subgraphs, `definitions` are what these hold.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from autograd_core.graph.building import fresh_label
from autograd_core.graph.customs.renaming import other_names
from autograd_core.graph.customs.source import known
from autograd_core.graph.customs.table import functions_of, table_of
from autograd_core.graph.document import (
    Definition,
    Document,
    GroupData,
    LeafData,
    NodeData,
    OpData,
    PortData,
    TapData,
    WireData,
)
from autograd_core.graph.edits import Edit, Put, PutDefinition
from autograd_core.graph.files import FORMAT, FileProblem, decode, parts_of
from autograd_core.graph.flattening import held_by
from autograd_core.graph.levels import whole_of, would_hold_itself
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
_QUOTE = r'(?:["“”„«»]|&quot;)'
_IS_GRAPH = re.compile(
    rf"GradCanvas[ \t\xa0]+graph:|{_QUOTE}format{_QUOTE}\s*:\s*{_QUOTE}{FORMAT}{_QUOTE}"
)
_START = re.compile(rf"\{{\s*{_QUOTE}format{_QUOTE}")
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
"""Characters that chats put in and nobody sees."""
_ESCAPED = re.compile(r"\\([_*\[\]{}()#>`~.!+-])")
"""What Markdown escapes, and JSON does not."""


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

    A frame comes along if all that lies in it does. Taps, which only their action fills, do not,
    nor do the ports of a definition. Ids are without the document's prefix.
    """
    frames = {frame for frame in ids if frame in document.frames}
    inside = contents(document, frames) if frames else set()
    asked = [node for node in document.order if node in ids or node in inside]
    chosen = [n for n in asked if not isinstance(document.nodes[n], TapData | PortData)]
    if not chosen:
        return None
    kept = _whole_frames(document, set(asked))
    rooms: dict[str, str] = {}

    def bare(item: str) -> str:
        return item.removeprefix(document.prefix)

    def home(item: str, frame: str | None) -> str | None:
        if frame is None or frame in kept:
            return None if frame is None else bare(frame)
        rooms[bare(item)] = frame
        return None

    nodes = [
        replace(node, id=bare(node.id), frame=home(node.id, node.frame), **_no_turns(node))
        for node in map(document.nodes.__getitem__, chosen)
    ]
    regions = [
        replace(frame, id=bare(frame.id), frame=home(frame.id, frame.frame))
        for frame in document.frames.values()
        if frame.id in kept
    ]
    inner: list[WireData] = []
    outside: list[Outside] = []
    taken = set(chosen)
    for w in (wire for node in chosen for wire in document.inputs(node).values()):
        source, target = bare(w.source), bare(w.target)
        if w.source in taken:
            inner.append(replace(w, id=bare(w.id), source=source, target=target))
        else:
            name = document.name(w.source)
            outside.append(Outside(source, w.source_port, target, w.target_port, name))
    part = Document(nodes, inner, regions, definitions=_definitions_in(document, nodes))
    return Fragment(part, outside, rooms)


def _no_turns(node: NodeData) -> dict[str, dict[str, str]]:
    # where a copy runs says nothing of what else lies there
    return {"turns": {}} if isinstance(node, GroupData) else {}


def _definitions_in(document: Document, nodes: Iterable[NodeData]) -> list[Definition]:
    """Copies of what the subgraphs among the nodes hold."""
    own = {node.definition for node in nodes if isinstance(node, GroupData)}
    found = own & document.definitions.keys()
    for name in list(found):
        found |= held_by(document, document.definitions[name])
    return [document.definitions[name].snapshot() for name in sorted(found)]


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
    table = table_of((part, *part.definitions.values()))
    tables: list[tuple[str, Iterable[object]]] = [
        ("nodes", parts_of(part, table)["nodes"]),
        ("wires", part.wires.values()),
        ("frames", part.frames.values()),
        ("outside", found.outside),
        ("definitions", [{"id": each.id, "title": each.title, **parts_of(each, table)}
                         for each in part.definitions.values()]),
        ("functions", functions_of(table)),
    ]  # fmt: skip
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
    data = _json_in(text).encode(errors="replace")
    try:
        part = decode(data, "clipboard")
    except FileProblem as problem:
        raise Refusal(problem.troubles[0].reason) from None
    try:
        raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        outside = msgspec.json.decode(raw.get("outside", b"[]"), type=list[Outside])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refusal(Told("not a graph file: {error}", error=str(error))) from None
    graphs = (part, *part.definitions.values())
    places = [at for each in graphs for node in each.nodes.values() for at in (node.x, node.y)]
    if not all(math.isfinite(at) and abs(at) < FARTHEST for at in places):
        raise Refusal(Told("the graph on the clipboard lies out of reach"))
    found = fragment(part, set(part.nodes))
    if found is None:
        raise Refusal(Told("the graph on the clipboard has no nodes"))
    known = [o for o in outside if o.target in found.part.nodes and _takes(part, o)]
    return Fragment(found.part, known)


def _takes(part: Document, wire: Outside) -> bool:
    target = part.nodes[wire.target]
    return not isinstance(target, LeafData) and has_input(part, wire.target, wire.target_port)


def _json_in(text: str) -> str:
    """The JSON in a text that has more round it, or that a chat has changed."""
    start = _IS_GRAPH.search(text)
    assert start is not None
    titled = start.group().startswith(TITLE.partition(" ")[0])
    plain = text[start.start() :] if titled else text
    for candidate in _candidates(plain):
        found = _START.search(candidate)
        brace = candidate.find("{") if found is None else found.start()
        if brace < 0:
            continue
        try:
            _, end = json.JSONDecoder().raw_decode(candidate, brace)
        except (ValueError, RecursionError):
            continue
        return candidate[brace:end]
    raise Refusal(Told("the graph on the clipboard is cut off or was changed"))


def _candidates(text: str) -> Iterator[str]:
    """The text as it is, and as it was before a chat quoted, curled, escaped or wrapped it."""
    yield text
    unquoted = re.sub(r"^[ \t]*(?:[>|][ \t]?)+", "", text, flags=re.MULTILINE)
    yield unquoted
    straight = _UNSEEN.sub("", unquoted.translate(_CURLY))
    for plain in (straight, html.unescape(straight), _ESCAPED.sub(r"\1", straight)):
        yield plain
        lines = plain.splitlines()
        widths = [len(line) for line in lines]
        anywhere = widths.count(max(widths, default=0)) > 1  # rather than between words
        yield "".join(lines) if anywhere else " ".join(line.strip() for line in lines)


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
        made = typed(text.encode(errors="replace").decode())
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
    """What adds a fragment; `frame` as for `edits_of`, but `rooms` that are there are kept.

    Raises:
        Refusal: a subgraph would lie within itself.
    """
    part = found.part
    definitions = _Definitions(document, part)
    functions = _functions(document, part)
    left, top = found.corner()
    by = at[0] - left, at[1] - top
    nodes = dict(zip(part.order, _fresh(document, "n", len(part.order)), strict=True))
    frames = dict(zip(part.frames, _fresh(document, "f", len(part.frames)), strict=True))
    labels = _Labels(document)

    def room(item: str, own: str | None) -> str | None:
        outer = found.rooms.get(item)
        return frames[own] if own is not None else outer if outer in document.frames else frame

    edits: list[Edit] = [PutDefinition(None, each) for each in definitions.new]
    edits += [
        Put(None, replace(each, id=frames[each.id], frame=room(each.id, each.frame)))
        for each in part.frames.values()
    ]
    for node in (definitions.renamed(_called(part.nodes[n], functions)) for n in part.order):
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


def _functions(document: Document, part: Document) -> dict[str, str]:
    """Users' own functions that are called as others of the document, as they are called there."""
    whole = whole_of(document)
    sources = [n.function for n in part.nodes.values() if isinstance(n, OpData) and n.function]
    return other_names(sources, (whole, *whole.definitions.values())) if sources else {}


def _called(node: NodeData, functions: Mapping[str, str]) -> NodeData:
    text = functions.get(node.function) if isinstance(node, OpData) else None
    source = None if text is None else known(text)
    return node if source is None else replace(node, function=source.text, op=source.name)


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
        own = document.prefix + each.source
        source = own if own in same else same[0] if len(same) == 1 else None
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
        name = f"{document.prefix}{prefix}{number}"
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


class _Definitions:
    """The definitions of a fragment in a document: one that is there, the same with all that it
    holds, is used again; others become new ones."""

    def __init__(self, document: Document, part: Document) -> None:
        """Raises Refusal: an instance would lie within itself."""
        self._names: dict[str, str] = {}
        self.new: list[Definition] = []
        known = document.definitions
        for name, each in part.definitions.items():
            inside = {name, *held_by(part, each)}
            if all(part.definitions.get(i) == known.get(i) for i in inside):
                self._names[name] = name
                if would_hold_itself(document, name):
                    reason = Told("the subgraph '{name}' holds itself", name=each.title or name)
                    raise Refusal(reason)
        number = 0
        titles = {each.title for each in known.values()}
        for each in part.definitions.values():
            if each.id in self._names:
                continue
            while f"d{(number := number + 1)}" in known:
                pass
            self._names[each.id] = f"d{number}"
            copy = each.snapshot()
            copy.id, copy.title = f"d{number}", _free_title(each.title, titles)
            titles.add(copy.title)
            self.new.append(copy)
        for each in self.new:
            each.nodes = {name: self.renamed(node) for name, node in each.nodes.items()}

    def renamed(self, node: NodeData) -> NodeData:
        """The node, with the id that its definition has here."""
        if isinstance(node, GroupData) and node.definition in self._names:
            return replace(node, definition=self._names[node.definition])
        return node


def _free_title(title: str, taken: Collection[str]) -> str:
    found, number = title, 1
    while found in taken:
        number += 1
        found = f"{title}{number}"
    return found
