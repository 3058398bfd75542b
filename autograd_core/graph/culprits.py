"""Who else has a part in a failure: the operation that changed a saved tensor, the leaf that was
written, the backward that freed the graph."""

from __future__ import annotations

from autograd_core.errors import (
    FreedBuffersError,
    LeafInPlaceError,
    NoGradError,
    SavedTensorModifiedError,
)
from autograd_core.graph.document import Document, OpData
from autograd_core.graph.ports import input_ports, output_ports, spec_of
from autograd_core.graph.problems import NotRun
from autograd_core.graph.steps import Ref, StepLog, node_ref, port_ref


def culprit_of(
    error: Exception, document: Document, log: StepLog, node: str | None
) -> tuple[str | None, int | None]:
    """The node that has brought the failure at `node` about, and the number of the step in which it
    did; None where there is no other, or none is known."""
    if node is None or node not in document.nodes:
        return None, None
    if isinstance(error, SavedTensorModifiedError):
        return _writer(document, log, node)
    if isinstance(error, LeafInPlaceError):
        return _written(document, node), None
    if isinstance(error, FreedBuffersError):
        return _freer(log, node)
    if isinstance(error, NoGradError):
        return cut(document, log, node), None
    if isinstance(error, NotRun):
        return _blocker(document, log, node)
    if str(error).startswith("hook '") or "hook returned" in str(error):
        return _hooked(log)
    return None, None


def _hooked(log: StepLog) -> tuple[str | None, int | None]:
    """Whose hook was called last, which the engine then refused."""
    step = log.steps[-1] if len(log) else None
    if step is None or step.kind != "hook":
        return None, None
    return step.node, len(log) - 1


def _writer(document: Document, log: StepLog, node: str) -> tuple[str | None, int | None]:
    """Who last wrote, with a new version, what the node had kept."""
    latest: tuple[int, str | None] = (-1, None)
    made = _last_step(log, node)
    for subject in _kept(document, node):
        steps = log.track(subject, "version").steps
        for at in reversed(steps):
            step = log.steps[at]
            if at <= made:
                break
            if step.kind in ("assign", "optimizer") or _writes(document, step.node):
                latest = max(latest, (at, step.node), key=lambda each: each[0])
                break
    return latest[1], (latest[0] if latest[0] >= 0 else None)


def _kept(document: Document, node: str) -> list[Ref]:
    """The outputs that the node may have kept: those that it reads, and its own."""
    wires = document.inputs(node).values()
    read = [port_ref(wire.source, wire.source_port) for wire in wires]
    return [*read, *(port_ref(node, port) for port in output_ports(document, node))]


def _last_step(log: StepLog, node: str) -> int:
    """The last forward step of the node; -1 where there is none."""
    for at in range(len(log.steps) - 1, -1, -1):
        step = log.steps[at]
        if step.kind == "forward" and step.node == node:
            return at
    return -1


def _writes(document: Document, node: str | None) -> bool:
    data = document.nodes.get(node) if node is not None else None
    spec = None if data is None else spec_of(data)
    return spec is not None and spec.mutates


def _written(document: Document, node: str) -> str | None:
    """The leaf that an in-place operation was to write, itself or through views of it."""
    data, found = document.nodes.get(node), None
    while isinstance(data, OpData):
        wires = document.inputs(data.id)
        found = next((wires[p].source for p in input_ports(document, data.id) if p in wires), None)
        data = document.nodes.get(found or "")
    return found


def _blocker(document: Document, log: StepLog, node: str) -> tuple[str | None, int | None]:
    """The nearest node above that failed or is not finished, and the step in which it did."""
    seen, queue = {node}, [node]
    for each in queue:
        status = log.at(len(log), node_ref(each), "status")
        if each != node and status in ("failed", "caught", "incomplete"):
            return each, log.track(node_ref(each), "status").steps[-1]
        above = [s for s in document.sources(each) if s not in seen]
        seen.update(above)
        queue += above
    return None, None


def _freer(log: StepLog, node: str) -> tuple[str | None, int | None]:
    """The root of the backward that freed what the node had kept, and its step there."""
    for at in range(len(log.steps) - 1, -1, -1):
        step = log.steps[at]
        freed = any(
            change.subject.path[0] == node and change.field == "saved" and change.after == "freed"
            for change in step.changes
        )
        if freed:
            section = log.sections[log.section_at(at + 1)]
            return log.steps[section.start].node, at
    return None, None


def cut(document: Document, log: StepLog, node: str) -> str | None:
    """The first node above at which what requires grad stops doing so."""
    seen, queue = {node}, [node]
    for each in queue:
        for wire in document.inputs(each).values():
            end = port_ref(wire.source, wire.source_port)
            if log.at(len(log), end, "requires_grad"):
                return each
            if wire.source not in seen:
                seen.add(wire.source)
                queue.append(wire.source)
    return None
