"""PyTorch code on the command line."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import pytest

from app import cli
from autograd_core.graph.files import load

CODE = "import torch\nx = torch.ones(2, requires_grad=True)\ny = (x * x).sum()\n"
ACTIONS = "y.backward()\nprint(x.grad)\n"
GRAPH = "import torch\n\n" + CODE.partition("\n")[2] + ACTIONS


def written(folder: Path, text: str, name: str = "code.py") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_code_prints_what_it_prints_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", written(tmp_path, CODE + ACTIONS)]) == 0
    assert capsys.readouterr() == ("tensor([2., 2.])\n", "")


def test_code_as_json_has_its_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", written(tmp_path, CODE + ACTIONS), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [node["name"] for node in found["nodes"]] == ["x", "mul", "y"]
    assert found["output"] == "tensor([2., 2.])\n"


def test_what_is_refused_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "import torch\nimport os\n")
    assert cli.main(["run", path]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"gradcanvas: error: {path}, line 2: os cannot be imported here")


def test_an_error_in_the_code_comes_after_what_it_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", written(tmp_path, "print(1)\nx = 1 / 0\n")]) == 1
    said = capsys.readouterr()
    assert said.out == "1\n"
    assert "line 2: ZeroDivisionError: division by zero" in said.err


@pytest.mark.parametrize("kind", [".gradcanvas", ".ipynb", ".py"])
def test_code_is_converted_and_comes_back(tmp_path: Path, kind: str) -> None:
    middle, back = tmp_path / f"graph{kind}", tmp_path / "back.py"
    assert cli.main(["convert", written(tmp_path, CODE + ACTIONS), str(middle)]) == 0
    assert cli.main(["convert", str(middle), str(back)]) == 0
    assert back.read_text("utf-8") == GRAPH


def test_cards_of_converted_code_lie_apart(tmp_path: Path) -> None:
    target = tmp_path / "graph.gradcanvas"
    assert cli.main(["convert", written(tmp_path, CODE), str(target)]) == 0
    nodes = load(target).nodes.values()
    assert len({(node.x, node.y) for node in nodes}) == len(nodes)


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (".mmd", "  n0 -->|a| n1\n  n0 -->|b| n1\n  n1 --> n2\n"),
        (".dot", '  "n1" -> "n2" [label="a"];\n  "n1" -> "n2" [label="b"];\n  "n2" -> "n3";\n'),
    ],
)
def test_diagrams_have_every_wire_and_the_shapes(tmp_path: Path, kind: str, lines: str) -> None:
    target = tmp_path / f"graph{kind}"
    assert cli.main(["convert", written(tmp_path, CODE), str(target)]) == 0
    text = target.read_text("utf-8")
    assert lines in text
    assert "[2] float32" in text


def test_an_unknown_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["convert", written(tmp_path, CODE), str(tmp_path / "x.txt")]) == 2
    assert "its name should end in one of" in capsys.readouterr().err


def test_a_file_that_is_no_notebook_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "[1]", "x.ipynb")
    assert cli.main(["convert", path, str(tmp_path / "x.py")]) == 3
    assert "no Jupyter notebook" in capsys.readouterr().err


def test_a_graph_keeps_the_code_that_it_came_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, other = tmp_path / "a.gradcanvas", tmp_path / "b.gradcanvas"
    code = written(tmp_path, CODE + ACTIONS)
    assert cli.main(["convert", code, str(target)]) == 0
    assert load(target).source == CODE + ACTIONS
    same = written(tmp_path, CODE + "# said in other words\n" + ACTIONS, "same.py")
    assert cli.main(["convert", same, str(other)]) == 0
    assert cli.main(["diff", str(target), same]) == 0
    assert capsys.readouterr().out == ""
    assert cli.main(["diff", str(target), str(other)]) == 1
    assert capsys.readouterr().out == "the code that is kept is another\n"
    assert cli.main(["convert", written(tmp_path, CODE, "less.py"), str(other)]) == 0
    assert cli.main(["diff", str(target), str(other)]) == 1
    assert "kept" not in capsys.readouterr().out


def test_devices_and_pipes_are_written_to_and_stay(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    if sys.platform == "win32":
        return  # it has no devices in folders
    code, pipe = written(tmp_path, CODE), tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    assert cli.main(["convert", code, str(pipe), "--to", "py"]) == 0
    reader.join()
    assert b"y = " in found[0]
    assert pipe.is_fifo()
    for device in (os.devnull, "/dev/stdout"):
        assert cli.main(["convert", code, device, "--to", "py"]) == 0
        assert (b"y = " in capsysbinary.readouterr().out) == (device != os.devnull)
    assert cli.main(["convert", code, str(tmp_path), "--to", "py"]) == 3
