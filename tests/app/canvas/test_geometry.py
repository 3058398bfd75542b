"""Arrays against brute force, and geometry after edits against geometry built anew."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.canvas import curves, metrics
from app.canvas.box import Box
from app.canvas.geometry import Geometry
from app.canvas.ports import Port
from autograd_core.graph import building, dots, edits, rewiring
from autograd_core.graph.document import Document, FrameData, LeafData, OpData
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.ports import input_ports, output_ports
from tests.app.canvas.scenes import product

OPERATIONS = ("mul", "exp", "cat", "max_dim", "where")


def graph(seed: int, count: int) -> Document:
    """A random document made through the edits that people make."""
    pick = random.Random(seed)
    document = Document()
    for _ in range(count):
        _, made = building.place(
            document,
            pick.choice(("ones", *OPERATIONS)),
            pick.uniform(-900, 900),
            pick.uniform(-900, 900),
        )
        edits.apply(document, made)
    for _ in range(2 * count):
        edits.apply(document, wire(document, pick))
    return document


def wire(document: Document, pick: random.Random) -> list[Edit]:
    if len(document.nodes) < 2:
        return []
    source, target = pick.sample(document.order, 2)
    inputs = input_ports(document, target)
    if not inputs:
        return []
    out = pick.choice(output_ports(document, source))
    try:
        return building.connect(document, source, target, pick.choice(inputs), out)
    except building.Refused:
        return []


def picture(geometry: Geometry) -> dict[str, object]:
    """Everything that is drawn from the geometry, by id."""
    found: dict[str, object] = {}
    for node, slot in geometry.slots.items():
        found[node] = (geometry.card_box(node), tuple(geometry.ports_of(slot)))
    for name, slot in geometry.wire_slots.items():
        found[name] = (
            tuple(geometry.ends[slot].tolist()),
            tuple(geometry.wire_boxes[slot].tolist()),
            geometry.legs(slot).tolist(),
        )
    boxes = geometry.frames.boxes(geometry.pos, geometry.size)
    return found | {f"frame {name}": box for name, box in boxes.items()}


def random_edits(document: Document, pick: random.Random) -> list[Edit]:
    """One thing that somebody may do."""
    kind = pick.randrange(10)
    nodes = list(document.nodes)
    if kind == 0 or not nodes:
        x, y = pick.uniform(-900, 900), pick.uniform(-900, 900)
        return building.place(document, pick.choice(("ones", *OPERATIONS)), x, y)[1]
    some = pick.sample(nodes, min(len(nodes), pick.randint(1, 3)))
    if kind == 1:
        return building.remove(document, some)
    if kind == 2:
        return building.move(document, {n: (pick.uniform(-9, 9), 5.0) for n in some})
    if kind == 3 and document.wires:
        return building.remove(document, [pick.choice(list(document.wires))])
    if kind == 4:
        return building.wrap(document, some)
    if kind == 5 and document.frames:
        return building.unwrap(document, pick.choice(list(document.frames)))
    if kind == 6 and document.wires:
        points = [(pick.uniform(-9, 9), 5.0)] * pick.randrange(3)
        return dots.bent(document, pick.choice(list(document.wires)), points)
    if kind == 7:
        return rewiring.dissolve(document, some)
    if kind == 8 and document.wires:
        return rewiring.insert(document, pick.choice(list(document.wires)), some[0])
    return wire(document, pick)


@settings(max_examples=80)
@given(st.integers(0, 10**6), st.integers(1, 30), st.sampled_from([1, 1024]))
def test_edits_and_undos_leave_what_a_fresh_build_gives(seed: int, deeds: int, many: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.canvas.geometry.MANY_GONE", many)  # slots move up soon, or never
        edit_and_undo(seed, deeds)


def edit_and_undo(seed: int, deeds: int) -> None:
    """Does random things, and looks after each."""
    pick = random.Random(seed)
    document = graph(seed, 6)
    geometry = Geometry(document)
    done: list[list[Edit]] = []
    for _ in range(deeds):
        if done and pick.random() < 0.35:
            step = edits.inverse(done.pop())
        else:
            step = random_edits(document, pick)
            done.append(step)
        edits.apply(document, step)
        geometry.apply(document, step)
        assert picture(geometry) == picture(Geometry(document))


def test_an_edit_of_one_thing_rebuilds_nothing() -> None:
    document = graph(1, 20)
    geometry = Geometry(document)
    node = document.order[3]
    step = building.move(document, {node: (5.0, 6.0)})
    edits.apply(document, step)
    geometry.apply(document, step)
    assert geometry.builds == 1
    assert geometry.card_box(node)[:2] == (5.0, 6.0)


def test_many_removals_end_in_other_slots() -> None:
    document = Document(LeafData(f"n{i}", x=float(i)) for i in range(1500))
    geometry = Geometry(document)
    step = building.remove(document, document.order[:1400])
    edits.apply(document, step)
    geometry.apply(document, step)
    assert geometry.builds == 2
    assert len(geometry.ids) == 100


def test_the_dirty_box_holds_before_and_after() -> None:
    document = Document([LeafData("a", x=0, y=0), LeafData("b", x=5000, y=5000)])
    geometry = Geometry(document)
    before = geometry.card_box("a")
    step = building.move(document, {"a": (1000.0, 300.0)})
    edits.apply(document, step)
    box = geometry.apply(document, step)
    assert box is not None
    after = geometry.card_box("a")
    for part in (before, after):
        assert box.left <= part.left
        assert box.right >= part.right
        assert box.top <= part.top
        assert box.bottom >= part.bottom
    assert box.right < 5000


@settings(max_examples=40)
@given(
    st.integers(0, 10**6),
    st.floats(-1000, 1000),
    st.floats(-1000, 1000),
    st.floats(0, 600),
    st.floats(0, 600),
)
def test_culling_and_hits_agree_with_brute_force(
    seed: int, x: float, y: float, width: float, height: float
) -> None:
    document = graph(seed, 12)
    geometry = Geometry(document)
    box = Box(x, y, x + width, y + height)
    boxes = {node: geometry.card_box(node) for node in document.nodes}

    def touches(b: Box) -> bool:
        return (
            b.left < box.right and b.right > box.left and b.top < box.bottom and b.bottom > box.top
        )

    inside = {geometry.ids[slot] for slot in geometry.cards_in(box).tolist()}
    assert inside == {node for node, b in boxes.items() if touches(b)}
    within = {geometry.ids[slot] for slot in geometry.cards_within(box).tolist()}
    assert within <= inside
    under = [n for n, b in boxes.items() if b.left < x < b.right and b.top < y < b.bottom]
    assert geometry.card_at(x, y) == (under[-1] if under else None)
    gaps = {
        port: math.hypot(px - x, py - y)
        for slot in geometry.slots.values()
        for port, px, py in geometry.ports_of(slot)
        if not any(b.covers(px, py) for n, b in boxes.items() if geometry.slots[n] > slot)
    }
    near = {port: gap for port, gap in gaps.items() if gap <= 40}
    hit = geometry.port_at(x, y, 40)
    assert (hit is None) == (not near)
    if hit is not None:
        assert gaps[hit] == pytest.approx(min(near.values()))


def test_the_card_that_was_lifted_last_lies_on_top_and_hides_ports_below_it() -> None:
    cards = [OpData(f"n{i}", "add", x=40.0 * i) for i in range(3)]
    geometry = Geometry(Document(cards))
    at = 100.0, geometry.card_box("n1").middle()[1]
    assert geometry.card_at(*at) == "n2"
    geometry.stacking.lift(np.array([0]))
    assert geometry.card_at(*at) == "n0"
    place = geometry.port_place(Port("n1", "a", True))
    assert place is not None
    assert geometry.port_at(*place, 5.0) is None
    geometry.stacking.lift(np.array([1]))
    assert geometry.port_at(*place, 5.0) == Port("n1", "a", True)
    assert geometry.cards_in(geometry.card_box("n1")).tolist() == [2, 0, 1]


def test_what_lies_on_top_stays_there_when_slots_are_given_out_anew() -> None:
    kept = [LeafData("a"), LeafData("b")]
    gone = [LeafData(f"g{i}", x=3000.0) for i in range(1100)]
    document = Document([*gone, *kept])
    geometry = Geometry(document)
    geometry.stacking.lift(geometry.slots_of(["a"]))
    removal = building.remove(document, [node.id for node in gone])
    edits.apply(document, removal)
    builds = geometry.builds
    geometry.apply(document, removal)
    assert geometry.builds == builds + 1
    assert geometry.card_at(10.0, 10.0) == "a"


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_the_wire_under_a_point_is_the_nearest_curve(seed: int, x: float, y: float) -> None:
    geometry = Geometry(graph(seed, 10))
    gaps = {}
    for name, slot in geometry.wire_slots.items():
        ends = geometry.ends[slot]
        spots = [curves.point_at(ends, t) for t in np.linspace(0, 1, 400)]
        gaps[name] = min(math.hypot(px - x, py - y) for px, py in spots)
        box = geometry.wire_boxes[slot]
        assert all(box[0] - 1e-6 <= px <= box[2] + 1e-6 for px, _ in spots)
        assert all(box[1] - 1e-6 <= py <= box[3] + 1e-6 for _, py in spots)
    hit = geometry.wire_at(x, y, 12)
    sure, possible = [n for n, g in gaps.items() if g < 9], [n for n, g in gaps.items() if g < 15]
    assert hit in possible if sure else hit is None or hit in possible


def test_ports_of_a_variadic_operation_grow_and_shrink_with_its_wires() -> None:
    document = Document([LeafData("a"), LeafData("b"), OpData("c", "cat", x=300)])
    geometry = Geometry(document)
    low = geometry.card_box("c").bottom
    for source, port in (("a", "tensors.0"), ("b", "tensors.1")):
        step = building.connect(document, source, "c", port)
        edits.apply(document, step)
        geometry.apply(document, step)
    assert geometry.inputs[geometry.slots["c"]] == ("tensors.0", "tensors.1", "tensors.2")
    assert geometry.card_box("c").bottom == low + 2 * metrics.PORT_ROW
    step = edits.inverse(step)
    edits.apply(document, step)
    geometry.apply(document, step)
    assert geometry.card_box("c").bottom == low + metrics.PORT_ROW


def test_frames_hold_their_cards_and_the_frames_in_them() -> None:
    inner, outer = FrameData("in", "no_grad", frame="out"), FrameData("out", "comment")
    document = Document(
        [LeafData("a", frame="in"), LeafData("b", x=900, frame="out"), LeafData("c", y=900)],
        frames=[inner, outer],
    )
    geometry = Geometry(document)
    boxes = geometry.frames.boxes(geometry.pos, geometry.size)
    assert list(boxes) == ["out", "in"]
    assert boxes["in"].right < 900 < boxes["out"].right
    assert boxes["out"].left < boxes["in"].left < 0
    assert boxes["out"].bottom < 900
    node = document.nodes["a"]
    step: list[Edit] = [Put(node, replace(node, frame=None))]
    edits.apply(document, step)
    geometry.apply(document, step)
    assert "in" not in geometry.frames.boxes(geometry.pos, geometry.size)


def test_content_sets_the_height_and_moves_no_other_card() -> None:
    document = graph(3, 5)
    geometry = Geometry(document)
    before = geometry.size.copy()
    changed, _ = geometry.set_contents({2: metrics.Content(4, 1), 3: metrics.NOTHING})
    assert changed.tolist() == [2]
    assert geometry.size[2, 1] == before[2, 1] + 3 * metrics.LINE
    assert (geometry.size[[0, 1, 3, 4]] == before[[0, 1, 3, 4]]).all()


def test_a_port_that_is_not_there_has_no_place() -> None:
    geometry = Geometry(Document([LeafData("a")]))
    assert geometry.port_place(Port("a", "out", False)) == (metrics.WIDTH, metrics.HEADER / 2)
    assert geometry.port_place(Port("a", "b", True)) is None
    assert geometry.port_place(Port("gone", "out", False)) is None


def test_a_part_has_the_wires_between_its_cards_and_leaves_the_whole_as_it_is() -> None:
    whole = Geometry(product())
    part = whole.part(["y", "z"])
    assert set(part.slots) == {"y", "z"}
    assert set(part.wire_slots) == {"w2"}
    box = part.bounds()
    assert box is not None
    assert part.cards_in(box).tolist() == [whole.slots["y"], whole.slots["z"]]
    assert len(part.wires_in(box.grown(500))) == 1
    assert set(whole.slots) == {"x", "w", "y", "z"}
    assert len(whole.wires_in(box.grown(500))) == 2
