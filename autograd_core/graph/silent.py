"""Gradients that are wrong without an error: what `.data` does to a backward.

A Node keeps its operands for backward. A write that bumps the version is found out when backward
needs them; one through `.data` is not, and backward computes with the new contents. Here it is
found by comparing what the card read in forward with what its Node had in hand in backward.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from autograd_core.graph.document import Document
from autograd_core.graph.ports import first_port, output_ports
from autograd_core.graph.steps import Ref, StepLog, Value, node_ref, port_ref


class Silent(NamedTuple):
    """Backward step number `backward` used something else than forward did in step `forward`: the
    tensor at the input port `port` (an output's own name where the Node keeps its result), which
    comes from the node `source` and was written by step `written`."""

    port: str
    source: str
    forward: int
    written: int
    backward: int
    then: Value
    now: Value


def silently_wrong(log: StepLog, cursor: int, document: Document, node: str) -> list[Silent]:
    """What the node's last backward computed with that forward had not seen, by the cursor."""
    backward = _last(log, node_ref(node), "reached", cursor)
    if backward is None or node not in document.nodes:
        return []
    forward = _last(log, port_ref(node, first_port(document, node)), "value", backward)
    while forward is not None and log.steps[forward].node != node:  # written since by another
        forward = _last(
            log, port_ref(node, first_port(document, node)), "value", forward
        )
    step = log.steps[backward]
    if forward is None or step.applied is None or step.node != node:
        return []
    found = []
    for port, subject in _held(document, node, step.applied.saved):
        then = log.at(forward + 1, subject, "value")
        now = step.applied.saved[port]
        if not isinstance(then, Value) or not isinstance(now, Value) or then == now:
            continue
        if then.shape != now.shape or then.dtype != now.dtype:
            continue  # cast for the operation
        written = _last(log, subject, "value", backward)
        if written is not None and written > forward:
            source = subject.path[0]
            found.append(Silent(port, source, forward, written, backward, then, now))
    return found


def _held(document: Document, node: str, saved: object) -> list[tuple[str, Ref]]:
    """The subjects of what a Node keeps: its operands by their wires, its own results."""
    names = set(saved) if isinstance(saved, dict) else set()
    wires = document.inputs(node)
    found = [
        (port, port_ref(wire.source, wire.source_port))
        for port, wire in wires.items()
        if port in names
    ]
    found += [(p, port_ref(node, p)) for p in output_ports(document, node) if p in names]
    return found


def _last(log: StepLog, subject: Ref, field: str, before: int) -> int | None:
    """The last step before number `before` that changed the field."""
    steps = log.track(subject, field).steps
    at = bisect_left(steps, before)
    return steps[at - 1] if at else None
