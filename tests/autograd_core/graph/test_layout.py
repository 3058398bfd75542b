"""Cards without places are spread out, each right of what it reads; graphs are arranged."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

from autograd_core.graph.building import connect
from autograd_core.graph.document import (
    Document,
    FrameData,
    LeafData,
    NoteData,
    OpData,
    WireData,
)
from autograd_core.graph.dots import bent
from autograd_core.graph.edits import apply, inverse
from autograd_core.graph.files import encode, load
from autograd_core.graph.layout import Outline, arranged, is_piled, laid_out, spread
from autograd_core.graph.snippet import trace
from resources import as_path

from .graphs import no_grad_branch, sum_of_squares


def test_a_pile_is_spread_along_its_wires() -> None:
    for document in (sum_of_squares(), no_grad_branch()):
        assert is_piled(document)
        apply(document, spread(document))
        assert not is_piled(document)
        nodes = document.nodes
        for wire in document.wires.values():
            assert nodes[wire.source].x < nodes[wire.target].x
        assert len({(node.x, node.y) for node in nodes.values()}) == len(nodes)


def test_what_has_places_or_is_alone_is_no_pile() -> None:
    assert not is_piled(Document())
    document = sum_of_squares()
    apply(document, spread(document)[-1:])
    assert not is_piled(document)


def test_a_new_graph_is_laid_out_with_each_frame_round_its_own_cards_alone() -> None:
    lines = [
        "import torch", "x = torch.ones(2, requires_grad=True)",
        "a = (x * 2).relu().sum()", "with torch.no_grad():",
        "    b = (x * 2).relu().sum()", "c = (x * 3).exp().sum()",
    ]  # fmt: skip
    document = trace("\n".join(lines)).document
    apply(document, laid_out(document))
    assert not overlapping(document)
    (frame,) = document.frames
    own = [node for node in document.nodes.values() if node.frame == frame]
    left, right = min(node.x for node in own), max(node.x for node in own) + 208
    top, bottom = min(node.y for node in own), max(node.y for node in own) + 150
    for node in document.nodes.values():
        beside = node.x >= right or node.x + 208 <= left
        assert node.frame == frame or beside or node.y >= bottom or node.y + 150 <= top, node


def test_in_a_new_graph_there_is_room_for_the_gradients_of_tall_leaves() -> None:
    lines = ["import torch", *(f"w{i} = torch.ones(4, 1, requires_grad=True)" for i in range(3))]
    document = trace("\n".join([*lines, "y = torch.cat([w0, w1, w2]).sum()"])).document
    apply(document, laid_out(document))
    leaves = sorted((n.x, n.y) for n in document.nodes.values() if isinstance(n, LeafData))
    assert len({x for x, _ in leaves}) == 1
    assert min(below - above for (_, above), (_, below) in pairwise(leaves)) > 207, "as drawn"


def test_of_very_many_cards_a_new_graph_takes_no_time_to_lay_out() -> None:
    document = Document([LeafData(f"n{i}") for i in range(150)])
    assert laid_out(document) == spread(document)


def outlines(document: Document, height: float = 150.0) -> dict[str, Outline]:
    return {node: Outline(208.0, height, (42.0, 60.0), (14.0,)) for node in document.nodes}


def overlapping(document: Document, height: float = 150.0) -> bool:
    return any(
        abs(a.x - b.x) < 208 and abs(a.y - b.y) < height
        for a, b in combinations(document.nodes.values(), 2)
    )


def test_arranging_is_undone_by_its_inverse_and_replays_nothing() -> None:
    document = no_grad_branch()
    before = encode(document)
    edits = arranged(document, outlines(document))
    assert not any(edit.replays for edit in edits)
    apply(document, edits)
    assert not overlapping(document)
    for wire in document.wires.values():
        assert document.nodes[wire.source].x + 208 < document.nodes[wire.target].x
    apply(document, inverse(edits))
    assert encode(document) == before


def test_arranged_again_nothing_moves() -> None:
    document = no_grad_branch()
    apply(document, arranged(document, outlines(document)))
    assert arranged(document, outlines(document)) == []


def test_dots_go_with_the_places_that_they_were_made_for() -> None:
    document = sum_of_squares()
    wire = next(iter(document.wires))
    apply(document, bent(document, wire, [(500.0, 500.0)]))
    apply(document, arranged(document, outlines(document)))
    assert document.wires[wire].points == ()


def test_a_selection_stays_clear_of_the_rest() -> None:
    nodes = [LeafData(f"n{i}", label=f"x{i}", x=0.0, y=160.0 * i) for i in range(6)]
    op = OpData("n9", "add", x=0.0, y=320.0)
    document = Document([*nodes, op])
    apply(document, connect(document, "n2", "n9", "a"))
    apply(document, connect(document, "n3", "n9", "b"))
    chosen = {"n2", "n3", "n9"}
    others = {node: document.nodes[node] for node in document.nodes if node not in chosen}
    apply(document, arranged(document, outlines(document), chosen))
    assert {node: document.nodes[node] for node in others} == others
    assert not overlapping(document)
    assert document.nodes["n2"].x < document.nodes["n9"].x


def test_a_note_beside_the_graph_stays_unless_cards_come_to_lie_on_it() -> None:
    document = sum_of_squares()
    for name, y in (("above", -400.0), ("amid", 0.0)):
        document.nodes[name] = NoteData(name, "text", x=0.0, y=y, width=240.0, height=80.0)
        document.order.append(name)
    sizes = outlines(document) | dict.fromkeys(("above", "amid"), Outline(240.0, 80.0))
    apply(document, arranged(document, sizes))
    assert (document.nodes["above"].x, document.nodes["above"].y) == (0.0, -400.0)
    amid = document.nodes["amid"]
    assert amid.x == 0.0
    cards = [node for node in document.nodes.values() if not isinstance(node, NoteData)]
    assert all(amid.y + 80 <= card.y or card.y + 150 <= amid.y or card.x >= 240 for card in cards)


def random_document(seed: int) -> Document:
    """Cards anywhere, of several heights, some of them in frames."""
    pick = random.Random(seed)
    frames = [FrameData(f"f{i}", title="") for i in range(pick.randrange(4))]
    nodes: list[LeafData | OpData] = []
    wires = []
    for i in range(pick.randrange(5, 36)):
        count = pick.choice((0, 1, 2, 2)) if i else 0
        ends = [pick.randrange(max(0, i - 15), i) for _ in range(count)]
        frame = pick.choice(frames).id if frames and pick.random() < 0.4 else None
        x, y = pick.uniform(0, 2000), pick.uniform(0, 2000)
        nodes.append(
            OpData(f"n{i}", "add" if len(ends) == 2 else "exp", x=x, y=y, frame=frame)
            if ends
            else LeafData(f"n{i}", label=f"x{i}", value="1", x=x, y=y, frame=frame)
        )
        wires += [
            WireData(f"w{i}{port}", f"n{end}", f"n{i}", port)
            for port, end in zip("ab", ends, strict=False)
        ]
    return Document(nodes, wires, frames)


def test_of_what_is_arranged_nothing_moves() -> None:
    with as_path("examples") as folder:
        examples = [load(path) for path in sorted(folder.glob("*.gradcanvas"))]
    assert examples
    for i, document in enumerate([*examples, *(random_document(seed) for seed in range(24))]):
        pick = random.Random(i)
        sizes = {
            node: Outline(208.0, pick.choice((90.0, 150.0, 200.0)), (42.0, 60.0), (14.0,))
            for node in document.nodes
        }
        apply(document, arranged(document, sizes))
        assert arranged(document, sizes) == [], i


def test_an_order_that_costs_no_crossings_is_kept() -> None:
    for first, second in ((0.0, 500.0), (500.0, 0.0)):
        ops = [OpData("p", "exp", x=400.0, y=first), OpData("q", "exp", x=400.0, y=second)]
        document = Document([LeafData("a", label="a"), *ops])
        for target in ("p", "q"):
            apply(document, connect(document, "a", target, "a"))
        apply(document, arranged(document, outlines(document)))
        assert (document.nodes["p"].y < document.nodes["q"].y) == (first < second)
