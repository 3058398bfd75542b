"""What holds for all commands: no Qt and no display, `-`, `--json`, exit codes, completion."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import app
from app import cli
from app.__main__ import main
from app.terminal import reading
from app.terminal.codes import MEANINGS
from app.terminal.completing import WRITERS as SHELLS
from autograd_core.graph import files
from tests.autograd_core.graph.graphs import sum_of_squares

CODE = """import torch
x = torch.ones(2, requires_grad=True)
(x * x).sum().backward()
print(x.grad)
"""
ROOT = Path(app.__file__).parents[1]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def code(tmp_path: Path) -> str:
    path = tmp_path / "code.py"
    path.write_text(CODE, "utf-8")
    return str(path)


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes | str) -> None:
    """Puts something on standard input."""
    data = data if isinstance(data, bytes) else data.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def told(capsys: Captured, *arguments: str) -> Any:
    """The JSON of a command."""
    cli.main([*arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def test_no_command_but_render_needs_qt_or_a_display(code: str, tmp_path: Path) -> None:
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    commands = [
        ["run", code], ["run", code, "--json"], ["check", code, "--no-torch"], ["ops"],
        *(["convert", code, str(tmp_path / f"a.{end}")]
          for end in ("py", "ipynb", "gradcanvas", "json", "dot", "mmd")),
        ["diff", code, str(tmp_path / "a.json")], ["completion", "zsh"],
        ["render", code, "-o", str(tmp_path / "a.png")],
    ]  # fmt: skip
    program = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        "from app.__main__ import main\n"
        f"codes = [main(each) for each in {commands!r}]\n"
        "print(codes, 'torch' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={k: v for k, v in os.environ.items() if k not in hidden},
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    last = done.stderr.splitlines()[-1]
    assert last == f"{[0] * (len(commands) - 1) + [4]} False"


@pytest.mark.parametrize("kind", ["py", "ipynb", "graph", "networkx"])
def test_what_is_converted_to_standard_output_can_be_run_from_standard_input(
    kind: str, code: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["convert", code, "-", "--to", kind]) == 0
    typed(monkeypatch, capsys.readouterr().out)
    assert told(capsys, "run", "-")["output"] == "tensor([2., 2.])\n"


def test_standard_input_is_what_it_is_said_to_be(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "{'no': 'code'}")
    assert told(capsys, "run", "-")["error"]["code"] == 3
    typed(monkeypatch, "{'no': 'code'}")
    assert told(capsys, "run", "-", "--from", "py")["errors"] == []
    assert cli.main(["diff", "-", "-"]) == 2
    assert cli.main(["convert", "-", "-"]) == 2


def test_what_went_to_standard_output_is_in_the_json(code: str, capsys: Captured) -> None:
    found = told(capsys, "convert", code, "-", "--to", "py", "--assert", "--device", "cuda")
    assert "cuda" in found["text"]
    assert "assert" in found["text"]
    assert (found["format"], found["nodes"], found["error"]) == ("py", 3, None)
    assert cli.main(["convert", code, "-", "--to", "dot", "--assert"]) == 2


@pytest.mark.usefixtures("qapp")
def test_a_picture_on_standard_output_in_json(
    code: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.render import render

    typed(monkeypatch, CODE)
    assert cli.main(["render", "-", "-o", "-", "--format", "png", "--json"], draw=render) == 0
    found = json.loads(capsys.readouterr().out)
    assert base64.b64decode(found["data"]).startswith(b"\x89PNG")


def test_a_line_of_a_notebook_is_told_by_its_cell(tmp_path: Path, capsys: Captured) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# a"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "import torch"]},
        {"cell_type": "code", "source": "x = 1\nimport os"},
    ]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), "utf-8")
    assert cli.main(["run", str(path)]) == 3
    assert f"{path}, cell 3, line 2: os cannot" in capsys.readouterr().err


def test_errors_in_code_are_in_the_json_with_their_line(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "print(1)\nx = 1 / 0\n")
    found = told(capsys, "run", "-")
    assert found["output"] == "1\n"
    assert [(each["line"], each["message"]) for each in found["errors"]] == [
        (2, "ZeroDivisionError: division by zero")
    ]
    typed(monkeypatch, "import os")
    assert told(capsys, "check", "-")["error"]["line"] == 1


def test_every_help_tells_the_exit_codes(capsys: Captured) -> None:
    for arguments in ([], *([name] for name in ("run", "check", "convert", "render", "ops"))):
        with pytest.raises(SystemExit, match="0"):
            cli.main([*arguments, "--help"])
        said = " ".join(capsys.readouterr().out.split())
        assert all(f"{code} {text}" in said for code, text in MEANINGS.items())


def test_ctrl_c_ends_it_without_a_word(
    code: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "trace", interrupted)
    assert main(["run", code]) == 130
    assert capsys.readouterr() == ("", "")


COMPLETIONS = [
    (["gradcanvas", "c"], {"check", "convert", "completion"}),
    (["gradcanvas", "run", "--st"], {"--steps"}),
    (["gradcanvas", "ops", "logsum"], {"logsumexp"}),
    (["gradcanvas", "ops", "--category", "redu"], {"reduction"}),
    (["gradcanvas", "render", "a", "-o", "x", "--theme", ""], {"light", "dark"}),
    (["gradcanvas", "convert", "a", "--to", "i"], {"ipynb"}),
    (["gradcanvas", "check", "my "], {"my graph.gradcanvas"}),
    (["gradcanvas", "completion", "z"], {"zsh"}),
]


@pytest.mark.parametrize("bash", [each for each in [shutil.which("bash")] if each])
def test_bash_completes(bash: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "my graph.gradcanvas").touch()
    (tmp_path / "my other.txt").touch()
    assert cli.main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    for words, _ in COMPLETIONS:
        listed = " ".join(f"'{word}'" for word in words)
        script += f"COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}\n_gradcanvas\n"
        script += "printf '%s\\n' \"${COMPREPLY[@]}\" .\n"
    done = subprocess.run(
        [bash, "-u", "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stderr == ""
    found = [set(part.split("\n")) - {""} for part in done.stdout.split("\n.\n")[:-1]]
    assert found == [expected for _, expected in COMPLETIONS]


def test_other_shells_get_every_command(capsys: Captured) -> None:
    for shell in SHELLS:
        assert cli.main(["completion", shell]) == 0
        script = capsys.readouterr().out
        assert all(name in script for name in ("render", "reduced-motion", "reduction", "convert"))


def test_a_diff_of_code_with_its_graph_is_empty(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.gradcanvas"
    files.save(sum_of_squares(), target)
    assert cli.main(["convert", str(target), "-", "--to", "networkx"]) == 0
    typed(monkeypatch, capsys.readouterr().out)
    assert cli.main(["diff", str(target), "-"]) == 0
