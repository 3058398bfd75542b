"""Graph files: JSON whose types are the document's own, read whole and checked before anything
is made of them. Reading never runs anything.

    {"format": "gradcanvas", "version": 1, "seed": 0,
     "nodes": [...in order...], "wires": [...], "frames": [...], "actions": [...],
     "definitions": [{"id": ..., "title": ..., "nodes": ..., "wires": ..., "frames": ...}]}

`definitions` are the subgraphs. Wires are sorted by their target, so that a small edit is a small
difference between files.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from autograd_core.graph.actions import Action, Repeat
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.document import (
    SEPARATOR,
    Definition,
    Document,
    FrameData,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    TapData,
    WireData,
    action_ids,
)
from autograd_core.graph.flattening import MOST_NODES, held_by, sizes
from autograd_core.graph.migrations import VERSION, migrate
from autograd_core.graph.ordering import topological
from autograd_core.graph.placeholders import UNREADABLE
from autograd_core.graph.ports import has_input, has_output, spec_of
from autograd_core.graph.told import Told
from autograd_core.ops.spec import REGISTRY

FORMAT = "gradcanvas"
SUFFIX = ".gradcanvas"
LARGEST = 512 << 20
"""Bytes of the largest file that is read."""
DEEPEST = 100
"""How deep Repeats and frames may be nested."""

Part = TypeVar("Part")


class Trouble(NamedTuple):
    """One thing that is wrong with a file: where (a JSON path) and what."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


class FileProblem(Exception):
    """A file that cannot be read or written; `troubles` lists all that is wrong."""

    def __init__(self, path: Path | str, troubles: Iterable[Trouble]) -> None:
        self.path = path
        self.troubles = list(troubles)
        more = f" (and {len(self.troubles) - 1} more)" if len(self.troubles) > 1 else ""
        super().__init__(f"{path}: {self.troubles[0]}{more}")


# Writing


def encode(document: Document) -> bytes:
    """The document as the bytes of a file."""
    return msgspec.json.format(msgspec.json.encode(raw_of(document)), indent=1) + b"\n"


