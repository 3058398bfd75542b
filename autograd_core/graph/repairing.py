"""Opening what can be read of a file with something wrong in it.

The data of the file is mended, part by part, until nothing is wrong any more: a node that cannot be
read becomes a placeholder, an operation called `unreadable` that keeps its data; what only stands
between nodes (a wire with an end missing, a region that is not there) is left out. Everything that
was done is said. The file itself stays as it is.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from autograd_core.graph import files
from autograd_core.graph.document import Document
from autograd_core.graph.encodable import encodable
from autograd_core.graph.file_text import unmarked
from autograd_core.graph.files import FORMAT, FileProblem, Trouble
from autograd_core.graph.migrations import VERSION
from autograd_core.graph.placeholders import UNREADABLE, placeholder

ROUNDS = 60
"""How often the data is looked through; each round mends all that is found."""

_PLACE = re.compile(r"^\$(?:\.definitions\[(\d+)\])?\.(\w+)(?:\[(\d+)\])?(.*)$")
_COUNTED = "\0ids"
"""Where a graph being mended has its ids counted, for one round."""
_CLEARED = re.compile(r"(?:^|\])\.(?:frame|x|y|collapsed|label)$")
"""Fields of a node that it can do without."""
_CYCLE = re.compile(r"^\$(?:\.definitions\[(\d+)\])?\.wires$")

_CONFLICT = re.compile(
    r"^<<<<<<<[^\n]*\n(.*?)(?:^\|\|\|\|\|\|\|.*?)?^=======\r?\n.*?^>>>>>>>[^\n]*\n",
    re.DOTALL | re.MULTILINE,
)
LONGEST_NUMBER = 1000
"""Digits."""
MOST_SLIPS, SLIPS_CHARACTERS = 100, 40_000_000
"""Commas that are put right, and characters that are read for that in all."""

_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]', re.DOTALL)
"""A string, perhaps cut off, or a bracket."""

Data = dict[str, Any]


class Repaired(NamedTuple):
    """What could be saved, and what was wrong."""

    document: Document
    troubles: tuple[Trouble, ...]


def repair(data: bytes, name: Path | str = "<data>") -> Repaired | None:
    """The document that the bytes of a file hold, mended; None where nothing can be saved."""
    raw = _salvaged(data)
    if raw is None:
        return None
    found: list[Trouble] = []
    for _ in range(ROUNDS):
        try:
            # Operations that are not known stay, and are told of once all else is mended.
            document = files.decode(msgspec.json.encode(raw), name, known=False)
            found += _unknown(raw, name)
        except FileProblem as problem:
            found += [trouble for trouble in problem.troubles if trouble not in found]
            if not _mend(raw, problem.troubles):
                return None
            continue
        return Repaired(document, tuple(found)) if document.nodes or not found else None
    return None


def _unknown(raw: Data, name: Path | str) -> list[Trouble]:
    """What is wrong with data that can be read but for operations that are not known."""
    try:
        files.decode(msgspec.json.encode(raw), name)
    except FileProblem as problem:
        return problem.troubles
    return []


# The bytes


def _salvaged(data: bytes) -> Data | None:
    """The JSON object that the bytes hold, or as much of it as is there."""
    text = unmarked(data).decode("utf-8", errors=_AS_LATIN)
    for attempt in (text, _one_side(text), _closed(text), _without_slips(text)):
        try:
            raw = None if attempt is None else _loaded(attempt)
        except (ValueError, RecursionError):
            continue
        if isinstance(raw, dict):
            return _headed(_encodable(raw))
    return None


def _loaded(text: str) -> Any:
    return json.loads(text, parse_constant=float, parse_int=_number)


def _without_slips(text: str) -> str | None:
    """A text with commas where they were forgotten, and none before a closing bracket; what
    stands behind anything worse is left out."""
    for _ in range(min(MOST_SLIPS, SLIPS_CHARACTERS // (len(text) + 1))):
        try:
            _loaded(text)
        except json.JSONDecodeError as error:
            at = error.pos
            before, after = text[:at].rstrip(), text[at : at + 1]
            if after in ('"', "{", "[") and error.msg.startswith("Expecting ','"):
                text = f"{before},{text[at:]}"
            elif after in ("}", "]") and before.endswith(","):
                text = before[:-1] + text[at:]
            elif error.msg.startswith("Illegal trailing comma"):
                text = text[:at] + text[at + 1 :]
            else:
                return _closed(text[:at])
            continue
        except (ValueError, RecursionError):
            return None
        return text
    return None


def _latin(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are those of an older encoding."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


_AS_LATIN = "gradcanvas-latin"
codecs.register_error(_AS_LATIN, _latin)


def _number(text: str) -> int | float:
    """A whole number; one that is too long to be one is infinite."""
    return int(text) if len(text) < LONGEST_NUMBER else float(text)


def _encodable(raw: Data) -> Data:
    try:
        msgspec.json.encode(raw)
    except UnicodeEncodeError:
        found: Data = encodable(raw)
        return found
    return raw


def _one_side(text: str) -> str | None:
    """A text with marks of a merge that git has left, as the first side has it."""
    found, changes = _CONFLICT.subn(lambda match: match[1], text)
    return found if changes else None


def _headed(raw: Data) -> Data | None:
    """The data with a head that can be read, if it looks like a graph at all."""
    lists = ("nodes", "wires", "frames", "actions", "definitions")
    if raw.get("format") != FORMAT and not any(isinstance(raw.get(key), list) for key in lists):
        return None
    version = raw.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        version = VERSION  # a newer one is read as far as it is understood
    return {**raw, "format": FORMAT, "version": version}


def _closed(text: str) -> str | None:
    """A text that was cut off, up to the last whole value and with its brackets closed."""
    good, whole = 0, 0
    for at, stack in _brackets(text):
        if text[at] in "}]":
            good = at + 1
            if not stack:
                whole = at + 1
                break
    if whole:
        return text[:whole]
    if not good:
        return None
    left: list[str] = []
    for _, stack in _brackets(text[:good]):
        left = stack
    return text[:good] + "".join(reversed(left))


def _brackets(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each bracket outside of strings, with those that are open behind it and how they close: the
    same list each time. Ends where one closes what is not open."""
    stack: list[str] = []
    for match in _SIGNS.finditer(text):
        sign = match[0]
        if sign in "{[":
            stack.append("}" if sign == "{" else "]")
        elif sign in "}]":
            if not stack or stack.pop() != sign:
                return
        else:
            continue
        yield match.start(), stack


