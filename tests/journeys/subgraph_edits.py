"""What somebody does with subgraphs, at random: at the level that is shown."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from app.session import Session
from autograd_core.graph import building, folding, growing, subgraphs
from autograd_core.graph.building import Refused
from autograd_core.graph.document import Document, GroupData, OpData, PortData
from autograd_core.graph.edits import Edit
from autograd_core.graph.levels import Level, to_whole
from autograd_core.graph.ports import input_ports, output_ports
from autograd_core.graph.states import switch
from autograd_core.graph.unfolding import unfold
from tests.autograd_core.graph import programs

Maker = Callable[[Random, Document], list[Edit]]


def act(rng: Random, session: Session) -> None:
    """Goes to another level, or edits the one that is shown."""
    document = session.document
    groups = _groups(document)
    where = rng.random()
    if where < 0.15 and groups:
        session.enter(f"{rng.choice(groups)}/")
        return
    if where < 0.25:
        session.enter("")
        return
    makers: list[Maker] = [_fold, _fold, _twin, _leaf, _operation, _wire, _wire, _remove]
    if groups:
        makers += [_unfold, _state, _number, _port_outside, _retitle, _independent, _into_new,
                   _out_of_new]  # fmt: skip
    if document.prefix:
        makers += [_port, _move_port, _at_edge, _at_edge]
    maker = rng.choice(makers)
    try:
        edits = maker(rng, document)
    except Refused:
        return
    session.do(edits, maker.__name__)


def _groups(document: Document) -> list[str]:
    return [node for node, data in document.nodes.items() if isinstance(data, GroupData)]


def _some(rng: Random, document: Document, count: int = 1) -> list[str]:
    return rng.sample(document.order, min(count, len(document.order)))


def _fold(rng: Random, document: Document) -> list[Edit]:
    return folding.fold(document, folding.closed(document, _some(rng, document, 2)))[1]


def _unfold(rng: Random, document: Document) -> list[Edit]:
    return unfold(document, rng.choice(_groups(document)))[1]


def _twin(rng: Random, document: Document) -> list[Edit]:
    if not document.definitions:
        return []
    return subgraphs.add_instance(document, rng.choice(sorted(document.definitions)))[1]


def _independent(rng: Random, document: Document) -> list[Edit]:
    return subgraphs.make_independent(document, rng.choice(_groups(document)))


def _retitle(rng: Random, document: Document) -> list[Edit]:
    group = document.nodes[rng.choice(_groups(document))]
    assert isinstance(group, GroupData)
    return subgraphs.retitle(document, group.definition, rng.choice(["layer", "block", "act"]))


def _state(rng: Random, document: Document) -> list[Edit]:
    return switch(document, [rng.choice(_groups(document))], rng.choice(["bypass", "mute"]))


def _number(rng: Random, document: Document) -> list[Edit]:
    group = rng.choice(_groups(document))
    ports = input_ports(document, group)
    if not ports:
        return []
    return building.set_param(document, group, rng.choice(ports), rng.choice(["2.", "3", None]))


def _leaf(rng: Random, document: Document) -> list[Edit]:
    return programs.new_leaf(rng, document)


def _operation(rng: Random, document: Document) -> list[Edit]:
    return building.add_op(document, rng.choice(["mul", "exp", "sum", "add"]))[1]


def _wire(rng: Random, document: Document) -> list[Edit]:
    if len(document.order) < 2:
        return []
    source, target = sorted(_some(rng, document, 2), key=document.order.index)
    ends = [(o, i) for o in output_ports(document, source) for i in input_ports(document, target)]
    if not ends:
        return []
    out, port = rng.choice(ends)
    return building.connect(document, source, target, port, out)


def _remove(rng: Random, document: Document) -> list[Edit]:
    items = [*document.order, *document.wires]
    return building.remove(document, rng.sample(items, min(len(items), rng.randint(1, 2))))


def _port(rng: Random, document: Document) -> list[Edit]:
    return subgraphs.add_port(document, rng.choice(["input", "output"]))[1]


def _move_port(rng: Random, document: Document) -> list[Edit]:
    ports = [n for n, data in document.nodes.items() if isinstance(data, PortData)]
    return subgraphs.move_port(document, rng.choice(ports), rng.choice([-1, 1])) if ports else []


def _port_outside(rng: Random, document: Document) -> list[Edit]:
    """Renames or moves a port of an instance, or takes it away, from outside."""
    group = rng.choice(_groups(document))
    whole = document.whole if isinstance(document, Level) else document
    inside = Level(whole, f"{group}/")
    ports = [n for n, data in inside.nodes.items() if isinstance(data, PortData)]
    if not ports:
        return []
    port = rng.choice(ports)
    edits = rng.choice(
        [
            subgraphs.move_port(inside, port, rng.choice([-1, 1])),
            building.rename(inside, port, rng.choice(["a", "b"])),
            building.remove(inside, [port]),
        ]
    )
    return to_whole(inside, edits)


def _into_new(rng: Random, document: Document) -> list[Edit]:
    source = rng.choice(document.order)
    outputs = output_ports(document, source)
    if not outputs:
        return []
    return growing.into_new(document, source, outputs[0], rng.choice(_groups(document)))


def _out_of_new(rng: Random, document: Document) -> list[Edit]:
    target = rng.choice(document.order)
    inputs = input_ports(document, target)
    if not inputs:
        return []
    return growing.out_of_new(document, rng.choice(_groups(document)), target, inputs[0])


def _at_edge(rng: Random, document: Document) -> list[Edit]:
    """A wire from inside to a new port."""
    nodes = [n for n, data in document.nodes.items() if isinstance(data, OpData | GroupData)]
    if not nodes:
        return []
    node = rng.choice(nodes)
    inputs, outputs = input_ports(document, node), output_ports(document, node)
    if inputs and (not outputs or rng.random() < 0.5):
        return growing.into_level(document, node, rng.choice(inputs))[1]
    return growing.out_of_level(document, node, rng.choice(outputs))[1] if outputs else []
