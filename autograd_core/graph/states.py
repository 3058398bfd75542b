"""Operations that are passed by, or not run; and cards that are shown as headers only.

A bypassed operation hands its first wired input on: it makes no Node, and code leaves it out. A
muted one does not run, and nothing that needs what it would give does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from autograd_core.graph.building import change
from autograd_core.graph.document import Document, NodeData, OpData, WireData
from autograd_core.graph.edits import Edit
from autograd_core.graph.ports import input_ports

State: TypeAlias = Literal["on", "bypass", "mute"]


def is_muted(document: Document, node: str) -> bool:
    """Whether this operation itself is not run."""
    data = document.nodes.get(node)
    return isinstance(data, OpData) and data.state == "mute"


def muted_above(document: Document) -> dict[str, str]:
    """The nodes that do not run as something above them is muted: by the muted node, the first one
    above where there are several. Takes the nodes in order, so it is linear."""
    found: dict[str, str] = {}
    if not any(isinstance(n, OpData) and n.state == "mute" for n in document.nodes.values()):
        return found
    for node in document.order:
        if is_muted(document, node):
            continue
        wires = document.inputs(node)
        data = document.nodes[node]
        if isinstance(data, OpData) and data.state == "bypass":
            # it reads no more than what it passes on
            first = passed_on(document, node)
            sources = [] if first is None else [first.source]
        else:
            sources = [wire.source for wire in wires.values()]
        for source in sources:
            if is_muted(document, source):
                found[node] = source
                break
            if source in found:
                found[node] = found[source]
                break
    return found


def passed_on(document: Document, node: str) -> WireData | None:
    """The wire whose tensor a bypassed node hands on; None where nothing is wired to it."""
    wires = document.inputs(node)
    return next((wires[p] for p in input_ports(document, node) if p in wires), None)


def switch(document: Document, nodes: Iterable[str], state: State) -> list[Edit]:
    """Puts operations into a state; back on where all of them are in it already."""
    chosen = [n for n in nodes if isinstance(document.nodes.get(n), OpData)]
    if all(state_of(document.nodes[node]) == state for node in chosen):
        state = "on"
    return [edit for node in chosen for edit in change(document, node, state=state)]


def fold(document: Document, nodes: Iterable[str]) -> list[Edit]:
    """Shows cards as headers only; whole again where all of them are so already."""
    chosen = [n for n in nodes if hasattr(document.nodes.get(n), "collapsed")]
    folded = all(is_folded(document.nodes[node]) for node in chosen)
    return [edit for node in chosen for edit in change(document, node, collapsed=not folded)]


def is_folded(data: NodeData) -> bool:
    """Whether the card is shown as its header only."""
    return bool(getattr(data, "collapsed", False))


def state_of(data: NodeData) -> State:
    """The state of an operation; anything else is on."""
    return data.state if isinstance(data, OpData) else "on"
