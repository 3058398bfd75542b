"""Other code for a function, files and clipboards that hold one, and what is said of a change."""

from __future__ import annotations

from autograd_core.graph import clipboard, describing, files, repairing
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.customs import editing
from autograd_core.graph.customs.editing import TEMPLATE
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import apply, inverse
from autograd_core.graph.explaining import as_text, explain
from autograd_core.graph.proving.finite import Prover, claims, subjects_of
from autograd_core.graph.run import Run
from autograd_core.graph.words import english

from ..snippets_hostile import HOSTILE


def graph(text: str = TEMPLATE) -> Document:
    """Two cards with one function, one after the other, and the sum of what comes out."""
    return Document(
        [
            LeafData("x", "x", "[0.5, 1.0, 4.0]", requires_grad=True),
            OpData("y", "ClampedExp", "y", function=text),
            OpData("z", "ClampedExp", "z", {"limit": "20.0"}, function=text),
            OpData("s", "sum", "s"),
        ],
        [WireData("1", "x", "y", "x"), WireData("2", "y", "z", "x"), WireData("3", "z", "s", "a")],
        actions=(Forward("a1"), Backward("a2", root="s")),
    )


def executed(document: Document, previous: Run | None = None) -> Run:
    run = Run(document.snapshot(), previous=previous)
    for _ in run.execute():
        pass
    return run


def changed(document: Document, old: str, new: str) -> Document:
    after = document.snapshot()
    apply(after, editing.change_source(after, "y", TEMPLATE.replace(old, new)))
    return after


def test_other_code_is_for_all_cards_and_wires_follow_renamed_arguments() -> None:
    before = graph()
    edits = editing.change_source(
        before, "y", TEMPLATE.replace("ctx, x, limit", "ctx, inp, most").replace("x.c", "inp.c")
    )
    after = before.snapshot()
    apply(after, edits)
    assert {wire.target_port for wire in after.wires.values()} == {"inp", "a"}
    assert [getattr(after.nodes[n], "params", {}) for n in "yz"] == [{}, {"most": "20.0"}]
    apply(after, inverse(edits))
    assert after == before


def test_wires_of_arguments_that_are_gone_go() -> None:
    document = graph()
    document.put_wire("4", WireData("4", "x", "z", "limit"))
    apply(document, editing.change_source(document, "z", TEMPLATE.replace(", limit=3.0", "")))
    assert "4" not in document.wires
    assert document.nodes["z"] == OpData(
        "z", "ClampedExp", "z", function=TEMPLATE.replace(", limit=3.0", "")
    )


def test_an_edit_runs_anew_what_it_touches() -> None:
    before = executed(graph())
    after = executed(changed(graph(), "grad * y", "grad * 3"), before)
    fresh = executed(changed(graph(), "grad * y", "grad * 3"))
    assert [step.flows for step in after.log.steps] == [step.flows for step in fresh.log.steps]
    assert after.log.steps[-1].incoming != before.log.steps[-1].incoming


def test_a_failure_in_backward_is_its_cards_and_says_the_line() -> None:
    (problem,) = executed(changed(graph(), "grad * y *", "grad * why *")).problems()
    assert (problem.message, problem.node, problem.action) == (
        "name 'why' is not defined", "z", ("a2",)
    )  # fmt: skip
    assert problem.hint is not None
    said = english(problem.hint, graph())
    assert said.startswith("In ClampedExp.backward, line 15: return grad * why")


def test_errors_of_the_engine_are_the_cards_too() -> None:
    (problem,) = executed(changed(graph(), ", None", ", None, grad")).problems()
    assert problem.node == "z"
    assert "returned an incorrect number of gradients (expected 2, got 3)" in problem.message


def test_a_wrong_backward_is_caught() -> None:
    run = executed(changed(graph(), "grad * y *", "grad *"))
    (claim,) = claims(run.log, len(run.log), subjects_of(run.document, run.log, len(run.log)))
    *_, check = Prover(run).check(claim)
    assert check is not None
    assert check.differences == ("own", "own", None)
    assert check.own == ("ClampedExp",)
    right = executed(graph())
    (claim,) = claims(right.log, len(right.log), [("x", "out")])
    *_, check = Prover(right).check(claim)
    assert check is not None
    assert check.agrees


def test_the_explanation_has_each_line_with_what_it_gave() -> None:
    run = executed(graph())
    steps = list(enumerate(run.log.steps))
    at = next(k for k, step in steps if (step.kind, step.node) == ("backward", "y"))
    text = as_text(explain(run.log, at + 1, run.document), run.document)
    assert "ClampedExp.backward, the code that the class itself has for it" in text
    assert "x, y = ctx.saved_tensors; x = [0.5, 1, 4]  y = [1.649, 2.718, 20.09]" in text


def test_a_file_has_each_source_once_and_evaluates_none() -> None:
    document = graph()
    data = files.encode(document)
    assert data.count(b"def forward") == 1
    assert files.decode(data) == document
    spoiled = files.decode(data.replace(b"def forward(", b"def forward(("))
    assert "cannot be read: line 5" in executed(spoiled).problems()[0].message
    assert files.encode(spoiled).count(b"def forward((") == 1


def test_a_node_whose_function_is_gone_is_kept_as_a_placeholder() -> None:
    data = files.encode(graph()).replace(b'"function": "ClampedExp"', b'"function": "Other"', 1)
    found = repairing.repair(data)
    assert found is not None
    assert [trouble.reason for trouble in found.troubles] == ["no function 'Other'"]
    assert found.document.nodes["y"].op == "unreadable"  # type: ignore[union-attr]
    assert found.document.nodes["z"].op == "ClampedExp"  # type: ignore[union-attr]


def test_pasted_beside_another_of_its_name_it_gets_a_number() -> None:
    text = clipboard.fragment_of(graph(), {"y"})
    other = changed(graph(), "grad * y", "grad * 2")
    pasted = clipboard.edits_of(other, text, (0.0, 0.0))
    apply(other, pasted.edits)
    data = other.nodes[pasted.nodes[0]]
    assert isinstance(data, OpData)
    assert (data.op, data.function) == (
        "ClampedExp_2", TEMPLATE.replace("class ClampedExp(", "class ClampedExp_2("),
    )  # fmt: skip
    same = graph()
    apply(same, clipboard.edits_of(same, text, (0.0, 0.0)).edits)
    assert {n.op for n in same.nodes.values() if isinstance(n, OpData)} == {"ClampedExp", "sum"}


def test_a_change_is_told_once_line_by_line() -> None:
    lines = describing.changes(graph(), changed(graph(), "grad * y *", "grad *"))
    assert lines == [
        "code of ClampedExp, line 15: return grad * y * (x < ctx.limit), None → "
        "return grad * (x < ctx.limit), None"
    ]


def test_hostile_bodies_get_nowhere() -> None:
    soon = [code for code in HOSTILE if "range(" not in code and "while" not in code][:40]
    soon += ["ctx._node", "ctx.saved_tensors.__class__", "ctx._to_save = 1", "ctx.apply.__self__"]
    soon += ["ClampedExp.forward.__globals__", "ClampedExp.mro()", "ClampedExp._node_class"]
    for code in soon:
        body = code.replace("\n", "\n        ")
        for where in ("        y = x.clamp", "        x, y ="):
            text = TEMPLATE.replace(where, f"        {body}\n{where}", 1)
            run = executed(graph(text))
            assert run.problems(), code