def raw_of(document: Document) -> dict[str, Any]:
    """What stands in a file of the document."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "seed": document.seed,
        **parts_of(document),
        "actions": document.actions,
        "definitions": [
            {"id": each.id, "title": each.title, **parts_of(each)}
            for each in sorted(document.definitions.values(), key=lambda each: each.id)
        ],
    }


def parts_of(graph: Document) -> dict[str, Any]:
    """The nodes, wires and frames of a graph, in the order in which files have them."""
    places = {node: place for place, node in enumerate(graph.order)}
    return {
        "nodes": [graph.nodes[node] for node in graph.order],
        "wires": sorted(
            graph.wires.values(),
            key=lambda wire: (places.get(wire.target, -1), wire.target_port, wire.id),
        ),
        "frames": sorted(graph.frames.values(), key=lambda frame: frame.id),
    }


def save(document: Document, path: Path) -> None:
    """Writes the document, atomically.

    Raises:
        FileProblem: it could not be written; a file that was there is as it was.
    """
    try:
        write_atomically(path, encode(document))
    except OSError as error:
        raise FileProblem(path, [Trouble("", error.strerror or str(error))]) from error


# Reading


def load(path: Path) -> Document:
    """Reads a file.

    Raises:
        FileProblem: says file, place and reason.
    """
    try:
        data = _read(path)
    except OSError as error:
        raise FileProblem(path, [Trouble("", error.strerror or str(error))]) from error
    return decode(data, path)


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise FileProblem(path, [Trouble("", Told("this is a folder"))])
    with path.open("rb") as file:
        if stat.S_ISCHR(os.fstat(file.fileno()).st_mode):
            raise FileProblem(path, [Trouble("", Told("this is a device"))])
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FileProblem(path, [Trouble("", Told("larger than {size} MB", size=LARGEST >> 20))])
    return data


def decode(data: bytes, name: Path | str = "<data>", *, known: bool = True) -> Document:
    """The document that the bytes of a file hold.

    Args:
        known: whether operations have to be known; a repaired file may have others.

    Raises:
        FileProblem: lists every trouble that was found.
    """
    raw = _parse(data, name)
    reader = _Reader()
    document = reader.read(raw)
    if not reader.troubles:
        reader.troubles += check(document, known)
    if reader.troubles:
        raise FileProblem(name, reader.troubles)
    for graph in (document, *document.definitions.values()):
        graph.order = topological(graph) or graph.order
    return document


def _parse(data: bytes, name: Path | str) -> dict[str, Any]:
    if not data:
        raise FileProblem(name, [Trouble("", Told("not a graph file: it is empty"))])
    try:
        raw = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FileProblem(
            name, [Trouble("", Told("not a graph file: {error}", error=str(error)))]
        ) from None
    except RecursionError:
        raise FileProblem(name, [Trouble("", Told("nested too deeply"))]) from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        reason = Told('not a graph file: "format" is not "{format}"', format=FORMAT)
        raise FileProblem(name, [Trouble("$.format", reason)])
    version = raw.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileProblem(name, [Trouble("$.version", Told("a whole number from 1 is needed"))])
    if version > VERSION:
        reason = Told(
            "written by a newer program (version {version}; this one reads up to {known})",
            version=version,
            known=VERSION,
        )
        raise FileProblem(name, [Trouble("$.version", reason)])
    return migrate(raw, version)


class _Reader:
    """Reads each part by itself, so that every trouble is found and not only the first."""

    def __init__(self) -> None:
        self.troubles: list[Trouble] = []

    def read(self, raw: dict[str, Any]) -> Document:
        seed = raw.get("seed", 0)
        if not isinstance(seed, int) or isinstance(seed, bool):
            self.troubles.append(Trouble("$.seed", Told("a whole number is needed")))
            seed = 0
        elif not -(2**63) <= seed < 2**64:
            self.troubles.append(Trouble("$.seed", Told("a number of 64 bits is needed")))
            seed = 0
        nodes, wires, frames = self._parts(raw)
        definitions = self._definitions(raw)
        actions = tuple(self._list(raw, "actions", Action))
        if _depth(actions) > DEEPEST:
            self.troubles.append(Trouble("$.actions", Told("nested too deeply")))
            actions = ()
        document = Document(
            nodes, wires, frames, actions if "actions" in raw else None, seed, definitions
        )
        self.troubles += _doubles(raw)
        self.troubles += _double_actions(document)
        return document

    def _parts(
        self, raw: dict[str, Any], place: str = "$"
    ) -> tuple[list[NodeData], list[WireData], list[FrameData]]:
        kinds = LeafData | OpData | TapData | GroupData | PortData | NoteData
        nodes: list[NodeData] = self._list(raw, "nodes", kinds, place)
        return (
            nodes,
            self._list(raw, "wires", WireData, place),
            self._list(raw, "frames", FrameData, place),
        )

    def _definitions(self, raw: dict[str, Any]) -> list[Definition]:
        items = raw.get("definitions", [])
        if not isinstance(items, list):
            self.troubles.append(Trouble("$.definitions", Told("a list is needed")))
            return []
        found: dict[str, Definition] = {}
        for at, item in enumerate(items):
            place = f"$.definitions[{at}]"
            name = item.get("id") if isinstance(item, dict) else None
            title = item.get("title", "") if isinstance(item, dict) else None
            if not isinstance(name, str) or not name or not isinstance(title, str):
                self.troubles.append(Trouble(f"{place}.id", Told("an id is needed")))
                continue
            if name in found:
                self.troubles.append(
                    Trouble(f"{place}.id", Told("'{name}' is there twice", name=name))
                )
            found[name] = Definition(name, title, *self._parts(item, place))
            self.troubles += _doubles(item, place)
        return list(found.values())

    def _list(self, raw: dict[str, Any], key: str, kind: Any, within: str = "$") -> list[Any]:
        items = raw.get(key, [])
        if not isinstance(items, list):
            self.troubles.append(Trouble(f"{within}.{key}", Told("a list is needed")))
            return []
        found = []
        for place, item in enumerate(items):
            try:
                part = msgspec.convert(_with_texts(item), kind)
                if not part.id:
                    where = f"{within}.{key}[{place}].id"
                    self.troubles.append(Trouble(where, Told("an id is needed")))
                found.append(part)
            except msgspec.ValidationError as error:
                self.troubles.append(_located(f"{within}.{key}[{place}]", str(error)))
            except RecursionError:
                where = f"{within}.{key}[{place}]"
                self.troubles.append(Trouble(where, Told("nested too deeply")))
        return found


def _with_texts(item: Any) -> Any:
    """Numbers and lists where a text is meant (`"value": [1, 2]`), as other programs write."""
    if not isinstance(item, dict):
        return item
    changed = dict(item)
    if isinstance(item.get("value"), int | float | list) and item.get("kind") == "leaf":
        changed["value"] = _as_text(item["value"])
    if isinstance(item.get("params"), dict):
        changed["params"] = {
            name: text if isinstance(text, str) else _as_text(text)
            for name, text in item["params"].items()
        }
    return changed


def _as_text(value: Any) -> str:
    """JSON as an Expression; inside lists "nan" and "inf" are numbers, as `--json` writes them."""
    if isinstance(value, list):
        return f"[{', '.join([_as_text(item) for item in value])}]"
    return value if value in ("nan", "inf", "-inf") else repr(value)


def _located(place: str, message: str) -> Trouble:
    """A trouble from msgspec's message, which ends with the place within the part."""
    reason, found, inner = message.partition(" - at `$")
    return Trouble(place + inner.rstrip("`") if found else place, reason)


