"""The walls of the house: who may import whom, what must do without Qt, and no cycles.

The contracts stand in pyproject.toml. Each is tried with a planted violation, as a contract that
names the wrong package never fails.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import networkx
import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "autograd_core", "resources")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}

# contract, file to plant, what is written there
VIOLATIONS = [
    ("layers", "app/panels/planted.py", "import app.main_window"),
    ("layers", "app/export/planted.py", "import app.panels"),
    ("layers", "app/canvas/planted.py", "def later() -> None:\n    import app.panels.palette"),
    ("layers", "app/playback/planted.py", "from app.canvas import geometry"),
    ("layers", "app/session.py", "from app.playback import player"),
    ("layers", "app/settings.py", "import app.session"),
    ("layers", "app/panels/planted.py", "import app.window.menus"),
    ("layers", "app/widgets/planted.py", "import app.panels.palette"),
    ("layers", "app/worker.py", "import app.session"),
    ("layers", "app/theme.py", "import app.settings"),
    ("layers", "autograd_core/planted.py", "import app.commands"),
    ("core", "autograd_core/ops/planted.py", "from PySide6.QtCore import QObject"),
    ("core", "autograd_core/graph/planted.py", "def later() -> None:\n    import resources"),
    ("core", "autograd_core/planted.py", "import app.worker"),
    ("graph", "autograd_core/ops/planted.py", "from autograd_core.graph.steps import Step"),
    ("graph", "autograd_core/__init__.py", "import autograd_core.graph"),
    ("panels", "app/panels/planted.py", "import app.panels.palette"),
    ("panels-canvas", "app/panels/planted.py", "from app.canvas import geometry"),
    ("cli", "app/cli.py", "def later() -> None:\n    import app.planted_window"),
]
# what violations import, if the tree does not have it yet
IMPORTED = {
    "app/commands.py": "",
    "app/main_window.py": "",
    "app/session.py": "",
    "app/settings.py": "",
    "app/worker.py": "",
    "app/canvas/geometry.py": "",
    "app/panels/palette.py": "",
    "app/playback/player.py": "",
    "autograd_core/graph/steps.py": "Step = object",
    "app/planted_window.py": "from PySide6.QtWidgets import QWidget",
}


def write(tree: Path, name: str, text: str) -> None:
    """Appends text to a file, making it and the packages above it where they are missing."""
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.relative_to(tree).parents[:-1]:
        (tree / folder / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{text}\n")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the Python files and the contracts."""
    for package in PACKAGES:
        for source in (ROOT / package).rglob("*.py"):
            target = tmp_path / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command as main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-logo", "--no-cache", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tree_keeps_every_contract(tree: Path) -> None:
    result = lint(tree)

    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(("contract", "name", "text"), VIOLATIONS)
def test_a_planted_violation_is_caught(tree: Path, contract: str, name: str, text: str) -> None:
    for imported, content in IMPORTED.items():
        if not (tree / imported).exists():
            write(tree, imported, content)
    write(tree, name, text)

    result = lint(tree, "--contract", contract)

    module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "0 kept, 1 broken" in result.stdout
    assert module in result.stdout.partition("Broken contracts")[2]


def test_every_contract_has_been_tried() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == CONTRACTS


def cycles_in(imports: grimp.ImportGraph) -> list[list[str]]:
    graph = networkx.DiGraph(
        (module, imported)
        for module in imports.modules
        for imported in imports.find_modules_directly_imported_by(module)
    )
    parts = networkx.strongly_connected_components(graph)
    return [sorted(part) for part in parts if len(part) > 1]


def test_no_module_is_in_an_import_cycle() -> None:
    imports = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)
    assert cycles_in(imports) == []

    imports.add_import(importer="resources", imported="app.__main__")
    imports.add_import(importer="app.__main__", imported="resources")
    (cycle,) = cycles_in(imports)
    assert {"app.__main__", "resources"} <= set(cycle)


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("module", ["app", "app.__main__", "app.cli", "autograd_core", "resources"])
def test_what_needs_no_qt_is_imported_without_it(module: str) -> None:
    result = run_python(
        "import sys\n"
        "sys.modules.update(PySide6=None, shiboken6=None)\n"
        f"import {module}\n"
        "print('imported')"
    )

    assert result.stdout == "imported\n", result.stderr


@pytest.mark.parametrize("library", ["scipy", "networkx"])
def test_heavy_libraries_wait_until_they_are_used(library: str) -> None:
    assert importlib.util.find_spec(library)
    result = run_python(f"import sys, autograd_core, app.cli\nprint({library!r} in sys.modules)")

    assert result.stdout == "False\n", result.stderr
