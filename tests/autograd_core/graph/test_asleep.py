"""Instances that are bypassed or muted, and numbers typed at their inputs."""

from __future__ import annotations

import pytest

from autograd_core.graph import building, folding
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import SetActions, apply, inverse
from autograd_core.graph.files import decode, encode
from autograd_core.graph.flattening import flattened
from autograd_core.graph.levels import level, to_whole
from autograd_core.graph.ports import State, output_ports, takes_number
from autograd_core.graph.seen import seen
from autograd_core.graph.states import muted_above, switch
from autograd_core.graph.steps import StepLog, node_ref, port_ref
from autograd_core.graph.unfolding import unfold

from .graphs import run


def folded(state: State = "on") -> tuple[Document, str]:
    """s = sum((x * w).exp()) and r = sum(x * w), where x * w and its exp are in one card."""
    document = Document(
        [
            LeafData("x", "x", value="[1., 2.]", requires_grad=True),
            LeafData("w", "w", value="[3., 4.]"),
            OpData("m", "mul", "m"),
            OpData("e", "exp", "e"),
            OpData("s", "sum", "s"),
            OpData("r", "sum", "r"),
        ],
        [
            WireData("w1", "x", "m", "a"),
            WireData("w2", "w", "m", "b"),
            WireData("w3", "m", "e", "a"),
            WireData("w4", "e", "s", "a"),
            WireData("w5", "m", "r", "a"),
        ],
        actions=(Forward("a1"), Backward("a2", "r"), Backward("a3", "s")),
    )
    card, edits = folding.fold(document, {"m", "e"})
    apply(document, edits)
    apply(document, switch(document, [card], state) if state != "on" else [])
    return document, card


def ran(document: Document, shown: Document | None = None) -> tuple[StepLog, int]:
    """The log as a level sees it, and its length."""
    flat = flattened(document.snapshot())
    log = run(flat).log
    log.waiting = muted_above(flat)
    found = seen(log, document if shown is None else shown)
    return found, len(log)


def test_a_bypassed_instance_makes_no_node_and_hands_its_first_input_to_its_first_output() -> None:
    document, card = folded("bypass")
    log, end = ran(document)
    first, second = output_ports(document, card)
    assert log.at(end, port_ref(card, first), "value").array.tolist() == [1.0, 2.0]
    assert log.at(end, port_ref(card, first), "is_leaf")
    assert log.at(end, port_ref(card, second), "value") is None
    assert log.at(end, node_ref(card), "status") == "done"
    assert not any(step.function in ("MulBackward0", "ExpBackward0") for step in log.steps)
    assert log.at(end, port_ref("x"), "grad").array.tolist() == [1.0, 1.0]  # from r, s not run
    assert (log.waiting["s"], log.at(end, node_ref("s"), "status")) == (card, None)


def test_a_bypassed_instance_with_nothing_wired_says_so() -> None:
    document, card = folded("bypass")
    apply(document, building.remove(document, list(document.inputs(card)) and ["w", "x"]))
    log, end = ran(document)
    assert log.at(end, node_ref(card), "status") == "incomplete"
    assert log.at(end, node_ref("r"), "status") == "blocked"


def test_nothing_in_a_muted_instance_runs_and_what_needs_it_names_it() -> None:
    document, card = folded("mute")
    log, end = ran(document)
    assert {step.node for step in log.steps if step.kind == "forward"} == {"x", "w"}
    assert dict(log.waiting) == {"s": card, "r": card}
    assert log.at(end, node_ref(card), "status") is None
    inner = level(document, f"{card}/")
    log, end = ran(document, inner)
    assert log.waiting[f"{card}/m"] == card
    assert log.at(end, port_ref(f"{card}/x"), "value").array.tolist() == [1.0, 2.0]


def test_an_instance_above_which_something_is_muted_names_that() -> None:
    document, card = folded()
    apply(document, [*building.add_op(document, "neg", label="neg")[1]])
    negative = document.order[-1]
    apply(document, building.connect(document, "x", negative, "a"))
    port = next(p for p, wire in document.inputs(card).items() if wire.source == "x")
    apply(document, building.connect(document, negative, card, port))
    apply(document, switch(document, [negative], "mute"))
    log, _ = ran(document)
    assert log.waiting[card] == negative
    inner = level(document, f"{card}/")
    log, _ = ran(document, inner)
    assert log.waiting[f"{card}/{port}"] == negative


@pytest.mark.parametrize("state", ["bypass", "mute"])
def test_an_instance_in_an_instance_sleeps_alone(state: State) -> None:
    document, card = folded()
    outer, edits = folding.fold(document, {card, "s"})
    apply(document, edits)
    within = level(document, f"{outer}/")
    apply(document, to_whole(within, switch(within, [f"{outer}/{card}"], state)))
    log, end = ran(document, level(document, f"{outer}/"))
    status = log.at(end, node_ref(f"{outer}/{card}"), "status")
    assert status == ("done" if state == "bypass" else None)
    assert log.waiting[f"{outer}/s"] == f"{outer}/{card}"
    log, end = ran(document)
    assert log.at(end, node_ref(outer), "status") is None  # its sum has not run




