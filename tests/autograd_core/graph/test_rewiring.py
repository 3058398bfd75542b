"""Rewiring: cards put into wires and taken out of them, dots, and ports without gaps."""

from __future__ import annotations

from random import Random

import pytest

from autograd_core.graph import dots, files, rewiring
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import Edit, apply, inverse
from autograd_core.graph.validity import check

from . import programs


def chain() -> Document:
    """x → y (exp) → z (mul by w), and a lone card."""
    return Document(
        [
            LeafData("x"),
            LeafData("w"),
            OpData("y", "exp"),
            OpData("z", "mul"),
            OpData("new", "sub"),
        ],
        [
            WireData("w1", "x", "y", "a"),
            WireData("w2", "y", "z", "a", points=((1.0, 2.0), (3.0, 4.0))),
            WireData("w3", "w", "z", "b"),
        ],
    )


def drawn(document: Document) -> set[str]:
    return {f"{w.source}>{w.target}.{w.target_port}" for w in document.wires.values()}


def points(document: Document) -> dict[str, tuple[tuple[float, float], ...]]:
    return {w.source: w.points for w in document.wires.values() if w.points}


def test_a_card_put_into_a_wire_is_computed_between_its_ends_and_shares_its_dots() -> None:
    document, before = chain(), chain()
    edits = rewiring.insert(document, "w2", "new", bend=1)
    apply(document, edits)
    assert drawn(document) == {"x>y.a", "y>new.a", "new>z.a", "w>z.b"}
    assert document.order.index("y") < document.order.index("new") < document.order.index("z")
    assert points(document) == {"y": ((1.0, 2.0),), "new": ((3.0, 4.0),)}
    apply(document, inverse(edits))
    assert document == before


def test_only_a_card_without_wires_and_with_a_free_port_is_put_into_one() -> None:
    document = chain()
    assert not rewiring.insert(document, "w2", "x")
    assert not rewiring.insert(document, "w1", "z")


def test_cards_that_are_dissolved_leave_what_fed_them_wired_on() -> None:
    document, before = chain(), chain()
    edits = rewiring.dissolve(document, {"y"})
    apply(document, edits)
    assert drawn(document) == {"x>z.a", "w>z.b"}
    assert "y" not in document.nodes
    apply(document, inverse(edits))
    assert document == before
    # through several, and not from a leaf that goes as well
    apply(document, rewiring.insert(document, "w2", "new"))
    apply(document, rewiring.dissolve(document, {"y", "new"}))
    assert drawn(document) == {"x>z.a", "w>z.b"}
    apply(document, rewiring.dissolve(document, {"w"}))
    assert drawn(document) == {"x>z.a"}


def test_disconnecting_takes_wires_and_leaves_cards() -> None:
    document = chain()
    apply(document, rewiring.disconnect(document, {"y", "w3"}))
    assert not document.wires
    assert len(document.nodes) == 5


def test_dots_are_kept_in_the_file_and_replay_nothing() -> None:
    document = chain()
    edits = dots.shifted(document, ["w2"], 1, -1)
    assert not any(edit.replays for edit in edits)
    apply(document, edits)
    assert points(files.decode(files.encode(document))) == {"y": ((2.0, 1.0), (4.0, 3.0))}
    assert not dots.bent(document, "w2", [(2, 1), (4, 3)])


def test_free_ports_between_wired_ones_go() -> None:
    document = Document(
        [LeafData("x"), LeafData("w"), OpData("c", "cat")],
        [WireData("w1", "x", "c", "tensors.1"), WireData("w2", "w", "c", "tensors.4")],
    )
    before = document.snapshot()
    edits = rewiring.close_gaps(document, ["c"])
    apply(document, edits)
    assert drawn(document) == {"x>c.tensors.0", "w>c.tensors.1"}
    assert not rewiring.close_gaps(document, ["c"])
    apply(document, inverse(edits))
    assert document == before


@pytest.mark.filterwarnings("ignore:The use of `x.T` on tensors")
@pytest.mark.parametrize("seed", range(30))
def test_any_rewiring_leaves_a_sound_file_and_is_undone_byte_for_byte(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng, 6)
    start, done = files.encode(document), []
    for _ in range(15):
        made = rewired(rng, document)
        apply(document, made)
        done.append(made)
        assert not check(document)
        places = {node: place for place, node in enumerate(document.order)}
        assert all(places[w.source] < places[w.target] for w in document.wires.values())
    end = files.encode(document)
    for made in reversed(done):
        apply(document, inverse(made))
    assert files.encode(document) == start
    for made in done:
        apply(document, made)
    assert files.encode(document) == end


def rewired(rng: Random, document: Document) -> list[Edit]:
    """Some rewiring that somebody at the window could do next."""
    nodes, wires = list(document.nodes), sorted(document.wires)
    if len(nodes) < 2:
        return programs.new_op(rng, document)
    wire, node = rng.choice(wires or [""]), rng.choice(nodes)
    often = ["insert", "dissolve", "cut", "bend", "move", "close", "new"]
    match rng.choice([*often, *often, "remove"]):
        case "remove":
            return programs.remove(rng, document)
        case "insert" if wires:
            return rewiring.insert(document, wire, node, rng.randint(0, 2))
        case "dissolve":
            return rewiring.dissolve(document, rng.sample([*nodes, *wires], 2))
        case "cut":
            return rewiring.disconnect(document, [rng.choice([*nodes, *wires])])
        case "bend" if wires:
            return dots.bent(document, wire, [(1, rng.randint(0, 9)), (2, 2)])
        case "move" if wires:
            return dots.shifted(document, [wire], 1, 1)
        case "close":
            return rewiring.close_gaps(document, nodes)
    return programs.new_op(rng, document)


def test_what_is_moved_away_leaves_no_dots_behind() -> None:
    document = chain()
    apply(document, dots.bent(document, "w3", [(5, 6)]))
    apply(document, dots.straightened(document, {"y"}))
    assert points(document) == {"w": ((5.0, 6.0),)}


def test_a_card_goes_into_the_wire_of_a_port_that_grew() -> None:
    leaves = [LeafData(name) for name in "ab"]
    wires = [WireData("w1", "a", "c", "tensors.0"), WireData("w2", "b", "c", "tensors.2")]
    document = Document([*leaves, OpData("c", "cat"), OpData("new", "exp")], wires)
    apply(document, rewiring.insert(document, "w2", "new"))
    assert drawn(document) == {"a>c.tensors.0", "b>new.a", "new>c.tensors.2"}
