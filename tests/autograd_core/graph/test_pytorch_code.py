"""The script of a document, run by PyTorch itself, prints and leaves behind what the run did."""

from __future__ import annotations

import ast
import contextlib
import io
import warnings
from random import Random
from typing import Any

import pytest

pytest.importorskip("torch")

import torch

import resources
from autograd_core.graph.coding.devices import on_device
from autograd_core.graph.coding.texts import rewritten
from autograd_core.graph.document import Document
from autograd_core.graph.expression import parse
from autograd_core.graph.files import decode
from autograd_core.graph.ports import first_port
from autograd_core.graph.pytorch_code import Options, Script, script_of
from autograd_core.graph.run import Run
from autograd_core.graph.steps import port_ref

from . import programs
from .graphs import run
from .test_against_pytorch import check_output, compare

EXAMPLES = {item.name: item for item in resources.examples()}


def executed(script: Script) -> tuple[str, dict[str, Any]]:
    """What the script prints, and its variables."""
    output, variables = io.StringIO(), dict[str, Any]()
    with contextlib.redirect_stdout(output), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(script.text, "script", "exec"), variables)
    return output.getvalue(), variables


def agree(document: Document) -> None:
    done = run(document)
    script = script_of(document, done.log)
    output, variables = executed(script)
    check_output(done.output, output)
    check_tensors(done, script, variables)


def check_tensors(done: Run, script: Script, variables: dict[str, Any]) -> None:
    log = done.log
    for node, name in script.names.items():
        found = variables.get(name)
        fields = log.fields(len(log), port_ref(node, first_port(done.document, node)))
        if not isinstance(found, torch.Tensor) or fields.get("value") is None:
            continue
        compare(fields["value"].array, found, name)
        assert fields["value"].dtype == str(found.dtype), name
        assert fields["requires_grad"] == found.requires_grad, name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grad = found.grad
        assert (fields.get("grad") is None) == (grad is None), name
        if grad is not None:
            compare(fields["grad"].array, grad, f"{name}.grad")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_as_a_script_does_the_same_in_pytorch(name: str) -> None:
    agree(decode(EXAMPLES[name].read_bytes()))


@pytest.mark.filterwarnings("ignore:.*is deprecated")  # both engines say so of x.T
@pytest.mark.parametrize("seed", range(60))
def test_a_random_document_as_a_script_does_the_same_in_pytorch(seed: int) -> None:
    rng = Random(seed)
    agree(programs.document(rng, rng.randint(2, 10)))


ASSERTED = Options(assertions=True)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_an_example_leaves_behind_is_asserted_and_holds_in_pytorch(name: str) -> None:
    done = run(decode(EXAMPLES[name].read_bytes()))
    script = script_of(done.document, done.log, ASSERTED)
    assert "assert torch." in script.text
    executed(script)


@pytest.mark.filterwarnings("ignore:.*is deprecated")
@pytest.mark.parametrize("seed", range(60))
def test_what_a_random_document_leaves_behind_is_asserted_and_holds(seed: int) -> None:
    rng = Random(seed)
    done = run(programs.document(rng, rng.randint(2, 10)))
    executed(script_of(done.document, done.log, ASSERTED))


def test_an_assertion_of_another_number_fails() -> None:
    done = run(decode(EXAMPLES["01_sum_of_squares.gradcanvas"].read_bytes()))
    script = script_of(done.document, done.log, ASSERTED)
    changed = [line._replace(text=line.text.replace("ones(", "zeros(")) for line in script.lines]
    with pytest.raises(AssertionError):
        executed(script._replace(lines=tuple(changed)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_for_another_device_does_the_same_there(name: str) -> None:
    done = run(decode(EXAMPLES[name].read_bytes()))
    script = script_of(done.document, done.log, Options(assertions=True, device="cuda"))
    assert 'device = torch.device("cuda")' in script.text
    there = [
        line._replace(text=line.text.replace('torch.device("cuda")', 'torch.device("cpu")'))
        for line in script.lines
    ]
    executed(script._replace(lines=tuple(there)))


def test_each_tensor_is_made_on_the_device() -> None:
    """Those that are drawn are drawn on the CPU, so that they are the same numbers."""
    assert on_device("    x = torch.ones(2, requires_grad=True)") == (
        "    x = torch.ones(2, requires_grad=True, device=device)"
    )
    assert on_device("w = torch.randn(2, requires_grad=True)") == (
        "w = torch.randn(2).to(device).requires_grad_(True)"
    )
    assert on_device("for i in torch.arange(3):") == "for i in torch.arange(3, device=device):"
    for line in ("# torch.ones(2) is missing", "y = x.sum()", "s.backward()"):
        assert on_device(line) == line


def test_writing_code_changes_no_tree_that_is_kept() -> None:
    text, names = "2 * x.detach() + pi", {"x": "other"}
    before = ast.dump(parse(text))
    assert ast.unparse(rewritten(text, names)) == "2 * other.detach() + math.pi"
    assert ast.dump(parse(text)) == before