# The parts


def _mend(raw: Data, troubles: list[Trouble]) -> bool:
    """Mends what the troubles name; whether anything was done."""
    done = False
    gone: list[tuple[list[Any], int]] = []
    inner = raw.get("definitions")
    graphs = [raw, *(each for each in (inner if isinstance(inner, list) else ()))]
    # What makes a placeholder of a node comes before what would be cleared of it.
    for trouble in sorted(troubles, key=lambda each: bool(_CLEARED.search(each.place))):
        if _CYCLE.match(trouble.place):
            continue  # wires have to be wires before
        place = _PLACE.match(trouble.place)
        if place is None:
            continue
        graph = _graph(raw, place[1])
        if graph is None:
            done |= _drop_definition(raw, place[1])
        elif place[3] is None:
            done |= graph.pop(place[2], None) is not None
        else:
            items, at = graph.get(place[2]), int(place[3])
            if isinstance(items, list) and at < len(items):
                mender = _MENDERS.get(place[2])
                done = True
                if mender is None or not mender(items, at, place[4], graph):
                    gone.append((items, at))
    _take_out(gone)
    for trouble in troubles if not done else ():
        done |= _cut_cycle(raw, trouble.place)
    for each in graphs:
        if isinstance(each, dict):
            each.pop(_COUNTED, None)
    return done


