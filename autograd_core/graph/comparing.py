"""Two runs side by side, before and after an edit: what differs, in values, gradients and facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from autograd_core.graph.document import Document, LeafData, OpData, TapData
from autograd_core.graph.ports import first_port, output_ports
from autograd_core.graph.steps import Ref, StepLog, Value, node_ref, port_ref

FIELDS = ("value", "grad", "requires_grad", "is_leaf", "grad_fn", "version")
Kind: TypeAlias = Literal["changed", "added", "removed"]
CLOSE = 1e-6
"""How far two floats may be apart, as a part of the larger, and count as rounded otherwise."""


class Moment(NamedTuple):
    """A run at a cursor; `document` is the flat one that was run."""

    document: Document
    log: StepLog
    cursor: int

    def at(self, subject: Ref, name: str) -> object:
        return self.log.at(self.cursor, subject, name)


class Difference(NamedTuple):
    """What differs at a node. `field` is one of `FIELDS`, `"status"`, or `"node"` where the node is
    in one of the two alone or was edited. `apart` is the largest difference between elements of
    equal shape, None for anything else; `rounding` says that it is no more than that."""

    node: str
    port: str
    field: str
    kind: Kind
    before: object
    after: object
    apart: float | None = None
    rounding: bool = False


def differences(first: Moment, second: Moment) -> list[Difference]:
    """All that differs, in the order of the second run's nodes; what is gone comes last."""
    found: list[Difference] = []
    for node in second.document.order:
        found += _of_node(first, second, node)
    for node in first.document.order:
        if node not in second.document.nodes and _runs(first.document, node):
            found.append(Difference(node, "", "node", "removed", first.document.nodes[node], None))
    return found


def _runs(document: Document, node: str) -> bool:
    return isinstance(document.nodes.get(node), LeafData | OpData | TapData)


def _of_node(first: Moment, second: Moment, node: str) -> Iterator[Difference]:
    if not _runs(second.document, node):
        return
    data, old = second.document.nodes[node], first.document.nodes.get(node)
    if old is None:
        yield Difference(node, "", "node", "added", None, data)
        return
    if _meaning(old) != _meaning(data) or _operands(first, node) != _operands(second, node):
        yield Difference(node, "", "node", "changed", old, data)
    status = node_ref(node)
    before, after = first.at(status, "status"), second.at(status, "status")
    if before != after:
        yield Difference(node, "", "status", "changed", before, after)
    for port in _ports(first, second, node):
        for field in FIELDS:
            yield from _of_field(first, second, node, port, field)


def _ports(first: Moment, second: Moment, node: str) -> list[str]:
    """The output ports at which either run may have something."""
    ports = [first_port(second.document, node)]
    for moment in (first, second):
        ports += [p for p in output_ports(moment.document, node) if p not in ports]
    return ports


def _meaning(data: object) -> tuple[object, ...]:
    """What a run reads of a node."""
    if isinstance(data, LeafData):
        return (data.value, data.dtype, data.requires_grad, data.seed)
    if isinstance(data, OpData):
        return (data.op, data.function, tuple(sorted(data.params.items())), data.state)
    return ()


def _operands(moment: Moment, node: str) -> list[tuple[str, str, str]]:
    wires = moment.document.inputs(node).items()
    return sorted((port, wire.source, wire.source_port) for port, wire in wires)


def _of_field(
    first: Moment, second: Moment, node: str, port: str, field: str
) -> Iterator[Difference]:
    subject = port_ref(node, port)
    before, after = first.at(subject, field), second.at(subject, field)
    if before is after or before == after:
        return
    kind: Kind = "changed"
    if before is None:
        kind = "added"
    elif after is None:
        kind = "removed"
    apart, rounding = None, False
    if isinstance(before, Value) and isinstance(after, Value):
        apart, rounding = _apart(before, after)
    yield Difference(node, port, field, kind, before, after, apart, rounding)


def _apart(before: Value, after: Value) -> tuple[float | None, bool]:
    """The largest difference between elements, and whether rounding explains all of them."""
    a, b = before.array, after.array
    if a is None or b is None or a.shape != b.shape or a.dtype.kind not in "fiub":
        return None, False
    if not a.size:
        return 0.0, True
    x, y = a.astype(np.float64), b.astype(np.float64)
    with np.errstate(all="ignore"):
        same = (x == y) | (np.isnan(x) & np.isnan(y))
        apart = np.where(same, 0.0, np.abs(x - y))
        close = same | (apart <= CLOSE * np.maximum(np.abs(x), np.abs(y)))
    largest = float(np.max(np.where(np.isnan(apart), np.inf, apart)))
    return largest, bool(close.all()) and a.dtype.kind == "f"
