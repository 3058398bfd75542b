"""The JSON Schema of graph files, and a page about them, both made from the types of the document.

Other programs can write files against the schema; ours reads them with the very types.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from autograd_core.graph import actions, document
from autograd_core.graph.customs.table import FunctionData
from autograd_core.graph.files import FORMAT, SUFFIX
from autograd_core.graph.migrations import VERSION

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NODES: tuple[type[Struct], ...] = (
    document.LeafData,
    document.OpData,
    document.TapData,
    document.GroupData,
    document.PortData,
    document.NoteData,
)
LISTS = {
    "nodes": "The nodes, in the order in which Forward executes them.",
    "wires": "The wires; an input port takes one.",
    "frames": "Regions that nodes are in: comments and grad modes.",
}

PROSE = """
Fields that have their default may be left out; fields that are not known are passed over.
Ids are texts that nothing else in the same graph has. A text where an Expression is meant is
one expression of a restricted Python (`1/3`, `linspace(0, 1, 5)`, `w - 0.1 * w.grad`); in its
place a number or nested lists may stand. A large tensor is a NumPy file in base64:
`npy("k05VTVBZ…")`. Opening a file evaluates nothing.
"""


def json_schema() -> Schema:
    """The schema of a whole file."""
    kinds = (
        document.NodeData, document.WireData, document.FrameData, actions.Action, FunctionData,
    )  # fmt: skip
    (node, wire, frame, action, function), parts = msgspec.json.schema_components(kinds)
    for part in parts.values():
        _plain(part)
    parts["Definition"] = {
        "title": "Definition",
        "description": "A subgraph, which nodes of the kind `group` are instances of.",
        "type": "object",
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "title": {"type": "string", "default": ""},
            **_lists(node, wire, frame),
        },
        "required": ["id"],
    }
    return {
        "$schema": DIALECT,
        "title": f"GradCanvas graph, version {VERSION}",
        "description": "A graph of tensors and operations, and the actions that happen to it.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "seed": {
                "description": "Of the document's random numbers, as for `torch.manual_seed`.",
                "type": "integer",
                "default": 0,
            },
            **_lists(node, wire, frame),
            "actions": {
                "description": "What happens to the graph, in order.",
                "type": "array",
                "items": action,
                "default": [{"kind": "forward", "id": "a1"}],
            },
            "definitions": {
                "description": "The subgraphs.",
                "type": "array",
                "items": {"$ref": "#/$defs/Definition"},
                "default": [],
            },
            "functions": {
                "description": "Functions that users wrote themselves, which nodes name.",
                "type": "array",
                "items": function,
                "default": [],
            },
            "source": {
                "description": "PyTorch code that somebody wrote and that says the same. It is "
                "shown as long as it does, and never executed by Python.",
                "type": "string",
                "default": "",
            },
        },
        "required": ["format", "version"],
        "$defs": dict(sorted(parts.items())),
    }


def _lists(node: Schema, wire: Schema, frame: Schema) -> Schema:
    kinds = zip(LISTS.items(), (node, wire, frame), strict=True)
    return {
        key: {"description": text, "type": "array", "items": kind, "default": []}
        for (key, text), kind in kinds
    }


def _plain(part: Schema) -> None:
    """The description in one piece, ids that are not empty, and numbers as other programs write
    them in the place of texts."""
    if "description" in part:
        part["description"] = re.sub(r"[ \t]*\n[ \t]*", "\n", part["description"]).strip()
    properties = part.get("properties", {})
    if properties.get("id") == {"type": "string"}:
        properties["id"] = {"type": "string", "minLength": 1}
    loose = {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "array"}]}
    if part.get("title") == "LeafData":
        properties["value"] = {**loose, "default": properties["value"]["default"]}
    if part.get("title") in ("OpData", "GroupData") and "params" in properties:
        properties["params"] = {
            "type": "object",
            "additionalProperties": {"anyOf": [*loose["anyOf"], {"type": "boolean"}]},
            "default": {},
        }


# The page


def page() -> str:
    """The page about the files, in Markdown."""
    return "\n".join([*_head(), *_sections()]) + "\n"


def _head() -> Iterator[str]:
    yield f"# Graph files (`{SUFFIX}`), version {VERSION}"
    yield ""
    yield "This page and `gradcanvas.schema.json` are made from the types of the program"
    yield "(`make schema`). A file is one JSON object in UTF-8:"
    yield ""
    yield "| field | type | what it is |"
    yield "|---|---|---|"
    for name, field in json_schema()["properties"].items():
        yield f"| `{name}` | {_type(field)} | {_text(field)} |"
    yield ""
    yield PROSE.strip()


def _sections() -> Iterator[str]:
    parts = json_schema()["$defs"]
    yield from _section("Nodes", [parts[kind.__name__] for kind in NODES])
    yield from _section("Wires and frames", [parts["WireData"], parts["FrameData"]])
    yield from _section("Subgraphs", [parts["Definition"]])
    yield from _section("Users' own functions", [parts["FunctionData"]])
    kinds = [part for part in actions.Action.__args__ if inspect.isclass(part)]
    yield from _section("Actions", [parts[k.__name__] for k in kinds] + [parts["Expression"]])


def _section(title: str, parts: list[Schema]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    for part in parts:
        kinds = part["properties"].get("kind", {}).get("enum", [])
        yield ""
        yield f"### {f'`{kinds[0]}`' if kinds else part['title']}"
        yield ""
        yield part.get("description", "")
        yield ""
        yield "| field | type | default |"
        yield "|---|---|---|"
        for name, field in part["properties"].items():
            if name != "kind":
                needed = name in part.get("required", ())
                default = "needed" if needed else f"`{_default(field)}`"
                yield f"| `{name}` | {_type(field)} | {default} |"


def _text(field: Schema) -> str:
    if "const" in field:
        return f"always `{_default({'default': field['const']})}`"
    return str(field.get("description", ""))


def _default(field: Schema) -> str:
    return json.dumps(field.get("default"), ensure_ascii=False)


def _type(field: Schema) -> str:
    """A type in words."""
    if "anyOf" in field:
        words = dict.fromkeys(_type(each) for each in field["anyOf"])
        return " or ".join(words)
    if "enum" in field:
        return " or ".join(f"`{_default({'default': each})}`" for each in field["enum"])
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return str(name.removesuffix("Data").lower() if name.endswith("Data") else name)
    if "const" in field:
        return "text" if isinstance(field["const"], str) else "number"
    if field.get("type") == "array":
        items = field.get("items")
        return f"list of {_type(items)}" if isinstance(items, dict) and items else "list"
    names = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    return names.get(str(field.get("type")), str(field.get("type", "anything")))
