"""What the README says is so: verbs, links, keys, file, JSON, the example of an operation."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.commands import COMMANDS
from app.terminal.running import report
from autograd_core.graph import files
from autograd_core.graph.document import Document
from autograd_core.graph.run import Run
from autograd_core.graph.steps import port_ref

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CANVAS_KEYS = {"Tab", "Enter", "W", "Esc"}


def section(title: str) -> str:
    return README.partition(f"# {title}\n")[2].partition("\n## ")[0]


def ran(document: Document) -> Run:
    run = Run(document)
    for _ in run.execute():
        pass
    return run


def test_links_and_verbs_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert "LICENSE" in links
    assert [link for link in links if not (ROOT / link).is_file()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = {verb for found in re.findall(r"\.PHONY: (.+)", makefile) for verb in found.split()}
    assert set(re.findall(r"\bmake ([a-z]+)", README)) - {"and"} == verbs


def test_keys_are_those_of_the_commands() -> None:
    keys = {key for command in COMMANDS for key in command.keys}
    rows = re.findall(r"^\| (`.+?) \| (.*) \|$", section("Keys"), re.MULTILINE)
    named = {key for row in rows for key in re.findall("`(.+?)`", " ".join(row))}
    assert len(rows) >= 6
    assert named - keys == CANVAS_KEYS


def test_the_file_can_be_read_and_run() -> None:
    lines = [line for line in section("Files").splitlines() if line.startswith("    ")]
    run = ran(files.decode("\n".join(lines).encode()))
    assert run.log.at(len(run.log), port_ref("n1"), "grad").array.tolist() == [1.0, 1.0]


def test_the_json_has_what_is_listed() -> None:
    text = section("Command line").partition("The JSON object")[2].partition("What is wrong")[0]
    document = files.load(ROOT / "tests" / "files" / "version_1.gradcanvas")
    made = report(document, ran(document))
    items = text.split("\n- ")[1:]
    assert [re.findall("`(.+?)`", item)[0] for item in items] == list(made)
    assert set(re.findall("`([a-z_]+)`", items[0])) - {"nodes", "leaf"} == set(made["nodes"][0])
    assert set(made["steps"][0]) <= set(re.findall("`([a-z_]+)`", items[1]))


def test_the_example_of_an_operation_works(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", section("Add an operation"), re.DOTALL)
    shutil.copytree(
        ROOT / "autograd_core",
        tmp_path / "autograd_core",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    with (tmp_path / "autograd_core" / "ops" / "unary.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{code}")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import autograd_core as torch\n"
        "x = torch.tensor([1., 2.], requires_grad=True)\n"
        "y = torch.cube(x)\n"
        "y.sum().backward()\n"
        "print(y, x.grad, x.detach().cube_())\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout == (
        "tensor([1., 8.], grad_fn=<CubeBackward0>) tensor([ 3., 12.]) tensor([1., 8.])\n"
    )


@pytest.mark.parametrize("word", ["localhost", "/home/", "/root", "http://"])
def test_no_place_of_one_machine_is_named(word: str) -> None:
    assert word not in README
