"""Arranging graphs with everything in them: nothing lies over anything else, as it is drawn."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from app.canvas.arranger import outlines
from app.canvas.box import Box
from app.canvas.geometry import Geometry
from app.canvas.metrics import Content
from autograd_core.graph import edits, layout, regions
from autograd_core.graph.document import (
    Definition,
    Document,
    FrameData,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    WireData,
)
from autograd_core.graph.edits import Put


def layer() -> Definition:
    """Two inputs and an output."""
    return Definition(
        "d1",
        "layer",
        [PortData("p"), PortData("q"), OpData("m", "matmul"), PortData("r", "output")],
        [
            WireData("v1", "p", "m", "a"),
            WireData("v2", "q", "m", "b"),
            WireData("v3", "m", "r", "in"),
        ],
    )


def everything(seed: int, count: int = 26) -> Document:
    """A random graph with nested frames, collapsed cards, notes and instances, in a heap."""
    rng = Random(seed)
    frames = [
        FrameData(f"f{i}", rng.choice(("comment", "no_grad")), title=f"frame {i}",
                  frame=f"f{rng.randrange(i)}" if i and rng.random() < 0.5 else None,
                  margins=rng.choice(((0.0,) * 4, (30.0, 10.0, 0.0, 50.0))))
        for i in range(rng.randint(1, 4))
    ]  # fmt: skip
    nodes: list[NodeData] = []
    wires: list[WireData] = []
    for i in range(count):
        where = {
            "x": rng.uniform(-400, 400),
            "y": rng.uniform(-300, 300),
            "frame": rng.choice([None, None, *(f.id for f in frames)]),
        }
        folded = rng.random() < 0.3
        kind = rng.random()
        ports: tuple[str, ...] = ()
        node: NodeData
        if kind < 0.15:
            size = {"width": rng.uniform(80, 400), "height": rng.uniform(40, 300)}
            node = NoteData(f"n{i}", text="a note", **size, **where)  # type: ignore[arg-type]
        elif kind < 0.35:
            node = LeafData(f"n{i}", collapsed=folded, **where)  # type: ignore[arg-type]
        elif kind < 0.55:
            node = GroupData(f"n{i}", "d1", collapsed=folded, **where)  # type: ignore[arg-type]
            ports = ("p", "q")
        else:
            op = rng.choice(("mul", "where"))
            node = OpData(f"n{i}", op, collapsed=folded, **where)  # type: ignore[arg-type]
            ports = ("a", "b") if op == "mul" else ("condition", "a", "b")
        sources = [n for n in nodes if not isinstance(n, NoteData)]
        for port in ports if sources else ():
            if rng.random() < 0.8:
                source = rng.choice(sources[-8:])
                out = "r" if isinstance(source, GroupData) else "out"
                bent = ((9.0, 9.0),) if rng.random() < 0.2 else ()
                wires.append(WireData(f"w{len(wires)}", source.id, node.id, port, out, bent))
        nodes.append(node)
    return Document(nodes, wires, frames, definitions=[layer()])


def drawn(document: Document, seed: int) -> Geometry:
    """How it is drawn, with tensors of different sizes on the cards."""
    rng = Random(seed)
    places = Geometry(document)
    sizes = {
        slot: Content(rng.randint(1, 4), rng.randint(1, 4), rng.choice((0, 0, 2)))
        for slot in places.slots.values()
    }
    places.set_contents(sizes)
    return places


def overlaps(document: Document, places: Geometry, among: set[str]) -> list[tuple[str, str]]:
    """The pairs that lie over each other, though neither lies in the other, where one of them is
    or holds one of those."""
    frames = places.frames.boxes(places.pos, places.size)
    boxes: dict[str, Box] = {node: places.card_box(node) for node in document.nodes} | frames
    inside = {frame: regions.contents(document, [frame]) for frame in frames}
    for frame in frames:
        inside[frame] |= {f for f in frames if frame in regions.around(document, f)}
    found = []
    for a, b in combinations(boxes, 2):
        meant = bool({a, b} & among) or any(inside.get(x, set()) & among for x in (a, b))
        nested = a in inside.get(b, ()) or b in inside.get(a, ())
        if meant and not nested and boxes[a].touches(boxes[b]):
            found.append((a, b))
    return found


@pytest.mark.parametrize("seed", range(16))
def test_a_whole_graph_with_all_there_is(seed: int) -> None:
    document = everything(seed)
    places = drawn(document, seed)
    done = layout.arranged(document, outlines(places))
    edits.apply(document, done)
    places.apply(document, done)
    assert overlaps(document, places, {*document.nodes}) == []
    assert not any(wire.points for wire in document.wires.values())


@pytest.mark.parametrize("seed", range(16))
def test_a_selection_of_it_stays_clear_of_the_rest(seed: int) -> None:
    document = everything(seed)
    places = drawn(document, seed)
    edits.apply(document, first := layout.arranged(document, outlines(places)))
    places.apply(document, first)
    chosen = set(Random(seed).sample(list(document.nodes), 9))
    chosen -= {n.id for n in document.nodes.values() if isinstance(n, NoteData)}
    for frame in [f.id for f in document.frames.values()]:
        held = regions.contents(document, [frame]) - {
            n.id for n in document.nodes.values() if isinstance(n, NoteData) and n.frame is None
        }
        if held & chosen:  # frames are selected whole
            chosen |= held
    edits.apply(document, second := layout.arranged(document, outlines(places), chosen))
    places.apply(document, second)
    moved = {e.item.id for e in second if isinstance(e, Put)} & document.nodes.keys()
    assert moved <= chosen
    assert overlaps(document, places, chosen) == []