def _doubles(raw: dict[str, Any], within: str = "$") -> Iterator[Trouble]:
    for key in ("nodes", "wires", "frames"):
        seen: set[str] = set()
        items = raw.get(key, [])
        for place, item in enumerate(items if isinstance(items, list) else ()):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str):
                if name in seen:
                    yield Trouble(
                        f"{within}.{key}[{place}].id", Told("'{name}' is there twice", name=name)
                    )
                seen.add(name)


def _double_actions(document: Document) -> Iterator[Trouble]:
    ids: set[str] = set()
    for name in action_ids(document.actions):
        if name in ids:
            yield Trouble("$.actions", Told("the id '{name}' is there twice", name=name))
        elif not name:
            yield Trouble("$.actions", Told("an id is needed"))
        ids.add(name)


# Checking what the types cannot say


def check(document: Document, known: bool = True) -> list[Trouble]:
    """Everything that is wrong with a document as a graph; `known` as for `decode`."""
    graphs: list[tuple[str, Document]] = [("$", document)]
    graphs += [(f"$.definitions[{i}]", d) for i, d in enumerate(document.definitions.values())]
    troubles = [each for place, graph in graphs for each in _check_graph(graph, place, known)]
    if not troubles:
        troubles += _check_nested(document)
    for place, graph in graphs if not troubles else ():
        if topological(graph) is None:
            path = " → ".join(_a_cycle(graph))
            troubles.append(Trouble(f"{place}.wires", Told("a cycle: {path}", path=path)))
    return troubles


def _check_graph(graph: Document, within: str, known: bool) -> Iterator[Trouble]:
    """What is wrong with the parts of one graph."""
    for place, node in enumerate(graph.order):
        data, where = graph.nodes[node], f"{within}.nodes[{place}]"
        placeholder = isinstance(data, OpData) and data.op == UNREADABLE
        if known and isinstance(data, OpData) and data.op not in REGISTRY and not placeholder:
            yield Trouble(f"{where}.op", Told("unknown operation '{op}'", op=data.op))
        if data.frame is not None and data.frame not in graph.frames:
            yield Trouble(f"{where}.frame", Told("no frame '{name}'", name=data.frame))
        if isinstance(data, GroupData) and data.definition not in graph.definitions:
            reason = Told("no definition '{name}'", name=data.definition)
            yield Trouble(f"{where}.definition", reason)
        if isinstance(data, PortData) and not isinstance(graph, Definition):
            yield Trouble(where, Told("a port belongs into a definition"))
        if _looks_like_a_path(graph, data):
            reason = Told("'{name}' would be taken for a path", name=node)
            yield Trouble(f"{where}.id", reason)
        yield from _unknown_params(f"{where}.params", data)
    yield from _check_wires(graph, within)
    for place, frame in enumerate(graph.frames.values()):
        where = f"{within}.frames[{place}].frame"
        if frame.frame is not None and frame.frame not in graph.frames:
            yield Trouble(where, Told("no frame '{name}'", name=frame.frame))
        else:
            yield from _check_nesting(graph, frame, where)


def _looks_like_a_path(graph: Document, data: NodeData) -> bool:
    head, found, _ = data.id.partition(SEPARATOR)
    return bool(found) and isinstance(graph.nodes.get(head, data), GroupData)


