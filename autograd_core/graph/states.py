"""Operations and instances that are passed by, or not run; and cards that are shown as headers
only.

A bypassed one hands its first wired input on: it makes no Node, and code leaves it out. A muted one
does not run, and nothing that needs what it would give does.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograd_core.graph.building import change
from autograd_core.graph.document import Document, NodeData
from autograd_core.graph.edits import Edit
from autograd_core.graph.ports import State, first_port, has_state, state_of
from autograd_core.graph.ports import passed_on as passed_on


def is_muted(document: Document, node: str) -> bool:
    """Whether this operation or instance itself is not run."""
    data = document.nodes.get(node)
    return data is not None and state_of(data) == "mute"


def muted_above(document: Document) -> dict[str, str]:
    """The nodes that do not run as something above them is muted, or as they read another output
    than the first of something bypassed: by that node, the first one above where there are
    several. Takes the nodes in order, so it is linear."""
    found: dict[str, str] = {}
    if all(state_of(data) == "on" for data in document.nodes.values()):
        return found
    for node in document.order:
        if is_muted(document, node):
            continue
        wires = list(document.inputs(node).values())
        if state_of(document.nodes[node]) == "bypass":
            # it reads no more than what it passes on
            first = passed_on(document, node)
            wires = [] if first is None else [first]
        for wire in wires:
            source = wire.source
            if source in found:
                found[node] = found[source]
                break
            if gives_nothing(document, source, wire.source_port):
                found[node] = source
                break
    return found


def gives_nothing(document: Document, node: str, port: str) -> bool:
    """Whether nothing is at an output as its node is muted, or bypassed and it is not the first."""
    state = state_of(document.nodes[node])
    return state == "mute" or (state == "bypass" and port != first_port(document, node))


def switch(document: Document, nodes: Iterable[str], state: State) -> list[Edit]:
    """Puts operations and instances into a state; back on where all of them are in it already."""
    chosen = [n for n in nodes if has_state(document.nodes.get(n))]
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
