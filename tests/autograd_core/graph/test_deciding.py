"""Check, When and Try: from snippets, in runs, as code."""

from __future__ import annotations

import pytest

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Check,
    Expression,
    Forward,
    Let,
    Print,
    Repeat,
    Try,
    When,
    inside,
    walk,
)
from autograd_core.graph.coding.sameness import Told, first_difference
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.run import Run
from autograd_core.graph.snippet import SnippetError, trace
from autograd_core.graph.steps import action_ref, node_ref, port_ref
from autograd_core.graph.turns import turns_of

from .deciding import SNIPPETS, X
from .snippets_seen import alike, in_pytorch

CAUGHT = "a leaf Variable that requires grad is being used in an in-place operation."


def run(document: Document, previous: Run | None = None) -> Run:
    done = Run(document, previous=previous)
    for _ in done.execute():
        pass
    return done


def shape(actions: tuple[Action, ...]) -> str:
    """`check when(try())`; what stands in a loop stands as it is."""
    found = []
    for action in actions:
        if isinstance(action, Repeat):
            found.append(shape(action.body))
        elif isinstance(action, Check):
            found.append("check" if action.expression.text != "True" else "unseen")
        elif isinstance(action, When | Try):
            found.append(f"{type(action).__name__.lower()}({shape(inside(action))})")
    return " ".join(filter(None, found))


def test_snippets_that_decide_print_what_pytorch_prints_on_every_way() -> None:
    pytest.importorskip("torch")
    for name, (code, wanted) in SNIPPETS.items():
        printed, error, _ = in_pytorch(X + code)
        traced = trace(X + code)
        done = run(traced.document)
        script = script_of(traced.document, done.log).text
        again = trace(script)
        told = Told(traced.document, done.log), Told(again.document, run(again.document).log)
        try:
            alike(traced.output, printed)
            assert bool(error) == (traced.error is not None)
            assert done.output == traced.output
            assert len(done.problems()) == bool(error)
            assert shape(traced.document.actions) == wanted
            alike(in_pytorch(script)[0], printed)
            assert not first_difference(*told)
            assert script_of(again.document, told[1].log).text == script
        except AssertionError as wrong:
            raise AssertionError(f"{name}: {wrong}\n{script}") from wrong


# Runs

E = Expression
LEAF = LeafData("n1", "x", "[1., 2.]", requires_grad=True)


def program(*actions: Action) -> Document:
    return Document([LEAF], [], [], (Forward("a0"), *actions))


def increment(name: str) -> Assign:
    return Assign(name, "n1", E("1"), "value", "+=")


def test_what_is_caught_is_told_as_caught_and_leaves_everything_as_it_was() -> None:
    tried = Try("t", (increment("a1"), Print("a2", E("'no'"))), name="e", handler=(
        Print("a3", E("f'got {e}'")), Print("a4", E("e")),
    ))  # fmt: skip
    done = run(program(tried, Print("a5", E("x", {"x": "n1"}))))
    log = done.log
    assert done.output == f"got {CAUGHT}\n{CAUGHT}\ntensor([1., 2.], requires_grad=True)\n"
    assert not done.problems()
    at = next(i for i, step in enumerate(log.steps) if step.kind == "caught")
    assert log.steps[at].action == ("t", "body", "a1")
    problem = log.at(at + 1, node_ref("n1"), "error")
    assert (problem.caught, problem.left) == (("t",), ())
    assert log.at(at, node_ref("n1"), "error") is None  # one step back
    assert log.at(len(log), port_ref("n1"), "version") == 0
    assert "e" not in done.machine.variables


def test_an_error_goes_to_the_first_try_that_names_it_and_else_out_of_all() -> None:
    inner = Try("i", (increment("a1"),), ("ValueError",), handler=(Print("a2", E("'value'")),))
    outer = Try("o", (inner, Print("a3", E("'on'"))), ("RuntimeError",), handler=(
        Print("a4", E("'runtime'")),
    ))  # fmt: skip
    assert run(program(outer)).output == "runtime\n"
    (problem,) = run(program(Try("w", (inner, Print("a3", E("'on'"))), ("KeyError",)))).problems()
    assert (problem.caught, problem.left) == ((), ("w",))
    gone = Try("t", (Print("a1", E("y", {"y": "n7"})), Print("a2", E("'on'"))), ("Exception",))
    assert run(program(gone)).output == "on\n"  # no Python code would raise that


