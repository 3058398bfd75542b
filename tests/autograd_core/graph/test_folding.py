"""Folding never changes what runs; undo takes it back byte for byte."""

from __future__ import annotations

import re
from contextlib import nullcontext
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from autograd_core.graph import building, files, levels, subgraphs
from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Print, ZeroGrad
from autograd_core.graph.building import Refused
from autograd_core.graph.document import (
    Document,
    GroupData,
    LeafData,
    NoteData,
    OpData,
    PortData,
)
from autograd_core.graph.edits import Edit, Put, apply, inverse
from autograd_core.graph.flattening import flattened, inside_of, running_order
from autograd_core.graph.folding import fold, why_not
from autograd_core.graph.seen import seen
from autograd_core.graph.steps import Message, Problem, Ref, Step, Streams, Value, node_ref
from autograd_core.graph.unfolding import unfold
from autograd_core.graph.words import Code, english

from . import programs
from .graphs import run

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")


def told(document: Document) -> list[Any]:
    """All that a run says, with nodes called by their labels, which folding leaves alone."""
    done = run(document)
    flat = done.document

    def name(node: str | None) -> str | None:
        return flat.nodes[node].label if node in flat.nodes else node

    def words(text: str) -> str:
        return re.sub(r"(\w+/)+(?=\w)", "", text)

    def plain(thing: Any) -> Any:
        if isinstance(thing, Ref):
            return thing.kind, name(thing.path[0]), thing.path[1:]
        if isinstance(thing, Code):
            return name(thing.node)
        if isinstance(thing, Value):
            array = thing.array
            return thing.shape, thing.dtype, None if array is None else array.tobytes()
        if isinstance(thing, Streams):
            return [(plain(ref), plain(value)) for ref, value in thing.items]
        if isinstance(thing, Problem):
            return words(thing.message), name(thing.node), thing.op, thing.shapes, thing.fixes
        if isinstance(thing, Message):
            return thing.template, {key: plain(arg) for key, arg in thing.args.items()}
        return words(thing) if isinstance(thing, str) else thing

    def one(step: Step) -> Any:
        changes = [(plain(c.subject), c.field, plain(c.before), plain(c.after))
                   for c in step.changes]  # fmt: skip
        flows = [(name(f.source), name(f.target), f.index, f.target_function, plain(f.gradient),
                  f.wire is None) for f in step.flows]  # fmt: skip
        return (
            step.kind, step.action, name(step.node), plain(step.message),
            sorted(changes, key=repr), flows, step.function, step.call,
            [plain(value) for value in step.incoming], step.output,
        )  # fmt: skip

    return [one(step) for step in done.log.steps]


def named(rng: Random) -> Document:
    document = programs.document(rng, 8)
    for node, data in document.nodes.items():
        document.nodes[node] = replace(data, label=node)
    return document


def do(document: Document, made: list[Edit]) -> list[Edit]:
    """Applies edits made for a level; what was applied to the whole document."""
    whole = levels.whole_of(document)
    edits = levels.to_whole(document, made)
    apply(whole, edits)
    return edits


def somewhere(rng: Random, document: Document) -> Document:
    """The document, or the inside of one of its instances."""
    prefixes = [""]
    for prefix in prefixes:
        shown = levels.level(document, prefix)
        prefixes += [f"{n}/" for n, d in shown.nodes.items() if isinstance(d, GroupData)]
    return levels.level(document, rng.choice(prefixes))


@pytest.mark.parametrize("seed", range(60))
def test_folding_and_unfolding_change_nothing_but_paths(seed: int) -> None:
    rng = Random(seed)
    document = named(rng)
    start, before = files.encode(document), told(document)
    done: list[list[Edit]] = []
    for _ in range(6):
        shown = somewhere(rng, document)
        nodes = list(shown.nodes)
        groups = [n for n in nodes if isinstance(shown.nodes[n], GroupData)]
        if groups and rng.random() < 0.4:
            made = unfold(shown, rng.choice(groups))[1]
        else:
            chosen = rng.sample(nodes, rng.randint(1, min(5, len(nodes))))
            if why_not(shown, chosen):
                continue
            made = fold(shown, chosen)[1]
        done.append(do(shown, made))
        assert told(document) == before
        again = files.decode(files.encode(document))
        assert again == document
        for graph in (document, *document.definitions.values()):
            places = {node: at for at, node in enumerate(graph.order)}
            assert sorted(graph.order) == sorted(graph.nodes)
            assert all(places[w.source] < places[w.target] for w in graph.wires.values())
    for edits in reversed(done):
        apply(document, inverse(edits))
    assert files.encode(document) == start


