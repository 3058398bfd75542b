"""Small programs print what PyTorch prints; recorded, and live where PyTorch is installed."""

from __future__ import annotations

import json

import pytest

import autograd_core
from tests.autograd_core.programs import GOLDEN, PROGRAMS, output_of

RECORDED = json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_prints_what_pytorch_printed(name: str) -> None:
    assert output_of(autograd_core, name).splitlines() == RECORDED[name]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_record_is_what_pytorch_prints(name: str) -> None:
    torch = pytest.importorskip("torch")
    assert output_of(torch, name).splitlines() == RECORDED[name]