def _check_nested(document: Document) -> Iterator[Trouble]:
    """What is wrong with definitions that hold instances of others."""
    for place, each in enumerate(document.definitions.values()):
        if each.id in held_by(document, each):
            reason = Told("the subgraph '{name}' holds itself", name=each.title or each.id)
            yield Trouble(f"$.definitions[{place}]", reason)
            return
    try:
        if sizes(document)[""] > MOST_NODES:
            reason = Told("the subgraphs hold more than {count} nodes", count=MOST_NODES)
            yield Trouble("$.definitions", reason)
    except RecursionError:
        yield Trouble("$.definitions", Told("nested too deeply"))


def _unknown_params(place: str, data: NodeData) -> Iterator[Trouble]:
    spec = spec_of(data)
    if spec is None or not isinstance(data, OpData):
        return
    known = {port.name for port in spec.ports} | {param.name for param in spec.params}
    for name in data.params:
        if name not in known:
            yield Trouble(
                f"{place}.{name}", Told("{op} has no parameter '{name}'", op=data.op, name=name)
            )


def _check_wires(document: Document, within: str) -> Iterator[Trouble]:
    taken: set[tuple[str, str]] = set()
    for place, wire in enumerate(document.wires.values()):
        where = f"{within}.wires[{place}]"
        ends = {"source": wire.source, "target": wire.target}
        missing = [(end, node) for end, node in ends.items() if node not in document.nodes]
        for end, node in missing:
            yield Trouble(f"{where}.{end}", Told("no node '{name}'", name=node))
        if missing:
            continue
        if (wire.target, wire.target_port) in taken:
            yield Trouble(
                f"{where}.target_port",
                Told(
                    "port '{port}' of '{node}' has a wire already",
                    port=wire.target_port,
                    node=wire.target,
                ),
            )
        taken.add((wire.target, wire.target_port))
        target = document.nodes[wire.target]
        if isinstance(target, LeafData):
            yield Trouble(
                f"{where}.target", Told("'{node}' is a leaf and takes no wire", node=wire.target)
            )
        elif isinstance(target, TapData):
            yield Trouble(
                f"{where}.target", Told("'{node}' is a tap and takes no wire", node=wire.target)
            )
        elif not has_input(document, wire.target, wire.target_port):
            yield Trouble(
                f"{where}.target_port",
                Told(
                    "{op} has no port '{port}'",
                    op=target.op if isinstance(target, OpData) else document.name(wire.target),
                    port=wire.target_port,
                ),
            )
        if not has_output(document, wire.source, wire.source_port):
            reason = Told(
                "'{node}' has no output '{port}'", node=wire.source, port=wire.source_port
            )
            yield Trouble(f"{where}.source_port", reason)


def _check_nesting(document: Document, frame: FrameData, place: str) -> Iterator[Trouble]:
    seen = {frame.id}
    outer = frame.frame
    while outer is not None and outer in document.frames:
        if outer in seen:
            yield Trouble(place, Told("the frame lies within itself"))
            return
        if len(seen) > DEEPEST:
            yield Trouble(place, Told("nested too deeply"))
            return
        seen.add(outer)
        outer = document.frames[outer].frame


def _depth(actions: Iterable[Action], most: int = DEEPEST) -> int:
    """How deep the blocks are nested; more than `most` where they are deeper than that."""
    bodies = [action.body for action in actions if isinstance(action, Repeat)]
    if not bodies:
        return 0
    return 1 + (max(_depth(body, most - 1) for body in bodies) if most else 0)


def _a_cycle(document: Document) -> list[str]:
    """The names of the nodes of some cycle."""
    waiting = {node: len(document.inputs(node)) for node in document.order}
    ready = [node for node, count in waiting.items() if not count]
    while ready:
        for target in document.targets(ready.pop()):
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    # Every node left has a source that is left: going back must come round.
    node = next(name for name, count in waiting.items() if count)
    path = {node: None}
    while True:
        node = next(source for source in document.sources(node) if waiting[source])
        if node in path:
            names = [document.name(name) for name in path]
            cycle = [*names[list(path).index(node) :], document.name(node)][::-1]
            return cycle if len(cycle) < 12 else [*cycle[:5], "…", *cycle[-5:]]
        path[node] = None
