"""Graph files: JSON whose types are the document's own, read whole and checked before anything
is made of them. Reading never runs anything.

    {"format": "gradcanvas", "version": 1, "seed": 0,
     "nodes": [...in order...], "wires": [...], "frames": [...], "actions": [...],
     "definitions": [{"id": ..., "title": ..., "nodes": ..., "wires": ..., "frames": ...}],
     "source": "import torch…"}

`definitions` are the subgraphs, `source` the code that somebody wrote and that says the same; most
files have none. Wires are sorted by their target, so that a small edit is a small
difference between files.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from autograd_core.graph.actions import Action, Block, inside
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.customs.table import (
    FunctionData,
    functions_of,
    table_of,
    with_id,
    with_source,
)
from autograd_core.graph.document import (
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
from autograd_core.graph.encodable import encoded
from autograd_core.graph.migrations import VERSION, migrate
from autograd_core.graph.ordering import topological
from autograd_core.graph.stamps import Stamp, stamp
from autograd_core.graph.told import Told
from autograd_core.graph.troubles import FileProblem as FileProblem
from autograd_core.graph.troubles import Trouble as Trouble
from autograd_core.graph.validity import DEEPEST, check

FORMAT = "gradcanvas"
SUFFIX = ".gradcanvas"
LARGEST = 512 << 20
"""Bytes of the largest file that is read."""
Part = TypeVar("Part")


# Writing


def encode(document: Document) -> bytes:
    """The document as the bytes of a file."""
    return msgspec.json.format(encoded(raw_of(document)), indent=1) + b"\n"


def raw_of(document: Document) -> dict[str, Any]:
    """What stands in a file of the document."""
    table = table_of((document, *document.definitions.values()))
    return {
        "format": FORMAT,
        "version": VERSION,
        "seed": document.seed,
        **parts_of(document, table),
        "actions": document.actions,
        "definitions": [
            {"id": each.id, "title": each.title, **parts_of(each, table)}
            for each in sorted(document.definitions.values(), key=lambda each: each.id)
        ],
        **({"functions": functions_of(table)} if table else {}),
        **({"source": document.source} if document.source else {}),
    }


def parts_of(graph: Document, table: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The nodes, wires and frames of a graph, in the order in which files have them; with the ids
    of users' own functions in a `table` by their sources, else with the sources."""
    places = {node: place for place, node in enumerate(graph.order)}
    nodes = [graph.nodes[node] for node in graph.order]
    return {
        "nodes": [with_id(node, table) for node in nodes] if table else nodes,
        "wires": sorted(
            graph.wires.values(),
            key=lambda wire: (places.get(wire.target, -1), wire.target_port, wire.id),
        ),
        "frames": sorted(graph.frames.values(), key=lambda frame: frame.id),
    }


def save(document: Document, path: Path) -> Stamp:
    """Writes the document, atomically; the stamp of what was written.

    Raises:
        FileProblem: it could not be written; a file that was there is as it was.
    """
    data = encode(document)
    try:
        return stamp(write_atomically(path, data), data)
    except OSError as error:
        raise FileProblem(path, [Trouble("", error.strerror or str(error))]) from error


# Reading


def load(path: Path) -> Document:
    """Reads a file.

    Raises:
        FileProblem: says file, place and reason.
    """
    return decode(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """What a file holds, if it is one that can be read whole.

    Raises:
        FileProblem: says file and reason.
    """
    try:
        return _read(path)
    except OSError as error:
        raise FileProblem(path, [Trouble("", error.strerror or str(error))]) from error


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
        self.sources: dict[str, str] = {}
        """Users' own functions by id."""

    def read(self, raw: dict[str, Any]) -> Document:
        seed = raw.get("seed", 0)
        if not isinstance(seed, int) or isinstance(seed, bool):
            self.troubles.append(Trouble("$.seed", Told("a whole number is needed")))
            seed = 0
        elif not -(2**63) <= seed < 2**64:
            self.troubles.append(Trouble("$.seed", Told("a number of 64 bits is needed")))
            seed = 0
        source = raw.get("source", "")
        if not isinstance(source, str):
            self.troubles.append(Trouble("$.source", Told("a text is needed")))
            source = ""
        self._functions(raw)
        nodes, wires, frames = self._parts(raw)
        definitions = self._definitions(raw)
        actions = tuple(self._list(raw, "actions", Action))
        if _depth(actions) > DEEPEST:
            self.troubles.append(Trouble("$.actions", Told("nested too deeply")))
            actions = ()
        document = Document(
            nodes, wires, frames, actions if "actions" in raw else None, seed, definitions, source
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

    def _functions(self, raw: dict[str, Any]) -> None:
        for place, each in enumerate(self._list(raw, "functions", FunctionData)):
            if each.id in self.sources:
                self.troubles.append(
                    Trouble(
                        f"$.functions[{place}].id", Told("'{name}' is there twice", name=each.id)
                    )
                )
            self.sources[each.id] = each.source

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
                if isinstance(part, OpData) and part.function:
                    part = with_source(part, self.sources)
                found.append(part)
            except msgspec.ValidationError as error:
                self.troubles.append(_located(f"{within}.{key}[{place}]", str(error)))
            except KeyError:
                where = f"{within}.{key}[{place}].function"
                reason = Told("no function '{name}'", name=item["function"])
                self.troubles.append(Trouble(where, reason))
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


def _depth(actions: Iterable[Action], most: int = DEEPEST) -> int:
    """How deep the blocks are nested; more than `most` where they are deeper than that."""
    bodies = [inside(action) for action in actions if isinstance(action, Block)]
    if not bodies:
        return 0
    return 1 + (max(_depth(body, most - 1) for body in bodies) if most else 0)
