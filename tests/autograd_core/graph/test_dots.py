"""Dots that feed several wires: shared by what lies on them, in every edit and through undo."""

from __future__ import annotations

from random import Random

import pytest

from autograd_core.graph import building, clipboard, dots, files, rewiring
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import Edit, apply, inverse

A, B, C = (1.0, 1.0), (5.0, 2.0), (9.0, 9.0)


def fan() -> Document:
    """x by way of a and b to y, by a and c to z, by nothing to v; w to v as well."""
    return Document(
        [
            LeafData("x"),
            LeafData("w"),
            OpData("y", "exp"),
            OpData("z", "sin"),
            OpData("v", "mul"),
            OpData("new", "cos"),
        ],
        [
            WireData("w1", "x", "y", "a", points=(A, B)),
            WireData("w2", "x", "z", "a", points=(A, C)),
            WireData("w3", "x", "v", "a"),
            WireData("w4", "w", "v", "b", points=(A,)),
        ],
    )


def led(document: Document) -> dict[str, tuple[tuple[float, float], ...]]:
    """The dots of each wire, by its ends."""
    return {f"{w.source}>{w.target}.{w.target_port}": w.points for w in document.wires.values()}


def after(edits: list[Edit], document: Document) -> dict[str, tuple[tuple[float, float], ...]]:
    """The same after edits, which are taken back again."""
    before = files.encode(document)
    apply(document, edits)
    found = led(document)
    apply(document, inverse(edits))
    assert files.encode(document) == before
    return found


def test_a_dot_belongs_to_the_wires_from_one_output_that_go_through_it() -> None:
    document = fan()
    assert dots.through(document, "w2", 0) == {"w1": 0, "w2": 0}  # but not the wire from w
    assert dots.through(document, "w1", 1) == {"w1": 1}
    assert dots.sharing(document, "w1", 0) == {"w1": 0, "w2": 0}
    assert dots.sharing(document, "w1", 1) == {"w1": 1}
    assert dots.sharing(document, "w3", 0) == {"w3": 0}


def test_it_moves_and_goes_for_all_of_them() -> None:
    document = fan()
    moved = after(dots.moved(document, "w1", 0, (3.0, 3.0)), document)
    assert moved["x>y.a"] == ((3, 3), B)
    assert moved["x>z.a"] == ((3, 3), C)
    assert moved["w>v.b"] == (A,)
    removed = after(dots.removed(document, "w2", 0), document)
    assert (removed["x>y.a"], removed["x>z.a"]) == ((B,), (C,))
    shifted = after(dots.shifted(document, ["w1", "w2"], 10, 0), document)
    assert shifted["x>y.a"] == ((11, 1), (15, 2))
    assert shifted["x>z.a"] == ((11, 1), (19, 9))


def test_a_dot_on_what_they_have_in_common_leads_all_of_them() -> None:
    document = fan()
    common = after(dots.added(document, "w1", 0, (0.0, 5.0)), document)
    assert common["x>z.a"] == ((0, 5), A, C)
    own = after(dots.added(document, "w1", 1, (0.0, 5.0)), document)
    assert (own["x>y.a"], own["x>z.a"]) == ((A, (0, 5), B), (A, C))


def test_two_dots_become_one() -> None:
    document = fan()
    found = after(dots.merged(document, "w2", 1, "w1", 1), document)
    assert found["x>z.a"] == (A, B)
    apply(document, dots.merged(document, "w2", 1, "w1", 1))
    assert dots.through(document, "w1", 1) == {"w1": 1, "w2": 1}


def test_a_dot_is_fed_from_elsewhere_with_all_that_comes_out_of_it() -> None:
    document = fan()
    found = after(rewiring.fed(document, "w1", 0, "w", "out"), document)
    assert found["w>y.a"] == (A, B)
    assert found["w>z.a"] == (A, C)
    assert "x>y.a" not in found
    assert rewiring.why_not_fed(document, "w1", 0, "z", "out") is not None  # z would feed itself
    with pytest.raises(building.Refused):
        rewiring.fed(document, "w1", 0, "z", "out")


def test_a_card_in_the_common_part_is_before_all_of_them() -> None:
    document = fan()
    found = after(rewiring.insert(document, "w1", "new", 0), document)
    assert found["x>new.a"] == ()
    assert (found["new>y.a"], found["new>z.a"]) == ((A, B), (A, C))
    branch = after(rewiring.insert(document, "w1", "new", 1), document)
    assert (branch["x>new.a"], branch["new>y.a"], branch["x>z.a"]) == ((A,), (B,), (A, C))


def test_healing_keeps_the_way_and_makes_a_common_one() -> None:
    document = Document(
        [LeafData("x"), OpData("m", "exp"), OpData("y", "exp"), OpData("z", "exp")],
        [
            WireData("w1", "x", "m", "a", points=(A,)),
            WireData("w2", "m", "y", "a", points=(B,)),
            WireData("w3", "m", "z", "a"),
        ],
    )
    apply(document, rewiring.dissolve(document, {"m"}))
    assert led(document) == {"x>y.a": (A, B), "x>z.a": (A,)}
    assert dots.through(document, "w2", 0) == {"w2": 0, "w3": 0}


def test_copies_and_files_share_their_dots_as_well() -> None:
    document = fan()
    document = files.decode(files.encode(document))
    part = clipboard.fragment(document, {"x", "y", "z"})
    assert part is not None
    added = clipboard.added(document, part, (1000.25, 333.1))
    apply(document, added.edits)
    copies = [wire for wire in document.wires.values() if wire.source == added.nodes[0]]
    assert len(copies) == 2
    assert dots.through(document, copies[0].id, 0) == {copies[0].id: 0, copies[1].id: 0}


@pytest.mark.parametrize("seed", range(30))
def test_any_edits_of_dots_are_undone_byte_for_byte(seed: int) -> None:
    rng, document = Random(seed), fan()
    start, done = files.encode(document), list[list[Edit]]()
    for _ in range(25):
        wire = rng.choice(list(document.wires))
        places = range(len(document.wires[wire].points))
        leg, point = rng.randint(0, len(places)), (float(rng.randint(0, 3)), 0.0)
        edits = dots.added(document, wire, leg, point)
        if places and rng.random() < 0.7:
            place = rng.choice(places)
            edits = rng.choice([
                dots.moved(document, wire, place, point),
                dots.removed(document, wire, place),
                dots.shifted(document, [wire], 1, 0),
                [] if rewiring.why_not_fed(document, wire, place, "w", "out")
                else rewiring.fed(document, wire, place, "w", "out"),
            ])  # fmt: skip
        assert not any(e.replays for e in dots.added(document, wire, leg, point))
        apply(document, edits)
        done.append(edits)
    end = files.encode(document)
    for edits in reversed(done):
        apply(document, inverse(edits))
    assert files.encode(document) == start
    for edits in done:
        apply(document, edits)
    assert files.encode(document) == end