def test_a_test_that_comes_out_otherwise_ends_the_run_in_words() -> None:
    traced = trace(X + "y = x.sum()\nif y > 1:\n    print('big')\nprint(x)").document
    leaf = traced.nodes["n1"]
    assert isinstance(leaf, LeafData)
    nodes = [LeafData("n1", leaf.label, "[0., 0.]"), *list(traced.nodes.values())[1:]]
    other = Document(nodes, traced.wires.values(), [], traced.actions)
    done = run(other)
    assert done.output == ""
    (problem,) = done.problems()
    said = "y > 1 is False now: your code would go another way. Trace it again."
    assert problem.message == said
    check = next(a for a in walk(other.actions) if isinstance(a, Check))
    assert done.log.at(len(done.log), action_ref((check.id,)), "holds") is False
    assert "way: trace it again'\n" in script_of(other, done.log).text
    longer = Document(nodes, other.wires.values(), [], (*other.actions, Print("p", E("1"))))
    assert run(longer, done).output == ""  # nothing goes on behind it


def test_a_test_is_evaluated_anew_each_time_and_turns_are_those_of_loops() -> None:
    when = When("w", E("i % 2"), (Print("a1", E("i")),), (Print("a2", E("'even'")),))
    done = run(program(Repeat("r", E("3"), "i", (when, Backward("b", "n1")))))
    assert done.output == "even\n1\neven\n"
    turns = turns_of(done.log)
    assert [turn.number for turn in turns.of(("r",))] == [0, 1, 2]
    assert [turn.block for turn in turns.outer] == [("r",)] * 3
    assert ("r", "1", "w", "body", "a1") in {section.action for section in done.log.sections}


def test_a_run_that_takes_over_tells_the_same() -> None:
    tried = Try("t", (increment("a1"),), name="e", handler=(Print("a2", E("e")),))
    when = When("w", E("i > k"), (Print("a3", E("i")),), (tried,))
    loop = Repeat("r", E("4"), "i", (when,))
    first = run(program(Let("l", "k", E("1")), loop))
    for value in ("2", "1"):
        document = program(Let("l", "k", E(value)), loop, Print("p", E("x", {"x": "n1"})))
        fresh = run(document)
        first = run(document, first)
        assert [s.message for s in first.log.steps] == [s.message for s in fresh.log.steps]
        assert first.output == fresh.output


# Code


def test_blocks_that_were_put_together_come_back_from_their_code() -> None:
    tried = Try("t", (increment("a1"),), ("TypeError", "RuntimeError"), "err", (
        Print("a2", E("err")), Let("a3", "k", E("k + 1")),
    ))  # fmt: skip
    last = When("v", E("i > k"), (Print("a4", E("'v'")),), (Print("a5", E("i")),))
    when = When("w", E("i == 0"), (tried,), (last,))
    checks = (Check("c", E("x.sum() > i", {"x": "n1"}), message=E("f'at {i}'")),
              Check("d", E("x[0] > 5", {"x": "n1"}), False))  # fmt: skip
    document = program(Let("l", "k", E("1")), Repeat("r", E("2"), "i", (when, *checks)))
    done = run(document)
    code = script_of(document, done.log).text
    assert code.count("elif i > k:") == 1
    assert code.count("except (TypeError, RuntimeError) as err:") == 1
    again = trace(code).document
    assert shape(again.actions) == shape(document.actions)
    assert not first_difference(Told(document, done.log), Told(again, run(again).log))


def test_a_way_that_nobody_has_seen_stops_whoever_comes_there() -> None:
    code = "for i in range(3):\n    if i > 5:\n        x.backward(x)\n    print(i)"
    document = trace(X + code).document
    (loop,) = (a for a in document.actions if isinstance(a, Repeat))
    assert isinstance(loop.body[0], Check)
    longer = Repeat(loop.id, E("8"), loop.name, loop.body)
    actions = tuple(longer if a is loop else a for a in document.actions)
    other = Document(document.nodes.values(), document.wires.values(), [], actions)
    assert run(other).output == "0\n1\n2\n3\n4\n5\n"


def test_what_would_hide_is_not_taken_for_known() -> None:
    with pytest.raises(SnippetError, match="another way"):
        trace("assert not True, 'your code would go another way: trace it again'")
    assert trace("try:\n    pass\nexcept KeyError as e:\n    pass").document.actions == ()
