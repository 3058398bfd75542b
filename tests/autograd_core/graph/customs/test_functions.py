"""Snippets with functions that users wrote: read, run, written out, read again, and in PyTorch."""

from __future__ import annotations

import contextlib
import io
import re

import pytest

from autograd_core.graph.document import OpData
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.run import Run
from autograd_core.graph.snippet import trace

from .programs import PROGRAMS

TRAVELLERS = (
    "linear", "mul_constant", "double_backward_function", "constants", "variadic", "defaults",
    "inplace2", "dropout",
)  # fmt: skip
"""Those that are read back: each has something of its own."""
NUMBER = r"-?\d+\.?\d*(?:e[-+]?\d+)?"


def executed(code: str) -> str:
    """What PyTorch prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "<program>", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


def bare(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x", text)


def alike(mine: str, theirs: str, name: str) -> None:
    """Same words, and numbers that differ by no more than rounding."""
    assert re.sub(NUMBER, "#", bare(mine)) == re.sub(NUMBER, "#", bare(theirs)), name
    pairs = zip(re.findall(NUMBER, bare(mine)), re.findall(NUMBER, bare(theirs)), strict=True)
    for one, other in pairs:
        assert float(one) == pytest.approx(float(other), rel=2e-4, abs=2e-4), name


def run_of(code: str) -> tuple[Run, str]:
    traced = trace(code)
    assert traced.error is None
    done = Run(traced.document)
    for _ in done.execute():
        pass
    return done, traced.output


def test_they_are_cards_whose_run_and_script_print_what_pytorch_prints() -> None:
    pytest.importorskip("torch")
    for name, code in PROGRAMS.items():
        theirs = executed(code)
        done, output = run_of(code)
        alike(output, theirs, name)
        assert bare(done.output) == bare(output), name
        cards = [n for n in done.document.nodes.values() if isinstance(n, OpData) and n.function]
        assert cards, name
        alike(executed(script_of(done.document, done.log).text), theirs, name)


def test_a_script_says_each_class_once_and_is_the_same_when_it_is_read() -> None:
    for name in TRAVELLERS:
        done, _ = run_of(PROGRAMS[name])
        script = script_of(done.document, done.log).text
        again, _ = run_of(script)
        assert script_of(again.document, again.log).text == script, name
        sources = {n.function for n in done.document.nodes.values() if isinstance(n, OpData)}
        same = {n.function for n in again.document.nodes.values() if isinstance(n, OpData)}
        assert same == sources, name
        classes = re.findall(r"^class (\w+)", script, re.MULTILINE)
        assert len(classes) == len(set(classes)), name


def test_what_is_printed_comes_with_the_step_of_its_card() -> None:
    done, _ = run_of(PROGRAMS["defaults"])
    printed = [(s.kind, s.output) for s in done.log.steps if s.output]
    assert printed[0] == ("forward", "mode hard\n")
    assert [kind for kind, text in printed if text.startswith("backward of")] == ["backward"] * 3


def test_a_run_that_goes_on_prints_nothing_twice() -> None:
    done, output = run_of(PROGRAMS["defaults"])
    again = Run(done.document, previous=done)
    for _ in again.execute():
        pass
    assert again.output == output
    assert "".join(step.output for step in again.log.steps) == output


def test_an_alias_a_module_and_a_loop_use_one_and_the_same_card_again() -> None:
    done, _ = run_of(PROGRAMS["module"])
    nodes = done.document.nodes.values()
    assert [n.op for n in nodes if isinstance(n, OpData) and n.function] == ["LinearFunction"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return x * w", "'w' is read from outside of the class"),
        ("return x * 2, 3", "is no tensor"),
        ("import os", "os cannot be imported"),
    ],
)
def test_what_cannot_be_a_card_is_refused_with_its_line(body: str, reason: str) -> None:
    code = f"""import torch
w = torch.ones(2, requires_grad=True)
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        {body}
    @staticmethod
    def backward(ctx, g):
        return g
y = F.apply(torch.ones(2, requires_grad=True))
"""
    with pytest.raises(Exception, match=reason):
        trace(code)
