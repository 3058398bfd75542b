"""Damaged and odd files: an answer in time, or one line that says what is wrong."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app import cli

ODD: list[Any] = [
    *(None, True, -1, 3, 1e308, 10**30, "", "²", "a\nb", "nan", [], {}, [[]], [1, [2]]),
    *("ones(10**9)", "1000000", "outs.²", "tensors.9999", "x", "f", "a", "i", "x.grad", "values"),
    *("leaf", "op", "repeat", "backward", "float16", "complex64", "randn(2)", "(", "\u0000", "图"),
    *("unbind", "stack", "max_dim", "rand", "eye", "index_put_", "where", "bypass", "mute", "="),
    {"text": "x.grad", "names": {"x": "y"}},
    {"text": "range(10**5)"},
]
SEEDS = 300


def example() -> dict[str, Any]:
    """A file with something of everything."""
    names = {"x": "x"}
    body = [
        {"kind": "forward", "id": "b"},
        {"kind": "backward", "id": "c", "root": "s", "retain_graph": True},
        {"kind": "print", "id": "d", "expression": {"text": "i, x", "names": names}},
    ]
    write = {"text": "x * 2", "names": names}
    return {
        "format": "gradcanvas",
        "version": 1,
        "seed": 1,
        "nodes": [
            {"kind": "leaf", "id": "x", "value": [1, 2.5], "requires_grad": True},
            {"kind": "leaf", "id": "r", "value": "randn(2)", "seed": 3, "label": "noise"},
            {"kind": "op", "id": "y", "op": "mul", "params": {"b": "2"}, "frame": "f"},
            {"kind": "op", "id": "c", "op": "stack", "params": {"dim": 0}, "state": "on"},
            {"kind": "op", "id": "s", "op": "sum"},
        ],
        "wires": [
            {"id": "1", "source": "x", "target": "y", "target_port": "a"},
            {"id": "2", "source": "x", "target": "c", "target_port": "tensors.0"},
            {"id": "3", "source": "r", "target": "c", "target_port": "tensors.1"},
            {"id": "4", "source": "c", "target": "s", "target_port": "a", "source_port": "out"},
        ],
        "frames": [{"id": "f", "kind": "no_grad"}, {"id": "g", "frame": "f"}],
        "actions": [
            {"kind": "repeat", "id": "a", "values": {"text": "2"}, "name": "i", "body": body},
            {"kind": "assign", "id": "e", "node": "x", "expression": write, "operator": "="},
            {"kind": "set_requires_grad", "id": "g", "node": "r", "value": True},
            {"kind": "zero_grad", "id": "z", "leaves": ["x"], "set_to_none": False},
        ],
        "definitions": [],
    }


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def damaged(rng: Random) -> bytes:
    raw = example()
    for _ in range(rng.choice([1, 1, 2])):
        *path, last = rng.choice(list(places(raw)))
        owner: Any = raw
        for key in path:
            owner = owner[key]
        if rng.random() < 0.7:
            owner[last] = copy.deepcopy(rng.choice(ODD))
        elif rng.random() < 0.5 or not isinstance(owner, list):
            del owner[last]
        else:
            owner.append(copy.deepcopy(owner[last]))
    data = bytearray(json.dumps(raw).encode())
    if rng.random() < 0.2:
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data if rng.random() < 0.95 else data[: rng.randrange(len(data))])


def test_the_file_that_is_damaged_is_a_good_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "graph.gradcanvas"
    path.write_text(json.dumps(example()))
    assert cli.main(["run", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["nodes"][0]["grad"] == [0.0, 0.0]


def test_damaged_files_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "graph.gradcanvas"
    codes = []
    for seed in range(SEEDS):
        path.write_bytes(damaged(Random(seed)))
        start = time.monotonic()
        codes.append(cli.main(["run", str(path), "--json"]))
        assert time.monotonic() - start < 2.0, seed
        said = capsys.readouterr()
        if codes[-1] == 3:
            assert json.loads(said.out)["error"]["code"] == 3
            assert said.err.startswith(f"gradcanvas: error: {path}: "), seed
            assert said.err.count("\n") == 1, seed
        else:
            assert said.err == "", seed
            assert (codes[-1] == 1) == bool(json.loads(said.out)["errors"]), seed
    assert all(codes.count(code) > SEEDS / 20 for code in (0, 1, 3))
