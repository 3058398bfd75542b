"""Steps explained: what a reader of one step is told."""

from __future__ import annotations

import time

import pytest

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Hook,
    Jacobian,
    Print,
    ReadGrad,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData, TapData, WireData
from autograd_core.graph.explaining import as_latex, as_text, explain
from autograd_core.graph.explaining.pieces import Code, Link, Shown
from autograd_core.graph.run import Run
from autograd_core.graph.words import brief

from .graphs import BACKWARD, FORWARD, run, sum_of_squares


def told(done: Run, cursor: int) -> dict[str, str]:
    """The lines of a step by their labels, the title as `""`."""
    text = as_text(explain(done.log, cursor, done.document), done.document)
    found: dict[str, str] = {}
    for line in text.split("\n"):
        label, _, rest = line.partition(": ")
        known = label in ("Rule", "Comes in", "Local", "Flows on", "Inputs", "Result", "Recorded",
                          "Note", "Error")  # fmt: skip
        found[label if known else ""] = rest if known else line
    return found


def last(done: Run, kind: str) -> dict[str, str]:
    """The last step of a kind."""
    at = max(at for at, step in enumerate(done.log.steps) if step.kind == kind)
    return told(done, at + 1)


def two(op: str, a: str, b: str, *actions: Action, track_b: bool = True) -> Document:
    """`op` of two leaves, a and b, and its sum s."""
    return Document(
        [
            LeafData("a", label="a", value=a, requires_grad=True),
            LeafData("b", label="b", value=b, requires_grad=track_b),
            OpData("y", op=op, label="y"),
            OpData("s", op="sum", label="s"),
        ],
        [
            WireData("w1", "a", "y", "a"),
            WireData("w2", "b", "y", "b"),
            WireData("w3", "y", "s", "a"),
        ],
        actions=actions or (FORWARD, BACKWARD),
    )


def test_a_product_in_four_lines() -> None:
    done = run(two("mul", "[1., 2.]", "[3., 4.]"))
    assert told(done, 6) == {
        "": "MulBackward0 of y",
        "Rule": "∂out/∂a = b; ∂out/∂b = a",
        "Comes in": "[1, 1] from SumBackward0 of s",
        "Local": "∂out/∂a = b = [3, 4]; ∂out/∂b = a = [1, 2]",
        "Flows on": "[1, 1] · [3, 4] = [3, 4]  → a; [1, 1] · [1, 2] = [1, 2]  → b",
    }
    assert told(done, 5)["Comes in"].startswith("1: backward starts here")
    assert told(done, 3) == {
        "": "y = a * b",
        "Rule": "out = a · b",
        "Inputs": "a = [1, 2] from a; b = [3, 4] from b",
        "Result": "[1, 2] · [3, 4] = [3, 8]",
        "Recorded": "MulBackward0, which saves b, a for backward",
    }


def test_gradients_that_meet_are_added_and_deposits_accumulate() -> None:
    done = run(sum_of_squares(FORWARD, BACKWARD, Forward("a3"), Backward("a4", root="s")))
    lines = last(done, "accumulate")
    assert lines["Comes in"] == (
        "[1, 1] (MulBackward0 of y, edge a) + [1, 1] (MulBackward0 of y, edge b) = [2, 2]"
    )
    assert lines["Result"] == ".grad: [2, 2] + [2, 2] → [4, 4]"
    assert "accumulate until" in lines["Note"]


def test_zeros_that_were_left_are_no_earlier_gradient() -> None:
    zero = ZeroGrad("a3", set_to_none=False)
    done = run(sum_of_squares(FORWARD, BACKWARD, zero, Forward("a4"), Backward("a5", root="s")))
    lines = last(done, "accumulate")
    assert lines["Result"] == ".grad: [0, 0] + [2, 2] → [2, 2]"
    assert "Note" not in lines


def test_what_a_hook_changed_is_told() -> None:
    hook = Hook("a2", node="x", expression=Expression("2 * g"))
    done = run(sum_of_squares(FORWARD, hook, Backward("a3", root="s")))
    assert last(done, "accumulate")["Comes in"].endswith("which a hook made [4, 4]")


def test_sources_are_links_to_their_nodes() -> None:
    done = run(sum_of_squares())
    pieces = list(explain(done.log, 5, done.document).pieces())
    assert [piece.node for piece in pieces if isinstance(piece, Link)] == ["s", "x", "x"]
    assert Code("SumBackward0") in pieces


def test_what_was_broadcast_is_summed() -> None:
    done = run(two("mul", "[[1., 2.], [3., 4.]]", "[10., 100.]"))
    flows = told(done, 6)["Flows on"]
    assert "[[1, 1], [1, 1]] · [[1, 2], [3, 4]] = [[1, 2], [3, 4]]" in flows
    assert "it was broadcast, so summed over dim 0: 2×2 → [4, 6]  → b" in flows


