"""The wheel: complete, and at work outside the tree."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import app
import resources
from app.__main__ import NEW_WINDOW
from autograd_core.graph import files
from autograd_core.graph.clipboard import MIME
from autograd_core.graph.document import Document

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "autograd_core", "resources")
LEFT_OUT = ROOT / "resources" / "screenshots"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer does."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_carries_every_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    packed = {name for name in names if ".dist-info/" not in name and ".data/" not in name}

    expected = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and LEFT_OUT not in path.parents
    }
    assert LEFT_OUT.is_dir()
    assert packed == expected


def test_the_wheel_tells_the_desktop_of_the_program_and_its_files(wheel: Path) -> None:
    start = f"gradcanvas-{app.__version__}.data/data/share/"
    with zipfile.ZipFile(wheel) as archive:
        shared = {name.removeprefix(start): archive.read(name)
                  for name in archive.namelist() if name.startswith(start)}  # fmt: skip

    assert set(shared) == {
        "applications/gradcanvas.desktop",
        "mime/packages/gradcanvas.xml",
        "icons/hicolor/scalable/apps/gradcanvas.svg",
        f"icons/hicolor/scalable/mimetypes/{MIME.replace('/', '-')}.svg",
    }
    validator = shutil.which("desktop-file-validate")
    if validator is not None:
        path = ROOT / "resources" / "desktop" / "gradcanvas.desktop"
        said = subprocess.run([validator, path], capture_output=True, text=True, check=False)
        assert said.stdout + said.stderr == ""
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read_string(shared["applications/gradcanvas.desktop"].decode())
    desktop = entry["Desktop Entry"]
    assert desktop["Exec"] == "gradcanvas-gui %f"
    assert desktop["MimeType"] == f"{MIME};"
    assert f"icons/hicolor/scalable/apps/{desktop['Icon']}.svg" in shared
    assert entry["Desktop Action new-window"]["Exec"] == f"gradcanvas-gui {NEW_WINDOW}"
    kind = ElementTree.fromstring(shared["mime/packages/gradcanvas.xml"])[0]
    assert kind.get("type") == MIME
    spaces = {"": "http://www.freedesktop.org/standards/shared-mime-info"}
    glob, match = kind.find("glob", spaces), kind.find("magic/match", spaces)
    assert glob is not None
    assert match is not None
    assert glob.get("pattern") == f"*{files.SUFFIX}"
    assert str(match.get("value")).encode() in files.encode(Document())[:100]
    for name, data in shared.items():
        if name.endswith(".svg"):
            assert ElementTree.fromstring(data).tag.endswith("svg")


def test_the_wheel_says_what_it_is(installed: Path) -> None:
    (metadata,) = installed.glob("*.dist-info")
    entries = configparser.ConfigParser()
    entries.read(metadata / "entry_points.txt")

    assert metadata.name == f"gradcanvas-{app.__version__}.dist-info"
    assert entries["console_scripts"]["gradcanvas"] == "app.__main__:main"
    assert entries["gui_scripts"]["gradcanvas-gui"] == "app.__main__:main"
    assert (metadata / "licenses" / "LICENSE").is_file()


def test_the_wheel_works_outside_the_tree(installed: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "import app.__main__, autograd_core, resources\n"
        "print(app.__file__, autograd_core.__file__, resources.__file__, sep='\\n')\n"
        "print(callable(app.__main__.main))\n"
        "print([item.name for item in resources.examples()])"
    )

    result = subprocess.run(
        [sys.executable, "-I", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    *places, main, names = result.stdout.splitlines()
    assert places == [str(installed / package / "__init__.py") for package in PACKAGES]
    assert main == "True"
    assert names == str([item.name for item in resources.examples()])


def test_resources_are_found_by_name() -> None:
    assert resources.path_of("py.typed").is_file()
    assert not resources.path_of("absent", "file").is_file()
    with resources.as_path("__init__.py") as path:
        assert path.read_text(encoding="utf-8") == resources.read_text("__init__.py")
    with pytest.raises(FileNotFoundError):
        resources.read_text("absent")
