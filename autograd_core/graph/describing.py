"""What changed between two graphs, in words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import asdict

from autograd_core.graph.actions import Action, parts, walk
from autograd_core.graph.document import (
    OUT,
    Document,
    FrameData,
    NodeData,
    NoteData,
    OpData,
    WireData,
)

PLACES = frozenset({"x", "y", "width", "height", "margins", "points"})
"""Fields that only say where something lies."""
LONGEST = 60
CODE = "code of "
"""What a line begins with that tells of a function which several nodes may have."""


def changes(before: Document, after: Document, places: bool = True) -> list[str]:
    """The differences, a line each, those that a run can tell first. Two documents with none are
    the same but for what is not saved, and, unless `places`, where things lie."""
    of_graph = list(_graph(before, after))
    told = [line for line in of_graph if line.startswith(CODE)]
    lines = [line for line in of_graph if line not in told]
    lines += [*dict.fromkeys(told), *_actions(before, after)]
    if before.seed != after.seed:
        lines.append(f"seed: {before.seed} → {after.seed}")
    for name in {**before.definitions, **after.definitions}:
        lines += _definition(name, before, after)
    lines += _moves(before, after) if places else ()
    if not lines and before.source != after.source:  # else it follows from what has been told
        lines.append("the code that is kept is another")
    return lines


def _graph(before: Document, after: Document) -> Iterator[str]:
    for node, data in after.nodes.items():
        if node not in before.nodes:
            yield f"added {_kind(data)} {after.name(node)}{_what(data)}"
    for node, data in before.nodes.items():
        if node not in after.nodes:
            yield f"removed {_kind(data)} {before.name(node)}{_what(data)}"
    for node, data in after.nodes.items():
        if node in before.nodes:
            yield from _fields(before.nodes[node], data, before.name(node))
    yield from _wires(before, after)
    for name, frame in after.frames.items():
        if name not in before.frames:
            yield f"added frame {_title(frame)}"
        else:
            yield from _fields(before.frames[name], frame, f"frame {_title(before.frames[name])}")
    yield from (
        f"removed frame {_title(frame)}"
        for name, frame in before.frames.items()
        if name not in after.frames
    )
    common = [node for node in before.order if node in after.nodes]
    if common != [node for node in after.order if node in before.nodes]:
        yield "the nodes run in another order"


def _kind(data: NodeData) -> str:
    return str(data.__struct_config__.tag)


def _what(data: NodeData) -> str:
    if isinstance(data, OpData):
        return f" ({data.op})"
    if isinstance(data, NoteData):
        return f" ({_short(data.text)})"
    value = getattr(data, "value", "")
    return f" = {_short(value)}" if value else ""


def _title(frame: FrameData) -> str:
    return frame.title or frame.kind


def _fields(before: Any, after: Any, name: str) -> Iterator[str]:
    """Each field that is another one."""
    if type(before) is not type(after):
        yield f"{name}: a {_kind(before)} became a {_kind(after)}"
        return
    old, new = asdict(before), asdict(after)
    for field in new:
        if old[field] == new[field] or field in PLACES:
            continue
        if field == "function":
            yield from _code(old[field], new[field], new.get("op", name))
        elif field == "params":
            for key in {**old[field], **new[field]}:
                a, b = old[field].get(key), new[field].get(key)
                if a != b:
                    yield f"{name}.{key}: {_said(a)} → {_said(b)}"
        else:
            yield f"{name}.{field}: {_said(old[field])} → {_said(new[field])}"


def _code(before: str, after: str, name: str) -> Iterator[str]:
    """What is other in the code of a function, line by line."""
    old, new = before.splitlines(), after.splitlines()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            lost, found = (" ".join(" ".join(part).split()) for part in (old[a:b], new[c:d]))
            yield f"{CODE}{name}, line {c + 1}: {_said(lost)} → {_said(found)}"


def _said(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    return _short(value) if isinstance(value, str) else str(value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _wires(before: Document, after: Document) -> Iterator[str]:
    """Wires by what they join: their ids say nothing."""
    old = {_ends(wire): wire for wire in before.wires.values()}
    new = {_ends(wire): wire for wire in after.wires.values()}
    for ends, wire in new.items():
        if ends not in old:
            yield f"wired {_wire(after, wire)}"
    for ends, wire in old.items():
        if ends not in new:
            yield f"unwired {_wire(before, wire)}"


def _ends(wire: WireData) -> tuple[str, str, str, str]:
    return wire.source, wire.source_port, wire.target, wire.target_port


def _wire(document: Document, wire: WireData) -> str:
    port = "" if wire.source_port == OUT else f".{wire.source_port}"
    return f"{document.name(wire.source)}{port} → {document.name(wire.target)}.{wire.target_port}"


def _actions(before: Document, after: Document) -> Iterator[str]:
    old, new = ({a.id: a for a in walk(d.actions)} for d in (before, after))
    for name, action in new.items():
        if name not in old:
            yield f"added action {_action(action, after)}"
        elif _own(old[name]) != _own(action):
            yield f"changed action {_action(old[name], before)} → {_action(action, after)}"
    for name, action in old.items():
        if name not in new:
            yield f"removed action {_action(action, before)}"
    common = [name for name in old if name in new]
    if common != [name for name in new if name in old]:
        yield "the actions come in another order"


def _own(action: Action) -> dict[str, Any]:
    return {key: value for key, value in asdict(action).items() if key not in parts(action)}


def _action(action: Action, document: Document) -> str:
    """The action's kind and what it is about."""
    words = [str(action.__struct_config__.tag)]
    for key, value in _own(action).items():
        default = type(action).__struct_defaults__
        if key == "id" or value in (None, "", (), {}) or value in default:
            continue
        text = getattr(value, "text", value)
        if isinstance(value, str) and value in document.nodes:
            text = document.name(value)
        elif isinstance(value, tuple):
            text = "[" + ", ".join(document.name(each) for each in value) + "]"
        words.append(f"{key}={_short(str(text))}")
    return " ".join(words)


def _definition(name: str, before: Document, after: Document) -> Iterator[str]:
    old, new = before.definitions.get(name), after.definitions.get(name)
    if old is None or new is None:
        found, verb = (new, "added") if old is None else (old, "removed")
        assert found is not None
        yield f"{verb} subgraph {found.title or name}"
        return
    title = new.title or name
    if old.title != new.title:
        yield f"subgraph {old.title or name} is called {title}"
    yield from (f"in {title}: {line}" for line in _graph(old, new))


def _moves(before: Document, after: Document) -> Iterator[str]:
    """How many things lie elsewhere."""
    moved = 0
    for table in ("nodes", "wires", "frames"):
        old, new = getattr(before, table), getattr(after, table)
        for name in new.keys() & old.keys():
            a, b = asdict(old[name]), asdict(new[name])
            moved += any(a.get(field) != b.get(field) for field in PLACES)
    if moved:
        yield f"moved {moved} thing{'s' * (moved > 1)}"