def _take_out(gone: list[tuple[list[Any], int]]) -> None:
    """Takes items out of lists, the last ones first, so that the places of the others hold."""
    met: set[tuple[int, int]] = set()
    for items, at in sorted(gone, key=lambda each: -each[1]):
        if (id(items), at) not in met:
            met.add((id(items), at))
            del items[at]


def _graph(raw: Data, definition: str | None) -> Data | None:
    if definition is None:
        return raw
    items = raw.get("definitions")
    if not isinstance(items, list) or int(definition) >= len(items):
        return None
    found = items[int(definition)]
    return found if isinstance(found, dict) else None


def _drop_definition(raw: Data, number: str | None) -> bool:
    items = raw.get("definitions")
    if number is None or not isinstance(items, list) or int(number) >= len(items):
        return False
    del items[int(number)]
    return True


def _mend_node(items: list[Any], at: int, rest: str, graph: Data) -> bool:
    """Clears what can be cleared of a node; anything else makes it a placeholder. Whether it
    stays."""
    node = items[at]
    if not isinstance(node, dict):
        items[at] = placeholder(node, _fresh(graph, "n"))
        return True
    if rest == ".id" and isinstance(node.get("id"), str):
        node["id"] = _fresh(graph, node["id"] or "n")
        return True
    if _CLEARED.search(rest):
        node.pop(rest.removeprefix("."), None)
        return True
    params = node.get("params")
    if rest.startswith(".params.") and isinstance(params, dict):
        name = rest.removeprefix(".params.")
        if node.get("op") != UNREADABLE and params.pop(name, None) is not None:
            return True
    if node.get("op") == UNREADABLE:
        return False
    items[at] = placeholder(node, _fresh(graph, "n", node))
    return True


def _mend_frame(items: list[Any], at: int, rest: str, graph: Data) -> bool:
    frame = items[at]
    if isinstance(frame, dict) and rest == ".frame":
        frame.pop("frame", None)
        return True
    return False


_MENDERS: dict[str, Callable[[list[Any], int, str, Data], bool]] = {
    "nodes": _mend_node,
    "frames": _mend_frame,
}


def _fresh(graph: Data, start: str, node: object = None) -> str:
    """An id that no other part of the graph has; that of the node, where it has one of its own."""
    counts = _ids(graph)
    own = node.get("id") if isinstance(node, dict) else None
    if isinstance(own, str) and own and counts[own] <= 1:
        return own
    number = counts[f" {start}"] or 2  # a space: no such id is made here
    while counts[f"{start}_{number}"]:
        number += 1
    counts[f"{start}_{number}"] += 1
    counts[f" {start}"] = number + 1
    return f"{start}_{number}"


def _ids(graph: Data) -> Counter[str]:
    """How often each id is there; counted once for each round of mending."""
    found: Counter[str] | None = graph.get(_COUNTED)
    if found is None:
        found = graph[_COUNTED] = Counter()
        for key in ("nodes", "wires", "frames"):
            items = graph.get(key)
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict) and isinstance(item.get("id"), str):
                    found[item["id"]] += 1
    return found


def _cut_cycle(raw: Data, place: str) -> bool:
    """Takes out the wires that go back in the order of the nodes: without them nothing goes
    round."""
    match = _CYCLE.match(place)
    graph = _graph(raw, match[1]) if match is not None else None
    if graph is None:
        return False
    wires = graph.get("wires")
    if not isinstance(wires, list):  # it is the list itself that is wrong
        return graph.pop("wires", None) is not None
    order = {node["id"]: at for at, node in enumerate(graph["nodes"])}
    kept = [w for w in wires if order.get(w["source"], 0) < order.get(w["target"], 0)]
    changed = len(kept) < len(wires)
    graph["wires"] = kept
    return changed
