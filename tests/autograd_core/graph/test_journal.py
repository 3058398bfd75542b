"""The journal: what a crash leaves is what was there moments before."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograd_core.graph import building, edits, files, folding
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.edits import Put, SetSource
from autograd_core.graph.journal import LONG, Journal, abandoned, recover
from tests.autograd_core.graph import programs
from tests.autograd_core.graph.graphs import sum_of_squares

EDITOR = """
import sys, time
from pathlib import Path
from autograd_core.graph import building, edits
from autograd_core.graph.document import Document
from autograd_core.graph.journal import Journal

document = Document()
journal = Journal(Path(sys.argv[1]), seconds=0.2)
journal.begin(document.snapshot(), None, "untitled")
for number in range(100_000):
    name, made = building.add_leaf(document, str(number), x=0.0, y=0.0)
    edits.apply(document, made)
    journal.add(made)
    print(number, time.time(), flush=True)
    time.sleep(0.003)
"""


def left_by(folder: Path) -> Document:
    (path,) = folder.glob("*.journal")
    found = recover(path)
    assert found is not None
    return found.document


@pytest.mark.parametrize("seed", range(8))
def test_every_kind_of_edit_comes_back(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    document = programs.document(rng, 5)
    journal = Journal(tmp_path, seconds=0.0)
    journal.begin(document.snapshot(), Path("/somewhere/graph.gradcanvas"), "graph")
    for _ in range(40):
        made = programs.edits(rng, document)
        if rng.random() < 0.2 and document.order:
            with contextlib.suppress(building.Refused):
                made = folding.fold(document, folding.closed(document, document.order[-1:]))[1]
        edits.apply(document, made)
        journal.add(made)
        if rng.random() < 0.2:  # undone again
            back = edits.inverse(made)
            edits.apply(document, back)
            journal.add(back)
    journal.flush()
    assert files.encode(left_by(tmp_path)) == files.encode(document)
    (path,) = tmp_path.iterdir()
    found = recover(path)
    assert found is not None
    assert found.path == Path("/somewhere/graph.gradcanvas")
    assert (found.title, abs(found.when - time.time()) < 60) == ("graph", True)
    journal.close()


def test_a_line_that_was_torn_is_left_out(tmp_path: Path) -> None:
    document = sum_of_squares()
    journal = Journal(tmp_path, seconds=0.0)
    journal.begin(document.snapshot(), None)
    states = [files.encode(document)]
    for number in range(5):
        made = building.change(document, "x", value=f"[{number}.]")
        edits.apply(document, made)
        journal.add(made)
        journal.flush()
        states.append(files.encode(document))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    journal.close()
    lines = whole.splitlines(keepends=True)
    start = len(lines[0]) + len(lines[1])
    for size in range(start, len(whole) + 1, 7):
        path.write_bytes(whole[:size])
        found = recover(path)
        assert found is not None
        assert files.encode(found.document) == states[whole[:size].count(b"\n") - 2]
    path.write_bytes(whole[: start - 1])
    assert recover(path) is None
    path.write_bytes(b"\0\1\2")
    assert recover(path) is None


def test_the_code_that_a_document_keeps_comes_back(tmp_path: Path) -> None:
    document = sum_of_squares()
    journal = Journal(tmp_path, seconds=0.0)
    journal.begin(document.snapshot(), None)
    for text in ("x = 1", f"y = 2  # {'long ' * LONG}"):
        made = [SetSource(document.source, text)]
        edits.apply(document, made)
        journal.add(made)
        journal.flush()
        assert left_by(tmp_path).source == text
    journal.close()


def test_a_long_text_is_written_once(tmp_path: Path) -> None:
    document = sum_of_squares(value=f"[{'1., ' * LONG}2.]")
    journal = Journal(tmp_path, seconds=0.0)
    journal.begin(document.snapshot(), None)
    for x in range(20):
        made = building.move(document, {"x": (float(x), 0.0)})
        edits.apply(document, made)
        journal.add(made)
        journal.flush()
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size < 2 * 4 * LONG
    assert left_by(tmp_path) == document
    journal.close()


def test_nobody_else_may_read_it_and_it_knows_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    path = tmp_path / os.fsdecode(b"caf\xe9.gradcanvas")  # no text: a name of another time
    stamp = files.save(sum_of_squares(), tmp_path / "graph.gradcanvas")
    journal = Journal(folder, seconds=0.0)
    journal.begin(sum_of_squares(), path, "graph", stamp)
    journal.flush()
    (found,) = folder.glob("*.journal")
    left = recover(found)
    assert left is not None
    assert (left.path, left.stamp) == (path, stamp)
    if os.name == "posix":
        assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, found)] == [0o700, 0o600]
    journal.close()


def test_what_cannot_be_written_down_does_not_end_the_journal(tmp_path: Path) -> None:
    document = sum_of_squares()
    journal = Journal(tmp_path, seconds=0.0)
    journal.begin(document.snapshot(), None)
    made = building.change(document, "x", label="half of \ud83d, a whole \ud83d\ude00")
    edits.apply(document, made)
    journal.add(made)
    journal.flush()
    assert journal.error is None
    assert left_by(tmp_path).nodes["x"].label == "half of \ufffd, a whole 😀"
    journal.close()


def test_it_begins_anew_and_ends(tmp_path: Path) -> None:
    journal = Journal(tmp_path, seconds=0.0)
    assert journal.add([]) and not any(tmp_path.iterdir())  # noqa: PT018
    journal.begin(sum_of_squares(), None)
    journal.flush()
    journal.begin(Document(), None)
    journal.flush()
    assert left_by(tmp_path) == Document()
    assert not abandoned(tmp_path)  # it is ours
    journal.end()
    journal.flush()
    assert not any(tmp_path.iterdir())
    journal.close()


def test_a_disk_that_takes_nothing_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    journal = Journal(tmp_path / "file", seconds=0.0)
    journal.begin(sum_of_squares(), None)
    journal.add([Put(None, LeafData("n9"))])
    journal.flush()
    assert isinstance(journal.error, OSError)
    journal.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("after", [0.15, 0.4, 0.8])
def test_after_a_kill_nothing_older_than_moments_is_lost(after: float, tmp_path: Path) -> None:
    command = [sys.executable, "-c", EDITOR, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().splitlines(keepends=True)
    done = [line.split() for line in said if line.endswith("\n")]  # the last one may be torn
    killed = float(done[-1][1]) if done else 0.0
    (path,) = abandoned(tmp_path)
    found = recover(path)
    assert found is not None
    numbers = [int(node.value) for node in found.document.nodes.values() if node.id]  # type: ignore[union-attr]
    assert numbers == list(range(len(numbers)))
    lost = [float(at) for number, at in done if int(number) >= len(numbers)]
    assert not lost or killed - lost[0] < 0.6