def chain(*ops: str) -> Document:
    """x, then one operation after the other."""
    document = Document(actions=(Forward("a1"),))
    _, made = building.add_leaf(document, "[1., 2.]", requires_grad=True, label="x")
    apply(document, made)
    last = document.order[0]
    for op in ops:
        node, made = building.add_op(document, op, label=op)
        apply(document, made)
        apply(document, building.connect(document, last, node, "a"))
        last = node
    return document


def folded(document: Document, *labels: str) -> str:
    nodes = [n for n, d in document.nodes.items() if d.label in labels]
    card, made = fold(document, nodes, "layer")
    do(document, made)
    return card


def test_all_instances_follow_their_definition() -> None:
    document = chain("exp", "sin", "sum")
    card = folded(document, "exp", "sin")
    other, made = subgraphs.add_instance(document, "d1")
    do(document, made)
    do(document, building.connect(document, document.order[0], other, "x"))
    shown = levels.level(document, f"{card}/")
    sine = next(n for n, d in shown.nodes.items() if d.label == "sin")
    do(shown, building.change(shown, sine, op="cos"))
    flat = flattened(document)
    ops = [d.op for d in flat.nodes.values() if isinstance(d, OpData)]
    assert sorted(ops) == ["cos", "cos", "exp", "exp", "sum"]
    assert [document.name(n) for n in inside_of(document, other)] == ["layer2/exp", "layer2/sin"]
    do(document, subgraphs.make_independent(document, other))
    shown = levels.level(document, f"{other}/")
    do(shown, building.remove(shown, [f"{other}/{sine.split('/')[1]}"]))
    assert len(flattened(document).nodes) == 1 + 2 + 1 + 1
    assert document.definitions["d2"].title == "layer2"


def test_what_would_make_a_cycle_or_hold_itself_is_refused() -> None:
    document = chain("exp", "sin", "sum")
    with pytest.raises(Refused, match="cycle through what is outside: exp → sin → sum"):
        folded(document, "exp", "sum")
    card = folded(document, "exp", "sin")
    with pytest.raises(Refused, match="layer cannot hold itself"):
        subgraphs.add_instance(levels.level(document, f"{card}/"), "d1")
    shown = levels.level(document, f"{card}/")
    deeper, made = fold(shown, [n for n in shown.nodes if shown.nodes[n].label == "exp"], "deep")
    do(shown, made)
    assert deeper.startswith(f"{card}/")
    with pytest.raises(Refused, match="layer cannot hold itself"):
        subgraphs.add_instance(levels.level(document, f"{deeper}/"), "d1")


def test_actions_follow_through_fold_and_unfold() -> None:
    document = chain("exp", "sin", "sum")
    x, exp, sin, total = document.order
    document.actions = (
        Forward("a1", (x, exp, sin, total)),
        Backward("a2", root=sin, gradient=Expression("exp", {"exp": exp})),
        ZeroGrad("a3", (x,)),
        Assign("a4", x, Expression("sin", {"sin": sin})),
    )
    before = document.snapshot()
    card = folded(document, "x", "exp", "sin")
    assert document.actions[1] == Backward(
        "a2", root=f"{card}/{sin}", gradient=Expression("exp", {"exp": f"{card}/{exp}"})
    )
    assert document.actions[3].node == f"{card}/{x}"
    do(document, unfold(document, card)[1])
    assert document == before


def test_what_is_said_of_an_instance_is_said_of_what_is_in_it() -> None:
    document = chain("exp", "sum")
    card = folded(document, "x", "exp", "sum")
    document.actions = (
        Forward("a1"), Backward("a2", root=card), Print("a3", Expression("b", {"b": card})),
        ZeroGrad("a4", (card,)),
    )  # fmt: skip
    done = run(document)
    leaf = running_order(document)[0]
    assert done.output == "tensor(10.1073, grad_fn=<SumBackward0>)\n"
    assert done.log.steps[-1].kind == "zero_grad"
    assert english(done.log.steps[1].message, done.document) == (
        "layer/exp = x.exp() = [2.718, 7.389]"
    )
    assert document.name(leaf) == "layer/x"


