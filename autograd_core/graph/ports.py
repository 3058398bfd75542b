"""The ports of a node: what its operation's definition says, grown to the wires that are there."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from autograd_core.graph.customs.specs import custom_spec
from autograd_core.graph.document import (
    IN,
    OUT,
    Definition,
    Document,
    GroupData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    WireData,
)
from autograd_core.ops.spec import REGISTRY, OpSpec

State: TypeAlias = Literal["on", "bypass", "mute"]


def has_state(data: NodeData | None) -> bool:
    """Whether it can be bypassed and muted: operations and instances can."""
    return isinstance(data, OpData | GroupData)


def state_of(data: NodeData) -> State:
    """The state of an operation or an instance; anything else is on."""
    return data.state if isinstance(data, OpData | GroupData) else "on"


def spec_of(node: NodeData) -> OpSpec | None:
    """The definition of the node's operation; None for a leaf or an operation not known here."""
    if not isinstance(node, OpData):
        return None
    return custom_spec(node.function) if node.function else REGISTRY.get(node.op)


def definition_of(document: Document, node: NodeData) -> Definition | None:
    """What an instance of a subgraph holds; None for anything else."""
    if not isinstance(node, GroupData):
        return None
    return document.definitions.get(node.definition)


def takes_wires(node: NodeData) -> bool:
    """Whether wires can end at the node: not at what makes its tensor itself, or has it from
    outside."""
    if isinstance(node, PortData):
        return node.side == "output"
    return isinstance(node, OpData | GroupData)


def gives_wires(node: NodeData) -> bool:
    """Whether wires can start at the node: not at an output of a definition, which is read outside
    of it."""
    if isinstance(node, NoteData):
        return False
    return not isinstance(node, PortData) or node.side == "input"


def port_name(document: Document, node: str, port: str) -> str:
    """What people call a port: the ports of a subgraph have names beside their ids."""
    data = document.nodes.get(node)
    inside = None if data is None else definition_of(document, data)
    return port if inside is None else inside.name(port)


def input_ports(document: Document, node: str) -> tuple[str, ...]:
    """The names of the input ports; a variadic one has a port for each wire and one free."""
    data = document.nodes[node]
    if isinstance(data, GroupData):
        inside = definition_of(document, data)
        return () if inside is None else inside.ports("input")
    if isinstance(data, PortData):
        return (IN,) if data.side == "output" else ()
    spec = spec_of(data)
    if spec is None:
        return tuple(sorted(document.inputs(node)))
    names: list[str] = []
    for port in spec.ports:
        if port.variadic:
            names += variadic_ports(document, node, port.name, free=1)
        else:
            names.append(port.name)
    return tuple(names)


def takes_number(document: Document, node: str, port: str) -> bool:
    """Whether a number can stand in for a wire at an input port. An instance's takes one where all
    that its port is wired to inside does."""
    return _takes_number(document, node, port, {})


def _takes_number(
    document: Document, node: str, port: str, known: dict[tuple[str, str], bool]
) -> bool:
    data = document.nodes[node]
    inside = definition_of(document, data)
    if inside is None:
        spec = spec_of(data)
        return spec is not None and any(p.number and p.name == port for p in spec.ports)
    key = (inside.id, port)
    if key not in known:
        wires = inside.outputs(port).values()
        known[key] = bool(wires) and all(
            _takes_number(inside, wire.target, wire.target_port, known) for wire in wires
        )
    return known[key]


def passed_on(document: Document, node: str) -> WireData | None:
    """The wire whose tensor a bypassed node hands on; None where nothing is wired to it."""
    wires = document.inputs(node)
    return next((wires[p] for p in input_ports(document, node) if p in wires), None)


def way_of(document: Document, wire: WireData, start: str = "") -> list[WireData]:
    """A wire, and those that its tensor has come along to it through bypassed nodes, the last
    first; no further than from `start`."""
    way = [wire]
    while way[-1].source != start and state_of(document.nodes[way[-1].source]) == "bypass":
        before = passed_on(document, way[-1].source)
        if before is None:
            break
        way.append(before)
    return way


