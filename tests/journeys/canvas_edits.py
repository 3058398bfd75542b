"""What somebody does on the canvas by gestures, at random: wires and their dots, frames, notes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from msgspec.structs import replace

from app.session import Session
from autograd_core.graph import building, dots, hook_edits, regions, rewiring, states
from autograd_core.graph.building import Refused
from autograd_core.graph.document import Document, FrameData, LeafData, NoteData
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.ports import input_ports, output_ports

Maker = Callable[[Random, Document], list[Edit]]


def act(rng: Random, session: Session) -> None:
    """Does one gesture, tries one out and thinks better of it, or jumps in the history."""
    where = rng.random()
    if where < 0.06:
        count = session.undo_stack.count()  # far back there and again, as what follows is lost
        session.go_to(rng.randint(0, count))
        session.go_to(max(0, count - rng.randint(0, 3)))
        return
    document = session.document
    makers: list[Maker] = [_move, _note, _into_frame, _collapse, _value, _keep_grad]
    if document.wires:
        makers += [_add_dot, _add_dot, _wire_out_of_dot, _insert, _dissolve, _disconnect]
    if any(wire.points for wire in document.wires.values()):
        makers += [_move_dot, _move_dot, _remove_dot, _merge_dots, _feed]
    if document.frames:
        makers += [_change_frame, _change_frame, _nest]
    maker = rng.choice(makers)
    try:
        edits = maker(rng, document)
    except Refused:
        return
    if where < 0.12:
        session.try_out(edits)
        session.take_back()
    else:
        session.do(edits, maker.__name__, "drag" if where < 0.2 else None)


def _spot(rng: Random) -> tuple[float, float]:
    return rng.uniform(-500, 900), rng.uniform(-500, 900)


def _some(rng: Random, document: Document, count: int = 3) -> list[str]:
    return rng.sample(document.order, min(count, len(document.order)))


def _move(rng: Random, document: Document) -> list[Edit]:
    return building.move(document, {node: _spot(rng) for node in _some(rng, document)})


def _collapse(rng: Random, document: Document) -> list[Edit]:
    return states.fold(document, _some(rng, document, 2))


def _value(rng: Random, document: Document) -> list[Edit]:
    leaves = [n.id for n in document.nodes.values() if isinstance(n, LeafData)]
    if not leaves:
        return []
    field = rng.choice(({"value": "[3., 4.]"}, {"requires_grad": True}, {"label": "abc"}))
    return building.change(document, rng.choice(leaves), **field)


def _keep_grad(rng: Random, document: Document) -> list[Edit]:
    if document.prefix or not document.order:
        return []
    return hook_edits.keep_grad(document, rng.choice(document.order), rng.random() < 0.7)


# Notes and frames


def _note(rng: Random, document: Document) -> list[Edit]:
    notes = [node for node in document.nodes.values() if isinstance(node, NoteData)]
    if notes and rng.random() < 0.6:
        change = rng.choice(({"text": "# b"}, {"color": "red"}, {"width": 300.0, "height": 60.0}))
        return building.change(document, rng.choice(notes).id, **change)
    x, y = _spot(rng)
    return [Put(None, NoteData(document.prefix + document.fresh_id("n"), "*a*", x=x, y=y))]


def _into_frame(rng: Random, document: Document) -> list[Edit]:
    some = _some(rng, document)
    if document.frames and rng.random() < 0.7:
        frame = rng.choice([None, *document.frames])
        places = {node: _spot(rng) for node in some}
        return regions.put(document, places, dict.fromkeys(some, frame))
    return regions.wrap(document, some, rng.choice(("comment", "no_grad")))


def _change_frame(rng: Random, document: Document) -> list[Edit]:
    frame = rng.choice([*document.frames.values()])
    new: FrameData = rng.choice(
        (
            replace(frame, title="t" + frame.title[:3]),
            replace(frame, color=rng.choice(("", "red", "teal"))),
            replace(frame, margins=(rng.uniform(0, 80), 5.0, 0.0, 12.0)),
        )
    )
    return [] if new == frame else [Put(frame, new)]


def _nest(rng: Random, document: Document) -> list[Edit]:
    inner = rng.choice([*document.frames])
    outer = rng.choice([None, *document.frames])
    if outer is not None and inner in regions.around(document, outer):
        return []
    return regions.put(document, {}, {inner: outer})


# Wires


def _led(rng: Random, document: Document) -> tuple[str, int]:
    """A dot."""
    wires = [wire for wire in document.wires.values() if wire.points]
    wire = rng.choice(wires)
    return wire.id, rng.randrange(len(wire.points))


def _add_dot(rng: Random, document: Document) -> list[Edit]:
    wire = rng.choice([*document.wires.values()])
    return dots.added(document, wire.id, rng.randint(0, len(wire.points)), _spot(rng))


def _move_dot(rng: Random, document: Document) -> list[Edit]:
    return dots.moved(document, *_led(rng, document), _spot(rng))


def _remove_dot(rng: Random, document: Document) -> list[Edit]:
    return dots.removed(document, *_led(rng, document))


def _merge_dots(rng: Random, document: Document) -> list[Edit]:
    one, other = _led(rng, document), _led(rng, document)
    ends = [(w.source, w.source_port) for w in (document.wires[one[0]], document.wires[other[0]])]
    return dots.merged(document, *one, *other) if ends[0] == ends[1] and one != other else []


def _feed(rng: Random, document: Document) -> list[Edit]:
    source = rng.choice(document.order)
    ports = output_ports(document, source)
    return rewiring.fed(document, *_led(rng, document), source, rng.choice(ports)) if ports else []


def _wire_out_of_dot(rng: Random, document: Document) -> list[Edit]:
    wire = rng.choice([*document.wires.values()])
    target = rng.choice(document.order)
    ports = input_ports(document, target)
    if not ports:
        return []
    way = wire.points[: rng.randint(0, len(wire.points))]
    return rewiring.joined(
        document, wire.source, target, rng.choice(ports), wire.source_port, way
    )


def _insert(rng: Random, document: Document) -> list[Edit]:
    wire = rng.choice([*document.wires.values()])
    new, edits = building.add_op(document, rng.choice(("exp", "add", "cat")), x=5.0, y=7.0)
    return rewiring.in_turn(
        document,
        lambda _: edits,
        lambda scratch: rewiring.insert(scratch, wire.id, new, rng.randint(0, len(wire.points))),
    )


def _dissolve(rng: Random, document: Document) -> list[Edit]:
    return rewiring.dissolve(document, _some(rng, document, 1))


def _disconnect(rng: Random, document: Document) -> list[Edit]:
    cut = rng.sample(sorted(document.wires), min(2, len(document.wires)))
    return rewiring.disconnect(document, [*cut, *_some(rng, document, 1)])
