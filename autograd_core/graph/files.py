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

import os
import select
import stat
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.customs.table import (
    functions_of,
    table_of,
    with_id,
)
from autograd_core.graph.document import (
    Document,
)
from autograd_core.graph.encodable import encoded
from autograd_core.graph.file_reader import FileReader
from autograd_core.graph.file_text import Unread, read_json
from autograd_core.graph.migrations import VERSION, migrate
from autograd_core.graph.ordering import topological
from autograd_core.graph.stamps import Stamp, stamp
from autograd_core.graph.told import Told
from autograd_core.graph.troubles import FileProblem as FileProblem
from autograd_core.graph.troubles import Trouble as Trouble
from autograd_core.graph.validity import check

FORMAT = "gradcanvas"
SUFFIX = ".gradcanvas"
LARGEST = 512 << 20
"""Bytes of the largest file that is read."""
SECONDS_FOR_A_WRITER, SECONDS_FOR_A_PIPE = 1.0, 20.0
"""How long it is waited until somebody writes to a pipe, and until more comes out of it."""
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
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FileProblem(path, [Trouble("", Told("this is a folder"))])
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise FileProblem(path, [Trouble("", Told("this is a device"))])
    if stat.S_ISFIFO(mode):
        data = _read_pipe(path)
    else:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FileProblem(path, [Trouble("", Told("larger than {size} MB", size=LARGEST >> 20))])
    return data


def _read_pipe(path: Path) -> bytes:
    """What comes out of a pipe; one that nobody writes to would be waited for without an end."""
    found = bytearray()
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        patience = time.monotonic() + SECONDS_FOR_A_WRITER
        while len(found) <= LARGEST:
            try:
                part = os.read(handle, 1 << 16)
            except BlockingIOError:  # somebody is there, but has nothing to say yet
                if not select.select([handle], [], [], SECONDS_FOR_A_PIPE)[0]:
                    silent = Trouble("", Told("nothing comes out of it"))
                    raise FileProblem(path, [silent]) from None
                continue
            found += part
            if not part:
                if found or time.monotonic() > patience:
                    break
                time.sleep(0.02)
    finally:
        os.close(handle)
    return bytes(found)


def decode(data: bytes, name: Path | str = "<data>", *, known: bool = True) -> Document:
    """The document that the bytes of a file hold.

    Args:
        known: whether operations have to be known; a repaired file may have others.

    Raises:
        FileProblem: lists every trouble that was found.
    """
    raw = _parse(data, name)
    reader = FileReader()
    document = reader.read(raw)
    troubles = [*reader.troubles, *reader.placed(document, check(document, known))]
    if troubles:
        raise FileProblem(name, troubles)
    for graph in (document, *document.definitions.values()):
        graph.order = topological(graph) or graph.order
    return document


def _parse(data: bytes, name: Path | str) -> dict[str, Any]:
    try:
        raw = read_json(data)
    except Unread as unread:
        raise FileProblem(name, [Trouble("", unread.why)]) from None
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
