"""Random documents in the workbench and in PyTorch: every row of J, and v·J, of any two tensors."""

from __future__ import annotations

import warnings
from random import Random
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from autograd_core.graph.actions import Forward
from autograd_core.graph.derivatives import Findings, Question
from autograd_core.graph.flattening import End
from autograd_core.graph.workbench import Workbench

from . import programs
from .oracle import Oracle

PAIRS = 4
"""Pairs of tensors that are tried of each document."""


def rows(output: Any, source: Any) -> Any:
    """J by PyTorch, None where it fails; zeros where no gradient arrives."""
    found = []
    for place in range(output.numel()):
        unit = torch.zeros_like(output).reshape(-1)
        unit[place] = 1
        try:
            (row,) = torch.autograd.grad(
                output, source, unit.reshape(output.shape), retain_graph=True, allow_unused=True
            )
        except RuntimeError:
            return None
        found.append(torch.zeros_like(source) if row is None else row)
    if not found:
        return np.zeros((0, source.numel()))
    return torch.stack([row.reshape(-1) for row in found]).numpy()


def compare(found: Findings, expected: Any) -> None:
    if expected is None:
        assert found.refused
        return
    assert not found.refused, found.refused
    assert found.matrix is not None
    np.testing.assert_allclose(found.matrix, expected, rtol=2e-4, atol=1e-5)
    if found.product is None:
        assert not expected.any()
    elif np.isfinite(expected).all():
        np.testing.assert_allclose(
            found.product.reshape(-1), expected.sum(0), rtol=2e-3, atol=1e-3
        )


@pytest.mark.parametrize("seed", range(40))
def test_rows_are_those_of_pytorch(seed: int) -> None:
    rng = Random(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = programs.document(rng, size=10)
        document.actions = (Forward("f"),)
        oracle = Oracle(document)
        tensors = oracle.tensors
        ends: list[End] = [end for end, t in tensors.items() if t.is_floating_point()]
        tracked = [end for end in ends if tensors[end].requires_grad]
        pairs = [
            (output, source)
            for output in tracked
            for source in tracked
            if source[0] in document.upstream([output[0]])
        ]
        for output, source in rng.sample(pairs, min(PAIRS, len(pairs))):
            found = list(Workbench(document, Question(output, source)).work())[-1]
            compare(found, rows(tensors[output], tensors[source]))
