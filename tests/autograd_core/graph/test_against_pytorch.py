"""Random documents executed here and by PyTorch: values, gradients, versions, words, errors."""

from __future__ import annotations

import re
import warnings
from random import Random
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

from autograd_core.graph.actions import Backward, SetRequiresGrad
from autograd_core.graph.document import Document, TapData
from autograd_core.graph.run import Run
from autograd_core.graph.steps import port_ref

from . import programs
from .graphs import run
from .oracle import Missing, Oracle


def check_errors(done: Run, oracle: Oracle) -> None:
    """The same actions fail at the same nodes; those that go through the graph, in PyTorch's
    words."""
    ours = [(problem.action[-1], problem.node, problem.message) for problem in done.problems()]
    theirs = [(action.id, node, error) for action, node, error in oracle.errors]
    assert len(ours) == len(theirs), (ours, theirs)
    for (_, node, message), (action, their_node, error) in zip(ours, oracle.errors, strict=True):
        if isinstance(action, Backward | SetRequiresGrad):
            # Ours names the node at which it went wrong, which PyTorch cannot.
            if not isinstance(error, Missing | NameError):  # the latter in a hook
                assert message == str(error)
        else:
            assert node == (their_node if their_node in done.document.nodes else None)
    assert [action for action, _, _ in ours] == [action for action, _, _ in theirs]


def check_tensors(done: Run, oracle: Oracle) -> None:
    log = done.log
    for (node, port), tensor in oracle.tensors.items():
        fields = log.fields(len(log), port_ref(node, port))
        where = f"{node}.{port}"
        assert fields.get("value") is not None, where
        assert fields["value"].dtype == str(tensor.dtype), where
        compare(fields["value"].array, tensor, where)
        if not isinstance(done.document.nodes[node], TapData):
            # Of a gradient PyTorch counts how it was copied into `.grad`, too.
            assert fields["version"] == tensor._version, where
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grad = tensor.grad
        assert (fields.get("grad") is None) == (grad is None), where
        if grad is not None:
            compare(fields["grad"].array, grad, f"{where}.grad")
        assert fields["requires_grad"] == tensor.requires_grad, where
        try:
            function = tensor.grad_fn
        except RuntimeError:
            continue  # a view that may not be asked
        assert fields.get("grad_fn") == (None if function is None else function.name()), where
        assert fields["is_leaf"] == tensor.is_leaf, where


def compare(array: Any, tensor: Any, where: str) -> None:
    expected = tensor.detach().numpy()
    assert np.shape(array) == expected.shape, where
    np.testing.assert_allclose(array, expected, rtol=1e-4, atol=1e-6, err_msg=where)


def check_output(ours: str, theirs: str) -> None:
    """The same but for what a Node is printed with, its address, and the last digits."""
    number = r"-?\d+\.?\d*(?:e[+-]\d+)?"
    texts = [re.sub("0x[0-9a-f]+", "", text) for text in (ours, theirs)]
    assert re.sub(rf"\s*{number}", "#", texts[0]) == re.sub(rf"\s*{number}", "#", texts[1])
    found, expected = ([float(x) for x in re.findall(number, text)] for text in texts)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4)


def agree(document: Document) -> None:
    done, oracle = run(document), Oracle(document)
    check_errors(done, oracle)
    check_tensors(done, oracle)
    check_output(done.output, oracle.output)


@pytest.mark.filterwarnings("ignore:.*is deprecated")  # both engines say so of x.T
@pytest.mark.parametrize("seed", range(60))
def test_a_random_document_does_what_pytorch_does(seed: int) -> None:
    rng = Random(seed)
    agree(programs.document(rng, rng.randint(2, 10)))
