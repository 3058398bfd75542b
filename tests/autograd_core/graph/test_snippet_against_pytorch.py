"""What is written down of PyTorch's output is what PyTorch prints; gradients as well as prints."""

from __future__ import annotations

import warnings
from collections import Counter

import pytest

pytest.importorskip("torch")

import torch

from autograd_core.graph.document import LeafData
from autograd_core.graph.ports import first_port
from autograd_core.graph.snippet import trace
from autograd_core.graph.steps import port_ref

from .graphs import run
from .snippets_seen import SNIPPETS, alike, golden, in_pytorch
from .test_against_pytorch import compare


@pytest.mark.parametrize("name", SNIPPETS)
def test_pytorch_prints_what_is_written_down(name: str) -> None:
    output, error, _ = in_pytorch(SNIPPETS[name])
    expected = golden()[name]
    alike(output, expected["output"])
    assert error == expected["error"]


@pytest.mark.parametrize("name", SNIPPETS)
def test_leaves_have_the_values_and_gradients_that_they_have_in_pytorch(name: str) -> None:
    _, _, variables = in_pytorch(SNIPPETS[name])
    done = run(trace(SNIPPETS[name]).document)
    log = done.log
    found = {}
    labels = Counter(data.label for data in done.document.nodes.values())
    for node, data in done.document.nodes.items():
        if isinstance(data, LeafData) and labels[data.label] == 1:
            port = port_ref(node, first_port(done.document, node))
            found[data.label] = log.fields(len(log), port)
    for label, fields in found.items():
        theirs = variables.get(label)
        if not isinstance(theirs, torch.Tensor) or not theirs.is_leaf or not theirs.requires_grad:
            continue
        compare(fields["value"].array, theirs, label)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grad = theirs.grad
        assert (fields.get("grad") is None) == (grad is None), label
        if grad is not None:
            compare(fields["grad"].array, grad, f"{label}.grad")
