"""The commands: check, diff, ops."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import resources
from app import cli
from autograd_core.graph import files
from autograd_core.ops.spec import REGISTRY
from tests.autograd_core.graph.graphs import sum_of_squares

EXAMPLES = {item.name[:2]: Path(str(item)) for item in resources.examples()}


def test_check_agrees_or_says_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(EXAMPLES["01"]), "--no-torch"]) == 0
    assert "all 2" in capsys.readouterr().out
    assert cli.main(["check", str(EXAMPLES["04"]), "--no-torch", "--json"]) == 0
    (check,) = json.loads(capsys.readouterr().out)["checks"]
    assert check["differences"] == ["cut", "cut"]
    assert cli.main(["check", str(EXAMPLES["02"]), "--no-torch"]) == 0
    assert "no tensor has a gradient" in capsys.readouterr().out


def test_check_fails_where_the_run_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(EXAMPLES["07"]), "--no-torch"]) == 1


def test_diff_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "a.gradcanvas", tmp_path / "b.gradcanvas"
    files.save(sum_of_squares(), first)
    files.save(sum_of_squares(value="[1., 2.]"), second)
    assert cli.main(["diff", str(first), str(first)]) == 0
    assert capsys.readouterr().out == ""
    assert cli.main(["diff", str(first), str(second)]) == 1
    assert capsys.readouterr().out == "x.value: ones(2) → [1., 2.]\n"
    assert cli.main(["diff", str(first), str(tmp_path / "gone")]) == 3
    assert capsys.readouterr().err.startswith("gradcanvas: error: ")


def test_a_file_may_come_on_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(files.encode(sum_of_squares())))
    monkeypatch.setattr(sys, "stdin", stream)
    assert cli.main(["check", "-", "--no-torch"]) == 0


def test_ops_tells_of_every_operation(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ops", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["operations"]
    assert [each["name"] for each in listed] == list(REGISTRY)
    for name in ("relu", "cat", "cross_entropy", "setitem"):
        assert cli.main(["ops", name]) == 0
        assert REGISTRY[name].title in capsys.readouterr().out
    assert cli.main(["ops", "rellu"]) == 2
    assert "relu" in capsys.readouterr().err
    assert cli.main(["ops", "--category", "nothing"]) == 2
