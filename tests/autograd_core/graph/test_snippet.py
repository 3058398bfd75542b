"""Snippets as documents: what they print and become, and what is refused."""

from __future__ import annotations

import time
from typing import Any

import pytest

import autograd_core
import resources
from autograd_core.graph import snippet
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Forward,
    Jacobian,
    Let,
    Print,
    Repeat,
    When,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.files import decode
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.run import Run
from autograd_core.graph.snippet import SnippetError, Traced, trace
from autograd_core.graph.tracing import core
from autograd_core.graph.tracing.assembling import assembled
from autograd_core.graph.tracing.folding import Folder
from autograd_core.graph.tracing.guarding import Clock
from autograd_core.graph.tracing.values import Refused
from autograd_core.interrupts import asking

from .graphs import run
from .snippets_bombs import BOMBS
from .snippets_hostile import DEAREST, ENDLESS, HARMLESS, HOSTILE
from .snippets_seen import SNIPPETS, alike, golden, without_addresses

EXAMPLES = {item.name: item for item in resources.examples()}


def ops(traced: Traced) -> list[str]:
    return [data.op for data in traced.document.nodes.values() if isinstance(data, OpData)]


def kinds(actions: tuple[Action, ...]) -> list[type]:
    return [type(action) for action in actions]


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_prints_what_pytorch_prints_and_so_does_its_document(name: str) -> None:
    expected = golden()[name]
    traced = trace(SNIPPETS[name])
    alike(traced.output, expected["output"])
    assert bool(expected["error"]) == (traced.error is not None)
    done = run(traced.document)
    assert without_addresses(done.output) == without_addresses(traced.output)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_as_exported_code_traces_to_the_same_code(name: str) -> None:
    traced = trace(SNIPPETS[name])
    first = script_of(traced.document, run(traced.document).log).text
    again = trace(first)
    assert script_of(again.document, run(again.document).log).text == first


# Round trips


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_back_from_its_code(name: str) -> None:
    document = decode(EXAMPLES[name].read_bytes())
    done = run(document)
    code = script_of(document, done.log).text
    found = trace(code)
    assert without_addresses(found.output) == without_addresses(done.output)
    assert said(found.document) == said(document)
    assert script_of(found.document, run(found.document).log).text == code


def said(document: Document) -> dict[str, object]:
    """What code says of a document's nodes, each by its place among those of its kind: code does
    not say where taps stand, and labels that repeat have got numbers in it."""
    found: dict[str, object] = {}
    names: dict[str, str] = {}
    for node in document.order:
        data = document.nodes[node]
        kind = type(data).__name__
        names[node] = name = f"{kind} {sum(each.startswith(kind) for each in found)}"
        sources = {p: (names[w.source], w.source_port) for p, w in document.inputs(node).items()}
        if isinstance(data, OpData):
            found[name] = (data.op, data.params, sources, document.in_no_grad(node))
        else:
            found[name] = isinstance(data, LeafData) and data.requires_grad
    return found


# The rules


def test_the_same_operation_again_is_the_same_node() -> None:
    traced = trace(
        "import torch\n"
        "x = torch.ones(2, requires_grad=True)\n"
        + "y = (x * x).sum()\ny.backward()\n" * 3
    )
    assert ops(traced) == ["mul", "sum"]
    assert kinds(traced.document.actions) == [Forward, Backward] * 3
    assert traced.document.actions[0] == Forward("a1")


def test_an_operation_whose_old_result_is_read_later_is_a_node_of_its_own() -> None:
    traced = trace("x = torch.ones(2)\ny = x * 2\nz = y\ny = x * 2\nprint(z is y, z + y)\n")
    assert ops(traced) == ["mul", "mul"]


def test_a_loop_of_equal_turns_is_one_repeat() -> None:
    traced = trace(SNIPPETS["regression_by_hand"])
    (repeat,) = [a for a in traced.document.actions if isinstance(a, Repeat)]
    assert (repeat.name, repeat.values.text) == ("epoch", "50")
    assert kinds(repeat.body) == [Forward, Backward, Assign, Assign, ZeroGrad, When]
    shown = repeat.body[-1]
    assert isinstance(shown, When)
    assert shown.test.text == "epoch % 10 == 0"
    assert kinds(shown.body) == [Print]
    assert len(traced.document.nodes) < 15


def test_a_loop_that_hands_tensors_on_is_written_out() -> None:
    traced = trace("x = torch.ones(2)\nfor i in range(3):\n    x = x * (i + 2)\nprint(x)\n")
    assert ops(traced) == ["mul"] * 3
    params = [d.params["b"] for d in traced.document.nodes.values() if isinstance(d, OpData)]
    assert params == ["0 + 2", "1 + 2", "2 + 2"]


def test_nodes_and_actions_know_their_lines() -> None:
    traced = trace("import torch\nx = torch.ones(2)\n\ny = x * 2\nprint(y)\n")
    assert traced.lines == {"n1": 2, "n2": 4, "a1": 2, "a2": 5}


def test_code_of_tensors_in_a_print_makes_no_card() -> None:
    traced = trace("x = torch.ones(2)\nprint((x * x).sum(), x.exp())\n")
    assert len(traced.document.nodes) == 1
    assert traced.document.actions[1] == Print(
        "a2", type(traced.document.actions[1].expression)("(x * x).sum(), x.exp()", {"x": "n1"})  # type: ignore[union-attr]
    )


