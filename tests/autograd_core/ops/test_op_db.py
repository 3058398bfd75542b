"""Operations at the samples of PyTorch's own operation database.

`tests/golden/op_db.txt` lists the entries that agree at every sample; write it anew with

    python -m tests.autograd_core.ops.op_db --record
"""

from __future__ import annotations

import warnings
from types import SimpleNamespace

import numpy as np
import pytest

import autograd_core as core
from tests.autograd_core.ops import op_db

NAMES = op_db.RECORD.read_text(encoding="utf-8").split()
SAMPLES = 4
"""Of each entry and type; the program `op_db` tries all."""


@pytest.mark.parametrize("name", NAMES)
def test_agrees_with_pytorch(name: str) -> None:
    function = op_db.offered(name)
    assert function is not None
    pytest.importorskip("torch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's own, of samples that are meant to be odd
        for entry in op_db.entries()[name]:
            assert list(op_db.check(entry, op_db.called(entry, function), most=SAMPLES)) == []


def test_most_of_what_fits_is_offered() -> None:
    assert len(NAMES) >= 320
    assert len(NAMES) == len(set(NAMES))


def test_a_wrong_gradient_value_or_error_is_caught() -> None:
    torch = pytest.importorskip("torch")
    entry = op_db.entries()["sinh"][0]
    sample = SimpleNamespace(input=torch.ones(2, requires_grad=True), args=(), kwargs={})

    class Wrong(core.autograd.Function):
        @staticmethod
        def forward(ctx, a):  # type: ignore[no-untyped-def]
            ctx.save_for_backward(a)
            return a.sinh()

        @staticmethod
        def backward(ctx, g):  # type: ignore[no-untyped-def]
            return g * ctx.saved_tensors[0].sinh()

    kinds = {d.kind for d in op_db.compare(entry, Wrong.apply, sample)}
    assert {"gradient", "node"} <= kinds
    assert {d.kind for d in op_db.compare(entry, core.cosh, sample)} >= {"value"}
    assert {d.kind for d in op_db.compare(entry, lambda a: 1 / 0, sample)} == {"raised"}
    bad = SimpleNamespace(input=torch.ones(2), args=(np.ones(2),), kwargs={})
    (found,) = op_db.compare_errors(entry, lambda *a: None, bad)
    assert found.kind == "error"
