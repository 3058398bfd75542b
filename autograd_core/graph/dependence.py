"""What executing depends on: names for a program and for its nodes."""

from __future__ import annotations

from autograd_core.graph.document import Document, LeafData, NoteData, OpData
from autograd_core.graph.machine import digest


def node_text(document: Document, node: str) -> tuple[object, ...]:
    """All that executing the node depends on, its inputs' contents apart."""
    data = document.nodes.get(node)
    if data is None:
        return ("gone", node)
    if isinstance(data, LeafData):
        return (node, data.value, data.dtype, data.requires_grad, data.seed)
    if not isinstance(data, OpData):
        return (node, "tap")
    wires = [
        (port, wire.id, wire.source, wire.source_port)
        for port, wire in sorted(document.inputs(node).items())
    ]
    params = sorted(data.params.items())
    return (node, data.op, data.function, params, data.state, document.in_no_grad(node), wires)


def program_name(document: Document) -> bytes:
    """A name for all of the graph that a run reads."""
    # Labels too: what failed was said with them.
    nodes = [
        (document.nodes[node].label, node_text(document, node))
        for node in document.order
        if not isinstance(document.nodes[node], NoteData)
    ]
    return digest(nodes, document.seed)
