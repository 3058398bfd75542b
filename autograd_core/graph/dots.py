"""The dots that wires are led through.

A dot is a point of a wire. Wires from one output that have a dot at the very same point share it:
they come to it together, or leave it together, and it moves and goes for all of them. So a dot
feeds several wires, and nothing has to be kept in step: what shares a dot is what lies on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from autograd_core.graph.document import Document, WireData
from autograd_core.graph.edits import Edit, Put

Point = tuple[float, float]


def bent(document: Document, wire: str, points: Iterable[Point]) -> list[Edit]:
    """Leads a wire through these dots; no edit where it is led so already."""
    before = document.wires[wire]
    after = replace(before, points=tuple((float(x), float(y)) for x, y in points))
    return [] if after == before else [Put(before, after)]


def _bundle(document: Document, wire: WireData) -> Iterable[WireData]:
    """The wires from the same output, the wire itself among them."""
    for each in document.outputs(wire.source).values():
        if each.source_port == wire.source_port:
            yield each


def through(document: Document, wire: str, place: int) -> Mapping[str, int]:
    """The wires that a dot belongs to, with its place in each."""
    data = document.wires[wire]
    point = data.points[place]
    found = {
        each.id: each.points.index(point)
        for each in _bundle(document, data)
        if point in each.points
    }
    return found | {wire: place}


def sharing(document: Document, wire: str, leg: int) -> Mapping[str, int]:
    """The wires that lie on each other where a wire has come through `leg` of its dots, with the
    number of dots before that place in each."""
    data = document.wires[wire]
    if leg >= len(data.points):
        return {wire: leg}  # from its last dot on it is alone
    before = data.points[leg - 1] if leg else None
    return {
        each: place
        for each, place in through(document, wire, leg).items()
        if (document.wires[each].points[place - 1] if place else None) == before
    }


def added(document: Document, wire: str, leg: int, point: Point) -> list[Edit]:
    """Leads a wire, and those that lie on it there, through a new dot behind `leg` others."""
    edits: list[Edit] = []
    for each, place in sharing(document, wire, leg).items():
        points = document.wires[each].points
        edits += bent(document, each, (*points[:place], point, *points[place:]))
    return edits


def removed(document: Document, wire: str, place: int) -> list[Edit]:
    """Takes a dot out of all the wires that it belongs to."""
    edits: list[Edit] = []
    for each, at in through(document, wire, place).items():
        points = document.wires[each].points
        edits += bent(document, each, points[:at] + points[at + 1 :])
    return edits


def moved(document: Document, wire: str, place: int, point: Point) -> list[Edit]:
    """Moves a dot, for all the wires that it belongs to."""
    edits: list[Edit] = []
    for each, at in through(document, wire, place).items():
        points = document.wires[each].points
        edits += bent(document, each, (*points[:at], point, *points[at + 1 :]))
    return edits


def merged(document: Document, wire: str, place: int, onto: str, there: int) -> list[Edit]:
    """Makes one dot of two of the wires from one output: what went through the first comes by the
    way of the second."""
    edits: list[Edit] = []
    way = document.wires[onto].points[: there + 1]
    for each, at in through(document, wire, place).items():
        points = document.wires[each].points
        if way[-1] not in points:
            edits += bent(document, each, (*way, *points[at + 1 :]))
    return edits


def shifted(document: Document, wires: Iterable[str], dx: float, dy: float) -> list[Edit]:
    """Moves all dots of these wires."""
    goals: dict[str, list[Point]] = {}
    for wire in wires:
        for place, (x, y) in enumerate(document.wires[wire].points):
            for each, at in through(document, wire, place).items():
                points = goals.setdefault(each, list(document.wires[each].points))
                points[at] = (x + dx, y + dy)
    return [edit for wire, points in goals.items() for edit in bent(document, wire, points)]


def straightened(document: Document, moved: Iterable[str]) -> list[Edit]:
    """Takes the dots out of the wires at nodes that are moved to where dots no longer lead."""
    nodes = list(moved)
    wires = {wire.id for node in nodes for wire in document.inputs(node).values()}
    wires |= {wire for node in nodes for wire in document.outputs(node)}
    return [edit for wire in sorted(wires) for edit in bent(document, wire, ())]
