"""The inputs of a node as its card shows them, and what is still to be wired or written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.playback.words import clauses, listed
from autograd_core.graph.document import Document, GroupData, NodeData, OpData, PortData
from autograd_core.graph.levels import number_outside
from autograd_core.graph.ports import input_ports, port_name, spec_of
from autograd_core.ops.spec import REQUIRED


@dataclass(frozen=True, slots=True)
class InputFace:
    """One input port; `number` is the text that stands in for a wire, `needed` whether the
    operation cannot run for want of either."""

    port: str
    wired: bool
    number: str = ""
    needed: bool = False
    name: str = ""

    @property
    def said(self) -> str:
        """What people call the port."""
        return self.name or self.port


def inputs_of(document: Document, data: NodeData) -> tuple[InputFace, ...]:
    """The input ports of a node; none of what takes no wires."""
    if isinstance(data, GroupData | PortData):
        return _inputs_of_subgraph(document, data)
    if not isinstance(data, OpData):
        return ()
    wired = document.inputs(data.id)
    needed = _needed(data, wired)
    return tuple(
        InputFace(
            port,
            port in wired,
            "" if port in wired else data.params.get(port, ""),
            port in needed,
        )
        for port in input_ports(document, data.id)
    )


def _inputs_of_subgraph(document: Document, data: GroupData | PortData) -> tuple[InputFace, ...]:
    taken, ports = document.inputs(data.id), input_ports(document, data.id)
    if isinstance(data, PortData):
        return tuple(InputFace(port, port in taken, "", port not in taken) for port in ports)
    needed = {port for port in ports if port not in taken and port not in data.params}
    if data.state != "on":  # of a bypassed one any wire is handed on
        needed = set(ports[:1]) if data.state == "bypass" and not taken else set()
    return tuple(
        InputFace(
            port,
            port in taken,
            "" if port in taken else data.params.get(port, ""),
            port in needed,
            port_name(document, data.id, port),
        )
        for port in ports
    )


def _needed(data: OpData, wired: Collection[str]) -> set[str]:
    """The ports without which the operation cannot run, and that have neither wire nor number."""
    spec = spec_of(data)
    if spec is None:
        return set()
    if data.state == "bypass":
        return set() if wired else {port.name for port in spec.ports[:1]}
    found = set()
    for port in spec.ports:
        if port.variadic:
            if not any(name.startswith(f"{port.name}.") for name in wired):
                found.add(f"{port.name}.0")
        elif not (port.optional or port.name in wired or port.name in data.params):
            found.add(port.name)
    return found


def lacks(document: Document, data: NodeData, inputs: tuple[InputFace, ...]) -> str:
    """What is not wired or not written yet; empty where that is not what is wrong."""
    translate = QCoreApplication.translate
    parts = []
    ports = [port.said for port in inputs if port.needed]
    if isinstance(data, PortData):
        if data.side == "output":
            return translate("Card", "not wired")
        number = number_outside(document, data.id)
        if number:
            return translate("Card", "outside it is {number}").format(number=number)
        return translate("Card", "not wired outside")
    if ports:
        parts.append(translate("Card", "not wired: {ports}").format(ports=listed(ports)))
    spec = spec_of(data)
    if spec is not None and isinstance(data, OpData) and data.state != "bypass":
        names = [p.name for p in spec.params if p.default is REQUIRED and p.name not in data.params]
        if names:
            parts.append(translate("Card", "not written: {names}").format(names=listed(names)))
    return clauses(parts)
