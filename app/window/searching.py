"""Finding cards, at all levels: by name, operation, value as it is written, what a note says,
shape, and NaN or infinities.

`[2, 3]` is a shape, `[2, *]` has any number there, and `[2,` is the beginning of one; `nan` and
`inf` find tensors that hold them, besides what is called so.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from app.widgets.operations import in_all_languages
from autograd_core.graph.document import (
    Definition,
    Document,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
)
from autograd_core.graph.flattening import Scope
from autograd_core.graph.levels import whole_of
from autograd_core.graph.ports import definition_of, output_ports
from autograd_core.graph.steps import StepLog, Value, port_ref
from autograd_core.ops.spec import REGISTRY

_SHAPE = re.compile(r"(?:torch\.size\()?[\[(]\s*([\d*?.…,×x\s]*)([\])]?)\)?")
_BARE = re.compile(r"[\d*?]+(?:\s*[,×x]\s*[\d*?]+)+")
"""A shape without brackets, which may be a part of a value as well."""
_FULL_WIDTH = str.maketrans("［］（），＊？", "[](),*?")
NAN, INF = frozenset({"nan", "nans"}), frozenset({"inf", "-inf", "infinity", "∞"})
SHOWN_VALUE = 200
"""Characters of a leaf's text that are looked through."""
MOST_LOOKED, MOST_FOUND = 200_000, 10_000
"""Nodes that are looked through, and paths that are found, before other levels are left out."""


def find_everywhere(
    shown: Document, seen: StepLog, log: StepLog, cursor: int, query: str
) -> list[str]:
    """The paths of what a query finds: at the level `shown`, of which the log says what `seen`
    says, and at all others, level by level from the outermost on."""
    whole = whole_of(shown)
    if not whole.definitions or not query.strip():
        return find(shown, seen, cursor, query)
    found: list[str] = []
    by_name: dict[str, list[str]] = {}
    looked = 0
    waiting = [Scope(whole)]
    for scope in waiting:
        graph, prefix = scope.graph, scope.prefix
        looked += len(graph.nodes)
        if prefix == shown.prefix:
            found += find(shown, seen, cursor, query)
        elif by_value(query) or not isinstance(graph, Definition):
            found += find(graph, log, cursor, query, prefix)
        else:
            if graph.id not in by_name:
                by_name[graph.id] = find(graph, log, cursor, query)
            found += [prefix + each for each in by_name[graph.id]]
        if looked > MOST_LOOKED or len(found) > MOST_FOUND:
            break
        groups = (graph.nodes[node] for node in graph.order)
        inner = (scope.inside(each) for each in groups if isinstance(each, GroupData))
        waiting += [each for each in inner if each is not None]
    return found


def by_value(query: str) -> bool:
    """Whether a query asks for what tensors hold, which each instance has for itself."""
    query = _plain(query)
    words = {*query.split()}
    is_shape = _SHAPE.fullmatch(query) is not None or _BARE.fullmatch(query) is not None
    return is_shape or not words.isdisjoint(NAN | INF)


def _plain(query: str) -> str:
    return " ".join(query.casefold().translate(_FULL_WIDTH).split())


def find(
    document: Document, log: StepLog, cursor: int, query: str, prefix: str = ""
) -> list[str]:
    """The nodes, in order, and then the frames that a query finds at a cursor; by their paths,
    where `document` is a definition and `prefix` leads to an instance of it."""
    query = _plain(query)
    if not query:
        return []
    found = _found(document, log, cursor, query, prefix)
    return [prefix + each for each in found] if prefix else found


def _found(document: Document, log: StepLog, cursor: int, query: str, prefix: str) -> list[str]:
    shape = _SHAPE.fullmatch(query)
    if shape is not None:
        return _by_shape(document, log, cursor, shape.group(1), bool(shape.group(2)), prefix)
    words = query.split()
    wants = (not NAN.isdisjoint(words), not INF.isdisjoint(words))
    found = [
        node
        for node in document.order
        if _is_called(document, document.nodes[node], query, words)
        or (any(wants) and _holds(document, log, cursor, node, *wants, prefix))
    ]
    if _BARE.fullmatch(query):
        shaped = _by_shape(document, log, cursor, query, True, prefix)
        found = [node for node in document.order if node in {*found, *shaped}]
    titles = (f.id for f in document.frames.values() if query in (f.title or f.kind).casefold())
    return [*found, *titles]


# By name


def _is_called(document: Document, node: NodeData, query: str, words: list[str]) -> bool:
    own = node.label.casefold()
    inside = definition_of(document, node)
    if isinstance(node, OpData):
        own += "\n" + _names(node.op)
    elif isinstance(node, LeafData):
        own += "\n" + node.value[:SHOWN_VALUE].casefold()
    elif isinstance(node, NoteData):
        own += "\n" + " ".join(node.text.casefold().split())
    elif inside is not None:
        own += "\n" + inside.title.casefold()
    return query in own or (len(words) > 1 and all(word in own for word in words))


@lru_cache(maxsize=4096)
def _names(op: str) -> str:
    """The operation's name and its titles in all languages, a line for each."""
    spec = REGISTRY.get(op)
    titles = in_all_languages(spec.title) if spec is not None else ()
    return "\n".join((op, *titles)).casefold()


# By what the tensors are


def _by_shape(
    document: Document, log: StepLog, cursor: int, text: str, closed: bool, prefix: str
) -> list[str]:
    """Those that have a tensor of this shape, now or, where they have none yet, at the end."""
    wanted = [part for part in re.split(r"[,×x\s]+", text) if part]
    open_end = not closed or (bool(wanted) and wanted[-1] in ("...", "…"))
    wanted = [part for part in wanted if part not in ("...", "…")]

    def fits(shape: tuple[int, ...]) -> bool:
        enough = len(shape) >= len(wanted) if open_end else len(shape) == len(wanted)
        return enough and all(
            part in ("*", "?") or part == str(size)
            for part, size in zip(wanted, shape, strict=False)
        )

    found = []
    for node in document.order:
        for port in output_ports(document, node):
            ref = port_ref(prefix + node, port)
            value = log.at(cursor, ref, "value") or log.at(len(log), ref, "value")
            if isinstance(value, Value) and fits(value.shape):
                found.append(node)
                break
    return found


def _holds(
    document: Document,
    log: StepLog,
    cursor: int,
    node: str,
    nan: bool,
    inf: bool,
    prefix: str,
) -> bool:
    """Whether a value or a gradient of the node has NaN or infinities at the cursor."""
    for port in output_ports(document, node):
        fields = log.fields(cursor, port_ref(prefix + node, port))
        for value in (fields.get("value"), fields.get("grad")):
            if isinstance(value, Value) and _is_odd(value, nan, inf):
                return True
    return False


def _is_odd(value: Value, nan: bool, inf: bool) -> bool:
    if not value.dtype.startswith(("torch.float", "torch.bfloat", "torch.complex")):
        return False
    array = value.array
    if array is None or array.size > 1000:  # looked through once, and remembered
        found = value.summary
        return bool((nan and found.nan_count) or (inf and found.inf_count))
    return bool((nan and np.isnan(array).any()) or (inf and np.isinf(array).any()))
