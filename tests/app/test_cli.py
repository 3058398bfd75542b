"""The command line: one JSON object, exit codes, one line for bad input, and no Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.__main__ import start
from autograd_core.graph import files
from autograd_core.graph.actions import Backward, Expression, Forward, Print
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.edits import apply
from autograd_core.graph.folding import fold


def saved(path: Path, document: Document) -> str:
    files.save(document, path / "graph.gradcanvas")
    return str(path / "graph.gradcanvas")


def squares(value: str = "ones(2)", *more: Any) -> Document:
    return Document(
        [
            LeafData("n1", label="x", value=value, requires_grad=True),
            OpData("n2", op="mul", label="y"),
            OpData("n3", op="sum", label="s"),
        ],
        [
            WireData("w1", "n1", "n2", "a"),
            WireData("w2", "n1", "n2", "b"),
            WireData("w3", "n2", "n3", "a"),
        ],
        actions=(Forward("a1"), Backward("a2", "n3"), *more),
    )


def result(capsys: pytest.CaptureFixture[str], path: str) -> tuple[int, dict[str, Any]]:
    code = cli.main(["run", path, "--json"])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, report


def test_json_has_every_node_step_and_print(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show = Print("a3", Expression("x.grad", {"x": "n1"}))
    code, report = result(capsys, saved(tmp_path, squares("ones(2)", show)))
    assert code == 0
    assert report["nodes"][0] == {
        "id": "n1",
        "name": "x",
        "op": "leaf",
        "value": [1.0, 1.0],
        "shape": [2],
        "dtype": "float32",
        "requires_grad": True,
        "is_leaf": True,
        "grad_fn": None,
        "grad": [2.0, 2.0],
        "version": 0,
        "error": None,
        "outputs": [
            {
                "port": "out",
                "value": [1.0, 1.0],
                "shape": [2],
                "dtype": "float32",
                "requires_grad": True,
                "grad_fn": None,
            }
        ],
    }
    assert [step["kind"] for step in report["steps"]] == [
        *["forward"] * 3,
        *["backward"] * 2,
        "accumulate",
        "print",
    ]
    assert report["output"] == "tensor([2., 2.])\n"
    assert report["errors"] == []


def test_not_finite_values_are_strings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, report = result(capsys, saved(tmp_path, Document([LeafData("n", value="[nan, inf, -inf]")])))
    assert report["nodes"][0]["value"] == ["nan", "inf", "-inf"]


def test_a_failed_node_gives_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = result(capsys, saved(tmp_path, squares("ones(2,")))
    assert code == 1
    assert report["nodes"][0]["value"] is None
    assert report["nodes"][0]["error"].startswith("not understood")
    assert [error["node"] for error in report["errors"]] == ["n1", "n3"]


def test_bad_input_is_one_line_with_file_place_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.gradcanvas"
    path.write_bytes(files.encode(squares()).replace(b'"mul"', b'"foo"'))
    assert cli.main(["run", str(path), "--json"]) == 3
    captured = capsys.readouterr()
    reason = f"{path}: $.nodes[1].op: unknown operation 'foo'"
    assert captured.err == f"gradcanvas: error: {reason}\n"
    error = {"code": 3, "message": reason, "file": str(path), "line": None}
    assert json.loads(captured.out) == {"error": error}
    assert cli.main(["run", str(tmp_path / "nothing")]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith("nothing: No such file or directory\n")
    assert cli.main(["run"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_text_shows_the_steps_and_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", saved(tmp_path, squares()), "--steps"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[5].split() == "6 accumulate x.grad: None → [2, 2]".split()
    assert lines[-3].split() == "x leaf [1, 1] True True None [2, 2]".split()


@pytest.mark.parametrize(
    ("option", "said"), [("--help", "usage: gradcanvas [FILE]\n"), ("--version", "gradcanvas ")]
)
def test_help_tells_of_the_window_and_the_version_is_known(
    option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        start([option])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith(said)


def test_a_second_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["a.gradcanvas", "b.gradcanvas"]) == 2
    said = "gradcanvas: error: one file at a time; what is b.gradcanvas?\n"
    assert capsys.readouterr().err == said


def test_it_works_where_qt_is_not_installed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        "from app.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    path = saved(tmp_path, squares())
    done = subprocess.run(
        [sys.executable, "-c", code, "run", path, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["nodes"][2]["value"] == 2.0


def test_every_output_of_an_operation_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nodes: list[NodeData] = [
        LeafData("x", value="[1., 2., 3.]", requires_grad=True),
        OpData("u", op="unbind"),
        OpData("z", op="unbind", state="mute"),
    ]
    wires = [WireData("w1", "x", "u", "a"), WireData("w2", "x", "z", "a")]
    code, report = result(capsys, saved(tmp_path, Document(nodes, wires)))
    assert code == 0
    assert [(o["port"], o["value"]) for o in report["nodes"][1]["outputs"]] == [
        ("outs.0", 1.0),
        ("outs.1", 2.0),
        ("outs.2", 3.0),
    ]
    assert report["nodes"][2]["outputs"] == []


def test_what_is_bypassed_or_muted_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nodes: list[NodeData] = [
        LeafData("x", value="[1., 2.]"),
        OpData("b", op="exp", label="b", state="bypass"),
        OpData("m", op="sin", label="m", state="mute"),
        OpData("s", op="sum", label="s"),
    ]
    wires = [WireData("w1", "x", "b", "a"), WireData("w2", "b", "m", "a")]
    wires.append(WireData("w3", "m", "s", "a"))
    path = saved(tmp_path, Document(nodes, wires))
    assert cli.main(["run", str(path)]) == 0
    rows = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    found = {row[0].strip(): [cell.strip() for cell in row if cell.strip()] for row in rows}
    assert found["b"][1:3] == ["exp (bypassed)", "[1, 2]"]
    assert found["m"][2] == "muted"
    assert found["s"][2] == "not run: m is muted"
    _, report = result(capsys, path)
    states = [node.get("state") for node in report["nodes"]]
    assert states == [None, "bypass", "mute", None]


def test_bad_input_stays_on_one_line_whatever_its_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a\nb\udcff.gradcanvas"
    path.write_bytes(files.encode(squares()).replace(b'"mul"', b'"' + b"f\\n" * 999 + b'"'))
    assert cli.main(["run", str(path)]) == 3
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert len(error) < 3000
    assert "a\\nb\\udcff.gradcanvas: $.nodes[1].op: unknown operation" in error
    assert start(["--bogus"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def launched(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **options)


def test_output_that_nobody_can_take_is_no_traceback(tmp_path: Path) -> None:
    path = saved(tmp_path, squares("ones(100000)"))
    with launched("run", path, "--json", stdout=subprocess.PIPE) as closed:
        assert closed.stdout is not None
        closed.stdout.close()
        assert closed.stderr is not None
        assert closed.stderr.read() == b""
    assert closed.returncode == 141
    if Path("/dev/full").exists():
        with (
            Path("/dev/full").open("wb") as full,
            launched("run", path, "--json", stdout=full) as told,
        ):
            assert told.stderr is not None
            assert told.stderr.read() == b"gradcanvas: error: No space left on device\n"
        assert told.returncode == 3


def test_a_terminal_without_unicode_gets_escapes(tmp_path: Path) -> None:
    document = squares("ones(2)", Print("a3", Expression("'→ é \\ud800'")))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    path = saved(tmp_path, document)
    for arguments in (["--json"], ["--steps"]):
        with launched("run", path, *arguments, stdout=subprocess.PIPE, env=environment) as done:
            output, errors = done.communicate()
        assert (done.returncode, errors) == (0, b"")
        assert b"\\u2192" in output
        if arguments == ["--json"]:
            assert json.loads(output)["output"] == "→ é \ud800\n"


def test_nodes_in_subgraphs_are_named_by_their_paths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = squares()
    apply(document, fold(document, ["n2", "n3"], "square")[1])
    path = saved(tmp_path, document)
    code, report = result(capsys, path)
    assert code == 0
    assert [(node["id"], node["name"]) for node in report["nodes"]] == [
        ("n1", "x"), ("n4/n2", "square/y"), ("n4/n3", "square/s"),
    ]  # fmt: skip
    assert report["nodes"][0]["grad"] == [2.0, 2.0]
    assert report["steps"][1]["caption"] == "square/y = x * x = [1, 1]"
    assert cli.main(["run", path]) == 0
    assert "\nsquare/s " in capsys.readouterr().out
