"""Finding cards: by name, operation, value as it is written, shape, and NaN or infinities.

`[2, 3]` is a shape, `[2, *]` has any number there, and `[2,` is the beginning of one; `nan` and
`inf` find tensors that hold them, besides what is called so.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from app.widgets.operations import in_all_languages
from autograd_core.graph.document import Document, LeafData, NodeData, OpData
from autograd_core.graph.ports import output_ports
from autograd_core.graph.steps import StepLog, Value, port_ref
from autograd_core.ops.spec import REGISTRY

_SHAPE = re.compile(r"(?:torch\.size\()?[\[(]\s*([\d*?.…,×x\s]*)([\])]?)\)?")
_FULL_WIDTH = str.maketrans("［］（），＊？", "[](),*?")
NAN, INF = frozenset({"nan", "nans"}), frozenset({"inf", "-inf", "infinity", "∞"})
SHOWN_VALUE = 200
"""Characters of a leaf's text that are looked through."""


def find(document: Document, log: StepLog, cursor: int, query: str) -> list[str]:
    """The nodes, in order, and then the frames that a query finds at a cursor."""
    query = " ".join(query.casefold().translate(_FULL_WIDTH).split())
    if not query:
        return []
    shape = _SHAPE.fullmatch(query)
    if shape is not None:
        return _by_shape(document, log, cursor, shape.group(1), bool(shape.group(2)))
    words = query.split()
    wants_nan, wants_inf = not NAN.isdisjoint(words), not INF.isdisjoint(words)
    found = [
        node
        for node in document.order
        if _is_called(document.nodes[node], query, words)
        or ((wants_nan or wants_inf) and _holds(document, log, cursor, node, wants_nan, wants_inf))
    ]
    titles = (f.id for f in document.frames.values() if query in (f.title or f.kind).casefold())
    return [*found, *titles]


# By name


def _is_called(node: NodeData, query: str, words: list[str]) -> bool:
    own = node.label.casefold()
    if isinstance(node, OpData):
        own += "\n" + _names(node.op)
    elif isinstance(node, LeafData):
        own += "\n" + node.value[:SHOWN_VALUE].casefold()
    return query in own or (len(words) > 1 and all(word in own for word in words))


@lru_cache(maxsize=4096)
def _names(op: str) -> str:
    """The operation's name and its titles in all languages, a line for each."""
    spec = REGISTRY.get(op)
    titles = in_all_languages(spec.title) if spec is not None else ()
    return "\n".join((op, *titles)).casefold()


# By what the tensors are


def _by_shape(
    document: Document, log: StepLog, cursor: int, text: str, closed: bool
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
            ref = port_ref(node, port)
            value = log.at(cursor, ref, "value") or log.at(len(log), ref, "value")
            if isinstance(value, Value) and fits(value.shape):
                found.append(node)
                break
    return found


def _holds(
    document: Document, log: StepLog, cursor: int, node: str, nan: bool, inf: bool
) -> bool:
    """Whether a value or a gradient of the node has NaN or infinities at the cursor."""
    for port in output_ports(document, node):
        fields = log.fields(cursor, port_ref(node, port))
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
