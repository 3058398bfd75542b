"""The examples do what PyTorch does with their programs, and are drawn without clutter."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import numpy as np
import pytest

import autograd_core
import resources
from app import cli
from app.canvas import curves, metrics
from app.canvas.geometry import Geometry
from autograd_core.graph.document import Document
from autograd_core.graph.files import SUFFIX, decode, encode
from autograd_core.graph.run import Run
from tests.example_programs import FACTS, GOLDEN, PROGRAMS, result_of, without_addresses

RECORDED: dict[str, dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
FILES = {item.name.removesuffix(SUFFIX): item for item in resources.examples()}
APART = 24
"""Canvas units between cards, at least."""


def run(name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """The exit code and the report of `gradcanvas run EXAMPLE --json`."""
    with resources.as_path("examples", FILES[name].name) as path:
        code = cli.main(["run", str(path), "--json"])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, report


def opened(name: str) -> Document:
    return decode(FILES[name].read_bytes())


def test_each_example_has_its_program_and_a_record_of_it() -> None:
    assert sorted(FILES) == sorted(PROGRAMS) == sorted(RECORDED)


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_does_what_pytorch_did(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = run(name, capsys)
    recorded = RECORDED[name]

    assert without_addresses(report["output"]) == recorded["output"]
    assert [error["message"] for error in report["errors"]] == recorded["errors"]
    assert code == (1 if recorded["errors"] else 0)

    rows = [{fact: node[fact] for fact in FACTS} for node in report["nodes"]]
    labels = {node.label for node in opened(name).nodes.values() if node.label}
    assert labels == {row["name"] for row in recorded["table"]}
    for label in labels:
        drawn = [row for row in rows if row["name"] == label]
        # a name that is given again may mean the same card, executed again
        assert drawn == [row for row in recorded["table"] if row["name"] == label][-len(drawn) :]


def test_only_the_example_of_an_error_fails() -> None:
    assert [name for name in RECORDED if RECORDED[name]["errors"]] == ["07_in_place_on_a_leaf"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_engine_runs_the_program_as_pytorch_did(name: str) -> None:
    assert result_of(autograd_core, name) == RECORDED[name]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_record_is_what_pytorch_does(name: str) -> None:
    torch = pytest.importorskip("torch")
    assert result_of(torch, name) == RECORDED[name]


@pytest.mark.parametrize("name", FILES)
def test_opening_and_saving_changes_no_byte(name: str) -> None:
    data = FILES[name].read_bytes()
    assert encode(decode(data)) == data


@pytest.mark.parametrize("name", FILES)
def test_cards_stand_clear_of_each_other_and_of_the_wires(name: str) -> None:
    document = opened(name)
    execution = Run(document)
    for _ in execution.execute():
        pass
    places = Geometry(document)
    places.set_contents(
        {
            slot: metrics.content_of(execution.log, node, places.outputs[slot])
            for node, slot in places.slots.items()
        }
    )
    low, high = places.pos, places.pos + places.size
    for a, b in combinations(range(len(low)), 2):
        assert (low[a] >= high[b] + APART).any() or (low[b] >= high[a] + APART).any()
    assert (places.ends[:, 2] > places.ends[:, 0]).all()  # from left to right
    boxes = places.frames.boxes(places.pos, places.size)
    for slot, node in enumerate(places.ids):
        for frame, box in boxes.items():
            apart = (
                high[slot, 0] < box.left or low[slot, 0] > box.right
                or high[slot, 1] < box.top or low[slot, 1] > box.bottom
            )  # fmt: skip
            assert apart or document.nodes[node].frame == frame
    xs, ys = curves.points(places.ends, 200)
    for wire, (source, _, target, _) in enumerate(places.joins.tolist()):
        points = np.stack([xs[wire], ys[wire]], axis=-1)
        for slot in range(len(low)):
            inside = ((points > low[slot]) & (points < high[slot])).all(axis=1)
            assert slot in (source, target) or not inside.any()
