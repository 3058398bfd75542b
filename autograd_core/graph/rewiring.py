"""Rewiring: edits that put a card into a wire, take cards out of the wires through them, wire to
and from dots, and close the gaps between the ports of a variadic operation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec.structs import replace

from autograd_core.graph import building, regions
from autograd_core.graph.document import OUT, Document, GroupData, OpData, WireData
from autograd_core.graph.dots import Point, bent, sharing, through
from autograd_core.graph.edits import Edit, Put, apply
from autograd_core.graph.ports import (
    gives_wires,
    input_ports,
    output_ports,
    place_in,
    spec_of,
    takes_wires,
)
from autograd_core.graph.steps import Message

Builder = Callable[[Document], list[Edit]]


def in_turn(document: Document, *builders: Builder) -> list[Edit]:
    """The edits of several builders, each asked about the document as those before leave it."""
    scratch = document.snapshot()
    found: list[Edit] = []
    for builder in builders:
        edits = builder(scratch)
        apply(scratch, edits)
        found += edits
    return found


# A card in a wire


def free_input(document: Document, node: str) -> str | None:
    """The first input port that neither a wire nor a number is in; None where there is none."""
    data = document.nodes[node]
    if not takes_wires(data):
        return None
    numbers = data.params.keys() if isinstance(data, OpData | GroupData) else ()
    taken = document.inputs(node).keys() | numbers
    return next((port for port in input_ports(document, node) if port not in taken), None)


def may_be_inserted(document: Document, node: str) -> bool:
    """Whether the card can be put into a wire: it takes wires, and has none."""
    wired = bool(document.inputs(node)) or bool(document.outputs(node))
    ends = gives_wires(document.nodes[node]) and bool(output_ports(document, node))
    return not wired and ends and free_input(document, node) is not None


def insert(document: Document, wire: str, node: str, bend: int = 0) -> list[Edit]:
    """Puts a card that has no wires into a wire, and into those that lie on it there: what fed
    their targets feeds the card, and the card's first output the targets. The wire's dots before
    the place `bend` stay before the card."""
    old = document.wires[wire]
    port = free_input(document, node)
    if port is None or not may_be_inserted(document, node):
        return []
    output = output_ports(document, node)[0]

    def behind(data: WireData, place: int) -> Builder:
        # In place of the old wire: without any, a port that grew would be gone.
        return lambda scratch: joined(
            scratch, node, data.target, data.target_port, output, data.points[place:]
        )

    way = old.points[:bend]
    return in_turn(
        document,
        lambda scratch: joined(scratch, old.source, node, port, old.source_port, way),
        *(behind(document.wires[w], at) for w, at in sharing(document, wire, bend).items()),
    )


def dissolve(document: Document, ids: Collection[str]) -> list[Edit]:
    """Removes nodes, wires and frames as `regions.delete` does, and joins what fed the first input
    of each removed card to what its outputs fed."""
    gone = {node for node in document.order if node in ids}
    healed: list[Edit] = []
    for node in document.order:
        if node not in gone:
            continue
        source = _feeding(document, node, gone, ids)
        for wire in document.outputs(node).values():
            if source is not None and wire.target not in gone and wire.id not in ids:
                new = replace(
                    wire,
                    source=source.source,
                    source_port=source.source_port,
                    points=source.points + wire.points,
                )
                healed.append(Put(wire, new))
    return in_turn(document, lambda _: healed, lambda scratch: regions.delete(scratch, ids))


def _feeding(
    document: Document, node: str, gone: Collection[str], ids: Collection[str]
) -> WireData | None:
    """The wire from what stays that feeds the first wired input of a card, through others that go
    as well, with all the dots on its way."""
    way: tuple[Point, ...] = ()
    while True:
        wires = document.inputs(node)
        wire = next((wires[p] for p in input_ports(document, node) if p in wires), None)
        if wire is None or wire.id in ids:
            return None
        way = wire.points + way
        if wire.source not in gone:
            return replace(wire, points=way)
        node = wire.source


def disconnect(document: Document, ids: Collection[str]) -> list[Edit]:
    """Takes away all wires at these cards, and these wires."""
    wires = [wire for wire in document.wires if wire in ids]
    for node in ids:
        if node in document.nodes:
            wires += [wire.id for wire in document.inputs(node).values()]
            wires += list(document.outputs(node))
    return building.remove(document, dict.fromkeys(wires))


# Dots


def joined(
    document: Document,
    source: str,
    target: str,
    port: str,
    source_port: str = OUT,
    points: Iterable[Point] = (),
) -> list[Edit]:
    """Draws a wire that is led through these dots.

    Raises:
        building.Refused: as for `building.connect`.
    """
    return in_turn(
        document,
        lambda scratch: building.connect(scratch, source, target, port, source_port),
        lambda scratch: bent(scratch, scratch.inputs(target)[port].id, points),
    )


def fed(
    document: Document,
    wire: str,
    place: int,
    source: str,
    source_port: str,
    way: tuple[Point, ...] = (),
) -> list[Edit]:
    """Feeds all that comes out of a dot from another output, over these dots on the way to it.

    Raises:
        building.Refused: one of the wires cannot be.
    """
    def drawn(data: WireData, at: int) -> Builder:
        return lambda scratch: joined(
            scratch, source, data.target, data.target_port, source_port, way + data.points[at:]
        )

    found = through(document, wire, place).items()
    return in_turn(document, *(drawn(document.wires[each], at) for each, at in found))


def why_not_fed(
    document: Document, wire: str, place: int, source: str, source_port: str
) -> Message | None:
    """Why `fed` cannot be, or None if it can."""
    for each in through(document, wire, place):
        data = document.wires[each]
        reason = building.why_not(document, source, data.target, data.target_port, source_port)
        if reason is not None:
            return reason
    return None


# Ports


def gaps(document: Document, node: str) -> Mapping[str, str]:
    """Where wires go if the free ports between the wired ones of variadic inputs go: by port."""
    spec = spec_of(document.nodes[node])
    found: dict[str, str] = {}
    for port in () if spec is None else spec.ports:
        if not port.variadic:
            continue
        taken = (place_in(name, port.name) for name in document.inputs(node))
        places = sorted(place for place in taken if place >= 0)
        for new, old in enumerate(places):
            if new != old:
                found[f"{port.name}.{old}"] = f"{port.name}.{new}"
    return found


def close_gaps(document: Document, nodes: Iterable[str]) -> list[Edit]:
    """Removes the free ports between the wired ones of variadic operations."""
    found: list[Edit] = []
    for node in nodes:
        if node in document.nodes:
            wires = document.inputs(node)
            # from the front: the port that a wire moves to is free by then
            for old, new in gaps(document, node).items():
                found.append(Put(wires[old], replace(wires[old], target_port=new)))
    return found
