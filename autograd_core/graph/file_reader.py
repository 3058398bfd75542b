"""Reading the parts of a graph file, each by itself, so that every trouble is found at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from autograd_core.graph.actions import Action, Block, inside
from autograd_core.graph.customs.table import FunctionData, with_source
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
from autograd_core.graph.placeholders import UNREADABLE
from autograd_core.graph.told import Told
from autograd_core.graph.troubles import Trouble
from autograd_core.graph.validity import DEEPEST


class FileReader:
    """Reads each part by itself, so that every trouble is found and not only the first."""

    def __init__(self) -> None:
        self.troubles: list[Trouble] = []
        self.sources: dict[str, str] = {}
        """Users' own functions by id."""
        self._places: dict[str, list[int]] = {}
        """Where in the file's lists the parts stand that could be read, and the stand-ins."""
        self._stand_ins: dict[str, set[str]] = {}
        """Ids of nodes that could not be read, by the place of their graph."""

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
        places = self._places["$.definitions"] = []
        for at, item in enumerate(items):
            place = f"$.definitions[{at}]"
            name = item.get("id") if isinstance(item, dict) else None
            title = item.get("title", "") if isinstance(item, dict) else None
            if not isinstance(name, str) or not name or not isinstance(title, str):
                self.troubles.append(Trouble(f"{place}.id", Told("an id is needed")))
                continue
            definition = Definition(name, title, *self._parts(item, place))
            self.troubles += _doubles(item, place)
            if name in found:
                self.troubles.append(
                    Trouble(f"{place}.id", Told("'{name}' is there twice", name=name))
                )
                continue
            found[name] = definition
            places.append(at)
        return list(found.values())

    def _list(self, raw: dict[str, Any], key: str, kind: Any, within: str = "$") -> list[Any]:
        items = raw.get(key, [])
        if not isinstance(items, list):
            self.troubles.append(Trouble(f"{within}.{key}", Told("a list is needed")))
            return []
        found: dict[int, Any] = {}
        for at, item in enumerate(items):
            place = f"{within}.{key}[{at}]"
            try:
                part = msgspec.convert(_with_texts(item), kind)
                if not part.id:
                    self.troubles.append(Trouble(f"{place}.id", Told("an id is needed")))
                if isinstance(part, OpData) and part.function:
                    part = with_source(part, self.sources)
                found[at] = part
                continue
            except msgspec.ValidationError as error:
                self.troubles += _all_troubles(_with_texts(item), kind, place, error)
            except KeyError:
                reason = Told("no function '{name}'", name=item["function"])
                self.troubles.append(Trouble(f"{place}.function", reason))
            except RecursionError:
                self.troubles.append(Trouble(place, Told("nested too deeply")))
            stand_in = self._stand_in(item, key, within)
            if stand_in is not None:
                found[at] = stand_in
        return self._once_each(found, f"{within}.{key}")

    def _stand_in(self, item: Any, key: str, within: str) -> NodeData | FrameData | None:
        """What stands for a part that cannot be read, so that what refers to it finds it."""
        name = item.get("id") if isinstance(item, dict) else None
        if not isinstance(name, str) or not name:
            return None
        if key == "nodes":
            self._stand_ins.setdefault(within, set()).add(name)
            return OpData(name, UNREADABLE)
        return FrameData(name) if key == "frames" else None

    def _once_each(self, found: dict[int, Any], place: str) -> list[Any]:
        """The parts, of those with the same id the first, which are told of elsewhere."""
        if place == "$.actions":
            return list(found.values())
        first: dict[str, int] = {}
        for at, each in found.items():
            first.setdefault(each.id, at)
        self._places[place] = list(first.values())
        return [found[at] for at in first.values()]

    def placed(self, document: Document, troubles: Iterable[Trouble]) -> Iterator[Trouble]:
        """What is wrong with the document that was read, with the places of the file; without
        what only comes of parts that could not be read."""
        if not self.troubles:
            yield from troubles
            return
        definitions = list(document.definitions.values())
        wires: dict[str, list[WireData]] = {}
        for trouble in troubles:
            match = _PLACE.match(trouble.place)
            assert match is not None
            inner, key, at, rest = match.groups()
            within, graph = "$", document
            if inner is not None:
                within = f"$.definitions[{self._places['$.definitions'][int(inner)]}]"
                graph = definitions[int(inner)]
            if key is None:
                yield Trouble(within + rest, trouble.reason)
                continue
            stand_ins = self._stand_ins.get(within, set())
            if key == "wires" and stand_ins:
                wire = wires.setdefault(within, list(graph.wires.values()))[int(at)]
                ends = {".source_port": wire.source, ".target_port": wire.target}
                if ends.get(rest) in stand_ins:
                    continue
            place = self._places[f"{within}.{key}"][int(at)]
            yield Trouble(f"{within}.{key}[{place}]{rest}", trouble.reason)


_PLACE = re.compile(
    r"^\$(?:\.definitions\[(\d+)\])?(?:\.(nodes|wires|frames)\[(\d+)\])?(.*)$", re.DOTALL
)
"""The place of something that is wrong: in which definition, of which part, and where in it."""


def _all_troubles(
    item: Any, kind: Any, place: str, error: msgspec.ValidationError
) -> Iterator[Trouble]:
    """Everything that is wrong with one part: it is read anew without each field that is wrong."""
    left = dict(item) if isinstance(item, dict) else {}
    met: set[str] = set()
    while True:
        trouble = _located(place, str(error))
        missing = re.fullmatch(r"Object missing required field `(\w+)`", trouble.reason)
        field = re.match(r"\.(\w+)", trouble.place[len(place) :])
        if field is not None and field[1] in met:
            return
        if missing is None or missing[1] not in met:
            yield trouble
        if missing is not None and field is None:
            left[missing[1]] = ""  # it has to be there
            met.add(missing[1])
        elif field is not None and field[1] in left:
            del left[field[1]]
            met.add(field[1])
        else:
            return
        try:
            msgspec.convert(left, kind)
            return
        except msgspec.ValidationError as further:
            error = further


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