def test_a_matrix_product_has_its_own_rule() -> None:
    done = run(two("matmul", "[[1., 2.], [3., 4.]]", "[[1.], [10.]]"))
    lines = told(done, 6)
    assert lines["Rule"] == "grad_a = G B^T; grad_b = A^T G"
    assert "[[1], [1]] · [[1], [10]]^T = [[1, 10], [1, 10]]" in lines["Flows on"]
    latex = as_latex(explain(done.log, 6, done.document), done.document)
    assert r"\end{bmatrix} \cdot {\begin{bmatrix}1 \\ 10\end{bmatrix}}^{\top}" in latex


def test_numbers_written_through_data_are_those_that_were_used() -> None:
    times = Assign("a2", node="b", expression=Expression("100"), field="data", operator="*=")
    done = run(two("mul", "[1.]", "[3.]", FORWARD, times, Backward("a3", root="s")))
    lines = told(done, 7)
    assert lines["Local"].startswith("∂out/∂a = b = [300]")
    assert lines["Note"].startswith("b was [3] when forward ran")
    assert "[300]" in lines["Note"]
    assert "does not see" in last(done, "assign")["Recorded"]


def test_an_input_that_gets_no_gradient_says_why() -> None:
    done = run(two("mul", "[1.]", "[3.]", track_b=False))
    assert told(done, 6)["Note"] == "no gradient flows to b: it does not require grad"
    number = Document(
        [LeafData("x", label="x", requires_grad=True), OpData("y", op="mul", params={"b": "2"}),
         OpData("s", op="sum")],
        [WireData("w1", "x", "y", "a"), WireData("w2", "y", "s", "a")],
        actions=(FORWARD, BACKWARD),
    )  # fmt: skip
    assert told(run(number), 5)["Note"] == "no gradient flows to b: it is a number"


def test_of_an_input_that_was_left_out_nothing_is_said() -> None:
    document = Document(
        [LeafData("x", label="x", value="ones(1, 1, 2)", requires_grad=True),
         LeafData("k", label="k", value="ones(1, 1, 2)"), OpData("y", op="conv1d", label="y"),
         OpData("s", op="sum")],
        [WireData("w1", "x", "y", "input"), WireData("w2", "k", "y", "weight"),
         WireData("w3", "y", "s", "a")],
        actions=(FORWARD, BACKWARD),
    )  # fmt: skip
    lines = last(run(document), "backward")
    assert lines["Note"] == "no gradient flows to weight: it does not require grad"


def test_outputs_of_an_operation_with_several_are_named_as_in_code() -> None:
    document = Document(
        [LeafData("x", label="x", value="arange(4.).reshape(2, 2)", requires_grad=True),
         OpData("p", op="unbind", label="p"),
         OpData("m", op="max_dim", label="m", params={"dim": "1"}),
         OpData("y", op="mul", label="y"), OpData("z", op="mul", label="z")],
        [WireData("w1", "x", "p", "a"), WireData("w2", "p", "y", "a", "outs.0"),
         WireData("w3", "p", "y", "b", "outs.1"), WireData("w4", "x", "m", "a"),
         WireData("w5", "m", "z", "a", "values"), WireData("w6", "m", "z", "b", "indices")],
        actions=(FORWARD,),
    )  # fmt: skip
    done = run(document)
    assert told(done, 4)[""] == "y = p[0] * p[1]"
    assert told(done, 4)["Inputs"] == "a = [0, 1] from p[0]; b = [2, 3] from p[1]"
    assert told(done, 5)[""] == "z = m.values * m.indices"


def test_a_grad_read_into_a_card_is_no_copy() -> None:
    document = sum_of_squares(FORWARD, BACKWARD, ReadGrad("a3", node="x", into=("g",)))
    edited = Document([*document.nodes.values(), TapData("g", label="g")],
                      list(document.wires.values()), actions=document.actions)  # fmt: skip
    assert last(run(edited), "assign")["Recorded"].startswith("g is x.grad itself, not a copy")


def test_large_gradients_that_meet_are_told_in_brief_and_open_whole() -> None:
    done = run(sum_of_squares(FORWARD, BACKWARD, value="arange(16.).reshape(4, 4) / 7"))
    explained = explain(done.log, len(done.log), done.document)
    shown = [piece for piece in explained.pieces() if isinstance(piece, Shown) and piece.brief]
    assert {piece.text for piece in shown} == {"4×4 [[0, …]]"}
    assert all(piece.is_short for piece in shown)
    assert "0.1429, 0.2857" in as_text(explained, done.document), "copied, it is whole"


def test_v_is_what_was_given() -> None:
    v = Expression("[1., 10.]")
    done = run(sum_of_squares(FORWARD, Backward("a2", root="y", gradient=v)))
    assert last(done, "backward")["Comes in"] == (
        "v = [1, 10], given to backward as [1., 10.]"
    )


def test_detach_and_no_grad_record_nothing() -> None:
    document = Document(
        [LeafData("x", label="x", requires_grad=True), OpData("d", op="detach", label="d"),
         OpData("y", op="mul", params={"b": "2"})],
        [WireData("w1", "x", "d", "a"), WireData("w2", "d", "y", "a")],
        actions=(FORWARD,),
    )  # fmt: skip
    done = run(document)
    assert told(done, 2)["Recorded"].startswith("nothing: the result has no grad_fn")
    assert told(done, 3)["Recorded"] == "nothing: no input requires grad"


