"""Garbage in files: each ends soon, with a document or with lines for people; nothing is run."""

from __future__ import annotations

import random
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest

from autograd_core.graph import files
from tests.tools import fuzz_files


@pytest.mark.parametrize("name", fuzz_files.HOSTILE)
def test_hostile_structures_end_soon_and_take_little(name: str) -> None:
    data = fuzz_files.HOSTILE[name]()
    fuzz_files.judge(data)
    tracemalloc.start()
    try:
        with suppress(files.FileProblem):
            files.decode(data)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 60 * len(data) + (8 << 20)


@pytest.mark.parametrize("kind", fuzz_files.KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_garbage_and_spoilt_files_are_told_of(kind: fuzz_files.Kind, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(80):
        data = kind(rng)
        try:
            fuzz_files.judge(data)
        except AssertionError as error:
            raise AssertionError(f"{error}: {data[:2000]!r}") from error


def test_opening_runs_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = "open('done', 'w').close()"
    nodes = [
        {"kind": "leaf", "id": "x", "value": code},
        {"kind": "op", "id": "y", "op": "exp", "params": {"a": code}},
    ]
    actions = [{"kind": "print", "id": "a1", "expression": {"text": code}}]
    fuzz_files.judge(fuzz_files.graph(nodes=nodes, actions=actions))
    assert list(tmp_path.iterdir()) == []
