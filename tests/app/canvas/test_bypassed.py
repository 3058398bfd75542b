"""A gradient that passes bypassed cards: it travels, and leaves its colour, on all of its way."""

from __future__ import annotations

import numpy as np
import pytest

from app.canvas.canvas import Canvas
from app.canvas.overlay import flow_ends
from autograd_core.graph.actions import Action, Backward, Forward
from autograd_core.graph.document import (
    Definition,
    Document,
    GroupData,
    LeafData,
    OpData,
    PortData,
    WireData,
)
from autograd_core.graph.run import Run
from tests.app.canvas.scenes import Opener

GRADIENT, VALUE = 2, 1


def chain(*more: Action) -> Document:
    """x → exp and sin, both bypassed → square → sum, and a backward."""
    return Document(
        [
            LeafData("x", label="x", requires_grad=True),
            OpData("e", "exp", state="bypass", x=300),
            OpData("i", "sin", state="bypass", x=600),
            OpData("q", "square", x=900),
            OpData("s", "sum", x=1200),
        ],
        [
            WireData("w1", "x", "e", "a", points=((250.0, 300.0),)),
            WireData("w2", "e", "i", "a"),
            WireData("w3", "i", "q", "a"),
            WireData("w4", "q", "s", "a"),
        ],
        actions=(Forward("a1"), Backward("a2", root="s"), *more),
    )


def shown(open_canvas: Opener, document: Document) -> Canvas:
    canvas = open_canvas(document)
    run = Run(document)
    list(run.execute())
    canvas.session.log = run.log
    canvas.session.ran.emit()
    return canvas


def shades(canvas: Canvas, *wires: str) -> list[int]:
    slots = np.array([canvas.places.wire_slots[wire] for wire in wires])
    return [int(shade) for shade in canvas.shown.shades(slots)]


def test_the_gradient_goes_along_the_wires_through_them(open_canvas: Opener) -> None:
    canvas = shown(open_canvas, chain())
    last = len(canvas.player.log) - 1
    canvas.player.seek(last)  # the square has run backwards, x has yet to accumulate
    (flow,) = canvas.shown.flows
    assert (flow.source, flow.target, flow.wire) == ("q", "x", "w3")
    ends = flow_ends(flow, canvas.scene)
    assert ends is not None
    slots = [canvas.places.wire_slots[wire] for wire in ("w1", "w3")]
    assert len(ends) == 2 + 1 + 1 + 1 + 1  # one wire has a dot, two cards lie between
    assert ends[0, :2].tolist() == canvas.places.ends[slots[0], :2].tolist()
    assert ends[-1, 2:].tolist() == canvas.places.ends[slots[1], 2:].tolist()
    assert (ends[1:, :2] == ends[:-1, 2:]).all()  # without a gap
    assert shades(canvas, "w1", "w2", "w3", "w4") == [GRADIENT] * 4
    canvas.player.seek(last - 1)
    assert shades(canvas, "w1", "w2", "w3", "w4") == [VALUE] * 3 + [GRADIENT]


def test_the_cards_say_so_until_the_next_forward(open_canvas: Opener) -> None:
    canvas = shown(open_canvas, chain(Forward("a3")))
    forwards = [i for i, step in enumerate(canvas.player.log.steps) if step.kind == "forward"]
    for cursor, reached in ((forwards[5], 1), (forwards[5] - 2, None), (forwards[5] + 5, None)):
        canvas.player.seek(cursor)
        faces = [canvas.shown.face(canvas.places.slots[node]) for node in "ei"]
        assert [face.reached for face in faces] == [reached, reached]
        assert all(face.unreached is None for face in faces)


@pytest.mark.parametrize("inside", ["", "g/"])
def test_it_goes_through_a_bypassed_card_of_a_subgraph_as_well(
    open_canvas: Opener, inside: str
) -> None:
    ports = [PortData("in"), PortData("out", "output", x=600)]
    held = Definition(
        "d1",
        nodes=[ports[0], OpData("e", "exp", state="bypass", x=300), ports[1]],
        wires=[WireData("v1", "in", "e", "a"), WireData("v2", "e", "out", "in")],
    )
    document = Document(
        [LeafData("x", requires_grad=True), GroupData("g", "d1", x=300), OpData("s", "sum", x=600)],
        [WireData("w1", "x", "g", "in"), WireData("w2", "g", "s", "a", "out")],
        actions=(Forward("a1"), Backward("a2", root="s")),
        definitions=[held],
    )
    canvas = shown(open_canvas, document)
    if inside:
        canvas.session.enter(inside)
    canvas.player.seek(len(canvas.player.log) - 1)
    wires = ["g/v1", "g/v2"] if inside else ["w1", "w2"]
    assert shades(canvas, *wires) == [GRADIENT] * 2
    ways = [canvas.shown.way(flow) for flow in canvas.shown.flows]
    assert sorted(ways) == ([wires] if inside else [["w1"], ["w2"]])


def test_wires_from_what_a_bypassed_card_does_not_give_carry_nothing(open_canvas: Opener) -> None:
    document = Document(
        [
            LeafData("x", label="x", value="ones(2, 2)"),
            OpData("m", "max_dim", params={"dim": "0"}, state="bypass", x=300),
            OpData("e", "exp", x=600),
            OpData("n", "neg", x=600, y=300),
        ],
        [
            WireData("w1", "x", "m", "a"),
            WireData("w2", "m", "e", "a", source_port="values"),
            WireData("w3", "m", "n", "a", source_port="indices"),
        ],
        actions=(Forward("a1"),),
    )
    canvas = shown(open_canvas, document)
    canvas.player.seek(len(canvas.player.log))
    assert shades(canvas, "w1", "w2", "w3") == [VALUE, VALUE, 0]
