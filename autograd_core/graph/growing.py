"""New ports of subgraphs, made by the wire that is drawn to them: at an instance, from outside, or
at the edge of the level that is open, from inside.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from autograd_core.graph.document import (
    IN,
    OUT,
    Document,
    GroupData,
    PortData,
    WireData,
)
from autograd_core.graph.dots import Point
from autograd_core.graph.edits import Edit, Inside, Put, apply
from autograd_core.graph.ports import definition_of, output_ports, port_name
from autograd_core.graph.rewiring import joined
from autograd_core.graph.subgraphs import free, port_index

Side: TypeAlias = Literal["input", "output"]

COLUMN, ROW = 300.0, 200.0
"""Canvas units from the cards of a definition to those of its ports, and between these."""


def into_new(
    document: Document, source: str, source_port: str, group: str, way: tuple[Point, ...] = ()
) -> list[Edit]:
    """Gives an instance, and all others of its definition, a new input, and wires a tensor to it.

    Raises:
        Refused: the wire would close a cycle.
    """
    port, edits = _grown(document, group, "input", _name_of(document, source, source_port))
    scratch = document.snapshot()
    apply(scratch, edits)
    return [*edits, *joined(scratch, source, group, port, source_port, way)]


def out_of_new(
    document: Document, group: str, target: str, target_port: str, way: tuple[Point, ...] = ()
) -> list[Edit]:
    """Gives an instance, and all others, a new output, and wires it to an input. What is to come
    out of it is still to be wired inside.

    Raises:
        Refused: the wire would close a cycle.
    """
    port, edits = _grown(document, group, "output", _clean(target_port, "output"))
    scratch = document.snapshot()
    apply(scratch, edits)
    return [*edits, *joined(scratch, group, target, target_port, port, way)]


def out_of_level(
    document: Document, source: str, source_port: str, below: str | None = None
) -> tuple[str, list[Edit]]:
    """The card of a new output of the subgraph that is open, `below` another one, and the edits
    that add it and wire a tensor to it."""
    name = _name_of(document, source, source_port)
    port = _new_port(document, "output", name, document.nodes[below or source].y)
    wire = WireData(document.fresh_id("w"), source, port.id, IN, source_port)
    return port.id, [Put(None, port, port_index(document, "output")), Put(None, wire)]


def into_level(document: Document, target: str, target_port: str) -> tuple[str, list[Edit]]:
    """The card of a new input of the subgraph that is open, and the edits that add it and wire it
    to a port, in place of the wire that is there."""
    name = _clean(port_name(document, target, target_port), "input")
    port = _new_port(document, "input", name, document.nodes[target].y)
    old = document.inputs(target).get(target_port)
    wire = WireData(document.fresh_id("w"), port.id, target, target_port, OUT)
    edits: list[Edit] = [] if old is None else [Put(old, None)]
    return port.id, [
        *edits,
        Put(None, port, port_index(document, "input")),
        Put(None, wire),
    ]


def _grown(document: Document, group: str, side: Side, name: str) -> tuple[str, list[Edit]]:
    inside = definition_of(document, document.nodes[group])
    assert inside is not None
    port = _new_port(inside, side, name)
    return port.id, [Inside(inside.id, Put(None, port, port_index(inside, side)))]


def _new_port(graph: Document, side: Side, name: str, near: float | None = None) -> PortData:
    """A port beside the others on its side: at the height `near` where there is room, else below
    all of them."""
    prefix = graph.prefix
    ports = [n for n in graph.nodes.values() if isinstance(n, PortData) and n.side == side]
    others = [n for n in graph.nodes.values() if not isinstance(n, PortData)] or ports
    xs = [node.x for node in others]
    edge = (min(xs) - COLUMN if side == "input" else max(xs) + COLUMN) if xs else 0.0
    x = ports[-1].x if ports else edge
    lowest = max((port.y for port in ports), default=None)
    if near is not None and all(abs(port.y - near) >= ROW for port in ports):
        y = near
    else:
        y = 0.0 if lowest is None else lowest + ROW
    id_ = free(name, {node.removeprefix(prefix) for node in graph.nodes})
    label = free(name, {port.label for port in ports})
    return PortData(prefix + id_, side, label, x, y)


def _name_of(document: Document, source: str, source_port: str) -> str:
    """A port's name after what is wired to it."""
    if isinstance(document.nodes[source], GroupData):
        name = port_name(document, source, source_port)
    else:
        name = document.own_name(source)
        if len(output_ports(document, source)) > 1:
            name = f"{name}_{source_port}"
    return _clean(name.removeprefix(document.prefix), "input")


def _clean(name: str, otherwise: str) -> str:
    found = re.sub(r"\W+", "_", name).strip("_")
    return found if found.isidentifier() else otherwise
