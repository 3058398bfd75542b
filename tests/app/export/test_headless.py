"""Without a display: the picture is made where it belongs, and its absence breaks nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import resources
from app import __main__ as program
from app.export import headless
from autograd_core.graph import files
from autograd_core.graph.actions import Forward
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.steps import StepLog
from tests.app.canvas.scenes import log_of_product

EXAMPLE = Path(str(resources.examples()[0]))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "my graph.gradcanvas"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No display, and a folder for caches of its own."""
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    cache = tmp_path / "cache"
    monkeypatch.setattr(headless, "cache", lambda: cache)
    return cache


def test_the_picture_is_of_the_step_from_which_most_flows() -> None:
    log = log_of_product()
    assert headless.telling_cursor(log) == 6
    log.append(log.steps[3])
    assert headless.telling_cursor(log) == 6
    assert headless.telling_cursor(StepLog(log.steps[:4])) == 4
    assert headless.telling_cursor(StepLog()) == 0


@pytest.mark.usefixtures("qapp")
def test_the_picture_lies_beside_the_file(
    graph: Path, blind: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main([str(graph)]) == 0
    first, *_, last = capsys.readouterr().out.splitlines()
    path = graph.with_name("my graph.step5.png")
    assert first == "gradcanvas: there is no display: running in the terminal instead"
    assert last == f"gradcanvas: picture of step 5 of 6: {path}"
    assert QImage(str(path)).width() > 1000
    assert not blind.exists()


@pytest.mark.usefixtures("qapp")
def test_the_picture_of_an_example_lies_among_the_caches(
    blind: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sorted(EXAMPLE.parent.iterdir())
    for arguments in ([], [str(EXAMPLE)]):
        assert program.main(arguments) == 0
        said = Path(capsys.readouterr().out.splitlines()[-1].partition(": picture of ")[2])
        path = Path(str(said).partition(": ")[2])
        assert path.parent == blind
        assert path.is_file()
    assert sorted(EXAMPLE.parent.iterdir()) == folder


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_is_not_to_be_written_is_left_alone(
    graph: Path, blind: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: path != graph.parent)
    assert program.main([str(graph)]) == 0
    assert (blind / "my graph.step5.png").is_file()
    blind.joinpath("my graph.step5.png").unlink()
    blind.rmdir()
    blind.write_text("a file where the folder should be", encoding="utf-8")
    assert program.main([str(graph)]) == 0
    problem = capsys.readouterr().err
    assert problem == "gradcanvas: no picture could be made: File exists\n"


@pytest.mark.usefixtures("qapp")
def test_what_fails_is_drawn_too_and_keeps_its_exit_code(blind: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.gradcanvas"
    files.save(Document([LeafData("n", value="ones(2,")], actions=(Forward("a"),)), path)
    assert program.main([str(path)]) == 1
    assert list(tmp_path.glob("bad.step*.png"))


def test_without_qt_there_is_all_but_the_picture(graph: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "PySide6"
    broken.mkdir(parents=True)
    reason = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (broken / "__init__.py").write_text(f"raise ImportError({reason!r})\n", encoding="utf-8")
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-m", "app", str(graph)],
        env={k: v for k, v in os.environ.items() if k not in hidden}
        | {"PYTHONPATH": os.pathsep.join([str(broken.parent), str(Path(*EXAMPLE.parts[:-3]))])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "MulBackward0 of y: gradient [1, 1] comes in" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("s ")
    assert done.stderr == f"gradcanvas: no picture could be made: {reason}\n"
    assert not list(tmp_path.glob("*.png"))