def test_the_state_is_saved_and_undone() -> None:
    document, card = folded()
    before = encode(document)
    edits = switch(document, [card], "bypass")
    apply(document, edits)
    assert encode(document) != before
    assert decode(encode(document)) == document
    assert switch(document, [card], "bypass")  # back on
    apply(document, inverse(edits))
    assert encode(document) == before


def test_a_number_at_an_input_stands_where_the_input_is_wired_to() -> None:
    document, card = folded()
    port = next(p for p, wire in document.inputs(card).items() if wire.source == "w")
    apply(document, building.remove(document, ["w"]))
    log, end = ran(document)
    assert log.at(end, node_ref(card), "status") == "incomplete"
    apply(document, building.set_param(document, card, port, "3."))
    assert decode(encode(document)) == document
    log, end = ran(document)
    assert log.at(end, node_ref(card), "status") == "done"
    assert log.at(end, port_ref("x"), "grad") is not None
    values = log.at(end, port_ref("r"), "value").array.tolist()
    assert values == 9.0
    edits = unfold(document, card)[1]
    apply(document, edits)
    node = next(n for n in document.nodes.values() if n.label == "m")
    assert isinstance(node, OpData)
    assert node.params == {"b": "3."}
    log, end = ran(document)
    assert log.at(end, port_ref("r"), "value").array.tolist() == values
    apply(document, inverse(edits))
    assert isinstance(document.nodes[card].params, dict)  # type: ignore[union-attr]


def test_a_port_takes_a_number_where_all_behind_it_takes_one() -> None:
    document, card = folded()
    taking = {p: takes_number(document, card, p) for p in document.inputs(card)}
    by_source = {document.inputs(card)[p].source: taken for p, taken in taking.items()}
    assert by_source == {"x": False, "w": True}  # mul takes a number for its second operand only
    outer, edits = folding.fold(document, {card})
    apply(document, edits)
    found = {wire.source: takes_number(document, outer, p)
             for p, wire in document.inputs(outer).items()}  # fmt: skip
    assert found == by_source


def told(document: Document) -> dict[str, object]:
    """What s and r are at the end, and what gradient x has."""
    log, end = ran(document)
    found: dict[str, object] = {}
    for subject in (port_ref("s"), port_ref("r")):
        value = log.at(end, subject, "value")
        found[str(subject)] = None if value is None else value.array.tolist()
    grad = log.at(end, port_ref("x"), "grad")
    return found | {"grad": None if grad is None else grad.array.tolist()}


@pytest.mark.parametrize("state", ["bypass", "mute"])
@pytest.mark.parametrize("gone", ["", "r", "s"])
def test_what_is_unfolded_goes_on_sleeping(state: State, gone: str) -> None:
    document, card = folded(state)
    if gone:  # the other is fed through both nodes, or through one
        apply(document, building.remove(document, list(document.inputs(gone)["a"].id.split())))
    before, start = told(document), encode(document)
    edits = unfold(document, card)[1]
    apply(document, edits)
    assert told(document) == before
    states = {n.label: n.state for n in document.nodes.values() if isinstance(n, OpData)}
    assert states["m"] != "on"
    assert states["e"] == "mute"
    assert decode(encode(document)) == document
    apply(document, inverse(edits))
    assert encode(document) == start


def test_what_hands_nothing_on_is_passed_by_a_wire() -> None:
    document, card = folded("bypass")
    inner = level(document, f"{card}/")
    first = output_ports(document, card)[0]
    m = next(n for n, data in inner.nodes.items() if getattr(data, "op", "") == "mul")
    flipped = {w.target_port: w for w in inner.inputs(m).values()}
    edits = building.remove(inner, [w.id for w in flipped.values()])
    apply(document, to_whole(inner, edits))
    for port, other in (("a", "b"), ("b", "a")):  # w * x: bypassed, m would hand w on
        inner = level(document, f"{card}/")
        made = building.connect(inner, flipped[other].source, m, port)
        apply(document, to_whole(inner, made))
    before = told(document)
    assert before["grad"] == [1.0, 1.0]
    reads = [w.target for w in document.outputs(card).values() if w.source_port == first]
    apply(document, unfold(document, card)[1])
    assert told(document) == before
    assert {document.inputs(each)["a"].source for each in reads} == {"x"}


@pytest.mark.parametrize("state", ["bypass", "mute"])
def test_unfolding_a_sleeping_instance_lets_actions_follow(state: State) -> None:
    document, card = folded(state)
    actions = (Forward("a1"), Backward("a2", card, output_ports(document, card)[0]))
    apply(document, [SetActions(document.actions, actions)])
    before = encode(document)
    edits = unfold(document, card)[1]
    apply(document, edits)
    root = document.actions[1]
    assert isinstance(root, Backward)
    assert document.name(root.root) == "m"
    apply(document, inverse(edits))
    assert encode(document) == before
