"""Operations that are passed by, or not run."""

from __future__ import annotations

from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.edits import apply, inverse
from autograd_core.graph.files import decode, encode
from autograd_core.graph.ports import State
from autograd_core.graph.run import Run
from autograd_core.graph.states import muted_above, switch
from autograd_core.graph.steps import Value, node_ref, port_ref
from autograd_core.graph.words import english


def chain(state: State) -> Document:
    """s = (x * w).exp().sum(), with the exponential in a state."""
    return Document(
        [
            LeafData("x", "x", value="[1., 2.]", requires_grad=True),
            LeafData("w", "w", value="[3., 4.]"),
            OpData("y", "mul", "y"),
            OpData("e", "exp", "e", state=state),
            OpData("s", "sum", "s"),
            LeafData("u", "u"),
        ],
        [
            WireData("w1", "x", "y", "a"),
            WireData("w2", "w", "y", "b"),
            WireData("w3", "y", "e", "a"),
            WireData("w4", "e", "s", "a"),
        ],
        actions=(Forward(id="a1"), Backward(id="a2", root="s")),
    )


def run_of(document: Document) -> Run:
    run = Run(document)
    for _ in run.execute():
        pass
    return run


def test_a_bypassed_operation_makes_no_node_and_hands_its_input_on() -> None:
    document = chain("bypass")
    log = run_of(document).log
    value = log.at(len(log), port_ref("s"), "value")
    assert isinstance(value, Value)
    assert value.array is not None
    assert value.array.item() == 11.0
    assert log.at(len(log), port_ref("e"), "grad_fn") == "MulBackward0"
    functions = [step.function for step in log.steps if step.kind == "backward"]
    assert functions == ["SumBackward0", "MulBackward0"]
    gradient = log.at(len(log), port_ref("x"), "grad")
    assert isinstance(gradient, Value)
    assert gradient.array is not None
    assert gradient.array.tolist() == [3.0, 4.0]
    said = [english(step.message, document) for step in log.steps if step.node == "e"]
    assert said[0].startswith("e = y = ")


def test_a_muted_operation_does_not_run_nor_what_needs_it() -> None:
    document = chain("mute")
    run = run_of(document)
    ran = {step.node for step in run.log.steps if step.kind == "forward"}
    assert ran == {"x", "w", "y", "u"}
    assert run.log.at(len(run.log), node_ref("s"), "status") is None
    assert muted_above(document) == {"s": "e"}


def test_what_a_bypassed_operation_does_not_read_keeps_nothing_from_running() -> None:
    document = chain("on")
    apply(document, switch(document, ["w"], "mute"))  # a leaf has no such state
    assert encode(document) == encode(chain("on"))
    nodes: list[NodeData] = [
        LeafData("x", "x"),
        OpData("m", "exp", state="mute"),
        OpData("b", "add", state="bypass"),
        OpData("c", "add"),
    ]
    wires = [
        WireData("w1", "x", "m", "a"),
        WireData("w2", "x", "b", "a"),
        WireData("w3", "m", "b", "b"),
        WireData("w4", "m", "c", "a"),
        WireData("w5", "b", "c", "b"),
    ]
    document = Document(nodes, wires)
    assert muted_above(document) == {"c": "m"}
    log = run_of(document).log
    assert {s.node for s in log.steps if s.kind == "forward"} == {"x", *muted_free(document)}


def muted_free(document: Document) -> set[str]:
    """The operations that run."""
    waiting = muted_above(document)
    return {
        node.id
        for node in document.nodes.values()
        if isinstance(node, OpData) and node.state != "mute" and node.id not in waiting
    }


def test_switching_is_undone_and_saved_and_switching_again_is_back_on() -> None:
    document = chain("on")
    before = encode(document)
    edits = switch(document, ["y", "e"], "mute")
    assert all(edit.replays for edit in edits)
    apply(document, edits)
    assert decode(encode(document)) == document
    apply(document, inverse(edits))
    assert encode(document) == before
    apply(document, switch(document, ["e"], "bypass"))
    apply(document, switch(document, ["y", "e"], "bypass"))
    assert {document.nodes[n].state for n in "ye"} == {"bypass"}  # type: ignore[union-attr]
    apply(document, switch(document, ["y", "e"], "bypass"))
    assert encode(document) == before