def test_python_values_are_lets_and_parameters_follow_them() -> None:
    traced = trace("n = 3\nx = torch.ones(2)\ny = x * n\nprint(y)\n")
    assert isinstance(traced.document.actions[0], Let)
    (data,) = [d for d in traced.document.nodes.values() if isinstance(d, OpData)]
    assert data.params == {"b": "n"}


def test_parameters_of_layers_are_leaves_that_are_drawn_as_the_layer_draws_them() -> None:
    traced = trace("torch.manual_seed(3)\nlayer = torch.nn.Linear(2, 3)\nprint(torch.rand(1))\n")
    values = [d.value for d in traced.document.nodes.values() if isinstance(d, LeafData)]
    assert [value.partition(".")[0] for value in values] == ["empty(3, 2)", "empty(3)"]
    assert run(traced.document).output == traced.output


def test_a_jacobian_of_a_function_is_an_action() -> None:
    traced = trace(SNIPPETS["functional_jacobian"])
    assert Jacobian in kinds(traced.document.actions)


def test_an_error_that_nobody_catches_ends_the_document_there() -> None:
    traced = trace(SNIPPETS["uncaught"])
    assert traced.error is not None
    assert traced.error.line == 5
    assert "must match the size of tensor b (2)" in traced.error.reason
    assert run(traced.document).problems()[0].op == "add"


# What is refused


@pytest.mark.parametrize("code", HOSTILE)
def test_hostile_code_is_refused_with_its_line_at_once(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if code in ENDLESS:
        monkeypatch.setattr(core, "MOST_WORK", 60_000)
    limit = 8 if code in DEAREST else 2  # seconds: several times what a quiet machine takes
    before = time.process_time()
    with pytest.raises(SnippetError) as caught:
        trace(code)
    assert caught.value.line >= 1
    assert caught.value.reason
    assert time.process_time() - before < limit


@pytest.mark.parametrize("code", HARMLESS)
def test_what_does_not_exist_fails_as_in_python(code: str) -> None:
    traced = trace(code)
    assert traced.error is None or traced.error.line >= 1
    assert traced.output == ""


def test_a_trace_can_be_cancelled() -> None:
    gate = Gate()
    gate.cancel()
    with pytest.raises(Cancelled):
        trace("for i in range(1000):\n    x = i\n", gate=gate)


def test_bombs_are_refused_before_they_go_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "MOST_WORK", 200_000)
    for name, code in BOMBS.items():
        before = time.process_time()
        try:
            trace(code)
        except SnippetError:
            assert time.process_time() - before < 2, name
        else:
            pytest.fail(f"{name} was not refused")


def test_no_snippet_computes_for_longer_than_it_may() -> None:
    clock = Clock(Gate(), seconds=0.0)
    with pytest.raises(Refused, match="computes for longer"):
        clock.pass_through()


def test_a_backward_pass_ends_between_two_nodes() -> None:
    def refuse() -> None:
        raise Cancelled

    x = autograd_core.ones(2, requires_grad=True)
    for create in (False, True):
        y = (x * x).sum()
        with asking(refuse), pytest.raises(Cancelled):
            y.backward(create_graph=create)
        assert x.grad is None


def test_all_results_together_have_a_limit() -> None:
    traced = trace("import torch\nx = torch.ones(1000)\nfor i in range(9): x = x * 2\n")
    done = Run(traced.document, limits=Limits(live_bytes=20_000))
    for _ in done.execute():
        pass
    assert "the results of all nodes would take" in done.problems()[0].message


# After the trace


def hessian_of(size: int) -> str:
    return (
        "import torch\nfrom torch.autograd.functional import hessian\n"
        f"hessian(lambda x: (x ** 3).sum(), torch.ones({size}))"
    )


def test_a_document_is_put_together_in_proportion_to_what_happened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[float] = []

    def timed(folder: Folder, seed: int) -> tuple[Document, dict[str, int]]:
        before = time.process_time()
        found = assembled(folder, seed)
        taken.append(time.process_time() - before)
        return found

    monkeypatch.setattr(snippet, "assembled", timed)
    monkeypatch.setattr(snippet, "_prints", lambda *_: True)
    for size in (200, 1200):
        trace(hessian_of(size))
    assert taken[1] < 14 * taken[0]  # 36 times where each action looks at all nodes


def test_what_follows_the_trace_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()

    def begin(*args: Any) -> Folder:
        gate.cancel()
        return Folder(*args)

    monkeypatch.setattr(snippet, "Folder", begin)
    with pytest.raises(Cancelled):
        trace("import torch\nx = torch.ones(1)\nx = x + 1\n", gate=gate)


def test_a_forward_in_a_loop_says_all_only_if_it_is_all_in_later_turns_as_well() -> None:
    inner = "    for j in range(2):\n        y = (x * x).sum()\n        y.backward()\n"
    traced = trace("import torch\nx = torch.ones(2, requires_grad=True)\n"
                   "for i in range(2):\n" + inner)  # fmt: skip
    (repeat,) = [a for a in traced.document.actions if isinstance(a, Repeat)]
    assert isinstance(repeat.body[0], Repeat)
    assert repeat.body[0].body[0] == Forward(repeat.body[0].body[0].id)
    made = run(traced.document)
    assert not made.problems()