def test_a_backward_can_start_at_an_output_of_the_open_subgraph() -> None:
    document = chain("exp", "sum")
    apply(document, building.change(document, document.order[-1], op="max_dim",
                                    params={"dim": "0"}))  # fmt: skip
    card = folded(document, "exp", "sum")
    port = document.definitions["d1"].ports("output")[0]
    document.actions = (Forward("a1"), Backward("a2", root=f"{card}/{port}"))
    assert not run(document).problems()


def test_instances_of_instances_cannot_be_more_than_can_be_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subgraphs, "MOST_NODES", 20)
    document = chain("exp", "sin")  # 3 nodes, then 6, 12, 24
    for number in range(1, 4):
        do(document, fold(document, list(document.nodes))[1])
        with pytest.raises(Refused) if number == 3 else nullcontext():
            do(document, subgraphs.add_instance(document, f"d{number}")[1])
    assert len(flattened(document).nodes) == 12


def test_a_port_that_goes_takes_its_wires_along_everywhere() -> None:
    document = chain("exp", "sin", "sum")
    before = document.snapshot()
    card = folded(document, "exp", "sin")
    shown = levels.level(document, f"{card}/")
    port = next(n for n, d in shown.nodes.items() if isinstance(d, PortData) and d.side == "input")
    edits = do(shown, building.remove(shown, [port]))
    assert not document.inputs(card)
    assert [p.message for p in run(document).problems()] == ["nothing is wired to a"]
    apply(document, inverse(edits))
    assert document.inputs(card)
    edits = do(document, building.remove(document, [card]))
    assert not document.definitions
    apply(document, inverse(edits))
    do(document, unfold(document, card)[1])
    assert document == before


def test_a_region_round_some_of_the_nodes_is_kept_inside() -> None:
    document = chain("exp", "sin", "sum")
    apply(document, building.wrap(document, document.order[1:2]))
    before = told(document)
    card = folded(document, "exp", "sin")
    assert told(document) == before
    shown = levels.level(document, f"{card}/")
    assert [shown.in_no_grad(n) for n in list(shown.order)[1:3]] == [True, False]
    do(document, unfold(document, card)[1])
    assert told(document) == before
    assert len(document.frames) == 1


def test_notes_come_along_and_say_nothing_of_the_run() -> None:
    document = chain("exp", "sin", "sum")
    apply(document, [Put(None, NoteData("n9", "why", x=600.0))])
    before, said = document.snapshot(), told(document)
    card, made = fold(document, ["n9", *document.order[1:3]], "layer")
    do(document, made)
    assert told(document) == said
    assert "n9" in document.definitions["d1"].nodes
    found = seen(run(document).log, document)
    assert found.at(len(found), node_ref(card), "status") == "done"
    assert all(not node.endswith("n9") for node in levels.all_nodes(document))
    do(document, unfold(document, card)[1])
    assert document.nodes == before.nodes
    assert told(document) == said


BAD = [
    ('{"kind": "group", "id": "g", "definition": "d9"}', "no definition 'd9'"),
    ('{"kind": "port", "id": "p"}', "a port belongs into a definition"),
]


@pytest.mark.parametrize(("node", "reason"), BAD)
def test_a_file_with_a_part_of_no_subgraph_is_refused(node: str, reason: str) -> None:
    text = '{"format": "gradcanvas", "version": 1, "nodes": [%s]}' % node  # noqa: UP031
    with pytest.raises(files.FileProblem, match=reason):
        files.decode(text.encode())


def test_a_file_with_a_definition_that_holds_itself_is_refused_in_one_line() -> None:
    document = chain("exp")
    card = folded(document, "exp")
    inside = document.definitions["d1"]
    inside.nodes["g"] = GroupData("g", "d1")
    inside.order.append("g")
    with pytest.raises(files.FileProblem, match="the subgraph 'layer' holds itself") as caught:
        files.decode(files.encode(document))
    assert len(caught.value.troubles) == 1
    del inside.nodes["g"]
    inside.nodes["e"] = LeafData("e")
    for name in range(2, 20):
        groups = [GroupData(f"g{i}", f"d{name - 1}") for i in range(5)]
        document.definitions[f"d{name}"] = type(inside)(f"d{name}", f"d{name}", groups)
    document.nodes[card] = GroupData(card, "d19")
    document.wires.clear()
    inside.order[-1] = "e"
    with pytest.raises(files.FileProblem, match="more than 200000 nodes"):
        files.decode(files.encode(document))