def test_writing_in_place_tells_of_the_version() -> None:
    document = Document(
        [LeafData("x", label="x"), OpData("y", op="mul_", params={"b": "2"})],
        [WireData("w1", "x", "y", "a")],
        actions=(FORWARD,),
    )
    assert "written into x, version v0 → v1" in told(run(document), 2)["Recorded"]


def test_other_actions() -> None:
    actions = (
        FORWARD,
        BACKWARD,
        ZeroGrad("a3"),
        SetRequiresGrad("a4", node="x", value=False),
        Print("a5", Expression("x.grad", {"x": "x"})),
        Backward("a6", root="s"),
        Assign("a7", node="x", expression=Expression("5"), field="value", no_grad=True),
    )
    done = run(sum_of_squares(*actions))
    assert last(done, "zero_grad")["Result"] == "x.grad: [2, 2] → None"
    assert last(done, "set_requires_grad")["Result"] == "x.requires_grad: True → False"
    assert last(done, "print")["Result"] == "None"
    assert "backward through the graph a second time" in last(done, "error")["Error"]
    assert "v0 to v1" in last(done, "assign")["Recorded"]


def test_rows_of_a_jacobian() -> None:
    document = sum_of_squares(FORWARD, Jacobian("a2", output="y", inputs=("x",), into=("t",)))
    document.nodes["t"] = TapData("t", label="J")
    done = run(document)
    rows = [told(done, at + 1) for at, step in enumerate(done.log.steps)
            if step.kind == "jacobian"]  # fmt: skip
    assert rows[0]["Flows on"] == "v J = [2, 0]  → x"
    assert rows[-1]["Result"] == "J = [[2, 0], [0, 2]]"


def test_nodes_within_a_card_are_named() -> None:
    document = Document(
        [LeafData("a", label="a", value="[1., 2.]", requires_grad=True),
         OpData("y", op="softmax", params={"dim": "0"}),
         LeafData("w", label="w", value="[[1., 2.]]", requires_grad=True),
         OpData("s", op="linear", label="s")],
        [WireData("w1", "a", "y", "a"), WireData("w2", "y", "s", "a"),
         WireData("w3", "w", "s", "weight")],
        actions=(FORWARD, BACKWARD),
    )  # fmt: skip
    done = run(document)
    titles = {told(done, at + 1)[""] for at in range(4, len(done.log))}
    assert "TBackward0 of s" in titles
    everything = "\n".join(
        as_text(explain(done.log, at + 1, done.document), done.document)
        for at in range(len(done.log))
    )
    assert "v J = " in everything  # softmax has no factor for each element
    assert "∂outᵢ/∂aⱼ = sᵢ ([i = j] - sⱼ)" in everything


def test_a_million_elements_cost_nothing() -> None:
    done = run(two("mul", "ones(1000, 1000)", "full((1000, 1000), 2.)"))
    start = time.process_time()
    explanation = explain(done.log, 6, done.document)
    text = as_text(explanation, done.document)
    assert time.process_time() - start < 0.05
    assert "1000×1000: 2" in text
    shown = [piece for piece in explanation.pieces() if isinstance(piece, Shown)]
    assert shown
    assert all(piece.is_short for piece in shown)


@pytest.mark.parametrize("cursor", [0, -1, 99])
def test_no_step_no_explanation(cursor: int) -> None:
    done = run(sum_of_squares())
    assert explain(done.log, cursor, done.document).lines == ()


def test_the_nodes_that_operations_are_made_of_have_their_rules() -> None:
    document = Document(
        [LeafData("x", label="x", value="[[1., 2.]]", requires_grad=True),
         LeafData("t", label="t", value="[1]", dtype="int64"),
         OpData("y", op="cross_entropy", label="y"),
         LeafData("u", label="u", value="3.", requires_grad=True),
         OpData("z", op="pow", label="z", params={"exponent": "3"}), TapData("g", label="g")],
        [WireData("w1", "x", "y", "a"), WireData("w2", "t", "y", "target"),
         WireData("w3", "u", "z", "a")],
        actions=(FORWARD, Backward("a2", root="y"),
                 Backward("a3", root="z", inputs=("u",), create_graph=True, into=("g",)),
                 Backward("a4", root="g")),
    )  # fmt: skip
    done = run(document)
    rules = {
        step.function: told(done, at + 1)["Rule"]
        for at, step in enumerate(done.log.steps) if step.kind == "backward"
    }  # fmt: skip
    assert "target of each row" in rules["NllLossBackward0"]
    assert rules["LogSoftmaxBackward0"].startswith("∂outᵢ/∂aⱼ = [i = j] - ")
    assert rules["MulBackward1"] == "∂out/∂a = c; other=3"


def test_brief_matrices_close_the_brackets_that_are_open() -> None:
    assert brief("[[0.5, 1], [2, 3]]", (2, 2)) == "2×2 [[0.5, …]]"
    assert brief("[[0.5], [2], [3]]", (3, 1)) == "3×1 [[0.5], …]"
    assert brief("[0.5, 2, 3, 4]", (4,)) == "4 [0.5, …]"
