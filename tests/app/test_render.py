"""`gradcanvas render`: files as they were asked for, exit codes, one line for what is wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage

import app.__main__ as program
import resources
from app.export import plan
from autograd_core.graph import files
from autograd_core.graph.actions import Forward
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.edits import apply
from autograd_core.graph.folding import fold
from tests.app.test_cli import squares

EXAMPLE = next(str(each) for each in resources.examples() if each.name.startswith("12"))
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "sum.gradcanvas"
    files.save(squares(), path)
    return path


def render(graph: Path | str, out: Path | str, *more: str) -> int:
    return program.main(["render", str(graph), "-o", str(out), *more])


def refused(
    capsys: Captured, graph: Path | str, out: Path | str, *more: str, code: int = 2
) -> str:
    """The line that says why."""
    assert render(graph, out, *more) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err.removeprefix("gradcanvas: error: ")[:-1]


@pytest.mark.usefixtures("qapp")
def test_pictures_of_a_step(graph: Path, tmp_path: Path, capsys: Captured) -> None:
    once, twice = tmp_path / "once.png", tmp_path / "twice.png"
    assert render(graph, once, "--scale", "1", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    image = QImage(str(once))
    assert told == {
        "file": str(once),
        "format": "png",
        "width": image.width(),
        "height": image.height(),
        "steps": 6,
        "step": 5,
    }
    assert render(graph, twice, "--step", "0", "--theme", "dark") == 0
    assert abs(QImage(str(twice)).width() - 2 * image.width()) <= 2
    assert QImage(str(twice)).pixelColor(3, 3).lightness() < 60
    for suffix, start in (("svg", b"<?xml"), ("pdf", b"%PDF-")):
        out = tmp_path / f"a.{suffix}"
        assert render(graph, out, "--action", "a1") == 0
        assert out.read_bytes().startswith(start)
    assert b"3 / 6" in (tmp_path / "a.svg").read_bytes()


@pytest.mark.usefixtures("qapp")
def test_no_more_pixels_than_asked_for(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    for width, height in ((300, 0), (0, 150), (200, 120), (1500, 0)):
        sizes = [
            text
            for name, size in (("--width", width), ("--height", height))
            for text in (name, str(size))
            if size
        ]
        assert render(graph, out, *sizes, "--legend") == 0
        image = QImage(str(out))
        assert image.width() <= (width or 10_000)
        assert image.height() <= (height or 10_000)
        assert image.width() in (width, width - 1) or image.height() in (height, height - 1)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("suffix", ["gif", "apng"])
def test_moving_pictures(graph: Path, tmp_path: Path, capsys: Captured, suffix: str) -> None:
    out = tmp_path / f"a.{suffix}"
    assert render(graph, out, "--from", "4", "--to", "6", "--width", "300", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    with Image.open(out) as image:
        assert image.n_frames == told["frames"] > 8  # type: ignore[attr-defined]
    assert (told["from"], told["to"], told["width"]) == (4, 6, 300)
    assert render(graph, out, "--action", "a2", "--reduced-motion", "--json") == 0
    assert json.loads(capsys.readouterr().out)["frames"] == 4


@pytest.mark.usefixtures("qapp")
def test_the_inside_of_an_instance(graph: Path, tmp_path: Path) -> None:
    folded = squares()
    apply(folded, fold(folded, ["n2"], "square")[1])
    files.save(folded, graph)
    group = next(n for n in folded.nodes if n not in ("n1", "n3"))
    inside, outside = tmp_path / "in.svg", tmp_path / "out.svg"
    assert render(graph, inside, "--inside", group) == 0
    assert render(graph, outside) == 0
    assert b">y<" in inside.read_bytes()
    assert b">y<" not in outside.read_bytes()
    assert b">square<" in outside.read_bytes()


@pytest.mark.usefixtures("qapp")
def test_the_autograd_graph(tmp_path: Path) -> None:
    out = tmp_path / "a.svg"
    assert render(EXAMPLE, out) == 0
    assert b"graph of the gradient" not in out.read_bytes()
    assert render(EXAMPLE, out, "--autograd") == 0
    assert b"graph of the gradient" in out.read_bytes()


@pytest.mark.usefixtures("qapp")
def test_what_fails_is_drawn_and_told(tmp_path: Path) -> None:
    path = tmp_path / "bad.gradcanvas"
    files.save(Document([LeafData("n", value="ones(2,")], actions=(Forward("a"),)), path)
    assert render(path, tmp_path / "bad.png") == 1
    assert not QImage(str(tmp_path / "bad.png")).isNull()


@pytest.mark.usefixtures("qapp")
def test_what_is_wrong_is_told_on_one_line_and_nothing_is_written(
    graph: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.iterdir())
    out = tmp_path / "a.png"
    assert ".png .svg .pdf .gif .apng" in refused(capsys, graph, tmp_path / "a.jpg")
    assert "no step 7; the run has 6" in refused(capsys, graph, out, "--step", "7")
    assert "those of: a1, a2" in refused(capsys, graph, out, "--action", "b")
    assert "--step is for pictures" in refused(capsys, graph, "a.gif", "--step", "1")
    assert "--from and --to are for" in refused(capsys, graph, out, "--from", "1")
    assert "comes after" in refused(capsys, graph, "a.gif", "--from", "5", "--to", "2")
    assert "no instance of a subgraph n2" in refused(capsys, graph, out, "--inside", "n2")
    assert "not between" in refused(capsys, graph, out, "--scale", "0")
    assert "No such file" in refused(capsys, tmp_path / "none.gradcanvas", out, code=3)
    assert "No such file" in refused(capsys, graph, tmp_path / "none" / "a.png", code=3)
    monkeypatch.setattr(plan, "MOST_FRAMES", 9)
    assert "frames are too many" in refused(capsys, graph, "a.gif")
    empty = tmp_path / "sum.gradcanvas"
    files.save(Document(), empty)
    assert "the graph is empty" in refused(capsys, empty, out)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("qapp")
def test_a_file_that_is_not_to_be_written_stays(
    graph: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.png"
    out.write_bytes(b"mine")
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode, **more: path != out and real(path, mode, **more)
    )
    assert "read-only" in refused(capsys, graph, out, code=3)
    assert out.read_bytes() == b"mine"


@pytest.mark.usefixtures("qapp")
def test_an_immense_graph_is_made_smaller_and_says_so(tmp_path: Path, capsys: Captured) -> None:
    far = Document([LeafData("a", value="1."), LeafData("b", value="1.", x=60_000.0)])
    files.save(far, tmp_path / "far.gradcanvas")
    assert render(tmp_path / "far.gradcanvas", tmp_path / "far.png") == 0
    assert "made smaller" in capsys.readouterr().err
    assert QImage(str(tmp_path / "far.png")).width() <= 16_000


def test_in_chinese_without_a_display_and_to_standard_output(graph: Path) -> None:
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-m", "app", "render", str(graph), "-o", "-", "--format", "svg",
         "--language", "zh_CN"],
        env={k: v for k, v in os.environ.items() if k not in hidden},
        capture_output=True,
        check=False,
        cwd=Path(program.__file__).parents[1],
    )  # fmt: skip
    assert done.returncode == 0
    assert "叶子节点" in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.usefixtures("qapp")
def test_a_language_is_for_one_picture(graph: Path, tmp_path: Path) -> None:
    locale = QLocale()
    assert render(graph, tmp_path / "zh.svg", "--language", "zh_CN") == 0
    assert render(graph, tmp_path / "en.svg") == 0
    assert "叶子节点" in (tmp_path / "zh.svg").read_text(encoding="utf-8")
    assert "leaf" in (tmp_path / "en.svg").read_text(encoding="utf-8")
    assert QLocale() == locale


@pytest.mark.usefixtures("qapp")
def test_how_far_it_is_is_told_on_a_terminal_alone(
    graph: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.terminal import progress as telling

    monkeypatch.setattr(telling, "PATIENCE", -1.0)
    assert render(graph, tmp_path / "a.gif") == 0
    assert capsys.readouterr().err == ""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    progress: Any = telling.Progress()
    progress._told -= 1
    progress.share("drawing", 0.5)
    progress.clear()
    assert "#" * 15 + "." * 15 + "  50%" in screen.getvalue()  # its encoding is not known
    assert screen.getvalue().endswith("\r\x1b[K")
    assert not telling.Progress(quiet=True)._shows


def test_without_qt_it_says_so(graph: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "PySide6"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('no Qt here')\n", encoding="utf-8")
    root = Path(program.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "app", "render", str(graph), "-o", str(tmp_path / "a.png")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(broken.parent), str(root)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert done.stderr == "gradcanvas: error: no picture can be made: no Qt here\n"


