"""Edits as JSON, forwards only: what stands in a journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from autograd_core.graph import files
from autograd_core.graph.actions import Action
from autograd_core.graph.document import (
    Definition,
    Document,
    FrameData,
    Item,
    NodeData,
    WireData,
)
from autograd_core.graph.edits import (
    Edit,
    Inside,
    Put,
    Reorder,
    SetActions,
    SetSeed,
    SetSource,
)


def written(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, Put):
        kind = _kind_of(edit.item)
        if edit.after is None:
            return {"gone": edit.item.id, "kind": kind}
        item = msgspec.to_builtins(edit.after)
        return {"put": item, "kind": kind, "new": edit.before is None, "index": edit.index}
    if isinstance(edit, Reorder):
        return {"order": list(edit.after), "start": edit.start}
    if isinstance(edit, SetActions):
        return {"actions": msgspec.to_builtins(edit.after)}
    if isinstance(edit, SetSeed):
        return {"seed": edit.after}
    if isinstance(edit, SetSource):
        return {"source": edit.after}
    if isinstance(edit, Inside):
        return {"inside": edit.definition, "edit": written(edit.edit)}
    after = edit.after
    if after is None:
        assert edit.before is not None
        return {"without": edit.before.id}
    parts = {"id": after.id, "title": after.title, **files.parts_of(after)}
    return {"definition": msgspec.to_builtins(parts)}


def _kind_of(item: object) -> str:
    if isinstance(item, WireData):
        return "wire"
    return "frame" if isinstance(item, FrameData) else "node"


_TYPES: dict[str, Any] = {"wire": WireData, "frame": FrameData, "node": NodeData}


def redo(document: Document, data: dict[str, Any]) -> None:
    """Does what a line of an edit says.

    Raises:
        LookupError, msgspec.ValidationError: it does not fit the document.
    """
    if "put" in data:
        item = msgspec.convert(data["put"], _TYPES[data["kind"]])
        old = None if data["new"] else item
        Put(old, item, data["index"]).apply(document)
    elif "gone" in data:
        table: Mapping[str, Item] = getattr(document, data["kind"] + "s")
        Put(table[data["gone"]], None).apply(document)
    elif "order" in data:
        Reorder(data["start"], (), tuple(data["order"])).apply(document)
    elif "actions" in data:
        document.actions = tuple(msgspec.convert(data["actions"], list[Action]))
    elif "seed" in data:
        document.seed = data["seed"]
    elif "source" in data:
        document.source = data["source"]
    elif "inside" in data:
        name = data["inside"]
        redo(document.definitions[name] if name else document, data["edit"])
    elif "without" in data:
        del document.definitions[data["without"]]
    elif "definition" in data:
        raw = data["definition"]
        found = Definition(
            raw["id"],
            raw["title"],
            msgspec.convert(raw["nodes"], list[NodeData]),
            msgspec.convert(raw["wires"], list[WireData]),
            msgspec.convert(raw["frames"], list[FrameData]),
        )
        found.definitions = document.definitions
        document.definitions[found.id] = found
