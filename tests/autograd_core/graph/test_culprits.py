"""Who else has a part in a failure, and gradients that are wrong without one."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

import resources
from autograd_core.graph.actions import Action, Assign, Backward, Expression, Forward
from autograd_core.graph.document import Document, FrameData, LeafData, OpData, WireData
from autograd_core.graph.files import decode
from autograd_core.graph.silent import silently_wrong
from autograd_core.graph.steps import Message, Problem, node_ref

from .graphs import BACKWARD, FORWARD, run, sum_of_squares


def chain(*ops: OpData, actions: tuple[Action, ...] = (FORWARD,)) -> Document:
    """x and operations one after another, each reading the one before."""
    leaf = LeafData("x", "x", "[1., 2.]", requires_grad=True)
    names = ["x", *(op.id for op in ops)]
    wires = [WireData(f"w{b}", a, b, "a") for a, b in pairwise(names)]
    return Document([leaf, *ops], wires, actions=actions)


def only(document: Document) -> Problem:
    (problem,) = run(document).problems()
    return problem


def test_it_tells_which_operation_changed_the_saved_tensor() -> None:
    # exp keeps its result, which add_ writes
    ops = (OpData("e", "exp", "e"), OpData("i", "add_", params={"b": "1"}), OpData("s", "sum"))
    problem = only(chain(*ops, actions=(FORWARD, BACKWARD)))
    assert (problem.node, problem.culprit) == ("e", "i")
    assert problem.culprit_step == 2


def test_an_assignment_is_told_by_its_step() -> None:
    write = Assign("a3", "y", Expression("2"), "value", "*=", no_grad=True)
    ops = (OpData("y", "exp", "y"), OpData("s", "sum"))
    problem = only(chain(*ops, actions=(FORWARD, write, BACKWARD)))
    assert (problem.node, problem.culprit, problem.culprit_step) == ("y", "y", 3)


def test_a_leaf_that_is_written_in_place_and_a_graph_that_was_freed() -> None:
    assert only(chain(OpData("i", "mul_", params={"b": "2"}))).culprit == "x"
    twice = sum_of_squares(FORWARD, BACKWARD, Backward("a3", root="s"))
    problem = only(twice)
    assert (problem.node, problem.culprit) == ("y", "s")
    assert problem.culprit_step is not None


def test_a_view_that_is_written_in_place_leads_to_its_leaf() -> None:
    views = (OpData("v", "unsqueeze", params={"dim": "0"}), OpData("t", "flatten"))
    problem = only(chain(*views, OpData("i", "mul_", params={"b": "2"})))
    assert problem.message.startswith("a view of a leaf Variable")
    assert (problem.node, problem.culprit) == ("i", "x")


def test_a_backward_that_finds_nothing_tells_what_failed_before() -> None:
    failing = OpData("r", "reshape", params={"shape": "[3]"})
    made = chain(failing, OpData("q", "exp"), OpData("s", "sum"), actions=(FORWARD, BACKWARD))
    done = run(made)
    _, problem = done.problems()
    assert (problem.node, problem.culprit) == ("s", "r")
    assert problem.culprit_step is not None
    assert done.log.steps[problem.culprit_step].kind == "error"
    assert problem.hint == Message(
        "{node}, which it needs, failed. Mend that first.", {"node": node_ref("r")}
    )


def test_backward_of_what_was_cut_off_tells_where() -> None:
    ops = (OpData("d", "detach"), OpData("q", "square"), OpData("s", "sum"))
    assert only(chain(*ops, actions=(FORWARD, BACKWARD))).culprit == "d"
    inside = chain(OpData("q", "square", frame="f"), OpData("s", "sum"))
    inside.frames["f"] = FrameData("f", "no_grad")
    inside.actions = (FORWARD, BACKWARD)
    assert only(inside).culprit == "q"


def test_a_write_through_data_is_told_where_backward_used_it() -> None:
    (item,) = (each for each in resources.examples() if each.name.startswith("06"))
    document = decode(item.read_bytes())
    done = run(document)
    names = {document.name(node): node for node in document.nodes}
    found = silently_wrong(done.log, len(done.log), document, names["y"])
    assert {each.port for each in found} == {"a", "b"}
    first = found[0]
    assert first.source == names["x"]
    assert done.log.steps[first.written].kind == "assign"
    arrays = [value.array for value in (first.then, first.now)]
    assert [array.tolist() for array in arrays if array is not None] == [[1], [100]]
    # not before that backward, and not for what does not keep x
    assert not silently_wrong(done.log, first.backward, document, names["y"])


def test_where_nothing_is_written_nothing_is_wrong() -> None:
    for item in resources.examples():
        if item.name.startswith("06"):
            continue
        document = decode(item.read_bytes())
        done = run(document)
        for node in document.nodes:
            assert not silently_wrong(done.log, len(done.log), document, node)


def test_forward_again_makes_it_right_again() -> None:
    write = Assign("a3", "x", Expression("3"), "data", "*=")
    again = (Forward("a4"), replace(BACKWARD, id="a5"))
    document = sum_of_squares(FORWARD, write, BACKWARD, *again)
    done = run(document)
    assert not silently_wrong(done.log, len(done.log), document, "y")
    cursor = next(s.stop for s in done.log.sections if s.action == ("a2",))
    assert silently_wrong(done.log, cursor, document, "y")