def variadic_ports(document: Document, node: str, name: str, free: int = 0) -> list[str]:
    """The ports `name.0`, `name.1` … up to the last that has a wire, and `free` more."""
    taken = [place_in(port, name) for port in document.inputs(node)]
    return [f"{name}.{i}" for i in range(max(taken, default=-1) + 1 + free)]


def place_in(port: str, name: str) -> int:
    """The place of a port among those of a variadic one: 3 for `tensors.3`; -1 if it is none."""
    start, _, number = port.rpartition(".")
    if start != name or not (number.isascii() and number.isdecimal() and len(number) < 5):
        return -1
    return int(number) if str(int(number)) == number else -1


def has_input(document: Document, node: str, port: str) -> bool:
    """Whether the node has, or can grow, this input port."""
    data = document.nodes[node]
    if isinstance(data, GroupData | PortData):
        return port in input_ports(document, node)
    spec = spec_of(data)
    if spec is None:
        return isinstance(data, OpData)
    return any(
        place_in(port, known.name) >= 0 if known.variadic else port == known.name
        for known in spec.ports
    )


def has_output(document: Document, node: str, port: str) -> bool:
    """Whether the node has, or may turn out to have, this output port."""
    spec = spec_of(document.nodes[node])
    if spec is not None and spec.outputs[0].startswith("*"):
        return place_in(port, spec.outputs[0][1:]) >= 0
    return port in output_ports(document, node)


def further_ports(document: Document, node: str, text: str, name: str) -> list[str]:
    """The ports of which an Expression reads results beside the first, which `name` means there:
    `top.indices` is that of `indices`, `parts.out_2` that of `out.2`."""
    data = document.nodes.get(node)
    spec = spec_of(data) if isinstance(data, OpData) else None
    if spec is None or f"{name}." not in text:
        return []
    words = re.findall(rf"\b{re.escape(name)}\.([^\W\d]\w*)", text)
    first = spec.outputs[0]
    if first.startswith("*"):
        start = f"{first[1:]}_"
        ends = [w.removeprefix(start) for w in words if w.startswith(start)]
        return [f"{first[1:]}.{end}" for end in dict.fromkeys(ends) if end.isdecimal()]
    return [word for word in dict.fromkeys(words) if word in spec.outputs[1:]]


def output_ports(document: Document, node: str) -> tuple[str, ...]:
    """The names of the output ports."""
    data = document.nodes[node]
    if isinstance(data, GroupData):
        inside = definition_of(document, data)
        return () if inside is None else inside.ports("output")
    if isinstance(data, PortData):
        return (OUT,) if data.side == "input" else ()
    if isinstance(data, NoteData):
        return ()
    spec = spec_of(data)
    if spec is not None and not spec.outputs[0].startswith("*"):
        return tuple(spec.outputs)
    if spec is not None:
        wired = [wire.source_port for wire in document.outputs(node).values()]
        places = [place_in(port, spec.outputs[0][1:]) for port in wired]
        return output_names(spec, max(places, default=-1) + 2)
    if not isinstance(document.nodes[node], OpData):
        return (OUT,)
    named = dict.fromkeys(wire.source_port for wire in document.outputs(node).values())
    return tuple(named) or (OUT,)


def first_port(document: Document, node: str) -> str:
    """The output port that is meant where only the node is named."""
    data = document.nodes.get(node)
    if isinstance(data, GroupData):
        return next(iter(output_ports(document, node)), OUT)
    spec = None if data is None else spec_of(data)
    if spec is None:
        return OUT
    return output_names(spec, 1)[0]


def output_names(spec: OpSpec, count: int) -> tuple[str, ...]:
    """The names of the output ports where the operation gave `count` results.

    An operation whose number of results depends on its input (`unbind`) has one output `*name`
    in its definition, and ports `name.0`, `name.1` ….
    """
    if spec.outputs[0].startswith("*"):
        return tuple(f"{spec.outputs[0][1:]}.{i}" for i in range(count))
    return tuple(spec.outputs)
